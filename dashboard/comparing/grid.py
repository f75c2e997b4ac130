"""Units by years as a heat map draws them: values, and in short why there is none; pure."""

from __future__ import annotations

import pandas as pd

from catalog.metrics import Metric
from dashboard import filters, numbers, tables
from dashboard.comparing.groups import Group
from dashboard.reader import Reader


def for_heat(answer: pd.DataFrame, group: Group, metric: Metric, reader: Reader) -> pd.DataFrame:
    """The answer over years as `charts.heat` wants it."""
    drawn = answer.copy()
    drawn["tip"] = tables.tips(drawn, group.names, metric, reader)
    drawn["label"] = [tables.fitted(name) for name in drawn["series"].map(group.short)]
    drawn["shown"] = [
        reader.say(f"short_{why}") if why else _short(value, metric, reader)
        for value, why in zip(drawn["value"], drawn["reason"], strict=True)
    ]
    drawn["point"] = [
        f"{key}{filters.POINT}{year}" for key, year in zip(drawn["series"], drawn["year"].astype(int), strict=True)
    ]
    return drawn


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
