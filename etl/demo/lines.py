"""Owns how text is set on a PDF page: fonts, widths, and where a line breaks."""

from __future__ import annotations

import re
from functools import cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

CHINESE, WESTERN = "STSong-Light", "Times-Roman"
TOKEN = re.compile(r"[!-~]+|.", re.DOTALL)
RUN = re.compile(r"[ -~]+|[^ -~]+")
NEVER_FIRST = set("，。、；：）》”！？％")


@cache
def prepare_fonts() -> None:
    """Make the Chinese font known; the viewer brings its glyphs, so the file needs none. Streams stay binary."""
    rl_config.useA85 = 0
    pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))


@cache
def _em(char: str) -> float:
    prepare_fonts()
    return float(pdfmetrics.stringWidth(char, CHINESE, 1))


def width_of(text: str, size: float) -> float:
    """The width of a text in points."""
    return sum(map(_em, text)) * size


def wrap(text: str, size: float, room: float, indent: float = 0, *, hang: bool = True) -> list[str]:
    """The text as lines no wider than `room`; words and numbers stay whole where a line can hold them. Closing marks
    hang over the end of the line unless told not to."""
    lines, line, used = [], "", indent
    for token in TOKEN.findall(text):
        for piece in _pieces(token, size, room):
            wide = width_of(piece, size)
            if used + wide > room and line and not (hang and piece in NEVER_FIRST):
                lines.append(line)
                line, used = "", 0.0
            line += piece
            used += wide
    return [*lines, line] if line or not lines else lines


def _pieces(token: str, size: float, room: float) -> list[str]:
    """The token itself, or its characters if no line can hold it."""
    return [token] if len(token) == 1 or width_of(token, size) <= room else list(token)
