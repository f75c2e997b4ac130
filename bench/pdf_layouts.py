"""Measures the PDF and OFD readers on the statutory form in many layouts: `./dev run python -m bench.pdf_layouts`.

Prints exact tables of all tables, documents with three exact tables of all documents, and CPU time per document. A
table is exact if every row has the same own cells with the same texts, white space aside."""

from __future__ import annotations

import argparse
import html
import itertools
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium

from bench.draw_docx import draw_docx
from bench.draw_ofd import OfdWriter
from bench.draw_pdf import draw_report
from bench.pdf_layout import Layout
from bench.statutory_form import Model, texts, three_tables
from etl.documents.document import Document, Grid
from etl.documents.paged.ofd import read_ofd
from etl.documents.paged.pdf import read_pdf

BORDERS = ("solid", "dashed", "dotted", "double", "rects", "dots", "thick")
ZEROS = ("0", "", "-", "/", "—", "０")


def layouts(count: int, seed: int) -> list[Layout]:
    """Layouts that between them have every border, zero spelling, cut and page shape."""
    rng = random.Random(seed)
    made = []
    for number, border in zip(range(count), itertools.cycle(BORDERS), strict=False):
        made.append(
            Layout(
                size=rng.choice([7.5, 8, 9, 10, 10.5, 12]),
                margin=rng.choice([50, 60, 72, 80]),
                padding=rng.choice([1.5, 3, 5]),
                leading=rng.choice([1.1, 1.25, 1.5]),
                landscape=rng.random() < 0.2,
                turned=rng.choice([0, 0, 0, 0, 0, 90, 270]),
                border=border,
                zero=ZEROS[number % len(ZEROS)],
                start=rng.uniform(0, 500),
                cut=rng.choice(["between", "inside", "inside"]),
                open_end=rng.random() < 0.5,
                repeat_header=rng.random() < 0.35,
                label_share=rng.choice([0.4, 0.45, 0.55, 0.62]),
                shade=rng.random() < 0.3,
                largest=rng.choice([9, 900, 90000]),
                seed=seed * 1000 + number,
            )
        )
    return made


def plain(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [tuple(re.sub(r"\s", "", text) for text in row) for row in rows]


def grid_texts(grid: Grid) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for row in grid.rows]


def differences(document: Document, tables: list[tuple[str, Model]]) -> list[str]:
    """One line for each table that is not exact."""
    found = [plain(grid_texts(grid)) for grid in document.grids]
    wrong = []
    for heading, model in tables:
        expected = plain(texts(model))
        if expected in found:
            continue
        nearest = max(found, key=lambda rows: len(set(rows) & set(expected)), default=[])
        lines = [f"    - {row}" for row in expected if row not in nearest][:4]
        lines += [f"    + {row}" for row in nearest if row not in expected][:4]
        wrong.append("\n".join([f"  {heading}: {len(found)} grids", *lines]))
    return wrong


def as_html(tables: list[tuple[str, Model]], border: str, size: float, row: float, repeat: bool) -> str:
    """The same report as a web page, to be printed by a browser."""
    style = f"td{{border:{border};font-size:{size}px;height:{row}px;text-align:center;word-break:break-all}}"
    style += "table{border-collapse:collapse;width:100%}p{text-indent:2em}"
    prose = "主动公开政府信息若干条。" * 40
    parts = [f"<meta charset=utf-8><style>{style}</style><h1>年度报告</h1><p>{prose}</p>"]
    for number, (heading, model) in enumerate(tables):
        rows = [
            "<tr>"
            + "".join(f'<td rowspan="{c.rows}" colspan="{c.columns}">{html.escape(c.text)}</td>' for c in cells)
            + "</tr>"
            for cells in model
        ]
        head = 3 if repeat and number == 1 else 0
        body = f"<thead>{''.join(rows[:head])}</thead>{''.join(rows[head:])}" if head else "".join(rows)
        parts.append(f"<h2>{heading}</h2><table>{body}</table>")
    return "".join(parts)


Documents = list[tuple[str, bytes, list[tuple[str, Model]]]]


def browser_documents(program: str, count: int, seed: int, bordered: bool) -> Documents:
    """Web pages of six border styles printed to PDF by headless Chromium."""
    styles = (
        "1px solid #000",
        "1px dashed #000",
        "1px dotted #000",
        "3px double #000",
        "0.5pt solid #333",
        "2px solid #000",
    )
    made = []
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        for number in range(count):
            rng = random.Random(seed + number)
            border = styles[number % 6] if bordered else "none"
            tables = three_tables(seed + number, ZEROS[number % len(ZEROS)], rng.choice([9, 900, 90000]))
            page = as_html(tables, border, rng.choice([10, 12, 14, 16]), rng.choice([14, 24, 40]), number % 3 == 0)
            source.write_text(page, encoding="utf-8")
            command = [program, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}", str(source)]
            subprocess.run(command, capture_output=True, timeout=120, check=True)
            made.append((f"browser {number} {border}", target.read_bytes(), tables))
    return made


def office_documents(program: str, count: int, seed: int, bordered: bool) -> Documents:
    """DOCX files in as many layouts, printed to PDF by LibreOffice in one go."""
    with tempfile.TemporaryDirectory() as folder:
        home, sources, known = Path(folder), [], []
        for number in range(count):
            largest = random.Random(seed + number).choice([9, 900, 90000])
            tables = three_tables(seed + number, ZEROS[number % len(ZEROS)], largest)
            source = home / f"{number:03}.docx"
            source.write_bytes(draw_docx(tables, seed + number, bordered))
            sources.append(str(source))
            known.append(tables)
        command = [program, "--headless", f"-env:UserInstallation=file://{home}/profile", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(home), *sources], capture_output=True, timeout=560, check=True)
        made = [(f"office {n}", (home / f"{n:03}.pdf").read_bytes(), tables) for n, tables in enumerate(known)]
    return [one for one in made if is_whole(one[1], one[2])]


def is_whole(data: bytes, tables: list[tuple[str, Model]]) -> bool:
    """Whether every letter of the form reached the PDF; LibreOffice leaves lines out that do not fit a fixed row."""
    with pdfium.PdfDocument(data) as document:
        printed = "".join(page.get_textpage().get_text_range() for page in document)
    wanted = Counter("".join(cell.text for _, model in tables for row in model for cell in row))
    return not wanted - Counter(printed.replace("\x02", "-").replace("\ufffe", "-"))


def measure(documents: Documents, verbose: bool, keep: Path | None) -> None:
    exact = whole = 0
    spent = []
    for name, data, tables in documents:
        begun = time.process_time()
        document = read_ofd(data) if data[:2] == b"PK" else read_pdf(data)
        spent.append(time.process_time() - begun)
        wrong = differences(document, tables)
        exact += len(tables) - len(wrong)
        whole += not wrong
        if wrong and verbose:
            print(f"{name}\n" + "\n".join(wrong))
        if wrong and keep:
            (keep / (re.sub(r"\W+", "-", name)[:60] + ".pdf")).write_bytes(data)
    total = 3 * len(documents)
    print(
        f"exact tables {exact}/{total}, documents {whole}/{len(documents)}, "
        f"median {1000 * statistics.median(spent):.1f} ms/document (CPU)"
    )


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--count", type=int, default=56)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--verbose", action="store_true")
    words.add_argument("--keep", type=Path, help="folder for the documents that were not exact")
    words.add_argument("--browser", type=int, default=0, help="so many web pages printed by Chromium too")
    words.add_argument("--office", type=int, default=0, help="so many DOCX printed by LibreOffice too")
    words.add_argument("--borderless", action="store_true", help="print those without any rules")
    chosen = words.parse_args()
    drawn, fixed = [], []
    for layout in layouts(chosen.count, chosen.seed):
        tables = three_tables(layout.seed, layout.zero, layout.largest)
        drawn.append((str(layout), draw_report(layout, tables), tables))
        fixed.append((str(layout), draw_report(replace(layout, turned=0), tables, OfdWriter), tables))
    for name, documents in (("drawn as PDF:", drawn), ("drawn as OFD:", fixed)):
        print(name, end=" ")
        measure(documents, chosen.verbose, chosen.keep)
    printers = (("chromium", chosen.browser, browser_documents), ("soffice", chosen.office, office_documents))
    for program, count, documents in printers:
        path = shutil.which(program)
        if count and path:
            print(f"{program}:", end=" ")
            measure(documents(path, count, chosen.seed, not chosen.borderless), chosen.verbose, chosen.keep)


if __name__ == "__main__":
    main()
