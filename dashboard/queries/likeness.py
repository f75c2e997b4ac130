"""Which texts are alike: with another agency's of the same year, with the own one of the year before."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.warehouse import ask


def alike(ids: Sequence[str], year: int) -> pd.DataFrame:
    """One row a pair of reports and section (5 or all) of which one is of these agencies in this year, most alike
    first, each pair once: kind (peer, own_year_before), agency_id, other_id, their names, year, other_year, section,
    similarity (0–1, names and numbers masked)."""
    question = """
        with pair as (
            select l.kind as kind, l.section, l.similarity, n.agency_id, n.year,
                   o.agency_id as other_id, o.year as other_year
            from core.likeness l join core.report n on n.report_id = l.report_id
            join core.report o on o.report_id = l.other_report_id
            where n.year = $year and (n.agency_id in (select unnest($ids)) or o.agency_id in (select unnest($ids))))
        select p.*, a.name_zh, a.name_en, b.name_zh as other_zh, b.name_en as other_en
        from pair p join core.agency a on a.agency_id = p.agency_id join core.agency b on b.agency_id = p.other_id
        qualify row_number() over (partition by p.kind, section, least(p.agency_id, other_id),
                                   greatest(p.agency_id, other_id) order by a.position) = 1
        order by similarity desc, a.position, b.position, section"""
    return ask(question, {"ids": list(ids), "year": year})
