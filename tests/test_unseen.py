"""Words that a page hides inside a line are left out, what it shows stays; blocks nested without end are named."""

from __future__ import annotations

import time

import pytest

from etl.documents.web.html import read_html
from etl.errors import UnreadableDocument

TABLE = (
    "<table><tr><td>信息内容</td><td>本年制发件数</td></tr>"
    "<tr><td>行政规范性文件</td><td{ground}>{cell}</td></tr></table>"
)


def cell(inner: str, *, ground: str = "", style: str = "") -> str:
    """The figure that is read of a cell."""
    page = f"<html><head><style>{style}</style></head><body><p>二、主动公开政府信息情况</p>"
    (grid,) = read_html((page + TABLE.format(cell=inner, ground=ground) + "</body></html>").encode()).grids
    return grid.rows[1][1].text


@pytest.mark.parametrize(
    "style",
    [
        "font-size:0",
        "FONT-SIZE: 0px; line-height:1",
        "font-size:0pt",
        "opacity:0",
        "color:transparent",
        "position:absolute;left:-9999px",
        "color:#fff",
        "color: white",
        "color:rgb(255, 255, 255)",
    ],
)
def test_a_digit_that_nobody_sees_is_no_digit_of_the_figure(style: str) -> None:
    assert cell(f'1<span style="{style}">7</span>2') == "12"
    assert cell(f'1<font style="{style}">7</font>') == "1"


@pytest.mark.parametrize("rule", ["display:none", "font-size: 0px"])
def test_a_digit_hidden_by_a_class_of_the_pages_own_sheet_is_left_out(rule: str) -> None:
    assert cell("1<span class='x jam'>7</span>", style=f".other{{color:red}} span.jam{{{rule}}}") == "1"
    assert cell("1<span class=jam>7</span>", style=".jam{color:red}") == "17"


@pytest.mark.parametrize(
    "attribute", ["style='display:none'", 'STYLE = "Display: None"', "style=display:none", "\thidden"]
)
def test_a_cell_hidden_in_any_spelling_of_its_attribute_is_left_out(attribute: str) -> None:
    assert cell(f"12</td><td {attribute}>7") == "12"
    page = f"<p>二、主动公开政府信息情况</p><table><tr><td>规章</td><td {attribute}>7</td><td>12</td></tr></table>"
    assert [[own.text for own in row] for row in read_html(page.encode()).grids[0].rows] == [["规章", "12"]]


def test_a_quotation_mark_left_open_in_a_script_hides_no_style_that_follows() -> None:
    script = "<script>var part = 'style=\"'; var other = \"style='\";</script>"
    assert cell(f"1{script}<span style='font-size:0'>7</span>2") == "12"


@pytest.mark.parametrize(
    "style", ["font-size:0.9em", "font-size:10px", "opacity:0.8", "left:-9999px", "margin-left:-100px", "color:#fefefe"]
)
def test_small_shifted_or_faint_digits_are_read(style: str) -> None:
    assert cell(f'1<span style="{style}">7</span>') == "17"


def white_figures(*cells: str, table: str = "", row: str = "") -> list[str]:
    """What is said of white figures in a row of table two with these cells, beside a row of dark ones."""
    head = "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    dark = "<tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr>"
    own = f"<tr{row}><td>行政规范性文件</td>{''.join(cells)}</tr>"
    page = f"<p>二、主动公开政府信息情况</p><table{table}>{head}{dark}{own}</table><p>六、其他需要报告的事项</p>"
    document = read_html(f"<html><body>{page}</body></html>".encode())
    (grid,) = document.grids
    assert [one.text for one in grid.rows[2][1:]] == ["4", "0", "9"]  # read as they are written
    return [one.message for one in document.problems if one.code == "white_figures"]


def test_a_figure_that_is_white_on_white_is_read_and_told() -> None:
    hidden = "<td><p><span style='color:#fff'>0</span></p></td>"
    said = ["表格中有 1 个单元格的数字是白色的，页面上看不见，按所写的数读取"]
    assert white_figures("<td>4</td>", hidden, "<td>9</td>") == said
    assert white_figures("<td>4</td>", "<td style='color: white'>0</td>", "<td>9</td>") == said
    three = ("<td>4</td>", "<td>0</td>", "<td>9</td>")
    assert white_figures(*three, row=" style='color:rgb(255,255,255)'")[0].startswith("表格中有 3 个")


def test_a_white_figure_on_a_ground_of_its_own_or_below_dark_ink_is_none_to_tell() -> None:
    ground = "<td style='background:#c00'><span style='color:#fff'>0</span></td>"
    assert white_figures("<td>4</td>", ground, "<td>9</td>") == []
    own = "<td><span style='color:#fff;background-color:green'>0</span></td>"
    assert white_figures("<td>4</td>", own, "<td>9</td>") == []
    inked = "<td style='color:#fff'><span style='color:#333'>0</span></td>"
    assert white_figures("<td>4</td>", inked, "<td>9</td>") == []
    white = [f"<td style='color:#fff'>{figure}</td>" for figure in (4, 0, 9)]
    assert white_figures(*white, table=" style='background:navy'") == []
    assert white_figures(*white, row=" bgcolor='#1e5aa8'") == []


def test_white_words_on_another_ground_are_read() -> None:
    white = "<span style='color:#fff'>7</span>"
    assert cell(white) == "7"  # a whole cell: a class may give it its ground
    assert cell(f"1{white}", ground=" style='background:#1e5aa8'") == "17"
    assert cell(f"1{white}", ground=" bgcolor=navy") == "17"
    assert cell(f"1{white}", ground=" style='background:white'") == "1"
    assert cell(f"<span style='color:white'>3</span>{white}") == "37"
    assert cell(f"<span style='color:yellow'>3</span>{white}") == "37"


def test_a_block_without_size_only_closes_the_gaps_between_its_children() -> None:
    assert cell("<div style='font-size:0'><span style='font-size:14px'>1</span></div>") == "1"
    assert cell("<span style='font-size:0'><span style='font-size:14px'>1</span></span>") == "1"


@pytest.mark.parametrize("tag", ["div", "ul", "section"])
def test_blocks_nested_without_end_are_named_soon(tag: str) -> None:
    source = f"<html><body>{f'<{tag}>' * 100_000}<p>一、总体情况</p></body></html>"
    started = time.process_time()
    with pytest.raises(UnreadableDocument) as refused:
        read_html(source.encode())
    assert (refused.value.code, "100000" in str(refused.value)) == ("unreadable", True)
    assert time.process_time() - started < 2


def test_many_blocks_side_by_side_are_no_nesting() -> None:
    document = read_html(("<html><body>" + "<div>全年公开信息。</div>" * 5000 + "</body></html>").encode())
    assert len(document.paragraphs) == 5000
