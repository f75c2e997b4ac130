"""Owns the comparison of two builds: what came, what went, and every cell and figure that changed."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console

from catalog.commands import language, tell
from catalog.dimensions import cell_label, label
from etl.loading.database import SQL, ask
from etl.warehouse import Stage, build_warehouse

NOTHING = "—"
KINDS = (
    *("report_added", "report_removed", "cell_added", "cell_removed", "printed_changed", "value_changed"),
    *("figure_added", "figure_removed", "figure_changed"),
)


@dataclass(frozen=True, slots=True)
class Revision:
    """One difference. `kind`: report_added, report_removed, cell_added, cell_removed, printed_changed (the document
    says something else), value_changed (it is read or corrected otherwise), figure_added, figure_removed,
    figure_changed (a figure of the text: table "figure", row the metric, column its time, level and part)."""

    kind: str
    agency_id: str
    agency: str
    year: int
    scope: str
    table: str
    row: str
    column: str
    before: str | None
    after: str | None
    value_before: Decimal | None
    value_after: Decimal | None


def compare_builds(before: Path, after: Path) -> list[Revision]:
    """Every difference between the current reports of two builds, in the order of the later one's agencies."""
    with duckdb.connect() as connection:
        for name, path in (("before", before), ("after", after)):
            escaped = str(path).replace("'", "''")
            ask(connection, f"ATTACH '{escaped}' AS {name}_build (READ_ONLY)")
        lines = ask(connection, (SQL / "40_compare.sql").read_text(encoding="utf-8"))
    return [Revision(*line) for line in lines]


def would_change(
    reports: Sequence[Path], newest: Path, *, as_of: date | None = None, on_stage: Stage | None = None
) -> list[Revision]:
    """What a build of these reports would change against the newest one. It is made in a temporary folder and gone."""
    with tempfile.TemporaryDirectory(prefix="mingjing-dry-run-") as folder:
        made = build_warehouse(reports, Path(folder), on_stage=on_stage, as_of=as_of)
        return compare_builds(newest, made)


def counts(changes: Iterable[Revision]) -> dict[str, int]:
    """How many differences of each kind there are, in the order in which they are named above."""
    found = Counter(one.kind for one in changes)
    return {kind: found[kind] for kind in KINDS if found[kind]}


def as_record(changes: Sequence[Revision]) -> dict[str, Any]:
    """The differences as plain data: counts, then every one."""
    return {"counts": counts(changes), "changes": [asdict(one) for one in changes]}


def in_words(one: Revision) -> str:
    """One difference as a line: where, before and after; where only the value differs, what is printed, too."""
    kind = tell(f"diff_{one.kind}")
    if one.kind.startswith("report"):
        return kind
    known = one.table != "figure"
    place = cell_label(one.table, one.row, one.column, language()) if known else f"{one.row} {one.column}"
    texts = [NOTHING if text is None else f"“{text}”" for text in (one.before, one.after)]
    if one.kind != "value_changed":
        return f"{kind}  {place}  {texts[0]} → {texts[1]}"
    values = [NOTHING if value is None else f"{value:f}" for value in (one.value_before, one.value_after)]
    bare = [value.rstrip("0").rstrip(".") if "." in value else value for value in values]
    return f"{kind}  {place}  {bare[0]} → {bare[1]}{tell('diff_printed', text=texts[1])}"


def show_changes(changes: Sequence[Revision], title: str, paper: Console) -> None:
    """Print the differences report by report, a line each, then a line of counts."""
    for (agency, year, scope), lines in groupby(changes, key=lambda one: (one.agency, one.year, one.scope)):
        paper.print(
            f"{agency} {year} · {label('scope', scope, language())}", markup=False, highlight=False, style="bold"
        )
        for one in lines:
            paper.print(f"  {in_words(one)}", markup=False, highlight=False)
    told = ", ".join(f"{tell(f'diff_{kind}')} {number}" for kind, number in counts(changes).items())
    paper.print(f"{title}: {told or tell('no_difference')}")
