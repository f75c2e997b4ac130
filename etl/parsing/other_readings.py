"""Owns the choice among several readings of a scanned figure: the one with which its identities hold, said as such."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from etl.documents.document import Document
from etl.parsing.identities import NEEDED, Identity, Place, check
from etl.parsing.values import read_value
from etl.report import BLANK, NA, NUMBER, Cell

MOST = 64  # combinations of readings that are tried for one identity
ROUNDS = 3
Others = Mapping[tuple[int | None, int | None, int | None], tuple[str, ...]]  # by table, row and column of the document


def others_of(document: Document) -> Others:
    """The further readings of every cell of a scan that has any."""
    return {
        (number, cell.row, cell.column): cell.others
        for number, grid in enumerate(document.grids)
        for row in grid.rows
        for cell in row
        if cell.others
    }


def others_at(cell: Cell, others: Others) -> tuple[str, ...]:
    """The further readings of a cell."""
    return others.get((cell.where.table_index, cell.where.row, cell.where.column), ())


def amount(cell: Cell | None) -> Decimal | None:
    """What a cell adds to a sum: nothing where it is blank or struck out; None where that is not known."""
    if cell is None:
        return None
    return Decimal(0) if cell.state in (BLANK, NA) else cell.value


def agrees(identity: Identity, cells: Mapping[Place, Cell]) -> bool | None:
    """Whether a sum comes out, blanks and strokes counted as nothing. None where it cannot be told: a cell is unread
    or missing, or the total is left blank."""
    if identity.holds is not None:
        return identity.holds
    amounts = [amount(cells.get(place)) for place in identity.operands]
    known = [one for one in amounts if one is not None]
    if len(known) < len(amounts):
        return None
    parts, total = sum(known[: identity.addends]), sum(known[identity.addends :])
    is_left_blank = all(cells[place].state != NUMBER for place in identity.operands[identity.addends :])
    return parts == total or (None if is_left_blank else False)


def chosen(table: str, cells: Sequence[Cell], others: Others) -> tuple[list[Cell], list[tuple[Cell, Cell]]]:
    """The cells of a table, another reading taken where the first one leaves a sum open and with the other one every
    sum of the cell comes out; such a cell is not certain. And the pairs: cell as first read, and as taken."""
    if not (others and any(others_at(cell, others) for cell in cells)):
        return list(cells), []
    before = {(cell.row, cell.column): cell for cell in cells}
    after = dict(before)
    for _ in range(ROUNDS):
        proposed: dict[Place, Cell] = {}
        for identity in check(table, list(after.values())):
            if agrees(identity, after) is not True and (found := mended(identity, after, others)):
                proposed |= {place: cell for place, cell in found.items() if proposed.get(place, cell) == cell}
        tried = after | proposed
        while lost := [
            place for place in proposed if tried[place] != after[place] and not is_borne(table, place, tried)
        ]:
            tried |= {place: after[place] for place in lost}
        if tried == after:
            break
        after = tried
    taken = [(cell, after[place]) for place, cell in before.items() if after[place] != cell]
    return list(after.values()), taken


def is_borne(table: str, place: Place, cells: Mapping[Place, Cell]) -> bool:
    """Whether every sum that a cell stands in comes out, and there are enough of them."""
    held = [agrees(one, cells) for one in check(table, list(cells.values())) if place in one.operands]
    return len(held) >= NEEDED.get(table, 99) and all(one is True for one in held)


def mended(identity: Identity, cells: Mapping[Place, Cell], others: Others) -> dict[Place, Cell]:
    """The fewest other readings with which a sum comes out; nothing where there are none, or several ways."""
    places = [place for place in identity.operands if place in cells]
    if len(places) < len(identity.operands):
        return {}
    choices = [[cells[place], *alternatives(cells[place], others)] for place in places]
    best: list[dict[Place, Cell]] = []
    for count, combination in enumerate(product(*choices)):
        if count >= MOST:
            return {}
        changed = {place: cell for place, cell in zip(places, combination, strict=True) if cell is not cells[place]}
        if best and len(changed) > len(best[0]):
            continue
        if changed and is_even(identity, combination):
            best = [*(best if best and len(best[0]) == len(changed) else []), changed]
    return best[0] if len(best) == 1 else {}


def is_even(identity: Identity, cells: Sequence[Cell]) -> bool:
    """Whether both sides of an equation come to the same with these cells."""
    amounts = [amount(cell) for cell in cells]
    known = [one for one in amounts if one is not None]
    return len(known) == len(amounts) and sum(known[: identity.addends]) == sum(known[identity.addends :])


def alternatives(cell: Cell, others: Others) -> Iterator[Cell]:
    """The cell as further readings have it, those that are figures."""
    for text in others_at(cell, others):
        value = read_value(text)
        if value.state == NUMBER and value.value != cell.value:
            yield replace(cell, printed=text, value=value.value, state=value.state, certain=False)
