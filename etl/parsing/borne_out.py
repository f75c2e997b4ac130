"""Owns which figures of a scan its sums bear out, and what is said of those that they do not: each with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from etl.parsing.identities import NEEDED, Identity, Place, check
from etl.parsing.other_readings import Others, agrees, amount, others_at
from etl.report import BLANK, NUMBER, TEXT, Cell

USUAL = 0.25  # share of a table's zeros, blanks and strokes that a way to write them has at least
SHOWN = 12
FAILS, BESIDE = "行列合计不符", "行或列合计有一处不符"
DIFFERS, UNUSUAL = "多次识别不一致", "空格写法与同表不同"
OPEN, ALONE = "勾稽关系不能验证", "没有勾稽关系"


def weighed(cells: Sequence[Cell], others: Others) -> tuple[list[Cell], dict[str, list[tuple[Cell, str]]]]:
    """The cells of a scan, `certain` only where every sum of a cell comes out (two in table three, one in table four);
    and the cells that are not certain, by reason, each with the sums or readings that say so. A zero, a blank or a
    stroke adds nothing to any sum: it also has to be written as the table mostly writes them."""
    sums: dict[tuple[str, Place], list[tuple[Identity, bool | None]]] = {}
    for table in NEEDED:
        own = {(cell.row, cell.column): cell for cell in cells if cell.table == table}
        for identity in check(table, list(own.values())):
            for place in identity.operands:
                sums.setdefault((table, place), []).append((identity, agrees(identity, own)))
    usual = usual_spellings(cells)
    kept: list[Cell] = []
    doubts: dict[str, list[tuple[Cell, str]]] = {}
    for cell in cells:
        held = sums.get((cell.table, (cell.row, cell.column)), [])
        why = reason(cell, held, others_at(cell, others), usual)
        if why:
            doubts.setdefault(why[0], []).append((cell, why[1]))
        kept.append(replace(cell, certain=cell.certain and not why))
    return kept, doubts


def reason(
    cell: Cell,
    held: Iterable[tuple[Identity, bool | None]],
    others: tuple[str, ...],
    usual: Mapping[str, frozenset[str]],
) -> tuple[str, str] | None:
    """Why a cell is not certain, and the sums or readings that say so; None where it is."""
    held = list(held)
    fails = [identity.name for identity, state in held if state is False]
    if fails:
        return FAILS if len(fails) == len(held) else BESIDE, "；".join(fails)
    proven = len(held) >= NEEDED.get(cell.table, 99) and all(state for _, state in held)
    if proven:
        return None if spelling(cell) in usual[cell.table] or not is_nil(cell) else (UNUSUAL, "")
    if others:
        return DIFFERS, "".join(f"“{text}”" for text in others)
    left = [identity.name for identity, state in held if state is None]
    return (OPEN, "；".join(left)) if left else (ALONE, "")


def is_nil(cell: Cell) -> bool:
    """Whether a cell adds nothing to a sum: a zero, a blank, a stroke."""
    return amount(cell) == Decimal(0)


def spelling(cell: Cell) -> str:
    """How a zero is written: as a figure, not at all, or with its own sign."""
    return "0" if cell.state == NUMBER else "" if cell.state == BLANK else cell.printed[:1]


def usual_spellings(cells: Iterable[Cell]) -> dict[str, frozenset[str]]:
    """For every table the ways in which it writes a good part of its zeros."""
    counts: dict[str, Counter[str]] = {}
    for cell in cells:
        known = counts.setdefault(cell.table, Counter())
        if is_nil(cell):
            known[spelling(cell)] += 1
    return {
        table: frozenset(sign for sign, count in known.items() if count >= USUAL * known.total())
        for table, known in counts.items()
    }


def told(doubts: Mapping[str, Sequence[tuple[Cell, str]]], name: Callable[[Cell], str]) -> list[str]:
    """The doubts of a scan in words, one line for a reason: the cells all of whose sums fail and those read in several
    ways one by one, the others counted. What is unread is told elsewhere."""
    lines = []
    for why in (FAILS, DIFFERS, UNUSUAL, BESIDE, OPEN, ALONE):
        found = [(cell, said) for cell, said in doubts.get(why, ()) if cell.state != TEXT]
        if found and why in (FAILS, DIFFERS, UNUSUAL):
            named = [f"{name(cell)}“{cell.printed}”" + (f"（{said}）" if said else "") for cell, said in found]
            lines.append(f"{why}：{'、'.join(named[:SHOWN])}" + (f"等共{len(named)}格" if len(named) > SHOWN else ""))
        elif found:
            lines.append(f"{why}：共{len(found)}格")
    return lines
