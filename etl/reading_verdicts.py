"""Owns the cells that a person has compared with the original: lines of verdicts/readings/*.csv, matched to this build.

The files are append-only, outside the build and written by the application; docs/verdicts.md is their contract."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.corrections import numbered
from etl.loading.database import SQL, ask, run_file, stage_texts

COLUMNS = [
    *["agency_id", "year", "scope", "table_name", "row_key", "column_key"],
    *["printed", "verdict", "remark", "person", "decided_on"],
]


def stage_readings(connection: duckdb.DuckDBPyConnection, folder: Path) -> int:
    """core.reading_verdict with the fate of every line of `folder`; how many apply.

    A line says what the cell was read as when it was compared. Where it is read otherwise now, it no longer applies."""
    stage_texts(connection, "given_reading", [*COLUMNS, "number"], numbered(folder))
    run_file(connection, SQL / "21_core_reading_verdict.sql")
    return int(ask(connection, "SELECT count(*) FROM core.reading_verdict WHERE status = 'applied'")[0][0])
