"""Corrections and verdicts: applied while what they rest on stays the same; two builds and two versions compared."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.checks import check_rows
from etl.corrections import UndecidedEntry, record_correction, record_verdict
from etl.diff import compare_builds
from etl.warehouse import build_warehouse
from tests.rule_vectors import record

WRONG = {"zero": ["cases", "requests"], "cells": {"cases.review.upheld": 10, "cases.review.total": 0}}
CELL = {"agency_id": "a-x", "year": 2023, "table_name": "cases", "row_key": "review", "column_key": "total"}


def built(folder: Path, given: dict[str, Any], name: str) -> Path:
    (folder / "reports").mkdir(exist_ok=True)
    report = json.dumps(record("a-x", 2023, given), ensure_ascii=False)
    (folder / "reports" / "a.json").write_text(report, encoding="utf-8")
    return build_warehouse([folder / "reports"], folder / name, data=folder)


def asked(build: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(build), read_only=True) as connection:
        return connection.execute(query).fetchall()


def failure(build: Path) -> dict[str, Any]:
    return next(row for row in check_rows(build) if row["rule"] == "T4-01")


def test_a_correction_counts_and_the_printed_text_stays_until_the_document_changes(tmp_path: Path) -> None:
    record_correction(
        tmp_path / "corrections",
        CELL | {"printed": "0", "corrected_value": 10, "reason": "总计漏填，四项之和为10", "person": "甲"},
    )
    build = built(tmp_path, WRONG, "one")
    cell = (
        "SELECT printed, value, read_value, corrected_value FROM mart.printed_cell WHERE wide_column = 'reviews_total'"
    )
    assert asked(build, cell) == [("0", 10, 0, 10)]
    assert asked(build, "SELECT reviews_total FROM mart.agency_year") == [(10,)]
    assert asked(build, "SELECT status, printed_now FROM core.correction") == [("applied", "0")]
    assert failure(build)["result"] == "pass"

    mended = built(tmp_path, WRONG | {"cells": {"cases.review.upheld": 10, "cases.review.total": 10}}, "two")
    assert asked(mended, cell) == [("10", 10, 10, None)]
    assert asked(mended, "SELECT status, printed_now FROM core.correction") == [("expired", "10")]


def test_the_last_word_about_a_cell_counts_and_may_withdraw(tmp_path: Path) -> None:
    folder = tmp_path / "corrections"
    given = CELL | {"printed": "0", "reason": "r", "person": "甲"}
    record_correction(folder, given | {"corrected_value": 10, "decided_on": "2024-01-01"})
    record_correction(folder, given | {"corrected_value": "", "decided_on": "2024-01-02"})
    build = built(tmp_path, WRONG, "one")
    assert asked(build, "SELECT status FROM core.correction") == [("withdrawn",)]
    assert asked(build, "SELECT reviews_total FROM mart.agency_year") == [(0,)]
    assert len((folder / "corrections.csv").read_text(encoding="utf-8").splitlines()) == 3


def test_a_correction_needs_a_reason_and_a_person(tmp_path: Path) -> None:
    with pytest.raises(UndecidedEntry, match="reason"):
        record_correction(tmp_path, CELL | {"printed": "0", "corrected_value": 10, "person": "甲"})
    assert not list(tmp_path.iterdir())


def test_a_verdict_holds_while_the_operands_stay_and_asks_again_when_they_change(tmp_path: Path) -> None:
    first = failure(built(tmp_path, WRONG, "one"))
    assert (first["result"], first["verdict"]) == ("fail", None)
    verdict = {"rule": "T4-01", "agency_id": "a-x", "year": 2023, "operands_mark": first["operands_mark"]}
    record_verdict(tmp_path / "verdicts", verdict | {"verdict": "confirmed", "person": "甲"})
    again = built(tmp_path, WRONG, "two")
    assert failure(again)["verdict"] == "confirmed"
    assert asked(again, "SELECT status FROM mart.verdict") == [("holds",)]
    changed = built(tmp_path, WRONG | {"cells": {"cases.review.upheld": 11, "cases.review.total": 0}}, "three")
    assert (failure(changed)["result"], failure(changed)["verdict"]) == ("fail", None)
    assert asked(changed, "SELECT status FROM mart.verdict") == [("ask again",)]
    sound = built(tmp_path, WRONG | {"cells": {"cases.review.upheld": 11, "cases.review.total": 11}}, "four")
    assert asked(sound, "SELECT status FROM mart.verdict") == [("settled",)]
    with pytest.raises(UndecidedEntry):
        record_verdict(tmp_path / "verdicts", verdict | {"verdict": "perhaps", "person": "甲"})


def test_two_builds_differ_by_their_cells_and_reports(tmp_path: Path) -> None:
    one = built(tmp_path, WRONG, "one")
    report = json.dumps(record("b-x", 2023, WRONG), ensure_ascii=False)
    (tmp_path / "reports" / "b.json").write_text(report, encoding="utf-8")
    two = built(tmp_path, WRONG | {"cells": {"cases.review.upheld": 10, "cases.review.total": "/"}}, "two")
    found = compare_builds(one, two)
    assert [(item.kind, item.agency_id, item.row, item.column) for item in found] == [
        ("printed_changed", "a-x", "review", "total"),
        ("report_added", "b-x", "", ""),
    ]
    assert (found[0].before, found[0].after, found[0].value_before, found[0].value_after) == (
        "0",
        "/",
        Decimal(0),
        None,
    )
    assert compare_builds(one, one) == []
    assert [item.kind for item in compare_builds(two, one)] == ["printed_changed", "report_removed"]


def test_two_versions_of_one_report_give_a_list_of_changed_cells(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    later = record("a-x", 2023, WRONG | {"published_on": "2024-02-01", "cells": {"cases.review.total": 3}})
    later["source"]["sha256"] = "later"
    (tmp_path / "reports" / "later.json").write_text(json.dumps(later), encoding="utf-8")
    build = built(tmp_path, WRONG | {"published_on": "2024-01-01"}, "one")
    changed = asked(build, "SELECT row_key, column_key, before, after FROM mart.revision ORDER BY ALL")
    assert changed == [("review", "total", "0", "3"), ("review", "upheld", "10", "0")]
