"""Owns what the page of builds shows: the builds held, the one shown with its facts, and what changed, as tables."""

from __future__ import annotations

import html
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from catalog.dimensions import label
from dashboard import columns, filters, tables, warehouse
from dashboard.queries import builds, places
from dashboard.reader import Reader
from dashboard.revisions import MOST, Changes
from dashboard.words import cell_label, figure_label


def held() -> pd.DataFrame:
    """Every build held, the newest first: name, when made, as of, whether that day was asked for, reports, fingerprint,
    whether it is shown."""
    found, shown = list(reversed(warehouse.all_builds())), warehouse.shown_build()
    return pd.concat([builds.about(build) for build in found], ignore_index=True).assign(
        name=[build.name for build in found],
        known_until=[build.known_until or None for build in found],
        shown=[build == shown for build in found],
    )


def choose(reader: Reader, found: pd.DataFrame) -> None:
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
    filters.choose_one("build", say("build_shown"), options, shown if shown != newest else "", words, width=420)


def facts(reader: Reader) -> str:
    """The build that is shown as HTML: name, when made, as of, reports, documents by medium, fingerprint."""
    say, shown = reader.say, warehouse.shown_build()
    about, media = builds.about(shown).iloc[0], builds.files(reader.which, shown)
    kinds = say("name_joint").join(
        f"{label('medium', row.medium, reader.language)} {row.documents}" for row in media.itertuples()
    )
    lines = [
        ("build", shown.name),
        ("made_at", str(about["made_at"])[:16]),
        ("as_of", str(about["as_of"])[:10]),
        ("reports", say("reports_of_all", n=int(media["of_reports"].sum()), all=int(about["reports"]))),
        ("documents_read", say("documents_by_medium", n=int(media["documents"].sum()), kinds=kinds)),
        ("fingerprint", str(about["fingerprint"])[:16]),
    ]
    rows = "".join(f"<div><dt>{say(name)}</dt><dd>{html.escape(text)}</dd></div>" for name, text in lines)
    return f'<dl class="mj-facts">{rows}</dl>'


def table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The builds as a table."""
    say = reader.say
    shown = {
        say("shown_mark"): ["✓" if shown else "" for shown in found["shown"]],
        say("build"): found["name"],
        say("made_at"): [str(moment)[:16] for moment in found["made_at"]],
        say("as_of"): tables.days(found["as_of"]),
        say("known_until"): found["known_until"],
        say("reports"): columns.whole(found["reports"]),
        say("fingerprint"): found["fingerprint"].str[:16],
    }
    if found["known_until"].isna().all():
        del shown[say("known_until")]
    return pd.DataFrame(shown)


def sentences(changed: Changes, reader: Reader) -> list[tuple[str, str]]:
    """What changed in three sentences, each with what to make of it."""
    say, kinds = reader.say, changed.reports["kind"].value_counts()
    faults = changed.faults["kind"].value_counts()
    tally = {name: int(kinds.get(name, 0)) for name in ("new", "gone", "changed")}
    shifts = {name: int(faults.get(name, 0)) for name in ("new", "healed", "moved")}
    return [
        (say("changed_reports", **tally), say("changed_reports_note", build=changed.older.name)),
        (say("changed_cells", n=len(changed.cells), k=len(changed.figures)), say("changed_cells_note")),
        (say("changed_faults", **shifts), say("changed_faults_note")),
    ]


def reports(changed: Changes, reader: Reader) -> pd.DataFrame:
    """Reports that came, went or changed, each with its address."""
    say, rows = reader.say, changed.reports
    past, now = rows["file_before"], rows["file_after"]
    other = past.notna() & now.notna() & (past != now)
    earlier = {say("document_before"): past.where(other)} if other.any() else {}
    return pd.DataFrame(
        {
            say("what_changed"): [say(f"report_{kind}") for kind in rows["kind"]],
            say("agency"): _names(rows, reader),
            say("year"): rows["year"].astype(str),
            say("changes_in"): columns.whole(rows["cells"]),
            say("document"): now.fillna(past),
            **earlier,
            say("open"): [_address(row, reader, changed) for row in rows.to_dict("records")],
        }
    )


def cells(changed: Changes, reader: Reader) -> pd.DataFrame:
    """Cells and figures of the text, before and after, of reports that both builds hold; the first two thousand."""
    say, language = reader.say, reader.language
    spots = changed.cells.assign(
        what=[
            cell_label(table, row, column, language)
            for table, row, column in changed.cells[["table_name", "row_key", "column_key"]].itertuples(index=False)
        ]
    )
    told = changed.figures.assign(
        what=[
            say("in_the_text", name=figure_label(metric, part, language))
            for metric, part in changed.figures[["metric", "part"]].itertuples(index=False)
        ]
    )
    found = pd.concat([spots, told], ignore_index=True).head(MOST)
    return pd.DataFrame(
        {
            say("agency"): _names(found, reader),
            say("year"): found["year"].astype(str),
            say("cell"): found["what"],
            say("printed_before"): found["printed_before"],
            say("printed_after"): found["printed_after"],
            say("value_before"): columns.whole(found["value_before"]),
            say("value_after"): columns.whole(found["value_after"]),
            say("open"): [_address(row, reader, changed) for row in found.to_dict("records")],
        }
    )


def faults(changed: Changes, reader: Reader) -> pd.DataFrame:
    """Failed checks that are new, healed or moved, new ones first."""
    say, rows = reader.say, changed.faults
    before = [reader.name(row["message_zh_before"], row["message_en_before"]) for row in rows.to_dict("records")]
    shown = pd.DataFrame(
        {
            say("what_changed"): [say(f"fault_{kind}") for kind in rows["kind"]],
            say("agency"): _names(rows, reader),
            say("year"): rows["year"].astype(str),
            say("severity"): [label("severity", code, reader.language) for code in rows["severity"]],
            say("rule"): rows["rule"],
            say("message"): [reader.name(row["message_zh"], row["message_en"]) for row in rows.to_dict("records")],
        }
    )
    if rows["message_zh_before"].notna().any():
        shown[say("message_before")] = [text or None for text in before]
    shown[say("open")] = [_address(row, reader, changed) for row in rows.to_dict("records")]
    return shown


def _names(rows: pd.DataFrame, reader: Reader) -> list[str]:
    known = places.names(reader.which, reader.language)
    return [known.get(key, key) for key in rows["agency_id"]]


def _address(row: dict[Any, Any], reader: Reader, changed: Changes) -> str:
    """Where the report stands; one that is gone, in the build before."""
    view = {"data": reader.which, "agency": row["agency_id"], "year": row["year"], "lang": reader.language}
    shown = warehouse.shown_build()
    build = changed.older if row.get("kind") == "gone" else shown
    if build != warehouse.newest_build():
        view["build"] = build.name
    return "report?" + urlencode(view)
