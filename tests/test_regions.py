"""Regions: codes, former divisions, and places at the head of a name."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from etl.agencies import load_registry

REGIONS = load_registry().regions
DATA = Path(__file__).parent.parent / "data"


def codes(text: str) -> tuple[str, ...]:
    return REGIONS.read_places(text)[0].codes


def test_every_present_division_is_there_with_its_level_and_parent() -> None:
    present = [one for one in REGIONS.by_code.values() if one.valid_to is None and one.collection == "real"]
    assert Counter(one.level for one in present) == {"nation": 1, "province": 34, "prefecture": 333, "county": 2847}
    assert all(one.parent_code in REGIONS.by_code for one in present if one.level in ("prefecture", "county"))


def test_codes_agree_with_the_national_standard() -> None:
    named = {"410803": "中站区", "320813": "洪泽区", "321322": "沭阳县", "310101": "黄浦区", "330100": "杭州市"}
    assert {code: REGIONS.by_code[code].name_zh for code in named} == named
    assert REGIONS.full_name("320813") == "江苏省淮安市洪泽区"
    assert REGIONS.by_code["320800"].name_en == "Huai'an City"
    assert REGIONS.by_code["610000"].name_en == "Shaanxi Province"


def test_a_former_county_knows_when_it_ended_and_what_followed() -> None:
    followers = {"320829": ("320813", 2016), "330104": ("330102", 2021), "320684": ("320614", 2020)}
    for code, (successor, year) in followers.items():
        assert (REGIONS.by_code[code].successors, REGIONS.by_code[code].valid_to) == ((successor,), year)


def test_a_chain_of_places_is_read_to_its_end() -> None:
    assert codes("江苏省淮安市洪泽区教育局") == ("320813",)
    assert codes("重庆市沙坪坝区人民政府办公室") == ("500106",)
    assert codes("浙江杭州余杭区卫生健康局") == ("330110",)
    assert codes("上海市市场监督管理局") == ("310000",)
    assert codes("乐山市市中区财政局") == ("511102",)


def test_names_in_use_beside_the_official_one_are_known() -> None:
    assert codes("互助县政务服务中心")[0] == "630223"
    assert codes("临夏州公安局") == ("622900",)
    assert codes("科右中旗人民政府") == ("152222",)
    assert codes("襄樊市人民政府") == ("420600",)


def test_a_name_borne_by_several_counties_gives_them_all() -> None:
    assert set(codes("鼓楼区")) == {"320106", "320302", "350102", "410204"}
    assert codes("福州市鼓楼区安泰街道办事处") == ("350102",)
    assert REGIONS.near(codes("鼓楼区"), "320300") == ("320302",)


def test_the_year_decides_between_two_codes_of_one_name() -> None:
    both = codes("崇川区")
    assert set(both) == {"320602", "320613"}
    assert REGIONS.in_year(both, 2018) == ("320602",)
    assert REGIONS.in_year(both, 2023) == ("320613",)
    assert REGIONS.in_year(both, None) == ("320613",)


def test_only_a_host_that_names_one_place_says_where() -> None:
    assert REGIONS.of_host("www.haicang.gov.cn") == "350205"
    assert REGIONS.of_host("zfcxjs.zhoukou.gov.cn") == "411600"
    assert REGIONS.of_host("sww.cq.gov.cn") == "500000"
    assert REGIONS.of_host("www.chaoyang.gov.cn") == "211300"  # of two districts, a county and a city: the city
    assert REGIONS.of_host("www.taizhou.gov.cn") is None  # two cities
    assert REGIONS.of_host("www.lg.gov.cn") is None
    assert REGIONS.of_host("haicang.com") is None


def test_customary_names_of_prefectures_and_banners_are_names_in_full() -> None:
    with (DATA / "region_aliases.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        place = REGIONS.read_places(row["name"] + "教育局")[0]
        assert (place.is_full, place.codes, place.length) == (True, (row["region_code"],), len(row["name"]))
    assert REGIONS.read_places("巴州区教育局")[0].codes == ("511902",)


def test_hosts_are_found_by_the_sounds_that_places_have_in_their_names() -> None:
    hosts = {"liandu": "331102", "yudu": "360731", "wudu": "621202", "minhang": "310112", "hongtong": "141024"}
    hosts |= {"kazuo": "211324", "qianguo": "220721"}  # customary names
    assert {host: REGIONS.of_host(f"www.{host}.gov.cn") for host in hosts} == hosts


def test_a_county_is_found_behind_the_letters_of_its_city_or_province() -> None:
    hosts = {
        "hbdaye": "420281", "gskanglexian": "622922", "gzhezhang": "520527", "snsanyuan": "610422",
        "dlweishan": "532927", "hljgannan": "230225",
    }  # fmt: skip
    assert {host: REGIONS.of_host(f"www.{host}.gov.cn") for host in hosts} == hosts
    assert REGIONS.of_host("www.jxgc.gov.cn") is None  # letters alone
    assert REGIONS.of_host("www.xxweishan.gov.cn") is None  # two counties of that sound, neither below xx
    assert REGIONS.of_host("tjj.jcs.gov.cn") is None
