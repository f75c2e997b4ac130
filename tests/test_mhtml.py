"""A page saved in one file with its parts is read like the page."""

from __future__ import annotations

import base64
import quopri

import pytest

from etl.documents.sniff import read_document
from etl.errors import UnreadableDocument
from tests.media_samples import figures, own_figures
from tests.page_samples import variants

PAGE = variants(figures())["clean"]
HEAD = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.example.gov.cn/a/t1.html\r\nSubject: x\r\n"
    'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="BB"\r\n\r\n'
)


def saved(body: bytes, coding: str, charset: str = "utf-8") -> bytes:
    part = f'--BB\r\nContent-Type: text/html; charset="{charset}"\r\nContent-Transfer-Encoding: {coding}\r\n\r\n'
    image = (
        b"\r\n--BB\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--BB--\r\n"
    )
    return HEAD.encode() + part.encode() + body + image


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_page_in_a_saved_page_is_read_whatever_its_coding(encoding: str) -> None:
    raw = PAGE.encode(encoding)
    for coding, body in (("quoted-printable", quopri.encodestring(raw)), ("base64", base64.encodebytes(raw))):
        document = read_document(saved(body, coding), "a.mht")
        assert document.medium == "mhtml"
        assert own_figures(max(document.grids, key=lambda grid: len(grid.rows))) == figures()
        assert document.metadata["address"] == "http://www.example.gov.cn/a/t1.html"


def test_the_frame_with_the_report_is_read_and_not_the_one_with_most_lines() -> None:
    menu = "<html><body>" + "".join(f"<p>栏目{number}</p>" for number in range(90)) + "</body></html>"
    parts = "".join(f"--BB\r\nContent-Type: text/html\r\n\r\n{page}\r\n" for page in (menu, PAGE))
    document = read_document((HEAD + parts + "--BB--\r\n").encode(), "a.mht")
    assert document.paragraphs[0].text == "某市教育局2023年政府信息公开工作年度报告"


def test_a_saved_page_that_only_points_to_an_attachment_says_so() -> None:
    page = '<html><body><p>报告见附件。</p><a href="b.doc">年报.doc</a></body></html>'
    with pytest.raises(UnreadableDocument) as caught:
        read_document((HEAD + f"--BB\r\nContent-Type: text/html\r\n\r\n{page}\r\n--BB--\r\n").encode(), "a.mht")
    assert (caught.value.code, caught.value.detail) == ("report_attached", "年报.doc http://www.example.gov.cn/a/b.doc")


def test_a_saved_page_without_a_page_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(HEAD.encode() + b"--BB\r\nContent-Type: image/png\r\n\r\nx\r\n--BB--\r\n", "a.mht")
    assert caught.value.code == "unreadable"


def test_a_saved_page_cut_off_still_gives_what_is_there() -> None:
    data = saved(quopri.encodestring(PAGE.encode()), "quoted-printable")
    document = read_document(data[: len(data) * 2 // 3], "a.mhtml")
    assert document.paragraphs[0].text == "某市教育局2023年政府信息公开工作年度报告"
