"""Owns a draft: one demonstration report before it is written, and how it becomes a file with its truth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from .chance import source
from .city import regions
from .facts import CellKey, Cells, Facts, Value
from .form_tables import local_keys
from .layout import lay_out
from .pages import write_pdf
from .paper import Paper
from .plain import write_text
from .printing import Printed, print_cell
from .prose import Prose, Stated, write_prose
from .services import Figures, told_of_tables
from .sheet import words
from .web import write_html
from .word import write_docx

WRITERS = {"html": write_html, "docx": write_docx, "pdf": write_pdf, "text": write_text}
SUFFIXES = {"html": "html", "docx": "docx", "pdf": "pdf", "text": "txt"}
OTHER_ROW = "otherwise_closed"
LOCAL_FIGURES = (2, 0, 9)


@dataclass(frozen=True, slots=True)
class Draft:
    """One report: facts as its author holds them (errors included), words, medium, quirks, date and file name.
    `blanked` are cells left empty; `left_out` tables that the report lacks."""

    facts: Facts
    figures: Figures
    prose: Prose
    medium: str
    quirks: frozenset[str]
    published_on: str
    file: str
    subtotal_slip: int = 0
    blanked: frozenset[CellKey] = frozenset()
    left_out: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, int]:
        return self.facts.agency.agency_id, self.facts.year

    def with_cells(self, changes: dict[CellKey, Value]) -> Draft:
        """The same draft with some cells changed, and the figures that its text repeats from them."""
        facts = replace(self.facts, cells={**self.facts.cells, **changes})
        return replace(self, facts=facts, figures={**self.figures, **told_of_tables(facts)})

    def rewritten(self, seed: int) -> Draft:
        """The same draft with its words written anew from its figures."""
        return replace(self, prose=write_prose(seed, self.facts, self.figures))


def printed_cells(draft: Draft) -> dict[CellKey, Printed]:
    """Every cell that the document prints, local ones included."""
    cells = _statutory(draft)
    if "legal_subtotal" in draft.quirks:
        column = words()["subtotal_column"]
        cells |= {("requests", row, column): value for row, value in _subtotals(cells, draft.subtotal_slip).items()}
    if "local_row" in draft.quirks:
        cells |= zip(local_keys(draft.facts.form), LOCAL_FIGURES, strict=True)
    printed = {
        key: print_cell(key, value, draft.quirks) for key, value in cells.items() if key[0] not in draft.left_out
    }
    return printed | {key: Printed("", None, "blank") for key in draft.blanked if key in printed}


def _statutory(draft: Draft) -> Cells:
    """The cells of the form; （六）其他处理 as one row where the document prints it so."""
    cells = draft.facts.cells
    if draft.facts.form != "2021" or "other_as_one_row" not in draft.quirks:
        return dict(cells)
    kept: Cells = {}
    for (table, row, column), value in cells.items():
        shown = OTHER_ROW if table == "requests" and row.startswith(f"{OTHER_ROW}.") else row
        kept[table, shown, column] = kept.get((table, shown, column), 0) + value
    return kept


def _subtotals(cells: Cells, slip: int) -> dict[str, Value]:
    sums: dict[str, Value] = {}
    for (table, row, column), value in cells.items():
        if table == "requests" and column not in ("natural_person", "total"):
            sums[row] = sums.get(row, 0) + value
    return {**sums, "received": sums["received"] + slip}


def write_draft(draft: Draft) -> bytes:
    """The document's bytes."""
    agency = draft.facts.agency
    tables = lay_out(draft.facts.form, printed_cells(draft), draft.quirks)
    prose, place = draft.prose, regions()[agency.region].name
    paper = Paper(prose.title, prose.notice, agency.name, place, draft.published_on, prose.parts, tables)
    random = source(agency.agency_id, draft.facts.year, draft.medium, "ink")
    return WRITERS[draft.medium](paper, draft.quirks, random)


def truth_of(draft: Draft) -> dict[str, Any]:
    """What a reader has to find in the document."""
    return {
        "file": draft.file,
        "medium": draft.medium,
        "quirks": sorted(draft.quirks),
        "agency_id": draft.facts.agency.agency_id,
        "agency": draft.facts.agency.name,
        "year": draft.facts.year,
        "form": draft.facts.form,
        "scope": "area" if draft.facts.agency.is_government else "office",
        "title": draft.prose.title,
        "published_on": draft.published_on,
        "cells": [
            {"table": key[0], "row": key[1], "column": key[2], "printed": cell.text, "state": cell.state}
            | {"value": _plain(cell.value)}
            for key, cell in printed_cells(draft).items()
        ],
        "figures": [_figure(stated) for stated in draft.prose.stated],
        "doubtful_figures": [_figure(stated) for stated in draft.prose.doubtful],
    }


def _figure(stated: Stated) -> dict[str, Any]:
    told = {"metric": stated.metric, "value": _plain(stated.value), "bound": stated.bound}
    return {**told, "scope": "year", "section": stated.section}


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
