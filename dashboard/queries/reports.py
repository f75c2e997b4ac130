"""What one agency printed in one year, and which checks it fails: the way back."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.queries.coverage import told_of
from dashboard.warehouse import ask

ABOUT_BLANKS = "FM06"  # the rule that counts cells left blank


def report_head(agency_id: str, year: int) -> pd.DataFrame:
    """The report that stands for this agency and year (none or one row): title, form, dates, source."""
    question = """
        select r.* from core.report r where r.agency_id = $agency and r.year = $year and r.is_primary limit 1"""
    return ask(question, {"agency": agency_id, "year": year})


def printed_cells(report_id: str) -> pd.DataFrame:
    """Every printed cell of one report."""
    return ask(
        "select * from mart.printed_cell where report_id = $report order by page, table_index, grid_row, grid_column",
        {"report": report_id},
    )


def checks_of(report_id: str) -> pd.DataFrame:
    """The failed checks of one report, statutory ones first."""
    question = """
        select rule, severity, 'fail' as result, left_value, right_value, difference, operands, message_zh, message_en,
            agency_id, year, operands_mark, verdict, since
        from mart.failed_check where report_id = $report order by severity, rule"""
    return ask(question, {"report": report_id})


def versions_of(agency_id: str, year: int) -> pd.DataFrame:
    """Every cell that differs between two published versions of this report, version by version: days, place, printed
    before and after (null where a version has no such cell)."""
    question = """
        select version_number, earlier_on, later_on, table_name, row_key, column_key, before, after
        from mart.revision where agency_id = $agency and year = $year
        order by scope, version_number, table_name, row_key, column_key"""
    return ask(question, {"agency": agency_id, "year": year})


def sections_of(report_id: str) -> pd.DataFrame:
    """The report's own text, section by section."""
    return ask(
        "select number, title, text from core.section where report_id = $report order by number", {"report": report_id}
    )


def figures_of(report_id: str) -> pd.DataFrame:
    """The figures read from the report's prose, in the order of the text."""
    question = """
        select metric, part, value, bound, unit, printed_unit, scope, level, evidence, section, confidence, rival
        from core.figure where report_id = $report order by section, "offset" """
    return ask(question, {"report": report_id})


def failed_checks(ids: Sequence[str], year: int | None = None) -> pd.DataFrame:
    """The work list: every failed check of these agencies, statutory ones first, newest year first; with the days when
    the report was due and published, and where a rule is about blanks, those cells as JSON (table, row, column)."""
    question = """
        with failed as (
            select * from mart.failed_check
            where agency_id in (select unnest($ids)) and ($year is null or year = $year)),
        blank as (
            select c.report_id, to_json(list([c.table_name, c.row_key, c.column_key] order by c.position)) as blanks
            from core.cell c
            where c.report_id in (select report_id from failed where rule = $about_blanks)
              and c.state in ('blank', 'na') and not contains(c.row_key || c.column_key, 'local:')
            group by c.report_id)
        select c.severity, c.rule, c.agency_id, a.name_zh, a.name_en, c.year, c.left_value, c.right_value, c.difference,
               c.message_zh, c.message_en, c.report_id, c.operands_mark, c.verdict, c.since,
               v.deadline_on, v.published_on,
               if(c.rule = $about_blanks, b.blanks::varchar, null) as blanks
        from failed c join core.agency a using (agency_id)
        left join mart.report_coverage v on v.agency_id = c.agency_id and v.year = c.year
        left join blank b on b.report_id = c.report_id
        order by c.severity, c.year desc, c.agency_id, c.rule"""
    return ask(question, {"ids": list(ids), "year": year, "about_blanks": ABOUT_BLANKS})


def errors_about(ids: Sequence[str], year: int, *about: str) -> pd.DataFrame:
    """The failed checks of severity error in one year that say this of a report (catalog.rules.ABOUT), agencies with
    most of them first."""
    question = f"""
        select c.agency_id, a.name_zh, a.name_en, c.rule, c.message_zh, c.message_en, c.report_id
        from mart.failed_check c join core.agency a using (agency_id)
        where c.severity = 'E' and c.rule in ({told_of(*about)}) and c.year = $year
          and c.agency_id in (select unnest($ids))
        order by count(*) over (partition by c.agency_id) desc, a.position, c.rule"""
    return ask(question, {"ids": list(ids), "year": year})


def broken_sums(ids: Sequence[str], year: int) -> pd.DataFrame:
    """The figures and words of one year that contradict one another: what a blank cell or a late report is not."""
    return errors_about(ids, year, "number", "text")


def faults_of_form(ids: Sequence[str], year: int) -> pd.DataFrame:
    """What of the form is missing or looks copied, in one year."""
    return errors_about(ids, year, "form", "copy")


def sources(ids: Sequence[str], year: int | None = None) -> pd.DataFrame:
    """The documents that the figures of these agencies come from."""
    question = """
        select a.name_zh, a.name_en, r.year, r.title, r.published_on, r.source_file, r.address, r.sha256
        from core.report r join core.agency a using (agency_id)
        where r.is_primary and r.agency_id in (select unnest($ids)) and ($year is null or r.year = $year)
        order by a.position, r.year"""
    return ask(question, {"ids": list(ids), "year": year})


def figures_behind(metric_names: Sequence[str], ids: Sequence[str], year: int) -> pd.DataFrame:
    """The sentences of the reports behind figures of the text, this year's only."""
    question = """
        select f.agency_id, a.name_zh, a.name_en, f.metric, f.value::double as value, f.unit, f.printed_unit, f.bound,
            f.evidence, r.source_file
        from core.figure f join core.agency a using (agency_id) join core.report r using (report_id)
        where r.is_primary and f.metric in (select unnest($metrics)) and f.agency_id in (select unnest($ids))
            and f.year = $year
          and f.scope = 'year' order by a.position, f.metric, f."offset" """
    return ask(question, {"metrics": list(metric_names), "ids": list(ids), "year": year})


def years_held(agency_id: str) -> list[int]:
    """The years that this agency has a report for, newest first."""
    found = ask("select year from mart.agency_year where agency_id = $agency order by year desc", {"agency": agency_id})
    return [int(year) for year in found["year"]]


def failures_of(rule: str, which: str) -> int:
    """How often a rule fails in the reports of a collection, over all years."""
    question = """
        select count(*)::int as n from mart.failed_check c join core.agency a using (agency_id)
        where c.rule = $rule and a.collection = $which"""
    return int(ask(question, {"rule": rule, "which": which})["n"].iloc[0])
