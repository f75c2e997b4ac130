"""Owns what is said of a parse folder as a whole: second sources, versions, the list of problems, new agencies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from etl.batch.ledger import Ledger, Outcome
from etl.batch.lists import write_problems, write_proposed
from etl.batch.reading import write_whole
from etl.plain import record_json

Record = dict[str, Any]


def finish(ledger: Ledger, out: Path) -> None:
    """Name second sources in the reports they belong to; write problems.jsonl, problems.csv, agencies-proposed.csv."""
    for group in ledger.same_report():
        _settle(group, ledger, out)
    write_problems(ledger, out)
    write_proposed(ledger, out)


def _settle(group: list[Outcome], ledger: Ledger, out: Path) -> None:
    """The same report from two places is one report with two sources, two versions of one report are both kept."""
    versions = _versions(group, out)
    for first, *others in versions:
        for other in others:
            ledger.remark(other, "duplicate", first.file)
        if others:
            _name_sources(first, others, out)
    if len(versions) > 1:
        names = "、".join(version[0].file for version in versions[:5])
        for version in versions:
            ledger.remark(version[0], "two_versions", names)


def _versions(group: list[Outcome], out: Path) -> list[list[Outcome]]:
    """One list for each thing that the documents of one agency, year and scope say, the document to keep first.

    A page without tables whose figures all stand in a document with them is that document's page, not a version."""
    said: dict[str, list[Outcome]] = {}
    for outcome in group:
        said.setdefault(outcome.digest or "", []).append(outcome)
    with_tables = {digest: version for digest, version in said.items() if digest.startswith("c")}
    for digest in [digest for digest in said if digest.startswith("t")] if with_tables else []:
        whole = _whole_of(said[digest], list(with_tables.values()), out)
        if whole is not None:
            whole += said.pop(digest)
    return list(said.values())


def _whole_of(page: list[Outcome], whole: list[list[Outcome]], out: Path) -> list[Outcome] | None:
    """The version with tables that a page without them belongs to; a page whose report is gone belonged to one."""
    record = _record(page[0], out)
    if record is None:
        return whole[0]
    for version in whole:
        other = _record(version[0], out)
        if other is not None and _figures(record) <= _figures(other):
            return version
    return None


def _record(outcome: Outcome, out: Path) -> Record | None:
    """The parsed report of a document, None where it is not there."""
    path = out / str(outcome.report)
    return json.loads(path.read_text(encoding="utf-8")) if outcome.report and path.exists() else None


def _figures(record: Record) -> set[tuple[str, str]]:
    return {(figure["metric"], str(figure["value"])) for figure in record["figures"]}


def _name_sources(first: Outcome, others: list[Outcome], out: Path) -> None:
    """Name the other sources in the report that is kept, take from them the day of publication and the address that it
    lacks, and remove their own reports."""
    record = _record(first, out)
    if record is None:
        return
    before = json.dumps(record, ensure_ascii=False)
    known = {(source["file"], source["sha256"]): source for source in record.get("other_sources") or ()}
    sources = []
    for other in others:
        theirs = _record(other, out) if other.report != first.report else None
        address = theirs["source"]["address"] if theirs else known.get((other.file, other.sha256), {}).get("address")
        sources.append({"file": other.file, "sha256": other.sha256, "medium": other.medium, "address": address})
        if theirs and record["published_on"] is None and theirs["published_on"]:
            record["published_on"] = theirs["published_on"]
            said = theirs["identity_evidence"].get("published_on", "")
            record["identity_evidence"]["published_on"] = f"{other.file}：{said}"
    record["other_sources"] = sources
    if json.dumps(record, ensure_ascii=False) != before:
        write_whole(out / str(first.report), record_json(record))
    for name in {other.report for other in others if other.report} - {first.report}:
        (out / name).unlink(missing_ok=True)
