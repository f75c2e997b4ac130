"""Owns the ledger of a parse folder: which document gave what, kept on disk so that a killed run goes on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

TABLES = """
create table if not exists document (
    file text not null,            -- path as given, members of an archive as archive!member
    sha256 text not null,
    parser_version text not null,
    medium text,
    form text,
    report text,                   -- name of the JSON file, null if no report came of it
    agency_id text, agency_printed text, year integer, scope text,
    digest text,                   -- of what the report says, whatever the medium
    failing integer,               -- identities of the tables that do not hold
    problems text not null,        -- JSON list of [code, message]
    primary key (file, sha256)
);
create index if not exists document_key on document (agency_id, year, scope);
create index if not exists document_report on document (report);
create table if not exists archive (file text, sha256 text, parser_version text, primary key (file, sha256));
create table if not exists place (path blob primary key, file text, sha256 text);  -- where which document lies
create index if not exists place_document on place (file, sha256);
create temp table remark (file text, sha256 text, code text, detail text, primary key (file, sha256, code));
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one document gave. `problems` are pairs of code and sentence."""

    file: str
    sha256: str
    parser_version: str
    medium: str | None = None
    form: str | None = None
    report: str | None = None
    agency_id: str | None = None
    agency_printed: str | None = None
    year: int | None = None
    scope: str | None = None
    digest: str | None = None
    failing: int | None = None
    problems: tuple[tuple[str, str], ...] = field(default_factory=tuple)


COLUMNS = tuple(part.name for part in fields(Outcome))


class Ledger:
    """The ledger of one folder; a context manager that commits when left."""

    def __init__(self, folder: Path) -> None:
        self.connection = sqlite3.connect(folder / "ledger.sqlite")
        self.connection.executescript("pragma journal_mode = wal; pragma synchronous = normal;" + TABLES)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.commit()
        self.connection.close()

    def known(self, file: str, sha256: str, parser_version: str) -> Outcome | None:
        """What this very document gave before under the same parser version, or None."""
        found = self.connection.execute(
            "select * from document where file = ? and sha256 = ? and parser_version = ?",
            (file, sha256, parser_version),
        ).fetchone()
        return self._outcome(found) if found else None

    def knows_archive(self, file: str, sha256: str, parser_version: str) -> bool:
        """Whether every member of this archive was read under the same parser version."""
        question = "select 1 from archive where file = ? and sha256 = ? and parser_version = ?"
        return self.connection.execute(question, (file, sha256, parser_version)).fetchone() is not None

    def finish_archive(self, file: str, sha256: str, parser_version: str) -> None:
        """Note that every member of an archive has been read by this version of the parser."""
        self.connection.execute("insert or replace into archive values (?, ?, ?)", (file, sha256, parser_version))

    def members(self, file: str, parser_version: str) -> Iterator[Outcome]:
        """What the members of an archive gave."""
        question = "select * from document where file like ? escape '\\' and parser_version = ?"
        pattern = file.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "!%"
        for found in self.connection.execute(question, (pattern, parser_version)):
            yield self._outcome(found)

    def record(self, outcome: Outcome) -> str | None:
        """Note an outcome; returns the name of a report that it replaces and that nobody else names, else None."""
        before = self.connection.execute(
            "select report from document where file = ? and sha256 = ?", (outcome.file, outcome.sha256)
        ).fetchone()
        self.connection.execute(
            "insert or replace into document values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                outcome.file, outcome.sha256, outcome.parser_version, outcome.medium, outcome.form, outcome.report,
                outcome.agency_id, outcome.agency_printed, outcome.year, outcome.scope, outcome.digest, outcome.failing,
                json.dumps(outcome.problems, ensure_ascii=False),
            ),
        )  # fmt: skip
        if not before or before[0] is None or before[0] == outcome.report:
            return None
        return None if self._is_named(before[0]) else str(before[0])

    def lies_at(self, path: bytes, outcome: Outcome) -> str | None:
        """Note where a document lies. What lay there before is forgotten; returns its report if no other names it."""
        here = (outcome.file, outcome.sha256)
        before = self.connection.execute("select file, sha256 from place where path = ?", (path,)).fetchone()
        if before == here:
            return None
        self.connection.execute("insert or replace into place values (?, ?, ?)", (path, *here))
        if before is None or self._one("select 1 from place where file = ? and sha256 = ?", *before):
            return None
        report = self._one("select report from document where file = ? and sha256 = ?", *before)
        self.connection.execute("delete from document where file = ? and sha256 = ?", before)
        return None if report is None or self._is_named(report) else str(report)

    def places(self, file: str, sha256: str) -> list[bytes]:
        """Where a document lies: paths, those in archives with the name of the member behind."""
        question = "select path from place where file = ? and sha256 = ?"
        return [path for (path,) in self.connection.execute(question, (file, sha256))]

    def _one(self, question: str, *values: object) -> Any:
        found = self.connection.execute(question, values).fetchone()
        return found[0] if found else None

    def _is_named(self, report: str) -> bool:
        return self._one("select 1 from document where report = ?", report) is not None

    def remark(self, outcome: Outcome, code: str, detail: str) -> None:
        """Note a problem that shows only beside other documents; it is not kept."""
        self.connection.execute(
            "insert or replace into remark values (?, ?, ?, ?)", (outcome.file, outcome.sha256, code, detail)
        )

    def remarks(self, outcome: Outcome) -> list[tuple[str, str]]:
        """(code, detail) of the problems noted with `remark`."""
        question = "select code, detail from remark where file = ? and sha256 = ? order by code"
        return self.connection.execute(question, (outcome.file, outcome.sha256)).fetchall()

    def commit(self) -> None:
        """Write what was noted to the disk."""
        self.connection.commit()

    def outcomes(self) -> Iterator[Outcome]:
        """Everything noted, in the order of the files."""
        for found in self.connection.execute("select * from document order by file, sha256"):
            yield self._outcome(found)

    def same_report(self) -> Iterator[list[Outcome]]:
        """Groups of two or more documents with the same agency, year and scope, in the order of the files."""
        question = """select * from document where agency_id is not null and year is not null and report is not null
            and (agency_id, year, scope) in (select agency_id, year, scope from document
                where report is not null group by agency_id, year, scope having count(*) > 1)
            order by agency_id, year, scope, file"""
        group: list[Outcome] = []
        for found in self.connection.execute(question):
            outcome = self._outcome(found)
            if group and (outcome.agency_id, outcome.year, outcome.scope) != (
                group[0].agency_id, group[0].year, group[0].scope,
            ):  # fmt: skip
                yield group
                group = []
            group.append(outcome)
        if group:
            yield group

    def twins(self, outcome: Outcome) -> Iterator[str]:
        """The reports of other documents for the same agency, year and scope that this one may be a second source of:
        they say the same, or they have the tables that this one lacks."""
        question = """select report from document where agency_id = ? and year = ? and scope = ?
            and (digest = ? or (substr(?, 1, 1) = 't' and substr(digest, 1, 1) = 'c')) and report is not null"""
        key = (outcome.agency_id, outcome.year, outcome.scope, outcome.digest, outcome.digest)
        for (name,) in self.connection.execute(question, key):
            yield str(name)

    @staticmethod
    def _outcome(found: tuple[Any, ...]) -> Outcome:
        problems = tuple((code, message) for code, message in json.loads(found[12]))
        values = dict(zip(COLUMNS, found, strict=True)) | {"problems": problems}
        return Outcome(**values)
