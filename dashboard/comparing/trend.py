"""The views of a trend: values or against a base year; one chart or a small one each, on one scale or on their own."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from catalog.metrics import Metric
from dashboard import blocks, charts, choices, tables
from dashboard.comparing import happenings, indexing, switches
from dashboard.comparing.groups import Group
from dashboard.comparing.happenings import Happenings
from dashboard.reader import Reader

COLOURS = 8  # as many lines can be told apart in one chart
INDEXED = ("count", "ratio", "rate", "share", "per_10k", "per_1k")


def happened(metric: Metric, span: tuple[int, int], group: Group, reader: Reader) -> Happenings:
    """What happened in these years that the lines should be read with."""
    return happenings.of(metric, span, group.ids, reader)


@dataclass(frozen=True, slots=True)
class View:
    """How the lines are drawn: base year (0: plain values), a chart each, one scale for all."""

    base: int
    apart: bool
    shared: bool

    def __str__(self) -> str:
        return f"{self.base}{self.apart}{self.shared}"


def ask_view(reader: Reader, metric: Metric, answer: pd.DataFrame, lines: int) -> View:
    """The row of switches above the chart; more lines than colours start apart."""
    with blocks.tool_row():
        base = 0
        if (
            metric.kind in INDEXED
            and choices.switch(reader, "trend", ("value", "index"), "value", bare=True) == "index"
        ):
            base = switches.base_year(reader, *indexing.years(answer))
        default = "apart" if lines > COLOURS else "together"
        apart = choices.switch(reader, "panels", ("together", "apart"), default, bare=True) == "apart"
        shared = not apart or choices.switch(reader, "shared", ("yes", "no"), "yes", bare=True) == "yes"
    return View(base, apart, shared)


def drawn(answer: pd.DataFrame, group: Group, metric: Metric, view: View, reader: Reader) -> pd.DataFrame:
    """The answer as the charts want it, against the base year where one is asked for."""
    found = tables.for_lines(answer, group.names, metric, reader)
    found["label"] = [tables.fitted(name, 64, 1) for name in found["series"].map(group.short)]
    if not view.base:
        return found
    moved = indexing.against(found, metric, view.base, reader)
    moved["tip"] = [
        f"{tip}<br>{indexing.words(value, metric, view.base, why, reader)}"
        for tip, value, why in zip(moved["tip"], moved["value"], moved["reason"], strict=True)
    ]
    return moved


def figure(found: pd.DataFrame, metric: Metric, view: View, told: Happenings, reader: Reader) -> go.Figure:
    """One chart of all lines, or a small one each."""
    kind = indexing.kind(metric) if view.base else metric.kind
    if view.apart:
        return charts.multiples(found, kind, view.shared, [at for at, _ in told.marks], told.broken, told.lines)
    title = indexing.title(metric, view.base, reader) if view.base else ""
    return charts.lines(found, kind, title, told.marks, reader.say("gaps"), told.broken, told.lines)


def table(
    found: pd.DataFrame, answer: pd.DataFrame, group: Group, metric: Metric, view: View, reader: Reader, unit: str
) -> pd.DataFrame:
    """The figures drawn, a line a series, a column a year."""
    if not view.base:
        return tables.years_across(answer, group.names, metric, reader, unit)
    scale = 100 if indexing.kind(metric) == "points" else 1
    wide = found.assign(shown=(pd.to_numeric(found["value"]) * scale).round(1)).pivot(
        index="series", columns="year", values="shown"
    )
    wide = wide.reindex(list(dict.fromkeys(found["series"])))
    wide.columns = [str(int(year)) for year in wide.columns]
    title = indexing.title(metric, view.base, reader)
    wide.insert(0, f"{unit} · {title}", [group.names[key] for key in wide.index])
    return wide.reset_index(drop=True)
