"""Tables without rules, read in the order of drawing: labels of the form one after the other, figures behind each."""

from __future__ import annotations

from random import Random

import pytest

from bench import draw_typst, draw_wps
from bench.engine_papers import sample
from bench.engines import Printed, outcome
from etl.documents.paged.drawn import is_page_number, under_headings
from etl.documents.paged.flow import Run, matched, order_of, runs_of, spelled
from etl.documents.paged.ink import Glyph
from etl.documents.paged.stitch import is_value
from etl.documents.paged.tokens import Token


def drawn(text: str, x: float, y: float, run: int) -> list[Glyph]:
    """Letters of ten points from there on, half as wide where they are figures."""
    glyphs = []
    for letter in text:
        width = 10.0 if ord(letter) > 0xFF else 5.0
        glyphs.append(Glyph(letter, x, y, 10.0, x + 0.5, y - 8, x + width - 0.5, y, 0, run))
        x += width
    return glyphs


def token(text: str, x: float, y: float = 100.0, page: int = 1) -> Token:
    glyphs = tuple(drawn(text, x, y, 0))
    return Token(text, glyphs[0].x0, glyphs[-1].x1, y, 10.0, page, glyphs)


def runs(*texts: str) -> list[Run]:
    return [Run(token(text, 10.0, 10.0 * number), is_value(text)) for number, text in enumerate(texts)]


def test_figures_of_two_cells_that_touch_are_two_where_they_were_drawn_apart() -> None:
    glyphs = [*drawn("规章", 50, 100, 1), *drawn("28807", 80, 100, 2), *drawn("43210", 105, 100, 3)]
    line = [Token("", 50, 130, 100.0, 10.0, 1, tuple(glyphs))]
    assert [run.token.text for run in runs_of([line], order_of([glyphs]))] == ["规章", "28807", "43210"]


def test_a_figure_close_behind_a_label_is_no_part_of_it() -> None:
    glyphs = [*drawn("禁止公开", 50, 100, 1), *drawn("0", 92, 100, 2)]
    line = [Token("", 50, 100, 100.0, 10.0, 1, tuple(glyphs))]
    assert [(run.token.text, run.figure) for run in runs_of([line], order_of([glyphs]))] == [
        ("禁止公开", False),
        ("0", True),
    ]


def test_labels_are_found_in_order_and_what_stands_between_is_skipped() -> None:
    texts = ["1.属于国家", "秘密", "（三）不予公开", "三、", "2.重复申请", "页脚"]
    found = matched(texts, ["1.属于国家秘密", "2.重复申请"])
    assert found is not None and found[1] == [(0, 2), (4, 5)]
    assert matched(texts, ["2.重复申请", "1.属于国家秘密"]) is None


def test_words_are_spelled_by_runs_drawn_one_after_the_other() -> None:
    found = spelled(runs("（四）无", "法提供", "2.重复申请"), "（四）无法提供")
    assert [one.text for one in found] == ["（四）无", "法提供"]
    assert spelled(runs("2.重复申请"), "（四）无法提供") == []


def test_a_number_of_a_page_is_told_from_a_figure_by_where_it_stands() -> None:
    assert is_page_number(token("- 3 -", 290, 800, 3), 700)
    assert is_page_number(token("3", 290, 800, 3), 700, 100)
    assert not is_page_number(token("3", 290, 400, 3), 700, 100)
    assert not is_page_number(token("4", 290, 800, 3), 700, 100)


def test_a_figure_between_two_headings_or_a_second_one_under_a_heading_is_no_reading() -> None:
    places = [100.0, 140.0, 180.0]
    row = under_headings([token("7", 98), token("12", 176)], places)
    assert row is not None and [one.text if one else "" for one in row] == ["7", "", "12"]
    assert under_headings([token("7", 117.5)], places) is None
    assert under_headings([token("7", 96), token("8", 102)], places) is None


@pytest.mark.parametrize("number", [4, 9])
def test_a_statistics_table_without_rules_is_read_line_by_line(number: int) -> None:
    one = sample(41, number)
    assert one.form == "2014"
    for name, data in (
        ("typst", draw_typst.draw_typst(one.paper, "borderless", Random(number))),
        ("wps", draw_wps.draw_wps(one.paper, "none", Random(number))),
    ):
        kind, _, text = outcome(Printed(name, data, one))
        assert kind == "exact", text
        assert "grid_guessed" in text


@pytest.mark.parametrize("number", [0, 2, 3])
def test_tables_without_any_rules_are_exact_in_each_form(number: int) -> None:
    one = sample(52, number)
    for name, data in (
        ("typst", draw_typst.draw_typst(one.paper, "borderless", Random(number))),
        ("wps", draw_wps.draw_wps(one.paper, "none", Random(number))),
    ):
        kind, _, text = outcome(Printed(name, data, one))
        assert kind == "exact", text
