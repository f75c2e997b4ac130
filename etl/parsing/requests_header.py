"""Owns the header of table three where its spans are lost: broken words made whole, its columns in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from catalog import forms
from etl.parsing.grid_rows import EMPTY, LABEL, TableRow
from etl.parsing.labels import find, fold, local

TABLE = "requests"
MOST_LINES = 4  # into which the words of one header row are broken


def with_whole_words(rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows with header rows joined whose words are parts of one: 商业, 科研 over 企业, 机构."""
    whole: list[TableRow] = []
    position = 0
    while position < len(rows):
        row, used = _joined(rows[position : position + MOST_LINES])
        whole.append(row)
        position += used
    return whole


def _joined(rows: Sequence[TableRow]) -> tuple[TableRow, int]:
    """The first row with the words below it that complete its own, and how many rows went into it."""
    first = rows[0]
    texts = [fold(cell.text).text for cell in first.cells]
    if first.has_values or first.spanned or not any(_is_begun(text) for text in texts):
        return first, 1
    used = 1
    for row in rows[1:]:
        if row.has_values or row.table_index != first.table_index or not row.labels:
            break
        added = _completed(texts, [fold(cell.text).text for cell in row.labels])
        if added is None:
            break
        texts, used = added, used + 1
    if used == 1 or any(_is_begun(text) and text not in _names() for text in texts):
        return first, 1
    cells = tuple(replace(cell, text=text) for cell, text in zip(first.cells, texts, strict=True))
    kinds = "".join(LABEL if text else EMPTY for text in texts)
    return replace(first, cells=cells, kinds=kinds, labels=tuple(cell for cell in cells if cell.text)), used


def _completed(texts: list[str], parts: Sequence[str]) -> list[str] | None:
    """The texts with each part put behind the next one that it continues; None where one continues none."""
    found, place = list(texts), 0
    for part in parts:
        while place < len(found) and not (_is_begun(found[place]) and _is_begun(found[place] + part)):
            place += 1
        if place == len(found):
            return None
        found[place] += part
        place += 1
    return found


def _is_begun(text: str) -> bool:
    return bool(text) and any(name.startswith(text) for name in _names())


@cache
def _names() -> frozenset[str]:
    """The words over the columns, folded; only those that can be broken."""
    labels = (fold(entry.label).text for version in forms.versions() for entry in forms.columns(version, TABLE))
    return frozenset(label for label in labels if len(label) > 3)


def keys_in_order(header: Sequence[TableRow]) -> tuple[str, ...]:
    """The columns from left to right where every header row begins at the left, whatever its cells span: the words of
    a row stand for the last one of the row above that is no column itself. () where the header is not so, or names the
    applicants in another order than the form: without spans that is more likely a header taken apart."""
    inner: list[str] = []
    for row in reversed(header):
        keys: list[str] = []
        opened: int | None = None
        for cell in row.labels:
            if (key := find(cell.text, TABLE, "column")) is not None:
                keys.append(key)
            elif (parent := find(cell.text, TABLE, "parent")) is not None:
                opened = len(keys) if parent != "remark" else opened
            elif keys:
                keys.append(local(cell.text))
        if inner and opened is None:
            return ()
        keys[opened or 0 : opened or 0] = inner
        inner = keys
    *applicants, total = (entry.key for entry in forms.columns("2021", TABLE))
    in_turn = [key for key in inner if key in applicants] == applicants
    return tuple(inner) if in_turn and inner.count(total) == 1 and len(set(inner)) == len(inner) else ()
