"""Owns the reading of the statistics tables of 2008 to 2018: an indicator, its unit, one value or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.documents.document import Grid, GridCell
from etl.parsing.grid_rows import EMPTY, LABEL, LONGEST, VALUE, Reading, TableRow, make_cell
from etl.parsing.labels import find, fold, is_label, local, roles
from etl.parsing.values import read_value
from etl.report import BLANK, NA

TABLE = "statistics"
FORMS = ("2014", "2008")
UNITS = frozenset(("条", "件", "次", "个", "篇", "人", "人次", "期", "场", "万元", "元", "人/次", "份", "条次", "项"))
SHARED_GROUPS = ("s4", "s5")  # review and litigation: their results are those of table four
ENOUGH_ROWS = 5
NAMES_OF_COLUMNS = {"甲", "乙", "丙"}  # of a return, in a row of their own


@dataclass(slots=True)
class Item:
    """An indicator with its unit and the cells that hold its values."""

    labels: list[GridCell]
    unit: str | None = None
    values: list[GridCell] = field(default_factory=list)


def form_of_grid(grid: Grid) -> str | None:
    """The form whose indicators the labels of a grid are, if they name five or more."""
    named: dict[str, set[str]] = {form: set() for form in FORMS}
    for row in grid.rows:
        for cell in row:
            for role in roles(cell.text[:LONGEST]):
                if role.table == TABLE and role.axis == "row" and role.group not in SHARED_GROUPS:
                    named[role.form].add(role.key)
    best = max(FORMS, key=lambda form: len(named[form]))
    return best if len(named[best]) >= ENOUGH_ROWS else None


def read_statistics(rows: Sequence[TableRow], form: str) -> Reading:
    """The cells of a statistics table; an indicator that the form does not know is kept as local:…"""
    reading = Reading(votes={form: len(rows)})
    group = ""
    header: list[GridCell] = []
    codes: frozenset[int] = frozenset()
    for row in rows:
        if {cell.text.strip() for cell in row.labels} & NAMES_OF_COLUMNS:
            continue
        if _is_header(row):
            header, codes = _value_columns(row), _code_columns(row)
            continue
        for item in _items(row, codes):
            key, group = _key(item, form, group)
            if key is None or not item.values or _is_title(item, key, header):
                continue
            if key.startswith("local:"):
                reading.report("label_unmatched", fold(item.labels[-1].text).text)
            _place(row, item, key, header, reading)
    return reading


def _is_header(row: TableRow) -> bool:
    axes = {role.axis for cell in row.labels for role in roles(cell.text) if role.table == TABLE}
    return not row.has_values and bool(axes & {"parent", "unit", "column"}) and not axes & {"row", "group"}


def _value_columns(row: TableRow) -> list[GridCell]:
    """The header cells over values: all but indicator, unit and code; the first set where sets stand side by side."""
    named: list[GridCell] = []
    seen = False
    for cell in row.labels:
        axes = {role.axis for role in roles(cell.text) if role.table == TABLE}
        if "parent" in axes and seen:
            break
        seen = seen or "parent" in axes
        if not axes & {"parent", "unit", "code"}:
            named.append(cell)
    return named


def _code_columns(row: TableRow) -> frozenset[int]:
    """The grid columns of codes and running numbers, which are no values."""
    return frozenset(
        cell.column
        for cell in row.labels
        if any(role.table == TABLE and role.axis == "code" for role in roles(cell.text))
    )


def _is_title(item: Item, key: str, header: list[GridCell]) -> bool:
    """Whether a row only heads others: strokes stand for its unit and its values."""
    struck = all(read_value(cell.text).state in (NA, BLANK) for cell in item.values)
    return struck and item.unit is None and (key.startswith("local:") or len(item.values) > max(len(header), 1))


def _items(row: TableRow, codes: frozenset[int] = frozenset()) -> list[Item]:
    """The indicators of one row: labels, a unit, values; a label after a value begins the next one."""
    items: list[Item] = []
    for cell, kind in zip(row.cells, row.kinds, strict=True):
        text = fold(cell.text).text.strip("()")
        if cell.column in codes and kind != LABEL:
            continue
        if text in UNITS and items:
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
        return local(item.labels[-1].text), group
    return key, group


def _place(row: TableRow, item: Item, key: str, header: list[GridCell], reading: Reading) -> None:
    """Give the values of an indicator their columns; two values under one header cannot be told apart."""
    values = item.values
    while len(values) > max(len(header), 1) and not values[-1].text.strip():
        values = values[:-1]
    if len(values) == 1 and len(header) <= 1:
        column = _column(header[0]) if header else ""
        reading.cells.append(make_cell(TABLE, key, column, values[0], row, unit=item.unit))
    elif len(values) == len(header):
        for cell, column in zip(values, _columns(header), strict=True):
            reading.cells.append(make_cell(TABLE, key, column, cell, row, unit=item.unit))
    else:
        shown = " ".join(cell.text.strip() or "□" for cell in values)
        reading.report("cell_unclear", f"{fold(item.labels[-1].text).rest}：{shown}")


def _columns(header: list[GridCell]) -> list[str]:
    """The column keys of header cells; of several that name the same figure of other bodies, 区政府统计数 beside
    乡镇街道统计数, each is local."""
    keys = [_column(head) for head in header]
    return [local(head.text) if keys.count(key) > 1 else key for key, head in zip(keys, header, strict=True)]


def _column(head: GridCell) -> str:
    """The column key of a header cell, local: where the form has none."""
    found = find(head.text, TABLE, "column")
    return local(head.text) if found is None else found
