"""Figures of the prose: which ask for a person, one of them with its sentence, what stands behind a stated value."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.warehouse import ask

SURE = ("certain", "likely", "confirmed", "corrected")


def to_review(which: str, pinned: str = "") -> pd.DataFrame:
    """The figures of a collection that ask for a person, in the order of review, and the one named (a figure that a
    person doubts): what, whose, how sure, why it is asked."""
    question = """
        select figure_id, metric, part, read_value::double as value, region_code, confidence, read_rival as rival,
               why_asked
        from mart.figure
        where collection = $which and (why_asked <> '' or figure_id = $pinned)
        order by metric, period <> 'year', agency_position, year, section, "offset", figure_id"""
    return ask(question, {"which": which, "pinned": pinned})


def one(figure_id: str) -> pd.DataFrame:
    """One figure with its sentence, section, report and agency."""
    question = """
        select f.*, a.name_zh, a.name_en, r.title, coalesce(s.title, '') as section_title, s.text as section_text
        from mart.figure f join core.agency a using (agency_id) join core.report r using (report_id)
        left join core.section s on s.report_id = f.report_id and s.number = f.section
        where f.figure_id = $figure limit 1"""
    return ask(question, {"figure": figure_id})


def rivals_of(figure_id: str) -> pd.DataFrame:
    """What else the report says of the same thing: same metric, time, level, part and meaning."""
    question = """
        select o.* from mart.figure f join mart.figure o using (report_id, metric, period, level, part, definition)
        where f.figure_id = $figure and o.figure_id <> f.figure_id and f.read_rival and o.read_rival
        order by o.section, o."offset" """
    return ask(question, {"figure": figure_id})


def verdict_lines() -> int:
    """How many lines of the verdicts the build has seen."""
    return int(ask("select figure_verdict_lines from core.build")["figure_verdict_lines"].iloc[0])


def lapsed() -> pd.DataFrame:
    """Verdicts that no longer apply: changed, stale, without a report, unreadable."""
    question = """
        select v.*, coalesce(a.name_zh, v.agency_id) as name_zh, coalesce(a.name_en, v.agency_id) as name_en
        from core.figure_verdict v left join core.agency a using (agency_id)
        where v.status <> 'applied' order by v.status, v.agency_id, v.year, v.metric"""
    return ask(question)


def behind(columns: Sequence[str], ids: Sequence[str], first: int, last: int) -> pd.DataFrame:
    """The figures that make up these stated columns of these agencies' primary reports, with sentence and status."""
    question = """
        select f.wide_column, f.figure_id, f.agency_id, a.name_zh, a.name_en, f.year, f.metric, f.part,
               f.value::double as value, f.read_value::double as read_value, f.unit, f.printed_unit, f.bound, f.level,
               f.evidence as sentence, f.place, f.printed,
               f.section, coalesce(s.title, '') as section_title, f.confidence, f.status, r.source_file, r.title
        from mart.stated_figure f join core.agency a using (agency_id) join core.report r using (report_id)
        left join core.section s on s.report_id = f.report_id and s.number = f.section
        where r.is_primary and f.wide_column in (select unnest($columns)) and f.agency_id in (select unnest($ids))
          and f.year between $first and $last
        order by a.position, f.year, f.metric, f.section, f."offset" """
    return ask(question, {"columns": list(columns), "ids": list(ids), "first": first, "last": last})


def statuses(columns: Sequence[str], ids: Sequence[str], first: int, last: int) -> dict[str, int]:
    """How many points of a metric made from prose rest on figures of each status; a point is one agency's year in which
    every column has a value, and as sure as the least sure of its figures."""
    question = """
        with asked as (select unnest($columns) as wide_column),
        point as (
            select r.agency_id, r.year, max(list_position($order, v.status)) as place,
                   count(distinct q.wide_column) as told
            from core.stated_value v join asked q on q.wide_column = concat('stated_', v.metric)
            join core.report r using (report_id)
            where r.is_primary and v.value is not null and r.agency_id in (select unnest($ids))
              and r.year between $first and $last
            group by r.agency_id, r.year)
        select list_extract($order, place) as status, count(*)::int as points from point
        where told = (select count(*) from asked) group by place"""
    order = ["confirmed", "corrected", "certain", "likely"]
    values = {"columns": list(columns), "ids": list(ids), "first": first, "last": last, "order": order}
    found = ask(question, values)
    return {str(status): int(points) for status, points in zip(found["status"], found["points"], strict=True)}
