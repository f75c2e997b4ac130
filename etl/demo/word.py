"""Owns the DOCX writer: WordprocessingML with the merges, controls, revisions and split runs that real files hold."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from xml.sax.saxutils import escape

from .paper import Paper
from .sheet import Box, Row, Table

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WHEN = (2020, 1, 1, 0, 0, 0)
TABLE_WIDTH = 9000  # twentieths of a point
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
SHEET = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/></w:sectPr>'
)
ALL_WIDE = f'<w:tblW w:w="{TABLE_WIDTH}" w:type="dxa"/>'
MARK = 'w:id="7" w:author="演示" w:date="2020-01-01T00:00:00Z"'
TYPES = (
    f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{MAIN}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{MAIN}.numbering+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
ROOT = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
LINKS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
)
STYLES = (
    f'{XML}<w:styles xmlns:w="{SPACE}">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
    '<w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="21"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="numbered heading"/><w:basedOn w:val="1"/>'
    '<w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style></w:styles>'
)
NUMBERING = (
    f'{XML}<w:numbering xmlns:w="{SPACE}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="3"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in range(1, 9)
    )
    + '<w:num w:numId="9"><w:abstractNumId w:val="1"/></w:num>'
    + "</w:numbering>"
)
NUMERAL = re.compile(r"^[一二三四五六]、")
ITEM = re.compile(r"^[(（]?([1-8１-８])[.．、)）]")
CORE = (
    f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>演示数据</dc:title><dc:creator>演示数据</dc:creator></cp:coreProperties>"
)


def write_docx(paper: Paper, quirks: frozenset[str], random: Random) -> bytes:
    """The bytes of the package; the same every time, dates included."""
    body = "".join(_Writer(quirks, random).body(paper))
    document = f'{XML}<w:document xmlns:w="{SPACE}"><w:body>{body}{SHEET}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "word/document.xml": document,
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/_rels/document.xml.rels": LINKS,
        "docProps/core.xml": CORE,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as package:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, text.encode("utf-8"))
    return file.getvalue()


def _run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


@dataclass(frozen=True, slots=True)
class _Writer:
    quirks: frozenset[str]
    random: Random
    lists: list[int] = field(default_factory=list)  # one entry for each automatic list begun

    def body(self, paper: Paper) -> Iterator[str]:
        yield self.paragraph(paper.title, "1" if "heading_styles" in self.quirks else "title")
        yield self.paragraph(paper.notice)
        for part in paper.parts:
            if "numbered_headings" in self.quirks and (numeral := NUMERAL.match(part.heading)):
                yield self.paragraph(part.heading[numeral.end() :], "3")
            else:
                yield self.paragraph(part.heading, "1" if "heading_styles" in self.quirks else "bold")
            for is_heading, text in part.paragraphs:
                style = "2" if "heading_styles" in self.quirks else "bold"
                yield self.paragraph(text, style if is_heading else "")
            for table in paper.tables_of(part):
                if table.caption:
                    yield self.paragraph(table.caption, "right")
                yield self.table(table)
                yield "<w:p/>"
        yield self.paragraph(paper.agency, "right")
        yield self.paragraph(paper.date_in_words, "right")

    def paragraph(self, text: str, style: str = "") -> str:
        properties = {
            "title": '<w:pPr><w:jc w:val="center"/></w:pPr>',
            "right": '<w:pPr><w:jc w:val="right"/></w:pPr>',
            "bold": "",
            "": '<w:pPr><w:ind w:firstLineChars="200"/></w:pPr>',
        }.get(style, f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>')
        bold = "<w:rPr><w:b/></w:rPr>" if style in ("title", "bold") else ""
        if "split_runs" in self.quirks and len(text) > 4:
            cut = self.random.randrange(1, len(text))
            first, second = _run(text[:cut], bold), _run(text[cut:], bold)
            return f'<w:p>{properties}{first}<w:proofErr w:type="gramStart"/>{second}</w:p>'
        return f"<w:p>{properties}{_run(text, bold)}</w:p>"

    def table(self, table: Table) -> str:
        """The statutory table; in its own one-cell table where the document has that habit."""
        spare = "grid_after" in self.quirks
        total = sum(table.widths)
        widths = [round(TABLE_WIDTH * width / total) for width in table.widths] + ([120] if spare else [])
        grid = "" if "no_grid" in self.quirks else "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        grid = f"<w:tblGrid>{grid}</w:tblGrid>" if grid else ""
        rows = "".join(self.rows(table, widths))
        style = f"<w:tblPr>{ALL_WIDE}<w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr>"
        inner = f"<w:tbl>{style}{grid}{rows}</w:tbl>"
        if "outer_table" in self.quirks:
            frame = f'<w:tblPr>{ALL_WIDE}</w:tblPr><w:tblGrid><w:gridCol w:w="{TABLE_WIDTH}"/></w:tblGrid>'
            return f"<w:tbl>{frame}<w:tr><w:tc><w:tcPr/>{inner}<w:p/></w:tc></w:tr></w:tbl>"
        return inner

    def rows(self, table: Table, widths: list[int]) -> Iterator[str]:
        """Rows with the empty continuation cells that a vertical merge needs."""
        above: list[tuple[Box, int]] = []
        for number, row in enumerate(table.rows):
            cells = [(box.column, self.cell(box, widths, continued=True)) for box, _ in above]
            cells += [(box.column, self.cell(self._wide(table, number, row, box), widths)) for box in row]
            above = [(box, left - 1) for box, left in above if left > 1]
            above += [(box, box.row_span - 1) for box in row if box.row_span > 1]
            properties = '<w:trPr><w:gridAfter w:val="1"/></w:trPr>' if "grid_after" in self.quirks and number else ""
            yield f"<w:tr>{properties}{''.join(cell for _, cell in sorted(cells, key=lambda pair: pair[0]))}</w:tr>"

    def _wide(self, table: Table, number: int, row: Row, box: Box) -> Box:
        """The first row of a table with a spare grid column reaches over it."""
        if "grid_after" in self.quirks and number == 0 and box is row[-1] and box.row_span == 1:
            return Box(box.text, box.kind, box.column, box.column_span + 1)
        return box

    def cell(self, box: Box, widths: list[int], *, continued: bool = False) -> str:
        width = sum(widths[box.column : box.column + box.column_span])
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if box.column_span > 1 and "merged_by_marks" in self.quirks:
            first = Box("" if continued else box.text, box.kind, box.column, 1, box.row_span)
            parts = [first, *(Box("", box.kind, box.column + n, 1, box.row_span) for n in range(1, box.column_span))]
            cells = [self.cell(part, widths, continued=continued) for part in parts]
            marked = [f'<w:hMerge w:val="{"restart" if part is first else "continue"}"/>' for part in parts]
            return "".join(
                cell.replace("<w:tcPr>", f"<w:tcPr>{mark}", 1) for cell, mark in zip(cells, marked, strict=True)
            )
        if box.column_span > 1:
            properties += f'<w:gridSpan w:val="{box.column_span}"/>'
        if continued:
            return f"<w:tc><w:tcPr>{properties}<w:vMerge/></w:tcPr><w:p/></w:tc>"
        if box.row_span > 1:
            properties += '<w:vMerge w:val="restart"/>'
        cell = f"<w:tc><w:tcPr>{properties}</w:tcPr>{self.content(box)}</w:tc>"
        if "content_controls" in self.quirks and box.kind == "value" and box.row_span == 1:
            lock = f'<w:sdtPr><w:id w:val="{self.random.randrange(1, 10**6)}"/></w:sdtPr>'
            return f"<w:sdt>{lock}<w:sdtContent>{cell}</w:sdtContent></w:sdt>"
        return cell

    def content(self, box: Box) -> str:
        """The paragraphs of a cell."""
        if box.kind == "value":
            return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{self.figure(box.text)}</w:p>'
        if "automatic_numbering" in self.quirks and box.kind == "label" and (item := ITEM.match(box.text)):
            self.lists.extend([0] if item[1] in "1１" else [])
            number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{len(self.lists)}"/></w:numPr>'
            return f"<w:p><w:pPr>{number}</w:pPr>{_run(box.text[item.end() :])}</w:p>"
        if "label_paragraphs" in self.quirks and len(box.text) > 6:
            cut = len(box.text) // 2
            return f"<w:p>{_run(box.text[:cut])}</w:p><w:p>{_run(box.text[cut:])}</w:p>"
        return f"<w:p>{_run(box.text)}</w:p>"

    def figure(self, text: str) -> str:
        """The runs of a figure, with what revisions, templates and checkers add to them."""
        if not text:
            return ""
        runs, chance = _run(text), self.random.random()
        if "split_runs" in self.quirks and len(text) > 1:
            runs = _run(text[:1]) + '<w:proofErr w:type="spellEnd"/>' + _run(text[1:])
        elif "smart_tags" in self.quirks and chance < 0.3:
            tag = 'w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="chmetcnv"'
            runs = f"<w:smartTag {tag}>{runs}</w:smartTag>"
        elif "smart_tags" in self.quirks and chance < 0.5:
            runs = f'<w:fldSimple w:instr=" =SUM(LEFT) ">{runs}</w:fldSimple>'
        if "tracked_changes" in self.quirks and chance < 0.25:
            gone = '<w:r><w:delText xml:space="preserve">88</w:delText></w:r>'
            runs = f"<w:del {MARK}>{gone}</w:del><w:ins {MARK}>{runs}</w:ins>"
        if "struck_runs" in self.quirks and 0.3 < chance < 0.5:
            runs = _run("88", "<w:rPr><w:strike/></w:rPr>") + runs
        if "hidden_runs" in self.quirks and chance > 0.6:
            runs = _run("99", "<w:rPr><w:vanish/></w:rPr>") + runs
        return runs
