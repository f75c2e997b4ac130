"""Plain text and Markdown become paragraphs and grids."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.documents.document import Document, Grid
from etl.documents.lines import join_wrapped
from etl.documents.text import read_text
from etl.errors import UnreadableDocument
from tests.media_samples import LABELS_2021, figures, own_figures

REAL = Path(__file__).parents[2] / "shared" / "real" / "zhongzhan-2022.txt"


def document(text: str, name: str = "a.txt") -> Document:
    return read_text(text.encode(), name)


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def tabbed() -> str:
    lines = [
        "\t申请人情况\t\t\t\t\t\t总计",
        "\t自然人\t法人或其他组织\t\t\t\t\t",
        "\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t",
    ]
    for (first, second), values in zip(LABELS_2021, figures(), strict=True):
        lines.append("\t".join([first, second, *values]))
    return "\n".join(lines)


def test_a_tabbed_table_keeps_every_figure_in_its_row() -> None:
    grids = document(f"三、收到和处理政府信息公开申请情况\n\n{tabbed()}\n\n四、行政复议").grids
    assert len(grids) == 1
    assert own_figures(grids[0]) == figures()


def test_empty_fields_at_the_start_are_the_label_above_and_not_cells() -> None:
    grid = document("（三）不予公开\t1.属于国家秘密\t0\t3\n\t2.其他法律行政法规禁止公开\t1\t2\n").grids[0]
    assert texts(grid) == [["（三）不予公开", "1.属于国家秘密", "0", "3"], ["2.其他法律行政法规禁止公开", "1", "2"]]
    assert [cell.column for cell in grid.rows[1]] == [1, 2, 3]


def test_blank_fields_inside_and_at_the_end_of_a_row_stay_blank_cells() -> None:
    grid = document("甲\t一\t\t\t0\n乙\t二\t1\t\t\n").grids[0]
    assert texts(grid) == [["甲", "一", "", "", "0"], ["乙", "二", "1", "", ""]]


def test_a_blank_line_inside_a_table_does_not_end_it() -> None:
    grids = document(
        "三、办理结果\t（一）予以公开\t\t\t0\n\n（二）部分公开\t\t0\t0\t0\n（三）不予公开\t\t0\t0\t1\n"
    ).grids
    assert [len(grid.rows) for grid in grids] == [3]


def test_a_header_after_a_blank_line_starts_another_table() -> None:
    grids = document("信息内容\t本年制发件数\n规章\t0\n\n信息内容\t本年处理决定数量\n行政许可\t12\n").grids
    assert [texts(grid)[1] for grid in grids] == [["规章", "0"], ["行政许可", "12"]]


def test_a_row_of_fewer_fields_is_not_filled_up() -> None:
    grid = document("一\t0\t0\t0\n二\t0\t0\n").grids[0]
    assert [len(row) for row in grid.rows] == [4, 3]


def test_a_paragraph_that_a_tab_indents_is_no_table() -> None:
    read = document("\t本报告依据《条例》编制。\n\t统计期限自1月1日起。\n")
    assert [block.text for block in read.paragraphs] == ["本报告依据《条例》编制。", "统计期限自1月1日起。"]
    assert not read.grids


def test_markdown_pipes_headings_and_bold_are_marks_and_not_text() -> None:
    read = document(
        "# 某局2023年政府信息公开工作年度报告\n\n## 一、总体情况\n\n**一是**加强学习。\n\n"
        "| 信息内容 | 本年制发件数 |\n|---|:---:|\n| 规章 | 0 |\n| 规范性\\|文件 | 1,2<br>05 |\n",
        "a.md",
    )
    assert read.medium == "markdown"
    assert [(block.text, block.is_heading) for block in read.paragraphs] == [
        ("某局2023年政府信息公开工作年度报告", True),
        ("一、总体情况", True),
        ("一是加强学习。", False),
    ]
    assert texts(read.grids[0]) == [["信息内容", "本年制发件数"], ["规章", "0"], ["规范性|文件", "1,2\n05"]]


def test_menus_with_pipes_and_rows_of_pipes_are_no_tables() -> None:
    read = document("首页 | 要闻 | 公开\n服务 | 互动 | 数据\n\n||||||\n||||||\n\n一、总体情况\n")
    assert not read.grids
    assert read.paragraphs[-1].text == "一、总体情况"


def test_box_drawing_tables_are_read() -> None:
    read = document("┌───┬───┐\n│规章│ 3 │\n├───┼───┤\n│规范性文件│ 14 │\n└───┴───┘\n")
    assert texts(read.grids[0]) == [["规章", "3"], ["规范性文件", "14"]]


def test_columns_aligned_by_spaces_keep_blanks_in_their_place() -> None:
    read = document(
        "项目          自然人   商业企业   总计\n"
        "本年新收          12          3     15\n"
        "上年结转                      1      1\n"
        "结转下年度         2          0      2\n"
    )
    assert texts(read.grids[0])[1:] == [
        ["本年新收", "12", "3", "15"],
        ["上年结转", "", "1", "1"],
        ["结转下年度", "2", "0", "2"],
    ]


def test_contacts_with_double_spaces_are_prose() -> None:
    read = document("联系人：张某  电话：0000\n地址：某路1号  邮编：000000\n")
    assert len(read.paragraphs) == 2
    assert not read.grids


def test_hard_wrapped_lines_become_one_paragraph_and_numbers_stay_whole() -> None:
    words = "本年度全市各级行政机关认真贯彻落实条例要求并通过电子屏幕主动公开政府信息共计123456条"
    words += "其中政策解读类信息共计7890条同比增长明显"
    rows = [words[:20], words[20:42], words[42:65], words[65:] + "。"]
    assert rows[2].startswith("56条")
    assert join_wrapped(["一、总体情况", *rows, "二、主动公开政府信息情况"]) == [
        "一、总体情况",
        words + "。",
        "二、主动公开政府信息情况",
    ]


def test_an_empty_text_is_named_as_such() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_text(" \r\n\ufeff\n".encode(), "a.txt")
    assert caught.value.code == "empty_file"


def test_an_html_table_inside_markdown_is_a_grid() -> None:
    pytest.importorskip("etl.documents.web.html")
    read = document(
        "# 报告\n\n前文。\n\n<table><tr><td>规章</td><td>5</td></tr><tr><td>许可</td><td>6</td></tr></table>\n\n后文。",
        "a.md",
    )
    assert [type(block).__name__ for block in read.blocks] == ["Paragraph", "Paragraph", "Grid", "Paragraph"]
    assert texts(read.grids[0]) == [["规章", "5"], ["许可", "6"]]


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="the real documents are not beside the project")
def test_the_real_text_has_three_tables_and_its_short_row_as_printed() -> None:
    read = read_text(REAL.read_bytes(), REAL.name)
    assert [len(grid.rows) for grid in read.grids] == [14, 28, 4]
    third = read.grids[1]
    granted = [cell.text for cell in third.rows[5]]
    assert granted == ["三、本年度办理结果", "(一) 予以公开", "", "", "", "", "", "0"]
    assert all([cell.text for cell in row[-7:]] == ["0"] * 7 for row in (*third.rows[3:5], *third.rows[6:]))
    assert [cell.text for cell in read.grids[2].rows[-1]] == ["0"] * 15


def test_lines_of_two_cells_with_one_pipe_between_them_belong_to_the_table() -> None:
    text = "信息内容 | 本年处理决定数量\n行政许可 | 12\n行政处罚 | 3\n行政强制 | 0\n"
    (grid,) = read_text(text.encode()).grids
    assert [[cell.text for cell in row] for row in grid.rows][1:] == [
        ["行政许可", "12"],
        ["行政处罚", "3"],
        ["行政强制", "0"],
    ]


def test_a_menu_with_one_pipe_is_no_table() -> None:
    assert read_text("登录 | 注册\n无障碍 | 长者版\n".encode()).grids == ()


def test_signs_that_markdown_escapes_are_read_as_themselves() -> None:
    text = "| 项目 | 增减 |\n| --- | --- |\n| 3\\.其他 | \\-3 |\n| 费用\\_合计 | \\+2 |\n"
    (grid,) = read_text(text.encode(), "a.md").grids
    assert [[cell.text for cell in row] for row in grid.rows][1:] == [["3.其他", "-3"], ["费用_合计", "+2"]]


def test_character_references_in_a_text_are_the_signs_that_they_stand_for() -> None:
    assert document("受理&nbsp;3 件&#12290;&ldquo;A&amp;B&rdquo;").paragraphs[0].text == "受理\u00a03 件。“A&B”"


def test_prose_of_a_layout_print_is_joined_although_one_line_of_it_is_set_wider() -> None:
    lines = [
        "  2023 年，某区人民政府坚持以习惯做法推进各项工作的开展，",
        "按照要求编制报告，公布了全年办理的各类事项，其中公开信息",
        "131 条，答复申请 12 件，有疑问的可以与区政府办公室联系（",
        "邮 编 ： 2 2 3 1 0 0 ， 电 话 ： 0 0 0 0 - 0 0 0 0 0 0 0 ， 网 址 略",
        "以门户网站为准），全区各部门和各镇街都按期公布了自己的报",
        "告，没有缺漏。",
    ]
    (whole,) = join_wrapped(lines)
    assert whole.strip().startswith("2023 年，某区") and whole.endswith("自己的报告，没有缺漏。")
    assert "其中公开信息131 条" in whole


def test_the_hundreds_of_bars_of_a_layout_table_around_a_report_are_no_cells() -> None:
    wide = " | " + "|" * 300
    text = f"某县水利局2023年政府信息公开工作年度报告{wide}\n2024年1月25日{wide}\n|\n{'|' * 280}\n"
    text += "一、总体情况 我局公开信息9条。\n"
    lines = [one.text for one in read_text(text.encode()).paragraphs]
    assert lines[:2] == ["某县水利局2023年政府信息公开工作年度报告", "2024年1月25日"]
    assert lines[-1] == "一、总体情况 我局公开信息9条。"
    assert read_text(("结果维持" + "|" * 20 + "\n").encode()).paragraphs[0].text == "结果维持" + "|" * 20
