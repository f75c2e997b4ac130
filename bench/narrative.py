"""Measures the reader of prose against reports that a careful reader has marked up, and its speed.

    ./dev run python -m bench.narrative [--errors] [--speed] [--data FOLDER]

The set lies beside the project (narrative/dev.jsonl); a third of it, named in narrative_held_out.txt and drawn with the
seed 20261123 before the first phrasing was written, was kept unread. Errors are listed for the other two thirds only.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.parsing.narrative import read_figures
from etl.report import Figure, Section

HERE = Path(__file__).parent
BESIDE = HERE.parent.parent / "shared" / "narrative"
# fmt: off
SCORED = frozenset(
    {
        "requests_received", "requests_carried_over", "requests_answered", "requests_disclosed", "requests_refused",
        "proactive_items", "website_items", "wechat_items", "weibo_items", "newmedia_items", "normative_documents",
        "policy_interpretations", "press_conferences", "reviews", "litigations", "service_items_total",
        "service_items_one_visit", "one_visit_rate", "service_items_online", "online_rate", "instant_items",
        "cases_completed", "completion_rate", "evaluations_received", "satisfaction_rate", "hotline_cases",
        "hotline_satisfaction_rate", "trainings", "training_participants", "fees_charged",
    }
)
# fmt: on
KINDS = {
    "cumulative": "cumulative|since",
    "other year": "year",
    "not a count": "numeral|number|address|contact|name|term|postcode|phone|date|room",
}


@dataclass
class Score:
    """Counts over records: right and wrong picks, required figures found and missed, per metric too."""

    right: int = 0
    wrong: int = 0
    found: int = 0
    missed: int = 0
    certain_right: int = 0
    certain_wrong: int = 0
    distractors: Counter[str] = field(default_factory=Counter)  # by kind, those that were picked
    per_metric: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong or 1)

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed or 1)

    @property
    def certain_precision(self) -> float:
        return self.certain_right / (self.certain_right + self.certain_wrong or 1)


def picked(record: dict[str, Any]) -> list[Figure]:
    """This year's figures that the reader takes from a record's phrases; of one metric and value the surest."""
    text = "…".join(record["phrases"])
    figures = [figure for figure in read_figures([Section("1", "", text)], record["year"]) if figure.scope == "year"]
    order = {"certain": 0, "likely": 1, "ask": 2}
    best: dict[tuple[str, Decimal], Figure] = {}
    for figure in sorted(figures, key=lambda figure: order[figure.confidence]):
        best.setdefault((figure.metric, figure.value), figure)
    return [figure for figure in best.values() if figure.metric in SCORED]


def weigh(record: dict[str, Any], score: Score) -> None:
    """Add one record to the score, as the set's own README says figures are weighed."""
    wanted = [{**item, "value": Decimal(str(item["value"]))} for item in record["metrics"]]
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for item in wanted:
        if "part" in item and not item.get("optional"):
            sums[item["metric"]] += item["value"]
    hit: set[int] = set()
    for figure in picked(record):
        matches = [
            i
            for i, item in enumerate(wanted)
            if figure.value == item["value"] and figure.metric in {item["metric"], *item.get("alt", ())}
        ]
        if not matches and sums.get(figure.metric) == figure.value:
            matches = [i for i, item in enumerate(wanted) if item["metric"] == figure.metric and "part" in item]
        hit.update(matches)
        if matches and all(wanted[i].get("optional") for i in matches):
            continue
        count_pick(record, figure, bool(matches), score)
    for i, item in enumerate(wanted):
        if item.get("optional") or item.get("implied"):
            continue
        score.found += i in hit
        score.missed += i not in hit
        score.per_metric[item["metric"]]["found" if i in hit else "missed"] += 1
        if i not in hit:
            score.errors.append(f"{record['id']} missed {item['metric']} {item['value']}: {item['evidence']}")


def count_pick(record: dict[str, Any], figure: Figure, is_right: bool, score: Score) -> None:
    score.right += is_right
    score.wrong += not is_right
    score.certain_right += is_right and figure.confidence == "certain"
    score.certain_wrong += not is_right and figure.confidence == "certain"
    score.per_metric[figure.metric]["right" if is_right else "wrong"] += 1
    if not is_right:
        printed = figure.evidence
        traps = [trap["why"] for trap in record["distractors"] if trap["evidence"] in printed]
        score.distractors.update({kind_of(trap) for trap in traps})
        score.errors.append(
            f"{record['id']} wrong {figure.metric} {figure.value} ({figure.rule}, {figure.confidence}): "
            f"{printed[:90]} {traps}"
        )


def kind_of(why: str) -> str:
    """The kind of a distractor by what the set says of it: three that must never be picked, and the rest."""
    return next((kind for kind, words in KINDS.items() if re.search(words, why)), "other")


def report(name: str, score: Score, with_metrics: bool) -> None:
    print(
        f"{name}: precision {score.precision:.4f} ({score.right}/{score.right + score.wrong})  "
        f"recall {score.recall:.4f} ({score.found}/{score.found + score.missed})  "
        f"precision of certain {score.certain_precision:.4f} "
        f"({score.certain_right}/{score.certain_right + score.certain_wrong})"
    )
    print("  distractors picked: " + ", ".join(f"{kind} {score.distractors[kind]}" for kind in (*KINDS, "other")))
    if with_metrics:
        print(f"  {'metric':28}{'right':>6}{'wrong':>6}{'found':>6}{'missed':>7}")
        for metric, counts in sorted(score.per_metric.items()):
            print(f"  {metric:28}{counts['right']:6}{counts['wrong']:6}{counts['found']:6}{counts['missed']:7}")


def prose(records: list[dict[str, Any]], characters: int = 2000) -> list[str]:
    """Texts of about 6 KB (2,000 characters) made of the records' phrases and of plain sentences between them."""
    plain = "深入贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外。"
    texts = []
    for record in records:
        text = ""
        for turn in range(1000):
            text += record["phrases"][turn % len(record["phrases"])] + "。" + plain
            if len(text) >= characters:
                break
        texts.append(text[:characters])
    return texts


def read_all(texts: list[str]) -> int:
    return sum(len(read_figures([Section("1", "", text)], 2023)) for text in texts)


def speed(records: list[dict[str, Any]], reports: int) -> None:
    texts = prose(records)
    many = [texts[turn % len(texts)] for turn in range(reports)]
    workers = min(2, os.cpu_count() or 1)
    batches = [many[start : start + 100] for start in range(0, reports, 100)]
    used = time.process_time()
    read_all(many[:400])
    one = (time.process_time() - used) / min(400, reports) * 1000
    begun = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        figures = sum(pool.map(read_all, batches))
    taken, spent = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = (spent.ru_utime + spent.ru_stime) / workers
    kilobytes = sum(len(text.encode()) for text in texts) / len(texts) / 1000
    print(
        f"speed: {reports} reports of {kilobytes:.1f} KB in {taken:.1f} s on {workers} cores "
        f"({busy:.1f} s of work on each), {figures} figures; "
        f"{one:.2f} ms a report on one core"
    )


def main() -> None:
    words = argparse.ArgumentParser(description="Measure the reader of prose.")
    words.add_argument("--errors", action="store_true", help="list what was wrong or missed outside the held-out third")
    words.add_argument("--speed", action="store_true", help="measure the speed too")
    words.add_argument("--reports", type=int, default=20_000, help="reports for the measurement of speed")
    words.add_argument("--data", type=Path, default=BESIDE, help="the folder of dev.jsonl")
    chosen = words.parse_args()
    source = chosen.data / "dev.jsonl"
    if not source.exists():
        sys.exit(f"{source.name} is not in {chosen.data}: name its folder with --data")
    records = [json.loads(line) for line in source.read_text(encoding="utf-8").split("\n") if line.strip()]
    held_out = set((HERE / "narrative_held_out.txt").read_text().split())
    whole, seen, unseen = Score(), Score(), Score()
    for record in records:
        weigh(record, whole)
        weigh(record, unseen if record["id"] in held_out else seen)
    report(f"all {len(records)} reports", whole, with_metrics=False)
    report(f"{len(records) - len(held_out)} reports read while working", seen, with_metrics=True)
    report(f"{len(held_out)} reports held out", unseen, with_metrics=True)
    if chosen.errors:
        print(*seen.errors, sep="\n")
    if chosen.speed:
        speed(records, chosen.reports)


if __name__ == "__main__":
    main()
