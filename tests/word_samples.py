"""Owns DOCX files written by hand for tests: the XML of a body to the bytes of a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

from tests.media_samples import LABELS_2021
from tests.report_grids import Line, laid

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def docx(body: str, **parts: str) -> bytes:
    """A file with a body; `parts` are more parts of word/ by name without ending."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text.replace("<w:ROOT", f"<w:ROOT {SPACES}"))
    return file.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inline: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inline)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def of_lines(lines: Sequence[Line], write: Callable[[str], str] | None = None) -> str:
    """The table of lines with spans; `write` gives the paragraphs of a cell."""
    content = write or (lambda text: paragraph(run(text)))
    rows, open_cells = [], {}
    for grid_row in laid(lines).rows:
        number = len(rows)
        cells = {one.column: one for one in grid_row}
        cells |= {column: one for column, one in open_cells.items() if one.row + one.row_span > number}
        open_cells |= {one.column: one for one in grid_row if one.row_span > 1}
        row_cells = []
        for column in sorted(cells):
            one = cells[column]
            merge = '<w:vMerge w:val="restart"/>' if one.row == number else "<w:vMerge/>"
            properties = f'<w:gridSpan w:val="{one.column_span}"/>' if one.column_span > 1 else ""
            properties += merge if one.row_span > 1 else ""
            inner = content(one.text) if one.row == number else "<w:p/>"
            row_cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>")
        rows.append(row(*row_cells))
    return table(*rows)


def statutory(values: list[list[str]]) -> str:
    """Table three with merged label cells."""
    rows = []
    for (first, second), line in zip(LABELS_2021, values, strict=True):
        if second:
            merge = '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
            labels = cell(first, merge) + cell(second)
        else:
            labels = cell(first, '<w:gridSpan w:val="2"/>')
        rows.append(row(labels, *(cell(value) for value in line)))
    return table(*rows)
