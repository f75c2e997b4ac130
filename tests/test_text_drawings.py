"""Tables in text as page savers, word processors and prints leave them: each drawing, and what stays in doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog import forms
from etl.demo.compare import differences
from etl.demo.draft import Draft, truth_of, write_draft
from etl.demo.drawings import DRAWINGS
from etl.demo.plan import plan_drafts
from etl.demo.quirks import BY_NAME
from etl.demo.sheet import Box, Table
from etl.documents.lines import shown_width
from etl.documents.text import read_text
from etl.parsing.read import tables_of
from etl.parsing.tables import TablesReading

APPLICANTS = ("natural_person", "commercial_enterprise", "research_institution", "public_welfare_organisation")
APPLICANTS += ("legal_service_provider", "other_organisation", "total")
HABITS = ("zero_blank", "totals_blank", "legal_subtotal", "other_as_one_row", "cases_in_rows", "cases_apart")
HABITS += ("bands_apart", "group_rows", "split_table", "total_beside_applicants", "unit_in_cell", "change_in_words")


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    """One report of each form with figures in most cells."""
    found = {draft.facts.form: draft for draft in plan_drafts(7).values()}
    return {form: replace(found[form], medium="text", file="a.txt") for form in ("2019", "2021")}


def read(text: str | bytes) -> TablesReading:
    return tables_of(read_text(text if isinstance(text, bytes) else text.encode()))[1]


def codes(reading: TablesReading) -> list[str]:
    return [problem.code for problem in reading.problems]


def row(reading: TablesReading, key: str) -> list[str]:
    """The printed texts of a row of table three, the columns in the order of the form."""
    cells = {cell.column: cell.printed for cell in reading.cells if cell.row == key}
    return [cells[column] for column in APPLICANTS if column in cells]


def test_every_drawing_is_a_quirk_of_the_corpus() -> None:
    assert all(BY_NAME[name].media == ("text",) and BY_NAME[name].group == "drawing" for name in DRAWINGS)


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("drawing", list(DRAWINGS))
def test_every_cell_comes_back_from_every_drawing(drafts: dict[str, Draft], drawing: str, form: str) -> None:
    draft = replace(drafts[form], quirks=frozenset([drawing]))
    reading = read(write_draft(draft))
    assert differences(truth_of(draft)["cells"], reading.cells) == []
    assert set(codes(reading)) <= {"identities_fail"}


@pytest.mark.parametrize("drawing", list(DRAWINGS))
def test_habits_of_the_form_come_back_from_every_drawing(drafts: dict[str, Draft], drawing: str) -> None:
    for habit in HABITS:
        if habit in BY_NAME[drawing].hides:
            continue
        form = BY_NAME[habit].forms[-1]
        draft = replace(drafts[form], quirks=frozenset([drawing, habit]))
        reading = read(write_draft(draft))
        assert differences(truth_of(draft)["cells"], reading.cells) == [], habit
        assert set(codes(reading)) <= {"identities_fail", "label_unmatched"}, habit


@pytest.mark.parametrize("drawing", list(DRAWINGS))
def test_what_a_drawing_hides_is_never_guessed(drafts: dict[str, Draft], drawing: str) -> None:
    for habit in BY_NAME[drawing].hides:
        draft = replace(drafts["2021"], quirks=frozenset([drawing, habit]))
        reading = read(write_draft(draft))
        wrong = [one for one in differences(truth_of(draft)["cells"], reading.cells) if one.is_wrong_value]
        assert wrong == [] or reading.problems, habit


HEAD = """三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 |||||||
自然人 | 法人或其他组织 | 总计 ||||||
"""


def test_bars_that_fill_a_row_up_are_no_values_of_it() -> None:
    reading = read(
        HEAD
        + """商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 ||||
一、本年新收政府信息公开申请数量 | 6 | | | | | | 6 ||
二、上年结转政府信息公开申请数量 | | | | | | | ||
三、本年度办理结果 | （一）予以公开 | 4 | | | 1 | | | 5 |
（七）总计 | 4 | | | 1 | | | ||
四、结转下年度继续办理 | | | | | | 1 | 1 ||
"""
    )
    assert row(reading, "received") == ["6", "", "", "", "", "", "6"]
    assert row(reading, "granted") == ["4", "", "", "1", "", "", "5"]
    assert row(reading, "concluded") == ["4", "", "", "1", "", "", ""]
    assert row(reading, "carried_out") == ["", "", "", "", "", "1", "1"]
    assert "cell_unclear" not in codes(reading)


def test_words_of_a_header_broken_over_two_rows_are_whole() -> None:
    reading = read(
        HEAD
        + """商业 | 科研 | 社会公益组织 | 法律服务机构 | 其他 ||||
企业 | 机构 |||||||
一、本年新收政府信息公开申请数量 | 6 | 1 | 2 | 3 | 4 | 5 | 21 ||
二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 ||
"""
    )
    assert row(reading, "received") == ["6", "1", "2", "3", "4", "5", "21"]
    assert not {"columns_unclear", "cell_unclear"} & set(codes(reading))


def test_an_empty_cell_of_a_label_before_a_blank_total_is_in_doubt() -> None:
    reading = read(
        HEAD
        + """商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 ||||
一、本年新收政府信息公开申请数量 | 6 | 1 | 0 | 0 | 0 | 0 | 7 ||
三、本年度办理结果 | （一）予以公开 | | 4 | 0 | 0 | 1 | 0 | 0 | 5
（二）部分公开 | | 1 | 0 | 0 | 0 | 0 | 0 | |
四、结转下年度继续办理 | 1 | 0 | 0 | 0 | 0 | 0 | 1 ||
"""
    )
    assert row(reading, "granted") == ["4", "0", "0", "1", "0", "0", "5"]
    assert row(reading, "partly_granted") == []
    assert "cell_unclear" in codes(reading)


def test_a_cell_a_line_with_its_bar_keeps_blanks_in_their_place() -> None:
    cells = ["一、本年新收政府信息公开申请数量", "", "2", "", "", "", "", "2"]
    lines = ["三、收到和处理政府信息公开申请情况", "申请人情况 |", "||||||||", "自然人 |", "法人或其他组织 |", "总计 |"]
    lines += ["||||||", "商业企业 |", "科研机构 |", "社会公益组织 |", "法律服务机构 |", "其他 |", "||||"]
    for label in (cells[0], "二、上年结转政府信息公开申请数量", "四、结转下年度继续办理"):
        lines += [f"{label} |", *(f"{cell} |".strip() for cell in cells[1:]), "|"]
    reading = read("\n".join(lines))
    assert row(reading, "received") == ["", "2", "", "", "", "", "2"]
    assert row(reading, "carried_out") == ["", "2", "", "", "", "", "2"]
    assert not {"cell_unclear", "columns_unclear"} & set(codes(reading))


def test_the_last_cell_of_a_line_may_carry_the_bars_of_the_columns_it_leaves_out() -> None:
    lines = ["二、主动公开政府信息情况", "第二十条第（一）项 | |||", "信息内容 |", "本年制发件数 |", "本年废止件数 |"]
    lines += ["现行有效件数 |", "规章 |", "|", "|", "|", "行政规范性文件 |", "4 |", "|", "9 |"]
    for article, rows in {"五": ["行政许可"], "六": ["行政处罚", "行政强制"]}.items():
        lines += [f"第二十条第（{article}）项 | |||", "信息内容 |", "本年处理决定数量 | ||"]
        lines += [line for row in rows for line in (f"{row} |", "7 | ||" if row == "行政处罚" else "| ||")]
    lines += ["第二十条第（八）项 | |||", "信息内容 |", "本年收费金额（单位：万元） | ||", "行政事业性收费 |", "|"]
    lines += ["三、收到和处理政府信息公开申请情况", "（本列数据的勾稽关系为：略） |", "申请人情况 | ||||||||"]
    reading = read("\n".join(lines))
    printed = {(cell.row, cell.column): cell.printed for cell in reading.cells}
    assert len(printed) == 10
    assert [printed["rules", column] for column in ("issued", "repealed", "in_force")] == ["", "", ""]
    assert [printed["normative_documents", column] for column in ("issued", "repealed", "in_force")] == ["4", "", "9"]
    assert [printed[row, "decisions"] for row in ("permits", "penalties", "coercive_measures")] == ["", "7", ""]
    assert printed["fees_10k_yuan", ""] == ""


def test_empty_lines_are_blank_cells_only_where_every_row_has_enough_of_them() -> None:
    lines = ["三、收到和处理政府信息公开申请情况", "申请人情况", "自然人", "法人或其他组织", "总计"]
    lines += ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    lines += ["一、本年新收政府信息公开申请数量", "6", "2", "", "", "1", "", "9"]
    lines += ["二、上年结转政府信息公开申请数量", "", "1", "", "", "", "", "1"]
    lines += ["四、结转下年度继续办理", "6", "3", "", "", "", "", "9"]
    reading = read("\n".join(lines))
    assert row(reading, "received") == ["6", "2", "", "", "1", "", "9"]
    assert row(reading, "carried_in") == ["", "1", "", "", "", "", "1"]
    assert "cell_unclear" not in codes(reading)
    del lines[lines.index("")]
    reading = read("\n".join(lines))
    assert row(reading, "received") == row(reading, "carried_in") == row(reading, "carried_out") == []
    assert codes(reading).count("cell_unclear") == 3


def test_rows_of_blanks_between_bars_stay_rows() -> None:
    labels = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "四、结转下年度继续办理")
    document = read_text("\n".join(f"{label} | | | | | | | |" for label in labels).encode())
    assert [[len(row) for row in grid.rows] for grid in document.grids] == [[8, 8, 8]]


def test_single_dashes_between_bars_are_values_and_no_rule() -> None:
    reading = read(
        """四、政府信息公开行政复议、行政诉讼情况
| 案件类型 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
| --- | --- | --- | --- | --- | --- |
| 行政复议 | - | - | - | - | - |
| 未经复议直接起诉 | - | 1 | - | - | 1 |
| 复议后起诉 | - | - | - | - | - |
"""
    )
    cells = {(cell.row, cell.column): cell.printed for cell in reading.cells}
    assert len(cells) == 15
    assert cells["review", "total"] == "-"
    assert cells["direct_litigation", "overturned"] == "1"


def printed(*lines: tuple[str, str]) -> str:
    """Lines of a print: a label, and seven values set to the right in columns of six; _ for a blank."""
    return "\n".join(label + " " * (44 - shown_width(label)) + values(text) for label, text in lines)


def values(text: str) -> str:
    return "".join(("" if value == "_" else value).rjust(6) for value in text.split()).rstrip()


PRINT = "\n".join(
    (
        "         三、收到和处理政府信息公开申请情况",
        printed(("", "_ _ 申请人情况")),
        "（本列数据的勾稽关系为：第一项加第二项之和，",
        printed(
            ("等于第三项加第四项之和）", "自然人 商业 科研 社会 法律 _ _"), ("", "_ 企业 机构 公益 服务 其他 总计")
        ),
        printed(("", "_ _ _ 组织 机构"), ("               法人或其他组织", "")),
        printed(("一、本年新收政府信息公开申请数量", "12 3 0 0 0 1 16")),
        printed(("二、上年结转政府信息公开申请数量", "0 0 0 0 0 0 0"), ("            （一）予以公开", "7 1 0 0 0 0 8")),
        "                                  - 3 -",
        "\f" + printed(("三、本年度  （二）部分公开（区分处理", "")),
        printed(("办理结果    的，只计这一情形，不", "2 _ 0 0 0 1 3"), ("            计其他情形）", "")),
        printed(("四、结转下年度继续办理", "3 2 0 0 0 0 5")),
        "",
    )
)


def test_a_print_is_read_by_the_places_of_its_words() -> None:
    reading = read(PRINT)
    assert row(reading, "received") == ["12", "3", "0", "0", "0", "1", "16"]
    assert row(reading, "granted") == ["7", "1", "0", "0", "0", "0", "8"]
    assert row(reading, "partly_granted") == ["2", "", "0", "0", "0", "1", "3"]
    assert row(reading, "carried_out") == ["3", "2", "0", "0", "0", "0", "5"]
    assert not {"cell_unclear", "columns_unclear"} & set(codes(reading))


def test_a_value_between_two_columns_of_a_print_is_in_doubt() -> None:
    at = printed(("办理结果    的，只计这一情形，不", "2 _ 0 0 0 1 3"))
    reading = read(PRINT.replace(at, at.replace("2           0", "   2        0")))
    assert row(reading, "partly_granted") == []
    assert "cell_unclear" in codes(reading)


def test_a_header_that_names_applicants_in_an_odd_order_is_in_doubt() -> None:
    """商业 and 企业 apart, so that 企业 would stand after 其他: no order to rely on."""
    reading = read(
        "三、收到和处理政府信息公开申请情况\n"
        "自然人 科研机构 社会公益组织 法律服务机构 其他 商业企业 总计\n"
        "一、本年新收政府信息公开申请数量 1 2 0 0 0 0 3\n"
        "二、上年结转政府信息公开申请数量 0 1 0 0 0 0 1\n"
    )
    assert all(not cell.certain for cell in reading.cells)
    assert "columns_unclear" in codes(reading)


# Copies of other kinds ---------------------------------------------------------------------------------------------

LABELS = ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "四、结转下年度继续办理"]
ROWS = [["", "5", "", "", "", "", "5"], ["1", "", "", "", "", "", "1"], ["", "2", "", "", "", "", ""]]
HEADS = [["申请人情况"], ["自然人", "法人或其他组织", "总计"]]
HEADS += [["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]]
TABLE = [*HEADS, *([label, *texts] for label, texts in zip(LABELS, ROWS, strict=True))]
TITLE = "三、收到和处理政府信息公开申请情况\n"


def filled(rows: list[list[str]]) -> list[list[str]]:
    return [[*row, *[""] * (8 - len(row))] for row in rows]


def tabs_in_lines_of_their_own(rows: list[list[str]]) -> str:
    return "\n\n".join("\n\t\n".join(f"{cell}\n" for cell in row) for row in rows)


def commas(rows: list[list[str]]) -> str:
    return "\n".join(",".join(row) for row in filled(rows))


def frame_of_signs(rows: list[list[str]]) -> str:
    rule = "+" + "---+" * 8
    return "\n".join([rule, *(f"| {' | '.join(row)} |\n{rule}" for row in filled(rows))])


def empty_head_over_it(rows: list[list[str]]) -> str:
    return "\n".join(["|" + " |" * 8, "|" + "---|" * 8, *(f"| {' | '.join(row)} |" for row in filled(rows))])


@pytest.mark.parametrize("way", [tabs_in_lines_of_their_own, commas, frame_of_signs, empty_head_over_it])
def test_blanks_keep_their_place_in_copies_of_other_kinds(way) -> None:
    reading = read(TITLE + way(TABLE) + "\n五、存在的主要问题及改进情况\n")
    assert [row(reading, key) for key in ("received", "carried_in", "carried_out")] == ROWS
    assert set(codes(reading)) <= {"rows_missing", "form_unknown", "identities_fail"}


def test_a_header_of_which_only_first_lines_were_kept_is_made_whole() -> None:
    reading = read(
        "二、主动公开政府信息情况\n第二十条第（一）项 | ||||\n信息内容 | 本年新 | 本年新 | 对外公开总数量 | |\n"
        "规章 | 0 | 0 | 3 | |\n规范性文件 | 1 | 2 | 9 | |\n三、收到和处理政府信息公开申请情况\n"
    )
    cells = {(cell.row, cell.column): cell.printed for cell in reading.cells}
    assert cells["normative_documents", "newly_made"] == "1"
    assert cells["normative_documents", "newly_published"] == "2"
    assert cells["rules", "published_total"] == "3"
    assert "columns_unclear" not in codes(reading)


def broken_behind_every_cell(*rows: tuple[str, ...]) -> str:
    width = max(map(len, rows)) + 1
    closed = [[f"{cell} |" for cell in row[:-1]] + [f"{row[-1]} | " + "|" * (width - len(row))] for row in rows]
    return "".join("|\n" + "\n".join(row) + "\n" for row in closed)


def test_rows_broken_behind_every_cell_are_rows_again() -> None:
    rows = (
        ("第二十条第（一）项",),
        ("信息内容", "本年新\n制作数量", "本年新公开数量", "对外公开总数量"),
        ("规章", "0", "0", "1"),
        ("规范性文件", "2", "3", "17"),
        ("第二十条第（五）项",),
        ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量"),
        ("行政许可", "12", "-1", "840"),
    )
    reading = read("二、主动公开政府信息情况\n" + broken_behind_every_cell(*rows) + "五、存在的主要问题及改进情况\n")
    cells = {(cell.row, cell.column): cell.printed for cell in reading.cells}
    assert cells["normative_documents", "published_total"] == "17"
    assert cells["permits", "items_change"] == "-1"
    assert len(cells) == 9
    assert set(codes(reading)) == {"rows_missing"}


def test_rows_broken_behind_every_cell_keep_their_blanks_by_the_number_of_their_bars() -> None:
    lines = ["二、主动公开政府信息情况"]
    for row in (
        ("第二十条第（一）项", "", "", ""),
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", "", "", ""),
        ("行政规范性文件", "4", "", "28"),
    ):
        closing = "  | |||" if row[1:] == ("", "", "") and row[0] != "规章" else None
        lines += ["| ", *([f" {row[0]}{closing}"] if closing else [f" {cell}  | " for cell in row])]
    reading = read("\n".join([*lines, "五、存在的主要问题及改进情况", ""]))
    cells = {(cell.row, cell.column): (cell.printed, cell.state) for cell in reading.cells}
    assert cells["normative_documents", "in_force"] == ("28", "number")
    assert cells["normative_documents", "repealed"] == ("", "blank")
    assert cells["rules", "in_force"] == ("", "blank")


def test_a_row_that_breaks_off_keeps_no_cell_it_may_have_lost_a_part_of() -> None:
    rows = (
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", "0", "0", "1"),
        ("行政规范性文件", "2", "3", "17"),
    )
    reading = read("二、主动公开政府信息情况\n" + broken_behind_every_cell(*rows) + "|\n行政许可 |\n84")
    assert ("permits", "decisions") not in {(cell.row, cell.column) for cell in reading.cells}
    assert {(cell.row, cell.column): cell.printed for cell in reading.cells}["rules", "in_force"] == "1"


def test_a_table_with_the_total_alone_gives_the_total_and_says_what_lacks() -> None:
    reading = read(TITLE + "项目 | 总计 |\n" + "\n".join(f"{label} | {n} |" for n, label in enumerate(LABELS, 3)))
    assert [(cell.row, cell.column, cell.printed) for cell in reading.cells if cell.row != "carried_out"] == [
        ("received", "total", "3"),
        ("carried_in", "total", "4"),
    ]
    assert "columns_unclear" in codes(reading)


def statistics(name: str, values: bool) -> tuple[bytes, dict[str, str]]:
    """The table of 2014 in one drawing, with 件 as unit, and its truth; a third of the cells blank without values."""
    entries = forms.rows("2014", "statistics")
    truth = {entry.key: "" if not values and at % 3 == 0 else str(at * 7 % 50) for at, entry in enumerate(entries)}
    head = (Box("统计指标", "head", 0), Box("单位", "head", 1), Box("统计数", "head", 2))
    lines = [(Box(e.label, "label", 0), Box("件", "label", 1), Box(truth[e.key], "value", 2)) for e in entries]
    drawn = DRAWINGS[name](Table("statistics", (head, *lines), (1.0, 1.0, 1.0), 1))
    return "\n".join(["政府信息公开情况统计表", *drawn, ""]).encode(), truth


@pytest.mark.parametrize("name", list(DRAWINGS))
def test_the_statistics_table_comes_back_from_every_drawing(name: str) -> None:
    text, truth = statistics(name, values=True)
    reading = read(text)
    assert {cell.row: cell.printed for cell in reading.cells} == truth
    assert reading.form == "2014"
    assert reading.problems == ()


@pytest.mark.parametrize("name", [name for name in DRAWINGS if "zero_blank" not in BY_NAME[name].hides])
def test_blanks_of_the_statistics_table_come_back_where_they_are_drawn(name: str) -> None:
    text, truth = statistics(name, values=False)
    assert {cell.row: cell.printed for cell in read(text).cells} == truth


# Texts that break off ----------------------------------------------------------------------------------------------

WHOLE = TITLE + "\n".join(" | ".join(row) + " |" for row in TABLE[:-1])


@pytest.mark.parametrize(
    "rest", ["\n四、结转下", "\n四、结转下年度继续办理 | 0 | 2 |", "\n四、结转下年度继续办理 | 0 | 2"]
)
def test_a_text_that_breaks_off_keeps_what_stands_before(rest: str) -> None:
    reading = read(WHOLE + rest)
    assert row(reading, "received") == ROWS[0]
    assert row(reading, "carried_out") == []
    assert "cut_off" in codes(reading)


def test_a_number_at_the_break_is_not_taken() -> None:
    reading = read(WHOLE + "\n四、结转下年度继续办理 | 0 | 2 | 0 | 0 | 0 | 0 | 1")
    assert row(reading, "carried_out") == ["0", "2", "0", "0", "0", "0"]
    assert [problem.message for problem in reading.problems if problem.code == "cut_off"] == [
        "文本在表格处中断（申请情况表，末尾“1”）"
    ]


def test_a_text_that_goes_on_after_its_tables_is_not_cut_off() -> None:
    reading = read(WHOLE + "\n四、结转下年度继续办理 | 0 | 2 | 0 | 0 | 0 | 0 | 2\n五、存在的主要问题及改进情况\n不够")
    assert row(reading, "carried_out") == ["0", "2", "0", "0", "0", "0", "2"]
    assert "cut_off" not in codes(reading)


def test_a_local_table_with_a_total_in_its_head_is_not_table_three() -> None:
    reading = read(
        "一、总体情况\n渠道 | 总计 |\n政府网站 | 12 |\n新媒体 | 30 |\n其他 | 4 |\n二、主动公开政府信息情况\n"
    )
    assert reading.cells == ()


def test_columns_of_several_bodies_in_the_statistics_table_are_kept_apart() -> None:
    reading = read(
        "某区政府信息公开情况统计表\n"
        "| 序号 | 统 计 指 标 | 单位 | 区政府统计数 | 乡镇统计数 |\n"
        "| 1 | 三、依申请公开情况 | ---- | ||\n| 2 | （一）收到申请数 | 件 | 3 | 1 |\n| 3 | 1.当面申请数 | 件 | 2 | |\n"
        "| 4 | 2.传真申请数 | 件 | 0 | 1 |\n| 5 | 3.网络申请数 | 件 | 1 | 0 |\n| 6 | 4.信函申请数 | 件 | 0 | 0 |\n"
    )
    cells = {(cell.row, cell.column): cell.printed for cell in reading.cells}
    assert cells["s3.1", "local:区政府统计数"] == "3"
    assert cells["s3.1.1", "local:乡镇统计数"] == ""
    assert "table_ambiguous" not in codes(reading)


def test_a_value_beside_a_torn_table_four_is_not_certain() -> None:
    reading = read(
        "四、政府信息公开行政复议、行政诉讼情况\n行政复议\n行政诉讼\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n"
        "未经复议直接起诉\n复议后起诉\n结果\n其他\n维持\n纠正\n1\n1\n0\n0\n2\n1\n0\n总计\n3\n五、存在的主要问题及改进情况\n"
    )
    assert reading.problems
    assert all(not cell.certain for cell in reading.cells)
