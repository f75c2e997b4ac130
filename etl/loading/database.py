"""Owns how the ETL talks to a build: statements run to their end, tables handed over column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

SQL = Path(__file__).parent.parent / "sql"


def ask(connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run SQL (one statement, or many without values) and fetch every row of the last one.

    An unread result blocks the connection (DuckDB 2.0), so nothing is left unread.
    """
    asked = connection.execute(sql, list(values)) if values else connection.execute(sql)
    return asked.fetchall()


def run_file(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Run one SQL file."""
    ask(connection, path.read_text(encoding="utf-8"))


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """Rows of a table."""
    return int(ask(connection, f"SELECT count(*) FROM {table}")[0][0])


def stage_columns(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, tuple[str, Sequence[Any]]]
) -> None:
    """A temporary table from lists: column -> (DuckDB type, values), all of one length.

    Handed over as parameters: Arrow would bring pandas along, which takes longer to load than a report to judge.
    """
    chosen = ", ".join(f"unnest(?::{kind}[]) AS {column}" for column, (kind, _) in columns.items())
    values = [list(given) for _, given in columns.values()]
    ask(connection, f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {chosen}", values)


def stage_texts(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str], rows: Sequence[dict[str, str]]
) -> None:
    """A temporary table of texts; what a row lacks is the empty text."""
    stage_columns(
        connection, name, {column: ("VARCHAR", [row.get(column) or "" for row in rows]) for column in columns}
    )
