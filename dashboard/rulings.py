"""Owns verdicts on failed checks as the application sees them: appends a line to verdicts.csv, tells what the build has
not seen yet. The columns are those that etl/corrections.py reads; nothing in the file is ever changed."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from catalog.dimensions import label, members
from dashboard import verdicts
from dashboard.reader import Reader

COLUMNS = ["rule", "agency_id", "year", "operands_mark", "verdict", "remark", "person", "decided_on"]
KEY = ("rule", "agency_id", "year", "operands_mark")
Key = tuple[str, ...]


def path() -> Path:
    """Where verdicts on failed checks lie, beside those on figures."""
    return verdicts.path().with_name("verdicts.csv")


def key_of(check: Mapping[str, Any]) -> Key:
    """What names a failure: rule, agency, year and the operands as they are now."""
    return tuple(str(check[name]) for name in KEY)


def record(check: Mapping[str, Any], verdict: str, remark: str, person: str) -> None:
    """Append a verdict on one failed check. Raises NoVerdict where it lacks a part."""
    line = dict(zip(KEY, key_of(check), strict=True))
    line |= {"verdict": verdict, "remark": remark.strip(), "person": person.strip()}
    line["decided_on"] = date.today().isoformat()
    lacking = [name for name in COLUMNS if not line[name]]
    if lacking or verdict not in members("check_verdict"):
        raise verdicts.NoVerdict(", ".join(lacking) or verdict)
    verdicts.write_rows(path(), COLUMNS, [line])


def standing() -> dict[Key, dict[str, str]]:
    """The verdict that counts for each failure: the last one of the latest day, as the ETL reads it."""
    file = path()
    if not file.exists():
        return {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    rows.sort(key=lambda row: row.get("decided_on") or "")
    return {tuple(row.get(name) or "" for name in KEY): row for row in rows}


def words(checks: pd.DataFrame, reader: Reader) -> list[str]:
    """What was decided on each failed check, and whether the build knows it yet; "" where nothing was."""
    said, found = standing(), []
    for check in checks.to_dict("records"):
        line, known = said.get(key_of(check)), check["verdict"]
        known = str(known) if isinstance(known, str) else ""
        if line is None or line["verdict"] == known:
            found.append(label("check_verdict", known, reader.language) if known else "")
        else:
            name = label("check_verdict", line["verdict"], reader.language)
            found.append(reader.say("verdict_waits", verdict=name))
    return found
