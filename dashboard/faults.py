"""Owns what the work list and the notices put beside the sentence of a failed check: sums, dates, blank cells; pure."""

from __future__ import annotations

import html
import json
from collections.abc import Hashable, Mapping
from urllib.parse import urlencode

import pandas as pd

from catalog.dimensions import label
from catalog.rules import rules
from catalog.texts import text
from dashboard import columns, numbers, rulings
from dashboard.reader import Reader
from dashboard.words import cell_label

PLACES = 4  # as many places are named; the rest is a number
SUMS = ("left_value", "right_value", "difference")
Check = Mapping[Hashable, object]


def about(rule: object) -> str:
    """What a failure of this rule says of a report; a rule that the catalogue no longer has is a doubt."""
    found = rules().get(str(rule))
    return found.about if found else "doubt"


def has_sums(check: Check) -> bool:
    """Whether two sums or two statements stand against each other, so that both and their difference say something."""
    return about(check["rule"]) in ("number", "text") and all(numbers.is_number(check[name]) for name in SUMS)


def dates(check: Check) -> tuple[str, str]:
    """When a report was due and when it was first published, of a failure that is about time; "" for what is none. The
    day it was due follows from how late the rule found it: a place may set an earlier one for itself."""
    if about(check["rule"]) != "time":
        return "", ""
    due, published = (pd.to_datetime(str(check.get(name)), errors="coerce") for name in ("deadline_on", "published_on"))
    if not pd.isna(published) and numbers.is_number(check["left_value"]):
        due = published - pd.Timedelta(days=float(str(check["left_value"])))
    return _day(due), _day(published)


def _day(moment: pd.Timestamp) -> str:
    return "" if pd.isna(moment) else f"{moment:%Y-%m-%d}"


def blanks(check: Check, language: str) -> str:
    """The cells that a failure about blanks means: column by column where several of one are blank; the first few."""
    given = check.get("blanks")
    cells = json.loads(given) if isinstance(given, str) else []
    groups: dict[tuple[str, str], list[str]] = {}
    for table, row, column in cells:
        groups.setdefault((table, column if table == "requests" else row), []).append(
            cell_label(table, row, column, language)
        )
    said = []
    for (table, key), named in groups.items():
        if len(named) == 1:
            said.append(named[0])
            continue
        head = label("applicant", key, language) if table == "requests" else named[0].split("·")[0]
        said.append(text("blanks_of", language, name=head, n=len(named)))
    more = len(said) - PLACES
    shown = text("name_joint", language).join(said[:PLACES])
    return shown + (text("blanks_more", language, n=more) if more > 0 else "")


def beside(check: Check, language: str) -> str:
    """Dates or blank cells in one sentence, for a notice; "" where the rule's own sentence says all."""
    due, published = dates(check)
    if due:
        return text("fault_dates" if published else "fault_due", language, due=due, published=published)
    where = blanks(check, language)
    return text("fault_blanks", language, where=where) if where else ""


def since(check: Check) -> str:
    """The first of the years in a row in which the agency failed this rule, where this is not the first; else ""."""
    first, year = check.get("since"), check.get("year")
    if not numbers.is_number(first) or not numbers.is_number(year):
        return ""
    return str(int(float(str(first)))) if float(str(first)) < float(str(year)) else ""


def table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """Failed checks as a table: who, when, how grave, rule, sentence; then what fits their kind, and only columns that
    hold something."""
    say, rows = reader.say, found.to_dict("records")
    days = [dates(row) for row in rows]
    sums = pd.DataFrame([[row[name] if has_sums(row) else None for name in SUMS] for row in rows], columns=list(SUMS))
    beside = {
        say("deadline"): [due or None for due, _ in days],
        say("published_on"): [published or None for _, published in days],
        say("blank_cells"): [blanks(row, reader.language) or None for row in rows],
        say("fault_since"): [since(row) or None for row in rows],
        say("left"): columns.whole(sums["left_value"]),
        say("right"): columns.whole(sums["right_value"]),
        say("difference"): columns.whole(sums["difference"]),
        say("verdict"): [words or None for words in rulings.words(found, reader)],
    }
    shown = pd.DataFrame(
        {
            say("agency"): [reader.name(str(row["name_zh"]), str(row["name_en"])) for row in rows],
            say("year"): found["year"].astype(str).tolist(),
            say("severity"): [label("severity", code, reader.language) for code in found["severity"]],
            say("rule"): found["rule"].tolist(),
            say("message"): [reader.name(str(row["message_zh"]), str(row["message_en"])) for row in rows],
        }
    )
    for name, column in beside.items():
        values = pd.Series(column)
        if values.notna().any():
            shown[name] = values
    return shown


def told(found: pd.DataFrame, year: int, reader: Reader, most: int = 6) -> str:
    """Failed checks in short as HTML: agency by agency, each a link to its report, its sentences with their rules."""
    items = []
    for (agency, zh, en), rows in found.groupby(["agency_id", "name_zh", "name_en"], sort=False):
        link = "report?" + urlencode({"agency": agency, "year": year, "data": reader.which, "lang": reader.language})
        lines = "".join(
            f"<small>{html.escape(reader.name(row.message_zh, row.message_en))} <code>{row.rule}</code></small>"
            for row in rows.itertuples()
        )
        name = html.escape(reader.name(zh, en))
        items.append(f'<li><a href="{html.escape(link)}" target="_self">{name}</a>{lines}</li>')
    more = len(items) - most
    rest = f'<li class="more">{html.escape(reader.say("told_more", n=more))}</li>' if more > 0 else ""
    return f'<ul class="mj-told">{"".join(items[:most])}{rest}</ul>'
