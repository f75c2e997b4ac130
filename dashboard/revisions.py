"""Owns the comparison of builds: which there are, and every printed cell that differs from the build before."""

from __future__ import annotations

import pandas as pd

from dashboard import filters, tables, warehouse
from dashboard.queries import places
from dashboard.reader import Reader
from dashboard.words import cell_label

MOST = 2_000
CELLS = """select agency_id, year, table_name, row_key, column_key, printed from mart.printed_cell
           where agency_id in (select agency_id from core.agency where collection = $which)
             and report_id in (select report_id from mart.agency_year)"""
PLACE = ["agency_id", "year", "table_name", "row_key", "column_key"]


def builds() -> pd.DataFrame:
    """Every build held, the newest first: name, when made, as of, whether that day was asked for, reports, fingerprint,
    whether it is shown."""
    question = "select made_at, as_of, reports, fingerprint from core.build limit 1"
    held, shown = list(reversed(warehouse.all_builds())), warehouse.shown_build()
    found = [warehouse.ask(question, build=build) for build in held]
    return pd.concat(found, ignore_index=True).assign(
        name=[build.name for build in held],
        known_until=[build.known_until or None for build in held],
        shown=[build == shown for build in held],
    )


def choose_build(reader: Reader, found: pd.DataFrame) -> None:
    """A list to choose the build from that every page shows; the newest, whichever it is, is no word in the address."""
    say, newest = reader.say, warehouse.newest_build().name
    moments = dict(zip(found["name"], found["made_at"], strict=True))
    days = dict(zip(found["name"], found["known_until"], strict=True))

    def words(name: str) -> str:
        text = f"{str(moments[name or newest])[:16]} UTC"
        if not name:
            return text + say("build_newest")
        return text + (say("build_as_of", day=days[name]) if days[name] else "")

    if newest not in moments:  # one that MINGJING_BUILD names lies elsewhere, and nothing else is shown
        return
    shown = warehouse.shown_build().name
    options = ["", *(name for name in found["name"] if name != newest)]
    filters.choose_one("build", say("build_shown"), options, shown if shown != newest else "", words)


def before() -> warehouse.Build | None:
    """The build made before the one that is shown, builds as of a day left out; None for the first."""
    shown = warehouse.shown_build()
    earlier = [build for build in warehouse.all_builds() if build.name < shown.name and not build.known_until]
    return earlier[-1] if earlier else None


def build_table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The builds as a table."""
    say = reader.say
    return pd.DataFrame(
        {
            say("shown_mark"): ["✓" if shown else "" for shown in found["shown"]],
            say("build"): found["name"],
            say("made_at"): [str(moment)[:16] for moment in found["made_at"]],
            say("as_of"): tables.days(found["as_of"]),
            say("known_until"): found["known_until"],
            say("reports"): tables.whole(found["reports"]),
            say("fingerprint"): found["fingerprint"].str[:16],
        }
    )


def changes(which: str) -> pd.DataFrame:
    """Cells that differ between the build before and the one that is shown: printed before and after; null where one
    build has no such cell."""
    older, newer = before(), warehouse.shown_build()
    if older is None:
        return pd.DataFrame(columns=[*PLACE, "printed_before", "printed_after"])
    past = warehouse.ask(CELLS, {"which": which}, build=older)
    now = warehouse.ask(CELLS, {"which": which}, build=newer)
    both = past.merge(now, on=PLACE, how="outer", suffixes=("_before", "_after"))
    same = (both["printed_before"] == both["printed_after"]) | (
        both["printed_before"].isna() & both["printed_after"].isna()
    )
    return both[~same.fillna(False)].head(MOST).reset_index(drop=True)


def change_table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The revision list as a table."""
    say, names = reader.say, places.names(reader.which, reader.language)
    spots = zip(found["table_name"], found["row_key"], found["column_key"], strict=True)
    return pd.DataFrame(
        {
            say("agency"): [names.get(key, key) for key in found["agency_id"]],
            say("year"): found["year"].astype(str),
            say("cell"): [cell_label(table, row, column, reader.language) for table, row, column in spots],
            say("printed_before"): found["printed_before"],
            say("printed_after"): found["printed_after"],
        }
    )
