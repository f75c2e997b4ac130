"""Owns the arithmetic that the forms print into themselves, as a test of a reading: no value is ever changed by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from catalog import forms
from etl.report import BLANK, NUMBER, Cell

Cells = dict[tuple[str, str], Cell]
OUTCOMES = ("granted", "partly_granted")


@dataclass(frozen=True, slots=True)
class Identity:
    """One equation: `holds` is None where an operand is not a number. `operands` are (row, column) keys."""

    name: str
    holds: bool | None
    operands: tuple[tuple[str, str], ...]


def check(table: str, cells: Sequence[Cell]) -> list[Identity]:
    """The identities of table three (rows and columns) or table four (rows) over the cells there are."""
    by_place: Cells = {(cell.row, cell.column): cell for cell in cells if cell.table == table}
    if not by_place or table not in ("requests", "cases"):
        return []
    columns = [entry.key for entry in forms.columns("2021", table)]
    names = {entry.key: entry.label for entry in (*forms.rows("2021", table), *forms.columns("2021", table))}
    rows = list(dict.fromkeys(row for row, _ in by_place if not row.startswith("local:")))
    found = [
        _equation(f"{names.get(row, row)}各列之和", by_place, [(row, c) for c in columns[:-1]], [(row, columns[-1])])
        for row in rows
    ]
    if table == "requests":
        for column in columns:
            found += _down(by_place, column, names.get(column, column), rows)
    return found


def _down(by_place: Cells, column: str, name: str, rows: Sequence[str]) -> list[Identity]:
    """The two identities of one column: 一 + 二 = 三 + 四, and the total is the sum of the outcomes."""
    groups = {group.key for group in forms.groups("2021")}
    parts = [row for row in rows if row in OUTCOMES or row.partition(".")[0] in groups]
    if any(row.startswith("otherwise_closed.") for row in parts):
        parts = [row for row in parts if row != "otherwise_closed"]
    found = []
    if {"received", "carried_in", "concluded", "carried_out"} <= set(rows):
        left, right = ("received", "carried_in"), ("concluded", "carried_out")
        found.append(
            _equation(f"{name}列一加二等于三加四", by_place, [(r, column) for r in left], [(r, column) for r in right])
        )
    if "concluded" in rows and parts:
        found.append(
            _equation(f"{name}列办理结果之和", by_place, [(r, column) for r in parts], [("concluded", column)])
        )
    return found


def _equation(
    name: str, by_place: Cells, left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]
) -> Identity:
    """The state of one equation: False also where the known addends alone exceed a known total (rules of evidence for
    counts), None where it cannot be told."""
    operands = (*left, *right)
    sides = [[by_place.get(place) for place in side] for side in (left, right)]
    numbers = [[cell.value for cell in side if cell is not None and cell.value is not None] for side in sides]
    complete = [len(known) == len(side) for known, side in zip(numbers, (left, right), strict=True)]
    sums = [sum(known, Decimal(0)) for known in numbers]
    if all(complete):
        return Identity(name, sums[0] == sums[1], operands)
    if complete[1] and sums[0] > sums[1]:
        return Identity(name, False, operands)
    return Identity(name, None, operands)


def consistent(identity: Identity, cells: Iterable[Cell]) -> bool:
    """Whether an equation holds, or would if its blanks were zeros."""
    if identity.holds is not None:
        return identity.holds
    by_place = {(cell.row, cell.column): cell for cell in cells}
    held = [by_place.get(place) for place in identity.operands]
    return all(cell is not None and cell.state in (NUMBER, BLANK) for cell in held)


def doubt(cells: Sequence[Cell]) -> list[Cell]:
    """The cells with `certain` only where every identity that holds them is strictly true, for readings by OCR or by
    a guessed grid: a row and, in table three, a column have to agree; an unread value agrees with nothing."""
    sure: dict[tuple[str, str, str], list[bool]] = {}
    for table in ("requests", "cases"):
        for identity in check(table, cells):
            for row, column in identity.operands:
                sure.setdefault((table, row, column), []).append(identity.holds is True)
    needed = {"requests": 2, "cases": 1}
    return [
        replace(cell, certain=cell.certain and len(held) >= needed.get(cell.table, 99) and all(held))
        for cell in cells
        for held in (sure.get((cell.table, cell.row, cell.column), []),)
    ]
