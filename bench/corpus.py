"""Measures reading against a corpus of generated documents: quirks combined freely, every cell held against its truth.

    ./dev run python -m bench.corpus --count 5000 [--seed N] [--medium html] [--show 10] [--keep FOLDER]

Prints the share of documents whose every statutory cell came out as printed, documents with a wrong value that no
problem line announces (by quirk), and documents read per second of one core's time. Ends with 1 if a bar is missed."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from etl.demo.chance import source
from etl.demo.compare import differences
from etl.demo.draft import SUFFIXES, Draft, truth_of, write_draft
from etl.demo.plan import plan_drafts
from etl.demo.quirks import MEDIA, choose
from etl.documents.sniff import read_document
from etl.errors import UnreadableDocument
from etl.parsing.read import tables_of

EXACT_BAR, CHUNK = 0.995, 50


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading one document gave. `silent` counts wrong values of a document without any problem line."""

    number: int
    medium: str
    quirks: frozenset[str]
    seconds: float
    different: int
    silent: int
    example: str


@cache
def _drafts(seed: int) -> tuple[Draft, ...]:
    return tuple(plan_drafts(seed).values())


def make(seed: int, number: int, media: tuple[str, ...]) -> Draft:
    """One document of the corpus: facts of some report, medium and quirks drawn anew."""
    random = source(seed, "corpus", number)
    draft, medium = random.choice(_drafts(seed)), random.choice(media)
    quirks = choose(random, medium, draft.facts.form, freely=True)
    return replace(draft, medium=medium, quirks=quirks, file=f"{number}.{SUFFIXES[medium]}")


def measure(seed: int, number: int, media: tuple[str, ...], keep: Path | None) -> Outcome:
    """Write one document, read it back, compare."""
    draft = make(seed, number, media)
    data, truth = write_draft(draft), truth_of(draft)
    if keep is not None:
        (keep / draft.file).write_bytes(data)
    start = time.process_time()
    try:
        _, tables = tables_of(read_document(data, draft.file))
    except UnreadableDocument as error:
        return Outcome(number, draft.medium, draft.quirks, time.process_time() - start, 1, 0, str(error))
    seconds = time.process_time() - start
    found = differences(truth["cells"], tables.cells)
    wrong = sum(one.is_wrong_value for one in found)
    example = f"{found[0].kind} {'.'.join(found[0].key)}: {found[0].printed!r} read {found[0].read!r}" if found else ""
    if found and tables.problems:
        example += f" | {tables.problems[0].message}"
    silent = wrong if not tables.problems else 0
    return Outcome(number, draft.medium, draft.quirks, seconds, len(found), silent, example)


def _chunk(task: tuple[int, int, int, tuple[str, ...], Path | None]) -> list[Outcome]:
    seed, first, last, media, keep = task
    return [measure(seed, number, media, keep) for number in range(first, last)]


def run(seed: int, count: int, media: tuple[str, ...], keep: Path | None, workers: int) -> Iterator[Outcome]:
    """Every outcome, in order."""
    tasks = [(seed, first, min(first + CHUNK, count), media, keep) for first in range(0, count, CHUNK)]
    with ProcessPoolExecutor(workers) as pool:
        for outcomes in pool.map(_chunk, tasks):
            yield from outcomes


def show(outcomes: list[Outcome], examples: int) -> bool:
    """Print the tables; whether the bars are passed."""
    exact = sum(not one.different for one in outcomes)
    silent = [one for one in outcomes if one.silent]
    print(f"{'medium':8}{'documents':>10}{'exact':>10}{'silent':>8}{'docs/s':>9}{'median ms':>11}")
    for medium in MEDIA:
        of_medium = [one for one in outcomes if one.medium == medium]
        if of_medium:
            times = sorted(one.seconds for one in of_medium)
            good = sum(not one.different for one in of_medium) / len(of_medium)
            bad = sum(bool(one.silent) for one in of_medium)
            line = f"{medium:8}{len(of_medium):>10}{good:>10.2%}{bad:>8}{len(times) / sum(times):>9.0f}"
            print(f"{line}{times[len(times) // 2] * 1000:>11.1f}")
    _by_quirk(outcomes)
    for one in [one for one in outcomes if one.different][:examples]:
        print(f"#{one.number} {one.medium} {sorted(one.quirks)}: {one.different} cells differ; {one.example}")
    print(f"exact reports: {exact} of {len(outcomes)} = {exact / len(outcomes):.2%} (bar {EXACT_BAR:.1%})")
    print(f"documents with a silent wrong cell: {len(silent)} (bar 0)")
    return exact / len(outcomes) >= EXACT_BAR and not silent


def _by_quirk(outcomes: list[Outcome]) -> None:
    """The quirks of documents that did not come out exactly, worst first."""
    met = Counter(quirk for one in outcomes for quirk in one.quirks)
    inexact = Counter(quirk for one in outcomes if one.different for quirk in one.quirks)
    silent = Counter(quirk for one in outcomes if one.silent for quirk in one.quirks)
    print(f"{len(met)} quirks met, each in {min(met.values())} to {max(met.values())} documents")
    for quirk, count in sorted(inexact.items(), key=lambda pair: -pair[1] / met[pair[0]])[:12]:
        print(f"  {quirk:24}{met[quirk]:>6} documents{count:>6} inexact{silent[quirk]:>6} silent")


def main() -> None:
    words = argparse.ArgumentParser(description="Read a generated corpus and compare every cell with its truth.")
    words.add_argument("--count", type=int, default=5000)
    words.add_argument("--seed", type=int, default=7)
    words.add_argument("--medium", choices=MEDIA, action="append")
    words.add_argument("--show", type=int, default=10, metavar="N", help="show so many documents that differ")
    words.add_argument("--keep", type=Path, help="keep the documents in this folder")
    words.add_argument("--workers", type=int, default=2)
    chosen = words.parse_args()
    if chosen.keep is not None:
        chosen.keep.mkdir(parents=True, exist_ok=True)
    media = tuple(chosen.medium or MEDIA)
    outcomes = list(run(chosen.seed, chosen.count, media, chosen.keep, chosen.workers))
    raise SystemExit(0 if show(outcomes, chosen.show) else 1)


if __name__ == "__main__":
    main()
