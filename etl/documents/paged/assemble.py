"""Owns the way from inked pages to a Document: tables found and stitched, the rest as paragraphs, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from etl.documents.document import Block, Document, Paragraph, problem
from etl.documents.paged.assign import assign
from etl.documents.paged.flow import order_of
from etl.documents.paged.guess import guess_tables
from etl.documents.paged.ink import Page
from etl.documents.paged.lattice import tables_of
from etl.documents.paged.legible import problems_of, require_text
from etl.documents.paged.paragraphs import Measure, Placed, follows, loose_lines, measure_of, seam, without_furniture
from etl.documents.paged.stitch import stitch
from etl.documents.paged.table import Table, table_of
from etl.documents.paged.tokens import PAGE_STEP, Token, token_lines

CONTINUED = {"续表", "（续表）", "(续表)", "续上表", "接上表", "（续）", "(续)"}


def assemble(pages: list[Page], medium: str, metadata: dict[str, str]) -> Document:
    """The document on these pages. Raises UnreadableDocument where they have no legible text."""
    require_text(pages)
    tables: list[Table] = []
    lines: list[Placed] = []
    for page in pages:
        ruled, rest = read_page(page)
        tables += ruled
        lines += rest
    lines = without_furniture(lines, len(pages))
    guessed: list[Table] = []
    if not any(len(table.cells) > 20 for table in tables):
        guessed, lines = guess(pages, lines)
        tables += guessed
    pieces = in_order(tables, lines)
    stitched, doubts = stitch_all(pieces)
    problems = problems_of(pages) + [problem("cell_unclear", f"跨页的数字 {doubt}") for doubt in doubts]
    if guessed:
        problems.append(problem("grid_guessed", f"{len(guessed)}"))
    hidden = sum(page.hidden for page in pages) > 0
    return Document(medium, blocks_of(stitched), metadata, tuple(problems), len(pages), read_by_ocr=hidden)


def read_page(page: Page) -> tuple[list[Table], list[Placed]]:
    """The tables of one page and the lines outside of them; a box with one cell is a table only at a page's end."""
    taken: set[int] = set()
    tables: list[Table] = []
    for lattice in sorted(tables_of(page), key=lambda lattice: lattice.area):
        left = [index for index in range(len(page.glyphs)) if index not in taken]
        if len(lattice.slots) == 1 and not stands_alone(lattice.ys, page):
            continue
        inside = assign(lattice, [page.glyphs[index] for index in left])
        if not inside and len(lattice.slots) < 3:
            continue
        taken |= {left[index] for index in inside}
        tables.append(table_of(lattice, page))
    loose = [glyph for index, glyph in enumerate(page.glyphs) if index not in taken]
    return tables, loose_lines(page, loose)


def guess(pages: list[Page], lines: list[Placed]) -> tuple[list[Table], list[Placed]]:
    """Tables guessed from the words of a document without ruled ones, and the lines that are left."""
    heights: dict[int, list[float]] = {}
    for placed in lines:
        heights.setdefault(placed.page, []).append(placed.line.y)
    tokens = [line for page in pages for line in token_lines(page, page.glyphs)]
    ours = [line for line in tokens if any(is_between(token, heights.get(token.page, [])) for token in line)]
    guesses = guess_tables(ours, order_of([page.glyphs for page in pages]))
    taken = {(t.page, round(t.y - PAGE_STEP * t.page, 1)) for _, used in guesses for line in used for t in line}
    left = [placed for placed in lines if (placed.page, round(placed.line.y, 1)) not in taken]
    return [table for table, _ in guesses], left


def is_between(token: Token, heights: list[float]) -> bool:
    """Whether a word stands between the first and the last line of its page, furniture left out: a header that is
    repeated in a table looks like furniture and is none."""
    y = token.y - PAGE_STEP * token.page
    return bool(heights) and min(heights) - 0.1 <= y <= max(heights) + 0.1


def stands_alone(ys: list[float], page: Page) -> bool:
    """Whether a single box is low and at the foot or the head of the page: a row that the page break cut off."""
    return ys[-1] - ys[0] < 0.12 * page.height and (ys[-1] > 0.8 * page.height or ys[0] < 0.2 * page.height)


@dataclass(frozen=True, slots=True)
class Piece:
    """A table or a line with its place in the document."""

    page: int
    top: float
    content: Table | Placed


def in_order(tables: list[Table], lines: list[Placed]) -> list[Piece]:
    """Everything from the first page's top to the last page's foot."""
    pieces = [Piece(table.first_page, table.top, table) for table in tables]
    pieces += [Piece(placed.page, placed.line.y - 0.8 * placed.line.size, placed) for placed in lines]
    return sorted(pieces, key=lambda piece: (piece.page, piece.top))


def stitch_all(pieces: list[Piece]) -> tuple[list[Table | Placed], list[str]]:
    """The pieces with tables joined that go on overleaf, and the numbers that were cut."""
    done: list[Table | Placed] = []
    doubts: list[str] = []
    for number, piece in enumerate(pieces):
        content = piece.content
        following = pieces[number + 1].content if number + 1 < len(pieces) else None
        before = done[-1] if done else None
        if isinstance(content, Placed):
            note = content.line.text.replace(" ", "") in CONTINUED
            if note and isinstance(before, Table) and isinstance(following, Table):
                continue
        elif isinstance(before, Table) and (whole := stitch(before, content)):
            done[-1] = whole.table
            doubts += whole.doubts
            continue
        done.append(content)
    return done, doubts


def blocks_of(contents: list[Table | Placed]) -> tuple[Block, ...]:
    """Grids and paragraphs in reading order; a box that no table went on from is a paragraph."""
    measure = measure_of([content for content in contents if isinstance(content, Placed)])
    blocks: list[Block] = []
    open_line: Placed | None = None
    for content in contents:
        if isinstance(content, Table):
            open_line = None
            if len(content.cells) > 1:
                blocks.append(content.grid())
            elif content.cells[0].text:
                blocks.append(Paragraph(content.cells[0].text, content.first_page))
            continue
        add_line(blocks, open_line, content, measure)
        open_line = content
    return tuple(blocks)


def add_line(blocks: list[Block], before: Placed | None, placed: Placed, measure: Measure) -> None:
    """Append a line to the last paragraph or begin a new one."""
    last = blocks[-1] if blocks else None
    text = placed.line.text
    if before is not None and isinstance(last, Paragraph) and follows(before, placed, measure):
        blocks[-1] = Paragraph(last.text + seam(last.text, text) + text, last.page)
    else:
        blocks.append(Paragraph(text, placed.page))
