"""Lines over years with their gaps and breaks, and dots on a scale."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.charts.kept import kept
from dashboard.charts.look import GREY, MAIN, PALE, SERIES_COLOURS, SERIES_SIGNS, axis, frame, upright
from dashboard.charts.ranking import Course


@kept
def lines(
    table: pd.DataFrame,
    kind: str,
    axis_title: str,
    breaks: Sequence[tuple[float, str]],
    gap_title: str,
    broken: Sequence[float] = (),
    notes: Sequence[str] = (),
    references: Sequence[Course] = (),
) -> go.Figure:
    """Lines over years. Columns: series, label, year, value, segment, tip, reason. A line is drawn within a segment
    only (forms that cannot be compared are other segments); a year without a value is a gap, and a hollow mark in the
    strip below says why on hover. `breaks` are (x, words) for dotted rules; where lines are `broken` the rule is
    a grey band. `notes` are what the numbers of the rules mean: they go under the picture that is taken away;
    `references` are thin lines behind the others."""
    names = list(dict.fromkeys(table.series))
    gaps = table[table["value"].isna() & (table.reason != "")]
    gappy = gaps.series.nunique()
    height = 360 + (40 + 20 * gappy if gappy else 0)
    strip = (24 + 18 * gappy) / height
    figure = (
        make_subplots(rows=2, cols=1, shared_xaxes=True, row_heights=[1 - strip, strip], vertical_spacing=0.07)
        if len(gaps)
        else make_subplots(rows=1, cols=1)
    )
    for one in references:
        figure.add_scatter(
            x=one.years,
            y=one.values,
            mode="lines",
            name=one.name,
            connectgaps=False,
            line={"color": one.colour, "width": 1.6, "dash": one.dash},
            hovertext=one.tips,
            hovertemplate="%{hovertext}<extra></extra>",
            row=1,
            col=1,
        )
    for place, name in enumerate(names):
        colour, sign = SERIES_COLOURS[place % 8], SERIES_SIGNS[place % 8]
        own = table[table.series == name]
        for number, (_, piece) in enumerate(own.groupby("segment", sort=True)):
            figure.add_scatter(
                x=piece.year,
                y=piece["value"],
                mode="lines+markers",
                cliponaxis=False,
                name=own.label.iloc[0],
                legendgroup=name,
                showlegend=number == 0,
                connectgaps=False,
                line={"color": colour, "width": 2.4},
                marker={"size": 8, "symbol": sign, "color": colour},
                customdata=piece[["series", "year"]],
                hovertext=piece.tip,
                hovertemplate="%{hovertext}<extra></extra>",
                row=1,
                col=1,
            )
        missing = gaps[gaps.series == name]
        if len(missing):
            figure.add_scatter(
                x=missing.year,
                y=missing.label,
                mode="markers",
                showlegend=False,
                legendgroup=name,
                marker={"symbol": f"{sign}-open", "size": 9, "color": colour, "line": {"width": 1.6}},
                hovertext=missing.tip,
                hovertemplate="%{hovertext}<extra></extra>",
                row=2,
                col=1,
            )
    frame(
        figure,
        height,
        showlegend=len(names) + len(references) > 1,
        clickmode="event+select",
        meta={"notes": list(notes)},
    )
    figure.update_layout(
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "title": None}, hovermode="closest"
    )
    years = sorted(int(year) for year in table.year.unique())
    figure.update_xaxes(tickmode="array", tickvals=years, showgrid=False)
    figure.update_yaxes(title=axis_title or None, row=1, col=1, **axis(kind))
    if len(gaps):
        figure.update_yaxes(type="category", showgrid=False, showticklabels=False, row=2, col=1, title=gap_title)
    for at in broken:
        figure.add_vrect(x0=at - 0.09, x1=at + 0.09, fillcolor=GREY, opacity=0.25, line_width=0, row=1, col=1)
    for at, words in breaks:
        figure.add_vline(x=at, line={"dash": "dot", "width": 1.2, "color": GREY}, row=1, col=1)
        figure.add_annotation(
            x=at,
            y=1,
            yref="y domain",
            text=words,
            showarrow=False,
            xanchor="left",
            yanchor="top",
            xshift=4,
            font={"size": 11, "color": GREY},
        )
    return figure


@kept
def dots(table: pd.DataFrame, axis_title: str) -> go.Figure:
    """One dot a metric on a line from 0 to 100 % of the peers below; pale where the base is too small. Columns: label,
    percentile, ranked, tip."""
    flipped = table.iloc[::-1]
    figure = go.Figure()
    arms = [
        {"type": "line", "x0": 0.5, "x1": percentile, "y0": label, "y1": label, "layer": "below"}
        | {"line": {"color": GREY, "width": 2}}
        for label, percentile in zip(flipped.label, flipped.percentile, strict=True)
    ]
    figure.add_scatter(
        x=flipped.percentile,
        y=flipped.label,
        mode="markers",
        hovertext=flipped.tip,
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "size": 13,
            "color": [MAIN if fit else PALE for fit in flipped.ranked],
            "line": {"color": MAIN, "width": 1.4},
        },
    )
    figure.update_layout(shapes=[*arms, upright(0.5, {"width": 1.2, "color": GREY, "dash": "dot"})])
    frame(figure, 80 + 30 * max(len(table), 3), showlegend=False)
    figure.update_xaxes(
        title=axis_title, side="top", range=[-0.04, 1.04], tickformat=".0%", tickvals=[0, 0.25, 0.5, 0.75, 1]
    )
    figure.update_yaxes(type="category", showgrid=True)
    return figure
