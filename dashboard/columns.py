"""Owns how numbers stand in the columns of a table: scaled, rounded, under a header that says per cent; pure."""

from __future__ import annotations

import pandas as pd

from catalog.metrics import Metric
from dashboard import numbers
from dashboard.reader import Reader

ONE_DECIMAL = ("（%）", "(%)", "（百分点）", "(points)")  # how headers of numbers with one decimal end


def rounded(values: pd.Series, kind: str) -> pd.Series:
    """Values as they are shown in tables and files: shares in per cent with one decimal, the rest with two."""
    scaled = pd.to_numeric(values, errors="coerce") * (100 if numbers.is_percent(kind) else 1)
    return scaled.round(1 if numbers.is_percent(kind) else 2)


def factor(metric: Metric) -> int:
    """What numerator ÷ denominator is multiplied by to give the value as it is shown."""
    return metric.scale * (100 if numbers.is_percent(metric.kind) else 1)


def whole(values: pd.Series) -> pd.Series:
    """Numbers without decimals where none has any, missing ones kept missing."""
    found = pd.to_numeric(values, errors="coerce")
    return found.astype("Int64") if (found.dropna() % 1 == 0).all() else found.round(2)


def value_header(metric: Metric, reader: Reader) -> str:
    """The metric's name, with % where the numbers are per cent."""
    name = metric.label[reader.language]
    return in_percent(name, reader) if numbers.is_percent(metric.kind) else name


def in_percent(name: str, reader: Reader) -> str:
    """A header of numbers that are per cent."""
    return f"{name}（%）" if reader.language == "zh" else f"{name} (%)"


def has_one_decimal(header: str) -> bool:
    """Whether the numbers under this header are per cent or points, written with one decimal."""
    return header.endswith(ONE_DECIMAL)


def is_year(header: str) -> bool:
    """Whether the numbers under this header are years, which are no quantities: 2025, not 2,025."""
    return header.lower().rsplit("_", 1)[-1] == "year"
