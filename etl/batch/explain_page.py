"""Owns the explanation of one document as a web page: the document on the left, what was read of it on the right."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Sequence
from html import escape

from catalog.commands import language, tell
from catalog.problems import kinds
from etl.batch.explain import Explanation, identity_lines, table_name
from etl.documents.document import Grid
from etl.report import Report

COLOURS = {"number": "#d8efe3", "blank": "#fdf1cf", "na": "#e7e3f4", "text": "#f9dcd5"}
PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}  # those that a browser shows, by their first bytes
STYLE = """
body{font:14px/1.5 system-ui,sans-serif;margin:1rem;display:grid;gap:1rem;
  grid-template-columns:minmax(0,1fr) minmax(0,1fr)}
section{overflow:auto;max-height:96vh}
h2{font-size:1rem;margin:0 0 .5rem}h3{font-size:1rem;margin:1rem 0 .3rem}
table{border-collapse:collapse;margin:.5rem 0}
td,th{border:1px solid #bbb;padding:2px 6px;text-align:left;vertical-align:top;font-weight:normal}
th{color:#555;white-space:nowrap}
img,iframe{width:100%;border:1px solid #ccc}iframe{height:88vh}
small{display:block;color:#555;font-size:11px}
.unsure{text-decoration:underline dotted 2px #a00}.bad{color:#a00}.legend span{padding:0 .4em;margin-right:.4em}
@media(max-width:900px){body{display:block}}
"""


def as_page(explanations: Sequence[Explanation], data: bytes) -> str:
    """One self-contained HTML page, in the reader's language, of the reports that a document holds; `data` are its
    bytes."""
    label = explanations[0].label
    left = "".join(_original(one, data) for one in (explanations[:1] if _is_pdf(explanations[0]) else explanations))
    right = "".join(_read(one) for one in explanations)
    return (
        f"<!doctype html><html lang={language()}><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>{escape(label)}</title><style>{STYLE}</style>"
        f"<section><h2>{escape(tell('the_document'))} · {escape(label)}</h2>{left}"
        f"</section><section><h2>{escape(tell('what_was_read'))}</h2>{right}</section></html>"
    )


def _is_pdf(explanation: Explanation) -> bool:
    return explanation.document is not None and explanation.document.medium == "pdf"


def _read(explanation: Explanation) -> str:
    """What was read of one report, or why nothing was."""
    if explanation.report is None:
        return f"<p class=bad>{escape(explanation.rejected)} → {escape(explanation.remedy)}</p>"
    return "".join(_read_parts(explanation, explanation.report))


def _read_parts(explanation: Explanation, report: Report) -> Iterable[str]:
    """Identity, problems, tables with their keys, figures of the text."""
    lines = "".join(f"<tr><th>{escape(name)}<td>{escape(value)}" for name, value in identity_lines(report))
    yield f"<table>{lines}</table>"
    if report.problems:
        problems = "".join(
            f"<li><b>{escape(one.code)}</b> {escape(kinds()[one.code].said_in(one.message, language()))} → "
            f"{escape(kinds()[one.code].remedy(language()))}"
            for one in report.problems
        )
        yield f"<h3>{escape(tell('problems'))}</h3><ul>{problems}</ul>"
    legend = "".join(
        f'<span style="background:{colour}">{escape(tell(f"state_{state}"))}</span>'
        for state, colour in COLOURS.items()
    )
    legend += f"<span class=unsure>{escape(tell('not_certain'))}</span>"
    yield f"<h3>{escape(tell('tables'))}</h3><p class=legend>{legend}</p>"
    for index, grid in enumerate(explanation.document.grids if explanation.document else ()):
        yield f"<h3>{escape(table_name(index, grid))}</h3>{_grid(grid, explanation, index)}"
    if report.figures:
        rows = "".join(
            f"<tr><td>{escape(one.metric)}<td>{escape(f'{one.bound} {one.value} {one.unit}')}"
            f"<td>{escape(one.confidence)}<td>{escape(one.evidence)}"
            for one in report.figures
        )
        yield f"<h3>{escape(tell('figures'))}</h3><table>{rows}</table>"


def _grid(grid: Grid, explanation: Explanation | None = None, index: int = 0) -> str:
    """A table of the document; with an explanation each cell that was read has the colour of its state and its keys, a
    dotted line where its reading is not certain."""
    rows = []
    for row in grid.rows:
        cells = []
        for cell in row:
            found = explanation.cell_at(index, cell) if explanation else None
            style = f' style="background:{COLOURS[found.state]}"' if found else ""
            style += " class=unsure" if found and not found.certain else ""
            keys = " · ".join(key for key in (found.row, found.column) if key) if found else ""
            spans = f" rowspan={cell.row_span} colspan={cell.column_span}"
            cells.append(f"<td{spans}{style}>{escape(cell.text)}" + (f"<small>{escape(keys)}</small>" if keys else ""))
        rows.append("<tr>" + "".join(cells))
    return f"<table>{''.join(rows)}</table>"


def _original(explanation: Explanation, data: bytes) -> str:
    """The document as its readers would see it: pages of a PDF as pictures, a picture as it is, else its paragraphs and
    tables in order; a web page's in a closed frame."""
    document = explanation.document
    if document is None:
        return ""
    if _is_pdf(explanation):
        return "".join(f'<img alt="page" src="data:image/png;base64,{page}">' for page in _pdf_pages(data))
    if kind := next((kind for start, kind in PICTURES.items() if data.startswith(start)), ""):
        return f'<img alt="page" src="data:{kind};base64,{base64.b64encode(data).decode()}">'
    source = "".join(
        _grid(block) if isinstance(block, Grid) else f"<p>{escape(block.text)}</p>" for block in document.blocks
    )
    if document.medium in ("html", "mhtml"):
        return f'<iframe sandbox="" srcdoc="{escape(f"<style>{STYLE}body{{display:block}}</style>{source}")}"></iframe>'
    return source


def _pdf_pages(data: bytes) -> list[str]:
    """Every page of a PDF as a PNG picture in base64."""
    import pypdfium2

    pictures = []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            buffer = io.BytesIO()
            page.render(scale=1.3).to_pil().save(buffer, "PNG")
            pictures.append(base64.b64encode(buffer.getvalue()).decode())
    return pictures
