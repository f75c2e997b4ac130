"""Charts on a narrow screen: long names stand above their bars, not beside them, so that the bars keep the width."""

from __future__ import annotations

import re

import plotly.graph_objects as go

from dashboard.charts.look import ROW, STACKED_ROW, TWO_LINES
from dashboard.tables import fitted, room

BESIDE = 20  # Latin letters of a name that may stand beside its bar
ROW_ABOVE, BAR_ABOVE, STACK_ABOVE = 42, 16, 20  # points of a row whose name stands above its bar, and of that bar
ACROSS, IN_HEAT, LINE = 60, 15, 14
PHONE, LETTER = 330, 6.2  # points across a chart of a phone, and of a Latin letter
GROUND = {False: "#FDFCFA", True: "#12171C"}  # of .streamlit/config.toml
TAG = re.compile(r"<[^>]*>")


def narrowed(figure: go.Figure, dark: bool) -> go.Figure:
    """The figure itself, made for a screen of a phone's width: room for bars, ticks that lie flat."""
    figure.update_xaxes(tickangle=0)
    figure.update_layout(uniformtext={"minsize": 9, "mode": "hide"})
    names = figure.layout.yaxis
    labels = [] if names.ticktext is None else [str(label) for label in names.ticktext]
    if names.type == "category" and max(map(_room_of, labels), default=0) > BESIDE:
        if figure.data and figure.data[0].type == "heatmap":
            _in_lines(figure, labels)
        else:
            _above(figure, labels, GROUND[dark])
    return figure


def _room_of(label: str) -> int:
    return room(TAG.sub("", label.replace("<br>", " ")))


def _above(figure: go.Figure, labels: list[str], ground: str) -> None:
    """Every name over the left end of its row; words stand on a ground of their own that no line crosses."""
    stacked = figure.layout.barmode == "stack"
    before, bar = (STACKED_ROW, STACK_ABOVE) if stacked else (ROW, BAR_ABOVE)
    before = max(before, TWO_LINES) if any("<br>" in label for label in labels) else before
    labels = [label if _room_of(label) > ACROSS else label.replace("<br>", " ") for label in labels]
    row = ROW_ABOVE + bar - BAR_ABOVE + LINE * any("<br>" in label for label in labels)
    figure.update_layout(height=figure.layout.height + (row - before) * len(labels), bargap=1 - bar / row)
    places = {str(key): place for place, key in enumerate(figure.layout.yaxis.tickvals)}
    common = {"showarrow": False, "bgcolor": ground, "borderpad": 0, "font": {"size": 12}}
    for bars in figure.select_traces({"type": "bar"}):
        bars.width = bars.width if bars.width is None else [wide * bar / row / 0.68 for wide in bars.width]
    for words in figure.select_traces({"mode": "text"}) if figure.data[0].type == "bar" else ():
        side, shift = ("left", 5) if str(words.textposition).endswith("right") else ("right", -2)
        for at, key, text in zip(words.x, words.y, words.text, strict=True):
            if text.strip() and at == at:  # a row without a number has no place
                figure.add_annotation(x=at, y=places[str(key)], text=text.strip(), xanchor=side, xshift=shift, **common)
        words.visible = False
    for place, label in enumerate(labels):  # by its place: a key that looks like a number would be taken for one
        above = {"x": 0, "xref": "x domain", "xanchor": "left", "yanchor": "bottom", "yshift": bar / 2 + 1}
        figure.add_annotation(y=place, text=label, align="left", **above, **common)
    figure.update_yaxes(showticklabels=False)
    figure.update_layout(margin={"l": 12})
    _make_room(figure)


def _make_room(figure: go.Figure) -> None:
    """A longer scale where the words at the end of a bar would leave the screen."""
    if figure.layout.xaxis.range is None:
        return
    low, high = figure.layout.xaxis.range
    for one in figure.layout.annotations:
        if one.xref == "x domain" or not isinstance(one.x, int | float):
            continue
        share = (room(TAG.sub("", one.text)) * LETTER - (figure.layout.margin.r or 0) + 12) / PHONE
        if one.xanchor == "left" and share > 0:
            high = max(high, (one.x - share * low) / (1 - share))
        elif share > 0:
            low = min(low, (one.x - share * high) / (1 - share))
    figure.update_xaxes(range=[low, high])


def _in_lines(figure: go.Figure, labels: list[str]) -> None:
    """The names of a heat map in short lines: its cells have no room above them."""
    lines = [fitted(TAG.sub("", label.replace("<br>", " ")), IN_HEAT, 3) for label in labels]
    row = max((label.count("<br>") + 1) * LINE + 4 for label in lines)
    figure.update_layout(height=max(figure.layout.height, 40 + row * len(labels)))
    figure.update_yaxes(ticktext=lines, tickfont={"size": 11})
