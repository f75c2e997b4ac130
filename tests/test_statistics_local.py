"""The tables that provinces drew for themselves: years as columns, sums of all years, tables on their side."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from etl.documents.document import Document, Grid, Paragraph
from etl.parsing.tables import TablesReading, read_tables
from tests.report_grids import TD, Line, laid, numbers, sheet, td

# label, unit, key; the figures of the year are 11, 12, …, those of all years 211, 212, …
LISTED = [
    ("主动公开信息数", "条", "c01"),
    ("其中：1.网站公开", "条", "local:网站公开"),
    ("2.公报公开", "条", "local:公报公开"),
    ("受理依申请公开信息总数", "条", "c10"),
    ("其中：1.当面申请数", "条", "c11"),
    ("2.网上申请数", "条", "c14"),
    ("3.信函、传真申请数", "条", "local:信函、传真申请数"),
    ("对申请的答复数", "条", "c17"),
    ("其中：1.同意公开答复数", "条", "c18"),
    ("2.同意部分公开答复数", "条", "c19"),
    ("3.不予公开答复数", "条", "c20"),
    ("收费减免金额", "元", "local:收费减免金额"),
    ("接受行政诉讼、举报数", "件", "local:接受行政诉讼、举报数"),
    ("行政复议数", "件", "c32"),
    ("行政诉讼数", "件", "c33"),
    ("行政申诉数", "件", "c34"),
]


def listed(*columns: str, unit: str = "计量单位") -> list[Line]:
    rows = [td("指标名称", unit, *columns)]
    for number, (label, of, _) in enumerate(LISTED, start=11):
        rows.append(td(label, of, *(str(number + 200 * place) for place in range(len(columns)))))
    return rows


def read(lines: list[Line]) -> TablesReading:
    return read_tables(Document("html", (Paragraph("附件1：某某县信息公开情况统计表"), laid(lines))))


def places(found: TablesReading) -> dict[tuple[str, str], Decimal | None]:
    return {(cell.row, cell.column): cell.value for cell in found.cells}


@pytest.mark.parametrize("year", ["2012年度", "2012\n年度", "2012年", "2012", "二○一二年度", "２０１２年度"])
def test_a_column_of_the_year_is_the_figure_of_the_report(year: str) -> None:
    found = read(listed(year, "历年累计", unit="计量\n单位"))
    assert places(found) == {
        (key, column): Decimal(number + more)
        for number, (_, _, key) in enumerate(LISTED, start=11)
        for column, more in (("", 0), ("cumulative", 200))
    }
    assert {cell.unit for cell in found.cells} == {"条", "元", "件"}
    assert (found.form, found.year) == ("2008", 2012)
    assert [problem.code for problem in found.problems] == ["label_unmatched"]


def test_of_two_years_the_last_is_the_report_s_own_and_the_other_is_kept_apart() -> None:
    found = places(read(listed("2011年", "2012年")))
    assert (found["c10", ""], found["c10", "local:2011年"]) == (214, 14)


@pytest.mark.parametrize("summed", ["本年累计", "年度累计", "本年度累计数", "当年累计"])
def test_what_has_summed_up_within_the_year_is_not_the_sum_of_all_years(summed: str) -> None:
    found = places(read(listed("本月累计", summed, unit="计算单位")))
    assert (found["c18", "local:本月累计"], found["c18", ""]) == (19, 219)
    assert {column for _, column in found} == {"local:本月累计", ""}


def test_a_line_across_the_table_that_speaks_of_the_year_is_no_header() -> None:
    lines = listed("2012年度", "历年累计")
    lines[4:4] = [[TD("（二）本年度受理情况", 1, 4)]]
    assert places(read(lines)) == places(read(listed("2012年度", "历年累计")))


def test_rows_that_no_form_has_are_named_in_one_problem() -> None:
    (problem,) = read(listed("2012年度")).problems
    assert problem.message == (
        "有表格行不属于法定格式，按原样保留（网站公开、公报公开、信函、传真申请数、收费减免金额、接受行政诉讼、举报数）"
    )


def test_a_blank_sum_of_all_years_stays_blank() -> None:
    lines = listed("2012年度", "历年累计")
    lines[3][3] = TD("\u00a0")
    cell = next(c for c in read(lines).cells if (c.row, c.column) == ("local:公报公开", "cumulative"))
    assert (cell.state, cell.value) == ("blank", None)


def test_parts_of_the_same_name_are_told_apart_by_their_whole() -> None:
    lines = [
        *listed("本年度"),
        td("主动公开信息收费总数", "元", "90"),
        td("其中：1.邮寄费", "元", "30"),
        td("2.复制费（纸张）", "元", "60"),
        td("依申请提供信息收取费用", "元", "70"),
        td("其中：1.检索费", "元", "10"),
        td("2.邮寄费", "元", "20"),
        td("3.复制费（纸张）", "元", "40"),
    ]
    found = places(read(lines))
    assert (found["local:邮寄费", ""], found["local:复制费(纸张)", ""]) == (30, 60)
    assert found["local:依申请提供信息收取费用邮寄费", ""] == 20
    assert found["local:依申请提供信息收取费用复制费(纸张)", ""] == 40


def test_codes_with_marks_are_no_values_and_units_stand_in_labels_too() -> None:
    lines = [td("指标名称", "代码", "本年度")]
    lines += [td(f"{label}（{unit}）", f"{n}**", str(n * 3)) for n, (label, unit, _) in enumerate(LISTED, start=11)]
    cells = {cell.row: (cell.value, cell.unit) for cell in read(lines).cells}
    assert (cells["c01"], cells["c33"]) == ((33, "条"), (75, "件"))


def on_its_side(*bodies: str) -> list[Line]:
    """A table of three header rows with a row for each body; the figures of the first are 1, 2, …, of the next 101 …"""
    top = [TD("单位名称", 3), TD("主动公\n开信息", 1, 3), TD("现场接待人数", 3), TD("申请", 1, 3), TD("答复", 1, 4)]
    top += [TD("行政复议数", 3), TD("收取费用", 1, 3)]
    middle = [TD(text, 2) for text in ("主动公开信息数", "全文电子化的主动公开信息数", "公文类信息数", "申请总数")]
    middle += [TD(text, 2) for text in ("当面申请数", "信函申请数（件）", "对申请的答复总数", "同意公开答复数")]
    middle += [TD("不予公开答复总数", 1, 2), TD("主动公开收费"), TD("依申请收费", 1, 2)]
    lowest = td("不予公开答复总数", "国家秘密数", "邮寄费", "邮寄费", "检索费")
    rows = [td(body, *(str(n + 100 * place) for n in range(1, 16))) for place, body in enumerate(bodies)]
    return [top, middle, lowest, *rows]


KEYS = [
    "c01", "c02", "local:公文类信息数", "c06", "c10", "c11", "c15", "c17", "c18", "c20", "local:国家秘密数", "c32",
    "local:主动公开收费邮寄费", "local:依申请收费邮寄费", "local:检索费",
]  # fmt: skip


def test_a_table_on_its_side_is_read_by_the_lowest_label_over_each_column() -> None:
    found = read(on_its_side("某某区水务局"))
    assert places(found) == {(key, ""): Decimal(number) for number, key in enumerate(KEYS, start=1)}
    assert found.form == "2008"
    assert next(cell.unit for cell in found.cells if cell.row == "c15") == "件"
    assert [problem.code for problem in found.problems] == ["label_unmatched"]


def test_of_several_bodies_the_total_is_the_report_s_own_figure() -> None:
    found = places(read(on_its_side("区规划局", "区教育局", "合 计")))
    assert [found["c10", column] for column in ("local:区规划局", "local:区教育局", "")] == [5, 105, 205]
    assert len(found) == 45


def test_a_row_whose_values_stand_under_two_columns_is_left_with_a_problem() -> None:
    lines = on_its_side("区规划局", "合计")
    lines[3][2:4] = [TD("7", 1, 2)]
    found = read(lines)
    assert {cell.column for cell in found.cells} == {""}
    assert "cell_unclear" in {problem.code for problem in found.problems}


ANNEXES = {
    "附表一：主动公开情况统计": [("主动公开信息数", "条", "c01"), ("其中：全文电子化的主动公开信息数", "条", "c02")],
    "附表二：依申请公开情况统计": [
        ("本年度申请总数", "条", "c10"), ("其中：1.当面申请数", "条", "c11"), ("2.网上申请数", "条", "c14"),
        ("对申请的答复总数", "条", "c17"), ("其中：1.同意公开答复数", "条", "c18"), ("3.“信息不存在”数", "条", "c22"),
    ],
    "附表三：咨询情况统计": [("现场接待人数", "人次", "c06"), ("咨询电话接听数", "人次", "c08")],
    "附表四：复议、诉讼情况统计": [("行政复议数", "件", "c32"), ("行政诉讼数", "件", "c33")],
    "附表五：支出与收费情况统计": [("收取费用总数", "元", "local:收取费用总数"), ("1.检索费", "元", "local:检索费")],
}  # fmt: skip


@pytest.mark.parametrize("header", [("指标名称", "单位", "2012年"), ()])
def test_a_statistics_table_in_five_small_ones_is_one(header: tuple[str, ...]) -> None:
    blocks: list[Paragraph | Grid] = []
    for title, rows in ANNEXES.items():
        lines = [td(label, unit, str(len(blocks) * 100 + n)) for n, (label, unit, _) in enumerate(rows)]
        blocks += [Paragraph(title), laid([td(*header), *lines] if header else lines)]
    found = read_tables(Document("html", tuple(blocks)))
    assert places(found) == {
        (key, ""): Decimal(number * 200 + n)
        for number, rows in enumerate(ANNEXES.values())
        for n, (_, _, key) in enumerate(rows)
    }
    assert (found.form, [problem.code for problem in found.problems]) == ("2008", ["label_unmatched"])


def test_a_small_table_with_units_in_a_report_of_another_form_is_no_statistics_table() -> None:
    made = sheet("2021", numbers("2021")).document()
    small = laid([td("项目", "单位", "数量"), td("网站公开", "条", "40"), td("现场接待人数", "人次", "7")])
    found = read_tables(replace(made, blocks=(*made.blocks, small)))
    assert ({cell.table for cell in found.cells}, len(found.cells)) == ({"disclosure", "requests", "cases"}, 200)


def test_a_row_of_units_under_the_names_of_a_table_on_its_side_gives_units() -> None:
    names = ["主动公开信息数", "申请总数", "当面申请数", "对申请的答复总数", "同意公开答复数", "网站专栏页面访问量"]
    found = read([td(*names), td("条", "件", "件", "件", "件", "人次"), td("41", "6", "2", "5", "4", "913")])
    assert {cell.row: (cell.value, cell.unit) for cell in found.cells} == {
        "c01": (41, "条"), "c10": (6, "件"), "c11": (2, "件"), "c17": (5, "件"), "c18": (4, "件"), "c05": (913, "人次"),
    }  # fmt: skip


def test_months_of_a_table_on_its_side_are_columns_beside_the_year() -> None:
    names = ["主动公开信息数", "申请总数", "当面申请数", "对申请的答复总数", "同意公开答复数"]
    months = [td(f"{month}月", *(str(month * 10 + n) for n in range(5))) for month in (1, 12)]
    found = places(read([td("月份", *names), *months, td("合计", "130", "132", "134", "136", "138")]))
    assert [found["c10", column] for column in ("local:1月", "local:12月", "")] == [11, 121, 132]


def test_a_column_of_remarks_gives_notes_and_no_values() -> None:
    lines = [[*line, TD("")] for line in listed("本年数")]
    lines[0][3], lines[1][3], lines[4][3] = TD("备 注"), TD("含乡镇"), TD("3")
    found = read(lines)
    notes = {cell.row: cell.note for cell in found.cells if cell.note}
    assert places(found) == {(key, ""): Decimal(n) for n, (_, _, key) in enumerate(LISTED, start=11)}
    assert notes == {"c01": "含乡镇", "c10": "3"}
