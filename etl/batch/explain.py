"""Owns the explanation of one document: how it was understood, on a terminal or as a page beside the document."""

from __future__ import annotations

import base64
import hashlib
import html
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from catalog.problems import kinds
from etl.agencies import load_registry
from etl.batch.discover import files, printable
from etl.batch.reading import WORD_NAMES, parsed_before
from etl.documents.archive import members
from etl.documents.document import Document, Grid, GridCell
from etl.documents.sniff import read_document, sniff
from etl.errors import MingjingError, UnreadableDocument
from etl.parsing.read import read_report
from etl.parsing.several import label_of, reports_in
from etl.report import NUMBER, Cell, Report, Source

WIDTH = 200  # letters of a table on a terminal; a narrower one would break every key
COLOURS = {"number": "#d8efe3", "blank": "#fdf1cf", "na": "#e7e3f4", "text": "#f9dcd5"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A document, the report read from it (None if it was rejected), and why it was rejected."""

    label: str
    document: Document | None
    report: Report | None
    rejected: str = ""
    remedy: str = ""

    def cell_at(self, table_index: int, cell: GridCell) -> Cell | None:
        """The reported cell that was read from this place of the document, if any."""
        for found in self.report.cells if self.report else ():
            where = found.where
            if (where.table_index, where.row, where.column) == (table_index, cell.row, cell.column):
                return found
        return None


def explain(data: bytes, label: str) -> Explanation:
    """Read one document and keep everything that was understood on the way; never raises for a bad document."""
    document = None
    try:
        if sniff(data, label) == "report_json":
            return Explanation(label, None, parsed_before(data))
        document = read_document(data, label)
    except UnreadableDocument as error:
        kind = kinds()[error.code]
        return Explanation(label, document, None, kind.sentence(error.detail), kind.remedy())
    return _of_document(document, label, hashlib.sha256(data).hexdigest())


def explain_parts(data: bytes, label: str) -> tuple[Explanation, ...]:
    """The explanations of the reports that one file holds, mostly one."""
    whole = explain(data, label)
    parts = reports_in(whole.document) if whole.document is not None else ()
    digest = hashlib.sha256(data).hexdigest()
    found = (_of_document(part.document, label_of(label, at, part), digest) for at, part in enumerate(parts, 1))
    return tuple(found) or (whole,)


def _of_document(document: Document, label: str, sha256: str) -> Explanation:
    address = document.metadata.get("address")
    source = Source(label, sha256, document.medium, address)
    try:
        return Explanation(label, document, read_report(document, source, load_registry(), address))
    except UnreadableDocument as error:
        kind = kinds()[error.code]
        return Explanation(label, document, None, kind.sentence(error.detail), kind.remedy())


def explain_all(inputs: Sequence[Path], paper: Console, page: Path | None = None) -> None:
    """Print the explanation of every file of the inputs; `page` takes one file. Raises MingjingError for none, or for a
    page that cannot be written."""
    if page is not None and (len(inputs) > 1 or inputs[0].is_dir()):
        raise MingjingError("--page shows one document: name one file.")
    found = [one for one in files(inputs, leave_out=page or Path(), max_bytes=1 << 62) if one.problem is None]
    if not found:
        raise MingjingError(f"There is no file in {', '.join(map(str, inputs))}.")
    for one in found:
        explain_file(one.path, paper, page)


def explain_file(path: Path, paper: Console, page: Path | None = None) -> None:
    """Print the explanation of one file; with `page`, also write it as an HTML page with the document beside it."""
    data, label = path.read_bytes(), printable(path.name)
    if sniff(data, label) == "zip" and path.suffix.lower() not in WORD_NAMES:
        _explain_archive(data, label, paper)
        return
    explanations = explain_parts(data, label)
    for explanation in explanations:
        show(explanation, paper)
    if page is not None:
        try:
            page.write_text(as_page(explanations[0], data), encoding="utf-8")
        except OSError as error:
            raise MingjingError(f"Cannot write {page}: {error.strerror}.") from error
        paper.print(f"page: {page}", markup=False)


def _explain_archive(data: bytes, label: str, paper: Console) -> None:
    """Print the explanation of every member of an archive, or why it is not unpacked."""
    try:
        for name, content in members(data, label):
            for explanation in explain_parts(content, f"{label}!{name}"):
                show(explanation, paper)
    except UnreadableDocument as error:
        kind = kinds()[error.code]
        paper.print(f"{kind.sentence(error.detail)}。{kind.remedy()}", markup=False)


def show(explanation: Explanation, paper: Console) -> None:
    """Identity with its evidence, the form, each table as a grid with keys and states, figures, problems."""
    paper.rule(escape(explanation.label))
    report = explanation.report
    if report is None:
        paper.print(f"{explanation.rejected}。{explanation.remedy}", markup=False)
        return
    for name, value in identity_lines(report):
        paper.print(f"{name:>14}  {value}", markup=False)
    wide = Console(file=paper.file, width=max(paper.width, WIDTH))
    for index, grid in enumerate(explanation.document.grids if explanation.document else ()):
        wide.print(_terminal_grid(explanation, index, grid))
    for figure in report.figures:
        line = (
            f"  {figure.metric} {figure.bound} {figure.value} {figure.unit}  [{figure.confidence}]  {figure.evidence}"
        )
        paper.print(line, markup=False)
    for problem in report.problems:
        paper.print(f"  ! {problem.code}: {problem.message} → {kinds()[problem.code].remedy()}", markup=False)


def identity_lines(report: Report) -> list[tuple[str, str]]:
    """(name, value with its evidence) of what identifies a report."""
    values = {
        "agency": f"{report.agency_printed} → {report.agency_id}",
        "region": report.region_code,
        "year": report.year,
        "scope": report.scope,
        "published_on": report.published_on,
        "title": report.title,
        "form": report.form,
        "medium": report.source.medium,
    }
    evidence = report.identity_evidence
    lines = []
    for name, value in values.items():
        shown = "—" if value is None else str(value)
        lines.append((name, shown + (f"  ({evidence[name]})" if evidence.get(name) else "")))
    return lines


def _terminal_grid(explanation: Explanation, index: int, grid: Grid) -> Table:
    """A table of the document: keys of rows and columns at its edges, or in the cell where a row or column has more
    than one; every state that is not a number is named."""
    found = {
        (cell.row, cell.column): read
        for row in grid.rows
        for cell in row
        if (read := explanation.cell_at(index, cell)) is not None
    }
    down = [_keys(read.row for (row, _), read in found.items() if row == number) for number in range(len(grid.rows))]
    across = [
        _keys(read.column for (_, column), read in found.items() if column == number) for number in range(grid.width)
    ]
    table = Table(title=f"table {index}, page {grid.page or '—'}", show_lines=True)
    table.add_column("row key", no_wrap=True)
    for keys in across:
        table.add_column(escape(keys[0]) if len(keys) == 1 else "", overflow="fold", max_width=None if keys else 30)
    for number, row in enumerate(grid.rows):
        texts = [""] * grid.width
        for cell in row:
            read = found.get((cell.row, cell.column))
            text = " ".join(cell.text.split())
            if read is not None:
                alone = len(down[number]) == 1 and len(across[cell.column]) == 1
                text = " ".join([text or "□", *([] if alone else [f"{read.row}·{read.column}"])])
                text += "" if read.state == NUMBER else f" ({read.state})"
            texts[cell.column] = escape(text)
        table.add_row(escape(down[number][0]) if len(down[number]) == 1 else "", *texts)
    return table


def _keys(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))


def as_page(explanation: Explanation, data: bytes) -> str:
    """One self-contained HTML page: the document on the left, what was read of it on the right."""
    report = explanation.report
    if report is None:
        right = f"<p class=bad>{html.escape(explanation.rejected)}。{html.escape(explanation.remedy)}</p>"
    else:
        lines = "".join(f"<tr><th>{n}<td>{html.escape(v)}" for n, v in identity_lines(report))
        problems = "".join(
            f"<li><b>{p.code}</b> {html.escape(p.message)} → {html.escape(kinds()[p.code].remedy())}"
            for p in report.problems
        )
        grids = explanation.document.grids if explanation.document else ()
        tables = "".join(_page_grid(explanation, index, grid) for index, grid in enumerate(grids))
        right = f"<table>{lines}</table><ul>{problems}</ul>{tables}"
    legend = " ".join(f'<span style="background:{colour}">{state}</span>' for state, colour in COLOURS.items())
    return (
        f"<!doctype html><html lang=zh><meta charset=utf-8><title>{html.escape(explanation.label)}</title><style>"
        "body{font:14px system-ui;display:grid;grid-template-columns:1fr 1fr;gap:1rem;margin:1rem}"
        "td,th{border:1px solid #bbb;padding:2px 6px;text-align:left;vertical-align:top}table{border-collapse:collapse;"
        "margin:.5rem 0}img,iframe{width:100%;border:1px solid #ccc}iframe{height:95vh}.bad{color:#a00}"
        "section{overflow:auto;max-height:97vh}span{padding:0 .4em}</style>"
        f"<section>{_original(explanation, data)}</section><section>{legend}{right}</section></html>"
    )


def _page_grid(explanation: Explanation, index: int, grid: Grid) -> str:
    rows = []
    for row in grid.rows:
        cells = []
        for cell in row:
            found = explanation.cell_at(index, cell)
            style = f' style="background:{COLOURS[found.state]}" title="{found.row} · {found.column}"' if found else ""
            spans = f" rowspan={cell.row_span} colspan={cell.column_span}"
            cells.append(f"<td{spans}{style}>{html.escape(cell.text)}")
        rows.append("<tr>" + "".join(cells))
    return f"<h4>table {index}, page {grid.page or '—'}</h4><table>{''.join(rows)}</table>"


def _original(explanation: Explanation, data: bytes) -> str:
    """The document as its readers would see it: pages of a PDF as pictures, a web page in a closed frame, else text."""
    document = explanation.document
    if document is not None and document.medium == "pdf":
        return "".join(f'<img alt="page" src="data:image/png;base64,{page}">' for page in _pdf_pages(data))
    if document is not None and document.medium in ("html", "mhtml"):
        blocks = (
            b.text if not isinstance(b, Grid) else "\n".join(" | ".join(c.text for c in r) for r in b.rows)
            for b in document.blocks
        )
        source = "".join(f"<p>{html.escape(text)}</p>" for text in blocks)
        return f'<iframe sandbox="" srcdoc="{html.escape(source)}"></iframe>'
    paragraphs = document.paragraphs if document is not None else ()
    return "".join(f"<p>{html.escape(paragraph.text)}</p>" for paragraph in paragraphs)


def _pdf_pages(data: bytes) -> list[str]:
    import pypdfium2

    pictures = []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            buffer = io.BytesIO()
            page.render(scale=1.3).to_pil().save(buffer, "PNG")
            pictures.append(base64.b64encode(buffer.getvalue()).decode())
    return pictures
