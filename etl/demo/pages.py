"""Owns the PDF writer: paragraphs and ruled tables flowing over A4 pages."""

from __future__ import annotations

import io
from dataclasses import dataclass
from random import Random

from reportlab.pdfgen.canvas import Canvas

from .lines import CHINESE, RUN, WESTERN, prepare_fonts, width_of, wrap
from .paper import Paper
from .ruled import PAD_X, Ruling, Share, draw_rules, place_rows, rules_of, shares_of
from .sheet import Table

WIDTH, HEIGHT = 595.28, 841.89
HEAD, FOOT, LEFT, RIGHT = 64.0, HEIGHT - 62.0, 52.0, WIDTH - 52.0
BAND = (0.78, 0.84, 0.94)


def write_pdf(paper: Paper, quirks: frozenset[str], random: Random) -> bytes:
    """The bytes of the file; the same every time."""
    prepare_fonts()
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, initialFontName=WESTERN)
    canvas.setTitle(paper.title)
    canvas.setSubject("演示数据")
    pages = _Pages(canvas, quirks, random)
    pages.paragraph(paper.title, size=17, centred=True)
    pages.paragraph(paper.notice, size=10, centred=True)
    for part in paper.parts:
        pages.paragraph(part.heading, size=14)
        for is_heading, text in part.paragraphs:
            pages.paragraph(text, size=12.5 if is_heading else 12)
        for table in paper.tables_of(part):
            if table.caption:
                pages.paragraph(table.caption, size=10, flush_right=True)
            pages.table(table)
    pages.paragraph(paper.agency, flush_right=True)
    pages.paragraph(paper.date_in_words, flush_right=True)
    pages.end_page()
    canvas.save()
    return file.getvalue()


@dataclass(slots=True)
class _Pages:
    """A cursor over pages; `top` counts from the page's top."""

    canvas: Canvas
    quirks: frozenset[str]
    random: Random
    top: float = HEAD
    number: int = 1

    def end_page(self) -> None:
        footer = f"演示数据  - {self.number} -"
        if "watermark" in self.quirks:
            self.watermark()
        self.canvas.setFillColorRGB(0, 0, 0)
        self.draw(footer, (WIDTH - width_of(footer, 9)) / 2, HEIGHT - 40, 9)
        self.canvas.showPage()
        self.number += 1
        self.top = HEAD

    def watermark(self) -> None:
        """Pale words across the page."""
        self.canvas.saveState()
        self.canvas.setFillGray(0.85)
        self.canvas.setFont(CHINESE, 60)
        self.canvas.translate(WIDTH / 2, HEIGHT / 2)
        self.canvas.rotate(45)
        self.canvas.drawCentredString(0, 0, "演示数据")
        self.canvas.restoreState()

    def draw(self, text: str, left: float, baseline: float, size: float) -> None:
        """One line of text; digits in a Western font where the document has that habit."""
        if "other_digits" not in self.quirks:
            self.canvas.setFont(CHINESE, size)
            self.canvas.drawString(left, HEIGHT - baseline, text)
            return
        for run in RUN.findall(text):
            self.canvas.setFont(WESTERN if run[0] <= "~" else CHINESE, size)
            self.canvas.drawString(left, HEIGHT - baseline, run)
            left += width_of(run, size) if run[0] > "~" else self.canvas.stringWidth(run, WESTERN, size)

    def paragraph(self, text: str, *, size: float = 12, centred: bool = False, flush_right: bool = False) -> None:
        indent = 0 if centred or flush_right else 2 * size
        leading = size * 1.6
        for number, line in enumerate(wrap(text, size, RIGHT - LEFT, indent)):
            if self.top + leading > FOOT:
                self.end_page()
            spare = RIGHT - LEFT - width_of(line, size)
            left = LEFT + (spare / 2 if centred else spare if flush_right else indent if number == 0 else 0)
            if "white_shading" in self.quirks:
                self.canvas.setFillColorRGB(1, 1, 1)
                self.canvas.rect(LEFT, HEIGHT - self.top - leading, RIGHT - LEFT, leading, stroke=0, fill=1)
            self.canvas.setFillColorRGB(0, 0, 0)
            self.draw(line, left, self.top + size, size)
            self.top += leading

    def table(self, table: Table) -> None:
        """The statutory table; goes on over as many pages as it needs."""
        size = 10.5 if "large_print" in self.quirks else 9.0
        ruling = Ruling(self.quirks, size, LEFT, RIGHT, HEAD, FOOT)
        heights = ruling.heights(table, ruling.edges(table))
        places = place_rows(ruling, table, heights, self.top + 4)
        shares = shares_of(ruling, table, places, heights)
        for page in range(places[-1].page + 1):
            if page:
                self.end_page()
            here = [share for share in shares if share.page == page]
            if here:
                self.fill(here)
                segments = rules_of(ruling, here, places, self.random)
                draw_rules(self.canvas, self.quirks, HEIGHT, segments)
                for share in here:
                    self.write(share, ruling)
        self.top = places[-1].bottom + 14

    def fill(self, shares: list[Share]) -> None:
        """What is painted behind cells."""
        for share in shares:
            if "coloured_bands" in self.quirks and share.box.kind == "band":
                self.canvas.setFillColorRGB(*BAND)
            elif "white_shading" in self.quirks:
                self.canvas.setFillColorRGB(1, 1, 1)
            else:
                continue
            width, height = share.right - share.left, share.bottom - share.top
            self.canvas.rect(share.left, HEIGHT - share.bottom, width, height, stroke=0, fill=1)

    def write(self, share: Share, ruling: Ruling) -> None:
        """The lines of a cell, centred, except long labels; at the top where the cell crosses a page end."""
        self.canvas.setFillColorRGB(0, 0, 0)
        depth = len(share.lines) * ruling.leading
        crossing = share.opens or share.goes_on
        top = share.top + (3.0 if crossing else (share.bottom - share.top - depth) / 2)
        for number, line in enumerate(share.lines):
            spare = share.right - share.left - width_of(line, ruling.size)
            left = share.left + (PAD_X if share.box.kind == "label" else max(PAD_X, spare / 2))
            self.draw(line, left, top + number * ruling.leading + ruling.size, ruling.size)
