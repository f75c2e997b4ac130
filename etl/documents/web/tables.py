"""Owns the tables of a page: which hold data and which only lay out, and the Grid of those that hold data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from etl.documents.document import Grid, GridCell
from etl.documents.layout import holds_data, is_statutory
from etl.documents.spans import Own, place
from etl.documents.web.markup import EDGES, MARK, PLACE, PLACED, pieces, text_of

LEADING_DIGITS = re.compile(r"\s*\+?(\d{1,6})")
WIDE_SPAN = 40
LEAST_ROWS = 4
POINT = 2  # pixels
CELLS = frozenset({"td", "th"})
Row = list[Own]


def data_grid(table: LexborNode, inner: dict[int, Grid]) -> Grid | None:
    """The Grid of a table that holds data; None for one that lays out the page, whose text is then prose.

    Data tables inside must have been replaced by their place mark before, so that only own cells are met; `inner`
    holds their grids. Where the outer table is a table of figures itself, their text stays in the cell."""
    groups = [list(_own_rows(group)) for group in _groups(table)]
    rows = [row for group in groups for row in group if row]
    texts = [[own.text for own in row] for row in rows]
    has_inner = bool(inner) and any(PLACE in text for row in texts for text in row)
    if not holds_data(texts, has_inner):
        return None
    if has_inner:
        groups = [[[_with_inner(own, inner) for own in row] for row in group] for group in groups]
    limit = max((len(row) for row in rows), default=1)
    placed: list[tuple[GridCell, ...]] = []
    for group in groups:  # a row span never leaves its group
        placed += place(_sane(group, limit), len(placed)).rows
    return Grid(tuple(placed))


def pictured_cells(table: LexborNode) -> int:
    """How many cells of a table hold a picture and no text: figures may stand in them that nobody can read. A cell
    that is all of its row holds a heading or an ornament."""
    if table.css_first("img") is None:
        return 0
    return sum(
        not text_of(cell).strip() and any(_is_seen(one) for one in cell.css("img")) and not _is_whole_row(cell)
        for cell in table.css("td, th")
    )


def _is_whole_row(cell: LexborNode) -> bool:
    """Whether a cell that spans several columns is the only one of its row."""
    row = cell.parent
    return (cell.attributes.get("colspan") or "1") != "1" and row is not None and len(row.css("td, th")) == 1


def _is_seen(picture: LexborNode) -> bool:
    """False for the pictures that only keep a place: a point wide or high."""
    sizes = [LEADING_DIGITS.match(picture.attributes.get(name) or "") for name in ("width", "height")]
    return all(int(size.group(1)) > POINT for size in sizes if size)


def join_rows(tables: list[LexborNode]) -> None:
    """Move the rows of neighbouring tables of one row each into the first of them: some editors end the table after
    every row. Tables with other text between them are left alone, and so are fewer than LEAST_ROWS of them."""
    run: list[LexborNode] = []
    for table in [*tables, None]:
        follows = table is not None and bool(run) and _next_element(run[-1]) == table
        if table is not None and _is_row(table) and (follows or not run):
            run.append(table)
            continue
        if len(run) >= LEAST_ROWS and is_statutory([text_of(one) for one in run]):
            for one in run[1:]:
                for group in _groups(one):
                    run[0].insert_child(group)  # copies it
                one.decompose(recursive=False)
        run = [table] if table is not None and _is_row(table) else []


def _is_row(table: LexborNode) -> bool:
    groups = _groups(table)
    return len(groups) == 1 and sum(1 for _ in _own_rows(groups[0])) == 1


def _next_element(node: LexborNode) -> LexborNode | None:
    """The element after a node, None where text stands between."""
    after = node.next
    while after is not None and not after.is_element_node:
        if after.is_text_node and text_of(after).strip():
            return None
        after = after.next
    return after


def _groups(table: LexborNode) -> list[LexborNode]:
    """The row groups in the order shown: heads, bodies, feet."""
    groups: list[LexborNode] = []
    feet: list[LexborNode] = []
    child = table.first_child
    while child is not None:
        if child.tag == "thead" and not any(group.tag == "thead" for group in groups):
            groups.insert(0, child)
        elif child.tag in ("tbody", "thead"):
            groups.append(child)
        elif child.tag == "tfoot":
            feet.append(child)
        child = child.next
    return groups + feet


def _own_rows(group: LexborNode) -> Iterator[Row]:
    row = group.first_child
    while row is not None:
        if row.tag == "tr":
            cells = _own_cells(row)
            if any(own.text for own in cells) or row.attributes.get("height") != "0":
                yield cells  # Word ends a table with a row of no height that only sets the widths of columns
        row = row.next


def _own_cells(row: LexborNode) -> Row:
    cells = []
    cell = row.first_child
    while cell is not None:
        if cell.tag in CELLS:
            text = (cell.text_lexbor() or "").strip(EDGES)
            if MARK in text or "  " in text or not text.isprintable():
                text = "\n".join(pieces(text))
            attributes = cell.attributes
            if "rowspan" in attributes or "colspan" in attributes:
                cells.append(Own(text, _span(attributes.get("rowspan")), _span(attributes.get("colspan"))))
            else:
                cells.append(Own(text))
        cell = cell.next
    return cells


def _span(value: str | None) -> int:
    """A span as browsers read it: leading digits count, anything else and 0 is 1."""
    if value is None:
        return 1
    digits = LEADING_DIGITS.match(value)
    return max(1, int(digits.group(1))) if digits else 1


def _sane(rows: list[Row], limit: int) -> list[Row]:
    """Rows without the empty ones that doubled tags leave, and with absurd column spans cut to the cells there are."""
    return [[_narrowed(own, limit) for own in row] for row in rows if row]


def _narrowed(own: Own, limit: int) -> Own:
    return own if own.column_span <= WIDE_SPAN else Own(own.text, own.row_span, min(own.column_span, limit))


def is_report_table(grid: Grid) -> bool:
    """True if a cell of a Grid says what the cells of a report's tables say."""
    return is_statutory([cell.text for row in grid.rows for cell in row])


def _with_inner(own: Own, inner: dict[int, Grid]) -> Own:
    """The cell with the text of the tables inside it in the place of their marks."""

    def text(mark: re.Match[str]) -> str:
        return "\n".join(cell.text for row in inner[int(mark.group(1))].rows for cell in row if cell.text)

    return Own(PLACED.sub(text, own.text), own.row_span, own.column_span)
