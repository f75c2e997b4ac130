"""Draws what a figure lays over or under its traces: rules, grey bands, frames of cells, words."""

from __future__ import annotations

from typing import Any

from dashboard.pictures import canvas, hatching
from dashboard.pictures.plot import DASHES, Drawing


def shapes(drawing: Drawing, layer: str) -> None:
    """The shapes of a layer, below or above the traces: breaks of the form, bands, limits, frames."""
    for shape in drawing.figure.layout.shapes:
        if (shape.layer or "above") != layer:
            continue
        x0, x1 = drawing.spot(shape.x0, shape.xref, "x"), drawing.spot(shape.x1, shape.xref, "x")
        y0, y1 = drawing.spot(shape.y0, shape.yref, "y"), drawing.spot(shape.y1, shape.yref, "y")
        if x0 is None or x1 is None or y0 is None or y1 is None:
            continue
        if shape.type == "line":
            drawing.strokes.append(canvas.stroke(x0, y0, x1, y1, *_pen(shape)))
        elif shape.type == "rect":
            drawing.strokes.append(_area(shape, sorted((x0, x1)), sorted((y0, y1))))


def _pen(shape: Any) -> tuple[str, float, str]:
    """Colour, thickness and dashes of the line of a shape."""
    width = 1.0 if shape.line.width is None else float(shape.line.width)
    return str(shape.line.color or canvas.QUIET), width, DASHES.get(str(shape.line.dash), "")


def _area(shape: Any, across: list[float], up: list[float]) -> str:
    """A filled band, a frame, or both."""
    fill, opaque = hatching.split(str(shape.fillcolor or "none"))
    colour, thick, dash = _pen(shape)
    edge = f' stroke="{colour}" stroke-width="{thick:g}"' + (f' stroke-dasharray="{dash}"' if dash else "")
    return (
        f'<rect x="{across[0]:.1f}" y="{up[0]:.1f}" width="{across[1] - across[0]:.1f}" '
        f'height="{up[1] - up[0]:.1f}" fill="{fill}" fill-opacity="{opaque:g}" '
        f'opacity="{1.0 if shape.opacity is None else shape.opacity:g}"{edge if thick else ""}/>'
    )


def notes(drawing: Drawing) -> None:
    """The words that stand in the drawing."""
    for note in drawing.figure.layout.annotations:
        x, y = drawing.spot(note.x, note.xref, "x"), drawing.spot(note.y, note.yref, "y")
        if x is not None and y is not None and note.text:
            anchor = {"left": "start", "right": "end"}.get(str(note.xanchor), "middle")
            lift = -4 if note.yanchor == "top" else 0
            plain = canvas.TAG.sub("", str(note.text))
            drawing.strokes.append(canvas.words(x + (note.xshift or 0), y + lift, plain, 11, canvas.QUIET, anchor))
