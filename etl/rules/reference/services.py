"""Owns the second evaluation of the rules about services and satisfaction (SV)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from etl.rules.reference.law import rates_of
from etl.rules.reference.world import GroupRule, Report, Rule, World


def grades(report: Report | None) -> set[int]:
    """How many grades count as satisfied, by the words of each rate."""
    texts = [one["evidence"] for one in rates_of(report, "satisfaction_rate")]
    return {3 if "基本满意" in text else 2 for text in texts if "基本满意" in text or "非常满意" in text}


def satisfaction(now: Report) -> tuple[Any, Any]:
    """(rate, number of ratings) of a report, None for what it does not say."""
    found = {figure["metric"]: figure["value"] for figure in now["figures"]}
    return found.get("satisfaction_rate"), found.get("evaluations_received")


def sv_01(now: Report, world: World) -> Iterator[str | None]:
    before = world.before(now)
    years = [now, before, world.before(before) if before else None]
    rates = [satisfaction(one)[0] if one else None for one in years]
    ratings = satisfaction(now)[1]
    if rates[0] is not None:
        told = {round(float(rate), 2) for rate in rates if rate is not None}
        same = None not in rates and len(told) == 1
        full = rates[0] >= 100
        yield "fail" if same or (full and (ratings or 0) >= 1000) else "unknown" if full and ratings is None else "pass"


def sv_02(now: Report, before: Report | None) -> Iterator[str | None]:
    rate, ratings = satisfaction(now)
    if rate is not None:
        yield "fail" if ratings is None else "pass"


def sv_03(now: Report, before: Report | None) -> Iterator[str | None]:
    if rates_of(now, "satisfaction_rate"):
        new, old = grades(now), grades(before)
        yield "unknown" if not new else "fail" if len(new) > 1 or (old and not new <= old) else "pass"


def sv_04(now: Report, before: Report | None) -> Iterator[str | None]:
    for metric in ("online_rate", "one_visit_rate", "completion_rate"):
        for rate in rates_of(now, metric):
            beside = [one for one in now["figures"] if one["evidence"] == rate["evidence"] and one["value"] > 0]
            items = [one for one in beside if one["metric"].startswith(("service_items", "instant_items"))]
            cases = [one for one in beside if one["metric"] in ("cases_completed", "hotline_cases")]
            for item, case in ((item, case) for item in items for case in cases):
                quotients = [100 * item["value"] / case["value"], 100 * case["value"] / item["value"]]
                half = 0.5 * 10 ** -len(str(rate["value"]).partition(".")[2].rstrip("0")) + 1e-7
                exact = all(one["bound"] == "=" for one in (rate, item, case))
                same = any(abs(rate["value"] - one) <= half for one in quotients)
                yield "unknown" if not exact else "fail" if same else "pass"


def sv_05(now: Report, before: Report | None) -> Iterator[str | None]:
    words = ("全程", "全流程", "不见面", "可网", "网上可", "可在网上", "网上办", "网上申", "在线", "办件", "一网通办")
    for rate in rates_of(now, "online_rate"):
        said = any(word in rate["evidence"] for word in words)
        yield "unknown" if not rate["evidence"] else "pass" if said else "fail"


def sv_06(now: Report, before: Report | None) -> Iterator[str | None]:
    found = {one["metric"]: one["value"] for one in now["figures"]}
    if "evaluations_received" in found:
        cases = found.get("cases_completed") or 0
        yield "unknown" if cases <= 0 else "fail" if found["evaluations_received"] * 20 < cases else "pass"


RULES: dict[str, Rule] = {"SV-02": sv_02, "SV-03": sv_03, "SV-04": sv_04, "SV-05": sv_05, "SV-06": sv_06}
GROUP_RULES: dict[str, GroupRule] = {"SV-01": sv_01}
