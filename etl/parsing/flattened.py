"""Owns tables that lost their lines: paragraphs that hold the cells of a statutory table one after the other.

A copy of a page as text leaves a label or a value in each line, or a row, or the whole table in one. Where each row
names itself, the rows are found again; no value is moved past a label, and a row with too few or too many values is
left to the table's reader, which says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from etl.documents.document import Block, Document, Grid, Paragraph
from etl.documents.spans import Own, place
from etl.parsing.barred import unbarred
from etl.parsing.columned import with_blanks, with_header, with_whole_labels
from etl.parsing.headless import with_bare_rows
from etl.parsing.labels import find
from etl.parsing.pieces import ROWS, Piece, joined, pieces_of
from etl.parsing.sections import NUMBERED, read_heading
from etl.parsing.statistics_text import with_statistics

LEAST_ROWS = 2  # labelled rows with values
LEAST_VALUES = 6
MANY_LABELS = 10  # known labels that make a table of few values
RESULTS = 5  # of each kind of case in table four
LONG_PARAGRAPH, LONGEST_HEADING, LEAST_HEADINGS = 300, 40, 3


def restore(document: Document) -> Document:
    """The document with its flattened tables as grids; the same document where it has none."""
    document = unbarred(_parted(with_statistics(document)))
    if not any(_names_a_table(block) for block in document.blocks):
        return with_bare_rows(document)
    blocks: list[Block] = []
    run: list[Piece] = []
    waiting: list[Block] = []
    for number, block in enumerate(document.blocks):
        found = pieces_of(block, number) if isinstance(block, Paragraph) else None
        if found is None:
            blocks += [*_settled(run, waiting), block]
            run, waiting = [], []
        else:
            run += found
            waiting.append(block)
    blocks += _settled(run, waiting)
    return with_bare_rows(replace(document, blocks=tuple(blocks)))


def unlined(document: Document) -> Document:
    """The document with its grids as lines of their cells, and the tables found again in these by their labels: a
    second way to read what the lines of a table, or the gaps of a text, have put into the wrong cells."""
    blocks: list[Block] = []
    for block in document.blocks:
        blocks += [block] if isinstance(block, Paragraph) else _lines_of(block)
    return restore(replace(document, blocks=tuple(blocks)))


def _lines_of(grid: Grid) -> list[Paragraph]:
    lines = (" ".join("".join(cell.text.split("\n")) for cell in row if cell.text.strip()) for row in grid.rows)
    return [Paragraph(line) for line in lines if line]


def _parted(document: Document) -> Document:
    """The document with a whole report in one paragraph parted before and after the headings of its sections."""
    blocks: list[Block] = []
    for block in document.blocks:
        blocks += _sections_of(block) if isinstance(block, Paragraph) and len(block.text) > LONG_PARAGRAPH else [block]
    return document if len(blocks) == len(document.blocks) else replace(document, blocks=tuple(blocks))


def _sections_of(block: Paragraph) -> list[Block]:
    """The parts of a long paragraph that holds the headings of several sections, or the paragraph itself."""
    words = block.text.split()
    opening = [n for n, word in enumerate(words) if len(word) < LONGEST_HEADING and _opens_a_section(word)]
    if len(opening) < LEAST_HEADINGS:
        return [block]
    edges = sorted({0, len(words), *opening, *(n + 1 for n in opening)})
    return [Paragraph(" ".join(words[a:b]), block.page) for a, b in pairwise(edges)]


def _opens_a_section(word: str) -> bool:
    return NUMBERED.match(word) is not None and read_heading(word) is not None


def _names_a_table(block: Block) -> bool:
    """Whether a paragraph may hold cells: short, or with numbers between its words, and known to a form."""
    if not isinstance(block, Paragraph):
        return False
    found = pieces_of(block, 0)
    return bool(found) and any(piece.held for piece in joined(found or []))


def _settled(run: Sequence[Piece], waiting: Sequence[Block]) -> list[Block]:
    """The blocks of a run of paragraphs: as they were, or with the table among them as a grid."""
    pieces = joined(with_whole_labels(with_header(run)))
    first = next((n for n, piece in enumerate(pieces) if piece.held), len(pieces))
    last = max((n for n, piece in enumerate(pieces) if piece.is_value), default=-1)
    table = pieces[first : last + 1]
    rows = with_blanks(list(_rows(table)))
    if not _is_table(rows):
        return list(waiting)
    grid = place([[Own(piece.text, column=number) for number, piece in enumerate(row)] for row in rows])
    return [*_as_paragraphs(pieces[:first]), grid, *_as_paragraphs(pieces[last + 1 :])]


def _as_paragraphs(pieces: Sequence[Piece]) -> Iterator[Paragraph]:
    """What stands around a table, a paragraph for each block it came from."""
    texts: dict[int, list[str]] = {}
    for piece in pieces:
        texts.setdefault(piece.block, []).append(piece.text)
    return (Paragraph(" ".join(words)) for words in texts.values())


def _is_table(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether rows are one of the statutory tables: labels of one table, followed by values; by few of them where the
    labels are so many that blanks must have been lost between them."""
    with_values = [row for row in rows if row[-1].is_value and (not row[0].is_value or len(row) >= RESULTS)]
    known = [row for row in with_values if row[0].is_value or any(piece.held for piece in row)]
    values = sum(piece.is_value for row in known for piece in row)
    heads = any(piece.is_head for row in rows for piece in row)
    labels = sum(bool(piece.held) for row in rows for piece in row)
    enough = values >= LEAST_VALUES or (heads and labels >= MANY_LABELS and values >= LEAST_ROWS)
    return enough and (len(known) >= LEAST_ROWS or (heads and len(known) == 1))


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The rows: a label after a value begins one, and so does a row's label after a header and the reverse."""
    row: list[Piece] = []
    for position, piece in enumerate(pieces):
        if row and _begins(piece, row, pieces[position + 1 :]):
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _begins(piece: Piece, row: Sequence[Piece], following: Sequence[Piece]) -> bool:
    """Whether a piece begins a new row after the pieces of the row so far."""
    if piece.is_value:
        return not row[-1].is_value and (_over_values(row) or _heads_columns(row))
    if row[-1].is_value or _is_article(row[-1]) or _is_article(piece):
        return True
    if piece.is_head and _is_last_applicant(row[-1]):
        return True  # 总计 stands beside 自然人, in the header row above 商业企业
    if _names_a_row(piece) and any(_names_a_row(other) for other in row):
        return True  # the row before has lost its blank values
    if _of_cases(piece) and _of_cases(row[-1]):
        return _names_a_case(piece) and _over_values(row) and following[:1] != [] and following[0].is_value
    if _leads_outcomes(piece) and sum(_is_applicant(p) for p in row) > 1:
        return True
    before = next((p for p in reversed(row) if p.is_head or p.is_row), None)
    if piece.is_row and before is not None and before.is_head:
        return True
    return piece.is_head and before is not None and before.is_row and not _is_unit(piece)


def _over_values(row: Sequence[Piece]) -> bool:
    """Whether labels are a header whose values follow in a row of their own, as those of table four do."""
    results = sum(("cases", "column") in piece.held for piece in row)
    return results > 1 and not any(_only_requests(piece) for piece in row)


def _names_a_row(piece: Piece) -> bool:
    """Whether a piece is the whole name of a row of table two or three, not of a group of rows."""
    axes = {(table, axis) for table, axis in piece.held if table in ("disclosure", "requests")}
    return {axis for _, axis in axes} == {"row"}


def _heads_columns(row: Sequence[Piece]) -> bool:
    """Whether labels are the header over three columns of table two; values right behind it have lost their label."""
    return sum(("disclosure", "column") in piece.held for piece in row) > 2 and all(piece.is_head for piece in row)


def _names_a_case(piece: Piece) -> bool:
    return any(table == "cases" and axis in ("row", "parent") for table, axis in piece.held)


def _of_cases(piece: Piece) -> bool:
    return any(table == "cases" for table, _ in piece.held)


def _only_requests(piece: Piece) -> bool:
    return bool(piece.held) and all(table == "requests" for table, _ in piece.held)


def _is_applicant(piece: Piece) -> bool:
    return ("requests", "column") in piece.held


def _leads_outcomes(piece: Piece) -> bool:
    """Whether a piece stands over or before the outcomes of requests, and for no applicant."""
    return any(table == "requests" and axis in ROWS for table, axis in piece.held) and not _is_applicant(piece)


def _is_last_applicant(piece: Piece) -> bool:
    return find(piece.text, "requests", "column") == "total"


def _is_article(piece: Piece) -> bool:
    return ("disclosure", "parent") in piece.held and "第" in piece.text


def _is_unit(piece: Piece) -> bool:
    return ("statistics", "unit") in piece.held
