"""Reports that are dropped in: seen beside their document, tried without touching what is shown, then built."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from catalog.texts import speaker
from dashboard import intake, preview, warehouse
from dashboard.reader import Reader
from etl.batch.parse import parse
from etl.report import to_json
from tests import city as facts
from tests import test_several as several
from tests.test_dashboard import Dropped

pytest_plugins = ["tests.city_fixtures"]
READER = Reader("zh", "demo", speaker("zh"))
ONE_PAGE = (
    "<html><body><h1>丁市{name}2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><script>alert(1)</script>"
    "<p>一行字&lt;script&gt;alert(2)&lt;/script&gt;</p><table><tr><td>规章</td><td>1</td></tr>"
    "<tr><td>行政许可</td><td>{permits}</td></tr></table></body></html>"
)


@pytest.fixture
def dropped(city_builds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two new reports dropped beside a build of the small city, and one that cannot be read; the folder of builds."""
    builds = tmp_path / "builds"
    builds.mkdir()
    shutil.copy(sorted(city_builds.glob("*.duckdb"))[-1], builds)
    monkeypatch.setenv("MINGJING_BUILDS", str(builds))
    monkeypatch.setattr(intake, "UPLOADS", tmp_path / "uploads")
    monkeypatch.setattr(intake, "HELD", (city_builds.parent / "reports",))
    school = [one for one in facts.reports() if one.agency_id == "998801-education"]
    nobody = {"agency_id": "", "region_code": ""}
    new = [replace(one, agency_printed=f"丙区第{n}局", **nobody) for n, one in enumerate(school[:2])]
    files = [Dropped(f"{n}.json", to_json(one).encode()) for n, one in enumerate(new)]
    intake.read([*files, Dropped("broken.pdf", b"%PDF-1.4\nbroken")], on_progress=lambda share, last: None)
    return builds


def test_what_was_read_is_drawn_table_by_table(dropped: Path) -> None:
    folder = intake.upload_folder()
    assert folder is not None
    held = preview.reports(folder)
    assert [preview.name_of(one)[:5] for one in held.values()] == ["丙区第0局", "丙区第1局"]
    drawn = preview.tables(next(iter(held.values())), READER)
    tables = ["主动公开政府信息情况", "收到和处理政府信息公开申请情况", "行政复议、行政诉讼情况"]
    assert [name for name, _, _ in drawn] == tables
    assert ">12<" in drawn[1][1]
    assert preview.page_picture(preview.document(folder, next(iter(held.values()))), 1) is None
    assert next(title for title, _ in preview.words(next(iter(held.values())))).startswith("1 ")


def test_a_file_that_is_broken_is_a_problem_line_and_stops_nothing(dropped: Path) -> None:
    read = intake.last_reading()
    assert read is not None and len(read.reports) == 2
    assert read.problems["file"].tolist() == ["broken.pdf"]
    assert read.problems["what_to_do"].iloc[0]


def test_a_trial_says_what_would_change_and_leaves_the_shown_build_alone(dropped: Path) -> None:
    before = {path: path.read_bytes() for path in dropped.iterdir()}
    assert intake.try_out(lambda share, last: None), intake.last_failure()
    assert {path: path.read_bytes() for path in dropped.iterdir()} == before
    changes = intake.trial()
    assert changes is not None
    added = changes[changes["kind"] == "report_added"]
    assert sorted(added["agency"]) == ["丙区第0局", "丙区第1局"]
    assert "新增年报 2" in intake.trial_words(changes, READER)
    assert len(intake.trial_table(changes, READER)) == len(changes)
    folder = intake.upload_folder()
    assert folder is not None and not list(folder.glob("trial/*.duckdb"))


def test_the_build_is_switched_to_when_it_is_complete(dropped: Path) -> None:
    shown = warehouse.newest_build()
    assert intake.build(lambda share, last: None), intake.last_failure()
    assert warehouse.newest_build() != shown
    assert warehouse.ask("select count(*) as n from core.report")["n"].iloc[0] == 32


def test_a_document_outside_the_upload_is_never_shown(dropped: Path) -> None:
    folder = intake.upload_folder()
    assert folder is not None
    assert preview.document(folder, {"source": {"file": "../../../etc/passwd"}}) is None


def test_a_report_of_a_file_that_holds_several_stands_beside_that_file(tmp_path: Path) -> None:
    inbox = tmp_path / "documents"
    inbox.mkdir()
    (inbox / "全县.html").write_bytes(several.page(several.AUDIT, several.SCHOOLS))
    parse([inbox], tmp_path / "reports", crew=1)
    held = preview.reports(tmp_path)
    named = {str(one["agency_printed"]): one["source"]["file"] for one in held.values()}
    assert named["沭阳县教育局"] == "全县.html!2·沭阳县教育局2023年"
    found = {name: preview.document(tmp_path, {"source": {"file": file}}) for name, file in named.items()}
    assert set(found.values()) == {preview.Held((inbox / "全县.html").resolve())} and len(found) == 2


def test_a_document_of_an_archive_is_set_beside_what_was_read_of_it(tmp_path: Path) -> None:
    inbox = tmp_path / "documents"
    inbox.mkdir()
    with zipfile.ZipFile(inbox / "各局.zip", "w") as archive:
        archive.writestr("一/水务.html", ONE_PAGE.format(name="水务局", permits=4711))
        archive.writestr("二/水务.html", ONE_PAGE.format(name="教育局", permits=4712))
    parse([inbox], tmp_path / "reports", crew=1)
    held = {str(one["agency_printed"]): one for one in preview.reports(tmp_path).values()}
    found = {name: preview.document(tmp_path, one) for name, one in held.items()}
    assert {name: one.member for name, one in found.items()} == {
        "丁市水务局": "一/水务.html",
        "丁市教育局": "二/水务.html",
    }
    told = {name: preview.explained(tmp_path, one, "zh") for name, one in found.items()}
    assert "4711" in told["丁市水务局"] and "4712" not in told["丁市水务局"]
    assert "4712" in told["丁市教育局"]
    assert preview.page_picture(found["丁市水务局"], 1) is None
    gone = preview.Held((inbox / "各局.zip").resolve(), "三/水务.html")
    assert preview.explained(tmp_path, gone, "zh") == ""


def test_a_document_that_has_no_pages_is_set_beside_what_was_read_and_nothing_of_it_runs(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(ONE_PAGE.format(name="水务局", permits=2), encoding="utf-8")
    told = preview.explained(tmp_path, preview.Held(page), "zh")
    assert "行政许可" in told
    assert "<script" not in told
    page.unlink()
    assert preview.explained(tmp_path, preview.Held(page), "zh") == told  # the second look does not read it again


def test_why_a_verb_failed_is_said_in_the_readers_language(dropped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake.filters, "language", lambda: "en")
    in_the_way = dropped / "in-the-way"
    in_the_way.write_text("", encoding="utf-8")
    assert not intake._run(["build", str(dropped), "--out", str(in_the_way)], dropped, 0, lambda share, last: None)
    told = (dropped / "failure.txt").read_text(encoding="utf-8")
    assert "in-the-way" in told and not any("一" <= sign <= "鿿" for sign in told)
