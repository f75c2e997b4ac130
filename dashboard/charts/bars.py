"""Bars: mixes of outcomes, plain counts, rises and falls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard import numbers
from dashboard.charts.kept import kept
from dashboard.charts.look import (
    DARK_INK,
    FALL,
    GREY,
    IN_CELL,
    PART_COLOURS,
    PATTERNS,
    RISE,
    STACKED_ROW,
    axis,
    frame,
    is_share,
    level,
    name_rows,
    rows_high,
    upright,
)
from dashboard.charts.ranking import DIVIDER

STROKES = {"fgcolor": "rgba(255,255,255,.45)", "size": 7, "solidity": 0.16}


@kept
def mix_bars(table: pd.DataFrame, parts: Mapping[str, str], share: bool, axis_title: str) -> go.Figure:
    """Stacked bars, one row a unit, one colour an outcome. Columns: key, label, total and one column a part; `more`,
    where it is there, ends what the hover says."""
    flipped = table.iloc[::-1]
    more = [f"<br>{words}" if words else "" for words in flipped["more"]] if "more" in flipped else [""] * len(flipped)
    figure = go.Figure()
    for part, name in parts.items():
        share_of = flipped[part] / flipped["total"].where(flipped["total"] > 0)
        shown = [numbers.percent(value, 0) if value >= IN_CELL else "" for value in share_of]
        figure.add_bar(
            y=flipped.key,
            x=share_of if share else flipped[part],
            orientation="h",
            name=name,
            marker={
                "color": PART_COLOURS[part],
                "line": {"width": 0.6, "color": "rgba(255,255,255,.65)"},
                "pattern": {"shape": PATTERNS.get(part, ""), "bgcolor": PART_COLOURS[part], **STROKES},
            },
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            text=shown if share else None,
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            insidetextfont={"color": "#111111" if part in DARK_INK else "#FFFFFF", "size": 11},
            customdata=[[key, part] for key in flipped.key],
            hovertext=[
                f"{label}<br>{name} {numbers.plain(value)} / {numbers.plain(total)}（{numbers.percent(part)}）{words}"
                for label, value, total, part, words in zip(
                    flipped.label, flipped[part], flipped["total"], share_of, more, strict=True
                )
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    frame(
        figure,
        66 + 24 * bool(axis_title) + rows_high(table["label"], STACKED_ROW),
        barmode="stack",
        clickmode="event+select",
    )
    figure.update_layout(bargap=0.22, margin={"t": 40})
    figure.update_layout(
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal", "title": None}
    )
    figure.update_xaxes(title=axis_title or None, **axis("ratio" if share else "count"))
    if share:
        figure.update_xaxes(range=[0, 1])
    name_rows(figure, flipped)
    return figure


@kept
def simple_bars(
    labels: Sequence[str],
    values: Sequence[float],
    tips: Sequence[str],
    colour: str,
    written: Sequence[str] | None = None,
    keys: Sequence[str] | None = None,
) -> go.Figure:
    """Plain horizontal bars with their value at the end, as a count or as `written`, in the order given; `keys` are
    what a click on them names."""
    places = [str(place) for place in range(len(labels))][::-1]
    tail = list(values)[::-1]
    figure = go.Figure()
    figure.add_bar(
        y=places,
        x=tail,
        orientation="h",
        marker={"color": colour},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0.55}},
        customdata=[[key] for key in keys][::-1] if keys else None,
        hovertext=list(tips)[::-1],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    figure.add_scatter(
        y=places,
        x=tail,
        mode="text",
        text=[f"  {words}" for words in (list(written)[::-1] if written else map(numbers.plain, tail))],
        textposition="middle right",
        hoverinfo="skip",
        cliponaxis=False,
    )
    top = max([float(value) for value in values if numbers.is_number(value)], default=1) or 1
    frame(figure, 24 + rows_high(labels, least=2), showlegend=False, clickmode="event+select")
    figure.update_layout(margin={"t": 8})
    figure.update_xaxes(range=[0, top * 1.16], showticklabels=False, showgrid=False)
    figure.update_yaxes(type="category", showgrid=False, tickmode="array", tickvals=places, ticktext=list(labels)[::-1])
    return figure


@kept
def movers(table: pd.DataFrame, axis_title: str, kind: str = "count") -> go.Figure:
    """What rose and what fell: bars to the right and to the left. Columns: key, label, difference, shown, tip; a row
    with the key `DIVIDER` has words only."""
    flipped = table.iloc[::-1]
    figure = go.Figure()
    figure.add_bar(
        y=flipped.key,
        x=flipped.difference,
        orientation="h",
        customdata=flipped[["key"]],
        marker={"color": [RISE if value > 0 else FALL for value in flipped.difference]},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0.55}},
        hovertext=flipped.tip,
        hovertemplate="%{hovertext}<extra></extra>",
    )
    for side, position in ((1, "middle right"), (-1, "middle left")):
        part = flipped[flipped.difference * side > 0]
        figure.add_scatter(
            y=part.key,
            x=part.difference,
            mode="text",
            text=[f" {text} " for text in part.shown],
            textposition=position,
            hoverinfo="skip",
            cliponaxis=False,
        )
    top = float(table.difference.abs().max() or 1)
    low = -top * 1.45 if (table.difference < 0).any() else 0
    high = top * 1.45 if (table.difference > 0).any() else 0
    title = {"title": axis_title} if axis_title else {}
    frame(
        figure,
        40 + 24 * bool(axis_title) + rows_high(table["label"]),
        showlegend=False,
        clickmode="event+select",
    )
    figure.update_layout(margin={"t": 8})
    figure.update_xaxes(range=[low, high], tickformat="+.0%" if is_share(kind) else "+,~r", nticks=6, **title)
    figure.update_xaxes(labelalias={"+0": "0", "+0%": "0%"})
    name_rows(figure, flipped)
    lines = [upright(0, {"width": 1, "color": GREY})]
    if DIVIDER in set(table.key):
        lines.append(level(DIVIDER, {"color": GREY, "width": 1, "dash": "dot"}) | {"layer": "below"})
    figure.update_layout(shapes=lines)
    return figure
