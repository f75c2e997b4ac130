"""Owns how cells and figures are compared: sums under the law of unknown parts, totals, bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from catalog import forms
from etl.rules.reference.world import GROUPS, Report


def look(report: Report | None, table: str, row: str, column: str) -> tuple[str, Any]:
    """(state, value) of a cell; ("absent", None) where there is no such row, or no report."""
    return report["cell"].get((table, row, column), ("absent", None)) if report else ("absent", None)


def number(report: Report | None, table: str, row: str, column: str) -> Any:
    """The number of a cell, None where it holds none."""
    return look(report, table, row, column)[1]


def sums(left: list[tuple[str, Any]], right: list[tuple[str, Any]], signed: bool = False) -> str | None:
    """The law of rules.md 0 for two sums of (state, value); None where nothing at all is printed."""
    every = left + right
    if all(state == "absent" for state, _ in every):
        return None
    known = [sum(value for state, value in side if state == "number") for side in (left, right)]
    whole = [all(state == "number" for state, _ in side) for side in (left, right)]
    if all(whole):
        return "pass" if known[0] == known[1] else "fail"
    if not signed and ((whole[1] and known[0] > known[1]) or (whole[0] and known[1] > known[0])):
        return "fail"
    blanks_only = all(state in ("number", "blank") for state, _ in every)
    return "pass" if blanks_only and any(whole) and known[0] == known[1] else "unknown"


def together(results: list[str | None]) -> str | None:
    """The worst result of a rule's instances: fail, else unknown, else pass; None for none."""
    found = [result for result in results if result]
    return next((result for result in ("fail", "unknown", "pass") if result in found), None)


def three(test: Callable[..., bool], *values: Any) -> str:
    """unknown where a value is not known, else fail where the test holds of the values, else pass."""
    return "unknown" if None in values else "fail" if test(*values) else "pass"


def plus(*values: Any) -> Any:
    """The sum; None where a value is not known."""
    return None if None in values else sum(values)


def every(value: Any) -> bool:
    """True: for rules that ask nothing of a value or a report."""
    return True


def gap(sides: tuple[list[tuple[str, Any]], list[tuple[str, Any]]]) -> Any:
    """Left minus right of sums that fail or hold for certain; None where the law leaves them open."""
    left, right = ([value for state, value in side if state == "number"] for side in sides)
    return sum(left) - sum(right) if sums(*sides) == "fail" else 0 if sums(*sides) == "pass" else None


def group_total(now: Report, group: str) -> Any:
    """The total of a group of outcomes as printed, else the sum of its parts; None where one is not known."""
    whole = number(now, "requests", group, "total")
    return (
        whole
        if whole is not None
        else plus(*[number(now, "requests", f"{group}.{part}", "total") for part in GROUPS[group].split()])
    )


def form_of(report: Report) -> str:
    """The form of a report, the newest where none was told."""
    return report["form"] or forms.versions()[-1]


def asks(report: Report, table: str, row: str, column: str = "total") -> bool:
    """Whether the form of a report has this cell."""
    return (table, row, column) in forms.cells(form_of(report))


def has_flow(report: Report) -> bool:
    """Whether the form of a report has the three tables with their requests carried in and out."""
    return asks(report, "requests", "carried_in") and asks(report, "requests", "carried_out")


def exact(*figures: Report) -> bool:
    """Whether no figure is rounded or a bound."""
    return all(figure["bound"] == "=" for figure in figures)


def stated(now: Report | None, scope: str = "year") -> dict[str, Report]:
    """Metric -> the last figure of the prose of this scope; empty where there is no report."""
    return {figure["metric"]: figure for figure in now["figures"] if figure["scope"] == scope} if now else {}


def rates_of(report: Report | None, metric: str) -> list[Report]:
    """The figures of the year for a metric that are certain or likely."""
    found = report["figures"] if report else []
    sure = [one for one in found if one.get("confidence", "certain") in ("certain", "likely")]
    return [one for one in sure if one["metric"] == metric and one["scope"] == "year"]
