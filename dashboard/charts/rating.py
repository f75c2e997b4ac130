"""Dissatisfied ratings per 10,000 on a scale that spreads what hides near 100 %: dots, zero included."""

from __future__ import annotations

from math import log10

import pandas as pd
import plotly.graph_objects as go

from dashboard import numbers
from dashboard.charts.kept import kept
from dashboard.charts.look import CHOSEN, MAIN, frame, name_rows, rows_high, write_values

TICKS = (0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10000)


def spread(value: float) -> float:
    """Where a value stands on the scale: the logarithm of one more, so that 0 has a place."""
    return log10(1 + value)


@kept
def rating_dots(table: pd.DataFrame, axis_title: str, chosen: str = "") -> go.Figure:
    """One dot a unit in the order of the table. Columns: key, label, per_10k, is_based (the number of ratings is
    stated: a full dot, else a hollow one), shown, tip."""
    flipped = table.iloc[::-1]
    places = [spread(float(value)) for value in flipped["per_10k"]]
    top = max([*places, spread(100)])
    figure = go.Figure()
    figure.add_scatter(
        x=[at for place in places for at in (0, place, None)],
        y=[key for key in flipped["key"] for _ in range(3)],
        mode="lines",
        line={"color": "rgba(120,130,140,.35)", "width": 1},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=places,
        y=flipped["key"],
        mode="markers",
        marker={
            "symbol": ["circle" if based else "circle-open" for based in flipped["is_based"]],
            "size": 10,
            "color": [CHOSEN if key == chosen else MAIN for key in flipped["key"]],
            "line": {"width": 2, "color": [CHOSEN if key == chosen else MAIN for key in flipped["key"]]},
        },
        customdata=flipped[["key"]],
        hovertext=flipped["tip"],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    write_values(figure, places, flipped["key"], flipped["shown"])
    frame(figure, 60 + rows_high(table["label"]), showlegend=False, clickmode="event+select")
    figure.update_layout(margin={"t": 8, "r": 60})
    ticks = [tick for tick in TICKS if spread(tick) <= top * 1.05]
    figure.update_xaxes(
        title=axis_title,
        range=[-0.04, top * 1.06],
        tickmode="array",
        tickvals=[spread(tick) for tick in ticks],
        ticktext=[numbers.plain(tick) for tick in ticks],
    )
    name_rows(figure, flipped)
    return figure
