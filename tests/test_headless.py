"""Rows of tables three and four without a header: read where section, name and sums agree, and never as certain."""

from __future__ import annotations

import pytest

from etl.batch.reading import read_bytes
from etl.report import Report

REPORT = """沭阳县水利局2024年政府信息公开工作年度报告
一、总体情况
2024年，我局公开信息30条。
三、收到和处理政府信息公开申请情况
{requests}
四、政府信息公开行政复议、行政诉讼情况
{cases}
五、存在的主要问题及改进情况
没有。
"""


def report(requests: str = "没有。", cases: str = "没有。", name: str = "a.txt") -> Report:
    return read_bytes(REPORT.format(requests=requests, cases=cases).encode(), name, "0")


def values(found: Report, table: str, row: str) -> list[str]:
    return [cell.printed for cell in found.cells if (cell.table, cell.row) == (table, row)]


def codes(found: Report) -> set[str]:
    return {problem.code for problem in found.problems}


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    "line",
    [
        "| 一、本年新收政府信息公开申请数量 | 7 | 4 | 0 | 1 | 0 | 2 | 14 |",
        "一、本年新收政府信息公开申请数量 7 4 0 1 0 2 14",
    ],
)
def test_a_row_of_table_three_that_names_itself_and_adds_up_is_read_as_uncertain(line: str, name: str) -> None:
    found = report(requests=f"## 表三：收到和处理政府信息公开申请情况\n{line}", name=name)
    assert values(found, "requests", "received") == ["7", "4", "0", "1", "0", "2", "14"]
    assert not any(cell.certain for cell in found.cells) and "columns_unclear" in codes(found)


@pytest.mark.parametrize(
    "line",
    [
        "| 一、本年新收政府信息公开申请数量 | 7 | 4 | 0 | 1 | 0 | 2 | 15 |",  # does not add up
        "| 一、本年新收政府信息公开申请数量 | 7 | 4 | 0 | 1 | 2 | 14 |",  # six values
        "| 本年答复的各类咨询 | 7 | 4 | 0 | 1 | 0 | 2 | 14 |",  # no row of the form
        "| 7 | 4 | 0 | 1 | 0 | 2 | 14 |",  # no name at all
    ],
)
def test_a_row_that_does_not_add_up_or_names_nothing_is_not_read(line: str) -> None:
    assert values(report(requests=line), "requests", "received") == []


def test_fifteen_values_in_the_section_of_table_four_that_add_up_three_times_are_read_as_uncertain() -> None:
    found = report(cases="行政复议行政诉讼\n| 9 | 2 | 3 | 1 | 15 | 4 | 0 | 1 | 0 | 5 | 2 | 1 | 0 | 0 | 3 |")
    assert values(found, "cases", "review") == ["9", "2", "3", "1", "15"]
    assert values(found, "cases", "direct_litigation") == ["4", "0", "1", "0", "5"]
    assert values(found, "cases", "litigation_after_review") == ["2", "1", "0", "0", "3"]
    assert not any(cell.certain for cell in found.cells) and "columns_unclear" in codes(found)


@pytest.mark.parametrize(
    "line",
    [
        "| 9 | 2 | 3 | 1 | 15 | 4 | 0 | 1 | 0 | 5 | 2 | 1 | 0 | 0 | 4 |",  # the last sum fails
        "| 9 | 2 | 3 | 1 | 15 | 4 | 0 | 1 | 0 | 5 | 2 | 1 | 0 | 3 |",  # fourteen
        "| 9 | 2 | 3 | 1 | 15 | 4 | 0 | 1 | 0 | 5 | 2 | 1 | 0 | - | 3 |",  # one is no number
    ],
)
def test_other_rows_of_numbers_alone_are_not_read(line: str) -> None:
    assert [cell for cell in report(cases=line).cells if cell.table == "cases"] == []


def test_the_same_numbers_in_another_section_are_no_table_four() -> None:
    line = "| 9 | 2 | 3 | 1 | 15 | 4 | 0 | 1 | 0 | 5 | 2 | 1 | 0 | 0 | 3 |"
    assert [cell for cell in report(requests=line).cells if cell.value is not None] == []


def test_tables_whose_cells_ran_together_are_named_as_such() -> None:
    glued = (
        "申请人情况自然人法人或其他组织总计一、本年新收政府信息公开申请数量 41200043"
        "二、上年结转政府信息公开申请数量0000000"
        "三、本年度办理结果（一）予以公开19000019（二）部分公开（区分处理的，只计这一情形，不计其他情形）5000005"
        "（三）不予公开1.属于国家秘密0000000（四）无法提供1.本机关不掌握相关政府信息170000017（七）总计41200043"
    )
    found = report(requests=glued)
    assert [cell for cell in found.cells if cell.value is not None] == []
    assert [p.message for p in found.problems if p.code == "tables_run_together"] == [
        "这份副本把表格的文字和数字连成了一片（7 行），数字无法分列，没有读取"
    ]
    assert "no_tables" not in codes(found)
    two = "一、本年新收政府信息公开申请数量41200043，受理编号本机关不掌握相关政府信息20240001号。"
    assert "no_tables" in codes(report(requests=two))


def test_rows_of_table_two_that_ran_together_below_their_header_are_named() -> None:
    text = """沭阳县沂涛镇2019年政府信息公开工作年度报告
二、主动公开政府信息情况
2019年我镇主动公开政府信息36条。
信息内容本年新制作数量本年新公开数量对外公开总数量
规章000
规范性文件225
第二十条（五）项
信息内容上一年项目数量本年增/减处理决定数量
行政许可1208
五、存在的主要问题及改进情况
没有。
"""
    found = read_bytes(text.encode(), "a.txt", "0")
    assert [p.message for p in found.problems if p.code == "tables_run_together"] == [
        "这份副本把表格的文字和数字连成了一片（3 行），数字无法分列，没有读取"
    ]
    prose = text.replace("信息内容本年新制作数量本年新公开数量对外公开总数量", "说明").replace(
        "信息内容上一年项目数量", ""
    )
    assert "no_tables" in codes(read_bytes(prose.encode(), "a.txt", "0"))
