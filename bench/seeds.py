"""Sound documents of every medium to damage: small reports of the demonstration (演示数据) and drawn forms."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import openpyxl

from bench.draw_ofd import OfdWriter
from bench.draw_pdf import draw_report
from bench.pdf_layout import Layout
from bench.statutory_form import three_tables
from etl.demo.draft import SUFFIXES, write_draft
from etl.demo.plan import plan_drafts
from etl.demo.quirks import MEDIA, choose
from etl.documents.document import Grid
from etl.documents.sniff import read_document
from etl.report import Source, to_json

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures"
KEPT = ("sample.doc", "lists.doc", "report.doc", "report.odt", "sheet.xls", "sheet.ods", "page.html")
EACH = 4


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of the documents; the same every time."""
    random = Random(7)
    drafts = list(plan_drafts(2019).values())
    found: list[tuple[str, bytes]] = []
    for medium in MEDIA:
        for number in range(EACH):
            draft = random.choice(drafts)
            quirks = choose(random, medium, draft.facts.form, freely=True)
            name = f"{medium}{number}.{SUFFIXES[medium]}"
            found.append((name, write_draft(replace(draft, medium=medium, quirks=quirks, file=name))))
    html, text = (next(data for name, data in found if name.endswith(end)) for end in (".html", ".txt"))
    layout = Layout(border="solid", cut="inside", start=120, zero="-", largest=90000, shade=True, open_end=True)
    found.append(("form.ofd", draw_report(layout, three_tables(11, layout.zero, layout.largest), OfdWriter)))
    found.append(("form.xlsx", _sheet(html)))
    found.append(("form.rtf", _rtf(html)))
    found.append(("form.mht", _mail(html)))
    found.append(("form.md", b"# 2023\n\n" + text.replace(b"\t", b"|")))
    found.append(("report.json", _record(html)))
    found += [(name, (FIXTURES / name).read_bytes()) for name in KEPT if (FIXTURES / name).exists()]
    return tuple(found)


def _rows(html: bytes) -> list[list[str]]:
    """The rows of a report's tables and its paragraphs, as texts."""
    rows: list[list[str]] = []
    for block in read_document(html, "a.html").blocks:
        rows += [[cell.text for cell in row] for row in block.rows] if isinstance(block, Grid) else [[block.text]]
    return rows


def _sheet(html: bytes) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in _rows(html):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def _rtf(html: bytes) -> bytes:
    def coded(text: str) -> str:
        return "".join(
            sign if sign.isascii() else f"\\u{ord(sign) - (65536 if ord(sign) > 32767 else 0)}?" for sign in text
        )

    lines = []
    for row in _rows(html):
        if len(row) == 1:
            lines.append(f"\\pard {coded(row[0])}\\par")
        else:
            edges = "".join(f"\\cellx{900 * (number + 1)}" for number in range(len(row)))
            lines.append(f"\\trowd{edges}" + "".join(f"\\pard\\intbl {coded(text)}\\cell" for text in row) + "\\row")
    return ("{\\rtf1\\ansi\\ansicpg936\\uc1" + "\n".join(lines) + "}").encode("ascii", "replace")


def _mail(html: bytes) -> bytes:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n"
    return head + html + b"\n--b--\n"


def _record(html: bytes) -> bytes:
    from etl.agencies import load_registry
    from etl.parsing.read import read_report

    document = read_document(html, "a.html")
    return to_json(read_report(document, Source("a.html", "0" * 64, "html"), load_registry())).encode()
