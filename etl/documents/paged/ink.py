"""Owns what is drawn on a page: glyphs and rules, in points from the page's top left, y downwards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

UNREAD = "〓"  # printed, but not readable: the printers' mark for a letter that is missing
DIGITS = frozenset("0123456789.,")
Box = tuple[float, float, float, float]  # x0, top, x1, bottom


class Glyph(NamedTuple):
    """One drawn character. `x`, `y` are its origin on the baseline, the box is its ink, `turn` the direction it is
    read in (0 rightwards, 90 downwards, 180 leftwards, 270 upwards), `run` the text object that it came with."""

    text: str
    x: float
    y: float
    size: float
    x0: float
    top: float
    x1: float
    bottom: float
    turn: int
    run: int

    @property
    def middle_x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def middle_y(self) -> float:
        """The middle of the character, not of its ink: a full stop lies in the middle of its line too."""
        _, _, y, size, _, top, _, bottom, turn, _ = self  # cheaper than five names, and every glyph is asked
        return (top + bottom) / 2 if turn or bottom - top > 0.45 * size else y - 0.36 * size


X, Y, X0 = (Glyph._fields.index(field) for field in ("x", "y", "x0"))
TURN = itemgetter(Glyph._fields.index("turn"))


class Rule(NamedTuple):
    """A drawn line along one axis: `at` is y for a horizontal rule and x for a vertical one."""

    vertical: bool
    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(slots=True)
class Page:
    """Everything drawn on one page, in the order of drawing. `turn` says how far the page was turned so that its text
    stands upright; `picture` is the share of the page that pictures cover; `unmapped` counts glyphs without text and
    `hidden` the invisible pieces of text that a scanner laid under its picture, `outlined` the strokes of filled shapes
    that are no rules, as letters drawn without any font are."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    picture: float = 0.0
    unmapped: int = 0
    hidden: int = 0
    outlined: int = 0
    turn: int = 0
    is_lost: bool = False  # counted by the file, but it cannot be opened
    sheet: int = 0  # the page of the file, where several pages stand on one of a scan
    others: dict[int, tuple[str, ...]] = field(default_factory=dict)  # by the run of a figure: what else it may be

    @property
    def shown(self) -> int:
        """The number under which a viewer shows what stands here."""
        return self.sheet or self.number


def is_number(token: list[Glyph]) -> bool:
    """Whether glyphs are digits and the signs between them, nothing else."""
    return all(glyph.text in DIGITS for glyph in token)


def turned_point(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """Where a point goes when text of direction `turn` on a page of this size is set upright."""
    if turn == 90:
        return y, width - x
    if turn == 180:
        return width - x, height - y
    if turn == 270:
        return height - y, x
    return x, y


def turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    """A box after the same turn."""
    x0, y0 = turned_point(box[0], box[1], turn, width, height)
    x1, y1 = turned_point(box[2], box[3], turn, width, height)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def turned_glyph(glyph: Glyph, turn: int, width: float, height: float) -> Glyph:
    """A glyph after the same turn."""
    x, y = turned_point(glyph.x, glyph.y, turn, width, height)
    x0, top, x1, bottom = turned_box((glyph.x0, glyph.top, glyph.x1, glyph.bottom), turn, width, height)
    return Glyph(glyph.text, x, y, glyph.size, x0, top, x1, bottom, (glyph.turn - turn) % 360, glyph.run)


def turned_rule(rule: Rule, turn: int, width: float, height: float) -> Rule:
    """A rule after the same turn."""
    if rule.vertical:
        x0, y0, x1, y1 = turned_box((rule.at, rule.start, rule.at, rule.end), turn, width, height)
    else:
        x0, y0, x1, y1 = turned_box((rule.start, rule.at, rule.end, rule.at), turn, width, height)
    if rule.vertical == (turn in (0, 180)):
        return Rule(True, x0, y0, y1)
    return Rule(False, y0, x0, x1)


def upright(page: Page) -> Page:
    """The page turned so that most of its text reads rightwards; a landscape table on a portrait page becomes plain."""
    if not any(map(TURN, page.glyphs)):
        return page
    turn, count = Counter(glyph.turn for glyph in page.glyphs).most_common(1)[0]
    if turn == 0 or count < 0.6 * len(page.glyphs):
        return page
    width, height = page.width, page.height
    across = turn in (90, 270)
    return Page(
        number=page.number,
        width=height if across else width,
        height=width if across else height,
        glyphs=[turned_glyph(glyph, turn, width, height) for glyph in page.glyphs],
        rules=[turned_rule(rule, turn, width, height) for rule in page.rules],
        picture=page.picture,
        unmapped=page.unmapped,
        hidden=page.hidden,
        outlined=page.outlined,
        turn=turn,
    )


def as_printed(box: Box, page: Page) -> Box:
    """A box of an upright page back in the frame of the page as it is shown, rounded to hundredths."""
    if page.turn:
        box = turned_box(box, 360 - page.turn, page.width, page.height)
    x0, top, x1, bottom = (round(value, 2) for value in box)
    return x0, top, x1, bottom
