"""Owns rows of tables three and four that lost their header: alone in a line, told by section, name and sums.

No value is placed by its number alone. A row of table three must name itself and add up; fifteen values of table four
must stand in its section and add up three times. What is read so is never certain, and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from catalog import forms
from etl.documents.document import Block, Document, Grid, Paragraph
from etl.documents.spans import Own, place
from etl.parsing.grid_rows import VALUE, Reading, TableRow, make_cell
from etl.parsing.labels import find
from etl.parsing.pieces import joined, pieces_of
from etl.parsing.sections import read_heading
from etl.parsing.values import read_value

REQUESTS, CASES = "3", "4"  # their sections


def with_bare_rows(document: Document) -> Document:
    """The document with such lines as grids of one row; the same document where it has none."""
    if not any(isinstance(block, Paragraph) and read_heading(block.text) for block in document.blocks):
        return document
    blocks: list[Block] = []
    section = ""
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            heading = read_heading(block.text, is_heading=block.is_heading)
            section = heading[0] if heading is not None else section
            blocks.append(_bare_row(block, number, section) or block)
        else:
            blocks.append(block)
    found = any(new is not old for new, old in zip(blocks, document.blocks, strict=True))
    return replace(document, blocks=tuple(blocks)) if found else document


def adds_up(printed: Sequence[str], width: int) -> bool:
    """Whether printed numbers are groups of `width`, each with its sum last."""
    values = [read_value(text).value for text in printed]
    if not values or len(values) % width:
        return False
    groups = [values[at : at + width] for at in range(0, len(values), width)]
    return all(_is_sum([value for value in group if value is not None], width) for group in groups)


def _is_sum(values: Sequence[Decimal], width: int) -> bool:
    return len(values) == width and sum(values[:-1]) == values[-1]


def is_whole_request(row: TableRow) -> bool:
    """Whether a row of section three is a label and the seven values of table three, the last the sum of the others."""
    values = [cell.text for cell, kind in zip(row.cells, row.kinds, strict=True) if kind == VALUE]
    one_label = len(row.labels) == 1 and len(row.cells) == len(values) + 1
    return row.section == REQUESTS and one_label and len(values) == _applicants() and adds_up(values, len(values))


def bare_cases(rows: Sequence[TableRow]) -> Reading | None:
    """Table four where it is but one row of fifteen values in its section that add up three times, read in the order
    of the form and none of them certain; None where it is anything else."""
    whole = len(rows) == 1 and rows[0].section == CASES and set(rows[0].kinds) == {VALUE}
    places = [(kind.key, result.key) for kind in forms.rows("2021", "cases") for result in _results()]
    if not whole or len(rows[0].cells) != len(places):
        return None
    if not adds_up([cell.text for cell in rows[0].cells], len(_results())):
        return None
    reading = Reading()
    reading.report("columns_unclear", "复议诉讼表没有表头，按法定列序读")
    reading.cells = [
        make_cell("cases", kind, result, cell, rows[0], certain=False)
        for (kind, result), cell in zip(places, rows[0].cells, strict=True)
    ]
    return reading


def _applicants() -> int:
    return len(forms.columns("2021", "requests"))


def _results() -> Sequence[forms.Entry]:
    return forms.columns("2021", "cases")


def _bare_row(line: Paragraph, number: int, section: str) -> Grid | None:
    if section not in (REQUESTS, CASES) or not line.text.rstrip("|｜ ")[-1:].isdecimal():
        return None
    pieces = joined(pieces_of(line, number) or [])
    labels = [piece for piece in pieces if not piece.is_value]
    values = [piece.text for piece in pieces if piece.is_value]
    if section == REQUESTS:
        named = len(labels) == 1 and pieces[0] is labels[0] and find(labels[0].text, "requests", "row") is not None
        fits = named and len(values) == _applicants() and adds_up(values, len(values))
    else:
        width = len(_results())
        fits = not labels and len(values) == width * len(forms.rows("2021", "cases")) and adds_up(values, width)
    return place([[Own(piece.text, column=at) for at, piece in enumerate(pieces)]]) if fits else None
