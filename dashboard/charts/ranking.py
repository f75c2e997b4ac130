"""A ranking: bars with intervals, rank ranges and reference lines; below a divider those that are not ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard import numbers
from dashboard.charts.kept import kept
from dashboard.charts.look import CHOSEN, GREY, MAIN, PALE, axis, frame, is_share, level, name_rows, rows_high, upright

DIVIDER = "-"


@dataclass(frozen=True, slots=True)
class Reference:
    """A line that bars are read against, named in the legend with its value."""

    name: str
    value: float
    colour: str
    dash: str


@dataclass(frozen=True, slots=True)
class Course:
    """A reference over several years that lines are read against, named in the legend; what the hover says of each."""

    name: str
    years: tuple[int, ...]
    values: tuple[float | None, ...]
    tips: tuple[str, ...]
    colour: str
    dash: str


@kept
def ranked_bars(
    table: pd.DataFrame, kind: str, axis_title: str, chosen: str = "", references: Sequence[Reference] = ()
) -> go.Figure:
    """Horizontal bars in the order of the table. Columns: key, label, value, low, high, ranked, shown, tip. A row with
    the key `DIVIDER` has words only; bars below it, which may not be ranked, are thin and pale. The interval is a
    whisker; the value stands at its end."""
    flipped = table.iloc[::-1]
    bars = flipped["key"] != DIVIDER
    colours = [
        CHOSEN if key == chosen else MAIN if fit else PALE for key, fit in zip(flipped.key, flipped.ranked, strict=True)
    ]
    quiet = not bool(table["ranked"].any())
    reach = flipped["high"].where(flipped["high"].notna(), flipped["value"])
    figure = go.Figure()
    figure.add_bar(
        y=flipped.key,
        x=flipped["value"],
        orientation="h",
        marker={"color": colours, "line": {"width": 0}},
        width=[0.68 if fit or quiet else 0.34 for fit in flipped.ranked],
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0.55}},
        customdata=flipped[["key"]],
        hovertext=flipped.tip,
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
    )
    if flipped["low"].notna().any():
        figure.data[0].error_x = {
            "type": "data",
            "symmetric": False,
            "array": (flipped["high"] - flipped["value"]).clip(lower=0),
            "arrayminus": (flipped["value"] - flipped["low"]).clip(lower=0),
            "color": "#777777",
            "thickness": 1.4,
            "width": 3,
        }
    figure.add_scatter(
        y=flipped.key[bars],
        x=reach[bars],
        mode="text",
        text=[f"  {text}" for text in flipped.shown[bars]],
        textposition="middle right",
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    top = float(reach.max()) if len(reach) and numbers.is_number(reach.max()) else 1.0
    top = max([top or 1.0, *(line.value for line in references)])
    _lines(figure, table["key"], references)
    told = bool(references)
    frame(
        figure,
        34 + rows_high(table["label"]) + 26 * told + (24 if axis_title else 0),
        showlegend=told,
    )
    figure.update_layout(
        clickmode="event+select",
        margin={"t": 30 if told else 8, "r": 84 if table["shown"].str.contains("<").any() else 44},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "title": None, "itemclick": False},
    )
    ticks = {"tickvals": [place / 10 for place in range(0, 11, 1 if top < 0.55 else 2)]} if is_share(kind) else {}
    figure.update_xaxes(title=axis_title or None, range=[0, top * 1.06], **axis(kind), **ticks)
    name_rows(figure, flipped)
    return figure


def _lines(figure: go.Figure, keys: pd.Series, references: Sequence[Reference]) -> None:
    """The reference lines over the whole height, each named in the legend."""
    shapes = []
    for line in references:
        style = {"color": line.colour, "width": 1.8, "dash": line.dash}
        shapes.append(upright(line.value, style))
        figure.add_scatter(x=[None], y=[None], mode="lines", name=line.name, line=style, hoverinfo="skip")
    if DIVIDER in set(keys):
        shapes.append(level(DIVIDER, {"color": GREY, "width": 1, "dash": "dot"}) | {"layer": "below"})
    figure.update_layout(shapes=shapes)
