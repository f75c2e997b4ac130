"""Why a report gives no number for a metric: what is printed where the number should stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from catalog import forms
from catalog.metrics import Metric, columns_of
from dashboard.queries import measures
from dashboard.warehouse import ask

ORDER = ("no_table", "absent", "blank", "na", "text")


def told(answer: pd.DataFrame, metric: Metric, series: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """The answer of `rates.by_series` with a closer reason where one agency's report gives no number: no_table, absent
    (the row is not there), blank, na ("/" or "—"), text, or not_stated for a figure of the text."""
    alone = {key: ids[0] for key, ids in series.items() if len(ids) == 1}
    open_rows = answer[(answer["reason"] == "not_a_number") & answer["series"].isin(list(alone))]
    if open_rows.empty:
        return answer
    if any(name.startswith("stated_") for name in columns_of(metric)):
        found = dict.fromkeys(open_rows.index, "not_stated")
    else:
        years = open_rows["year"].astype(int)
        seen = _states(metric, [alone[key] for key in open_rows["series"]], int(years.min()), int(years.max()))
        pairs = zip(open_rows.index, open_rows["series"], years, strict=True)
        found = {at: seen.get((alone[key], year), "not_a_number") for at, key, year in pairs}
    return answer.assign(reason=[found.get(at, code) for at, code in zip(answer.index, answer["reason"], strict=True)])


def _states(metric: Metric, ids: Sequence[str], first: int, last: int) -> dict[tuple[str, int], str]:
    """For each agency and year what stands in the cells of the metric that give no number, the plainest reason first; a
    printed group's row takes the place of its parts."""
    wanted = [part for part in measures.behind(metric) if part["back"] == 0]
    question = """
        with wanted as (select unnest($wholes) as whole, unnest($columns) as wide_column),
        report as (
            select agency_id, year, report_id from mart.agency_year
            where agency_id in (select unnest($ids)) and year between $first and $last),
        cell as (
            select r.agency_id, r.year, w.whole, c.state, c.value from report r cross join wanted w
            left join mart.printed_cell c on c.report_id = r.report_id and c.wide_column = w.wide_column),
        part as (
            select agency_id, year, whole, count(state) as cells,
                   list(distinct state) filter (where value is null and state is not null) as states
            from cell group by agency_id, year, whole),
        tables as (
            select c.agency_id, c.year, list(distinct c.table_name) as held from mart.printed_cell c
            join report r using (report_id) group by c.agency_id, c.year)
        select p.agency_id, p.year::int as year, p.whole, p.cells, coalesce(p.states, []) as states,
               coalesce(t.held, []) as held
        from part p left join tables t on t.agency_id = p.agency_id and t.year = p.year
        where p.cells = 0 or len(p.states) > 0"""
    values = {
        "wholes": [str(part["whole"]) for part in wanted],
        "columns": [str(part["column"]) for part in wanted],
        "ids": list(dict.fromkeys(ids)),
        "first": first,
        "last": last,
    }
    rows = ask(question, values)
    tables = _tables(wanted)
    found: dict[tuple[str, int], str] = {}
    for row in rows.to_dict("records"):
        held = [str(name) for name in row["held"]]
        gone = "absent" if tables.get(str(row["whole"]), "") in ("", *held) else "no_table"
        codes = [str(code) for code in row["states"]] if row["cells"] else [gone]
        key = (str(row["agency_id"]), int(row["year"]))
        known = [code for code in (*codes, found.get(key, "")) if code in ORDER]
        if known:
            found[key] = min(known, key=ORDER.index)
    return found


def _tables(wanted: Sequence[Mapping[str, str | int]]) -> dict[str, str]:
    """The statutory table that each column or group stands in."""
    known = forms.wide_columns()
    return {str(part["whole"]): known[str(part["column"])][0] for part in wanted if str(part["column"]) in known}
