"""Draws small PDFs for the tests: lines and words exactly where a test wants them, y downwards from the top left."""

from __future__ import annotations

import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
WIDTH, HEIGHT = 595.0, 842.0


class Sheet:
    """A PDF under construction."""

    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(WIDTH, HEIGHT))

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def word(self, x: float, y: float, text: str, size: float = 10) -> None:
        """A word whose baseline begins at (x, y)."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, HEIGHT - y, text)

    def lattice(self, xs: list[float], ys: list[float]) -> None:
        """A full lattice of lines."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)

    def fill(self, xs: list[float], ys: list[float], rows: list[list[str]], size: float = 10) -> None:
        """Words in the cells of a lattice, one line each, centred."""
        for y0, y1, row in zip(ys, ys[1:], rows, strict=False):
            for x0, x1, text in zip(xs, xs[1:], row, strict=False):
                width = pdfmetrics.stringWidth(text, FONT, size)
                self.word((x0 + x1 - width) / 2, (y0 + y1) / 2 + 0.36 * size, text, size)

    def table(self, xs: list[float], ys: list[float], rows: list[list[str]], size: float = 10) -> None:
        self.lattice(xs, ys)
        self.fill(xs, ys, rows, size)

    def prose(self, y: float = 60) -> None:
        """Enough text that no reader takes the page for a picture."""
        self.word(70, y, "本报告根据条例编制，全文由六个部分组成，数据统计期限为一年。")

    def turn(self) -> None:
        self.canvas.showPage()

    def bytes(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()
