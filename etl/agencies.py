"""Owns the register of agencies: from a printed name to the body that it means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from etl.register.kinds import BRANCH, Body, Kinds, read_kinds
from etl.register.making import GOVERNMENT_TAILS, make_agency
from etl.register.matching import Matcher, is_same_kind, is_short_for
from etl.register.readings import (
    BRACKETED,
    BRANCH_OF_STATE,
    NOT_A_NAME,
    STATE_BRANCHES,
    THE_GOVERNMENT,
    Reader,
    Reading,
    clean_name,
)
from etl.register.records import (
    AMBIGUOUS,
    PROPOSED,
    UNKNOWN,
    Agency,
    Candidate,
    Resolution,
    read_agencies,
    write_agencies,
)
from etl.register.regions import NATION, Regions, read_region_aliases, read_regions
from etl.register.zones import CORPS_NAME

__all__ = ["AMBIGUOUS", "PROPOSED", "Agency", "Candidate", "Registry", "Resolution", "load_registry", "write_agencies"]

DATA = Path(__file__).resolve().parent.parent / "data"
OFFICE = re.compile(r"(?:政府办|办公室|办公厅)$")


class Registry:
    """The register: regions, kinds, listed agencies, and the governments that every region has."""

    def __init__(
        self,
        regions: Regions,
        kinds: Kinds,
        agencies: Iterable[Agency],
        towns: Path | None = None,
        zones: Path | None = None,
    ) -> None:
        self.regions = regions
        self.kinds = kinds
        self.reader = Reader(regions, kinds, towns, zones)
        self.agencies = {agency.agency_id: agency for agency in agencies}
        self.matcher = Matcher(regions, kinds)
        self._by_name: dict[str, list[Agency]] = defaultdict(list)
        self._by_region: dict[str, list[Agency]] = defaultdict(list)
        for agency in self.agencies.values():
            for name in dict.fromkeys((agency.name_zh, *agency.aliases)):
                self._by_name[clean_name(name)].append(agency)
            self._by_region[agency.region_code].append(agency)

    def get(self, agency_id: str) -> Agency | None:
        """The agency of that id: listed, or the government (or its office) of a region."""
        if agency_id in self.agencies:
            return self.agencies[agency_id]
        code, _, kind = agency_id.partition("-")
        if code != NATION and kind in GOVERNMENT_TAILS and code in self.regions.by_code:
            return make_agency(self.regions, self.kinds, code, Body(kind, True), "")
        return None

    def in_region(self, code: str) -> tuple[Agency, ...]:
        """The agencies of one region in official order, its government and the government's office first."""
        made = (self.get(f"{code}-government"), self.get(f"{code}-government_office"))
        known = {agency.agency_id: agency for agency in (*made, *self._by_region.get(code, ())) if agency}
        return tuple(sorted(known.values(), key=lambda one: one.position))

    def resolve(self, printed: str, region_hint: str | None = None, year: int | None = None) -> Resolution:
        """What the printed name means: exact, then spellings, then shortened names, then a proposal or a ranked list.

        `region_hint` is the code of a region that the agency lies in, or that lies in it: it decides between places
        of one name and completes names such as 市教育局. `year` decides between former and present bodies."""
        name = clean_name(printed)
        if (placed := self._in_brackets(name)) and (
            found := self._resolve(placed, region_hint, year)
        ).agency is not None:
            return replace(found, reason=f"{found.reason}（括号内是行政区划）")
        inside = [part for part in BRACKETED.findall(name) if len(part) > 3]
        first = self._resolve(BRACKETED.sub("", name), region_hint, year)
        if (
            first.agency is not None
            and first.agency.kind == "government"
            and any(OFFICE.search(part) for part in inside)
        ):
            office = self.get(f"{first.agency.region_code}-government_office")
            return replace(first, agency=office, status="alias", reason="政府（办公室）：政府办公室的报告")
        if first.is_certain or not inside:
            return first
        for part in inside:
            second = self._resolve(part, region_hint, year)
            if second.is_certain or (second.status == PROPOSED and first.status != PROPOSED):
                return replace(second, reason=f"{second.reason}（括号内名称）")
        return first

    def _in_brackets(self, name: str) -> str | None:
        """The name with the division in its brackets for a place: 泰州医药高新区（高港区）卫健委 is 高港区's."""
        found = BRACKETED.search(name)
        if found is None or found.start() == 0 or not name[found.end() :]:
            return None
        places = self.regions.read_places(found[1])
        is_free_trade = name.startswith("中国") and name[found.end() :].startswith("自由贸易试验区")
        is_region = bool(places) and (places[0].is_full or is_free_trade) and places[0].length == len(found[1])
        return found[1] + name[found.end() :] if is_region else None

    def _resolve(self, name: str, hint: str | None, year: int | None) -> Resolution:
        if len(name) < 2 or NOT_A_NAME.search(name):
            return Resolution(None, UNKNOWN, reason="不是机关名称")
        listed = self._pick(self._by_name.get(name, ()), hint, year)
        if len(listed) == 1:
            status = "exact" if clean_name(listed[0].name_zh) == name else "alias"
            return Resolution(listed[0], status, reason="名录中的名称", region_code=listed[0].region_code)
        tried: list[Resolution] = []
        for reading in self.reader.readings(name, hint, year):
            found = self._within(name, reading, year)
            if found.agency is not None:
                return found
            tried.append(found)
        ranked = [one for one in tried if one.status == AMBIGUOUS] or tried
        return ranked[0] if ranked else Resolution(None, UNKNOWN, self.rank(name, None), "名称中没有地名")

    def _within(self, name: str, reading: Reading, year: int | None) -> Resolution:
        """The agency that a split name means, among the agencies of its region."""
        body = reading.body
        if body is None:
            code = reading.codes[0] if len(reading.codes) == 1 else None
            return Resolution(None, UNKNOWN, self.rank(name, code), "认不出机关类别", code)
        if len(reading.codes) > 1:
            return self._ambiguous(reading)
        code = reading.codes[0]
        every = [(one, self.matcher.forms_of(one)) for one in self._by_region.get(code, ())]
        standing = {one.agency_id for one in self._pick((one for one, _ in every), None, year)}
        here = [(one, forms) for one, forms in every if one.agency_id in standing]
        written_out = self.kinds.canonical(reading.rest)
        is_plain = body.is_certain and not body.extra
        for status, reason, matches in (
            (
                "exact",
                "本行政区划内的名称",
                self._pick((one for one, forms in every if reading.rest in forms.rests), None, year),
            ),
            (
                "alias",
                "简称写全后相同",
                self._pick((one for one, forms in every if written_out in forms.canonical), None, year),
            ),
            ("derived", "", [one] if is_plain and (one := self._government(code, body)) else []),
            ("alias", "同类机关在本行政区划内唯一", [one for one, forms in here if is_same_kind(one, forms, body)]),
            ("short", "逐字相合的简称", [one for one, forms in here if is_short_for(reading.rest, forms.plain)]),
        ):
            if len(matches) == 1 and status == "derived":
                return self._as_government(matches[0], name)
            if len(matches) == 1:
                return Resolution(matches[0], status, reason=reason, region_code=code)
            if len(matches) > 1:
                return Resolution(None, AMBIGUOUS, self.rank(name, code), "本行政区划内有几个相近的机关", code)
        return self._proposal(name, code, body, reading.rest)

    def _government(self, code: str, body: Body) -> Agency | None:
        return self.get(f"{code}-{body.kind}") if body.kind in GOVERNMENT_TAILS else None

    def _as_government(self, agency: Agency, name: str) -> Resolution:
        status = "exact" if name.endswith(agency.name_zh) else "alias"
        return Resolution(agency, status, reason="由行政区划得出的政府", region_code=agency.region_code)

    def _ambiguous(self, reading: Reading) -> Resolution:
        """The same place name in several regions: one candidate each."""
        made = [
            make_agency(self.regions, self.kinds, code, reading.body or THE_GOVERNMENT, reading.rest)
            for code in reading.codes
        ]
        candidates = tuple(
            Candidate(one.agency_id, self.regions.full_name(one.region_code) + reading.rest, 100.0) for one in made
        )
        return Resolution(None, AMBIGUOUS, candidates, "同名行政区划不止一个")

    def _proposal(self, name: str, code: str, body: Body, rest: str) -> Resolution:
        """An agency that follows from region and kind but is not listed."""
        agency = make_agency(
            self.regions,
            self.kinds,
            code,
            body,
            self.kinds.spell(rest) if len(rest) <= 4 or rest[-1] in "委办" else rest,
        )
        is_branch = BRANCH_OF_STATE.match(name) or BRANCH.match(name) or name.startswith(tuple(STATE_BRANCHES))
        if is_branch or code == NATION or body.kind == "customs" or name.startswith(CORPS_NAME):
            agency = replace(agency, name_zh=name)
        return Resolution(agency, PROPOSED, self.rank(name, code), "行政区划与机关类别确定，名录中没有", code)

    def _pick(self, agencies: Iterable[Agency], hint: str | None, year: int | None) -> list[Agency]:
        """Those near the hint that stood in that year; all of them where that leaves none."""
        found = list(agencies)
        near = set(self.regions.near([one.region_code for one in found], hint))
        close = [one for one in found if one.region_code in near]
        stood = [one for one in close if one.was_valid(year)] or close
        return [one for one in stood if one.valid_to is None] or stood

    def rank(self, name: str, code: str | None, count: int = 5) -> tuple[Candidate, ...]:
        """The likeliest agencies of a region (of the whole register where it is None), best first, for a person."""
        pool = self.in_region(code) if code else tuple(self.agencies.values())
        choices = {agency.agency_id: agency.name_zh for agency in pool}
        best = process.extract(name, choices, scorer=fuzz.WRatio, limit=count)
        return tuple(Candidate(agency_id, choices[agency_id], round(score, 1)) for _, score, agency_id in best)


@cache
def load_registry(data: Path = DATA) -> Registry:
    """The register of data/*.csv together with that of the demonstration city, data/demo/*.csv, where it is there."""
    folders = [data, data / "demo"]
    places = [path for folder in folders if (path := folder / "regions.csv").exists()]
    bodies = [path for folder in folders if (path := folder / "agencies.csv").exists()]
    regions = Regions(
        (one for path in places for one in read_regions(path)), read_region_aliases(data / "region_aliases.csv")
    )
    kinds = read_kinds(*(data / f"agency_{name}.csv" for name in ("kinds", "aliases", "mergers")))
    listed = (one for path in bodies for one in read_agencies(path))
    return Registry(regions, kinds, listed, data / "towns.csv", data / "zone_places.csv")
