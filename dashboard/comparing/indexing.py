"""Values against a base year: counts as an index of 100, shares as the difference in percentage points; pure."""

from __future__ import annotations

import pandas as pd

from catalog.metrics import Metric
from dashboard import numbers
from dashboard.reader import Reader


def against(answer: pd.DataFrame, metric: Metric, base: int, reader: Reader) -> pd.DataFrame:
    """The answer with each series' value against its own of the base year: value ÷ base × 100 for counts, value − base
    for shares. Where the base year has none, is 0, or was printed on a form that cannot be compared, there is no value
    and the reason is no_base_year."""
    rows = answer[answer["year"] == base].set_index("series")
    found = []
    for row in answer.to_dict("records"):
        then = rows.loc[row["series"]] if row["series"] in rows.index else None
        known = then is not None and numbers.is_number(then["value"]) and then["segment"] == row["segment"]
        share = numbers.is_percent(metric.kind)
        if row["reason"] or not known or then is None or (not share and not then["value"]):
            found.append((None, row["reason"] or "no_base_year"))
            continue
        value = row["value"] - then["value"] if share else row["value"] / then["value"] * 100
        found.append((value, ""))
    return answer.assign(value=[value for value, _ in found], reason=[why for _, why in found])


def kind(metric: Metric) -> str:
    """What the values against the base year are: points (a difference of shares) or index."""
    return "points" if numbers.is_percent(metric.kind) else "index"


def years(answer: pd.DataFrame) -> tuple[list[int], int]:
    """The years that any series has a value in, and the first of those that most have one in."""
    told = answer[answer["value"].notna()].groupby("year").size()
    return [int(year) for year in told.index], int(told.idxmax())


def words(value: float | None, metric: Metric, base: int, why: str, reader: Reader) -> str:
    """The value against the base year in words, or why there is none."""
    if value is None or not numbers.is_number(value):
        return reader.say(f"reason_{why}") if why else ""
    shown = numbers.points(value, reader.language) if kind(metric) == "points" else numbers.plain(value, 1)
    return reader.say("against_words", year=base, value=shown)


def title(metric: Metric, base: int, reader: Reader) -> str:
    """What the axis shows."""
    return reader.say(f"against_base_{kind(metric)}", year=base)
