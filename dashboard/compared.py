"""Owns what a person says after comparing uncertain cells with the original: appends a line a cell, tells what the
build has not seen. The columns are those that etl/reading_verdicts.py reads; nothing in the file is ever changed."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pandas as pd

from dashboard import verdicts
from dashboard.reader import Reader

COLUMNS = ["agency_id", "year", "scope", "table_name", "row_key", "column_key"]
COLUMNS += ["printed", "verdict", "remark", "person", "decided_on"]
PLACE = ("table_name", "row_key", "column_key", "printed")


def path() -> Path:
    """Where the lines lie: in a folder of their own beside the verdicts."""
    return verdicts.path().parent / "readings" / "readings.csv"


def open_places(cells: pd.DataFrame) -> list[tuple[str, ...]]:
    """The cells that are not certain: table, row, column and what they were read as, "" for a blank."""
    found = cells.loc[~cells["certain"], list(PLACE)]
    return list(found.astype(object).where(found.notna(), "").itertuples(index=False, name=None))


def lines_of(head: pd.Series, cells: pd.DataFrame, person: str, remark: str) -> list[dict[str, str]]:
    """A line for every cell of a report that is not certain. Raises NoVerdict without a person or such a cell."""
    places = open_places(cells)
    if not person.strip() or not places:
        raise verdicts.NoVerdict("person, cells")
    shared = {"agency_id": str(head.agency_id), "year": str(int(head.year)), "scope": str(head.scope)}
    shared |= {"verdict": "compared", "remark": remark.strip(), "person": person.strip()}
    shared["decided_on"] = date.today().isoformat()
    return [shared | dict(zip(PLACE, place, strict=True)) for place in places]


def record(head: pd.Series, cells: pd.DataFrame, person: str, remark: str) -> int:
    """Append that a person has compared every uncertain cell of a report; how many lines. Raises NoVerdict."""
    lines = lines_of(head, cells, person, remark)
    verdicts.write_rows(path(), COLUMNS, lines)
    return len(lines)


def waiting(head: pd.Series, cells: pd.DataFrame) -> str:
    """Who has compared all the cells of a report that this build still calls uncertain; "" where they are open."""
    file, places = path(), open_places(cells)
    if not file.exists() or not places:
        return ""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row.get("agency_id") == str(head.agency_id)]
    mine = [row for row in rows if row.get("year") == str(int(head.year)) and row.get("scope") == str(head.scope)]
    said = {tuple(row[name] for name in PLACE): row for row in mine}
    people = {said[one]["person"] if one in said and said[one]["verdict"] == "compared" else "" for one in places}
    return "" if "" in people else "、".join(sorted(people))


def told(found: pd.DataFrame, reader: Reader) -> str:
    """Who compared how many cells of a report, and when last, as the build has it; "" for none."""
    if found.empty:
        return ""
    people = reader.say("name_joint").join(sorted(set(found["person"])))
    return reader.say("compared_by", n=len(found), people=people, day=str(max(found["decided_on"])))
