"""Documents per second and core, by medium: bytes to Document to tables and sections, and the whole report.

    ./dev run python -m bench.reading [--folder FOLDER] [--per-medium 40]

Without --folder the demonstration documents are written to a temporary folder first, and two media that it lacks are
added: DOC, one report of the tests read again and again, and OFD, drawn forms. Times are processor time on one core,
median of five rounds over the same documents. The first ratios say how often the bare parse of the same bytes by the
library beneath fits into reading tables and sections, and into the whole report. That parse gives a tree and no table;
so a second ratio, under its own name, is to a library or a plain walk that gives what this reading begins with, every
table as rows of text. HTML is also read as whole pages of a site: the same reports among navigation, scripts and lists
of links (`bench.site_frame`), because saved pages are mostly that.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import platform
import re
import statistics
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

import olefile
import pandas
import pypdfium2
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from bench.draw_ofd import OfdWriter
from bench.draw_pdf import draw_report
from bench.pdf_layout import Layout
from bench.seeds import FIXTURES
from bench.site_frame import framed
from bench.statutory_form import three_tables
from etl.agencies import load_registry
from etl.demo import write_demo
from etl.documents.sniff import read_document, sniff
from etl.errors import UnreadableDocument
from etl.parsing.read import read_report
from etl.parsing.sections import split_sections
from etl.parsing.tables import read_tables
from etl.report import Source

ROUNDS = 5
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TARGETS = {"html": 300, "docx": 45, "doc": 80, "pdf": 20, "ofd": 30}


def bare_pdf(data: bytes) -> None:
    """What PDFium itself needs for the text of every page."""
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            page.get_textpage().get_text_range()


def bare_docx(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        etree.fromstring(package.read("word/document.xml"))


def charset(data: bytes) -> str:
    """The encoding that a page declares, in the simplest way."""
    return "gb18030" if re.search(rb"charset=[\"']?gb", data[:3000], re.IGNORECASE) else "utf-8"


def bare_html(data: bytes) -> None:
    LexborHTMLParser(data.decode(charset(data), "replace"))


def bare_doc(data: bytes) -> None:
    """What olefile needs for the streams that the text is in."""
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        for name in file.listdir():
            file.openstream(name).read()


def bare_ofd(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                etree.fromstring(package.read(name))


def grids_html(data: bytes) -> None:
    """The tables of a page by pandas: a frame each."""
    text = data.decode(charset(data), "replace")
    with contextlib.suppress(ValueError):  # it says so of a page without tables, and of some spans
        pandas.read_html(io.StringIO(text), flavor="lxml")


def grids_docx(data: bytes) -> None:
    """The tables of a Word file by a plain walk of lxml: the text of each cell of each row, spans not looked at."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    for table in root.iter(f"{WORD}tbl"):
        [
            ["".join(text.text or "" for text in cell.iter(f"{WORD}t")) for cell in row.iter(f"{WORD}tc")]
            for row in table.iter(f"{WORD}tr")
        ]


def grids_python_docx(data: bytes) -> None:
    """The tables of a Word file by python-docx, where it is installed."""
    import docx

    for table in docx.Document(io.BytesIO(data)).tables:
        [[cell.text for cell in row.cells] for row in table.rows]


def grids_pdf(data: bytes) -> None:
    """The tables of a PDF by pdfplumber, where it is installed: bench.peers says how."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_tables()


GRIDS: dict[str, list[tuple[str, str, Callable[[bytes], None]]]] = {
    "html": [("pandas.read_html", "pandas", grids_html)],
    "page": [("pandas.read_html", "pandas", grids_html)],
    "docx": [("a plain walk with lxml", "lxml", grids_docx), ("python-docx", "docx", grids_python_docx)],
    "pdf": [("pdfplumber extract_tables", "pdfplumber", grids_pdf)],
}  # name, the module it needs

BARE: dict[str, Callable[[bytes], None]] = {
    "pdf": bare_pdf,
    "docx": bare_docx,
    "html": bare_html,
    "page": bare_html,
    "doc": bare_doc,
    "ofd": bare_ofd,
}


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of `work`, median of the rounds."""
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def load(folder: Path, limit: int) -> dict[str, list[tuple[str, bytes]]]:
    """Documents by medium, at most `limit` of each."""
    found: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        try:
            medium = sniff(data, path.name)
        except UnreadableDocument:
            continue
        if len(found[medium]) < limit:
            found[medium].append((path.name, data))
    return found


def more(limit: int) -> dict[str, list[tuple[str, bytes]]]:
    """Documents of media that the demonstration does not write."""
    layouts = [Layout(start=40 + 10 * (seed % 12), cut="inside" if seed % 2 else "between") for seed in range(limit)]
    forms = [draw_report(layout, three_tables(seed), OfdWriter) for seed, layout in enumerate(layouts)]
    return {
        "doc": [("report.doc", (FIXTURES / "report.doc").read_bytes())] * limit,
        "ofd": [(f"{number}.ofd", data) for number, data in enumerate(forms)],
    }


def _each(work: Callable[[bytes], None], documents: list[tuple[str, bytes]]) -> None:
    for _, data in documents:
        work(data)


def measure(medium: str, documents: list[tuple[str, bytes]]) -> None:
    registry = load_registry()

    def tables() -> None:
        for name, data in documents:
            document = read_document(data, name)
            split_sections(document)
            read_tables(document)

    def whole() -> None:
        for name, data in documents:
            document = read_document(data, name)
            read_report(document, Source(name, "0" * 64, medium), registry, None)

    def bare() -> None:
        for _, data in documents:
            BARE[medium](data)

    number, sizes = len(documents), sorted(len(data) for _, data in documents)
    read, all_of_it = seconds(tables), seconds(whole)
    target, against = TARGETS.get(medium), ""
    if medium in BARE:
        alone = seconds(bare)
        against = (
            f"  library alone {number / alone:.0f}/s: × {read / alone:.1f} and × {all_of_it / alone:.1f} (bar × 2)"
        )
    for name, module, work in GRIDS.get(medium, ()):
        if importlib.util.find_spec(module) is None:
            continue
        theirs = seconds(partial(_each, work, documents))
        against += f"  {name} {number / theirs:.0f}/s: × {read / theirs:.2f} and × {all_of_it / theirs:.2f}"
    print(
        f"{medium:>5}  {number:>4} documents of {sizes[0] / 1e3:.0f} to {sizes[-1] / 1e3:.0f} KB, median"
        f" {sizes[number // 2] / 1e3:.0f}  tables and sections {number / read:7.1f}/s"
        f"  whole report {number / all_of_it:7.1f}/s{f'  (bar {target}/s)' if target else ''}{against}"
    )


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--folder", type=Path)
    words.add_argument("--per-medium", type=int, default=40)
    chosen = words.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}, one core, median of {ROUNDS}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder
        if folder is None:
            write_demo(Path(temporary))
            folder = Path(temporary) / "documents"
        found = load(folder, chosen.per_medium)
        found["page"] = [(name, framed(data, seed)) for seed, (name, data) in enumerate(found.get("html", []))]
        if chosen.folder is None:
            found |= more(chosen.per_medium)
        for medium, documents in sorted(found.items()):
            measure(medium, documents)


if __name__ == "__main__":
    main()
