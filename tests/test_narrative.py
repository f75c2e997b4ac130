"""What the reader of prose takes from sentences, and what it must leave."""

from decimal import Decimal
from pathlib import Path

import pytest

from etl.parsing.narrative import read_figures
from etl.report import Figure, Section

REAL = Path(__file__).parent.parent.parent / "shared" / "real"


def read(text: str, year: int | None = 2024) -> tuple[Figure, ...]:
    return read_figures([Section("1", "总体情况", text)], year)


def this_year(text: str, year: int | None = 2024) -> set[tuple[str, Decimal]]:
    return {(figure.metric, figure.value) for figure in read(text, year) if figure.scope == "year"}


def only(text: str, metric: str, year: int | None = 2024) -> Figure:
    (figure,) = [figure for figure in read(text, year) if figure.metric == metric]
    return figure


def test_the_whole_is_taken_and_its_parts_are_left() -> None:
    text = "全年主动公开政府信息2942条，其中机构概况52条、工作动态2167条、通知公告541条、主动公开政策信息175条。"
    assert this_year(text) == {("proactive_items", Decimal(2942))}


def test_class_counts_without_a_total_give_no_total() -> None:
    assert this_year("公开机构职能类信息3条、法规文件类12条、工作动态类120条。") == set()


def test_counts_by_class_give_no_total_and_a_whole_is_not_smaller_than_its_part() -> None:
    assert this_year("公开政府信息120条，公开各类信息95条，发布政务信息110条。") == set()
    assert this_year("共公开政府信息300条，公开各类信息95条，发布政务信息110条。") == {
        ("proactive_items", Decimal(300))
    }
    text = "政府网站主动公开政府信息1200条。全年共发布政务信息230条。"
    assert this_year(text) == {("website_items", Decimal(1200))}


def test_rival_figures_are_both_kept_and_flagged() -> None:
    figures = read("通过政府网站公开政府信息683条。全年门户网站1120条。")
    assert [(figure.value, figure.rival, figure.confidence) for figure in figures] == [
        (683, True, "likely"),
        (1120, True, "likely"),
    ]


def test_figures_of_other_years_carry_that_scope() -> None:
    assert [(f.value, f.scope) for f in read("2023年公开政府信息820条，2024年公开政府信息910条。")] == [
        (820, "other_year"),
        (910, "year"),
    ]
    assert only("上年结转政府信息公开申请3件。", "requests_carried_over").scope == "other_year"
    assert this_year("由2023年的356条增加到512条。") == set()
    assert this_year("收到政府信息公开申请12件，比上年（8件）增加4件。") == {("requests_received", Decimal(12))}


def test_cumulative_figures_are_not_this_years_but_the_word_alone_decides_nothing() -> None:
    assert only("自2012年开通以来，微信公众号共发布信息5600条。", "wechat_items").scope == "cumulative"
    assert only("历年累计主动公开政府信息12000条。", "proactive_items").scope == "cumulative"
    assert only("全年累计主动公开政府信息1200条。", "proactive_items").scope == "year"
    assert only("2024年以来，通过门户网站发布信息560条。", "website_items").scope == "year"


def test_a_figure_counted_up_is_a_stock_or_a_part_beside_what_the_year_had() -> None:
    made = read("全年共制作政府信息320条，其中：主动公开290条，依申请公开18条。累计主动公开政府信息5210条。")
    assert {(one.value, one.scope) for one in made if one.metric == "proactive_items"} == {
        (Decimal(290), "year"),
        (Decimal(5210), "cumulative"),
    }
    assert only("全年主动公开信息412条。目录后台累计主动公开信息205条。", "proactive_items").value == 412
    assert only("一年来累计主动公开信息205条。", "proactive_items").scope == "year"


def test_a_named_class_among_the_parts_is_no_figure_of_its_channel() -> None:
    assert this_year("主动公开信息503条，其中网站发布要闻类171条。") == {("proactive_items", Decimal(503))}


def test_the_year_of_a_law_or_a_plan_is_not_the_year_of_the_figure() -> None:
    assert this_year("根据2019年修订的《条例》，我局收到政府信息公开申请5件。") == {("requests_received", Decimal(5))}
    assert this_year("2024年计划举办政务公开培训3次。") == set()


@pytest.mark.parametrize(
    "text",
    [
        "拨打12345热线、12333、12328咨询。",
        "电话：0514-87222589，邮编：223100，地址：健康路12号3楼302室。",
        "落实“民营经济32条”，开通248条公交线路，PM2.5浓度为32微克。",
        "索引号568149302/2022-00017，页面编号2014-31270。",
        "2019318日成立，20241月1日起运行，2023410发布。",
        "收到政府信息公开申请****件。",
        "总阅读量超800万次，点赞2000余个，新增粉丝1620个。",
        "12315热线受理投诉356件，办理市长信箱来信560件。",
        "依申请公开答复率100%，按时办结率100%。",
        "规章000\n行政规范性文件000\n行政许可012",
        "行政处罚事项1347项，认领监管事项812项，行政权力共114项。",
        "发布行政复议决定书25件，未发生行政诉讼败诉案件。",
    ],
)
def test_what_is_no_count_of_a_metric_is_left(text: str) -> None:
    assert read(text) == ()


def test_what_table_two_holds_is_read_as_that_and_as_nothing_else() -> None:
    assert this_year("行政处罚1347件，行政强制6件。") == {
        ("penalties_decided", Decimal(1347)), ("coercive_measures_taken", Decimal(6)),
    }  # fmt: skip
    assert this_year("行政事业性收费96171.6万元。") == {("administrative_fees", Decimal(961716000))}


def test_followers_visits_and_what_is_in_force_are_figures_of_their_own() -> None:
    assert this_year("网站访问量18,708,325次，粉丝12.5万。") == {
        ("site_visits", Decimal(18708325)), ("followers", Decimal(125000)),
    }  # fmt: skip
    assert this_year("现行有效行政规范性文件35件，废止规范性文件6件。") == {
        ("documents_in_force", Decimal(35)), ("documents_repealed", Decimal(6)),
    }  # fmt: skip


def test_years_as_counts_are_counts() -> None:
    assert this_year("全年主动公开政府信息2020条。") == {("proactive_items", Decimal(2020))}
    assert this_year("梳理政务服务事项2017项。") == {("service_items_total", Decimal(2017))}
    assert this_year("共接收群众评价20191条。", 2019) == {("evaluations_received", Decimal(20191))}


@pytest.mark.parametrize(
    ("printed", "value", "bound"),
    [
        ("615.54万件", "6155400", "="),
        ("1,205件", "1205", "="),
        ("１２３件", "123", "="),
        ("四十余件", "40", "≈"),
        ("一百二十三件", "123", "="),
        ("30299余件", "30299", "≈"),
        ("近1000件", "1000", "≈"),
        ("超过230件", "230", "≥"),
        ("约1543件", "1543", "≈"),
        ("[284]件", "284", "="),
        ("3.2万余件", "32000", "≈"),
        ("120件以上", "120", "≥"),
        ("不超过120件", "120", "≤"),
        ("120件左右", "120", "≈"),
    ],
)
def test_every_spelling_of_a_number_is_read_with_its_bound(printed: str, value: str, bound: str) -> None:
    figure = only(f"全年收到政府信息公开申请{printed}。", "requests_received")
    assert (figure.value, figure.bound) == (Decimal(value), bound)


@pytest.mark.parametrize(
    ("printed", "value", "bound"),
    [("70%以上", "70", "≥"), ("百分之九十八点五", "98.5", "="), ("88.52％", "88.52", "=")],
)
def test_percentages_are_numbers(printed: str, value: str, bound: str) -> None:
    figure = only(f"政务服务事项全程网办率达{printed}。", "online_rate")
    assert (figure.value, figure.bound, figure.unit[-1:]) == (Decimal(value), bound, "%")


def test_a_figure_cut_off_by_the_end_of_the_text_is_not_taken() -> None:
    assert read("全年主动公开信息12") == ()
    assert this_year("依申请公开事项0三是加强管理。") == {("requests_received", Decimal(0))}


def test_a_stated_zero_is_zero_and_silence_is_no_figure() -> None:
    text = "2024年未收到公民、法人或其他组织提出的政府信息公开申请，没有因信息公开申请行政复议、提起行政诉讼。"
    assert this_year(text) == {("requests_received", Decimal(0)), ("reviews", Decimal(0)), ("litigations", Decimal(0))}
    assert read("依申请公开工作规范有序。未收到有关信息公开方面的咨询。") == ()


def test_a_list_pairs_names_with_values_in_order() -> None:
    assert this_year("通过网站、微信、微博分别发布信息320条、210条和156条。") == {
        ("website_items", Decimal(320)),
        ("wechat_items", Decimal(210)),
        ("weibo_items", Decimal(156)),
    }


def test_one_value_may_stand_for_several_names() -> None:
    text = "政务服务窗口按时办结率、现场办结率、群众满意率均为99.5%。"
    assert this_year(text) == {("completion_rate", Decimal("99.5")), ("satisfaction_rate", Decimal("99.5"))}


def test_the_same_word_means_another_thing_in_another_topic() -> None:
    assert this_year("12345热线共受理2720件，日均受理9.5件，办结2610件。") == {("hotline_cases", Decimal(2720))}
    assert ("requests_answered", Decimal(265)) in this_year("收到信息公开申请261件，上年结转4件，当年办结265件。")
    assert this_year("收到网民留言30条，办结30条，办结率100%。") == {
        ("messages_received", Decimal(30)), ("messages_answered", Decimal(30)),
    }  # fmt: skip
    hotline = this_year("12345热线受理工单1543件，满意率98.6%。")
    assert hotline == {("hotline_cases", Decimal(1543)), ("hotline_satisfaction_rate", Decimal("98.6"))}


def test_two_accounts_are_kept_as_parts_and_are_no_rivals() -> None:
    figures = read("“甲发布”微信公众号粉丝量1.2万，全年共发布412篇推文，“乙政务”全年共发布198篇推文。")
    assert [(f.metric, f.value, f.part, f.rival) for f in figures if f.metric != "followers"] == [
        ("wechat_items", 412, "甲发布", False),
        ("wechat_items", 198, "乙政务", False),
    ]


def test_merged_outcomes_belong_to_neither() -> None:
    assert this_year("予以公开及部分公开5件。") == set()


def test_traditional_script_and_pinyin_are_read() -> None:
    assert this_year("專欄累計發(fā)布各類信息3120條。") == {("website_items", Decimal(3120))}


def test_the_level_travels_with_the_figure() -> None:
    levels = {
        figure.value: figure.level
        for figure in read("全系统主动公开政府信息8500条。局机关主动公开政府信息560条。全县收到依申请公开23件。")
    }
    assert levels == {Decimal(8500): "system", Decimal(560): "agency", Decimal(23): "area"}


def test_the_definition_of_satisfaction_and_of_online_is_stored() -> None:
    assert (
        only("好评率99.98%（非常满意、满意、基本满意）。", "satisfaction_rate").definition == "非常满意+满意+基本满意"
    )
    rates = [
        (f.value, f.definition, f.rival) for f in read("网上可办率100%，全程网办率89.4%。") if f.metric == "online_rate"
    ]
    assert rates == [(100, "网上可办", False), (Decimal("89.4"), "全程网办", False)]


def test_offsets_point_at_the_printed_figure() -> None:
    text = "一是主动公开。　2024 年，本局共公开 政府信息 1,236 余条。\n二是依申请公开。收到政府信息公开申请四十余件。"
    sections = [Section("1", "", text)]
    assert [text[f.offset : f.offset + f.length] for f in read_figures(sections, 2024)] == ["1,236 余条", "四十余件"]
    assert [f.evidence for f in read_figures(sections, 2024)] == [
        "2024 年，本局共公开 政府信息 1,236 余条。",
        "收到政府信息公开申请四十余件。",
    ]


def test_offsets_of_a_stated_zero_point_at_the_words_that_state_it() -> None:
    text = "按照“公开为常态”和《条例》第10条要求，2024 年，我局未收到政府信息公开申请，未收取信息处理费。"
    printed = [text[f.offset : f.offset + f.length] for f in read(text)]
    assert printed == [
        "未收到政府信息公开申请",
        "未收取信息处理费",
    ]


def test_a_row_of_a_flattened_table_is_read_by_its_seventh_cell_and_a_slash_is_no_zero() -> None:
    assert this_year("一、本年新收政府信息公开申请数量 | 5 | 1 | 0 | 0 | 0 | 0 | 6") == {
        ("requests_received", Decimal(6))
    }
    assert this_year("（一）予以公开 | / | / | / | / | / | / | /") == set()


def test_figures_know_their_section_and_do_not_mix_topics_across_sections() -> None:
    sections = [Section("1", "", "收到政府信息公开申请3件。"), Section("5", "", "办结12件。")]
    assert [(f.section, f.metric) for f in read_figures(sections, 2024)] == [("1", "requests_received")]


@pytest.mark.real
def test_a_real_report_of_a_service_bureau_gives_its_eleven_figures() -> None:
    path = REAL / "zhongzhan-2022.txt"
    if not path.exists():
        pytest.skip("the real documents do not lie beside the project")
    text = path.read_text(encoding="utf-8").split("二、主动公开政府信息情况")[0]
    assert {(f.metric, f.value) for f in read(text, 2022)} == {
        ("departments_with_services", Decimal(27)),
        ("service_items_total", Decimal(1148)),
        ("service_items_one_visit", Decimal(1148)),
        ("one_visit_rate", Decimal(100)),
        ("service_items_online", Decimal(1145)),
        ("online_rate", Decimal("99.7")),
        ("cases_completed", Decimal(1058)),
        ("completion_rate", Decimal(100)),
        ("evaluations_received", Decimal(170375)),
        ("satisfaction_rate", Decimal(100)),
        ("requests_received", Decimal(0)),
        ("litigations", Decimal(0)),
    }


@pytest.mark.real
def test_the_whole_text_of_a_real_report_with_its_tables_in_it_adds_nothing_false() -> None:
    path = REAL / "zhongzhan-2022.txt"
    if not path.exists():
        pytest.skip("the real documents do not lie beside the project")
    figures = read(path.read_text(encoding="utf-8"), 2022)
    assert ("normative_documents", Decimal(0)) in {(f.metric, f.value) for f in figures}
    assert "fees_charged" not in {f.metric for f in figures}
    assert len(figures) == 13


def test_a_figure_counted_up_to_a_day_is_for_a_person_unless_the_report_says_what_the_year_added() -> None:
    alone = only("截至2024年12月31日，网站累计发布信息1530条。", "website_items")
    assert (alone.scope, alone.confidence) == ("year", "ask")
    both = read("截至2024年12月31日，网站累计发布信息1530条，其中2024年发布220条。")
    assert [(f.value, f.scope, f.confidence) for f in both] == [
        (1530, "cumulative", "certain"),
        (220, "year", "likely"),
    ]
    text = "截至2024年12月31日，网站累计发布信息1530条，其中2024年发布220条。"
    assert [text[f.offset : f.offset + f.length] for f in both] == ["1530条", "220条"]
    plain = only("截至2024年12月31日，共主动公开政府信息700条。", "proactive_items")
    assert (plain.scope, plain.confidence) == ("year", "certain")


def test_a_whole_that_counts_a_named_class_is_never_certain() -> None:
    assert only("通过政府网站发布交通信息112条。", "website_items").confidence == "likely"
    assert only("通过政府网站发布信息112条。", "website_items").confidence == "certain"


@pytest.mark.parametrize(
    ("text", "unit", "printed_unit"),
    [
        ("全年收到政府信息公开申请12件。", "件", "件"),
        ("12345热线受理诉求615.54 万件。", "件", "万件"),
        ("12345热线受理诉求3.2万余件。", "件", "万件"),
        ("主動公開政府信息12.5萬條。", "条", "萬條"),
        ("主动公开政府信息30余条。", "条", "条"),
        ("收到政府信息公开申请四十余件。", "件", "件"),
        ("通过门户网站发布信息120，较上年增加。", "", ""),
        ("政务服务事项全程网办率达88.52％。", "%", "％"),
        ("政务服务事项全程网办率达百分之九十八。", "%", "百分之"),
        ("未收到政府信息公开申请。", "", ""),
        ("行政事业性收费３.５亿元。", "元", "亿元"),
    ],
)
def test_the_unit_is_kept_as_printed_beside_that_of_the_value(text: str, unit: str, printed_unit: str) -> None:
    assert [(figure.unit, figure.printed_unit) for figure in read(text)] == [(unit, printed_unit)]
