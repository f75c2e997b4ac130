"""Owns what the places of words in a fixed-width print say: which columns a row leaves blank, and its broken header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import groupby, pairwise

from catalog import forms
from etl.parsing.labels import roles
from etl.parsing.pieces import HEADS, ROWS, Piece, Spot, is_numbered

LEAST_COLUMNS = 7
NEAR = 2  # columns by which the lines of one label may differ
REMARK = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def with_blanks(rows: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The rows with a blank for each column that a row leaves out, where the places of its values in their line tell
    which: a value lies under one column only of the full rows of its page."""
    return [_filled(row, _columns(rows, row)) for row in rows]


def _values(row: Sequence[Piece]) -> list[Piece]:
    """The values at the end of a row, if they stand in one line of a print and nowhere else in the row."""
    values = [piece for piece in row if piece.is_value]
    lines = {piece.spot.line for piece in values if piece.spot is not None}
    alone = len(lines) == 1 and all(piece.spot is not None for piece in values)
    return values if alone and row[-len(values) :] == values else []


def _columns(rows: Sequence[list[Piece]], row: Sequence[Piece]) -> list[Spot]:
    """The columns of the fullest rows on the page of a row: from where to where their values stand."""
    own = _values(row)
    if not own or own[0].spot is None:
        return []
    page = own[0].spot.page
    others = [values for other in rows if (values := _values(other)) and values[0].spot and values[0].spot.page == page]
    most = Counter(len(values) for values in others if len(values) >= LEAST_COLUMNS).most_common(1)
    full = [values for values in others if most and len(values) == most[0][0]]
    spots = [[piece.spot for piece in column if piece.spot] for column in zip(*full, strict=True)]
    return [replace(column[0], start=min(s.start for s in column), end=max(s.end for s in column)) for column in spots]


def _filled(row: list[Piece], columns: list[Spot]) -> list[Piece]:
    values = _values(row)
    labelled = len(values) < len(row)
    if not labelled or not 0 < len(values) < len(columns) or not _apart(columns):
        return row
    under = [[n for n, column in enumerate(columns) if _meet(piece.spot, column)] for piece in values]
    places = [found[0] for found in under if len(found) == 1]
    if len(places) < len(values) or len(set(places)) < len(places):
        return row
    held = dict(zip(places, values, strict=True))
    blank = Piece("", values[0].block, is_value=True)
    return [*row[: -len(values)], *(held.get(number, blank) for number in range(len(columns)))]


def _apart(columns: Sequence[Spot]) -> bool:
    return all(left.end <= right.start for left, right in pairwise(columns))


def _meet(spot: Spot | None, column: Spot) -> bool:
    return spot is not None and spot.start < column.end and column.start < spot.end


def with_whole_labels(words: Sequence[Piece]) -> list[Piece]:
    """The words of a print with the lines of each label together, column after column: a label goes on below its
    values, or has another one between its lines, until the next number in its column."""
    if not any(word.spot for word in words):
        return list(words)
    runs = [list(group) for _, group in groupby(words, key=lambda word: word.is_value)]
    for place in range(2, len(runs) - 1):
        if not runs[place][0].is_value and not any(_heads(word.text) for word in runs[place]):
            tail, runs[place] = _tail_and_labels(runs[place], runs[place - 2])
            for word in tail:
                _put_behind(runs[place - 2], word)
    return [word for run in runs for word in run]


def _put_behind(labels: list[Piece], word: Piece) -> None:
    """Put a word behind the last one of its column."""
    near = [place for place, other in enumerate(labels) if abs(_start(other) - _start(word)) <= NEAR]
    labels.insert(near[-1] + 1 if near else len(labels), word)


def _tail_and_labels(words: Sequence[Piece], before: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """What of the words after a row belongs to its labels, the words `before`, and the labels of the next row: what
    stands in a column before its first number, or without one in the column of the label, is the end of that label."""
    columns: dict[int, list[Piece]] = {}
    for word in words:
        column = next((known for known in columns if abs(known - _start(word)) <= NEAR), _start(word))
        columns.setdefault(column, []).append(word)
    numbered = any(is_numbered(word.text) for word in words)
    tail: list[Piece] = []
    labels: list[Piece] = []
    for column, own in sorted(columns.items()):
        goes_on = numbered and any(abs(_start(word) - column) <= NEAR for word in before)
        none = len(own) if goes_on else 0
        first = next((place for place, word in enumerate(own) if is_numbered(word.text)), none)
        tail += own[:first]
        labels += own[first:]
    return tail, labels


def _start(word: Piece) -> int:
    return word.spot.start if word.spot else 0


@lru_cache(maxsize=8192)
def _heads(text: str) -> bool:
    axes = {role.axis for role in roles(text)}
    return bool(axes & HEADS) and not axes & ROWS


def with_header(words: Sequence[Piece]) -> list[Piece]:
    """The words of a print with the broken header of table three or four put in the form's order, where they are all
    the words of that header and no other, and 总计 stands at the right."""
    found = list(words)
    if not any(word.spot for word in found):
        return found
    for whole in _headers():
        size = len(_letters(whole))
        for start, word in enumerate(found):
            if word.is_value:
                continue
            end = _end_of(found, start, size)
            if end is None or not _is_header(found[start:end], whole):
                continue
            found[start:end] = [Piece(label, word.block) for label in whole]
    return found


def _end_of(words: Sequence[Piece], start: int, size: int) -> int | None:
    """The place after the words that have so many letters together, none of them a value."""
    for end in range(start, len(words)):
        size -= len(_letters((words[end].text,)))
        if words[end].is_value or size < 0:
            return None
        if size == 0:
            return end + 1
    return None


def _is_header(words: Sequence[Piece], whole: tuple[str, ...]) -> bool:
    texts = [word.text for word in words]
    if Counter(_letters(texts)) != Counter(_letters(whole)):
        return False
    last = max((word for word in words if word.spot), key=_end_of_word, default=None)
    return last is not None and last.text.endswith("计")


def _end_of_word(word: Piece) -> int:
    return word.spot.end if word.spot else 0


def _letters(texts: Sequence[str]) -> str:
    return "".join(letter for text in texts for letter in text if "\u3400" <= letter <= "\u9fff")


@cache
def _headers() -> tuple[tuple[str, ...], ...]:
    """The words of the headers of table three, with and without the remark in its corner, and of table four."""
    labels = [entry.label for entry in forms.columns("2021", "requests")]
    requests = ("申请人情况", labels[0], "法人或其他组织", labels[-1], *labels[1:-1])
    kinds = [entry.label for entry in forms.rows("2021", "cases")]
    results = [entry.label for entry in forms.columns("2021", "cases")]
    cases = (kinds[0], "行政诉讼", *results, *kinds[1:], *results, *results)
    return (REMARK, *requests), requests, cases
