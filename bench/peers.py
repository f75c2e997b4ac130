"""What other tools make of the same documents in the same run: figures of table three that come out exactly, and time.

    ./dev run python -m bench.peers [--per-medium 40]

Peers that are not installed are skipped with a line that says how to install them; they belong into an environment of
their own, never into the project's:

    uv venv /tmp/peers
    uv pip install --python /tmp/peers -r requirements/runtime.txt pdfplumber 'markitdown[docx,pdf]'
    /tmp/peers/bin/python -m bench.peers

The documents are the demonstration's (演示数据), their truth is known. A row of table three counts where a peer gives a
row, in the right order, whose last cells are its figures; blanks, separators and the width of digits do not matter. So
a peer needs not know which row is which: that is more than it would get in use. Prints a table in Markdown."""

from __future__ import annotations

import argparse
import difflib
import importlib.util
import io
import json
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.agencies import load_registry
from etl.batch.reading import read_bytes
from etl.demo import write_demo

Row = tuple[str, ...]
Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool: the module to import, the media it takes, and the rows of all tables that it finds in a file."""

    name: str
    module: str
    media: tuple[str, ...]
    rows: Callable[[Path], Rows]


def ours(path: Path) -> Rows:
    """The rows of table three as this project reads them."""
    report = read_bytes(path.read_bytes(), path.name, "0" * 64)
    rows: dict[str, list[str]] = {}
    for cell in report.cells:
        if cell.table == "requests":
            rows.setdefault(cell.row, []).append(cell.printed)
    return list(rows.values())


def with_pandas(path: Path) -> Rows:
    import pandas

    tables = pandas.read_html(io.BytesIO(path.read_bytes()))
    return [[str(value) for value in row] for table in tables for row in table.itertuples(index=False)]


def with_pdfplumber(path: Path) -> Rows:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return [
            [value or "" for value in row] for page in pdf.pages for table in page.extract_tables() for row in table
        ]


def with_markitdown(path: Path) -> Rows:
    from markitdown import MarkItDown

    return list(piped(MarkItDown().convert(str(path)).text_content))


def with_docling(path: Path) -> Rows:
    from docling.document_converter import DocumentConverter

    return list(piped(DocumentConverter().convert(str(path)).document.export_to_markdown()))


def piped(text: str) -> Iterator[list[str]]:
    """The rows of the tables of a Markdown text."""
    for line in text.splitlines():
        if line.strip().startswith("|"):
            yield [part.strip() for part in line.strip().strip("|").split("|")]


PEERS = (
    Peer("this project", "etl", (".html", ".docx", ".pdf", ".txt"), ours),
    Peer("pandas.read_html", "pandas", (".html",), with_pandas),
    Peer("pdfplumber extract_tables", "pdfplumber", (".pdf",), with_pdfplumber),
    Peer("markitdown", "markitdown", (".html", ".docx", ".pdf"), with_markitdown),
    Peer("docling", "docling", (".html", ".docx"), with_docling),
)


def figure(text: str) -> str:
    """A printed figure without what does not matter."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).replace(",", "").removesuffix(".0")
    return "" if plain.lower() == "nan" else plain


def truth_of(record: dict[str, list[dict[str, str]]]) -> list[Row]:
    """The rows of table three as the document prints them."""
    rows: dict[str, list[str]] = {}
    cells = [cell for cell in record["cells"] if cell["table"] == "requests"]
    for cell in sorted(
        cells, key=lambda cell: cell["column"] == "total"
    ):  # printed last, after columns of local making
        rows.setdefault(cell["row"], []).append(figure(cell["printed"]))
    return [tuple(row) for row in rows.values()]


def found_rows(truth: list[Row], rows: Iterable[list[str]]) -> int:
    """How many rows of the truth come out exactly and in order."""
    width = len(truth[0])
    given = [tuple(figure(text) for text in row[-width:]) for row in rows]
    blocks = difflib.SequenceMatcher(None, truth, given, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def measure(peer: Peer, suffix: str, documents: list[tuple[Path, list[Row]]]) -> str:
    """A line of the table."""
    cells = exact = all_cells = whole = failed = 0
    start = time.process_time()
    read: list[Rows | None] = []
    for path, _ in documents:
        try:
            read.append(peer.rows(path))
        except Exception:  # noqa: BLE001  a peer may fail in any way
            read.append(None)
    spent = time.process_time() - start
    for (_, truth), rows in zip(documents, read, strict=True):
        cells = sum(map(len, truth))
        all_cells += cells
        if rows is None:
            failed += 1
            continue
        matched = found_rows(truth, rows)
        exact += matched * len(truth[0])
        whole += matched == len(truth)
    number = len(documents)
    return (
        f"| {peer.name} | {suffix[1:]} | {number} | {exact / all_cells:.1%} | {whole} | {failed} | "
        f"{1000 * spent / number:.0f} |"
    )


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--per-medium", type=int, default=40)
    chosen = words.parse_args()
    load_registry()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_demo(folder)
        lines = (folder / "truth" / "reports.jsonl").read_text(encoding="utf-8").split("\n")
        records = [record for record in map(json.loads, filter(None, lines)) if truth_of(record)]
        print("| tool | medium | documents | cells of table three exact | tables exact | failed | ms a document |")
        print("|---|---|---|---|---|---|---|")
        for suffix in (".html", ".docx", ".pdf", ".txt"):
            named = [record for record in records if record["file"].endswith(suffix)][: chosen.per_medium]
            documents = [(folder / "documents" / record["file"], truth_of(record)) for record in named]
            for peer in PEERS:
                if suffix in peer.media and importlib.util.find_spec(peer.module):
                    measure(peer, suffix, documents[:1])  # imports are no part of the time
                    print(measure(peer, suffix, documents), flush=True)
    for peer in PEERS:
        if not importlib.util.find_spec(peer.module):
            print(f"\n{peer.name}: not installed; `uv pip install --python /tmp/peers {peer.module}` as above.")


if __name__ == "__main__":
    main()
