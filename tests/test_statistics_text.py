"""Local statistics tables in copies as text: rows of a label, a unit and as many values as the header has columns."""

from __future__ import annotations

import pytest

from etl.agencies import load_registry
from etl.documents.document import Document, Paragraph
from etl.parsing.flattened import restore
from etl.parsing.read import read_report
from etl.report import Report, Source

TITLE = "洪泽区水利局2012年政府信息公开工作年度报告"
PROSE = (
    "现公布我局2012年度报告。一、概述 全年工作平稳。二、主动公开政府信息情况 见附表。三、依申请公开工作情况 见附表。"
)
HEAD = ["指标名称", "计量", "单位", "2012", "年度", "历年累计"]
ROWS = [
    ["主动公开信息数", "条", "37", "1204"],
    ["其中：1.网站公开", "条", "31", "1190"],
    ["受理依申请公开信息总数", "条", "6", "19"],
    ["其中：1.当面申请数", "条", "2", "7"],
    ["对申请的答复总数", "条", "5", "18"],
    ["行政复议数", "件", "0", "3"],
]
CELLS = {
    ("c01", ""): 37, ("c01", "cumulative"): 1204, ("local:网站公开", ""): 31, ("local:网站公开", "cumulative"): 1190,
    ("c10", ""): 6, ("c10", "cumulative"): 19, ("c11", ""): 2, ("c11", "cumulative"): 7,
    ("c17", ""): 5, ("c17", "cumulative"): 18, ("c32", ""): 0, ("c32", "cumulative"): 3,
}  # fmt: skip


def report(*paragraphs: str) -> Report:
    document = Document("text", tuple(Paragraph(text) for text in (TITLE, *paragraphs)))
    return read_report(document, Source("a.txt", "0" * 64, "text"), load_registry())


def words(rows: list[list[str]]) -> list[str]:
    return [word for row in (HEAD, *rows) for word in row]


@pytest.mark.parametrize("layout", ["one paragraph", "a line for each row", "a line for each cell"])
def test_the_cells_are_found_however_the_lines_were_lost(layout: str) -> None:
    lines = {
        "one paragraph": [f"{PROSE} 附件：统计表 {' '.join(words(ROWS))} 附件下载"],
        "a line for each row": [PROSE, "附件：统计表", *(" ".join(row) for row in (HEAD, *ROWS)), "附件下载"],
        "a line for each cell": [PROSE, "附件：统计表", *words(ROWS), "附件下载"],
    }[layout]
    found = report(*lines)
    assert {(cell.row, cell.column): cell.value for cell in found.cells} == CELLS
    assert {cell.unit for cell in found.cells} == {"条", "件"}
    assert [problem.code for problem in found.problems if "表" in problem.message] == ["label_unmatched"]
    assert "附件下载" in found.sections[-1].text and "1204" not in "".join(section.text for section in found.sections)


def test_a_row_that_lost_a_blank_cell_is_named_and_the_others_stand() -> None:
    rows = [row[:-1] if row[0] == "对申请的答复总数" else row for row in ROWS]
    found = report(f"{PROSE} {' '.join(words(rows))}")
    assert {(cell.row, cell.column) for cell in found.cells} == {place for place in CELLS if place[0] != "c17"}
    assert [p.message for p in found.problems if p.code == "cell_unclear"] == [
        "单元格读法不确定（对申请的答复总数：5）"
    ]


def test_cells_that_run_into_one_another_are_not_guessed_at_but_said() -> None:
    found = report(f"{PROSE} {''.join(words(ROWS))}")
    assert found.cells == ()
    assert [p.message for p in found.problems if p.code == "cell_unclear"] == [
        "单元格读法不确定（统计表：指标名称计量单位2012年度历年累计主动公开信息数条371204其中：1.网站公）"
    ]


def test_prose_that_names_indicators_and_units_is_left_alone() -> None:
    document = Document(
        "text", (Paragraph("统计 指标 单位 2012年度 共 5 项。其中 一 条 3"), Paragraph("各 单位 12 个"))
    )
    assert restore(document) == document
