"""Owns the sheet as a PDF: A4 lying, a Chinese font of the reader's own program (nothing embedded), the same bytes for
the same sheet."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from etl.selfcheck.sheet import Sheet

FONT = "STSong-Light"
WIDTHS = (3.0 * cm, 5.1 * cm, 5.1 * cm, 4.8 * cm, 7.0 * cm)


def to_pdf(sheet: Sheet) -> bytes:
    """The sheet as the bytes of a PDF file."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    page = SimpleDocTemplate(
        stream,
        pagesize=landscape(A4),
        leftMargin=2 * cm,
        rightMargin=2 * cm,
        topMargin=1.5 * cm,
        bottomMargin=1.5 * cm,
        title=sheet.title,
        author="",
        invariant=1,
    )
    page.build(_story(sheet))
    return stream.getvalue()


def _style(size: float, *, centred: bool = False) -> ParagraphStyle:
    words = {"fontName": FONT, "fontSize": size, "leading": size * 1.35, "wordWrap": "CJK", "spaceAfter": 2}
    return ParagraphStyle(f"s{size}{centred}", alignment=1 if centred else 0, **words)


def drawable(text: str) -> str:
    """The text without the middle dot: readers that lend another Chinese font (poppler, so Evince, Atril, Okular) draw
    a box for it."""
    return text.replace(" · ", "　").replace("·", "／")


def _text(text: str, size: float = 9, *, centred: bool = False) -> Paragraph:
    return Paragraph(escape(drawable(text)).replace("\n", "<br/>"), _style(size, centred=centred))


def _story(sheet: Sheet) -> list[Flowable]:
    """Every paragraph and table in order."""
    story: list[Flowable] = [_text(sheet.title, 16, centred=True), Spacer(1, 6)]
    story += [_text(" · ".join(sheet.facts)), _text(sheet.summary, 11), Spacer(1, 4)]
    if sheet.chapters:
        story += [_table(sheet), Spacer(1, 6)]
    story += [_text(sheet.remark)] if sheet.remark else []
    story += [_text(sheet.unchecked_title, 11), *(_text(f"— {line}") for line in sheet.unchecked)]
    return [*story, Spacer(1, 6), _text(sheet.foot, 8)]


def _table(sheet: Sheet) -> Table:
    rows: list[list[Paragraph | str]] = [[_text(header) for header in sheet.headers]]
    look: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#DDD8CD")),
    ]
    for chapter in sheet.chapters:
        look.append(("SPAN", (0, len(rows)), (-1, len(rows))))
        look.append(("BACKGROUND", (0, len(rows)), (-1, len(rows)), colors.HexColor("#EEEAE2")))
        rows.append([_text(chapter.title), *[""] * (len(WIDTHS) - 1)])
        rows += [[_text(text, 8.5) for text in line] for line in chapter.lines]
    return Table(rows, colWidths=WIDTHS, repeatRows=1, style=TableStyle(look), splitInRow=1)
