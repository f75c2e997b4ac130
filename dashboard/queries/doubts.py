"""How sure the reading of reports was: the problems met while reading, the cells to compare with the original."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.warehouse import ask


def of_report(report_id: str) -> pd.DataFrame:
    """The problems met while one report was read: code and sentence (Chinese), in the order met."""
    return ask("select code, message from core.problem where report_id = $report", {"report": report_id})


def of_reports(ids: Sequence[str], year: int | None, codes: Sequence[str], cells: Sequence[str]) -> pd.DataFrame:
    """The problems of these codes of these agencies' reports that count, in a year or (None) in all: agency, year,
    code, sentence and how many cells of the report are not certain; the newest year first. Those about `cells` are
    left out where a person has compared every such cell of the report."""
    question = """
        select r.agency_id, a.name_zh, a.name_en, r.year, p.code, p.message, count(u.row_key) as cells
        from core.problem p join core.report r using (report_id) join core.agency a on a.agency_id = r.agency_id
        left join mart.uncertain_cell u on u.report_id = r.report_id
        where r.is_primary and r.agency_id in (select unnest($ids)) and ($year is null or r.year = $year)
          and p.code in (select unnest($codes))
        group by r.report_id, r.agency_id, a.name_zh, a.name_en, a.position, r.year, p.code, p.message
        having count(u.row_key) > 0 or p.code not in (select unnest($cells)) or r.report_id not in (
            select report_id from core.reading_verdict where status = 'applied')
        order by r.year desc, a.position, p.code, p.message"""
    return ask(question, {"ids": list(ids), "year": year, "codes": list(codes), "cells": list(cells)})


def compared(report_id: str) -> pd.DataFrame:
    """The cells of a report that a person has compared with the original: place, person, day, remark."""
    question = """
        select table_name, row_key, column_key, person, decided_on, remark from core.reading_verdict
        where report_id = $report and status = 'applied'"""
    return ask(question, {"report": report_id})


def resting_on(columns: Sequence[str], ids: Sequence[str], first: int, last: int) -> list[str]:
    """The agencies of which a cell of these wide columns, of a year from first to last, is not certain."""
    question = """
        select distinct agency_id from mart.uncertain_cell
        where wide_column in (select unnest($columns)) and year between $first and $last
          and agency_id in (select unnest($ids)) order by agency_id"""
    asked = {"columns": list(columns), "ids": list(ids), "first": first, "last": last}
    return list(ask(question, asked)["agency_id"])
