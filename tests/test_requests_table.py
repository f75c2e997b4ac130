"""Table three where a row can be read in two ways: what is clear is read, what is not is said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.documents.document import Document, Paragraph, Problem
from etl.documents.sniff import read_document
from etl.parsing.tables import TablesReading, read_tables
from etl.report import Cell
from tests.report_grids import (
    APPLICANTS,
    TD,
    Facts,
    Line,
    Sheet,
    flat,
    laid,
    numbers,
    places,
    sheet,
    td,
)


def zeros(form: str = "2021") -> Facts:
    return dict.fromkeys(places(form), "0")


def row(read: TablesReading, key: str) -> dict[str, Cell]:
    return {cell.column: cell for cell in read.cells if cell.table == "requests" and cell.row == key}


def messages(read: TablesReading, code: str) -> list[str]:
    return [problem.message for problem in read.problems if problem.code == code]


def line_of(made: Sheet, label: str) -> Line:
    return next(line for lines in made.three for line in lines if any(label in cell.text for cell in line))


def narrow(made: Sheet, *outcome: str) -> Document:
    """Table three as a text without spans: header and first rows eight fields wide, the others nine, and the row of
    予以公开 one field short."""
    lines = flat(made.three[0])
    upper = [[cell for at, cell in enumerate(line) if at not in (1, 2)] for line in lines[:5]]
    lower = [list(line) for line in lines[6:]]
    for line in lower:
        del line[next(at for at, cell in enumerate(line) if not cell.text)]
    made.three = [[*upper, td("三、本年度办理结果", "（一）予以公开", *outcome), *lower]]
    return made.document()


def test_a_row_one_cell_short_with_its_total_only_is_read_and_doubted() -> None:
    read = read_tables(narrow(sheet("2021", zeros()), "", "", "", "", "", "5"))
    cells = row(read, "granted")
    assert [cells[column].state for column in APPLICANTS] == [*["blank"] * 6, "number"]
    assert (cells["total"].value, cells["total"].certain) == (5, False)
    assert messages(read, "cell_unclear") == ["单元格读法不确定（予以公开：少一格，只有最后一格有数，按总计读）"]
    assert {cell.value for cell in read.cells if cell.row != "granted"} == {0}


def test_a_short_row_whose_last_field_is_not_under_the_total_gives_no_figure() -> None:
    read = read_tables(narrow(sheet("2021", zeros()), "", "", "", "", "5"))
    assert row(read, "granted") == {}
    assert messages(read, "cell_unclear")


def test_a_short_row_with_figures_inside_gives_no_figure() -> None:
    made = sheet("2021", zeros())
    line = line_of(made, "上年结转")
    line[1:] = td("1", "0", "0", "0", "0", "1")
    read = read_tables(made.document())
    assert row(read, "carried_in") == {}
    assert "上年结转政府信息公开申请数量：6 个单元格对 7 列，1 0 0 0 0 1" in messages(read, "cell_unclear")[0]
    assert len(messages(read, "rows_missing")) == 1


def test_a_merged_blank_cell_is_blank_in_each_of_its_columns() -> None:
    made = sheet("2021", zeros())
    line_of(made, "上年结转")[1:] = [TD("3"), TD("", 1, 5), TD("3")]
    read = read_tables(made.document())
    assert [row(read, "carried_in")[column].state for column in APPLICANTS] == ["number", *["blank"] * 5, "number"]
    assert not messages(read, "cell_unclear")


def test_a_figure_merged_over_columns_belongs_to_none_of_them() -> None:
    made = sheet("2021", zeros())
    line_of(made, "上年结转")[1:] = [TD("3"), TD("8", 1, 5), TD("11")]
    read = read_tables(made.document())
    cells = row(read, "carried_in")
    assert (cells["natural_person"].value, cells["total"].value) == (3, 11)
    assert [(cells[column].printed, cells[column].value, cells[column].state) for column in APPLICANTS[1:6]] == [
        ("8", None, "text")
    ] * 5
    assert messages(read, "cell_unclear")


def test_a_total_left_blank_is_blank_and_not_the_sum() -> None:
    facts = numbers("2021")
    for place in facts:
        if place[0] == "requests" and place[2] == "total":
            facts[place] = ""
    read = read_tables(sheet("2021", facts).document())
    totals = [cell for cell in read.cells if cell.table == "requests" and cell.column == "total"]
    assert {(cell.state, cell.value) for cell in totals} == {("blank", None)}
    assert row(read, "received")["other_organisation"].printed == facts["requests", "received", "other_organisation"]


def test_a_missing_row_is_absent_and_said() -> None:
    made = sheet("2021", numbers("2021"))
    made.three[0].remove(line_of(made, "重复申请"))
    read = read_tables(made.document())
    assert row(read, "not_processed.repeated") == {}
    assert messages(read, "rows_missing") == ["表格缺行（申请情况表：2.重复申请）"]
    assert row(read, "carried_out")["total"].printed == numbers("2021")["requests", "carried_out", "total"]


def test_other_closures_in_one_row_miss_no_row() -> None:
    facts = numbers("2021", single_other=True)
    read = read_tables(sheet("2021", facts, single_other=True).document())
    assert row(read, "otherwise_closed")["total"].printed == facts["requests", "otherwise_closed", "total"]
    assert not messages(read, "rows_missing") and read.form == "2021"


def test_a_printed_subtotal_of_legal_persons_is_an_eighth_column() -> None:
    facts = zeros() | {("requests", "received", "total"): "9"}
    made = sheet("2021", facts)
    lines = made.three[0]
    lines[1][1] = TD("法人或其他组织", 1, 6)
    lines[2].append(TD("小计"))
    for line in lines[3:]:
        line.insert(-1, TD("4"))
    read = read_tables(made.document())
    assert row(read, "received")["local:legal_persons_subtotal"].value == 4
    assert row(read, "received")["total"].value == 9
    assert len(row(read, "received")) == 8


def test_an_unknown_row_keeps_its_label_and_is_noted() -> None:
    made = sheet("2021", zeros())
    made.three[0].insert(-1, [TD("（八）其他未列明", 1, 3), *td(*"1234567")])
    read = read_tables(made.document())
    assert row(read, "local:其他未列明")["legal_service_provider"].value == 5
    assert messages(read, "label_unmatched") == ["有表格行不属于法定格式，按原样保留（(八)其他未列明）"]


def test_a_reason_of_another_form_is_not_forced_into_a_statutory_row() -> None:
    made = sheet("2021", zeros())
    line_of(made, "国家秘密")[-8] = TD("1.属于商业秘密")
    read = read_tables(made.document())
    assert row(read, "refused.state_secret") == {}
    assert len(row(read, "local:属于商业秘密")) == 7


def test_the_same_table_twice_is_one_and_a_different_one_is_said() -> None:
    made = sheet("2021", numbers("2021"))
    document = made.document()
    other = sheet("2021", {**numbers("2021"), ("requests", "granted", "total"): "999"}).document()
    twice = read_tables(Document("html", (*document.blocks, *document.blocks)))
    assert len(twice.cells) == 200 and not messages(twice, "table_ambiguous")
    differing = read_tables(Document("html", (*document.blocks, *other.blocks)))
    assert messages(differing, "table_ambiguous") == ["同一张表出现两次且数字不同（申请情况表：予以公开）"]
    assert row(differing, "granted")["total"].printed == numbers("2021")["requests", "granted", "total"]


def test_without_any_header_the_order_is_the_forms_and_doubtful() -> None:
    made = sheet("2021", numbers("2021"))
    del made.three[0][:3]
    read = read_tables(made.document())
    assert messages(read, "columns_unclear")
    cells = row(read, "received")
    assert cells["natural_person"].printed == numbers("2021")["requests", "received", "natural_person"]
    assert not any(cell.certain for cell in cells.values())


def test_a_header_without_the_total_gives_no_total() -> None:
    made = sheet("2021", numbers("2021"))
    made.three[0][1][2] = TD("", 2)
    read = read_tables(made.document())
    assert "total" not in row(read, "received")
    assert any("总计" in message for message in messages(read, "columns_unclear"))
    assert (
        row(read, "received")["other_organisation"].printed
        == numbers("2021")["requests", "received", "other_organisation"]
    )


def test_a_row_cut_from_its_figures_by_a_page_is_joined_and_doubted() -> None:
    made = sheet("2021", zeros() | {("requests", "carried_out", "total"): "6"})
    lines = made.three[0]
    values = lines[-1][1:]
    lines[-1] = [lines[-1][0], *td(*[""] * 7)]
    made.three.append([[TD("", 1, 3), *values]])
    read = read_tables(made.document())
    assert row(read, "carried_out")["total"].value == 6
    assert not row(read, "carried_out")["total"].certain
    assert messages(read, "cell_unclear")


def test_figures_without_a_label_after_a_full_row_are_said() -> None:
    made = sheet("2021", zeros())
    made.three.append([[TD("", 1, 3), *td("6", "", "", "", "", "", "6")]])
    read = read_tables(made.document())
    assert any("没有行名" in message for message in messages(read, "cell_unclear"))
    assert not row(read, "carried_out")["total"].certain


def test_a_cell_that_is_no_number_is_text_and_said() -> None:
    read = read_tables(sheet("2021", zeros() | {("requests", "granted", "total"): "1/2"}).document())
    assert (row(read, "granted")["total"].state, row(read, "granted")["total"].value) == ("text", None)
    assert messages(read, "cell_unclear") == ["单元格读法不确定（申请情况表：予以公开“1/2”）"]


def test_every_cell_says_where_it_stands() -> None:
    read = read_tables(sheet("2021", numbers("2021")).document())
    where = row(read, "carried_out")["total"].where
    assert (where.page, where.table_index, where.row, where.column) == (3, 1, 27, 9)


def test_a_table_on_its_side_says_where_it_stands_in_the_document() -> None:
    made = sheet("2021", numbers("2021"))
    head = [
        "",
        *(
            f"{n}"
            for n in (
                "一、本年新收",
                "二、上年结转",
                "（一）予以公开",
                "（二）部分公开",
                "（七）总计",
                "四、结转下年度",
            )
        ),
    ]
    names = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    made.three = [[td(*head), *(td(name, *(f"{i}{j}" for j in range(1, 7))) for i, name in enumerate(names, start=1))]]
    read = read_tables(made.document())
    cell = row(read, "carried_in")["research_institution"]
    assert (cell.printed, cell.where.row, cell.where.column) == ("32", 3, 2)


def test_a_failing_identity_is_said_and_changes_nothing() -> None:
    facts = zeros() | {("cases", "review", "upheld"): "10", ("requests", "received", "natural_person"): "1"}
    read = read_tables(sheet("2021", facts).document())
    said = messages(read, "identities_fail")[0]
    assert (
        "行政复议各列之和" in said
        and "一、本年新收政府信息公开申请数量各列之和" in said
        and "自然人列一加二等于三加四" in said
    )
    assert row(read, "received")["natural_person"].value == 1


@pytest.mark.parametrize(("code", "by_ocr"), [("grid_guessed", False), ("other", True)])
def test_a_guessed_or_scanned_grid_is_certain_only_where_rows_and_columns_agree(code: str, by_ocr: bool) -> None:
    facts = zeros() | {("requests", "granted", "research_institution"): "3", ("cases", "review", "pending"): "2"}
    made = sheet("2021", facts).document()
    read = read_tables(Document("image", made.blocks, problems=(Problem(code, ""),), read_by_ocr=by_ocr))
    sure = {(cell.table, cell.row, cell.column) for cell in read.cells if cell.certain}
    assert ("requests", "received", "natural_person") in sure
    assert ("requests", "granted", "natural_person") not in sure  # its row fails
    assert ("requests", "received", "research_institution") in sure
    assert ("requests", "concluded", "research_institution") not in sure  # its column fails
    assert ("cases", "direct_litigation", "total") in sure and ("cases", "review", "upheld") not in sure
    assert not any(table == "disclosure" for table, _, _ in sure)


def test_an_unread_cell_never_passes_for_certain() -> None:
    facts = zeros() | {("requests", "granted", "research_institution"): "〓"}
    made = sheet("2021", facts).document()
    read = read_tables(Document("image", made.blocks, read_by_ocr=True))
    assert not any(cell.certain for cell in row(read, "granted").values())


def test_a_fee_printed_in_yuan_stays_in_yuan_and_is_said() -> None:
    made = sheet("2021", zeros() | {("disclosure", "fees_10k_yuan", ""): "77302800"})
    made.two[0][-2][1] = TD("本年收费金额（单位：元）", 1, 3)
    read = read_tables(made.document())
    fee = next(cell for cell in read.cells if cell.row == "fees_10k_yuan")
    assert (fee.value, fee.unit, fee.column) == (Decimal(77302800), "元", "")
    assert messages(read, "cell_unclear") == ["单元格读法不确定（行政事业性收费：单位是元，不是万元）"]


def test_a_fee_in_the_unit_of_the_form_carries_it() -> None:
    read = read_tables(sheet("2021", zeros() | {("disclosure", "fees_10k_yuan", ""): "96171.6"}).document())
    fee = next(cell for cell in read.cells if cell.row == "fees_10k_yuan")
    assert (fee.value, fee.unit) == (Decimal("96171.6"), "万元")


def test_changes_of_items_are_signed() -> None:
    facts = zeros("2019") | {
        ("disclosure", "permits", "items_change"): "+1",
        ("disclosure", "penalties", "items_change"): "减2",
        ("disclosure", "coercive_measures", "items_change"): "1/0",
    }
    read = read_tables(sheet("2019", facts).document())
    changes = {cell.row: (cell.value, cell.state) for cell in read.cells if cell.column == "items_change"}
    assert changes["permits"] == (1, "number")
    assert changes["penalties"] == (-2, "number")
    assert changes["coercive_measures"] == (None, "text")


def test_a_note_in_a_cell_is_kept_beside_the_number() -> None:
    facts = zeros() | {("disclosure", "normative_documents", "issued"): "22（其中修订16件）"}
    read = read_tables(sheet("2021", facts).document())
    cell = next(c for c in read.cells if (c.row, c.column) == ("normative_documents", "issued"))
    assert (cell.printed, cell.value, cell.note) == ("22（其中修订16件）", 22, "其中修订16件")


def test_a_table_of_the_text_is_no_statutory_table() -> None:
    table = laid([td("公开渠道", "数量"), td("规范性文件", "4"), td("行政许可", "12"), td("总计", "16")])
    read = read_tables(Document("html", (Paragraph("一、总体情况"), Paragraph("如下表。"), table)))
    assert read == TablesReading(None)


def test_a_row_moved_by_a_short_span_does_not_borrow_the_column_of_another_rows_total() -> None:
    figures = "<td>0</td>" * 6
    page = f"""<html><body><table>
      <tr><td colspan=3 rowspan=3>申请情况</td><td colspan=7>申请人情况</td></tr>
      <tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>
      <tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>
      <tr><td colspan=3>一、本年新收政府信息公开申请数量</td>{figures}<td></td></tr>
      <tr><td rowspan=3>三、本年度办理结果</td><td>（四）无法提供</td><td>1.本机关不掌握相关政府信息</td>
        {figures}<td></td></tr>
      <tr><td rowspan=2>（五）不予处理</td><td>1.信访举报投诉类申请</td>{figures}<td></td></tr>
      <tr><td>2.重复申请</td>{figures}<td></td></tr>
      <tr><td>（六）其他处理</td><td></td>{figures}<td></td></tr>
      <tr><td>四、结转下年度继续办理</td>{figures}<td></td></tr>
    </table></body></html>"""
    read = read_tables(read_document(page.encode(), "page.html"))
    told = row(read, "otherwise_closed")
    assert told == {} or (told["natural_person"].value, told["total"].state) == (0, "blank")
    assert told or any("其他处理" in message for message in messages(read, "cell_unclear"))
    assert row(read, "not_processed.repeated")["natural_person"].value == 0


@pytest.mark.parametrize("between", ["", "：", " ", "-"])
def test_a_label_that_names_its_group_and_its_row_in_one_cell_is_the_row(between: str) -> None:
    labels = {
        f"（三）不予公开{between}1.属于国家秘密": "refused.state_secret",
        "2.其他法律行政法规禁止公开": "refused.barred_by_law",
        f"（四）无法提供{between}1、本机关不掌握相关政府信息": "not_available.not_held",
        f"（五）不予处理{between}2.重复申请": "not_processed.repeated",
        f"（六）其他处理{between}1.申请人无正当理由逾期不补正": "otherwise_closed.clarification_overdue",
        f"（六）其他处理{between}3.其他": "otherwise_closed.other_closure",
        "（七）总计": "concluded",
    }
    heads = ("项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    rows = [heads, *((label, *[str(at)] * 6, str(6 * at)) for at, label in enumerate(labels, 2))]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in rows)
    page = f"<p>三、收到和处理政府信息公开申请情况</p><table>{body}</table>"
    read = read_tables(read_document(page.encode(), "a.html"))
    assert {cell.row for cell in read.cells} == set(labels.values())
    for at, key in enumerate(labels.values(), 2):
        assert (row(read, key)["natural_person"].printed, row(read, key)["total"].printed) == (str(at), str(6 * at))
