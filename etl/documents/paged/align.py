"""Owns which lines of words are the label of which row of the form where no rule says so: order and likeness decide."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.fuzz import ratio

from etl.documents.paged.wording import MARKER

MOST_LINES = 7  # that a label is wrapped into
LEAST, MEAN = 0.5, 0.75  # likeness of every label to the form's, and of all of them
SKIPPED = 0.15  # what a line costs that belongs to no row
PUNCTUATION = re.compile(r"[\W_]")


def plain(text: str) -> str:
    """A label without numbering, punctuation and spaces."""
    return PUNCTUATION.sub("", text[found.end() :] if (found := MARKER.match(text)) else text)


def likeness(printed: str, expected: str) -> float:
    """How alike two labels are, from 0 to 1; their numbering apart."""
    return ratio(plain(printed), plain(expected)) / 100


def align(
    lines: Sequence[tuple[float, str]], heights: Sequence[float], labels: Sequence[str], skipping: bool = False
) -> list[tuple[int, int]] | None:
    """For each row (its height given) the range of lines that are its label: rows in order, no line twice, none left
    over unless `skipping`. None where the words do not bear the order of the form out."""
    rows, count = len(labels), len(lines)
    worst = float("-inf")
    best = [[worst] * (count + 1) for _ in range(rows + 1)]
    came: list[list[tuple[int, int]]] = [[(0, 0)] * (count + 1) for _ in range(rows + 1)]
    best[0][0] = 0.0
    for row in range(rows + 1):
        for line in range(count + 1):
            value = best[row][line]
            if value == worst:
                continue
            if skipping and line < count and value - SKIPPED > best[row][line + 1]:
                best[row][line + 1], came[row][line + 1] = value - SKIPPED, (row, line)
            if row == rows:
                continue
            text = ""
            for end in range(line + 1, min(line + MOST_LINES, count) + 1):
                if not is_near(lines[end - 1][0], heights, row):
                    break
                text += lines[end - 1][1]
                score = value + likeness(text, labels[row])
                if score > best[row + 1][end]:
                    best[row + 1][end], came[row + 1][end] = score, (row, line)
    if best[rows][count] == worst:
        return None
    ranges: list[tuple[int, int]] = []
    row, line = rows, count
    while (row, line) != (0, 0):
        before, start = came[row][line]
        if before != row:
            ranges.append((start, line))
        row, line = before, start
    ranges.reverse()
    alike = [
        likeness("".join(text for _, text in lines[start:end]), label)
        for (start, end), label in zip(ranges, labels, strict=True)
    ]
    return ranges if min(alike) >= LEAST and sum(alike) / rows >= MEAN else None


def is_near(y: float, heights: Sequence[float], row: int) -> bool:
    """Whether a line stands between the figures of the row before and those of the row after."""
    after = heights[row + 1] if row + 1 < len(heights) else float("inf")
    before = heights[row - 1] if row else float("-inf")
    return before < y < after + 0.1
