"""A parse run from end to end: good documents in, reports out; bad ones named, nothing else lost."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from etl.batch.intake import Intake
from etl.batch.parse import Limits, Summary, parse
from etl.batch.reading import Task, Unwritten, read_task
from etl.demo import write_demo
from etl.documents.encoding import decode
from etl.errors import MingjingError

pytestmark = pytest.mark.usefixtures("english")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def documents(tmp_path_factory) -> list[Path]:
    """A few demonstration documents in all four media, small ones first."""
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, districts={"990101"}, years={2022, 2023})
    paths = sorted((folder / "documents").rglob("*.*"), key=lambda path: (path.stat().st_size, path.name))
    chosen = {path.suffix: path for path in reversed(paths)}
    assert set(chosen) == {".html", ".docx", ".pdf", ".txt"}
    return list(chosen.values())


@pytest.fixture
def inbox(tmp_path, documents) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in documents:
        shutil.copy(path, folder / path.name)
    return folder


def lines(out: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (out / "problems.jsonl").read_text(encoding="utf-8").splitlines()]


def codes(out: Path, name: str) -> list[str]:
    return [line["code"] for line in lines(out) if line["file"] == name]


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return summary.read, summary.parsed, summary.unchanged, summary.rejected


def run(inbox: Path, out: Path, **more) -> Summary:
    return parse([inbox], out, crew=2, **more)


def test_every_document_gives_one_report_named_by_agency_year_and_hash(inbox, tmp_path):
    out = tmp_path / "out"
    assert counts(run(inbox, out)) == (4, 4, 0, 0)
    reports = sorted(path.name for path in out.glob("*.json"))
    assert len(reports) == 4
    for name in reports:
        record = json.loads((out / name).read_text(encoding="utf-8"))
        assert name == f"{record['agency_id']}-{record['year']}-{record['source']['sha256'][:8]}.json"


def test_a_second_run_reads_nothing_again(inbox, tmp_path):
    out = tmp_path / "out"
    run(inbox, out)
    before = {path: path.stat().st_mtime_ns for path in out.glob("*.json")}
    assert counts(run(inbox, out)) == (4, 0, 4, 0)
    assert {path: path.stat().st_mtime_ns for path in out.glob("*.json")} == before


def test_a_report_that_was_deleted_is_read_again(inbox, tmp_path):
    out = tmp_path / "out"
    run(inbox, out)
    next(out.glob("*.json")).unlink()
    assert counts(run(inbox, out)) == (4, 1, 3, 0)


def test_each_bad_document_is_named_with_a_remedy_and_nothing_else_is_lost(inbox, tmp_path, documents):
    pdf = next(path for path in documents if path.suffix == ".pdf").read_bytes()
    (inbox / "空.html").write_bytes(b"")
    (inbox / "断.pdf").write_bytes(pdf[: len(pdf) // 3])
    (inbox / "别的.html").write_text(
        "<html><body><h1>食堂菜谱</h1><p>今日供应面条。</p></body></html>", encoding="utf-8"
    )
    with zipfile.ZipFile(inbox / "不是.docx", "w") as package:
        package.writestr("a.txt", "x")
    (inbox / "乱\n名.bin").write_bytes(bytes(range(256)) * 40)
    (inbox / "链.html").symlink_to(documents[0].parent.parent / "elsewhere.html")
    out = tmp_path / "out"
    assert counts(run(inbox, out)) == (10, 4, 0, 6)
    assert codes(out, "空.html") == ["empty_file"]
    assert codes(out, "不是.docx") == ["not_a_docx"]
    assert codes(out, "别的.html") == ["no_report"]
    assert codes(out, "乱\n名.bin") == ["unknown_medium"]
    assert codes(out, "链.html") == ["outside_folder"]
    assert codes(out, "断.pdf")[0] in ("truncated", "unreadable")
    assert all(line["message"] and line["what_to_do"] for line in lines(out))


def test_the_same_document_twice_is_one_report_with_two_sources(inbox, tmp_path, documents):
    shutil.copy(documents[0], inbox / f"附件{documents[0].suffix}")
    out = tmp_path / "out"
    assert run(inbox, out).parsed == 5
    assert len(list(out.glob("*.json"))) == 4
    assert [line["file"] for line in lines(out) if line["code"] == "duplicate"] == [f"附件{documents[0].suffix}"]
    named = [json.loads(path.read_text(encoding="utf-8"))["other_sources"] for path in out.glob("*.json")]
    assert [[source["file"] for source in sources] for sources in named if sources] == [[f"附件{documents[0].suffix}"]]


def test_two_versions_of_one_report_are_both_kept_and_named(inbox, tmp_path, documents):
    text = next(path for path in documents if path.suffix == ".txt")
    original = decode(text.read_bytes()).text
    head, row, tail = original.partition("四、结转下年度继续办理")
    values, newline, rest = tail.partition("\n")
    cells = values.split("\t")
    cells[1] = "7"
    (inbox / "修订.txt").write_text(head + row + "\t".join(cells) + newline + rest, encoding="utf-8")
    out = tmp_path / "out"
    run(inbox, out)
    assert len(list(out.glob("*.json"))) == 5
    assert sorted(line["file"] for line in lines(out) if line["code"] == "two_versions") == sorted(
        ["修订.txt", text.name]
    )


def test_a_zip_of_documents_is_read_like_a_folder(inbox, tmp_path):
    archive = tmp_path / "年报.zip"
    with zipfile.ZipFile(archive, "w") as package:
        for path in sorted(inbox.iterdir()):
            package.write(path, f"区/{path.name}")
    out = tmp_path / "out"
    assert counts(parse([archive], out, crew=2)) == (4, 4, 0, 0)
    assert counts(parse([archive], out, crew=2)) == (4, 0, 4, 0)
    sources = [json.loads(path.read_text(encoding="utf-8"))["source"]["file"] for path in out.glob("*.json")]
    assert all(source.startswith("年报.zip!区/") for source in sources)


def test_a_parsed_report_goes_in_as_it_is(inbox, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    run(inbox, first)
    records = tmp_path / "records"
    records.mkdir()
    for path in first.glob("*.json"):
        shutil.copy(path, records / path.name)
    assert run(records, second).parsed == 4
    one = sorted(
        (json.loads(p.read_text())["agency_id"], len(json.loads(p.read_text())["cells"])) for p in first.glob("*.json")
    )
    two = sorted(
        (json.loads(p.read_text())["agency_id"], len(json.loads(p.read_text())["cells"])) for p in second.glob("*.json")
    )
    assert one == two


def test_the_verb_ends_with_two_when_nothing_could_be_read(tmp_path):
    (tmp_path / "空.pdf").write_bytes(b"")
    command = [sys.executable, "-m", "etl", "parse", str(tmp_path / "空.pdf"), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "read 1 / parsed 0 / unchanged 0 / rejected 1" in done.stdout
    assert "problems.csv" in done.stderr


def test_a_killed_run_goes_on_where_it_was(inbox, tmp_path):
    out = tmp_path / "out"
    steps = []

    class Stopped(Exception):
        pass

    def stop(done: int, last: str) -> None:
        steps.append(last)
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        run(inbox, out, on_progress=stop)
    assert counts(run(inbox, out)) == (4, 2, 2, 0)


def test_a_run_killed_outright_leaves_no_half_report_and_goes_on(inbox, tmp_path, documents):
    for number in range(60):
        shutil.copy(documents[number % 4], inbox / f"{number:02d}{documents[number % 4].suffix}")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "etl", "parse", str(inbox), "--out", str(out), "--jobs", "2", "--progress-lines"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True) as child:
        for line in child.stdout:
            if json.loads(line)["done"] == 10:
                child.kill()
                break
    for path in out.glob("*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["source"]["sha256"]
    (out / ".x.json.123").write_text("{")  # what a worker that was killed while writing leaves
    summary = run(inbox, out)
    assert (summary.read, summary.rejected) == (64, 0)
    assert summary.parsed + summary.unchanged == 64
    assert len(list(out.glob("*.json"))) == 4
    assert not [path.name for path in out.iterdir() if path.name.startswith(".") and path.name != ".lock"]
    assert run(inbox, out).unchanged == 64


def test_a_document_that_was_mended_leaves_the_problems(inbox, tmp_path, documents):
    target = inbox / documents[0].name
    target.write_bytes(b"")
    out = tmp_path / "out"
    assert counts(run(inbox, out)) == (4, 3, 0, 1)
    shutil.copy(documents[0], target)
    assert counts(run(inbox, out)) == (4, 1, 3, 0)
    assert "empty_file" not in codes(out, target.name)
    target.write_bytes(b"")
    assert counts(run(inbox, out)) == (4, 0, 3, 1)
    assert len(list(out.glob("*.json"))) == 3


def test_files_of_one_name_in_two_folders_are_two_documents(tmp_path, documents):
    out = tmp_path / "out"
    for year, path in (("2022", documents[0]), ("2023", documents[1])):
        (tmp_path / year).mkdir()
        shutil.copy(path, tmp_path / year / "年报")
        assert parse([tmp_path / year], out, crew=1).parsed == 1
    assert len(list(out.glob("*.json"))) == 2


def test_a_document_that_ran_out_of_time_is_tried_again(inbox, tmp_path):
    out = tmp_path / "out"
    in_time = run(inbox, out, limits=Limits(seconds=0.001)).parsed  # on a busy machine an answer may be there already
    late = [line for line in lines(out) if line["code"] == "timed_out"]
    assert in_time < 4 and len(late) == 4 - in_time
    assert counts(run(inbox, out)) == (4, len(late), in_time, 0)
    assert not [line for line in lines(out) if line["code"] == "timed_out"]


def test_two_runs_never_write_to_one_folder(inbox, tmp_path):
    out = tmp_path / "out"
    refused = []

    def second(done: int, last: str) -> None:
        if done == 1:
            with pytest.raises(MingjingError, match="Another run is writing"):
                run(inbox, out)
            refused.append(last)

    run(inbox, out, on_progress=second)
    assert len(refused) == 1


def test_a_full_disk_ends_the_run_with_a_sentence_and_blames_no_document(inbox, tmp_path, monkeypatch):
    out = tmp_path / "out"

    def full(answer: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Intake, "_settle", lambda self, outcome: full(outcome))
        with pytest.raises(MingjingError, match="No space left on device"):
            run(inbox, out)
    assert counts(run(inbox, out)) == (4, 4, 0, 0)


def test_a_report_that_cannot_be_written_is_no_fault_of_its_document(documents, tmp_path):
    nowhere = tmp_path / "gone"
    task = Task(str(documents[0]), "a", "0" * 64, str(nowhere))
    answer = read_task(task)
    assert isinstance(answer, Unwritten) and answer.error.errno == errno.ENOENT
