"""Owns sums over parts of a whole: only reports that print every part as a number count, with how many did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.queries import measures
from dashboard.warehouse import ask


def _all_numbers(parts: Mapping[str, Sequence[str]]) -> str:
    return " and ".join(f"{column} is not null" for columns in parts.values() for column in columns)


def mix(series: Mapping[str, Sequence[str]], year: int, parts: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """One row a series (a name over agency ids): each part (a name over columns of mart.agency_year) summed over the
    reports that give all parts as numbers, their total, used of expected reports."""
    every = _all_numbers(parts)
    sums = ", ".join(
        f"sum(if({every}, {' + '.join(columns)}, null))::double as {name}" for name, columns in parts.items()
    )
    question = f"""
        with {measures.MEMBER},
        summed as (
            select m.series, m.nth, {sums}, count_if({every})::int as used, count(*)::int as expected
            from member m join mart.report_coverage c on c.agency_id = m.agency_id and c.year = $year
            left join mart.agency_year y on y.agency_id = c.agency_id and y.year = c.year
            group by m.series, m.nth)
        select * exclude (nth), {" + ".join(parts)} as total from summed order by nth"""
    return ask(question, measures.members(series) | {"year": year})


def counted(ids: Sequence[str], year: int, parts: Mapping[str, Sequence[str]]) -> list[str]:
    """The agencies whose report counts in the mix: all parts are numbers."""
    question = f"""
        select agency_id from mart.agency_year
        where year = $year and agency_id in (select unnest($ids)) and {_all_numbers(parts)}"""
    return list(ask(question, {"ids": list(ids), "year": year})["agency_id"])
