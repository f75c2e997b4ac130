"""Owns how glyphs become text: lines by baseline, spaces by gaps, wrapped lines joined as a reader would."""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache
from operator import itemgetter

from etl.documents.paged.ink import TURN, X0, Glyph, X, Y, turned_glyph
from etl.record import record

SAME_LINE = 0.45  # of the size of the letters
WORD_GAP, WIDE_GAP = 0.3, 0.6  # of the size: a space between Latin letters, between anything else
DOUBLE_STRIKE = 0.15
PADDING = 12.0  # points, both sides of a cell together
MARKER = re.compile(
    r"\s*(?:[（(]\s*[一二三四五六七八九十\d]+\s*[）)]|[一二三四五六七八九十]+\s*、|\d+\s*[.．、](?!\d))"
)
BASELINE, LEFT = itemgetter(Y), itemgetter(X, X0)  # by place: half as dear as by name
NUMBER = set("0123456789.,，．０１２３４５６７８９")


@record
class Line:
    """One line of text with where it lies."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


@record
class Wording:
    """The text of a cell. `full` says that its last line left no room, so that it may go on elsewhere."""

    text: str
    full: bool = False


@lru_cache(maxsize=4096)
def is_wide(character: str) -> bool:
    """Whether a character takes a whole square."""
    return unicodedata.east_asian_width(character) in "WFA" and ord(character) > 0xFF


def lines_of(glyphs: list[Glyph]) -> list[Line]:
    """Lines from top to bottom; letters struck twice count once."""
    if len(glyphs) == 1:
        return [line_of(glyphs)]
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=BASELINE):
        if lines and glyph.y - lines[-1][-1].y <= SAME_LINE * min(glyph.size, lines[-1][-1].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [line_of(line) for line in lines]


def line_of(glyphs: list[Glyph]) -> Line:
    """One line read from left to right."""
    if len(glyphs) == 1:  # most figures
        (only,) = glyphs
        return Line(only.text, min(left_of(only), only.x0), max(right_of(only), only.x1), only.y, only.size)
    ordered = sorted(glyphs, key=LEFT)
    last = ordered[0]
    before = None  # the two last glyphs that were kept
    text = [last.text]
    y, size = last.y, last.size
    for glyph in ordered[1:]:
        if is_second(last, glyph) or (before is not None and is_second(before, glyph)):
            continue
        if spaced(last, glyph):
            text.append(" ")
        text.append(glyph.text)
        before, last = last, glyph
        if glyph.y > y:
            y = glyph.y
        if glyph.size > size:
            size = glyph.size
    first = ordered[0]
    return Line("".join(text), min(left_of(first), first.x0), max(right_of(last), last.x1), y, size)


def left_of(glyph: Glyph) -> float:
    """Where the square of a glyph begins: a bracket has room before its ink."""
    return glyph.x if abs(glyph.x - glyph.x0) < glyph.size else glyph.x0


def right_of(glyph: Glyph) -> float:
    """Where the square of a glyph ends: a comma has room after its ink."""
    return left_of(glyph) + glyph.size if is_wide(glyph.text) else glyph.x1


def is_second(other: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph is the second impression of another (poor man's bold)."""
    return (
        other.text == glyph.text
        and abs(other.x - glyph.x) < DOUBLE_STRIKE * glyph.size
        and abs(other.y - glyph.y) < DOUBLE_STRIKE * glyph.size
        and abs(other.x0 - glyph.x0) < DOUBLE_STRIKE * glyph.size
    )


def spaced(left: Glyph, right: Glyph) -> bool:
    """Whether there is a space between two neighbours of a line."""
    size = left.size if left.size >= right.size else right.size
    step = right.x - left.x
    if is_wide(left.text):
        return step > (1 + WIDE_GAP) * size
    ink = left.x1 - left.x
    extra = step - max(0.55 * left.size if left.text.isdigit() else 0.0, ink)
    narrow = not (left.text in NUMBER and right.text in NUMBER) and not is_wide(right.text)
    return extra > (WORD_GAP if narrow else 0.5) * size


def upright_glyphs(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs of a cell turned so that most of them read rightwards."""
    if not any(map(TURN, glyphs)):
        return glyphs
    turns = {glyph.turn for glyph in glyphs}
    turn = max(turns, key=lambda turn: sum(glyph.turn == turn for glyph in glyphs))
    return [turned_glyph(glyph, turn, 0.0, 0.0) for glyph in glyphs]


def cell_wording(glyphs: list[Glyph], width: float, height: float) -> Wording:
    """The text of a cell of this size: numbers that were wrapped are whole again, separate ones stay apart."""
    if not glyphs:
        return Wording("")
    if len(glyphs) == 1 and not glyphs[0].turn:  # most figures
        only = line_of(glyphs)
        return Wording(only.text, is_full(only, width, only.size))
    set_upright = upright_glyphs(glyphs)
    room = width if set_upright is glyphs else height
    lines = lines_of(set_upright)
    text = lines[0].text
    for before, line in itertools.pairwise(lines):
        text += joint(before, line, room) + line.text
    return Wording(text, is_full(lines[-1], room, lines[-1].size))


def is_full(line: Line, room: float, step: float) -> bool:
    """Whether a further letter of width `step` would not have fitted beside the line."""
    return room - (line.x1 - line.x0) < step + PADDING


def joint(before: Line, line: Line, room: float) -> str:
    """What stands between two lines of a cell."""
    left, right = before.text[-1], line.text[0]
    if is_number(before.text) and is_number(line.text):
        return "" if is_full(before, room, 0.55 * before.size) else "\n"
    if left.isascii() and right.isascii() and left.isalpha() and right.isalpha():
        return " "
    return ""


def is_number(text: str) -> bool:
    return bool(text) and all(character in NUMBER for character in text)
