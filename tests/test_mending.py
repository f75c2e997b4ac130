"""Repair candidates: accepted or rejected by a person, applied by the next build, and lapsing with the document."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from catalog.texts import speaker
from dashboard import mending
from dashboard.queries import repairs
from dashboard.reader import Reader
from etl.__main__ import app
from etl.checks import check_rows
from etl.corrections import REPAIR
from etl.errors import MingjingError
from etl.repairing import candidate_rows, decide
from etl.warehouse import build_warehouse
from tests.rule_vectors import AGENCY, record
from tests.test_pages import frame

ROOT = Path(__file__).parent.parent
WRONG = {"zero": ["cases"], "cells": {"cases.review.upheld": 10, "cases.review.overturned": 1, "cases.review.total": 0}}
BOTH = {"reason": "总计漏填", "person": "甲"}
ZH = Reader("zh", "real", speaker("zh"))


def built(home: Path, cells: dict[str, Any], stages: list[str] | None = None) -> Path:
    """A build of one report whose table four prints these cells, among zeros."""
    reports = home / "reports"
    reports.mkdir(exist_ok=True)
    given = {"zero": ["cases"], "cells": cells}
    (reports / "a.json").write_text(json.dumps(record("a-x", 2023, given), ensure_ascii=False), encoding="utf-8")
    (home / "agencies.csv").write_text(
        f"{AGENCY}\na-x,甲局,,甲局,,education,110101,county,1,,,,real\n", encoding="utf-8"
    )
    return build_warehouse(
        [reports], home / "builds", data=home, on_stage=stages.append if stages is not None else None
    )


def asked(build: Path, question: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(build), read_only=True) as connection:
        return connection.execute(question).fetchall()


def total_candidate(build: Path) -> dict[str, Any]:
    """The candidate that writes 11 where the total of the reviews is printed as 0."""
    return next(row for row in candidate_rows(build) if row["edits"][0]["column_key"] == "total")


def result(build: Path, rule: str) -> str:
    return next(row["result"] for row in check_rows(build) if row["rule"] == rule)


def test_a_candidate_is_named_and_says_what_it_heals(tmp_path: Path) -> None:
    build = built(tmp_path, WRONG["cells"])
    chosen = total_candidate(build)
    edit = chosen["edits"][0]
    assert (edit["printed"], edit["before"], edit["after"]) == ("0", 0, 11)
    assert (chosen["healed"], chosen["kind"], chosen["rejected"]) == (["T4-01"], "cell", False)
    assert chosen["candidate"].split("/")[1:] == ["cases", chosen["candidate"].rpartition("/")[2]]


def test_nothing_is_applied_before_a_person_accepts_it_and_then_the_next_build_does(tmp_path: Path) -> None:
    build = built(tmp_path, WRONG["cells"])
    assert result(build, "T4-01") == "fail"
    decide(candidate_rows(build), total_candidate(build)["candidate"], True, "总计漏填", "甲", tmp_path / "corrections")
    assert result(build, "T4-01") == "fail"
    again = built(tmp_path, WRONG["cells"])
    assert result(again, "T4-01") == "pass"
    assert asked(again, "SELECT printed, value FROM mart.printed_cell WHERE wide_column = 'reviews_total'") == [
        ("0", 11)
    ]
    assert asked(again, "SELECT status, heals, person FROM core.correction") == [("applied", "T4-01", "甲")]


def test_a_rejected_candidate_is_kept_as_rejected_and_changes_nothing(tmp_path: Path) -> None:
    build = built(tmp_path, WRONG["cells"])
    decide(
        candidate_rows(build), total_candidate(build)["candidate"], False, "台账确为0", "甲", tmp_path / "corrections"
    )
    again = built(tmp_path, WRONG["cells"])
    assert result(again, "T4-01") == "fail"
    assert total_candidate(again)["rejected"]
    assert asked(again, "SELECT status, rejected_value::DOUBLE FROM core.correction") == [("rejected", 11)]


@pytest.mark.parametrize(
    ("cells", "status", "words"),
    [
        # the total is mended: the printed text is another one
        (
            {"cases.review.upheld": 10, "cases.review.overturned": 1, "cases.review.total": 11},
            "expired",
            "现在的原文是“11”",
        ),
        # the parts are mended and the total still prints 0: nothing is left to heal
        ({"cases.review.total": 0}, "not needed", "在现在的原文中已经相符"),
    ],
)
def test_a_new_version_that_no_longer_needs_the_change_fails_its_expectation(
    tmp_path: Path, cells: dict[str, Any], status: str, words: str
) -> None:
    build = built(tmp_path, WRONG["cells"])
    decide(candidate_rows(build), total_candidate(build)["candidate"], True, "总计漏填", "甲", tmp_path / "corrections")
    stages: list[str] = []
    later = built(tmp_path, cells, stages)
    assert asked(later, "SELECT status FROM core.correction") == [(status,)]
    assert asked(later, "SELECT corrected_value FROM mart.printed_cell WHERE wide_column = 'reviews_total'") == [
        (None,)
    ]
    assert result(later, "T4-01") == "pass"
    told = [stage for stage in stages if stage.startswith("更正失效：a-x/2023/cases.review.total")]
    assert len(told) == 1 and words in told[0] and "甲局" in told[0]
    checked = CliRunner().invoke(app, ["check", str(later), "--fail-on", "E"])
    assert checked.exit_code == 1 and words in checked.stderr
    assert CliRunner().invoke(app, ["check", str(later)]).exit_code == 0


def test_what_is_no_build_or_not_there_is_answered_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.duckdb").write_text("no build", encoding="utf-8")
    for path, words in (("x.duckdb", "不是明镜的数据版本"), ("none", "没有这个文件或文件夹")):
        done = CliRunner().invoke(app, ["repairs", str(tmp_path / path)])
        assert isinstance(done.exception, MingjingError) and words in str(done.exception)


def test_the_verb_lists_accepts_and_withdraws(tmp_path: Path) -> None:
    build, folder = built(tmp_path, WRONG["cells"]), str(tmp_path / "corrections")
    listed = CliRunner().invoke(app, ["repairs", str(tmp_path / "builds")])
    name = total_candidate(build)["candidate"]
    assert name in listed.stdout and "行政复议·总计 0 → 11（原文“0”）" in listed.stdout
    alone = CliRunner().invoke(app, ["repairs", str(build), "--accept", name, "--corrections", folder])
    assert isinstance(alone.exception, MingjingError) and "--reason" in str(alone.exception)
    who = ["--reason", "总计漏填", "--person", "甲", "--corrections", folder]
    assert CliRunner().invoke(app, ["repairs", str(build), "--accept", name, *who]).exit_code == 0
    again = built(tmp_path, WRONG["cells"])
    back = ["repairs", str(again), "--withdraw", "a-x/2023/cases.review.total", *who]
    assert CliRunner().invoke(app, back).exit_code == 0
    last = built(tmp_path, WRONG["cells"])
    assert asked(last, "SELECT status FROM core.correction") == [("withdrawn",)]
    assert result(last, "T4-01") == "fail"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    built(tmp_path, WRONG["cells"])
    monkeypatch.setenv("MINGJING_BUILDS", str(tmp_path / "builds"))
    monkeypatch.setenv("MINGJING_VERDICTS", str(tmp_path / "verdicts"))
    return tmp_path


def opened(page: str = "pages/analysis/report.py", **view: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, value in {"data": "real", "agency": "a-x", "year": "2023", **view}.items():
        at.query_params[name] = value
    at.switch_page(page)
    at.run()
    assert [error.message for error in at.exception] == []
    return at


def test_the_page_of_a_report_offers_the_candidates_and_writes_what_a_person_decides(home: Path) -> None:
    at = opened()
    shown = frame(at, "使其相符")
    place = shown["改动（改前→改后）"].tolist().index("行政复议·总计 0→11")
    assert shown["改法"].iloc[place] == "改一格" and shown["使其相符"].iloc[place] == "T4-01"
    at.selectbox[[one.label for one in at.selectbox].index("哪一种改法")].set_value(place)
    form = [one for one in at.text_input if one.key in ("mend_reason", "mend_person")]
    for one, words in zip(form, ("总计漏填", "甲"), strict=True):
        one.set_value(words)
    next(button for button in at.button if button.key and "mend" in button.key).click().run()
    with (home / "corrections" / "repairs.csv").open(encoding="utf-8") as file:
        (line,) = list(csv.DictReader(file))
    assert list(line) == REPAIR == mending.COLUMNS
    assert (line["corrected_value"], line["printed"], line["heals"], line["person"]) == ("11", "0", "T4-01", "甲")
    waits = frame(opened(), "使其相符")
    assert waits["决定"].iloc[place].startswith("已接受")
    again = built(home, WRONG["cells"])
    assert result(again, "T4-01") == "pass"
    told = frame(opened("pages/data/builds.py"), "现在的原文")
    assert (told["更正为"].iloc[0], told["状态"].iloc[0], told["原文"].iloc[0]) == (11, "已采用", "0")


def test_a_decision_needs_a_reason_and_a_person(home: Path) -> None:
    report = asked(sorted((home / "builds").glob("*.duckdb"))[-1], "SELECT report_id FROM core.report")[0][0]
    found = mending.grouped(repairs.candidates(report))
    with pytest.raises(ValueError, match="reason"):
        mending.lines_of(found[0], "accept", " ", "甲")
    assert mending.lines_of(found[0], "reject", "否", "甲")[0]["corrected_value"] == ""


def test_a_server_that_only_shows_offers_no_decision(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJING_READ_ONLY", "1")
    at = opened(lang="en")
    assert len(frame(at, "Heals")) >= 1
    assert "Which candidate" not in [one.label for one in at.selectbox]
