"""Owns where a report's agency lies, apart from its name: by the site, the printed address, the other names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from etl.agencies import Registry
from etl.parsing.identity.text import Text

PLACED = re.compile(r"(?:地址|办公地点|通讯地址|通信地址)[:为是]?(?P<name>[\u4e00-\u9fff]{4,30})")
ON_SITE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,16}?[省市县区州盟旗])(?:人民政府|政府)?(?:公众信息|政务|信息|门户)*网(?![格络吧])"
)
OF_CHINA = re.compile(r"中国[·•.。—-]?([\u4e00-\u9fff]{2,5}?)(?:政府网站?|政务网|门户网站)?")
PROVINCES = {
    "11": "京", "12": "津", "13": "冀", "14": "晋", "15": "蒙", "21": "辽", "22": "吉", "23": "黑", "31": "沪",
    "32": "苏", "33": "浙", "34": "皖", "35": "闽", "36": "赣", "37": "鲁", "41": "豫", "42": "鄂", "43": "湘",
    "44": "粤", "45": "桂", "46": "琼", "50": "渝", "51": "川蜀", "52": "贵黔", "53": "云滇", "54": "藏",
    "61": "陕", "62": "甘陇", "63": "青", "64": "宁", "65": "新",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hint:
    """A region that the agency lies in, or that lies in it, and what says so."""

    code: str
    source: str


def hint_of(text: Text, names: Sequence[str], registry: Registry, address: str | None, year: int | None) -> Hint | None:
    """The region by the host, the code of the site, the printed address, the site's name, the other names in the
    text. The code of the site counts before a host that it contradicts: a host is but pinyin."""
    regions = registry.regions
    host = (urlsplit(address).hostname if address else None) or ""
    by_host, printed = regions.of_host(host), text.metadata.get("site_code", "")
    by_code = printed[:6] if printed[:6] in regions.by_code and not printed.startswith("0") else None
    if by_code and not (by_host and regions.lies_in(by_host, by_code)):
        return Hint(by_code, f"网站标识码：{printed}")
    if by_host:
        return Hint(by_host, f"网址：{host}")
    for source, name in (*_places(text, registry), *(("另见名称", name) for name in names)):
        for place in regions.read_places(name)[:1]:
            codes = regions.in_year(place.codes, year)
            if place.is_full and len(codes) == 1:
                return Hint(codes[0], f"{source}：{name[: place.length]}")
    return None


def registered_in(text: Text, registry: Registry) -> Hint | None:
    """The city, else the province, in which the site is registered. It tells places of one name apart, no more."""
    regions = registry.regions
    police, code = text.metadata.get("police_code", ""), text.metadata.get("site_code", "")
    licence = text.metadata.get("licence", "")
    province = next((one for one, signs in PROVINCES.items() if licence and licence in signs), code[:2])
    if (city := f"{police[:4]}00") in regions.by_code and province in ("", police[:2]):
        return Hint(city, f"公安备案号：{police}")
    if (whole := f"{province}0000") in regions.by_code and whole != "000000":
        return Hint(
            whole,
            f"网站备案：{licence}ICP" if licence else f"网站标识码：{code}",
        )
    return None


def _places(text: Text, registry: Registry) -> Iterator[tuple[str, str]]:
    """(what says so, a text that begins with the place) of the printed address, the site named in the text, and the
    name of the site itself."""
    for found in PLACED.finditer(text.preface):
        yield "地址", found["name"]
    for found in ON_SITE.finditer(text.preface):
        yield from (("文中网站", found["name"][start:]) for start in _starts(found["name"], registry))
    for key in ("title", "page_title"):
        for part in re.split(r"[-_|—–]", text.metadata.get(key, ""))[1:]:
            yield "网站名称", _in_full(part.strip(), registry)
    for key, source in (("site", "网站名称"), ("source_name", "来源"), ("site_owner", "网站主办单位")):
        if value := text.metadata.get(key):
            yield source, _in_full(value, registry)


def _in_full(name: str, registry: Registry) -> str:
    """The name of a site with its place in full where it is 中国 and the short name of one: 中国·沭阳."""
    found = OF_CHINA.fullmatch(name)
    code = registry.regions.highest(registry.regions.called(found[1])) if found else None
    return registry.regions.by_code[code].name_zh if code else name


def _starts(words: str, registry: Registry) -> list[int]:
    """Where in words the whole rest of them is a place in full: 可以从某县政府网站."""
    for start in range(len(words) - 2):
        places = registry.regions.read_places(words[start:])
        if places and places[0].is_full and places[0].length == len(words) - start:
            return [start]
    return []
