"""Puts a drawing and what must go with it on one sheet: title, mark, choices, source, date; as SVG and as PNG."""

from __future__ import annotations

import html
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import typst

from dashboard import fonts
from dashboard.pictures import canvas, grid, shapes
from dashboard.pictures.plot import Drawing

WIDTH, SIDE, TIGHT, TALL, DOTS = 1000, 28, 4, 420, 192
MARK, MARK_INK = "#E9B949", "#2A1F00"
SHEET = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.picture), format: "svg", width: float(sys.inputs.wide) * 0.75pt)"""


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a chart. `mark`: 演示数据 where that applies; `finding`: what the chart shows, for readers who
    cannot see it; `feet`: source, date, address."""

    title: str
    choices: str = ""
    mark: str = ""
    finding: str = ""
    feet: Sequence[str] = ()


def to_svg(figure: go.Figure, caption: Caption, width: int = WIDTH, ground: str = "#FFFFFF") -> str:
    """The figure with its caption as SVG text; the same figure and words give the same text."""
    side = SIDE if caption.title else TIGHT
    strokes, top = _head(caption, width)
    high = max(80.0, float(figure.layout.height or TALL) - 64)
    patterns: dict[str, str] = {}
    shown, room = grid.legend(figure, side, top, width - 2 * side, patterns)
    strokes += shown
    top += room
    above = any(grid.axis_of(figure, name, "x").side == "top" for name in grid.axis_names(figure, "x"))
    top += 56 if above else 22
    left = side + grid.left_room(figure)
    drawing = Drawing(figure, left, top, width - left - side - 22, high, side)
    shapes.shapes(drawing, "below")
    drawing.traces()
    shapes.shapes(drawing, "above")
    shapes.notes(drawing)
    grid.draw(drawing)
    patterns |= drawing.patterns
    strokes += drawing.strokes
    below, tall = _foot([*_notes(figure), *caption.feet], width, top + high + (16 if above else 48))
    strokes += below
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{tall:.0f}" '
        f'viewBox="0 0 {width} {tall:.0f}" font-family="{html.escape(fonts.STACK)}" role="img">'
        f"<title>{html.escape(caption.title)}</title><desc>{html.escape(caption.finding)}</desc>"
        + (f"<defs>{''.join(patterns.values())}</defs>" if patterns else "")
        + (f'<rect width="100%" height="100%" fill="{ground}"/>' if ground else "")
        + "".join(strokes)
        + "</svg>"
    )


def _head(caption: Caption, width: int) -> tuple[list[str], float]:
    if not (caption.title or caption.mark or caption.choices):
        return [], 0.0
    strokes, y, room = [], 20.0, width - 2 * SIDE
    if caption.mark:
        wide = canvas.width(caption.mark, 12) + 20
        strokes += [canvas.box(SIDE, y, wide, 22, MARK), canvas.words(SIDE + 10, y + 15.5, caption.mark, 12, MARK_INK)]
        y += 30
    for line in canvas.wrapped(caption.title, 20, room) if caption.title else ():
        strokes.append(canvas.words(SIDE, y + 20, line, 20, bold=True))
        y += 28
    for line in canvas.wrapped(caption.choices, 12, room):
        strokes.append(canvas.words(SIDE, y + 14, line, 12, canvas.QUIET))
        y += 18
    return strokes, y + 10


def _notes(figure: go.Figure) -> list[str]:
    """What the figure itself wants said below it: the meaning of its numbered rules."""
    meta = figure.layout.meta
    return list(meta.get("notes", ())) if isinstance(meta, dict) else []


def _foot(feet: Sequence[str], width: int, top: float) -> tuple[list[str], float]:
    if not feet:
        return [], top
    strokes, y = [canvas.stroke(SIDE, top, width - SIDE, top)], top + 6
    for text in feet:
        for line in canvas.wrapped(text, 11, width - 2 * SIDE):
            strokes.append(canvas.words(SIDE, y + 12, line, 11, canvas.QUIET))
            y += 16
    return strokes, y + 14


def to_png(figure: go.Figure, caption: Caption, width: int = WIDTH) -> bytes:
    """The same picture as PNG, twice as fine as a screen; the caption's words stand in the file too. Raises NoFont."""
    svg = to_svg(figure, caption, width)
    texts = {"Title": caption.title, "Description": caption.finding, "Source": " ".join(caption.feet)}
    return _with_texts(rasterised(svg, width), texts)


def rasterised(svg: str, width: int) -> bytes:
    """SVG as PNG; raises NoFont where there is no font with Chinese letters."""
    return typst.compile(
        SHEET,
        font_paths=fonts.held(),
        format="png",
        ppi=DOTS,
        sys_inputs={"picture": svg, "wide": str(width)},
    )


def _with_texts(png: bytes, texts: dict[str, str]) -> bytes:
    """The PNG with iTXt chunks behind its head (PNG specification, 11.3.3.4)."""
    head = 8 + 25
    chunks = b"".join(_chunk(b"iTXt", f"{key}\0\0\0\0\0{text}".encode()) for key, text in texts.items() if text)
    return png[:head] + chunks + png[head:]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
