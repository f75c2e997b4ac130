"""Owns the agency that a text as a whole speaks of: its most frequent subject, the one it keeps naming, its "我县"."""

from __future__ import annotations

import re
from collections import Counter

from etl.agencies import Registry
from etl.parsing.identity.text import LEADING, OWN_WORDS, Text
from etl.register.kinds import TOWN, ZONE

SUBJECT = re.compile(
    r"(?:^|[。,;\n\d年度])(?P<name>[\u4e00-\u9fff]{1,24}?(?:局|委员会|(?<![市县区省党州盟旗])委|人民政府|政府办公室|办公厅|街道|办事处|镇|乡|中心|管委会|联社))"
    r"(?=共?(?:政府信息公开|政务公开|未|没有|无|全年|主动|受理|收到|接到|接收|发布|公开|网站|门户|认真|严格|坚|积极|深入|始终|高度|紧紧"
    r"|全面|贯彻|以(?![及下上来外内后])|持续|切实|围绕|不断|进一步|结合|扎实|累计|在[市县区省]))"
)
TOWN_SUBJECT = re.compile(
    r"(?:^|[。,;\n])(?P<name>[\u4e00-\u9fff]{1,6}?(?:乡|镇|街道)(?:人民政府|办事处)?)(?=通过|依托|利用)", re.MULTILINE
)
COMPILED_BY = re.compile(r"^(?:本|该)?(?:年度?)?(?:报告|年报)(?:是|系)?由")
OF_A_WHOLE = re.compile(r"(?:我|全)[省市县区州盟旗]")
OF_A_TOWN = re.compile(r"[我本](?:街道|镇|乡)")
OF_A_BUREAU = re.compile(r"我(?:局|委|办|厅|镇|乡|街道|中心|馆|院|队|会|社|单位)")
PLACE_AS_SUBJECT = re.compile(
    r"(?:^|[。,;\n])(?P<name>[\u4e00-\u9fff]{2,12}?[省市县区州盟旗])(?=认真|坚持|深入|全面|严格|紧扣|紧紧|持续|切实|贯彻|以习近平)",
    re.MULTILINE,
)
GOVERNMENT = re.compile(r"[\u4e00-\u9fff]{2,12}?[省市县区州盟旗](?=人民政府)")
PLACED_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,8}?[省市县区州盟旗](?![委政])[\u4e00-\u9fff]{2,12}?(?:局|委员会|办公室|中心)(?![长属]|[\u4e00-\u9fff]{1,6}?分局)"
)
OF_A_GOVERNMENT = ("government", "government_office", "township", "subdistrict")


def whole_area(text: Text, registry: Registry) -> str | None:
    """The one government named in the opening of a text that speaks of 我县 and of no bureau of its own."""
    if len(OF_A_WHOLE.findall(text.body)) < 2 or OF_A_BUREAU.search(text.body):
        return None
    level = OF_A_WHOLE.findall(text.body)[0][-1]
    named = set()
    for found in GOVERNMENT.finditer(text.opening):
        for start in range(len(found[0]) - 1):
            places = registry.regions.read_places(found[0][start:])
            if places and places[0].is_full and places[0].length == len(found[0]) - start:
                named.add(found[0][start:] + "人民政府")
                break
    alike = [name for name in named if name.removesuffix("人民政府").endswith(level)]
    return alike[0] if len(alike) == 1 else None


def place_as_subject(text: Text, registry: Registry) -> str | None:
    """The government of the one place that sentences have as their subject, where the text speaks of no bureau of its
    own."""
    if OF_A_BUREAU.search(text.body):
        return None
    named = {found["name"] for found in PLACE_AS_SUBJECT.finditer(text.body[:20000])}
    placed = {name for name in named for place in registry.regions.read_places(name)[:1] if place.length == len(name)}
    return f"{placed.pop()}人民政府" if len(placed) == 1 else None


def named_often(text: Text, registry: Registry) -> tuple[str, int]:
    """The one bureau that the text names in full with its place, and how often; ("", 0) where it names several."""
    counted: Counter[str] = Counter()
    for found in PLACED_NAME.finditer(text.body[:20000]):
        if (name := _from_its_place(found[0], registry)) is not None:
            counted[name] += 1
    return counted.most_common(1)[0] if len(counted) == 1 else ("", 0)


def _from_its_place(words: str, registry: Registry) -> str | None:
    """The name of a bureau with its place in words that may begin before it: 围绕乌海市统计局 names 乌海市统计局."""
    for start in range(min(8, len(words) - 4)):
        places = registry.regions.read_places(words[start:])
        if places and places[0].is_full:
            body = registry.kinds.read(words[start + places[0].length :])
            named = body is not None and body.is_certain and body.kind not in OF_A_GOVERNMENT
            return words[start:] if named else None
    return None


def _with_its_place(name: str, text: Text, registry: Registry) -> str:
    """县教体局 as the text names it with its place, 岐山县教体局; as it is where it names none or several."""
    whole = {
        found
        for one in re.findall(rf"[\u4e00-\u9fff]{{1,6}}{name}", text.body)
        if (found := _from_its_place(one, registry))
    }
    return whole.pop() if len(whole) == 1 else name


def subject_of(text: Text, registry: Registry) -> str | None:
    """The body that sentences of the text have as their subject most often, if it is named with its place."""
    counted: Counter[str] = Counter()
    for found in SUBJECT.finditer(text.body[:20000]):
        name = COMPILED_BY.sub("", LEADING.sub("", found["name"]))
        if (len(name) > 3 or (len(name) == 3 and name[2] in "乡镇")) and not OWN_WORDS.match(name):
            counted[name] += 1
    likely = [name for name, _ in counted.most_common(4)]
    placed = [name for name in likely if any(place.is_full for place in registry.regions.read_places(name))]
    if placed:
        return placed[0]
    if of_level := [name for name in likely if name.startswith(("市", "县", "区", "旗", "盟", "州"))]:
        return _with_its_place(of_level[0], text, registry)
    subject = next((name for name, _ in counted.most_common(4) if TOWN.match(name) or ZONE.match(name)), None)
    if subject is None and OF_A_TOWN.search(text.body):
        towns = {one["name"] for one in TOWN_SUBJECT.finditer(text.body) if not OWN_WORDS.match(one["name"])}
        subject = towns.pop() if len(towns) == 1 else None
    return subject
