"""Owns texts that end inside their tables: a copy cut off, whose last number may be a part of one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from etl.documents.document import Document, Grid
from etl.parsing.grid_rows import LONGEST, VALUE, kind_of, problem
from etl.parsing.labels import roles
from etl.parsing.sections import find_headings
from etl.parsing.tables import TABLE_NAMES, TablesReading

MEDIA = ("text", "markdown")
CELLS_OF_CASES = 15
LONGEST_REST = 40  # characters of what may follow: a label that the cut left without values


def without_cut(document: Document, tables: TablesReading) -> TablesReading:
    """The reading of a text that ends inside its tables without the number that the cut may have broken, and with a
    problem that says so; any other reading as it is."""
    last = max((place for place, block in enumerate(document.blocks) if isinstance(block, Grid)), default=None)
    if document.medium not in MEDIA or last is None or not _is_in_the_tables(document, last):
        return tables
    ended = len([block for block in document.blocks[:last] if isinstance(block, Grid)])
    grid = document.blocks[last]
    if not isinstance(grid, Grid) or not grid.rows[-1] or (table := _table_of(grid)) is None:
        return tables
    final = grid.rows[-1][-1]
    is_open = document.metadata.get("end") == "open" and last == len(document.blocks) - 1
    broken = is_open and kind_of(final.text) == VALUE
    whole = table == "cases" and sum(cell.table == "cases" for cell in tables.cells) >= CELLS_OF_CASES
    whole = whole or table == "statistics"  # which stands at the end of a report, with as many rows as a place gave it
    if whole and not broken:
        return tables
    at = (ended, final.row, final.column)
    kept = [
        cell for cell in tables.cells if not broken or (cell.where.table_index, cell.where.row, cell.where.column) != at
    ]
    detail = f"{TABLE_NAMES[table]}，末尾“{final.text.strip()}”" if broken else TABLE_NAMES[table]
    return replace(tables, cells=tuple(kept), problems=(*tables.problems, problem("cut_off", detail)))


def _table_of(grid: Grid) -> str | None:
    """The statutory table that the labels of a grid speak for."""
    votes = Counter(
        table for row in grid.rows for cell in row for table in {role.table for role in roles(cell.text[:LONGEST])}
    )
    return max((table for table in votes if table in TABLE_NAMES), key=lambda table: votes[table], default=None)


def _is_in_the_tables(document: Document, last: int) -> bool:
    """Whether nothing but the rest of a row follows the last table, and the sections after the tables never came."""
    rest = document.blocks[last + 1 :]
    numbers = {heading.number for heading in find_headings(document)}
    short = all(len(getattr(block, "text", "")) <= LONGEST_REST for block in rest) and len(rest) <= 2
    return short and bool(numbers & {"2", "3", "4"}) and not numbers & {"5", "6"}
