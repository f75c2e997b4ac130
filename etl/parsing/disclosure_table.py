"""Owns the reading of table two: proactive disclosure, whose header row decides what a figure is, and so the form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from catalog import forms
from etl.documents.document import GridCell
from etl.parsing.grid_rows import EMPTY, LABEL, VALUE, Reading, TableRow, make_cell
from etl.parsing.labels import find, fold, guess, local, roles
from etl.parsing.values import read_value
from etl.report import NUMBER

TABLE = "disclosure"
UNIT = re.compile(r"单位[:：]?\s*(万元|亿元|元)|[(（]\s*(万元|亿元|元)\s*[)）]")
MONEY_COLUMNS = {"": "万元", "amount": None}  # the unit that the form asks for
SIGNED_COLUMNS = {"items_change"}


@dataclass(slots=True)
class State:
    """What stands above a row: the header in force, and the last row key where a label spans rows."""

    form: str
    header: list[tuple[str, str, GridCell]] = field(default_factory=list)  # (axis, key, cell)
    header_row: TableRow | None = None
    row_key: str | None = None
    row_label: str = ""
    listed: bool = False  # the last row named its column itself


def is_header(row: TableRow) -> bool:
    """Whether a row names columns of table two (or, lying on its side, two of its rows) and carries no values."""
    if row.has_values or names_a_figure(row):
        return False
    held = [_axes(cell.text) for cell in row.labels]
    return any(axes & {"column", "parent"} for axes in held) or sum("row" in axes for axes in held) > 1


def names_a_figure(row: TableRow) -> bool:
    """Whether a row names both a row and a column of table two, so that it needs no header."""
    held = [_axes(cell.text) for cell in row.labels]
    return any("row" in axes for axes in held) and any("column" in axes for axes in held)


@lru_cache(maxsize=8192)
def _axes(printed: str) -> frozenset[str]:
    """What a label may be in table two: row, column or parent."""
    return frozenset(role.axis for role in roles(printed) if role.table == TABLE)


def votes(rows: Sequence[TableRow]) -> dict[str, int]:
    """How many header rows speak for each form: 本年制发件数 for 2021, 本年新制作数量 for 2019; 处理决定数量 is 2021's
    where no 上一年项目数量 stands beside it."""
    counted: dict[str, int] = {}
    for row in rows:
        roles_of_row = [r for cell in row.labels for r in roles(cell.text) if r.table == TABLE]
        if names_a_figure(row) or row.transposed or any(r.axis == "row" for r in roles_of_row):
            said = {r.form for r in roles_of_row if r.axis == "column" and r.form}
        else:
            columns = {r.key: r.form for r in roles_of_row if r.axis == "column"}
            said = {form for form in columns.values() if form} or ({"2021"} if "decisions" in columns else set())
        for form in said:
            counted[form] = counted.get(form, 0) + 1
    return counted


def read_disclosure(rows: Sequence[TableRow]) -> Reading:
    """The cells of table two. A figure whose column no header names is not loaded."""
    reading = Reading(votes=votes(rows))
    form = max(reading.votes, key=lambda key: reading.votes[key], default="")
    state = State(form)
    for row in rows:
        if is_header(row) and not _is_blank_figure(row, state):
            _take_header(row, state)
        else:
            _read_row(row, state, reading)
    return reading


def _is_blank_figure(row: TableRow, state: State) -> bool:
    """Whether a row is the name of a column and empty cells, in a list or a table on its side: a figure left blank."""
    alone = row.kinds.strip(EMPTY) == LABEL and row.kinds.endswith(EMPTY)
    named = alone and find(row.labels[0].text, TABLE, "column", form=state.form) is not None
    return named and (state.listed or _sideways(state))


def _take_header(row: TableRow, state: State) -> None:
    """Remember the columns a header row names; a row that only names the article keeps the header it had."""
    named: list[tuple[str, str, GridCell]] = []
    begun = False
    for cell in row.labels:
        parents = {role.key for role in roles(cell.text) if role.table == TABLE and role.axis == "parent"}
        if parents:
            begun = begun or "item" in parents
            continue
        if (key := find(cell.text, TABLE, "column", form=state.form)) is not None:
            named.append(("column", key, cell))
        elif row_key := find(cell.text, TABLE, "row", form=state.form):
            named.append(("row", row_key, cell))
        elif named or begun:
            named.append(("column", guess(cell.text, TABLE, ("column",), form=state.form) or local(cell.text), cell))
    if named:
        state.header, state.header_row, state.row_key = _completed(named, state.form), row, None


def _completed(named: list[tuple[str, str, GridCell]], form: str) -> list[tuple[str, str, GridCell]]:
    """The columns of a header with those words made whole of which only the first line was kept: 本年新 | 本年新 |
    对外公开总数量, where one row of the form has just these columns in this order."""
    if not any(key.startswith("local:") for _, key, _ in named) or all(key.startswith("local:") for _, key, _ in named):
        return named
    labels = {entry.key: fold(entry.label).rest for entry in forms.columns(form, TABLE)} if form else {}
    ways = {entry.columns for entry in forms.rows(form, TABLE)} if form else set()
    fitting = [
        keys
        for keys in ways
        if len(keys) == len(named)
        and all(
            key == known or (known.startswith("local:") and labels[key].startswith(fold(cell.text).rest))
            for key, (_, known, cell) in zip(keys, named, strict=True)
        )
    ]
    if len(fitting) != 1:
        return named
    return [("column", key, cell) for key, (_, _, cell) in zip(fitting[0], named, strict=True)]


def _read_row(row: TableRow, state: State, reading: Reading) -> None:
    """The cells of one data row."""
    end = _label_end(row)
    row_key, column_key, unknown = None, None, ""
    for cell in row.cells[: end + 1]:
        if not cell.text.strip():
            continue
        if column_key is None and (key := find(cell.text, TABLE, "column", form=state.form)) is not None:
            column_key = key
        elif row_key is None and (found := find(cell.text, TABLE, "row", form=state.form)):
            row_key, state.row_label = found, cell.text
        elif not any(role.table == TABLE and role.form in ("", state.form) for role in roles(cell.text)):
            unknown = cell.text
    rest = list(row.cells[end + 1 :])
    state.listed = column_key is not None
    if row_key:
        state.row_key = row_key
    if not any(cell.text.strip() for cell in rest) and (not rest or not (row_key or column_key is not None)):
        return
    if row_key is None and column_key is not None and not _sideways(state):
        row_key = state.row_key
    if row_key is None and unknown and column_key is None:
        row_key, state.row_key, state.row_label = local(unknown), None, unknown
        if row.has_values:
            reading.report("label_unmatched", fold(unknown).text)
    _place(row, rest, row_key, column_key, state, reading)


def _sideways(state: State) -> bool:
    """Whether the header names rows of the form, and the rows its columns."""
    return bool(state.header) and all(axis == "row" for axis, _, _ in state.header)


def _label_end(row: TableRow) -> int:
    """The place of the last label before the first value, -1 without."""
    first = row.kinds.find(VALUE)
    return row.kinds.rfind(LABEL, 0, first if first >= 0 else len(row.kinds))


def _place(
    row: TableRow,
    rest: list[GridCell],
    row_key: str | None,
    column_key: str | None,
    state: State,
    reading: Reading,
) -> None:
    """Give each value of a row its row and column."""
    if row_key is None and column_key is None:
        if row.has_values:
            reading.report("cell_unclear", "主动公开表中有一行数字没有行名")
        return
    if column_key is not None and row_key is not None:
        printed = [cell for cell in rest if cell.text.strip()] or rest[:1]
        if len(printed) == 1:
            _emit(row, printed[0], row_key, column_key, state, reading, row.labels[-1].text)
            return
        reading.report("cell_unclear", f"{fold(state.row_label).rest}：一行有 {len(printed)} 个数")
        return
    if not state.header:
        if row.has_values and row_key and not row_key.startswith("local:"):
            reading.report("columns_unclear", f"主动公开表“{fold(state.row_label).rest}”一行没有表头")
        return
    placed = _aligned(row, rest, state)
    if placed is None:
        shown = " ".join(cell.text.strip() or "□" for cell in rest)
        name = fold(state.row_label).rest if row_key else str(column_key)
        reading.report("cell_unclear", f"{name}：{len(rest)} 个单元格对 {len(state.header)} 列，{shown}")
        return
    for (axis, key, head), source in zip(state.header, placed, strict=True):
        pair = (key, column_key) if axis == "row" else (row_key, key)
        if pair[0] is not None and pair[1] is not None:
            _emit(row, source, pair[0], pair[1], state, reading, head.text)


def _aligned(row: TableRow, rest: list[GridCell], state: State) -> list[GridCell] | None:
    """One value cell for each header cell: in order where they are as many, else by grid column; None if unclear."""
    header = [cell for _, _, cell in state.header]
    if len(rest) == len(header):
        return rest
    by_place = [next((c for c in rest if c.column <= h.column < c.column + c.column_span), None) for h in header]
    found = [cell for cell in by_place if cell is not None]
    whole = len(found) == len(header) and len({id(cell) for cell in found}) == len(found)
    left_over = [cell for cell in rest if cell.text.strip() and not any(cell is source for source in found)]
    if whole and not left_over:
        return found
    trimmed = list(rest)
    while len(trimmed) > len(header) and not trimmed[-1].text.strip():
        trimmed.pop()
    return trimmed if len(trimmed) == len(header) and len(header) == 1 else None


def _emit(
    row: TableRow, source: GridCell, row_key: str, column_key: str, state: State, reading: Reading, header: str
) -> None:
    """Add one cell; a blank or a stroke under a column that the row does not have is no cell."""
    money = column_key in MONEY_COLUMNS
    unit = _unit(header) or _unit(state.row_label) if money else None
    cell = make_cell(
        TABLE, row_key, column_key, source, row, unit=unit, money=money, signed=column_key in SIGNED_COLUMNS
    )
    known = _columns_of(row_key, state.form)
    if known is not None and column_key not in known and not column_key.startswith("local:"):
        if cell.state == NUMBER:
            reading.report(
                "cell_unclear", f"{fold(state.row_label).rest}：表头“{fold(header).rest}”下的 {cell.printed}"
            )
        return
    wanted = MONEY_COLUMNS.get(column_key)
    if wanted and cell.unit and cell.unit != wanted and cell.state == NUMBER:
        reading.report("cell_unclear", f"{fold(state.row_label).rest}：单位是{cell.unit}，不是{wanted}")
    elif wanted and unit and read_value(source.text, money=True).unit not in (None, unit):
        reading.report("cell_unclear", f"{fold(state.row_label).rest}：表头单位{unit}，格内单位{cell.unit}")
    reading.cells.append(cell)


def _unit(text: str) -> str | None:
    """The money unit a header prints: 万元 in 本年收费金额（单位：万元）."""
    match = UNIT.search(text)
    return (match[1] or match[2]) if match else None


def _columns_of(row_key: str, form: str) -> tuple[str, ...] | None:
    """The columns that a row has in its form, None for a local row."""
    versions = (form,) if form else ("2021", "2019")
    return next((e.columns for version in versions for e in forms.rows(version, TABLE) if e.key == row_key), None)
