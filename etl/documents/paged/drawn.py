"""Owns table three without rules read in the order of drawing: the form's labels one after the other, figures behind.

A table is given only where every label and heading of the form is there, every figure stands beside its label and
under a heading, and none is left over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from catalog import forms
from catalog.forms import Entry
from etl.documents.paged.drawn_heads import HEADS, Columns, Rows, columns_of
from etl.documents.paged.flow import Range, Run, matched, runs_of, spelled
from etl.documents.paged.formwise import head_lines, orders
from etl.documents.paged.table import TableCell
from etl.documents.paged.tokens import Guess, Token, TokenLine, cell_of, finish, nearest
from etl.documents.paged.wording import PADDING

BESIDE = 0.9  # of the size: how far above or below its label a figure may stand
OVERLEAF = 8  # of the size: how far above the next label, a repeated header between
PAGE_NUMBER = re.compile(r"[-—–－·]+\s*\d{1,3}\s*[-—–－·]+|\d{1,3}\s*/\s*\d{1,3}")
BARE = re.compile(r"[\d,.，]+|[-—–－/／]+")  # a figure, not the date or address that a browser prints
CLEAR = 0.75  # of the distance to the next heading: how much nearer its own has to be


def requests_as_drawn(section: list[TokenLine], order: dict[int, int]) -> Guess | None:
    """Table three, None where it is not there in the order of any form."""
    runs = runs_of(section, order)
    words = [number for number, run in enumerate(runs) if not run.figure]
    texts = [runs[number].token.text for number in words]
    best: tuple[float, Sequence[Entry], list[Range]] | None = None
    for entries in orders("requests"):
        found = matched(texts, [entry.label for entry in entries])
        if found and (best is None or found[0] > best[0]):
            best = found[0], entries, found[1]
    if best is None:
        return None
    rows = with_figures(runs, words, best[1], best[2])
    columns = columns_of(runs, rows) if rows else None
    if rows is None or columns is None:
        return None
    taken = {words[place] for start, end in best[2] for place in range(start, end)}
    return laid_out(section, rows, columns, [runs[number] for number in words if number not in taken])


def with_figures(runs: list[Run], words: list[int], entries: Sequence[Entry], ranges: list[Range]) -> Rows | None:
    """The rows with the figures drawn behind their labels; None where a figure stands beside no label."""
    home = {words[place]: row for row, (start, end) in enumerate(ranges) for place in range(start, end)}
    said = [[runs[words[place]].token for place in range(*found)] for found in ranges]
    if any(token.text[-1].isdigit() for tokens in said for token in tokens):
        return None  # a figure stands so close to its label that it cannot be told from it
    left = max(token.x0 for tokens in said for token in tokens)
    figures: dict[int, list[Token]] = {}
    current: int | None = None
    last = -1  # the run before, where that was a figure of the same row
    for number, run in enumerate(runs):
        current = home.get(number, current)
        if not run.figure or run.token.x1 < left:
            continue
        if current is not None and (is_beside(run.token, said[current]) or is_overleaf(run.token, current, said)):
            row = figures.setdefault(current, [])
            if row and last == number - 1 and wraps(row[-1], run.token):
                row[-1] = whole(row[-1], run.token)
            else:
                row.append(run.token)
            last = number
        elif not numbers_page(run.token, said) and (BARE.fullmatch(run.token.text) or not is_apart(run.token, said)):
            return None
    return Rows(entries, said, figures) if figures else None


def columned(runs: list[Run]) -> list[Token]:
    """The figures of one row as they were drawn, those in two lines whole."""
    tokens: list[Token] = []
    for run in runs:
        if tokens and wraps(tokens[-1], run.token):
            tokens[-1] = whole(tokens[-1], run.token)
        else:
            tokens.append(run.token)
    return tokens


def wraps(upper: Token, lower: Token) -> bool:
    """Whether a figure goes on in the line below."""
    below = 0.8 * lower.size <= lower.y - upper.y <= 2 * lower.size and upper.page == lower.page
    return below and lower.x0 < upper.x1 and upper.x0 < lower.x1 and upper.text.isdigit() and lower.text.isdigit()


def whole(upper: Token, lower: Token) -> Token:
    """The two lines of a figure as one."""
    x0, x1 = min(upper.x0, lower.x0), max(upper.x1, lower.x1)
    return replace(lower, text=upper.text + lower.text, x0=x0, x1=x1, glyphs=upper.glyphs + lower.glyphs)


def is_beside(token: Token, label: list[Token]) -> bool:
    """Whether a figure stands at the height of its label."""
    on_page = [one.y for one in label if one.page == token.page]
    reach = BESIDE * token.size
    return bool(on_page) and min(on_page) - reach <= token.y <= max(on_page) + reach


def is_page_number(token: Token, foot: float, top: float = float("-inf")) -> bool:
    """Whether a figure counts pages: - 3 -, 3/7, or the number of its page alone; outside of what stands between the
    heights `top` and `foot`."""
    alone = token.text == str(token.page) and not top - 1.5 * token.size <= token.y <= foot + 1.5 * token.size
    return alone or PAGE_NUMBER.fullmatch(token.text) is not None


def numbers_page(token: Token, labels: list[list[Token]]) -> bool:
    """Whether a figure counts pages, beside a table with these labels."""
    on_page = [one.y for tokens in labels for one in tokens if one.page == token.page]
    return is_page_number(token, max(on_page, default=0.0), min(on_page, default=float("inf")))


def is_overleaf(token: Token, row: int, labels: list[list[Token]]) -> bool:
    """Whether a figure of a row whose label stands at the foot of a page comes first on the next one."""
    following = [one.y for tokens in labels[row + 1 :] for one in tokens if one.page <= token.page]
    over = labels[row][-1].page == token.page - 1
    return over and (not following or 0 < min(following) - token.y < OVERLEAF * token.size)


def is_apart(token: Token, labels: list[list[Token]]) -> bool:
    """Whether something stands above or below all labels of its page: head or foot of the page, or after the table."""
    on_page = [one.y for tokens in labels for one in tokens if one.page == token.page]
    return not on_page or not min(on_page) - 1.5 * token.size <= token.y <= max(on_page) + 1.5 * token.size


def under_headings(figures: list[Token], places: list[float]) -> list[Token | None] | None:
    """The figures of a row, each under its heading; None where that is not clear, or one has two."""
    pitch = min(b - a for a, b in pairwise(places))
    found: list[Token | None] = [None] * len(places)
    for token in figures:
        at = nearest(places, token.middle)
        others = min(abs(place - token.middle) for number, place in enumerate(places) if number != at)
        wrapped = len({glyph.y for glyph in token.glyphs}) > 1
        if found[at] is not None or abs(places[at] - token.middle) > CLEAR * others:
            return None
        if wrapped and pitch - (token.x1 - token.x0) > 0.55 * token.size + PADDING:
            return None
        found[at] = token
    return found


def laid_out(section: list[TokenLine], rows: Rows, columns: Columns, spare: list[Run]) -> Guess | None:
    """The table: a row of headings, then a row for each label with its figures; None where something is amiss."""
    names = {group.key: group.label for version in forms.versions() for group in forms.groups(version)}
    anchor, opened = rows.words[0][0], set()
    cells = [[cell_of(name, 0, 3 + at, 1, anchor) for at, (name, _) in enumerate(columns)]]
    used = [token for words in rows.words for token in words]
    for row, entry in enumerate(rows.entries):
        number, words = row + 1, rows.words[row]
        line: list[TableCell] = []
        if entry.group in names and entry.group not in opened:
            opened.add(entry.group)
            name = spelled(spare, names[entry.group])
            if not name:
                return None
            line.append(cell_of("".join(token.text for token in name), number, 1, 1, name[0]))
        line.append(cell_of("".join(token.text for token in words), number, 2, 1, words[0]))
        figures = under_headings(rows.figures.get(row, []), [middle for _, middle in columns])
        if figures is None:
            return None
        for at, token in enumerate(figures):
            line.append(cell_of(token.text if token else "", number, 3 + at, 1, token or words[0]))
        used += [token for token in figures if token]
        cells.append(line)
    heads = head_lines(section, min(token.y for token in used), (HEADS[0], columns[0][0]))
    return finish(cells, [*heads, *used_lines(section, used)])


def used_lines(section: list[TokenLine], tokens: list[Token]) -> list[TokenLine]:
    """The lines of a section from the first of these tokens to the last."""
    first, last = min(token.y for token in tokens), max(token.y for token in tokens)
    return [line for line in section if any(first - 1 <= token.y <= last + 1 for token in line)]
