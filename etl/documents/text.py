"""Owns plain text and Markdown: lines to paragraphs and to the grids that tabs, pipes or aligned columns draw."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from etl.documents.document import Block, Document, Grid, Paragraph
from etl.documents.encoding import decode
from etl.documents.layout import is_statutory
from etl.documents.lines import join_wrapped
from etl.documents.spans import Own, place
from etl.documents.tablines import rejoined
from etl.documents.textgrid import (
    LONGEST_TOKEN,
    aligned_rows,
    aligned_tokens,
    comma_fields,
    pipe_fields,
    pipe_rows,
    tab_fields,
)
from etl.errors import UnreadableDocument

CLOSED_ENDS = ("\n", "\r", "\f", "|", "｜", "。", "\t")
LINE_END = re.compile(r"\r\n|[\r\n\v\x85\u2028\u2029]")
HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
BOLD = re.compile(r"(\*\*|__)(?=[^\s*_])([^*_]+?)(?<=\S)\1")
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b-\u200d\u2060\xad]")
HTML_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
PAGE_NUMBER = re.compile(r"^\s*(?:[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?)\s*$")
FAR = 10  # columns of spaces before a line that is no paragraph
LEAST_BROKEN = 3  # rows with a line of their label alone below them
WIDE = 5  # values at the end of a line
CELL_ALONE = re.compile(r"^(?:[|｜│┃║]?[^|｜│┃║]*[|｜│┃║]?|[|｜│┃║\s]+)$")
VALUE = re.compile(r"^[\d０-９][\d０-９,，.．%％ ]*$|^[-—/－]+$")


@dataclass(frozen=True, slots=True)
class _Kind:
    """One way to draw a table: what its lines split into, or None for a line that is not of it."""

    name: str
    fields: Callable[[str], list[str] | None]
    rows: Callable[[list[str]], list[list[str]]]


def _tab_rows(lines: list[str]) -> list[list[str]]:
    return [tab_fields(line) or [line.strip(), ""] for line in lines]


def _comma_rows(lines: list[str]) -> list[list[str]]:
    return [comma_fields(line) or [] for line in lines]


def _is_label_and_blank(line: str) -> bool:
    """Whether a line inside a table is a label with a tab after it and nothing more."""
    return line.rstrip(" ").endswith("\t") and 0 < len(line.strip()) <= LONGEST_TOKEN and "。" not in line


KINDS = (
    _Kind("pipe", pipe_fields, pipe_rows),
    _Kind("tab", tab_fields, _tab_rows),
    _Kind("comma", comma_fields, _comma_rows),
    _Kind("aligned", aligned_tokens, aligned_rows),
)


def read_text(data: bytes, name: str = "") -> Document:
    """The Document of a plain text or Markdown file. Raises UnreadableDocument("empty_file")."""
    decoded = decode(data)
    text = UNSEEN.sub("", decoded.text)
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
    pages = (rejoined(LINE_END.split(page)) for page in text.split("\f"))
    numbered = [(line, number) for number, page in enumerate(pages, 1) for line in page]
    numbered = [pair for pair in numbered if not PAGE_NUMBER.match(pair[0])]
    lines = [line for line, _ in numbered]
    kinds = KINDS[:-1] if _is_a_print(lines) else KINDS
    position = 0
    prose: list[str] = []
    while position < len(lines):
        found = _table_at(lines, position, kinds)
        if found is None and (kinds is KINDS or not _has_a_place(lines[position])):
            prose.append(lines[position])
            position += 1
            continue
        yield from _paragraphs(prose)
        prose = []
        if found is None:
            yield Paragraph(lines[position].rstrip(), numbered[position][1])
            position += 1
        else:
            grids, position = found
            yield from grids
    yield from _paragraphs(prose)


def _is_a_print(lines: list[str]) -> bool:
    """Whether the text is a fixed-width print with a wide table, whose labels may go over several lines: the places of
    its words are kept, and its labels say what a row is."""
    tokens = [aligned_tokens(line) for line in lines if line.strip()]
    wide = any(row and len(row) >= WIDE and all(VALUE.match(field) for field in row[-WIDE:]) for row in tokens)
    ends = [bool(row and VALUE.match(row[-1])) for row in tokens]
    broken = sum(
        before and after and row is None for before, row, after in zip(ends, tokens[1:], ends[2:], strict=False)
    )
    return wide or broken >= LEAST_BROKEN


def _has_a_place(line: str) -> bool:
    """Whether the words of a line of a print stand in columns: with gaps, or far from the margin."""
    body = line.strip()
    far = len(line) - len(line.lstrip(" ")) >= FAR and 0 < len(body) <= LONGEST_TOKEN and "。" not in body
    return far or aligned_tokens(line) is not None


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    for line in join_wrapped(lines):
        heading = HEADING.match(line)
        text = BOLD.sub(r"\2", heading.group(2) if heading else line).strip()
        if text:
            yield Paragraph(text, is_heading=heading is not None)


def _table_at(lines: list[str], start: int, kinds: Sequence[_Kind]) -> tuple[list[Grid], int] | None:
    """The grids of the table that starts at a line, and the line after it; None where no table starts."""
    if not lines[start].strip():
        return None
    for kind in kinds:
        parts, end = _table_lines(lines, start, kind)
        if _is_table([line for part in parts for line in part], kind):
            return [grid for grid in (_grid(part, kind) for part in parts) if grid.rows], end
    return None


def _table_lines(lines: list[str], start: int, kind: _Kind) -> tuple[list[list[str]], int]:
    """The lines of one table, in one part for each header that starts anew after a blank line.

    A blank line inside a table is a slip of the text, not its end, if a row follows that is no header."""
    parts: list[list[str]] = [[]]
    position = end = start
    while position < len(lines):
        line = lines[position]
        if not line.strip(" \u3000"):
            position += 1
            if position - end > 2:
                break
            continue
        fields = kind.fields(line)
        if fields is None and kind.name == "tab" and parts[-1] and _is_label_and_blank(line):
            fields = [line.strip(), ""]
        if fields is None:
            break
        if position > end and parts[-1] and not any(VALUE.match(field) for field in fields):
            parts.append([])
        parts[-1].append(line)
        position += 1
        end = position
    return parts, end


def _is_table(lines: list[str], kind: _Kind) -> bool:
    """Whether lines of fields are a table. Pipes also part the words of a menu: a rule, a value or closed rows tell.
    Spaces alone are weak: three lines, most of them ending in a value, or one of at least four columns."""
    rows = [fields for fields in map(kind.fields, lines) if fields and any(fields)]
    if kind.name == "pipe":
        if all(CELL_ALONE.match(line.strip()) for line in lines):
            return False  # a cell a line: where its rows end, only its labels can say
        if len(lines) >= 3 and len(rows) >= 2 and is_statutory([field for row in rows for field in row]):
            return True
        ruled = any(not kind.fields(line) for line in lines) or all(line.strip()[0] in "|｜│┃║" for line in lines)
        return len(rows) >= 2 and (ruled or any(VALUE.match(field) for row in rows for field in row))
    if kind.name == "aligned":
        with_value = sum(VALUE.match(row[-1]) is not None for row in rows)
        return len(rows) >= 3 and (2 * with_value >= len(rows) or any(len(row) >= 4 for row in rows))
    if kind.name == "comma":
        return len(rows) >= 3 and is_statutory([field for row in rows for field in row])
    return len(rows) >= 2


def _grid(lines: list[str], kind: _Kind) -> Grid:
    """The Grid of table lines. Empty fields at the start of a row are the label cell above it, not cells of the row."""
    return place([_own_cells(row) for row in kind.rows(lines) if row])


def _own_cells(fields: list[str]) -> list[Own]:
    """The cells of a row from its first label on; a row that begins with a value has its blanks for itself."""
    first = next((number for number, field in enumerate(fields) if field), 0)
    first = 0 if VALUE.match(fields[first]) else first
    return [Own(field, column=number) for number, field in enumerate(fields) if number >= first]
