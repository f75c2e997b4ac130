"""Measures the reading of scans on drawn forms: `./dev run python -m bench.scans` (needs `./dev ocr`).

Draws reports, renders their pages, spoils them as scanners and cameras do, reads them back and counts figures by their
place in the form: exact (of these sure: every sum bears them out), unread (said to be), lost (a row or column is
missing, and a problem says so), unsaid (so, but not said), contradicted (wrong, and a sum says so), doubted (wrong, and
named because readings of it differ, or because it is a zero written unlike the others of its table), unproven (wrong,
and counted with the cells that no sum bears out), wrong (passed off as certain)."""

from __future__ import annotations

import argparse
import io
import time
from collections import Counter
from dataclasses import replace

import pypdfium2 as pdfium
from PIL import Image

from bench.draw_pdf import draw_report
from bench.pdf_layouts import layouts
from bench.photograph import PHOTOGRAPHED, two_up
from bench.spoil import SPOILED
from bench.statutory_form import FORM, Model, three_tables
from catalog import forms
from etl.agencies import load_registry
from etl.documents.document import Document
from etl.documents.paged.ink import UNREAD
from etl.documents.paged.pdf import read_pdf
from etl.errors import UnreadableDocument
from etl.parsing.borne_out import BESIDE, DIFFERS, FAILS, UNUSUAL, weighed
from etl.parsing.other_readings import others_of
from etl.parsing.read import read_report
from etl.report import TEXT, Source

LOSSES = frozenset({"rows_missing", "columns_unclear", "cell_unclear", "table_missing", "table_ambiguous", "no_tables"})
KINDS = {FAILS: "contradicted", BESIDE: "contradicted", DIFFERS: "doubted", UNUSUAL: "doubted"}
DASHES = str.maketrans("—－０", "--0")
Place = tuple[str, str, str]  # table, row, column


SPOILINGS = {**SPOILED, **PHOTOGRAPHED}
TOGETHER = {"two_up": two_up}


def scanned(data: bytes, spoil: str) -> tuple[bytes, int]:
    """A PDF of the pages as pictures, spoiled in that way, and how many they are."""
    with pdfium.PdfDocument(data) as document:
        plain = [page.render(scale=200 / 72).to_pil().convert("RGB") for page in document]
    if spoil in TOGETHER:
        shots = TOGETHER[spoil](plain)
    else:
        shots = [SPOILINGS[spoil](picture, number) for number, picture in enumerate(plain)]
    return as_pdf(shots), len(plain)


def as_pdf(shots: list[Image.Image]) -> bytes:
    """Pictures bound to a PDF: black and white ones as group four fax, others as JPEG."""
    buffer = io.BytesIO()
    shorter = min(shots[0].size)
    coding = {} if shots[0].mode == "1" else {"quality": 90}
    shots[0].save(buffer, "PDF", save_all=True, append_images=shots[1:], resolution=shorter / 8.27, **coding)
    return buffer.getvalue()


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
    _, doubts = weighed(report.cells, others_of(document))
    reasons = {(cell.table, cell.row, cell.column): why for why, found in doubts.items() for cell, _ in found}
    said = any(problem.code in LOSSES for problem in report.problems)
    count: Counter[str] = Counter()
    others = []
    for place, text in known.items():
        got = read[place].printed if place in read and read[place].state != "absent" else None
        if got is None:
            kind = "lost" if said else "unsaid"
        elif same(got, text):
            kind = "exact"
            count["sure"] += read[place].certain
        elif UNREAD in got or read[place].state == TEXT:
            kind = "unread"
        else:
            kind = "wrong" if read[place].certain else KINDS.get(reasons.get(place, ""), "unproven")
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
    words.add_argument("--spoil", nargs="+", default=["clean"], help=f"every, or some of {' '.join(every())}")
    words.add_argument("--show", type=int, default=8, help="lines about figures that were not exact, per document")
    chosen = words.parse_args()
    for spoil in every() if chosen.spoil == ["every"] else chosen.spoil:
        total: Counter[str] = Counter()
        pages, spent = 0, 0.0
        for layout in layouts(chosen.count, chosen.seed):
            tables = three_tables(layout.seed, layout.zero, layout.largest)
            data, several = scanned(draw_report(replace(layout, turned=0), tables), spoil)
            pages += several
            begun = time.process_time()
            try:
                count, others = outcomes(read_pdf(data), printed(tables))
            except UnreadableDocument as error:
                count, others = Counter(lost=len(printed(tables))), [str(error)]
            spent += time.process_time() - begun
            total += count
            print(" ", layout.border, layout.size, repr(layout.zero), dict(count), flush=True)
            for line in others[: chosen.show]:
                print("     ", line)
        print(f"{spoil}: {dict(total)}, {spent / max(pages, 1):.1f} s a page (processor time)", flush=True)


def every() -> list[str]:
    return [*SPOILINGS, *TOGETHER]


if __name__ == "__main__":
    main()
