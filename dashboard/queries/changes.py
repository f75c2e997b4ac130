"""Which agencies came out of others, and when: reorganisations as the register tells them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.warehouse import ask


def reorganised(ids: Sequence[str]) -> pd.DataFrame:
    """One row an agency that took over from others, or was taken over, in official order: agency_id, region_code, year
    (first report year of the new one), names in both languages, and the names of those before it, joined by 、 or
    a comma."""
    question = """
        with new as (
            select agency_id, unnest(string_split(predecessors, '|')) as old_id from core.agency
            where predecessors is not null and predecessors <> '')
        select n.agency_id, n.region_code, try_cast(left(n.valid_from::varchar, 4) as int) as year,
               n.name_zh, n.name_en, string_agg(coalesce(o.name_zh, w.old_id), '、' order by o.position) as before_zh,
               string_agg(coalesce(o.name_en, o.name_zh, w.old_id), ', ' order by o.position) as before_en
        from new w join core.agency n using (agency_id) left join core.agency o on o.agency_id = w.old_id
        where n.agency_id in (select unnest($ids)) or w.old_id in (select unnest($ids))
        group by all order by year, any_value(n.position)"""
    return ask(question, {"ids": list(ids)})
