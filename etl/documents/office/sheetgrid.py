"""Owns the layout of a sheet: which rows are titles and prose, which are tables, and where each table ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.pages import page_words
from etl.documents.document import Block, Grid, GridCell, Paragraph

VALUE = re.compile(r"^[\d０-９][\d０-９,，.．%％ ]*$|^[-—/－]+$")
LONG = 60
WIDEST_TITLE = 40  # columns: a title merged over more says nothing about the width of the table under it


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


def sheet_blocks(rows: Sequence[Sequence[str]], merges: Sequence[Merge] | None) -> list[Block]:
    """Paragraphs and grids of a sheet. `merges` is None where the file type does not say what is merged: then empty
    fields at the start of a row of a table are the label cell above."""
    blocks: list[Block] = []
    part: list[int] = []
    gap = False
    for number, row in enumerate(rows):
        filled = [text for text in row if text]
        if not filled:
            gap = True
            continue
        if part and gap and not any(VALUE.match(text) for text in filled):
            blocks += _part(rows, part, merges)
            part = []
        gap = False
        if len(filled) == 1 and _is_prose(filled[0]):
            blocks += _part(rows, part, merges)
            part = []
            blocks += [Paragraph(line.strip()) for line in filled[0].split("\n") if line.strip()]
        else:
            part.append(number)
    return blocks + _part(rows, part, merges)


def _is_prose(text: str) -> bool:
    """True for a heading, a title or a sentence that stands alone in its row."""
    words = page_words()
    return len(text) > LONG or "。" in text or bool(words.section.match(text) or words.title.match(text))


def _part(rows: Sequence[Sequence[str]], part: list[int], merges: Sequence[Merge] | None) -> list[Block]:
    """The blocks of neighbouring rows: a Grid from the first row of several cells on, paragraphs before."""
    start = next((at for at, number in enumerate(part) if sum(map(bool, rows[number])) > 1), len(part))
    lead = [text for number in part[:start] for text in rows[number] if text]
    while start and start < len(part) and not _is_title(lead[start - 1]):
        start -= 1  # 第二十条第（一）项 over a table is its first row
    blocks: list[Block] = [Paragraph(text) for text in lead[:start]]
    return [*blocks, _grid(rows, part[start:], merges)] if start < len(part) else blocks


def _is_title(text: str) -> bool:
    return not text.startswith("第") or len(text) > 20


def _grid(rows: Sequence[Sequence[str]], part: list[int], merges: Sequence[Merge] | None) -> Grid:
    """The Grid of some rows, cut to the columns that they use. Cells that a merge covers are no cells."""
    own = [merge for merge in merges or () if part[0] <= merge.top <= part[-1]]
    used = [column for number in part for column, text in enumerate(rows[number]) if text]
    left, right = min(used), max(used)
    for merge in own:
        text_under = merge.left < len(rows[merge.top]) and rows[merge.top][merge.left]
        if text_under and left <= merge.left <= right and merge.right - merge.left < WIDEST_TITLE:
            right = max(right, merge.right)
    spans = {(merge.top, merge.left): merge for merge in own}
    covered = _covered(own, part[-1], left, right)
    placed = []
    for at, number in enumerate(part):
        row = rows[number]
        cells: list[GridCell] = []
        for column in range(left, right + 1):
            text = row[column] if column < len(row) else ""
            if (number, column) in covered or (merges is None and not text and not cells):
                continue
            over = spans.get((number, column))
            if over is None:
                cells.append(GridCell(text, at, column - left))
            else:
                down = sum(number <= other <= over.bottom for other in part)
                cells.append(GridCell(text, at, column - left, down, min(over.right, right) - column + 1))
        placed.append(tuple(cells))
    return Grid(tuple(placed))


def _covered(merges: Sequence[Merge], last: int, left: int, right: int) -> set[tuple[int, int]]:
    """Places under a merge, its first one left out."""
    return {
        (row, column)
        for merge in merges
        for row in range(merge.top, min(merge.bottom, last) + 1)
        for column in range(max(merge.left, left), min(merge.right, right) + 1)
        if (row, column) != (merge.top, merge.left)
    }
