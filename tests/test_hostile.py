"""Hostile files through a whole run: each ends in a problem line in its time, and no report beside it is lost."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.batch import discover, intake
from etl.batch.parse import Limits, Summary, parse
from etl.demo import write_demo
from tests import hostile_files
from tests.hostile_files import MAKERS, made

SCALE = 0.04  # the full size is run by ./dev fuzz --hostile
LIMITS = Limits(seconds=10, memory=512 << 20)


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> dict[str, bytes]:
    """Two demonstration documents."""
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, districts={"990101"}, years={2023})
    paths = sorted((folder / "documents").rglob("*.*"), key=lambda path: path.stat().st_size)
    chosen = [next(path for path in paths if path.suffix == kind) for kind in (".html", ".docx")]
    return {path.name: path.read_bytes() for path in chosen}


@pytest.fixture
def inbox(tmp_path, good) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in good.items():
        (folder / name).write_bytes(data)
    return folder


def lines(out: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (out / "problems.jsonl").read_text(encoding="utf-8").splitlines()]


def rejected(out: Path) -> dict[str, str]:
    """File to code of the documents that gave no report."""
    return {line["file"]: line["code"] for line in lines(out) if line["level"] == "rejected"}


def run(inbox: Path, out: Path, limits: Limits = LIMITS) -> Summary:
    return parse([inbox], out, crew=2, limits=limits)


@pytest.mark.parametrize("room", ["XML", "OFFICE", "WEB", "PAGED", "ARCHIVES"])
def test_each_hostile_file_ends_in_a_problem_line_and_no_report_is_lost(room, inbox, tmp_path):
    names = list(getattr(hostile_files, room))
    for name in names:
        (inbox / name).write_bytes(made(name, SCALE))
    out, start = tmp_path / "out", time.monotonic()
    summary = run(inbox, out)
    spent = time.monotonic() - start
    assert summary.parsed == 2
    named = {file.split("!")[0] for file in rejected(out)}
    assert named == set(names)
    assert "crashed" not in rejected(out).values()
    assert spent < len(names) * (LIMITS.seconds + 1) / 2 + 20
    assert not [path for path in tmp_path.parent.rglob("*escaped*") if "in" not in path.parts]


def test_no_file_of_the_machine_gets_into_a_report(tmp_path):
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    for name in MAKERS:
        if name.startswith("outside"):
            (inbox / name).write_bytes(made(name))
    run(inbox, out)
    written = "".join(path.read_text(encoding="utf-8") for path in out.iterdir() if path.suffix in (".json", ".jsonl"))
    assert "root:" not in written


def test_names_that_are_no_utf8_come_out_readable(inbox, tmp_path):
    Path(os.fsdecode(os.fsencode(inbox / "x") + "链".encode("gb18030"))).symlink_to("/nowhere")
    Path(os.fsdecode(os.fsencode(inbox) + b"/" + "乱名.txt".encode("gb18030"))).write_text("x")
    Path(os.fsdecode(os.fsencode(inbox) + b"/\xff\xfe\n.txt")).write_text("x")
    out = tmp_path / "out"
    assert run(inbox, out).parsed == 2
    assert rejected(out) == {"乱名.txt": "no_report", "\\xff\\xfe\n.txt": "no_report", "x链": "outside_folder"}


def test_members_with_names_in_gbk_and_names_kept_by_windows_come_in(inbox, tmp_path, good):
    name, data = next((name, data) for name, data in good.items() if name.endswith(".html"))
    meant = "甲区教育局年报.html"
    held = "x" * len(meant.encode("gbk"))
    archive = hostile_files.pack({held: data + b"<!-- 1 -->", "CON.html": data + b"<!-- 2 -->", "PRN": b"x"})
    (inbox / "a.zip").write_bytes(archive.replace(held.encode(), meant.encode("gbk")))
    out = tmp_path / "out"
    run(inbox, out)
    assert rejected(out) == {"a.zip!PRN": "no_report"}
    copies = [line["file"] for line in lines(out) if line["code"] == "duplicate"]
    assert len(copies) == 2 and set(copies) < {name, f"a.zip!{meant}", "a.zip!CON.html"}


def test_a_locked_member_is_named_and_the_others_are_read(inbox, tmp_path, good):
    data = next(data for name, data in good.items() if name.endswith(".html"))
    archive = bytearray(hostile_files.pack({"a.html": data + b"<!-- 1 -->", "locked.html": data}))
    for place in (archive.index(b"locked.html") - 24, archive.rindex(b"locked.html") - 38):
        archive[place] |= 1
    (inbox / "a.zip").write_bytes(archive)
    out = tmp_path / "out"
    assert run(inbox, out).read == 4
    assert rejected(out) == {"a.zip!locked.html": "password_protected"}
    assert run(inbox, out).unchanged == 3


def test_a_file_that_goes_away_while_the_run_goes_on_is_named(inbox, tmp_path, monkeypatch):
    (inbox / "a-gone.txt").write_text("x")
    real = intake.Task

    def vanish(path: str, *more: object) -> object:
        Path(path).unlink() if path.endswith("a-gone.txt") else None
        return real(path, *more)

    monkeypatch.setattr(intake, "Task", vanish)
    out = tmp_path / "out"
    assert run(inbox, out).parsed == 2
    assert rejected(out) == {"a-gone.txt": "unreadable"}


NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=12)
CONTENTS = st.one_of(
    st.binary(max_size=300),
    st.sampled_from([b"", b"%PDF-1.4", b"PK\x03\x04", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{}", b"[]"]),
    st.dictionaries(NAMES, st.binary(max_size=60), max_size=3).map(hostile_files.pack),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=st.dictionaries(st.tuples(st.sampled_from(["", "区", "a b"]), NAMES), CONTENTS, max_size=6))
def test_any_tree_of_files_is_answered_file_by_file(tree, tmp_path_factory):
    root = tmp_path_factory.mktemp("any")
    inbox, out = root / "in", root / "out"
    written = set()
    for (folder, name), data in tree.items():
        path = inbox / folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError:  # a name such as "." that no file system takes
            continue
        if not name.startswith(".") and name.lower() not in discover.JUNK:
            written.add(f"{folder}/{name}" if folder else name)
    inbox.mkdir(parents=True, exist_ok=True)
    summary = parse([inbox], out, crew=1, limits=LIMITS)
    named = {line["file"].split("!")[0] for line in lines(out)}
    assert {name.split("!")[0] for name in written} == named
    assert summary.read == summary.rejected
    assert "crashed" not in rejected(out).values()


def test_what_is_no_regular_file_is_named_and_never_opened(inbox, tmp_path):
    os.mkfifo(inbox / "pipe.txt")
    (inbox / "zero.txt").symlink_to("/dev/zero")
    (inbox / "itself.txt").symlink_to("itself.txt")
    (inbox / "loop").symlink_to(".")
    (inbox / "up").symlink_to("..")
    out = tmp_path / "out"
    assert run(inbox, out).parsed == 2
    assert rejected(out) == {
        "pipe.txt": "unknown_medium",
        "zero.txt": "outside_folder",
        "itself.txt": "unreadable",
        "loop": "unknown_medium",
        "up": "outside_folder",
    }


def test_what_may_not_be_opened_is_named(inbox, tmp_path, monkeypatch):
    (inbox / "closed.txt").write_text("x")
    (inbox / "closed").mkdir()
    real_open, real_scan = Path.open, os.scandir

    def refuse(path: object) -> None:
        if Path(str(path)).name.startswith("closed"):
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", lambda path, *more, **named: refuse(path) or real_open(path, *more, **named))
    monkeypatch.setattr(os, "scandir", lambda path: refuse(path) or real_scan(path))
    out = tmp_path / "out"
    assert run(inbox, out).parsed == 2
    assert rejected(out) == {"closed.txt": "unreadable", "closed": "unreadable"}


def test_a_file_over_the_limit_is_not_read_even_inside_an_archive(inbox, tmp_path):
    (inbox / "large.html").write_bytes(b"x" * 300_000)
    (inbox / "large.zip").write_bytes(hostile_files.pack({"a.html": os.urandom(300_000)}))
    out = tmp_path / "out"
    assert run(inbox, out, Limits(max_bytes=290_000)).parsed == 2
    assert rejected(out) == {"large.html": "too_large", "large.zip": "too_large"}
    (inbox / "large.zip").write_bytes(hostile_files.pack({"a.html": b"x" * 300_000}))
    assert run(inbox, out, Limits(max_bytes=290_000)).unchanged == 2
    assert rejected(out) == {"large.html": "too_large", "large.zip!a.html": "too_large"}
