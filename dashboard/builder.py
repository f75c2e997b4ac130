"""Owns the table that a reader puts together: several metrics over units and years, long or wide; pure but for its
query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from catalog.metrics import Metric
from dashboard import quotients, tables
from dashboard.queries import rates
from dashboard.reader import Reader

KEPT = ["series", "year", "value", "numerator", "denominator", "used", "expected", "reason"]


def answer(metrics: Sequence[Metric], series: Mapping[str, Sequence[str]], years: Sequence[int]) -> pd.DataFrame:
    """One row a metric, unit and year."""
    found = []
    for metric in metrics if years and series else ():
        rows = rates.by_series(metric, series, min(years), max(years))
        found.append(rows[rows["year"].isin(list(years))][KEPT].assign(metric=metric.key))
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=[*KEPT, "metric"])


def table(
    found: pd.DataFrame, metrics: Sequence[Metric], names: Mapping[str, str], layout: str, parts: str, reader: Reader
) -> pd.DataFrame:
    """A line a unit and year with a column a metric, or (wide) a line a unit with a column a metric and year; with
    `parts`
    numerator and base stand beside each quotient."""
    place = found[["series", "year"]].drop_duplicates()
    shown = (
        place.rename(columns={"series": "_key"}).assign(_year=place["year"]).reset_index(drop=True)[["_key", "_year"]]
    )
    for metric in metrics:
        own = found[found["metric"] == metric.key].set_index(["series", "year"])
        spots = list(zip(shown["_key"], shown["_year"], strict=True))
        header = tables.value_header(metric, reader)
        rounded = tables.rounded(own["value"], metric.kind).reindex(spots).reset_index(drop=True)
        shown[header] = tables.whole(rounded) if metric.kind == "count" else rounded
        if parts == "parts" and metric.has_base:
            name = metric.label[reader.language]
            shown[f"{name} · {reader.say('numerator')}"] = tables.whole(
                own["numerator"].reindex(spots).reset_index(drop=True)
            )
            shown[f"{name} · {reader.say('denominator')}"] = tables.whole(
                own["denominator"].reindex(spots).reset_index(drop=True)
            )
    made_of = _quotients(metrics, reader) if parts == "parts" else []
    if layout == "wide":
        made_of = [one.named(f"{int(year)} {{}}") for year in sorted(set(place["year"])) for one in made_of]
        shown = _wide(shown)
    shown.insert(0, reader.say("unit_compared"), shown["_key"].map(names))
    if "_year" in shown:
        shown.insert(1, reader.say("year"), shown["_year"].astype(str))
    return quotients.attach(shown.drop(columns=[name for name in ("_key", "_year") if name in shown]), made_of)


def _quotients(metrics: Sequence[Metric], reader: Reader) -> list[quotients.Quotient]:
    """How the quotients of the table are made of the columns beside them."""
    return [
        quotients.Quotient(
            tables.value_header(metric, reader),
            f"{metric.label[reader.language]} · {reader.say('numerator')}",
            f"{metric.label[reader.language]} · {reader.say('denominator')}",
            tables.factor(metric),
        )
        for metric in metrics
        if metric.has_base
    ]


def _wide(shown: pd.DataFrame) -> pd.DataFrame:
    """Years beside one another."""
    order = list(dict.fromkeys(shown["_key"]))
    wide = shown.pivot(index="_key", columns="_year")
    wide.columns = [f"{int(year)} {name}" for name, year in wide.columns]
    return wide.reindex(order).reset_index()
