"""Owns what people decided about figures: declared corrections that expire, repair candidates accepted or rejected, and
verdicts on failed checks.

Both live in append-only CSV files outside the build; the last line about a thing counts.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb

from catalog import forms
from catalog.commands import tell
from etl.errors import MingjingError
from etl.loading.database import SQL, ask, run_file, stage_texts
from etl.loading.reference import read_rows
from etl.rules.repairs import WITHIN_A_REPORT, Balance

CORRECTION = [
    *["agency_id", "year", "scope", "table_name", "row_key", "column_key"],
    *["printed", "corrected_value", "reason", "person", "decided_on"],
]
REPAIR = [*CORRECTION, "rejected_value", "heals"]  # lines that come from a repair candidate
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
    has expired: it is not applied, and says so. One that was accepted to heal sums is not needed where a new version of
    the document heals them itself.
    """
    stage_texts(connection, "given_correction", [*REPAIR, "number"], numbered(folder))
    run_file(connection, SQL / "21_core_correction.sql")
    drop_needless(connection)
    return int(ask(connection, "SELECT count(*) FROM stage_correction")[0][0])


def drop_needless(connection: duckdb.DuckDBPyConnection) -> None:
    """Mark the accepted candidates whose sums all hold in the document as it is printed now, and apply them no more."""
    asked = ask(
        connection,
        "SELECT DISTINCT c.report_id, r.raw_id, r.form, c.table_name, c.heals FROM core.correction c "
        "JOIN core.report r USING (report_id) WHERE c.status = 'applied' AND c.heals <> ''",
    )
    for report_id, raw_id, form, table, heals in asked:
        wanted = {name for name in heals.split("|") if name.split("/")[0] in WITHIN_A_REPORT}
        if wanted and not wanted & failing_sums(connection, raw_id, form, table):
            which = [report_id, table, heals]
            where = "WHERE report_id = ? AND table_name = ? AND heals = ?"
            ask(connection, f"UPDATE core.correction SET status = 'not needed' {where} AND status = 'applied'", which)
            ask(connection, f"DELETE FROM stage_correction {where}", which)


def failing_sums(connection: duckdb.DuckDBPyConnection, raw_id: int, form: str | None, table: str) -> set[str]:
    """The sums of one table of a report that do not hold as it was read, by their names (T3-03/received)."""
    lines = ask(
        connection,
        "SELECT table_name, row_key, column_key, value FROM raw.cell WHERE raw_id = ? AND value IS NOT NULL",
        [raw_id],
    )
    values = {(one[0], one[1], one[2]): one[3] for one in lines}
    balance = Balance(values, table, form or forms.versions()[-1])
    return {balance.equations[number].name for number in balance.failing}


def broken_expectations(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """A sentence for every declared correction that is no longer applied, because the documents have changed."""
    lines = ask(
        connection,
        "SELECT c.agency_id, a.name_zh, c.year, concat_ws('.', c.table_name, c.row_key, nullif(c.column_key, '')), "
        "c.printed, c.corrected_value::DOUBLE, c.printed_now, c.status, c.person, c.decided_on FROM core.correction c "
        "LEFT JOIN core.agency a USING (agency_id) "
        "WHERE c.status NOT IN ('applied', 'withdrawn', 'rejected') ORDER BY ALL",
    )
    return [
        tell(
            "correction_lapsed",
            place=f"{agency}/{year}/{place}",
            name=name or agency,
            printed=printed,
            value=f"{value:g}" if value is not None else "",
            person=person,
            day=day,
            why=tell(f"lapsed_{status.replace(' ', '_')}", now=now),
        )
        for agency, name, year, place, printed, value, now, status, person, day in lines
    ]


def expectations(build: Path) -> list[str]:
    """The sentences of `broken_expectations` for a finished build."""
    with duckdb.connect(str(build), read_only=True) as connection:
        return broken_expectations(connection)


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
    """Append a declared correction (columns: CORRECTION, or REPAIR for a candidate that was accepted or rejected) to
    `folder`; the file. It needs a reason and a person."""
    for name in ("agency_id", "year", "table_name", "row_key", "reason", "person"):
        if not entry.get(name):
            raise UndecidedEntry(f"a correction needs {name}")
    mended = entry.get("heals") or entry.get("rejected_value")
    path = folder / ("repairs.csv" if mended else "corrections.csv")
    append(path, REPAIR if mended else CORRECTION, {"decided_on": date.today().isoformat()} | dict(entry))
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
