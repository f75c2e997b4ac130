"""Owns plain text and Markdown: lines to paragraphs and to the grids that tabs, pipes or aligned columns draw."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from etl.documents.document import Block, Document, Grid, Paragraph
from etl.documents.encoding import decode
from etl.documents.lines import join_wrapped
from etl.documents.spans import Own, place
from etl.documents.textgrid import aligned_rows, aligned_tokens, pipe_fields, tab_fields
from etl.errors import UnreadableDocument

LINE_END = re.compile(r"\r\n|[\r\n\f\v\x85\u2028\u2029]")
HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
BOLD = re.compile(r"(\*\*|__)(?=[^\s*_])([^*_]+?)(?<=\S)\1")
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b-\u200d\u2060\xad]")
HTML_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
VALUE = re.compile(r"^[\d０-９][\d０-９,，.．%％ ]*$|^[-—/－]+$")


@dataclass(frozen=True, slots=True)
class _Kind:
    """One way to draw a table: what its lines split into, or None for a line that is not of it."""

    name: str
    fields: Callable[[str], list[str] | None]


KINDS = (_Kind("pipe", pipe_fields), _Kind("tab", tab_fields), _Kind("aligned", aligned_tokens))


def read_text(data: bytes, name: str = "") -> Document:
    """The Document of a plain text or Markdown file. Raises UnreadableDocument("empty_file")."""
    decoded = decode(data)
    text = UNSEEN.sub("", decoded.text)
    if not text.strip():
        raise UnreadableDocument("empty_file")
    medium = "markdown" if name.lower().endswith((".md", ".markdown")) else "text"
    metadata = {"encoding": decoded.encoding}
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
    lines = LINE_END.split(text)
    position = 0
    prose: list[str] = []
    while position < len(lines):
        found = _table_at(lines, position)
        if found is None:
            prose.append(lines[position])
            position += 1
            continue
        yield from _paragraphs(prose)
        prose = []
        grids, position = found
        yield from grids
    yield from _paragraphs(prose)


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    for line in join_wrapped(lines):
        heading = HEADING.match(line)
        text = BOLD.sub(r"\2", heading.group(2) if heading else line).strip()
        if text:
            yield Paragraph(text, is_heading=heading is not None)


def _table_at(lines: list[str], start: int) -> tuple[list[Grid], int] | None:
    """The grids of the table that starts at a line, and the line after it; None where no table starts."""
    if not lines[start].strip():
        return None
    for kind in KINDS:
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
        ruled = any(not kind.fields(line) for line in lines) or all(line.strip()[0] in "|｜│┃║" for line in lines)
        return len(rows) >= 2 and (ruled or any(VALUE.match(field) for row in rows for field in row))
    if kind.name == "aligned":
        with_value = sum(VALUE.match(row[-1]) is not None for row in rows)
        return len(rows) >= 3 and (2 * with_value >= len(rows) or any(len(row) >= 4 for row in rows))
    return len(rows) >= 2


def _grid(lines: list[str], kind: _Kind) -> Grid:
    """The Grid of table lines. Empty fields at the start of a row are the label cell above it, not cells of the row."""
    rows = aligned_rows(lines) if kind.name == "aligned" else [kind.fields(line) or [] for line in lines]
    return place([_own_cells(row) for row in rows if row])


def _own_cells(fields: list[str]) -> list[Own]:
    """The cells of a row from its first label on; a row that begins with a value has its blanks for itself."""
    first = next((number for number, field in enumerate(fields) if field), 0)
    first = 0 if VALUE.match(fields[first]) else first
    return [Own(field, column=number) for number, field in enumerate(fields) if number >= first]
