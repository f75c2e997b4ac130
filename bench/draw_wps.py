"""Owns reports drawn as WPS draws them: every glyph alone under a scaled matrix, rules as thin fills, white shading."""

from __future__ import annotations

from random import Random

from reportlab.pdfbase import pdfmetrics

from bench.draw_pdf import Writer
from bench.pdf_layout import FONT, Layout
from bench.statutory_form import FormCell, Model
from etl.demo.paper import Paper
from etl.demo.sheet import Table

BORDERS = ("rects", "solid", "double", "dashed", "dotted", "dots", "thick", "three-line", "no-verticals", "none")
RULED = BORDERS[:7]
SCALE = 0.05


class GlyphWriter(Writer):
    """Writes letter by letter, its font 20 times too large under a matrix that shrinks it."""

    def text(self, x: float, y: float, text: str, size: float) -> None:
        canvas = self.canvas
        canvas.saveState()
        canvas.scale(SCALE, SCALE)
        for letter in text:
            canvas.setFont(FONT, size / SCALE)
            canvas.drawString(x / SCALE, (self.height - y) / SCALE, letter)
            x += pdfmetrics.stringWidth(letter, FONT, size)
        canvas.restoreState()

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if self.layout.border == "no-verticals" and x0 == x1:
            return
        if self.layout.border == "three-line":
            return  # drawn by `three_lines`
        super().line(x0, y0, x1, y1)


class PlainWriter(GlyphWriter):
    """The same borders, whole lines of text."""

    def text(self, x: float, y: float, text: str, size: float) -> None:
        Writer.text(self, x, y, text, size)


def layout_of(border: str, rng: Random) -> Layout:
    """A layout with this border; all else drawn by `rng`."""
    return Layout(
        size=rng.choice([7.5, 9, 10.5, 12]),
        margin=rng.choice([50, 60, 72]),
        padding=rng.choice([1.5, 3, 5]),
        leading=rng.choice([1.1, 1.25, 1.5]),
        landscape=rng.random() < 0.25,
        turned=rng.choice([0, 0, 0, 0, 90, 270]),
        border=border,
        start=rng.uniform(0, 400),
        cut=rng.choice(["between", "inside", "inside"]),
        open_end=rng.random() < 0.5,
        repeat_header=rng.random() < 0.35,
        shade=rng.random() < 0.6,
    )


def draw_wps(paper: Paper, border: str, rng: Random) -> bytes:
    """The PDF of a report."""
    layout = layout_of(border, rng)
    writer = (GlyphWriter if rng.random() < 0.7 else PlainWriter)(layout)
    writer.paragraph(paper.title, 18)
    for part in paper.parts:
        writer.paragraph(part.heading)
        for _, text in part.paragraphs:
            writer.paragraph(text, 14)
        if part.number == "1":
            writer.y = min(writer.y + layout.start, writer.height - layout.margin)
        for table in paper.tables_of(part):
            if writer.room < 60:
                writer.turn()
            if table.caption:
                writer.paragraph(table.caption, 10)
            width = writer.width - 2 * layout.margin
            unit = width / sum(table.widths)
            top, page = writer.y, writer.page
            writer.table(model_of(table), [unit * part for part in table.widths], table.head_rows)
            if border == "three-line" and writer.page == page:
                three_lines(writer, top, writer.y - layout.size)
    writer.paragraph(paper.agency, 14)
    return writer.bytes()


def three_lines(writer: Writer, top: float, bottom: float) -> None:
    """A rule above and one below the table."""
    for y in (top, bottom):
        writer.canvas.setLineWidth(1)
        writer.canvas.line(
            writer.layout.margin, writer.height - y, writer.width - writer.layout.margin, writer.height - y
        )


def model_of(table: Table) -> Model:
    """A demonstration table as a drawing model."""
    return [
        [FormCell(box.text, box.row_span, box.column_span, box.kind == "value") for box in row] for row in table.rows
    ]
