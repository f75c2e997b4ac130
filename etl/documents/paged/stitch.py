"""Owns tables that go on overleaf: two parts to one, nothing lost, nothing said twice."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import ratio

from etl.documents.paged.table import Table, TableCell
from etl.documents.paged.wording import MARKER, is_number

NEAR = 5.0  # points between edges of two pages that are the same edge
SAME_WIDTH = 6.0
ALIKE = 85  # of 100: a row of headings and its repetition, which a scan may spell in two ways
EMPTY_MARKS = {"/", "-", "—", "——", "－", "–", "无", "\\", "／", "*", "…", "--", "不涉及"}
WRITTEN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Stitched:
    """The whole table and what a person should look at: numbers that were cut over the page."""

    table: Table
    doubts: tuple[str, ...] = ()


def stitch(upper: Table, lower: Table) -> Stitched | None:
    """Both parts as one table; None if `lower` is no continuation of `upper`."""
    if lower.first_page != upper.last_page + 1 or upper.guessed != lower.guessed:
        return None
    shift = upper.xs[0] - lower.xs[0]
    if abs((upper.xs[-1] - upper.xs[0]) - (lower.xs[-1] - lower.xs[0])) > SAME_WIDTH or abs(shift) > 90:
        return None
    xs, upper_columns, lower_columns = union(upper.xs, tuple(x + shift for x in lower.xs))
    above = [cell.moved(0, upper_columns) for cell in upper.cells]
    below = [cell.moved(0, lower_columns) for cell in lower.cells]
    below, repeated = without_header(above, below)
    rows_below = lower.rows - repeated
    if not below or rows_below == 0:
        return Stitched(replace(upper, last_page=lower.last_page, bottom=lower.bottom))
    cells, rows, doubts = join(above, upper.rows, below, rows_below)
    table = Table(xs, rows, tuple(cells), upper.first_page, lower.last_page, upper.top, lower.bottom, upper.guessed)
    return Stitched(table, tuple(doubts))


def union(upper: tuple[float, ...], lower: tuple[float, ...]) -> tuple[tuple[float, ...], list[int], list[int]]:
    """All edges of both pages, and for each page the new number of its every edge."""
    merged = [[x, 0.0] for x in upper]
    taken: set[int] = set()
    homes: list[list[float]] = []
    for x in lower:
        near = [i for i in range(len(upper)) if i not in taken and abs(upper[i] - x) <= NEAR]
        if near:
            best = min(near, key=lambda i: abs(upper[i] - x))
            taken.add(best)
            homes.append(merged[best])
        else:
            fresh = [x, 1.0]
            merged.append(fresh)
            homes.append(fresh)
    ordered = sorted(merged, key=lambda edge: edge[0])
    number = {id(edge): index for index, edge in enumerate(ordered)}
    return (
        tuple(edge[0] for edge in ordered),
        [number[id(edge)] for edge in merged[: len(upper)]],
        [number[id(edge)] for edge in homes],
    )


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def is_value(text: str) -> bool:
    """Whether a cell holds a figure, or a mark that stands for none."""
    plain = bare(text)
    return bool(plain) and (plain in EMPTY_MARKS or (any(c.isdigit() for c in plain) and not WRITTEN.search(plain)))


def without_header(above: list[TableCell], below: list[TableCell]) -> tuple[list[TableCell], int]:
    """The lower cells without the header rows that it repeats, and how many rows those were."""
    header = header_rows(above)
    repeated = 0
    for row in range(header):
        first = {c.columns: bare(c.text) for c in above if c.row == row and bare(c.text)}
        again = {c.columns: bare(c.text) for c in below if c.row == row and bare(c.text)}
        if not first or first.keys() != again.keys():
            break
        if ratio("".join(first.values()), "".join(again[columns] for columns in first)) < ALIKE:
            break
        repeated = row + 1
    told = [cell for cell in below if cell.row < repeated and bare(cell.text)]
    if not told or any(cell.end_row > repeated and cell.row < repeated for cell in below) or len(told) < 2:
        return below, 0
    return [cell.lower(-repeated) for cell in below if cell.row >= repeated], repeated


def header_rows(cells: list[TableCell]) -> int:
    """How many rows stand above the first row with a figure."""
    first = max((cell.end_row for cell in cells), default=0)
    for cell in cells:
        if cell.row < first and is_value(cell.text):
            first = cell.row
    return first


def join(
    above: list[TableCell], rows: int, below: list[TableCell], rows_below: int
) -> tuple[list[TableCell], int, list[str]]:
    """The cells of both parts under each other; a row, a label, a number cut by the page is whole again."""
    last = {cell.columns: cell for cell in above if cell.end_row == rows}
    first = {cell.columns: cell for cell in below if cell.row == 0}
    split = is_split_row(last, first)
    seam = seam_of(last, first)
    offset = rows - 1 if split else rows
    doubts: list[str] = []
    joined: dict[int, TableCell] = {}  # by identity, as the cells taken up
    absorbed: set[int] = set()
    for columns, upper in last.items():
        lower = first.get(columns)
        if lower is None or not ((split and fits(upper, lower)) or is_one_label(upper, lower, seam)):
            continue
        end = max(offset + lower.end_row, upper.end_row)
        if is_number(bare(upper.text)) and is_number(bare(lower.text)):
            doubts.append(f"{upper.text}|{lower.text}")
        text, others = one_text(upper.text, lower.text), upper.others or lower.others
        joined[id(upper)] = replace(upper, text=text, row_span=end - upper.row, full=lower.full, others=others)
        absorbed.add(id(lower))
    if split:  # what spans further than the split row keeps its end
        for upper in last.values():
            joined.setdefault(id(upper), upper)
    cells = [joined.get(id(cell), cell) for cell in above]
    cells += [cell.lower(offset) for cell in below if id(cell) not in absorbed]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return cells, offset + rows_below, doubts


def one_text(upper: str, lower: str) -> str:
    """A text that the page cut; one that was printed on both pages is not doubled."""
    return upper if bare(upper) == bare(lower) and WRITTEN.search(upper) else upper + lower


def is_split_row(last: dict[tuple[int, int], TableCell], first: dict[tuple[int, int], TableCell]) -> bool:
    """Whether the first row overleaf is the rest of the last row: every pair of cells agrees, and something goes on."""
    own = {columns: cell for columns, cell in first.items() if cell.row_span == 1}
    if not own:
        return False
    pairs = [(last.get(columns), cell) for columns, cell in own.items()]
    if any(upper is None and bare(lower.text) for upper, lower in pairs):
        return False
    met = [(upper, lower) for upper, lower in pairs if upper is not None]
    if not met or not all(fits(upper, lower) for upper, lower in met):
        return False
    if not any(bare(lower.text) for _, lower in met):
        tall = [(last[columns], cell) for columns, cell in first.items() if columns in last and cell.row_span > 1]
        return any(bare(upper.text) for upper, _ in met) and all(fits(upper, lower) for upper, lower in tall)
    return any(goes_on(upper, lower) for upper, lower in met) or figures_follow(met)


def fits(upper: TableCell, lower: TableCell) -> bool:
    """Whether two cells can be one that the page cut."""
    if not bare(upper.text) or not bare(lower.text):
        return True
    return goes_on(upper, lower)


def goes_on(upper: TableCell, lower: TableCell) -> bool:
    """Whether the text above had no room left and the text below is its rest."""
    one, two = bare(upper.text), bare(lower.text)
    if not one or not two or not upper.full:
        return False
    if is_number(one) or is_number(two):
        return is_number(one) and is_number(two)
    return not is_value(one) and not is_value(two) and not MARKER.match(lower.text)


def figures_follow(met: list[tuple[TableCell, TableCell]]) -> bool:
    """Whether a label ends on one page and all of its figures stand on the next."""
    labels = [upper for upper, lower in met if WRITTEN.search(upper.text) and not bare(lower.text)]
    figures = [(upper, lower) for upper, lower in met if is_value(lower.text)]
    return bool(labels) and len(figures) >= 1 and not any(is_value(upper.text) for upper, _ in met)


@dataclass(frozen=True, slots=True)
class Seam:
    """What the rows at a page break say about each other. `marked` are the columns where a numbered label begins below;
    `heading` says that the lower row is the rest of a header; `two_rows` that both rows have figures of their own."""

    marked: tuple[int, ...]
    heading: bool
    two_rows: bool


def seam_of(last: dict[tuple[int, int], TableCell], first: dict[tuple[int, int], TableCell]) -> Seam:
    met = [(last[columns], cell) for columns, cell in first.items() if columns in last]
    two_rows = any(is_value(upper.text) and is_value(lower.text) for upper, lower in met)
    finer = any(bare(cell.text) and columns not in last for columns, cell in first.items())
    cut = any(goes_on(upper, lower) for upper, lower in met)
    figures = any(is_value(cell.text) for cell in first.values())
    marked = tuple(cell.column for cell in first.values() if MARKER.match(cell.text))
    return Seam(marked, (finer or cut) and not figures and not marked, two_rows)


def is_one_label(upper: TableCell, lower: TableCell, seam: Seam) -> bool:
    """Whether a label over several rows was cut by the page."""
    one, two = bare(upper.text), bare(lower.text)
    if is_value(one) or is_value(two):
        return False
    if upper.row_span > 1 or lower.row_span > 1:
        return not one or not two or one == two or not MARKER.match(lower.text)
    if one and two:
        return goes_on(upper, lower) and not seam.two_rows
    if one:
        return seam.heading or (bool(WRITTEN.search(one)) and any(lower.columns[1] <= place for place in seam.marked))
    return bool(two) and seam.heading
