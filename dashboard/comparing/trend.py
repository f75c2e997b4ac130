"""The views of a trend: values, shares of all, changes, or against a base year; one chart or a small one each, on one
scale or on their own."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from catalog.metrics import Metric
from dashboard import blocks, charts, choices, numbers, tables
from dashboard.comparing import happenings, indexing, references, switches
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
    """How the lines are drawn: base year (0: none), a chart each, one scale for all; what of the values is drawn
    (value, share, change); whether the table tells changes; the lines that they are read against."""

    base: int
    apart: bool
    shared: bool
    measure: str = "value"
    changes: bool = True
    lines: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether the values themselves are drawn."""
        return not self.base and self.measure == "value"

    def against(self, year: int) -> int:
        """The other year that a point of this year is made with, 0 for none."""
        return self.base or (year - 1 if self.measure == "change" else 0)

    def __str__(self) -> str:
        return f"{self.base}{self.apart}{self.shared}{self.measure}{''.join(self.lines)}"


def ask_view(reader: Reader, metric: Metric, answer: pd.DataFrame, lines: int) -> View:
    """The row of switches above the chart; more lines than colours start apart."""
    with blocks.tool_row():
        base, indexed = 0, ("change", "index") if metric.kind in INDEXED else ()
        offered = ("value", *(("share",) if metric.adds_up else ()), *indexed)
        measure = choices.switch(reader, "trend", offered, "value", bare=True) if len(offered) > 1 else "value"
        if measure == "index":
            base = switches.base_year(reader, *indexing.years(answer))
        default = "apart" if lines > COLOURS else "together"
        apart = choices.switch(reader, "panels", ("together", "apart"), default, bare=True) == "apart"
        shared = not apart or choices.switch(reader, "shared", ("yes", "no"), "yes", bare=True) == "yes"
        changes = measure != "value" or switches.year_on_year(reader)
        against = references.offered(metric, reader.which) if measure == "value" and not apart else []
        wanted = switches.lines(reader, against, without_a_word=False) if against else []
    return View(base, apart, shared, measure, changes, tuple(wanted))


def drawn(answer: pd.DataFrame, group: Group, metric: Metric, view: View, reader: Reader) -> pd.DataFrame:
    """The answer as the charts want it, against the base year where one is asked for."""
    found = tables.for_lines(answer, group.names, metric, reader)
    room = (24, 2) if view.apart and blocks.is_narrow() else (64, 1)
    found["label"] = [tables.fitted(name, *room) for name in found["series"].map(group.short)]
    if view.measure in ("share", "change"):
        turn = indexing.of_total if view.measure == "share" else indexing.year_on_year
        turned = turn(found, metric, reader)
        more = [
            words or (reader.say(f"reason_{why}") if why else "")
            for words, why in zip(turned["said"], turned["reason"], strict=True)
        ]
        turned["tip"] = [
            f"{tip}<br>{one}" if one and one not in tip else tip for tip, one in zip(turned["tip"], more, strict=True)
        ]
        return turned
    if not view.base:
        return found
    moved = indexing.against(found, metric, view.base, reader)
    moved["tip"] = [
        f"{tip}<br>{indexing.words(value, metric, view.base, why, reader)}"
        for tip, value, why in zip(moved["tip"], moved["value"], moved["reason"], strict=True)
    ]
    return moved


def figure(found: pd.DataFrame, metric: Metric, view: View, told: Happenings, reader: Reader) -> go.Figure:
    """One chart of all lines with what they are read against, or a small one each."""
    kind = drawn_kind(metric, view)
    if view.apart:
        across = 2 if blocks.is_narrow() else 3
        return charts.multiples(found, kind, view.shared, [at for at, _ in told.marks], told.broken, told.lines, across)
    title = "" if view.is_plain else _title(metric, view, reader)
    span = (int(found["year"].min()), int(found["year"].max()))
    against = references.over_years(metric, view.lines, span, reader) if view.lines else ()
    return charts.lines(found, kind, title, told.marks, reader.say("gaps"), told.broken, told.lines, against)


def note(metric: Metric, view: View, reader: Reader) -> str:
    """What must be known to read the lines."""
    more = reader.say("share_note") if view.measure == "share" else tables.no_share(metric, reader)
    return reader.say("gap_note") + more


def drawn_kind(metric: Metric, view: View) -> str:
    """The kind of what is drawn: the metric's own, a share, points, or an index."""
    if view.base:
        return indexing.kind(metric)
    return {"share": "share", "change": "points"}.get(view.measure, metric.kind)


def _title(metric: Metric, view: View, reader: Reader) -> str:
    """What the axis shows, where it is not the values."""
    if view.base:
        return indexing.title(metric, view.base, reader)
    if view.measure == "share":
        return reader.say("share_axis")
    return reader.say("change_axis_points" if numbers.is_percent(metric.kind) else "change_axis_percent")


def table(
    found: pd.DataFrame, answer: pd.DataFrame, group: Group, metric: Metric, view: View, reader: Reader, unit: str
) -> pd.DataFrame:
    """The figures drawn, a line a series, a column a year."""
    if view.is_plain:
        return tables.years_across(answer, group.names, metric, reader, unit, view.changes)
    scale = 1 if drawn_kind(metric, view) == "index" else 100
    wide = found.assign(shown=(pd.to_numeric(found["value"]) * scale).round(1)).pivot(
        index="series", columns="year", values="shown"
    )
    wide = wide.reindex(list(dict.fromkeys(found["series"])))
    wide.columns = [str(int(year)) for year in wide.columns]
    title = _title(metric, view, reader)
    if view.measure == "share":
        wide.columns = [tables.in_percent(year, reader) for year in wide.columns]
    wide.insert(0, f"{unit} · {title}", [group.names[key] for key in wide.index])
    return wide.reset_index(drop=True)
