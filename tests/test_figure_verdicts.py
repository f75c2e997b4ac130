"""Verdicts on figures of the prose: applied by the next build, kept through a re-parse, listed when stale."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from catalog.verdicts import faults, figure_key, standing
from etl.checks import check_rows
from etl.warehouse import build_warehouse
from tests.rule_vectors import record

FIRST = "我局2023年主动公开政府信息1,148条。"
SECOND = "全年共发布政府信息1200条。"
TEXT = "总体情况如下。" + FIRST + SECOND


def figure(metric: str, value: float, sentence: str, words: str, **more: Any) -> dict[str, Any]:
    """A figure as the reader of prose would write it for these words of TEXT."""
    offset = TEXT.find(sentence) + sentence.find(words)
    place = {"evidence": sentence, "offset": offset, "length": len(words), "section": "1"}
    return {"metric": metric, "value": value, "unit": "条", "confidence": "certain"} | place | more


ITEMS = figure("proactive_items", 1148, FIRST, "1,148条")
ASKED = figure("website_items", 1200, SECOND, "1200条", confidence="ask")
RIVALS = [ITEMS | {"rival": True}, figure("proactive_items", 1200, SECOND, "1200条", rival=True, confidence="likely")]


def verdict(of: dict[str, Any], word: str, **more: Any) -> dict[str, Any]:
    """A line of figures.jsonl on a figure."""
    about = {"agency_id": "a-x", "year": 2023, "scope": "office", "metric": of["metric"], "period": "year"}
    about |= {"value": str(of["value"]), "sentence": of["evidence"], "figure": "", "offset": of["offset"]}
    return about | {"verdict": word, "person": "甲", "decided_at": "2024-05-01T08:00:00Z"} | more


def write(folder: Path, *lines: dict[str, Any] | str) -> None:
    path = folder / "verdicts" / "figures.jsonl"
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        for line in lines:
            file.write((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n")


def built(folder: Path, name: str, *figures: dict[str, Any], text: str = TEXT, **more: Any) -> Path:
    (folder / "reports").mkdir(exist_ok=True)
    report = record("a-x", 2023, {"figures": figures, "sections": {"1": text}} | more)
    (folder / "reports" / "a.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    return build_warehouse([folder / "reports"], folder / name, data=folder)


def asked(build: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(build), read_only=True) as connection:
        return connection.execute(query).fetchall()


STATED = "SELECT stated_proactive_items FROM mart.agency_year"
FIGURE = "SELECT status, value, read_value, corrected_value FROM core.figure ORDER BY figure_id"


def test_a_figure_without_a_verdict_keeps_its_confidence(tmp_path: Path) -> None:
    build = built(tmp_path, "one", ITEMS, ASKED)
    assert asked(build, FIGURE) == [("certain", 1148, 1148, None), ("ask", 1200, 1200, None)]
    assert asked(build, "SELECT metric, why_asked FROM mart.figure WHERE why_asked <> ''") == [("website_items", "ask")]
    assert asked(build, "SELECT stated_website_items FROM mart.agency_year") == [(None,)]


def test_an_accepted_figure_counts_and_is_confirmed(tmp_path: Path) -> None:
    write(tmp_path, verdict(ASKED, "accept"))
    build = built(tmp_path, "one", ITEMS, ASKED)
    assert asked(build, FIGURE)[1] == ("confirmed", 1200, 1200, None)
    assert asked(build, "SELECT stated_website_items FROM mart.agency_year") == [(1200,)]
    assert asked(build, "SELECT status FROM core.stated_value WHERE metric = 'website_items'") == [("confirmed",)]
    assert asked(build, "SELECT count(*) FROM mart.figure WHERE why_asked <> ''") == [(0,)]


def test_a_rejected_figure_leaves_the_metric_and_stays_in_sight(tmp_path: Path) -> None:
    write(tmp_path, verdict(ITEMS, "reject", reason="系区级汇总数"))
    build = built(tmp_path, "one", ITEMS)
    assert asked(build, STATED) == [(None,)]
    assert asked(build, "SELECT status, read_value, person, verdict_reason FROM core.figure") == [
        ("rejected", 1148, "甲", "系区级汇总数")
    ]


def test_a_corrected_figure_is_used_and_its_printed_value_kept(tmp_path: Path) -> None:
    write(tmp_path, verdict(ITEMS | {"bound": "≥"}, "correct", corrected_value="1145", reason="合计漏三条"))
    build = built(tmp_path, "one", ITEMS | {"bound": "≥"})
    assert asked(build, STATED) == [(1145,)]
    row = "SELECT status, value, read_value, printed, bound, read_bound, place FROM core.figure"
    assert asked(build, row) == [("corrected", 1145, 1148, "1,148条", "=", "≥", 15)]


def test_a_doubted_figure_leaves_the_metric_and_stands_in_the_list(tmp_path: Path) -> None:
    write(tmp_path, verdict(ITEMS, "doubt"))
    build = built(tmp_path, "one", ITEMS)
    assert asked(build, STATED) == [(None,)]
    assert asked(build, "SELECT status, why_asked FROM mart.figure") == [("ask", "doubted")]


def test_of_two_rivals_the_confirmed_one_counts_and_a_rejected_one_is_no_rival(tmp_path: Path) -> None:
    assert asked(built(tmp_path, "one", *RIVALS), STATED) == [(None,)]
    write(tmp_path, verdict(RIVALS[0], "accept"))
    confirmed = built(tmp_path, "two", *RIVALS)
    assert asked(confirmed, STATED) == [(1148,)]
    assert asked(confirmed, "SELECT why_asked FROM mart.figure ORDER BY figure_id") == [("",), ("rival",)]
    write(tmp_path, verdict(RIVALS[0], "withdraw"), verdict(RIVALS[0], "reject"))
    rejected = built(tmp_path, "three", *RIVALS)
    assert asked(rejected, STATED) == [(1200,)]
    assert asked(rejected, "SELECT count(*) FROM mart.figure WHERE why_asked <> ''") == [(0,)]


def test_a_verdict_survives_a_new_parse_and_the_rebuild(tmp_path: Path) -> None:
    write(tmp_path, verdict(ITEMS, "correct", corrected_value="1145"))
    first = built(tmp_path, "one", ITEMS)
    again = built(tmp_path, "two", ITEMS)
    moved = "一、概况。" + TEXT.replace("1,148", "１，１４８").replace("我局2023年", "我局 2023年\n")
    sentence = FIRST.replace("1,148", "１，１４８").replace("我局2023年", "我局 2023年\n")
    reread = ITEMS | {"evidence": sentence, "offset": 30, "rule": "proactive_items/other", "confidence": "likely"}
    other = built(tmp_path, "three", reread, text=moved, parser_version="test-2")
    for build in (first, again, other):
        assert asked(build, STATED) == [(1145,)]
        assert asked(build, "SELECT status, corrected_value FROM core.figure_verdict") == [("applied", 1145)]
    prints = [asked(build, "SELECT fingerprint FROM core.build") for build in (first, again)]
    assert prints[0] == prints[1]


def test_a_verdict_is_stale_when_its_sentence_is_gone_and_changed_when_it_reads_otherwise(tmp_path: Path) -> None:
    write(tmp_path, verdict(ITEMS, "correct", corrected_value="1145"))
    gone = FIRST.replace("1,148", "1,260")
    stale = built(tmp_path, "one", ITEMS | {"evidence": gone, "value": 1260}, text=TEXT.replace(FIRST, gone))
    assert asked(stale, "SELECT status, metric, value, person FROM core.figure_verdict") == [
        ("stale", "proactive_items", 1148, "甲")
    ]
    assert asked(stale, STATED) == [(1260,)]
    changed = built(tmp_path, "two", ITEMS | {"value": 11480000})
    assert asked(changed, "SELECT status FROM core.figure_verdict") == [("changed",)]
    assert asked(changed, STATED) == [(11480000,)]


def test_a_verdict_on_a_report_that_is_not_there_says_so(tmp_path: Path) -> None:
    write(tmp_path, verdict(ITEMS, "accept", year=2019))
    assert asked(built(tmp_path, "one", ITEMS), "SELECT status FROM core.figure_verdict") == [("no report",)]


def test_a_line_that_is_no_verdict_is_listed_and_harms_nothing(tmp_path: Path) -> None:
    write(tmp_path, "{broken", verdict(ITEMS, "praise"), verdict(ITEMS, "reject"))
    build = built(tmp_path, "one", ITEMS)
    found = asked(build, "SELECT status, reason FROM core.figure_verdict ORDER BY status, reason")
    assert [status for status, _ in found] == ["applied", "unreadable", "unreadable"]
    assert "line 1" in found[1][1] and "verdict is one of" in found[2][1]
    assert asked(build, STATED) == [(None,)]


def test_the_last_word_counts_and_a_withdrawal_brings_back_the_one_before(tmp_path: Path) -> None:
    said = [verdict(ITEMS, "reject"), verdict(ITEMS, "accept"), verdict(ITEMS, "withdraw")]
    assert standing(said[:2])[figure_key(ITEMS | said[0])]["verdict"] == "accept"
    assert standing(said)[figure_key(said[0])]["verdict"] == "reject"
    assert standing([*said, verdict(ITEMS, "withdraw")]) == {}


@pytest.mark.parametrize("lacking", ["person", "decided_at", "metric", "agency_id"])
def test_a_verdict_needs_who_when_and_what(lacking: str) -> None:
    assert faults(verdict(ITEMS, "accept") | {lacking: ""}) == [f"{lacking} is missing"]
    assert faults(verdict(ITEMS, "correct")) == ["corrected_value is no number"]


def test_rejected_figures_take_no_part_in_checks(tmp_path: Path) -> None:
    wrong = figure("requests_received", 9, FIRST, "1,148条", unit="件")
    cells = {"cells": {"requests.received.total": 5, "requests.carried_in.total": 0}}
    assert "TX-01" in {
        row["rule"] for row in check_rows(built(tmp_path, "one", wrong, **cells)) if row["result"] == "fail"
    }
    write(tmp_path, verdict(wrong, "reject"))
    assert "TX-01" not in {row["rule"] for row in check_rows(built(tmp_path, "two", wrong, **cells))}


def test_rates_that_say_what_they_mean_are_kept_apart_as_well(tmp_path: Path) -> None:
    could = figure("online_rate", 100, FIRST, "1,148条", definition="网上可办") | {"unit": "%"}
    whole = figure("online_rate", 89.4, SECOND, "1200条", definition="全程网办") | {"unit": "%"}
    build = built(tmp_path, "one", could, whole)
    columns = "SELECT stated_reachable_online_rate, stated_full_online_rate, stated_online_rate FROM mart.agency_year"
    assert [tuple(map(str, row)) for row in asked(build, columns)] == [("1.000000", "0.894000", "None")]
