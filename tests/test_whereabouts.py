"""Where an agency lies, where its name leaves that open: the code of the site, its registration, the site named."""

from __future__ import annotations

import time

import pytest

from etl.agencies import load_registry
from etl.documents.document import Document, Grid, GridCell, Paragraph
from etl.documents.web.foot import foot_metadata
from etl.documents.web.html import read_html
from etl.parsing.identity import Identity, read_identity

REGISTRY = load_registry()
PERIOD = "本报告所列数据统计期限为2023年1月1日至2023年12月31日。"
HEADINGS = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "五、存在的主要问题")


def identity(*lines: str, address: str | None = None, **metadata: str) -> Identity:
    """The identity of a short report that begins with the lines."""
    rest = [line for heading in HEADINGS for line in (heading, "本年共公开信息31条。")]
    row = tuple(GridCell(text, 0, column) for column, text in enumerate(("规章", "0", "0", "0")))
    blocks = (*(Paragraph(line) for line in (*lines, *rest)), Grid((row,)))
    return read_identity(Document("html", blocks, metadata), (), "page.html", REGISTRY, address)


def page(foot: str, head: str = "", title: str = "城关镇2023年政府信息公开工作年度报告") -> bytes:
    """A page of a site with its foot below the report."""
    body = "".join(f"<p>{line}</p>" for line in (PERIOD, "一、总体情况", "2023年我镇公开信息31条。", "六、其他"))
    return (
        f'<html><head><meta charset="utf-8">{head}</head><body><div class="text"><h1>{title}</h1>{body}</div>'
        f'<div class="foot">{foot}</div></body></html>'
    ).encode()


def found_in(data: bytes) -> Identity:
    return read_identity(read_html(data), (), "page.html", REGISTRY, None)


@pytest.mark.parametrize(
    ("foot", "head"),
    [
        ("<p>网站标识码：3403220007</p>", ""),
        ("<span>网站标识码</span> <span>：</span><a href='#'>3403220007</a>", ""),
        ("<p>政府网站标识码:&nbsp;3403220007 皖ICP备05000000号</p>", ""),
        ("", '<meta name="SiteIDCode" content="3403220007">'),
    ],
)
def test_the_code_of_the_site_says_in_which_county_a_town_lies(foot: str, head: str) -> None:
    found = found_in(page(foot, head))
    assert (found.region_code, found.agency_id) == ("340322", "340322-township-chengguan")
    assert found.evidence["region"] == "网站标识码：3403220007"


def test_without_the_site_a_town_of_that_name_has_no_region() -> None:
    found = found_in(page("<p>版权所有</p>"))
    assert (found.region_code, found.agency_id, found.evidence.get("region")) == (None, None, None)


def test_the_code_of_the_site_never_overrules_a_place_in_the_title() -> None:
    found = identity("沭阳县教育局2023年政府信息公开工作年度报告", PERIOD, site_code="3403220007")
    assert (found.agency_id, found.evidence.get("region")) == ("321322-education", None)


def test_a_bureau_without_its_place_is_that_of_the_site() -> None:
    found = identity("教育局2023年政府信息公开工作年度报告", PERIOD, site_code="3213220012")
    assert (found.agency_id, found.evidence["region"]) == ("321322-education", "网站标识码：3213220012")


def test_a_bureau_that_provinces_have_no_bureau_of_is_not_that_of_the_site_of_a_province() -> None:
    title = "{}2023年政府信息公开工作年度报告"
    assert identity(title.format("教育局"), PERIOD, site_code="3500000001").agency_id is None
    assert identity(title.format("教育厅"), PERIOD, site_code="3500000001").agency_id == "350000-education"
    assert identity(title.format("统计局"), PERIOD, site_code="3500000001").agency_id == "350000-statistics"
    assert identity(title.format("财政局"), PERIOD, site_code="1100000001").agency_id == "110000-finance"  # a city


@pytest.mark.parametrize("name", ["中国·沭阳", "中国沭阳政府网", "沭阳县人民政府"])
def test_the_name_of_the_site_completes_the_name_of_a_bureau(name: str) -> None:
    for metadata in ({"site": name}, {"page_title": f"教育局2023年年报_信息公开_{name}"}):
        found = identity("教育局2023年政府信息公开工作年度报告", PERIOD, **metadata)
        assert (found.agency_id, found.evidence["region"]) == ("321322-education", "网站名称：沭阳县")
    abroad = identity("教育局2023年政府信息公开工作年度报告", PERIOD, site="中国教育在线")
    assert abroad.agency_id is None


@pytest.mark.parametrize("code", ["0000000000", "3590000001", "bm02000001", "999999", ""])
def test_a_code_that_is_no_divisions_says_nothing(code: str) -> None:
    assert identity("教育局2023年政府信息公开工作年度报告", PERIOD, site_code=code).region_code is None


def test_the_code_of_the_site_counts_before_a_host_of_several_places_and_a_closer_host_before_the_code() -> None:
    title = "教育局2023年政府信息公开工作年度报告"
    host = "http://www.chaoyang.gov.cn/zwgk/1.html"  # pinyin of a city, a county and two districts
    assert identity(title, PERIOD, address=host).region_code == "211300"
    assert identity(title, PERIOD, address=host, site_code="1101050003").region_code == "110105"
    closer = identity(title, PERIOD, address="http://www.shuyang.gov.cn/1.html", site_code="3213000001")
    assert (closer.region_code, closer.evidence["region"]) == ("321322", "网址：www.shuyang.gov.cn")


def test_the_registration_tells_places_of_one_name_apart_and_completes_no_name() -> None:
    title = "鼓楼区财政局2023年政府信息公开工作年度报告"
    assert identity(title, PERIOD).region_code is None  # there are four
    assert identity(title, PERIOD, licence="豫").region_code == "410204"
    assert identity(title, PERIOD, licence="苏").region_code is None  # two of them
    found = identity(title, PERIOD, licence="苏", police_code="320305")
    assert (found.region_code, found.evidence["region"]) == ("320302", "公安备案号：320305")
    bare = identity("财政局2023年政府信息公开工作年度报告", PERIOD, licence="豫", police_code="410204")
    assert (bare.agency_id, bare.region_code) == (None, None)


def test_the_site_that_the_text_names_says_where_a_town_lies() -> None:
    announced = "如需查阅，本年度报告电子版可以从突泉县人民政府门户网站下载。"
    found = identity("永安镇2023年政府信息公开工作年度报告", PERIOD, announced)
    assert (found.region_code, found.evidence["region"]) == ("152224", "文中网站：突泉县")
    body = "区农业农村局政府信息公开主要通过沭阳县人民政府门户网站进行。"
    assert identity("农业农村局2023年政府信息公开工作年度报告", PERIOD, body).agency_id == "321322-agriculture"
    several = identity("永安镇2023年政府信息公开工作年度报告", PERIOD, "本镇在县里的网格中公开。")
    assert several.region_code is None


def test_a_county_is_told_where_a_report_names_nobody_and_a_city_with_counties_is_not() -> None:
    county = identity(PERIOD, address="https://www.shuyang.gov.cn/art/5.html")
    assert (county.agency_id, county.region_code, county.evidence["region"]) == (
        None,
        "321322",
        "网址：www.shuyang.gov.cn",
    )
    assert identity(PERIOD, address="https://www.suqian.gov.cn/art/5.html").region_code is None


def test_the_foot_of_a_page_is_read_from_its_source() -> None:
    foot = (
        "<p>主办单位：<b>某某县人民政府办公室</b> 网站标识码：3213220012</p>"
        '<a href="#">苏公网安备 32132202000123号</a> <a title="x">苏ICP备12345678号-1</a>'
    )
    assert foot_metadata(foot) == {
        "site_code": "3213220012", "site_owner": "某某县人民政府办公室", "police_code": "321322", "licence": "苏",
    }  # fmt: skip
    assert foot_metadata("<p>公安备案号：32132299001-19002</p>") == {"police_code": "321322"}
    assert foot_metadata("<p>标识码见指南，主办会议2次，组织机构代码3213220012</p>") == {}


def test_a_long_page_does_not_make_the_foot_slow() -> None:
    started = time.process_time()
    foot_metadata("网站标识码" + "<a>" * 60000 + "公网安备" * 20000 + "主办单位" * 20000)
    assert time.process_time() - started < 1.0  # about 0.01 s
