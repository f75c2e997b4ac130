"""Owns what is said to be done about a failed rule of a draft: its remedy, and repairs that would heal it, in words."""

from __future__ import annotations

from catalog import selfcheck
from etl.selfcheck.judge import Judgement, Result
from etl.selfcheck.places import Places

MOST_REPAIRS = 3


def heal(one: Result, places: Places, language: str) -> str:
    """What to do about a failed rule, with the numbers of both sides."""
    text = selfcheck.remedy(one.rule, language)
    return text.format(left=places.number(one.left), right=places.number(one.right))


def repairs_of(one: Result, judged: Judgement, places: Places, language: str) -> tuple[tuple[str, ...], int]:
    """The candidates of the fault's table that heal this rule: the first few in words, and how many more there are."""
    table = places.table_of(one)
    fit = [
        repair
        for repair in judged.repairs
        if repair.table == table and any(name.split("/")[0] == one.rule for name in repair.healed)
    ]
    say = selfcheck.speaker(language)
    told = []
    for repair in fit[:MOST_REPAIRS]:
        edits = say("joint").join(
            say(
                "edit",
                place=places.cell(repair.table, row, column),
                before=places.number(was),
                after=places.number(becomes),
            )
            for row, column, was, becomes in repair.edits
        )
        breaks = say("breaks", rules=say("joint").join(dict.fromkeys(name.split("/")[0] for name in repair.broken)))
        head = say(repair.kind) if repair.kind.startswith("row_") else ""
        told.append(head + edits + (breaks if repair.broken else ""))
    return tuple(told), max(0, len(fit) - MOST_REPAIRS)
