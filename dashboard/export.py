"""Owns what is taken away: tables as CSV, Parquet and a DuckDB file that other programs open without harm; pure."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.workbook import to_xlsx

__all__ = ["BOM", "file_name", "guarded", "to_csv", "to_duckdb", "to_parquet", "to_xlsx"]
BOM = "\ufeff".encode()
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")
STORAGE = "v1.0.0"


def guarded(value: object) -> object:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it; anything else as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


def to_csv(table: pd.DataFrame, raw: bool = False, foot: str = "") -> bytes:
    """CSV in UTF-8 with a byte order mark; texts guarded against formulas unless `raw`. An empty place stays empty. A
    `foot` stands below the rows, after an empty line."""
    shown = table if raw else table.rename(columns=guarded).map(guarded)
    text = shown.to_csv(index=False, lineterminator="\r\n")
    if foot:
        text += "\r\n" + pd.DataFrame([[guarded(foot)]]).to_csv(index=False, header=False, lineterminator="\r\n")
    return BOM + text.encode()


def to_arrow(table: pd.DataFrame) -> pa.Table:
    """The table with types of its own; a column of mixed things becomes text, a name that comes twice gets a number."""
    columns: list[pa.Array] = []
    names: list[str] = []
    for place, name in enumerate(table.columns):
        values = table.iloc[:, place]
        try:
            columns.append(pa.array(values, from_pandas=True))
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
            columns.append(pa.array([None if _is_none(value) else str(value) for value in values], pa.string()))
        again = sum(other == str(name) for other in names)
        names.append(f"{name} {again + 1}" if again else str(name))
    return pa.table(columns, names=names)


def _is_none(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def to_parquet(table: pd.DataFrame, about: Mapping[str, str] | None = None) -> bytes:
    """Parquet; `about` (citation, filters …) stands in the metadata of the file."""
    stream = io.BytesIO()
    pq.write_table(to_arrow(table).replace_schema_metadata(dict(about or {})), stream)
    return stream.getvalue()


def to_duckdb(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """A DuckDB file that DuckDB 1.0 and later open, one table for each entry."""
    with tempfile.TemporaryDirectory() as home, duckdb.connect(":memory:") as connection:
        path = Path(home) / "taken.duckdb"
        connection.execute(f"attach '{path}' as taken (storage_version '{STORAGE}')")
        for name, table in tables.items():
            connection.register("given", to_arrow(table))
            connection.execute(f'create table taken."{name}" as from given')
            connection.unregister("given")
        connection.execute("detach taken")
        return path.read_bytes()


def as_json(value: object) -> str:
    """Text for metadata."""
    return json.dumps(value, ensure_ascii=False)


def file_name(*parts: str, ending: str) -> str:
    """A name for a download that says what is in it."""
    safe = ["".join(letter if letter.isalnum() else "-" for letter in part) for part in parts if part]
    return f"mingjing-{'-'.join(safe)}.{ending}"
