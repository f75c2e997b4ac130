"""Archives give their documents, whatever their names, and never more than is safe."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.documents.archive import Limits, members, safe_name
from etl.documents.sniff import read_document
from etl.errors import UnreadableDocument
from tests.word_samples import docx, paragraph, run

DOCUMENT = docx(paragraph(run("某局2023年政府信息公开工作年度报告")))


def packed(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        list(members(data, "a.zip", limits))
    return caught.value.code


def test_documents_come_out_and_what_systems_leave_behind_does_not() -> None:
    files = {
        "2023/教育局.docx": DOCUMENT,
        "2023/x.txt": b"1",
        "__MACOSX/._x.txt": b"2",
        "2023/.DS_Store": b"3",
        "~$x.doc": b"4",
    }
    assert list(members(packed(files), "a.zip")) == [("2023/教育局.docx", DOCUMENT), ("2023/x.txt", b"1")]


def test_an_archive_inside_is_opened_and_a_document_that_is_a_zip_is_not() -> None:
    inner = packed({"b.docx": DOCUMENT})
    assert [name for name, _ in members(packed({"区/内.zip": inner}), "a.zip")] == ["区/内.zip!/b.docx"]


def test_archives_too_deep_are_refused() -> None:
    third = packed({"c.zip": packed({"d.zip": packed({"e.txt": b"1"})})})
    assert refused(third) == "archive_unsafe"


def test_names_in_gbk_and_unmarked_utf8_are_read() -> None:
    for encoding in ("gbk", "utf-8"):
        name = "教育局2023年报.txt"
        placeholder = "x" * len(name.encode(encoding))
        data = packed({placeholder: b"1"}).replace(placeholder.encode(), name.encode(encoding))
        assert [one for one, _ in members(data, "a.zip")] == [name]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/root/a.doc", "root/a.doc"),
        ("C:\\temp\\a.doc", "temp/a.doc"),
        ("a/./b//../c.doc", "a/b/c.doc"),
        ("a\nb.doc", "a_b.doc"),
        ("..", "unnamed"),
    ],
)
def test_names_never_lead_out(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert [one for one, _ in members(packed({name: b"1"}), "a.zip")] == [safe]


def test_bombs_are_refused() -> None:
    assert refused(packed({"a": bytes(8 * 2**20)})) == "archive_unsafe"
    assert refused(packed({str(number): b"" for number in range(30)}), Limits(members=20)) == "archive_unsafe"
    assert refused(packed({"a": b"x" * 50}), Limits(member_bytes=40)) == "archive_unsafe"
    assert refused(packed({"a": b"x" * 30, "b": b"y" * 30}), Limits(total_bytes=50)) == "archive_unsafe"


def test_a_directory_that_lies_about_sizes_is_found_out() -> None:
    data = bytearray(packed({"a.txt": b"x" * 4000}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    assert refused(bytes(data)) in ("archive_unsafe", "truncated")


def test_an_archive_that_is_cut_or_locked_is_named() -> None:
    data = packed({"a.txt": b"x" * 100})
    assert refused(data[: len(data) // 2]) == "truncated"
    locked = bytearray(data)
    locked[6] |= 1
    locked[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(locked)) == "password_protected"


def locked_member(files: dict[str, bytes], name: str) -> bytes:
    """An archive in which one member says that it is locked."""
    data = bytearray(packed(files))
    local, central = data.index(name.encode()) - 30, data.rindex(name.encode()) - 46
    data[local + 6] |= 1
    data[central + 8] |= 1
    return bytes(data)


def test_one_locked_or_broken_member_does_not_take_the_others_with_it() -> None:
    deep = packed({"c.zip": packed({"d.txt": b"1"})})
    data = locked_member({"a.txt": b"1", "locked.txt": b"22", "deep.zip": deep, "z.txt": b"3"}, "locked.txt")
    told: list[tuple[str, str]] = []
    given = list(members(data, "a.zip", on_bad=lambda name, error: told.append((name, error.code))))
    assert given == [("a.txt", b"1"), ("z.txt", b"3")]
    assert told == [("locked.txt", "password_protected"), ("deep.zip!/c.zip", "archive_unsafe")]


def test_names_that_windows_keeps_for_itself_are_names_like_any_other() -> None:
    names = ["CON.html", "aux.txt", "区/NUL", "结尾的点."]
    assert [name for name, _ in members(packed(dict.fromkeys(names, b"1")), "a.zip")] == names


def test_a_package_of_source_markdown_and_json_gives_all_three() -> None:
    files = {"r1/source.pdf": b"%PDF-1.4", "r1/report.md": "# 年报".encode(), "r1/report.json": b'{"a": 1}'}
    assert dict(members(packed(files), "a.zip")) == files


def test_an_archive_is_no_document() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(packed({"a.txt": b"1"}), "a.zip")
    assert caught.value.code == "unknown_medium"


SAMPLE = packed({"a.txt": b"1" * 50, "b/c.docx": DOCUMENT})


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255), st.booleans())
def test_a_damaged_archive_is_read_or_refused(position: int, byte: int, cut: bool) -> None:
    data = SAMPLE[:position] if cut else SAMPLE[:position] + bytes([byte]) + SAMPLE[position + 1 :]
    try:
        names = [name for name, _ in members(data, "a.zip")]
    except UnreadableDocument as error:
        assert error.code
        return
    assert len(names) <= 2
