"""A heat map of units by years: the value in every cell or why there is none, each cell open to a click."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.kept import kept
from dashboard.charts.look import CHOSEN, GREY, frame, rows_high

SHADES = ("#F2F6F9", "#CFE1EE", "#9CC4DE", "#5E9FC9", "#2A75A9", "#0B4A78")
TALL = 26


@kept
def heat(table: pd.DataFrame, chosen: str = "") -> go.Figure:
    """One cell a unit and year. Columns: series, label, year, value, shown, tip, point (what a click names). A cell
    without a value is framed by dots and says why, in short in the cell and in full on hover. The darker, the higher:
    neither is better."""
    order = list(dict.fromkeys(table["series"]))[::-1]
    labels = dict(zip(table["series"], table["label"], strict=True))
    years = sorted(int(year) for year in table["year"].unique())
    wide = table.pivot(index="series", columns="year", values="value").reindex(index=order, columns=years)
    low, high = float(wide.min().min()), float(wide.max().max())
    figure = go.Figure()
    figure.add_heatmap(
        x=[str(year) for year in years],
        y=order,
        z=wide.to_numpy(dtype=float),
        zmin=low,
        zmax=high if high > low else low + 1,
        colorscale=[[place / (len(SHADES) - 1), shade] for place, shade in enumerate(SHADES)],
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )
    strong = (table["value"] - low) / ((high - low) or 1) > 0.55
    figure.add_scatter(
        x=[str(int(year)) for year in table["year"]],
        y=table["series"],
        mode="markers+text",
        text=table["shown"],
        textfont={"size": 11, "color": [_ink(*one) for one in zip(table["value"], strong, strict=True)]},
        marker={"symbol": "square", "size": 18, "color": "rgba(0,0,0,0)", "line": {"width": 0}},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=table[["series", "year"]],
        hovertext=table["tip"],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
    )
    for row in table[table["value"].isna()].to_dict("records"):
        _mark(
            figure,
            order.index(row["series"]),
            years.index(int(row["year"])),
            {"color": GREY, "width": 0.8, "dash": "dot"},
        )
    for row in table[table["point"] == chosen].to_dict("records"):
        _mark(figure, order.index(row["series"]), years.index(int(row["year"])), {"color": CHOSEN, "width": 3})
    frame(figure, 40 + rows_high(list(labels.values()), TALL), clickmode="event+select")
    figure.update_layout(margin={"t": 24})
    figure.update_xaxes(type="category", side="top", showgrid=False, range=[-0.5, len(years) - 0.5])
    figure.update_yaxes(
        type="category",
        showgrid=False,
        tickmode="array",
        tickvals=order,
        ticktext=[labels[key] for key in order],
        range=[-0.5, len(order) - 0.5],
    )
    return figure


def _ink(value: float, is_dark: bool) -> str:
    """The colour of a cell's words; what stands where there is no value is grey on both grounds."""
    return GREY if pd.isna(value) else "#FFFFFF" if is_dark else "#1D252D"


def _mark(figure: go.Figure, row: int, column: int, line: dict[str, object]) -> None:
    """A frame around one cell."""
    box = {"x0": column - 0.47, "x1": column + 0.47, "y0": row - 0.43, "y1": row + 0.43}
    figure.add_shape(type="rect", line=line, **box)
