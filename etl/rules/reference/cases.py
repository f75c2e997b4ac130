"""Owns the second evaluation of the rules of table four (T4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from etl.rules.reference.law import look, number, sums, three
from etl.rules.reference.world import Report, Rule


def case_rule(kind: str) -> Rule:
    """The rule that the results of one kind of case add up to its total."""

    def rule(now: Report, before: Report | None) -> Iterator[str | None]:
        parts = [look(now, "cases", kind, result) for result in ("upheld", "overturned", "other_result", "pending")]
        result = sums(parts, [look(now, "cases", kind, "total")])
        yield result

    return rule


def totals(now: Report | None) -> list[Any]:
    """The totals of reviews, direct litigation, litigation after review."""
    return [number(now, "cases", kind, "total") for kind in ("review", "direct_litigation", "litigation_after_review")]


def t4_04(now: Report, before: Report | None) -> Iterator[str | None]:
    if before:
        reviews, _, after = totals(now)
        last = totals(before)[0]
        if after is not None and reviews is not None and after <= reviews:
            yield "pass"
        else:
            yield three(lambda a, r, p: a > r + p, after, reviews, last)


def t4_05(now: Report, before: Report | None) -> Iterator[str | None]:
    if before:
        asked = [number(one, "requests", row, "total") for one in (now, before) for row in ("received", "carried_in")]
        disputes = None if None in totals(now) else sum(totals(now))
        if disputes == 0 or any(one is not None and one > 0 for one in asked):
            yield "pass"
        else:
            yield "unknown" if disputes is None or None in asked else "fail"


def t4_06(now: Report, before: Report | None) -> Iterator[str | None]:
    if before:
        for kind in ("review", "direct_litigation", "litigation_after_review"):
            open_then, total = number(before, "cases", kind, "pending"), number(now, "cases", kind, "total")
            yield "pass" if open_then == 0 else three(lambda o, t: t < o, open_then, total)


def t4_07(now: Report, before: Report | None) -> Iterator[str | None]:
    disputes = None if None in totals(now) else sum(totals(now))
    yield three(lambda d, r: r >= 10 and d > r, disputes, number(now, "requests", "received", "total"))


RULES: dict[str, Rule] = {
    "T4-01": case_rule("review"), "T4-02": case_rule("direct_litigation"),
    "T4-03": case_rule("litigation_after_review"), "T4-04": t4_04, "T4-05": t4_05, "T4-06": t4_06, "T4-07": t4_07,
}  # fmt: skip
