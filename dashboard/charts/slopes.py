"""Ranks under several definitions of one thing: a line a unit, so that one sees who rises or falls by the choice."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.kept import kept
from dashboard.charts.look import GREY, SERIES_COLOURS, SERIES_SIGNS, frame, rows_high
from dashboard.tables import room

LIVELY = 3
PHONE, LETTER = 340, 5.8  # points across a phone, and of a Latin letter


@kept
def slopes(table: pd.DataFrame, columns: Sequence[str], words: Sequence[str], narrow: bool = False) -> go.Figure:
    """One line a unit over the definitions in `columns` (a rank each, 1 on top). Further columns: key, label, moves
    (how many ranks it moves at most), tip_<column>. The units that move most are coloured; words name the columns. On a
    narrow screen the names stand on the right alone."""
    figure = go.Figure()
    lively = list(table[table["moves"] > 0].nlargest(LIVELY + 3, "moves")["key"])
    for row in table.to_dict("records"):
        place = lively.index(row["key"]) if row["key"] in lively else None
        colour = GREY if place is None else SERIES_COLOURS[place]
        figure.add_scatter(
            x=list(range(len(columns))),
            y=[row[name] for name in columns],
            mode="lines+markers",
            name=row["label"],
            showlegend=False,
            connectgaps=False,
            line={"color": colour, "width": 1.4 if place is None else 2.6},
            marker={"symbol": "circle" if place is None else SERIES_SIGNS[place], "size": 8, "color": colour},
            customdata=[[row["key"], name] for name in columns],
            hovertext=[row[f"tip_{name}"] for name in columns],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    for at, name, position, pattern in (
        (0, columns[0], "middle left", ("" if narrow else "{label}  ") + "{rank}\u00a0\u00a0\u00a0"),
        (len(columns) - 1, columns[-1], "middle right", "\u00a0\u00a0\u00a0{rank}  {label}"),
    ):
        figure.add_scatter(
            x=[at] * len(table),
            y=table[name],
            mode="text",
            text=[
                pattern.format(label=label, rank=int(rank)).replace("<br>", "<br>" + "\u00a0" * 7 * narrow)
                if pd.notna(rank)
                else ""
                for label, rank in zip(table["label"], table[name], strict=True)
            ],
            textposition=position,
            hoverinfo="skip",
            showlegend=False,
            cliponaxis=False,
        )
    frame(figure, 90 + rows_high(table["label"], 30), clickmode="event+select")
    figure.update_layout(margin={"t": 52})
    figure.update_xaxes(
        side="top",
        tickmode="array",
        tickvals=list(range(len(columns))),
        ticktext=list(words),
        range=[-0.4, len(columns) - 1 + _tail(table["label"], len(columns))]
        if narrow
        else [-1.15, len(columns) + 0.15],
        showgrid=True,
    )
    figure.update_yaxes(range=[len(table) + 0.6, 0.4], showticklabels=False, showgrid=False)
    return figure


def _tail(labels: pd.Series, columns: int) -> float:
    """How much of the scale the names on the right take on a phone, where a step between two columns is one."""
    longest = max((room(line) for label in labels for line in str(label).split("<br>")), default=0)
    taken = min(longest * LETTER + 40, PHONE * 0.7)
    return taken / ((PHONE - taken) / (columns - 0.6))
