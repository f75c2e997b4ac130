"""Owns the second evaluation of the data rules, in plain Python and apart from the SQL: every rule by its number.

Each function of the modules answers for one rule: the results of its instances, or nothing where it does not apply.
"""

from __future__ import annotations

from collections.abc import Callable

from catalog.rules import rules
from etl.rules.reference import (
    cases,
    disclosure,
    form,
    hierarchy,
    peers,
    prose,
    requests,
    services,
    text,
    years,
)
from etl.rules.reference.law import asks, every, has_flow, together
from etl.rules.reference.world import GroupRule, Report, Rule, World, plain

__all__ = ["GROUP_RULES", "RULES", "Report", "World", "evaluate", "plain", "result_of"]
ALONE = (disclosure, requests, cases, form, years, text, services, prose, peers)
TOGETHER = (requests, form, years, services, prose, hierarchy, peers)


RULES: dict[str, Rule] = {number: rule for module in ALONE for number, rule in module.RULES.items()}
GROUP_RULES: dict[str, GroupRule] = {number: rule for module in TOGETHER for number, rule in module.GROUP_RULES.items()}
BACK: dict[str, Callable[[Report], bool]] = {
    "XY-01": has_flow, "T4-04": has_flow, "T4-05": has_flow, "XY-05": every, "XY-06": every, "XY-07": every,
    "T2-03": lambda now: asks(now, "disclosure", "rules", "in_force"),
    "T2-12": lambda now: asks(now, "disclosure", "permits", "items_last_year"), "T2-05": has_flow,
}  # fmt: skip


def evaluate(rule: str, now: Report, before: Report | None) -> str | None:
    """fail if any instance fails, else unknown if any is, else pass; None where the rule does not apply.

    Where a rule applies but nothing of it is printed, it is unknown."""
    if rule.startswith(("T2", "T3", "T4")) and not has_flow(now):
        return None  # the earlier forms have other tables
    results = list(RULES[rule](now, before))
    return together(results) or ("unknown" if results else None)


def result_of(rule: str, agency_id: str, year: int, world: World) -> str | None:
    """fail if any instance fails, else unknown if any is, else pass; None where the rule says nothing."""
    now = world.report(agency_id, year)
    if now is None:
        return "fail" if rule == "TM-04" and form.is_missing(agency_id, year, world) else None
    if now["year"] < rules()[rule].since:
        return None  # before the rule was there to be kept
    if rule in BACK and BACK[rule](now) and world.lacks_year_before(now):
        return "unknown"
    if rule not in GROUP_RULES:
        days = [one["published_on"] for one in world.versions(agency_id, year) if one["published_on"]]
        first = {"published_on": min(days, default=None)} if rule.startswith("TM") else {}
        return evaluate(rule, now | first, world.before(now))
    results = list(GROUP_RULES[rule](now, world))
    return together(results) or ("unknown" if results else None)
