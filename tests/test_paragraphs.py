"""Lines of a page of a PDF to paragraphs: what is numbered begins anew, what only wraps goes on."""

from __future__ import annotations

import pytest

from etl.documents.paged.paragraphs import Placed, follows, measure_of
from etl.documents.paged.wording import Line


def lines(*texts: str) -> list[Placed]:
    """Lines of full measure below one another."""
    return [
        Placed(Line(text, 80.0, 500.0, 100.0 + 20 * number, 12.0), page=1, height=842.0, width=595.0)
        for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("云溪县民政局2023年政府信息公开工作年度报告", "一、总体情况"),
        ("全年主动公开政府信息120条，办结申请3件。", "二、主动公开政府信息情况"),
        ("全年主动公开政府信息120条，其中网站89条；", "（二）依申请公开情况"),
    ],
)
def test_a_numbered_line_below_a_whole_sentence_or_a_title_begins_a_paragraph(before: str, after: str) -> None:
    one, two = lines(before, after)
    assert not follows(one, two, measure_of([one, two]))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("根据《中华人民共和国政府信息公开条例》第二十条第", "（一）项的规定，全年公开规章3件。"),
        ("全年主动公开政府信息120条，通过网站公开其中的", "89条，其余在公报上公开。"),
    ],
)
def test_a_sentence_that_fills_its_line_goes_on_in_the_next_one(before: str, after: str) -> None:
    one, two = lines(before, after)
    assert follows(one, two, measure_of([one, two]))
