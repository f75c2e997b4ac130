"""Owns ODT: OpenDocument text to paragraphs and tables as it shows them: changes accepted, hidden text left out."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from etl.documents.document import Block, Document, Paragraph
from etl.documents.office.odfstyles import DRAW, OFFICE, OUTLINE, SPACES, TABLE, TEXT, Styles, read_styles
from etl.documents.office.package import Package, parse_xml
from etl.documents.office.wordtable import WordCell, table_blocks
from etl.errors import UnreadableDocument

META = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    f"{{{SPACES}meta:1.0}}initial-creator": "author",
    f"{{{SPACES}meta:1.0}}creation-date": "created_on",
    "{http://purl.org/dc/elements/1.1/}date": "modified_on",
}
STYLE_NAME = f"{TEXT}style-name"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
UNSHOWN = frozenset(
    [TEXT + name for name in ("tracked-changes", "note", "ruby-text", "hidden-text", "hidden-paragraph", "number",
                              "sequence-decls", "variable-decls", "user-field-decls", "table-of-content")]
    + [OFFICE + name for name in ("annotation", "forms", "annotation-end", "event-listeners")]
    + [TABLE + name for name in ("table-column", "table-columns", "table-header-columns", "shapes")]
)  # fmt: skip
MOST_REPEATED = 1000  # rows or cells that one element may stand for
MOST_CELLS = 200_000
CELL, COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"


def read_odt(data: bytes) -> Document:
    """The Document of an OpenDocument text. Raises UnreadableDocument: truncated, unreadable, too_large,
    password_protected, empty_file."""
    package = Package(data)
    if b"encryption-data" in (package.part("META-INF/manifest.xml") or b""):
        raise UnreadableDocument("password_protected")
    root = package.tree("content.xml")
    if root is None:
        raise UnreadableDocument("unreadable", "缺 content.xml")
    meta = package.tree("meta.xml")
    return _document(root, read_styles(package.tree("styles.xml"), root), meta)


def read_flat_odt(data: bytes) -> Document:
    """The Document of an OpenDocument text kept as one XML text. Raises UnreadableDocument: unreadable, empty_file."""
    root = parse_xml(data, "xml")
    return _document(root, read_styles(root), root)


def _document(root: etree._Element, styles: Styles, meta: etree._Element | None) -> Document:
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableDocument("unreadable", "正文部分缺失")
    blocks = tuple(_Reader(styles).blocks(body))
    if not blocks:
        raise UnreadableDocument("empty_file")
    facts = {}
    for element in meta.iter(*META) if meta is not None else ():
        text = (element.text or "").strip()
        if text:
            key = META[str(element.tag)]
            facts[key] = text[:10] if key.endswith("_on") else text
    return Document("odt", blocks, facts)


class _Reader:
    """Guards what reading a body changes: the lists that are open and have been, text boxes met inside a paragraph,
    cells read so far."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counted: dict[str, dict[int, int]] = {}  # list by its id -> how far it had counted
        self._list, self._depth = "", -1
        self._label = ""  # the number of the item that has begun, for its first paragraph
        self._boxes: list[etree._Element] = []
        self._cells = 0

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """Paragraphs and grids of a body, section, item, cell or text box in order."""
        for child in container:
            tag = child.tag
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child)
            elif tag == f"{TABLE}table":
                yield from table_blocks(list(self._rows(child)))
            elif tag == f"{TEXT}list":
                yield from self._list_blocks(child)
            elif tag not in UNSHOWN and isinstance(tag, str):
                yield from self.blocks(child)  # sections, frames, text boxes

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        style = paragraph.get(STYLE_NAME, "")
        is_heading = paragraph.tag == f"{TEXT}h"
        outer, self._boxes = self._boxes, []
        text = "" if style in self._styles.gone else "".join(self._inline(paragraph)).strip(" \t\n\xa0\u3000")
        boxes, self._boxes = self._boxes, outer
        label, self._label = self._label, ""
        if is_heading and self._depth < 0 and text:
            level = paragraph.get(f"{TEXT}outline-level", "1")
            label = self._styles.numbering.label(OUTLINE, int(level) - 1 if level.isdigit() else 0)
        if label + text:
            yield Paragraph(label + text, is_heading=is_heading or style in self._styles.headings)
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, element: etree._Element) -> Iterator[str]:
        yield _spaced(element.text)
        for child in element:
            tag = child.tag
            if tag == f"{TEXT}s":
                count = child.get(f"{TEXT}c", "1")
                yield " " * (min(int(count), MOST_REPEATED) if count.isdigit() else 1)
            elif tag == f"{TEXT}tab":
                yield "\t"
            elif tag == f"{TEXT}line-break":
                yield "\n"
            elif tag in (f"{DRAW}text-box", f"{TABLE}table"):
                self._boxes.append(child)
            elif isinstance(tag, str) and tag not in UNSHOWN and child.get(STYLE_NAME) not in self._styles.gone:
                yield from self._inline(child)
            yield _spaced(child.tail)

    def _list_blocks(self, element: etree._Element) -> Iterator[Block]:
        """The blocks of a list; one that does not say that it goes on begins anew."""
        before = self._list, self._depth
        named = element.get(STYLE_NAME) or self._list or self._named_by_paragraphs(element)
        self._list, self._depth = named, self._depth + 1
        counts = self._styles.numbering.counts
        if self._depth == 0:
            goes_on = element.get(f"{TEXT}continue-list", "")
            if goes_on and goes_on in self._counted:
                counts[named] = self._counted[goes_on]
            elif element.get(f"{TEXT}continue-numbering") != "true":
                counts[named] = {}
        for item in element:
            if item.tag == f"{TEXT}list-item":
                self._begin(item)
            if isinstance(item.tag, str):
                yield from self.blocks(item)
                self._label = ""
        if self._depth == 0:
            self._counted[element.get(XML_ID, "")] = counts.get(named, {})
        self._list, self._depth = before

    def _begin(self, item: etree._Element) -> None:
        """Count an item, unless it only holds the next level."""
        first = next((child for child in item if isinstance(child.tag, str)), None)
        if first is None or first.tag == f"{TEXT}list":
            return
        start = item.get(f"{TEXT}start-value", "")
        if start.isdigit():
            self._styles.numbering.starts.setdefault(self._list, {})[self._depth] = int(start)
        self._label = self._styles.numbering.label(self._list, self._depth)

    def _named_by_paragraphs(self, element: etree._Element) -> str:
        """The list style that the first paragraph of a list names through its own style."""
        first = next(element.iter(f"{TEXT}p", f"{TEXT}h"), None)
        return self._styles.lists.get(first.get(STYLE_NAME, ""), "") if first is not None else ""

    def _rows(self, table: etree._Element) -> Iterator[list[WordCell]]:
        open_cells: dict[int, tuple[int, int]] = {}  # first column -> width, rows that it still covers
        for element in _row_elements(table):
            repeated = _number(element, "number-rows-repeated")
            for _ in range(repeated):
                yield list(self._row(element, open_cells))

    def _row(self, element: etree._Element, open_cells: dict[int, tuple[int, int]]) -> Iterator[WordCell]:
        """The cells of a row, those that continue one above marked so; `open_cells` is counted down."""
        column = 0
        begun: dict[int, tuple[int, int]] = {}
        for child in element:
            if child.tag not in (CELL, COVERED):
                continue
            blocks = tuple(self.blocks(child)) if child.tag == CELL else ()
            for _ in range(_number(child, "number-columns-repeated")):
                self._cells += 1
                if self._cells > MOST_CELLS:
                    raise UnreadableDocument("too_large", f"{self._cells} 个单元格")
                width = _number(child, "number-columns-spanned") if child.tag == CELL else 1
                if child.tag == CELL:
                    yield WordCell(blocks, column, width)
                    begun[column] = width, _number(child, "number-rows-spanned") - 1
                elif column in open_cells:
                    yield WordCell((), column, open_cells[column][0], goes_on=True)
                column += 1
        for first, (width, left) in list(open_cells.items()):
            open_cells[first] = width, left - 1
        open_cells |= begun
        for first in [one for one, (_, left) in open_cells.items() if left < 1]:
            del open_cells[first]


def _row_elements(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, those in groups and headers too, those that are folded away not."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            if child.get(f"{TABLE}visibility", "visible") == "visible":
                yield child
        elif child.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            yield from _row_elements(child)


def _number(element: etree._Element, name: str) -> int:
    """A count that an element states, 1 where it states none that makes sense."""
    value = element.get(f"{TABLE}{name}", "1")
    return max(1, min(int(value), MOST_REPEATED)) if value.isdigit() else 1


def _spaced(text: str | None) -> str:
    """Text as the document shows it: white space of the file is one space."""
    if not text:
        return ""
    parts = text.split(" ") if text.isprintable() else text.replace("\t", " ").replace("\n", " ").split(" ")
    return " ".join(part for at, part in enumerate(parts) if part or at in (0, len(parts) - 1))
