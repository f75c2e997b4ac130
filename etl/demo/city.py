"""Owns the fictional city of the demonstration data: its regions and agencies, from data/demo/*.csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOME = Path(__file__).resolve().parents[2] / "data" / "demo"
YEARS = tuple(range(2019, 2026))
GOVERNMENT = "government"


@dataclass(frozen=True, slots=True)
class Region:
    """One division of the fictional province, under a code that the national standard does not use."""

    code: str
    name: str
    level: str
    parent: str


@dataclass(frozen=True, slots=True)
class Agency:
    """One fictional agency; `first_year` and `last_year` bound the years it reports on."""

    agency_id: str
    name: str
    short: str
    kind: str
    region: str
    level: str
    first_year: int
    last_year: int
    predecessors: tuple[str, ...]

    @property
    def is_government(self) -> bool:
        return self.kind == GOVERNMENT


def _lines(name: str) -> list[dict[str, str]]:
    with (HOME / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def regions() -> dict[str, Region]:
    """Every region by its code, in official order."""
    return {
        line["region_code"]: Region(line["region_code"], line["name_zh"], line["level"], line["parent_code"])
        for line in _lines("regions.csv")
    }


@cache
def agencies() -> dict[str, Agency]:
    """Every agency by its id, in official order: city first, then district by district."""
    return {agency.agency_id: agency for agency in map(_agency, _lines("agencies.csv"))}


def _agency(line: dict[str, str]) -> Agency:
    return Agency(
        agency_id=line["agency_id"],
        name=line["name_zh"],
        short=line["short_zh"],
        kind=line["kind"],
        region=line["region_code"],
        level=line["level"],
        first_year=int(line["valid_from"]) if line["valid_from"] else YEARS[0],
        last_year=int(line["valid_to"]) if line["valid_to"] else YEARS[-1],
        predecessors=tuple(part for part in line["predecessors"].split("|") if part),
    )


def districts() -> tuple[str, ...]:
    """The codes of the six districts."""
    return tuple(region.code for region in regions().values() if region.level == "county")


def city_code() -> str:
    """The code of the city itself."""
    return next(region.code for region in regions().values() if region.level == "prefecture")


def members(government: Agency) -> tuple[Agency, ...]:
    """The agencies whose figures a government's report adds up: bureaus of its region and, for the city, the
    governments of its districts (their reports hold their bureaus already)."""
    inside = [agency for agency in agencies().values() if agency.region == government.region and agency != government]
    if government.level == "prefecture":
        inside += [agency for agency in agencies().values() if agency.is_government and agency.level == "county"]
    return tuple(inside)
