"""Owns ruled tables on PDF pages: heights, page breaks inside merged cells, rules of several kinds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from random import Random

from reportlab.pdfgen.canvas import Canvas

from .lines import wrap
from .sheet import Box, Table

PAD_X, PAD_Y = 3.0, 3.0
Segment = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row came to stand: page from 0 within the table, top and bottom in points from the page's top."""

    page: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a cell that stands on one page, with the lines of its text that fit there."""

    box: Box
    page: int
    left: float
    top: float
    right: float
    bottom: float
    lines: tuple[str, ...]
    opens: bool  # the cell goes on from the page before
    goes_on: bool  # the cell goes on over the page end


@dataclass(frozen=True, slots=True)
class Ruling:
    """How one document sets its tables."""

    quirks: frozenset[str]
    size: float
    left: float
    right: float
    head: float  # top of the type area
    foot: float  # bottom of the type area

    @property
    def leading(self) -> float:
        return self.size * 1.25

    def edges(self, table: Table) -> list[float]:
        """The x of every column edge."""
        unit, edges = (self.right - self.left) / sum(table.widths), [self.left]
        for width in table.widths:
            edges.append(edges[-1] + width * unit)
        return edges

    def lines_of(self, box: Box, edges: list[float]) -> list[str]:
        room = edges[box.column + box.column_span] - edges[box.column] - 2 * PAD_X
        if "upright_label" in self.quirks and box.row_span > 12:
            return list(box.text)
        return wrap(box.text, self.size, room, hang=False) if box.text else []

    def heights(self, table: Table, edges: list[float]) -> list[float]:
        """The height of every row: what its own text needs, and what a label over several rows needs."""
        extra = 9.0 if "tall_rows" in self.quirks else 2.0
        heights = []
        for row in table.rows:
            deepest = max((len(self.lines_of(box, edges)) for box in row if box.row_span == 1), default=1)
            heights.append(max(deepest, 1) * self.leading + 2 * PAD_Y + extra)
        for number, row in enumerate(table.rows):
            for box in row:
                need = len(self.lines_of(box, edges)) * self.leading + 2 * PAD_Y
                lack = need - sum(heights[number : number + box.row_span])
                if box.row_span > 1 and lack > 0:
                    heights[number + box.row_span - 1] += lack
        return heights


def place_rows(ruling: Ruling, table: Table, heights: list[float], start: float) -> list[Place]:
    """The rows on their pages; a header is never torn from its first row."""
    together = sum(heights[: table.head_rows + 1])
    page, top = (0, start) if start + together <= ruling.foot else (1, ruling.head)
    places = []
    for number, height in enumerate(heights):
        if top + height > ruling.foot and number > table.head_rows:
            page, top = page + 1, ruling.head
            if "repeated_headers" in ruling.quirks and table.head_rows:
                top += sum(heights[: table.head_rows])
        places.append(Place(page, top, top + height))
        top += height
    return places


def shares_of(ruling: Ruling, table: Table, places: list[Place], heights: list[float]) -> list[Share]:
    """Every cell cut at the page ends it crosses, repeated headers included."""
    edges = ruling.edges(table)
    shares = []
    for number, row in enumerate(table.rows):
        for box in row:
            shares += _cut(ruling, box, edges, places[number : number + box.row_span])
    if "repeated_headers" in ruling.quirks:
        last = places[-1].page
        for page in range(places[table.head_rows].page + 1 if table.head_rows else last + 1, last + 1):
            tops = [ruling.head + sum(heights[:number]) for number in range(table.head_rows + 1)]
            again = [Place(page, top, bottom) for top, bottom in pairwise(tops)]
            for number, row in enumerate(table.rows[: table.head_rows]):
                for box in row:
                    shares += _cut(ruling, box, edges, again[number : number + box.row_span])
    return shares


def _cut(ruling: Ruling, box: Box, edges: list[float], places: list[Place]) -> list[Share]:
    left, right = edges[box.column], edges[box.column + box.column_span]
    lines, pages = ruling.lines_of(box, edges), sorted({place.page for place in places})
    shares = []
    for page in pages:
        top = min(place.top for place in places if place.page == page)
        bottom = max(place.bottom for place in places if place.page == page)
        room = int((bottom - top - 2 * PAD_Y) / ruling.leading + 0.01)
        here = lines if page == pages[-1] else lines[: max(room, 0)]
        lines = lines[len(here) :]
        shares.append(Share(box, page, left, top, right, bottom, tuple(here), page != pages[0], page != pages[-1]))
    return shares


def rules_of(ruling: Ruling, shares: list[Share], places: list[Place], random: Random) -> list[Segment]:
    """The rules of one page's shares, each once; open at the page end where the document has that habit."""
    page = shares[0].page
    first, last = places[0].page, places[-1].page
    bottom, top = max(share.bottom for share in shares), min(share.top for share in shares)
    open_end = "open_page_end" in ruling.quirks
    skip_bottom = open_end and page < last
    skip_top = open_end and page > first and random.random() < 0.5
    segments: dict[Segment, None] = {}
    for share in shares:
        if not (skip_top and share.top == top):
            segments[share.left, share.top, share.right, share.top] = None
        if not (skip_bottom and share.bottom == bottom):
            segments[share.left, share.bottom, share.right, share.bottom] = None
        segments[share.left, share.top, share.left, share.bottom] = None
        segments[share.right, share.top, share.right, share.bottom] = None
    if "double_rules" in ruling.quirks:
        segments[ruling.left - 1.5, top - 1.5, ruling.left - 1.5, bottom + 1.5] = None
        segments[ruling.right + 1.5, top - 1.5, ruling.right + 1.5, bottom + 1.5] = None
    return list(segments)


def draw_rules(canvas: Canvas, quirks: frozenset[str], height: float, segments: list[Segment]) -> None:
    """Draw the segments as strokes, dotted strokes or thin filled rectangles."""
    canvas.setStrokeColorRGB(0, 0, 0)
    canvas.setFillColorRGB(0, 0, 0)
    if "thin_rect_rules" in quirks:
        for x0, y0, x1, y1 in segments:
            canvas.rect(x0 - 0.24, height - y1 - 0.24, x1 - x0 + 0.48, y1 - y0 + 0.48, stroke=0, fill=1)
        return
    canvas.setLineWidth(0.5)
    canvas.setDash([1, 1.5] if "dotted_rules" in quirks else [])
    canvas.lines([(x0, height - y0, x1, height - y1) for x0, y0, x1, y1 in segments])
    canvas.setDash([])
