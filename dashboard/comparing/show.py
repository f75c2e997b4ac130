"""The views of a comparison on the page: bars, change, funnel, two years; each gives back the unit that is chosen."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from catalog.metrics import Metric
from dashboard import blocks, charts, choices, clicks, findings, numbers, tables
from dashboard.comparing import drawn, references, standing, switches
from dashboard.comparing.groups import Group
from dashboard.reader import Reader

VIEWS = ("bars", "funnel", "dumbbell", "table")
OF_TWO_YEARS = ("dumbbell", "change")


def ask_view(reader: Reader, metric: Metric, year: int) -> tuple[str, int, Any]:
    """The row of switches above the chart: the view that is asked for, the year compared with, and the row itself."""
    row = blocks.tool_row()
    with row:
        asked = choices.switch(reader, "view", VIEWS, "bars", bare=True)
        if asked == "bars":
            parts = ("share",) if metric.adds_up else ()
            asked = choices.switch(reader, "measure", ("value", *parts, "change"), "value", bare=True)
        before = switches.other_year(reader, year)
    return asked, before, row


def view(
    reader: Reader, metric: Metric, group: Group, stood: pd.DataFrame, years: tuple[int, int], asked: str, row: Any
) -> str:
    """The view that is asked for; the unit that is chosen, or ""."""
    if asked == "table":
        return clicks.bar(list(group.series), group.focus)
    if asked == "funnel":
        return funnel(reader, metric, group, stood, years[1])
    if asked in OF_TWO_YEARS:
        return changes(reader, metric, group, stood, years, asked, row)
    return bars(reader, metric, group, stood, years[1], asked, row)


def bars(reader: Reader, metric: Metric, group: Group, stood: pd.DataFrame, year: int, measure: str, row: Any) -> str:
    """The ranking of the year, with reference lines; or each unit's share of all."""
    every = drawn.bars(stood, group, metric, measure, reader)
    with row:
        cut = switches.shown(reader, every)
        wanted = switches.lines(reader, references.offered(metric, reader.which)) if measure == "value" else []
    lines = references.of(metric, stood, group.ids, year, wanted, reader)
    chosen = clicks.bar(list(group.series), group.focus)
    kind = "share" if measure == "share" else metric.kind
    divided = drawn.divided(cut, reader.say("not_ranked", base=metric.rank_base))
    figure = charts.ranked_bars(divided, kind, "", chosen, lines)
    alt = findings.highest_and_lowest(every, group.names, metric, reader)
    note = reader.say(tables.bar_note(metric, every), base=metric.rank_base) + tables.no_share(metric, reader)
    return _clicked(figure, alt, f"bars_{metric.key}_{year}_{measure}_{chosen}", chosen, note)


def funnel(reader: Reader, metric: Metric, group: Group, stood: pd.DataFrame, year: int) -> str:
    """Every unit over its base, with the limits of chance."""
    say, limits = reader.say, standing.funnel_of(stood) if metric.kind == "ratio" else None
    chosen = clicks.bar(list(group.series), group.focus)
    if limits is None:
        blocks.empty(say("no_funnel"), say("no_funnel_do"))
        return chosen
    told = drawn.funnel(stood, limits, group, metric, reader, (22, 3) if blocks.is_narrow() else (36, 2))
    words = {name: say(f"funnel_{name}") for name in ("z95", "z998", "inside", "beyond", "far")}
    words["small"] = say("not_judged", base=metric.rank_base)
    words["pooled"] = say("line_pooled", value=numbers.percent(limits.mean))
    figure = charts.funnel(told, limits, words, (say("base_axis"), ""), chosen, blocks.is_narrow())
    outside = [name for name, zone in zip(told["series"].map(group.names), told["zone"], strict=True) if zone]
    alt = say("alt_funnel", n=len(told), k=len(outside), names=say("name_joint").join(outside) or numbers.NONE)
    note = say("funnel_note", phi=f"{limits.overdispersion:.2f}")
    return _clicked(figure, alt, f"funnel_{metric.key}_{year}_{chosen}", chosen, note)


def changes(
    reader: Reader, metric: Metric, group: Group, stood: pd.DataFrame, years: tuple[int, int], asked: str, row: Any
) -> str:
    """Each unit in two years: as two marks on one scale, or the change alone as a bar."""
    say, every = reader.say, drawn.changes(stood, group, metric, years, reader)
    chosen, left = clicks.bar(list(group.series), group.focus), drawn.unchanged(stood, group, years, reader)
    if every.empty:
        blocks.empty(say("no_movers"), left or say("no_movers_do"))
        return chosen
    with row:
        cut = switches.shown(reader, every, largest="difference")
    divided = drawn.divided(cut, say("not_ranked_twice", base=metric.rank_base))
    if asked == "change":
        figure = charts.movers(divided, "", metric.kind)
    else:
        figure = charts.dumbbell(divided, metric.kind, years, chosen)
    up, down = int((every["difference"] > 0).sum()), int((every["difference"] < 0).sum())
    alt = say("alt_changes", n=len(every), up=up, down=down, before=years[0], after=years[1])
    note = say(f"{asked}_note", before=years[0], after=years[1]) + (f" {left}" if left else "")
    return _clicked(figure, alt, f"{asked}_{metric.key}_{years[0]}_{years[1]}_{chosen}", chosen, note)


def _clicked(figure: go.Figure, alt: str, key: str, chosen: str, note: str) -> str:
    """The chart with its note, and the unit that is chosen after a click."""
    clicked = blocks.clicked(figure, alt, key)
    blocks.note(note)
    clicks.keep_bar(clicked, chosen)
    return chosen
