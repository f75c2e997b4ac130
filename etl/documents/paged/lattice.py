"""Owns the step from rules to lattices: pieces joined to lines, lines that touch to one table, its edges and cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.documents.paged.ink import Glyph, Page, Rule
from etl.errors import UnreadableDocument

TOUCH = 3.0  # points between lines that are meant to meet
SAME = 3.0  # points between the two lines of a double border
COLLINEAR = 0.9
SHORT, DASH_GAP = 12.0, 6.5  # a piece this short may be a dash, with a gap up to this after it
SHORTEST = 5.0
COVERED = 0.55  # share of a cell's side that must be drawn to divide it from its neighbour
OVERRUN = 4.0  # how far sides run past the last line of a table that a page break left open
LONE_SIDE = 0.25  # of a table's width: how wide an open merged cell may be
MAX_LINES = 3000
FAR = 20_000.0  # points


@dataclass(slots=True)
class Slot:
    """One cell of a lattice and what is printed in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    glyphs: list[Glyph] = field(default_factory=list)


@dataclass(slots=True)
class Lattice:
    """One table on one page: edges (ascending) and cells; `owner[row][column]` is the index of the cell there."""

    xs: list[float]
    ys: list[float]
    slots: list[Slot]
    owner: list[list[int]]

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def join_pieces(rules: Iterable[Rule], vertical: bool) -> list[Rule]:
    """Whole lines of one direction out of pieces, dashes and dots that lie on one line; single dots are dropped."""
    pieces = sorted([rule for rule in rules if rule.vertical == vertical and is_near(*rule)])
    lines: list[Rule] = []
    start = 0
    for index in range(1, len(pieces) + 1):
        last = index == len(pieces)
        if last or pieces[index].at - pieces[index - 1].at > COLLINEAR or pieces[index].at - pieces[start].at > 2:
            lines.extend(join_collinear(pieces[start:index], vertical))
            start = index
    return [line for line in lines if line.length >= SHORTEST]


def is_near(_: bool, at: float, start: float, end: float) -> bool:
    """Whether a rule lies where a page can be; damaged files have lines at infinity, or at no number."""
    return -FAR < at < FAR and -FAR < start < FAR and -FAR < end < FAR


def join_collinear(pieces: list[Rule], vertical: bool) -> Iterable[Rule]:
    """The lines that pieces of one height make."""
    if len(pieces) == 1:  # most lines are drawn whole
        yield pieces[0]
        return
    at = sum(piece.at for piece in pieces) / len(pieces)
    begin = end = None
    length = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.start):
        gap = DASH_GAP if length <= SHORT and piece.length <= SHORT else TOUCH
        if end is not None and piece.start - end <= gap:
            end = max(end, piece.end)
        else:
            if begin is not None and end is not None:
                yield Rule(vertical, at, begin, end)
            begin, end = piece.start, piece.end
        length = piece.length
    if begin is not None and end is not None:
        yield Rule(vertical, at, begin, end)


def tables_of(page: Page) -> list[Lattice]:
    """The lattices of a page from top to bottom, glyphs not yet assigned."""
    horizontal, vertical = join_pieces(page.rules, False), join_pieces(page.rules, True)
    if len(horizontal) + len(vertical) > MAX_LINES:
        raise UnreadableDocument("too_large", f"第 {page.number} 页有 {len(horizontal) + len(vertical)} 条线")
    found = [lattice for group in touching(horizontal, vertical) if (lattice := build(*group))]
    return sorted(found, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def touching(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines in groups that hang together."""
    lines = horizontal + vertical
    parent = list(range(len(lines)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for left, line in enumerate(horizontal):
        for right, side in enumerate(vertical, start=len(horizontal)):
            if line.start - TOUCH <= side.at <= line.end + TOUCH and side.start - TOUCH <= line.at <= side.end + TOUCH:
                parent[root(left)] = root(right)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, line in enumerate(lines):
        groups.setdefault(root(index), ([], []))[line.vertical].append(line)
    tables = [group for group in groups.values() if group[0] and group[1]]
    for group in groups.values():
        for side in group[1] if not group[0] else []:
            add_lone_side(tables, side)
    return tables


def add_lone_side(tables: list[tuple[list[Rule], list[Rule]]], side: Rule) -> None:
    """A side that meets no line (that of a merged cell which begins and ends on other pages) goes to its table."""
    for horizontal, vertical in tables:
        top = min(rule.at for rule in horizontal)
        bottom = max(rule.at for rule in horizontal)
        left, right = min(rule.at for rule in vertical), max(rule.at for rule in vertical)
        shared = min(side.end, bottom) - max(side.start, top)
        beside = min(abs(side.at - left), abs(side.at - right)) < LONE_SIDE * (right - left)
        if shared > 0.8 * (bottom - top) and shared > 0.8 * side.length and beside:
            vertical.append(side)
            return


def edges(lines: list[Rule]) -> list[float]:
    """Distinct places of lines, double lines as one."""
    places: list[list[float]] = []
    for at in sorted(line.at for line in lines):
        if places and at - places[-1][-1] <= SAME and at - places[-1][0] <= 1.5 * SAME:
            places[-1].append(at)
        else:
            places.append([at])
    return [sum(place) / len(place) for place in places]


def with_open_sides(places: list[float], across: list[Rule]) -> list[float]:
    """Edges, with one more where two or more crossing lines run past the first or the last one."""
    before = [line.start for line in across if line.start < places[0] - OVERRUN]
    after = [line.end for line in across if line.end > places[-1] + OVERRUN]
    first = [min(before)] if len(before) >= 2 else []
    last = [max(after)] if len(after) >= 2 else []
    return [*first, *places, *last]


def build(horizontal: list[Rule], vertical: list[Rule]) -> Lattice | None:
    """The lattice of lines that hang together; None where they enclose nothing."""
    xs = with_open_sides(edges(vertical), horizontal)
    ys = with_open_sides(edges(horizontal), vertical)
    if len(xs) < 2 or len(ys) < 2:
        return None
    beside = covered(vertical, xs, ys)
    below = covered(horizontal, ys, xs)
    return merge(xs, ys, beside, below)


def covered(lines: list[Rule], places: list[float], along: list[float]) -> list[list[bool]]:
    """result[edge][step]: whether the edge is drawn between along[step] and along[step + 1]."""
    drawn = [[0.0] * (len(along) - 1) for _ in places]
    for line in lines:
        edge = bisect_left(places, line.at)
        if edge == len(places) or (edge and line.at - places[edge - 1] <= places[edge] - line.at):
            edge -= 1
        steps = drawn[edge]
        for step in range(max(bisect_right(along, line.start) - 1, 0), len(steps)):
            if along[step] >= line.end:
                break
            overlap = min(line.end, along[step + 1]) - max(line.start, along[step])
            if overlap > 0:
                steps[step] += overlap
    return [
        [drawn[edge][step] >= COVERED * (along[step + 1] - along[step]) for step in range(len(along) - 1)]
        for edge in range(len(places))
    ]


def merge(xs: list[float], ys: list[float], beside: list[list[bool]], below: list[list[bool]]) -> Lattice:
    """Cells as the largest boxes without a line inside, taken from the top left."""
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = [[-1] * columns for _ in range(rows)]
    slots: list[Slot] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            right = column + 1
            while right < columns and owner[row][right] < 0 and not beside[right][row]:
                right += 1
            bottom = row + 1
            while bottom < rows and open_below(beside, below, owner, bottom, column, right):
                bottom += 1
            for y in range(row, bottom):
                for x in range(column, right):
                    owner[y][x] = len(slots)
            slots.append(Slot(row, column, bottom - row, right - column))
    return Lattice(xs, ys, slots, owner)


def open_below(
    beside: list[list[bool]], below: list[list[bool]], owner: list[list[int]], row: int, column: int, right: int
) -> bool:
    """Whether a box over columns `column` to `right` reaches down into `row`."""
    return all(owner[row][x] < 0 and not below[row][x] for x in range(column, right)) and not any(
        beside[x][row] for x in range(column + 1, right)
    )
