"""The strokes over a bar that tell its part where colour does not, as SVG patterns like those on the screen."""

from __future__ import annotations

import hashlib
from typing import Any

SIZE = 7.0
SHAPES = ("/", "\\", "x", "-", "|", "+", ".")


def name(colour: str, shape: str) -> str:
    """The id of the pattern of a colour and a shape: the same pair has the same id in every picture."""
    return "h" + hashlib.blake2b(f"{colour}{shape}".encode(), digest_size=4).hexdigest()


def paint(marker: Any, colour: str, held: dict[str, str]) -> str:
    """What a bar is filled with: its colour, or a pattern over it, whose definition is then put into `held`."""
    pattern = marker.pattern
    shape = pattern.shape if isinstance(pattern.shape, str) else ""
    if shape not in SHAPES:
        return colour
    found = name(colour, shape)
    held[found] = _definition(found, colour, shape, pattern)
    return f"url(#{found})"


def _definition(found: str, colour: str, shape: str, pattern: Any) -> str:
    size = float(pattern.size or SIZE)
    ink, thin = split(str(pattern.fgcolor or "#FFFFFF"))
    return (
        f'<pattern id="{found}" patternUnits="userSpaceOnUse" width="{size:g}" height="{size:g}">'
        f'<rect width="{size:g}" height="{size:g}" fill="{colour}"/>'
        + _strokes(shape, size, float(pattern.solidity or 0.3), ink, thin)
        + "</pattern>"
    )


def _strokes(shape: str, size: float, solidity: float, ink: str, thin: float) -> str:
    """The strokes of one tile; slanted ones go over its corners, so that tiles meet without a seam."""
    if shape == ".":
        radius = size * (solidity / 3.14159) ** 0.5
        return f'<circle cx="{size / 2:g}" cy="{size / 2:g}" r="{radius:.2f}" fill="{ink}" fill-opacity="{thin:g}"/>'
    half, quarter, far, more = size / 2, size / 4, size * 0.75, size * 1.25
    rising = f"M{-quarter:g},{quarter:g}L{quarter:g},{-quarter:g}M0,{size:g}L{size:g},0"
    falling = f"M{-quarter:g},{far:g}L{quarter:g},{more:g}M0,0L{size:g},{size:g}"
    ways = {
        "/": f"{rising}M{far:g},{more:g}L{more:g},{far:g}",
        "\\": f"{falling}M{far:g},{-quarter:g}L{more:g},{quarter:g}",
        "-": f"M0,{half:g}L{size:g},{half:g}",
        "|": f"M{half:g},0L{half:g},{size:g}",
    }
    ways |= {"x": ways["/"] + ways["\\"], "+": ways["-"] + ways["|"]}
    pen = f'fill="none" stroke="{ink}" stroke-opacity="{thin:g}" stroke-width="{size * solidity:.2f}"'
    return f'<path d="{ways[shape]}" {pen}/>'


def split(colour: str) -> tuple[str, float]:
    """A colour as #RRGGBB and how opaque it is; SVG readers of office programs know no rgba()."""
    if not colour.startswith("rgba("):
        return colour, 1.0
    red, green, blue, opaque = colour[5:-1].split(",")
    return f"#{int(red):02X}{int(green):02X}{int(blue):02X}", float(opaque)
