"""Reviews and lawsuits: how they ended, by kind and by unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from catalog.forms import CASE_NOUN
from dashboard.queries import wholes

RESULTS = ("upheld", "overturned", "other_result", "pending")


def _parts(kinds: Sequence[str]) -> dict[str, list[str]]:
    return {result: [f"{CASE_NOUN[kind]}_{result}" for kind in kinds] for result in RESULTS}


def case_results(series: Mapping[str, Sequence[str]], year: int, kinds: Sequence[str]) -> pd.DataFrame:
    """One row a series: the four results summed over the case kinds, of reports that print all of them as numbers."""
    return wholes.mix(series, year, _parts(kinds))


def counted(ids: Sequence[str], year: int, kinds: Sequence[str]) -> list[str]:
    """The agencies whose report counts: every result of these case kinds is a number."""
    return wholes.counted(ids, year, _parts(kinds))
