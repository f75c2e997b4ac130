"""Since when a rule fails: the first of the years in a row, told on the report's page and in the work list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalog.texts import speaker
from dashboard import faults, reading
from dashboard.queries import reports
from dashboard.reader import Reader
from etl.warehouse import build_warehouse
from tests.rule_vectors import record

ZH = Reader("zh", "real", speaker("zh"))
WRONG = {"zero": ["cases"], "cells": {"cases.review.upheld": 1, "cases.review.total": 0}}
SOUND = {"zero": ["cases"], "cells": {}}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Wrong in 2019, sound in 2020, wrong in 2021 to 2023; a second body is wrong in 2021 and 2023, without 2022."""
    given = {("a", 2019): WRONG, ("a", 2020): SOUND, ("a", 2021): WRONG, ("a", 2022): WRONG, ("a", 2023): WRONG}
    given |= {("b", 2021): WRONG, ("b", 2023): WRONG}
    folder = tmp_path / "reports"
    folder.mkdir()
    for (name, year), cells in given.items():
        one = record(f"{name}-x", year, cells)
        (folder / f"{name}{year}.json").write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
    build_warehouse([folder], tmp_path / "builds", data=tmp_path)
    monkeypatch.setenv("MINGJING_BUILDS", str(tmp_path / "builds"))
    return tmp_path


def test_a_run_of_years_begins_after_a_sound_or_a_missing_one(home: Path) -> None:
    found = reports.failed_checks(["a-x", "b-x"]).query("rule == 'T4-01'")
    told = {(row.agency_id, row.year): row.since for row in found.itertuples()}
    assert told == {
        ("a-x", 2019): 2019,
        ("a-x", 2021): 2021,
        ("a-x", 2022): 2021,
        ("a-x", 2023): 2021,
        ("b-x", 2021): 2021,
        ("b-x", 2023): 2023,
    }


def test_the_list_and_the_report_say_it_only_where_it_is_not_the_first_year(home: Path) -> None:
    listed = faults.table(reports.failed_checks(["a-x"], 2023).query("rule == 'T4-01'"), ZH)
    assert listed["从哪年起连年不符"].tolist() == ["2021"]
    first = faults.table(reports.failed_checks(["a-x"], 2021).query("rule == 'T4-01'"), ZH)
    assert "从哪年起连年不符" not in first.columns
    head = reports.report_head("a-x", 2022).iloc[0]
    assert "T4-01</code> · 2021年起连年不符" in reading.check_list(reports.checks_of(head.report_id), ZH)
    sound = reports.report_head("a-x", 2021).iloc[0]
    assert "T4-01</code></span>" in reading.check_list(reports.checks_of(sound.report_id), ZH)
