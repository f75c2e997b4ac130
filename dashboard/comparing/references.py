"""The lines that bars are read against: all units pooled, the mean and the median of units, a target; each named
with its value."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from catalog.metrics import Metric, is_own_rate
from catalog.statistics import mean, median
from dashboard import numbers, spread
from dashboard.charts import Course, Reference
from dashboard.charts.look import GREY
from dashboard.queries import places, rates
from dashboard.reader import Reader

ROOT = Path(__file__).resolve().parents[2]
TARGETS = {"real": ROOT / "data" / "targets.yml", "demo": ROOT / "data" / "demo" / "targets.yml"}
STYLE = {"pooled": ("#009E73", "solid"), "mean": ("#3A6EA5", "dashdot"), "median": ("#B15E93", "dash")}
STYLE["target"] = ("#9A7400", "dot")
OF_UNITS = {"mean": mean, "median": median}


@cache
def targets(which: str) -> dict[str, Any]:
    """Targets by metric from data/targets.yml: value as the metric holds it, zh, en, source."""
    file = TARGETS[which]
    return dict(yaml.safe_load(file.read_text(encoding="utf-8")) or {}) if file.exists() else {}


def offered(metric: Metric, which: str) -> list[str]:
    """The lines that make sense for a metric: no pooled one for counts and for what is only ever a mean, mean and
    median where every unit has a value of its own, a target only where there is one."""
    pooled = metric.kind not in ("count", "difference") and metric.aggregation == "pooled"
    units = list(OF_UNITS) if spread.is_told(metric) else []
    return [*(["pooled"] if pooled else []), *units, *(["target"] if metric.key in targets(which) else [])]


def of(
    metric: Metric, stood: pd.DataFrame, ids: Sequence[str], year: int, wanted: Sequence[str], reader: Reader
) -> list[Reference]:
    """The wanted lines that have a value. Mean and median are those of the ranked units, of all where none may be
    ranked, and say how many they are."""
    found = []
    units = _units(stood)
    for name in wanted:
        value = _value(name, metric, units, ids, year, reader.which)
        if value is None:
            continue
        shown = numbers.show(value, metric.kind, reader.language)
        label = reader.say("line_pooled", value=shown)
        if name in OF_UNITS:
            unit = spread.name(f"unit_{name}", metric, reader.language)
            label = f"{unit} {shown}{reader.say('of_units', n=len(units))}"
        if name == "target":
            label = reader.say("line_named", name=targets(reader.which)[metric.key][reader.language], value=shown)
        found.append(Reference(label, value, *STYLE[name]))
    return found


def over_years(metric: Metric, wanted: Sequence[str], span: tuple[int, int], reader: Reader) -> list[Course]:
    """The wanted lines over the years of a trend: all bodies of the collection pooled, mean and median of those that
    have a value, the target; all grey, so that none looks like one of the lines, told apart by their dashes."""
    who = places.populations(reader.which)[0]
    answer = rates.by_series(metric, {"all": places.members(reader.which, who)}, *span)
    years = tuple(int(year) for year in answer["year"])
    found = []
    for name in wanted:
        if name == "target":
            goal = targets(reader.which)[metric.key]
            values, label = [float(goal["value"])] * len(years), str(goal[reader.language])
        elif name == "pooled":
            values, label = answer["value"].tolist(), reader.say("everyone_pooled", who=reader.say(f"population_{who}"))
        else:
            unit = spread.name(f"unit_{name}", metric, reader.language)
            values, label = answer[f"unit_{name}"].tolist(), f"{unit}（{reader.say(f'population_{who}')}）"
        known = [value if numbers.is_number(value) else None for value in values]
        tips = [
            f"<b>{html.escape(label)}</b> {year}<br>{_shown(value, metric, reader)}"
            for year, value in zip(years, known, strict=True)
        ]
        if any(value is not None for value in known):
            found.append(Course(label, years, tuple(known), tuple(tips), GREY, STYLE[name][1]))
    return found


def _shown(value: float | None, metric: Metric, reader: Reader) -> str:
    return numbers.show(value, metric.kind, reader.language)


def _units(stood: pd.DataFrame) -> list[float]:
    """The values of the ranked units, of all where none is ranked."""
    told = stood[stood["ranked"]] if stood["ranked"].any() else stood
    return [float(value) for value in told["value"].dropna()]


def _value(
    name: str, metric: Metric, units: Sequence[float], ids: Sequence[str], year: int, which: str
) -> float | None:
    if name == "target":
        return float(targets(which)[metric.key]["value"]) if metric.key in targets(which) else None
    if name in OF_UNITS:
        return OF_UNITS[name](units) if len(units) > 2 else None
    row = rates.pooled(metric, ids, year, year)
    value = row["value"].iloc[0] if len(row) else None
    return float(value) if value is not None and numbers.is_number(value) and not is_own_rate(metric) else None
