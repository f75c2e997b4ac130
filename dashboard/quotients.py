"""Owns how the quotients of a table are made: which column is divided by which. A table carries it with it, so that a
workbook can write them as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import pandas as pd

NAME = "quotients"


@dataclass(frozen=True, slots=True)
class Quotient:
    """The column `value` is `numerator` ÷ `denominator` × `factor`; with `of_column` the denominator is the sum of its
    whole column."""

    value: str
    numerator: str
    denominator: str
    factor: int = 100
    of_column: bool = False

    def named(self, pattern: str) -> Quotient:
        """The same with every column renamed."""
        value, above, below = (pattern.format(name) for name in (self.value, self.numerator, self.denominator))
        return replace(self, value=value, numerator=above, denominator=below)


@dataclass(frozen=True, slots=True)
class Workings:
    """Numerators and bases of a table that shows only the quotients: a sheet of its own, and for the place (row,
    column) of a quotient the row of the sheet it is made of."""

    table: pd.DataFrame
    rows: dict[tuple[int, str], int]
    numerator: str
    denominator: str
    factors: dict[int, int]


def attach(table: pd.DataFrame, made_of: Sequence[Quotient]) -> pd.DataFrame:
    """The table, carrying those of the quotients whose three columns it has."""
    held = set(table.columns)
    table.attrs[NAME] = [asdict(one) for one in made_of if {one.value, one.numerator, one.denominator} <= held]
    return table


def attached(table: pd.DataFrame) -> list[Quotient]:
    """The quotients that a table carries."""
    return [Quotient(**one) for one in table.attrs.get(NAME, ())]
