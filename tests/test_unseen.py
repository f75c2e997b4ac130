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
    "style", ["font-size:0.9em", "font-size:10px", "opacity:0.8", "left:-9999px", "margin-left:-100px", "color:#fefefe"]
)
def test_small_shifted_or_faint_digits_are_read(style: str) -> None:
    assert cell(f'1<span style="{style}">7</span>') == "17"


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
