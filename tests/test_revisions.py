"""The page of builds: which one is shown, and what changed since the one before, told from builds made for it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from dashboard import revisions
from etl.warehouse import build_warehouse
from tests.test_pages import frame, html_of, run

pytest_plugins = ["tests.city_fixtures"]
PAGE = "pages/data/builds.py"
POLICE, SCHOOLS = "998801-public_security", "998802-education"


def report_file(folder: Path, agency: str, year: int) -> Path:
    """The file of a report, found by what it holds."""
    held = ((path, json.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json")))
    return next(path for path, one in held if (one["agency_id"], one["year"]) == (agency, year))


def printed(path: Path, row: str, column: str, value: int) -> None:
    """Print another number in one cell of table four."""
    one: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    cell = next(c for c in one["cells"] if (c["table"], c["row"], c["column"]) == ("cases", row, column))
    cell |= {"printed": str(value), "value": value, "state": "number"}
    path.write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")


@pytest.fixture
def changed(city_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two builds. The later one lacks 乙区教育局's report of 2022, has 甲区教育局's of 2023, which the earlier lacks,
    and prints 15 as the total of reviews of 甲区公安局 in 2023, where the earlier one has 14 beside parts that sum to
    15."""
    folder, builds = tmp_path / "reports", tmp_path / "builds"
    shutil.copytree(city_home / "reports", folder)
    builds.mkdir()
    kept = report_file(folder, "998801-education", 2023).rename(tmp_path / "kept.json")
    build_warehouse([folder], builds, data=city_home / "data")
    shutil.copy(kept, folder / "later.json")
    report_file(folder, SCHOOLS, 2022).unlink()
    printed(report_file(folder, POLICE, 2023), "review", "total", 15)
    build_warehouse([folder], builds, data=city_home / "data")
    monkeypatch.setenv("MINGJING_BUILDS", str(builds))
    return builds


def test_the_page_lists_reports_that_came_went_and_changed(changed: Path) -> None:
    at = run(PAGE)
    table = frame(at, "变动处数").set_index("单位")
    assert table["变化"].to_dict() == {"甲区教育局": "＋ 新增", "乙区教育局": "− 消失", "甲区公安局": "≠ 变动"}
    assert table["年度"].to_dict() == {"甲区教育局": "2023", "乙区教育局": "2022", "甲区公安局": "2023"}
    assert table.loc["甲区公安局", "变动处数"] == 1
    assert pd.isna(table.loc["甲区教育局", "变动处数"])
    assert "年报：新增1份，消失1份，内容变动1份。" in html_of(at)
    older = min(changed.glob("*.duckdb")).stem
    assert f"build={older}" in table.loc["乙区教育局", "年报"]  # a report that is gone is opened where it was
    assert "build=" not in table.loc["甲区公安局", "年报"]


def test_the_page_lists_the_changed_cell_before_and_after(changed: Path) -> None:
    (cell,) = frame(run(PAGE), "上一版原文").to_dict("records")
    assert (cell["单位"], cell["年度"]) == ("甲区公安局", "2023")
    assert (cell["上一版原文"], cell["这一版原文"], cell["上一版数值"], cell["这一版数值"]) == ("14", "15", 14, 15)
    assert cell["表格位置"] == "行政复议·总计"
    assert f"agency={POLICE}&year=2023" in cell["年报"]


def test_the_page_lists_checks_that_newly_fail_or_are_healed(changed: Path) -> None:
    table = frame(run(PAGE), "规则")
    told = set(zip(table["变化"], table["单位"], table["规则"], strict=True))
    assert ("✓ 消除", "甲区公安局", "T4-01") in told
    assert ("＋ 新出现", "乙区教育局", "TM-04") in told
    assert ("✓ 消除", "甲区教育局", "TM-04") in told
    assert ("＋ 新出现", "甲区公安局", "T4-01") not in told


def test_a_check_that_still_fails_with_other_figures_is_neither_new_nor_healed() -> None:
    line = {"agency_id": "a", "year": 2023, "rule": "T4-01", "severity": "E", "message_en": ""}
    past = pd.DataFrame([line | {"message_zh": "相差1"}, line | {"rule": "T3-01", "message_zh": "相差3"}])
    now = pd.DataFrame([line | {"message_zh": "相差2"}, line | {"rule": "T3-02", "message_zh": "相差4"}])
    found = revisions.faults_between(past, now).set_index("rule")
    assert found["kind"].to_dict() == {"T4-01": "moved", "T3-01": "healed", "T3-02": "new"}
    assert (found.loc["T4-01", "message_zh_before"], found.loc["T4-01", "message_zh"]) == ("相差1", "相差2")


def test_the_year_of_a_healed_check_stays_a_whole_number_where_nothing_is_new() -> None:
    line = {"agency_id": "a", "year": 2023, "rule": "T4-01", "severity": "E", "message_zh": "相差1", "message_en": ""}
    past, none = pd.DataFrame([line]), pd.DataFrame([line]).head(0)
    found = revisions.faults_between(past, none)
    assert found[["kind", "year"]].astype(str).values.tolist() == [["healed", "2023"]]
    assert revisions.faults_between(none, past)["year"].astype(str).tolist() == ["2023"]


def test_one_build_alone_says_what_will_stand_here(city: Path) -> None:
    words = html_of(run(PAGE))
    assert "只有一个数据版本" in words
    assert "读自文件" in words


def test_two_builds_of_the_same_reports_are_said_to_be_the_same(
    city_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds = tmp_path / "builds"
    builds.mkdir()
    for _ in range(2):
        build_warehouse([city_home / "reports"], builds, data=city_home / "data")
    monkeypatch.setenv("MINGJING_BUILDS", str(builds))
    assert "与上一版完全相同" in html_of(run(PAGE))


def test_a_build_of_an_older_shape_is_named_and_the_page_stands(changed: Path) -> None:
    older = min(changed.glob("*.duckdb"))
    with duckdb.connect(str(older)) as connection:
        connection.execute("drop view if exists mart.figure")
        connection.execute("drop table if exists mart.figure")
    words = html_of(run(PAGE))
    assert "上一版不能逐格对照" in words
    assert older.stem in words
