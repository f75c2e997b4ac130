"""Owns the drawing of form tables as PDF, with every border style and every way to break a page."""

from __future__ import annotations

import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from bench.pdf_layout import FONT, Layout, Placed, column_widths, place, wrap
from bench.statutory_form import Model


class Writer:
    """Draws text and tables down the pages of one document."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.width, self.height = (842.0, 595.0) if layout.landscape else (595.0, 842.0)
        self.page = 0
        self.open()
        self.begin()

    def open(self) -> None:
        layout = self.layout
        self.buffer = io.BytesIO()
        size = (self.height, self.width) if layout.turned in (90, 270) else (self.width, self.height)
        self.canvas = Canvas(self.buffer, pagesize=size)

    def begin(self) -> None:
        if self.layout.turned in (90, 270):  # text drawn sideways, the page not rotated
            self.canvas.rotate(90 if self.layout.turned == 270 else -90)
            self.canvas.translate(*((0, -self.height) if self.layout.turned == 270 else (-self.width, 0)))
        self.page += 1
        self.canvas.setFont(FONT, 9)
        self.canvas.drawCentredString(self.width / 2, 30, f"- {self.page} -")
        self.y = self.layout.margin

    def turn(self) -> None:
        self.canvas.showPage()
        self.begin()

    @property
    def room(self) -> float:
        return self.height - self.layout.margin - self.y

    def paragraph(self, text: str, size: float = 16.0) -> None:
        width = self.width - 2 * self.layout.margin
        for number, line in enumerate(wrap("　　" + text, width, size)):
            if self.room < 1.6 * size:
                self.turn()
            self.text(
                self.layout.margin + (2 * size if number == 0 else 0), self.y + 1.2 * size, line.strip("　"), size
            )
            self.y += 1.6 * size

    def text(self, x: float, y: float, text: str, size: float) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.height - y, text)

    def shade(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setFillGray(1.0)
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        self.canvas.setFillGray(0.0)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        canvas, style = self.canvas, self.layout.border
        if style == "none":
            return
        y0, y1 = self.height - y0, self.height - y1
        canvas.setLineWidth(0.5)
        canvas.setDash()
        if style == "rects":
            canvas.rect(
                min(x0, x1) - 0.25, min(y0, y1) - 0.25, abs(x1 - x0) + 0.5, abs(y1 - y0) + 0.5, stroke=0, fill=1
            )
        elif style == "dots":
            steps = int(max(abs(x1 - x0), abs(y1 - y0)) / 1.5)
            for step in range(steps + 1):
                share = step / max(steps, 1)
                canvas.rect(
                    x0 + share * (x1 - x0) - 0.375, y0 + share * (y1 - y0) - 0.375, 0.75, 0.75, stroke=0, fill=1
                )
        elif style == "double":
            for gap in (-0.9, 0.9):
                flat = y0 == y1
                canvas.line(
                    x0 + (0 if flat else gap),
                    y0 + (gap if flat else 0),
                    x1 + (0 if flat else gap),
                    y1 + (gap if flat else 0),
                )
        else:
            if style == "dashed":
                canvas.setDash(4, 3)
            elif style == "dotted":
                canvas.setDash(0.5, 1.5)
            elif style == "thick":
                canvas.setLineWidth(1.5)
            canvas.line(x0, y0, x1, y1)

    def table(self, model: Model, widths: list[float], header: int) -> None:
        TableWriter(self, model, widths, header).draw()

    def bytes(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()


class TableWriter:
    """Draws one table, piece by piece where the page ends."""

    def __init__(self, writer: Writer, model: Model, widths: list[float], header: int) -> None:
        self.writer, self.layout = writer, writer.layout
        self.placed = place(model, widths, self.layout)
        self.rows, self.header = len(model), header
        self.x = [self.layout.margin]
        for width in widths:
            self.x.append(self.x[-1] + width)
        self.step = self.layout.size * self.layout.leading
        self.height = [self.row_height(row) for row in range(self.rows)]
        self.pending: dict[int, list[str]] = {}

    def row_height(self, row: int) -> float:
        tallest = max((len(p.lines) for p in self.placed if p.row == row and p.cell.rows == 1), default=1)
        return max(tallest, 1) * self.step + 2 * self.layout.padding

    def draw(self) -> None:
        row, done = 0, 0.0  # rows drawn, and how much of the next one
        while row < self.rows:
            begin, begun = row, done
            top, used = self.writer.y, 0.0
            header = self.header if self.layout.repeat_header and row >= self.header else 0
            if header:
                used = sum(self.height[:header])
            edges = [top + used]
            while row < self.rows and used + self.height[row] - done <= self.writer.room:
                used += self.height[row] - done
                done = 0.0
                row += 1
                edges.append(top + used)
            if row < self.rows and self.layout.cut == "inside":
                steps = int((self.writer.room - used - self.layout.padding) / self.step + 0.01)
                if steps >= 1 and self.height[row] - done >= (steps + 1) * self.step + 2 * self.layout.padding - 0.01:
                    part = steps * self.step + self.layout.padding
                    used += part
                    done += part
                    edges.append(top + used)
            self.piece(begin, begun, row, done, edges, top, header)
            self.writer.y = top + used
            if row < self.rows:
                self.writer.turn()
        self.writer.y += self.layout.size

    def piece(
        self, begin: int, begun: float, row: int, done: float, edges: list[float], top: float, header: int
    ) -> None:
        last = row + (1 if done else 0)
        if header:
            above = [top]
            for height in self.height[:header]:
                above.append(above[-1] + height)
            for placed in self.placed:
                if placed.row < header:
                    self.cell(placed, above[placed.row], above[placed.row + placed.cell.rows], placed.lines, True, True)
        for index, placed in enumerate(self.placed):
            first, end = placed.row, placed.row + placed.cell.rows
            if end <= begin or first >= last:
                continue
            y0, y1 = edges[max(first, begin) - begin], edges[min(end, last) - begin]
            goes_on = end > last or (end == last and done > 0)
            came = first < begin or (first == begin and begun > 0)
            lines = self.pending.get(index, placed.lines) if came else placed.lines
            fit = max(int((y1 - y0 - self.layout.padding) / self.step + 0.01), 0) if goes_on else len(lines)
            if goes_on and placed.cell.value and self.layout.cut == "inside" and self.layout.open_end:
                fit = 0 if len(lines) == 1 else fit
            self.pending[index] = lines[fit:]
            self.cell(
                placed, y0, y1, lines[:fit], not (came and self.layout.open_end), not (goes_on and self.layout.open_end)
            )

    def cell(self, placed: Placed, y0: float, y1: float, lines: list[str], roof: bool, floor: bool) -> None:
        writer, layout = self.writer, self.layout
        x0, x1 = self.x[placed.column], self.x[placed.column + placed.cell.columns]
        if layout.shade:
            writer.shade(x0, y0, x1, y1)
        if roof:
            writer.line(x0, y0, x1, y0)
        if floor:
            writer.line(x0, y1, x1, y1)
        writer.line(x0, y0, x0, y1)
        writer.line(x1, y0, x1, y1)
        offset = max((y1 - y0 - len(lines) * self.step) / 2, layout.padding)
        for number, line in enumerate(lines):
            width = pdfmetrics.stringWidth(line, FONT, layout.size)
            centred = placed.cell.value or placed.row < 3 or placed.column < 2
            x = (x0 + x1 - width) / 2 if centred else x0 + layout.padding
            writer.text(x, y0 + offset + number * self.step + 0.9 * layout.size, line, layout.size)


def draw_report(layout: Layout, tables: list[tuple[str, Model]], kind_of: type[Writer] = Writer) -> bytes:
    """A report of some prose and three tables."""
    writer = kind_of(layout)
    writer.paragraph("一、总体情况")
    writer.paragraph(
        "本年度坚持以公开为常态、不公开为例外，主动公开政府信息1136条，受理申请21件，均在法定期限内答复。" * 2
    )
    writer.y += layout.start
    width = writer.width - 2 * layout.margin
    for kind, (heading, model) in enumerate(tables):
        if writer.room < 60:
            writer.turn()
        writer.paragraph(heading)
        header = {0: 0, 1: 3, 2: 3}[kind]
        writer.table(model, column_widths(kind, layout, width), header)
    writer.paragraph("五、存在的主要问题及改进情况")
    writer.paragraph("公开的深度还有待提高，下一步将加强培训。")
    return writer.bytes()
