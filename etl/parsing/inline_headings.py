"""Owns statutory headings that a copy left inside a line: a report whose title, headings and sentences are one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from etl.documents.document import Block, Document, Paragraph

HEADING = re.compile(
    r"(?:(?<=\s)|(?<=[。;；)）]))([一二三四五六七][、.．](?:总体情况|(?:行政机关)?主动公开政府信息的?情况"
    r"|(?:行政机关)?收到和处理政府信息公开申请的?情况|(?:因)?政府信息公开(?:工作)?(?:被申请|被提起)?行政复议[^\s。，,]{0,14}情况"
    r"|(?:政府信息公开工作)?存在的?(?:主要)?问题及(?:下一步)?改进(?:情况|措施)|(?:其他)?需要(?:说明|报告)的(?:其他)?事项))(?=\s|$)"
)
LONG = 60  # characters of a line that may hold a heading inside
SOME_TEXT = 20  # characters behind a heading: fewer are the next entry of a table of contents


def headings_apart(document: Document) -> Document:
    """The document with such headings as paragraphs of their own; the same one where there are none."""
    blocks = tuple(part for block in document.blocks for part in _parts(block))
    return document if len(blocks) == len(document.blocks) else replace(document, blocks=blocks)


def _parts(block: Block) -> Iterator[Block]:
    if not isinstance(block, Paragraph) or len(block.text) < LONG or not (found := list(HEADING.finditer(block.text))):
        yield block
        return
    text = block.text
    ends = [one.start() for one in found[1:]] + [len(text)]
    tells = [end - one.end() >= SOME_TEXT for one, end in zip(found, ends, strict=True)]
    closes = found[-1].end() == len(text.rstrip()) and len(found) == 1  # the text goes on in the next paragraph
    cuts = [
        place for one, told in zip(found, tells, strict=True) if told or closes for place in (one.start(), one.end())
    ]
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        if text[start:end].strip():
            yield replace(block, text=text[start:end].strip())
