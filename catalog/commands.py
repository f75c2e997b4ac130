"""The words of the command line, from commands.yml: key to sentence in Chinese or English, as the reader asks."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from catalog import yamlfile

LANGUAGE = "MINGJING_LANG"
LANGUAGES = ("zh", "en")


@cache
def commands() -> dict[str, dict[str, str]]:
    """Every text by its key, each with zh and en."""
    loaded: dict[str, dict[str, str]] = yamlfile.read(Path(__file__).with_suffix(".yml"))
    return loaded


def language() -> str:
    """The language of this process: zh, or en where the environment variable MINGJING_LANG says so."""
    return "en" if os.environ.get(LANGUAGE, "").lower().startswith("en") else "zh"


def tell(key: str, /, **values: object) -> str:
    """One text in the language of this process, its places filled; raises KeyError where the catalogue lacks it."""
    text = commands()[key][language()]
    return text.format(**values) if values else text
