"""Owns the plan of the demonstration: which reports exist, when they came out, in which medium, with which quirks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from random import Random

from .chance import source
from .city import YEARS, Agency, agencies, regions
from .draft import SUFFIXES, Draft
from .facts import Facts, make_facts, years_of
from .prose import write_prose
from .quirks import choose
from .services import told_figures

MEDIA = {"html": 0.42, "docx": 0.25, "pdf": 0.19, "text": 0.14}
MISSING = {2019: 0.14, 2020: 0.08}
MISSING_LATER, LATE = 0.035, 0.03
Key = tuple[str, int]


def deadline(agency: Agency, year: int) -> date:
    """The last day to publish: end of January for bureaus, end of March for governments (Article 49)."""
    return date(year + 1, 3, 31) if agency.is_government else date(year + 1, 1, 31)


def expected() -> list[tuple[Agency, int]]:
    """Every report that has to be published, in official order."""
    return [(agency, year) for agency in agencies().values() for year in years_of(agency)]


def plan_drafts(seed: int) -> dict[Key, Draft]:
    """The drafts of every report that was published, before any fault is planted."""
    facts = make_facts(seed)
    numbered = enumerate(expected())
    drafts = (_draft(seed, number, facts[agency.agency_id, year]) for number, (agency, year) in numbered)
    return {draft.key: draft for draft in drafts if draft is not None}


def _draft(seed: int, number: int, facts: Facts) -> Draft | None:
    """The draft, or None for a report that never came out."""
    agency, year = facts.agency, facts.year
    random = source(seed, agency.agency_id, year, "plan")
    if not agency.is_government and random.random() < MISSING.get(year, MISSING_LATER):
        return None
    medium = random.choices(list(MEDIA), list(MEDIA.values()))[0]
    published = _published(random, agency, year)
    figures = told_figures(seed, facts)
    return Draft(
        facts=facts,
        figures=figures,
        prose=write_prose(seed, facts, figures),
        medium=medium,
        quirks=choose(random, medium, facts.form),
        published_on=published.isoformat(),
        file=_file_name(random, number, agency, year, medium, published),
    )


def _published(random: Random, agency: Agency, year: int) -> date:
    last = deadline(agency, year)
    if random.random() < LATE:
        return last + timedelta(days=random.randrange(2, 75))
    return last - timedelta(days=random.randrange(0, 40 if agency.is_government else 24))


def _file_name(random: Random, number: int, agency: Agency, year: int, medium: str, published: date) -> str:
    """Folder and name; a content system names its pages by date and number."""
    folder, suffix = regions()[agency.region].name, SUFFIXES[medium]
    if medium == "html" and random.random() < 0.4:
        return f"{folder}/t{published:%Y%m%d}_{4800 + 7 * number}.{suffix}"
    return f"{folder}/{agency.name}{year}年政府信息公开工作年度报告.{suffix}"


def within(drafts: dict[Key, Draft], districts: Collection[str], years: Collection[int]) -> dict[Key, Draft]:
    """The drafts of some regions and years."""
    return {key: draft for key, draft in drafts.items() if draft.facts.agency.region in districts and key[1] in years}


def all_regions() -> tuple[str, ...]:
    """The codes of every region that publishes."""
    return tuple(dict.fromkeys(agency.region for agency in agencies().values()))


def all_years() -> tuple[int, ...]:
    return YEARS
