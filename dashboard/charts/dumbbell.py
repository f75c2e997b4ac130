"""Two years of each unit on one scale: a hollow mark for the earlier, a full one for the later."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.kept import kept
from dashboard.charts.look import FALL, GREY, PALE, RISE, axis, frame, level, rows_high, write_values
from dashboard.charts.ranking import DIVIDER


@kept
def dumbbell(table: pd.DataFrame, kind: str, years: tuple[int, int], chosen: str = "") -> go.Figure:
    """One row a unit in the order of the table. Columns: key, label, before, value, difference, ranked, shown, tip. The
    change stands in words beside the row, so that colour is never alone."""
    flipped = table.iloc[::-1]
    told = flipped[flipped["key"] != DIVIDER]
    figure = go.Figure()
    for side, colour in ((1, RISE), (-1, FALL), (0, GREY)):
        part = told[[(value > 0) - (value < 0) == side for value in told["difference"]]]
        figure.add_scatter(
            x=[at for pair in zip(part["before"], part["value"], strict=True) for at in (*pair, None)],
            y=[key for key in part["key"] for _ in range(3)],
            mode="lines",
            line={"color": colour, "width": 3},
            hoverinfo="skip",
            showlegend=False,
        )
    colours = [RISE if value > 0 else FALL if value < 0 else GREY for value in told["difference"]]
    colours = [colour if fit else PALE for colour, fit in zip(colours, told["ranked"], strict=True)]
    for column, year, sign in (("before", years[0], "circle-open"), ("value", years[1], "circle")):
        figure.add_scatter(
            x=told[column],
            y=told["key"],
            mode="markers",
            name=str(year),
            marker={
                "symbol": sign,
                "color": colours,
                "size": [13 if key == chosen else 10 for key in told["key"]],
                "line": {"width": 2, "color": colours},
            },
            customdata=told[["key"]],
            hovertext=told["tip"],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    far = told[["before", "value"]].max(axis=1)
    write_values(figure, far, told["key"], told["shown"])
    if DIVIDER in set(table["key"]):
        line = level(DIVIDER, {"color": GREY, "width": 1, "dash": "dot"}) | {"layer": "below"}
        figure.update_layout(shapes=[line])
    frame(figure, 64 + rows_high(table["label"]), clickmode="event+select")
    figure.update_layout(
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "title": None, "itemclick": False}
    )
    top = float(far.max()) if len(far) else 1.0
    low = min(0.0, float(told[["before", "value"]].min().min()))
    figure.update_xaxes(range=[low * 1.1, (top or 1) * 1.28], **axis(kind))
    figure.update_yaxes(
        type="category",
        tickmode="array",
        tickvals=flipped.key,
        ticktext=flipped.label,
        range=[-0.6, len(table) - 0.4],
        categoryorder="array",
        categoryarray=list(flipped.key),
    )
    return figure
