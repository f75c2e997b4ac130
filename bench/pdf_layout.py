"""Owns how a form is laid out on paper: borders, breaks and sizes, its cells in the grid with their wrapped lines."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from bench.statutory_form import FormCell, Model

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is drawn. `cut` is how rows meet the page's end: "between" rows, or "inside" a row, with the
    figures of a cut row drawn "inside" (with their first line) or "below" (on the next page)."""

    size: float = 9.0
    margin: float = 70.0
    padding: float = 3.0
    leading: float = 1.25
    landscape: bool = False
    turned: int = 0
    border: str = "solid"
    zero: str = "0"
    start: float = 0.0
    cut: str = "between"
    open_end: bool = False
    repeat_header: bool = False
    label_share: float = 0.45
    shade: bool = False
    largest: int = 900
    seed: int = 1


@dataclass(slots=True)
class Placed:
    cell: FormCell
    row: int
    column: int
    lines: list[str]


def wrap(text: str, width: float, size: float) -> list[str]:
    """Text broken wherever the width is used up, as word processors do with Chinese and with long numbers."""
    lines, line = [], ""
    for letter in text:
        if line and pdfmetrics.stringWidth(line + letter, FONT, size) > width:
            lines.append(line)
            line = ""
        line += letter
    return [*lines, line] if line else lines


def place(model: Model, widths: list[float], layout: Layout) -> list[Placed]:
    """Every cell with its place in the grid and its wrapped lines."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for number, row in enumerate(model):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            width = sum(widths[column : column + cell.columns]) - 2 * layout.padding
            placed.append(Placed(cell, number, column, wrap(cell.text, max(width, layout.size), layout.size)))
            taken |= {(number + y, column + x) for y in range(cell.rows) for x in range(cell.columns)}
            column += cell.columns
    return placed


def column_widths(kind: int, layout: Layout, width: float) -> list[float]:
    """Widths of tables two, three and four."""
    if kind == 0:
        return [0.34 * width, 0.22 * width, 0.22 * width, 0.22 * width]
    if kind == 2:
        return [width / 15] * 15
    label = layout.label_share * width
    return [0.12 * label, 0.3 * label, 0.58 * label, *([(width - label) / 7] * 7)]
