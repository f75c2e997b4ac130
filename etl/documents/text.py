"""Owns plain text and Markdown: lines to paragraphs and grids."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from etl.documents.barlines import spread, unbroken
from etl.documents.blanklines import filled
from etl.documents.document import Block, Document, Paragraph
from etl.documents.encoding import decode
from etl.documents.lines import join_wrapped
from etl.documents.tablines import rejoined
from etl.documents.texttables import has_a_place, is_a_print, kinds_of, table_at
from etl.errors import UnreadableDocument

CLOSED_ENDS = ("\n", "\r", "\f", "|", "｜", "。", "\t")
LINE_END = re.compile(r"\r\n|[\r\n\v\x85\u2028\u2029]")
HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
BOLD = re.compile(r"(\*\*|__)(?=[^\s*_])([^*_]+?)(?<=\S)\1")
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b-\u200d\u2060\xad]")
REFERENCE = re.compile(
    r"&(?:nbsp|ensp|emsp|amp|lt|gt|quot|[lr][sd]quo|middot|[mn]dash|hellip|#\d{2,5}|#x[\da-fA-F]{2,4});"
)
HTML_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
WIDE_BARS = re.compile(r"[ \t]*[|｜]{1,2}[ \t]*[|｜]{60,}[ \t]*$", re.MULTILINE)  # of a layout table around the report
PAGE_NUMBER = re.compile(r"^\s*(?:[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?)\s*$")


def read_text(data: bytes, name: str = "") -> Document:
    """The Document of a plain text or Markdown file. Raises UnreadableDocument("empty_file")."""
    decoded = decode(data)
    text = REFERENCE.sub(lambda found: html.unescape(found[0]), UNSEEN.sub("", decoded.text))
    if not text.strip():
        raise UnreadableDocument("empty_file")
    medium = "markdown" if name.lower().endswith((".md", ".markdown")) else "text"
    metadata = {"encoding": decoded.encoding}
    if not decoded.text.endswith(CLOSED_ENDS):
        metadata["end"] = "open"  # cut off, or only without a last line end
    if decoded.undecoded:
        metadata["undecoded"] = str(decoded.undecoded)
    return Document(medium, tuple(text_blocks(text)), metadata)


def text_blocks(text: str) -> Iterator[Block]:
    """Paragraphs and grids of a text in reading order; tables written in HTML inside it are read as such."""
    start = 0
    for table in HTML_TABLE.finditer(text):
        from etl.documents.web.page import html_blocks  # here, because few texts need it

        yield from _plain_blocks(text[start : table.start()])
        yield from html_blocks(table.group())
        start = table.end()
    yield from _plain_blocks(text[start:])


def _plain_blocks(text: str) -> Iterator[Block]:
    if "||||||" in text:
        text = WIDE_BARS.sub("", text)
    pages = (unbroken(spread(filled(rejoined(LINE_END.split(page))))) for page in text.split("\f"))
    numbered = [(line, number) for number, page in enumerate(pages, 1) for line in page]
    numbered = [pair for pair in numbered if not PAGE_NUMBER.match(pair[0])]
    lines = [line for line, _ in numbered]
    kinds, printed = kinds_of(lines), is_a_print(lines)
    position = passed = 0
    prose: list[str] = []
    while position < len(lines):
        if position >= passed:
            grids, passed = table_at(lines, position, kinds)
        else:
            grids = []
        if not grids and not (printed and has_a_place(lines[position])):
            prose.append(lines[position])
            position += 1
            continue
        yield from _paragraphs(prose)
        prose = []
        if grids:
            position = passed
            yield from grids
        else:
            yield Paragraph(lines[position].rstrip(), numbered[position][1])
            position += 1
    yield from _paragraphs(prose)


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    for line in join_wrapped(lines):
        heading = HEADING.match(line)
        text = BOLD.sub(r"\2", heading.group(2) if heading else line).strip()
        if text:
            yield Paragraph(text, is_heading=heading is not None)
