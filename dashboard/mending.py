"""Owns repair candidates as the application sees them: in words, and what a person decides about one, appended to the
declared corrections. The columns are those that etl/corrections.py reads; nothing is applied before the next build."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from catalog.dimensions import label
from dashboard import numbers, tables, verdicts
from dashboard.reader import Reader
from dashboard.words import cell_label

COLUMNS = ["agency_id", "year", "scope", "table_name", "row_key", "column_key", "printed", "corrected_value"]
COLUMNS += ["reason", "person", "decided_on", "rejected_value", "heals"]
CELL = ("table_name", "row_key", "column_key")
DECISIONS = ("accept", "reject")
Candidate = dict[str, Any]


def path() -> Path:
    """Where decisions about candidates lie: beside the verdicts, in the folder of the declared corrections."""
    return verdicts.path().parent.with_name("corrections") / "repairs.csv"


def grouped(found: pd.DataFrame) -> list[Candidate]:
    """The candidates of a report, each with its edits and everything that it heals and breaks."""
    made: list[Candidate] = []
    for _, rows in found.groupby(["table_name", "candidate"], sort=False):
        edits = [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]
        head = {name: edits[0][name] for name in ("agency_id", "year", "scope", "table_name", "kind", "alone")}
        many = {name: sorted({str(one) for edit in edits for one in edit[name]}) for name in ("healed", "broken")}
        made.append(head | many | {"edits": edits, "rejected": all(edit["rejected"] for edit in edits)})
    return made


def lines_of(candidate: Candidate, decision: str, reason: str, person: str) -> list[dict[str, str]]:
    """The lines that accept or reject a candidate, a line a cell. Raises NoVerdict without a reason or a person."""
    if decision not in DECISIONS or not reason.strip() or not person.strip():
        raise verdicts.NoVerdict("decision, reason, person")
    head = {name: str(candidate[name]) for name in ("agency_id", "year", "scope")}
    head |= {"reason": reason.strip(), "person": person.strip(), "decided_on": date.today().isoformat()}
    kept = "corrected_value" if decision == "accept" else "rejected_value"
    return [
        dict.fromkeys(COLUMNS, "")
        | head
        | {name: str(edit[name]) for name in (*CELL, "printed")}
        | {kept: f"{edit['after_value']:.6f}".rstrip("0").rstrip("."), "heals": "|".join(candidate["healed"])}
        for edit in candidate["edits"]
    ]


def record(candidate: Candidate, decision: str, reason: str, person: str) -> None:
    """Append what a person decided."""
    verdicts.write_rows(path(), COLUMNS, lines_of(candidate, decision, reason, person))


def waiting(candidate: Candidate) -> str:
    """accept or reject where the file decides about this very candidate and the build has not seen it; "" else."""
    if not path().exists() or candidate["rejected"]:
        return ""
    with path().open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in reversed(rows):
        for edit in candidate["edits"]:
            same = all(row.get(name) == str(edit[name]) for name in (*CELL, "printed"))
            mine = row.get("agency_id") == candidate["agency_id"] and row.get("year") == str(candidate["year"])
            for decision, kept in (("accept", "corrected_value"), ("reject", "rejected_value")):
                if same and mine and row.get(kept) and float(row[kept]) == edit["after_value"]:
                    return decision
    return ""


def change_words(candidate: Candidate, reader: Reader) -> str:
    """What a candidate would change: 表四行政复议总计 0→10."""
    edits = [
        f"{cell_label(edit['table_name'], edit['row_key'], edit['column_key'], reader.language)} "
        f"{numbers.plain(edit['before_value'])}→{numbers.plain(edit['after_value'])}"
        for edit in candidate["edits"]
    ]
    return reader.say("list_joint").join(edits)


def status_words(candidate: Candidate, reader: Reader) -> str:
    """Whether a person has decided, and whether the build knows it yet."""
    decided = waiting(candidate)
    return (
        reader.say(f"mend_{decided}_waits") if decided else reader.say("mend_rejected") if candidate["rejected"] else ""
    )


def table(found: Sequence[Candidate], reader: Reader) -> pd.DataFrame:
    """The candidates as a table: kind, change, what it heals and would break, what was decided."""
    say = reader.say

    def rules(candidate: Candidate, name: str) -> str:
        return say("name_joint").join(dict.fromkeys(str(one).split("/")[0] for one in candidate[name]))

    return pd.DataFrame(
        {
            say("mend_kind"): [label("repair_kind", one["kind"], reader.language) for one in found],
            say("mend_change"): [change_words(one, reader) for one in found],
            say("mend_heals"): [rules(one, "healed") for one in found],
            say("mend_breaks"): [rules(one, "broken") for one in found],
            say("mend_alone"): [say("mend_only" if one["alone"] else "mend_one_of") for one in found],
            say("verdict"): [status_words(one, reader) for one in found],
        }
    )


def correction_table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The declared corrections with what became of each."""
    say, rows = reader.say, found.to_dict("records")
    return pd.DataFrame(
        {
            say("agency"): [reader.name(row["name_zh"], row["name_en"]) for row in rows],
            say("year"): found["year"].astype(str),
            say("cell"): [
                cell_label(row["table_name"], row["row_key"], row["column_key"], reader.language) for row in rows
            ],
            say("printed"): found["printed"],
            say("mend_value"): tables.whole(found["value"]),
            say("status"): [label("correction_status", row["status"], reader.language) for row in rows],
            say("mend_now"): found["printed_now"],
            say("docket_reason"): found["reason"],
            say("docket_person"): found["person"],
            say("mend_day"): found["decided_on"],
        }
    )


def heading(row: Mapping[str, Any], reader: Reader) -> str:
    """One candidate in a line, as a choice."""
    return f"{label('repair_kind', str(row['kind']), reader.language)} · {change_words(dict(row), reader)}"
