"""Values against something else: a base year (counts as an index of 100, shares as the difference in percentage
points), the year before, the sum of all; pure."""

from __future__ import annotations

import pandas as pd

from catalog.metrics import Metric
from dashboard import growth, numbers
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


def of_total(answer: pd.DataFrame, metric: Metric, reader: Reader) -> pd.DataFrame:
    """The answer with each value as its part of the sum of all series of the year that have one; for what `adds_up`.
    `said` says of what sum, and how many series are in it."""
    told = pd.to_numeric(answer["value"]).groupby(answer["year"])
    total = told.transform(lambda values: values.sum(min_count=1))
    known, every = told.transform("count"), told.transform("size")
    part = (pd.to_numeric(answer["value"]) / total.where(total != 0)).astype(float)
    why = [
        code or ("" if numbers.is_number(one) else "no_total") for code, one in zip(answer["reason"], part, strict=True)
    ]
    said = [
        reader.say(
            "share_words", share=numbers.percent(one), total=numbers.plain(whole), told=int(some), all=int(of_all)
        )
        if numbers.is_number(one)
        else ""
        for one, whole, some, of_all in zip(part, total, known, every, strict=True)
    ]
    return answer.assign(value=part, reason=why, said=said)


def year_on_year(answer: pd.DataFrame, metric: Metric, reader: Reader) -> pd.DataFrame:
    """The answer with the change of each value against the year before (growth.of); `said` says it in words."""
    moved = growth.over_years(answer, metric)
    why = [
        code or ("" if numbers.is_number(one) else "no_change")
        for code, one in zip(answer["reason"], moved, strict=True)
    ]
    said = [
        reader.say(
            "year_before_words",
            value=numbers.points(one, reader.language)
            if numbers.is_percent(metric.kind)
            else numbers.signed_percent(one),
        )
        if numbers.is_number(one)
        else ""
        for one in moved
    ]
    return answer.assign(value=moved, reason=why, said=said)


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
