"""Owns pipe tables in text whose rows are broken behind every cell: a bar alone, `规章 |`, `0 |`, `0 | |`."""

from __future__ import annotations

import re
from collections.abc import Sequence

OPENING = re.compile(r"^\s*[|｜]\s*$")
CLOSED_CELL = re.compile(r"^\s*[^|｜\s][^|｜]*[|｜]\s*$")
LAST_CELL = re.compile(r"^\s*[^|｜\s][^|｜]*[|｜]\s*[|｜][|｜\s]*$")
WORDS = re.compile(r"^[^|｜]*[^|｜\s][^|｜]*$")
LEAST_ROWS, MOST_LINES = 3, 40


def unbroken(lines: list[str]) -> list[str]:
    """The lines, each such row in one line again; the same lines where fewer than three of them stand together. A row
    that the text breaks off in keeps its whole cells."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        rows, end = _rows(lines, at)
        found += rows if len(rows) >= LEAST_ROWS else lines[at : max(end, at + 1)]
        at = max(end, at + 1)
    return found


def _rows(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """The rows that begin at a line, one after the other, and the line after them."""
    rows: list[str] = []
    while (end := _row_end(lines, at)) > at:
        rows.append("".join(line.strip() for line in lines[at:end]))
        at = end
    if rows and at < len(lines) and OPENING.match(lines[at]) and (end := _cells_end(lines, at + 1)) >= len(lines) - 1:
        rows.append("".join(line.strip() for line in lines[at:end]))
        at = end
    return rows, at


def _row_end(lines: Sequence[str], at: int) -> int:
    """The line after the row that begins at a line; the same line where none does."""
    if at >= len(lines) or not OPENING.match(lines[at]):
        return at
    end = _cells_end(lines, at + 1)
    return end + 1 if end < len(lines) and LAST_CELL.match(lines[end]) else at


def _cells_end(lines: Sequence[str], at: int) -> int:
    """The line after the cells that begin at a line and are closed by a bar; a cell may have several lines."""
    end = at
    for number in range(at, min(at + MOST_LINES, len(lines))):
        if CLOSED_CELL.match(lines[number]):
            end = number + 1
        elif LAST_CELL.match(lines[number]):
            return number
        elif not WORDS.match(lines[number]):
            break
    return end
