"""The chart of the page of services: ratings spread out, everything else as a ranking; the unit that is chosen."""

from __future__ import annotations

import pandas as pd

from catalog.metrics import Metric
from dashboard import blocks, charts, choices, clicks, services, tables
from dashboard.comparing import show, standing, switches
from dashboard.comparing.groups import Group
from dashboard.queries import rates, ratings, reasons
from dashboard.reader import Reader


def answer(metric: Metric, group: Group, year: int) -> pd.DataFrame:
    """The figures of the year: with what is stated beside them for a rating, else with where each unit stands."""
    if services.is_rating(metric):
        found = reasons.told(rates.by_series(metric, group.series, year, year), metric, group.series)
        return services.with_ratings(found, ratings.beside_rates(group.series, year), metric)
    return standing.of(metric, group.series, year, year - 1)


def chart(reader: Reader, metric: Metric, group: Group, found: pd.DataFrame, year: int) -> str:
    """The chart; gives back the unit that is chosen."""
    row = blocks.tool_row()
    if not services.is_rating(metric):
        with row:
            parts = ("value", "share") if metric.adds_up else ("value",)
            measure = choices.switch(reader, "measure", parts, "value", bare=True) if len(parts) > 1 else "value"
            switches.year_on_year(reader)
        return show.bars(reader, metric, group, found, year, measure, row)
    told = services.for_dots(found, group, metric, reader)
    with row:
        kept = told.head(choices.most(reader, len(told), 30))
    chosen = clicks.bar(list(group.series), group.focus)
    figure = charts.rating_dots(kept, reader.say("per_10k_axis"), chosen)
    clicked = blocks.clicked(figure, services.alt(told, reader), f"ratings_{metric.key}_{year}_{chosen}")
    blocks.note(reader.say("ratings_note"))
    clicks.keep_bar(clicked, chosen)
    return chosen


def table(found: pd.DataFrame, group: Group, metric: Metric, reader: Reader) -> pd.DataFrame:
    """The figures as a table."""
    if services.is_rating(metric):
        return services.rating_table(found, group, metric, reader)
    return tables.ranking(found, group.names, metric, reader, reader.say("unit_compared"), switches.tells_changes())
