"""Owns the plain text writer: paragraphs and tab-separated tables, as a converter or a clerk leaves them."""

from __future__ import annotations

from random import Random

from .paper import Paper
from .sheet import Box, Table


def write_text(paper: Paper, quirks: frozenset[str], random: Random) -> bytes:
    """The bytes of the file."""
    lines = ["", paper.title, "", paper.notice, ""]
    for part in paper.parts:
        lines += [_bold(part.heading, quirks), ""]
        for is_heading, text in part.paragraphs:
            lines += [_bold(text, quirks) if is_heading else text, ""]
        for table in paper.tables_of(part):
            lines += [table.caption, ""] if table.caption else []
            lines += [*_table(table, quirks, random), ""]
    text = "\n".join([*lines, paper.agency, paper.date_in_words, ""])
    if "dos_line_ends" in quirks:
        text = text.replace("\n", "\r\n")
    if "chinese_bytes" in quirks:
        return text.encode("gb18030")
    return text.encode("utf-8-sig" if "byte_order_mark" in quirks else "utf-8")


def _bold(text: str, quirks: frozenset[str]) -> str:
    return f"**{text}**" if "bold_marks" in quirks else text


def _table(table: Table, quirks: frozenset[str], random: Random) -> list[str]:
    """One line a row, one field a grid column; what a merged cell covers is empty, or repeats the label."""
    width = len(table.widths)
    above: list[tuple[Box, int]] = []  # boxes from earlier rows and how many rows they still cover
    lines = []
    for row in table.rows:
        fields = [""] * width
        for box, _ in above:
            fields[box.column] = box.text if "labels_repeated" in quirks and box.kind == "label" else ""
        for box in row:
            fields[box.column] = box.text
        above = [(box, left - 1) for box, left in above if left > 1]
        above += [(box, box.row_span - 1) for box in row if box.row_span > 1]
        lines.append((" \t " if "padded_fields" in quirks else "\t").join(fields))
    if "blank_line_inside" in quirks and len(lines) > 8:
        lines.insert(random.randrange(table.head_rows + 2, len(lines) - 2), "")
    return lines
