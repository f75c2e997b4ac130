"""The register: from a printed name to the agency it means."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from etl.agencies import Agency, Registry, load_registry, write_agencies
from etl.register.records import COLUMNS, read_agencies

REGISTRY = load_registry()
DATA = Path(__file__).parent.parent / "data"


def found(name: str, hint: str | None = None, year: int | None = None) -> tuple[str | None, str]:
    resolution = REGISTRY.resolve(name, hint, year)
    return (resolution.agency.agency_id if resolution.agency else None, resolution.status)


def agency(agency_id: str, name: str, kind: str, code: str, **more: object) -> Agency:
    blank = dict.fromkeys(COLUMNS, "") | {"aliases": (), "predecessors": (), "position": 1, "collection": "real"}
    blank |= {"valid_from": None, "valid_to": None, "level": "county"}
    return Agency(**{**blank, "agency_id": agency_id, "name_zh": name, "kind": kind, "region_code": code, **more})  # type: ignore[arg-type]


def registry_of(*agencies: Agency) -> Registry:
    return Registry(REGISTRY.regions, REGISTRY.kinds, agencies)


def test_every_line_of_the_register_is_found_by_its_own_name() -> None:
    for one in read_agencies(DATA / "agencies.csv"):
        assert found(one.name_zh) == (one.agency_id, "exact")
        assert one.kind in REGISTRY.kinds.by_key and one.region_code in REGISTRY.regions.by_code
        assert one.agency_id.startswith(f"{one.region_code}-{one.kind}") and one.agency_id.isascii()


@pytest.mark.parametrize("name", ["池州市公安贵池分局", "池州市公安局贵池分局", "池州市公安局贵池区分局"])
def test_a_branch_of_the_police_lies_in_its_district_with_or_without_the_word_bureau(name: str) -> None:
    assert found(name) == ("341702-public_security", "proposed")


def test_a_zone_called_after_a_bay_or_a_port_keeps_its_name_and_a_bay_lies_where_the_site_says() -> None:
    port = REGISTRY.resolve("盐城大丰港经济开发区管委会").agency
    assert port is not None and (port.region_code, port.name_zh) == ("320904", "大丰区大丰港经济开发区管委会")
    bay = REGISTRY.resolve("台州湾新区财政局", "331002").agency
    assert bay is not None and (bay.region_code, bay.kind, bay.name_zh) == (
        "331000",
        "finance",
        "台州市台州湾新区财政局",
    )
    for hint in (None, "330282"):  # in 慈溪, not in 杭州
        elsewhere = REGISTRY.resolve("杭州湾新区管委会", hint).agency
        assert elsewhere is None or elsewhere.region_code == "330282"


def test_kinds_have_distinct_keys_and_stand_in_official_order() -> None:
    with (DATA / "agency_kinds.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({row["kind"] for row in rows}) == len(rows)
    positions = [int(row["position"]) for row in rows]
    assert positions == sorted(positions) and rows[0]["kind"] == "government"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("淮安市洪泽区人民政府", ("320813-government", "exact")),
        ("洪泽区人民政府", ("320813-government", "exact")),
        ("锡林郭勒盟行政公署", ("152500-government", "exact")),
        ("喀什地区行署办公室", ("653100-government_office", "alias")),
        ("湘西自治州人民政府", ("433100-government", "alias")),
        ("合江县", ("510522-government", "alias")),
        ("上海市人民政府办公厅", ("310000-government_office", "exact")),
        ("重庆市沙坪坝区政府办", ("500106-government_office", "alias")),
        ("杭州市人民政府", ("330100-government", "exact")),
        ("贵阳市人民政府（市人民政府办公厅）", ("520100-government_office", "alias")),
        ("南平市人民政府信息公开工作领导小组办公室", ("350700-government_office", "alias")),
        ("上海市科委", ("310000-science_and_technology", "alias")),
        ("沭阳县发改局", ("321322-development_and_reform", "alias")),
        ("沭阳县发展改革局", ("321322-development_and_reform", "alias")),
        ("焦作市中站区政务大数据局", ("410803-government_services", "alias")),
        ("黄石市西塞山区政数局", ("420203-government_services", "alias")),
        ("厦门市人社局", ("350200-human_resources", "alias")),
        ("温岭市文广旅体局", ("331081-culture_and_tourism", "alias")),
        ("马关县水利局", ("532625-water", "alias")),
        ("国家卫健委", ("000000-health", "alias")),
        ("互助县政务服务中心", ("630223-government_services-center", "exact")),
    ],
)
def test_a_listed_agency_or_a_government_is_found_under_its_spellings(name: str, expected: tuple[str, str]) -> None:
    assert found(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("淮安市洪泽区教育局", "320813-education"),
        ("南京市鼓楼区教育局", "320106-education"),
        ("杭州市公安局滨江区分局", "330108-public_security"),
        ("十堰市生态环境局郧阳分局", "420304-ecology_and_environment"),
        ("国家税务总局芜湖市镜湖区税务局", "340202-tax"),
        ("市住房公积金管理中心天台分中心", "331023-provident_fund"),
        ("市数据局（永州市行政审批服务局）", "431100-government_services"),
        ("川省财政厅", "510000-finance"),
        ("江干区教育局", "330104-education"),
        ("泰兴市黄桥镇人民政府", "321283-township-huangqiao"),
        ("杭州市上城区湖滨街道办事处", "330102-subdistrict-hubin"),
        ("淮安经济技术开发区财政局", "320800-finance-jjjskfq"),
        ("南京高新区管委会", "320100-development_zone-gxjscykfq"),
        ("江苏省如皋经济技术开发区管理委员会", "320682-development_zone-jjjskfq"),
        ("扬州某新区管委会", None),
        ("泰州医药高新区（高港区）民政局", "321203-civil_affairs"),
        ("江苏省邮政管理局", "320000-postal"),
        ("淮安市洪泽区供销联社", "320813-supply_and_marketing"),
        ("淮安市洪泽区消防救援大队", "320813-fire_rescue"),
        ("国家统计局沭阳调查队", "321322-survey"),
        ("洪泽区国动办", "320813-civil_air_defence"),
        ("国家税务总局沭阳县税务局", "321322-tax"),
        ("沭阳县数据局", "321322-data"),
        ("审计署", "000000-audit"),
        ("国家金融监督管理总局宿迁监管分局", "321300-financial_regulation"),
        ("中国人民银行宿迁市分行", "321300-financial_regulation-renminyinhang"),
        ("国家矿山安全监察局山西局", "140000-mine_safety"),
        ("宿迁市宿豫生态环境局", "321311-ecology_and_environment"),
        ("宿迁市宿豫区自然资源和规划分局", "321311-natural_resources"),
        ("湘西自治州民政局", "433100-civil_affairs"),
        ("第一师阿拉尔市教育局", "659002-education"),
        ("新疆生产建设兵团民政局", "650000-civil_affairs-xjscjsbt"),
        ("兵团第十二师", "650000-development_zone-xjscjsbt"),
        ("西咸新区沣东新城管委会", "610000-development_zone-xxxqfdxc"),
        ("秦皇岛市北戴河新区管委会", "130300-development_zone-bdhxq"),
        ("长白山保护开发区管委会", "220000-development_zone-cbsbhkfq"),
        ("中国（上海）自由贸易试验区临港新片区管委会", "310000-development_zone-zymysyqlgxpq"),
        ("珠海横琴新区管委会", "440000-development_zone-hengqinxinqu"),
        ("黄埔海关", "440100-customs-huangpuhaiguan"),
        ("西双版纳国家级自然保护区管护局", "532800-development_zone-gjjzrbhq"),
        ("中华人民共和国拱北海关", "440400-customs-gongbeihaiguan"),
        ("钟楼区人民政府永红街道办事处", "320404-subdistrict-yonghong"),
        ("钟楼区政府永红街道办事处", "320404-subdistrict-yonghong"),
        ("教育部", "000000-education"),
        ("国家税务总局", "000000-tax"),
    ],
)
def test_an_agency_that_follows_from_region_and_kind_is_proposed_not_invented(name: str, expected: str | None) -> None:
    assert found(name) == (expected, "proposed" if expected else "unknown")
    assert expected not in REGISTRY.agencies


def test_a_county_in_a_new_area_and_a_city_of_the_corps_are_the_governments_that_the_register_has() -> None:
    assert found("雄安新区容城县人民政府") == ("130629-government", "exact")
    assert found("新疆生产建设兵团第八师石河子市") == ("659001-government", "alias")


def test_a_zone_whose_name_begins_with_another_place_lies_where_the_table_says() -> None:
    zones = {"东湖高新区管委会": "420100", "广州南沙开发区管委会": "440115", "西安曲江新区管委会": "610100"}
    assert {name: REGISTRY.resolve(name).region_code for name in zones} == zones
    assert REGISTRY.resolve("东湖区教育局").region_code == "360102"


@pytest.mark.parametrize(
    "names",
    [
        ("沭阳县国土资源局", "沭阳县规划局", "沭阳县自然资源和规划局"),
        ("沭阳县工商行政管理局", "沭阳县质监局", "沭阳县食药监局"),
        ("沭阳县国家税务局", "沭阳县地方税务局", "国家税务总局沭阳县税务局"),
        ("沭阳县总工会", "沭阳县残联", "沭阳县妇联", "沭阳县红十字会"),
        ("沭阳县司法局", "沭阳县法制办"),
        ("沭阳县住建局", "沭阳县房管局"),
        ("沭阳县档案局", "沭阳县档案馆", "沭阳县地方志办公室"),
        ("沭阳县交通运输局", "沭阳县公路管理局"),
        ("沭阳县城市管理局", "沭阳县城市管理行政执法大队"),
    ],
)
def test_bodies_that_stood_beside_each_other_never_share_an_id(names: tuple[str, ...]) -> None:
    ids = {name: found(name, year=2015)[0] for name in names}
    assert None not in ids.values()
    renamed = {"沭阳县自然资源和规划局"}  # carries on from 国土资源局
    assert len(set(ids.values())) == len(set(names) - renamed)


def test_a_body_that_was_renamed_keeps_its_id() -> None:
    for before, after in (
        ("环境保护局", "生态环境局"),
        ("卫生和计划生育局", "卫生健康局"),
        ("安全生产监督管理局", "应急管理局"),
        ("扶贫开发办公室", "乡村振兴局"),
        ("人防办", "国防动员办公室"),
        ("国土资源局", "自然资源局"),
    ):
        assert found(f"沭阳县{before}")[0] == found(f"沭阳县{after}")[0]


def test_the_spellings_of_one_body_beside_another_are_one() -> None:
    assert found("沭阳县房产管理局") == found("沭阳县房管局")
    assert found("沭阳县规划局") == found("沭阳县城乡规划局") == ("321322-natural_resources-guihua", "proposed")


def test_a_body_that_was_merged_away_is_proposed_with_its_last_year() -> None:
    with (DATA / "agency_mergers.csv").open(encoding="utf-8") as file:
        mergers = list(csv.DictReader(file))
    spellings = {(REGISTRY.kinds.stems[stem], first) for stem, first in REGISTRY.kinds.beside.items()}
    assert {(row["kind"], row["name"]) for row in mergers} <= spellings
    merged = REGISTRY.resolve("沭阳县旅游局").agency
    assert merged is not None and (merged.valid_to, merged.kind) == (2019, "culture_and_tourism")
    assert merged.was_valid(2017) and not merged.was_valid(2021)
    standing = REGISTRY.resolve("沭阳县文化和旅游局").agency
    assert standing is not None and standing.valid_to is None


def test_proposals_bear_the_names_that_bodies_give_themselves() -> None:
    names = ("南京海关", "国家金融监督管理总局宿迁监管分局", "教育部", "国家税务总局沭阳县税务局")
    proposed = [REGISTRY.resolve(name).agency for name in names]
    assert [one.name_zh for one in proposed if one] == list(names)


def test_education_is_not_taken_for_sports() -> None:
    register = registry_of(agency("320813-sports", "洪泽区体育局", "sports", "320813"))
    resolution = register.resolve("洪泽区教育局")
    assert resolution.agency is not None and resolution.agency.agency_id == "320813-education"
    assert resolution.status == "proposed"
    assert resolution.candidates[0].name_zh == "洪泽区体育局"


def test_an_ambiguous_place_gives_a_list_and_the_issuing_region_decides() -> None:
    resolution = REGISTRY.resolve("鼓楼区教育局")
    assert (resolution.agency, resolution.status) == (None, "ambiguous")
    assert [one.agency_id for one in resolution.candidates] == [
        "320106-education",
        "320302-education",
        "350102-education",
        "410204-education",
    ]
    assert found("鼓楼区教育局", "350100") == ("350102-education", "proposed")


def test_a_name_without_its_place_needs_a_region() -> None:
    assert found("市教育局") == (None, "unknown")
    assert found("市教育局", "320813") == ("320800-education", "proposed")
    assert found("区教育局", "320813") == ("320813-education", "proposed")
    assert found("教育局", "320813") == ("320813-education", "proposed")
    assert found("我局", "320813") == (None, "unknown")


def test_a_town_of_a_rare_name_says_where_it_lies() -> None:
    assert found("海虞镇") == ("320581-township-haiyu", "alias")
    assert found("建章路街道") == ("610112-subdistrict-jianzhanglu", "alias")
    assert found("城关镇人民政府") == (None, "unknown")


def test_a_town_is_never_put_straight_under_a_city_that_has_counties() -> None:
    assert found("某不存在镇", "321300") == (None, "unknown")
    assert found("无此名字镇", "321300") == (None, "unknown")
    assert found("无此名字镇", "321322") == ("321322-township-wucimingzi", "proposed")
    assert found("无此名字镇", "441900") == ("441900-township-wucimingzi", "proposed")  # 东莞 has no counties


def test_a_road_named_after_a_city_is_not_the_city() -> None:
    assert REGISTRY.resolve("南京路街道办事处").region_code != "320100"


def test_two_agencies_of_one_kind_are_told_apart_by_their_names() -> None:
    register = registry_of(
        agency("320813-education", "洪泽区教育局", "education", "320813"),
        agency("320813-education-2", "洪泽区教育体育局", "education", "320813"),
    )
    assert register.resolve("洪泽区教体局").agency == register.agencies["320813-education-2"]
    assert register.resolve("洪泽区教育和科技局").status == "ambiguous"


def test_the_year_decides_between_an_agency_and_the_one_that_followed_it() -> None:
    register = registry_of(
        agency("320813-natural_resources", "洪泽区国土资源局", "natural_resources", "320813", valid_to=2018),
        agency(
            "320813-natural_resources-2",
            "洪泽区自然资源局",
            "natural_resources",
            "320813",
            valid_from=2019,
            predecessors=("320813-natural_resources",),
        ),
    )
    assert register.resolve("洪泽区国土资源局", year=2016).agency == register.agencies["320813-natural_resources"]
    assert (
        register.resolve("洪泽区自然资源和规划局", year=2023).agency == register.agencies["320813-natural_resources-2"]
    )
    assert register.resolve("洪泽区国土资源局").agency == register.agencies["320813-natural_resources"]
    assert register.resolve("洪泽国土资源局", year=2023).agency == register.agencies["320813-natural_resources"]
    assert register.resolve("洪泽区国土局", year=2016).agency == register.agencies["320813-natural_resources"]


def test_text_that_is_no_name_is_unknown() -> None:
    for name in ("某市某局", "我局，", "局", "二〇二三年"):
        assert found(name) == (None, "unknown")


def test_a_proposal_can_be_written_for_a_person_and_read_back(tmp_path: Path) -> None:
    proposal = REGISTRY.resolve("淮安市洪泽区教育局").agency
    assert proposal is not None
    write_agencies(tmp_path / "agencies-proposed.csv", [proposal])
    assert list(read_agencies(tmp_path / "agencies-proposed.csv")) == [proposal]
    assert (proposal.name_zh, proposal.name_en) == ("洪泽区教育局", "Hongze District Education Bureau")
    register = registry_of(proposal)
    assert register.resolve("淮安市洪泽区教育局").status == "exact"


def test_the_agencies_of_a_region_begin_with_its_government() -> None:
    assert [one.agency_id for one in REGISTRY.in_region("310000")] == [
        "310000-government",
        "310000-government_office",
        "310000-science_and_technology",
    ]


def test_the_register_loads_fast() -> None:
    load_registry.cache_clear()
    started = time.process_time()
    load_registry()
    assert time.process_time() - started < 0.5  # 0.04 s on a quiet machine
