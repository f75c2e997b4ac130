"""Owns the rules that hold a figure of the text against the tables (TX): SQL made from their entries in rules.yml."""

from __future__ import annotations

from catalog.metrics import terms
from catalog.rules import Rule, Stated

ONLY = {"": "true", "zero": "f.value = 0", "positive": "f.value > 0"}


def table_sum(expression: str) -> str:
    """SQL of a sum of wide columns; null where one is no number."""
    return " ".join(f"{'+' if term.sign > 0 else '-'} w.{term.name}" for term in terms(expression))


def agrees(side: str, within: int = 0) -> str:
    """SQL: whether the text's figure fits a number of the table, with what 余, 超, 近 and rounding leave open."""
    equal = f"abs(({side}) - f.value) <= {within}" if within else f"({side}) = f.value"
    return (
        f"CASE f.bound WHEN '≥' THEN ({side}) >= f.value WHEN '≤' THEN ({side}) <= f.value "
        f"WHEN '≈' THEN abs(({side}) - f.value) <= greatest(1, 0.1 * f.value) ELSE {equal} END"
    )


def metric_query(metric: str, against: list[str], stated: Stated) -> str:
    """One row per figure of this metric that may stand for the year, with its result against the tables."""
    times = f"{stated.scale} * " if stated.scale != 1 else ""
    sides = [f"{times}({table_sum(expression)})" for expression in against]
    columns = list(dict.fromkeys(term.name for expression in against for term in terms(expression)))
    any_agrees = " OR ".join(f"coalesce({agrees(side, stated.within)}, false)" for side in sides)
    first = "coalesce(" + ", ".join(f"({side})" for side in sides) + ")"
    named = ", ".join(f"'{name}'" for name in columns)
    return f"""
SELECT f.report_id, '{metric}' AS instance, f.value AS left_value, {first} AS right_value, [{named}] AS cells,
       CASE WHEN {any_agrees} THEN 'pass'
            WHEN {first} IS NULL THEN 'unknown'
            WHEN f.level <> 'area' AND r.scope = 'area' THEN 'unknown'
            WHEN f.rival THEN 'unknown'
            ELSE 'fail' END AS result,
       CASE WHEN {any_agrees} THEN '' WHEN {first} IS NULL THEN 'the table has no number'
            WHEN f.level <> 'area' AND r.scope = 'area' THEN 'text of the body alone, table of the area?'
            WHEN f.rival THEN 'the text has rival figures' ELSE '' END AS reason,
       placed('figure', '{metric}') AS said
FROM figure_of_year f JOIN checked_report r USING (report_id) JOIN core.report_wide w USING (report_id)
WHERE f.metric = '{metric}' AND {ONLY[stated.only]}"""


def stated_query(rule: Rule) -> str:
    """Every result of one rule; figures that a report does not state give no row."""
    if rule.stated is None:
        raise ValueError(f"{rule.id} holds no figure of the text against the tables")
    parts = [metric_query(metric, against, rule.stated) for metric, against in rule.stated.figures.items()]
    return f"SELECT '{rule.id}' AS rule, * FROM ({' UNION ALL '.join(parts)})"
