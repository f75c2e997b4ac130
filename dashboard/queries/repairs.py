"""Repair candidates of a report, and the declared corrections with what became of each."""

from __future__ import annotations

import pandas as pd

from dashboard.warehouse import ask


def candidates(report_id: str) -> pd.DataFrame:
    """One row a cell that a candidate would change: table_name, candidate (1, 2, … of a table), kind, alone, cell,
    printed, before_value, after_value, healed, broken; agency_id, year and scope of the report; whether a person
    rejected that change (`rejected`)."""
    question = """
        select r.table_name, r.candidate, r.kind, r.alone, r.row_key, r.column_key, coalesce(c.printed, '') as printed,
               r.before_value::double as before_value, r.after_value::double as after_value, r.healed,
               coalesce(r.broken, []) as broken, p.agency_id, p.year, p.scope,
               exists (from core.correction x where x.status = 'rejected' and x.report_id = r.report_id
                       and x.table_name = r.table_name and x.row_key = r.row_key and x.column_key = r.column_key
                       and x.rejected_value = r.after_value and trim(x.printed) = trim(c.printed)) as rejected
        from core.repair r
        join core.report p using (report_id)
        left join core.cell c on c.report_id = r.report_id and c.table_name = r.table_name and c.row_key = r.row_key
                             and c.column_key = r.column_key
        where r.report_id = $report
        order by r.table_name, r.candidate, c.position"""
    return ask(question, {"report": report_id})


def corrections(which: str) -> pd.DataFrame:
    """Every declared correction of a collection with its status, those that no longer hold first."""
    question = """
        select k.agency_id, a.name_zh, a.name_en, k.year, k.table_name, k.row_key, k.column_key, k.printed,
               coalesce(k.corrected_value, k.rejected_value)::double as value, k.printed_now, k.status, k.reason,
               k.person, k.decided_on
        from core.correction k join core.agency a using (agency_id)
        where a.collection = $which
        order by k.status in ('applied', 'withdrawn', 'rejected'), a.position, k.year, k.table_name, k.row_key"""
    return ask(question, {"which": which})
