"""Owns host names of governments: the names of provinces, and a county's behind those of what is above."""

from __future__ import annotations

import re
from collections.abc import Iterator

PROVINCE_HOSTS = {
    "bj": "beijing", "tj": "tianjin", "sh": "shanghai", "cq": "chongqing", "gd": "guangdong", "zj": "zhejiang",
    "js": "jiangsu", "ah": "anhui", "hlj": "heilongjiang", "ln": "liaoning", "jl": "jilin", "nmg": "innermongolia",
    "he": "hebei", "hb": "hubei", "hn": "hunan", "sd": "shandong", "sc": "sichuan", "gz": "guizhou", "yn": "yunnan",
    "xz": "xizang", "gs": "gansu", "qh": "qinghai", "nx": "ningxia", "xj": "xinjiang", "gx": "guangxi",
    "hi": "hainan", "fj": "fujian", "jx": "jiangxi",
}  # fmt: skip
BEFORE = {**PROVINCE_HOSTS, "sn": "shaanxi", "sx": "shanxi", "gzs": "guizhou", "hbs": "hubei", "hns": "hunan"}
LEVEL = re.compile(r"(?<=[a-z]{4})(?:xian|shi|qu|zf|zfw)$")
SHORTEST = 4  # letters of a county's name: fewer would be found in any host


def below(label: str) -> Iterator[tuple[str, str]]:
    """The ways to read a label as what stands above a county and the county's name: (hb, daye) of hbdaye. What stands
    above is the name of a province as hosts write it, else two letters."""
    for length in (3, 2):
        above, name = label[:length], label[length:]
        if length == 3 and above not in BEFORE:
            continue
        for short in dict.fromkeys((name, LEVEL.sub("", name))):
            if len(short) >= SHORTEST:
                yield above, short


def may_stand_for(above: str, sound: str) -> bool:
    """Whether letters before a county's name may be those of a division: of a province by the customary name, of a city
    by two letters of its own, the first among them."""
    if above in BEFORE:
        return BEFORE[above] == sound or (above == "sx" and sound == "shaanxi")
    return len(above) == 2 and sound[:1] == above[0] and above[1] in sound[2:]
