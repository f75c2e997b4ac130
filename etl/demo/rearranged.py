"""Owns the shapes that offices give table two and three beyond the form: cut up, merged less, remarked upon."""

from __future__ import annotations

from dataclasses import replace

from .sheet import Box, Row, Table


def bands_apart(table: Table) -> list[Table]:
    """Table two as one small table for each item of the article."""
    tables: list[Table] = []
    for row in table.rows:
        if row[0].kind == "band":
            tables.append(replace(table, rows=(row,)))
        else:
            tables[-1] = replace(tables[-1], rows=(*tables[-1].rows, row))
    return tables


def _group_box(row: Row) -> Box | None:
    """The label of an outcome group that begins in this row."""
    labels = [box for box in row if box.kind == "label"]
    inner = [box for box in labels if box.column == 1 and box.column_span == 1]
    return inner[0] if inner and any(box.column == 2 and box.text for box in labels) else None


def group_rows(table: Table) -> Table:
    """Table three with each group's label in a row of its own instead of a merged cell."""
    width, rows = len(table.widths), list[Row]()
    groups = sum(_group_box(row) is not None for row in table.rows)
    for row in table.rows:
        group = _group_box(row)
        if group is not None:
            rows.append((replace(group, column_span=width - 1, row_span=1),))
        boxes = [
            replace(box, row_span=box.row_span + groups) if box.row_span > 12 else box
            for box in row
            if box is not group
        ]
        rows.append(tuple(replace(box, column=1, column_span=2) if _is_item(box) else box for box in boxes))
    return replace(table, rows=tuple(rows))


def _is_item(box: Box) -> bool:
    return box.kind == "label" and box.column == 2 and box.column_span == 1 and bool(box.text)


def with_empty_cells(table: Table) -> Table:
    """Table three with an empty cell where a label of the second level leaves room for one."""
    rows = []
    for row in table.rows:
        boxes: list[Box] = []
        for box in row:
            if box.kind == "label" and (box.column, box.column_span) == (1, 2):
                boxes += [replace(box, column_span=1), Box("", "label", 2)]
            else:
                boxes.append(box)
        rows.append(tuple(boxes))
    return replace(table, rows=tuple(rows))


def with_remark(table: Table, text: str) -> Table:
    """The table with a remark over its whole width as last row."""
    return replace(table, rows=(*table.rows, (Box(text, "label", 0, len(table.widths)),)))


def split_in_two(table: Table) -> list[Table]:
    """The table as two, the header printed over both, cut where no group is torn; labels reaching over come twice."""
    starts = [number for number, row in enumerate(table.rows) if _group_box(row) is not None]
    if len(starts) < 2:
        return [table]
    cut = starts[1]
    first, second = list(table.rows[:cut]), list(table.rows[cut:])
    for number, row in enumerate(first):
        for box in row:
            over = number + box.row_span - cut
            if over > 0:
                first[number] = tuple(replace(one, row_span=box.row_span - over) if one is box else one for one in row)
                second[0] = (replace(box, row_span=over), *second[0])
    head = table.rows[: table.head_rows]
    return [replace(table, rows=tuple(first)), replace(table, rows=(*head, *second))]
