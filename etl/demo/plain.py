"""Owns the plain text writer: paragraphs and tables, as a converter or a clerk leaves them."""

from __future__ import annotations

from random import Random

from .drawings import DRAWINGS, full_rows
from .paper import Paper
from .sheet import Table


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
    """One line a row, one field a grid column, unless a quirk draws the table otherwise."""
    drawing = next((DRAWINGS[quirk] for quirk in sorted(quirks) if quirk in DRAWINGS), None)
    if drawing is not None:
        return drawing(table)
    between = " \t " if "padded_fields" in quirks else "\t"
    lines = [between.join(fields) for fields in full_rows(table, repeated="labels_repeated" in quirks)]
    if "blank_line_inside" in quirks and len(lines) > 8:
        lines.insert(random.randrange(table.head_rows + 2, len(lines) - 2), "")
    return lines
