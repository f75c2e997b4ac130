"""Owns the second evaluation of the rules of table three (T3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from etl.rules.reference.law import asks, gap, look, number, plus, sums, three
from etl.rules.reference.world import COLUMNS, GROUPS, PEOPLE, ROWS, GroupRule, Report, Rule, World


def t3_01(now: Report, before: Report | None) -> Iterator[str | None]:
    for column in COLUMNS:
        yield sums(
            [look(now, "requests", row, column) for row in ("received", "carried_in")],
            [look(now, "requests", row, column) for row in ("concluded", "carried_out")],
        )


def outcomes(now: Report, column: str) -> list[tuple[str, Any]]:
    """The cells of every outcome of a column; a group's own cell where its parts are not printed."""
    cells = [look(now, "requests", row, column) for row in ("granted", "partly_granted")]
    for group, parts in GROUPS.items():
        own = [look(now, "requests", f"{group}.{part}", column) for part in parts.split()]
        whole = look(now, "requests", group, column)
        asked = any(asks(now, "requests", f"{group}.{part}") for part in parts.split())
        printed = any(state != "absent" for state, _ in own)
        cells += own if printed or (asked and whole[0] == "absent") else [whole]
    return cells


def t3_02(now: Report, before: Report | None) -> Iterator[str | None]:
    for column in COLUMNS:
        yield sums(outcomes(now, column), [look(now, "requests", "concluded", column)])


def t3_03(now: Report, before: Report | None) -> Iterator[str | None]:
    for row in ROWS:
        yield sums([look(now, "requests", row, one) for one in PEOPLE], [look(now, "requests", row, "total")])


def t3_04(now: Report, before: Report | None) -> Iterator[str | None]:
    for (table, row, column), (_, value) in now["cell"].items():
        if table == "requests" and re.search("^local:(.*小计|legal_persons_subtotal$)", column):
            parts = [number(now, "requests", row, one) for one in PEOPLE[1:]]
            yield "unknown" if None in (*parts, value) else "pass" if sum(parts) == value else "fail"


def t3_05(now: Report, before: Report | None) -> Iterator[str | None]:
    for group, parts in GROUPS.items():
        for column in COLUMNS:
            state, value = look(now, "requests", group, column)
            own = [look(now, "requests", f"{group}.{part}", column) for part in parts.split()]
            printed = [one for one in own if one[0] != "absent"]
            if state != "absent" and printed:
                known = [one[1] for one in printed]
                yield "unknown" if None in (*known, value) else "pass" if sum(known) == value else "fail"


def t3_06(now: Report, before: Report | None) -> Iterator[str | None]:
    """Every cell is tried by itself: does one other value, whole and not negative, make all rows and columns hold?"""
    rows = {row: gap(t3_03_sides(now, row)) for row in ROWS}
    columns = {(rule, one): gap(sides(now, one)) for one in COLUMNS for rule, sides in COLUMN_SIDES.items()}
    results = [result for rule in (t3_01, t3_02, t3_03) for result in rule(now, None)]
    wrong_rows = [row for row, by in rows.items() if by]
    wrong = {key: by for key, by in columns.items() if by}
    if not any(results):
        yield None
    elif not wrong_rows and not wrong:
        yield "unknown" if "unknown" in results else "pass"
    else:
        one = len(wrong_rows) == 1 and explains(now, wrong_rows[0], rows[wrong_rows[0]], wrong)
        yield "fail" if one else "unknown"


def explains(now: Report, row: str, by: Any, wrong: dict[tuple[str, str], Any]) -> bool:
    """Whether one cell of this row, too large by the row's gap, is all that is wrong with the columns."""
    flow = ("received", "carried_in", "carried_out")
    kinds = ("flow", "sum") if row == "concluded" else ("flow",) if row in flow else ("sum",)
    for column in COLUMNS:
        excess = -by if column == "total" else by
        side = -1 if row in ("concluded", "carried_out") else 1
        value = number(now, "requests", row, column)
        expected = {(kind, column): excess * side for kind in kinds}
        if value is not None and value >= excess and wrong == expected:
            return True
    return False


def t3_03_sides(now: Report, row: str) -> tuple[list[tuple[str, Any]], list[tuple[str, Any]]]:
    return [look(now, "requests", row, one) for one in PEOPLE], [look(now, "requests", row, "total")]


COLUMN_SIDES: dict[str, Callable[[Report, str], tuple[list[tuple[str, Any]], list[tuple[str, Any]]]]] = {
    "flow": lambda now, column: (
        [look(now, "requests", row, column) for row in ("received", "carried_in")],
        [look(now, "requests", row, column) for row in ("concluded", "carried_out")],
    ),
    "sum": lambda now, column: (outcomes(now, column), [look(now, "requests", "concluded", column)]),
}


def flow(now: Report) -> tuple[Any, Any]:
    """(carried out, received and carried in) of the total column."""
    came = [number(now, "requests", row, "total") for row in ("received", "carried_in")]
    return number(now, "requests", "carried_out", "total"), None if None in came else sum(came)


def t3_07(now: Report, before: Report | None) -> Iterator[str | None]:
    yield three(lambda out, came: out > came, *flow(now))


def t3_08(now: Report, before: Report | None) -> Iterator[str | None]:
    yield three(lambda out, came: out > 0 and came == 0, *flow(now))


def t3_09(now: Report, world: World) -> Iterator[str | None]:
    years = [world.report(now["agency_id"], now["year"] - back) for back in range(3)]
    if all(years):
        rare = [number(year, "requests", "received", one) for year in years for one in PEOPLE[2:5]]
        total = plus(*[number(year, "requests", "received", "total") for year in years])
        if any(rare):
            yield "pass"
        else:
            yield "unknown" if total is None or None in rare else "fail" if total > 200 else "pass"


def t3_10(now: Report, before: Report | None) -> Iterator[str | None]:
    if asks(now, "requests", "otherwise_closed.other_closure"):
        other = number(now, "requests", "otherwise_closed.other_closure", "total")
        done = number(now, "requests", "concluded", "total")
        yield three(lambda o, d: d >= 30 and o > d * 15 / 100, other, done)


def t3_11(now: Report, before: Report | None) -> Iterator[str | None]:
    for group, parts in GROUPS.items():
        cells = [look(now, "requests", f"{group}.{part}", "total") for part in parts.split()]
        asked = any(asks(now, "requests", f"{group}.{part}") for part in parts.split())
        if asked and any(state != "absent" for state, _ in cells):
            values = [value for _, value in cells]
            total = plus(*values)
            whole = total is not None and total >= 30 and max(values) * 10 > total * 8
            yield "unknown" if total is None else "fail" if whole else "pass"


def t3_12(now: Report, before: Report | None) -> Iterator[str | None]:
    out, new = (number(now, "requests", row, "total") for row in ("carried_out", "received"))
    yield three(lambda o, n: n >= 30 and 4 * o > n, out, new)


RULES: dict[str, Rule] = {
    "T3-01": t3_01, "T3-02": t3_02, "T3-03": t3_03, "T3-04": t3_04, "T3-05": t3_05, "T3-06": t3_06, "T3-07": t3_07,
    "T3-08": t3_08, "T3-10": t3_10, "T3-11": t3_11, "T3-12": t3_12,
}  # fmt: skip
GROUP_RULES: dict[str, GroupRule] = {"T3-09": t3_09}
