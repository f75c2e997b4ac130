"""Owns the ways in which a table comes out as text once a page, a letter or a print was copied or converted."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import east_asian_width

from .sheet import Box, Row, Table

Drawing = Callable[[Table], list[str]]
BROKEN = ("商业企业", "科研机构")
NARROWEST, GAP, LABEL_ROOM = 6, 2, 22  # columns
WIDEST_HEADS = 7  # words over more columns than these are broken


def full_rows(table: Table, *, repeated: bool = False) -> list[list[str]]:
    """Every row with a field for each grid column; what a merged cell covers is empty, or repeats a label."""
    rows: list[list[str]] = []
    above: list[tuple[Box, int]] = []  # boxes from earlier rows and how many rows they still cover
    for row in table.rows:
        fields = [""] * len(table.widths)
        for box, _ in above:
            fields[box.column] = box.text if repeated and box.kind == "label" else ""
        for box in row:
            fields[box.column] = box.text
        above = [(box, left - 1) for box, left in above if left > 1]
        above += [(box, box.row_span - 1) for box in row if box.row_span > 1]
        rows.append(fields)
    return rows


def own_cells(table: Table) -> list[list[str]]:
    """The cells that each row has itself: merged cells once, nothing for what they cover."""
    return [[_one_line(box.text) for box in row] for row in table.rows]


def bars_after_cells(table: Table) -> list[str]:
    """`a | b | c ||`: own cells only, each row filled up with bars to the widest."""
    return [" | ".join(cells) + " |" + "|" * more for cells, more in _with_missing(table)]


def bars_around_rows(table: Table) -> list[str]:
    """The same with a bar before the row, and no filling up."""
    return ["| " + " | ".join(cells) + " |" for cells, _ in _with_missing(table)]


def bars_below_spans(table: Table) -> list[str]:
    """Own cells, but an empty field for each label that goes on from above."""
    lines = []
    for row in table.rows:
        first = min(row, key=lambda box: box.column).column if row else 0
        covered = sum(_starts_above(table, row, column) for column in range(first))
        lines.append("| " * covered + " | ".join(_one_line(box.text) for box in row) + " |")
    return lines


def cell_a_line_with_bar(table: Table) -> list[str]:
    """Each cell in a line of its own with a bar behind it; a blank cell is a bar; the filling up a line of bars."""
    lines = []
    for cells, more in _with_missing(table):
        lines += [f"{cell} |" if cell.strip() else "|" for cell in cells]
        lines += ["|" * more] if more else []
    return lines


def cell_then_bar(table: Table) -> list[str]:
    """Each cell in a line, the bar in the next one."""
    return [part for line in cell_a_line_with_bar(table) for part in (line.split(" ") if line[-1] == "|" else [line])]


def bars_on_last_cell(table: Table) -> list[str]:
    """Each cell in a line of its own with a bar behind it; the last of a row carries the filling up."""
    lines = []
    for cells, more in _with_missing(table):
        lines += [f"{cell} |" if cell.strip() else "|" for cell in cells]
        lines[-1] += " " + "|" * more if more else ""
    return lines


def bar_before_cells(table: Table) -> list[str]:
    """The first cell of a row bare, each other cell in a line behind its bar, and a bar to end the row."""
    return [
        line for cells in own_cells(table) for line in (cells[0], *(f"| {cell}".rstrip() for cell in cells[1:]), "|")
    ]


def cell_a_line(table: Table) -> list[str]:
    """Each printed cell in a line, an empty line between; blank cells leave nothing."""
    return [line for cells in own_cells(table) for cell in cells if cell.strip() for line in (cell, "")]


def line_a_cell(table: Table) -> list[str]:
    """Each cell in a line; an empty line is a blank cell."""
    return [cell.strip() for cells in own_cells(table) for cell in cells]


def lines_apart(table: Table) -> list[str]:
    """The same, with one more empty line between two cells."""
    return [line for cell in line_a_cell(table) for line in (cell, "")]


def row_a_line(table: Table) -> list[str]:
    """The printed cells of a row with a space between them."""
    return [" ".join(cell for cell in cells if cell.strip()) for cells in own_cells(table)]


def in_one_line(table: Table) -> list[str]:
    """The whole table in one line, a space between its cells."""
    return [" ".join(row_a_line(table))]


def markdown(table: Table) -> list[str]:
    """A table of Markdown with its rule after the first row."""
    rows = [f"| {' | '.join(map(_one_line, fields))} |" for fields in full_rows(table)]
    return [rows[0], "|" + " --- |" * len(table.widths), *rows[1:]]


def header_broken(table: Table) -> list[str]:
    """Bars after cells, and the long words of the last header row broken over two lines of the table."""
    lines = []
    for number, (cells, more) in enumerate(_with_missing(table)):
        fill = "|" * more
        if number == table.head_rows - 1 and table.name == "requests":
            halves = [(cell[:2], cell[2:]) if cell in BROKEN else (cell, "") for cell in cells]
            lines.append(" | ".join(first for first, _ in halves) + f" |{fill}")
            lines.append(" | ".join(second for _, second in halves if second) + f" |{fill}")
        else:
            lines.append(" | ".join(cells) + f" |{fill}")
    return lines


def tabs_of_word(table: Table) -> list[str]:
    """Tabs as a word processor copies them: a merged cell once, an empty field where one goes on from above."""
    lines = []
    for row in table.rows:
        cells = {box.column: _one_line(box.text) for box in row}
        above = {column: "" for column in range(len(table.widths)) if _starts_above(table, row, column)}
        lines.append("\t".join(text for _, text in sorted((above | cells).items())))
    return lines


def in_columns(table: Table) -> list[str]:
    """A fixed-width print: labels broken over the lines of their cell and set in its middle, like the values."""
    starts, widths = _columns(table)
    boxes = [(number, box) for number, row in enumerate(table.rows) for box in row]
    broken = {id(box): _wrapped(box, sum(widths[box.column : box.column + box.column_span]) - GAP) for _, box in boxes}
    heights = [max([1, *(len(broken[id(box)]) for box in row if box.row_span == 1)]) for row in table.rows]
    tops = [sum(heights[:number]) for number in range(len(heights) + 1)]
    lines = [""] * (tops[-1] + 1)
    for number, box in sorted(boxes, key=lambda pair: pair[1].column):
        words = broken[id(box)]
        room = tops[min(number + box.row_span, len(heights))] - tops[number]
        first = tops[number] + max(0, room - len(words)) // 2
        for line, text in enumerate(words, first):
            lines[line] += " " * (starts[box.column] - _shown(lines[line])) + text
    return [line.rstrip() for line in lines]


def raw_lines(table: Table) -> list[str]:
    """A print read in the order of its characters: labels wrapped over lines, the values of a row in one."""
    lines: list[str] = []
    for row in table.rows:
        values = [box.text for box in row if box.kind == "value" and box.text.strip()]
        for box in row:
            lines += _wrapped(box, LABEL_ROOM) if box.kind != "value" else []
        if values and lines and _shown(lines[-1]) < LABEL_ROOM - 2:
            values.insert(0, lines.pop())
        lines += [" ".join(values)] if values else []
    return lines


DRAWINGS: dict[str, Drawing] = {
    drawing.__name__: drawing
    for drawing in (
        bars_after_cells, bars_around_rows, bars_below_spans, cell_a_line_with_bar, cell_then_bar, bars_on_last_cell,
        bar_before_cells, cell_a_line, line_a_cell, lines_apart, row_a_line, in_one_line, markdown, header_broken,
        tabs_of_word, in_columns, raw_lines,
    )
}  # fmt: skip


def _one_line(text: str) -> str:
    return "".join(text.split("\n"))


def _with_missing(table: Table) -> list[tuple[list[str], int]]:
    """Own cells of each row, and how many it has fewer than the row with the most."""
    rows = own_cells(table)
    most = max(len(cells) for cells in rows)
    return [(cells, most - len(cells)) for cells in rows]


def _starts_above(table: Table, row: Row, column: int) -> bool:
    """Whether a cell that covers this place from above begins in this column."""
    place = table.rows.index(row)
    return any(
        box.column == column and number < place < number + box.row_span
        for number, other in enumerate(table.rows)
        for box in other
    )


def _shown(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _wrapped(box: Box, room: int) -> list[str]:
    """The text in lines no wider than the room."""
    lines, line = list[str](), ""
    for letter in _one_line(box.text):
        if line and _shown(line + letter) > room and box.kind != "value":
            lines.append(line)
            line = ""
        line += letter
    return [*lines, line] if line else lines


def _columns(table: Table) -> tuple[list[int], list[int]]:
    """Where each grid column begins, and how wide it is: as wide as its values, in table two as its widest word."""
    widths = [NARROWEST + GAP] * len(table.widths)
    for row in table.rows:
        for box in row:
            narrow = box.kind == "head" and len(table.widths) > WIDEST_HEADS
            if box.column_span == 1 and not narrow:
                room = _shown(box.text) if box.kind == "value" else min(_shown(box.text), LABEL_ROOM)
                widths[box.column] = max(widths[box.column], room + GAP)
    return [sum(widths[:number]) for number in range(len(widths))], widths
