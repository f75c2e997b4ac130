"""Owns what people decided about figures of the prose: the verdicts of verdicts/figures.jsonl, matched to this build.

The file is append-only, outside the build and written by the application; docs/verdicts.md is its contract.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from catalog.verdicts import FIGURE_FIELDS, STATUS, Key, Line, figure_key, lines_of, normal_sentence, standing
from etl.loading.database import SQL, ask, run_file, stage_texts

FILE = "figures.jsonl"
APPLIED, CHANGED, STALE, NO_REPORT, UNREADABLE = "applied", "changed", "stale", "no report", "unreadable"
COLUMNS = [*FIGURE_FIELDS, "verdict", "corrected_value", "reason", "person", "decided_at"]
STAGED = [*COLUMNS, "figure_status", "fate", "report_id", "position"]
FIGURES = """
SELECT r.agency_id, r.year, r.scope, r.report_id, f.position, f.metric, f.scope, f.value, f.evidence, f.text_offset
FROM core.report r
SEMI JOIN wanted_report w ON w.agency_id = r.agency_id AND w.year = r.year::VARCHAR AND w.scope = r.scope
LEFT JOIN raw.figure f USING (raw_id)
WHERE r.is_current
ORDER BY r.report_id, f.position
"""


@dataclass(frozen=True, slots=True)
class Read:
    """A figure of this build that a verdict may be about."""

    key: Key
    position: int
    offset: int


@dataclass(frozen=True, slots=True)
class Held:
    """A report of this build: its figures, and its sentences as verdicts compare them."""

    report_id: str
    figures: tuple[Read, ...]
    sentences: frozenset[tuple[str, str]]  # (metric, sentence)


@dataclass(frozen=True, slots=True)
class Judged:
    """How many lines the file has, and how many verdicts apply to this build."""

    lines: int
    applied: int


def stage_figure_verdicts(connection: duckdb.DuckDBPyConnection, folder: Path) -> Judged:
    """core.figure_verdict with the fate of every standing verdict, and stage_figure_verdict for core.figure.

    A verdict holds while the sentence stands in the report and the same figure is read from it. It has changed where
    the sentence stands but is read otherwise, and is stale where the sentence is gone.
    """
    file = folder / FILE
    lines = lines_of(file.read_text(encoding="utf-8")) if file.exists() else []
    words = standing(lines)
    held = held_reports(connection, list(words.values()))
    rows = [_row(line, *_match(key, line, held)) for key, line in words.items()]
    rows += [{"reason": str(line["fault"]), "fate": UNREADABLE} for line in lines if "fault" in line]
    stage_texts(connection, "given_figure_verdict", STAGED, rows)
    run_file(connection, SQL / "21_core_figure_verdict.sql")
    return Judged(len(lines), sum(row["fate"] == APPLIED for row in rows))


def held_reports(connection: duckdb.DuckDBPyConnection, lines: Sequence[Line]) -> dict[tuple[str, ...], Held]:
    """The current reports that verdicts are about, by agency, year and scope."""
    names = [
        {"agency_id": str(one["agency_id"]), "year": str(one["year"]), "scope": str(one["scope"])} for one in lines
    ]
    stage_texts(connection, "wanted_report", ["agency_id", "year", "scope"], names)
    figures: dict[tuple[str, ...], list[Read]] = defaultdict(list)
    sentences: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    ids: dict[tuple[str, ...], str] = {}
    for agency, year, scope, report_id, position, metric, period, value, evidence, offset in ask(connection, FIGURES):
        report = (agency, str(year), scope)
        ids[report] = report_id
        if position is not None:
            told = {"agency_id": agency, "year": year, "scope": scope, "metric": metric, "period": period}
            key = figure_key(told | {"value": value, "sentence": evidence})
            figures[report].append(Read(key, position, offset))
            sentences[report].add((metric, normal_sentence(evidence)))
    return {key: Held(name, tuple(figures[key]), frozenset(sentences[key])) for key, name in ids.items()}


def _match(key: Key, line: Line, held: dict[tuple[str, ...], Held]) -> tuple[str, str, int | None]:
    """(fate, report_id, position) of one verdict; of several equal figures the one nearest to where it stood."""
    report = held.get(key[:3])
    if report is None:
        return NO_REPORT, "", None
    fitting = [one for one in report.figures if one.key == key]
    if fitting:
        nearest = min(fitting, key=lambda one: abs(one.offset - int(line.get("offset") or 0)))
        return APPLIED, report.report_id, nearest.position
    return (CHANGED if (key[3], key[-1]) in report.sentences else STALE), report.report_id, None


def _row(line: Line, fate: str, report_id: str, position: int | None) -> dict[str, str]:
    texts: dict[str, Any] = {name: line.get(name) for name in COLUMNS}
    row = {name: "" if text is None else str(text) for name, text in texts.items()}
    place = "" if position is None else str(position)
    return row | {"figure_status": STATUS[line["verdict"]], "fate": fate, "report_id": report_id, "position": place}
