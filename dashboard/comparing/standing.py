"""Where each unit stands in a year: rank range, percentile, share of all, change against another year; pure frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from catalog.metrics import Metric
from catalog.statistics import Funnel, funnel, newcombe, rank_ranges, share_below
from dashboard import numbers
from dashboard.queries import rates, reasons

UNITS_OF_A_FUNNEL = 5


def of(metric: Metric, series: Mapping[str, Sequence[str]], year: int, before: int) -> pd.DataFrame:
    """The answer of the year with, for each unit: rank_low and rank_high (places that its 95 % interval leaves open
    among the ranked), percentile (share of the other ranked ones below it), part (its share of the sum of all, counts
    only), then the other year (before_year) and its before, before_numerator, before_base and before_ranked,
    difference, difference_low, difference_high (Newcombe, shares only), and why_no_change."""
    now = reasons.told(rates.by_series(metric, series, year, year), metric, series)
    then = reasons.told(rates.by_series(metric, series, before, before), metric, series)
    then = then.set_index("series").reindex(now["series"])
    found = now.assign(
        before=then["value"].to_numpy(),
        before_numerator=then["numerator"].to_numpy(),
        before_base=then["denominator"].to_numpy(),
        before_year=before,
        before_ranked=then["ranked"].fillna(False).to_numpy(dtype=bool),
        percentile=percentiles(now),
        part=now["value"] / now["value"].sum() if metric.adds_up and now["value"].sum() else None,
    )
    places = rank_ranges(
        [
            (low, high) if ranked and numbers.is_number(low) and metric.kind == "ratio" else None
            for low, high, ranked in zip(now["low"], now["high"], now["ranked"], strict=True)
        ]
    )
    found["rank_low"] = pd.array([place[0] if place else None for place in places], dtype="Int64")
    found["rank_high"] = pd.array([place[1] if place else None for place in places], dtype="Int64")
    return _changed(found, metric, then)


def percentiles(now: pd.DataFrame) -> list[float | None]:
    """For each ranked unit the share of the other ranked ones that lie below it, half of the ties."""
    ranked = sorted(float(value) for value in now["value"][now["ranked"]])
    found: list[float | None] = []
    for value, fit in zip(now["value"], now["ranked"], strict=True):
        if not fit or len(ranked) < 2:
            found.append(None)
            continue
        among = share_below(float(value), ranked)
        found.append(None if among is None else (among * len(ranked) - 0.5) / (len(ranked) - 1))
    return found


def _changed(found: pd.DataFrame, metric: Metric, then: pd.DataFrame) -> pd.DataFrame:
    """The change and, for shares, its interval; or why there is none."""
    causes: list[str] = []
    spans: list[tuple[float, float, float] | None] = []
    pairs = zip(found.to_dict("records"), then["reason"], then["segment"], strict=True)
    for row, before_reason, before_segment in pairs:
        why = row["reason"] or (f"before_{before_reason}" if isinstance(before_reason, str) and before_reason else "")
        if not why and not numbers.is_number(row["before"]):
            why = "before_missing"
        if not why and str(before_segment or "") != str(row["segment"] or ""):
            why = "not_comparable"
        causes.append(why)
        sides = (row["numerator"], row["denominator"], row["before_numerator"], row["before_base"])
        if why or metric.kind != "ratio" or not all(numbers.is_number(side) for side in sides):
            spans.append(None)
        else:
            spans.append(newcombe((float(sides[0]), float(sides[1])), (float(sides[2]), float(sides[3]))))
    known = pd.Series([not why for why in causes], index=found.index)
    return found.assign(
        difference=(found["value"] - found["before"]).where(known),
        difference_low=[span[1] if span else None for span in spans],
        difference_high=[span[2] if span else None for span in spans],
        why_no_change=causes,
    )


def funnel_of(found: pd.DataFrame) -> Funnel | None:
    """The funnel of the units with a base; None for fewer than five or where all or none of the cases count."""
    told = found[found["value"].notna() & (found["denominator"] > 0)]
    if len(told) < UNITS_OF_A_FUNNEL:
        return None
    made = funnel([(float(n), float(d)) for n, d in zip(told["numerator"], told["denominator"], strict=True)])
    return made if made and 0 < made.mean < 1 else None
