"""Owns the plain lists: cells, missing reports, sources, reports held, with the reader's headers."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from catalog.dimensions import label
from catalog.metrics import Metric
from dashboard import numbers, tables
from dashboard.reader import Reader
from dashboard.words import cell_label, column_label


def behind(cells: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The cells behind a value as a table: part, agency, place in the form, printed text, number, page, document; the
    year first where the values of several years are listed, the report's own where it is another one."""
    say, language = reader.say, reader.language
    several = {say("year"): cells["of_year"].astype(str)} if cells["of_year"].nunique() > 1 else {}
    others = (cells["year"] != cells["of_year"]).any()
    printed_in = {say("printed_in"): cells["year"].astype(str)} if others else {}
    return pd.DataFrame(
        several
        | {
            say("part"): [say(role) for role in cells["role"]],
            say("agency"): [reader.name(zh, en) for zh, en in zip(cells["name_zh"], cells["name_en"], strict=True)],
            say("cell"): [
                cell_label(table, row, column, language) if table else column_label(column, language)
                for table, row, column in zip(cells["table_name"], cells["row_key"], cells["column_key"], strict=True)
            ],
            say("printed"): cells["printed"],
            say("counted"): tables.whole(cells["value"]),
            say("page"): tables.whole(cells["page"]),
            **printed_in,
            **sureness(cells, reader),
            say("document"): cells["source_file"],
        }
    )


def sureness(cells: pd.DataFrame, reader: Reader) -> dict[str, list[str]]:
    """A column that marks the cells whose reading is not certain; nothing where all are."""
    if cells["certain"].all():
        return {}
    return {reader.say("reading"): ["" if sure else reader.say("uncertain_mark") for sure in cells["certain"]]}


def missing(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """Missing and late reports as a table, with the year where there are several."""
    say = reader.say
    years = {say("year"): found["year"].astype(str)} if found["year"].nunique() > 1 else {}
    return pd.DataFrame(
        {
            say("agency"): [reader.name(zh, en) for zh, en in zip(found["name_zh"], found["name_en"], strict=True)],
            **years,
            say("status"): [label("coverage_status", status, reader.language) for status in found["status"]],
            say("deadline"): tables.days(found["deadline_on"]),
            say("published_on"): tables.days(found["published_on"]),
            say("days_late"): tables.whole(found["days_late"]),
        }
    )


def sources(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """Where the figures come from as a table."""
    say = reader.say
    return pd.DataFrame(
        {
            say("agency"): [reader.name(zh, en) for zh, en in zip(found["name_zh"], found["name_en"], strict=True)],
            say("year"): found["year"].astype(str),
            say("title"): found["title"],
            say("published_on"): tables.days(found["published_on"]),
            say("document"): found["source_file"],
            say("address"): found["address"],
            "SHA-256": found["sha256"],
        }
    )


def held(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """Reports held as a table: who, year, requests, grant rate with its base, failed checks."""
    say = reader.say
    return pd.DataFrame(
        {
            say("agency"): [reader.name(zh, en) for zh, en in zip(found["name_zh"], found["name_en"], strict=True)],
            say("year"): found["year"].astype(str),
            say("received"): tables.whole(found["received"]),
            say("grant_rate_percent"): tables.rounded(found["grant_rate"], "ratio"),
            say("concluded"): tables.whole(found["concluded"]),
            say("failed_e"): tables.whole(found["failed_e"]),
        }
    )


def renamed(answer: pd.DataFrame, headers: Mapping[str, str]) -> pd.DataFrame:
    """The named columns in that order under the reader's headers, numbers whole where they are."""
    shown = answer[list(headers)].rename(columns=dict(headers))
    for name in shown.columns:
        if pd.api.types.is_numeric_dtype(shown[name]) and not pd.api.types.is_bool_dtype(shown[name]):
            shown[name] = tables.whole(shown[name])
    return shown


def movers(moved: pd.DataFrame, names: Mapping[str, str], metric: Metric, reader: Reader) -> pd.DataFrame:
    """Rises and falls as a table: before, after, difference, change."""
    say = reader.say
    shown = pd.DataFrame({say("agency"): moved["agency_id"].map(names)})
    for header, column in (("before", "before"), ("after", "after"), ("difference", "difference")):
        shown[say(header)] = tables.whole(moved[column])
    shown[say("change")] = [
        numbers.change(before, after, metric.kind, reader.language) if before >= 10 else None
        for before, after in zip(moved["before"], moved["after"], strict=True)
    ]
    return shown


def broken(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """Sums that do not add up, in short: who, and what is wrong."""
    say = reader.say
    return pd.DataFrame(
        {
            say("agency"): [reader.name(zh, en) for zh, en in zip(found["name_zh"], found["name_en"], strict=True)],
            say("message"): [
                reader.name(zh, en) for zh, en in zip(found["message_zh"], found["message_en"], strict=True)
            ],
            say("rule"): found["rule"],
        }
    )


def behind_sum(cells: pd.DataFrame, answer: pd.DataFrame, chosen: str, reader: Reader) -> str:
    """What the cells of each role add up to, beside the bar's own numerator and denominator."""
    row = answer[answer["series"] == chosen].iloc[0]
    parts = []
    for role in ("numerator", "denominator"):
        own = cells[cells["role"] == role]
        if len(own):
            total, bar = float(own["value"].sum()), float(row[role]) if numbers.is_number(row[role]) else float("nan")
            agrees = "sum_agrees" if abs(total - bar) < 1e-6 else "sum_differs"
            parts.append(reader.say(agrees, role=reader.say(role), total=numbers.plain(total), bar=numbers.plain(bar)))
    return reader.say("list_joint").join(parts)
