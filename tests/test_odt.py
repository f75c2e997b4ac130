"""OpenDocument text is read as it shows itself: changes accepted, hidden text left out, numbers counted.

fixtures/report.odt was written by LibreOffice: a whole report whose headings and labels are numbered by lists."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.agencies import load_registry
from etl.documents.document import Document, Grid
from etl.documents.sniff import read_document, sniff
from etl.errors import UnreadableDocument
from etl.parsing.read import read_report
from etl.report import Source
from tests.media_samples import LABELS_2021, figures, own_figures
from tests.site_pages import FACTS, HEADINGS, INTRODUCTION, PROSE, TITLE

REPORT = (Path(__file__).parent / "fixtures" / "report.odt").read_bytes()
MEDIUM = "application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"),
    )
)  # fmt: skip


def content(body: str, styles: str = "") -> str:
    shown = f"<office:body><office:text>{body}</office:text></office:body>"
    inner = f"<office:automatic-styles>{styles}</office:automatic-styles>{shown}"
    return f"<office:document-content {SPACES}>{inner}</office:document-content>"


def odt(body: str, automatic: str = "", *, medium: str = MEDIUM, **parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        if medium:
            archive.writestr("mimetype", medium)
        archive.writestr("content.xml", content(body, automatic))
        archive.writestr("META-INF/manifest.xml", parts.pop("manifest", "<manifest/>"))
        for name, text in parts.items():
            archive.writestr(f"{name}.xml", text)
    return file.getvalue()


def read(body: str, styles: str = "", **parts: str) -> Document:
    return read_document(odt(body, styles, **parts), "a.odt")


def lines(body: str, styles: str = "", **parts: str) -> list[str]:
    return [block.text for block in read(body, styles, **parts).paragraphs]


def p(text: str, more: str = "") -> str:
    return f"<text:p {more}>{text}</text:p>"


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{p(text)}</table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table><table:table-column/>{''.join(rows)}</table:table>"


VAST = 'table:number-{}-repeated="999"'
COVERED = "<table:covered-table-cell/>"


def texts(grid: Grid) -> list[list[str]]:
    return [[one.text for one in line] for line in grid.rows]


def test_a_whole_report_with_counted_numbers_is_exact() -> None:
    document = read_document(REPORT, "a.odt")
    assert [block.text for block in document.paragraphs] == [
        TITLE, INTRODUCTION, HEADINGS[0], *PROSE["1"], *HEADINGS[1:5], *PROSE["5"], HEADINGS[5], *PROSE["6"]
    ]  # fmt: skip
    report = read_report(document, Source("a.odt", "0" * 64, document.medium), load_registry())
    assert {(one.table, one.row, one.column): one.printed for one in report.cells} == FACTS
    assert [one.number for one in report.sections] == ["0", "1", "2", "3", "4", "5", "6"]
    assert {one.code for one in report.problems} <= {"identities_fail", "agency_unknown"}


def test_merged_cells_are_one_cell_with_a_span_and_covered_places_are_none() -> None:
    rows = []
    for number, ((first, second), line) in enumerate(zip(LABELS_2021, figures(), strict=True)):
        if not second:
            labels = cell(first, 'table:number-columns-spanned="2"') + COVERED
        elif first:
            labels = cell(first, 'table:number-rows-spanned="22"') + cell(second)
        else:
            labels = COVERED + cell(second)
        rows.append(row(labels, *(cell(value) for value in line), more='table:style-name="R"' if number else ""))
    grid = read(table(*rows)).grids[0]
    assert own_figures(grid) == figures()
    assert (grid.rows[2][0].text, grid.rows[2][0].row_span) == ("三、本年度办理结果", 22)
    assert [one.column for one in grid.rows[3]] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert (grid.rows[0][0].column_span, grid.rows[0][1].column) == (2, 2)


def test_repeated_cells_and_rows_count_and_folded_rows_do_not() -> None:
    zeros = cell("0", 'table:number-columns-repeated="3"')
    rows = row(cell("许可"), zeros, more='table:number-rows-repeated="2"')
    folded = row(cell("旧"), zeros, more='table:visibility="collapse"')
    grid = read(table(row(cell("规章"), cell("1"), cell("2"), cell("3")), rows, folded)).grids[0]
    assert texts(grid) == [["规章", "1", "2", "3"], ["许可", "0", "0", "0"], ["许可", "0", "0", "0"]]


def test_a_head_of_rows_and_groups_of_rows_are_rows() -> None:
    head = f"<table:table-header-rows>{row(cell('项目'), cell('数量'))}</table:table-header-rows>"
    group = f"<table:table-row-group>{row(cell('规章'), cell('3'))}</table:table-row-group>"
    soft = "<text:soft-page-break/>"
    assert texts(read(table(head, soft, group)).grids[0]) == [["项目", "数量"], ["规章", "3"]]


@pytest.mark.parametrize(
    "inline",
    [
        "<text:span>4</text:span>3<text:span>88</text:span>",
        '<text:span text:style-name="gone">77</text:span>4388',
        '<text:span text:style-name="struck">77</text:span>4388',
        '<text:change-start text:change-id="c"/>4388<text:change-end text:change-id="c"/><text:change/>',
        '<text:a xlink:href="x" xmlns:xlink="x">4388</text:a>',
        "4388<text:note><text:note-citation>1</text:note-citation><text:note-body>注</text:note-body></text:note>",
        "4388<office:annotation><text:p>批注</text:p></office:annotation>",
        "43<text:soft-page-break/>88<text:bookmark/>",
        "<text:ruby><text:ruby-base>4388</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>",
        "<text:expression>4388</text:expression>",
    ],
)
def test_a_number_is_what_the_document_shows(inline: str) -> None:
    styles = (
        '<style:style style:name="gone"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="struck"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    assert texts(read(table(row(cell("规章"), cell(inline)), row(cell("许可"), cell("9"))), styles).grids[0])[0] == [
        "规章",
        "4388",
    ]


def test_deleted_text_is_kept_apart_and_not_read() -> None:
    region = f"<text:changed-region><text:deletion>{p('旧句')}</text:deletion></text:changed-region>"
    assert lines(f"<text:tracked-changes>{region}</text:tracked-changes>{p('新句')}") == ["新句"]


def test_spaces_tabs_and_breaks_are_white_space() -> None:
    assert lines(p('甲<text:s text:c="3"/>乙<text:tab/>丙<text:line-break/>丁\n 戊')) == ["甲   乙\t丙\n丁 戊"]


def test_sections_frames_and_text_boxes_are_read_and_contents_are_not() -> None:
    small = table(row(cell("规章"), cell("3")), row(cell("许可"), cell("4")))
    box = f"<draw:frame><draw:text-box>{p('框内')}{small}</draw:text-box></draw:frame>"
    contents = f"<text:table-of-content>{p('一、总体情况 1')}</text:table-of-content>"
    document = read(f"{contents}<text:section>{p('段' + box)}</text:section>")
    assert [block.text for block in document.paragraphs] == ["段", "框内"]
    assert texts(document.grids[0]) == [["规章", "3"], ["许可", "4"]]


LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." '
    'style:num-suffix="、"/><text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="(" '
    'style:num-suffix=")"/><text:list-level-style-bullet text:level="3"/></text:list-style>'
)


def items(*texts: str, more: str = "") -> str:
    inner = "".join(f"<text:list-item>{text}</text:list-item>" for text in texts)
    return f'<text:list text:style-name="L" {more}>{inner}</text:list>'


def test_lists_count_go_on_and_begin_anew() -> None:
    inner = "".join(f"<text:list-item>{p(text)}</text:list-item>" for text in "甲乙")
    nested = f"{p('二')}<text:list>{inner}</text:list>"
    body = items(p("一"), nested, p("三"), more='xml:id="a"')
    body += items(p("四"), more='text:continue-numbering="true"') + items(p("新"))
    body += items(p("五"), more='text:continue-list="a"')
    body += items(p("七")).replace("<text:list-item>", '<text:list-item text:start-value="7">')
    assert lines(body, LIST) == ["一、一", "二、二", "(1)甲", "(2)乙", "三、三", "四、四", "一、新", "五、五", "七、七"]


def test_headings_outside_of_lists_are_numbered_by_the_outline() -> None:
    outline = (
        f'<office:document-styles {SPACES}><text:outline-style><text:outline-level-style text:level="1" '
        'style:num-format="一, 二, 三, ..." style:num-suffix="、"/></text:outline-style></office:document-styles>'
    )
    head = '<text:h text:outline-level="1">总体情况</text:h>'
    document = read_document(odt(head + head, styles=outline), "a")
    assert [(block.text, block.is_heading) for block in document.paragraphs] == [
        ("一、总体情况", True),
        ("二、总体情况", True),
    ]


def test_a_paragraph_with_the_style_of_a_heading_is_a_heading() -> None:
    style = (
        '<style:style style:name="P1" style:parent-style-name="Heading_20_1"/><style:style style:name="Heading_20_1"/>'
    )
    assert [one.is_heading for one in read(p("一", 'text:style-name="P1"') + p("二"), style).paragraphs] == [
        True,
        False,
    ]


def test_the_document_is_known_by_its_content_whatever_its_name() -> None:
    body = p("某局2023年报告")
    assert sniff(odt(body), "a.doc") == "odt"
    assert sniff(odt(body, medium=""), "a.zip") == "odt"
    inner = f"<office:body><office:text>{body}</office:text></office:body>"
    flat = f'<?xml version="1.0"?>\n<office:document {SPACES} office:mimetype="{MEDIUM}">{inner}</office:document>'
    assert [block.text for block in read_document(flat.encode(), "a.fodt").paragraphs] == ["某局2023年报告"]


def test_facts_of_the_document_are_metadata() -> None:
    facts = '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">年报</dc:title>'
    facts += "<meta:creation-date>2024-01-18T08:00:00</meta:creation-date>"
    meta = f"<office:document-meta {SPACES}><office:meta>{facts}</office:meta></office:document-meta>"
    assert read(p("一"), meta=meta).metadata == {"title": "年报", "created_on": "2024-01-18"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (odt(""), "empty_file"),
        (REPORT[: len(REPORT) // 2], "truncated"),
        (odt("<text:p>"), "unreadable"),
        (odt(p("一"), manifest="<manifest><encryption-data/></manifest>"), "password_protected"),
        (odt(p("一"), medium="application/vnd.oasis.opendocument.presentation"), "unknown_medium"),
        (odt(table(row(cell("1", VAST.format("columns")), more=VAST.format("rows")))), "too_large"),
        (b'<?xml version="1.0"?><uof:UOF xmlns:uof="x"/>', "unknown_medium"),
    ],
    ids=["empty", "cut", "no XML", "locked", "slides", "vast", "UOF"],
)  # fmt: skip
def test_what_cannot_be_read_is_named(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data, "a.odt")
    assert caught.value.code == code


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(REPORT) - 1), st.integers(0, 255), st.booleans())
def test_a_damaged_file_is_read_or_refused(position: int, byte: int, cut: bool) -> None:
    data = REPORT[:position] if cut else REPORT[:position] + bytes([byte]) + REPORT[position + 1 :]
    try:
        document = read_document(data, "a.odt")
    except UnreadableDocument:
        return
    assert document.blocks
