"""Sets a brief as Word document (Office Open XML, ECMA-376): a ZIP of XML parts with fixed dates."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from pandas.api.types import is_numeric_dtype

from dashboard import pictures
from dashboard.brief import parts
from dashboard.brief.contents import Brief, Chart, Table, cells

WIDTH, EMU = 700, 914_400
TEXT_WIDTH = int(6.69 * EMU)  # 17 cm between the margins of A4
TWIPS = 9_638


def to_docx(brief: Brief) -> bytes:
    """The brief as DOCX; charts are pictures with their finding as alternative text. Raises NoFont."""
    images = [
        pictures.to_png(chart.figure, pictures.Caption("", finding=chart.finding), WIDTH) for chart in brief.charts
    ]
    files = {
        "[Content_Types].xml": parts.TYPES,
        "_rels/.rels": parts.ROOT,
        "docProps/core.xml": parts.core(brief.title, brief.citation.as_of, brief.cited),
        "word/document.xml": parts.document(_body(brief, images)),
        "word/styles.xml": parts.styles(brief.reader.language),
        "word/numbering.xml": parts.NUMBERING,
        "word/footer1.xml": parts.footer(brief.status),
        "word/header1.xml": parts.header(brief.mark),
        "word/_rels/document.xml.rels": parts.relations(len(images)),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(_entry(name), text.encode())
        for number, image in enumerate(images, 1):
            archive.writestr(_entry(f"word/media/chart{number}.png"), image)
    return stream.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry that does not say when it was written."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    return entry


def _body(brief: Brief, images: Sequence[bytes]) -> str:
    say = brief.reader.say
    made = [paragraph(f" {brief.mark} ", "Mark")] if brief.mark else []
    made += [paragraph(brief.title, "Title"), paragraph(brief.choices, "Quiet")]
    made.append(paragraph(say("brief_findings"), "Heading1"))
    for number, (said, caution) in enumerate(brief.sentences, 1):
        made += [paragraph(f"{number}. {said}", "Finding"), paragraph(caution, "Quiet")]
    made.append(paragraph(say("brief_key_figures"), "Heading1"))
    heads = [say("metric"), say("value"), say("brief_change"), say("brief_base")]
    made.append(grid(heads, brief.figures, [False, True, True, False], [26, 14, 20, 40]))
    if brief.charts:
        made.append(paragraph(say("brief_charts"), "Heading1"))
    for number, (chart, image) in enumerate(zip(brief.charts, images, strict=True), 1):
        made += [paragraph(chart.title, "Heading2"), picture(chart, number, image), paragraph(chart.note, "Quiet")]
    made.append(paragraph(say("brief_tables"), "Heading1"))
    for table in brief.tables:
        made += [paragraph(table.title, "Heading2"), _table(table), paragraph(table.note, "Quiet")]
    for name, lines in (("brief_method", brief.method), ("brief_cautions", brief.cautions)):
        made.append(paragraph(say(name), "Heading1"))
        made += [paragraph(line, "ListBullet") for line in lines]
    return "".join([*made, paragraph(brief.cited, "Cited")])


def paragraph(text: str, style: str) -> str:
    """One paragraph in a style."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _table(table: Table) -> str:
    names, rows = list(table.rows.columns), cells(table)
    shares = [min(max(4, len(name), *(len(row[place]) for row in rows)), 34) for place, name in enumerate(names)]
    return grid(names, rows, [is_numeric_dtype(table.rows[name]) for name in names], shares)


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], shares: Sequence[int]) -> str:
    """A table whose head is repeated on every page; numbers stand at the right."""
    wide = [round(TWIPS * share / sum(shares)) for share in shares]
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in wide)
    lines = [_row(heads, right, wide, head=True), *(_row(row, right, wide) for row in rows)]
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Plain"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def _row(cells: Sequence[str], right: Sequence[bool], wide: Sequence[int], head: bool = False) -> str:
    made = []
    for text, number, room in zip(cells, right, wide, strict=True):
        side = '<w:jc w:val="right"/>' if number else ""
        style = "TableHead" if head else "TableText"
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{room}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{side}'
            f'</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
        )
    kept = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    return f"<w:tr><w:trPr>{kept}</w:trPr>{''.join(made)}</w:tr>"


def picture(chart: Chart, number: int, image: bytes) -> str:
    """A chart over the whole width of the text."""
    wide, tall = (int.from_bytes(image[place : place + 4], "big") for place in (16, 20))
    high = round(TEXT_WIDTH * tall / wide)
    alt = quoteattr(chart.finding)
    return (
        '<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{TEXT_WIDTH}" cy="{high}"/><wp:docPr id="{number}" name="chart{number}" descr={alt}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="chart{number}.png" descr={alt}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rIdChart{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{TEXT_WIDTH}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
