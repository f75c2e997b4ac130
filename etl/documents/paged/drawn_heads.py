"""Owns the headings of a table three without rules: which stands over which column, in the form's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from catalog import forms
from catalog.forms import Entry
from etl.documents.paged.align import likeness, plain
from etl.documents.paged.flow import Run, matched
from etl.documents.paged.formwise import headed, headings
from etl.documents.paged.tokens import Token

HEADS = ("申请人情况", "法人或其他组织")
ORDERS = ((0, 6, 1, 2, 3, 4, 5), (0, 1, 2, 3, 4, 5, 6), (6, 0, 1, 2, 3, 4, 5))  # in which headings are drawn
HEADING = 0.6  # likeness from which a heading is that of the form


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table: the form's entries, the words of each, its figures as they were drawn."""

    entries: Sequence[Entry]
    words: list[list[Token]]
    figures: dict[int, list[Token]]


Columns = list[tuple[str, float]]  # heading and middle


def columns_of(runs: list[Run], rows: Rows) -> Columns | None:
    """The headings and where the middle of their columns is; None where they are not those of the form."""
    expected = [entry.label for entry in forms.columns(forms.versions()[-1], "requests")]
    count = max(len(row) for row in rows.figures.values())
    before = heads_before(runs, rows.words[0][0], (HEADS[0], expected[0]))
    if count >= len(expected):
        full = [row for row in rows.figures.values() if len(row) == count]
        places = [sum(row[at].middle for row in full) / len(full) for at in range(count)]
        left = places[0] - min((b - a for a, b in pairwise(places)), default=0.0) / 2
        heads = [[token] for token in before]
        names = headed(heads, places, left, expected) if count == len(expected) else None
        names = names or with_own_heading(headings(heads, places, left), expected)
        if names:
            return list(zip(in_order_of_form(names, expected), places, strict=True))
    return as_drawn(before, expected) if count <= len(expected) else None


def in_order_of_form(names: list[str], expected: Sequence[str]) -> list[str]:
    """The headings with letters in the form's order where lines that overlap mixed them."""
    known = {"".join(sorted(label)): label for label in expected}
    return [known.get("".join(sorted(name)), name) for name in names]


def heads_before(runs: list[Run], label: Token, words: Sequence[str]) -> list[Token]:
    """What was drawn before the first label, from the first of these words on."""
    tokens: list[Token] = []
    for run in runs:
        if run.token is label:
            break
        if not run.figure and (tokens or any(plain(run.token.text).startswith(word[:2]) for word in words)):
            tokens.append(run.token)
    return tokens


def as_drawn(tokens: list[Token], expected: Sequence[str]) -> Columns | None:
    """The headings where each was drawn as one piece; None where they were not, or do not stand in the form's order."""
    for order in ORDERS:
        labels = [expected[place] for place in order]
        if found := matched([token.text for token in tokens], labels):
            parts = zip(labels, found[1], strict=True)
            middles = {label: middle_of(tokens[start:end]) for label, (start, end) in parts}
            if all(middles[a] < middles[b] for a, b in pairwise(expected)):
                return [(label, middles[label]) for label in expected]
    return None


def with_own_heading(names: list[str], expected: Sequence[str]) -> list[str] | None:
    """Headings of which one is local and the others are the form's in order; None where they are not."""
    for own, name in enumerate(names if len(names) == len(expected) + 1 else ()):
        rest = names[:own] + names[own + 1 :]
        if name and all(likeness(one, label) >= HEADING for one, label in zip(rest, expected, strict=True)):
            return names
    return None


def middle_of(tokens: Sequence[Token]) -> float:
    """The middle of some words."""
    return (min(token.x0 for token in tokens) + max(token.x1 for token in tokens)) / 2
