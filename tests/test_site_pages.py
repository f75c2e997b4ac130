"""Whole pages of the content systems in use give the report, all of it and once, or say where it is instead."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable
from urllib.parse import quote

import pytest

from etl.agencies import load_registry
from etl.documents.document import Document
from etl.documents.sniff import read_document
from etl.errors import UnreadableDocument
from etl.parsing.read import read_report
from etl.report import Report, Source
from tests.report_grids import TD, numbers
from tests.site_pages import (
    AGENCY,
    DAY,
    FACTS,
    FRAMES,
    LINES,
    TITLE,
    body,
    cell,
    html_table,
    paragraph,
    tables,
    trs,
    whole,
)
from tests.test_statistics_table import by_row, rows_2014
from tests.test_statistics_table import read as read_lines

REGISTRY = load_registry()


def read(page: str | bytes) -> tuple[Document, Report]:
    document = read_document(page.encode() if isinstance(page, str) else page, "page.html")
    return document, read_report(document, Source("page.html", "0" * 64, document.medium), REGISTRY)


def printed(report: Report) -> dict[tuple[str, str, str], str]:
    return {(one.table, one.row, one.column): one.printed for one in report.cells}


def codes(report: Report) -> set[str]:
    return {found.code for found in report.problems} - {"identities_fail", "agency_unknown"}


def around(article: str) -> str:
    """A page of TRS WCM with another article in it."""
    return trs(article)


def cells(write: Callable[[TD], str]) -> str:
    """The article with its cells written in another way."""
    return body(lambda lines: html_table(lines, write))


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_every_cell_every_line_and_nothing_of_the_site(frame: str, encoding: str) -> None:
    document, report = read(FRAMES[frame]().encode(encoding))
    assert printed(report) == FACTS
    assert "".join(block.text for block in document.paragraphs) == "".join([*LINES, AGENCY, DAY])
    assert (report.title, report.year, report.agency_printed) == (TITLE, 2023, AGENCY)
    assert report.published_on == "2024-01-23"
    assert [section.number for section in report.sections] == ["0", "1", "2", "3", "4", "5", "6"]
    assert codes(report) == set()


def excel(one: TD) -> str:
    spans = (f" rowspan={one.down}" if one.down > 1 else "") + (
        f" colspan={one.across} style='mso-ignore:colspan'" if one.across > 1 else ""
    )
    number = f' x:num="{one.text}.0000"' if one.text.isdigit() else ""
    return f"<td class=xl66 height=24 style='height:18.0pt'{spans}{number}>{one.text}</td>"


def wps(one: TD) -> str:
    inner = (
        '<p class="MsoNormal" style="text-align:center"><span style="display:none;mso-hide:all">9</span>'
        f'<span style="mso-spacerun:\'yes\';font-family:仿宋_GB2312"><font face="仿宋_GB2312">{one.text}</font></span>'
        "<span style=\"mso-spacerun:'yes'\"><o:p></o:p></span></p>"
    )
    return cell(TD(inner, one.down, one.across))


def in_spans(one: TD) -> str:
    letters = "".join(f'<span lang="EN-US">{letter}</span>' for letter in one.text)
    return cell(TD(letters if one.text.isdigit() else one.text, one.down, one.across))


def struck(one: TD) -> str:
    return cell(TD(f"<s>77</s>{one.text}" if one.text.isdigit() else one.text, one.down, one.across))


def word_lists(text: str) -> str:
    if text[1:2] != "、":
        return paragraph(text)
    number = f"<span style='mso-list:Ignore'>{text[:2]}</span>"
    return f"<p class=MsoNormal style='mso-list:l0 level1 lfo1'><![if !supportLists]>{number}<![endif]>{text[2:]}</p>"


def rows_apart(lines: list[list[TD]]) -> str:
    rows = ("".join(cell(TD(one.text, 1, one.across)) for one in line) for line in lines)
    return "\n".join(f'<table border="1"><tr>{row}</tr></table>' for row in rows)


def twice() -> str:
    return f'<div class="pc">{body(title=TITLE)}</div><div class="wap visible-xs">{body(title=TITLE)}</div>'


ARTICLES = {
    "a copy for telephones": twice,
    "a copy for printing": lambda: f'{body()}<div id="print" style="display:none;">{body()}</div>',
    "a sheet exported as a page": lambda: cells(excel),
    "a table pasted from WPS": lambda: body(
        lambda lines: html_table(lines, wps, "<table><colgroup><col/><col/></colgroup>")
    ),
    "digits in spans": lambda: cells(in_spans),
    "struck figures": lambda: cells(struck),
    "numbers of Word's lists": lambda: body(say=word_lists),
    "each row a table": lambda: body(rows_apart),
    "a span over rows that are gone": lambda: body().replace('rowspan="22"', 'rowspan="25"'),
    "no end tags": lambda: re.sub("</(td|tr|p|tbody)>", "", body()),
    "figures typed into fields": lambda: cells(
        lambda one: cell(TD(f"<textarea>{one.text}</textarea>", one.down, one.across))
    ),
    "Word's settings": lambda: "<xml><w:WordDocument><w:Zoom>0</w:Zoom></w:WordDocument></xml>" + body(),
    "style sheets as text": lambda: (
        f'<p>@font-face{{font-family:"宋体";}}p.MsoNormal{{mso-style-name:正文;}}</p>{body()}'
    ),
    "a form of the server": lambda: (
        f'<form id="form1"><input type="hidden" name="__VIEWSTATE" value="{"A" * 3000}">{body()}</form>'
    ),
    "headings in tables": lambda: re.sub(
        r"<p[^>]*>([一-六]、[^<]*)</p>", r"<table><tr><td>\1</td></tr></table>", body()
    ),
}


@pytest.mark.parametrize("article", ARTICLES)
def test_every_habit_of_editors_gives_the_same_report_once(article: str) -> None:
    document, report = read(around(ARTICLES[article]()))
    assert printed(report) == FACTS
    assert codes(report) == set()
    assert [block.text for block in document.paragraphs] == [*LINES, AGENCY, DAY]


def test_two_copies_with_different_figures_are_both_kept_and_named() -> None:
    other = body(parts=tables(FACTS | {("requests", "received", "total"): "18"}))
    _, report = read(around(f"<div>{body()}</div><div>{other}</div>"))
    assert "table_ambiguous" in codes(report)
    assert printed(report)["requests", "received", "total"] == "17"


def script(literal: str) -> str:
    return f"<div id='a'></div><script>var page = {{}}; page.text = {literal};</script>"


CARRIERS = {
    "JSON": lambda: script(json.dumps({"id": 7, "content": body()}, ensure_ascii=False)),
    "JSON in ASCII": lambda: script(json.dumps({"id": 7, "content": body()})),
    "a string in single quotes": lambda: script("'" + body().replace("/", "\\/") + "'"),
    "a template string": lambda: script(f"`{body()}`"),
    "percent signs": lambda: script(f"decodeURIComponent('{quote(body())}')"),
    "escape()": lambda: script(
        "unescape('"
        + "".join(one if one.isalnum() and one.isascii() else f"%u{ord(one):04x}" for one in body()).replace(
            "%u003c", "%3C"
        )
        + "')"
    ),
    "entities in JSON": lambda: script(json.dumps(html.escape(body()))),
    "base 64": lambda: script(f"Base64.decode('{base64.b64encode(body().encode()).decode()}')"),
    "a hidden field": lambda: f"<input id='c' type='hidden' value=\"{html.escape(body())}\">",
    "a text box": lambda: (
        f'<textarea id="c" style="display:none">{html.escape(body())}</textarea><div id="show"></div>'
    ),
    "for browsers without scripts": lambda: f"<noscript>{body()}</noscript>",
    "a script of markup": lambda: f'<script type="text/html" id="t">{body()}</script>',
    "a template": lambda: f"<template>{body()}</template>",
    "the source of a frame": lambda: f'<iframe srcdoc="{html.escape(body())}"></iframe>',
}


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("framed", [True, False])
def test_an_article_that_a_page_carries_as_text_is_the_report(carrier: str, framed: bool) -> None:
    page = around(CARRIERS[carrier]()) if framed else whole(f"<title>{TITLE}</title>", CARRIERS[carrier]())
    document, report = read(page)
    assert printed(report) == FACTS
    assert codes(report) == set()
    assert [block.text for block in document.paragraphs][-len(LINES) - 1 :] == [*LINES[1:], AGENCY, DAY]
    assert (report.title, report.year) == (TITLE, 2023)


def test_different_articles_in_scripts_are_named_and_the_same_one_twice_is_not() -> None:
    other = body(parts=tables(dict.fromkeys(FACTS, "7")))
    for second, named in ((other, {"article_ambiguous"}), (body() + "<p>尾注</p>", set())):
        page = whole(f"<title>{TITLE}</title>", script(json.dumps([body(), second])))
        assert codes(read(page)[1]) == named


@pytest.mark.parametrize(
    ("article", "code", "detail"),
    [
        (
            f'<p>现将报告予以公布，详见附件。</p><p>附件：<a href="./P01.doc" appendix="true">{TITLE}.doc</a></p>',
            "report_attached",
            f"{TITLE}.doc http://www.example.gov.cn/xxgk/nb/P01.doc",
        ),
        (
            '<p>请查看附件。</p><script>var fujian = "<a href=\\"./P02.pdf\\">年度报告.pdf</a>";</script>',
            "report_attached",
            "年度报告.pdf http://www.example.gov.cn/xxgk/nb/P02.pdf",
        ),
        (
            '<a href="/module/download/downfile.jsp?classid=0&amp;filename=24012310.doc">附件</a>',
            "report_attached",
            "附件 http://www.example.gov.cn/module/download/downfile.jsp?classid=0&filename=24012310.doc",
        ),
        (
            '<iframe src="/pdfjs/web/viewer.html?file=/upload/2024/n.pdf" width="100%"></iframe>',
            "report_attached",
            "n.pdf http://www.example.gov.cn/pdfjs/web/viewer.html?file=/upload/2024/n.pdf",
        ),
        ('<p><img src="./W01.jpg" width="900"></p><p><img src="./W02.jpg"></p>', "report_in_pictures", "2"),
        ("", "no_report", "只有标题，没有正文"),
    ],
)
def test_a_page_that_only_points_to_the_report_says_where_it_is(article: str, code: str, detail: str) -> None:
    page = around(article).replace("<head>", '<head><base href="http://www.example.gov.cn/xxgk/nb/t1.html">')
    with pytest.raises(UnreadableDocument) as caught:
        read(page)
    assert (caught.value.code, caught.value.detail) == (code, detail)


def test_a_short_report_with_an_attachment_is_a_report() -> None:
    text = "<p>2010年，我局主动公开信息34条，受理申请2件，均已答复；没有收费，没有复议和诉讼。</p>"
    _, report = read(around(text + '<p>附件下载</p><p><a href="./a.xls">信息公开统计表.xls</a></p>'))
    assert "34条" in report.sections[-1].text


def test_cells_that_are_pictures_are_named_and_pictures_that_keep_a_place_are_not() -> None:
    whole = around(body())
    start = whole.index("<table")
    seen = whole[:start] + re.sub(r"<td([^>]*)>\s*\d+\s*</td>", r'<td\1><img src="7.png"></td>', whole[start:], count=2)
    assert "cells_in_pictures" in codes(read(seen)[1])
    told = [one.message for one in read(seen)[1].problems if one.code == "cells_in_pictures"]
    assert len(told) == 1 and "2 个单元格" in told[0]
    point = seen.replace('src="7.png"', 'src="7.gif" width="1"')
    assert "cells_in_pictures" not in codes(read(point)[1])
    heading = re.sub(r"(<table[^>]*>)", r'\1<tr><td colspan="10"><img src="head.png"></td></tr>', whole)
    assert "cells_in_pictures" not in codes(read(heading)[1])


def test_tables_that_are_pictures_or_attached_and_further_pages_are_named() -> None:
    pictures = body(lambda lines: '<p><img src="./W03.png" width="700"></p>')
    assert codes(read(around(pictures))[1]) == {"no_tables", "tables_in_pictures"}
    attached = body(lambda lines: "<p>见附件。</p>") + '<p><a href="./a.xlsx">年报统计表.xlsx</a></p>'
    assert codes(read(around(attached))[1]) == {"no_tables", "tables_attached"}
    first = body()[: body().index("<p", body().index("</table>"))]
    more = first + '<script>createPageHTML(3, 0, "t20240123_1", "html");</script>'
    assert "more_pages" in codes(read(around(more))[1])
    assert codes(read(around(body(lambda lines: "")))[1]) == {"no_tables"}


def test_the_form_of_2019_with_blanks_is_read_as_printed() -> None:
    """Every third figure is left blank, as offices do that print no zeros."""
    facts = {place: "" if int(text) % 3 == 0 else text for place, text in numbers("2019").items()}

    def write(one: TD) -> str:
        return cell(TD(f'<p align="center">{one.text or "&nbsp;"}</p>', one.down, one.across))

    article = body(lambda lines: html_table(lines, write), parts=tables(facts, "2019"))
    _, report = read(trs(article).replace("2023年", "2019年").replace("2024", "2020"))
    assert printed(report) == facts
    assert (report.year, report.form, codes(report)) == (2019, "2019", set())


def test_a_header_of_table_four_with_blank_cells_below_its_results_is_read() -> None:
    two, three, four = tables()
    second = [TD(one.text, 1, one.across) for one in four[1]]
    _, report = read(around(body(parts=[two, three, [four[0], second, [*[TD("")] * 5, *four[2]], four[3]]])))
    assert printed(report) == FACTS
    assert codes(report) == set()


def test_the_statistics_table_of_2014_on_a_page_is_read() -> None:
    lines = rows_2014()
    text = "<p>一、概述</p><p>2017年，本局主动公开信息318条，依法办理申请，未发生复议和诉讼，各项数据见附表。</p>"
    article = f"{text}<p>二、主动公开政府信息情况</p><p>统计数据见表。</p>{html_table(lines)}"
    _, report = read(trs(article).replace("2023年", "2017年").replace("2024", "2018"))
    wanted = by_row(read_lines(lines))
    assert len(wanted) > 40
    assert {one.row: one.printed for one in report.cells} == {key: one.printed for key, one in wanted.items()}
    assert (report.year, report.form) == (2017, "2014")


def test_titles_without_links_over_a_page_without_sections_are_a_list_of_reports() -> None:
    names = [f"沭阳县{year}年政府信息公开工作年度报告" for year in range(2018, 2024)]
    column = "".join(f"<p>{name}</p><p>{year}-01-20</p>" for year, name in enumerate(names, 2019))
    foot = f"<p>为确保最佳浏览效果，建议您使用{'某某浏览器九点零版本及以上，' * 5}显示器分辨率一千零二十四以上。</p>"
    with pytest.raises(UnreadableDocument) as caught:
        read(f"<html><body><div><h2>年报</h2>{column}</div><div>{foot}</div></body></html>")
    assert caught.value.code == "index_page"
