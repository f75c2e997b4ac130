"""Owns what several readings of one figure of a scan come to: one text, or UNREAD, and what else it may be."""

from __future__ import annotations

from typing import Any

from etl.documents.paged.ink import UNREAD
from etl.documents.paged.lattice import Lattice, Slot

STROKES = frozenset("一二三丨口工丁了卜丶丿亅")  # lone letters that a stroke or a figure is taken for
UNITS = frozenset("件条项个次份篇人期场起宗部元户批天万亿")  # that may stand behind a figure
FIGURES = "0123456789.,%"
SURE = 0.5  # share of the alphabet of figures below which a letter counts as unread
COLUMNS = 7  # of a table all of whose figures stand in single columns
MANY = 5  # dashes that show how a table prints nothing

Look = tuple[str, float]  # what is read, and how sure that is


def lacks_a_rule(table: Lattice, slot: Slot) -> bool:
    """Whether a cell of a table of many columns reaches over columns that most rows divide, or over rows that most
    columns divide: its rule was not found, and it may hold several figures, or pieces of the rule. Table two has cells
    that are wider than others."""
    if len(table.xs) - 1 < COLUMNS:
        return False
    columns = range(slot.column, slot.column + slot.column_span - 1)
    divided = sum(any(row[column] != row[column + 1] for column in columns) for row in table.owner)
    pairs = [(table.owner[row], table.owner[row + 1]) for row in range(slot.row, slot.row + slot.row_span - 1)]
    parted = max((sum(one != other for one, other in zip(*pair, strict=True)) for pair in pairs), default=0)
    return 2 * divided > len(table.owner) or 2 * parted > len(table.xs) - 1


def without_lone_dashes(cells: list[list[str]]) -> list[list[str]]:
    """The cells with dashes as unread where there are a few among many blanks: they may as well be dirt."""
    dashes, blanks = cells.count(["-"]), sum(not any(lines) for lines in cells)
    if not 0 < dashes < MANY or blanks < MANY * dashes:
        return cells
    return [[UNREAD] if lines == ["-"] else lines for lines in cells]


def is_wording(text: str) -> bool:
    """Whether a first pass saw words in a cell, not a stroke or a figure that it took for a letter, nor one letter
    among digits that is no unit."""
    written = [letter for letter in text if "\u4e00" <= letter <= "\u9fff"]
    if len(written) == 1 and any(letter.isdigit() for letter in text) and written[0] not in UNITS:
        return False
    return bool(written) and text not in STROKES


def reconciled(first: str, *lines: str) -> str:
    """One reading out of those of both passes, the second by its lines: UNREAD where they are different figures. A
    first pass that found all lines but one agrees with the second on what it saw."""
    second = "".join(lines)
    fewer = ["".join(lines[:lost] + lines[lost + 1 :]) for lost in range(len(lines))] if second.isdigit() else []
    if not first.isdigit() or first == second or first in fewer:
        return second
    if second == UNREAD:
        return first
    if not second:
        return UNREAD
    return UNREAD if second.isdigit() else second


def others(text: str, first: str, lines: list[str], looks: tuple[str, ...]) -> tuple[str, ...]:
    """What a cell may say besides its text: by its first pass where that saw a figure, by its second one, by further
    looks. UNREAD among them: one of them could not read it."""
    second = "".join(lines)
    found = dict.fromkeys([*([first] if first.isdigit() else []), *([second] if second else []), *looks])
    return tuple(one for one in found if one != text)


def decoded(shares: Any) -> str:
    """The letters of one line; UNREAD where the alphabet does not fit what is seen."""
    text, sure = spelt(shares)
    whole = bool(text) and text[0] not in ".," and text[-1] not in ".,"  # else a speck, or a figure that is cut
    return text if whole and sure >= SURE else UNREAD


def spelt(shares: Any) -> Look:
    """The letters of one line, repeats and blanks removed, and the share of the least sure one."""
    text, sure, last = "", [], 0
    for step, place in enumerate(shares.argmax(axis=1)):
        if place and place != last:
            text += FIGURES[place - 1]
            sure.append(float(shares[step].max()))
        last = int(place)
    return text, min(sure, default=0.0)
