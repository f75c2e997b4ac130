"""The figures of the text that become columns of the wide row (stated_<metric>), from stated.csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class StatedMetric:
    """`kind` is count or rate; a rate is printed in per cent and kept as 0–1. With `of`, the
    figures of that metric whose definition is `definition` (online_rate that says 全程网办)."""

    metric: str
    kind: str
    unit: str
    label_zh: str
    label_en: str
    of: str = ""
    definition: str = ""


@cache
def stated_metrics() -> tuple[StatedMetric, ...]:
    """Every figure that the warehouse keeps per agency and year, in order."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return tuple(StatedMetric(**line) for line in csv.DictReader(file))
