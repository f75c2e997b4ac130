"""Owns DOCX files written by hand for tests: the XML of a body to the bytes of a file."""

from __future__ import annotations

import io
import zipfile

from tests.media_samples import LABELS_2021

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
