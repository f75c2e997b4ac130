"""Owns a table as read from pages: a lattice with its texts, ready to be stitched to what goes on overleaf."""

from __future__ import annotations

from dataclasses import dataclass

from etl.documents.document import Grid, GridCell
from etl.documents.paged.ink import Box, Page, as_printed
from etl.documents.paged.lattice import Lattice, Slot
from etl.documents.paged.wording import cell_wording
from etl.record import record


@record
class TableCell:
    """One cell with its place in the table, its text, and whether that text may go on elsewhere."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    full: bool
    page: int
    box: Box
    others: tuple[str, ...] = ()

    @property
    def end_row(self) -> int:
        return self.row + self.row_span

    @property
    def columns(self) -> tuple[int, int]:
        return self.column, self.column + self.column_span

    def moved(self, rows: int, columns: list[int]) -> TableCell:
        """The cell `rows` further down, its column edges renumbered."""
        first, last = columns[self.column], columns[self.column + self.column_span]
        place = (self.row + rows, first, self.row_span, last - first)
        return TableCell(*place, self.text, self.full, self.page, self.box, self.others)

    def lower(self, rows: int) -> TableCell:
        """The cell `rows` further down."""
        place = (self.row + rows, self.column, self.row_span, self.column_span)
        return TableCell(*place, self.text, self.full, self.page, self.box, self.others)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: vertical edges, number of rows, cells in reading order, first and last page, top on the first one."""

    xs: tuple[float, ...]
    rows: int
    cells: tuple[TableCell, ...]
    first_page: int
    last_page: int
    top: float
    bottom: float
    guessed: bool = False

    def grid(self) -> Grid:
        """As the document has it."""
        rows: list[list[GridCell]] = [[] for _ in range(self.rows)]
        for c in sorted(self.cells, key=lambda cell: cell.column):
            place = (c.row, c.column, c.row_span, c.column_span)
            rows[c.row].append(GridCell(c.text, *place, c.page, c.box, c.others))
        return Grid(tuple(tuple(row) for row in rows), self.first_page)


def table_of(lattice: Lattice, page: Page) -> Table:
    """The table that a filled lattice holds."""
    xs, ys = lattice.xs, lattice.ys
    columns, rows = [round(x, 2) for x in xs], [round(y, 2) for y in ys]  # once for all cells along an edge
    cells = []
    for slot in lattice.slots:
        x0, x1 = xs[slot.column], xs[slot.column + slot.column_span]
        top, bottom = ys[slot.row], ys[slot.row + slot.row_span]
        wording = cell_wording(slot.glyphs, x1 - x0, bottom - top)
        box = (
            columns[slot.column],
            rows[slot.row],
            columns[slot.column + slot.column_span],
            rows[slot.row + slot.row_span],
        )
        if page.turn:
            box = as_printed((x0, top, x1, bottom), page)
        place = (slot.row, slot.column, slot.row_span, slot.column_span)
        others = tuple(dict.fromkeys(other for run in runs_of(slot) for other in page.others.get(run, ())))
        cells.append(TableCell(*place, wording.text, wording.full, page.shown, box, others))
    return Table(tuple(xs), len(ys) - 1, tuple(cells), page.number, page.number, ys[0], ys[-1])


def runs_of(slot: Slot) -> list[int]:
    """The runs that the glyphs of a cell came with, in order."""
    return list(dict.fromkeys(glyph.run for glyph in slot.glyphs))
