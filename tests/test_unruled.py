"""Tables without vertical rules, or any, are read where the words of the form bear them out, and always marked."""

from __future__ import annotations

from random import Random

import pytest

from bench import draw_typst, draw_wps
from bench.draw_pdf import draw_report
from bench.engine_papers import sample
from bench.engines import Printed, outcome
from bench.pdf_layout import Layout
from bench.statutory_form import three_tables
from etl.documents.paged.align import align, likeness
from etl.documents.paged.pdf import read_pdf

LABELS = ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”"]


def test_wrapped_labels_go_to_the_row_whose_words_they_are() -> None:
    lines = [(10.0, "1.属于国家秘密"), (20.0, "2.其他法律行政"), (28.0, "法规禁止公开"), (40.0, "3.危及“三安全一稳定”")]
    top = align(lines, [10.0, 20.0, 40.0], LABELS)
    middle = align(lines, [10.0, 24.0, 40.0], LABELS)
    assert top == middle == [(0, 1), (1, 3), (3, 4)]


def test_labels_in_another_order_or_of_another_form_are_no_table() -> None:
    lines = [(10.0, LABELS[1]), (20.0, LABELS[0]), (30.0, LABELS[2])]
    assert align(lines, [10.0, 20.0, 30.0], LABELS) is None
    assert align([(y, "某项工作经费") for y, _ in lines], [10.0, 20.0, 30.0], LABELS) is None


def test_a_line_that_is_no_label_is_left_out_only_where_that_is_allowed() -> None:
    lines = [(5.0, "二、回应解读情况"), *((10.0 * n, label) for n, label in enumerate(LABELS, 1))]
    assert align(lines, [10.0, 20.0, 30.0], LABELS, skipping=True) == [(1, 2), (2, 3), (3, 4)]


def test_numbering_and_punctuation_do_not_make_labels_unlike() -> None:
    assert likeness("（3）危及'三安全一稳定'", LABELS[2]) == 1
    assert likeness("4.保护第三方合法权益", LABELS[2]) < 0.5


@pytest.mark.parametrize("border", ["three-line", "no-verticals", "borderless"])
@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_table_without_verticals_is_exact_or_announced(border: str, number: int) -> None:
    one = sample(41, number)
    for name, data in (
        ("typst", draw_typst.draw_typst(one.paper, border, Random(number))),
        ("wps", draw_wps.draw_wps(one.paper, border.replace("borderless", "none"), Random(number))),
    ):
        kind, _, text = outcome(Printed(name, data, one))
        assert kind in ("exact", "doubtful"), text
        assert "grid_guessed" in text


def test_rows_that_wrap_and_headings_that_touch_come_out_exactly() -> None:
    layout = Layout(border="none", start=30, label_share=0.4, size=8, padding=2)
    tables = three_tables(8, "0", 9)
    document = read_pdf(draw_report(layout, tables))
    expected = [[cell.text for cell in row if cell.value] for row in tables[1][1][3:]]
    grid = next(grid for grid in document.grids if len(grid.rows) == 26)
    assert [[cell.text for cell in row[-7:]] for row in grid.rows[1:]] == expected
    assert [cell.text for cell in grid.rows[0]][-2:] == ["其他", "总计"]
    assert grid.rows[5][0].text == "（三）不予公开"
    assert "grid_guessed" in [problem.code for problem in document.problems]
