"""Owns what people decided about figures: declared corrections that expire, and verdicts on failed checks.

Both live in append-only CSV files outside the build; the last line about a thing counts.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb

from etl.errors import MingjingError
from etl.loading.database import SQL, ask, run_file, stage_texts
from etl.loading.reference import read_rows

CORRECTION = [
    *["agency_id", "year", "scope", "table_name", "row_key", "column_key"],
    *["printed", "corrected_value", "reason", "person", "decided_on"],
]
VERDICT = ["rule", "agency_id", "year", "operands_mark", "verdict", "remark", "person", "decided_on"]
VERDICTS = ("confirmed", "false_alarm", "explained_by_scope")


class UndecidedEntry(MingjingError):
    """A correction or verdict lacks what makes it one."""


def numbered(folder: Path) -> list[dict[str, str]]:
    """The lines of every CSV file of a folder, in the order in which they were decided, with their number."""
    rows = read_rows(sorted(folder.glob("*.csv")))
    order = sorted(range(len(rows)), key=lambda place: (rows[place].get("decided_on") or "", place))
    return [rows[place] | {"number": str(number)} for number, place in enumerate(order)]


def stage_corrections(connection: duckdb.DuckDBPyConnection, folder: Path) -> int:
    """core.correction with the fate of every declared correction; how many are applied.

    A correction states what the document printed when it was made. Where the document now prints something else, it
    has expired: it is not applied, and says so.
    """
    stage_texts(connection, "given_correction", [*CORRECTION, "number"], numbered(folder))
    run_file(connection, SQL / "21_core_correction.sql")
    return int(ask(connection, "SELECT count(*) FROM stage_correction")[0][0])


def stage_verdicts(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The temporary table stage_verdict: the last verdict on each failure with these very operands."""
    stage_texts(connection, "given_verdict", [*VERDICT, "number"], numbered(folder))
    ask(
        connection,
        "CREATE OR REPLACE TEMP TABLE stage_verdict AS SELECT * FROM given_verdict QUALIFY row_number() OVER "
        "(PARTITION BY rule, agency_id, year, operands_mark ORDER BY number::INTEGER DESC) = 1",
    )


def append(path: Path, columns: list[str], entry: Mapping[str, object]) -> None:
    """Add one line to a CSV file, with its header if the file is new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        if new:
            writer.writeheader()
        writer.writerow({name: entry.get(name, "") for name in columns})


def record_correction(folder: Path, entry: Mapping[str, object]) -> Path:
    """Append a declared correction (columns: CORRECTION) to `folder`; the file. It needs a reason and a person."""
    for name in ("agency_id", "year", "table_name", "row_key", "reason", "person"):
        if not entry.get(name):
            raise UndecidedEntry(f"a correction needs {name}")
    path = folder / "corrections.csv"
    append(path, CORRECTION, {"decided_on": date.today().isoformat()} | dict(entry))
    return path


def record_verdict(folder: Path, entry: Mapping[str, object]) -> Path:
    """Append a verdict (columns: VERDICT) to `folder`; the file."""
    if entry.get("verdict") not in VERDICTS:
        raise UndecidedEntry(f"a verdict is one of {', '.join(VERDICTS)}")
    for name in ("rule", "agency_id", "year", "operands_mark", "person"):
        if not entry.get(name):
            raise UndecidedEntry(f"a verdict needs {name}")
    path = folder / "verdicts.csv"
    append(path, VERDICT, {"decided_on": date.today().isoformat()} | dict(entry))
    return path
