"""Owns DOCX: paragraphs and tables of a Word document as it shows them: changes accepted, hidden text left out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from etl.documents.document import Block, Document, Paragraph, Problem, problem
from etl.documents.office.numbering import Numbering, W, read_numbering
from etl.documents.office.package import Package, parse_xml
from etl.documents.office.wordpackage import count_pictures, facts_of, lacks_tables, main_part, transitional, word_tree
from etl.documents.office.wordtable import WordCell, table_blocks
from etl.documents.office.wordxml import (
    ACROSS,
    DOWN,
    OF_RUN,
    Marks,
    chosen,
    continues,
    is_hidden,
    is_raised,
    list_styles,
    marks_of,
    number_of,
    number_said,
    read_styles,
    said,
    value_of,
)
from etl.documents.superscripts import raised
from etl.errors import UnreadableDocument

OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
PARAGRAPH, TABLE, ROW, CELL, RUN, TEXT, OF_PARAGRAPH, OF_ROW, OF_CELL, FIELD, CHUNK = (
    W + name for name in ("p", "tbl", "tr", "tc", "r", "t", "pPr", "trPr", "tcPr", "fldChar", "altChunk")
)
SPAN, BEFORE, STYLE, OUTLINE, LISTED, TAKEN_OUT = (
    W + name for name in ("gridSpan", "gridBefore", "pStyle", "outlineLvl", "numPr", "cellDel")
)
GONE_ROW = (f"{W}del", f"{W}hidden")
BOXES = (f"{W}txbxContent", f"{W}object")
STANDS_FOR = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
UNSHOWN = """del moveFrom instrText delText delInstrText footnoteReference endnoteReference commentReference rPr pPr rt
    sdtPr sdtEndPr tblPr tblGrid trPr tcPr sectPr annotationRef"""
LEFT_OUT = frozenset(W + name for name in UNSHOWN.split())


def read_docx(data: bytes, *, enclosed: bool = False) -> Document:
    """The Document of a DOCX file; one that another encloses may not enclose further ones.

    Raises UnreadableDocument: truncated, not_a_docx, unreadable, too_large, password_protected, empty_file."""
    package = Package(data)
    name = main_part(package)
    raw = package.part(name)
    if raw is None:
        raise UnreadableDocument("not_a_docx", "缺 word/document.xml")
    root = parse_xml(transitional(raw), name)
    folder = name.rpartition("/")[0]
    styles = word_tree(package, f"{folder}/styles.xml")
    numbering = read_numbering(word_tree(package, f"{folder}/numbering.xml"), list_styles(styles))
    reader = _Reader(package, folder, numbering, styles, enclosed=enclosed)
    blocks, problems = _read(root, reader)
    return Document("docx", blocks, facts_of(package), problems)


def read_word_xml(data: bytes) -> Document:
    """The Document of a Word file kept as one XML text (Word 2003, or a flat package).

    Raises UnreadableDocument: unreadable, not_a_docx, empty_file."""
    root = parse_xml(transitional(data), "xml")
    numbering = root.find(f".//{W}numbering")
    styles = root.find(f".//{W}styles")
    reader = _Reader(None, "", read_numbering(numbering, list_styles(styles)), styles)
    blocks, problems = _read(root, reader)
    return Document("docx", blocks, problems=problems)


def _read(root: etree._Element, reader: _Reader) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of all bodies, and whether the tables that they lack may be pictures."""
    bodies = list(root.iter(f"{W}body"))
    if not bodies:
        raise UnreadableDocument("not_a_docx", "正文部分缺失")
    blocks = tuple(block for body in bodies for block in reader.blocks(body))
    pictures = count_pictures(root)
    if not blocks:
        raise UnreadableDocument("report_in_pictures", str(pictures)) if pictures else UnreadableDocument("empty_file")
    named = (problem("tables_in_pictures", str(pictures)),) if pictures and lacks_tables(blocks) else ()
    return blocks, named


class _Reader:
    """Guards what reading a body changes: open fields, list counts, text boxes met inside a paragraph."""

    def __init__(
        self,
        package: Package | None,
        folder: str,
        numbering: Numbering,
        styles: etree._Element | None,
        *,
        enclosed: bool = False,
    ) -> None:
        self._enclosed = enclosed
        self._package = package
        self._folder = folder
        self._numbering = numbering
        self._headings, self._lists = read_styles(styles)
        self._fields: list[bool] = []  # one for each open field: whether its instruction is being read
        self._boxes: list[etree._Element] = []
        self._carried = ""  # text whose paragraph mark was deleted: it belongs to the next paragraph

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """Paragraphs and grids of a body, cell or text box in order."""
        for child in container:
            tag = child.tag
            if tag == PARAGRAPH:
                yield from self._paragraph(child)
            elif tag == TABLE:
                yield from self._carried_over()
                yield from table_blocks(list(self._rows(child)))
            elif tag == ALTERNATIVES:
                yield from self.blocks(chosen(child))
            elif tag == CHUNK:
                yield from self._part(child)
            elif tag == OLE_OBJECT:
                yield from self._object(child)
            elif tag not in LEFT_OUT and isinstance(tag, str):
                yield from self.blocks(child)  # w:sdt, w:sdtContent, w:ins, w:customXml …
        yield from self._carried_over()

    def _carried_over(self) -> Iterator[Block]:
        """Text that waits for a next paragraph where none comes."""
        text, self._carried = self._carried.strip(), ""
        if text:
            yield Paragraph(text)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        outer, self._boxes = self._boxes, []
        text, self._carried = self._carried + "".join(self._inline(paragraph)), ""
        boxes, self._boxes = self._boxes, outer
        marks = marks_of(paragraph, OF_PARAGRAPH)
        text = text.strip(" \t\n\xa0\u3000")
        if OF_RUN in marks and marks[OF_RUN].find(f"{W}del") is not None:
            text, self._carried = "", text
        elif marks:
            text = self._label(marks) + text  # an empty paragraph of a list shows its number too
        if text:
            yield Paragraph(text, is_heading=self._is_heading(marks))
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in (TEXT, MATH_TEXT):
                if not any(self._fields):
                    yield child.text or ""
            elif tag == RUN:
                marks = marks_of(child, OF_RUN)
                if marks and is_raised(child, marks):
                    yield raised("".join(self._inline(child)))
                elif not (marks and is_hidden(marks)):
                    yield from self._inline(child)
            elif tag in STANDS_FOR:
                yield STANDS_FOR[tag]
            elif tag == FIELD:
                self._field(child.get(f"{W}fldCharType", ""))
            elif tag in BOXES:
                self._boxes.append(child)
            elif tag == ALTERNATIVES:
                yield from self._inline(chosen(child))
            elif tag not in LEFT_OUT and isinstance(tag, str):
                yield from self._inline(child)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _rows(self, table: etree._Element) -> Iterator[list[WordCell]]:
        for child in table:
            if child.tag == ROW:
                marks = marks_of(child, OF_ROW)
                if not any(name in marks for name in GONE_ROW):
                    yield list(self._cells(child, number_said(marks, BEFORE, 0)))
            elif child.tag == ALTERNATIVES:
                yield from self._rows(chosen(child))
            elif child.tag not in LEFT_OUT and isinstance(child.tag, str):
                yield from self._rows(child)

    def _cells(self, row: etree._Element, column: int) -> Iterator[WordCell]:
        for child in row:
            if child.tag == CELL:
                marks = marks_of(child, OF_CELL)
                width = max(1, number_said(marks, SPAN, 1))
                goes_on = continues(marks, DOWN)
                is_part = continues(marks, ACROSS)  # of the cell before it
                if TAKEN_OUT not in marks:
                    yield WordCell(tuple(self.blocks(child)), column, width, goes_on, is_part)
                    column += width
            elif child.tag not in LEFT_OUT and isinstance(child.tag, str):
                for cell in self._cells(child, column):
                    yield cell
                    column = cell.column + cell.width

    def _label(self, marks: Marks) -> str:
        """The number that Word sets before a paragraph; empty where it sets none."""
        if not self._numbering.lists:
            return ""
        number, level = self._lists.get(said(marks, STYLE), ("", 0))
        own = marks.get(LISTED)
        if own is not None:
            number = value_of(own, "numId") or number
            level = number_of(own, "ilvl", level)
        return self._numbering.label(number, level) if number and number != "0" else ""

    def _is_heading(self, marks: Marks) -> bool:
        return bool(marks) and (number_said(marks, OUTLINE, 9) < 9 or said(marks, STYLE) in self._headings)

    def _object(self, ole: etree._Element) -> Iterator[Block]:
        """The blocks of a sheet that stands in the text; any other object is a picture to us."""
        if ole.get("ProgID", "").startswith(("Excel.Sheet", "ET.")):
            with suppress(UnreadableDocument):
                yield from list(self._part(ole))

    def _part(self, pointer: etree._Element) -> Iterator[Block]:
        """The blocks of another document that this one only encloses."""
        from etl.documents.sniff import read_document, sniff  # the sniffer knows this reader; here is the way back

        if self._package is None:
            return
        relations = self._package.tree(f"{self._folder}/_rels/document.xml.rels")
        for relation in relations if relations is not None else ():
            if relation.get("Id") == (pointer.get(RELATION) or pointer.get(STRICT_RELATION)):
                target = relation.get("Target", "")
                data = self._package.part(target if target.startswith("/") else f"{self._folder}/{target}")
                if data and sniff(data, target) != "docx":
                    yield from read_document(data, target).blocks
                elif data and not self._enclosed:
                    yield from read_docx(data, enclosed=True).blocks
