"""Owns the mean and the median of the units in a group: each under its own name, with the number of units; pure."""

from __future__ import annotations

import pandas as pd

from catalog.dimensions import label
from catalog.metrics import Metric
from dashboard import numbers
from dashboard.columns import in_percent, rounded, whole
from dashboard.reader import Reader

COLUMNS = ("unit_mean", "unit_median", "unit_count")  # of the answer of `rates.by_series`
WITHOUT = ("share", "concentration", "top_share")  # one figure of all units together: no unit has its own


def is_told(metric: Metric) -> bool:
    """Whether every unit has a value of its own, so that they have a mean."""
    return metric.kind not in WITHOUT


def name(statistic: str, metric: Metric, language: str) -> str:
    """What a statistic over the values of units is called: pooled, unit_mean, unit_median (of rates, or of numbers),
    unit_count."""
    rates = metric.has_base or metric.aggregation == "mean" or statistic == "unit_count"
    return label("group_value", statistic if rates else f"{statistic}_number", language)


def add(shown: pd.DataFrame, answer: pd.DataFrame, metric: Metric, reader: Reader, before: str = "") -> None:
    """Mean and median of the units and their number as columns of a table whose rows are those of the answer;
    `before` stands before each header."""
    for statistic in ("unit_mean", "unit_median"):
        header = before + name(statistic, metric, reader.language)
        header = in_percent(header, reader) if numbers.is_percent(metric.kind) else header
        shown[header] = rounded(answer[statistic], metric.kind)
    shown[before + name("unit_count", metric, reader.language)] = whole(answer["unit_count"])
