"""Owns the statistics table on its side: indicators as columns under several header rows, a row for each body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from etl.documents.document import GridCell
from etl.parsing.grid_rows import Reading, TableRow, make_cell
from etl.parsing.labels import find, fold, local
from etl.parsing.statistics_header import TABLE, TOTALS, UNITS, axes_of, is_names_of_columns, own_key, unit_of
from etl.parsing.values import read_value
from etl.report import NUMBER

ENOUGH_INDICATORS = 5


@dataclass(frozen=True, slots=True)
class Indicator:
    """A column of the table: its key, the label that a problem names it by, and the unit printed in it."""

    key: str
    label: str
    unit: str | None


def is_wide(rows: Sequence[TableRow]) -> bool:
    """Whether the rows of one grid name five indicators in their head and none beside their values."""
    head, body = _parted(rows)
    if not head or not body:
        return False
    named = sum("row" in axes_of(cell) for row in head for cell in row.labels)
    beside = any("row" in axes_of(cell) for row in body for cell in row.labels)
    return named >= ENOUGH_INDICATORS and not beside


def read_wide(rows: Sequence[TableRow], form: str, reading: Reading) -> None:
    """Add the cells of a table on its side to a reading. One row is the report's own; of several the row of totals is,
    and each other body has a column of its own."""
    head, body = _parted(rows)
    indicators = _indicators(head, form)
    own = [row for row in body if not is_names_of_columns(row)]
    for row in own:
        names = [cell for cell in row.labels if cell.column not in indicators]
        values = [cell for cell in row.cells if cell.column in indicators]
        strays = [cell for cell in row.cells if cell not in names and cell not in values and cell.text.strip()]
        name = "".join((names or strays)[-1].text.split()) if names or strays else ""
        if any(cell.column_span > 1 for cell in values) or any(_is_figure(cell) for cell in strays[1:]):
            reading.report("cell_unclear", f"{name}：{' '.join(cell.text.strip() or '□' for cell in values)}"[:200])
            continue
        column = "" if len(own) == 1 or name in TOTALS else f"local:{name or row.cells[0].row}"
        for cell in values:
            one = indicators[cell.column]
            reading.cells.append(make_cell(TABLE, one.key, column, cell, row, unit=one.unit))
    unknown = [one.label for one in indicators.values() if one.key.startswith("local:")]
    reading.unmatched += unknown if own else []


def _parted(rows: Sequence[TableRow]) -> tuple[list[TableRow], list[TableRow]]:
    """The rows over the first one with values, and those from it on that have any."""
    first = next((n for n, row in enumerate(rows) if row.has_values), len(rows))
    return list(rows[:first]), [row for row in rows[first:] if row.has_values]


def _indicators(head: Sequence[TableRow], form: str) -> dict[int, Indicator]:
    """The indicator of each grid column: the lowest label over it, with the one above where a name occurs twice."""
    width = max(row.right for row in head)
    chains: dict[int, list[GridCell]] = {}
    units: dict[int, str] = {}
    for row in head:
        printed = {cell.column: fold(cell.text).text.strip("()") for cell in row.cells}
        if sum(text in UNITS for text in printed.values()) > 1:  # a row of units under the names
            units = {column: text for column, text in printed.items() if text in UNITS}
            continue
        for cell in row.labels:
            if cell.column_span < width or width == 1:
                for column in range(cell.column, cell.column + cell.column_span):
                    chains.setdefault(column, []).append(cell)
    leaves = {column: chain for column, chain in chains.items() if not axes_of(chain[-1]) & {"code", "unit"}}
    leaves = {column: chain for column, chain in leaves.items() if column > 0 or "row" in axes_of(chain[-1])}
    keys = {column: _key(chain[-1], form) for column, chain in leaves.items()}
    often = Counter(keys.values())
    return {
        column: Indicator(
            keys[column] if often[keys[column]] == 1 else local("".join(cell.text for cell in chain[-2:])),
            fold(chain[-1].text).rest,
            units.get(column) or unit_of(chain[-1].text),
        )
        for column, chain in leaves.items()
    }


def _key(cell: GridCell, form: str) -> str:
    return find(cell.text, TABLE, "row", None, form) or own_key(cell.text)


def _is_figure(cell: GridCell) -> bool:
    return read_value(cell.text).state == NUMBER
