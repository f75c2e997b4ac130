"""Draws the traces of a figure (bars, whiskers, lines, marks, words, rules) into the room given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard import numbers
from dashboard.pictures import axes, bars, canvas, hatching
from dashboard.pictures.axes import Scale
from dashboard.pictures.bars import colour_at, listed, size_at

DRAWN = ("bar", "scatter", "heatmap")
LABEL_ROOM = 330.0
SPACE = 2.5  # charts keep words off their marks by spaces
DASHES = {"dot": "2 3", "dash": "5 4", "dashdot": "6 3 2 3", "longdash": "9 4"}


def can_draw(figure: go.Figure) -> bool:
    """Whether every trace of the figure is of a kind that is drawn here."""
    return bool(len(figure.data)) and all(trace.type in DRAWN for trace in figure.data)


def axis_of(figure: go.Figure, name: str | None, letter: str) -> Any:
    """The axis that a trace names: x2 is layout.xaxis2."""
    return figure.layout[f"{letter}axis{(name or letter)[1:]}"]


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


class Drawing:
    """The scales of one figure and the strokes made so far."""

    def __init__(self, figure: go.Figure, left: float, top: float, wide: float, high: float, edge: float) -> None:
        self.figure, self.strokes, self.edge = figure, list[str](), edge
        self.left, self.top, self.wide, self.high = left, top, wide, high
        self.scales: dict[tuple[str, str], Scale] = {}
        self.stacked: dict[tuple[str, str], float] = {}
        self.patterns: dict[str, str] = {}

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
                bars.bars(self, trace, across, up)
                continue
            if trace.type == "heatmap":
                bars.cells(self, trace, across, up)
                continue
            mode = trace.mode or "lines+markers"
            spots = [(across.at(x), up.at(y)) for x, y in zip(listed(trace.x), listed(trace.y), strict=True)]
            if "lines" in mode:
                self._line(trace, spots)
            if "markers" in mode:
                self._marks(trace, spots)
            if "text" in mode:
                self._words(trace, spots)

    def _line(self, trace: Any, spots: Sequence[tuple[float | None, float | None]]) -> None:
        colour, thick = str(trace.line.color or "#3C8FC4"), float(trace.line.width or 2)
        for piece in pieces(spots):
            if len(piece) > 1:
                self.strokes.append(canvas.course(piece, colour, thick, DASHES.get(str(trace.line.dash), "")))

    def _marks(self, trace: Any, spots: Sequence[tuple[float | None, float | None]]) -> None:
        marker = trace.marker
        given = marker.symbol
        for place, (x, y) in enumerate(spots):
            if x is None or y is None:
                continue
            kind = given if isinstance(given, str) else (str(given[place]) if given is not None else "circle")
            colour, opaque = hatching.split(colour_at(marker.color, place, str(trace.line.color or "#3C8FC4")))
            if not opaque:
                continue
            edge, _ = hatching.split(colour_at(marker.line.color, place, ""))
            thick = size_at(marker.line.width, place, 1.2)
            size = size_at(marker.size, place, 8.0)
            self.strokes.append(canvas.sign(x, y, kind, size, colour, edge if thick else "", thick))

    def _words(self, trace: Any, spots: Sequence[tuple[float | None, float | None]]) -> None:
        for place, ((x, y), text) in enumerate(zip(spots, listed(trace.text), strict=True)):
            if x is None or y is None or not text:
                continue
            where = trace.textposition
            side = str(
                where if isinstance(where, str) else list(where)[place] if where is not None else "middle center"
            )
            anchor = {"right": "start", "left": "end"}.get(side.split()[-1], "middle")
            plain = canvas.TAG.sub("", str(text))
            ahead = 5 + SPACE * (len(plain) - len(plain.lstrip() if anchor == "start" else plain.rstrip()))
            shift = {"start": ahead, "end": -ahead}.get(anchor, 0)
            lift = {"top": -6, "bottom": 16}.get(side.split()[0], 4)
            ink = colour_at(trace.textfont.color, place, canvas.INK)
            size = size_at(trace.textfont.size, place, 12.0)
            self.strokes.append(canvas.words(x + shift, y + lift, plain.strip(), size, ink, anchor))

    def spot(self, value: object, ref: str | None, letter: str) -> float | None:
        """The pixel of a value given on an axis, in its domain, or on the whole paper."""
        ref = ref or letter
        if ref == "paper":
            share = float(str(value))
            return self.left + self.wide * share if letter == "x" else self.top + self.high * (1 - share)
        if ref.endswith(" domain"):
            span = self.scale(ref.split()[0], letter).span
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
