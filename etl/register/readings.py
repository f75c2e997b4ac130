"""Owns the taking apart of a printed name: the regions it may mean and the body within them."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from etl.register.kinds import BRANCH, TOWN, ZONE, Body, Kinds
from etl.register.regions import LEVEL_WORDS, NATION, Place, Regions
from etl.register.zones import read_zones, without_division, zone_at_head

SPACE_AND_MARKS = re.compile(r"[\s\u3000《》“”\"'<>〈〉·．]+")
BRACKETED = re.compile(r"[（(【\[]([^（）()【】\[\]]*)[）)】\]]")
NATIONAL = re.compile(
    r"^(?:中华人民共和国)?国家(?=[^级]{2,}(?:局|委|委员会|部|办公室|总局)$)|^(?:中华人民共和国|国务院|中国)(?=.{2,})"
    r"|^(?=(?:外交|国防|教育|科学技术|工业和信息化|公安|民政|司法|财政|人力资源和?社会保障|自然资源|国土资源|生态环境|环境保护"
    r"|住房和?城乡建设|交通运输|水利|农业农村|农业|商务|文化和旅游|文化|退役军人事务|应急管理)部$|审计署$|海关总署$"
    r"|(?:税务|市场监管|市场监督管理|体育|广电|广播电视)总局$)"
)
BRANCH_OF_STATE = re.compile(r"^国家(?:税务总局|统计局|金融监督管理总局|矿山安全监察局)(?=.)")
STATE_BRANCHES = {
    "国家金融监督管理总局": Body("financial_regulation", True),
    "中国银行保险监督管理委员会": Body("financial_regulation", True),
    "中国人民银行": Body("financial_regulation", True, extra="人民银行"),
    "国家外汇管理局": Body("financial_regulation", True, extra="外汇管理"),
    "国家矿山安全监察局": Body("mine_safety", True),
    "国家煤矿安全监察局": Body("mine_safety", True),
    "国家粮食和物资储备局": Body("grain", True),
    "国家能源局": Body("energy", True),
}  # bodies whose branches are called after a place: 国家金融监督管理总局宿迁监管分局
BRANCH_TAIL = re.compile(r"(?:监管|监察)?(?:专员办|办公室|分?局)$|(?:中心)?[分支]行$")
OF_THE_GOVERNMENT = re.compile(r"^(?:人民)?政府(?=[\u4e00-\u9fff]{2,8}街道)")  # 某区人民政府某街道办事处
NOT_A_NAME = re.compile(r"[，。；：,;:？?！!|/\\]|某")
WATERS = "湾港湖江河山岛"  # behind a short place, these make a name of their own: 台州湾, 大丰港
A_HALL_ABOVE = re.compile(
    r"(?:教育|科学?技|工信|工业和信息化|公安|民政|司法|财政|人社|人力资源|自然资源|国土|生态环境|环境?保|住建|住房|交通|水利|水务|农业|商务"
    r"|文旅|文化|退役军人|应急|审计|卫生)[\u4e00-\u9fff]*局$"
)  # bureaus that are 厅 or 委 in a province
LEADING_LEVEL = re.compile(r"^[省市县区州](?=..)")
MOST_TOWNS = 8  # a town name borne more often says nothing about the place
THE_GOVERNMENT = Body("government", True)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to split a printed name: regions it may lie in, the name within them, what that says of the body."""

    codes: tuple[str, ...]
    rest: str
    body: Body | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Regions, kinds and towns: all that is needed to take a name apart."""

    regions: Regions
    kinds: Kinds
    towns: Path | None = None
    zones: Path | None = None

    def readings(self, name: str, hint: str | None, year: int | None) -> Iterator[Reading]:
        """The ways to split the name, the most literal first."""
        name = without_division(name)
        yield from self._zones(name)
        yield from self._branches(name, hint)
        local = BRANCH_OF_STATE.sub("", name)
        if local == name and (national := NATIONAL.match(name)):
            yield self._reading((NATION,), name[national.end() :])
        places = self.regions.read_places(local)
        for place in (*self._inner_places(places, local), *places, *self._cut_places(local)):
            yield from self._at(place, local, hint, year)
        yield from self._without_head(local, hint)
        if hint:
            yield from self._hinted(local, hint)

    def _zones(self, name: str) -> Iterator[Reading]:
        """The reading of a name whose area is known by itself, or of a county or body within that area."""
        found = zone_at_head(name, read_zones(self.zones), self.regions)
        if found is None:
            return
        zone, code, end = found
        for place in self.regions.read_places(name[end:]):
            inner = tuple(one for one in place.codes if self.regions.lies_in(one, code))
            if place.is_full and inner:
                yield self._reading(inner, name[end + place.length :])
                return
        if zone.endswith("海关"):
            yield Reading((code,), zone + name[end:], Body("customs", True, extra=zone + name[end:]))
            return
        whole = self.kinds.read(zone + name[end:])
        if whole is not None and ZONE.match(whole.extra):
            yield Reading((code,), zone + name[end:], whole)
            return
        body = self.kinds.read(name[end:]) if name[end:] else None
        is_whole = body is None or body.kind in ("government", "government_office", "development_zone")
        kind = "development_zone" if is_whole or body is None else body.kind
        extra = zone if is_whole or body is None else zone + body.extra
        yield Reading((code,), zone + name[end:], Body(kind, True, extra=extra))

    def _at(self, place: Place, name: str, hint: str | None, year: int | None) -> Iterator[Reading]:
        """The reading with one place at the head; a short place only before a plain body or a zone."""
        codes = self.regions.in_year(self.regions.near(place.codes, hint), year)
        reading = self._reading(codes, name[place.length :])
        body = reading.body
        is_plain = body is not None and body.is_certain and not (TOWN.match(reading.rest) or ZONE.match(body.extra))
        if place.is_full or (is_plain and (len(reading.rest) > 2 or reading.rest == "海关")):
            yield reading
        elif body is not None and ZONE.match(body.extra) and (top := self.regions.highest(codes)):
            if name[place.length] not in WATERS:
                yield replace(reading, codes=(top,))
            elif name[place.length] != "湾" or (hint and self.regions.lies_in(hint, top)):  # 杭州湾 lies elsewhere
                short = self.regions.by_code[top].short_zh
                yield Reading((top,), short + reading.rest, replace(body, extra=short + body.extra))

    def _branches(self, name: str, hint: str | None) -> Iterator[Reading]:
        """The branch of a central body in a place: 国家金融监督管理总局宿迁监管分局."""
        for head, body in STATE_BRANCHES.items():
            rest = name.removeprefix(head)
            if rest == name or not rest:
                continue
            for place in self.regions.read_places(rest):
                if BRANCH_TAIL.fullmatch(rest[place.length :]):
                    top = self.regions.highest(self.regions.near(place.codes, hint))
                    yield Reading((top,) if top else place.codes, name, body)

    def _inner_places(self, places: list[Place], name: str) -> list[Place]:
        """Where what follows a full name is no plain body, the short place that it begins with: 浙江省东阳经济开发区,
        宿迁市宿豫生态环境局."""
        if not places or not places[0].is_full:
            return []
        full = places[0].length
        body = self.kinds.read(name[full:])
        if body is not None and body.is_certain and not ZONE.match(body.extra):
            return []
        is_zone = ZONE.match(name[full:]) is not None
        inside = [place for place in places[1:] if place.length > full and self._is_body(name[place.length :], is_zone)]
        return inside[:1]

    def _is_body(self, rest: str, is_zone: bool) -> bool:
        """Whether what follows a short place is a zone, or a body that is certain."""
        if is_zone:
            return ZONE.match(rest) is not None
        body = self.kinds.read(rest) if len(rest) > 2 else None
        return body is not None and body.is_certain

    def _cut_places(self, name: str) -> Iterator[Place]:
        """Places that lost their first character: 川省财政厅."""
        for end in range(min(len(name), 12), 1, -1):
            if (codes := self.regions.cut_names.get(name[:end])) and len(codes) == 1:
                yield Place(codes, end, True)

    def _without_head(self, name: str, hint: str | None) -> Iterator[Reading]:
        """Names whose place stands inside: 公积金管理中心天台分中心, or is known from a town of that name."""
        if (branch := BRANCH.match(name)) and len(called := self.regions.called(branch[2])) == 1:
            yield Reading(called, name, self.kinds.read(LEADING_LEVEL.sub("", branch[1])))
        if town := TOWN.match(name):
            codes = self.regions.near(read_towns(self.towns).get(town[1] + town[2], ()), hint)
            if codes and len(codes) <= MOST_TOWNS:
                yield self._reading(codes, name)

    def _hinted(self, name: str, hint: str) -> Iterator[Reading]:
        """Names without their place, put into the hinted region: 市教育局, 教育局."""
        for word in LEVEL_WORDS:
            if name.startswith(word):
                above = [code for code in self.regions.chain(hint) if self.regions.by_code[code].name_zh.endswith(word)]
                if above:
                    yield self._reading((above[0],), name[len(word) :])
                return
        reading = self._reading((hint,), name)
        if TOWN.match(name) and self.regions.has_counties(hint):
            return  # a town lies in one of the counties, and nothing says in which
        if self.regions.by_code[hint].name_zh.endswith(("省", "自治区")) and A_HALL_ABOVE.match(name):
            return  # of a city or a county that has the site of its province
        if reading.body is not None and reading.body.is_certain:
            yield reading

    def _reading(self, codes: tuple[str, ...], rest: str) -> Reading:
        rest = OF_THE_GOVERNMENT.sub("", rest)
        body = self.kinds.read(rest) if rest else THE_GOVERNMENT
        if body is None or not body.branch:
            return Reading(codes, rest, body)
        if inner := self._branch_region(body.branch, codes):
            return Reading((inner,), rest, replace(body, branch=""))
        return Reading(codes, rest, replace(body, is_certain=False, extra=rest, branch=""))

    def _branch_region(self, name: str, codes: tuple[str, ...]) -> str | None:
        """The part of the regions that a branch is named after: 滨江 in 杭州市公安局滨江区分局."""
        for place in self.regions.read_places(name):
            if place.length == len(name):
                inner = [one for one in place.codes if any(self.regions.lies_in(one, top) for top in codes)]
                present = self.regions.in_year(inner, None)
                return present[0] if len(present) == 1 else None
        return None


@cache
def read_towns(path: Path | None) -> dict[str, tuple[str, ...]]:
    """Name of a town or subdistrict to the codes of the counties that have one; read only when a name needs it."""
    found: dict[str, list[str]] = defaultdict(list)
    if path is not None and path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for _, name, code in list(csv.reader(file))[1:]:
                found[name].append(code)
    return {name: tuple(codes) for name, codes in found.items()}


def clean_name(printed: str) -> str:
    """The printed name without spaces, quotes and book-title marks."""
    return SPACE_AND_MARKS.sub("", printed)
