"""Owns the names of divisions: what class a name ends with, its short form, its English form in pinyin."""

from __future__ import annotations

import re

from pypinyin import Style, lazy_pinyin

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
