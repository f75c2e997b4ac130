"""Owns the second evaluation of the rules that hold a report against the years before (XY)."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from catalog.statistics import median, median_deviation
from etl.rules.reference.law import asks, form_of, has_flow, look, number, sums, three
from etl.rules.reference.world import COLUMNS, GroupRule, Report, Rule, World, peers


def carry_over(across: bool) -> Rule:
    """The rule that what was carried out is carried in a year later, within one form or across two."""

    def rule(now: Report, before: Report | None) -> Iterator[str | None]:
        if before and has_flow(now) and has_flow(before) and (form_of(before) != form_of(now)) == across:
            for column in COLUMNS:
                left = look(before, "requests", "carried_out", column)
                yield sums([left], [look(now, "requests", "carried_in", column)])

    return rule


def xy_04(now: Report, before: Report | None) -> Iterator[str | None]:
    if before:
        known = now["form"] and before["form"]
        broken = asks(now, "requests", "carried_in") and not asks(before, "requests", "carried_out")
        yield "unknown" if not known else "fail" if broken else "pass"


def xy_05(now: Report, before: Report | None) -> Iterator[str | None]:
    if before:
        new, old = (number(one, "requests", "received", "total") for one in (now, before))
        yield three(lambda n, o: o >= 30 and (n > 5 * o or 5 * n < o), new, old)


def xy_06(now: Report, world: World) -> Iterator[str | None]:
    def jump(report: Report) -> tuple[float | None, float | None, float | None]:
        before = world.before(report)
        new, old = (number(one, "requests", "received", "total") for one in (report, before))
        return new, old, log(new / old) if new and old is not None and old >= 10 else None

    if world.before(now):
        jumps = [one for one in (jump(peer)[2] for peer in peers(now, world)) if one is not None]
        _, old, own = jump(now)
        if old is not None and old < 30:
            yield "pass"
        elif own is None or len(jumps) < 6 or median_deviation(jumps) == 0:
            yield "unknown"
        else:
            yield "fail" if abs(own - median(jumps)) > 4 * median_deviation(jumps) else "pass"


def xy_07(now: Report, before: Report | None) -> Iterator[str | None]:
    if before:
        both = [{key: one["cell"][key] for key in one["cell"] if key[0] == "requests"} for one in (now, before)]
        if all(both):
            total = sum(value for _, value in both[0].values() if value is not None)
            yield "fail" if both[0] == both[1] and total > 0 else "pass"


def xy_08(now: Report, world: World) -> Iterator[str | None]:
    before = [world.report(one, now["year"] - 1) for one in now["predecessors"]]
    if any(before) and not world.before(now):
        left = [number(one, "requests", "carried_out", "total") for one in before]
        own = number(now, "requests", "carried_in", "total")
        yield "unknown" if None in (*left, own) else "pass" if sum(left) == own else "fail"


def xy_09(now: Report, world: World) -> Iterator[str | None]:
    versions = world.versions(now["agency_id"], now["year"])
    if now["parser_version"] != "transcribed":
        if len(versions) < 2:
            yield "pass"
        else:
            yield "fail" if all(one["published_on"] for one in versions[-2:]) else "unknown"


RULES: dict[str, Rule] = {
    "XY-01": carry_over(across=False), "XY-03": carry_over(across=True), "XY-04": xy_04, "XY-05": xy_05, "XY-07": xy_07,
}  # fmt: skip
GROUP_RULES: dict[str, GroupRule] = {"XY-06": xy_06, "XY-08": xy_08, "XY-09": xy_09}
