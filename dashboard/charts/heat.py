"""A heat map of units by years: the value in every cell, hatched where there is none, each cell open to a click."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.look import CHOSEN, GREY, frame

SHADES = ("#F2F6F9", "#CFE1EE", "#9CC4DE", "#5E9FC9", "#2A75A9", "#0B4A78")
TALL = 26


def heat(table: pd.DataFrame, chosen: str = "") -> go.Figure:
    """One cell a unit and year. Columns: series, label, year, value, shown, tip, point (what a click names); a cell
    without a value is hatched and its hover says why. The darker, the higher: neither is better."""
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
    told = table["value"].notna()
    strong = (table["value"] - low) / ((high - low) or 1) > 0.55
    for mask, mode, sign in ((told, "markers+text", "square"), (~told, "markers", "line-ne-open")):
        part = table[mask]
        plain = 0 if mode == "markers+text" else 1.4
        edges = [3 if point == chosen else plain for point in part["point"]]
        figure.add_scatter(
            x=[str(int(year)) for year in part["year"]],
            y=part["series"],
            mode=mode,
            text=part["shown"] if mode != "markers" else None,
            textfont={"size": 11, "color": ["#FFFFFF" if dark else "#1D252D" for dark in strong[mask]]},
            marker={
                "symbol": sign,
                "size": 16,
                "color": "rgba(0,0,0,0)" if mode != "markers" else GREY,
                "line": {"width": edges, "color": CHOSEN if chosen in set(part["point"]) else GREY},
            },
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}, "textfont": {}},
            customdata=part[["series", "year"]],
            hovertext=part["tip"],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
        )
    frame(figure, 40 + TALL * max(len(order), 3), clickmode="event+select")
    figure.update_xaxes(type="category", side="top", showgrid=False)
    figure.update_yaxes(
        type="category", showgrid=False, tickmode="array", tickvals=order, ticktext=[labels[key] for key in order]
    )
    return figure
