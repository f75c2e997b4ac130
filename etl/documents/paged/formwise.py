"""Owns tables without rules that say what the form says: columns by their headings, rows by their labels, in its order.

A table is given only where every heading stands over its figures and every label is the form's, in its place; the
arithmetic is held against it later, as for every guessed table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from catalog import forms
from catalog.forms import Entry
from etl.documents.paged.align import LEAST, align, likeness, plain
from etl.documents.paged.stitch import is_value
from etl.documents.paged.table import TableCell
from etl.documents.paged.tokens import Guess, Token, TokenLine, cell_of, cut_at, finish, nearest
from etl.documents.paged.wording import MARKER, left_of

NOTE = set("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）():,。 ")
RESULTS = set("三、本年度办理结果")
SIDES = (0.0, -0.2, 0.2, -0.35, 0.35, -0.45, 0.45)  # of a column: how far its figures may stand from the middle
OPENS = re.compile(r"[（(][一二三四五六七][）)]|\d{1,2}[.．、](?!\d)")
LIKE = 0.6  # of a heading to the form's
WIDE = ("申请人情况", "法人或其他组织", "行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉")


@cache
def orders(table: str) -> tuple[tuple[Entry, ...], ...]:
    """The rows of a table in every form that has it, and with a group as one row where a form knows that habit."""
    found: dict[tuple[Entry, ...], None] = {}
    for version in forms.versions():
        if table not in forms.tables(version):
            continue
        entries = forms.rows(version, table)
        statutory = tuple(entry for entry in entries if entry.statutory)
        found[statutory] = None
        for single in entries:
            if not single.statutory and any(entry.group == single.key for entry in statutory):
                found[tuple(e for e in entries if e is single or (e.statutory and e.group != single.key))] = None
    return tuple(found)


def columns_of(lines: Sequence[TokenLine], count: int) -> list[float]:
    """The middle of every column of figures, from the lines that have one in each."""
    full = [[token for token in line if is_value(token.text)][-count:] for line in lines]
    full = [line for line in full if len(line) == count]
    return [sum(line[at].middle for line in full) / len(full) for at in range(count)]


def headings(lines: Sequence[TokenLine], columns: list[float], left: float) -> list[str]:
    """What stands over each column, letter by letter; headings over several columns left out."""
    names = [""] * len(columns)
    for line in lines:
        for token in line:
            if token.middle < left or any(wide in plain(token.text) for wide in WIDE):
                continue
            for glyph in sorted(token.glyphs, key=lambda glyph: glyph.x):
                names[nearest(columns, glyph.middle_x)] += glyph.text
    return names


def headed(lines: Sequence[TokenLine], columns: list[float], left: float, expected: Sequence[str]) -> list[str] | None:
    """The headings, None where they are not those of the form. Figures may stand to one side of their column."""
    if any(in_one_line(line, columns, left, expected) for line in lines):
        return list(expected)
    pitch = min(b - a for a, b in pairwise(columns))
    found = [headings(lines, [column + side * pitch for column in columns], left) for side in SIDES]
    return max((names for names in found if agree(names, expected)), key=lambda n: alike(n, expected), default=None)


def in_one_line(line: TokenLine, columns: list[float], left: float, expected: Sequence[str]) -> bool:
    """Whether a line says all headings in order, each over its figures, however close they stand."""
    glyphs = sorted((glyph for token in line if token.middle >= left for glyph in token.glyphs), key=lambda g: g.x)
    if "".join(glyph.text for glyph in glyphs) != "".join(expected):
        return False
    place = 0
    for column, label in zip(columns, expected, strict=True):
        first, last = glyphs[place], glyphs[place + len(label) - 1]
        if not first.x0 - first.size < column < last.x1 + last.size:
            return False
        place += len(label)
    return True


def alike(names: Sequence[str], expected: Sequence[str]) -> float:
    return sum(likeness(name, label) for name, label in zip(names, expected, strict=True))


def agree(names: Sequence[str], expected: Sequence[str]) -> bool:
    return all(likeness(name, label) >= LIKE for name, label in zip(names, expected, strict=True))


def head_lines(section: list[TokenLine], first: float, words: Sequence[str]) -> list[TokenLine]:
    """The lines of the header: from the first that has one of these words to the first figure."""
    above = [line for line in section if line[0].y < first - 0.3 * line[0].size]
    start = next((i for i, line in enumerate(above) if any(w in plain(t.text) for t in line for w in words)), None)
    return above[start:] if start is not None else []


def requests_by_form(section: list[TokenLine], count: int) -> Guess | None:
    """Table three, None where headings or labels do not agree with any form."""
    expected = [entry.label for entry in forms.columns(forms.versions()[-1], "requests")]
    if count != len(expected):
        return None
    columns = columns_of(section, count)
    left = columns[0] - min(b - a for a, b in pairwise(columns)) / 2
    body = [line for line in section if any(is_value(t.text) and t.middle >= left for t in line)]
    heights = [max(t.y for t in line if is_value(t.text) and t.middle >= left) for line in body]
    heads = head_lines(section, heights[0], ("申请人情况", expected[0]))
    names = headed(heads, columns, left, expected)
    if names is None:
        return None
    foot = heights[-1] + 40
    labels = [t for line in section for t in line if t.middle < left and heads[0][0].y < t.y <= foot]
    labels = [t for t in parted(labels) if not letters(t) <= NOTE and not letters(t) <= RESULTS]
    for order in orders("requests"):
        if len(order) == len(body) and (rows := labelled(order, labels, heights)):
            return filled(rows, names, heads, body, columns, left)
    return None


def letters(token: Token) -> set[str]:
    return set(token.text.replace(" ", ""))


def parted(tokens: list[Token]) -> list[Token]:
    """Tokens cut where the columns of groups and of items begin, so that neighbours which almost touch are two."""
    begins: dict[bool, list[float]] = {True: [], False: []}
    for token in tokens:
        for found in OPENS.finditer(token.text.replace(" ", "")):
            begins[found.group()[0].isdigit()].append(left_of(sorted(token.glyphs, key=lambda g: g.x)[found.start()]))
    for places in begins.values():
        for x in {min(places)} if places else ():
            tokens = [part for token in tokens for part in cut_at(token, x)]
    return tokens


Labelled = list[tuple[list[Token], list[Token]]]  # for each row the words of its group, where it opens one, and its own


def labelled(order: Sequence[Entry], labels: list[Token], heights: Sequence[float]) -> Labelled | None:
    """Each row's own words; None where they are not the form's."""
    names = {group.key: group.label for version in forms.versions() for group in forms.groups(version)}
    members = {key: [place for place, entry in enumerate(order) if entry.group == key] for key in names}
    inner = min((t.x0 for t in labels if MARKER.match(t.text) and t.text[0] not in "一二三四（("), default=0.0)
    own: list[Token] = []
    outer: dict[str, list[Token]] = {}
    for token in sorted(labels, key=lambda token: (token.y, token.x0)):
        home = group_at(token, inner, names, members, heights)
        if home:
            outer.setdefault(home, []).append(token)
        else:
            own.append(token)
    lines = [(token.y, token.text) for token in own]
    ranges = align(lines, heights, [entry.label for entry in order])
    if ranges is None:
        return None
    rows: Labelled = []
    for place, (entry, (start, end)) in enumerate(zip(order, ranges, strict=True)):
        opens = bool(entry.group) and members[entry.group][0] == place
        words = outer.get(entry.group, []) if opens else []
        if opens and likeness("".join(token.text for token in words), names[entry.group]) < LEAST:
            return None
        rows.append((words, own[start:end]))
    return rows


def group_at(
    token: Token, inner: float, names: dict[str, str], members: dict[str, list[int]], heights: Sequence[float]
) -> str:
    """The group whose name a word is part of: it stands left of the items, and beside the rows of that group."""
    if token.x1 > inner:
        return ""
    for key, name in names.items():
        places = members[key]
        if places and letters(token) <= set(name):
            before = heights[places[0] - 1] if places[0] else 0.0
            after = heights[places[-1] + 1] if places[-1] + 1 < len(heights) else float("inf")
            if before < token.y < after:
                return key
    return ""


def filled(
    rows: Labelled, names: list[str], heads: list[TokenLine], body: list[TokenLine], columns: list[float], left: float
) -> Guess | None:
    """The table: one row of headings, then label and figures of every row."""
    anchor = heads[0][0]
    cells = [[cell_of(name, 0, 3 + at, 1, anchor) for at, name in enumerate(names)]]
    used = [*heads, *body]
    for number, ((group, words), line) in enumerate(zip(rows, body, strict=True), 1):
        row: list[TableCell] = []
        if group:
            row.append(cell_of("".join(token.text for token in group), number, 1, 1, group[0]))
        row.append(cell_of("".join(token.text for token in words), number, 2, 1, words[0]))
        figures = figures_of(line, number, columns, left)
        if figures is None:
            return None
        cells.append(row + figures)
        used += [[token] for token in (*group, *words)]
    return finish(cells, used)


def figures_of(line: TokenLine, row: int, columns: list[float], left: float) -> list[TableCell] | None:
    """The figures of a line under their headings, blanks where there is none; None where two meet in one column."""
    found: list[Token | None] = [None] * len(columns)
    for token in line:
        if token.middle >= left:
            at = nearest(columns, token.middle)
            if found[at] is not None:
                return None
            found[at] = token
    return [cell_of(token.text if token else "", row, 3 + at, 1, token or line[-1]) for at, token in enumerate(found)]


def cases_by_form(section: list[TokenLine], count: int) -> Guess | None:
    """Table four as one row of figures under three kinds of cases."""
    version = forms.versions()[-1]
    results = [entry.label for entry in forms.columns(version, "cases")]
    kinds = [entry.label for entry in forms.rows(version, "cases")]
    if count != len(results) * len(kinds):
        return None
    body = [line for line in section if sum(is_value(t.text) for t in line) == count]
    if len(body) != 1 or len(body[0]) != count:
        return None
    columns = [token.middle for token in body[0]]
    heads = head_lines(section, body[0][0].y, kinds)
    names = headed(heads, columns, float("-inf"), results * len(kinds))
    wide = [token for line in heads for token in line if any(kind in plain(token.text) for kind in kinds)]
    if names is None or len(wide) != len(kinds):
        return None
    size = len(results)
    wide.sort(key=lambda token: token.middle)
    over = [nearest(columns, token.middle) // size for token in wide]
    if [plain(token.text) for token in wide] != kinds or over != list(range(len(kinds))):
        return None
    top = [cell_of(token.text, 0, 3 + size * at, size, token) for at, token in enumerate(wide)]
    middle = [cell_of(name, 1, 3 + at, 1, heads[-1][0]) for at, name in enumerate(names)]
    last = [cell_of(token.text, 2, 3 + at, 1, token) for at, token in enumerate(body[0])]
    return finish([top, middle, last], [*heads, *body])
