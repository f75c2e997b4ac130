"""Owns statistics tables without rules read in the order of drawing: an indicator, its unit, one figure, line by line.

A table is given only where every indicator of the form is there in its order and no figure is left over."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from catalog import forms
from etl.documents.paged.drawn import BARE, is_apart, is_beside, numbers_page, used_lines
from etl.documents.paged.flow import Range, Run, matched, runs_of
from etl.documents.paged.table import TableCell
from etl.documents.paged.tokens import Guess, Token, TokenLine, cell_of, finish

REACH = 10.0  # points that a figure may end left of the middle of its column
FEWEST = 20  # figures


def statistics_as_drawn(lines: list[TokenLine], order: dict[int, int]) -> Guess | None:
    """The statistics table of a document; None where it is not there in the order of any form."""
    runs = runs_of(lines, order)
    words = [number for number, run in enumerate(runs) if not run.figure]
    if len(runs) - len(words) < FEWEST:
        return None
    texts = [runs[number].token.text for number in words]
    found = None
    for version in forms.versions():
        if "statistics" in forms.tables(version):
            labels = [entry.label for entry in forms.rows(version, "statistics") if entry.statutory]
            found = matched(texts, labels) if labels else None  # rows of other reports' tables are none of a form
            if found:
                break
    return laid_out(lines, runs, words, found[1]) if found else None


def laid_out(lines: list[TokenLine], runs: list[Run], words: list[int], ranges: Sequence[Range]) -> Guess | None:
    """The table: rows of an indicator, its unit and its figure, and between them rows of words alone."""
    said = [[runs[words[place]].token for place in range(*found)] for found in ranges]
    home = {words[place]: row for row, (start, end) in enumerate(ranges) for place in range(start, end)}
    right = max(token.x0 for tokens in said for token in tokens)
    middle = median(run.token.middle for run in runs if run.figure and run.token.middle > right)
    figures: dict[int, Token] = {}
    units: dict[int, Token] = {}
    others: dict[int, list[Token]] = {}
    current: int | None = None
    for number, run in enumerate(runs):
        token = run.token
        if number in home:
            current = home[number]
        elif current is None:
            continue
        elif run.figure:
            if token.x1 < middle - REACH or numbers_page(token, said):
                continue
            if not BARE.fullmatch(token.text) and is_apart(token, said):
                continue
            if current in figures or not is_beside(token, said[current]):
                return None
            figures[current] = token
        elif is_beside(token, said[current]) and token.x0 > said[current][0].x0:
            units.setdefault(current, token)
        elif current + 1 < len(said):
            others.setdefault(current, []).append(token)
    rows: list[list[TableCell]] = []
    for row, tokens in enumerate(said):
        number = len(rows)
        line = [cell_of("".join(token.text for token in tokens), number, 0, 1, tokens[0])]
        for column, kind in ((1, units), (2, figures)):
            there = kind.get(row)
            line.append(cell_of(there.text if there else "", number, column, 1, there or tokens[0]))
        rows.append(line)
        if between := others.get(row):
            text = "".join(token.text for token in between)
            rows.append([cell_of(text, number + 1, 0, 3, between[0])])
    return finish(rows, used_lines(lines, [token for tokens in said for token in tokens]))
