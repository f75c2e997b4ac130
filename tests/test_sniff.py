"""A file is what its bytes are, not what its name says."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.documents.sniff import read_document, sniff
from etl.errors import UnreadableDocument


def packed(*names: str, mimetype: str | None = None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


PAGE = "<html><body><p>某局2023年政府信息公开工作年度报告</p></body></html>"


def name_of(value: object) -> str:
    """The name of a parameter: bytes of a package hold the time, which would name a test anew in every process."""
    return value if isinstance(value, str) else "bytes"


@pytest.mark.parametrize(
    ("data", "name", "medium"),
    [
        (packed("[Content_Types].xml", "word/document.xml"), "a.doc", "docx"),
        (packed("xl/workbook.xml"), "a.bin", "xlsx"),
        (packed("OFD.xml", "Doc_0/Document.xml"), "a.pdf", "ofd"),
        (packed("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "a", "ods"),
        (packed("2023/a.html", "2023/b.pdf"), "a.zip", "zip"),
        (b"\xef\xbb\xbf%PDF-1.7\n", "a.doc", "pdf"),
        (b"{\\rtf1\\ansi\\ansicpg936 x}", "a.doc", "rtf"),
        (b"\x89PNG\r\n\x1a\n0000", "a.jpg", "image"),
        (b"\xff\xd8\xff\xe0", "a", "image"),
        (PAGE.encode("gb18030"), "a.doc", "html"),
        (PAGE.encode("utf-16"), "a.txt", "html"),
        ("<div>一</div><table><tr><td>规章</td></tr></table>".encode(), "a", "html"),
        (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://x/\r\nMIME-Version: 1.0\r\n\r\n", "a", "mhtml"),
        ("# 某局年报\n\n正文。".encode(), "a.md", "markdown"),
        ("某局年报\n\n正文。".encode("gb18030"), "a", "text"),
        ("规章,0,0,0\n".encode(), "a.csv", "csv"),
        ('{"agency_printed": "某局", "year": 2023}'.encode(), "a.json", "report_json"),
    ],
    ids=name_of,
)
def test_the_medium_is_told_by_content(data: bytes, name: str, medium: str) -> None:
    assert sniff(data, name) == medium


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.docx", "empty_file"),
        (b" \r\n\t\x00", "a.txt", "empty_file"),
        (packed("readme.txt"), "a.docx", "not_a_docx"),
        (packed("word/document.xml")[:40], "a.docx", "truncated"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "a.doc", "truncated"),
        (bytes(range(256)) * 20, "a.bin", "unknown_medium"),
        (b'{"a": [1, 2]}', "a.json", "unknown_medium"),
        (b'[{"a": 1}]', "a.txt", "unknown_medium"),
        (b"<?xml version='1.0'?><rss></rss>", "a.xml", "unknown_medium"),
        ("/* 样式 */ td { color: red }".encode(), "a.css", "unknown_medium"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "a.pdf", "unknown_medium"),
    ],
    ids=name_of,
)
def test_what_cannot_be_read_is_named(data: bytes, name: str, code: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data, name)
    assert caught.value.code == code


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"<html>"]),
)
def test_garbage_is_read_or_refused_and_nothing_else(data: bytes, head: bytes) -> None:
    try:
        read_document(head + data, "a.txt")
    except UnreadableDocument as refused:
        assert refused.code


def test_a_page_without_a_frame_is_a_page_if_its_name_says_so() -> None:
    lines = "某局2023年报告<br>一、总体情况<br>公开信息12条。"
    assert sniff(lines.encode(), "report.html") == "html"
    assert sniff("<center>某局2023年报告</center>".encode(), "report.htm") == "html"
    assert sniff("<b>某局</b><br>公开信息12条。".encode(), "report") == "html"
    assert sniff(lines.encode(), "report.txt") == "text"
    assert sniff(b"a<br>b,2\nc,3\n", "report.csv") == "csv"
    many = "\n".join(["某局2023年报告<br>", *["公开信息12条。"] * 9])
    assert sniff(many.encode(), "report.html") == "text"  # its lines are lines of text


def test_what_a_page_script_left_unfilled_at_the_head_of_a_text_makes_it_no_code() -> None:
    assert sniff("{{ title }}\n{{ page.error }}\n某局2020年报告".encode(), "a.txt") == "text"
    with pytest.raises(UnreadableDocument):
        sniff(b'{{"a": 1}}', "a.txt")
