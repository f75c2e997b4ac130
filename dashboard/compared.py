"""Owns what a person says after comparing uncertain cells with the original: appends a line a cell, tells what the
build has not seen. The columns are those that etl/reading_verdicts.py reads; nothing in the file is ever changed."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pandas as pd

from dashboard import verdicts
from dashboard.reader import Reader

COLUMNS = ["agency_id", "year", "scope", "table_name", "row_key", "column_key"]
COLUMNS += ["printed", "verdict", "remark", "person", "decided_on"]
CELL = ("table_name", "row_key", "column_key")


def path() -> Path:
    """Where the lines lie: in a folder of their own beside the verdicts."""
    return verdicts.path().parent / "readings" / "readings.csv"


def lines_of(head: pd.Series, cells: pd.DataFrame, person: str, remark: str) -> list[dict[str, str]]:
    """A line for every cell of a report that is not certain. Raises NoVerdict without a person or such a cell."""
    open_cells = cells[~cells["certain"]]
    if not person.strip() or open_cells.empty:
        raise verdicts.NoVerdict("person, cells")
    shared = {"agency_id": str(head.agency_id), "year": str(int(head.year)), "scope": str(head.scope)}
    shared |= {"verdict": "compared", "remark": remark.strip(), "person": person.strip()}
    shared["decided_on"] = date.today().isoformat()
    return [
        shared
        | {name: str(cell[name] or "") for name in CELL}
        | {"printed": "" if pd.isna(cell["printed"]) else str(cell["printed"])}
        for cell in open_cells.to_dict("records")
    ]


def record(head: pd.Series, cells: pd.DataFrame, person: str, remark: str) -> int:
    """Append that a person has compared every uncertain cell of a report; how many lines. Raises NoVerdict."""
    lines, text = lines_of(head, cells, person, remark), io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    if not path().exists():
        writer.writeheader()
    writer.writerows(lines)
    verdicts.write_durably(path(), text.getvalue())
    return len(lines)


def waiting(head: pd.Series, cells: pd.DataFrame) -> str:
    """Who has compared all the cells of a report that this build still calls uncertain; "" where they are open."""
    file, open_cells = path(), cells[~cells["certain"]]
    if not file.exists() or open_cells.empty:
        return ""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row.get("agency_id") == str(head.agency_id)]
    mine = [row for row in rows if row.get("year") == str(int(head.year)) and row.get("scope") == str(head.scope)]
    said = {tuple(row[name] for name in (*CELL, "printed")): row for row in mine}
    wanted = [
        (*(str(cell[name] or "") for name in CELL), "" if pd.isna(cell["printed"]) else str(cell["printed"]))
        for cell in open_cells.to_dict("records")
    ]
    people = {said[key]["person"] if key in said and said[key]["verdict"] == "compared" else "" for key in wanted}
    return "" if "" in people else "、".join(sorted(people))


def told(found: pd.DataFrame, reader: Reader) -> str:
    """Who compared how many cells of a report, and when last, as the build has it; "" for none."""
    if found.empty:
        return ""
    people = reader.say("name_joint").join(sorted(set(found["person"])))
    return reader.say("compared_by", n=len(found), people=people, day=str(max(found["decided_on"])))
