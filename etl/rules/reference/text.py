"""Owns the second evaluation of the rules that hold the prose against the tables (TX)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from etl.rules.reference.cases import totals
from etl.rules.reference.law import every, group_total, number, plus, three
from etl.rules.reference.world import Report, Rule


def fits(figure: Report, value: Any) -> bool:
    """Whether a value may be what a figure says: equal, within its bound, or near what is rounded."""
    stated = figure["value"]
    bound = figure.get("bound", "=")
    if bound == "≈":
        return bool(abs(value - stated) <= max(1, stated / 10))
    return bool(value >= stated if bound == "≥" else value <= stated if bound == "≤" else value == stated)


def text_rule(only: Callable[[Any], bool], **against: Callable[[Report], list[Any]]) -> Rule:
    """The rule that holds figures of the year (those that `only` lets in) against the cells of their metric."""

    def rule(now: Report, before: Report | None) -> Iterator[str | None]:
        for figure in now["figures"]:
            if figure["metric"] in against and figure["scope"] == "year" and only(figure["value"]):
                values = [value for value in against[figure["metric"]](now) if value is not None]
                other = figure.get("level", "agency") != "area" and now["scope"] == "area"
                if any(fits(figure, value) for value in values):
                    yield "pass"
                else:
                    yield "unknown" if not values or other else "fail"

    return rule


def cell_total(row: str) -> Callable[[Report], Any]:
    """What reads the total of a row of table three."""
    return lambda now: number(now, "requests", row, "total")


def granted(now: Report) -> list[Any]:
    """Granted alone, and with what was granted in part."""
    full, part = (number(now, "requests", row, "total") for row in ("granted", "partly_granted"))
    return [full, plus(full, part)]


def received(now: Report) -> list[Any]:
    """New requests alone, and with those carried in."""
    new, old = (number(now, "requests", row, "total") for row in ("received", "carried_in"))
    return [new, plus(new, old)]


def documents(now: Report) -> list[Any]:
    """Normative documents made in the year, as each form has it."""
    return [
        number(now, "disclosure", "normative_documents", column)
        for column in ("issued", "newly_made", "newly_published")
    ]


def tx_06(now: Report, before: Report | None) -> Iterator[str | None]:
    total, person = (number(now, "requests", "received", column) for column in ("total", "natural_person"))
    more, old = (number(now, "requests", "carried_in", column) for column in ("total", "natural_person"))
    legal = None if None in (total, person) else total - person
    share = None if legal is None or not total else 100 * person / total
    sides = {
        "natural_person_requests": [person, plus(person, old)],
        "legal_person_requests": [legal, None if None in (legal, more, old) else legal + more - old],
        "natural_person_share": [share],
    }
    for figure in now["figures"]:
        if figure["metric"] in sides and figure["scope"] == "year":
            half = 0.5 * 10 ** -len(str(figure["value"]).partition(".")[2]) if figure["metric"].endswith("share") else 0
            known = [side for side in sides[figure["metric"]] if side is not None]
            yield "unknown" if not known else "pass" if any(abs(k - figure["value"]) <= half for k in known) else "fail"


def changed(unit: str, of: Callable[[Any, Any], float], slack: Callable[[str], float]) -> Any:
    """TX-12 and TX-13: what is printed right behind a figure about the year before."""

    def rule(now: Report, before: Report | None) -> Iterator[str | None]:
        for figure in now["figures"]:
            tail = figure["evidence"][figure["offset"] + figure.get("length", 0) :]
            words = rf"^[，（]?(?:同比|比上年|较上年)(增长|增加|下降|减少)了?([\d.]+){unit}"
            found = re.match(words, tail) if figure.get("length") else None
            if found:
                last = number(before, "requests", "received", "total")
                said = float(found[2]) * (-1 if found[1] in ("下降", "减少") else 1)
                right = of(figure["value"], last) if last else None
                yield "unknown" if right is None else "pass" if abs(right - said) <= slack(found[2]) else "fail"

    return rule


def half_digit(printed: str) -> float:
    """Half a unit of the last digit of a printed number, and a little for the reckoning."""
    return float(0.5 * 10 ** -len(printed.partition(".")[2])) + 1e-4


def tx_14(now: Report, before: Report | None) -> Iterator[str | None]:
    text = "".join(section["text"] for section in now["sections"])
    if "申请" in text and re.search("办结率[达为]?100%", text):
        yield three(lambda out: out > 0, number(now, "requests", "carried_out", "total"))


def tx_16(now: Report, before: Report | None) -> Iterator[str | None]:
    fees = [figure["value"] for figure in now["figures"] if figure["metric"] == "fees_charged"]
    if 0 in fees:
        six = any(section["number"] == "6" for section in now["sections"])
        yield "fail" if max(fees) > 0 else "pass" if six else "unknown"


def tx_17(now: Report, before: Report | None) -> Iterator[str | None]:
    none = [one for one in now["figures"] if one["metric"] == "requests_carried_out" and one["value"] == 0]
    none += [one for one in now["figures"] if one.get("rule") == "requests_answered/all_answered"]
    for figure in none:
        other = figure.get("level", "agency") != "area" and now["scope"] == "area"
        yield "unknown" if other else three(lambda out: out > 0, number(now, "requests", "carried_out", "total"))


RULES: dict[str, Rule] = {
    "TX-01": text_rule(every, requests_received=received),
    "TX-02": text_rule(every, requests_carried_in=lambda now: [cell_total("carried_in")(now)]),
    "TX-03": text_rule(every, requests_answered=lambda now: [cell_total("concluded")(now)]),
    "TX-04": text_rule(lambda v: v > 0, requests_carried_out=lambda now: [cell_total("carried_out")(now)]),
    "TX-05": text_rule(
        every, requests_disclosed=granted, requests_refused=lambda now: [group_total(now, "refused")],
        requests_partly_disclosed=lambda now: [cell_total("partly_granted")(now)],
        requests_not_available_stated=lambda now: [group_total(now, "not_available")],
        requests_not_processed_stated=lambda now: [group_total(now, "not_processed")],
        requests_otherwise_closed_stated=lambda now: [group_total(now, "otherwise_closed")],
    ),
    "TX-06": tx_06,
    "TX-07": text_rule(
        lambda v: v > 0, reviews=lambda now: [totals(now)[0]],
        reviews_upheld_stated=lambda now: [number(now, "cases", "review", "upheld")],
        reviews_overturned_stated=lambda now: [number(now, "cases", "review", "overturned")],
    ),
    "TX-08": text_rule(lambda v: v > 0, litigations=lambda now: [plus(*totals(now)[1:])]),
    "TX-09": text_rule(
        every, normative_documents=documents,
        documents_repealed=lambda now: [number(now, "disclosure", "normative_documents", "repealed")],
        documents_in_force=lambda now: [
            number(now, "disclosure", "normative_documents", column) for column in ("in_force", "published_total")
        ],
    ),
    "TX-10": text_rule(
        every, **{
            metric: lambda now, row=row: [number(now, "disclosure", row, "decisions")]
            for metric, row in (
                ("permits_decided", "permits"), ("penalties_decided", "penalties"),
                ("coercive_measures_taken", "coercive_measures"),
            )
        }
    ),
    "TX-11": lambda now, before: (
        three(lambda table, said: abs(table * 10_000 - said) > 50, number(now, "disclosure", "fees_10k_yuan", ""), fee)
        for fee in (one["value"] for one in now["figures"] if one["metric"] == "administrative_fees")
    ),
    "TX-12": changed("%", lambda now, last: 100 * (now - last) / last, half_digit),
    "TX-13": changed("件", lambda now, last: now - last, lambda printed: 0),
    "TX-14": tx_14,
    "TX-15": text_rule(
        lambda v: v == 0, reviews=lambda now: [totals(now)[0]], litigations=lambda now: [plus(*totals(now)[1:])]
    ),
    "TX-16": tx_16, "TX-17": tx_17,
}  # fmt: skip
