"""Owns the measurement of identity: how many agencies and years of real reports are read right, and how fast.

./dev run python -m bench.identity [../shared/narrative/dev.jsonl] [--misses]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from etl.agencies import Registry, load_registry
from etl.documents.document import Document, Paragraph
from etl.errors import UnreadableDocument
from etl.parsing.identity import Identity, read_identity

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "narrative" / "dev.jsonl"
MIRRORS = {"hacked_mirror", "reject_template"}


def as_document(record: dict[str, Any]) -> Document:
    """A small document of the record's title and phrases."""
    lines = [record["title"]] if record["title"] else []
    return Document("html", tuple(Paragraph(line) for line in [*lines, *record["phrases"]] if line.strip()))


def is_stated(record: dict[str, Any]) -> bool:
    """Whether title or phrases name the agency."""
    return bool(record["title"]) or record["agency"][-5:] in " ".join(record["phrases"])


def read(record: dict[str, Any], registry: Registry, address: str | None) -> Identity | str:
    """The identity, or the code with which the document was refused."""
    try:
        return read_identity(as_document(record), (), "page.html", registry, address)
    except UnreadableDocument as refused:
        return refused.code


def judge(record: dict[str, Any], registry: Registry, show: bool) -> Counter[str]:
    """What came out for one record: counts of right, wrong and missing agencies and years, and of refusals."""
    count: Counter[str] = Counter()
    url = record["url"] or None
    bad = bool(MIRRORS & set(record["flags"]))
    with_address = read(record, registry, url)
    if isinstance(with_address, str):
        count["refused rightly" if bad else "refused wrongly"] += 1
        if show and not bad:
            print(record["id"], record["flags"], "refused:", with_address, url)
    elif bad:
        count["mirror let in"] += 1
        if show:
            print(record["id"], "mirror let in", url)
    found = with_address if not isinstance(with_address, str) else read(record, registry, None)
    if isinstance(found, str):
        return count
    wanted = registry.resolve(record["agency"])
    if wanted.agency is not None:
        kind = "stated" if is_stated(record) else "unstated"
        got = "right" if found.agency_id == wanted.agency.agency_id else "none" if found.agency_id is None else "wrong"
        count[f"agency {kind} {got}"] += 1
        if show and got != "right" and (kind == "stated" or got == "wrong"):
            print(
                record["id"],
                "agency",
                wanted.agency.agency_id,
                "got",
                found.agency_id,
                found.agency_printed,
                found.evidence,
            )
    if record["year"]:
        stated = str(record["year"]) in record["title"] + " ".join(record["phrases"])
        got = "right" if found.year == record["year"] else "none" if found.year is None else "wrong"
        count[f"year {'stated' if stated else 'unstated'} {got}"] += 1
        if show and got != "right" and (stated or got == "wrong"):
            print(record["id"], "year", record["year"], "got", found.year, found.evidence.get("year"))
    return count


def main(path: Path, show: bool) -> None:
    started = time.perf_counter()
    registry = load_registry()
    loaded = time.perf_counter() - started
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    for record in records[:2]:
        judge(record, registry, False)
    parts: dict[str, Counter[str]] = {"all": Counter(), "kept aside": Counter()}
    started = time.perf_counter()
    for number, record in enumerate(records):
        count = judge(record, registry, show)
        parts["all"] += count
        if number % 3 == 1:
            parts["kept aside"] += count
    spent = time.perf_counter() - started
    for name, count in parts.items():
        print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in sorted(count.items())))
    print(f"register loaded in {loaded * 1000:.0f} ms; {spent / len(records) * 1000:.2f} ms a record")


if __name__ == "__main__":
    words = argparse.ArgumentParser(description="Measure how agencies and years of real reports are told.")
    words.add_argument("records", type=Path, nargs="?", default=BESIDE, help="the file of records (dev.jsonl)")
    words.add_argument("--misses", action="store_true", help="list what was told wrong outside the third kept aside")
    chosen = words.parse_args()
    if not chosen.records.exists():
        sys.exit(f"{chosen.records.name} is not there: name the file of records")
    main(chosen.records, chosen.misses)
