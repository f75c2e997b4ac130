"""Units by years as a heat map draws them: values, and in short why there is none; pure."""

from __future__ import annotations

import pandas as pd

from catalog.metrics import Metric
from dashboard import filters, numbers, tables
from dashboard.comparing import indexing
from dashboard.comparing.groups import Group
from dashboard.reader import Reader


def for_heat(answer: pd.DataFrame, group: Group, metric: Metric, reader: Reader, share: bool = False) -> pd.DataFrame:
    """The answer over years as `charts.heat` wants it, or each cell's `share` of all units of its year."""
    drawn = indexing.of_total(answer, metric, reader) if share else answer.assign(said="")
    hovers = tables.tips(answer, group.names, metric, reader)
    drawn["tip"] = [f"{tip}<br>{said}" if said else tip for tip, said in zip(hovers, drawn["said"], strict=True)]
    drawn["label"] = [tables.fitted(name) for name in drawn["series"].map(group.short)]
    drawn["shown"] = [
        reader.say(f"short_{why}") if why else numbers.percent(value) if share else _short(value, metric, reader)
        for value, why in zip(drawn["value"], drawn["reason"], strict=True)
    ]
    drawn["point"] = [
        f"{key}{filters.POINT}{year}" for key, year in zip(drawn["series"], drawn["year"].astype(int), strict=True)
    ]
    return drawn


def table(answer: pd.DataFrame, group: Group, metric: Metric, reader: Reader, share: bool = False) -> pd.DataFrame:
    """The cells as a table, a column a year: values, or the `share` that each has of all units of the year."""
    unit = reader.say("unit_compared")
    if not share:
        return tables.years_across(answer, group.names, metric, reader, unit)
    shown = indexing.of_total(answer, metric, reader)
    wide = shown.assign(value=tables.rounded(shown["value"], "share")).pivot(
        index="series", columns="year", values="value"
    )
    wide = wide.reindex(list(dict.fromkeys(answer["series"])))
    wide.columns = [tables.in_percent(str(int(year)), reader) for year in wide.columns]
    wide.insert(0, f"{unit} · {reader.say('share_axis')}", [group.names[key] for key in wide.index])
    return wide.reset_index(drop=True)


def _short(value: float, metric: Metric, reader: Reader) -> str:
    """A value that fits into a cell."""
    if numbers.is_percent(metric.kind):
        return numbers.percent(value, 0)
    return numbers.show(value, metric.kind, reader.language)


def alt(answer: pd.DataFrame, group: Group, metric: Metric, reader: Reader) -> str:
    """The finding: where the highest value stands, and how many cells have none."""
    told = answer[answer["value"].notna()]
    top = told.loc[told["value"].idxmax()]
    return reader.say(
        "alt_heat",
        metric=metric.label[reader.language],
        name=group.names[top["series"]],
        year=int(top["year"]),
        value=numbers.show(top["value"], metric.kind, reader.language),
        gaps=int(answer["value"].isna().sum()),
        cells=len(answer),
    )
