"""Draws bars with their patterns and whiskers, and the cells of a heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard import numbers
from dashboard.pictures import canvas, hatching
from dashboard.pictures.axes import Scale

if TYPE_CHECKING:
    from dashboard.pictures.plot import Drawing

WHISKER, EDGE = "#4A545D", "#FFFFFF"


def listed(values: Any) -> list[Any]:
    """The values of a trace as a list; none for none."""
    return [] if values is None else list(values)


def colour_at(given: Any, place: int, default: str) -> str:
    """The colour of one mark, from one colour or one for each."""
    if isinstance(given, str):
        return given
    return str(list(given)[place]) if given is not None and len(given) else default


def size_at(given: Any, place: int, default: float) -> float:
    """The size of one mark, from one number or one for each."""
    if isinstance(given, int | float):
        return float(given)
    return float(list(given)[place]) if given is not None and len(given) else default


def bars(drawing: Drawing, trace: Any, across: Scale, up: Scale) -> None:
    """The bars of a trace: their thickness, colour and pattern as on the screen, words inside, whiskers."""
    flat = trace.orientation == "h"
    grow, stand = (across, up) if flat else (up, across)
    stack = drawing.figure.layout.barmode == "stack"
    usual = 1 - (drawing.figure.layout.bargap or 0.2)
    names, values = (listed(trace.y), listed(trace.x)) if flat else (listed(trace.x), listed(trace.y))
    inside = listed(trace.text)
    for place, (name, value) in enumerate(zip(names, values, strict=True)):
        middle = stand.at(name)
        if middle is None or not numbers.is_number(value):
            continue
        thick = stand.band * size_at(trace.width, place, usual)
        base = drawing.stacked.get((str(name), str(trace.xaxis)), 0.0) if stack else 0.0
        if stack:
            drawing.stacked[str(name), str(trace.xaxis)] = base + float(value)
        first, last = sorted((grow.at(base) or 0.0, grow.at(base + float(value)) or 0.0))
        fill = hatching.paint(trace.marker, colour_at(trace.marker.color, place, "#3C8FC4"), drawing.patterns)
        edge = EDGE if stack else ""
        if flat:
            drawing.strokes.append(canvas.box(first, middle - thick / 2, last - first, thick, fill, edge))
        else:
            drawing.strokes.append(canvas.box(middle - thick / 2, first, thick, last - first, fill, edge))
        if inside and inside[place] and flat:
            ink = str(trace.insidetextfont.color or "#FFFFFF")
            drawing.strokes.append(canvas.words((first + last) / 2, middle + 4, inside[place], 11, ink, "middle"))
    if flat and trace.error_x.array is not None:
        _whiskers(drawing, trace, across, up)


def cells(drawing: Drawing, trace: Any, across: Scale, up: Scale) -> None:
    """The cells of a heat map that have a value."""
    wide, high = across.band - 2, up.band - 2
    for name, row in zip(listed(trace.y), trace.z, strict=True):
        for place, value in zip(listed(trace.x), row, strict=True):
            x, y = across.at(place), up.at(name)
            if x is None or y is None or not numbers.is_number(value):
                continue
            share = (float(value) - float(trace.zmin)) / ((float(trace.zmax) - float(trace.zmin)) or 1.0)
            colour = canvas.shade(trace.colorscale, share)
            drawing.strokes.append(canvas.box(x - wide / 2, y - high / 2, wide, high, colour))


def _whiskers(drawing: Drawing, trace: Any, across: Scale, up: Scale) -> None:
    error = trace.error_x
    below = error.arrayminus if error.arrayminus is not None else error.array
    for name, value, more, less in zip(
        listed(trace.y), listed(trace.x), listed(error.array), listed(below), strict=True
    ):
        middle = up.at(name)
        if middle is None or not (numbers.is_number(value) and numbers.is_number(more)):
            continue
        ends = [across.at(value - less) or 0.0, across.at(value + more) or 0.0]
        drawing.strokes.append(canvas.stroke(ends[0], middle, ends[1], middle, WHISKER, 1.4))
        drawing.strokes += [canvas.stroke(end, middle - 3, end, middle + 3, WHISKER, 1.4) for end in ends]
