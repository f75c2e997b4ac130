"""Which files of a folder are read."""

from __future__ import annotations

from pathlib import Path

from etl.batch.discover import files


def labels(folder: Path, out: Path) -> list[tuple[str, str | None]]:
    return [(found.label, found.problem) for found in files([folder], leave_out=out, max_bytes=1000)]


def test_files_come_in_order_and_hidden_ones_are_left_out(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden", "Thumbs.db", "区/局\n一.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert labels(tmp_path, tmp_path / "out") == [("a.txt", None), ("b.txt", None), ("区/局\n一.txt", None)]


def test_the_folder_that_is_written_to_is_not_read(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.json").write_text("{}")
    assert labels(tmp_path, tmp_path / "out") == []


def test_a_link_out_of_the_folder_is_named_and_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("x")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link.txt").symlink_to("../secret.txt")
    (folder / "own.txt").write_text("x")
    (folder / "inside.txt").symlink_to("own.txt")
    assert labels(folder, tmp_path / "out") == [
        ("inside.txt", None),
        ("link.txt", "outside_folder"),
        ("own.txt", None),
    ]


def test_a_file_over_the_limit_is_named(tmp_path):
    (tmp_path / "big.pdf").write_bytes(b"x" * 1001)
    assert labels(tmp_path, tmp_path / "out") == [("big.pdf", "too_large")]


def test_what_a_browser_saved_beside_a_page_is_no_document(tmp_path):
    (tmp_path / "年报.html").write_text("x")
    for name in ("年报_files/style.css", "材料_files/附件.docx"):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text("x")
    assert labels(tmp_path, tmp_path / "out") == [("年报.html", None), ("材料_files/附件.docx", None)]


def test_a_file_that_went_away_while_the_folder_was_read_is_named_as_gone(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("x")
    found = files([tmp_path], leave_out=tmp_path / "out", max_bytes=1000)
    assert next(found).label == "a.txt"
    (tmp_path / "b.txt").unlink()
    assert [(one.label, one.problem, one.detail) for one in found] == [
        ("b.txt", "unreadable", "文件已不在"),
        ("c.txt", None, ""),
    ]
