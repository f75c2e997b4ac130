"""The switches of comparisons: another year, a base year, reference lines, how much is drawn, the part of a bar."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard import blocks, filters, frame
from dashboard.queries import places
from dashboard.reader import Reader


def other_year(who: Reader, year: int) -> int:
    """The year that a year is compared with: the one before it without a word."""
    options = [one for one in places.years(who.which) if int(one) < year] or [str(year - 1)]
    chosen = filters.choose_one(
        "before",
        who.say("before_year"),
        options,
        options[0],
        lambda code: who.say("against_year", year=code),
        label_visibility="collapsed",
        width=150,
    )
    return int(chosen or year - 1)


def lines(who: Reader, options: Sequence[str], without_a_word: bool = True) -> list[str]:
    """The reference lines that are drawn; without a word all of them, or none."""
    return filters.choose_some(
        "lines",
        who.say("lines"),
        options,
        options if without_a_word else (),
        lambda code: who.say(f"lines_{code}"),
        label_visibility="collapsed",
    )


def shown(who: Reader, drawn: pd.DataFrame, few: int = 25, largest: str = "") -> pd.DataFrame:
    """The rows that are drawn: without a word the first ranked ones (where nobody is ranked, the first ones), or those
    with the `largest` size of a column; all of them when the reader asks."""
    ranked = drawn[drawn["ranked"]]
    first = ranked if len(ranked) else drawn
    if largest:
        first = first.loc[first[largest].abs().nlargest(few).index].sort_index()
    first = first.head(few)
    if len(first) == len(drawn):
        return drawn
    rest = len(drawn) - len(ranked) if len(ranked) else 0
    words = {
        "few": who.say("show_ranked" if rest and len(ranked) <= few else "show_few", n=len(first), few=few),
        "all": who.say("show_rest" if rest else "show_all", n=len(drawn), rest=rest),
    }
    asked = filters.choose_switch(
        "show", who.say("show"), ("few", "all"), "few", lambda code: words[code], label_visibility="collapsed"
    )
    return drawn if asked == "all" else first


def base_year(who: Reader, options: Sequence[int], default: int) -> int:
    """The year that others are measured against."""
    codes = [str(year) for year in options]
    chosen = filters.choose_one(
        "base",
        who.say("base_year"),
        codes,
        str(default),
        lambda code: who.say("base_is", year=code),
        label_visibility="collapsed",
        width=150,
    )
    return int(chosen or default)


def year_on_year(who: Reader) -> bool:
    """Whether tables tell the change against another year; they do without a word."""
    asked = filters.choose_switch(
        "yoy", who.say("yoy"), ("on", "off"), "on", lambda code: who.say(f"yoy_{code}"), label_visibility="collapsed"
    )
    return asked == "on"


def tells_changes() -> bool:
    """What `year_on_year` was set to, for what is drawn elsewhere on the page."""
    return filters.address().get("yoy") != "off"


def part_of(series: Sequence[str], parts: Sequence[str]) -> tuple[str, str]:
    """The part of a bar (series, part) that the address names, if it is there; else ("", "")."""
    name, _, part = filters.address().get("slice", "").rpartition(filters.POINT)
    if name not in series or part not in parts:
        return "", ""
    filters.note("slice", frame.words()("bar"), [f"{name}{filters.POINT}{part}"], str)
    return name, part


def keep_part(clicked: str, name: str = "", options: Sequence[str] = ()) -> None:
    """Write a newly clicked part of a bar into the address and run again; where the part is one of the options of the
    choice `name`, that choice follows."""
    if clicked and clicked != filters.address().get("slice"):
        filters.put("slice", clicked)
        part = clicked.rpartition(filters.POINT)[2]
        if part in options:
            filters.put(name, part)
        filters.again()


def offer_all(who: Reader) -> None:
    """A button that takes the clicked part of a bar back."""
    if blocks.button(who.say("all_again"), "all_again"):
        filters.put("slice", None)
        filters.again()
