"""Reviews and lawsuits: how they ended, by kind and by unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from catalog.forms import CASE_NOUN
from dashboard.queries import measures
from dashboard.warehouse import ask

RESULTS = ("upheld", "overturned", "other_result", "pending")


def case_results(series: Mapping[str, Sequence[str]], year: int, kinds: Sequence[str]) -> pd.DataFrame:
    """One row a series: the four results summed over the case kinds, of reports that print all of them as numbers."""
    nouns = [CASE_NOUN[kind] for kind in kinds]
    every = " and ".join(f"{noun}_{result} is not null" for noun in nouns for result in RESULTS)
    sums = ", ".join(
        f"sum(if({every}, {' + '.join(f'{noun}_{result}' for noun in nouns)}, null))::double as {result}"
        for result in RESULTS
    )
    question = f"""
        with {measures.MEMBER},
        summed as (
            select m.series, m.nth, {sums}, count_if({every})::int as used, count(*)::int as expected
            from member m join mart.report_coverage c on c.agency_id = m.agency_id and c.year = $year
            left join mart.agency_year y on y.agency_id = c.agency_id and y.year = c.year
            group by m.series, m.nth)
        select * exclude (nth), {" + ".join(RESULTS)} as total from summed order by nth"""
    return ask(question, measures.members(series) | {"year": year})


def counted(ids: Sequence[str], year: int, kinds: Sequence[str]) -> list[str]:
    """The agencies whose report counts: every result of these case kinds is a number."""
    every = " and ".join(f"{CASE_NOUN[kind]}_{result} is not null" for kind in kinds for result in RESULTS)
    question = f"""
        select agency_id from mart.agency_year
        where year = $year and agency_id in (select unnest($ids)) and {every}"""
    return list(ask(question, {"ids": list(ids), "year": year})["agency_id"])
