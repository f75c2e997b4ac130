"""Rules that look at several agencies at once: areas and their bodies, mergers, likeness of texts, foreign names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from etl.checks import check_rows
from etl.rules.likeness import likeness, masked, shingles
from etl.warehouse import build_warehouse
from tests.rule_vectors import AGENCY, record

PROBLEMS = (
    "一是公开内容的深度还不够，政策文件公布以后配套说明跟进较慢，群众看不懂的情况仍然存在。二是平台栏目设置较为零散，"
    "查找一份文件往往要经过多次点击，检索结果排序也不理想。三是业务人员对条例的理解参差不齐，个别答复书引用条款不准确。"
    "下一步将建立文件与说明同步起草、同步审核、同步发布的流程，压缩栏目层级，组织答复书评查并通报结果。"
)
OTHER = (
    "存在的困难主要是镇街窗口人手紧张，纸质申请转递耗时较长，登记环节偶有遗漏。部分历史档案尚未完成数字化，"
    "检索只能依靠人工。对企业咨询较多的事项缺少主动推送。来年计划增设流动受理点，与档案部门共建目录，"
    "按季度梳理高频咨询形成问答，并邀请代表旁听答复会商，公开改进清单接受监督，逐项销号。"
)
AGENCIES = [
    "area-g,甲区人民政府,,甲区政府,,government,110101,county,1,,,,real",
    "one-e,甲区教育局,,教育局,,education,110101,county,2,,,,real",
    "two-e,乙区教育局,,教育局,,education,110102,county,2,,,,real",
    "old-a,甲区农业局,,农业局,,agriculture,110101,county,3,,2022,,real",
    "old-b,甲区水务局,,水务局,,water,110101,county,4,,2022,,real",
    "new-c,甲区农业和水务局,,农水局,,agriculture,110101,county,5,2023,,old-a|old-b,real",
]
REGIONS = [
    "region_code,name_zh,short_zh,name_en,level,parent_code,position,valid_from,valid_to,successors,collection",
    "110101,甲区,甲,,county,110100,1,,,,real",
    "110102,乙区,乙,,county,110100,2,,,,real",
]


def cells(**totals: int) -> dict[str, Any]:
    return {"cells": {f"requests.{row}.total": value for row, value in totals.items()}}


def told(given: dict[str, Any], text: str, published_on: str) -> dict[str, Any]:
    return given | {"sections": {"1": "略", "5": text}, "published_on": published_on}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("several")
    (folder / "agencies.csv").write_text("\n".join([AGENCY, *AGENCIES]) + "\n", encoding="utf-8")
    (folder / "regions.csv").write_text("\n".join(REGIONS) + "\n", encoding="utf-8")
    borrowed = PROBLEMS.replace("一是", "其一是", 1) + "乙区教育局将继续努力。"
    filled = {"zero": ["requests", "cases"]}
    records = [
        record("area-g", 2022, cells(received=9) | {"scope": "area", "kind": "government"}),
        record("area-g", 2023, cells(received=90) | filled | {"scope": "area", "kind": "government"}),
        record("one-e", 2022, told(cells(received=10), PROBLEMS, "2023-01-20")),
        record("one-e", 2023, told(cells(received=20) | filled, borrowed, "2024-01-20")),
        record("two-e", 2022, told(cells(received=1), OTHER, "2023-01-21")),
        record("two-e", 2023, told(cells(received=2), PROBLEMS, "2024-01-10")),
        record("old-a", 2022, cells(carried_out=3)),
        record("old-b", 2022, cells(carried_out=4)),
        record("new-c", 2023, cells(carried_in=6)),
    ]
    (folder / "reports").mkdir()
    for number, one in enumerate(records):
        path = folder / "reports" / f"{number}.json"
        path.write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
    return check_rows(build_warehouse([folder / "reports"], folder / "out", data=folder))


def result(rows: list[dict[str, Any]], rule: str, agency_id: str, year: int) -> dict[str, Any] | None:
    found = [row for row in rows if (row["rule"], row["agency_id"], row["year"]) == (rule, agency_id, year)]
    return found[0] if found else None


def test_an_area_is_not_below_one_of_its_bodies(rows: list[dict[str, Any]]) -> None:
    low, high = result(rows, "HI-01", "area-g", 2022), result(rows, "HI-01", "area-g", 2023)
    assert low is not None and high is not None
    assert (low["result"], low["left"], low["right"]) == ("fail", 9, 10)
    assert "甲区教育局" in low["message"]
    assert high["result"] == "pass"


def test_carry_over_follows_the_predecessors_of_a_merged_agency(rows: list[dict[str, Any]]) -> None:
    merged = result(rows, "XY-08", "new-c", 2023)
    assert merged is not None
    assert (merged["result"], merged["left"], merged["right"]) == ("fail", 7, 6)
    assert result(rows, "XY-08", "one-e", 2023) is None


def test_a_text_like_anothers_is_asked_of_the_one_published_later(rows: list[dict[str, Any]]) -> None:
    later, earlier = result(rows, "SM-01", "one-e", 2023), result(rows, "SM-01", "two-e", 2023)
    assert later is not None and earlier is not None
    assert later["result"] == "fail" and later["left"] > 90 and "乙区教育局" in later["message"]
    assert earlier["result"] == "pass"
    different = result(rows, "SM-01", "two-e", 2022)
    assert different is not None and different["result"] == "pass"


def test_a_text_like_the_own_last_one_is_found_and_a_new_one_is_not(rows: list[dict[str, Any]]) -> None:
    own, fresh = result(rows, "SM-02", "one-e", 2023), result(rows, "SM-02", "two-e", 2023)
    assert own is not None and fresh is not None
    assert (own["result"], fresh["result"]) == ("fail", "pass")


def test_the_name_of_the_same_body_of_another_place_is_the_trace_of_a_copy(rows: list[dict[str, Any]]) -> None:
    found = {(row["agency_id"], row["year"]) for row in rows if row["rule"] == "SM-03" and row["result"] == "fail"}
    assert found == {("one-e", 2023)}


def test_a_name_of_another_place_is_a_trace_only_where_it_stands_for_oneself(tmp_path: Path) -> None:
    """Partners, those learned from, senders, cited documents and bodies above and below are no traces of a copy."""
    above = "city-e,丙市教育局,,市教育局,,education,110100,prefecture,1,,,,real"
    upper = "110100,丙市,丙,,prefecture,,1,,,,real"
    (tmp_path / "agencies.csv").write_text("\n".join([AGENCY, *AGENCIES, above]) + "\n", encoding="utf-8")
    (tmp_path / "regions.csv").write_text("\n".join([*REGIONS, upper]) + "\n", encoding="utf-8")
    sound = [
        "依据丙市教育局要求，本局修订了公开目录；联系单位为甲区人民政府。",
        "本局赴乙区教育局考察查阅点的做法，并会同乙区教育局答复一件跨区申请。",
        "网站转载《乙区教育局关于校车的通告》，乙区教育局转来的申请已经答复。",
    ]
    traces = ["乙区教育局始终把公开放在首位。", "来年乙区教育局将补齐目录。"]
    for number, text in enumerate([*sound, *traces]):
        given = record("one-e", 2019 + number, {"sections": {"1": text, "5": "目录更新偏慢，将按月核对。"}})
        (tmp_path / f"{number}.json").write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    rows = check_rows(build_warehouse([tmp_path], tmp_path / "out", data=tmp_path))
    found = {row["year"]: row["result"] for row in rows if row["rule"] == "SM-03"}
    assert found == {2019: "pass", 2020: "pass", 2021: "pass", 2022: "fail", 2023: "fail"}


def test_likeness_is_the_share_of_the_shorter_text_with_names_and_numbers_masked() -> None:
    words = shingles(masked(PROBLEMS, []))
    renamed = shingles(masked("甲区教育局" + PROBLEMS.replace("一是", "12是"), ["甲区教育局"]))
    assert likeness(words, words) == 1.0
    assert likeness(words, renamed) > 0.9
    assert likeness(words, shingles(masked(OTHER, []))) == 0.0
    assert likeness(words, shingles("短")) == 0.0
    assert masked("甲区教育局2023年收到12件", ["甲区教育局"]) == "年收到件"


def test_a_place_sets_an_earlier_day_in_its_own_list_and_the_law_stays_beside_it(tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text("\n".join([AGENCY, *AGENCIES[:3]]) + "\n", encoding="utf-8")
    (tmp_path / "regions.csv").write_text("\n".join(REGIONS) + "\n", encoding="utf-8")
    (tmp_path / "deadlines.csv").write_text(
        "force,region_code,kind,year_from,year_to,month,day,basis\nlocal,110101,,2023,2023,1,10,区里自定\n",
        encoding="utf-8",
    )
    records = [record(key, 2023, {"published_on": "2024-01-15", "cells": {}}) for key in ("one-e", "two-e")]
    (tmp_path / "reports").mkdir()
    for number, one in enumerate(records):
        (tmp_path / "reports" / f"{number}.json").write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
    rows = check_rows(build_warehouse([tmp_path / "reports"], tmp_path / "out", data=tmp_path))
    told = result(rows, "TM-03", "one-e", 2023)
    assert told is not None and (told["result"], told["left"]) == ("fail", 5)
    assert told["message"] == "首次发布晚于当地规定日期（2024-01-10）5天"
    assert result(rows, "TM-03", "two-e", 2023) is None  # another district, without a day of its own
    assert {one["result"] for one in rows if one["rule"] == "TM-01"} == {"pass"}
