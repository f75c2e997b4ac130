"""Owns the second evaluation of the rules that hold a report against its like: statistics and copied text (ST, SM)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from catalog.statistics import funnel
from etl.rules.reference.hierarchy import members
from etl.rules.reference.law import group_total, number, plus
from etl.rules.reference.world import HEADLINES, PEOPLE, GroupRule, Report, Rule, World, peers

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
    """The counts of a report that are large enough for the test of last digits: whole, 20 and more."""
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
    """Requests granted wholly or in part."""
    return plus(*[number(report, "requests", row, "total") for row in ("granted", "partly_granted")])


def refused_of(report: Report) -> int | None:
    """Requests refused."""
    return group_total(report, "refused")


def not_available_of(report: Report) -> int | None:
    """Requests for what is not held."""
    return group_total(report, "not_available")


def st_04(now: Report, before: Report | None) -> Iterator[str | None]:
    total = number(now, "requests", "received", "total")
    others = [number(now, "requests", "received", one) for one in PEOPLE[1:]]
    if any(others) or (total is not None and total < 50):
        yield "pass"
    else:
        yield "unknown" if None in (total, *others) else "fail"


def words_of(report: Report, world: World, section: str | None) -> set[str]:
    """Runs of five signs of a text, names and numbers taken out."""
    text = "".join(one["text"] for one in report["sections"] if section in (None, one["number"]))
    text = re.sub(r"[\W\d_〇一二三四五六七八九十百千万亿两余多]+", "", text.replace(report["name"], ""))
    return {text[place : place + 5] for place in range(len(text) - 4)}


def alike(one: set[str], other: set[str]) -> float:
    """The share of the shorter text that stands in the longer; 0 for texts too short or of very unequal length."""
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


PARTNERS: tuple[str, ...] = ("学习", "借鉴", "考察", "调研", "观摩", "前往", "赴", "到", "对标", "参照")
PARTNERS += ("转发", "会同", "联合", "配合")
PARTNERS += tuple("与和同及向由经对从给、")


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


RULES: dict[str, Rule] = {"ST-04": st_04}
GROUP_RULES: dict[str, GroupRule] = {
    "ST-01": st_01, "ST-02": st_02, "ST-03": st_03, "SM-01": sm_01, "SM-02": sm_02, "SM-03": sm_03,
}  # fmt: skip
