"""Owns the sheet as a Word document: a ZIP of five small XML files, the same bytes for the same sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from etl.selfcheck.sheet import Sheet

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/></Types>'
)
ROOT_LINKS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
LINKS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
FONTS = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
STYLES = (
    f'{HEAD}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>{FONTS}<w:sz w:val="18"/>'
    '<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>'
)
WIDTHS = (1700, 2900, 2900, 2700, 3900)  # twentieths of a point; A4 lying, margins of 2 cm
TOTAL = sum(WIDTHS)
MOMENT = (1980, 1, 1, 0, 0, 0)


def to_docx(sheet: Sheet) -> bytes:
    """The sheet as the bytes of a DOCX file."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT_LINKS,
        "word/_rels/document.xml.rels": LINKS,
        "word/styles.xml": STYLES,
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{MAIN}"><w:body>{_body(sheet)}</w:body></w:document>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, MOMENT), text.encode(), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _body(sheet: Sheet) -> str:
    """Every paragraph and table, then the page: A4, lying."""
    parts = [_paragraph(sheet.title, bold=True, size=32, centred=True)]
    parts += [_paragraph(" · ".join(sheet.facts)), _paragraph(sheet.summary, bold=True)]
    if sheet.chapters:
        rows = [_row(sheet.headers, head=True)]
        for chapter in sheet.chapters:
            rows.append(_band(chapter.title))
            rows += [_row(line) for line in chapter.lines]
        parts.append(_table(rows))
    parts += [_paragraph(sheet.remark)] if sheet.remark else []
    parts += [_paragraph(sheet.unchecked_title, bold=True)]
    parts += [_paragraph(f"· {line}") for line in sheet.unchecked]
    parts.append(_paragraph(sheet.foot, size=16))
    margins = " ".join(f'w:{side}="1134"' for side in ("top", "right", "bottom", "left"))
    page = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    return (
        "".join(parts) + f'<w:sectPr>{page}<w:pgMar {margins} w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>'
    )


def _paragraph(text: str, *, bold: bool = False, size: int = 0, centred: bool = False) -> str:
    look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{size}"/>' if size else "")
    runs = "<w:r><w:br/></w:r>".join(
        f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(_clean(line))}</w:t></w:r>'
        for line in text.split("\n")
    )
    place = '<w:jc w:val="center"/>' if centred else ""
    return f'<w:p><w:pPr><w:spacing w:after="60"/>{place}</w:pPr>{runs}</w:p>'


def _clean(text: str) -> str:
    """The text without the control characters that XML does not allow."""
    return "".join(sign for sign in text if sign >= " " or sign == "\t")


def _table(rows: Iterable[str]) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TOTAL}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _row(texts: Sequence[str], *, head: bool = False) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(text, bold=head)}</w:tc>'
        for width, text in zip(WIDTHS, texts, strict=True)
    )
    again = "<w:trPr><w:tblHeader/></w:trPr>" if head else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{again}{cells}</w:tr>"


def _band(text: str) -> str:
    """A row over the whole width that names a chapter."""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EEEAE2"/>'
    cell = f'<w:tcPr><w:tcW w:w="{TOTAL}" w:type="dxa"/><w:gridSpan w:val="{len(WIDTHS)}"/>{shade}</w:tcPr>'
    return f"<w:tr><w:tc>{cell}{_paragraph(text, bold=True)}</w:tc></w:tr>"
