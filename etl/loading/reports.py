"""Owns the way of parsed reports (JSON, JSON Lines, Parquet) into the raw tables of a build, in batches."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl.loading.database import SQL, ask, count, run_file

BATCH_BYTES = 48_000_000
BATCH_FILES = 1_000
NOT_REPORTS = {"problems.jsonl"}
PLACE = 'STRUCT(page INTEGER, table_index INTEGER, "row" INTEGER, "column" INTEGER)'
SOURCE = "STRUCT(file VARCHAR, sha256 VARCHAR, medium VARCHAR, address VARCHAR)"

# The parsed report as DuckDB types; what a record has beside these is ignored, what it lacks is null.
COLUMNS = {
    "schema_version": "VARCHAR",
    "agency_printed": "VARCHAR",
    "agency_id": "VARCHAR",
    "region_code": "VARCHAR",
    "year": "INTEGER",
    "form": "VARCHAR",
    "scope": "VARCHAR",
    "title": "VARCHAR",
    "published_on": "DATE",
    "source": SOURCE,
    "parser_version": "VARCHAR",
    "cells": 'STRUCT("table" VARCHAR, "row" VARCHAR, "column" VARCHAR, printed VARCHAR, value DECIMAL(18, 6), '
    f'state VARCHAR, "where" {PLACE}, unit VARCHAR, note VARCHAR, certain BOOLEAN)[]',
    "figures": "STRUCT(metric VARCHAR, value DECIMAL(24, 6), bound VARCHAR, unit VARCHAR, scope VARCHAR, "
    'evidence VARCHAR, section VARCHAR, "offset" INTEGER, level VARCHAR, length INTEGER, rule VARCHAR, '
    "confidence VARCHAR, part VARCHAR, definition VARCHAR, rival BOOLEAN, printed_unit VARCHAR)[]",
    "sections": "STRUCT(number VARCHAR, title VARCHAR, text VARCHAR)[]",
    "problems": "STRUCT(code VARCHAR, message VARCHAR)[]",
    "other_sources": f"{SOURCE}[]",
    "identity_evidence": "JSON",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many records and files went in, and how many files did not."""

    reports: int
    files: int
    rejected: int


def report_files(folders: Sequence[Path]) -> list[Path]:
    """Every file of parsed reports below the folders (a file may be named itself), in a fixed order."""
    found: set[Path] = set()
    for folder in folders:
        paths = [folder] if folder.is_file() else folder.rglob("*")
        found.update(path for path in paths if path.suffix in (".json", ".jsonl", ".parquet") and path.is_file())
    kept = [path for path in found if path.name not in NOT_REPORTS and not path.name.startswith(".")]
    return sorted(kept, key=lambda path: (path.name, str(path)))


def batches(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Runs of files of one kind, of limited size."""
    held: list[Path] = []
    size = 0
    for path in paths:
        full = held and (size > BATCH_BYTES or len(held) >= BATCH_FILES or held[0].suffix != path.suffix)
        if full or (held and path.suffix == ".parquet"):
            yield held
            held, size = [], 0
        held.append(path)
        size += path.stat().st_size
    if held:
        yield held


def reader(suffix: str) -> str:
    """The table function that reads files of this kind; `?` is the list of paths."""
    if suffix == ".parquet":
        return "read_parquet(?, filename = true, union_by_name = true)"
    columns = ", ".join(f"{name}: '{kind.replace(chr(39), chr(39) * 2)}'" for name, kind in COLUMNS.items())
    layout = "newline_delimited" if suffix == ".jsonl" else "unstructured"
    return (
        f"read_json(?, columns = {{{columns}}}, format = '{layout}', filename = true, maximum_object_size = 67108864)"
    )


def parquet_columns(connection: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """The names of the columns of a Parquet file."""
    return [str(line[0]) for line in ask(connection, "DESCRIBE SELECT * FROM read_parquet(?)", [str(path)])]


def stage_batch(connection: duckdb.DuckDBPyConnection, paths: Sequence[Path], first_id: int) -> int:
    """Fill the temporary table `batch`; the number of records. Raises duckdb.Error if one file is no parsed report."""
    suffix = paths[0].suffix
    present = set(COLUMNS) if suffix != ".parquet" else set(parquet_columns(connection, paths[0]))
    chosen = ", ".join(f"{name if name in present else 'NULL'}::{kind} AS {name}" for name, kind in COLUMNS.items())
    ask(
        connection,
        f"CREATE OR REPLACE TEMP TABLE batch AS SELECT row_number() OVER () + {first_id} AS raw_id, "
        f"filename AS loaded_from, {chosen} FROM {reader(suffix)}",
        [[str(path) for path in paths]],
    )
    return count(connection, "batch")


def load_records(connection: duckdb.DuckDBPyConnection, texts: Sequence[str]) -> None:
    """Load parsed reports given as JSON text into raw, without any file."""
    shape = json.dumps({name: _shape(duckdb.sqltype(kind)) for name, kind in COLUMNS.items()})
    ask(
        connection,
        "CREATE OR REPLACE TEMP TABLE batch AS SELECT row_number() OVER () AS raw_id, '' AS loaded_from, * "
        "FROM (SELECT unnest(json_transform(text::JSON, ?)) FROM (SELECT unnest(?) AS text))",
        [shape, list(texts)],
    )
    run_file(connection, SQL / "11_raw_batch.sql")
    ask(connection, "DROP TABLE batch")


def _shape(kind: Any) -> Any:
    """A DuckDB type as json_transform wants it."""
    if kind.id == "struct":
        return {name: _shape(part) for name, part in kind.children}
    return [_shape(kind.children[0][1])] if kind.id == "list" else str(kind)


def reject(connection: duckdb.DuckDBPyConnection, path: Path, code: str, detail: str) -> None:
    """Note a file or record that was not loaded, with the code of the reason and its detail."""
    ask(connection, "INSERT INTO raw.rejected VALUES (?, ?, ?)", [str(path), code, detail])


def fault_of(path: Path) -> str:
    """Why a file could not be loaded, in one sentence."""
    if path.suffix == ".parquet":
        return "not a Parquet file of parsed reports"
    try:
        text = path.read_text(encoding="utf-8")
        records: list[Any] = (
            [json.loads(line) for line in text.split("\n") if line.strip()]
            if path.suffix == ".jsonl"
            else [json.loads(text)]
        )
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        return f"not valid JSON: {error}"
    odd = next((record for record in records if not isinstance(record, dict)), None)
    return "a record is not an object" if odd is not None else "a field has a value of the wrong kind"


def load_batch(connection: duckdb.DuckDBPyConnection, paths: Sequence[Path], first_id: int, insert: str) -> int:
    """Load one batch, file by file if it fails as a whole; the number of records loaded."""
    try:
        records = stage_batch(connection, paths, first_id)
    except duckdb.Error as error:
        if len(paths) == 1:
            reject(connection, paths[0], "parsed_report_unreadable", f"{fault_of(paths[0])} ({str(error)[:200]})")
            return 0
        loaded = 0
        for path in paths:
            loaded += load_batch(connection, [path], first_id + loaded, insert)
        return loaded
    held = {name for (name,) in ask(connection, "SELECT DISTINCT loaded_from FROM batch")}
    for path in paths:
        if str(path) not in held:
            reject(connection, path, "parsed_report_unreadable", "no record in it")
    ask(
        connection,
        "INSERT INTO raw.rejected SELECT loaded_from, 'parsed_report_incomplete', 'schema_version or source missing' "
        "FROM batch WHERE schema_version IS NULL OR source.file IS NULL",
    )
    ask(connection, "DELETE FROM batch WHERE schema_version IS NULL OR source.file IS NULL")
    ask(connection, insert)
    return records


def load_reports(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> Loaded:
    """Load every parsed report below the folders into raw."""
    insert = (SQL / "11_raw_batch.sql").read_text(encoding="utf-8")
    paths = report_files(folders)
    reports = 0
    for batch in batches(paths):
        reports += load_batch(connection, batch, reports, insert)
    ask(connection, "DROP TABLE IF EXISTS batch")
    return Loaded(reports=count(connection, "raw.report"), files=len(paths), rejected=count(connection, "raw.rejected"))
