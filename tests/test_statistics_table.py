"""The statistics tables of 2008 to 2018 are read by what their indicators say."""

from __future__ import annotations

from decimal import Decimal

from catalog import forms
from etl.documents.document import Document, Paragraph
from etl.documents.text import read_text
from etl.parsing.read import tables_of
from etl.parsing.tables import TablesReading, read_tables
from etl.report import Cell
from tests.report_grids import TD, Line, laid, td

# As printed in reports on 2014 to 2018; the figures are made up so that each is another one.
TABLE_2014 = """
一、主动公开情况|—|
（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）|条|s1.1
其中：主动公开规范性文件数|条|s1.1.doc
制发规范性文件总数|件|s1.docmade
（二）通过不同渠道和方式公开政府信息的情况|—|
1.政府公报公开政府信息数|条|s1.2.1
2.政府网站公开政府信息数|条|s1.2.2
3.政务微博公开政府信息数|条|s1.2.3
4.政务微信公开政府信息数|条|s1.2.4
5.其他方式公开政府信息数|条|s1.2.5
二、回应解读情况|—|
（一）回应公众关注热点或重大舆情数|次|s2.1
1.参加或举办新闻发布会总次数|次|s2.2.1
其中：主要负责同志参加新闻发布会次数|次|s2.2.1.lead
2.政府网站在线访谈次数|次|s2.2.2
其中：主要负责同志参加政府网站在线访谈次数|次|s2.2.2.lead
3.政策解读稿件发布数|篇|s2.2.3
4.微博微信回应事件数|次|s2.2.4
5.其他方式回应事件数|次|s2.2.5
三、依申请公开情况|—|
（一）收到申请数|件|s3.1
1.当面申请数|件|s3.1.1
2.传真申请数|件|s3.1.2
3.网络申请数|件|s3.1.3
4.信函申请数|件|s3.1.4
（二）申请办结数|件|s3.2
1.按时办结数|件|s3.2.1
2.延期办结数|件|s3.2.2
（三）申请答复数|件|s3.3
1.属于已主动公开范围数|件|s3.3.1
2.同意公开答复数|件|s3.3.2
3.同意部分公开答复数|件|s3.3.3
4.不同意公开答复数|件|s3.3.4
其中：涉及国家秘密|件|s3.3.4.1
涉及商业秘密|件|s3.3.4.2
涉及个人隐私|件|s3.3.4.3
危及国家安全、公共安全、经济安全和社会稳定|件|s3.3.4.4
不是《条例》所指政府信息|件|s3.3.4.5
法律法规规定的其他情形|件|s3.3.4.6
5.不属于本行政机关公开数|件|s3.3.5
6.申请信息不存在数|件|s3.3.6
7.告知作出更改补充数|件|s3.3.7
8.告知通过其他途径办理数|件|s3.3.8
四、行政复议数量|件|s4
（一）维持具体行政行为数|件|s4.1
（二）被依法纠错数|件|s4.2
（三）其他情形数|件|s4.3
五、行政诉讼数量|件|s5
（一）维持具体行政行为或者驳回原告诉讼请求数|件|s5.1
（二）被依法纠错数|件|s5.2
（三）其他情形数|件|s5.3
六、举报投诉数量|件|s6
七、依申请公开信息收取的费用|万元|s7
八、机构建设和保障经费情况|—|
（一）政府信息公开工作专门机构数|个|s8.1
（二）设置政府信息公开查阅点数|个|s8.2
（三）从事政府信息公开工作人员数|人|s8.3
1.专职人员数（不包括政府公报及政府网站工作人员数）|人|s8.3.1
2.兼职人员数|人|s8.3.2
（四）政府信息公开专项经费|万元|s8.4
九、政府信息公开会议和培训情况|—|
（一）召开政府信息公开工作会议或专题会议数|次|s9.1
（二）举办各类培训班数|期|s9.2
（三）接受培训人员数|人次|s9.3
"""
LINES = [line.split("|") for line in TABLE_2014.strip().splitlines()]


def rows_2014() -> list[Line]:
    lines = [td("统计指标", "单位", "统计数")]
    for position, (label, unit, key) in enumerate(LINES):
        lines.append(td(label, unit if key else "", str(position) if key else ""))
    return lines


def read(lines: list[Line], *more: list[Line]) -> TablesReading:
    return read_tables(Document("html", (Paragraph("附表"), *(laid(part) for part in (lines, *more)))))


def by_row(found: TablesReading) -> dict[str, Cell]:
    return {cell.row: cell for cell in found.cells}


def test_the_statistics_table_is_read_indicator_by_indicator() -> None:
    found = read(rows_2014())
    expected = {key: Decimal(position) for position, (_, _, key) in enumerate(LINES) if key}
    assert {row: cell.value for row, cell in by_row(found).items()} == expected
    assert len(expected) == 58 == len(forms.cells("2014"))
    assert found.form == "2014"
    assert {(cell.table, cell.column) for cell in found.cells} == {("statistics", "")}
    assert found.problems == ()


def test_the_unit_of_an_indicator_comes_along() -> None:
    cells = by_row(read(rows_2014()))
    assert (cells["s7"].unit, cells["s2.2.3"].unit, cells["s9.3"].unit) == ("万元", "篇", "人次")


def test_the_table_cut_over_pages_and_without_units_is_the_same() -> None:
    lines = [[line[0], line[2]] for line in rows_2014()]
    found = read(lines[:30], lines[30:])
    assert {row: cell.value for row, cell in by_row(found).items()} == {
        key: Decimal(position) for position, (_, _, key) in enumerate(LINES) if key
    }


def test_a_blank_and_a_stroke_have_no_value() -> None:
    lines = rows_2014()
    lines[2][2], lines[3][2] = TD(""), TD("/")
    cells = by_row(read(lines))
    assert (cells["s1.1"].state, cells["s1.1"].value) == ("blank", None)
    assert (cells["s1.1.doc"].state, cells["s1.1.doc"].value) == ("na", None)


def test_local_columns_and_rows_are_kept_under_their_labels() -> None:
    lines = [[*line, *td("7", "8")] for line in rows_2014()]
    lines[0] = td("统计指标", "单位", "统计数", "区直单位", "乡镇街道")
    lines.append(td("十、政务公开栏更新次数", "次", "5", "3", "2"))
    found = read(lines)
    places = {(cell.row, cell.column): cell.value for cell in found.cells}
    assert places["s3.1", ""] == 20
    assert (places["s3.1", "local:区直单位"], places["s3.1", "local:乡镇街道"]) == (7, 8)
    assert places["local:政务公开栏更新次数", "local:乡镇街道"] == 2
    assert "label_unmatched" in {problem.code for problem in found.problems}


def test_two_sets_side_by_side_are_read_one_after_the_other() -> None:
    left = rows_2014()[1:33]
    right = rows_2014()[33:]
    head = td("指标", "单位", "统计数")
    pairs = [[*a, *b] for a, b in zip(left, [*right, td("", "", "")], strict=False)]
    cells = by_row(read([[*head, *head], *pairs]))
    assert cells["s1.2.2"].value == 6 and cells["s8.3.2"].value == Decimal([key for _, _, key in LINES].index("s8.3.2"))


def test_a_table_of_2008_is_read_with_its_columns_of_one_year_and_all_years() -> None:
    labels = [entry.label for entry in forms.rows("2008", "statistics")]
    lines = [td("代码", "指标名称", "单位", "当年", "历年累计")]
    for number, label in enumerate(labels, start=1):
        lines.append(td(f"{number:02d}", label, "件", str(number), str(number + 1000)))
    found = read(lines)
    assert found.form == "2008"
    assert {(cell.row, cell.column): cell.value for cell in found.cells} == {
        (f"c{number:02d}", column): Decimal(number + more)
        for number in range(1, 36)
        for column, more in (("", 0), ("cumulative", 1000))
    }


def test_a_missing_indicator_is_said() -> None:
    lines = [line for line in rows_2014() if "传真申请数" not in line[0].text]
    assert [problem.message for problem in read(lines).problems] == ["表格缺行（统计表：2.传真申请数）"]


def test_strokes_for_unit_and_value_make_a_row_a_title_and_codes_are_no_values() -> None:
    lines = [
        td("指标名称", "计量单位", "代码", "本年"),
        td("一、主动公开情况", "——", "——", "——"),
        td("（一）主动公开政府信息数", "条", "01", "236"),
        td("其中：主动公开规范性文件数", "条", "02", "4"),
        td("（二）通过不同渠道和方式公开政府信息的情况", "——", "——", "——"),
        td("1.政府公报公开政府信息数", "条", "04", "0"),
        td("2.政府网站公开政府信息数", "条", "05", "136"),
        td("三、依申请公开情况", "——", "——", "——"),
        td("（一）收到申请数", "件", "12", "/"),
        td("1.当面申请数", "件", "13", "3"),
    ]
    reading = read_tables(Document("html", (laid(lines),)))
    found = {cell.row: cell.printed for cell in reading.cells}
    assert found == {
        "s1.1": "236", "s1.1.doc": "4", "s1.2.1": "0", "s1.2.2": "136", "s3.1": "/", "s3.1.1": "3",
    }  # fmt: skip
    assert {problem.code for problem in reading.problems} == {"rows_missing"}


def test_a_column_of_groups_before_the_indicators_holds_no_values() -> None:
    lines = [[TD("主动公开情况", 9), *rows_2014()[2]], *rows_2014()[3:5], *rows_2014()[6:11]]
    lines += [[TD("依申请公开情况", 5), *rows_2014()[21]], *rows_2014()[22:26]]
    found = read([td("类别", "统计指标", "单位", "统计数"), *lines])
    assert {row: cell.value for row, cell in by_row(found).items()} == {
        key: Decimal(position)
        for position, (_, _, key) in enumerate(LINES)
        if key.startswith(("s1.", "s3.1")) or key == "s1.docmade"
    }
    assert {problem.code for problem in found.problems} == {"rows_missing"}


def test_the_total_beside_the_figures_of_several_bodies_is_the_report_s_own() -> None:
    lines = [[*line[:2], *td("7", "8"), line[2]] for line in rows_2014()]
    lines[0] = td("统计指标", "单位", "区政府统计数", "乡镇街道统计数", "合 计")
    places = {(cell.row, cell.column): cell.value for cell in read(lines).cells}
    assert (places["s3.1", ""], places["s3.1", "local:区政府统计数"], places["s3.1", "local:乡镇街道统计数"]) == (
        20,
        7,
        8,
    )
    assert {column for _, column in places} == {"", "local:区政府统计数", "local:乡镇街道统计数"}


def test_a_text_that_ends_with_its_statistics_table_is_not_cut_off_and_one_that_may_be_names_that_table() -> None:
    table = "\n".join(" ".join((label, unit, str(n))) for n, (label, unit, key) in enumerate(LINES) if key)
    text = (
        f"沭阳县水利局2016年政府信息公开工作年度报告\n一、概述\n工作平稳。\n二、主动公开政府信息情况\n见附表。\n{table}"
    )
    whole, cut = (tables_of(read_text(data.encode()))[1] for data in (text + "\n", text))
    assert (len(whole.cells), whole.problems) == (58, ())
    assert [problem.message for problem in cut.problems if problem.code == "cut_off"] == [
        f"文本在表格处中断（统计表，末尾“{len(LINES) - 1}”）"
    ]
