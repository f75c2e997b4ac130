"""The days by which reports are to be published, from deadlines.csv: those of the law, and earlier ones of a place."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Deadline:
    """One line. `force` is law or local; a local line holds for its region and, by the code (GB/T 2260), for all below
    it; an empty region or kind holds for every one, an empty first or last year without end."""

    force: str
    region_code: str
    kind: str
    year_from: str
    year_to: str
    month: str
    day: str
    basis: str

    def concerns(self, region_code: str, kind: str, year: int) -> bool:
        """Whether the line is about reports of this year by bodies of this kind in this region."""
        above = re.sub(r"(00)+$", "", self.region_code)
        here = region_code.startswith(above) if self.force == "local" else self.region_code in ("", region_code)
        begun = not self.year_from or int(self.year_from) <= year
        return here and self.kind in ("", kind) and begun and (not self.year_to or year <= int(self.year_to))

    def on(self, year: int) -> date:
        """The day for reports on that year: in the year after it."""
        return date(year + 1, int(self.month), int(self.day))


@cache
def deadlines() -> tuple[Deadline, ...]:
    """Every line in the order of the file."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return tuple(Deadline(**line) for line in csv.DictReader(file))


def deadline_of(force: str, region_code: str, kind: str, year: int) -> date | None:
    """The day that the most particular line sets (its region before its kind); None where none does."""
    lines = [one for one in deadlines() if one.force == force and one.concerns(region_code, kind, year)]
    return max(lines, key=lambda one: (one.region_code, one.kind)).on(year) if lines else None
