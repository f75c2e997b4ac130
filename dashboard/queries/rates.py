"""One metric over agencies, groups and years: pooled, with its base, its coverage and its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from catalog.metrics import Metric, is_own_rate
from catalog.statistics import newcombe
from dashboard.queries import measures
from dashboard.warehouse import ask

Z = 1.96
FEW = 300  # series that are asked for in all years at once: planning a question takes longer than answering it
EVERY_YEAR = (0, 9999)
OF_ALL = ("share", "concentration", "top_share")  # one figure of all units together
WILSON = f"""
    case when {{share}} and denominator > 0 and numerator between 0 and denominator then
        (value + {Z * Z} / (2 * denominator)) / (1 + {Z * Z} / denominator) {{sign}}
        {Z} * sqrt(value * (1 - value) / denominator + {Z * Z} / (4 * denominator * denominator)) / (1 + {Z * Z} /
        denominator)
    end"""


def by_series(metric: Metric, series: Mapping[str, Sequence[str]], first: int, last: int) -> pd.DataFrame:
    """One row a series (a name over agency ids) and year: numerator, denominator, value (ratio of sums over reports
    where both are known, or as the catalogue says), unit_mean and unit_median of the values of its unit_count reports
    (null where no report has a value of its own), low and high (Wilson, for ratios), used of expected reports,
    failed_e, segment, ranked, place among the ranked of the year, and the reason where there is no value."""
    found = _by_series(metric, series, *(EVERY_YEAR if len(series) <= FEW else (first, last)))
    found = found[found["year"].between(first, last)].reset_index(drop=True)
    return with_gap_interval(found) if metric.kind == "gap" else found


def _by_series(metric: Metric, series: Mapping[str, Sequence[str]], first: int, last: int) -> pd.DataFrame:
    base, mean = metric.has_base, metric.aggregation == "mean"
    ranked = "false" if is_own_rate(metric) else "denominator >= $rank_base" if base and not mean else "true"
    whole, value = "denominator", "pooled_value"
    if metric.kind == "share":
        whole = "sum(numerator) over (partition by year)"
        value = f"numerator / nullif({whole}, 0)"
    sums = "null::double" if mean else "sum(if(known, {0}, null))"
    own = f"if(known, {measures.unit_value_sql(metric)}, null)" if metric.kind not in OF_ALL else "null::double"
    question = f"""
        with {measures.MEMBER},
        part as (
            select * from ({measures.parts_sql(metric)})
            where year between $first and $last and agency_id in (select agency_id from member)),
        seen as (
            select m.series, m.nth, c.year, c.status, p.* exclude (agency_id, year), c.failed,
                coalesce({measures.known_sql(metric)}, false) as known
            from member m join mart.report_coverage c using (agency_id)
            left join part p on p.agency_id = c.agency_id and p.year = c.year
            where c.year between $first and $last),
        pooled as (
            select series, nth, year, {sums.format("n")} as numerator, {sums.format("n2")} as against_numerator,
                   {sums.format("d2")} as against_denominator,
                {sums.format("d") if base else "null::double"} as denominator,
                   {measures.pooled_value_sql(metric)} as pooled_value, count_if(known)::int as used,
                       count(*)::int as expected,
                   count_if(status = 'missing')::int as missing,
                       cast(sum(case when status <> 'missing' then greatest(failed, 0) end) as int) as failed_e,
                   avg({own}) as unit_mean, median({own}) as unit_median, count({own})::int as unit_count,
                   max({measures.segment_sql(metric)}) as segment, max(form) as form, count_if(d = 0)::int as zero_base
            from seen group by series, nth, year),
        shared as (
            select * exclude (denominator, pooled_value), {whole} as denominator, {value} as value from pooled),
        graded as (
            select *, {WILSON.format(share="$share", sign="-")} as low,
                {WILSON.format(share="$share", sign="+")} as high,
                   value is not null and ({ranked}) as ranked
            from shared)
        select * exclude (nth),
               case when ranked then rank() over (partition by year, ranked order by value desc) end as place,
               case when value is not null then ''
                    when missing = expected then 'missing'
                    when form in (select unnest($absent)) then 'not_in_form'
                    when zero_base > 0 or denominator = 0 then 'zero_base' else 'not_a_number' end as reason
        from graded order by nth, year"""
    values: dict[str, object] = {
        **measures.members(series),
        "first": first,
        "last": last,
        "share": metric.kind == "ratio",
        "absent": [form for form, grade in metric.comparability.items() if grade == "x"],
    }
    return ask(question, values | ({"rank_base": metric.rank_base} if base and not mean else {}))


def with_gap_interval(found: pd.DataFrame) -> pd.DataFrame:
    """The answer with Newcombe's interval of the difference of two shares as low and high."""
    sides = ["numerator", "denominator", "against_numerator", "against_denominator"]
    bounds = [newcombe((n, d), (n2, d2)) for n, d, n2, d2 in found[sides].astype(float).itertuples(index=False)]
    return found.assign(
        low=[one[1] if one else None for one in bounds], high=[one[2] if one else None for one in bounds]
    )


def pooled(metric: Metric, ids: Sequence[str], first: int, last: int) -> pd.DataFrame:
    """The metric over all these agencies together, one row a year."""
    return by_series(metric, {"all": ids}, first, last)


def movers(metric: Metric, ids: Sequence[str], year: int, most: int = 6) -> pd.DataFrame:
    """Agencies whose value rose or fell most against the year before, both years known: before, after, difference;
    rises
    first, largest first, then falls, smallest first."""
    question = f"""
        with part as ({measures.parts_sql(metric)}),
        told as (select agency_id, year, {measures.unit_value_sql(metric)} as value, d from part
                 where {measures.known_sql(metric)} and agency_id in (select unnest($ids))),
        moved as (
            select a.agency_id, b.value as before, a.value as after, a.value - b.value as difference
            from told a join told b on b.agency_id = a.agency_id and b.year = a.year - 1 where a.year = $year)
        select * from moved where difference <> 0
        qualify row_number() over (partition by sign(difference) order by abs(difference) desc, agency_id) <= $most
        order by difference desc, agency_id"""
    return ask(question, {"ids": list(ids), "year": year, "most": most})


def cells_behind(metric: Metric, ids: Sequence[str], year: int) -> pd.DataFrame:
    """The printed cells that make up the metric of these agencies in a year, only of reports that count in it:
    role, sign,
    agency, place in the form, printed text, value, page, file. Signed values of a role sum exactly to the bar's."""
    wanted = measures.behind(metric)
    question = f"""
        with wanted as (select unnest($roles) as role, unnest($signs) as sign, unnest($columns) as wide_column,
                               unnest($wholes) as whole, unnest($back) as back),
        part as ({measures.parts_sql(metric)}),
        counted as (select agency_id from part
                    where year = $year and agency_id in (select unnest($ids)) and {measures.known_sql(metric)}),
        chosen as (select y.report_id, $year - y.year as back from mart.agency_year y join counted using (agency_id)
                   where y.year between $year - 1 and $year),
        cell as (
            select w.role, w.sign, w.whole, w.back, c.* from mart.printed_cell c join chosen k using (report_id)
            join wanted w on w.wide_column = c.wide_column and w.back = k.back where c.value is not null)
        select c.role, c.sign, c.agency_id, a.name_zh, a.name_en, c.year, c.table_name, c.row_key, c.column_key,
            c.printed,
               (c.sign * c.value)::double as value, c.page, c.certain, r.source_file, r.address, r.form, c.report_id
        from cell c join core.agency a using (agency_id) join core.report r using (report_id)
        where c.wide_column = c.whole or not exists (
            select 1 from cell g where g.report_id = c.report_id and g.role = c.role and g.whole = c.whole
                                   and g.wide_column = c.whole)
        order by a.position, c.agency_id, c.year, c.role desc, c.table_name, c.row_key, c.column_key"""
    values = {
        "roles": [str(part["role"]) for part in wanted],
        "signs": [part["sign"] for part in wanted],
        "columns": [str(part["column"]) for part in wanted],
        "wholes": [str(part["whole"]) for part in wanted],
        "back": [part["back"] for part in wanted],
        "ids": list(ids),
        "year": year,
    }
    return ask(question, values)


def change(metric: Metric, ids: Sequence[str], year: int) -> pd.DataFrame:
    """One row: the metric pooled over the agencies known in both years, before and after, and how many those are."""
    known, base = measures.known_sql(metric), metric.has_base
    pooled_value = f"sum({{0}}n) / nullif(sum({{0}}d), 0) * {metric.scale}" if base else "sum({0}n)"
    if metric.aggregation == "mean":
        pooled_value = f"avg({{0}}n / {{0}}d) * {metric.scale}" if base else "avg({0}n)"
    question = f"""
        with part as ({measures.parts_sql(metric)}),
        told as (select agency_id, year, n, d from part where {known} and agency_id in (select unnest($ids)))
        select a.year, {pooled_value.format("b.")} as before, {pooled_value.format("a.")} as after,
            count(*)::int as both, sum(b.{"d" if base else "n"}) as base_before
        from told a join told b on b.agency_id = a.agency_id and b.year = a.year - 1 group by a.year"""
    found = ask(question, {"ids": list(ids)})
    row = found[found["year"] == year].drop(columns="year").reset_index(drop=True)
    return row if len(row) else pd.DataFrame({"before": [None], "after": [None], "both": [0], "base_before": [None]})


def concentration(metric: Metric, ids: Sequence[str], year: int, most: int = 3) -> pd.DataFrame:
    """One row: what the agencies with the largest values hold of the total: top, total, share, units, with_none."""
    question = f"""
        with part as ({measures.parts_sql(metric)}),
        told as (select n, row_number() over (order by n desc, agency_id) as place from part
                 where year = $year and n is not null and agency_id in (select unnest($ids)))
        select sum(if(place <= $most, n, null)) as top, sum(n) as total,
            sum(if(place <= $most, n, null)) / nullif(sum(n), 0) as share,
               count(*)::int as units, count_if(n = 0)::int as with_none from told"""
    return ask(question, {"ids": list(ids), "year": year, "most": most})
