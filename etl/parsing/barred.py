"""Owns tables whose cells stand in lines of their own with bars between: `规章 |`, `0 |`, `|` for a blank, `||` last.

The bars count every cell, the blank ones too, and each row has as many as the widest. How many that is must follow from
the lines that fill up and from the labels; where more than one width would do, or none, the lines stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from etl.documents.document import Block, Document, Grid, Paragraph
from etl.documents.spans import Own, place
from etl.parsing.grid_rows import EMPTY, LABEL, VALUE, kind_of
from etl.parsing.labels import roles
from etl.parsing.sections import NUMBERED, read_heading
from etl.parsing.values import is_change

BAR = re.compile(r"[|｜]")
ONLY_BARS = re.compile(r"^[|｜\s]+$")
FILLED_UP = re.compile(r"^[^|｜]*[|｜][|｜\s]*$")  # a line of bars, or the last cell of a row with the bars behind it
BARS_AT_END = re.compile(r"^[|｜\s]+$|[|｜]\s*[|｜]\s*$")
BAR_BEFORE = re.compile(r"^\s*[|｜]\s*[^|｜\s][^|｜]*$")
BAR_BEHIND = re.compile(r"[^|｜\s]\s*[|｜]")
ONE_CELL = re.compile(r"^[|｜]?[^|｜]*[|｜\s]*$")
PRINTED = re.compile(r"[^|｜\s]\s*[|｜]\s*[^|｜\s]")  # two cells in one line
LONGEST_CELL, LONGEST_GAP = 90, 6  # characters of a cell; lines of one cell
WIDTHS = range(2, 41)
LEAST_CELLS = 6


def unbarred(document: Document) -> Document:
    """The document with such tables as grids; the same document where it has none."""
    if not any(isinstance(block, Paragraph) and BARS_AT_END.search(block.text) for block in document.blocks):
        return document
    blocks: list[Block] = []
    for inside, group in groupby(_marked(document.blocks), key=lambda pair: pair[1]):
        run = [block for block, _ in group]
        blocks += (_tables(run) if inside else None) or run
    return replace(document, blocks=tuple(blocks))


def _tables(run: Sequence[Block]) -> list[Block] | None:
    """The tables of a run of lines: one, or one from each line on that can only begin one, what stands between them as
    it was; None if any is unclear."""
    lines = [block.text for block in run if isinstance(block, Paragraph)]
    if (whole := _grid(lines)) is not None:
        return [whole]
    starts = [place for place, line in enumerate(lines) if _begins_a_table(line)]
    if not starts or any(BAR.search(line) for line in lines[: starts[0]]):
        return None
    blocks: list[Block] = [*run[: starts[0]]]
    for start, end in pairwise([*starts, len(lines)]):
        last = end
        while last > start and end < len(lines) and not BAR.search(lines[last - 1]):
            last -= 1  # a line between two tables
        if (grid := _grid(lines[start:last])) is None:
            return None
        blocks += [grid, *run[last:end]]
    return blocks


def _begins_a_table(line: str) -> bool:
    """Whether a line is an article over a part of table two, or the remark in the corner of table three."""
    text = BAR.sub("", line)
    return any(role.axis == "parent" and role.key in ("article", "remark") for role in roles(text))


def _marked(blocks: Sequence[Block]) -> list[tuple[Block, int]]:
    """Each block with the number of the run of barred lines that it is of, 0 for none."""
    marked: list[tuple[Block, int]] = []
    number, inside = 0, False
    for position, block in enumerate(blocks):
        was, inside = inside, _is_of_a_run(blocks, position)
        number += inside and not was
        marked.append((block, number if inside else 0))
    return marked


def _is_of_a_run(blocks: Sequence[Block], position: int) -> bool:
    """Whether a line holds a bar, or is the beginning of a cell whose bar follows in one of the next lines."""
    for number, ahead in enumerate(blocks[position : position + LONGEST_GAP], position):
        if not isinstance(ahead, Paragraph) or len(ahead.text) > LONGEST_CELL or "。" in ahead.text:
            return False
        text = ahead.text.strip()
        if BAR.search(text):
            return bool(ONLY_BARS.match(text) or ONE_CELL.match(text)) or _holds_values(text)
        if NUMBERED.match(text) and read_heading(text) is not None and not _has_a_bar_next(blocks, number):
            return False
    return False


def _holds_values(line: str) -> bool:
    """Whether a line is the values of a row whose label stands in the line above: 0 | 0 | 0 |."""
    cells = [cell.strip() for cell in BAR.split(line)]
    return len(cells) > 2 and not cells[-1] and all(kind_of(cell) == VALUE for cell in cells if cell)


def _has_a_bar_next(blocks: Sequence[Block], position: int) -> bool:
    following = blocks[position + 1] if position + 1 < len(blocks) else None
    return isinstance(following, Paragraph) and BAR.match(following.text.strip()) is not None


def _grid(lines: Sequence[str]) -> Grid | None:
    """The grid of a run of lines; None where its width does not follow from them."""
    if any(BAR_BEFORE.match(line) for line in lines) and not any(BAR_BEHIND.search(line) for line in lines):
        return _grid_of_rows(lines)
    cells = ["".join(cell.split("\n")).strip() for cell in BAR.split("\n".join(lines))]
    if not cells[-1]:
        cells.pop()
    kinds = "".join(VALUE if is_change(cell) else kind_of(cell) for cell in cells)
    if len(cells) < LEAST_CELLS or not any(roles(cell) for cell in cells):
        return None
    width = _width(lines, kinds, FILLED_UP) or _width(lines, kinds, ONLY_BARS)
    if width is None:
        return None
    return place([[Own(text) for text in cells[at : at + width]] for at in range(0, len(cells), width)])


def _grid_of_rows(lines: Sequence[str]) -> Grid:
    """The grid of lines that each begin with the bar before their cell: a bar alone, and no bar before the next line,
    end a row."""
    rows: list[list[str]] = [[]]
    for line, before in zip(lines, ["", *lines], strict=False):
        text = line.strip()
        if BAR.match(text):
            rows[-1].append(text[1:].strip())
        elif rows[-1] and not ONLY_BARS.match(before):
            rows[-1][-1] += text
        else:
            rows.append([text])
    return place([[Own(cell) for cell in (row[:-1] if row[-1:] == [""] else row)] for row in rows if row])


def _width(lines: Sequence[str], kinds: str, closing: re.Pattern[str]) -> int | None:
    """The one width at which rows fit, where lines of several bars that match `closing` end a row; None without one."""
    ends, longest = _filled_up(lines, closing)
    least = longest + (not any(_holds_values(line) and PRINTED.search(line) for line in lines))  # else a row in a line
    fitting = [
        width for width in WIDTHS if width >= least and all(end % width == 0 for end in ends) and _fits(kinds, width)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _filled_up(lines: Sequence[str], closing: re.Pattern[str]) -> tuple[list[int], int]:
    """After how many cells such a line of several bars ends, and how many bars the longest one has."""
    count, longest, ends = 0, 0, list[int]()
    for line in lines:
        bars = len(BAR.findall(line))
        count += bars
        if closing.match(line) and bars > 1:
            ends.append(count)
            longest = max(longest, bars)
    return ends, longest


def _fits(kinds: str, width: int) -> bool:
    """Whether rows of this width are labels, then values, then blanks; values alone only below a row of labels."""
    headed = False
    for at in range(0, len(kinds), width):
        row = kinds[at : at + width]
        printed = row.replace(EMPTY, "")
        if printed and printed[0] == VALUE and not headed:
            return False
        if f"{VALUE}{LABEL}" in printed or f"{EMPTY}{LABEL}" in row:
            return False
        if not printed and not headed and at + width < len(kinds):
            return False
        headed = bool(printed) and VALUE not in printed
    return True
