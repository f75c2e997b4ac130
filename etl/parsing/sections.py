"""Owns the split of a report into its six statutory sections, by what their headings say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from catalog import forms
from etl.documents.document import Document, Grid, Paragraph
from etl.parsing.labels import fold, holds
from etl.record import record
from etl.report import Section

ORDINALS = "一二三四五六七八九"
NUMBERED = re.compile(
    r"^[\s#*]*(?:第?([一二三四五六七八九])[、.．,，:：\s]|[（(]([一二三四五六七八九])[)）]、?|([1-9])[、.．])[、.．\s]*"
)
CONTENTS = re.compile(r"(?:[.…·．]{3,}|\t| {3,}|-{3,})\s*[-—]?\s*\d{1,3}\s*[-—]?\s*$")
BREAK = re.compile(r"[。；;！!？?\n\r]|[:：](?=.)|\s{2,}")
LONGEST_TITLE = 40


@record
class Heading:
    """A heading found: `block` its place in the document, `number` the section it opens, `rest` text glued to it."""

    block: int
    number: str
    title: str
    rest: str
    weight: int


def split_sections(document: Document) -> tuple[Section, ...]:
    """The sections of a document in order, "0" first if anything stands before; tables are left out."""
    headings = find_headings(document)
    opened = {heading.block: heading for heading in headings}
    parts: list[tuple[str, str, list[str]]] = [("0", "", [])]
    for position, block in enumerate(document.blocks):
        if heading := opened.get(position):
            parts.append((heading.number, heading.title, [heading.rest] if heading.rest else []))
        elif isinstance(block, Paragraph) and block.text.strip():
            parts[-1][2].append(block.text.strip())
    return tuple(Section(number, title, "\n".join(texts)) for number, title, texts in parts if number != "0" or texts)


def sections_of_blocks(document: Document) -> tuple[str, ...]:
    """The number of the section that each block of a document stands in."""
    numbers, current = [], "0"
    opened = {heading.block: heading.number for heading in find_headings(document)}
    for position in range(len(document.blocks)):
        current = opened.get(position, current)
        numbers.append(current)
    return tuple(numbers)


def find_headings(document: Document) -> tuple[Heading, ...]:
    """The headings that open the sections, ascending: the statutory ones, or 一、 to 九、 where a report of another
    form has fewer than two of them. Lines of a table of contents do not count."""
    found = [heading for position, block in enumerate(document.blocks) for heading in _candidates(position, block)]
    chosen = _ascending(_weighed(found, document))
    if len(chosen) >= 2:
        return chosen
    plain = [heading for position, block in enumerate(document.blocks) if (heading := _ordinal(position, block))]
    other = _ascending(_weighed(plain, document))
    return other if len(other) > max(len(chosen), 1) else chosen


@lru_cache(maxsize=1024)  # every heading is asked for twice: where sections begin, and where tables stand
def read_heading(text: str, *, is_heading: bool = False) -> tuple[str, str, str, int] | None:
    """(number, title, rest, weight) where a text opens a statutory section, else None."""
    stripped = text.strip().strip("#*").strip()
    if not stripped or CONTENTS.search(stripped[-60:]):
        return None
    match = NUMBERED.match(stripped)
    if match is None and not is_heading and len(stripped) > 2 * LONGEST_TITLE:
        return None
    body = stripped[match.end() :] if match else stripped
    first = BREAK.split(body[: 3 * LONGEST_TITLE], maxsplit=1)[0].strip("*# ")
    for section in forms.section_titles():
        if not holds(fold(first[:LONGEST_TITLE]).rest, fold(first).text, section.accept, section.reject):
            continue
        title = _title(first, section.title)
        if title is None or (match is None and len(title) < len(fold(first).text) - 4):
            return None
        number = _number_of(match)
        if match and match[2] and number != section.number:
            return None  # （二）主动公开情况 inside section one
        place = body.find(title) if title in body else 0
        rest = body[place + len(title) :].lstrip("。．.：:，, *#\t\n\r\u3000").strip()
        if match is None and (not is_heading and rest):
            return None
        prefix = stripped[: match.end()] if match else ""
        weight = 1 + 2 * (number == section.number) + bool(match) + is_heading
        return section.number, (prefix + title).strip(), rest, weight
    return None


def _number_of(match: re.Match[str] | None) -> str:
    """The number a heading carries, "" without."""
    if match is None:
        return ""
    word = match[1] or match[2]
    return str(ORDINALS.index(word) + 1) if word else match[3]


def _title(first: str, statutory: str) -> str | None:
    """The part of a line that is the title: all of it when short, its statutory beginning when text is glued to it."""
    if len(fold(first).text) <= len(statutory) + 8:
        glued = _glued(first, statutory)
        return glued if glued and len(first) > len(glued) + 1 and first[len(glued)].isdigit() else first
    return _glued(first, statutory)


def _glued(first: str, statutory: str) -> str | None:
    """The beginning of a line that equals the statutory title apart from 政府信息公开 and commas, or None."""
    shorter = (statutory.replace("政府信息公开", ""), statutory.replace("政府信息", ""), statutory.removesuffix("情况"))
    return next((title for title in (statutory, *shorter) if first.startswith(title)), None)


def _candidates(position: int, block: Paragraph | Grid) -> list[Heading]:
    """Headings in a paragraph, or in rows of a grid that hold one cell only."""
    if isinstance(block, Paragraph):
        found = read_heading(block.text, is_heading=block.is_heading) if len(block.text) < 4000 else None
        return [Heading(position, *found)] if found else []
    headings = []
    for row in block.rows:
        if len(row) > 1 and row[0].text.strip() and row[-1].text.strip():
            continue  # most rows, which need not be looked through
        printed = [cell.text for cell in row if cell.text.strip()]
        if len(printed) != 1 or len(printed[0]) >= 60 or not NUMBERED.match(printed[0].strip()):
            continue
        if found := read_heading(printed[0]):
            headings.append(Heading(position, found[0], found[1], "", found[3]))
    return headings[:1]


def _ordinal(position: int, block: Paragraph | Grid) -> Heading | None:
    """一、 and what follows, for reports that know none of the statutory titles."""
    if not isinstance(block, Paragraph):
        return None
    text = block.text.strip()
    match = NUMBERED.match(text)
    if not match or not match[1] or CONTENTS.search(text):
        return None
    title, *rest = BREAK.split(text[match.end() :], maxsplit=1)
    if not title or len(title) > LONGEST_TITLE:
        return None
    return Heading(position, _number_of(match), text[: match.end()] + title, rest[0].strip() if rest else "", 1)


def _weighed(found: Sequence[Heading], document: Document) -> list[Heading]:
    """Headings that text or a table follows weigh more: a table of contents has headings only."""
    places = {heading.block for heading in found}
    last = len(document.blocks) - 1
    return [
        replace(heading, weight=heading.weight + 2)
        if heading.rest or (heading.block < last and heading.block + 1 not in places)
        else heading
        for heading in found
    ]


def _ascending(found: Sequence[Heading]) -> tuple[Heading, ...]:
    """The heaviest run of headings whose numbers rise; of equal ones the later."""
    best: list[tuple[int, tuple[Heading, ...]]] = []
    for heading in found:
        before = max(
            (
                run
                for run, last in zip(best, found, strict=False)
                if last.number < heading.number and last.block < heading.block
            ),
            key=lambda run: run[0],
            default=(0, ()),
        )
        best.append((before[0] + heading.weight, (*before[1], heading)))
    return max(reversed(best), key=lambda run: run[0], default=(0, ()))[1]
