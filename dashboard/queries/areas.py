"""An area in two ways: its government's report for all of it, and what its bodies report; and the cells of both."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from catalog.forms import versions
from catalog.group_cells import group_parts
from dashboard.warehouse import ask


def differences(which: str, areas: Sequence[str], year: int, columns: Sequence[str] = ()) -> pd.DataFrame:
    """One row an area and column (all of them without names), in the order of regions and of the form: own_value,
    members_value, difference, members_known of members_due (members_held have a report), report_id of the area's."""
    question = """
        select d.area_code, d.wide_column, d.report_id, d.own_value::double as own_value,
               d.members_value::double as members_value, d.difference::double as difference, d.members_known,
               d.members_held, d.members_due
        from mart.region_difference d join core.wide_column w on w.name = d.wide_column
        left join core.region g on g.region_code = d.area_code
        where d.collection = $which and d.year = $year and d.area_code in (select unnest($areas))
          and (len($columns) = 0 or d.wide_column in (select unnest($columns)))
        order by g.position nulls last, d.area_code, w.position"""
    return ask(question, {"which": which, "areas": list(areas), "year": year, "columns": list(columns)})


def cells(which: str, area: str, year: int, column: str) -> pd.DataFrame:
    """The printed cells of both sides (side: own, members) behind one column, in official order; the parts of a group
    where a report does not print it as one row. A member without a number is there with what it printed, one without a
    report with nothing."""
    names = [column, *dict.fromkeys(part for form in versions() for part in group_parts(form).get(column, ()))]
    question = """
        with holder as (
            select 'members' as side, agency_id, report_id from core.area_member
            where collection = $which and area_code = $area and year = $year
            union all
            select 'own', r.agency_id, r.report_id from core.report r join core.agency a using (agency_id)
            where a.collection = $which and r.region_code = $area and r.year = $year and a.kind = 'government'
              and r.scope = 'area' and r.is_primary),
        cell as (
            select h.side, h.agency_id, c.* exclude (agency_id) from holder h join mart.printed_cell c using (report_id)
            where c.wide_column in (select unnest($names))),
        kept as (
            select * from cell c
            where c.wide_column = $column or not exists (
                select 1 from cell g where g.report_id = c.report_id and g.wide_column = $column
                                       and g.value is not null))
        select h.side, h.agency_id, a.name_zh, a.name_en, h.report_id, c.table_name, c.row_key, c.column_key, c.printed,
               c.value::double as value, c.page, r.source_file
        from holder h join core.agency a using (agency_id)
        left join kept c on c.side = h.side and c.report_id = h.report_id
        left join core.report r on r.report_id = h.report_id
        order by h.side = 'members', a.position, c.table_name, c.row_key, c.column_key"""
    return ask(question, {"which": which, "area": area, "year": year, "names": names, "column": column})
