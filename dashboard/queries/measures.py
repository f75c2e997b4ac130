"""Turns a metric of the catalogue into SQL: its numerator and denominator for every report, and the cells behind
them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalog.forms import versions
from catalog.group_cells import group_parts
from catalog.metrics import Metric, Term, columns_of, metrics, needs_previous, terms
from dashboard.warehouse import ask

COVERAGE_ROWS = """
    (select agency_id, year, null::varchar as report_id, null::varchar as form, failed_e, days_late,
        1 as reports_expected,
            (status <> 'missing')::int as reports_held, (status = 'present')::int as reports_on_time
     from mart.report_coverage)"""

MEMBER = "member as (select unnest($names) as series, unnest($nths) as nth, unnest($ids) as agency_id)"


def members(series: Mapping[str, Sequence[str]]) -> dict[str, list[str] | list[int]]:
    """The values of MEMBER: each agency of a series (a name over agency ids) with the name and the place of its
    series."""
    pairs = [(name, nth, agency) for nth, (name, ids) in enumerate(series.items()) for agency in ids]
    return {"names": [one[0] for one in pairs], "nths": [one[1] for one in pairs], "ids": [one[2] for one in pairs]}


def available() -> dict[str, Metric]:
    """The metrics whose columns the build has, by key, in the order of the catalogue."""
    question = (
        "select column_name from information_schema.columns where table_schema = 'mart' and table_name = 'agency_year'"
    )
    held = set(ask(question)["column_name"])
    return {
        key: metric
        for key, metric in metrics().items()
        if metric.table == "report_coverage" or held.issuperset(columns_of(metric))
    }


def _addend(term: Term) -> str:
    name = f"{'p' if term.previous else 'y'}.{term.name}::double" if term.name else "1"
    return f"{'+' if term.sign > 0 else '-'} {name}"


def _sum(expression: str) -> str:
    """The sum as SQL in double precision; the names were checked when the catalogue was read."""
    return " ".join(_addend(term) for term in terms(expression)) if expression else "null::double"


def parts_sql(metric: Metric) -> str:
    """A query with agency_id, year, report_id, form, failed_e, n and d: numerator and denominator of every report, null
    where they cannot be told, where the form lacks them, or where the base is below the metric's smallest."""
    absent = ", ".join(f"'{form}'" for form, grade in metric.comparability.items() if grade == "x") or "'-'"
    told = f"coalesce(y.form, '') not in ({absent})"
    second = metric.against or ("", "")
    rows = COVERAGE_ROWS if metric.table == "report_coverage" else "mart.agency_year"
    before = (
        f"left join {rows} p on p.agency_id = y.agency_id and p.year = y.year - 1" if needs_previous(metric) else ""
    )
    return f"""
        select agency_id, year, report_id, form, failed_e, n, if(d >= {metric.minimum_base}, d, null) as d, n2, d2
        from (select y.agency_id, y.year, y.report_id, y.form, y.failed_e, if({told},
            {_sum(metric.numerator)}, null) as n,
                     if({told}, {_sum(metric.denominator)}, null) as d,
                     if({told}, {_sum(second[0])}, null) as n2, if({told}, {_sum(second[1])}, null) as d2
              from {rows} y {before})"""


def known_sql(metric: Metric) -> str:
    """When a report counts: numerator and, for a quotient, denominator are numbers."""
    if metric.aggregation == "mean" and metric.has_base:
        return "(n is not null and d > 0)"
    if metric.kind == "gap":
        return "(n is not null and d is not null and n2 is not null and d2 is not null)"
    return "(n is not null and d is not null)" if metric.has_base else "(n is not null)"


def unit_value_sql(metric: Metric) -> str:
    """The value of one report."""
    if metric.kind == "gap":
        return "n / nullif(d, 0) - n2 / nullif(d2, 0)"
    if metric.kind in ("concentration", "top_share"):
        return "if(n > 0, 1, null)"
    return f"n / nullif(d, 0) * {metric.scale}" if metric.has_base else "n"


def pooled_value_sql(metric: Metric) -> str:
    """The value over rows that count: the ratio of sums, the sum, or where the catalogue says so the mean."""
    if metric.aggregation == "mean":
        return f"avg(if(known, {unit_value_sql(metric)}, null))"
    above = "sum(if(known, n, null))"
    if metric.kind == "gap":
        beside = "sum(if(known, n2, null)) / nullif(sum(if(known, d2, null)), 0)"
        return f"{above} / nullif(sum(if(known, d, null)), 0) - {beside}"
    if metric.kind == "concentration":
        return f"sum(if(known, n * n, null)) / nullif(pow({above}, 2), 0)"
    if metric.kind == "top_share":
        return f"list_sum(max(if(known, n, null), 3)) / nullif({above}, 0)"
    return f"{above} / nullif(sum(if(known, d, null)), 0) * {metric.scale}" if metric.has_base else above


def segment_sql(metric: Metric) -> str:
    """Years of one segment are joined by a line: a form whose figures are not comparable (C) stands alone."""
    alone = ", ".join(f"'{form}'" for form, grade in metric.comparability.items() if grade == "C") or "''"
    return f"case when form in ({alone}) then form else '' end"


def behind(metric: Metric) -> list[dict[str, str | int]]:
    """The wide columns that may stand behind the metric: role, sign, column, years back, and the group whose
    printed row,
    where there is one, takes the place of its parts."""
    parts: dict[str, dict[str, None]] = {}
    for version in versions():
        for whole, names in group_parts(version).items():
            parts.setdefault(whole, {}).update(dict.fromkeys(names))
    found: list[dict[str, str | int]] = []
    for role, expression in (("numerator", metric.numerator), ("denominator", metric.denominator)):
        for term in terms(expression) if expression else ():
            for column in (term.name, *parts.get(term.name, ())) if term.name else ():
                place = {
                    "role": role,
                    "sign": term.sign,
                    "column": column,
                    "whole": term.name,
                    "back": int(term.previous),
                }
                found.append(place)
    return found
