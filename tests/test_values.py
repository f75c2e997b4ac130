"""Every spelling of a value that reports are known to print."""

from decimal import Decimal

import pytest

from etl.parsing.values import Value, read_value


@pytest.mark.parametrize("printed", ["0", "０", "〇", "零", "0.0000", " 0 ", "0\u00a0", "\u200b0"])
def test_a_printed_zero_is_the_number_zero(printed: str) -> None:
    assert read_value(printed) == Value("number", Decimal(0))


@pytest.mark.parametrize("printed", ["", " ", "\u00a0", "\u3000", "\n", "\u200b", "\ufeff \t"])
def test_nothing_printed_is_blank_and_never_zero(printed: str) -> None:
    assert read_value(printed) == Value("blank", None)


@pytest.mark.parametrize(
    "printed", ["-", "—", "——", "/", "／", "－", "－－", "— —", "无", "不涉及", "N/A", "n/a", "未统计", "不适用"]
)
def test_a_dash_and_its_kin_are_not_applicable_and_have_no_value(printed: str) -> None:
    assert read_value(printed) == Value("na", None)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("7", "7"),
        ("1,234", "1234"),
        ("1，234", "1234"),
        ("１，２３４", "1234"),
        ("1 234", "1234"),
        ("1\u00a0234", "1234"),
        ("12\n3", "123"),
        ("5141\n5", "51415"),
        ("1,2\n34", "1234"),
        ("1 2 0 6", "1206"),
        ("12,345,678", "12345678"),
        ("96171.6", "96171.6"),
        ("96171\n.6", "96171.6"),
        ("７７３０．２８", "7730.28"),
        ("59 237.2449", "59237.2449"),
        ("-5", "-5"),
        ("二十三", "23"),
        ("一百零五", "105"),
        ("一百一十", "110"),
        ("二〇二四", "2024"),
        ("二○二四", "2024"),
        ("十", "10"),
        ("两", "2"),
        ("两千零五十", "2050"),
        ("5①", "5"),
        ("3²", "3"),
        ("8*", "8"),
        ("1.2万", "12000"),
        ("三万", "30000"),
    ],
)
def test_numbers_are_read_in_all_their_spellings(printed: str, value: str) -> None:
    assert read_value(printed) == Value("number", Decimal(value))


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("0件", "0", "件"),
        ("3 件", "3", "件"),
        ("1.2万元", "1.2", "万元"),
        ("77302800元", "77302800", "元"),
        ("100%", "100", "%"),
        ("１００％", "100", "%"),
        ("二十三件", "23", "件"),
        ("1,234条", "1234", "条"),
        ("56人次", "56", "人次"),
    ],
)
def test_a_unit_is_kept_beside_the_number(printed: str, value: str, unit: str) -> None:
    assert read_value(printed) == Value("number", Decimal(value), unit)


def test_a_remark_in_brackets_is_a_note() -> None:
    assert read_value("22（其中修订16件）") == Value("number", Decimal(22), None, "其中修订16件")
    assert read_value("55 (含自然失效29件)") == Value("number", Decimal(55), None, "含自然失效29件")
    assert read_value("22件（其中修订16件）") == Value("number", Decimal(22), "件", "其中修订16件")


@pytest.mark.parametrize(
    ("printed", "value"),
    [("5500余", "5500"), ("约120", "120"), ("百余", "100"), ("约二十", "20"), ("近1,000", "1000"), ("30多", "30")],
)
def test_a_rounded_number_says_that_it_is_approximate(printed: str, value: str) -> None:
    assert read_value(printed) == Value("number", Decimal(value), approximate=True)


def test_an_approximate_number_keeps_its_unit() -> None:
    assert read_value("40余条") == Value("number", Decimal(40), "条", approximate=True)
    assert read_value("约1.5万元") == Value("number", Decimal("1.5"), "万元", approximate=True)


@pytest.mark.parametrize(
    "printed",
    [
        *(
            "O",
            "l2",
            "1/2",
            "12-3",
            "1,23",
            "12万5千",
            "2024年",
            "00",
            "007",
            "21 0",
            "1 23",
            "○",
            "见附件",
            "22（16）",
        ),
        *("1.2.3", "5.", ".5", "1,2345", "一二十", "第三", "3或4", "＃", "+", "增1", "1、2", "十百", "①", "(3)", "0 0"),
    ],
)
def test_what_can_be_read_in_two_ways_is_text(printed: str) -> None:
    assert read_value(printed) == Value("text", None)


def test_money_takes_a_bare_wan_for_ten_thousand_yuan() -> None:
    assert read_value("1.2万", money=True) == Value("number", Decimal("1.2"), "万元")
    assert read_value("5.6亿", money=True) == Value("number", Decimal("5.6"), "亿元")
    assert read_value("约3万", money=True) == Value("number", Decimal(3), "万元", approximate=True)
    assert read_value("7730.28", money=True) == Value("number", Decimal("7730.28"))


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("+1", "1"),
        ("＋1", "1"),
        ("-2", "-2"),
        ("－2", "-2"),
        ("增1", "1"),
        ("减2", "-2"),
        ("增加3", "3"),
        ("减少 4", "-4"),
        ("增1减0", "1"),
        ("增1/减3", "-2"),
        ("0/0", "0"),
        ("0", "0"),
    ],
)
def test_a_cell_of_increase_and_decrease_is_a_signed_number(printed: str, value: str) -> None:
    assert read_value(printed, signed=True) == Value("number", Decimal(value))


@pytest.mark.parametrize("printed", ["1/0", "0/1", "2/3", "增/减", "±1"])
def test_two_numbers_in_a_cell_of_change_are_text(printed: str) -> None:
    assert read_value(printed, signed=True) == Value("text", None)
