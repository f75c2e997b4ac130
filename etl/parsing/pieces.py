"""Owns the pieces of a text that was a table: words of labels joined to the labels of the forms, and values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import zip_longest

from catalog import forms
from etl.documents.document import Paragraph
from etl.documents.lines import shown_width
from etl.parsing.grid_rows import LABEL, VALUE, kind_of
from etl.parsing.labels import fold, roles
from etl.parsing.sections import NUMBERED, ORDINALS, read_heading
from etl.parsing.values import is_change

LONGEST_PIECE = 90
MANY_WORDS = 60  # of one line: a whole table
MOST_WORDS = 12  # of one label, broken by spaces or line ends
GAP = re.compile(r"[\s|｜│┃\u00a0\u3000\u200b]+")
WORD = re.compile(r"[^\s|｜│┃\u00a0\u3000\u200b]+")
NUMBER_OF_LABEL = re.compile(r"^\d{1,2}[.、．]$")
SIGNS = re.compile(r"^[（）()《》“”‘’：:，、；]+$")
SENTENCE = re.compile(r"[。；;！？]")
DIRECTIONS = frozenset(("增", "减", "增加", "减少", "不变", "持平", "无变化"))  # alone in a cell of 增/减
HEADS = frozenset(("column", "parent", "unit", "code"))
ROWS = frozenset(("row", "group", "heading", "subtotal"))
EXACT, KNOWN, UNKNOWN = 3, 1, -1  # what a piece speaks for a way to join words


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a word stands in a fixed-width print: page, line, and columns from `start` to before `end`."""

    page: int
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A label or a value with the number of the block it stands in. `held` are the (table, axis) it is known for."""

    text: str
    block: int
    is_value: bool = False
    held: frozenset[tuple[str, str]] = frozenset()
    spot: Spot | None = None

    @property
    def is_head(self) -> bool:
        """Whether it is known as part of a header only."""
        return bool(self.held) and all(axis in HEADS for _, axis in self.held)

    @property
    def is_row(self) -> bool:
        """Whether it is known as part of a row's label only."""
        return bool(self.held) and all(axis in ROWS for _, axis in self.held)


def pieces_of(paragraph: Paragraph, block: int) -> list[Piece] | None:
    """The pieces of a paragraph, None where it is prose or the heading of a section."""
    words = [word for word in GAP.split(paragraph.text) if word]
    if _is_heading(paragraph, len(words)) or (SENTENCE.search(paragraph.text) and not _is_mostly_values(words)):
        return None
    if any(len(word) > LONGEST_PIECE for word in words):
        return None
    if "  " in paragraph.text:
        spots = _spots(paragraph, block)
    else:
        words = [part for word in words for part in _parted(word)]
        spots = [None] * len(words)
    return [Piece(word, block, _is_value(word), spot=spot) for word, spot in zip(words, spots, strict=True)]


def _parted(word: str) -> tuple[str, ...]:
    """A word in two where it is 总计 and the beginning of the next applicant: 总计商, before 业 and 企业."""
    for name in _applicants():
        rest = word.removeprefix(name)
        if rest and rest != word and any(other.startswith(rest) for other in _applicants() if other != name):
            return name, rest
    return (word,)


@cache
def _applicants() -> tuple[str, ...]:
    """The words over the columns of table three."""
    return tuple(fold(entry.label).rest for entry in forms.columns("2021", "requests"))


def _is_mostly_values(words: Sequence[str]) -> bool:
    """Whether a line with a sentence is a whole table with a remark in it."""
    return len(words) > MANY_WORDS and 2 * sum(_is_value(word) for word in words) > len(words)


def _spots(paragraph: Paragraph, block: int) -> list[Spot | None]:
    """Where each word of a line stands."""
    spots: list[Spot | None] = []
    column = place = 0
    for word in WORD.finditer(paragraph.text):
        column += shown_width(paragraph.text[place : word.start()])
        place, start = word.end(), column
        column += shown_width(word.group())
        spots.append(Spot(paragraph.page or 1, block, start, column))
    return spots


def _is_value(word: str) -> bool:
    """Whether a word is a value: not the number of a label, nor a sign that a line end cut off one."""
    if is_change(word) or word in DIRECTIONS:
        return True
    return kind_of(word) == VALUE and not NUMBER_OF_LABEL.match(word) and not SIGNS.match(word)


def _is_heading(paragraph: Paragraph, words: int) -> bool:
    """Whether a paragraph opens a section; 行政复议 beside 行政诉讼 without a number is a header of table four."""
    if read_heading(paragraph.text, is_heading=paragraph.is_heading) is None:
        return False
    return words == 1 or paragraph.is_heading or NUMBERED.match(paragraph.text.strip()) is not None


def joined(words: Sequence[Piece]) -> list[Piece]:
    """Words with those of one label joined, each known for what it is."""
    words = [
        replace(word, is_value=False) if _numbers_a_label(word, after) else word
        for word, after in zip_longest(words, words[1:])
    ]
    found: list[Piece] = []
    start = 0
    for end in range(len(words) + 1):
        if end == len(words) or words[end].is_value:
            found += _labels(words[start:end])
            found += words[end : end + 1]
            start = end + 1
    return found


def _numbers_a_label(word: Piece, after: Piece | None) -> bool:
    """Whether a word is the number of a label that a narrow cell broke after it: 三 before 、."""
    return word.is_value and word.text in ORDINALS and after is not None and after.text.startswith("、")


def _labels(words: Sequence[Piece]) -> list[Piece]:
    """The words of a run without values as labels: the way to join them that the forms know best."""
    best: list[tuple[int, int]] = [(0, 0)]  # score of the words so far, and where the last label begins
    opened = 0  # the last word that begins a label by its number
    for end in range(1, len(words) + 1):
        opened = end - 1 if is_numbered(words[end - 1].text) else opened
        options = range(max(opened, end - MOST_WORDS), end)
        best.append(max(((best[b][0] + _score(_text(words[b:end])), b) for b in options), key=lambda way: way))
    labels: list[Piece] = []
    end = len(words)
    while end:
        begin = best[end][1]
        text = _text(words[begin:end])
        held = frozenset((role.table, role.axis) for role in roles(text))
        labels.append(Piece(text, words[end - 1].block, held=held))
        end = begin
    return labels[::-1]


@lru_cache(maxsize=8192)
def is_numbered(text: str) -> bool:
    """Whether a word begins with the number of a label; （一）项 is the end of an article."""
    label = fold(text)
    return label.level > 0 and not label.rest.startswith("项")


def _text(words: Sequence[Piece]) -> str:
    return "".join(word.text for word in words)


@lru_cache(maxsize=8192)
def _score(text: str) -> int:
    if len(text) > LONGEST_PIECE or kind_of(text) != LABEL:
        return UNKNOWN * 2
    if fold(text).rest in _known():
        return EXACT
    return KNOWN if roles(text) else UNKNOWN


@cache
def _known() -> frozenset[str]:
    """Every label of every form, folded, with the articles that stand over table two."""
    entries = [entry for version in forms.versions() for entry in forms.entries(version)]
    articles = {entry.group for entry in entries if entry.table == "disclosure" and entry.group}
    return frozenset(fold(text).rest for text in (*articles, *(entry.label for entry in entries)))
