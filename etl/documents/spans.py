"""Owns the placing of cells: rows of own cells with spans to a Grid with positions."""

from __future__ import annotations

from collections.abc import Sequence

from etl.documents.document import Grid, GridCell
from etl.record import record

WIDEST = 1000  # a table wider than this is damage, not a table


@record
class Own:
    """A cell before it has a place: its text and its spans as the medium states them, at least 1."""

    text: str
    row_span: int = 1
    column_span: int = 1
    column: int | None = None  # where the medium states the place itself


def place(rows: Sequence[Sequence[Own]], first: int = 0) -> Grid:
    """The Grid of `rows`: each cell goes to the first free column of its row; a row span that runs over the end of
    the table is clipped, one that meets a stated place of a later row ends there. `first` is the number of the first
    row, where the rows are a part of a Grid."""
    height = first + len(rows)
    taken: list[int] = []  # per column: the first row that is free again
    placed: list[tuple[GridCell, ...]] = []
    for number, row in enumerate(rows, first):
        cells: list[GridCell] = []
        column = 0
        for own in row:
            if own.column is not None:
                column = max(column, own.column)
            else:
                while column < len(taken) and taken[column] > number:
                    column += 1
            if own.column_span == own.row_span == 1:  # most are
                cells.append(GridCell(own.text, number, column))
                column += 1
                continue
            width = max(1, min(own.column_span, WIDEST - column)) if column < WIDEST else 1
            span = max(1, min(own.row_span, height - number))
            cells.append(GridCell(own.text, number, column, span, width))
            if span > 1:
                if len(taken) < column + width:
                    taken.extend([0] * (column + width - len(taken)))
                for covered in range(column, column + width):
                    taken[covered] = number + span
            column += width
        placed.append(tuple(cells))
    return Grid(tuple(placed))
