"""Owns DOC and WPS: binary Word files to paragraphs and tables, cells merged as the definitions of rows say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.documents.document import Block, Document, Paragraph
from etl.documents.office.numbering import Numbering
from etl.documents.office.sprm import Properties
from etl.documents.office.tablestack import RowShape, TableStack
from etl.documents.office.wordbinary import DAMAGE, WordFile
from etl.errors import UnreadableDocument

MARK = re.compile("[\r\x07\x0c]")
FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x15]*))?\x15")
LOST_FIELD = re.compile("\x13[^\x14]*\x14|[\x13-\x15]")
UNSEEN = re.compile("[\x00-\x08\x0c\x0e-\x1d\x1f\ufeff\u200b\ufffc]")
BREAKS = str.maketrans({"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": ""})
HEADING_STYLES = range(1, 10)


def read_doc(data: bytes) -> Document:
    """The Document of a binary Word file (97 and later) or of a WPS file, which is the same.

    Raises UnreadableDocument: truncated, old_word, password_protected, unreadable, too_large, empty_file."""
    try:
        file = WordFile(data)
        blocks = tuple(_blocks(file))
    except DAMAGE as error:
        raise UnreadableDocument("unreadable", "Word 二进制结构有误") from error
    if not blocks:
        raise UnreadableDocument("empty_file")
    return Document("doc", blocks, file.facts)


def _blocks(file: WordFile) -> Iterator[Block]:
    """Blocks of the main text, then those of text boxes; notes, headers and comments are left out."""
    main = max(0, file.lengths[0])
    yield from _story(file, 0, main)
    before_boxes = sum(max(0, length) for length in file.lengths[:6])
    yield from _story(file, before_boxes, before_boxes + max(0, file.lengths[6]))


def _story(file: WordFile, start: int, end: int) -> list[Block]:
    stack = TableStack()
    for text, properties, is_cell in _paragraphs(file, start, end):
        stack.at_depth((properties.depth or 1) if properties.in_table else 0)
        if properties.row_end or properties.inner_row:
            stack.end_row(_shape(properties))
            continue
        stack.add(_paragraph(text, properties, file.numbering))
        if is_cell or properties.inner_cell:
            stack.end_cell()
    stack.at_depth(0)
    return stack.blocks


def _shape(properties: Properties) -> RowShape:
    marks = list(enumerate(properties.marks))
    left = frozenset(number for number, mark in marks if mark.left)
    return RowShape(properties.edges, left, frozenset(number for number, mark in marks if mark.above))


def _paragraphs(file: WordFile, start: int, end: int) -> Iterator[tuple[str, Properties, bool]]:
    """(text, properties, whether a cell mark ends it) of each paragraph of a stretch of the text."""
    letters = file.text[start:end]
    # Blanked letters are empty entries: marks are looked for where every entry is one character.
    whole = "".join(letter or "\x01" for letter in letters)
    position = 0
    for mark in MARK.finditer(whole):
        yield whole[position : mark.start()], file.properties(start + mark.start()), mark.group() == "\x07"
        position = mark.end()
    if whole[position:].strip("\x01"):
        yield whole[position:], Properties(), False


def _paragraph(text: str, properties: Properties, numbering: Numbering) -> list[Block]:
    while "\x13" in text:
        shorter = FIELD.sub(lambda found: found.group(1) or "", text)
        text = LOST_FIELD.sub("", text) if shorter == text else shorter
    text = UNSEEN.sub("", text.translate(BREAKS)).strip(" \t\n\xa0\u3000")
    label = ""
    if 0 < properties.list_number < 0x7FF:
        label = numbering.label(str(properties.list_number), properties.list_level)
    if not label + text:
        return []  # an empty paragraph of a list shows its number
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return [Paragraph(label + text, is_heading=properties.style in HEADING_STYLES or properties.outline < 9)]
