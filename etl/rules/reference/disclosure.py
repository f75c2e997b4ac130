"""Owns the second evaluation of the rules of table two (T2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.rules.reference.law import asks, look, number, rates_of, sums, three
from etl.rules.reference.world import Report, Rule


def t2_01(now: Report, before: Report | None) -> Iterator[str | None]:
    for (table, row, column), (state, value) in now["cell"].items():
        if table == "disclosure" and not row.startswith("local:"):
            if state == "text":
                yield "unknown"
            elif (value is not None and column != "items_change" and value < 0) or (
                value is not None and row != "fees_10k_yuan" and column != "amount" and value != int(value)
            ):
                yield "fail"
            else:
                yield "pass"


def t2_02(now: Report, before: Report | None) -> Iterator[str | None]:
    for row in ("rules", "normative_documents") if asks(now, "disclosure", "rules", "in_force") else ():
        states = [look(now, "disclosure", row, column) for column in ("in_force", "issued", "repealed")]
        if any(state != "absent" for state, _ in states):
            yield three(lambda valid, made, gone: valid < made - gone, *[value for _, value in states])


def t2_03(now: Report, before: Report | None) -> Iterator[str | None]:
    for row in ("rules", "normative_documents"):
        if before and before["form"] == now["form"] and asks(now, "disclosure", row, "in_force"):
            stock, made, gone = (
                look(one, "disclosure", row, column)
                for one, column in ((before, "in_force"), (now, "issued"), (now, "repealed"))
            )
            yield sums([stock, made], [look(now, "disclosure", row, "in_force"), gone])


def t2_04(now: Report, before: Report | None) -> Iterator[str | None]:
    if asks(now, "disclosure", "rules", "in_force"):
        rules = [number(now, "disclosure", "rules", column) for column in ("issued", "repealed", "in_force")]
        may = now["kind"] in ("government", "government_office", "justice") and now["level"] in (
            "province",
            "prefecture",
        )
        if may:
            yield "pass"
        elif any(value for value in rules):
            yield "fail"
        else:
            yield "unknown" if None in rules else "pass"


def t2_05(now: Report, before: Report | None) -> Iterator[str | None]:
    if before and all(asks(one, "disclosure", "fees_10k_yuan", "") for one in (now, before)):
        new, old = (number(one, "disclosure", "fees_10k_yuan", "") for one in (now, before))
        yield three(lambda n, o: min(n, o) > 0 and 5000 <= max(n, o) / min(n, o) <= 20000, new, old)


def t2_06(now: Report, before: Report | None) -> Iterator[str | None]:
    force = number(now, "disclosure", "coercive_measures", "decisions")
    fines = number(now, "disclosure", "penalties", "decisions")
    if (fines is not None and fines <= 5000) or (force or 0) > 0:
        yield "pass"
    else:
        yield "unknown" if None in (force, fines) else "fail"


def t2_07(now: Report, before: Report | None) -> Iterator[str | None]:
    made, gone = (number(now, "disclosure", "normative_documents", column) for column in ("issued", "repealed"))
    act = "(?:制发|制定|出台|印发|废止)[^，,。；;]{0,12}"
    told = [one for one in rates_of(now, "normative_documents") if one["section"] == "1" and one["value"] > 0]
    own = [one for one in told if re.search(f"{act}规范性文件|规范性文件[^，,。；;]{{0,12}}{act}", one["evidence"])]
    if own and asks(now, "disclosure", "normative_documents", "issued"):
        apart = now["scope"] == "area" and all(one.get("level") != "area" for one in own)
        open_now = None in (made, gone) or apart or any(one.get("rival") for one in own)
        yield "pass" if (made or 0) > 0 or (gone or 0) > 0 else "unknown" if open_now else "fail"


def t2_11(now: Report, before: Report | None) -> Iterator[str | None]:
    for row in ("rules", "normative_documents") if asks(now, "disclosure", "rules", "published_total") else ():
        states = [look(now, "disclosure", row, column) for column in ("published_total", "newly_published")]
        if any(state != "absent" for state, _ in states):
            yield three(lambda total, new: total < new, *[value for _, value in states])


def t2_12(now: Report, before: Report | None) -> Iterator[str | None]:
    for row in ("permits", "other_services", "penalties", "coercive_measures", "fees"):
        if before and all(asks(one, "disclosure", row, "items_last_year") for one in (now, before)):
            left = [look(before, "disclosure", row, column) for column in ("items_last_year", "items_change")]
            yield sums(left, [look(now, "disclosure", row, "items_last_year")], signed=True)


def t2_13(now: Report, before: Report | None) -> Iterator[str | None]:
    for (table, _, column), (state, _) in now["cell"].items():
        if table == "disclosure" and column == "items_change":
            yield {"number": "pass", "text": "fail"}.get(state, "unknown")


def t2_14(now: Report, before: Report | None) -> Iterator[str | None]:
    for row in ("permits", "other_services", "penalties", "coercive_measures"):
        if not asks(now, "disclosure", row, "items_last_year"):
            continue
        cells = [look(now, "disclosure", row, column) for column in ("items_last_year", "items_change", "decisions")]
        if any(state != "absent" for state, _ in cells):
            yield three(lambda a, b, d: d >= 10 and b != 0 and a + b == d, *[value for _, value in cells])


def t2_15(now: Report, before: Report | None) -> Iterator[str | None]:
    place = ("disclosure", "procurement", "amount")
    if place in now["cell"]:
        amount = now["cell"][place][1]
        yield three(lambda value: value > 0 and not now["unit"][place], amount)


RULES: dict[str, Rule] = {
    "T2-01": t2_01, "T2-02": t2_02, "T2-03": t2_03, "T2-04": t2_04, "T2-05": t2_05, "T2-06": t2_06, "T2-07": t2_07,
    "T2-11": t2_11, "T2-12": t2_12, "T2-13": t2_13, "T2-14": t2_14, "T2-15": t2_15,
}  # fmt: skip
