"""Who there is: collections, years, regions, kinds and agencies, in their official order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from catalog.texts import either
from dashboard.warehouse import Build, ask, ask_texts, shown_build

GOVERNMENT = "government"

# A list searches in the words it shows and in nothing else. So that initials are found but not in the way, they stand
# beyond the edge of a box that holds one choice, and in the second line of a tag, which look.css does not show.
BEHIND, BELOW = "\u2003" * 28, "\n"


@dataclass(frozen=True, slots=True)
class Agency:
    """One body that publishes reports."""

    agency_id: str
    name_zh: str
    name_en: str | None
    short_zh: str | None
    initials: str | None
    kind: str
    region_code: str
    level: str

    def name(self, language: str) -> str:
        """The name in a language."""
        return either(language, self.name_zh, self.name_en)

    def short(self, language: str) -> str:
        """The short name in a language, the full one where there is none."""
        return either(language, self.short_zh or self.name_zh, self.name_en)

    def found_by(self, language: str, out_of_sight: str = BEHIND) -> str:
        """The name with what a reader may type to find it, its pinyin initials, which are not seen."""
        first = (self.initials or "").split(" ")[0]
        return f"{self.name(language)}{out_of_sight}{first}" if first else self.name(language)


def collections() -> tuple[str, ...]:
    """The collections that the build holds reports of, the one with most reports first."""
    question = "select collection from mart.agency_year group by 1 order by count(*) desc, collection desc"
    return tuple(ask(question)["collection"])


def years(which: str) -> list[str]:
    """The years that reports are held or expected for, newest first."""
    found = ask(
        "select distinct year from mart.report_coverage where collection = $which order by 1 desc", {"which": which}
    )
    return [str(year) for year in found["year"]]


def newest_full_year(which: str) -> str:
    """The year that most agencies have a report for; of several the newest."""
    question = """select year from mart.agency_year where collection = $which
                  group by year order by count(*) desc, year desc limit 1"""
    found = ask(question, {"which": which})
    return str(found["year"].iloc[0]) if len(found) else ""


def agencies(which: str) -> dict[str, Agency]:
    """Every agency with a report held or expected, by id, in official order; one answer for everybody: not to be
    changed."""
    return _agencies(shown_build(), which)


@lru_cache(maxsize=8)
def _agencies(build: Build, which: str) -> dict[str, Agency]:
    question = "select * exclude (collection) from mart.agency where collection = $which"
    return {row["agency_id"]: Agency(**row) for row in _records(ask_texts(question, {"which": which}, build))}


def regions(which: str, language: str) -> dict[str, str]:
    """Names of the regions that agencies with reports belong to, by code, in official order."""
    return dict(_regions(shown_build(), which, language))


@lru_cache(maxsize=16)
def _regions(build: Build, which: str, language: str) -> dict[str, str]:
    question = """
        select region_code, name_zh, short_zh, name_en from core.region
        where region_code in (select region_code from mart.report_coverage where collection = $which)
        order by position nulls last, region_code"""
    found = _records(ask(question, {"which": which}, build))
    return {row["region_code"]: either(language, row["name_zh"], row["name_en"]) for row in found}


def around(codes: Sequence[str], language: str) -> dict[str, str]:
    """Names of these regions and of all that contain them, by code."""
    question = """
        with recursive above as (
            select * from core.region where region_code in (select unnest($codes))
            union select r.* from core.region r join above a on r.region_code = a.parent_code)
        select region_code, name_zh, name_en from above"""
    found = _records(ask(question, {"codes": list(codes)}))
    return {row["region_code"]: either(language, row["name_zh"], row["name_en"]) for row in found}


def kinds(which: str, language: str) -> dict[str, str]:
    """Labels of the kinds of agencies with reports, by key, in official order."""
    return dict(_kinds(shown_build(), which, language))


@lru_cache(maxsize=16)
def _kinds(build: Build, which: str, language: str) -> dict[str, str]:
    question = """
        select kind, label_zh, label_en from core.agency_kind
        where kind in (select kind from mart.report_coverage where collection = $which) order by position nulls last,
            kind"""
    found = _records(ask(question, {"which": which}, build))
    return {row["kind"]: either(language, row["label_zh"], row["label_en"]) for row in found}


def populations(which: str) -> list[str]:
    """bureau and government, the one with more reports in the year that is shown without a word first, of all years
    where it has as many: the two are never summed, a government's report contains its bureaus'."""
    question = """
        select if(kind = 'government', 'government', 'bureau') as population from mart.agency_year
        where collection = $which
        group by 1 order by count(*) filter (where year::varchar = $newest) desc, count(*) desc, 1"""
    asked = {"which": which, "newest": newest_full_year(which)}
    return list(ask(question, asked)["population"]) or ["bureau"]


def members(which: str, who: str = "", region: str = "", kind: str = "") -> list[str]:
    """Ids of the agencies of a population (bureau, government, or any), a region and a kind, in official order."""
    return [
        agency.agency_id
        for agency in agencies(which).values()
        if (not who or (agency.kind == GOVERNMENT) == (who == GOVERNMENT))
        and (not region or agency.region_code == region)
        and (not kind or agency.kind == kind)
    ]


def by_region(which: str, who: str, kind: str = "") -> Mapping[str, list[str]]:
    """Agency ids by region code."""
    everyone = agencies(which)
    groups: dict[str, list[str]] = {}
    for agency_id in members(which, who, kind=kind):
        groups.setdefault(everyone[agency_id].region_code, []).append(agency_id)
    return groups


def _records(table: pd.DataFrame) -> list[dict[str, str]]:
    return table.astype(object).where(table.notna(), None).to_dict("records")


def names(which: str, language: str, short: bool = False) -> dict[str, str]:
    """Names of the agencies by id; short ones where the region is understood."""
    return {key: agency.short(language) if short else agency.name(language) for key, agency in agencies(which).items()}


def span(which: str) -> tuple[int, int]:
    """The first and the last year of the collection."""
    found = [int(year) for year in years(which)]
    return (min(found), max(found)) if found else (0, 0)


def busiest(which: str, most: int = 4) -> list[str]:
    """The agencies that received most requests over all years, no governments among bureaus: a sensible first view."""
    question = """
        select agency_id from mart.agency_year where agency_id in (select unnest($ids))
        group by agency_id order by count(requests_received) > 1 desc, sum(requests_received) desc nulls last,
            agency_id limit $most"""
    ids = members(which, populations(which)[0])
    return list(ask(question, {"ids": ids, "most": most})["agency_id"])


def peers(which: str, agency_id: str, group: str) -> list[str]:
    """The agencies of the same kind in all regions, or of the same region, the agency itself included; a government
    is only
    ever beside governments."""
    everyone = agencies(which)
    own = everyone.get(agency_id)
    if own is None:
        return []
    if group == "kind" or own.kind == GOVERNMENT:
        return members(which, kind=own.kind)
    return members(which, "bureau", own.region_code)


def held(which: str) -> pd.DataFrame:
    """Every report of a collection, newest first: who, which year, requests, granted or partly granted of how many."""
    question = """
        select a.agency_id, a.name_zh, a.name_en, y.year, y.requests_received as received,
               (y.requests_granted + y.requests_partly_granted)::double / nullif(y.requests_concluded, 0) as grant_rate,
               y.requests_concluded as concluded, y.failed_e
        from mart.agency_year y join core.agency a using (agency_id)
        where y.collection = $which order by y.year desc, a.position"""
    return ask(question, {"which": which})
