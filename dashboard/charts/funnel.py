"""A funnel: each unit's share over its base, with the limits within which chance alone would leave it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from catalog.statistics import Z95, Z998, Funnel
from dashboard.charts.kept import kept
from dashboard.charts.look import CHOSEN, GREY, axis, frame

MARKS = {
    0: ("circle", "#8FA3B0"),
    1: ("diamond", "#E69F00"),
    -1: ("diamond", "#E69F00"),
    2: ("square", "#D55E00"),
    -2: ("square", "#D55E00"),
}
LABELLED = 12


@kept
def funnel(
    table: pd.DataFrame,
    limits: Funnel,
    words: Mapping[str, str],
    axis_titles: tuple[str, str],
    chosen: str = "",
    narrow: bool = False,
) -> go.Figure:
    """Points over curves. Columns: key, label, base, value, ranked, zone (0 within the 95 % limits, ±1 beyond them, ±2
    beyond 99.8 %), tip. The farthest outside are labelled; shape and colour say the zone. `words`: names for the
    legend by pooled, z95, z998, small, inside, beyond, far. On a narrow screen names stand above or below their
    points."""
    figure = go.Figure()
    smallest, largest = max(1.0, float(table["base"].min()) * 0.8), float(table["base"].max()) * 1.06
    for z, dash, name in ((Z998, "dash", "z998"), (Z95, "dot", "z95")):
        curve = limits.curve(largest, z, smallest)
        for side in (1, 2):
            figure.add_scatter(
                x=[point[0] for point in curve],
                y=[point[side] for point in curve],
                mode="lines",
                name=words[name],
                legendgroup=name,
                showlegend=side == 1,
                line={"color": GREY, "width": 1.3, "dash": dash},
                hoverinfo="skip",
            )
    figure.add_scatter(
        x=[smallest, largest],
        y=[limits.mean, limits.mean],
        mode="lines",
        name=words["pooled"],
        line={"color": "#009E73", "width": 1.8},
        hoverinfo="skip",
    )
    small = table[~table["ranked"]]
    figure.add_scatter(
        x=small["base"],
        y=small["value"],
        mode="markers",
        name=words["small"],
        marker={"symbol": "circle-open", "size": 6, "color": "#9AA9B3", "line": {"width": 1.2}},
        customdata=small[["key"]],
        hovertext=small["tip"],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    for zone, name in ((0, "inside"), (1, "beyond"), (2, "far")):
        part = table[table["ranked"] & (table["zone"].abs() == zone)]
        if part.empty:
            continue
        sign, colour = MARKS[zone]
        figure.add_scatter(
            x=part["base"],
            y=part["value"],
            mode="markers",
            name=words[name],
            marker={
                "symbol": sign,
                "size": 9 + 1.5 * zone,
                "color": [CHOSEN if key == chosen else colour for key in part["key"]],
                "line": {"color": "rgba(60,60,60,.75)", "width": [2.4 if key == chosen else 0.6 for key in part.key]},
            },
            customdata=part[["key"]],
            hovertext=part["tip"],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    _names(figure, table, limits, narrow)
    frame(figure, 500, clickmode="event+select")
    figure.update_layout(legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "title": None})
    figure.update_xaxes(title=axis_titles[0], showgrid=False, rangemode="tozero", range=[0, largest * 1.08])
    figure.update_yaxes(title=axis_titles[1], **axis("ratio"))
    return figure


def _names(figure: go.Figure, table: pd.DataFrame, limits: Funnel, narrow: bool) -> None:
    """The names of the units outside the limits, those farthest out first."""
    outside = table[table["zone"] != 0]
    far = (outside["value"] - limits.mean).abs() * outside["base"] ** 0.5
    outside = outside.loc[far.sort_values(ascending=False).index].head(LABELLED)
    middle = table["base"].max() / 2
    ways = ("bottom right", "top left") if narrow else ("middle right", "middle left")
    gap = "" if narrow else "\u00a0\u00a0\u00a0"
    for side, position in zip((outside["base"] <= middle, outside["base"] > middle), ways, strict=True):
        part = outside[side]
        figure.add_scatter(
            x=part["base"],
            y=part["value"],
            mode="text",
            text=[f"{gap}{name}{gap}" for name in part["label"]],
            textposition=position,
            hoverinfo="skip",
            showlegend=False,
            cliponaxis=False,
        )
