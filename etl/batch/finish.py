"""Owns what is said of a parse folder as a whole: second sources, versions, problems.jsonl, proposed agencies."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

from catalog.problems import kinds
from etl.batch.ledger import Ledger, Outcome
from etl.batch.reading import write_whole
from etl.report import record_json


def finish(ledger: Ledger, out: Path) -> None:
    """Name second sources in the reports they belong to, and write problems.jsonl and agencies-proposed.csv."""
    _name_duplicates(ledger, out)
    _write_problems(ledger, out)
    _write_proposed(ledger, out)


def _name_duplicates(ledger: Ledger, out: Path) -> None:
    """The same report from two places is one report with two sources: keep the first, name the others in it."""
    for group in ledger.same_report():
        for first, *others in _by_digest(group):
            spare = {other.report for other in others if other.report} - {first.report}
            path = out / str(first.report)
            if not others or not path.exists():
                continue
            record = json.loads(path.read_text(encoding="utf-8"))
            sources = [{"file": o.file, "sha256": o.sha256, "medium": o.medium, "address": None} for o in others]
            if record.get("other_sources") != sources:
                record["other_sources"] = sources
                write_whole(path, record_json(record))
            for name in spare:
                (out / name).unlink(missing_ok=True)


def _by_digest(group: list[Outcome]) -> list[list[Outcome]]:
    """One list for each thing that the documents of one agency, year and scope say."""
    said: dict[str | None, list[Outcome]] = {}
    for outcome in group:
        said.setdefault(outcome.digest, []).append(outcome)
    return list(said.values())


def _write_problems(ledger: Ledger, out: Path) -> None:
    """problems.jsonl from the ledger: one line a problem, in the order of the files."""
    _remark_versions(ledger)
    write_whole(out / "problems.jsonl", (f"{line}\n" for line in _problem_lines(ledger)))


def _remark_versions(ledger: Ledger) -> None:
    for group in ledger.same_report():
        versions = _by_digest(group)
        for first, *others in versions:
            for other in others:
                ledger.remark(other, "duplicate", first.file)
        if len(versions) > 1:
            names = "、".join(version[0].file for version in versions[:5])
            for version in versions:
                ledger.remark(version[0], "two_versions", names)


def _problem_lines(ledger: Ledger) -> Iterator[str]:
    for outcome in ledger.outcomes():
        remarks = [(code, kinds()[code].sentence(detail)) for code, detail in ledger.remarks(outcome)]
        for code, message in [*outcome.problems, *remarks]:
            kind = kinds()[code]
            line: dict[str, str | None] = {"file": outcome.file, "code": code, "message": message}
            line |= {"what_to_do": kind.remedy(), "level": kind.level, "report": outcome.report}
            yield json.dumps(line, ensure_ascii=False)


def _write_proposed(ledger: Ledger, out: Path) -> None:
    """agencies-proposed.csv: agencies that the register lacks, for a person to confirm."""
    proposed: dict[tuple[str, str], str] = {}
    for outcome in ledger.outcomes():
        if any(code == "agency_unknown" for code, _ in outcome.problems):
            proposed.setdefault((outcome.agency_id or "", outcome.agency_printed or ""), outcome.file)
    if proposed:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["agency_id", "name_zh", "first_seen_in"])
        writer.writerows([*key, file] for key, file in sorted(proposed.items()))
        write_whole(out / "agencies-proposed.csv", text.getvalue())
