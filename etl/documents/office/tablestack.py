"""Owns the way from a flat stream of paragraphs, cell ends and row ends (DOC, RTF) to tables, nested ones too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.documents.document import Block
from etl.documents.office.wordtable import WordCell, table_blocks

NEAR = 30  # twips: edges of columns nearer than this are one
Cell = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class RowShape:
    """What the definition of a row says: edges of its cells from left to right in twips, and which are merged."""

    edges: tuple[int, ...] = ()
    left: frozenset[int] = frozenset()  # cells merged with the one before
    above: frozenset[int] = frozenset()  # cells merged with the one above


@dataclass(slots=True)
class _Open:
    rows: list[tuple[list[Cell], RowShape]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


class TableStack:
    """Guards the tables that are open while a stream is read; finished blocks gather in `blocks`."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._open: list[_Open] = []

    def at_depth(self, depth: int) -> None:
        """Close or open tables until `depth` of them are open."""
        while len(self._open) > depth:
            closed = _closed(self._open.pop())
            (self._open[-1].blocks if self._open else self.blocks).extend(closed)
        while len(self._open) < depth:
            self._open.append(_Open())

    def add(self, blocks: Iterable[Block]) -> None:
        """Put blocks into the open cell, or outside where no table is open."""
        (self._open[-1].blocks if self._open else self.blocks).extend(blocks)

    def end_cell(self) -> None:
        """End the cell that is open; outside of tables nothing happens."""
        if self._open:
            table = self._open[-1]
            table.cells.append(tuple(table.blocks))
            table.blocks = []

    def end_row(self, shape: RowShape) -> None:
        """End the row that is open, with its definition; text after its last cell end is a cell."""
        if self._open:
            table = self._open[-1]
            if table.blocks:
                self.end_cell()
            table.rows.append((table.cells, shape))
            table.cells = []


def _closed(table: _Open) -> list[Block]:
    """The blocks of a finished table. A row without its end is kept: a damaged table shows what it has."""
    if table.blocks:
        table.cells.append(tuple(table.blocks))
    rows = table.rows + ([(table.cells, RowShape())] if table.cells else [])
    columns = _columns([edge for _, shape in rows for edge in shape.edges])
    return table_blocks([_row(cells, shape, columns) for cells, shape in rows])


def _columns(edges: list[int]) -> dict[int, int]:
    """The number of the grid column at each edge; edges nearer than NEAR to the one before are the same."""
    columns: dict[int, int] = {}
    number, last = -1, None
    for edge in sorted(set(edges)):
        if last is None or edge - last > NEAR:
            number, last = number + 1, edge
        columns[edge] = number
    return columns


def _row(cells: list[Cell], shape: RowShape, columns: dict[int, int]) -> list[WordCell]:
    row: list[WordCell] = []
    for number, blocks in enumerate(cells):
        known = number + 1 < len(shape.edges)
        left = columns[shape.edges[number]] if known else (row[-1].column + row[-1].width if row else number)
        width = max(1, columns[shape.edges[number + 1]] - left) if known else 1
        if number in shape.left and row:
            before = row.pop()
            row.append(WordCell(before.blocks + blocks, before.column, left + width - before.column, before.goes_on))
        else:
            row.append(WordCell(blocks, left, width, number in shape.above))
    return row
