"""Owns the finding of tables in the lines of a text: how each is drawn, and where it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.documents.document import Grid
from etl.documents.layout import is_statutory
from etl.documents.spans import Own, place
from etl.documents.textgrid import (
    LONGEST_TOKEN,
    aligned_rows,
    aligned_tokens,
    comma_fields,
    pipe_fields,
    pipe_rows,
    tab_fields,
)

FAR = 10  # columns of spaces before a line that is no paragraph
LEAST_BROKEN = 3  # rows with a line of their label alone below them
WIDE = 5  # values at the end of a line
CELL_ALONE = re.compile(r"^(?:[|｜│┃║]?[^|｜│┃║]*[|｜│┃║]?|[|｜│┃║\s]+)$")
BARS = "|｜│┃║"
PRINTED = re.compile(rf"[^{BARS}\s][^{BARS}]*")
VALUE = re.compile(
    r"^[\d０-９][\d０-９,，.．%％ ]*(?:[件条项次个万元]{1,2})?(?:[（(][^（）()]*[）)])?[①-⑳]?$|^[-—/－]+$|^无$"
)


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


def kinds_of(lines: list[str]) -> tuple[_Kind, ...]:
    """The ways in which tables may be drawn in a text: in a print not by gaps alone."""
    return KINDS[:-1] if is_a_print(lines) else KINDS


def table_at(lines: list[str], start: int, kinds: Sequence[_Kind]) -> tuple[list[Grid], int]:
    """The grids of the table that starts at a line, and the line after it; no grids where no table starts, and then
    the line up to which none can: a cell a line, the end of whose rows only its labels can say."""
    if not lines[start].strip():
        return [], start
    passed = start
    for kind in kinds:
        parts, end = _table_lines(lines, start, kind)
        held = [line for part in parts for line in part]
        if not held:
            continue
        if kind.name == "pipe" and _is_a_cell_a_line(held):
            passed = end
        elif _is_table(held, kind):
            return [grid for grid in (_grid(part, kind) for part in parts) if grid.rows], end
    return [], passed


def _is_a_cell_a_line(lines: Sequence[str]) -> bool:
    """Whether no line with bars holds more than one cell that is printed, and rows of blanks do not make that so."""
    if all(CELL_ALONE.match(line.strip()) for line in lines) or _breaks_behind_labels(lines):
        return True
    bars = [sum(map(line.count, BARS)) for line in lines]
    return len(set(bars)) > 1 and all(len(PRINTED.findall(line)) < 2 for line in lines)


def _breaks_behind_labels(lines: Sequence[str]) -> bool:
    """Whether rows go on in a second line: labels alone in a line with one bar, again and again nothing but values
    below them."""
    broken = 0
    for label, values in pairwise(lines):
        printed = [word.strip() for word in PRINTED.findall(values)]
        alone = sum(map(label.count, BARS)) == 1 and label.rstrip().endswith(tuple(BARS))
        named = alone and not any(VALUE.match(word.strip()) for word in PRINTED.findall(label))
        broken += named and sum(map(values.count, BARS)) > 1 and all(VALUE.match(word) for word in printed)
    return broken >= LEAST_BROKEN


def is_a_print(lines: list[str]) -> bool:
    """Whether the text is a fixed-width print with a wide table, whose labels may go over several lines: the places of
    its words are kept, and its labels say what a row is."""
    tokens = [aligned_tokens(line) for line in lines if line.strip()]
    wide = any(row and len(row) >= WIDE and all(VALUE.match(field) for field in row[-WIDE:]) for row in tokens)
    ends = [bool(row and VALUE.match(row[-1])) for row in tokens]
    broken = sum(
        before and after and row is None for before, row, after in zip(ends, tokens[1:], ends[2:], strict=False)
    )
    return wide or broken >= LEAST_BROKEN


def has_a_place(line: str) -> bool:
    """Whether the words of a line of a print stand in columns: with gaps, or far from the margin."""
    body = line.strip()
    far = len(line) - len(line.lstrip(" ")) >= FAR and 0 < len(body) <= LONGEST_TOKEN and "。" not in body
    return far or aligned_tokens(line) is not None


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
        if len(lines) >= 3 and len(rows) >= 2 and is_statutory([field for row in rows for field in row]):
            return True
        ruled = any(not kind.fields(line) for line in lines) or all(line.strip()[0] in "|｜│┃║" for line in lines)
        return len(rows) >= 2 and (ruled or any(VALUE.match(field) for row in rows for field in row))
    if kind.name == "aligned":
        with_value = sum(VALUE.match(row[-1]) is not None for row in rows)
        return len(rows) >= 3 and (2 * with_value >= len(rows) or any(len(row) >= 4 for row in rows))
    if kind.name == "comma":
        return len(rows) >= 3 and is_statutory([field for row in rows for field in row])
    return len(rows) >= 2 or (len(rows) == 1 and len(lines) > 1)  # a header over a row of blanks


def _grid(lines: list[str], kind: _Kind) -> Grid:
    """The Grid of table lines. Empty fields at the start of a row are the label cell above it, not cells of the row."""
    return place([_own_cells(row) for row in kind.rows(lines) if row])


def _own_cells(fields: list[str]) -> list[Own]:
    """The cells of a row from its first label on; a row that begins with a value has its blanks for itself."""
    first = next((number for number, field in enumerate(fields) if field), 0)
    first = 0 if VALUE.match(fields[first]) else first
    return [Own(field, column=number) for number, field in enumerate(fields) if number >= first]
