"""Words of the forms on scans: letters that look alike are told, and nothing that may be another word is touched."""

from __future__ import annotations

import pytest

from etl.documents.document import Document, Grid, GridCell
from etl.documents.paged.anchored import anchored
from etl.documents.paged.ocr import as_read
from etl.documents.paged.respelled import as_in_form, respelled


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("白然人", "自然人"),
        ("尚末审结", "尚未审结"),
        ("3.补正后中请内容仍不明确", "3.补正后申请内容仍不明确"),
        ("（一) 于以公开", "（一) 予以公开"),
        ("尚未审", "尚未审结"),
        ("总汁", "总计"),
    ],
)
def test_a_misspelt_word_of_the_forms_is_the_one_that_it_can_only_be(seen: str, meant: str) -> None:
    assert as_in_form(seen) == meant


@pytest.mark.parametrize(
    "printed",
    ["自然人", "不予公开", "予公开", "总数", "其它", "部门", "研究中心", "法律援助机构", "1205", "〓", "", "行政复议"],
)
def test_what_is_a_word_of_its_own_or_may_be_two_is_left_as_it_is(printed: str) -> None:
    assert as_in_form(printed) == printed


def test_a_word_that_a_stroke_parted_into_two_cells_is_whole_again() -> None:
    heads = (GridCell("结果维持", 0, 0, 2), GridCell("尚未", 0, 1), GridCell("总计", 0, 2, 2))
    figures = (GridCell("31", 2, 0), GridCell("47", 2, 1), GridCell("108", 2, 2))
    (grid,), told = respelled([Grid((heads, (GridCell("审结", 1, 1),), figures), 1)])
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["结果维持", "尚未审结", "总计"],
        [],
        ["31", "47", "108"],
    ]
    assert grid.rows[0][1].row_span == 2
    assert told == ["尚未／审结＝尚未审结"]


@pytest.mark.parametrize(("upper", "lower"), [("其他", "总计"), ("1", "2"), ("行政", "部门"), ("", "总计")])
def test_cells_that_are_words_or_figures_of_their_own_stay_apart(upper: str, lower: str) -> None:
    grid = Grid(((GridCell(upper, 0, 0),), (GridCell(lower, 1, 0),)), 1)
    assert respelled([grid]) == ([grid], [])


def column(*labels: str) -> Grid:
    """A table of one label and one figure a row."""
    return Grid(tuple((GridCell(label, row, 0), GridCell("7", row, 1)) for row, label in enumerate(labels)), 1)


def labels_of(grid: Grid) -> list[str]:
    return [row[0].text for row in grid.rows]


def test_a_label_of_which_half_is_legible_is_the_one_that_the_form_has_between_its_neighbours() -> None:
    grid, told = anchored(column("1.信访举报投诉类申请", "2.电发申请", "3.要求提供公开出版物"))
    assert labels_of(grid)[1] == "2.重复申请"
    assert told == ["2.电发申请＝2.重复申请"]
    grid, _ = anchored(column("信息内容", "规单", "行政规范性文件"))
    assert labels_of(grid)[1] == "规章"
    heads = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其世")
    grid, _ = anchored(Grid((tuple(GridCell(head, 0, at) for at, head in enumerate(heads)),), 1))
    assert grid.rows[0][4].text == "其他"


def test_two_headings_whose_rule_was_not_found_are_two_again() -> None:
    row = (GridCell("自然人商业企业", 2, 3, 1, 2), GridCell("科研机构", 2, 5), GridCell("法人或其他组织", 2, 6, 1, 2))
    grid, told = anchored(Grid((row,), 1))
    assert [(cell.text, cell.column, cell.column_span) for cell in grid.rows[0]] == [
        ("自然人", 3, 1),
        ("商业企业", 4, 1),
        ("科研机构", 5, 1),
        ("法人或其他组织", 6, 2),
    ]
    assert told == ["自然人商业企业＝自然人／商业企业"]


@pytest.mark.parametrize(
    "labels",
    [
        ("1.信访举报投诉类申请", "2.电发通知", "3.要求提供公开出版物"),  # too little of it is legible
        ("1.信访举报投诉类申请", "2.电发申请", "4.无正当理由大量反复申请"),  # not the neighbour that the form has
        ("1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物"),
        ("第一组", "规单", "第二组"),
        ("行政复议", "行政诉讼"),
        ("法律服务机构", "其他总计"),  # two labels whose rule was not found
    ],
)
def test_a_label_is_left_alone_where_its_neighbours_or_its_letters_do_not_tell_it(labels: tuple[str, ...]) -> None:
    grid = column(*labels)
    assert anchored(grid) == (grid, [])


def document() -> Document:
    cells = (GridCell("白然人", 0, 0), GridCell("12", 0, 1), GridCell("总计", 0, 2), GridCell("〓", 0, 3))
    return Document("pdf", (Grid((cells,), 1),))


def test_what_was_taken_for_what_is_said_and_figures_never_change() -> None:
    grids, told = respelled(document().grids)
    assert [cell.text for cell in grids[0].rows[0]] == ["自然人", "12", "总计", "〓"]
    assert told == ["白然人＝自然人"]
    (said,) = as_read(document()).problems
    assert said.code == "read_by_ocr"
    assert "1处无法识别" in said.message
    assert "形近字按法定格式认定：白然人＝自然人" in said.message
