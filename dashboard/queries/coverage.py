"""How complete, how late and how sound the reports are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from catalog.rules import rules_about
from dashboard.warehouse import ask


def told_of(*about: str) -> str:
    """The ids of the rules whose failure says this of a report (catalog.rules.ABOUT), as a list of SQL."""
    return ", ".join(f"'{rule}'" for one in about for rule in rules_about(one))


@dataclass(frozen=True, slots=True)
class Status:
    """What the strip above every page says of the build."""

    build: str
    made_at: str
    as_of: str
    held: int
    expected: int
    failing: int


def build_status(which: str) -> Status:
    """Reports held of those expected over all years, and in how many of them figures contradict one another."""
    question = """
        select (select build_id from core.build limit 1) as build,
            (select as_of::varchar from core.build limit 1) as as_of,
               (select strftime(made_at, '%Y-%m-%d %H:%M') from core.build limit 1) as made_at,
               count(case when status <> 'missing' then 1 end) as held, count(*) as expected,
               count(case when status <> 'missing' then failed end) as failing
        from mart.report_coverage where collection = $which"""
    row = ask(question, {"which": which}).iloc[0]
    return Status(
        str(row.build), str(row.made_at), str(row.as_of)[:10], int(row.held), int(row.expected), int(row.failing)
    )


def publication(ids: Sequence[str], year: int | None) -> pd.DataFrame:
    """One row: expected, held, on_time, late, missing, failing in a year, or in all of them."""
    question = """
        select count(*) as expected, count(case when status <> 'missing' then 1 end) as held,
               count(case when status = 'present' then 1 end) as on_time,
               count(case when status = 'late' then 1 end) as late,
                   count(case when status = 'missing' then 1 end) as missing,
               count(case when status <> 'missing' then failed end) as failing
        from mart.report_coverage
        where ($year is null or year = $year) and agency_id in (select unnest($ids))"""
    return ask(question, {"year": year, "ids": list(ids)})


def missing_reports(ids: Sequence[str], year: int | None) -> pd.DataFrame:
    """Agencies whose report of the year, or of any, is missing or late, newest year and missing first: year, status,
    deadline_on, published_on, days_late."""
    question = """
        select c.agency_id, a.name_zh, a.name_en, c.year, c.status, c.deadline_on, c.published_on,
               case when c.status = 'missing' then (b.as_of::date - c.deadline_on)::int else c.days_late end
                   as days_late
        from mart.report_coverage c join core.agency a using (agency_id), core.build b
        where ($year is null or c.year = $year) and c.status in ('missing', 'late')
          and c.agency_id in (select unnest($ids))
        order by c.year desc, c.status desc, days_late desc nulls last, c.agency_id"""
    return ask(question, {"year": year, "ids": list(ids)})


def matrix(ids: Sequence[str]) -> pd.DataFrame:
    """One row an agency and year: status, failed and incomplete (errors of figures, of form), days_late."""
    question = """
        select agency_id, year, status, failed, incomplete, days_late
        from mart.report_coverage
        where agency_id in (select unnest($ids)) order by agency_id, year"""
    return ask(question, {"ids": list(ids)})
