"""The statutory forms as data: rows, columns and cells of every version, and their place in the wide row."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent

CASE_NOUN = {
    "review": "reviews",
    "direct_litigation": "direct_litigations",
    "litigation_after_review": "litigations_after_review",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a form file. `axis` is row, column or group; `columns` the column keys a row has."""

    table: str
    axis: str
    key: str
    position: str
    group: str
    columns: tuple[str, ...]
    label: str
    statutory: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One line of versions.csv: a form and the years it was in force, `last_year` None while it still is;
    `tables_required` says whether a report had to carry its tables."""

    form: str
    first_year: int
    last_year: int | None
    tables_required: bool
    basis: str

    def covers(self, year: int) -> bool:
        """Whether reports on that year had to use this form."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True, slots=True)
class Spelling:
    """One line of labels.csv: how a row, column, group or other label of a table is recognised.

    `accept` holds alternatives, each a tuple of fragments that must all stand in the label (without spaces, numbering
    and quotation marks); a fragment that starts with = is the whole label, with ^ its beginning. A label that holds a
    fragment of `reject` is not this one. `form` is empty where every form has it.
    """

    form: str
    table: str
    axis: str  # row, column, group, heading, subtotal, parent, unit, code
    group: str
    key: str
    accept: tuple[tuple[str, ...], ...]
    reject: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionTitle:
    """One line of sections.csv: a statutory section, its title and how the title is recognised."""

    number: str
    title: str
    accept: tuple[tuple[str, ...], ...]
    reject: tuple[str, ...]


@cache
def validity() -> tuple[Version, ...]:
    """The forms with the years they were in force, oldest first."""
    return tuple(
        Version(
            form=line["form"],
            first_year=int(line["first_year"]),
            last_year=int(line["last_year"]) if line["last_year"] else None,
            tables_required=line["tables_required"] == "1",
            basis=line["basis"],
        )
        for line in _lines("versions.csv")
    )


def versions() -> tuple[str, ...]:
    """The form versions known, oldest first: "2008", "2014", "2019", "2021"."""
    return tuple(version.form for version in validity())


def in_force(year: int) -> Version | None:
    """The form that reports on a year had to use, None before the first."""
    return next((version for version in validity() if version.covers(year)), None)


def tables(version: str) -> tuple[str, ...]:
    """The tables of one form, in its order."""
    return tuple(dict.fromkeys(entry.table for entry in entries(version)))


@cache
def spellings() -> tuple[Spelling, ...]:
    """How labels are recognised, in the order of labels.csv."""
    return tuple(
        Spelling(
            form=line["form"],
            table=line["table"],
            axis=line["axis"],
            group=line["group"],
            key=line["key"],
            accept=_alternatives(line["accept"]),
            reject=_fragments(line["reject"]),
        )
        for line in _lines("labels.csv")
    )


@cache
def section_titles() -> tuple[SectionTitle, ...]:
    """The six statutory sections in order."""
    return tuple(
        SectionTitle(line["number"], line["title"], _alternatives(line["accept"]), _fragments(line["reject"]))
        for line in _lines("sections.csv")
    )


def _lines(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _alternatives(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(alternative.split("+")) for alternative in text.split("|") if alternative)


def _fragments(text: str) -> tuple[str, ...]:
    return tuple(fragment for fragment in text.split("|") if fragment)


@cache
def entries(version: str) -> tuple[Entry, ...]:
    """Every entry of one form version, in the order of the form."""
    return tuple(
        Entry(
            table=line["table"],
            axis=line["axis"],
            key=line["key"],
            position=line["position"],
            group=line["group"],
            columns=tuple(line["columns"].split("|")) if line["axis"] == "row" else (),
            label=line["label"],
            statutory=line["statutory"] == "1",
        )
        for line in _lines(f"{version}.csv")
    )


def rows(version: str, table: str) -> tuple[Entry, ...]:
    """The rows of one table in the order of the form, those that a report may print though the form lacks them too."""
    return tuple(entry for entry in entries(version) if entry.table == table and entry.axis == "row")


def columns(version: str, table: str) -> tuple[Entry, ...]:
    """The columns of one table in the order of the form."""
    return tuple(entry for entry in entries(version) if entry.table == table and entry.axis == "column")


def groups(version: str) -> tuple[Entry, ...]:
    """The outcome groups of table three that are headings over several rows."""
    return tuple(entry for entry in entries(version) if entry.axis == "group")


def cells(version: str) -> tuple[tuple[str, str, str], ...]:
    """(table, row, column) of every cell that the form asks for: 200 in the 2021 form, 198 in the 2019 form."""
    return tuple(
        (entry.table, entry.key, column)
        for entry in entries(version)
        if entry.axis == "row" and entry.statutory
        for column in entry.columns
    )


def wide_column(table: str, row: str, column: str) -> str:
    """The name of a cell in mart.agency_year: requests_granted (its total), requests_granted_natural_person,
    reviews_overturned, rules_in_force, fees_10k_yuan."""
    if table == "requests":
        name = f"requests_{row}" if column == "total" else f"requests_{row}_{column}"
    elif table == "cases":
        name = f"{CASE_NOUN[row]}_{column}"
    else:
        name = f"{row}_{column}" if column else row
    return name.replace(".", "_")


@cache
def wide_columns() -> dict[str, tuple[str, str, str]]:
    """Wide name to (table, row, column), for every cell of every version, oldest version first; the statistics tables
    of 2008 to 2018 stay out."""
    return {
        wide_column(entry.table, entry.key, column): (entry.table, entry.key, column)
        for version in versions()
        for entry in entries(version)
        if entry.axis == "row" and entry.table != "statistics"
        for column in entry.columns
    }
