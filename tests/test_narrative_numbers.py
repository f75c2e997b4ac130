"""Numbers come back from every spelling, and no text breaks the reader."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.parsing.narrative import read_figures
from etl.report import Figure, Section

SIGNS = (
    "收到政府信息公开申请主动网站微信公众号条件项未无其中均分别和"
    + "、，；：。（）()“”《》0123456789.,%万亿余近年月一二三十百 |…\n"
)
HAN_DIGITS = "零一二三四五六七八九"
FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


def received(printed: str) -> Figure:
    text = f"本年度收到政府信息公开申请{printed}件。"
    (figure,) = [f for f in read_figures([Section("1", "", text)], None) if f.metric == "requests_received"]
    assert text[figure.offset : figure.offset + figure.length] == f"{printed}件"
    return figure


def in_chinese(number: int) -> str:
    """A number from 1 to 9999 in Chinese numerals."""
    text, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if gap and text else "") + HAN_DIGITS[digit] + name
        gap = digit == 0
    return text


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**7))
def test_whole_numbers_come_back_from_every_spelling(number: int) -> None:
    for printed in (f"{number}", f"{number:,}", f"{number}".translate(FULL_WIDTH)):
        assert received(printed).value == number


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9999))
def test_chinese_numerals_come_back(number: int) -> None:
    assert received(in_chinese(number)).value == number


@settings(max_examples=40, deadline=None)
@given(st.decimals(Decimal("0.01"), Decimal(9999), places=2), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_large_units_are_counted_out(number: Decimal, scale: tuple[str, int]) -> None:
    assert received(f"{number}{scale[0]}").value == number * scale[1]


@settings(max_examples=150, deadline=None)
@given(st.text(SIGNS, max_size=120), st.sampled_from([None, 2019, 2024]))
def test_no_text_breaks_the_reader_and_every_figure_points_into_it(text: str, year: int | None) -> None:
    for figure in read_figures([Section("1", "", text)], year):
        assert 0 <= figure.offset < figure.offset + figure.length <= len(text)
        assert figure.evidence in text
        assert figure.value >= 0
