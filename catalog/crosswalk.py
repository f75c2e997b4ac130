"""The crosswalk of the forms before 2019: which of their cells may stand in a column of the present forms."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from catalog import forms

LOADED = ("A", "B")


@dataclass(frozen=True, slots=True)
class Crossing:
    """Cells of an earlier form that add up to a column; class A the same, B near, C not comparable (never loaded)."""

    form: str
    cells: tuple[str, ...]
    column: str
    grade: str
    note: str


@cache
def crosswalk() -> tuple[Crossing, ...]:
    """Every line, in the order of the file."""
    with (forms.HERE / "crosswalk.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Crossing(line["form"], tuple(line["cells"].split("+")), line["column"], line["class"], line["note"])
            for line in csv.DictReader(file)
        )


def loaded() -> tuple[Crossing, ...]:
    """The lines whose figures may stand beside today's."""
    return tuple(one for one in crosswalk() if one.grade in LOADED)


@cache
def own_columns() -> tuple[str, ...]:
    """Columns that only the earlier forms have."""
    found = dict.fromkeys(one.column for one in loaded())
    return tuple(name for name in found if name not in forms.wide_columns())
