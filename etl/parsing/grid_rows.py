"""Owns the rows of a document's tables in reading order: what each cell is, and the report's cells made from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from catalog import problems as problem_kinds
from etl.documents.document import Document, Grid, GridCell
from etl.parsing.labels import find, is_label, roles
from etl.parsing.sections import read_heading
from etl.parsing.values import read_value
from etl.record import record
from etl.report import BLANK, Cell, ReportProblem, Where

LABEL, VALUE, EMPTY = "L", "V", "B"
CAPTION_LENGTH = 60
LONGEST = 400  # characters of a label or value; a page laid out as a table has cells of any length
WIDEST = 200  # columns of a table that may be turned


@record
class TableRow:
    """One row of a grid. `kinds` says of each own cell whether it is a label, a value or empty; `caption` is the
    paragraph before the grid; `first` marks the first row of a grid; `section` the section the grid stands in."""

    table_index: int
    cells: tuple[GridCell, ...]
    kinds: str
    labels: tuple[GridCell, ...]
    caption: str
    section: str
    first: bool
    spanned: bool  # the grid has cells that span columns
    transposed: bool

    @property
    def right(self) -> int:
        """The grid column after the last own cell."""
        last = self.cells[-1]  # cells stand in the order of their columns, and a row has at least one
        return last.column + last.column_span

    @property
    def has_values(self) -> bool:
        """Whether any cell of the row holds a value."""
        return VALUE in self.kinds


@dataclass(slots=True)
class Reading:
    """What one table gave: cells and problems, and the votes of its labels for a form; the labels that no form knows
    where they are told together, and the year that its header names."""

    cells: list[Cell] = field(default_factory=list)
    problems: list[ReportProblem] = field(default_factory=list)
    votes: dict[str, int] = field(default_factory=dict)
    unmatched: list[str] = field(default_factory=list)
    year: int | None = None

    def report(self, code: str, detail: str = "") -> None:
        """Note a problem once."""
        found = problem(code, detail)
        if found not in self.problems:
            self.problems.append(found)


def problem(code: str, detail: str = "") -> ReportProblem:
    """A problem of the report, its sentence from the catalogue."""
    return ReportProblem(code, problem_kinds.kinds()[code].sentence(detail))


@lru_cache(maxsize=8192)
def kind_of(text: str) -> str:
    """L for words, V for anything else that is printed, B for nothing."""
    if is_label(text):
        return LABEL
    return EMPTY if read_value(text).state == BLANK else VALUE


def rows_of(document: Document, sections: tuple[str, ...]) -> Iterator[TableRow]:
    """Every row of every grid in reading order."""
    caption, index = "", -1
    for block, section in zip(document.blocks, sections, strict=True):
        if not isinstance(block, Grid):
            caption = block.text.strip() if block.text.strip() else caption
            continue
        index += 1
        transposed = lies_on_its_side(block)
        grid = turned(block) if transposed else block
        spanned = any(cell.column_span > 1 for row in grid.rows for cell in row)
        first = True
        for own in grid.rows:
            if not own:
                continue
            cells, texts = own, [cell.text for cell in own]
            if max(map(len, texts)) > LONGEST:
                texts = [text[:LONGEST] for text in texts]
                cells = tuple(replace(cell, text=text) for cell, text in zip(own, texts, strict=True))
            kinds = "".join(map(kind_of, texts))
            labels = tuple([cell for cell, kind in zip(cells, kinds, strict=True) if kind == LABEL])
            yield TableRow(index, cells, kinds, labels, caption[-CAPTION_LENGTH:], section, first, spanned, transposed)
            first = False
        caption = ""


def lies_on_its_side(grid: Grid) -> bool:
    """Whether table three stands with applicants as rows: four rows begin with one, and a row names four outcomes."""
    applicants = sum(any(_names_applicant(cell.text) for cell in row[:3]) for row in grid.rows)
    return applicants >= 4 and grid.width <= WIDEST and any(len(_outcomes(row)) >= 4 for row in grid.rows)


@lru_cache(maxsize=8192)
def _names_applicant(text: str) -> bool:
    return len(text) < LONGEST and is_label(text) and bool(find(text, "requests", "column"))


def _outcomes(row: tuple[GridCell, ...]) -> set[str]:
    return {
        role.key
        for cell in row
        for role in roles(cell.text[:LONGEST])
        if role.table == "requests" and role.axis in ("row", "group") and role.key != "otherwise_closed.other_closure"
    }


def turned(grid: Grid) -> Grid:
    """The grid with rows and columns exchanged."""
    swapped = [
        replace(cell, row=cell.column, column=cell.row, row_span=cell.column_span, column_span=cell.row_span)
        for row in grid.rows
        for cell in row
    ]
    count = max((cell.row for cell in swapped), default=-1) + 1
    rows: list[list[GridCell]] = [[] for _ in range(count)]
    for cell in sorted(swapped, key=lambda cell: cell.column):
        rows[cell.row].append(cell)
    return Grid(tuple(tuple(row) for row in rows if row), grid.page)


def heading_section(row: TableRow) -> str | None:
    """The number of the section that a row opens which holds a statutory heading and nothing else."""
    cells = row.cells
    if len(cells) > 1 and cells[0].text.strip() and cells[-1].text.strip():
        return None  # most rows, which need not be looked through
    printed = [cell.text for cell in cells if cell.text.strip()]
    if len(printed) != 1 or len(printed[0]) > CAPTION_LENGTH:
        return None
    found = read_heading(printed[0])
    return found[0] if found else None


def make_cell(
    table: str,
    row_key: str,
    column_key: str,
    source: GridCell,
    row: TableRow,
    *,
    unit: str | None = None,
    money: bool = False,
    signed: bool = False,
    certain: bool = True,
) -> Cell:
    """The cell of a report from a cell of a grid; `unit` is the one its header prints."""
    printed, line, column = source.text, source.row, source.column
    value = read_value(printed, money=money, signed=signed) if money or signed else read_value(printed)
    note = value.note
    if value.approximate:
        note = f"约数；{note}" if note else "约数"
    if row.transposed:
        line, column = column, line
    where = Where(source.page, row.table_index, line, column, source.box)
    said = value.unit or unit
    return Cell(table, row_key, column_key, printed.strip(), value.value, value.state, where, said, note, certain)
