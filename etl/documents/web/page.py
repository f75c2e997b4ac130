"""Owns the reading of a page's source: its own blocks in order, what it says of itself, whether it is a report."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from etl.documents.document import Block, Grid, Paragraph
from etl.documents.text import text_blocks
from etl.documents.web.content import Content, choose_content, is_title
from etl.documents.web.copies import without_copies
from etl.documents.web.foot import foot_metadata
from etl.documents.web.looks import Looks
from etl.documents.web.markup import MARK, PLACE, PLACED, parse, pieces, text_of, tidy
from etl.documents.web.metadata import grid_metadata, line_metadata, tag_metadata
from etl.documents.web.tables import data_grid, is_report_table, join_rows, pictured_cells
from etl.documents.web.unseen import white_cells

LONGEST_HEADING = 100
HEADINGS = frozenset({b"h1", b"h2", b"h3", b"h4", b"h5", b"h6"})
WHITE_WORDS = (b"#fff", b"white", b"255")
MANY_TABLES = 12  # of a page; more may be the rows of one, each in a table of its own


@dataclass(frozen=True, slots=True)
class Page:
    """What was read of a page; `is_report` says that it has section headings or a statutory table."""

    blocks: list[Block]
    metadata: dict[str, str]
    is_report: bool
    has_table: bool
    pictured: int = 0  # cells of statutory tables that hold a picture and no text
    white: int = 0  # cells of statutory tables whose figures are white on white

    @property
    def size(self) -> int:
        """Characters of the text, a table being worth a hundred."""
        return sum(len(block.text) if isinstance(block, Paragraph) else 100 for block in self.blocks)

    @property
    def lines(self) -> list[str]:
        """Its paragraphs."""
        return [block.text for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def has_grids(self) -> bool:
        """Whether it holds any table of data."""
        return any(isinstance(block, Grid) for block in self.blocks)


def read_source(source: str, *, show_hidden: bool = False) -> Page:
    """The page of a source; `show_hidden` keeps what a style sheet hides."""
    tree, looks = parse(source, show_hidden)
    metadata = foot_metadata(source) | tag_metadata(tree, source)
    ranks = [rank.decode() for rank in HEADINGS & looks.elements]
    headings = {piece for node in tree.css(", ".join(ranks)) for piece in pieces(text_of(node))} if ranks else set()
    pictured: dict[int, int] = {}
    white: dict[int, int] = {}
    placed = _place_blocks(tree, looks, pictured, white)
    statutory = frozenset(
        _mark(number) for number, block in placed.items() if isinstance(block, Grid) and is_report_table(block)
    )
    for number, block in list(placed.items()):
        told = grid_metadata(block) if isinstance(block, Grid) and _mark(number) not in statutory else None
        if told is not None:
            metadata = told | metadata
            placed[number] = []
    content = choose_content(tree.body, statutory) if tree.body is not None else Content([], [])
    metadata = line_metadata(content.above) | metadata
    headline = next((line for line in content.lines if is_title(line)), "")
    metadata.setdefault("title", headline or metadata.get("page_title", ""))
    blocks = without_copies(_blocks(content.lines, placed, headings))
    is_report = bool(statutory) or content.sections > 1
    told = {key: value for key, value in metadata.items() if value}
    in_pictures = sum(many for number, many in pictured.items() if _mark(number) in statutory)
    unseen = sum(many for number, many in white.items() if _mark(number) in statutory)
    return Page(blocks, told, is_report, bool(statutory), in_pictures, unseen)


def html_blocks(source: str) -> list[Block]:
    """Every block of a piece of HTML; nothing is left out as noise."""
    tree, looks = parse(source)
    placed = _place_blocks(tree, looks, {}, {})
    return [] if tree.body is None else _blocks(text_of(tree.body).split(MARK), placed, set())


def _place_blocks(
    tree: LexborHTMLParser, looks: Looks, pictured: dict[int, int], white: dict[int, int]
) -> dict[int, Grid | list[Block]]:
    """Blocks made of data tables and preformatted text, which marks stand for in the tree from now on; the innermost
    tables are met first. `pictured` is told how many cells of a table hold a picture and no text, `white` how many
    hold white figures on white."""
    has_white = any(word in looks.styles for word in WHITE_WORDS)
    has_pictures = b"img" in looks.elements
    placed: dict[int, Grid | list[Block]] = {}
    grids: dict[int, Grid] = {}
    tables = tree.css("table")
    if len(tables) > MANY_TABLES:
        join_rows(tables)
        tables = tree.css("table")
    for number in range(len(tables) - 1, -1, -1):
        grid = data_grid(tables[number], grids)
        if grid is not None:
            placed[number] = grids[number] = grid
            if has_pictures and (many := pictured_cells(tables[number])):
                pictured[number] = many
            if has_white and (many := white_cells(tables[number])):
                white[number] = many
            tables[number].replace_with(f"{MARK}{_mark(number)}{MARK}")
    if b"pre" in looks.elements:
        for number, node in enumerate(tree.css("pre"), start=len(tables)):
            text = text_of(node)
            if text.count("\n") >= 3 and PLACE not in text:
                placed[number] = list(text_blocks(text.replace(MARK, "\n")))
                node.replace_with(f"{MARK}{_mark(number)}{MARK}")
    return placed


def _mark(number: int) -> str:
    return f"{PLACE}{number}{PLACE}"


def _blocks(lines: list[str], placed: dict[int, Grid | list[Block]], headings: set[str]) -> list[Block]:
    blocks: list[Block] = []
    for raw in lines:
        line = tidy(raw)
        mark = PLACED.fullmatch(line)
        if mark:
            block = placed[int(mark.group(1))]
            blocks.extend([block] if isinstance(block, Grid) else block)
        elif line:
            blocks.append(Paragraph(line, is_heading=line in headings and len(line) <= LONGEST_HEADING))
    return blocks
