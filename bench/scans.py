"""Measures the reading of scans on drawn forms: `./dev run python -m bench.scans` (needs `./dev ocr`).

Draws reports, renders their pages, spoils them as scanners and cameras do, reads them back and counts figures by their
place in the form: exact, unread (said to be), lost (a row or column is missing, which is said),
contradicted (wrong, and a sum says so), wrong (and nothing says so but the mark of every scan)."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2 as pdfium
from PIL import Image

from bench.draw_pdf import draw_report
from bench.pdf_layouts import layouts
from bench.spoil import SPOILED
from bench.statutory_form import FORM, Model, three_tables
from catalog import forms
from etl.agencies import load_registry
from etl.documents.document import Document
from etl.documents.paged.ink import UNREAD
from etl.documents.paged.ocr import at_page_size, read_scan, without_seals
from etl.errors import UnreadableDocument
from etl.parsing.identities import check
from etl.parsing.read import read_report
from etl.report import Source

DASHES = str.maketrans("—－０", "--0")
Place = tuple[str, str, str]  # table, row, column


def pictures(data: bytes, spoil: str) -> Iterator[Image.Image]:
    """The pages as pictures, spoiled in that way."""
    with pdfium.PdfDocument(data) as document:
        for number, page in enumerate(document):
            picture = page.render(scale=200 / 72).to_pil().convert("RGB")
            yield SPOILED[spoil](picture, number)


def printed(tables: list[tuple[str, Model]]) -> dict[Place, str]:
    """What is printed at every place of the form."""
    known: dict[Place, str] = {}
    for table, (_, model) in zip(("disclosure", "requests", "cases"), tables, strict=True):
        places = [
            (table, entry.key, column)
            for entry in forms.rows(FORM, table)
            if entry.statutory
            for column in entry.columns
        ]
        texts = [cell.text for row in model for cell in row if cell.value]
        known.update(zip(places, texts, strict=True))
    return known


def outcomes(document: Document, known: dict[Place, str]) -> tuple[Counter[str], list[str]]:
    """How many figures came out how, and a line for each that is not exact."""
    report = read_report(document, Source("scan.pdf", "0" * 64, "pdf"), load_registry())
    read = {(cell.table, cell.row, cell.column): cell for cell in report.cells}
    failed = {
        (table, *place)
        for table in ("disclosure", "requests", "cases")
        for identity in check(table, report.cells)
        if identity.holds is False
        for place in identity.operands
    }
    count: Counter[str] = Counter()
    others = []
    for place, text in known.items():
        got = read[place].printed if place in read and read[place].state != "absent" else None
        if got is None:
            kind = "lost"
        elif same(got, text):
            kind = "exact"
        elif UNREAD in got:
            kind = "unread"
        else:
            kind = "contradicted" if place in failed else "wrong"
        count[kind] += 1
        if kind != "exact":
            others.append(f"{kind} {'/'.join(place)}: {text!r} read as {got!r}")
    return count, others


def same(got: str, text: str) -> bool:
    return got.translate(DASHES) == text.translate(DASHES)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--count", type=int, default=4)
    words.add_argument("--seed", type=int, default=40)
    words.add_argument("--spoil", choices=[*SPOILED, "every"], default="clean", help="how the pages are spoiled")
    words.add_argument("--show", type=int, default=8, help="lines about figures that were not exact, per document")
    chosen = words.parse_args()
    for spoil in SPOILED if chosen.spoil == "every" else (chosen.spoil,):
        total: Counter[str] = Counter()
        pages, begun = 0, time.process_time()
        for layout in layouts(chosen.count, chosen.seed):
            tables = three_tables(layout.seed, layout.zero, layout.largest)
            shots = list(pictures(draw_report(replace(layout, turned=0), tables), spoil))
            pages += len(shots)
            try:
                document = read_scan([at_page_size(without_seals(shot)) for shot in shots], "image", {})
                count, others = outcomes(document, printed(tables))
            except UnreadableDocument as error:
                count, others = Counter(lost=len(printed(tables))), [str(error)]
            total += count
            print(" ", layout.border, layout.size, repr(layout.zero), dict(count))
            for line in others[: chosen.show]:
                print("     ", line)
        print(f"{spoil}: {dict(total)}, {(time.process_time() - begun) / max(pages, 1):.1f} s a page (processor time)")


if __name__ == "__main__":
    main()
