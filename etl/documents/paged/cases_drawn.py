"""Owns table four without rules read in the order of drawing: three kinds of cases, five results each, one row.

A table is given only where every heading is there in its order and each figure stands under one of them."""

from __future__ import annotations

from itertools import pairwise

from catalog import forms
from etl.documents.paged.drawn import columned, is_page_number, under_headings, used_lines
from etl.documents.paged.drawn_heads import middle_of
from etl.documents.paged.flow import matched, runs_of, spelled
from etl.documents.paged.formwise import headed
from etl.documents.paged.tokens import Guess, Token, TokenLine, cell_of, finish

KINDS = ("行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉")


def cases_as_drawn(section: list[TokenLine], order: dict[int, int]) -> Guess | None:
    """Table four, None where it is not there."""
    runs = runs_of(section, order)
    version = forms.versions()[-1]
    kinds = [entry.label for entry in forms.rows(version, "cases")]
    results = [entry.label for entry in forms.columns(version, "cases")] * len(kinds)
    first = next((number for number, run in enumerate(runs) if run.figure), len(runs))
    before = [run for run in runs[:first] if not run.figure]
    over = [spelled(before, kind, last=True) for kind in kinds]
    if not all(over):
        return None
    taken = {id(token) for tokens in over for token in tokens}
    heads = [run.token for run in before if id(run.token) not in taken and run.token.y > over[0][0].y - 1]
    figures = columned([run for run in runs[first:] if run.figure])
    foot = max(token.y for token in heads) if heads else 0.0
    figures = [token for token in figures if not is_page_number(token, foot + 6 * token.size)]
    if any(token.y < foot - 0.5 * token.size for token in figures):
        return None
    places = [token.middle for token in figures]
    if len(figures) == len(results) and all(a < b for a, b in pairwise(places)):
        if not headed([[token] for token in heads], places, float("-inf"), results):
            return None
    else:
        found = matched([token.text for token in heads], results)
        places = [middle_of(heads[start:end]) for start, end in found[1]] if found else []
        if not places or not all(a < b for a, b in pairwise(places)):
            return None
    row = under_headings(figures, places) if len({round(token.y) for token in figures}) <= 2 else None
    size = len(results) // len(kinds)
    ordered = [middle_of(tokens) for tokens in over]
    inside = [places[size * at] < middle < places[size * at + size - 1] for at, middle in enumerate(ordered)]
    if row is None or not all(inside):
        return None
    return laid_out(section, over, results, heads, row)


def laid_out(
    section: list[TokenLine], over: list[list[Token]], results: list[str], heads: list[Token], row: list[Token | None]
) -> Guess | None:
    """The table: the kinds, their results, the figures."""
    size = len(results) // len(over)
    names = ["".join(token.text for token in tokens) for tokens in over]
    top = [cell_of(name, 0, 3 + size * at, size, over[at][0]) for at, name in enumerate(names)]
    middle = [cell_of(name, 1, 3 + at, 1, heads[0]) for at, name in enumerate(results)]
    last = [cell_of(token.text if token else "", 2, 3 + at, 1, token or heads[-1]) for at, token in enumerate(row)]
    used = [*(token for tokens in over for token in tokens), *heads, *(token for token in row if token)]
    return finish([top, middle, last], used_lines(section, used))
