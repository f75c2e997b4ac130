"""How requests ended: the six outcomes, the reasons under each, and who asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from catalog import forms
from dashboard.queries import wholes
from dashboard.warehouse import ask

OUTCOMES = ("granted", "partly_granted", "refused", "not_available", "not_processed", "otherwise_closed")
PARTS = {name: [f"requests_{name}"] for name in OUTCOMES}
APPLICANTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organisation",
    "legal_service_provider",
    "other_organisation",
)


def outcome_mix(series: Mapping[str, Sequence[str]], year: int) -> pd.DataFrame:
    """One row a series: the six outcomes summed over reports that give all six as numbers, their total, used of
    expected."""
    return wholes.mix(series, year, PARTS)


def counted(ids: Sequence[str], year: int) -> list[str]:
    """The agencies whose report counts in the mix: all six outcomes are numbers."""
    return wholes.counted(ids, year, PARTS)


def reasons(ids: Sequence[str], year: int, outcome: str) -> pd.DataFrame:
    """One row a reason under an outcome, in the order of the form: row key, cases, reports that print a number for
    it."""
    keys = {
        entry.key for version in forms.versions() for entry in forms.rows(version, "requests") if entry.group == outcome
    }
    question = """
        select c.row_key, sum(c.value)::double as cases, count(c.value)::int as used
        from core.request_count c join mart.agency_year y using (report_id)
        where y.year = $year and y.agency_id in (select unnest($ids)) and c.applicant = 'total'
          and c.row_key in (select unnest($keys))
        group by c.row_key order by cases desc nulls last, c.row_key"""
    return ask(question, {"ids": list(ids), "year": year, "keys": sorted(keys)})


def applicants(ids: Sequence[str], year: int) -> pd.DataFrame:
    """One row an applicant: new requests of the year, and those answered with the information, wholly or in part."""
    rows = " union all ".join(
        f"""select '{name}' as applicant, sum(requests_received_{name})::double as received,
            sum(requests_granted_{name} + requests_partly_granted_{name})::double as disclosed,
            sum(requests_concluded_{name})::double as concluded, count(requests_received_{name})::int as used,
                {place} as position
            from chosen"""
        for place, name in enumerate(APPLICANTS)
    )
    question = f"""
        with chosen as (from mart.agency_year where year = $year and agency_id in (select unnest($ids)))
        select * exclude (position) from ({rows}) order by position"""
    return ask(question, {"ids": list(ids), "year": year})
