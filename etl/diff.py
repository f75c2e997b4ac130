"""Owns the comparison of two builds: what came, what went, and every cell and figure that changed."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from catalog.commands import tell
from etl.loading.database import SQL, ask
from etl.warehouse import Stage, build_warehouse

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


def show_changes(changes: Sequence[Revision], title: str, paper: Console) -> None:
    """Print a table of differences, then a line of counts."""
    names = ("diff_kind", "agency", "year", "scope", "table", "row", "column", "before", "after")
    table = Table(*(tell(name) for name in names))
    for one in changes:
        texts = (one.kind, one.agency, one.year, one.scope, one.table, one.row, one.column, one.before, one.after)
        table.add_row(*("—" if text is None else str(text) for text in texts))
    if changes:
        paper.print(table)
    told = ", ".join(f"{kind} {number}" for kind, number in counts(changes).items())
    paper.print(f"{title}: {told or tell('no_difference')}")
