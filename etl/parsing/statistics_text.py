"""Owns local statistics tables that a copy as text left as words one after the other: 主动公开信息数 条 425 1516 ….

The header says how many values a row has, and a unit stands before them in every row, so nothing is guessed. A row with
fewer values stays as it is, and the reading of the table says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from etl.documents.document import Block, Document, Paragraph
from etl.documents.spans import Own, place
from etl.parsing.labels import find
from etl.parsing.pieces import WORD
from etl.parsing.statistics_header import TABLE, UNITS, year_of
from etl.parsing.values import read_value
from etl.report import NA, NUMBER

NAMES = r"(?:统计)?(?:指标|项目|内容)(?:名称)?"
HEAD = re.compile(rf"{NAMES}[\s|｜\u3000]*(?:计量|计算)?[\s|｜\u3000]*单位|^\s*{NAMES}\s*$")
GLUED = re.compile(rf"{NAMES}(?:计量|计算)?单位(?:(?:19|20)\d\d年|本年|历年累计)\S{{12,}}")
INDICATOR, UNIT = re.compile(NAMES), re.compile(r"(?:计量|计算)?单位")
LEAST_ROWS, LONGEST_LABEL, LONGEST_HEAD = 5, 12, 3  # rows; words of a label, and of one cell of the header
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Word:
    """A word, the number of the paragraph it stands in, and its place there."""

    text: str
    block: int
    start: int
    end: int


def with_statistics(document: Document) -> Document:
    """The document with such tables as grids; the same document where it has none."""
    if not any(isinstance(block, Paragraph) and HEAD.search(block.text) for block in document.blocks):
        return document
    blocks: list[Block] = []
    for _, group in groupby(document.blocks, key=lambda block: isinstance(block, Paragraph)):
        run = list(group)
        paragraphs = [block for block in run if isinstance(block, Paragraph)]
        blocks += _parted(paragraphs) if paragraphs else run
    return replace(document, blocks=tuple(blocks)) if len(blocks) != len(document.blocks) else document


def glued(document: Document) -> str | None:
    """The beginning of a statistics table whose cells run into one another (指标名称单位2011年度公开数条4251516),
    None where there is none."""
    found = (GLUED.search(block.text) for block in document.blocks if isinstance(block, Paragraph))
    return next((match[0][:SHOWN] for match in found if match), None)


def _parted(run: Sequence[Paragraph]) -> list[Block]:
    """A run of paragraphs with the first such table in it as a grid."""
    words = [
        Word(match[0], number, match.start(), match.end())
        for number, paragraph in enumerate(run)
        for match in WORD.finditer(paragraph.text)
    ]
    for first in range(len(words)):
        if INDICATOR.fullmatch(words[first].text) and (columns := _header(words, first)):
            rows, end = _rows(words, columns[-1][1], len(columns) - 2)
            if len(rows) >= LEAST_ROWS:
                header = [text for text, _ in columns]
                grid = place([[Own(text) for text in row] for row in (header, *rows)])
                return [*_before(run, words[first]), grid, *_behind(run, words[end - 1])]
    return list(run)


def _header(words: Sequence[Word], first: int) -> list[tuple[str, int]]:
    """The cells of a header from its first word on, each with the number of the word behind it: the indicator, the
    unit, and columns of which one is a year or the sum of all years; [] where it is none."""
    cells = [(words[first].text, first + 1)]
    while cells:
        at = cells[-1][1]
        cell = _unit(words, at) if len(cells) == 1 else _column(words, at)
        if cell is None:
            break
        cells.append(cell)
    named = [text for text, _ in cells[2:]]
    return cells if any(year_of(text) or find(text, TABLE, "column") == "cumulative" for text in named) else []


def _unit(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    """The heading over the units, which comes second."""
    return next((cell for cell in _joined(words, at) if UNIT.fullmatch(cell[0])), None)


def _column(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    """The heading of a column: a year with all that belongs to it, or the fewest words that name one."""
    ways = list(_joined(words, at))
    year = next((cell for cell in ways if year_of(cell[0]) is not None), None)
    return year or next((cell for cell in ways[::-1] if find(cell[0], TABLE, "column") is not None), None)


def _joined(words: Sequence[Word], at: int) -> Iterator[tuple[str, int]]:
    """The words from a place on, joined to one cell in every way, the longest first."""
    for end in range(min(at + LONGEST_HEAD, len(words)), at, -1):
        yield "".join(word.text for word in words[at:end]), end


def _rows(words: Sequence[Word], at: int, most: int) -> tuple[list[list[str]], int]:
    """The rows behind a header, label, unit and at most so many values, and the number of the word behind them."""
    rows: list[list[str]] = []
    end = at
    while at < len(words):
        unit = next((n for n in range(at + 1, min(at + LONGEST_LABEL, len(words))) if words[n].text in UNITS), None)
        if unit is None or any("。" in word.text for word in words[at:unit]):
            break
        at = unit + 1
        while at < len(words) and at - unit <= most and read_value(words[at].text).state in (NUMBER, NA):
            at += 1
        label = "".join(word.text for word in words[end:unit])
        rows.append([label, words[unit].text, *(word.text for word in words[unit + 1 : at])])
        end = at
    return rows, end


def _before(run: Sequence[Paragraph], word: Word) -> list[Block]:
    head = replace(run[word.block], text=run[word.block].text[: word.start])
    return [*run[: word.block], *([head] if head.text.strip() else [])]


def _behind(run: Sequence[Paragraph], word: Word) -> list[Block]:
    tail = replace(run[word.block], text=run[word.block].text[word.end :])
    return [*([tail] if tail.text.strip() else []), *run[word.block + 1 :]]
