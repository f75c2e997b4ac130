"""Owns pipe tables in text whose rows are broken behind every cell: a bar alone, `规章 |`, `0 |`, `0 | |`.

A bar alone opens a row, or is a blank cell: the number of bars, the same for every row, says which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

BAR = re.compile(r"[|｜]")
OPENING = re.compile(r"^\s*[|｜]\s*$")
CELL = re.compile(r"^\s*[^|｜\s][^|｜]*[|｜][|｜\s]*$")
WORDS = re.compile(r"^[^|｜]*[^|｜\s][^|｜]*$")
LEAST_ROWS, LEAST_BARS, MOST_LINES = 3, 3, 40


def unbroken(lines: list[str]) -> list[str]:
    """The lines, each such row in one line again; the same lines where fewer than three of them stand together. A row
    that the text breaks off in keeps its whole cells."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        opens = OPENING.match(lines[at]) and not (at and BAR.search(lines[at - 1]))  # behind a cell it is a blank one
        rows, end = _rows(lines, at) if opens else ([], at)
        if len(rows) < LEAST_ROWS:
            rows, end = [lines[at]], at + 1
        found += rows
        at = end
    return found


def _rows(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """The rows that begin at a line, one after the other, and the line after them."""
    width = _width(lines, at)
    rows: list[str] = []
    while width >= LEAST_BARS and (end := _row_end(lines, at, width)) > at:
        rows.append("".join(line.strip() for line in lines[at:end]))
        at = end
    whole = [place for place in range(at + 1, len(lines)) if CELL.match(lines[place])]
    if (
        rows
        and at < len(lines) <= at + MOST_LINES
        and OPENING.match(lines[at])
        and whole
        and len(lines) - whole[-1] < 3
    ):
        rows.append("".join(line.strip() for line in lines[at : whole[-1] + 1]))  # the text breaks off in it
        at = whole[-1] + 1
    return rows, at


def _width(lines: Sequence[str], at: int) -> int:
    """How many bars close cells in the row that begins at a line, up to the bar alone that opens the next one."""
    bars = 0
    for line in lines[at + 1 : at + 1 + MOST_LINES]:
        if OPENING.match(line):
            return bars
        if not CELL.match(line) and not WORDS.match(line):
            return 0
        bars += len(BAR.findall(line))
    return 0


def _row_end(lines: Sequence[str], at: int, width: int) -> int:
    """The line after the row of that many bars that begins at a line; the same line where none does."""
    if at >= len(lines) or not OPENING.match(lines[at]):
        return at
    bars = 0
    for number in range(at + 1, min(at + 1 + MOST_LINES, len(lines))):
        line = lines[number]
        if not (CELL.match(line) or WORDS.match(line) or OPENING.match(line)):
            return at
        bars += len(BAR.findall(line))
        if bars >= width:
            return number + 1 if bars == width else at
    return at
