"""Owns the question which grids of a document are its statistics table of 2008 to 2018, and of which form."""

from __future__ import annotations

from collections.abc import Sequence

from catalog import forms
from etl.documents.document import Grid
from etl.parsing.grid_rows import LONGEST
from etl.parsing.labels import find, fold, roles
from etl.parsing.statistics_header import TABLE, UNITS
from etl.parsing.values import read_value
from etl.report import NUMBER

FORMS = ("2014", "2008")
SHARED_GROUPS = ("s4", "s5")  # review and litigation: their results are those of table four
ENOUGH_ROWS, HEAD_ROWS = 5, 3


def forms_of_grids(grids: Sequence[Grid]) -> list[str | None]:
    """The form of the statistics table that each grid is, None for other tables. A grid that names five indicators of a
    form is one; smaller ones that list indicators with their units are parts of one that they name together."""
    named = [_named(grid) for grid in grids]
    found = [_best(names, grid) for names, grid in zip(named, grids, strict=True)]
    parts = [n for n, grid in enumerate(grids) if found[n] or _lists_units(grid)]
    if parts and None in [found[n] for n in parts]:
        whole = {form: set[str]().union(*(named[n][form] for n in parts)) for form in FORMS}
        form = next((one for one in found if one), None) or _best(whole, grids[parts[0]])
        for n in parts:
            found[n] = found[n] or form
    return found


def _best(named: dict[str, set[str]], grid: Grid) -> str | None:
    """The form of which the most indicators are named, if they are five or more."""
    best = max(FORMS, key=lambda form: (len(named[form]), _has_columns_of(grid, form)))
    return best if len(named[best]) >= ENOUGH_ROWS else None


def _named(grid: Grid) -> dict[str, set[str]]:
    """The indicators of each form that the labels of a grid name."""
    named: dict[str, set[str]] = {form: set() for form in FORMS}
    for row in grid.rows:
        for cell in row:
            for role in roles(cell.text[:LONGEST]):
                if role.table == TABLE and role.axis == "row" and role.group not in SHARED_GROUPS:
                    named[role.form].add(role.key)
    return named


def _lists_units(grid: Grid) -> bool:
    """Whether most rows with a number have a unit before it, in a cell of its own."""
    if not any(cell.text.strip() in UNITS for row in grid.rows for cell in row):
        return False
    counted = united = 0
    for row in grid.rows:
        texts = [fold(cell.text).text.strip("()") if len(cell.text) < LONGEST else "" for cell in row]
        if any(read_value(text).state == NUMBER for text in texts[1:]):
            counted += 1
            united += any(text in UNITS for text in texts[1:-1])
    return counted > 0 and 2 * united > counted


def _has_columns_of(grid: Grid, form: str) -> bool:
    """Whether a column in the head of a grid is one that only this form has: 历年累计."""
    printed = {find(cell.text[:LONGEST], TABLE, "column") for row in grid.rows[:HEAD_ROWS] for cell in row}
    return any(entry.key in printed for entry in forms.columns(form, TABLE) if entry.key)
