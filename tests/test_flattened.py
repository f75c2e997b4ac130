"""Tables that lost their lines: labels and values one after the other, in lines, rows or all in one line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalog import forms
from etl.agencies import load_registry
from etl.documents.document import Document, Grid, GridCell, Paragraph
from etl.documents.text import read_text
from etl.parsing.flattened import restore
from etl.parsing.read import read_report, tables_of
from etl.parsing.tables import TablesReading, read_tables
from etl.report import Source

Row = list[str]
RESULTS = [entry.label for entry in forms.columns("2021", "cases")]
APPLICANTS = ["自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
RECEIVED, GRANTED = ["3", "1", "0", "0", "0", "0", "4"], ["2", "1", "0", "0", "0", "0", "3"]
CASES = ["1", "0", "2", "0", "3", "0", "0", "0", "0", "0", "0", "1", "0", "0", "1"]


def disclosure() -> list[Row]:
    return [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "0"],
        ["行政规范性文件", "4", "1", "26"],
        ["第二十条第（五）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政许可", "318"],
        ["第二十条第（六）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政处罚", "1472"],
        ["行政强制", "0"],
        ["第二十条第（八）项"],
        ["信息内容", "本年收费金额（单位：万元）"],
        ["行政事业性收费", "56.78"],
    ]


def requests() -> list[Row]:
    rows = [["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"], APPLICANTS]
    groups = {entry.key: entry.label for entry in forms.groups("2021")}
    seen: set[str] = set()
    for entry in forms.rows("2021", "requests"):
        if not entry.statutory:
            continue
        above = [groups[entry.group]] if entry.group and entry.group not in seen else []
        seen.add(entry.group)
        if entry.key == "granted":
            above = ["三、本年度办理结果"]
        values = {"received": RECEIVED, "granted": GRANTED, "concluded": GRANTED}.get(entry.key, ["0"] * 7)
        values = ["1", "0", "0", "0", "0", "0", "1"] if entry.key == "carried_out" else values
        rows.append([*above, entry.label, *values])
    return rows


def cases() -> list[Row]:
    return [["行政复议", "行政诉讼"], [*RESULTS, "未经复议直接起诉", "复议后起诉"], RESULTS * 2, CASES]


def by_cell(rows: list[Row]) -> Iterator[str]:
    yield from (cell for row in rows for cell in row)


def by_cell_and_pipe(rows: list[Row]) -> Iterator[str]:
    for cell in by_cell(rows):
        yield from (cell, "|")


def by_row(rows: list[Row]) -> Iterator[str]:
    yield from (" ".join(row) for row in rows)


def in_one_line(rows: list[Row]) -> Iterator[str]:
    yield " ".join(by_cell(rows))


def paragraphs(way, tables: dict[str, list[Row]]) -> list[str]:
    lines = ["沭阳县水利局2023年政府信息公开工作年度报告", "一、总体情况", "全年公开信息12条。"]
    for heading, rows in tables.items():
        lines += [heading, *way(rows)]
    return [*lines, "五、存在的主要问题及改进情况", "公开不够全面。"]


def read(lines: list[str]) -> TablesReading:
    return read_tables(restore(Document("text", tuple(map(Paragraph, lines)))))


def whole() -> dict[str, list[Row]]:
    return {
        "二、主动公开政府信息情况": disclosure(),
        "三、收到和处理政府信息公开申请情况": requests(),
        "四、政府信息公开行政复议、行政诉讼情况": cases(),
    }


def printed(reading: TablesReading) -> dict[tuple[str, str, str], str]:
    return {(cell.table, cell.row, cell.column): cell.printed for cell in reading.cells}


@pytest.mark.parametrize("way", [by_cell, by_cell_and_pipe, by_row, in_one_line])
def test_a_flattened_report_comes_in_whole_and_without_doubt(way) -> None:
    reading = read(paragraphs(way, whole()))
    found = printed(reading)
    assert reading.problems == () and reading.form == "2021"
    assert len(found) == 10 + 25 * 7 + 15
    assert found["disclosure", "normative_documents", "in_force"] == "26"
    assert found["disclosure", "penalties", "decisions"] == "1472"
    assert found["disclosure", "fees_10k_yuan", ""] == "56.78"
    columns = [entry.key for entry in forms.columns("2021", "requests")]
    assert [found["requests", "received", column] for column in columns] == RECEIVED
    assert [found["requests", "carried_out", column] for column in columns] == ["1", "0", "0", "0", "0", "0", "1"]
    kinds, results = forms.rows("2021", "cases"), forms.columns("2021", "cases")
    assert [found["cases", kind.key, result.key] for kind in kinds for result in results] == CASES


def test_a_row_that_lost_a_blank_is_said_not_guessed() -> None:
    tables = whole()
    rows = tables["三、收到和处理政府信息公开申请情况"]
    rows[2] = [rows[2][0], "3", "1", "0", "0", "0", "4"]
    reading = read(paragraphs(by_cell, tables))
    assert not any(cell.row == "received" for cell in reading.cells)
    assert "cell_unclear" in [found.code for found in reading.problems]


def test_a_page_number_inside_a_row_is_no_value_of_it() -> None:
    tables = whole()
    tables["四、政府信息公开行政复议、行政诉讼情况"][3] = [*CASES, "5"]
    reading = read(paragraphs(by_cell, tables))
    assert not any(cell.table == "cases" for cell in reading.cells)
    assert "cell_unclear" in [found.code for found in reading.problems]


def test_a_label_broken_over_lines_is_one_label() -> None:
    lines = paragraphs(by_cell, whole())
    at = lines.index("本年制发件数")
    lines[at : at + 1] = ["本年制", "发件数"]
    at = lines.index("行政规范性文件")
    lines[at : at + 1] = ["行政规范性", "文件"]
    reading = read(lines)
    assert printed(reading)["disclosure", "normative_documents", "issued"] == "4"
    assert reading.problems == ()


def test_a_table_whose_blanks_were_lost_is_named_and_no_value_is_put_into_a_column_by_guess() -> None:
    head = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
    lines = [
        "二、主动公开政府信息情况",
        "第二十条第（一）项",
        "信息内容",
        "本年新制作数量",
        "本年新公开数量",
        "对外公开总数量",
    ]
    lines += ["规章", "规范性文件", "第二十条第（五）项", *head, "行政许可", "63", "其他对外管理服务事项", "112"]
    lines += ["第二十条第（六）项", *head, "行政处罚", "行政强制"]
    reading = read(lines)
    assert printed(reading) == {}
    assert [found.code for found in reading.problems if "63" in found.message or "112" in found.message] == (
        ["cell_unclear"] * 2
    )
    document = Document("text", tuple(map(Paragraph, ["沭阳县水利局2020年政府信息公开工作年度报告", *lines])))
    report = read_report(document, Source("a.txt", "0" * 64, "text"), load_registry())
    assert {"cell_unclear", "table_missing"} <= {found.code for found in report.problems}
    assert "no_tables" not in {found.code for found in report.problems}  # there is one: no picture, no attachment


def test_prose_with_figures_stays_prose() -> None:
    lines = ["一、总体情况", "行政许可 12 件，行政处罚 3 件。", "全年收到申请", "5", "件", "二、主动公开政府信息情况"]
    document = Document("text", tuple(map(Paragraph, lines)))
    assert restore(document) is document


def test_a_report_in_one_paragraph_is_parted_at_its_headings() -> None:
    document = Document("text", (Paragraph(" ".join(paragraphs(in_one_line, whole()))),))
    assert len(printed(read_tables(restore(document)))) == 200


def grid_of(*rows: Row) -> Grid:
    return Grid(tuple(tuple(GridCell(text, y, x) for x, text in enumerate(row)) for y, row in enumerate(rows)))


def test_a_table_cut_into_one_table_a_row_is_read_by_its_labels() -> None:
    blocks: list[Paragraph | Grid] = [
        Paragraph("沭阳县水利局2023年政府信息公开工作年度报告"),
        Paragraph("一、总体情况"),
    ]
    for heading, rows in whole().items():
        blocks += [Paragraph(heading), *(grid_of(row) for row in rows)]
    report = read_report(Document("html", tuple(blocks)), Source("a.html", "0" * 64, "html"), load_registry())
    assert len(report.cells) == 200
    assert {(cell.row, cell.column): cell.printed for cell in report.cells}["carried_out", "total"] == "1"
    assert not {"cell_unclear", "columns_unclear", "identities_fail"} & {found.code for found in report.problems}


def test_the_reading_by_labels_never_hides_a_sum_that_fails() -> None:
    tables = whole()
    tables["三、收到和处理政府信息公开申请情况"][2][-1] = "5"
    blocks: list[Paragraph | Grid] = [
        Paragraph("沭阳县水利局2023年政府信息公开工作年度报告"),
        Paragraph("一、总体情况"),
    ]
    for heading, rows in tables.items():
        blocks += [Paragraph(heading), *(grid_of(row) for row in rows)]
    report = read_report(Document("html", tuple(blocks)), Source("a.html", "0" * 64, "html"), load_registry())
    assert "identities_fail" in {found.code for found in report.problems}


def test_a_report_in_one_line_with_bars_between_its_cells_keeps_its_blanks() -> None:
    line = (
        "一、总体情况 全年公开信息31条。 二、主动公开政府信息情况 第二十条第（一）项 | 信息内容 | 本年制发件数 | "
        "本年废止件数 | 现行有效件数 | 规章 | 0 | 0 | 2 | 行政规范性文件 | 4 |  | 9 | 第二十条第（五）项 | 信息内容 | "
        "本年处理决定数量 | 行政许可 | 57 | 第二十条第（六）项 | "
        "信息内容 | 本年处理决定数量 | 行政处罚 | 8 | 行政强制 | 0"
    )
    reading = read_tables(restore(read_text(line.encode())))
    found = {(cell.row, cell.column): (cell.printed, cell.state) for cell in reading.cells}
    assert found["normative_documents", "issued"] == ("4", "number")
    assert found["normative_documents", "repealed"] == ("", "blank")
    assert found["normative_documents", "in_force"] == ("9", "number")
    assert found["permits", "decisions"][0] == "57"
    assert found["penalties", "decisions"][0] == "8"


def test_a_direction_alone_in_a_cell_is_the_cell_as_printed_and_no_label() -> None:
    lines = [
        "第二十条第（五）项",
        *("信息内容", "上一年项目数量", "本年增/减", "处理决定数量"),
        *("行政许可", "64", "减", "52", "其他对外管理服务事项", "7", "0", "11"),
        "第二十条第（六）项",
        *(
            "信息内容",
            "上一年项目数量",
            "本年增/减",
            "处理决定数量",
            "行政处罚",
            "12",
            "增",
            "3",
            "行政强制",
            "1",
            "0",
            "0",
        ),
    ]
    reading = read_tables(restore(read_text("\n\n".join(lines).encode())))
    found = {(cell.row, cell.column): (cell.printed, cell.value) for cell in reading.cells}
    assert found["permits", "items_last_year"] == ("64", 64)
    assert found["permits", "items_change"] == ("减", None)
    assert found["permits", "decisions"] == ("52", 52)
    assert found["penalties", "items_change"] == ("增", None)


def test_table_four_in_one_line_with_bars_keeps_its_fifteen_figures_in_order() -> None:
    results = " | ".join(RESULTS)
    line = (
        "二、主动公开政府信息情况 第二十条第（五）项 | 信息内容 | 本年处理决定数量 | 行政许可 | 57 | "
        "第二十条第（六）项 | 信息内容 | 本年处理决定数量 | 行政处罚 | 8 | 行政强制 | 0 | "
        "四、政府信息公开行政复议、行政诉讼情况 行政复议 | 行政诉讼 | "
        f"{results} | 未经复议直接起诉 | 复议后起诉 | {results} | {results} | "
        f"{' | '.join(CASES)} | 五、存在的主要问题及改进情况 无。"
    )
    reading = read_tables(restore(read_text(line.encode())))
    assert [cell.printed for cell in reading.cells if cell.table == "cases"] == CASES


VALUES, ZEROS = ["1", "2", "0", "0", "0", "0", "3"], ["0"] * 7
HEADS_BELOW = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")


def test_values_that_lost_their_label_right_behind_a_header_are_no_part_of_it() -> None:
    lines = ["二、主动公开政府信息情况", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "0", "0", "1"]
    lines += ["行政规范性文件", "4", "2", "9", "信息内容", "本年处理决定数量", "行政许可", "124"]
    lines += ["信息内容", "本年处理决定数量", "行政处罚", "7", "行政强制", "0", "三、收到和处理政府信息公开申请情况"]
    _, read = tables_of(read_text("\n\n".join(lines).encode()))
    printed = {(cell.row, cell.column): cell.printed for cell in read.cells}
    assert [printed["normative_documents", key] for key in ("issued", "repealed", "in_force")] == ["4", "2", "9"]
    assert not any(row == "rules" for row, _ in printed)
    assert any("没有行名" in found.message for found in read.problems)


def test_a_row_that_lost_its_blanks_takes_no_values_of_the_row_below() -> None:
    lines = ["二、主动公开政府信息情况", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "规章"]
    lines += ["行政规范性文件", "4", "2", "9", "信息内容", "本年处理决定数量", "行政许可", "124"]
    lines += ["信息内容", "本年处理决定数量", "行政处罚", "行政强制", "6", "三、收到和处理政府信息公开申请情况"]
    lines += ["申请人情况", "自然人", "法人或其他组织", "总计", *HEADS_BELOW, "一、本年新收政府信息公开申请数量"]
    lines += ["二、上年结转政府信息公开申请数量", *VALUES, "三、本年度办理结果", "（一）予以公开", *ZEROS]
    lines += ["（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（三）不予公开", "1.属于国家秘密", *VALUES]
    lines += ["2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", *ZEROS, "（七）总计", *VALUES]
    lines += ["四、结转下年度继续办理", *ZEROS, "四、政府信息公开行政复议、行政诉讼情况", "无。"]
    for between in ("\n", "\n\n"):
        _, read = tables_of(read_text(between.join(lines).encode()))
        rows: dict[str, list[str]] = {}
        for cell in read.cells:
            rows.setdefault(cell.row, []).append(cell.printed)
        assert rows == {
            "normative_documents": ["4", "2", "9"],
            "permits": ["124"],
            "coercive_measures": ["6"],
            "carried_in": VALUES,
            "granted": ZEROS,
            "refused.state_secret": VALUES,
            "refused.safety_and_stability": ZEROS,
            "concluded": VALUES,
            "carried_out": ZEROS,
        }
        assert any(found.code == "rows_missing" for found in read.problems)


def test_a_header_that_a_print_runs_into_the_next_column_is_read_without_doubt() -> None:
    lines = [
        "三、收到和处理政府信息公开申请情况",
        "（本列数据的勾稽关系为：第一项加第二项之和，",
        "等于第三项加第四项之和）",
    ]
    lines += [
        "申请人情况",
        "自然人",
        "法人或其他组织",
        "总计商 业 企",
        "业",
        "科研机",
        "构",
        "社会公益",
        "组织",
        "法 律 服 务",
        "机构",
        "其他",
    ]
    lines += ["一、本年新收政府信息公开申请数量 5 2 0 0 1 0 8", "二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1"]
    lines += ["（一）予以公开 4 2 0 0 1 0 7", "四、政府信息公开行政复议、行政诉讼情况", "无。"]
    _, read = tables_of(read_text("\n".join(lines).encode()))
    received = [(cell.column, cell.printed, cell.certain) for cell in read.cells if cell.row == "received"]
    assert received == [
        ("natural_person", "5", True), ("commercial_enterprise", "2", True), ("research_institution", "0", True),
        ("public_welfare_organisation", "0", True), ("legal_service_provider", "1", True),
        ("other_organisation", "0", True), ("total", "8", True),
    ]  # fmt: skip
    assert not any(found.code == "columns_unclear" for found in read.problems)


BROKEN_ROWS = """沭阳县水务局2021年政府信息公开工作年度报告
二、主动公开政府信息情况
第二十条第(一)项 | |||
信息内容 |
本年制发件数 |
本年废止件数 |
现行有效件数 |
规章 |
0 | 0 | 0 |
行政规范性文件 |
3 | 1 | 12 |
第二十条第(五)项 | |||
信息内容 |
本年处理决定数量 | ||
行政许可 |
61 | ||
三、收到和处理政府信息公开申请情况
(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和) |
申请人情况 | ||||||||
自然人 |
法人或其他组织 |
总计 | |||||||
商业 企业 |
科研 机构 |
社会公益组织 |
法律服务机构 |
其他 | |||||
一、本年新收政府信息公开申请数量 |
4 | 2 | 0 | 0 | 1 | 0 | 7 | ||
二、上年结转政府信息公开申请数量 |
0 | 1 | 0 | 0 | 0 | 0 | 1 | ||
三、本年度办理结果 |
(一)予以公开 |
4 | 3 | 0 | 0 | 1 | 0 | 8 | ||
(七)总计 |
4 | 3 | 0 | 0 | 1 | 0 | 8 | ||
四、政府信息公开行政复议、行政诉讼情况
无。
"""


def test_rows_broken_behind_their_label_between_bars_are_read() -> None:
    _, read = tables_of(read_text(BROKEN_ROWS.encode()))
    rows: dict[str, list[str]] = {}
    for cell in read.cells:
        rows.setdefault(cell.row, []).append(cell.printed)
    assert rows == {
        "rules": ["0", "0", "0"],
        "normative_documents": ["3", "1", "12"],
        "permits": ["61"],
        "received": ["4", "2", "0", "0", "1", "0", "7"],
        "carried_in": ["0", "1", "0", "0", "0", "0", "1"],
        "granted": ["4", "3", "0", "0", "1", "0", "8"],
        "concluded": ["4", "3", "0", "0", "1", "0", "8"],
    }
    assert not any(found.code in ("cell_unclear", "columns_unclear") for found in read.problems)


def test_a_row_broken_behind_its_label_that_lost_a_value_is_not_filled_up_from_the_next() -> None:
    _, read = tables_of(read_text(BROKEN_ROWS.replace("3 | 1 | 12 |", "3 | 12 |").encode()))
    values = [cell.printed for cell in read.cells if cell.row in ("normative_documents", "permits")]
    assert values == ["61"] and any(found.code == "cell_unclear" for found in read.problems)
