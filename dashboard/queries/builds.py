"""What one build holds, for comparing two: its reports with a mark of their content, cells, figures, faults."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.warehouse import Build, ask


def about(build: Build) -> pd.DataFrame:
    """One row: name, when made, as of, reports of all collections, fingerprint."""
    return ask("select made_at, as_of, reports, fingerprint from core.build limit 1", build=build)


def held(which: str, build: Build) -> pd.DataFrame:
    """The reports that count: agency_id, year, report_id, file, day of publication, and a mark that differs where a
    cell or a figure is printed or read otherwise."""
    question = """
        with cell as (
            select report_id, bit_xor(hash(table_name, row_key, column_key, printed, value, state)) as mark
            from core.cell group by report_id),
        figure as (
            select report_id, bit_xor(hash(metric, period, level, part, definition, value::varchar)) as mark
            from mart.figure group by report_id)
        select y.agency_id, y.year, y.report_id, r.source_file, r.published_on,
               concat_ws('/', c.mark, f.mark) as mark
        from mart.agency_year y join core.report r using (report_id)
        left join cell c using (report_id) left join figure f using (report_id)
        where y.collection = $which order by y.agency_id, y.year"""
    return ask(question, {"which": which}, build=build)


def cells(report_ids: Sequence[str], build: Build) -> pd.DataFrame:
    """Every printed cell of these reports: agency_id, year, place, printed, value, position."""
    question = """
        select agency_id, year, table_name, row_key, column_key, printed, value::double as value, position
        from core.cell where report_id in (select unnest($ids))"""
    return ask(question, {"ids": list(report_ids)}, build=build)


def figures(report_ids: Sequence[str], build: Build) -> pd.DataFrame:
    """Every figure of the text of these reports: agency_id, year, what, when, of what level, part, value, as printed;
    one row a place, the first of several."""
    question = """
        select agency_id, year, metric, period, level, part, definition, first(printed order by "offset") as printed,
               first(value::double order by "offset") as value
        from mart.figure where report_id in (select unnest($ids)) group by all"""
    return ask(question, {"ids": list(report_ids)}, build=build)


def faults(which: str, build: Build) -> pd.DataFrame:
    """Every failed check: agency_id, year, rule, severity, sentence in both languages."""
    question = """
        select distinct c.agency_id, c.year, c.rule, c.severity, c.message_zh, c.message_en
        from core.check_result c join core.agency a using (agency_id)
        where c.result = 'fail' and a.collection = $which order by all"""
    return ask(question, {"which": which}, build=build)


def files(which: str, build: Build) -> pd.DataFrame:
    """How many documents of each medium: medium, documents, and of how many agencies and years."""
    question = """
        select medium, count(*)::int as documents, count(distinct (agency_id, year))::int as of_reports
        from core.report where collection = $which group by medium order by documents desc, medium"""
    return ask(question, {"which": which}, build=build)
