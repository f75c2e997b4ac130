"""Owns the change of a value against another year in numbers: percentage points for shares, per cent for the rest, none
where the base of either year is too small to tell; pure."""

from __future__ import annotations

import pandas as pd

from catalog.metrics import Metric
from dashboard import numbers
from dashboard.reader import Reader

SMALL = 10  # a change in per cent needs at least this much in the other year


def of(
    metric: Metric, value: pd.Series, before: pd.Series, base: pd.Series | None = None, then: pd.Series | None = None
) -> pd.Series:
    """The change of each row: a difference of shares 0–1, or the difference over the other year's value. None where one
    side is no number, where a quotient's base (`base`, `then`: those of the two years) is below that of a rank, and for
    a plain number where the other year's is below `SMALL`."""
    new, old = pd.to_numeric(value, errors="coerce"), pd.to_numeric(before, errors="coerce")
    if numbers.is_percent(metric.kind):
        found = new - old
    else:
        least = old > 0 if metric.has_base else old.abs() >= SMALL
        found = (new - old) / old.where(least).abs()
    if metric.has_base and metric.aggregation != "mean" and base is not None and then is not None:
        bases = (pd.to_numeric(side, errors="coerce") for side in (base, then))
        for side in bases:
            found = found.where(side >= metric.rank_base)
    return found.astype(float)


def over_years(answer: pd.DataFrame, metric: Metric) -> pd.Series:
    """The change of every row of an answer over years against the year before of its series, where one line may join
    the two."""
    keys = ["series", "year", "segment"]
    sides = answer[[*keys, "value", "denominator"]].assign(segment=answer["segment"].fillna(""))
    earlier = sides.assign(year=sides["year"] + 1)
    both = sides.merge(earlier, on=keys, how="left", suffixes=("", "_then"))
    moved = of(metric, both["value"], both["value_then"], both["denominator"], both["denominator_then"])
    return pd.Series(moved.to_numpy(), index=answer.index)


def header(metric: Metric, against: str, reader: Reader) -> str:
    """A header that says against what, and in what unit: 比2022年（百分点）, 比上年（%）."""
    return reader.say("change_in_points" if numbers.is_percent(metric.kind) else "change_in_percent", against=against)


def shown(change: pd.Series) -> pd.Series:
    """The change as a table holds it: points or per cent with one decimal."""
    return (change * 100).round(1)
