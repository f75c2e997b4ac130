"""Owns HTML: a saved page of any content system, or a Word document saved as a page, to a Document."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from catalog.pages import page_words
from etl.documents.document import Block, Document, Grid, Paragraph
from etl.documents.encoding import decode
from etl.documents.text import text_blocks
from etl.documents.web.content import Content, choose_content
from etl.documents.web.embedded import embedded_article
from etl.documents.web.markup import MARK, PLACE, PLACED, parse, pieces, text_of, tidy
from etl.documents.web.metadata import grid_metadata, line_metadata, tag_metadata
from etl.documents.web.tables import data_grid, is_report_table
from etl.errors import UnreadableDocument

LITTLE = 200  # characters: a page that shows less may hide its article until a script has run
LONGEST_HEADING = 100


def read_html(data: bytes) -> Document:
    """The Document of a page: the report's own paragraphs and tables, and what the page says of itself as metadata.

    Raises UnreadableDocument("empty_file") where there is no text at all."""
    decoded = decode(data)
    document = read_page(decoded.text)
    document.metadata["encoding"] = decoded.encoding
    if decoded.undecoded:
        document.metadata["undecoded"] = str(decoded.undecoded)
    return document


def read_page(source: str) -> Document:
    """The Document of the source of a page."""
    blocks, metadata = _read(source, show_hidden=False)
    if _size(blocks) < LITTLE:
        shown, more = _read(source, show_hidden=True)
        if _size(shown) >= max(LITTLE, 2 * _size(blocks)):
            blocks, metadata = shown, more
    if _size(blocks) < LITTLE and (article := embedded_article(source)) is not None:
        inner, more = _read(article, show_hidden=False)
        if _size(inner) >= max(LITTLE, 2 * _size(blocks)):
            blocks, metadata = inner, metadata | {key: value for key, value in more.items() if key not in metadata}
    if not blocks:
        raise UnreadableDocument("empty_file")
    return Document("html", tuple(blocks), metadata)


def html_blocks(source: str) -> list[Block]:
    """Every block of a piece of HTML; nothing is left out as noise."""
    tree = parse(source)
    placed = _place_blocks(tree, source)
    return [] if tree.body is None else _blocks(text_of(tree.body).split(MARK), placed, set())


def _read(source: str, show_hidden: bool) -> tuple[list[Block], dict[str, str]]:
    tree = parse(source, show_hidden)
    metadata = tag_metadata(tree, source)
    headings = {piece for node in tree.css("h1, h2, h3, h4, h5, h6") for piece in pieces(text_of(node))}
    placed = _place_blocks(tree, source)
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
    headline = next((line for line in content.lines if page_words().title.match(line)), "")
    metadata.setdefault("title", headline or metadata.get("page_title", ""))
    return _blocks(content.lines, placed, headings), {key: value for key, value in metadata.items() if value}


def _place_blocks(tree: LexborHTMLParser, source: str) -> dict[int, Grid | list[Block]]:
    """Blocks made of data tables and preformatted text, which marks stand for in the tree from now on; the innermost
    tables are met first."""
    placed: dict[int, Grid | list[Block]] = {}
    grids: dict[int, Grid] = {}
    tables = tree.css("table")
    for number in range(len(tables) - 1, -1, -1):
        grid = data_grid(tables[number], grids)
        if grid is not None:
            placed[number] = grids[number] = grid
            tables[number].replace_with(f"{MARK}{_mark(number)}{MARK}")
    if "<pre" in source or "<PRE" in source:
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


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) if isinstance(block, Paragraph) else 100 for block in blocks)
