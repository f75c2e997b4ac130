"""Word documents are read as Word shows them."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.documents.document import Grid
from etl.documents.office.docx import read_docx
from etl.documents.sniff import read_document
from etl.errors import UnreadableDocument
from tests.media_samples import figures, own_figures
from tests.word_samples import W, cell, docx, paragraph, row, run, statutory, table

SAMPLE = docx(paragraph(run("某局2023年政府信息公开工作年度报告")) + statutory(figures()))


def texts(data: bytes) -> list[list[str]]:
    return [[one.text for one in line] for line in read_docx(data).grids[0].rows]


def lines(body: str, **parts: str) -> list[str]:
    return [block.text for block in read_docx(docx(body, **parts)).paragraphs]


def two_rows(first: str) -> bytes:
    """A table of data whose first row is given."""
    return docx(table(first, row(cell("许可"), cell("9"))))


def test_every_figure_of_the_table_is_exact() -> None:
    grid = read_document(SAMPLE, "a.docx").grids[0]
    assert own_figures(grid) == figures()
    assert (grid.rows[2][0].text, grid.rows[2][0].row_span) == ("三、本年度办理结果", 22)
    assert [one.column for one in grid.rows[3]] == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    "inline",
    [
        run("4") + run("3") + run("88"),
        f"<w:ins>{run('43')}</w:ins>" + run("88"),
        f"<w:del><w:r><w:delText>77</w:delText></w:r></w:del>{run('4388')}",
        f"<w:smartTag>{run('4388')}</w:smartTag>",
        f'<w:fldSimple w:instr="SUM(ABOVE)">{run("4388")}</w:fldSimple>',
        run("77", "<w:vanish/>") + run("4388") + run("", '<w:vanish w:val="0"/>'),
        run("4388", '<w:vanish w:val="false"/>'),
        run("77", "<w:strike/>") + run("4388") + run("9", "<w:dstrike/>"),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('4388')}</w:sdtContent></w:sdt>",
        f"<w:hyperlink>{run('4388')}</w:hyperlink>",
        f"{run('4388')}<w:r><w:footnoteReference w:id='1'/></w:r>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=1+2</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("4388")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        f"<w:moveFrom>{run('99')}</w:moveFrom><w:moveTo>{run('4388')}</w:moveTo>",
        f"<w:ruby><w:rt>{run('x')}</w:rt><w:rubyBase>{run('4388')}</w:rubyBase></w:ruby>",
    ],
    ids=[
        "split",
        "ins",
        "del",
        "smarttag",
        "field",
        "hidden",
        "shown",
        "struck",
        "sdt",
        "link",
        "footnote",
        "complexfield",
        "moved",
        "ruby",
    ],
)
def test_a_number_is_what_word_shows(inline: str) -> None:
    value = f"<w:tc><w:tcPr/>{paragraph(inline)}</w:tc>"
    assert texts(two_rows(row(cell("规章"), value)))[0] == ["规章", "4388"]


def test_cells_and_rows_inside_content_controls_are_not_lost() -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    data = docx(control(table(control(row(cell("规章"), control(cell("3")), cell("5"))), row(cell("许可"), cell("9")))))
    assert texts(data) == [["规章", "3", "5"], ["许可", "9"]]


def test_grid_before_and_after_move_columns_and_add_no_cells() -> None:
    data = docx(
        table(
            row(cell("规章"), cell("3"), cell("4")),
            row(cell("5"), cell("6"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        )
    )
    assert [(one.text, one.column) for one in read_docx(data).grids[0].rows[1]] == [("5", 1), ("6", 2)]


def test_cells_merged_across_by_marks_are_one_cell_and_deleted_cells_are_none() -> None:
    parts = cell("规章", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>") + cell("3")
    gone = cell("许可") + cell("7", "<w:cellDel/>") + cell("乙") + cell("9")
    grid = read_docx(docx(table(row(parts), row(gone)))).grids[0]
    assert [[(one.text, one.column, one.column_span) for one in line] for line in grid.rows] == [
        [("规章", 0, 2), ("3", 2, 1)],
        [("许可", 0, 1), ("乙", 1, 1), ("9", 2, 1)],
    ]


def picture() -> str:
    return '<w:r><w:drawing><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/></w:drawing></w:r>'


def test_tables_or_a_whole_report_that_are_pictures_are_named() -> None:
    headings = paragraph(run("二、主动公开政府信息情况")) + paragraph(run("三、收到和处理政府信息公开申请情况"))
    named = read_docx(docx(headings + paragraph(picture()) + paragraph(picture())))
    assert [found.code for found in named.problems] == ["tables_in_pictures"]
    assert "2 张" in named.problems[0].message
    assert read_docx(docx(headings)).problems == ()
    with pytest.raises(UnreadableDocument) as caught:
        read_docx(docx(paragraph(picture())))
    assert (caught.value.code, caught.value.detail) == ("report_in_pictures", "1")


def test_a_sheet_that_stands_in_the_text_is_a_table() -> None:
    book, sheet = openpyxl.Workbook(), io.BytesIO()
    for line in (["信息内容", "本年制发件数"], ["规章", 3], ["行政规范性文件", 12]):
        book.active.append(line)
    book.save(sheet)
    ole = '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12" r:id="rId9"/>'
    file = io.BytesIO(docx(paragraph(run("见表"), f"<w:r><w:object><v:shape/>{ole}</w:object></w:r>")))
    link = '<Relationships><Relationship Id="rId9" Target="embeddings/a.xlsx"/></Relationships>'
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/_rels/document.xml.rels", link)
        archive.writestr("word/embeddings/a.xlsx", sheet.getvalue())
    assert texts(file.getvalue())[1:] == [["规章", "3"], ["行政规范性文件", "12"]]


def test_a_table_in_a_text_box_is_a_table() -> None:
    inner = table(row(cell("规章"), cell("3")), row(cell("许可"), cell("4")))
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert texts(docx(paragraph(run("见表"), box))) == [["规章", "3"], ["许可", "4"]]


def test_a_deleted_row_is_gone() -> None:
    data = docx(
        table(
            row(cell("规章"), cell("3")), row(cell("旧"), cell("1"), properties="<w:del/>"), row(cell("新"), cell("2"))
        )
    )
    assert texts(data) == [["规章", "3"], ["新", "2"]]


def test_a_deleted_paragraph_mark_joins_two_paragraphs_and_never_two_cells() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert lines(paragraph(run("1,2"), properties=deleted) + paragraph(run("05条"))) == ["1,205条"]
    cut = f"<w:tc><w:tcPr/>{paragraph(run('3'), properties=deleted)}</w:tc>"
    assert texts(two_rows(row(cell("规章"), cut, cell("5"))))[0] == ["规章", "3", "5"]


def test_a_merge_that_continues_nothing_is_a_cell_of_its_own() -> None:
    data = docx(table(row(cell("规章", "<w:vMerge/>"), cell("3")), row(cell("许可"), cell("4"))))
    assert texts(data) == [["规章", "3"], ["许可", "4"]]


def test_a_table_of_prose_gives_paragraphs_and_its_inner_table() -> None:
    inner = table(row(cell("规章"), cell("3")), row(cell("许可"), cell("4")))
    outer = f"<w:tbl><w:tr><w:tc>{paragraph(run('一、总体情况'))}{inner}{paragraph(run('完'))}</w:tc></w:tr></w:tbl>"
    blocks = read_docx(docx(outer)).blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Grid", "Paragraph"]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('某市财政局文件'))}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(paragraph(run("标题"), both) + paragraph(run("正文"))) == ["标题", "某市财政局文件", "正文"]
    assert lines(paragraph(f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>")) == ["某市财政局文件"]


def test_tabs_and_breaks_are_white_space_and_split_runs_are_not() -> None:
    body = paragraph(run("某局"), "<w:r><w:tab/></w:r>", run("2023"), run("年"), "<w:r><w:br/></w:r>", run("报告"))
    assert lines(body) == ["某局\t2023年\n报告"]


def test_numbers_that_word_sets_itself_are_part_of_the_text() -> None:
    def level(number: int, style: str, text: str) -> str:
        shape = f'<w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>'
        return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/>{shape}</w:lvl>'

    levels = level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）")
    numbering = (
        f'<w:ROOT><w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num></w:ROOT>'
    )

    def item(text: str, level: int) -> str:
        return paragraph(run(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="2"/></w:numPr>')

    body = item("总体情况", 0) + item("主动公开", 1) + item("依申请公开", 1) + item("其他", 0) + item("说明", 1)
    assert lines(body, numbering=numbering) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "二、其他",
        "（一）说明",
    ]


def test_headings_are_what_styles_and_outline_levels_say() -> None:
    styles = f'<w:styles xmlns:w="{W}"><w:style w:styleId="2"><w:name w:val="heading 1"/></w:style></w:styles>'
    body = paragraph(run("一"), properties='<w:pStyle w:val="2"/>') + paragraph(
        run("二"), properties='<w:outlineLvl w:val="0"/>'
    )
    body += paragraph(run("三"), properties='<w:outlineLvl w:val="9"/>')
    assert [block.is_heading for block in read_docx(docx(body, styles=styles)).paragraphs] == [True, True, False]


def test_a_style_based_on_a_heading_is_a_heading_and_circles_end() -> None:
    named = '<w:style w:styleId="2"><w:name w:val="heading 1"/></w:style>'
    based = '<w:style w:styleId="a"><w:name w:val="x"/><w:basedOn w:val="2"/></w:style>'
    circle = (
        '<w:style w:styleId="b"><w:basedOn w:val="c"/></w:style><w:style w:styleId="c"><w:basedOn w:val="b"/></w:style>'
    )
    styles = f'<w:styles xmlns:w="{W}">{named}{based}{circle}</w:styles>'
    body = "".join(paragraph(run(key), properties=f'<w:pStyle w:val="{key}"/>') for key in "abc")
    assert [block.is_heading for block in read_docx(docx(body, styles=styles)).paragraphs] == [True, False, False]


def test_an_enclosed_page_is_read() -> None:
    file = io.BytesIO(docx('<w:altChunk r:id="rId9"/>'))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(
            "word/_rels/document.xml.rels", '<Relationships><Relationship Id="rId9" Target="a.htm"/></Relationships>'
        )
        archive.writestr("word/a.htm", "<html><body><p>某局2023年报告</p></body></html>")
    assert [block.text for block in read_docx(file.getvalue()).paragraphs] == ["某局2023年报告"]


def test_an_enclosed_word_file_is_read_and_none_inside_it() -> None:
    def enclosing(body: str, inner: bytes) -> bytes:
        file = io.BytesIO(docx(body + '<w:altChunk r:id="rId9"/>'))
        link = '<Relationships><Relationship Id="rId9" Target="/word/a.docx"/></Relationships>'
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr("word/_rels/document.xml.rels", link)
            archive.writestr("word/a.docx", inner)
        return file.getvalue()

    third = docx(paragraph(run("三")))
    data = enclosing(paragraph(run("一")), enclosing(paragraph(run("二")), third))
    assert [block.text for block in read_docx(data).paragraphs] == ["一", "二"]


@pytest.mark.parametrize("flat", [True, False])
def test_a_word_file_kept_as_one_xml_text_is_read(flat: bool) -> None:
    body = paragraph(run("某局2023年报告")) + statutory(figures())
    if flat:
        inner = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        spaces = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
        text = f"<pkg:package {spaces}><pkg:part><pkg:xmlData>{inner}</pkg:xmlData></pkg:part></pkg:package>"
    else:
        old = "http://schemas.microsoft.com/office/word/2003/wordml"
        text = (
            f'<w:wordDocument xmlns:w="{old}" xmlns:wx="x"><w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>'
        )
        text = text.replace("w:vMerge", "w:vmerge")
    data = f'<?xml version="1.0"?><?mso-application progid="Word.Document"?>{text}'.encode()
    document = read_document(data, "a.doc")
    assert [block.text for block in document.paragraphs] == ["某局2023年报告"]
    assert own_figures(document.grids[0]) == figures()


def test_core_properties_are_metadata() -> None:
    file = io.BytesIO(SAMPLE)
    with zipfile.ZipFile(file, "a") as archive:
        facts = "<dc:title>年报</dc:title><t:created>2024-01-18T08:00:00Z</t:created>"
        archive.writestr("docProps/core.xml", f'<c:p xmlns:c="c" xmlns:dc="d" xmlns:t="t">{facts}</c:p>')
    metadata = read_docx(file.getvalue()).metadata
    assert metadata == {"title": "年报", "created_on": "2024-01-18"}


def test_entities_are_not_resolved_and_bombs_do_not_go_off() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    file = io.BytesIO()
    body = f"{bomb}<w:document xmlns:w='{W}'><w:body>{paragraph(run('甲&b;&f;乙'))}</w:body></w:document>"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", body)
    assert [block.text for block in read_docx(file.getvalue()).paragraphs] == ["甲"]


def test_a_part_that_unpacks_to_too_much_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(100):
            part.write(bytes(2**20))
    with pytest.raises(UnreadableDocument) as caught:
        read_document(file.getvalue(), "a.docx")
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx(""), "empty_file"),
        (SAMPLE[: len(SAMPLE) // 2], "truncated"),
        (docx("<w:p>"), "unreadable"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data, "a.docx")
    assert caught.value.code == code


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255), st.booleans())
def test_a_damaged_file_is_read_or_refused(position: int, byte: int, cut: bool) -> None:
    data = SAMPLE[:position] if cut else SAMPLE[:position] + bytes([byte]) + SAMPLE[position + 1 :]
    try:
        document = read_document(data, "a.docx")
    except UnreadableDocument:
        return
    assert all(isinstance(block.text, str) for block in document.blocks if not isinstance(block, Grid))


def test_a_figure_in_superscript_behind_a_number_is_the_mark_of_a_note() -> None:
    high = '<w:vertAlign w:val="superscript"/>'
    body = paragraph(run("受理14"), run("2", high), run("件")) + paragraph(run("7", high))
    first, second = read_docx(docx(body)).paragraphs
    assert (first.text, second.text) == ("受理14²件", "7")
