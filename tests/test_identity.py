"""Identity: whose report, of which year and scope, and what is refused as no report."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from etl.agencies import load_registry
from etl.documents.document import Document, Grid, GridCell, Paragraph
from etl.errors import UnreadableDocument
from etl.parsing.identity import Identity, read_identity
from etl.parsing.identity.script import fold, traditional_share
from etl.parsing.identity.titles import parse_title
from etl.report import Section

REGISTRY = load_registry()
REAL = Path(__file__).parent.parent.parent / "shared" / "real"
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
PERIOD = "本报告中所列数据的统计期限自2023年1月1日起至2023年12月31日止。"


def grid(*rows: tuple[str, ...]) -> Grid:
    return Grid(
        tuple(tuple(GridCell(text, at, column) for column, text in enumerate(row)) for at, row in enumerate(rows))
    )


TABLES = (
    grid(("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "0", "0", "0")),
    grid(("一、本年新收政府信息公开申请数量", "3", "0", "0", "0", "0", "0", "3")),
    grid(("结果维持", "结果纠正"), ("0", "0")),
)


def document(
    *before: str, body: str = "我局高度重视政府信息公开工作。", after: tuple[str, ...] = (), **metadata: str
) -> Document:
    """A whole report: what stands before its first section, the statutory headings with tables, the end."""
    middle = [Paragraph(line) for heading in HEADINGS for line in (heading, body)]
    ends = [Paragraph(line) for line in after]
    return Document("html", (*(Paragraph(line) for line in before), *middle, *TABLES, *ends), metadata)


def identity(*before: str, file_name: str = "page.html", address: str | None = None, **more: object) -> Identity:
    return read_identity(document(*before, **more), (), file_name, REGISTRY, address)  # type: ignore[arg-type]


def refusal(doc: Document, address: str | None = None) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read_identity(doc, (), "page.html", REGISTRY, address)
    return refused.value.code


def plain(*lines: str, **metadata: str) -> Document:
    return Document("html", tuple(Paragraph(line) for line in lines), metadata)


def codes(found: Identity) -> set[str]:
    return {problem.code for problem in found.problems}


# --- the title in all its forms


@pytest.mark.parametrize(
    ("title", "agency", "year"),
    [
        ("沭阳县发展和改革局2023年政府信息公开工作年度报告", "沭阳县发展和改革局", 2023),
        ("沭阳县发展和改革局 2023年度政府信息公开工作年度报告", "沭阳县发展和改革局", 2023),
        ("沭阳县发展和改革局2023年度政府信息公开工作报告", "沭阳县发展和改革局", 2023),
        ("沭阳县发展和改革局2023年度政府信息公开年度报告", "沭阳县发展和改革局", 2023),
        ("沭阳县发展和改革局2023年度信息公开工作年度报告", "沭阳县发展和改革局", 2023),
        ("沭阳县发展和改革局政府信息公开2023年度报告", "沭阳县发展和改革局", 2023),
        ("沭阳县发展和改革局政府信息公开工作2023年度报告", "沭阳县发展和改革局", 2023),
        ("沭阳县发展和改革局政府信息公开工作年度报告（2023年度）", "沭阳县发展和改革局", 2023),
        ("沭阳县发展和改革局２０２３年政府信息公开年报", "沭阳县发展和改革局", 2023),
        ("沭阳县发展和改革局二〇二三年政府信息公开工作年度报告", "沭阳县发展和改革局", 2023),
        ("2023年度沭阳县发展和改革局政府信息公开工作年度报告", "沭阳县发展和改革局", 2023),
        ("2023年上海市政府信息公开工作年度报告", "上海市", 2023),
        ("合江县2022年政府信息公开工作年度报告", "合江县", 2022),
        ("洪泽区人民政府信息公开工作年度报告（2023年）", "洪泽区人民政府", 2023),
        ("沭阳县发展和改革局关于报送2023年政府信息公开年度报告的函", "沭阳县发展和改革局", 2023),
        (
            "关于报送《2023年沭阳县发展和改革局政府信息公开工作年度报告》的函（沭发改〔2024〕3号）",
            "沭阳县发展和改革局",
            2023,
        ),
        ("川省财政厅2020年政府信息公开工年度报告", "川省财政厅", 2020),
        ("2023年政府信息公开工作年度报告", None, 2023),
        ("沭阳县发展和改革局2023年政府信息公开工作年度报告（文字版、图解版）", "沭阳县发展和改革局", 2023),
        (
            "沭阳县发展和改革局2023年政府信息公开工作年度报告 - 政府信息公开年报 - 沭阳县人民政府",
            "沭阳县发展和改革局",
            2023,
        ),
        ("沭阳县发展和改革局2023年政府信息公开工作年度报告_沭阳县人民政府", "沭阳县发展和改革局", 2023),
        ("沭阳县发展和改革局2023年政府信息公开工作年度报告.doc", "沭阳县发展和改革局", 2023),
        ("會同縣2021年政府信息公開工作年度報告", "会同县", 2021),
        ("沭阳县发展和改革局2023年政府信息公开工作年度报告(2024年1月20日)", "沭阳县发展和改革局", 2023),
        ("沭阳县发展和改革局政府信息公开年度报告（2023）", "沭阳县发展和改革局", 2023),
        ("沭阳县发展和改革局2023年政府信息和政务公开工作年度报告", "沭阳县发展和改革局", 2023),
        ("附件1：沭阳县发展和改革局2023年政务公开工作年度报告", "沭阳县发展和改革局", 2023),
        ("2024年沭阳县发展和改革局2023年政府信息公开工作年度报告", "沭阳县发展和改革局", 2023),
        ("2023年政府信息公开工作年度报告（沭阳县发展和改革局）", "沭阳县发展和改革局", 2023),
        ("沭阳县庙头镇人民政府2015年年度政府信息公开工作年度报告", "沭阳县庙头镇人民政府", 2015),
        ("雲南省林業局2018年政府信息公開工作年度報告", "云南省林业局", 2018),
        ("沭阳县审计局2024年政务信息公开工作开展年度报告", "沭阳县审计局", 2024),
        ("2022年经济开发区(滨河区)政府信息公开工作年度报告", "经济开发区(滨河区)", 2022),
        ("沭阳县供销合作总社2014年政府信息公开工作情况的报告", "沭阳县供销合作总社", 2014),
    ],
)
def test_a_title_gives_agency_and_year(title: str, agency: str | None, year: int) -> None:
    found = parse_title("".join(fold(title).split()))
    assert found is not None
    assert (found.agency, found.year) == (agency, year)


def test_a_whole_report_is_identified_with_evidence_for_every_part() -> None:
    found = identity("沭阳县发展和改革局2023年政府信息公开工作年度报告", "发布时间：2024-01-22 10:30", PERIOD)
    assert found.agency_id == "321322-development_and_reform"
    assert (found.region_code, found.year, found.scope, found.published_on) == ("321322", 2023, "office", "2024-01-22")
    assert found.agency_printed == "沭阳县发展和改革局"
    assert set(found.evidence) == {"title", "agency", "year", "scope", "published_on"}
    assert found.problems == ()


@pytest.mark.parametrize(
    "lines",
    [
        ("沭阳县发展和改革局", "2023年政府信息公开工作年度报告"),
        ("沭阳县发展和改革局2023年度政府", "信息公开工作年度报告"),
        ("沭阳县发展和", "改革局2023年政府信息公开", "工作年度报告"),
        ("2023年政府信息公开工作年度报告", "（沭阳县发展和改革局）"),
        ("- 1 -", "沭阳县发展和改革局", "2023 年政府信息公开工作年度报告"),
        ("沭阳县发展和改革局2023年政府信息公开工作年度报告 沭阳县发展和改革局2023年政府信息公开工作年度报告",),
        ("首页 > 政务公开 > 2021 > 市直部门", "打印 分享", "沭阳县发展和改革局 2023年政府信息公开工作年度报告"),
    ],
)
def test_a_title_over_several_lines_or_amid_site_noise_is_read(lines: tuple[str, ...]) -> None:
    found = identity(*lines)
    assert (found.agency_id, found.year) == ("321322-development_and_reform", 2023)


# --- the body, where the title is bare or absent


@pytest.mark.parametrize(
    "sentence",
    [
        "根据《条例》要求，现公布《沭阳县发展和改革局2023年政府信息公开工作年度报告》。",
        "根据《条例》要求，现公布沭阳县发展和改革局2023年度政府信息公开工作年度报告。",
        "本报告由沭阳县发展和改革局根据《中华人民共和国政府信息公开条例》编制。",
        "按照《中华人民共和国政府信息公开条例》要求，由沭阳县发展和改革局编制本报告。",
        "沭阳县发展和改革局根据《中华人民共和国政府信息公开条例》，编制本年度报告。",
        "按照上级要求，我局编制了《沭阳县发展和改革局2023年政府信息公开工作年度报告》。",
        "根据有关规定，现向社会公布2023年沭阳县发展和改革局政府信息公开工作年度报告。",
        "根据《条例》规定，现公开沭阳县发展和改革局政府信息公开2023年度工作报告。",
        "根据《条例》的要求，沭阳县发展和改革局特编制2023年政府信息公开年度报告。",
    ],
)
def test_the_body_names_the_agency_where_the_title_is_bare(sentence: str) -> None:
    found = identity("2023年政府信息公开工作年度报告", sentence)
    assert (found.agency_id, found.year) == ("321322-development_and_reform", 2023)


def test_the_signature_at_the_end_names_the_agency() -> None:
    found = identity("2023年政府信息公开工作年度报告", after=("沭阳县发展和改革局", "2024年1月25日"))
    assert (found.agency_id, found.published_on) == ("321322-development_and_reform", "2024-01-25")
    assert identity("2023年政府信息公开工作年度报告", after=("我局", "2024年1月25日")).agency_id is None


def test_a_sentence_wrapped_over_lines_is_read() -> None:
    lines = (
        "2023年政府信息公开工作年度报告",
        "本报告由沭阳县发",
        "展和改革局根据《中华人民共和国政府信息公开条例》编制。",
    )
    assert identity(*lines).agency_id == "321322-development_and_reform"


def test_the_contact_office_is_not_the_agency() -> None:
    found = identity(
        "硚口区人民政府2022年政府信息公开工作年度报告",
        "如对本报告有疑问，请与区政务服务和大数据管理局联系（地址：武汉市硚口区沿河大道518号）。",
    )
    assert found.agency_id == "420104-government"
    assert "agency_conflict" not in codes(found)


def test_the_path_of_the_address_is_not_the_agency() -> None:
    found = identity(
        "会同县2021年政府信息公开工作年度报告",
        address="https://www.huitong.gov.cn/fgw/zfxxgknb/202201/t20220120_1.html",
    )
    assert found.agency_id == "431225-government"


def test_a_bureau_that_only_says_our_bureau_is_not_found() -> None:
    found = identity("2023年政府信息公开工作年度报告", PERIOD)
    assert (found.agency_id, found.agency_printed, found.year) == (None, None, 2023)
    assert codes(found) == {"agency_not_found"}


def test_a_name_without_its_place_is_completed_by_the_host() -> None:
    found = identity("市自然资源局2023年政府信息公开工作年度报告", address="https://www.zhoukou.gov.cn/a.html")
    assert found.agency_id == "411600-natural_resources"
    assert codes(found) == {"agency_unknown"}


def test_a_name_without_its_place_is_completed_by_the_printed_address() -> None:
    found = identity("区教育局2023年政府信息公开工作年度报告", "请联系我局（地址：江苏省淮安市洪泽区东风路1号）。")
    assert found.agency_id == "320813-education"
    assert found.resolution is not None and found.resolution.status == "proposed"


def test_the_name_of_the_site_completes_a_name_too() -> None:
    found = identity("区教育局2023年政府信息公开工作年度报告", page_title="区教育局年报_洪泽区人民政府")
    assert found.agency_id == "320813-education"


def test_an_agency_known_only_as_the_publisher_or_contact_is_left_to_a_person() -> None:
    found = identity("2023年政府信息公开工作年度报告", source_name="沭阳县发展和改革局")
    assert (found.agency_id, codes(found)) == ("321322-development_and_reform", {"agency_ambiguous"})


def test_the_office_to_ask_stands_after_a_colon_too() -> None:
    found = identity("2023年政府信息公开工作年度报告", "如有疑问，请联系：沭阳县发展和改革局办公室（地址：沭阳县）。")
    assert found.agency_id == "321322-development_and_reform"
    assert "agency_ambiguous" in codes(found)


def test_an_office_that_one_may_ask_counts_like_one_to_ask() -> None:
    found = identity(
        "如有疑问，可与区教育局办公室306联系。", address="http://www.hongze.gov.cn/art/2013/2/20/art_1_2.html"
    )
    assert (found.agency_id, "agency_ambiguous" in codes(found)) == ("320813-education", True)


def test_a_place_that_begins_like_a_word_keeps_its_beginning() -> None:
    found = identity("2023年政府信息公开工作年度报告", "如有疑问，请与来宾市卫生健康委员会办公室联系。")
    assert (found.agency_printed, found.region_code) == ("来宾市卫生健康委员会", "451300")


def test_a_township_that_only_its_sentences_name_is_named() -> None:
    lines = ("2023年政府信息公开工作年度报告", "2023年,河东乡政府信息公开工作有序开展。", "河东乡未收到申请。")
    assert identity(*lines).agency_printed == "河东乡"


def test_an_ambiguous_county_is_asked_about_and_the_host_settles_it() -> None:
    title = "鼓楼区教育局2023年政府信息公开工作年度报告"
    asked = identity(title)
    assert (asked.agency_id, codes(asked)) == (None, {"agency_ambiguous"})
    assert identity(title, address="http://www.xuzhou.gov.cn/x.html").agency_id == "320302-education"


def test_the_file_name_serves_where_nothing_else_does() -> None:
    found = identity("政府信息公开", file_name="沭阳县发展和改革局2023年.pdf")
    assert (found.agency_id, found.year) == ("321322-development_and_reform", 2023)


def test_a_report_filed_under_another_name_or_year_is_noticed() -> None:
    title = "沭阳县发展和改革局2023年政府信息公开工作年度报告"
    assert codes(identity(title, file_name="沭阳县教育局2023年.pdf")) == {"agency_conflict"}
    assert codes(identity(title, file_name="沭阳县发展和改革局2022年.pdf")) == {"year_conflict"}
    assert codes(identity(title, file_name="沭阳县发改局2023年.pdf")) == set()


def test_dates_in_file_names_and_titles_left_over_in_a_file_are_no_contradiction() -> None:
    title = "沭阳县发展和改革局2023年政府信息公开工作年度报告"
    for name in ("2024-01-22.html", "t20240122_2841.html", "shuyang_2024.html", "沭阳县发改局2024年1月发布.html"):
        assert codes(identity(title, file_name=name)) == set()
    left_over = identity(title, title="沭阳县教育局2019年政府信息公开工作年度报告")
    assert (left_over.year, codes(left_over)) == (2023, set())


@pytest.mark.parametrize(
    "sentence",
    [
        "根据《条例》要求，现发布《沭阳县发展和改革局2023年政府信息公开工作年度报告》。",
        "本年报由沭阳县发展和改革局政务公开办公室根据《条例》编制。",
        "沭阳县发展和改革局全面贯彻《条例》，公开信息80条。",
    ],
)
def test_the_office_within_a_bureau_and_newer_verbs_lead_to_the_bureau(sentence: str) -> None:
    found = identity("2023年政府信息公开工作年度报告", sentence)
    assert (found.agency_id, codes(found)) == ("321322-development_and_reform", set())


def test_a_bureau_named_without_its_place_is_completed_by_its_full_name_in_the_text() -> None:
    sentence = "现将林业局2018年度政府信息公开工作年度报告公布如下。"
    found = identity("2018年政府信息公开工作年度报告", sentence, body="截至年底，沭阳县林业局累计公开信息280条。")
    assert (found.agency_id, "agency_ambiguous" in codes(found)) == ("321322-forestry", False)


@pytest.mark.parametrize(
    ("sentence", "printed", "agency_id"),
    [
        ("本报告由沭阳县沂涛镇人民政府结合全年统计数据编制。", "沭阳县沂涛镇人民政府", "321322-township-yitao"),
        ("本年报由宿迁市财政局综合各科室数据编制。", "宿迁市财政局", "321300-finance"),
        (
            "结合本委实际，编制并向社会公布巴州民政局2023年度政府信息公开年度报告。",
            "巴州民政局",
            "652800-civil_affairs",
        ),
        ("按有关规定，梳理编制连云港海关关区2023年政府信息公开工作年度报告。", "连云港海关", "320700-customs"),
    ],
)
def test_the_name_in_the_sentence_that_presents_the_report_is_cut_out_whole(
    sentence: str, printed: str, agency_id: str
) -> None:
    found = identity("2023年政府信息公开工作年度报告", sentence)
    assert (found.agency_printed, found.agency_id) == (printed, agency_id)


def test_a_body_that_a_page_names_as_the_author_publishes_the_report_and_a_person_does_not() -> None:
    line = "时间:2024-01-13作者:{}点击数:"
    town = identity(line.format("沭阳县沂涛镇人民政府"), "2023年政府信息公开工作年度报告")
    assert (town.agency_id, "agency_ambiguous" in codes(town)) == ("321322-township-yitao", True)
    assert identity(line.format("王小明"), "2023年政府信息公开工作年度报告").agency_id is None


def test_the_town_that_publishes_through_its_site_is_found_where_a_text_speaks_of_our_town() -> None:
    body = "截至12月31日，沂涛镇人民政府通过信息平台公开信息3条，我镇未收到申请。"
    assert identity("2023年政府信息公开工作年度报告", body=body).agency_id == "321322-township-yitao"
    other = "我局公开信息3条，沂涛镇通过网站公开2条。"
    assert identity("2023年政府信息公开工作年度报告", body=other).agency_id is None


@pytest.mark.parametrize(
    "path",
    [
        "/hjs/c123149/202101/521e332afc43461cb8898522a57ef023.shtml",
        "/XxgkAnnualReport/show/5809.html",
        "/xxgk-show-40712.html",
    ],
)
def test_a_path_of_a_governments_site_on_another_domain_is_a_mirrors(path: str) -> None:
    page = plain("沭阳县教育局2023年政府信息公开工作年度报告", PERIOD, "我局公开信息3条。")
    assert refusal(page, f"http://www.some-shop.com{path}") == "suspected_mirror"
    assert read_identity(page, (), "a.html", REGISTRY, f"http://www.shuyang.gov.cn{path}").year == 2023


def test_a_copy_keeps_the_number_of_the_column_of_the_page_that_it_names() -> None:
    told = "本报告电子版可在门户网站(http://www.shuyang-hd.gov.cn/info/1307/30882.htm)查阅或下载。"
    page = document("沭阳县教育局2023年政府信息公开工作年度报告", told)
    assert refusal(page, "https://8123k.com/i1307/31159.html") == "suspected_mirror"
    dated = document("沭阳县教育局2023年政府信息公开工作年度报告", told.replace("1307", "2024"))
    found = read_identity(dated, (), "page.html", REGISTRY, "https://www.some-firm.com/2024/31159.html")
    assert "weak_source" in codes(found)


def test_a_word_put_twice_for_every_place_shows_a_mirror() -> None:
    lines = (
        "本报告由中国球彩网,球彩网水利局办公室编制。",
        "一、总体情况",
        "全年公开信息20条，服务中国球彩网,球彩网发展。",
    )
    assert refusal(document("2022年政府信息公开工作年度报告", *lines)) == "suspected_mirror"


def test_a_betting_word_in_what_a_page_says_of_its_source_shows_a_mirror() -> None:
    page = plain("沂涛镇2023年政府信息公开工作年度报告", "我镇公开信息3条。", source_name="老虎机游戏:沂涛镇政府")
    assert refusal(page) == "suspected_mirror"


def test_the_subject_of_a_text_is_found_before_a_verb_that_is_mistyped() -> None:
    body = "2023年，沭阳县人民政府办公室坚紧紧围绕中心工作，持续深化政府信息公开内容。"
    assert identity("2023年政府信息公开工作年度报告", body=body).agency_id == "321322-government_office"


def test_a_subject_without_its_county_is_named_as_the_text_names_it_elsewhere() -> None:
    asked = "如有疑问，请联系沭阳县教体局（电话：0527-83550000）。"
    body = "2023年，县教体局认真贯彻落实条例，按时公开。"
    found = identity("2023年政府信息公开工作年度报告", asked, body=body)
    assert (found.agency_printed, found.region_code) == ("沭阳县教体局", "321322")


def test_a_title_set_twice_and_broken_in_the_text_speaks_against_nobody() -> None:
    title = "横琴粤澳深度合作区2019年度政府信息公开工作年度报告"
    again = ("横琴粤澳深度合作区2019年", "政府信息公开工作年度报告", "我区编制完成了本报告。")
    found = identity(title, *again, address="http://www.zhuhai.gov.cn/zwgk/1.html")
    assert (found.agency_printed, "agency_conflict" in codes(found)) == ("横琴粤澳深度合作区", False)


def test_whom_to_ask_may_be_named_by_its_task() -> None:
    asked = "如有疑问，请与沭阳县医疗保障局政府信息公开申请受理机构联系（地址：台州路1号）。"
    assert (
        identity("2023年政府信息公开工作年度报告", asked, body="2023年，我局认真落实条例。").agency_printed
        == "沭阳县医疗保障局"
    )


def test_a_street_without_its_zone_is_the_one_of_the_title() -> None:
    title = "西咸新区沙河滩街道办事处2024年度政府信息公开工作年度报告"
    body = "2024年，沙河滩街道认真贯彻落实条例，按时公开。截至12月31日，沙河滩街道共公开政府信息61条。"
    found = identity(title, body=body, address="http://www.xixianxinqu.gov.cn/zwgk/nb/18.html")
    assert (found.agency_printed, "agency_conflict" in codes(found)) == ("西咸新区沙河滩街道办事处", False)


def test_an_interpretation_of_a_report_is_none() -> None:
    title = "沭阳县教育局2023年政府信息公开工作年度报告"
    told = "报告分为六部分，公开信息31条。"
    for sign in ("文字解读：", "【图解】", "一图读懂|", "年报解读:"):
        assert refusal(plain(sign + title, "一、编制背景", "二、主要内容", told)) == "news_of_reports"
    assert identity("图解链接：点击查看图解", title, PERIOD).year == 2023  # a link beside the report itself


def test_the_column_of_reports_whose_links_a_script_fills_in_is_an_index() -> None:
    column = ("政策", "公开指南", "政府信息公开年报", "当前栏目：政府信息公开年报", "建议使用较新的浏览器访问本站。")
    assert refusal(plain(*column, title="政府信息公开年报_某站")) == "index_page"
    whole = plain("政府信息公开年报", "沭阳县教育局2023年共公开信息31条，收到申请2件。")
    assert read_identity(whole, (), "page.html", REGISTRY).year == 2023


def test_titles_run_together_in_one_line_are_an_index() -> None:
    titles = "".join(
        f"沭阳县教育局{year}年政府信息公开工作年度报告 {year + 1}-01-2{year % 10}" for year in range(2016, 2024)
    )
    assert refusal(plain("政府信息公开年报", titles)) == "index_page"


def test_a_report_gathered_from_all_parts_of_a_place_is_its_governments() -> None:
    sentence = "本年度报告综合2017年度淮安市各县（区）政府和市级各部门的年度报告编制而成。"
    found = identity("2017年政府信息公开工作年度报告", sentence)
    assert (found.agency_id, found.scope) == ("320800-government", "area")


def test_a_text_that_speaks_of_our_county_is_offered_as_the_governments() -> None:
    sentence = "电子版可在沭阳县人民政府网站获取，也可向宿迁市人民政府查询。"
    found = identity("2021年政府信息公开工作年度报告", sentence, body="我县公开信息478条。")
    assert (found.agency_id, found.scope) == ("321322-government", "area")
    assert "agency_ambiguous" in codes(found)
    assert (
        identity("2021年政府信息公开工作年度报告", sentence, body="我县高度重视，我局公开信息9条。").agency_id is None
    )


def test_the_one_bureau_that_a_text_keeps_naming_is_offered_to_a_person() -> None:
    body = "我局修订《宿迁市统计局信息考核制度》，围绕宿迁市统计局职能公开信息59条。"
    found = identity("2023年政府信息公开工作年度报告", body=body)
    assert (found.agency_id, "agency_ambiguous" in codes(found)) == ("321300-statistics", True)
    branch = "我局公开信息9条，见十堰市生态环境局郧阳分局网站。"
    assert identity("2023年政府信息公开工作年度报告", body=branch).region_code == "420304"
    two = identity("2023年政府信息公开工作年度报告", body=body + "与沭阳县财政局共同公开。")
    assert two.agency_id is None


def test_a_report_compiled_by_the_office_from_all_parts_of_the_area_is_the_governments() -> None:
    sentence = "本报告由洪泽区人民政府办公室根据《条例》要求，汇总区政府各部门、各镇街道报送的情况编制而成。"
    found = identity("2014年政府信息公开工作年度报告", sentence)
    assert (found.agency_id, found.scope) == ("320813-government", "area")
    alone = identity("2014年政府信息公开工作年度报告", "本报告由洪泽区人民政府办公室根据《条例》要求编制。")
    assert (alone.agency_id, alone.scope) == ("320813-government_office", "office")


@pytest.mark.parametrize(
    ("title", "agency_id", "scope"),
    [
        ("演示无关大连海关关区2021年政府信息公开工作年度报告", None, "system"),
        ("大连海关关区2021年政府信息公开工作年度报告", "210200-customs", "system"),
        ("大连海关2021年政府信息公开工作年度报告", "210200-customs", "office"),
        ("海关总署（本级机关）2021年政府信息公开工作年度报告", "000000-customs", "office"),
        ("宿迁市气象部门2023年政府信息公开工作年度报告", "321300-meteorology", "system"),
        ("宿迁市市直部门2023年政府信息公开工作年度报告", None, "office"),
    ],
)
def test_words_for_how_much_a_report_covers_are_its_scope_and_no_part_of_the_name(
    title: str, agency_id: str | None, scope: str
) -> None:
    found = identity(title)
    assert (found.agency_id, found.scope) == (agency_id, scope)


def test_a_copied_preface_that_names_another_agency_is_noticed_and_the_title_wins() -> None:
    found = identity("沭阳县发展和改革局2023年政府信息公开工作年度报告", "本报告由沭阳县民政局根据《条例》要求编制。")
    assert found.agency_id == "321322-development_and_reform"
    assert codes(found) == {"agency_conflict"}


def test_a_government_and_its_office_do_not_contradict_each_other() -> None:
    found = identity(
        "洪泽区人民政府2023年政府信息公开工作年度报告", "淮安市洪泽区人民政府办公室按照《条例》编成本报告。"
    )
    assert (found.agency_id, found.scope, codes(found)) == ("320813-government", "area", set())


def test_all_towns_together_are_no_agency() -> None:
    found = identity(
        "洪泽区人民政府2012年政府信息公开工作年度报告",
        "各乡镇主动公开政府信息122条，占28.7%。",
        "各乡镇未收到申请，各县区公开信息40条。",
    )
    assert (found.agency_id, codes(found)) == ("320813-government", set())


# --- the year


def test_the_title_wins_over_a_period_typed_a_year_early() -> None:
    found = identity("沭阳县发展和改革局2024年政府信息公开工作年度报告", PERIOD)
    assert (found.year, codes(found)) == (2024, {"year_conflict"})


def test_the_period_gives_the_year_where_the_title_has_none() -> None:
    found = identity("沭阳县发展和改革局政府信息公开工作年度报告", PERIOD, published_on="2024-03-02")
    assert (found.year, codes(found)) == (2023, set())


@pytest.mark.parametrize(
    "period", ["统计期限自202311日至20231231日", "统计期限为202311日至1231日", "数据自20231月1日起至12月31日止"]
)
def test_a_period_with_broken_dates_still_gives_its_year(period: str) -> None:
    assert identity("沭阳县发展和改革局政府信息公开工作年度报告", period).year == 2023


def test_a_period_of_two_years_is_mistyped_and_does_not_count() -> None:
    period = "数据统计时限为2020年1月1日至2021年12月31日"
    found = identity("现公布沭阳县发展和改革局2020年政府信息公开工作年度报告", period)
    assert (found.year, codes(found)) == (2020, set())


def test_plans_comparisons_and_citations_do_not_change_the_year() -> None:
    body = "2023年，我局公开信息80条，比2022年增加。落实《2022年政务公开工作要点》，部署2024年工作任务。"
    found = identity("沭阳县发展和改革局政府信息公开工作年度报告", body=body)
    assert (found.year, codes(found)) == (2023, set())


def test_the_year_of_publication_is_used_only_as_a_last_resort_and_said() -> None:
    found = identity("沭阳县发展和改革局政府信息公开工作年度报告", published_on="2024-01-20")
    assert (found.year, codes(found)) == (2023, {"year_not_found"})
    assert identity("沭阳县发展和改革局政府信息公开工作年度报告").year is None


def test_a_report_published_years_later_keeps_its_year() -> None:
    found = identity("2009年度下管镇政府信息公开年度报告", "公开日期：2015-07-27")
    assert (found.agency_id, found.year, found.published_on) == ("330604-township-xiaguan", 2009, "2015-07-27")


# --- date and scope


def test_the_day_of_publication_comes_from_metadata_then_print_then_signature() -> None:
    title = "沭阳县发展和改革局2023年政府信息公开工作年度报告"
    assert identity(title, "发布日期：2024年1月22日", published_on="2024-01-19 08:00").published_on == "2024-01-19"
    assert identity(title, "发布日期：2024年1月22日").published_on == "2024-01-22"
    assert identity(title, after=("沭阳县发展和改革局", "2024年1月25日")).published_on == "2024-01-25"
    assert identity(title, after=("二〇二四年一月二十二日",)).published_on == "2024-01-22"
    assert identity(title, "发布日期:20240108").published_on == "2024-01-08"
    assert identity(title, "更新时间：2024.1.8").published_on == "2024-01-08"
    assert identity(title, updated_on="2025-06-01", after=("2024年1月22日",)).published_on == "2024-01-22"
    assert identity(title, PERIOD).published_on is None
    assert identity(title, "日期:2024-02-02").published_on == "2024-02-02"
    assert identity(title, "日期:2024-01-22来源:县发改局").published_on == "2024-01-22"
    assert identity(title, "公文生成日期:2024-01-06", "时间:2024-01-11 11:18").published_on == "2024-01-11"
    assert identity(title, "来源:县发改局 更新时间:2024-03-01", "发布日期:2024-01-11").published_on == "2024-01-11"
    assert identity(title, "发布日期：2024年13月22日").published_on is None


def test_the_publication_table_of_a_page_gives_the_day() -> None:
    table = grid(("索引号", "014-2024-00003", "发布机构", "发展和改革局"), ("发文日期", "2024-01-18", "有效性", "有效"))
    whole = document("沭阳县发展和改革局2023年政府信息公开工作年度报告")
    found = read_identity(Document("html", (table, *whole.blocks)), (), "a.html", REGISTRY)
    assert found.published_on == "2024-01-18"


def test_a_report_of_the_whole_system_of_a_bureau_is_told_from_the_office() -> None:
    system = identity("济宁市卫生健康委员会系统2023年政府信息公开工作年度报告")
    office = identity("济宁市卫生健康委员会2023年政府信息公开工作年度报告")
    assert (system.scope, office.scope) == ("system", "office")
    assert system.agency_id == office.agency_id == "370800-health"


# --- what is refused


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("行政审批服务局2025年政务公开工作自查报告", "work_summary"),
        ("沭阳县2023年政务公开工作总结", "work_summary"),
        ("沭阳县政府信息公开指南", "notice_or_rules"),
        ("2023年沭阳县政务公开工作要点", "notice_or_rules"),
        ("沭阳县政府网站工作年度报表（2023年度）", "website_form"),
        ("关于做好2023年政府信息公开工作年度报告编制和发布工作的通知", "notice_or_rules"),
        ("政府信息公开信息处理费管理办法", "notice_or_rules"),
        ("关于报送2023年政府信息公开工作年度报告的通知", "notice_or_rules"),
        ("沭阳县2023年政府信息公开工作年度报告解读", "news_of_reports"),
        ("沭阳县民政局2022年度部门决算", "accounts"),
        ("我省发布2023年政府信息公开工作年度报告", "news_of_reports"),
        ("沭阳县2023年政府信息公开工作年度报告公布情况", "news_of_reports"),
        ("沭阳县2022年度法治政府建设情况报告", "rule_of_law"),
        ("沭阳县民政局关于2022年法治工作情况暨2023年工作要点的报告", "rule_of_law"),
        ("沭阳县政府信息公开年度报告制度（试行）", "notice_or_rules"),
        ("关于政府信息公开工作年度报告有关事项的通知", "notice_or_rules"),
    ],
)
def test_a_near_relative_of_the_report_is_refused_by_its_name(title: str, code: str) -> None:
    prose = "各单位要高度重视政府信息公开工作，主动公开政府信息，规范依申请公开，做好行政复议应诉工作，并按时上报。"
    assert refusal(plain(title, prose)) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("办理时限_依申请公开_沭阳县人民政府", "notice_or_rules"),
        ("政府信息公开申请受理机构_受理机构_沭阳县人民政府", "notice_or_rules"),
        ("关于调整政务公开领导小组成员的函", "notice_or_rules"),
        ("悦来镇2021年财政收支决算_部门决算公开_沭阳县人民政府", "accounts"),
        ("沭阳县医保局2022年度工作报告-政务公开-沭阳县人民政府", "not_this_kind"),
        ("政府工作报告（2021）_政府工作报告_沭阳县人民政府", "not_this_kind"),
        ("沭阳县2024年4月主要指标", "not_this_kind"),
    ],
)
def test_the_name_of_a_page_says_what_else_it_is(name: str, code: str) -> None:
    prose = "全年公开各类政务公开信息80条，受理申请6件，全部按时办结并答复。"
    assert refusal(plain(prose, title=name)) == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("现将我县2021年度法治政府建设工作情况报告如下。", "rule_of_law"),
        ("现将乡村振兴工作完成情况及2022年工作计划报告如下：", "not_this_kind"),
        ("为方便群众看懂，现就年报内容进行如下解读。", "news_of_reports"),
        ("现就做好政府信息公开有关事项通知如下：", "notice_or_rules"),
    ],
)
def test_what_the_first_sentence_presents_says_what_else_it_is(said: str, code: str) -> None:
    prose = "（三）政务公开全面推进，主动公开政府信息430条，收到申请9件。"
    assert refusal(plain("各有关单位认真落实。" + said, "一、工作开展情况", prose)) == code


def test_a_report_that_is_given_as_a_circular_or_called_a_summary_gets_in() -> None:
    said = "现将我局2013年政府信息公开工作情况通报如下："
    circular = plain("沭阳县民政局2013年政府信息公开情况", said, "一、主动公开情况", "全年公开信息62条。")
    assert read_identity(circular, (), "a.html", REGISTRY).year == 2013
    headings = ("一、概述", "二、主动公开情况", "三、依申请公开情况", "四、行政复议、提起行政诉讼情况")
    summary = plain("沭阳县民政局2015年信息公开工作总结", *headings, "全年公开信息62条。")
    assert read_identity(summary, (), "a.html", REGISTRY).year == 2015


def test_a_page_that_bears_the_name_of_its_column_only_is_an_index_page() -> None:
    column = {"title": "政府信息公开制度_沭阳县人民政府", "column": "政府信息公开制度"}
    assert refusal(plain("市政府网站", "建议使用新版浏览器。", **column)) == "index_page"
    rules = "本办法所称公开，是指主动公开与依申请公开。"
    assert refusal(plain("政府信息公开制度", rules, **column)) == "notice_or_rules"


def test_rules_about_reports_that_list_the_sections_of_a_report_are_rules() -> None:
    parts = (
        "（一）概述；",
        "（二）主动公开政府信息情况；",
        "（三）依申请公开情况；",
        "（四）行政复议、提起行政诉讼情况；",
    )
    lines = ("第一条 为规范年度报告，结合本县实际。", "第二条 各部门每年3月10日前报送。", "第三条 报告包括：", *parts)
    assert refusal(plain("沭阳县政府信息公开年度报告制度", *lines)) == "notice_or_rules"


def test_rules_without_a_title_are_told_by_their_articles_and_by_what_they_say_of_themselves() -> None:
    parts = ("（一）主动公开政府信息的情况；", "（二）依申请公开的情况；", "（三）行政复议、提起行政诉讼的情况；")
    articles = (
        "第三十一条 各部门每年3月31日前公布年度报告。",
        "第三十二条 年度报告包括：",
        *parts,
        "（四）存在的主要问题；",
    )
    assert refusal(plain(*articles)) == "notice_or_rules"
    said = ("为规范公开，根据条例，结合实际，制定本制度。", "审查应在1个工作日内完成。", "本制度自印发之日起施行。")
    assert refusal(plain("发布机构 某某乡", "某某乡保密审查制度", *said)) == "notice_or_rules"


EMPTY_TABLES = (
    grid(("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "", "", "")),
    grid(("一、本年新收政府信息公开申请数量", "", "", "", "", "", "", "")),
    grid(("结果维持", "结果纠正"), ("", "")),
)


def empty_form(*before: str, body: str = "（文字描述）", **metadata: str) -> Document:
    middle = [Paragraph(line) for heading in HEADINGS for line in (heading, body)]
    return Document("html", (*(Paragraph(line) for line in before), *middle, *EMPTY_TABLES), metadata)


def test_the_model_of_the_report_that_a_notice_prints_is_no_report() -> None:
    notice = "关于政府信息公开工作年度报告有关事项的通知"
    assert refusal(empty_form(notice, "各县、区人民政府：")) == "notice_or_rules"
    assert refusal(empty_form("附件2")) == "model_text"
    rules = "为掌握公开情况，结合我镇实际，制定本制度。"
    assert refusal(empty_form(rules, body="各村按季度报送。")) == "notice_or_rules"


def test_a_body_that_left_its_tables_blank_is_kept_and_so_is_a_notice_with_filled_tables() -> None:
    blank = empty_form("沭阳县民政局2023年政府信息公开工作年度报告", body="我局没有收到申请。")
    assert read_identity(blank, (), "a.html", REGISTRY).year == 2023
    filled = identity("关于印发沭阳县2023年政府信息公开工作年度报告的通知")
    assert filled.year == 2023


def test_lines_over_a_saved_text_say_its_title_and_only_where_it_was_filed() -> None:
    over = ("标题：{}", "发布时间：2014-12-10 00:00", "栏目：政府信息公开年报")
    prose = "今年我县共主动公开政府信息530条，各单位认真落实，未收到申请。"
    letter = over[0].format("关于2014年政府信息公开工作要点落实情况的函")
    assert refusal(plain(letter, *over[1:], prose)) == "work_summary"
    found = identity(over[0].format("沭阳县民政局2014年政府信息公开工作年度报告"), *over[1:])
    assert (found.agency_printed, found.year, str(found.published_on)) == ("沭阳县民政局", 2014, "2014-12-10")


def test_a_self_check_in_brackets_before_its_first_sentence_is_refused() -> None:
    line = (
        "【2018年政务公开自查整改报告】按照要求，我单位对主动公开政府信息、依申请公开等工作进行了自查，公开信息80条。"
    )
    assert refusal(plain(line, "一、自查基本情况")) == "work_summary"


@pytest.mark.parametrize(
    "lines",
    [
        ("演示大学2020-2021学年信息公开工作年度报告", "本学年学校主动公开信息320条。"),
        (
            "本报告根据《高等学校信息公开办法》（教育部令第29号）编制，统计期限为2021年9月1日至2022年8月31日。",
            "一、概述",
        ),
        ("沭阳县第三人民医院2023年信息公开年度报告", "我院全年公开信息40条。"),
        ("演示市自来水有限公司2022年信息公开工作年度报告", "公司全年发布停水公告12条。"),
        ("演示县第二中学（县二中）2022年政府信息公开工作年度报告", "我校全年公开信息40条。"),
        ("演示二中2022年政府信息公开工作年度报告", "我校全年公开信息40条。"),
        ("本报告由演示市人民医院编制，统计期限为2022年1月1日至12月31日。", "一、主动公开情况", "公开信息18条。"),
        ("2024年，演示市水务集团有限公司严格落实政府信息公开要求。", "一、总体情况", "公开信息43条，收到申请1件。"),
        ("一、总体情况", "2020年，我院公开政府信息207条，医院门诊大厅设有电子屏。", "未收到政府信息公开申请。"),
    ],
)
def test_schools_hospitals_and_enterprises_go_by_other_rules(lines: tuple[str, ...]) -> None:
    assert refusal(plain(*lines)) == "other_publisher"


def test_a_hospital_that_prints_the_statutory_tables_is_kept_for_a_person_to_decide() -> None:
    assert "institution" in codes(identity("沭阳县第三人民医院2023年政府信息公开工作年度报告"))


def test_a_bureau_that_writes_of_hospitals_and_schools_is_no_institution() -> None:
    lines = ("一、总体情况", "我局指导各医院公开信息，某校来信称“我校已公开”。", "主动公开政府信息93条，收到申请2件。")
    assert "institution" not in codes(read_identity(plain(*lines), (), "a.html", REGISTRY))
    many = ("全市各级医院严格落实公开要求，主动公开政府信息93条。", "二、主动公开情况", "收到申请2件。")
    assert "institution" not in codes(read_identity(plain(*many), (), "a.html", REGISTRY))


def test_an_education_bureau_that_cites_the_rules_for_schools_is_a_government_body() -> None:
    found = identity("沭阳县教育局2023年政府信息公开工作年度报告", "督促各校落实《高等学校信息公开办法》。")
    assert (found.agency_id, "institution" in codes(found)) == ("321322-education", False)


def test_the_central_bank_is_no_enterprise() -> None:
    found = read_identity(
        plain("中国人民银行2023年政府信息公开工作年度报告", "2023年，人民银行主动公开信息80条。"),
        (),
        "a.html",
        REGISTRY,
    )
    assert (found.year, "institution" in codes(found)) == (2023, False)


def test_the_scope_says_what_it_rests_on() -> None:
    reports = ("沭阳县民政局", "海虞镇人民政府", "我局")
    told = [identity(f"{name}2023年政府信息公开工作年度报告").evidence["scope"] for name in reports]
    assert told == ["部门的报告", "乡镇、街道或功能区自己的报告", "单位不明，按本机关计"]


def test_masked_counts_are_held() -> None:
    title = "沭阳县民政局2023年政府信息公开工作年度报告"
    assert codes(identity(title, body="公开信息***条，受理申请**件。")) == {"masked_figures", "agency_unknown"}


def test_a_translation_is_refused() -> None:
    lines = ("2023 Annual Report of Demo County on Government Information Disclosure", "The county disclosed 80 items.")
    assert refusal(plain(*lines)) == "translation"


def test_a_page_that_only_presents_itself_as_the_report_gets_in() -> None:
    lines = (
        "根据《中华人民共和国政府信息公开条例》规定，现公布沭阳县人民政府办公室2016年政府信息公开工作年度报告。",
        "一、综述",
        "办公室切实担负起推进、指导、协调全县政府信息公开工作的责任。",
    )
    found = read_identity(plain(*lines), (), "a.html", REGISTRY)
    assert (found.agency_id, found.year) == ("321322-government_office", 2016)


def test_a_figure_in_brackets_speaks_for_a_report_too() -> None:
    lines = (
        "根据《中华人民共和国政府信息公开条例》，特编制2023年度某园区公开年度报告。",
        "一是通过园区网站发布政务信息(846)条。",
    )
    assert read_identity(plain(*lines), (), "a.html", REGISTRY).year == 2023


def test_a_place_that_is_the_subject_of_sentences_is_offered_as_its_government_with_a_doubt() -> None:
    said = "2023年，沭阳县认真落实政务公开的新要求，主动公开政府信息120条，收到申请6件。"
    found = read_identity(plain("一、总体情况", said), (), "a.html", REGISTRY)
    assert found.agency_id == "321322-government"
    assert [one.code for one in found.problems] == ["agency_ambiguous"]
    bureau = read_identity(plain("一、总体情况", said, "我局召开了专题会议。"), (), "a.html", REGISTRY)
    assert bureau.agency_id is None


def test_an_office_that_goes_by_an_aim_is_a_subject_too() -> None:
    said = "2023年，沭阳县政府办公室以提升公开质效为目标，主动公开政府信息120条，收到申请6件。"
    found = read_identity(plain("一、总体情况", said), (), "a.html", REGISTRY)
    assert found.agency_id == "321322-government_office"


def test_words_that_end_in_our_town_are_no_name() -> None:
    lines = (
        "一、总体情况",
        "本报告主要从总体情况、主动公开政府信息情况等几个方面说明我镇2023年政府信息公开工作，全年发布信息12条。",
    )
    found = read_identity(plain(*lines), (), "a.html", REGISTRY)
    assert (found.agency_printed, found.year) == (None, 2023)


def test_a_report_with_statutory_tables_gets_in_whatever_it_calls_itself() -> None:
    found = identity("沭阳县发展和改革局2023年政务公开工作总结")
    assert found.year == 2023 or "year_not_found" in codes(found)
    assert (
        identity(
            "关于做好2023年政府信息公开工作年度报告编制工作的通知", "沭阳县发展和改革局2023年政府信息公开工作年度报告"
        ).year
        == 2023
    )


def test_a_pointer_to_an_explanation_does_not_make_a_report_an_explanation() -> None:
    doc = plain("沭阳县民政局2023年政府信息公开工作年度报告 点击查看解读", "2023年，我局主动公开政府信息80条。")
    assert read_identity(doc, (), "a.html", REGISTRY).year == 2023


def test_stars_for_bold_type_are_no_blanks_of_a_model_text() -> None:
    bold = "**市级层面**公开信息80条，**区级层面**公开信息12条，**局机关**公开信息3条。"
    assert identity("沭阳县发展和改革局2023年政府信息公开工作年度报告", body=bold).year == 2023


def test_navigation_words_beside_a_report_do_not_refuse_it() -> None:
    found = identity("政府信息公开指南", "政府信息公开制度", "沭阳县发展和改革局2023年政府信息公开工作年度报告")
    assert found.agency_id == "321322-development_and_reform"


def test_a_notice_that_lists_the_sections_of_a_report_is_refused_and_a_report_with_figures_is_not() -> None:
    lines = [
        "云溪县人民政府办公室关于做好2009年度政府信息公开工作年度报告有关事项的通知",
        "一、概述",
        "二、主动公开政府信息情况",
        "三、依申请公开政府信息情况",
        "包括已答复、待答复的件数。",
        "四、因政府信息公开申请行政复议、提起行政诉讼的情况",
        "五、存在的主要问题和改进情况",
    ]
    assert refusal(plain(*lines)) == "notice_or_rules"
    own = ["云溪县2009年度政府信息公开工作年度报告", *lines[1:4], "全年收到申请3件，已答复3件。", *lines[5:]]
    assert read_identity(plain(*own), (), "a.html", REGISTRY).year == 2009


def test_a_duty_to_draw_up_reports_is_no_title_of_one() -> None:
    lines = ["信息公开制度", "第三条 县政府办公室负责推进本县的政府信息公开工作。", "第四条 其职责是:"]
    lines += ["(一)承办本机关的政府信息公开事宜;", "(三)组织编制政府信息公开指南、目录和政府信息公开工作年度报告;"]
    assert refusal(plain(*lines)) == "notice_or_rules"


def test_a_day_below_its_label_is_the_day_of_publication() -> None:
    title = "沭阳县民政局2023年政府信息公开工作年度报告"
    for sign in ("", "• "):
        listed = plain(
            "索引号", "a/2024-1", f"{sign}发布日期", "2024-01-21", title, "一、总体情况", "全年公开信息20条。"
        )
        assert read_identity(listed, (), "a.html", REGISTRY).published_on == "2024-01-21"


def test_the_word_that_converters_put_for_information_is_read_in_a_title() -> None:
    doc = document("海城市西河鎮2023年政府資訊公開工作年度報告", "本鎮全年公開資訊120條。")
    found = read_identity(doc, (), "a.html", REGISTRY)
    assert (found.agency_printed, found.year) == ("海城市西河镇", 2023)


def test_a_notice_that_asks_for_reports_is_refused_though_it_speaks_of_the_tables() -> None:
    lines = (
        "沭阳县人民政府办公室",
        "关于做好2025年政府信息公开工作年度报告",
        "编制和发布工作的通知",
        "各乡镇人民政府、县各有关单位：",
        "一、规范内容。各单位要认真填写规章、行政规范性文件的本年制发件数、本年废止件数、现行有效件数，"
        "准确统计行政许可、行政处罚、行政强制的本年处理决定数量，按时上报，不得迟报漏报。",
    )
    assert refusal(plain(*lines)) == "notice_or_rules"


def test_rules_and_guides_without_a_title_are_refused() -> None:
    rules = "第一条 为规范依申请公开政府信息工作，特制定本制度。第二条 本制度所称政府信息，是指行政机关制作的信息。"
    assert refusal(plain(rules)) == "notice_or_rules"
    assert refusal(plain("怎样提出申请", "申请人填写政府信息公开申请表，可以当面、信函或通过网站提交。")) == "no_report"


def test_a_sentence_that_mentions_the_report_is_no_title() -> None:
    news = "沭阳县召开2023年度政府信息公开工作年报编制和发布部署会"
    assert refusal(plain(news, "会上针对政府信息公开年报总体情况、主动公开政府信息情况作了指导")) == "news_of_reports"


def test_a_subdistrict_named_only_in_its_sentences_is_found_by_its_rare_name() -> None:
    found = identity("2023年政府信息公开工作年度报告", body="2023年度，建章路街道办事处未收到政府信息公开申请。")
    assert found.agency_id == "610112-subdistrict-jianzhanglu"


def test_a_list_of_reports_is_an_index() -> None:
    names = ("教育局", "民政局", "财政局", "水利局", "审计局")
    assert (
        refusal(plain("政府信息公开年报", *(f"沭阳县{name}2023年政府信息公开工作年度报告" for name in names)))
        == "index_page"
    )


def test_the_path_to_a_report_and_its_own_name_again_are_no_list() -> None:
    lines = (
        "您现在的位置：首页 >> 信息公开 >> 审计局 >> 信息公开年度报告",
        "名称：沭阳县审计局2023年政府信息公开工作年度报告",
        "沭阳县审计局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "本局依法公开。现将本局2023年度信息公开工作情况报告如下：",
        "2023年主动公开文件9件。",
    )
    assert read_identity(plain(*lines), (), "a.html", REGISTRY).year == 2023


def test_a_title_without_any_text_is_no_report() -> None:
    assert refusal(plain("沭阳县民政局2023年政府信息公开工作年度报告")) == "no_report"
    assert refusal(plain("天气预报", "明天多云转晴，气温三到十度，北风三级。")) == "no_report"
    assert refusal(plain()) == "no_report"


@pytest.mark.parametrize(
    "title",
    [
        "xx市xx局2023年政府信息公开工作年度报告",
        "某市某局2023年政府信息公开工作年度报告",
        "XX县人民政府20XX年政府信息公开工作年度报告",
        "××区教育局2023年政府信息公开工作年度报告",
        "2023年政府信息公开工作年度报告范文",
    ],
)
def test_a_model_text_is_refused_even_with_tables(title: str) -> None:
    assert refusal(document(title)) == "model_text"


@pytest.mark.parametrize(
    "lines",
    [
        ("某地按《xx县办公室关于公开工作的通知》要求，公开信息xxxx条，其中公文xxx条。", "x镇设专职人员x名。"),
        ("现将我局201x年度工作情况报告如下，公开信息302条。", "201x年未受理政府信息公开申请。"),
        ("5篇政务公开总结【篇一】公开信息26条。", "印发xx市办公室关于公开工作的通知。", "印发xx市公开要点。"),
        ("《信息公开报告.doc》由会员分享，可在线阅读。", "xx市环保局公开政府信息105条。", "xx市新闻办开会1场。"),
    ],
)
def test_a_text_to_copy_is_told_by_the_years_names_and_figures_that_it_leaves_open(lines: tuple[str, ...]) -> None:
    assert refusal(plain(*lines)) == "model_text"


def test_a_masked_telephone_number_is_no_model_text() -> None:
    found = identity("沭阳县发展和改革局2023年政府信息公开工作年度报告", "电话：0527-****3988，联系人：李××")
    assert found.agency_id == "321322-development_and_reform"


def test_a_mirror_with_betting_words_for_a_place_is_refused() -> None:
    assert refusal(document("黄桥镇2016年政府 新葡京_真人娱乐城：工作年度报告")) == "suspected_mirror"


@pytest.mark.parametrize("brand", ["申博sunbet官网,申博信用网", "欧洲杯足球网-【投注官网平台】", "金沙城中心"])
def test_a_mirror_with_a_brand_of_betting_above_its_title_is_refused(brand: str) -> None:
    title = "沭阳县民政局2023年政府信息公开工作年度报告"
    assert refusal(plain(brand, title, "一、总体情况", "全年公开信息20条。")) == "suspected_mirror"
    assert identity(title, body="承办欧洲杯主题足球活动，整治投注站周边秩序。").year == 2023


def test_a_mirror_that_sets_one_betting_word_again_and_again_is_refused() -> None:
    title = "沭阳县民政局2023年政府信息公开工作年度报告"
    said = "根据博彩的要求，全年公开信息20条。"
    assert refusal(plain(title, "一、总体情况", "概述如下。", "分项如下。", said * 5)) == "suspected_mirror"
    once = plain(title, "一、总体情况", "概述如下。", "分项如下。", said)
    assert read_identity(once, (), "a.html", REGISTRY).year == 2023


def test_a_mirror_with_adult_words_in_its_title_is_refused() -> None:
    title = "在线成人视频_365下载人民政府2021年政府信息公开年度报告"
    assert refusal(document(title)) == "suspected_mirror"
    assert identity("平度市体育局2023年政府信息公开工作年度报告", body="规范体育彩票、福利彩票销售。").year == 2023


def test_a_server_known_by_its_number_is_doubted_not_refused() -> None:
    doc = document("舒兰市市场监督管理局2016年政府信息公开工作年度报告")
    held = read_identity(doc, (), "a.html", REGISTRY, "http://192.0.2.24:8080/pub/ndbg/201708/t20170809_257176.html")
    assert (held.agency_id, codes(held)) == ("220283-market_supervision", {"weak_source", "agency_unknown"})


def test_a_mirror_with_pinyin_inside_words_is_refused() -> None:
    doc = document("會同縣2021年政府信息公開工作年度報告", "本縣全年發(fā)布信息120條，規(guī)范辦理申請。")
    assert refusal(doc) == "suspected_mirror"


def test_a_government_page_on_a_foreign_host_is_refused_and_elsewhere_only_doubted() -> None:
    doc = document("沭阳县发展和改革局2023年政府信息公开工作年度报告")
    assert refusal(doc, "http://some-other-site.com/art/2024/1/27/art_122_344.html") == "suspected_mirror"
    for address in ("https://www.shuyang-online.com/zfxxgk/1.html", "https://www.example-library.com/doc/1.html"):
        held = read_identity(doc, (), "a.html", REGISTRY, address)
        assert codes(held) == {"weak_source"}
    assert codes(read_identity(doc, (), "a.html", REGISTRY, "http://www.shuyang.gov.cn/zfxxgk/1.html")) == set()


def test_a_copy_that_puts_its_own_domain_where_a_governments_stood_is_a_mirror() -> None:
    title = "沭阳县发展和改革局2023年政府信息公开工作年度报告"
    posing = document(title, "本报告的电子版可在县政府门户网站（www.some-shop.com）下载。")
    assert refusal(posing, "https://some-shop.com/a/b.html") == "suspected_mirror"
    honest = document(title, "本报告的电子版可在县政府门户网站（www.shuyang.gov.cn）下载。")
    held = read_identity(honest, (), "a.html", REGISTRY, "https://some-shop.com/a/b.html")
    assert codes(held) == {"weak_source"}


def test_a_copy_in_an_encyclopaedia_is_held_under_its_own_code() -> None:
    doc = document("沭阳县发展和改革局2023年政府信息公开工作年度报告")
    held = read_identity(doc, (), "a.html", REGISTRY, "https://m.some-baike.com/baike/123")
    assert codes(held) == {"encyclopaedia_copy"}


def test_a_plain_path_on_a_host_of_its_own_is_doubted_not_refused() -> None:
    doc = document("2023年政府信息公开工作年度报告", "本报告由沭阳县人民医院编制。")
    found = read_identity(doc, (), "page.html", REGISTRY, "http://www.some-hospital.com/xxgk/nb/2023.html")
    assert "weak_source" in codes(found)


def test_speeding_up_three_things_is_no_betting_word() -> None:
    line = "加快三级平台建设，统筹无码头区域信息公开"
    assert identity("沭阳县发展和改革局2023年政府信息公开工作年度报告", line).year == 2023


def test_a_police_report_on_fighting_gambling_is_no_mirror() -> None:
    found = identity(
        "平度市公安局2023年政府信息公开工作年度报告", body="开展打击赌博、色情违法犯罪宣传，公开信息700余条。"
    )
    assert found.agency_id == "370283-public_security"


@pytest.mark.parametrize(
    ("lines", "agency_id", "region"),
    [
        (
            ("2023年,我街道通过宿豫区人民政府顺河街道办事处网站主动公开政府信息26条。", PERIOD),
            "321311-subdistrict-shunhe",
            "321311",
        ),
        (
            ("高新区高度重视公开工作。2023年,宿迁高新区主动公开信息83条。", PERIOD),
            "321300-development_zone-gxjscykfq",
            "321300",
        ),
    ],
)
def test_a_town_or_zone_that_only_its_text_names_is_proposed_with_a_doubt(
    lines: tuple[str, ...], agency_id: str, region: str
) -> None:
    found = read_identity(plain(HEADINGS[0], *lines), (), "page.html", REGISTRY)
    assert (found.agency_id, found.region_code) == (agency_id, region)
    assert "agency_ambiguous" in codes(found)


def test_of_two_zones_in_a_text_none_is_the_agency() -> None:
    lines = ("高新区高度重视公开工作。2023年,宿迁高新区与宿豫高新区主动公开信息83条。", PERIOD)
    assert read_identity(plain(HEADINGS[0], *lines), (), "page.html", REGISTRY).agency_id is None


def test_a_word_for_the_information_behind_the_year_is_no_part_of_the_name() -> None:
    assert parse_title("沭阳县2012年环境信息公开工作年度报告").agency == "沭阳县"  # type: ignore[union-attr]
    assert parse_title("沭阳县2012年教育局政府信息公开工作年度报告").agency == "沭阳县教育局"  # type: ignore[union-attr]


def test_a_doubled_title_without_a_name_names_no_agency() -> None:
    title = "2023年政府信息公开工作年度报告"
    found = identity(title, title, body="县统计局持续做好公开工作。")
    assert found.agency_printed == "县统计局"


def test_a_publisher_in_a_row_of_bars_or_before_its_date_is_read() -> None:
    for line in ("发文机关: | 沭阳县审计局 | 发文日期: | |", "来源：沭阳县审计局 时间：2024-01-31"):
        assert identity(line, PERIOD, body="本单位持续做好公开工作。").agency_id == "321322-audit"


def test_a_report_that_only_says_that_it_was_compiled_gets_in() -> None:
    lines = ("根据有关规定，编制本年度报告。报告包括主动公开等内容。", "江苏省统计局认真做好政府信息公开。")
    assert read_identity(plain(*lines), (), "a.txt", REGISTRY).agency_id == "320000-statistics"


def test_the_name_of_the_site_above_a_title_with_its_own_place_is_no_part_of_it() -> None:
    found = identity("沭阳县人民政府", "沭阳庙头工业园区管委会2021年政府信息公开工作年度报告", body="园区做好公开。")
    assert (found.agency_printed, found.agency_id) == ("沭阳庙头工业园区管委会", "321322-development_zone-mtgyyq")
    joined = identity("沭阳县人民政府", "办公室2021年政府信息公开工作年度报告", body="本单位做好公开。")
    assert joined.agency_id == "321322-government_office"


def test_a_short_name_in_the_title_is_completed_by_the_full_one_in_the_text() -> None:
    found = identity("卫健局2019年政府信息公开工作年度报告", body="沭阳县卫生健康局是县里的卫生部门。")
    assert found.agency_id == "321322-health"


def test_a_school_that_counts_by_school_years_is_refused_also_without_a_title() -> None:
    lines = ("现将学院2022-2023学年信息公开工作汇报如下。", "2022-2023学年，主动公开信息570条，做好政府信息公开。")
    assert refusal(plain(*lines)) == "other_publisher"
    once = ("教育局2023年主动公开政府信息31条，含2022-2023学年招生信息。", PERIOD)
    assert read_identity(plain(*once), (), "a.txt", REGISTRY).year == 2023


def test_the_only_year_of_a_text_counts_with_a_doubt() -> None:
    lines = ("2022年以来，主动公开政府信息31条，做好政府信息公开。",)
    found = read_identity(plain(*lines), (), "a.txt", REGISTRY)
    assert (found.year, "year_not_found" in codes(found)) == (2022, True)
    two = ("2022年以来，主动公开政府信息31条，2021年以前的未计。",)
    assert read_identity(plain(*two), (), "a.txt", REGISTRY).year is None


def test_the_words_of_a_site_before_a_title_are_no_part_of_the_name() -> None:
    for words in ("名称", "文件下载", "标题："):
        title = parse_title(f"{words}沭阳县2017年政府信息公开年度报告")
        assert title is not None and (title.agency, title.year) == ("沭阳县", 2017)


# --- small parts


def test_a_report_known_by_its_sections_alone_gets_in() -> None:
    sections = tuple(Section(str(at + 1), title, "") for at, title in enumerate(HEADINGS))
    found = read_identity(plain("沭阳县发展和改革局2023年，主动公开信息80条。"), sections, "a.txt", REGISTRY)
    assert found.year == 2023


def test_folding_keeps_simplified_text_and_counts_traditional() -> None:
    assert fold("２０２３年縣鎮（一）：二○二一年") == "2023年县镇(一):2021年"
    assert traditional_share("会同县政府信息公开") == 0.0
    assert traditional_share("會同縣") == pytest.approx(2 / 3)


def test_reading_takes_about_two_milliseconds() -> None:
    whole = document("沭阳县发展和改革局2023年政府信息公开工作年度报告", PERIOD, body="我局主动公开政府信息80条。" * 60)
    read_identity(whole, (), "a.html", REGISTRY)
    started = time.process_time()
    for _ in range(20):
        read_identity(whole, (), "a.html", REGISTRY)
    assert (time.process_time() - started) / 20 < 0.02  # about 0.001 s on a quiet machine


@pytest.mark.parametrize("unit", ["××", "__", "2023年", "政府信息公开", "本报告由沭阳县教育局", "(", "局", "县根据"])
def test_no_text_makes_reading_crawl(unit: str) -> None:
    endless = plain(unit * (40000 // len(unit)), *[unit * 8] * 500)
    started = time.process_time()
    assert refusal(endless) in ("no_report", "model_text", "index_page", "not_this_kind")
    assert time.process_time() - started < 1.0  # about 0.02 s


# --- real reports


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "agency_id", "year", "scope"),
    [
        ("hongze-2023.pdf", "320813-government", 2023, "area"),
        ("hongze-2024.pdf", "320813-government", 2024, "area"),
        ("zhongzhan-2022.txt", "410803-government_services", 2022, "office"),
    ],
)
def test_the_real_reports_are_identified(name: str, agency_id: str, year: int, scope: str) -> None:
    path = REAL / name
    if not path.exists():
        pytest.skip(f"the real documents are not beside the project: {path}")
    if path.suffix == ".pdf":
        import pypdfium2

        pages = pypdfium2.PdfDocument(path)
        lines = [line for page in pages for line in page.get_textpage().get_text_range().splitlines()]
        metadata = {"title": pages.get_metadata_dict()["Title"]}
    else:
        lines, metadata = path.read_text(encoding="utf-8").splitlines(), {}
    found = read_identity(plain(*lines, **metadata), (), name, REGISTRY)
    assert (found.agency_id, found.year, found.scope, found.problems) == (agency_id, year, scope, ())
