"""Owns the judgement of one draft: an unfinished build of it in memory, judged by the very rules of every build."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from etl.checks import run_checks
from etl.loading.database import SQL, ask, run_file
from etl.loading.reference import stage_registry
from etl.loading.reports import load_records
from etl.report import Report, to_json
from etl.warehouse import ROOT, fill_core

SETTINGS: dict[str, str | bool | int | float | list[str]] = {"threads": 1, "temp_directory": ""}


@dataclass(frozen=True, slots=True)
class Result:
    """What one rule says about the draft. Operands as core.check_result has them."""

    rule: str
    severity: str
    result: str
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None
    operands: tuple[Mapping[str, Any], ...]
    message: Mapping[str, str]
    reason: str


@dataclass(frozen=True, slots=True)
class Repair:
    """One candidate: (row, column, before, after) of each cell, the identities it heals and those it would break."""

    table: str
    kind: str
    edits: tuple[tuple[str, str, Decimal, Decimal], ...]
    healed: tuple[str, ...]
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything that the rules say about one draft."""

    results: tuple[Result, ...]
    repairs: tuple[Repair, ...]


def judge(draft: Report, previous: Report | None = None, data: Path | None = None) -> Judgement:
    """What the rules say about a draft with a year, held against the report of the year before where it is given."""
    with _build([draft, *([previous] if previous else [])], data or ROOT / "data") as connection:
        named = ask(connection, "SELECT report_id FROM core.report WHERE sha256 = ?", [draft.source.sha256])
        report_id = named[0][0]
        return Judgement(tuple(_results(connection, report_id)), tuple(_repairs(connection, report_id)))


@contextmanager
def _build(reports: Sequence[Report], data: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A build in memory with these reports in it, as far as the rules need it."""
    with duckdb.connect(config=SETTINGS) as connection:
        ask(connection, "PRAGMA disable_optimizer")  # a few hundred rows: better plans cost more than they save
        run_file(connection, SQL / "10_raw.sql")
        load_records(connection, [to_json(report) for report in reports])
        stage_registry(connection, data, searchable=False)
        fill_core(connection, data, searchable=False, decided=False)
        run_checks(connection)
        yield connection


def _results(connection: duckdb.DuckDBPyConnection, report_id: str) -> Iterator[Result]:
    lines = ask(
        connection,
        "SELECT rule, severity, result, left_value, right_value, difference, coalesce(operands, '[]'), message_zh, "
        "message_en, reason FROM core.check_result WHERE report_id = ?",
        [report_id],
    )
    for rule, severity, result, left, right, difference, operands, zh, en, reason in lines:
        held = tuple(one for one in json.loads(operands) if isinstance(one, dict))
        yield Result(rule, severity, result, left, right, difference, held, {"zh": zh, "en": en}, reason)


def _repairs(connection: duckdb.DuckDBPyConnection, report_id: str) -> Iterator[Repair]:
    lines = ask(
        connection,
        "SELECT table_name, kind, list((row_key, column_key, before_value, after_value)), any_value(healed), "
        "flatten(list(broken)) "
        "FROM core.repair WHERE report_id = ? GROUP BY table_name, candidate, kind ORDER BY table_name, candidate",
        [report_id],
    )
    for table, kind, edits, healed, broken in lines:
        yield Repair(table, kind, tuple(tuple(edit) for edit in edits), tuple(healed), tuple(broken or ()))
