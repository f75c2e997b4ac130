"""Owns words by where they stand: the tokens of a page's lines, the sections they fall into, tables made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from catalog import forms
from etl.documents.paged.ink import Glyph, Page
from etl.documents.paged.table import Table, TableCell
from etl.documents.paged.wording import SAME_LINE, left_of, line_of, right_of

GAP = 0.75  # of the size of letters: words this far apart are in different cells
HEADING = re.compile(r"([一二三四五六七])、[^，。；]{8,40}")
ORDER = "一二三四五六七"
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
    glyphs: tuple[Glyph, ...] = field(default=(), compare=False, repr=False)

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


TokenLine = list[Token]
Guess = tuple[Table, list[TokenLine]]


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
    return [token_of(part, page.number) for part in parts]


def token_of(part: list[Glyph], page: int) -> Token:
    """These letters of one line as a token."""
    line = line_of(part)
    x1 = max(glyph.x1 for glyph in part)
    return Token(line.text, part[0].x0, x1, line.y + PAGE_STEP * page, line.size, page, tuple(part))


def cut_at(token: Token, x: float) -> list[Token]:
    """A token in two where a letter of it begins at that place."""
    left = tuple(glyph for glyph in token.glyphs if glyph.middle_x < x)
    right = tuple(glyph for glyph in token.glyphs if glyph.middle_x >= x)
    if not left or not right or abs(min(left_of(glyph) for glyph in right) - x) > 0.4 * token.size:
        return [token]
    return [token_of(list(part), token.page) for part in (left, right)]


def sections(lines: list[TokenLine]) -> list[list[TokenLine]]:
    """The lines under each numbered heading, headings left out."""
    found: list[list[TokenLine]] = []
    last = -1
    for line in lines:
        heading = HEADING.fullmatch(line[0].text) if len(line) == 1 and line[0].text not in row_labels() else None
        if heading and ORDER.index(heading.group(1)) in (last + 1, last + 2):
            last = ORDER.index(heading.group(1))
            found.append([])
        elif found:
            found[-1].append(line)
    return found


@cache
def row_labels() -> frozenset[str]:
    """The labels of rows, some of which are numbered as sections are."""
    tables = [(version, table) for version in forms.versions() for table in forms.tables(version)]
    return frozenset(entry.label for version, table in tables for entry in forms.rows(version, table))


def ends_a_sentence(text: str) -> bool:
    return text.endswith(("。", "；", "：", "，"))


def nearest(places: list[float], x: float) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - x))


def cell_of(text: str, row: int, column: int, span: int, token: Token) -> TableCell:
    y = token.y - PAGE_STEP * token.page
    box = (round(token.x0, 2), round(y - 0.9 * token.size, 2), round(token.x1, 2), round(y + 0.15 * token.size, 2))
    return TableCell(row, column, 1, span, text, False, token.page, box)


def finish(rows: list[list[TableCell]], lines: list[TokenLine]) -> Guess | None:
    cells = tuple(cell for row in rows for cell in row)
    if len(rows) < 2:
        return None
    width = max(cell.column + cell.column_span for cell in cells)
    pages = [token.page for line in lines for token in line]
    top = lines[0][0].y - PAGE_STEP * pages[0]
    table = Table(tuple(map(float, range(width + 1))), len(rows), cells, min(pages), max(pages), top, top, guessed=True)
    return table, lines
