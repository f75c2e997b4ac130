"""Owns the layout of a report's tables: which shape each takes under the quirks of its document."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from .form_tables import cases_apart, cases_in_rows, cases_table, disclosure_table, requests_table
from .labels import spaced
from .rearranged import bands_apart, group_rows, split_in_two, with_empty_cells, with_remark
from .sheet import Cells, Table, words


def lay_out(form: str, cells: Cells, quirks: frozenset[str]) -> tuple[Table, ...]:
    """The tables that these cells fill, in the order of the form; a table without any cell is left out."""
    present = {key[0] for key in cells}
    tables: list[Table] = []
    if "disclosure" in present:
        table = disclosure_table(form, cells, quirks)
        tables += bands_apart(table) if "bands_apart" in quirks else [table]
    if "requests" in present:
        tables += _shaped(requests_table(form, cells, quirks), quirks)
    if "cases" in present:
        if "cases_apart" in quirks:
            tables += cases_apart(form, cells)
        else:
            tables.append(cases_in_rows(form, cells) if "cases_in_rows" in quirks else cases_table(form, cells, quirks))
    return tuple(_finished(table, quirks) for table in tables)


def _shaped(table: Table, quirks: frozenset[str]) -> list[Table]:
    """Table three under the quirks of its document."""
    if "empty_label_cell" in quirks:
        table = with_empty_cells(table)
    if "group_rows" in quirks:
        table = group_rows(table)
    if "narrow_columns" in quirks:
        table = replace(table, widths=(0.7, 1.3, 6.4, *(0.55 for _ in table.widths[3:])))
    if "remark_row" in quirks:
        table = with_remark(table, words()["remark"])
    return split_in_two(table) if "split_table" in quirks else [table]


def _finished(table: Table, quirks: frozenset[str]) -> Table:
    """Labels spaced out and brackets changed, a line above, where the document does so."""
    change = partial(spaced, quirks=quirks)
    rows = tuple(
        tuple(box if box.kind == "value" else replace(box, text=change(box.text)) for box in row) for row in table.rows
    )
    return replace(table, rows=rows, caption=words()["unit_line"] if "unit_line" in quirks else "")
