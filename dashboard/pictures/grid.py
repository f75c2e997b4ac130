"""Draws what surrounds the traces: ticks and their words, titles of axes, the legend."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dashboard.pictures import axes, canvas, hatching
from dashboard.pictures.bars import colour_at, listed
from dashboard.pictures.plot import DASHES, LABEL_ROOM, Drawing, axis_of, is_category, values_on

TICK = 12.0


def axis_names(figure: go.Figure, letter: str) -> list[str]:
    """The axes that traces use."""
    return list(dict.fromkeys(str(trace[f"{letter}axis"] or letter) for trace in figure.data))


def tick_words(figure: go.Figure, name: str, letter: str) -> dict[Any, str]:
    """Places of the ticks with their words."""
    axis, values = axis_of(figure, name, letter), values_on(figure, name, letter)
    if axis.showticklabels is False:
        return {}
    if axis.tickvals is not None:
        texts = listed(axis.ticktext) or [
            axes.written(value, axis.tickformat) if not _is_year(value) else str(value) for value in axis.tickvals
        ]
        return dict(zip(listed(axis.tickvals), texts, strict=True))
    if is_category(axis, values):
        return {value: str(value) for value in dict.fromkeys(values)}
    scale = axes.scale(axis, values, (0, 1), False)
    if scale.log:
        return {10.0**power: axes.written(10.0**power, axis.tickformat) for power in range(-6, 10)}
    return {value: axes.written(value, axis.tickformat) for value in axes.ticks(scale.limits)}


def _is_year(value: object) -> bool:
    return isinstance(value, int) and 1900 < value < 2200


def left_room(figure: go.Figure) -> float:
    """The room that the words left of the plot ask for."""
    wide = [
        canvas.label_width(text, TICK)
        for name in axis_names(figure, "y")
        for text in tick_words(figure, name, "y").values()
    ]
    titled = any(axis_of(figure, name, "y").title.text for name in axis_names(figure, "y"))
    return min(max(wide, default=0.0), LABEL_ROOM) + 12 + (24 if titled else 0)


def draw(drawing: Drawing) -> None:
    """Ticks, words and titles of every axis."""
    figure = drawing.figure
    for name in axis_names(figure, "y"):
        _up(drawing, name)
    for name in axis_names(figure, "x"):
        _across(drawing, name)


def _up(drawing: Drawing, name: str) -> None:
    axis, scale = axis_of(drawing.figure, name, "y"), drawing.scale(name, "y")
    right, edge = drawing.left + drawing.wide, drawing.left - 8
    for value, text in tick_words(drawing.figure, name, "y").items():
        y = scale.at(value)
        if y is None or not _within(y, scale.span):
            continue
        if axis.showgrid is not False:
            drawing.strokes.insert(0, canvas.stroke(drawing.left, y, right, y))
        drawing.strokes.append(canvas.label(edge, y + 4, text, LABEL_ROOM, TICK))
    if axis.title.text:
        middle = sum(scale.span) / 2
        turned = canvas.words(0, 0, axis.title.text, 12, canvas.QUIET, "middle")
        drawing.strokes.append(
            f'<g transform="translate({drawing.edge + 12:.1f} {middle:.1f}) rotate(-90)">{turned}</g>'
        )


def _across(drawing: Drawing, name: str) -> None:
    axis, scale = axis_of(drawing.figure, name, "x"), drawing.scale(name, "x")
    bottom, above = drawing.top + drawing.high, axis.side == "top"
    for value, text in tick_words(drawing.figure, name, "x").items():
        x = scale.at(value)
        if x is None or not _within(x, scale.span):
            continue
        if axis.showgrid is not False:
            drawing.strokes.insert(0, canvas.stroke(x, drawing.top, x, bottom))
        told = canvas.lines(text)
        y = drawing.top - 6 - (len(told) - 1) * TICK * canvas.LINE if above else bottom + 16
        for place, line in enumerate(told):
            drawing.strokes.append(canvas.words(x, y + place * TICK * canvas.LINE, line, TICK, canvas.QUIET, "middle"))
    if axis.title.text:
        y = drawing.top - 24 if above else bottom + 36
        drawing.strokes.append(canvas.words(sum(scale.span) / 2, y, axis.title.text, 12, canvas.QUIET, "middle"))


def _within(value: float, span: tuple[float, float]) -> bool:
    low, high = sorted(span)
    return low - 0.5 <= value <= high + 0.5


def legend(
    figure: go.Figure, left: float, top: float, wide: float, patterns: dict[str, str]
) -> tuple[list[str], float]:
    """The names of the traces with their marks, in lines; how high that is. Patterns that it uses go to `patterns`."""
    named = {trace.name: trace for trace in figure.data if trace.name and trace.showlegend is not False}
    wanted = figure.layout.showlegend
    if wanted is False or not named or (len(named) < 2 and not wanted):
        return [], 0.0
    strokes, x, y = [], left, top + 12
    for name, trace in named.items():
        room = canvas.width(name, TICK) + 40
        if x + room > left + wide and x > left:
            x, y = left, y + 20
        strokes += [*_key(trace, x, y, patterns), canvas.words(x + 23, y, name, TICK)]
        x += room
    return strokes, y - top + 12


def _key(trace: Any, x: float, y: float, patterns: dict[str, str]) -> list[str]:
    """The mark of a trace in the legend: its pattern, its dashes, its sign."""
    if trace.type == "bar":
        plain = colour_at(trace.marker.color, 0, canvas.QUIET)
        return [canvas.box(x, y - 10, 14, 11, hatching.paint(trace.marker, plain, patterns))]
    colour, _ = hatching.split(colour_at(trace.marker.color, 0, str(trace.line.color or canvas.QUIET)))
    mode, drawn = trace.mode or "lines+markers", []
    if "lines" in mode:
        line = str(trace.line.color or colour)
        drawn.append(canvas.stroke(x, y - 4, x + 18, y - 4, line, 2.4, DASHES.get(str(trace.line.dash), "")))
    if "markers" in mode:
        given = trace.marker.symbol
        sign = given if isinstance(given, str) else str(given[0]) if given is not None and len(given) else "circle"
        drawn.append(canvas.sign(x + 9, y - 4, sign, 8, colour))
    return drawn
