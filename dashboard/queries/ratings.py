"""What reports state beside a satisfaction rate: how many ratings, how many cases, which grades count as satisfied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.queries import measures
from dashboard.warehouse import ask

TWO, THREE = "stated_satisfaction_rate_of_two", "stated_satisfaction_rate_of_three"


def beside_rates(series: Mapping[str, Sequence[str]], year: int) -> pd.DataFrame:
    """One row a series: ratings (sum over reports that state them), rated_of and cases (sums over reports that state
    both ratings and completed cases), two and three (reports whose rate counts the top two or three grades)."""
    held = measures.available()
    grades = [
        f"count({key})::int as {name}" if key in held else f"0 as {name}"
        for key, name in ((TWO, "two"), (THREE, "three"))
    ]
    both = "stated_evaluations_received is not null and stated_cases_completed > 0"
    question = f"""
        with {measures.MEMBER}
        select m.series, sum(stated_evaluations_received)::double as ratings,
               sum(if({both}, stated_evaluations_received, null))::double as rated_of,
               sum(if({both}, stated_cases_completed, null))::double as cases, {", ".join(grades)}
        from member m left join mart.agency_year y on y.agency_id = m.agency_id and y.year = $year
        group by m.series, m.nth order by m.nth"""
    return ask(question, measures.members(series) | {"year": year})
