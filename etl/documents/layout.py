"""Owns the question whether a table holds data or only lays out the page, for every medium that has both."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog.pages import page_words

NUMBER = re.compile(r"^[\d０-９][\d０-９,，.．%％ \xa0\u3000]*$|^[-—－/]+$")
LONG = 250  # characters: a cell that holds more, and a full stop, holds prose
MANY = 20  # figures: a table with so many stays a table even if a cell holds another


def holds_data(rows: Sequence[Sequence[str]], has_inner: bool) -> bool:
    """False for a table that lays out: one cell or one column, cells of prose, cells that hold tables of data."""
    cells = [text for row in rows for text in row]
    if len(cells) < 2 or max(len(row) for row in rows) == 1:
        return False
    numbers = len(list(filter(NUMBER.match, cells)))
    if has_inner and numbers < MANY:
        return False
    if numbers >= 6 and 4 * numbers >= len(cells) and is_statutory(cells):
        return True
    if any(len(text) > LONG and ("。" in text or "\n" in text) for text in cells):
        return False
    return len(rows) > 1 or numbers > 0


def is_statutory(cells: Sequence[str]) -> bool:
    """True if a cell says what the cells of a report's tables say."""
    return page_words().table.search("\n".join(cells)) is not None
