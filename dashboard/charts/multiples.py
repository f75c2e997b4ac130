"""Small multiples: a small chart for each series, on one scale or each on its own."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.charts.kept import kept
from dashboard.charts.look import GREY, MAIN, axis, frame

TALL = 150


@kept
def multiples(
    table: pd.DataFrame,
    kind: str,
    shared: bool,
    breaks: Sequence[float],
    broken: Sequence[float],
    notes: Sequence[str] = (),
    across: int = 3,
) -> go.Figure:
    """One panel a series. Columns as for `charts.lines`. A year without a value is a gap with a hollow mark at the foot
    that says why on hover; `shared`: one scale for all; dotted rules at `breaks`, grey bands where lines are broken;
    `notes` go under the picture that is taken away; `across` panels stand side by side."""
    names = list(dict.fromkeys(table["series"]))
    labels = dict(zip(table["series"], table["label"], strict=True))
    across = min(across, max(len(names), 1))
    rows = -(-len(names) // across)
    in_lines = any("<br>" in str(label) for label in labels.values())
    figure = make_subplots(
        rows=rows,
        cols=across,
        subplot_titles=[str(labels[name]) for name in names],
        horizontal_spacing=0.04 if shared else 0.09,
        vertical_spacing=min(
            0.5 / rows, (0.3 if in_lines else 0.16) if rows < 3 else (62 if in_lines else 40) / (rows * TALL)
        ),
    )
    low = min(0.0, float(table["value"].min()))
    for place, name in enumerate(names):
        spot = {"row": place // across + 1, "col": place % across + 1}
        own = table[table["series"] == name]
        for _, piece in own.groupby("segment", sort=True):
            figure.add_scatter(
                x=piece["year"],
                y=piece["value"],
                mode="lines+markers",
                connectgaps=False,
                cliponaxis=False,
                line={"color": MAIN, "width": 2},
                marker={"size": 6, "color": MAIN},
                customdata=piece[["series", "year"]],
                hovertext=piece["tip"],
                hovertemplate="%{hovertext}<extra></extra>",
                showlegend=False,
                **spot,
            )
        missing = own[own["value"].isna() & (own["reason"] != "")]
        figure.add_scatter(
            x=missing["year"],
            y=[low] * len(missing),
            mode="markers",
            cliponaxis=False,
            marker={"symbol": "circle-open", "size": 7, "color": GREY, "line": {"width": 1.4}},
            hovertext=missing["tip"],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
            **spot,
        )
        for at in breaks:
            figure.add_vline(x=at, line={"dash": "dot", "width": 1, "color": GREY}, **spot)
        for at in broken:
            figure.add_vrect(x0=at - 0.14, x1=at + 0.14, fillcolor=GREY, opacity=0.25, line_width=0, **spot)
    years = sorted(int(year) for year in table["year"].unique())
    frame(
        figure,
        40 + (TALL + 26 * in_lines) * rows,
        hovermode="closest",
        clickmode="event+select",
        meta={"notes": list(notes)},
    )
    figure.update_xaxes(tickmode="array", tickvals=[years[0], years[-1]], showgrid=False)
    figure.update_yaxes(nticks=4, **axis(kind))
    if shared:
        figure.update_yaxes(matches="y", showticklabels=False)
        figure.update_yaxes(showticklabels=True, col=1)
    figure.update_annotations(font={"size": 12})
    figure.update_layout(margin={"t": 44 if in_lines else 28})
    return figure
