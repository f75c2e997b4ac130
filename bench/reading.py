"""Documents per second and core, by medium: bytes to Document to tables and sections, and the whole report.

    ./dev run python -m bench.reading [--folder FOLDER] [--per-medium 40]

Without --folder the demonstration documents are written to a temporary folder first. Times are processor time on one
core, median of five rounds over the same documents; the ratio is against the bare parse of the same bytes by the
library beneath.
"""

from __future__ import annotations

import argparse
import io
import platform
import statistics
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from etl.agencies import load_registry
from etl.demo import write_demo
from etl.documents.sniff import read_document, sniff
from etl.errors import UnreadableDocument
from etl.parsing.read import read_report
from etl.parsing.sections import split_sections
from etl.parsing.tables import read_tables
from etl.report import Source

ROUNDS = 5
TARGETS = {"html": 300, "docx": 45, "doc": 80, "pdf": 20, "ofd": 30}


def bare_pdf(data: bytes) -> None:
    """What PDFium itself needs for the text of every page."""
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            page.get_textpage().get_text_range()


def bare_docx(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        etree.fromstring(package.read("word/document.xml"))


def bare_html(data: bytes) -> None:
    LexborHTMLParser(data.decode("gb18030" if b"charset=gb" in data[:3000].lower() else "utf-8", "replace"))


BARE: dict[str, Callable[[bytes], None]] = {"pdf": bare_pdf, "docx": bare_docx, "html": bare_html}


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

    number, size = len(documents), sum(len(data) for _, data in documents) / 1e6
    read, all_of_it = seconds(tables), seconds(whole)
    target = TARGETS.get(medium)
    against = f"  × {read / seconds(bare):.1f} of the library alone" if medium in BARE else ""
    print(
        f"{medium:>5}  {number:>4} documents  {size:6.1f} MB  tables and sections {number / read:7.1f}/s"
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
        for medium, documents in sorted(load(folder, chosen.per_medium).items()):
            measure(medium, documents)


if __name__ == "__main__":
    main()
