"""The command line as somebody meets it who has not read the documentation: wrong paths, empty folders, no rights."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from etl.__main__ import app
from etl.batch.explain_inputs import explain_all
from etl.batch.parse import parse
from etl.batch.tally import show_tally
from etl.errors import MingjingError
from etl.progress import Display, Speed
from tests.test_sources import TITLE, page

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_text(page(TITLE), encoding="utf-8")
    return folder


def said(words: list[str]) -> str:
    """The sentence that a verb ends with."""
    done = CliRunner().invoke(app, words)
    assert done.exception is not None
    return str(done.exception) if isinstance(done.exception, MingjingError) else done.output


def test_an_empty_folder_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".hidden").write_text("x")
    for more in (["--out", str(tmp_path / "out")], ["--explain"]):
        assert f"There is no file in {tmp_path / 'empty'}" in said(["parse", str(tmp_path / "empty"), *more])


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    told = said(["parse", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")])
    assert told == f"There is no such file or folder: {tmp_path / 'nowhere'}"


def test_a_folder_that_takes_no_files_is_named_with_what_to_do(tmp_path: Path, inbox: Path) -> None:
    (tmp_path / "taken").write_text("x")
    for out in (tmp_path / "taken", tmp_path / "taken" / "below", Path("/proc/nothing")):
        assert said(["parse", str(inbox), "--out", str(out)]).startswith(f"Cannot write to {out} (")
    page = tmp_path / "taken" / "p.html"
    assert said(["parse", str(inbox / "a.html"), "--explain", "--page", str(page)]).startswith("Cannot write ")


def test_reports_never_go_among_the_documents(inbox: Path) -> None:
    assert "Name another folder" in said(["parse", str(inbox), "--out", str(inbox)])
    assert [path.name for path in inbox.iterdir()] == ["a.html"]
    assert parse([inbox], inbox / "reports", crew=1).read == 1
    assert parse([inbox], inbox / "reports", crew=1).read == 1  # what was written is not read


@pytest.mark.parametrize("limit", [["--jobs", "0"], ["--timeout", "0"], ["--memory", "1"], ["--max-bytes", "0"]])
def test_a_limit_that_lets_nothing_through_is_refused(limit: list[str], tmp_path: Path, inbox: Path) -> None:
    assert f"Invalid value for '{limit[0]}'" in said(["parse", str(inbox), "--out", str(tmp_path / "out"), *limit])


def test_coverage_of_nothing_asks_what_is_due(tmp_path: Path) -> None:
    assert "Name what is due by --expected or --region" in said(["coverage", str(tmp_path)])
    done = CliRunner().invoke(app, ["coverage", str(tmp_path), "--region", "321322", "--year", "2023"])
    assert (done.exit_code, "0.0%" in done.output) == (0, True)


def test_every_missing_agency_is_named_however_many_there_are(tmp_path: Path) -> None:
    due = [f"321322-{kind}" for kind in ("government", "government_office", "development_and_reform")]
    due += [f"32132{digit}-government" for digit in "34"] + ["320813-government", "321311-government"]
    listed = tmp_path / "expected.csv"
    listed.write_text("agency_id,year\n" + "".join(f"{one},2023\n" for one in due), encoding="utf-8")
    done = CliRunner().invoke(app, ["coverage", str(tmp_path), "--expected", str(listed)])
    told = "".join(done.output.replace("│", "").split())
    assert "…" not in told
    for name in (
        "沭阳县人民政府",
        "沭阳县人民政府办公室",
        "沭阳县发展和改革局",
        "泗阳县人民政府",
        "泗洪县人民政府",
        "宿豫区人民政府",
    ):
        assert name in told


def test_an_archive_is_explained_member_by_member(tmp_path: Path) -> None:
    archive = tmp_path / "年报.zip"
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr("区/甲.html", page(TITLE))
        package.writestr("乙.txt", "食堂今日供应面条")
    paper = Console(file=io.StringIO(), width=120)
    explain_all([archive], paper)
    text = paper.file.getvalue()  # type: ignore[attr-defined]
    assert "年报.zip!区/甲.html" in text and "321322-development_and_reform" in text
    assert "年报.zip!乙.txt" in text and "No annual report in it" in text


def test_progress_tells_how_many_there_are_also_in_archives(tmp_path: Path, inbox: Path) -> None:
    with zipfile.ZipFile(inbox / "b.zip", "w") as package:
        package.writestr("c.html", page("沭阳县民政局2023年政府信息公开工作年度报告"))
        package.writestr("d.txt", "食堂今日供应面条")
    for _ in range(2):  # read, and known already
        totals: list[int] = []
        summary = parse([inbox], tmp_path / "out", crew=1, on_total=totals.append)
        assert (summary.read, totals[0], totals[-1]) == (3, 2, 3)


def test_progress_lines_hold_what_is_done_of_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Console(file=io.StringIO(), width=120, force_terminal=True)
    with Display(screen, "documents", lines=True) as display:
        display.expect(3)
        display.move(2, "某县[1].html")
    assert json.loads(capsys.readouterr().out) == {"done": 2, "total": 3, "last": "某县[1].html"}


def test_where_nobody_sees_a_bar_a_sentence_tells_now_and_then_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("etl.progress.time.monotonic", lambda: now[0])
    file = io.StringIO()
    with Display(Console(file=file, width=120, force_terminal=False), "documents") as display:
        display.expect(20_000)
        for done, second in ((1, 1.0), (1_234, 11.0), (1_300, 12.0), (2_400, 22.0)):
            now[0] = second
            display.move(done, "a.html")
    told = [line.strip() for line in file.getvalue().splitlines() if line.strip()]
    assert told == ["documents: 1,234 of 20,000 done", "documents: 2,400 of 20,000 done"]


def test_the_bar_shows_steps_a_second_once_they_are_known() -> None:
    class Known:
        finished_speed = None
        speed = 37.44

    class Unknown(Known):
        speed = None

    assert Speed().render(Known()).plain == "37.4/s"  # type: ignore[arg-type]
    assert Speed().render(Unknown()).plain == ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "every", "told"),
    [("zh", "合计", "文件是空的 → 重新下载"), ("en", "all", "The file is empty → Download it again")],
)
def test_the_final_table_sums_up_and_gives_reasons_and_remedies(
    tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch, language: str, every: str, told: str
) -> None:
    monkeypatch.setenv("MINGJING_LANG", language)
    (inbox / "b.html").write_bytes(b"")
    out, paper = tmp_path / "out", Console(file=io.StringIO(), width=120)
    parse([inbox], out, crew=1)
    show_tally(out, paper)
    lines = paper.file.getvalue().splitlines()  # type: ignore[attr-defined]
    summed = next(line for line in lines if line.startswith(f"│ {every}"))
    assert [part.strip() for part in summed.strip("│").split("│")] == [every, "", "2", "0", "0", "1", "1"]
    assert any("empty_file" in line and told in line for line in lines)


def test_few_reports_among_many_other_papers_are_named_after_the_table(
    tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGJING_LANG", "zh")
    out, paper = tmp_path / "out", Console(file=io.StringIO(), width=120)
    parse([inbox], out, crew=1)
    show_tally(out, paper)
    assert "其中的年报" not in paper.file.getvalue()  # type: ignore[attr-defined]
    for number in range(3):
        (inbox / f"通知{number}.txt").write_text(f"关于第{number}次会议的通知\n请准时参加。", encoding="utf-8")
    parse([inbox], out, crew=1)
    show_tally(out, paper)
    told = paper.file.getvalue().partition("其中的年报：")[2].splitlines()  # type: ignore[attr-defined]
    [report] = inbox.glob("*.html")
    assert len(told) == 2 and report.name in told[1]
