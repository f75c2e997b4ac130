"""Owns the cells of two reports side by side: what stands in both, the difference where both are numbers; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from catalog.dimensions import label
from dashboard import numbers, tables
from dashboard.forms_html import Place
from dashboard.reader import Reader
from dashboard.words import cell_label

PLACE = ["table_name", "row_key", "column_key"]
SIDES = ("_before", "_after")
SMALL = 10


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cells: in both reports, with another number in each, with a number in one only, in one report only."""

    both: int
    moved: int
    lost: int
    alone: int


def pair(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """One row a place, in the order of the later report and then what only the earlier one has: printed_before,
    printed_after, value_before, value_after, difference and growth (both null unless both are numbers; growth null on a
    base of zero)."""
    kept = [*PLACE, "printed", "value", "state", "page"]
    both = after[kept].merge(before[kept], on=PLACE, how="outer", suffixes=("_after", "_before"), sort=False)
    order = {place: at for at, place in enumerate(places(pd.concat([after, before])))}
    both = both.iloc[sorted(range(len(both)), key=lambda at: order[tuple(both[PLACE].iloc[at])])]
    old, new = (pd.to_numeric(both[f"value{side}"], errors="coerce").astype(float) for side in SIDES)
    return both.assign(
        value_before=old, value_after=new, difference=new - old, growth=(new - old) / old.where(old != 0).abs()
    ).reset_index(drop=True)


def places(cells: pd.DataFrame) -> list[Place]:
    """The places of cells, each once, in their order."""
    return list(dict.fromkeys(cells[PLACE].itertuples(index=False, name=None)))


def tally(both: pd.DataFrame) -> Tally:
    """The counts that the page says in a sentence."""
    here, there = both["state_before"].notna(), both["state_after"].notna()
    known = both["difference"].notna()
    one = both["value_before"].notna() != both["value_after"].notna()
    return Tally(
        both=int((here & there).sum()),
        moved=int((known & (both["difference"] != 0)).sum()),
        lost=int((here & there & one).sum()),
        alone=int((here != there).sum()),
    )


def changed(both: pd.DataFrame, marked: Sequence[Mapping[Place, object]]) -> pd.DataFrame:
    """The places that differ or that a failed check of either report names."""
    named = [any(place in marks for marks in marked) for place in both[PLACE].itertuples(index=False, name=None)]
    differs = both["difference"].fillna(1).ne(0) & (both["printed_before"] != both["printed_after"])
    return both[differs | pd.Series(named, index=both.index)].reset_index(drop=True)


def table(
    both: pd.DataFrame, names: tuple[str, str], marked: Sequence[Mapping[Place, tuple[str, str]]], reader: Reader
) -> pd.DataFrame:
    """The cells as a table: place in words, printed on both sides, difference, change in per cent, failed checks."""
    say, language = reader.say, reader.language
    spots = list(both[PLACE].itertuples(index=False, name=None))
    failed = [
        reader.say("list_joint").join(
            f"{name}: {marks[spot][1]}" for name, marks in zip(names, marked, strict=True) if spot in marks
        )
        for spot in spots
    ]
    return pd.DataFrame(
        {
            say("table"): [label("table", spot[0], language) for spot in spots],
            say("cell"): [cell_label(spot[0], spot[1], spot[2], language) for spot in spots],
            names[0]: both["printed_before"],
            names[1]: both["printed_after"],
            say("difference"): tables.whole(both["difference"]),
            tables.in_percent(say("change"), reader): (both["growth"] * 100).round(1),
            say("failed_checks_word"): failed,
        }
    )


def words(difference: object, growth: object, base: object) -> str:
    """+3 · +25.0% (no per cent on a base below SMALL), ±0, or "" where there is no difference to tell."""
    if not numbers.is_number(difference):
        return ""
    moved = float(str(difference))
    if moved == 0:
        return "±0"
    text = ("+" if moved > 0 else "") + numbers.plain(moved)
    if numbers.is_number(growth) and numbers.is_number(base) and abs(float(str(base))) >= SMALL:
        share = float(str(growth))
        text += f" · {'+' if share > 0 else ''}{numbers.percent(share)}"
    return text
