"""Draws the traces of a figure (bars, whiskers, lines, marks, words, rules) into the room given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard import numbers
from dashboard.pictures import axes, canvas
from dashboard.pictures.axes import Scale

DRAWN = ("bar", "scatter", "heatmap")
WHISKER, EDGE = "#4A545D", "#FFFFFF"
LABEL_ROOM = 330.0


def can_draw(figure: go.Figure) -> bool:
    """Whether every trace of the figure is of a kind that is drawn here."""
    return bool(len(figure.data)) and all(trace.type in DRAWN for trace in figure.data)


def axis_of(figure: go.Figure, name: str | None, letter: str) -> Any:
    """The axis that a trace names: x2 is layout.xaxis2."""
    return figure.layout[f"{letter}axis{(name or letter)[1:]}"]


def listed(values: Any) -> list[Any]:
    """The values of a trace as a list; none for none."""
    return [] if values is None else list(values)


def is_category(axis: Any, values: Sequence[object]) -> bool:
    """Whether an axis holds names instead of numbers."""
    if axis.type == "category":
        return True
    return axis.type is None and any(isinstance(value, str) for value in values)


def matched(figure: go.Figure, name: str | None, letter: str) -> str:
    """The axis whose scale an axis shares, itself where it shares none."""
    return str(axis_of(figure, name, letter).matches or name or letter)


def values_on(figure: go.Figure, name: str | None, letter: str) -> list[Any]:
    """Every value drawn on an axis or on one that shares its scale, whiskers and stacks included."""
    found: list[Any] = []
    stacks: dict[Any, float] = {}
    for trace in figure.data:
        if matched(figure, trace[f"{letter}axis"], letter) != matched(figure, name, letter):
            continue
        own = listed(trace[letter])
        found += own
        if trace.type == "bar" and letter == _along(trace):
            error = trace[f"error_{letter}"]
            if error.array is not None:
                found += [a + b for a, b in zip(own, listed(error.array), strict=True) if numbers.is_number(a)]
            if figure.layout.barmode == "stack":
                for place, value in zip(listed(trace["y" if letter == "x" else "x"]), own, strict=True):
                    stacks[place] = stacks.get(place, 0.0) + (float(value) if numbers.is_number(value) else 0.0)
            found.append(0.0)
    return found + list(stacks.values())


def _along(trace: Any) -> str:
    """The axis along which bars grow."""
    return "x" if trace.orientation == "h" else "y"


def colour_at(given: Any, place: int, default: str) -> str:
    """The colour of one mark, from one colour or one for each."""
    if isinstance(given, str):
        return given
    return str(list(given)[place]) if given is not None and len(given) else default


class Drawing:
    """The scales of one figure and the strokes made so far."""

    def __init__(self, figure: go.Figure, left: float, top: float, wide: float, high: float, edge: float) -> None:
        self.figure, self.strokes, self.edge = figure, list[str](), edge
        self.left, self.top, self.wide, self.high = left, top, wide, high
        self.scales: dict[tuple[str, str], Scale] = {}
        self.stacked: dict[tuple[str, str], float] = {}

    def scale(self, name: str | None, letter: str) -> Scale:
        """The scale of an axis, made once."""
        key = (letter, name or letter)
        if key not in self.scales:
            axis, values = axis_of(self.figure, name, letter), values_on(self.figure, name, letter)
            first, last = axis.domain or (0.0, 1.0)
            if letter == "x":
                span = (self.left + self.wide * first, self.left + self.wide * last)
            else:
                span = (self.top + self.high * (1 - first), self.top + self.high * (1 - last))
            self.scales[key] = axes.scale(axis, values, span, is_category(axis, values))
        return self.scales[key]

    def traces(self) -> None:
        """Every trace in the order of the figure."""
        for trace in self.figure.data:
            across, up = self.scale(trace.xaxis, "x"), self.scale(trace.yaxis, "y")
            if trace.type == "bar":
                self._bars(trace, across, up)
                continue
            if trace.type == "heatmap":
                self._cells(trace, across, up)
                continue
            mode = trace.mode or "lines+markers"
            spots = [(across.at(x), up.at(y)) for x, y in zip(listed(trace.x), listed(trace.y), strict=True)]
            if "lines" in mode:
                self._line(trace, spots)
            if "markers" in mode:
                self._marks(trace, spots)
            if "text" in mode:
                self._words(trace, spots)

    def _bars(self, trace: Any, across: Scale, up: Scale) -> None:
        flat = trace.orientation == "h"
        grow, stand = (across, up) if flat else (up, across)
        thick = stand.band * (1 - (self.figure.layout.bargap or 0.2))
        stack = self.figure.layout.barmode == "stack"
        names, values = (listed(trace.y), listed(trace.x)) if flat else (listed(trace.x), listed(trace.y))
        for place, (name, value) in enumerate(zip(names, values, strict=True)):
            middle = stand.at(name)
            if middle is None or not numbers.is_number(value):
                continue
            base = self.stacked.get((str(name), str(trace.xaxis)), 0.0) if stack else 0.0
            if stack:
                self.stacked[str(name), str(trace.xaxis)] = base + float(value)
            first, last = sorted((grow.at(base) or 0.0, grow.at(base + float(value)) or 0.0))
            colour = colour_at(trace.marker.color, place, "#3C8FC4")
            edge = EDGE if stack else ""
            if flat:
                self.strokes.append(canvas.box(first, middle - thick / 2, last - first, thick, colour, edge))
            else:
                self.strokes.append(canvas.box(middle - thick / 2, first, thick, last - first, colour, edge))
            inside = listed(trace.text)
            if inside and inside[place] and flat:
                ink = str(trace.insidetextfont.color or "#FFFFFF")
                self.strokes.append(canvas.words((first + last) / 2, middle + 4, inside[place], 11, ink, "middle"))
        if flat and trace.error_x.array is not None:
            self._whiskers(trace, across, up)

    def _cells(self, trace: Any, across: Scale, up: Scale) -> None:
        """The cells of a heat map that have a value."""
        wide, high = across.band - 2, up.band - 2
        for name, row in zip(listed(trace.y), trace.z, strict=True):
            for place, value in zip(listed(trace.x), row, strict=True):
                x, y = across.at(place), up.at(name)
                if x is None or y is None or not numbers.is_number(value):
                    continue
                share = (float(value) - float(trace.zmin)) / ((float(trace.zmax) - float(trace.zmin)) or 1.0)
                colour = canvas.shade(trace.colorscale, share)
                self.strokes.append(canvas.box(x - wide / 2, y - high / 2, wide, high, colour))

    def _whiskers(self, trace: Any, across: Scale, up: Scale) -> None:
        error = trace.error_x
        below = error.arrayminus if error.arrayminus is not None else error.array
        for name, value, more, less in zip(
            listed(trace.y), listed(trace.x), listed(error.array), listed(below), strict=True
        ):
            middle = up.at(name)
            if middle is None or not (numbers.is_number(value) and numbers.is_number(more)):
                continue
            ends = [across.at(value - less) or 0.0, across.at(value + more) or 0.0]
            self.strokes.append(canvas.stroke(ends[0], middle, ends[1], middle, WHISKER, 1.4))
            self.strokes += [canvas.stroke(end, middle - 3, end, middle + 3, WHISKER, 1.4) for end in ends]

    def _line(self, trace: Any, spots: Sequence[tuple[float | None, float | None]]) -> None:
        colour, thick = str(trace.line.color or "#3C8FC4"), float(trace.line.width or 2)
        for piece in pieces(spots):
            if len(piece) > 1:
                self.strokes.append(canvas.course(piece, colour, thick))

    def _marks(self, trace: Any, spots: Sequence[tuple[float | None, float | None]]) -> None:
        marker = trace.marker
        given = marker.symbol
        for place, (x, y) in enumerate(spots):
            if x is None or y is None:
                continue
            kind = given if isinstance(given, str) else (str(given[place]) if given is not None else "circle")
            size = marker.size if isinstance(marker.size, int | float) else (marker.size or [8] * len(spots))[place]
            edge = marker.line.color if isinstance(marker.line.color, str) else ""
            colour = colour_at(marker.color, place, str(trace.line.color or "#3C8FC4"))
            self.strokes.append(canvas.sign(x, y, kind, float(size), colour, edge))

    def _words(self, trace: Any, spots: Sequence[tuple[float | None, float | None]]) -> None:
        for place, ((x, y), text) in enumerate(zip(spots, listed(trace.text), strict=True)):
            if x is None or y is None or not text:
                continue
            where = trace.textposition
            side = str(
                where if isinstance(where, str) else list(where)[place] if where is not None else "middle center"
            )
            anchor = {"right": "start", "left": "end"}.get(side.split()[-1], "middle")
            shift = {"start": 5, "end": -5}.get(anchor, 0)
            lift = {"top": -6, "bottom": 16}.get(side.split()[0], 4)
            self.strokes.append(
                canvas.words(x + shift, y + lift, canvas.TAG.sub("", str(text)).strip(), 12, anchor=anchor)
            )

    def rules(self, layer: str) -> None:
        """Rules below or above the traces: breaks of the form, middles, limits."""
        for shape in self.figure.layout.shapes:
            if shape.type != "line" or (shape.layer or "above") != layer:
                continue
            x0, x1 = self._spot(shape.x0, shape.xref, "x"), self._spot(shape.x1, shape.xref, "x")
            y0, y1 = self._spot(shape.y0, shape.yref, "y"), self._spot(shape.y1, shape.yref, "y")
            if x0 is None or x1 is None or y0 is None or y1 is None:
                continue
            dash = {"dot": "2 3", "dash": "5 4"}.get(str(shape.line.dash), "")
            thick = float(shape.line.width or 1)
            self.strokes.append(canvas.stroke(x0, y0, x1, y1, str(shape.line.color or canvas.QUIET), thick, dash))

    def notes(self) -> None:
        """The words that stand in the drawing."""
        for note in self.figure.layout.annotations:
            x, y = self._spot(note.x, note.xref, "x"), self._spot(note.y, note.yref, "y")
            if x is not None and y is not None and note.text:
                anchor = {"left": "start", "right": "end"}.get(str(note.xanchor), "middle")
                lift = -4 if note.yanchor == "top" else 0
                plain = canvas.TAG.sub("", str(note.text))
                self.strokes.append(canvas.words(x + (note.xshift or 0), y + lift, plain, 11, canvas.QUIET, anchor))

    def _spot(self, value: object, ref: str | None, letter: str) -> float | None:
        """The pixel of a value given on an axis, in its domain, or on the whole paper."""
        ref = ref or letter
        if ref == "paper" or ref.endswith(" domain"):
            span = self.scale(None if ref == "paper" else ref.split()[0], letter).span
            return span[0] + (span[1] - span[0]) * float(str(value))
        return self.scale(ref, letter).at(value)


def pieces(spots: Sequence[tuple[float | None, float | None]]) -> Iterator[list[tuple[float, float]]]:
    """Runs of points without a gap: a missing value is never bridged."""
    run: list[tuple[float, float]] = []
    for x, y in spots:
        if x is None or y is None:
            yield run
            run = []
        else:
            run.append((x, y))
    yield run
