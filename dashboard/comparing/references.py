"""The lines that bars are read against: all units pooled, the median unit, a target; each named with its value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from catalog.metrics import Metric, is_own_rate
from catalog.statistics import median
from dashboard import numbers
from dashboard.charts import Reference
from dashboard.queries import rates
from dashboard.reader import Reader

ROOT = Path(__file__).resolve().parents[2]
TARGETS = {"real": ROOT / "data" / "targets.yml", "demo": ROOT / "data" / "demo" / "targets.yml"}
STYLE = {"pooled": ("#009E73", "solid"), "median": ("#B15E93", "dash"), "target": ("#9A7400", "dot")}


@cache
def targets(which: str) -> dict[str, Any]:
    """Targets by metric from data/targets.yml: value as the metric holds it, zh, en, source."""
    file = TARGETS[which]
    return dict(yaml.safe_load(file.read_text(encoding="utf-8")) or {}) if file.exists() else {}


def offered(metric: Metric, which: str) -> list[str]:
    """The lines that make sense for a metric: no pooled one for counts, a target only where there is one."""
    lines = [] if metric.kind in ("count", "difference") else ["pooled"]
    return [*lines, "median", *(["target"] if metric.key in targets(which) else [])]


def of(
    metric: Metric, stood: pd.DataFrame, ids: Sequence[str], year: int, wanted: Sequence[str], reader: Reader
) -> list[Reference]:
    """The wanted lines that have a value. The median is that of the ranked units, of all where none may be ranked."""
    found = []
    for name in wanted:
        value = _value(name, metric, stood, ids, year, reader.which)
        if value is None:
            continue
        shown = numbers.show(value, metric.kind, reader.language)
        label = reader.say(f"line_{name}", value=shown)
        if name == "target":
            label = reader.say("line_named", name=targets(reader.which)[metric.key][reader.language], value=shown)
        found.append(Reference(label, value, *STYLE[name]))
    return found


def _value(name: str, metric: Metric, stood: pd.DataFrame, ids: Sequence[str], year: int, which: str) -> float | None:
    if name == "target":
        return float(targets(which)[metric.key]["value"]) if metric.key in targets(which) else None
    if name == "median":
        told = stood[stood["ranked"]] if stood["ranked"].any() else stood
        values = [float(value) for value in told["value"].dropna()]
        return median(values) if len(values) > 2 else None
    row = rates.pooled(metric, ids, year, year)
    value = row["value"].iloc[0] if len(row) else None
    return float(value) if value is not None and numbers.is_number(value) and not is_own_rate(metric) else None
