"""Owns the second evaluation of the data rules about several reports at once: years, areas, peers, likeness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from math import log

from catalog.statistics import funnel, median, median_deviation
from etl.rules.reference import (
    BACK,
    PEOPLE,
    Report,
    World,
    evaluate,
    group_total,
    look,
    number,
    plus,
    satisfaction,
    stated,
    together,
)

GroupRule = Callable[[Report, World], Iterator[str | None]]
HEADLINES = (("requests", "received", "total"), ("requests", "concluded", "total"), ("cases", "review", "total"))
Cell = tuple[str, str, str]


def t3_09(now: Report, world: World) -> Iterator[str | None]:
    years = [world.report(now["agency_id"], now["year"] - back) for back in range(3)]
    if all(years):
        rare = [number(year, "requests", "received", one) for year in years for one in PEOPLE[2:5]]
        total = plus(*[number(year, "requests", "received", "total") for year in years])
        if any(rare):
            yield "pass"
        else:
            yield "unknown" if total is None or None in rare else "fail" if total > 200 else "pass"


def sv_01(now: Report, world: World) -> Iterator[str | None]:
    before = world.before(now)
    years = [now, before, world.before(before) if before else None]
    rates = [satisfaction(one)[0] if one else None for one in years]
    ratings = satisfaction(now)[1]
    if rates[0] is not None:
        told = {round(float(rate), 2) for rate in rates if rate is not None}
        same = None not in rates and len(told) == 1
        full = rates[0] >= 100
        yield "fail" if same or (full and (ratings or 0) >= 1000) else "unknown" if full and ratings is None else "pass"


def xy_06(now: Report, world: World) -> Iterator[str | None]:
    def jump(report: Report) -> tuple[float | None, float | None, float | None]:
        before = world.before(report)
        new, old = (number(one, "requests", "received", "total") for one in (report, before))
        return new, old, log(new / old) if new and old is not None and old >= 10 else None

    if world.before(now):
        jumps = [one for one in (jump(peer)[2] for peer in peers(now, world)) if one is not None]
        _, old, own = jump(now)
        if old is not None and old < 30:
            yield "pass"
        elif own is None or len(jumps) < 6 or median_deviation(jumps) == 0:
            yield "unknown"
        else:
            yield "fail" if abs(own - median(jumps)) > 4 * median_deviation(jumps) else "pass"


def peers(now: Report, world: World) -> list[Report]:
    """Reports of the same kind, level and year, the own one among them."""
    like = [one for one in world.current() if one["year"] == now["year"] and one["kind"] == now["kind"]]
    return [one for one in like if one["level"] == now["level"]]


def xy_08(now: Report, world: World) -> Iterator[str | None]:
    before = [world.report(one, now["year"] - 1) for one in now["predecessors"]]
    if any(before) and not world.before(now):
        left = [number(one, "requests", "carried_out", "total") for one in before]
        own = number(now, "requests", "carried_in", "total")
        yield "unknown" if None in (*left, own) else "pass" if sum(left) == own else "fail"


def xy_09(now: Report, world: World) -> Iterator[str | None]:
    versions = world.versions(now["agency_id"], now["year"])
    if now["parser_version"] != "transcribed":
        if len(versions) < 2:
            yield "pass"
        else:
            yield "fail" if all(one["published_on"] for one in versions[-2:]) else "unknown"


def members(now: Report, world: World) -> list[Report | None] | None:
    """The reports that an area consists of, None for one that is missing; nothing at all for what is no area."""
    if now["kind"] != "government" or now["scope"] != "area":
        return None
    return list(_inside(str(now["region_code"]), now["year"], world))


def _inside(region: str, year: int, world: World) -> Iterator[Report | None]:
    here = [(key, world.agencies[key]) for key, of_year in world.due if of_year == year and key in world.agencies]
    for agency_id, agency in here:
        if agency["region_code"] == region and agency["kind"] != "government":
            yield world.report(agency_id, year)
    for below in [code for code, above in world.parents.items() if above == region]:
        governments = [key for key, one in here if one["region_code"] == below and one["kind"] == "government"]
        found = [world.report(key, year) for key in governments]
        whole = [one for one in found if one and one["scope"] == "area"]
        inside = list(_inside(below, year, world))
        yield from whole if whole else inside if inside else [None for _ in governments]


def lowest(cells: tuple[Cell, ...] | None) -> GroupRule:
    """An area is not below its bodies in these cells; all but the headlines of tables three and four for None."""

    def rule(now: Report, world: World) -> Iterator[str | None]:
        parts = [one for one in members(now, world) or [] if one]
        for cell in (cells or every_cell(now)) if parts else ():
            known = [value for _, value in (look(one, *cell) for one in parts) if value is not None]
            own = number(now, *cell)
            if cells is not None and (own is None or not known):
                yield "unknown"
            elif known:
                open_now = own is None and sum(known) > 0
                yield "unknown" if open_now else "fail" if own is not None and own < sum(known) else "pass"

    return rule


def every_cell(now: Report) -> tuple[Cell, ...]:
    """The cells of tables three and four that the report prints, headlines and local ones apart."""
    printed = [key for key in now["cell"] if key[0] in ("requests", "cases") and "local:" not in key[1] + key[2]]
    return tuple(key for key in printed if key not in HEADLINES)


def hi_02(now: Report, world: World) -> Iterator[str | None]:
    parts = members(now, world)
    if parts:
        values = [number(one, "requests", "received", "total") for one in parts]
        known, own = [value for value in values if value is not None], number(now, *HEADLINES[0])
        if own is None or not known:
            yield "unknown"
        elif own < sum(known):
            yield "fail"
        elif own < 30 or 10 * (own - sum(known)) <= 6 * own:
            yield "pass"
        else:
            yield "unknown" if len(known) < len(values) else "fail"


def hi_03(now: Report, world: World) -> Iterator[str | None]:
    parts = members(now, world)
    if parts is not None:
        yield "unknown" if not parts else "fail" if None in parts else "pass"


def hi_05(now: Report, world: World) -> Iterator[str | None]:
    table, received = table_three(now), number(now, *HEADLINES[0])
    if now["kind"] != "government" and table:
        city = str(now["region_code"])[:4]
        others = [one for one in world.current() if one["year"] == now["year"] and one["kind"] != "government"]
        near = [one for one in others if str(one["region_code"])[:4] == city and one["agency_id"] != now["agency_id"]]
        like = (number(one, *HEADLINES[0]) == received and table_three(one) == table for one in near)
        twin = received is not None and received >= 10 and any(like)
        yield "fail" if twin else "unknown" if received is None else "pass"


def table_three(report: Report) -> dict[Cell, tuple[str, object]]:
    return {key: cell for key, cell in report["cell"].items() if key[0] == "requests"}


def tm_04(now: Report, world: World) -> Iterator[str | None]:
    return iter(())  # a report that is there is not missing: see missing()


def missing(world: World, deadline: Callable[[Report, int], str]) -> set[tuple[str, int]]:
    """What is due, past its day and not there (TM-04)."""
    gone = {key for key in world.due if not world.versions(*key)}
    return {(one, year) for one, year in gone if deadline(world.agencies[one], year) < world.as_of}


def fm_10(now: Report, world: World) -> Iterator[str | None]:
    own, title = now["name"], "".join((now["title"] or "").split())
    titled = re.match(r"《?(.+?)(关于)?20\d\d年", title) or re.match(
        r"《?(?:20\d\d年度?)?(.+?)(?:政府)?信息公开", title
    )
    text = next(("".join(one["text"].split()) for one in now["sections"] if one["number"] == "1"), "")
    opened = re.match(r"(?:20\d\d年[,，]?)?(.{3,30}?(?:局|委员会|办公室|人民政府|中心|厅))", text)
    names = {one["name"] for key, one in world.agencies.items() if key not in now["predecessors"]} - {own}
    said = {found[1] for found in (titled, opened) if found} & names - {now["agency_printed"]}
    unit = titled[1] if titled else ""
    known = unit and (own in unit or unit in own or unit == now["agency_printed"])
    yield "fail" if said else "pass" if known else "unknown"


VOLUMES = (
    *HEADLINES[:2], ("disclosure", "permits", "decisions"), ("disclosure", "penalties", "decisions"),
    ("disclosure", "coercive_measures", "decisions"),
)  # fmt: skip


def st_01(now: Report, world: World) -> Iterator[str | None]:
    before = world.before(now)
    for cell in VOLUMES if before else ():
        value, last = number(now, *cell), number(before, *cell)
        others = [number(one, *cell) for one in peers(now, world) if one["agency_id"] != now["agency_id"]]
        known = [one for one in others if one is not None]
        if value or (last is not None and last <= 20):
            yield "pass"
        elif last is None or len(known) < 3:
            yield "unknown"
        elif sum(known) <= 100 * len(known):
            yield "pass"
        else:
            yield "unknown" if value is None else "fail"


def st_02(now: Report, world: World) -> Iterator[str | None]:
    parts = members(now, world)
    if parts is not None:
        values = [value for one in parts if one for value in volumes(one)]
        digits = Counter(int(value) % 10 for value in values)
        even = len(values) / 10
        uneven = sum((digits[digit] - even) ** 2 for digit in range(10)) / even if values else 0
        heaped = digits[0] + digits[5] > 2 * even and uneven > 27.88
        yield "unknown" if len(values) < 100 else "fail" if heaped else "pass"


def volumes(report: Report) -> Iterator[int]:
    for (table, row, column), (_, value) in report["cell"].items():
        counted = column == "total" or (table == "disclosure" and row != "fees_10k_yuan" and column != "amount")
        if counted and "local:" not in row + column and value is not None and value >= 20 and value == int(value):
            yield int(value)


def st_03(now: Report, world: World) -> Iterator[str | None]:
    for asked in (granted_of, refused_of, not_available_of):
        own_n, own_d = asked(now), number(now, *HEADLINES[1])
        pairs = [(asked(one), number(one, *HEADLINES[1])) for one in peers(now, world)]
        units = [(n, d) for n, d in pairs if n is not None and d is not None and d >= 10 and 0 <= n <= d]
        if own_n is None or own_d is None:
            yield "unknown"
        elif own_d < 10:
            yield "pass"
        else:
            found = funnel(units)
            known = len(units) >= 5 and found is not None
            out = known and found is not None and abs(found.score(own_n, own_d)) > 3.09
            yield "unknown" if not known else "fail" if out else "pass"


def granted_of(report: Report) -> int | None:
    return plus(*[number(report, "requests", row, "total") for row in ("granted", "partly_granted")])


def refused_of(report: Report) -> int | None:
    return group_of(report, "refused")


def not_available_of(report: Report) -> int | None:
    return group_of(report, "not_available")


def group_of(report: Report, group: str) -> int | None:
    return group_total(report, group)


def words_of(report: Report, world: World, section: str | None) -> set[str]:
    """Runs of five signs of a text, names and numbers taken out."""
    text = "".join(one["text"] for one in report["sections"] if section in (None, one["number"]))
    text = re.sub(r"[\W\d_〇一二三四五六七八九十百千万亿两余多]+", "", text.replace(report["name"], ""))
    return {text[place : place + 5] for place in range(len(text) - 4)}


def alike(one: set[str], other: set[str]) -> float:
    short, long = sorted((len(one), len(other)))
    return 0 if short < 60 or short * 3 < long else len(one & other) / short


def sm_01(now: Report, world: World) -> Iterator[str | None]:
    if now["sections"]:
        others = [one for one in world.current() if one["year"] == now["year"] and one["agency_id"] != now["agency_id"]]
        found = [
            alike(words_of(now, world, section), words_of(one, world, section)) >= least
            for one in others
            for section, least in (("5", 0.8), (None, 0.65))
            if not (now["published_on"] and one["published_on"]) or now["published_on"] >= one["published_on"]
        ]
        yield "fail" if any(found) else "pass"


def sm_02(now: Report, world: World) -> Iterator[str | None]:
    before = world.before(now)
    if before and before["sections"] and now["sections"]:
        likeness = [alike(words_of(now, world, one), words_of(before, world, one)) for one in ("5", None)]
        yield "fail" if max(likeness) >= 0.85 else "pass"


def na_04(now: Report, world: World) -> Iterator[str | None]:
    """Of two figures about 10,000 times apart (two years, or all items and those of the site) the larger is asked."""
    beside = [world.report(now["agency_id"], now["year"] + step) for step in (-1, 1)]
    for metric, figure in stated(now).items():
        if metric.endswith("_rate") or metric == "fees_charged" or figure["value"] <= 0:
            continue
        others = [stated(one).get(metric, {}).get("value", 0) if one else 0 for one in beside]
        if metric in ("proactive_items", "website_items"):
            others += [stated(now)[one]["value"] for one in ("proactive_items", "website_items") if one in stated(now)]
        if any(other > 0 and 5000 <= figure["value"] / other <= 20000 for other in others):
            yield "fail"
        elif others[0] > 0:
            yield "pass"


PARTNERS: tuple[str, ...] = (
    "学习",
    "借鉴",
    "考察",
    "调研",
    "观摩",
    "前往",
    "赴",
    "到",
    "对标",
    "参照",
    "转发",
    "会同",
    "联合",
    "配合",
)
PARTNERS += ("与", "和", "同", "及", "向", "由", "经", "对", "从", "给", "、")


def sm_03(now: Report, world: World) -> Iterator[str | None]:
    text = "".join("".join(one["text"].split()) for one in now["sections"])
    text = re.sub("《[^》]*》", "", text).replace(now["name"], "").replace(now["agency_printed"] or now["name"], "")
    if now["sections"]:
        strangers = [one for one in world.agencies.values() if is_stranger(one, now, world)]
        yield "fail" if any(speaks_as(one["name"], text) for one in strangers) else "pass"


def is_stranger(agency: Report, now: Report, world: World) -> bool:
    """A body of the same kind, or a government of the same level, of a place neither above nor below the own one."""
    alike = agency["kind"] == now["kind"] or (agency["kind"] == "government" and agency["level"] == now["level"])
    own, other = now["region_code"], agency["region_code"]
    return alike and own not in chain(other, world) and other not in chain(own, world) and len(agency["name"]) > 4


def chain(region: str, world: World) -> list[str]:
    """The region and those above it."""
    above = world.parents.get(region)
    return [region, *(chain(above, world) if above else [])]


def speaks_as(name: str, text: str) -> bool:
    """Whether the name stands anywhere but behind a word that makes it a partner, or before one that cites it."""
    for found in re.finditer(name, text):
        before, after = text[: found.start()], text[found.end() : found.end() + 1]
        if not before.endswith(PARTNERS) and after not in tuple("〔［[（(和与、转移来一关印发网官等"):
            return True
    return False


GROUP_RULES: dict[str, GroupRule] = {
    "T3-09": t3_09, "SV-01": sv_01, "XY-06": xy_06, "XY-08": xy_08, "XY-09": xy_09, "HI-01": lowest(HEADLINES),
    "HI-02": hi_02, "HI-03": hi_03, "HI-04": lowest(None), "HI-05": hi_05, "TM-04": tm_04, "FM10": fm_10,
    "ST-01": st_01, "NA-04": na_04, "ST-02": st_02, "ST-03": st_03, "SM-01": sm_01, "SM-02": sm_02, "SM-03": sm_03,
}  # fmt: skip


def result_of(rule: str, agency_id: str, year: int, world: World) -> str | None:
    """fail if any instance fails, else unknown if any is, else pass; None where the rule says nothing."""
    now = world.report(agency_id, year)
    if now is None:
        return "fail" if rule == "TM-04" and (agency_id, year) in world.due else None
    if rule in BACK and BACK[rule](now) and world.lacks_year_before(now):
        return "unknown"
    if rule not in GROUP_RULES:
        days = [one["published_on"] for one in world.versions(agency_id, year) if one["published_on"]]
        first = {"published_on": min(days, default=None)} if rule.startswith("TM") else {}
        return evaluate(rule, now | first, world.before(now))
    results = list(GROUP_RULES[rule](now, world))
    return together(results) or ("unknown" if results else None)
