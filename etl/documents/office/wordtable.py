"""Owns the tables of Word files, whatever the file type: cells with merge marks to a Grid, or to prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.documents.document import Block, Grid, GridCell, Paragraph
from etl.documents.layout import holds_data
from etl.record import record


@record
class WordCell:
    """A cell as Word stores it: its blocks, first grid column, width, and whether it only continues the one above or
    before it."""

    blocks: tuple[Block, ...]
    column: int
    width: int = 1
    goes_on: bool = False
    is_part: bool = False  # of the cell before it, which covers its columns too

    @property
    def text(self) -> str:
        """Its paragraphs, those of tables inside too, one a line."""
        blocks = self.blocks
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return blocks[0].text  # most cells
        return "\n".join(block_text(block) for block in blocks)


def block_text(block: Block) -> str:
    """The text of a block, one line a paragraph or cell."""
    if isinstance(block, Paragraph):
        return block.text
    return "\n".join(cell.text for row in block.rows for cell in row if cell.text)


def table_blocks(rows: Sequence[Sequence[WordCell]]) -> list[Block]:
    """The Grid of a table of data; for a table that only lays out, the blocks of its cells in order."""
    rows = [_joined(row) for row in rows]
    texts = [[cell.text for cell in row if not cell.goes_on] for row in rows]
    has_inner = any(isinstance(block, Grid) for row in rows for cell in row for block in cell.blocks)
    if texts and holds_data([row for row in texts if row], has_inner):
        return [word_grid(rows)]
    return [block for row in rows for cell in row if not cell.goes_on for block in cell.blocks]


def _joined(row: Sequence[WordCell]) -> Sequence[WordCell]:
    """A row whose cells cover those that are parts of them."""
    if not any(cell.is_part for cell in row):
        return row
    joined: list[WordCell] = []
    for cell in row:
        if cell.is_part and joined:
            before = joined.pop()
            joined.append(replace(before, width=cell.column + cell.width - before.column))
        else:
            joined.append(cell)
    return joined


def word_grid(rows: Sequence[Sequence[WordCell]]) -> Grid:
    """The Grid: a cell that continues the one above is no cell of its row but lengthens that one."""
    spans: list[list[int]] = []  # for each cell, its row span; counted up while later rows continue it
    open_cells: dict[int, tuple[int, int]] = {}  # column -> (row, place in row) of the cell that may be continued
    kept: list[list[WordCell]] = []
    for number, row in enumerate(rows):
        kept.append([])
        spans.append([])
        still_open: dict[int, tuple[int, int]] = {}
        for cell in row:
            above = open_cells.get(cell.column) if cell.goes_on else None
            if above is None:
                above = (number, len(kept[-1]))
                kept[-1].append(cell)
                spans[-1].append(1)
            else:
                spans[above[0]][above[1]] = number - above[0] + 1
            still_open[cell.column] = above
        open_cells = still_open
    return Grid(
        tuple(
            tuple(
                GridCell(cell.text, number, cell.column, span, cell.width)
                for cell, span in zip(row, spans[number], strict=True)
            )
            for number, row in enumerate(kept)
        )
    )
