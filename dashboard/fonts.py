"""Owns the search for a font with Chinese letters: the one that is installed with the project, else one of the system,
by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst

PACKAGE = "noto_cjk_sans_otc"
NAMES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "Heiti SC",
    "SimHei",
    "SimSun",
)
STACK = ", ".join(f"'{name}'" for name in NAMES) + ", sans-serif"


class NoFont(RuntimeError):
    """There is no font with Chinese letters; the message says which were looked for and what to do."""


@dataclass(frozen=True, slots=True)
class Font:
    """A family and, where it is not the system's, the folder it lies in."""

    family: str
    folder: str = ""


@cache
def chinese() -> Font:
    """The font that pictures and documents are set in; raises NoFont."""
    spec = find_spec(PACKAGE)
    if spec and spec.origin:
        return Font(NAMES[0], str(Path(spec.origin).parent))
    held = set(typst.Fonts(include_embedded_fonts=False).families())
    for name in NAMES:
        if name in held:
            return Font(name)
    raise NoFont(
        "No font with Chinese letters was found, so no picture and no PDF can be made. Looked for: "
        f"{', '.join(NAMES)}. Install one (Debian: fonts-noto-cjk; with pip: noto-cjk-sans-otc) and try again."
    )


@cache
def held() -> typst.Fonts:
    """The fonts that the type setter may use: ours alone where it is installed, so that every machine gives the same
    bytes. Raises NoFont."""
    font = chinese()
    if font.folder:
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font.folder])
    return typst.Fonts(include_embedded_fonts=False)
