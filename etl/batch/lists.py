"""Owns the lists that a run leaves for a person: problems.jsonl and problems.csv, agencies-proposed.csv."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

from catalog.problems import kinds
from etl.agencies import Registry, load_registry
from etl.batch.ledger import Ledger
from etl.batch.reading import write_whole
from etl.register.records import COLUMNS, as_row

LINE_ENDS = re.compile(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CSV_HEAD = ("file", "level", "code", "问题", "处理办法", "problem", "what to do", "report")


def write_problems(ledger: Ledger, out: Path) -> None:
    """problems.jsonl and problems.csv from the ledger: one line a problem, in the order of the files."""
    write_whole(out / "problems.jsonl", (_one_line(line) + "\n" for line in _problem_lines(ledger)))
    write_whole(out / "problems.csv", _csv_lines(_problem_lines(ledger)))


def _one_line(line: dict[str, str | None]) -> str:
    """JSON on one line for every reader: what some take for the end of a line is escaped."""
    return LINE_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(line, ensure_ascii=False))


def _csv_lines(lines: Iterator[dict[str, str | None]]) -> Iterator[str]:
    """The problems as CSV for a spreadsheet: with a byte order mark, both languages, text that starts like a formula
    kept as text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    yield "\ufeff"
    writer.writerow(CSV_HEAD)
    for line in lines:
        kind = kinds()[line["code"] or ""]
        words = [line["file"], line["level"], line["code"], line["message"], kind.remedy_zh]
        words += [kind.sentence(language="en"), kind.remedy_en, line["report"]]
        writer.writerow([_harmless(word or "") for word in words])
        yield text.getvalue()
        text.seek(0)
        text.truncate()


def _harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _problem_lines(ledger: Ledger) -> Iterator[dict[str, str | None]]:
    for outcome in ledger.outcomes():
        remarks = [(code, kinds()[code].sentence(detail)) for code, detail in ledger.remarks(outcome)]
        for code, message in [*outcome.problems, *remarks]:
            kind = kinds()[code]
            line: dict[str, str | None] = {"file": outcome.file, "code": code, "message": message}
            yield line | {"what_to_do": kind.remedy(), "level": kind.level, "report": outcome.report}


def write_proposed(ledger: Ledger, out: Path) -> None:
    """agencies-proposed.csv: agencies that the register lacks, in the columns of data/agencies.csv and with the file
    that first named each, for a person to confirm; no such file where there are none."""
    proposed: dict[tuple[str, str], str] = {}
    for outcome in ledger.outcomes():
        if any(code == "agency_unknown" for code, _ in outcome.problems):
            proposed.setdefault((outcome.agency_id or "", outcome.agency_printed or ""), outcome.file)
    path = out / "agencies-proposed.csv"
    if not proposed:
        path.unlink(missing_ok=True)
        return
    text, registry = io.StringIO(), load_registry()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, "first_seen_in"])
    for (agency_id, printed), file in sorted(proposed.items()):
        writer.writerow([*map(_harmless, _proposal(agency_id, printed, registry)), _harmless(file)])
    write_whole(path, text.getvalue())


def _proposal(agency_id: str, printed: str, registry: Registry) -> list[str]:
    """The row of a proposed agency; where nothing of it is known, only its printed name."""
    agency = registry.resolve(printed, agency_id.partition("-")[0] or None).agency
    if agency is not None and agency.agency_id == agency_id:
        return as_row(agency)
    return [agency_id, printed, *[""] * (len(COLUMNS) - 2)]
