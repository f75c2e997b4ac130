"""Owns the slips that offices make: each takes a draft and gives it back with one thing wrong, or None if it cannot."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from .draft import Draft
from .facts import CellKey, Value
from .prose import Prose
from .quirks import BY_NAME

Drafts = dict[tuple[str, int], Draft]
Slip = Callable[[Draft, Drafts], Draft | None]
PUBLISHED = re.compile(r"(政府信息[\d,]+)条")


def shift(*cells: tuple[str, str, str, int], least: int = 2) -> Slip:
    """A slip that adds to cells, in drafts where the first of them holds at least `least`."""

    def slip(draft: Draft, drafts: Drafts) -> Draft | None:
        have = draft.facts.cells
        keys = [(table, row, column) for table, row, column, _ in cells]
        if any(key not in have for key in keys) or have[keys[0]] < least:
            return None
        return draft.with_cells({key: have[key] + change[3] for key, change in zip(keys, cells, strict=True)})

    return slip


def both(row: str, change: int) -> tuple[tuple[str, str, str, int], tuple[str, str, str, int]]:
    """The same change in the column of natural persons and in the total, so that the row still adds up."""
    return ("requests", row, "natural_person", change), ("requests", row, "total", change)


def total_forgotten(kind: str) -> Slip:
    """The total of a kind of case is left at 0, as in a real report."""

    def slip(draft: Draft, drafts: Drafts) -> Draft | None:
        key: CellKey = ("cases", kind, "total")
        return draft.with_cells({key: 0}) if draft.facts.cells[key] else None

    return slip


def carried_in_lost(draft: Draft, drafts: Drafts) -> Draft | None:
    """What was carried in is reported as new: the table still balances, the years do not join."""
    return without_one_carried_in(draft) if has_form_before(draft, drafts) else None


def lost_between_forms(draft: Draft, drafts: Drafts) -> Draft | None:
    """The same in the first year of a new form."""
    known = (draft.key[0], draft.key[1] - 1) in drafts
    return without_one_carried_in(draft) if known and not has_form_before(draft, drafts) else None


def without_one_carried_in(draft: Draft) -> Draft | None:
    """One request less carried in and one more received, if any was carried in by a natural person."""
    cells = draft.facts.cells
    if cells["requests", "carried_in", "natural_person"] < 1:
        return None
    moved = (*both("carried_in", -1), *both("received", 1))
    return draft.with_cells({(table, row, column): cells[table, row, column] + n for table, row, column, n in moved})


def stock_jumps(draft: Draft, drafts: Drafts) -> Draft | None:
    key: CellKey = ("disclosure", "normative_documents", "in_force")
    if key not in draft.facts.cells or not has_form_before(draft, drafts):
        return None
    return draft.with_cells({key: draft.facts.cells[key] + 3})


def has_form_before(draft: Draft, drafts: Drafts) -> bool:
    before = drafts.get((draft.key[0], draft.key[1] - 1))
    return before is not None and before.facts.form == draft.facts.form


def riddled(draft: Draft, drafts: Drafts) -> Draft | None:
    """A table with holes: every third cell of the applicants is empty."""
    keys = [key for key in draft.facts.cells if key[0] == "requests" and key[2] != "total"]
    if "other_as_one_row" in draft.quirks:
        return None
    return replace(draft, blanked=frozenset(keys[::3]))


def leave_out(table: str) -> Slip:
    return lambda draft, drafts: replace(draft, left_out=frozenset([table]))


def impossible(row: str, change: Callable[[Value], Value]) -> Slip:
    def slip(draft: Draft, drafts: Drafts) -> Draft | None:
        key: CellKey = ("disclosure", row, "decisions")
        value = draft.facts.cells[key]
        return draft.with_cells({key: change(value)}) if value > 2 and "digits" not in groups(draft) else None

    return slip


def groups(draft: Draft) -> set[str]:
    return {BY_NAME[name].group for name in draft.quirks}


def fees_in_yuan(draft: Draft, drafts: Drafts) -> Draft | None:
    key: CellKey = ("disclosure", "fees_10k_yuan", "")
    if not draft.facts.cells.get(key) or not has_form_before(draft, drafts) or "unit_in_cell" in draft.quirks:
        return None
    value = Decimal(draft.facts.cells[key]) * 10000
    return draft.with_cells({key: value.quantize(Decimal(1))})


def subtotal_wrong(draft: Draft, drafts: Drafts) -> Draft | None:
    if draft.medium == "pdf":
        return None
    return replace(draft, quirks=draft.quirks | {"legal_subtotal"}, subtotal_slip=1)


def copied(draft: Draft, donor: Draft | None) -> Draft | None:
    """Section five taken over word for word."""
    if donor is None:
        return None
    parts = tuple(
        replace(part, paragraphs=donor.prose.parts[place].paragraphs) if part.number == "5" else part
        for place, part in enumerate(draft.prose.parts)
    )
    return replace(draft, prose=replace(draft.prose, parts=parts))


def from_neighbour(draft: Draft, drafts: Drafts) -> Draft | None:
    agency, year = draft.facts.agency, draft.key[1]
    others = (other for other in drafts.values() if other.key[1] == year and other.facts.agency.kind == agency.kind)
    return copied(draft, next((other for other in others if other.published_on < draft.published_on), None))


def from_own_year(draft: Draft, drafts: Drafts) -> Draft | None:
    return copied(draft, drafts.get((draft.key[0], draft.key[1] - 1)))


def told_wrong(name: str, change: Callable[[Value], Value], metric: str, sign: str = "") -> Slip:
    """A figure of the text is wrong, where the text states it."""

    def slip(draft: Draft, drafts: Drafts) -> Draft | None:
        told = any(stated.metric == metric for stated in draft.prose.stated)
        text = "".join(text for part in draft.prose.parts for _, text in part.paragraphs)
        if not told or sign not in text or not draft.figures.get(name):
            return None
        return replace(draft, figures={**draft.figures, name: change(draft.figures[name])})

    return slip


def received_told_wrong(draft: Draft, drafts: Drafts) -> Draft | None:
    """The text tells more requests than table three has, even with those carried in."""
    return told_wrong("received", lambda value: value + draft.figures["carried_in"] + 3, "requests_received")(
        draft, drafts
    )


def unit_in_words(draft: Draft, drafts: Drafts) -> Draft | None:
    return draft if ten_thousandfold(draft.prose) != draft.prose else None


def ten_thousandfold(prose: Prose) -> Prose:
    """政府信息1204条 becomes 政府信息1204万条, in its first place."""
    for place, part in enumerate(prose.parts):
        for number, (is_heading, text) in enumerate(part.paragraphs):
            if PUBLISHED.search(text):
                paragraphs = list(part.paragraphs)
                paragraphs[number] = (is_heading, PUBLISHED.sub(r"\1万条", text, count=1))
                parts = list(prose.parts)
                parts[place] = replace(part, paragraphs=tuple(paragraphs))
                stated = tuple(
                    replace(one, value=one.value * 10000) if one.metric == "proactive_items" else one
                    for one in prose.stated
                )
                return replace(prose, parts=tuple(parts), stated=stated)
    return prose
