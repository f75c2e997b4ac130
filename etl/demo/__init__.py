"""Owns the demonstration data (演示数据): a fictional city's reports as real documents, with the truth beside them."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .draft import truth_of, write_draft
from .expectations import failures
from .faults import Fault, described, plant, rules_of_words
from .plan import all_regions, all_years, deadline, expected, plan_drafts, within

SEED = 2019


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written: documents by medium, reports expected but missing, planted faults, failures to be found."""

    documents: int
    by_medium: dict[str, int]
    missing: int
    faults: int
    failures: int


def write_demo(
    out: Path,
    seed: int = SEED,
    on_progress: Callable[[int, int], None] | None = None,
    *,
    districts: Collection[str] | None = None,
    years: Collection[int] | None = None,
) -> Summary:
    """Write `out/documents/<region>/…`, `out/truth/reports.jsonl`, `out/faults.json` and `out/expected.csv`; the same
    bytes for the same seed. `districts` (region codes) and `years` keep to a part of the city."""
    chosen, span = districts or all_regions(), years or all_years()
    drafts, faults = plant(seed, within(plan_drafts(seed), chosen, span))
    due = [(agency, year) for agency, year in expected() if agency.region in chosen and year in span]
    records = []
    for done, draft in enumerate(drafts.values(), 1):
        path = out / "documents" / draft.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(write_draft(draft))
        records.append(truth_of(draft))
        if on_progress is not None:
            on_progress(done, len(drafts))
    failing = sorted({*failures(drafts, due), *_in_words(faults)})
    _write_lines(out / "truth" / "reports.jsonl", records)
    listed = {"faults": list(described(faults)), "failing": [list(failure) for failure in failing]}
    (out / "faults.json").write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _write_expected(out / "expected.csv", ((agency.agency_id, year, deadline(agency, year)) for agency, year in due))
    media = Counter(draft.medium for draft in drafts.values())
    return Summary(len(drafts), dict(sorted(media.items())), len(due) - len(drafts), len(faults), len(failing))


def _in_words(faults: Iterable[Fault]) -> set[tuple[str, str, int]]:
    """The failures of rules about prose, which no arithmetic over cells can show."""
    known = rules_of_words()
    return {(rule, fault.agency_id, fault.year) for fault in faults for rule in fault.rules if rule in known}


def _write_lines(path: Path, records: Iterable[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")


def _write_expected(path: Path, lines: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("agency_id", "year", "deadline_on"))
        writer.writerows(lines)
