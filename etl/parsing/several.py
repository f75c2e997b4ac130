"""Owns documents that hold several reports, such as a district's page with those of its bureaus: one Document each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.documents.document import Block, Document, Grid, Paragraph
from etl.parsing.identity.script import fold, squeeze
from etl.parsing.identity.titles import ORGANISATION, parse_title
from etl.parsing.sections import NUMBERED, read_heading

LONGEST_TITLE = 60
LEAST_SECTIONS = 3  # statutory headings that make a report
LEAST_PROSE = 15  # characters of a paragraph that is more than a line of a list
NAMES_A_REPORT = re.compile(r"公\s*开|公\s*開")
PART = re.compile(r"^(?P<number>\d{1,3})·")
UNSAFE = re.compile(r"[!/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Part:
    """One report of a document: its name (`沭阳县教育局2023年`) and the document that it is by itself."""

    name: str
    document: Document


def reports_in(document: Document) -> tuple[Part, ...]:
    """The reports of a document that holds at least two of different bodies or years, each with its own title and
    sections; nothing where it holds one. What stands before the first title stays with the first."""
    titled = list(_titled(document.blocks))
    if len({key for _, key in titled}) < 2:
        return ()
    starts: list[tuple[int, tuple[str, int]]] = []
    for number, (at, key) in enumerate(titled):
        end = titled[number + 1][0] if number + 1 < len(titled) else len(document.blocks)
        if _is_a_report(document.blocks[at:end]) and (not starts or starts[-1][1] != key):
            starts.append((at, key))
    if len({key for _, key in starts}) < 2:
        return ()
    edges = [0, *(at for at, _ in starts[1:]), len(document.blocks)]
    metadata = {key: value for key, value in document.metadata.items() if key not in ("title", "page_title")}
    return tuple(
        Part(f"{agency}{year}年", replace(document, blocks=document.blocks[first:last], metadata=metadata))
        for (_, (agency, year)), first, last in zip(starts, edges, edges[1:], strict=False)
    )


def label_of(label: str, number: int, part: Part) -> str:
    """The name that a report of a document has for people, from 1: `全区.html!2·沭阳县教育局2023年`."""
    return f"{label}!{number}·{UNSAFE.sub('_', part.name)}"


def part_of(label: str) -> tuple[str, int]:
    """The name of the document itself and the number of its report, 0 for the whole document."""
    before, mark, name = label.rpartition("!")
    found = PART.match(name) if mark else None
    return (before, int(found["number"])) if found else (label, 0)


def _titled(blocks: Sequence[Block]) -> Iterator[tuple[int, tuple[str, int]]]:
    """The places of titles that name a body and a year, in one line or two; the same title said again counts once."""
    last: tuple[str, int] | None = None
    before = ""
    for at, block in enumerate(blocks):
        text = squeeze(fold(block.text)) if isinstance(block, Paragraph) and len(block.text) <= LONGEST_TITLE else ""
        if text and NAMES_A_REPORT.search(text) and "。" not in text:
            joined = ORGANISATION.search(before) is not None
            for line, start in ((text, at), (before + text, at - 1)) if joined else ((text, at),):
                title = parse_title(line)
                if title is None or not title.agency or not title.year or title.goes_on or title.is_about_a_report:
                    continue
                if (key := (title.agency, title.year)) != last:
                    yield start, key
                last = key
                break
        before = text


def _is_a_report(blocks: Sequence[Block]) -> bool:
    """Whether statutory headings follow, with more than a list of them between."""
    found = {heading[0] for block in blocks if isinstance(block, Paragraph) and (heading := _heading(block))}
    told = any(isinstance(block, Grid) or (len(block.text) > LEAST_PROSE and "。" in block.text) for block in blocks)
    return len(found) >= LEAST_SECTIONS and told


def _heading(block: Paragraph) -> tuple[str, str, str, int] | None:
    if len(block.text) > LONGEST_TITLE or not NUMBERED.match(block.text.strip()):
        return None
    return read_heading(block.text, is_heading=block.is_heading)
