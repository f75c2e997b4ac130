"""Owns pipe tables in text whose rows are broken behind every cell: a bar alone, `规章 |`, `0 |`, `0 | |`.

A bar alone opens a row, or is a blank cell: the number of bars, the same for every row, says which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

BAR = re.compile(r"[|｜]")
OPENING = re.compile(r"^\s*[|｜]\s*$")
CELL = re.compile(r"^\s*[^|｜\s][^|｜]*[|｜][|｜\s]*$")
WORDS = re.compile(r"^[^|｜]*[^|｜\s][^|｜]*$")
LEAST_ROWS, LEAST_BARS, MOST_LINES = 3, 3, 40
ROW = re.compile(
    r"第二十条第|信息内容|规章|规范性文件|行政许可|行政处罚|本年新收|上年结转|予以公开|属于国家秘密|结果维持"
)
LEADS = re.compile(
    r"第二十条第|信息内容|规章|(?:行政)?规范性文件|行政许可|其他对外|行政处罚|行政强制|行政事业性收费|政府集中采购|申请人情况"
    r"|自然人|商业企业|一、本年新收|结果维持"
)
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
FIGURE = re.compile(r"^[\d０-９][\d０-９,，.．]*(?:万元|元|件)?$|^[-—/]+$|^无$")
LEAST_LABELS, LEAST_FIELDS, LEAST_TURNS = 4, 16, 2
OPENS = r"(?:[一二三四五六][、.．]\S{2,30}(?:情况|事项|概述)|第二十条第\S{1,6})"
HEADING = re.compile(rf"\s+(?={OPENS}(?:\s|$))|(?<=情况)\s+|(?<=事项)\s+")


def spread(lines: list[str]) -> list[str]:
    """The lines, those that hold several rows of the statutory tables between bars as one row a line."""
    found: list[str] = []
    for line in lines:
        fields = BAR.split(line) if len(line) > LEAST_FIELDS else []
        found += _rows_of(fields) if _holds_rows(fields) else [line]
    return found


def _holds_rows(fields: Sequence[str]) -> bool:
    """Whether cells are several rows: names of rows of the forms among them, and labels behind values."""
    if len(fields) < LEAST_FIELDS or sum(ROW.search(field) is not None for field in fields) < LEAST_LABELS:
        return False
    printed = [field.strip() for field in fields if field.strip()]
    is_figure = [FIGURE.match(field) is not None for field in printed]
    return sum(one and not two for one, two in pairwise(is_figure)) >= LEAST_TURNS


def _rows_of(fields: Sequence[str]) -> list[str]:
    """The rows of cells that stand in one line: a label after a value, or one that leads a row of a form, begins one;
    prose before a heading stays a line."""
    lines: list[str] = []
    row: list[str] = []
    for field in fields:
        *before, cell = HEADING.split(field.strip())
        before = [words for words in before if words]
        if before:
            lines += [" | ".join((*row, "")), *before] if row else before
            row = []
        is_label = bool(cell) and not FIGURE.match(cell)
        last = next((c for c in reversed(row) if c), "")
        under_results = not is_label and sum(c in RESULTS for c in row) > 2  # the values of table four under its header
        if (row and is_label and (LEADS.match(cell) or FIGURE.match(last))) or (under_results and last in RESULTS):
            lines.append(" | ".join((*row, "")))
            row = []
        row.append(cell)
    return [*lines, " | ".join((*row, "") if len(row) > 1 else row)]


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
