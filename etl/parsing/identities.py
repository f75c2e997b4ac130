"""Owns the arithmetic that the forms print into themselves, as a test of a reading: no value is ever changed by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from catalog import forms
from etl.record import record
from etl.report import BLANK, NUMBER, Cell

Place = tuple[str, str]
Values = dict[Place, Decimal]
OUTCOMES = ("granted", "partly_granted")
NEEDED = {"requests": 2, "cases": 1}  # identities that have to hold before a doubtful reading counts as certain


@record
class Identity:
    """One equation: `holds` is None where an operand is not a number. `operands` are (row, column) keys, the first
    `addends` of them left of the sign of equality."""

    name: str
    holds: bool | None
    operands: tuple[tuple[str, str], ...]
    addends: int


def check(table: str, cells: Sequence[Cell]) -> list[Identity]:
    """The identities of table three (rows and columns) or table four (rows) over the cells there are."""
    if table not in ("requests", "cases"):
        return []
    own = [cell for cell in cells if cell.table == table]
    rows = list(dict.fromkeys(cell.row for cell in own if not cell.row.startswith("local:")))
    values: Values = {(cell.row, cell.column): cell.value for cell in own if cell.value is not None}
    columns, names = _columns(table), _names(table)
    *addends, total = columns
    found = [
        _equation(f"{names.get(row, row)}各列之和", values, [(row, c) for c in addends], [(row, total)]) for row in rows
    ]
    if table == "requests" and rows:
        parts = tuple(_parts(rows))
        balanced = {"received", "carried_in", "concluded", "carried_out"} <= set(rows)
        for column in columns:
            found += _down(values, column, names.get(column, column), parts, balanced=balanced)
    return found


@cache
def _columns(table: str) -> tuple[str, ...]:
    return tuple(entry.key for entry in forms.columns("2021", table))


@cache
def _names(table: str) -> dict[str, str]:
    """Printed names of rows and columns by their keys."""
    return {entry.key: entry.label for entry in (*forms.rows("2021", table), *forms.columns("2021", table))}


def _parts(rows: Sequence[str]) -> list[str]:
    """The rows whose sum the total of outcomes is, none where there is no such total."""
    groups = {group.key for group in forms.groups("2021")}
    parts = [row for row in rows if row in OUTCOMES or row.partition(".")[0] in groups]
    if any(row.startswith("otherwise_closed.") for row in parts):
        parts = [row for row in parts if row != "otherwise_closed"]
    return parts if "concluded" in rows else []


def _down(values: Values, column: str, name: str, parts: tuple[str, ...], *, balanced: bool) -> list[Identity]:
    """The two identities of one column: 一 + 二 = 三 + 四, and the total is the sum of the outcomes."""
    found = []
    if balanced:
        left, right = _places(("received", "carried_in"), column), _places(("concluded", "carried_out"), column)
        found.append(_equation(f"{name}列一加二等于三加四", values, left, right))
    if parts:
        found.append(_equation(f"{name}列办理结果之和", values, _places(parts, column), [("concluded", column)]))
    return found


@lru_cache(maxsize=1024)
def _places(rows: tuple[str, ...], column: str) -> tuple[Place, ...]:
    """The places of some rows in one column: the same for most documents."""
    return tuple((row, column) for row in rows)


def _equation(name: str, values: Values, left: Sequence[Place], right: Sequence[Place]) -> Identity:
    """The state of one equation: False also where the known addends alone exceed a known total (rules of evidence for
    counts), None where it cannot be told."""
    addends = [value for value in map(values.get, left) if value is not None]
    totals = [value for value in map(values.get, right) if value is not None]
    holds: bool | None = None
    if len(totals) == len(right):
        said, is_whole = sum(totals), len(addends) == len(left)
        counted = sum(addends)
        holds = counted == said if is_whole else False if counted > said else None
    return Identity(name, holds, (*left, *right), len(left))


def consistent(identity: Identity, cells: Iterable[Cell]) -> bool:
    """Whether an equation holds, or would if its blanks were zeros."""
    if identity.holds is not None:
        return identity.holds
    by_place = {(cell.row, cell.column): cell for cell in cells}
    held = [by_place.get(place) for place in identity.operands]
    return all(cell is not None and cell.state in (NUMBER, BLANK) for cell in held)


def doubt(cells: Sequence[Cell]) -> list[Cell]:
    """The cells with `certain` only where every identity that holds them is strictly true, for a guessed grid: a row
    and, in table three, a column have to agree; an unread value agrees with nothing."""
    sure: dict[tuple[str, str, str], list[bool]] = {}
    for table in ("requests", "cases"):
        for identity in check(table, cells):
            for row, column in identity.operands:
                sure.setdefault((table, row, column), []).append(identity.holds is True)
    return [
        replace(cell, certain=cell.certain and len(held) >= NEEDED.get(cell.table, 99) and all(held))
        for cell in cells
        for held in (sure.get((cell.table, cell.row, cell.column), []),)
    ]
