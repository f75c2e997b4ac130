"""Owns tables without rules: columns guessed from where words stand. Never certain, always marked."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from etl.documents.paged.cases_drawn import cases_as_drawn
from etl.documents.paged.drawn import requests_as_drawn
from etl.documents.paged.formwise import cases_by_form, requests_by_form
from etl.documents.paged.listed import statistics_as_drawn
from etl.documents.paged.stitch import is_value
from etl.documents.paged.table import TableCell
from etl.documents.paged.tokens import (
    Guess,
    Token,
    TokenLine,
    cell_of,
    ends_a_sentence,
    finish,
    nearest,
    row_labels,
    sections,
)
from etl.documents.paged.wording import MARKER

FEWEST = 5  # figures in a row that show where the columns are
ARTICLE = re.compile(r"第二十条第（[一二三四五六七八]）项")
ITEM = re.compile(r"\s*(\d+)\s*[.．、](?!\d)")


def guess_tables(lines: list[TokenLine], order: dict[int, int]) -> list[Guess]:
    """A table for each section that holds figures in columns, with the lines that it takes up. `order` is the place of
    every glyph in the order of drawing."""
    if listed := statistics_as_drawn(lines, order):
        return [listed]
    guesses = []
    for section in sections(lines):
        figures = [sum(is_value(token.text) for token in line) for line in section]
        most = max(figures, default=0)
        told = requests_as_drawn(section, order) or cases_as_drawn(section, order)
        if told or most >= FEWEST:
            told = told or requests_by_form(section, most) or cases_by_form(section, most)
            guesses.append(told or by_figures(section, most))
        elif any(len(line) >= 3 for line in section) and (most >= 3 or names_an_article(section)):
            guesses.append(by_headings(section))
    return [guess for guess in guesses if guess]


def names_an_article(section: list[TokenLine]) -> bool:
    """Whether a line says an article of the law as table two does."""
    return any(len(line) == 1 and ARTICLE.fullmatch(line[0].text) for line in section)


def by_headings(section: list[TokenLine]) -> Guess | None:
    """A table whose header lines say where the columns are: figures go under the nearest heading but the first."""
    lines = [line for line in section if len(line) > 1 or not ends_a_sentence(line[0].text)]
    rows: list[list[TableCell]] = []
    heads: TokenLine = []
    for line in lines:
        number = len(rows)
        if len(line) == 1 and not (heads and line[0].text in row_labels()):
            heads = []
            rows.append([cell_of(line[0].text, number, 0, 4, line[0])])
        elif not any(is_value(token.text) for token in line) and not heads:
            heads = line
            rows.append([cell_of(token.text, number, at, 1, token) for at, token in enumerate(line)])
        else:
            under = heads or line
            texts = [""] * len(under)
            for token in line:
                first = 1 if token is not line[0] and len(under) > 1 else 0  # nothing but the label stands at the left
                at = min(range(first, len(under)), key=lambda index: abs(under[index].middle - token.middle))
                texts[at] = f"{texts[at]} {token.text}".strip()
            rows.append([cell_of(text, number, at, 1, line[0]) for at, text in enumerate(texts)])
    return finish(rows, lines)


def by_figures(section: list[TokenLine], count: int) -> Guess | None:
    """A table whose fullest rows say where the columns are; None where rows and columns do not come out clean."""
    full = [line for line in section if sum(is_value(token.text) for token in line) == count]
    columns = [0.0] * count
    for line in full:
        for at, token in enumerate([token for token in line if is_value(token.text)][-count:]):
            columns[at] += token.middle / len(full)
    pitch = min((b - a for a, b in pairwise(columns)), default=0.0)
    left = columns[0] - pitch / 2
    body = [line for line in section if any(is_value(t.text) and t.middle >= left for t in line)]
    first, last = body[0][0].y, body[-1][0].y
    heads = [line for line in section if line[0].y < first and not ends_a_sentence(line[-1].text)]
    rows: list[list[TableCell]] = []
    add_heads(rows, heads, columns, left)
    labels = [t for line in section for t in line if t.middle < left and first - 40 <= t.y <= last + 40]
    if heads:
        labels = [t for t in labels if t.y > heads[-1][0].y + 0.5 * heads[-1][0].size or t.y >= first - 0.6 * t.size]
    add_body(rows, body, columns, left, labels)
    if not is_clean(rows[-len(body) :], count):
        return None
    used = [line for line in section if line in heads or first - 40 <= line[0].y <= last + 40]
    return finish(rows, used)


def is_clean(rows: list[list[TableCell]], count: int) -> bool:
    """Whether every row has a label (a single row of many figures needs none) and at most one figure a column."""
    labelled = all(row[0].text and row[0].column < 3 for row in rows) or (count >= 10 and len(rows) == 1)
    return labelled and not any(" " in cell.text for row in rows for cell in row[-count:])


def add_heads(rows: list[list[TableCell]], heads: list[TokenLine], columns: list[float], left: float) -> None:
    """Group headings row by row, and one row with the heading of every column."""
    names = [""] * len(columns)
    placed: list[Token | None] = [None] * len(columns)
    for line in heads:
        over = [token for token in line if token.middle >= left]
        if len(over) >= 0.4 * len(columns):
            for token in over:
                at = nearest(columns, token.middle)
                names[at] += token.text
                placed[at] = token
        elif over:
            homes = [nearest([token.middle for token in over], column) for column in columns]
            spans = Counter(homes)
            rows.append(
                [cell_of(t.text, len(rows), 3 + homes.index(i), spans[i], t) for i, t in enumerate(over) if i in spans]
            )
    if any(names):
        anchor = next(token for token in placed if token)
        rows.append([cell_of(name, len(rows), 3 + at, 1, placed[at] or anchor) for at, name in enumerate(names)])


def add_body(
    rows: list[list[TableCell]], body: list[TokenLine], columns: list[float], left: float, labels: list[Token]
) -> None:
    """One row for each line of figures, with the words that stand nearest to its left."""
    heights = [max(t.y for t in line if is_value(t.text) and t.middle >= left) for line in body]
    items = [token.x0 for token in labels if ITEM.match(token.text)]
    inner = min(items) - 2 if items else 0.0
    groups = [t for t in labels if t.x1 <= inner and not is_value(t.text)]
    own: list[list[Token]] = [[] for _ in body]
    for token in labels:
        if token not in groups:
            own[nearest(heights, token.y)].append(token)
    outlines = group_names(groups)
    for number, line in enumerate(body):
        words = sorted(own[number], key=lambda token: (token.y, token.x0))
        text = "".join(token.text for token in words)
        row = len(rows)
        cells = []
        starts = ITEM.match(text)
        if starts and starts.group(1) == "1" and outlines:
            name, token = outlines.pop(0)
            cells.append(cell_of(name, row, 1, 1, token))
        anchor = words[0] if words else line[0]
        if text or len(columns) < 10:
            cells.append(cell_of(text, row, 2 if starts else 0, 1 if starts else 3, anchor))
        texts = [""] * len(columns)
        tokens: list[Token] = [line[-1]] * len(columns)
        for token in line:
            if token.middle >= left:
                at = nearest(columns, token.middle)
                texts[at], tokens[at] = f"{texts[at]} {token.text}".strip(), token
        cells += [cell_of(value, row, 3 + at, 1, tokens[at]) for at, value in enumerate(texts)]
        rows.append(cells)


def group_names(tokens: list[Token]) -> list[tuple[str, Token]]:
    """The names of groups of rows from top to bottom, each from one bracketed number to the next."""
    marked = [token for token in tokens if re.match(r"[（(]", token.text) and MARKER.match(token.text)]
    if not marked:
        return []
    inner = min(token.x0 for token in marked) - 2 * marked[0].size
    names: list[tuple[str, Token]] = []
    for token in sorted(tokens, key=lambda token: token.y):
        if token in marked:
            names.append((token.text, token))
        elif names and token.x0 >= inner and not MARKER.match(token.text):
            names[-1] = (names[-1][0] + token.text, names[-1][1])
    return names
