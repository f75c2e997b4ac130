"""Owns the explanation of one document: how it was understood, told on a terminal (explain_page.py: as a page)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from catalog.commands import language, tell
from catalog.problems import evidence_in, kinds
from etl.agencies import load_registry
from etl.batch.reading import parsed_before
from etl.documents.document import Document, Grid, GridCell
from etl.documents.sniff import read_document, sniff
from etl.errors import UnreadableDocument
from etl.parsing.read import read_report
from etl.parsing.several import label_of, reports_in
from etl.report import NUMBER, Cell, Report, Source

WIDTH = 200  # letters of a table on a terminal; a narrower one would break every key


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
        return Explanation(label, document, None, *reason_of(error))
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
        return Explanation(label, document, None, *reason_of(error))


def show(explanation: Explanation, paper: Console) -> None:
    """Identity with its evidence, the form, each table as a grid with keys and states, figures, problems."""
    paper.rule(escape(explanation.label))
    report = explanation.report
    if report is None:
        paper.print(f"{explanation.rejected} → {explanation.remedy}", markup=False)
        return
    lines = identity_lines(report)
    widest = max(cell_len(name) for name, _ in lines)
    for name, value in lines:
        paper.print(f"  {name}{' ' * (widest - cell_len(name))}  {value}", markup=False)
    wide = Console(file=paper.file, width=max(paper.width, WIDTH))
    if paper.is_terminal and paper.width < WIDTH:
        paper.print(tell("too_narrow", width=WIDTH), style="dim")
    for index, grid in enumerate(explanation.document.grids if explanation.document else ()):
        wide.print(_terminal_grid(explanation, index, grid))
    if report.figures:
        paper.print(f"{tell('figures')}:", markup=False)
    for figure in report.figures:
        line = (
            f"  {figure.metric} {figure.bound} {figure.value} {figure.unit}  [{figure.confidence}]  {figure.evidence}"
        )
        paper.print(line, markup=False)
    if report.problems:
        paper.print(f"{tell('problems')}:", markup=False)
    for problem in report.problems:
        told = kinds()[problem.code].said_in(problem.message, language())
        paper.print(f"  ! {problem.code}: {told} → {kinds()[problem.code].remedy(language())}", markup=False)


def identity_lines(report: Report) -> list[tuple[str, str]]:
    """(name in the reader's language, value with its evidence) of what identifies a report."""
    values = {
        "agency": f"{report.agency_printed or '—'} → {report.agency_id or tell('not_in_register')}",
        "region": report.region_code,
        "year": report.year,
        "scope": report.scope,
        "published_on": report.published_on,
        "title": report.title,
        "form": report.form,
        "medium": report.source.medium,
    }
    evidence = {name: evidence_in(text, language()) for name, text in report.identity_evidence.items()}
    lines = []
    for name, value in values.items():
        shown = "—" if value is None else str(value)
        lines.append((tell(f"explain_{name}"), shown + (f"  ({evidence[name]})" if evidence.get(name) else "")))
    return lines


def _terminal_grid(explanation: Explanation, index: int, grid: Grid) -> Table:
    """A table of the document: keys of rows and columns at its edges, or in the cell where a row or column has more
    than one; every state that is not a number is named, and every reading that is not certain."""
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
    table = Table(title=table_name(index, grid), show_lines=True)
    table.add_column(tell("row_key"), no_wrap=True)
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
                text += "" if read.state == NUMBER else f" ({tell(f'state_{read.state}')})"
                text += "" if read.certain else f" ({tell('not_certain')})"
            texts[cell.column] = escape(text)
        table.add_row(escape(down[number][0]) if len(down[number]) == 1 else "", *texts)
    return table


def table_name(index: int, grid: Grid) -> str:
    """The table by its number in the document, from 0 as in the parsed report, and its page where there are pages."""
    return tell("explain_table_page", index=index, page=grid.page) if grid.page else tell("explain_table", index=index)


def reason_of(error: UnreadableDocument) -> tuple[str, str]:
    """Why a document was rejected and what to do, in the reader's language."""
    kind = kinds()[error.code]
    return kind.sentence(error.detail, language()), kind.remedy(language())


def _keys(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))
