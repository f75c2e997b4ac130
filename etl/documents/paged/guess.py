"""Owns tables without rules: columns guessed from where words stand. Never certain, always marked."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from etl.documents.paged.ink import Glyph, Page
from etl.documents.paged.stitch import is_value
from etl.documents.paged.table import Table, TableCell
from etl.documents.paged.wording import MARKER, SAME_LINE, left_of, line_of, right_of

GAP = 0.75  # of the size of letters: words this far apart are in different cells
FEWEST = 5  # figures in a row that show where the columns are
HEADING = re.compile(r"([一二三四五六七])、[^，。；]{8,40}")
ORDER = "一二三四五六七"
ITEM = re.compile(r"\s*(\d+)\s*[.．、](?!\d)")
PAGE_STEP = 100_000.0  # pages one below the other


@dataclass(frozen=True, slots=True)
class Token:
    """Some words that stand together; `y` counts through the document."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


TokenLine = list[Token]


def token_lines(page: Page, glyphs: list[Glyph]) -> list[TokenLine]:
    """The lines of a page as tokens."""
    rows: list[list[Glyph]] = []
    for glyph in sorted((glyph for glyph in glyphs if not glyph.turn), key=lambda glyph: glyph.y):
        if rows and glyph.y - rows[-1][-1].y <= SAME_LINE * min(glyph.size, rows[-1][-1].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [tokens_of(page, row) for row in rows]


def tokens_of(page: Page, row: list[Glyph]) -> TokenLine:
    """One line cut where the gaps are wide."""
    parts: list[list[Glyph]] = []
    for glyph in sorted(row, key=lambda glyph: glyph.x0):
        if parts and left_of(glyph) - max(right_of(other) for other in parts[-1][-2:]) <= GAP * glyph.size:
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
    tokens = []
    for part in parts:
        line = line_of(part)
        x1 = max(glyph.x1 for glyph in part)
        y = line.y + PAGE_STEP * page.number
        tokens.append(Token(line.text, part[0].x0, x1, y, line.size, page.number))
    return tokens


def sections(lines: list[TokenLine]) -> list[list[TokenLine]]:
    """The lines under each numbered heading, headings left out."""
    found: list[list[TokenLine]] = []
    last = -1
    for line in lines:
        heading = HEADING.fullmatch(line[0].text) if len(line) == 1 else None
        if heading and ORDER.index(heading.group(1)) in (last + 1, last + 2):
            last = ORDER.index(heading.group(1))
            found.append([])
        elif found:
            found[-1].append(line)
    return found


def guess_tables(lines: list[TokenLine]) -> list[tuple[Table, list[TokenLine]]]:
    """A table for each section that holds figures in columns, with the lines that it takes up."""
    guesses = []
    for section in sections(lines):
        figures = [sum(is_value(token.text) for token in line) for line in section]
        if max(figures, default=0) >= FEWEST:
            guesses.append(by_figures(section, max(figures)))
        elif sum(len(line) >= 3 for line in section) >= 2:
            guesses.append(by_headings(section))
    return [guess for guess in guesses if guess]


def finish(rows: list[list[TableCell]], lines: list[TokenLine]) -> tuple[Table, list[TokenLine]] | None:
    cells = tuple(cell for row in rows for cell in row)
    if len(rows) < 2:
        return None
    width = max(cell.column + cell.column_span for cell in cells)
    pages = [token.page for line in lines for token in line]
    top = lines[0][0].y - PAGE_STEP * pages[0]
    table = Table(tuple(map(float, range(width + 1))), len(rows), cells, min(pages), max(pages), top, top, guessed=True)
    return table, lines


def cell_of(text: str, row: int, column: int, span: int, token: Token) -> TableCell:
    y = token.y - PAGE_STEP * token.page
    box = (round(token.x0, 2), round(y - 0.9 * token.size, 2), round(token.x1, 2), round(y + 0.15 * token.size, 2))
    return TableCell(row, column, 1, span, text, False, token.page, box)


def by_headings(section: list[TokenLine]) -> tuple[Table, list[TokenLine]] | None:
    """A table whose header lines say where the columns are: figures go under the nearest heading."""
    lines = [line for line in section if len(line) > 1 or not ends_a_sentence(line[0].text)]
    rows: list[list[TableCell]] = []
    heads: TokenLine = []
    for line in lines:
        number = len(rows)
        if len(line) == 1:
            heads = []
            rows.append([cell_of(line[0].text, number, 0, 4, line[0])])
        elif not any(is_value(token.text) for token in line) and not heads:
            heads = line
            rows.append([cell_of(token.text, number, at, 1, token) for at, token in enumerate(line)])
        else:
            under = heads or line
            texts = [""] * len(under)
            for token in line:
                at = min(range(len(under)), key=lambda index: abs(under[index].middle - token.middle))
                texts[at] = f"{texts[at]} {token.text}".strip()
            rows.append([cell_of(text, number, at, 1, line[0]) for at, text in enumerate(texts)])
    return finish(rows, lines)


def ends_a_sentence(text: str) -> bool:
    return text.endswith(("。", "；", "：", "，"))


def by_figures(section: list[TokenLine], count: int) -> tuple[Table, list[TokenLine]] | None:
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


def nearest(places: list[float], x: float) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - x))


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
