"""Owns the figures that offices tell in prose only: publications, service items, ratings, hotline, training."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from .chance import jitter, poisson, share_of, source
from .city import YEARS, Agency
from .facts import Facts
from .flows import profile
from .wording import percent

Figures = dict[str, int | Decimal]
SERVING = ("government_services", "public_security", "human_resources", "natural_resources", "market_supervision")


@cache
def _lines(kind: str) -> dict[str, float]:
    lines: dict[str, float] = profile()["kinds"][kind]
    return lines


def told_figures(seed: int, facts: Facts) -> Figures:
    """Every figure that the report of this agency and year could tell, by the names used in text/figures.yml."""
    return {**told_of_tables(facts), **_publications(seed, facts), **_services(seed, facts.agency, facts.year)}


def told_of_tables(facts: Facts) -> Figures:
    """The figures of the tables that prose repeats."""
    cells = facts.cells
    made = "issued" if ("disclosure", "normative_documents", "issued") in cells else "newly_made"
    suits = ("direct_litigation", "litigation_after_review")
    return {
        "received": cells["requests", "received", "total"],
        "carried_in": cells["requests", "carried_in", "total"],
        "concluded": cells["requests", "concluded", "total"],
        "carried_out": cells["requests", "carried_out", "total"],
        "reviews": cells["cases", "review", "total"],
        "litigations": cells["cases", suits[0], "total"] + cells["cases", suits[1], "total"],
        "issued": cells["disclosure", "normative_documents", made],
    }


def _publications(seed: int, facts: Facts) -> Figures:
    agency, year = facts.agency, facts.year
    habit, random = source(seed, agency.agency_id, "publications"), source(seed, agency.agency_id, year, "told")
    size = habit.choice((0.3, 0.6, 1, 1, 2, 4)) * (18 if agency.is_government else 1)
    trend = 1 + 0.06 * (year - YEARS[0])
    whole = 20 + poisson(random, 420 * size * trend * jitter(random, 0.2))
    website = share_of(random, min(whole, 4000), 0.8) + max(0, whole - 4000)
    return {
        "proactive": whole,
        "whole": whole,
        "parts_a": website,
        "parts_b": whole - website,
        "website": website,
        "wechat": 10 + poisson(random, 260 * size * trend),
        "weibo": 5 + poisson(random, 90 * size),
        "since": 3000 + poisson(random, 900 * size * trend),
        "fans": 800 + poisson(random, 5200 * size),
        "views": 2000 + poisson(random, 8000 * size),
        "interpretations": 1 + poisson(random, 6 * size),
        "conferences": 1 + poisson(random, 0.8 * size),
        "trainings": 1 + poisson(random, 1.4),
        "participants": 20 + poisson(random, 60),
    }


def _services(seed: int, agency: Agency, year: int) -> Figures:
    """Service items, from half of the kinds that serve the public: an agency either tells them every year or never."""
    habit, random = source(seed, agency.agency_id, "services"), source(seed, agency.agency_id, year, "services")
    if agency.is_government or (agency.kind not in SERVING and habit.random() > 0.35) or habit.random() > 0.9:
        return {}
    lines = _lines(agency.kind)
    listed = round(lines["services"] * jitter(habit, 0.15)) + 3 * (year - YEARS[0]) + random.randrange(3)
    online = min(listed, round(listed * min(1.0, 0.72 + 0.04 * (year - YEARS[0]) + habit.uniform(-0.06, 0.06))))
    rated = poisson(random, lines["served"] * 0.3 * jitter(random, 0.3)) + 12
    return {
        "total_items": listed,
        "online_items": online,
        "online_rate": percent(online, listed),
        "visit_items": max(1, round(listed * habit.uniform(0.85, 1.0))),
        "cases": 30 + poisson(random, lines["served"] * jitter(random, 0.2)),
        "evaluations": rated,
        "satisfaction": min(
            Decimal(100), percent(round(10000 * habit.uniform(0.975, 1.0)) - random.randrange(60), 10000)
        ),
        "hotline": 20 + poisson(random, 60 + lines["requests"] * 22),
    }
