"""The look that all charts share: fixed colours safe for colour-blind readers, quiet axes, ink for both grounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import numbers

OUTCOME_COLOURS = {
    "granted": "#0072B2",
    "partly_granted": "#56B4E9",
    "refused": "#D55E00",
    "not_available": "#E69F00",
    "not_processed": "#CC79A7",
    "otherwise_closed": "#8C8C8C",
}
RESULT_COLOURS = {"upheld": "#0072B2", "overturned": "#D55E00", "other_result": "#CC79A7", "pending": "#BDBDBD"}
PART_COLOURS = OUTCOME_COLOURS | RESULT_COLOURS
PATTERNS = {"partly_granted": "/", "not_available": ".", "not_processed": "\\", "otherwise_closed": "-"}
PATTERNS |= {"overturned": "x", "other_result": "\\", "pending": "."}
DARK_INK = set(PART_COLOURS) - {"granted", "upheld"}  # parts whose figures are written dark
SERIES_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#C76FA0", "#B8860B", "#8A5A2B", "#7A68A6", "#7A7A7A")
SERIES_SIGNS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "hexagon")
MAIN, PALE, CHOSEN = "#3C8FC4", "#B7C4CC", "#D9772F"
RISE, FALL = "#D55E00", "#0072B2"
GREY = "#8C8C8C"
ROW, STACKED_ROW, TWO_LINES = 25, 28, 35
CONFIG = {"displaylogo": False, "displayModeBar": False, "scrollZoom": False, "responsive": True}
IN_CELL = 0.08


def is_share(kind: str) -> bool:
    """Whether values of this kind are shares of one."""
    return kind in numbers.SHARES


def axis(kind: str) -> dict[str, object]:
    """How a value axis of this kind is written."""
    if kind == "points":
        return {"tickformat": "+.0%"}
    return (
        {"tickformat": ".0%", "rangemode": "tozero"} if is_share(kind) else {"tickformat": ",~r", "rangemode": "tozero"}
    )


def frame(figure: go.Figure, height: int, **more: object) -> go.Figure:
    """The common look: no title, tight margins, quiet axes, no drag."""
    figure.update_layout(height=height, margin={"l": 8, "r": 16, "t": 28, "b": 8}, dragmode=False, bargap=0.32, **more)
    figure.update_xaxes(zeroline=False, fixedrange=True, automargin=True, title_standoff=8)
    figure.update_yaxes(zeroline=False, fixedrange=True, automargin=True, title_standoff=8)
    return figure


def upright(x: object, line: dict[str, Any]) -> dict[str, Any]:
    """The shape of a line over the whole height at x; as plain data, because a line added by itself is dear."""
    return {"type": "line", "x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain", "line": line}


def level(y: object, line: dict[str, Any]) -> dict[str, Any]:
    """The shape of a line over the whole width at y."""
    return {"type": "line", "y0": y, "y1": y, "yref": "y", "x0": 0, "x1": 1, "xref": "x domain", "line": line}


def rows_high(labels: Sequence[str] | pd.Series, one: int = ROW, least: int = 3) -> int:
    """The height of the rows with these labels, of at least so many: more where one of them has two lines."""
    each = max(one, TWO_LINES) if any("<br>" in str(label) for label in labels) else one
    return each * max(len(labels), least)


def name_rows(figure: go.Figure, flipped: pd.DataFrame) -> None:
    """A line for each row of `flipped` (`key`, `label`, from below), with its label on the axis."""
    figure.update_yaxes(
        type="category",
        showgrid=False,
        tickmode="array",
        tickvals=flipped["key"],
        ticktext=flipped["label"],
        range=[-0.6, len(flipped) - 0.4],
    )


def write_values(figure: go.Figure, places: Sequence[float], keys: pd.Series, shown: Sequence[str]) -> None:
    """The values as text to the right of their points."""
    figure.add_scatter(
        x=places,
        y=keys,
        mode="text",
        text=[f"\u00a0\u00a0\u00a0{text}" for text in shown],
        textposition="middle right",
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def tinted(figure: go.Figure, dark: bool) -> go.Figure:
    """A copy of the figure with words and whiskers in a colour that can be read on the theme's ground (contrast above
    7). The copy is made of plain data: setting the same properties one by one takes three times as long."""
    ink, whisker = ("#D5DADF", "#C6CBD0") if dark else ("#3A434C", "#4A545D")
    grid = "rgba(255,255,255,.13)" if dark else "rgba(29,37,45,.12)"
    layout = figure.layout.to_plotly_json()
    _ink(layout, "font", ink)
    _ink(layout.setdefault("legend", {}), "font", ink)
    for name in {"xaxis", "yaxis", *(name for name in layout if name.startswith(("xaxis", "yaxis")))}:
        axis = layout.setdefault(name, {})
        _ink(axis, "tickfont", ink)
        _ink(axis.setdefault("title", {}), "font", ink)["size"] = 12
        axis["gridcolor"] = grid
    for note in layout.get("annotations", ()):
        _ink(note, "font", ink)
    traces = [trace.to_plotly_json() for trace in figure.data]
    for trace in traces:
        if trace.get("mode") == "text":
            _ink(trace, "textfont", ink)
        if trace["type"] == "bar" and trace.get("error_x", {}).get("array") is not None:
            _ink(trace, "error_x", whisker)
    return go.Figure(data=traces, layout=layout)


def _ink(part: dict[str, Any], name: str, colour: str) -> dict[str, Any]:
    """Gives what stands under this name its colour, and gives it back."""
    part[name] = {**part.get(name, {}), "color": colour}
    return part[name]
