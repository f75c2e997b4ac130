"""Owns the comparison of builds: what came, went and changed, every cell that differs, what fails or is healed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard import warehouse
from dashboard.queries import builds

MOST = 2_000
REPORT = ["agency_id", "year"]
PLACE = [*REPORT, "table_name", "row_key", "column_key"]
FIGURE = [*REPORT, "metric", "period", "level", "part", "definition"]
FAULT = [*REPORT, "rule"]


@dataclass(frozen=True, slots=True)
class Changes:
    """What sets a build apart from the one before it. `reports`: kind (new, gone, changed), agency_id, year,
    file_before, file_after, cells (how many differ). `cells`: place, printed and value before and after, of reports
    that both hold. `figures`: the same for the text. `faults`: kind (new, healed, moved), agency_id, year, rule,
    severity, message_zh, message_en (and before, where moved)."""

    older: warehouse.Build
    reports: pd.DataFrame
    cells: pd.DataFrame
    figures: pd.DataFrame
    faults: pd.DataFrame

    @property
    def places(self) -> pd.DataFrame:
        """Cells and figures in one list."""
        return pd.concat([self.cells, self.figures], ignore_index=True)

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return self.reports.empty and self.faults.empty


class OtherShape(Exception):
    """The build before was made by an older version whose tables have another shape; its name."""


def before() -> warehouse.Build | None:
    """The build made before the one that is shown, builds as of a day left out; None for the first."""
    shown = warehouse.shown_build()
    earlier = [build for build in warehouse.all_builds() if build.name < shown.name and not build.known_until]
    return earlier[-1] if earlier else None


def changes(which: str) -> Changes | None:
    """What changed in a collection from the build before to the one that is shown; None for the first build. Cells are
    asked of reports only whose mark differs. Raises OtherShape."""
    older, newer = before(), warehouse.shown_build()
    if older is None:
        return None
    try:
        past = builds.held(which, older)
    except warehouse.CannotAnswer as error:
        raise OtherShape(older.name) from error
    both = past.merge(builds.held(which, newer), on=REPORT, how="outer", suffixes=("_before", "_after"), indicator=True)
    kinds = both["_merge"].map({"left_only": "gone", "right_only": "new", "both": "changed"}).astype(str)
    both["kind"] = kinds.where((kinds != "changed") | (both["mark_before"] != both["mark_after"]), "")
    moved = both[both["kind"] == "changed"]
    pair = (list(moved["report_id_before"]), list(moved["report_id_after"]))
    cells = differing(builds.cells(pair[0], older), builds.cells(pair[1], newer), PLACE)
    figures = differing(builds.figures(pair[0], older), builds.figures(pair[1], newer), FIGURE)
    counted = pd.concat([cells[REPORT], figures[REPORT]]).value_counts().rename("cells").reset_index()
    reports = both[both["kind"] != ""].merge(counted, on=REPORT, how="left")
    reports = reports.rename(columns={"source_file_before": "file_before", "source_file_after": "file_after"})
    kept = ["kind", *REPORT, "file_before", "file_after", "cells"]
    order = reports["kind"].map({"new": 0, "gone": 1, "changed": 2})
    reports = reports.assign(order=order).sort_values(["order", *REPORT])[kept].reset_index(drop=True)
    faults = faults_between(builds.faults(which, older), builds.faults(which, newer))
    return Changes(older, reports, cells, figures, faults)


def differing(past: pd.DataFrame, now: pd.DataFrame, place: Sequence[str]) -> pd.DataFrame:
    """The places whose printed text or value differs, with both before and after; null where one side has no such."""
    both = past.merge(now, on=list(place), how="outer", suffixes=("_before", "_after"))
    same = pd.Series(True, index=both.index)
    for name in ("printed", "value"):
        left, right = both[f"{name}_before"], both[f"{name}_after"]
        same &= ((left == right) | (left.isna() & right.isna())).fillna(False).astype(bool)
    return both[~same].reset_index(drop=True)


def faults_between(past: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Failed checks that are new, healed, or moved: the same rule still fails for the report with other figures."""
    both = past.merge(now, on=list(past.columns), how="outer", indicator=True)
    gone, came = (both[both["_merge"] == side] for side in ("left_only", "right_only"))
    pairs = gone.merge(came, on=FAULT, suffixes=("_before", ""))
    still = set(pairs[FAULT].itertuples(index=False, name=None))
    parts = []
    for kind, found in (("new", came), ("healed", gone)):
        apart = [key not in still for key in found[FAULT].itertuples(index=False, name=None)]
        told = found[pd.Series(apart, index=found.index, dtype=bool)]  # an empty list would ask for no columns
        parts.append(told.assign(kind=kind))
    parts.append(pairs.assign(kind="moved").drop_duplicates(FAULT))
    columns = ["kind", *past.columns, "message_zh_before", "message_en_before"]
    return pd.concat(parts, ignore_index=True).reindex(columns=columns)
