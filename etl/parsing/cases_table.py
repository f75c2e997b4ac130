"""Owns the reading of table four: review and litigation cases, each value by the labels above it and beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from catalog import forms
from etl.documents.document import GridCell
from etl.parsing.grid_rows import EMPTY, LABEL, VALUE, Reading, TableRow, make_cell
from etl.parsing.headless import bare_cases
from etl.parsing.labels import find, roles

TABLE = "cases"
WIDEST = 60  # no header cell of a real table spans more columns
Place = tuple[str, str]  # kind of case, result


@dataclass(frozen=True, slots=True)
class Field:
    """The labels of some rows of a grid as an area: which label covers a grid row and column."""

    rows: tuple[TableRow, ...]
    cover: dict[tuple[int, int], GridCell]


def is_header(row: TableRow) -> bool:
    """Whether a row names results or kinds of cases."""
    return any(_names_cases(cell.text) for cell in row.labels)


@lru_cache(maxsize=8192)
def _names_cases(printed: str) -> bool:
    held = [role for role in roles(printed) if role.table == TABLE]
    results = {role.key for role in held if role.axis == "column"} & {"upheld", "overturned", "pending"}
    return bool(results) or any(role.axis in ("row", "parent") for role in held)


def read_cases(rows: Sequence[TableRow]) -> Reading:
    """The cells of table four: one grid or three, upright or lying on its side, header and values on two pages."""
    reading = Reading()
    if (bare := bare_cases(rows)) is not None:
        return bare
    header: tuple[TableRow, ...] = ()
    for _, group in groupby(rows, key=lambda row: row.table_index):
        part = tuple(group)
        if not any(is_header(row) for row in part) and header:
            _read_values_alone(header, part, reading)
            continue
        _read_part(part, reading)
        header = (*header, *part) if not any(row.has_values for row in part) else ()
    if rows and not reading.cells:
        reading.report("cell_unclear", "复议诉讼表没有一个数能对应表头")
    if reading.problems and len(reading.cells) < len(forms.rows("2021", TABLE)) * len(forms.columns("2021", TABLE)):
        reading.cells = [replace(cell, certain=False) for cell in reading.cells]  # what went astray may be here
    return reading


def _read_part(rows: tuple[TableRow, ...], reading: Reading) -> None:
    """The values of one grid, or of the rows of table four in a larger one."""
    area = _field(rows)
    kind_before: str | None = _kind(rows[0].caption)
    for position, row in enumerate(rows):
        _emit(row, _placed(area, position, kind_before), _headed(rows, position), reading)
        kind_before = next((found for cell in row.labels if (found := _kind(cell.text))), kind_before)


def _headed(rows: tuple[TableRow, ...], position: int) -> int:
    """How many results the header rows right above a row name."""
    named: list[tuple[int, str]] = []
    whole = True
    for row in reversed(rows[:position]):
        if row.has_values or not row.labels:
            break
        named += [(cell.column, key) for cell in row.labels if (key := _result(cell.text)) is not None]
        whole = whole and len(row.cells) == len(rows[position].cells)
    return len(set(named)) if whole else len(named)  # a cell that spans down is repeated where every row is whole


def _placed(area: Field, position: int, before: str | None) -> list[tuple[GridCell, str | None, str | None]]:
    """The value cells of a row with kind and result."""
    ordered, row = _in_order(area.rows, position), area.rows[position]
    return [
        (cell, *(ordered.get(index) or _place_of(area, position, cell, before)))
        for index, (cell, kind) in enumerate(zip(row.cells, row.kinds, strict=True))
        if kind == VALUE or (kind == EMPTY and (index in ordered or _is_value_place(area, position, cell)))
    ]


def _emit(row: TableRow, placed: list[tuple[GridCell, str | None, str | None]], headed: int, reading: Reading) -> None:
    """Add the cells of a row, or none of them where one has no place, two have the same, or there are fewer than the
    `headed` results that the header names."""
    places = [(kind, result) for _, kind, result in placed if kind and result]
    lost = any(cell.text.strip() and not (kind and result) for cell, kind, result in placed)
    short = bool(placed) and not row.labels and len(places) < headed and all(c.column_span == 1 for c in row.cells)
    if lost or short or len(set(places)) < len(places):
        shown = " ".join(cell.text.strip() or "□" for cell, _, _ in placed)
        reading.report("cell_unclear", f"复议诉讼表一行无法对应表头：{shown}")
        return
    reading.cells += [make_cell(TABLE, kind, result, cell, row) for cell, kind, result in placed if kind and result]


def _is_value_place(area: Field, position: int, cell: GridCell) -> bool:
    """Whether an empty cell stands where a value belongs: right after the one result its row names, or under a result
    in a row that names none, and no kind to the right of it."""
    labels = area.rows[position].labels
    results = [label for label in labels if _result(label.text)]
    if results:
        own = area.rows[position].cells
        before = own[own.index(cell) - 1] if cell is not own[0] else None
        return len(results) == 1 and before is results[0]
    if any(label.column > cell.column for label in labels) or _is_title(area, position):
        return False
    return any(_result(label.text) for label in _above(area, position, cell.column))


def _is_title(area: Field, position: int) -> bool:
    """Whether a row only names a kind of case and the results follow in the next one."""
    row = area.rows[position]
    following = area.rows[position + 1].labels if position + 1 < len(area.rows) else ()
    return bool(row.labels) and not row.has_values and any(_result(label.text) for label in following)


def _field(rows: tuple[TableRow, ...]) -> Field:
    """Which label covers each place; a kind of case in a text without spans covers the empty cells after it."""
    cover: dict[tuple[int, int], GridCell] = {}
    for position, row in enumerate(rows):
        for index, (cell, kind) in enumerate(zip(row.cells, row.kinds, strict=True)):
            if kind != LABEL:
                continue
            width = min(cell.column_span, WIDEST)
            if not row.spanned and not row.has_values and _heads_kind(cell.text):
                width += len(row.kinds[index + 1 :]) - len(row.kinds[index + 1 :].lstrip(EMPTY))
            for column in range(cell.column, cell.column + width):
                for depth in range(min(cell.row_span, len(rows) - position)):
                    cover.setdefault((position + depth, column), cell)
    return Field(rows, cover)


def _heads_kind(text: str) -> bool:
    return any(role.table == TABLE and role.axis in ("row", "parent") for role in roles(text))


def _above(area: Field, position: int, column: int) -> list[GridCell]:
    """The labels over a place, nearest first."""
    found: list[GridCell] = []
    for row in range(position - 1, -1, -1):
        label = area.cover.get((row, column))
        if label is not None and not any(label is other for other in found):
            found.append(label)
    return found


def _beside(area: Field, position: int, column: int) -> list[GridCell]:
    """The labels to the left of a place, nearest first, spans counted."""
    found: list[GridCell] = []
    for left in range(column - 1, -1, -1):
        label = area.cover.get((position, left))
        if label is not None and not any(label is other for other in found):
            found.append(label)
    return found


def _place_of(area: Field, position: int, cell: GridCell, before: str | None) -> tuple[str | None, str | None]:
    """Kind and result of a value, from the labels beside it, then above it, then the kind named last before it."""
    labels = [*_beside(area, position, cell.column), *_above(area, position, cell.column)]
    kind = next((found for label in labels if (found := _kind(label.text))), None)
    result = next((found for label in labels if (found := _result(label.text))), None)
    return kind or before, result


def _kind(text: str) -> str | None:
    return find(text, TABLE, "row") if text.strip() else None


def _result(text: str) -> str | None:
    return find(text, TABLE, "column")


def _in_order(rows: tuple[TableRow, ...], position: int) -> dict[int, Place]:
    """The places of a row of fifteen values under fifteen results of which the header says each group's kind in turn,
    for headers whose grid columns are not those of the values. Empty where the header is not just so."""
    row = rows[position]
    kinds = [entry.key for entry in forms.rows("2021", TABLE)]
    results = [entry.key for entry in forms.columns("2021", TABLE)]
    if row.labels:
        return _beside_results(rows[:position], row, results)
    values = [index for index, kind in enumerate(row.kinds) if kind in (VALUE, EMPTY)]
    while len(values) > len(kinds) * len(results) and row.kinds[values[-1]] == EMPTY:
        values.pop()
    if len(values) == len(results):
        return _below_results(rows[:position], values, results)
    if len(values) != len(kinds) * len(results):
        return {}
    above = [cell for upper in rows[:position] for cell in upper.labels]
    if [key for cell in above if (key := _kind(cell.text))] != kinds:
        return {}
    if [key for cell in above if (key := _result(cell.text))] != results * len(kinds):
        return {}
    places = [(kind, result) for kind in kinds for result in results]
    return dict(zip(values, places, strict=True))


def _below_results(above: tuple[TableRow, ...], values: list[int], results: list[str]) -> dict[int, Place]:
    """The places of five values alone below a row of a kind of case and its five results, without spans."""
    header = above[-1] if above else None
    if header is None or header.spanned or header.has_values or len(header.labels) <= len(results):
        return {}
    title, *others = [cell.text for cell in header.labels[-len(results) - 1 :]]
    kind, named = _kind(title), [_result(text) for text in others]
    return {index: (kind, key) for index, key in zip(values, results, strict=True)} if kind and named == results else {}


def _beside_results(above: tuple[TableRow, ...], row: TableRow, results: list[str]) -> dict[int, Place]:
    """The places of five values behind the kind of case that their row names, where no row has spans and the header
    names the five results in turn: a label that goes on from above has moved the row to the left."""
    header = next(
        (upper for upper in reversed(above) if sum(_result(c.text) is not None for c in upper.labels) > 1), None
    )
    last = row.kinds.rfind(LABEL)
    kind = _kind(row.cells[last].text)
    values = [index for index in range(last + 1, len(row.cells)) if row.kinds[index] in (VALUE, EMPTY)]
    if header is None or row.spanned or kind is None or _result(row.cells[last].text):
        return {}
    first = min(cell.column for cell in header.labels if _result(cell.text))
    if row.cells[last].column < first:
        return {}  # the values lie under their results
    while len(values) > len(results) and row.kinds[values[-1]] == EMPTY:
        values.pop()
    if len(values) != len(results) or [key for cell in header.labels if (key := _result(cell.text))] != results:
        return {}
    return {index: (kind, result) for index, result in zip(values, results, strict=True)}


def _read_values_alone(header: tuple[TableRow, ...], rows: tuple[TableRow, ...], reading: Reading) -> None:
    """Values that a page break parted from their header."""
    for row in rows:
        if not row.labels and row.cells:
            joined = (*header, row)
            before = len(reading.cells)
            _read_part(joined, reading)
            if len(reading.cells) == before and row.has_values:
                reading.report("cell_unclear", "复议诉讼表的数字与表头分在两页")
