"""Owns the reading of the statistics tables of 2008 to 2018: an indicator, its unit, one value or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from etl.documents.document import GridCell
from etl.parsing.grid_rows import EMPTY, LABEL, VALUE, Reading, TableRow, make_cell
from etl.parsing.labels import find, fold, is_label, roles
from etl.parsing.statistics_header import (
    PART,
    TABLE,
    UNITS,
    columns_for,
    columns_of,
    is_header,
    is_names_of_columns,
    latest_year,
    own_key,
    unit_of,
    value_columns,
)
from etl.parsing.statistics_wide import is_wide, read_wide
from etl.parsing.values import read_value
from etl.report import BLANK, NA

SHOWN = 6


@dataclass(slots=True)
class Item:
    """An indicator with its unit and the cells that hold its values."""

    labels: list[GridCell]
    unit: str | None = None
    values: list[GridCell] = field(default_factory=list)
    note: str | None = None  # what a column of remarks says of it


def read_statistics(rows: Sequence[TableRow], form: str) -> Reading:
    """The cells of a statistics table; an indicator that the form does not know is kept as local:…"""
    reading = Reading(votes={form: len(rows)})
    listed = _Listed()
    for _, of_grid in groupby(rows, key=lambda row: row.table_index):
        grid = list(of_grid)
        if is_wide(grid):
            read_wide(grid, form, reading)
        else:
            listed.read(grid, form, reading)
    if reading.unmatched:
        more = f"等 {len(reading.unmatched)} 行" if len(reading.unmatched) > SHOWN else ""
        reading.report("label_unmatched", "、".join(reading.unmatched[:SHOWN]) + more)
    return reading


@dataclass(slots=True)
class _Listed:
    """A table that lists its indicators one under the other, perhaps over several grids: what holds on to the next."""

    group: str = ""
    header: list[GridCell] = field(default_factory=list)
    codes: frozenset[int] = frozenset()
    notes: frozenset[int] = frozenset()

    def read(self, rows: Sequence[TableRow], form: str, reading: Reading) -> None:
        """Add the cells of one grid to a reading."""
        names = _Names()
        for row in rows:
            if is_names_of_columns(row):
                continue
            if is_header(row):
                self.header = value_columns(row)
                self.codes, self.notes = columns_for(row, "code"), columns_for(row, "note")
                reading.year = latest_year(self.header) or reading.year
                continue
            for item in _items(row, self.codes, self.notes):
                key, self.group = _key(item, form, self.group)
                label = item.labels[-1].text
                named = key and names.distinct(key, label)
                if not named or not item.values or _is_title(item, named, self.header):
                    continue
                if named.startswith("local:"):
                    reading.unmatched.append(named.removeprefix("local:"))
                _place(row, item, named, self.header, reading)


@dataclass(slots=True)
class _Names:
    """The names of a grid's rows so far: 其中 begins the parts of the row before it, and two wholes may have a part of
    the same name: 2.邮寄费."""

    used: set[str] = field(default_factory=set)
    before: str = ""
    whole: str = ""

    def distinct(self, key: str, label: str) -> str:
        """The key; with the name of the whole before it where another part has the same name."""
        folded = fold(label)
        if PART.match(folded.text):
            self.whole = self.before
        elif folded.level == 0:
            self.whole = ""
        self.before = label
        if key.startswith("local:") and key in self.used and self.whole:
            key = own_key(self.whole) + key.removeprefix("local:")
        self.used.add(key)
        return key


def _is_title(item: Item, key: str, header: list[GridCell]) -> bool:
    """Whether a row only heads others: strokes stand for its unit and its values."""
    struck = all(read_value(cell.text).state in (NA, BLANK) for cell in item.values)
    return struck and item.unit is None and (key.startswith("local:") or len(item.values) > max(len(header), 1))


def _items(row: TableRow, codes: frozenset[int], notes: frozenset[int]) -> list[Item]:
    """The indicators of one row: labels, a unit, values; a label after a value begins the next one."""
    items: list[Item] = []
    for cell, kind in zip(row.cells, row.kinds, strict=True):
        text = fold(cell.text).text.strip("()")
        if cell.column in codes and kind != LABEL:
            continue
        if cell.column in notes:
            if items and cell.text.strip():
                items[-1].note = cell.text.strip()
        elif text in UNITS and items:
            items[-1].unit = text
        elif kind == LABEL and is_label(cell.text):
            if not items or items[-1].values:
                items.append(Item([]))
            items[-1].labels.append(cell)
        elif items and kind in (VALUE, EMPTY):
            waiting = not items[-1].unit and not any(value.text.strip() for value in items[-1].values)
            if kind == EMPTY and waiting and cell.column < row.right - 1:
                continue  # an empty part of the label
            items[-1].values.append(cell)
    return [item for item in items if item.labels]


def _key(item: Item, form: str, group: str) -> tuple[str | None, str]:
    """The row key of an indicator and the group that it leaves open; None for a heading."""
    key: str | None = None
    for cell in item.labels:
        opened = find(cell.text, TABLE, "group", None, form)
        if opened:
            group = opened
            continue
        held = {r for r in roles(cell.text) if r.table == TABLE and r.axis == "row" and r.form == form}
        inner = {r.key for r in held if r.group == group}
        if fold(cell.text).level == 1 or len(inner) != 1:
            own = {r.key for r in held if r.group == r.key}
            inner = own or inner
        if len(inner) != 1 and len({r.key for r in held}) == 1:
            inner = {r.key for r in held}
        found = next(iter(inner)) if len(inner) == 1 else find(cell.text, TABLE, "row", group, form)
        if found:
            key = found
            group = next((r.group for r in held if r.key == found), group)
    if key is None and any(cell.text.strip() for cell in item.values):
        return own_key(item.labels[-1].text), group
    return key, group


def _place(row: TableRow, item: Item, key: str, header: list[GridCell], reading: Reading) -> None:
    """Give the values of an indicator their columns; two values under one header cannot be told apart."""
    values = item.values
    while len(values) > max(len(header), 1) and not values[-1].text.strip():
        values = values[:-1]
    columns = columns_of(header) or [""]
    if len(values) != len(columns):
        shown = " ".join(cell.text.strip() or "□" for cell in values)
        reading.report("cell_unclear", f"{fold(item.labels[-1].text).rest}：{shown}")
        return
    unit = item.unit or unit_of(item.labels[-1].text)
    for cell, column in zip(values, columns, strict=True):
        made = make_cell(TABLE, key, column, cell, row, unit=unit)
        reading.cells.append(replace(made, note=made.note or item.note) if item.note else made)
