"""Owns the columns of tables drawn in plain text: by tabs, by pipes, or by spaces that align."""

from __future__ import annotations

import csv
import re
from unicodedata import east_asian_width

PIPES = re.compile(r"(?<!\\)[|｜│┃║]")
RULE = re.compile(r"^[\s|｜│┃║:=+\-—─━═┼├┤┌┐└┘┬┴╪╬╠╣╔╗╚╝╦╩┠┨┯┷┿╂]+$")
LONG_RULE = re.compile(r"-{3}|={2}|:-+|-+:")
FRAMES = ("+", *"─━═┼├┌└")
GRID_RULE = re.compile(r"^\+(?:[-=:]+\+)+$")
SHORT_RULE = re.compile(r"^-{1,2}$")
DRAWN = "─━═┼├┌└"  # lines of a frame
GAP = re.compile(r"(?:[ \xa0\u2002\u2003]{2,}|[ \xa0]*\u3000[ \xa0\u3000]*)")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
PADDING = re.compile(r"[ \u3000]*\t[ \u3000]*")
LONGEST_TOKEN = 60
LONGEST_LABEL = 12  # 其他对外管理服务事项 and the like
LEAST_TABS_OF_BLANKS = 3
LEAST_COMMAS, LONGEST_LINE = 2, 300


def tab_fields(line: str) -> list[str] | None:
    """The fields of a line with tabs, a row of blanks included; None where tabs only indent it or there are none."""
    body = PADDING.sub("\t", line.strip(" \u3000"))
    inner = body.strip("\t ")
    if not inner and body.count("\t") >= LEAST_TABS_OF_BLANKS:
        return [""] * (body.count("\t") + 1)
    outside = body.endswith("\t\t") or body.startswith("\t\t") or (body.endswith("\t") and _is_short(inner))
    if not inner or ("\t" not in inner and not outside):
        return None
    return [field.strip() for field in body.split("\t")]


def comma_fields(line: str) -> list[str] | None:
    """The fields of a line of comma-separated values; None for a sentence or a line with fewer than two commas."""
    if line.count(",") < LEAST_COMMAS or "。" in line or len(line) > LONGEST_LINE:
        return None
    return [field.strip() for field in next(csv.reader([line]))]


def _is_short(text: str) -> bool:
    """Whether a text may be a label with a blank cell after it."""
    return 0 < len(text) <= LONGEST_LABEL and not any(sign in text for sign in "。；：")


def pipe_fields(line: str) -> list[str] | None:
    """The fields of a line between pipes, [] for a rule such as |---|---|; None for a line that is no table line."""
    body = line.strip()
    pipes = len(PIPES.findall(body))
    if not pipes and not body.startswith(FRAMES):
        return None
    if len(body) >= 3 and RULE.match(body) and (LONG_RULE.search(body) or any(sign in body for sign in DRAWN)):
        return [] if pipes or any(sign in body for sign in DRAWN) or GRID_RULE.match(body) else None
    if pipes < 2 and not (pipes and PIPES.match(body)) and not _is_pair(body):
        return None
    fields = [ESCAPED.sub(r"\1", BREAK.sub("\n", field)).strip() for field in PIPES.split(body)]
    return fields[:-1] if PIPES.match(body[-1]) else fields


def pipe_rows(lines: list[str]) -> list[list[str]]:
    """The rows of lines with pipes. Where every one of them begins with a pipe, that is the frame; else a row that
    does has an empty first field. A row of single dashes is a rule below the first of several rows, else values."""
    held = [(line, fields) for line in lines if (fields := pipe_fields(line))]
    framed = all(PIPES.match(line.strip()) for line, _ in held)
    rows = [fields[1:] if framed else fields for _, fields in held]
    short_rule = len(rows) > 2 and len(rows[1]) > 1 and all(SHORT_RULE.match(field) for field in rows[1])
    return [rows[0], *rows[2:]] if short_rule else rows


def _is_pair(body: str) -> bool:
    """Whether a line is two short cells with a pipe between them."""
    return PIPES.search(body) is not None and "。" not in body and len(body) <= LONGEST_TOKEN


def aligned_tokens(line: str) -> list[str] | None:
    """The fields of a line that gaps of two or more spaces divide; None for fewer than two, or for prose."""
    tokens = GAP.split(line.strip())
    if len(tokens) < 2 or any(len(token) > LONGEST_TOKEN or "。" in token for token in tokens):
        return None
    return tokens


def aligned_rows(lines: list[str]) -> list[list[str]]:
    """Rows of fields, blank ones included: columns are the places where the tokens of the fullest rows stand."""
    spans = [_token_spans(line) for line in lines]
    most = max(len(row) for row in spans)
    columns = _columns([row for row in spans if len(row) == most])
    rows = []
    for row in spans:
        fields = [""] * len(columns)
        for number, token in zip(_assign(row, columns), row, strict=True):
            fields[number] = f"{fields[number]} {token[2]}".strip()
        rows.append(fields)
    return rows


def _assign(row: list[tuple[int, int, str]], columns: list[tuple[int, int]]) -> list[int]:
    """The column of each token: the nearest by centre, in order, no two in one where there are enough."""
    if len(row) == len(columns):
        return list(range(len(row)))
    chosen: list[int] = []
    for index, (start, end, _) in enumerate(row):
        lowest = chosen[-1] + 1 if chosen else 0
        highest = max(lowest, len(columns) - (len(row) - index))
        options = range(min(lowest, len(columns) - 1), min(highest, len(columns) - 1) + 1)
        chosen.append(min(options, key=lambda number: _distance((start, end), columns[number])))
    return chosen


def _distance(token: tuple[int, int], column: tuple[int, int]) -> tuple[int, int]:
    """How far apart two spans are (0 where they overlap), then how far their centres are."""
    apart = max(0, token[0] - column[1], column[0] - token[1])
    return apart, abs(sum(token) - sum(column))


def _columns(rows: list[list[tuple[int, int, str]]]) -> list[tuple[int, int]]:
    """The span of each column over rows that fill all of them."""
    return [
        (min(token[0] for token in column), max(token[1] for token in column)) for column in zip(*rows, strict=True)
    ]


def _token_spans(line: str) -> list[tuple[int, int, str]]:
    """(first column, column after the last, text) of each token in display columns."""
    widths = [0]
    for letter in line:
        widths.append(widths[-1] + (2 if east_asian_width(letter) in "WF" else 1))
    spans = []
    start = len(line) - len(line.lstrip())
    end_of_line = len(line.rstrip())
    for gap in GAP.finditer(line, start, end_of_line):
        spans.append((widths[start], widths[gap.start()], line[start : gap.start()]))
        start = gap.end()
    spans.append((widths[start], widths[end_of_line], line[start:end_of_line]))
    return [span for span in spans if span[2]]
