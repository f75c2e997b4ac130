"""Owns the way of the catalogue and the registry (regions, agencies, expectations) into a build."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from catalog import forms
from catalog.crosswalk import loaded, own_columns
from catalog.stated import stated_metrics
from etl.loading.database import ask, stage_columns, stage_texts
from etl.register import records

CATALOG = Path(__file__).parent.parent.parent / "catalog"
REGION = [
    "region_code",
    "name_zh",
    "short_zh",
    "name_en",
    "level",
    "parent_code",
    "position",
    "valid_from",
    "valid_to",
    "successors",
    "collection",
]
DEADLINE = ["force", "region_code", "kind", "year_from", "year_to", "month", "day", "basis"]


def read_rows(paths: Iterable[Path]) -> list[dict[str, str]]:
    """The lines of several CSV files with the same columns; a file that is not there has none."""
    rows: list[dict[str, str]] = []
    for path in paths:
        if path.exists():
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows.extend(csv.DictReader(file))
    return rows


def initials(name: str) -> str:
    """The pinyin initials of a name, for search: 公安局 -> gaj."""
    from pypinyin import Style, lazy_pinyin  # loads a dictionary: only where names are searched for

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")).lower()


def expected_files(data: Path, folders: Iterable[Path]) -> list[Path]:
    """Lists of reports that ought to be there: in `data`, in a folder of reports, or beside one."""
    places = [data, *[place for folder in folders for place in (folder, folder.parent)]]
    return sorted({(place / "expected.csv").resolve() for place in places})


def stage_registry(
    connection: duckdb.DuckDBPyConnection, data: Path, folders: Iterable[Path] = (), *, searchable: bool = True
) -> None:
    """Regions, kinds and agencies from `data` and `data/demo`, deadlines, and the reports that are expected.

    Agencies that nobody searches for by name (`searchable` false) get no initials."""
    stage_texts(connection, "stage_region", REGION, read_rows([data / "regions.csv", data / "demo" / "regions.csv"]))
    kinds = read_rows([data / "agency_kinds.csv"])
    stage_texts(connection, "stage_agency_kind", ["kind", "label_zh", "label_en", "position"], kinds)
    agencies = read_rows([data / "agencies.csv", data / "demo" / "agencies.csv"])
    for agency in agencies if searchable else ():
        agency["initials"] = f"{initials(agency['name_zh'])} {initials(agency['short_zh'])}"
    stage_texts(connection, "stage_agency", [*records.COLUMNS, "initials"], agencies)
    stage_texts(connection, "stage_deadline", DEADLINE, read_rows([CATALOG / "deadlines.csv", data / "deadlines.csv"]))
    stage_population(connection, data)
    expected = read_rows(expected_files(data, folders))
    stage_texts(connection, "stage_expected", ["agency_id", "year", "deadline_on"], expected)


def name_initials(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the agencies that the register lacks their initials too."""
    names = ask(connection, "SELECT agency_id, name_zh FROM core.agency WHERE initials IS NULL ORDER BY position")
    if names:
        found = [initials(line[1]) for line in names]
        given = {"agency_id": ("VARCHAR", [line[0] for line in names]), "initials": ("VARCHAR", found)}
        stage_columns(connection, "stage_initials", given)
        ask(
            connection,
            "UPDATE core.agency a SET initials = s.initials FROM stage_initials s WHERE s.agency_id = a.agency_id",
        )


def stage_catalog(connection: duckdb.DuckDBPyConnection) -> None:
    """Forms, wide columns and stated metrics from `catalog`."""
    stage_crosswalk(connection)
    stage_texts(
        connection,
        "stage_form_period",
        ["form", "first_year", "last_year", "basis"],
        read_rows([CATALOG / "forms" / "versions.csv"]),
    )
    cells = [
        (version, entry.table, entry.key, column, entry.group if entry.table == "requests" else "", entry.statutory)
        for version in forms.versions()
        for entry in forms.entries(version)
        if entry.axis == "row"
        for column in entry.columns
    ]
    names = ["form", "table_name", "row_key", "column_key", "group_key", "statutory"]
    kinds = ["VARCHAR"] * 5 + ["BOOLEAN"]
    stage_columns(connection, "stage_form_cell", numbered(names, kinds, cells))
    names = ["name", "source", "table_name", "row_key", "column_key"]
    stage_columns(connection, "stage_wide_column", numbered(names, ["VARCHAR"] * 5, wide_columns()))
    stated = stated_metrics()
    kept = [(one.metric, one.kind, one.of or one.metric, one.definition) for one in stated]
    names = ["metric", "kind", "of_metric", "definition"]
    stage_columns(connection, "stage_stated_metric", numbered(names, ["VARCHAR"] * 4, kept))


def numbered(
    names: Sequence[str], kinds: Sequence[str], lines: Sequence[tuple[Any, ...]]
) -> dict[str, tuple[str, Sequence[Any]]]:
    """Lines as columns for `stage_columns`, with their position."""
    columns = zip(*lines, strict=True)
    given = {name: (kind, column) for name, kind, column in zip(names, kinds, columns, strict=True)}
    return {**given, "position": ("BIGINT", range(len(lines)))}


def group_columns() -> dict[str, tuple[str, str, str]]:
    """Wide names of the sums of outcome groups that no form version prints as a row."""
    groups = {entry.key for version in forms.versions() for entry in forms.groups(version)}
    applicants = [entry.key for entry in forms.columns(forms.versions()[-1], "requests")]
    named = {
        forms.wide_column("requests", group, applicant): ("requests", group, applicant)
        for group in sorted(groups)
        for applicant in applicants
    }
    return {name: place for name, place in named.items() if name not in forms.wide_columns()}


def stage_crosswalk(connection: duckdb.DuckDBPyConnection) -> None:
    """The cells of the earlier forms that stand in columns of the present ones, one line a cell."""
    lines = [
        {"form": one.form, "column_name": one.column, "grade": one.grade, "row_key": cell, "parts": str(len(one.cells))}
        for one in loaded()
        for cell in one.cells
    ]
    stage_texts(connection, "stage_crosswalk", ["form", "column_name", "grade", "row_key", "parts"], lines)


def stage_population(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Residents of a region in a year, where `data`/population.csv says so with its source."""
    names = ["region_code", "year", "residents", "source"]
    stage_texts(connection, "stage_population", names, read_rows([data / "population.csv"]))


def wide_columns() -> list[tuple[str, str, str, str, str]]:
    """Every column of the wide row after the identity: name, source (cell, group, stated) and place in the form."""
    lines = [(name, "cell", *place) for name, place in forms.wide_columns().items()]
    lines += [(name, "group", *place) for name, place in group_columns().items()]
    lines += [(name, "crosswalk", "", "", "") for name in own_columns()]
    lines += [(f"stated_{one.metric}", "stated", "", "", "") for one in stated_metrics()]
    return lines
