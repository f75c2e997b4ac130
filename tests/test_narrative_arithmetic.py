"""The arithmetic of prose: each rule with a case that passes, one that fails and one that cannot be told."""

from decimal import Decimal

from etl.parsing.narrative import arithmetic, read_figures
from etl.parsing.narrative.arithmetic import Checked, Operand
from etl.parsing.narrative.relations import check_figures
from etl.report import Section


def operand(value: str, bound: str = "=") -> Operand:
    return Operand("figure", Decimal(value), bound)


def checked(text: str, rule: str) -> list[Checked]:
    figures = read_figures([Section("1", "", text)], 2022)
    return [result for result in check_figures(figures) if result.rule == rule]


def test_a_ratio_is_right_within_half_of_its_last_digit() -> None:
    result = arithmetic.ratio(operand("99.7"), operand("1145"), operand("1148"))
    assert (result.rule, result.result, result.left) == ("NA-01", "pass", Decimal("99.7"))
    assert round(result.right, 4) == Decimal("99.7387")


def test_a_ratio_that_its_parts_do_not_give_fails() -> None:
    result = arithmetic.ratio(operand("88.52"), operand("659"), operand("836"))
    assert (result.result, round(result.right, 2), round(result.difference, 2)) == (
        "fail",
        Decimal("78.83"),
        Decimal("9.69"),
    )


def test_a_ratio_without_its_base_or_over_zero_is_unknown() -> None:
    assert arithmetic.ratio(operand("99"), operand("99"), None).result == "unknown"
    assert arithmetic.ratio(operand("99"), operand("0"), operand("0")).reason == "denominator is zero"


def test_a_bound_is_only_held_to_its_violation() -> None:
    assert arithmetic.ratio(operand("70", "≥"), operand("60"), operand("100")).result == "fail"
    assert arithmetic.ratio(operand("70", "≥"), operand("85"), operand("100")).result == "pass"
    assert arithmetic.ratio(operand("90"), operand("85", "≥"), operand("100")).result == "unknown"
    assert arithmetic.ratio(operand("90"), operand("80"), operand("100", "≥")).result == "fail"


def test_about_a_thousand_is_held_to_less_than_two_thousand() -> None:
    assert arithmetic.nested(operand("2100"), operand("1000", "≈")).result == "fail"
    assert arithmetic.nested(operand("1500"), operand("1000", "≈")).result == "unknown"
    assert arithmetic.parts(operand("1000", "≈"), [operand("400"), operand("640")]).result == "unknown"
    assert arithmetic.parts(operand("1000", "≈"), [operand("1400"), operand("640")]).result == "fail"


def test_parts_add_up_to_the_whole() -> None:
    sea = arithmetic.parts(operand("2942"), [operand(value) for value in ("52", "2167", "541", "175", "7")])
    town = arithmetic.parts(operand("113"), [operand("40"), operand("73")])
    assert [(result.result, result.left, result.right) for result in (sea, town)] == [
        ("pass", 2942, 2942),
        ("pass", 113, 113),
    ]


def test_parts_beyond_the_whole_fail_and_parts_below_it_may_be_some_of_them() -> None:
    over = arithmetic.parts(operand("2954"), [operand("2470"), operand("597")])
    assert (over.result, over.difference) == ("fail", Decimal(-113))
    assert arithmetic.parts(operand("100"), [operand("20"), operand("30")]).result == "unknown"
    assert arithmetic.parts(operand("100"), [operand("20"), operand("30")], complete=True).result == "fail"
    assert arithmetic.parts(operand("100"), [operand("100")]).reason == "fewer than two parts"


def test_shares_add_up_to_a_hundred_within_their_digits() -> None:
    three = arithmetic.shares([operand("86.92"), operand("11.47"), operand("1.60")])
    six = arithmetic.shares([operand(value) for value in ("66.48", "4.61", "5.57", "12.53", "4.20", "6.61")])
    assert [(result.result, result.left) for result in (three, six)] == [
        ("pass", Decimal("99.99")),
        ("pass", Decimal("100.00")),
    ]
    assert arithmetic.shares([operand("60.5"), operand("45.5")]).result == "fail"
    assert arithmetic.shares([operand("60.5"), operand("15.5")]).result == "unknown"


def test_a_slip_of_ten_thousand_is_seen() -> None:
    assert arithmetic.unit_slip(operand("1737690000"), operand("173769")).result == "fail"
    assert arithmetic.unit_slip(operand("1014"), operand("754")).result == "pass"
    assert arithmetic.unit_slip(operand("0"), operand("754")).result == "unknown"


def test_a_percentage_lies_between_zero_and_a_hundred() -> None:
    assert arithmetic.percentage(operand("100")).result == "pass"
    assert (arithmetic.percentage(operand("107.6")).result, arithmetic.percentage(operand("107.6")).difference) == (
        "fail",
        Decimal("7.6"),
    )


def test_a_mean_times_its_count_is_the_total() -> None:
    assert arithmetic.average(operand("7.5"), operand("365"), operand("2720")).result == "pass"
    assert arithmetic.average(operand("7.5"), operand("365"), operand("3720")).result == "fail"
    assert arithmetic.average(operand("7.5"), operand("365"), operand("2720", "≥")).result == "unknown"


def test_what_lies_within_is_not_more_than_what_holds_it() -> None:
    assert arithmetic.nested(operand("1145"), operand("1148")).result == "pass"
    assert (
        arithmetic.nested(operand("1200"), operand("1148")).result,
        arithmetic.nested(operand("1200"), operand("1148")).difference,
    ) == ("fail", 52)
    assert arithmetic.nested(operand("1100", "≥"), operand("1148")).result == "unknown"
    assert arithmetic.nested(operand("1200", "≥"), operand("1148")).result == "fail"


def test_a_report_is_checked_with_its_own_sentences() -> None:
    good = "共发布政务服务事项1148项，其中“最多跑一次”事项1148项，占比100%；全流程事项1145项，占比达99.7%。"
    assert [(r.result, r.left) for r in checked(good, "NA-01")] == [("pass", Decimal("99.7")), ("pass", 100)]
    assert [r.result for r in checked(good, "NA-07")] == ["pass", "pass", "pass"]
    bad = "市级836项政务服务事项进驻。659项事项实现网上可办，网办事项比例达88.52%。"
    (result,) = checked(bad, "NA-01")
    assert (result.result, [o.name for o in result.operands]) == (
        "fail",
        ["online_rate", "service_items_online", "service_items_total"],
    )
    assert result.sentence == "659项事项实现网上可办，网办事项比例达88.52%。"


def test_parts_are_found_behind_their_word() -> None:
    text = "全年主动公开政府信息{}条，其中机构职能52条、工作动态2167条、通知公告541条、法规公文175条、其他7条。"
    assert [(r.result, r.right) for r in checked(text.format(2942), "NA-02")] == [("pass", 2942)]
    assert [(r.result, r.difference) for r in checked(text.format(2900), "NA-02")] == [("fail", -42)]
    assert [r.result for r in checked(text.format("2942万"), "NA-04")] == ["fail"]


def test_shares_of_one_sentence_are_added() -> None:
    text = "全年收到政府信息公开申请200件，其中网络申请占60.5%、信函申请占{}%。"
    assert [r.result for r in checked(text.format("39.5"), "NA-03")] == ["pass"]
    assert [r.result for r in checked(text.format("49.5"), "NA-03")] == ["fail"]


def test_online_items_beyond_all_items_fail_and_other_years_take_no_part() -> None:
    assert [r.result for r in checked("政务服务事项800项。全程网办事项823项。", "NA-07")] == ["fail"]
    assert checked("2020年政务服务事项800项。全程网办事项823项。", "NA-07") == []
