"""Owns the second evaluation of the rules about figures of the prose among themselves (NA)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.rules.reference.law import exact, stated
from etl.rules.reference.world import GroupRule, Report, Rule, World


def nested(*pairs: tuple[str, str, str]) -> Rule:
    """The rule that of each pair (small, large, definition) the small figure is not above the large one."""

    def rule(now: Report, before: Report | None) -> Iterator[str | None]:
        found = stated(now)
        for small, large, definition in pairs:
            if small in found and large in found and definition in ("", found[small].get("definition", "")):
                one, other = found[small]["value"], found[large]["value"]
                if exact(found[small], found[large]):
                    yield "fail" if one > other else "pass"
                else:
                    yield "fail" if one > 2 * other else "unknown"

    return rule


def na_01(now: Report, before: Report | None) -> Iterator[str | None]:
    found = stated(now)
    for rate, part in (("online_rate", "service_items_online"), ("one_visit_rate", "service_items_one_visit")):
        if rate in found and part in found and found.get("service_items_total", {}).get("value"):
            printed = str(found[rate]["value"])
            digits = len(printed.partition(".")[2].rstrip("0"))
            share = 100 * found[part]["value"] / found["service_items_total"]["value"]
            near = abs(float(printed) - share) <= 0.5 * 10**-digits + 1e-7
            whole = found["service_items_total"]
            yield "unknown" if not exact(found[rate], found[part], whole) else "pass" if near else "fail"


def na_02(now: Report, before: Report | None) -> Iterator[str | None]:
    for figure in now["figures"]:
        head, *tails = figure["evidence"].split("其中")
        tail = tails[0] if tails else ""
        if len(tails) > 1 and tails[1]:  # another whole, with parts of its own
            tail = re.sub("[；;][^；;]*$", "", tail)
        parts = [int(one) for one in re.findall(r"(\d+)" + figure["unit"], tail)]
        if len(parts) >= 2 and str(figure["value"]) in head:
            rough = re.search("[余多近约超万亿]", tail)
            yield "unknown" if rough else "fail" if sum(parts) > figure["value"] else "pass"


def na_03(now: Report, before: Report | None) -> Iterator[str | None]:
    for figure in now["figures"]:
        shares = re.findall(r"占([\d.]+)%", figure["evidence"])
        if len(shares) >= 2:
            error = abs(sum(float(one) for one in shares) - 100)
            half = sum(0.5 * 10 ** -len(one.partition(".")[2]) for one in shares)
            yield "pass" if error <= half + 1e-9 else "fail"


def na_04(now: Report, world: World) -> Iterator[str | None]:
    """Of two figures about 10,000 times apart (two years, or all items and those of the site) the larger is asked."""
    beside = [world.report(now["agency_id"], now["year"] + step) for step in (-1, 1)]
    for metric, figure in stated(now).items():
        if metric.endswith("_rate") or metric == "fees_charged" or figure["value"] <= 0:
            continue
        others = [stated(one).get(metric, {}).get("value", 0) if one else 0 for one in beside]
        if metric in ("proactive_items", "website_items"):
            others += [stated(now)[one]["value"] for one in ("proactive_items", "website_items") if one in stated(now)]
        if any(other > 0 and 5000 <= figure["value"] / other <= 20000 for other in others):
            yield "fail"
        elif others[0] > 0:
            yield "pass"


def na_05(now: Report, before: Report | None) -> Iterator[str | None]:
    for metric, figure in stated(now).items():
        if metric.endswith("_rate"):
            yield "pass" if 0 <= figure["value"] <= 100 else "fail"


def na_06(now: Report, before: Report | None) -> Iterator[str | None]:
    for figure in now["figures"]:
        found = re.search(r"([月日周])均([\d.]+)" + (figure["unit"] or "$"), figure["evidence"])
        if found:
            slack = 12 * 0.5 * 10 ** -len(found[2].partition(".")[2])
            near = abs(float(found[2]) * 12 - figure["value"]) <= slack
            yield "unknown" if found[1] != "月" else "pass" if near else "fail"


def na_08(now: Report, before: Report | None) -> Iterator[str | None]:
    found = stated(now)
    if "evaluations_received" in found:
        rated, cases = found["evaluations_received"], found.get("cases_completed")
        more = cases is not None and rated["value"] > cases["value"]
        apart = more and cases is not None and rated["evidence"] != cases["evidence"]
        yield "unknown" if cases is None or apart else "fail" if more else "pass"


def na_10(now: Report, before: Report | None) -> Iterator[str | None]:
    for rough in now["figures"]:
        if rough["bound"] == "=" or rough["scope"] != "year":
            continue
        exact = [one["value"] for one in now["figures"] if one["bound"] == "=" and same_thing(one, rough)]
        reach = {
            "≈": (0.8 * rough["value"], 2 * rough["value"]),
            "≥": (rough["value"], 1e18),
            "≤": (0, rough["value"]),
        }
        low, high = reach[rough["bound"]]
        yield "unknown" if not exact else "pass" if all(low <= value <= high for value in exact) else "fail"


def same_thing(one: Report, other: Report) -> bool:
    """Whether two figures speak of the same whole: metric, year, whose it is, how it is counted."""
    keys = ("metric", "scope", "level", "definition", "part")
    return all(one.get(key, "") == other.get(key, "") for key in keys) and not one.get("part")


def na_11(now: Report, before: Report | None) -> Iterator[str | None]:
    old = stated(before, "cumulative")
    for metric, figure in stated(now, "cumulative").items():
        if metric in old and not exact(figure, old[metric]):
            yield "unknown"
        elif metric in old:
            yield "fail" if figure["value"] < old[metric]["value"] else "pass"


def na_12(now: Report, before: Report | None) -> Iterator[str | None]:
    if "website_items" in stated(now):
        yield "unknown"


RULES: dict[str, Rule] = {
    "NA-01": na_01, "NA-02": na_02, "NA-03": na_03, "NA-05": na_05, "NA-06": na_06,
    "NA-07": nested(
        *[(one, "service_items_total", "") for one in ("service_items_online", "service_items_one_visit")],
        ("instant_items", "service_items_total", ""), ("zero_visit_items", "service_items_total", ""),
        ("service_items_online", "service_items_one_visit", "全程网办"),
        ("zero_visit_items", "service_items_one_visit", ""), ("opinions_adopted", "opinions_received", ""),
        ("messages_answered", "messages_received", ""), ("messages_published", "messages_received", ""),
        ("leader_interpretations", "policy_interpretations", ""), ("proposals_published", "proposals_handled", ""),
        ("problems_corrected", "problems_found", ""),
    ),
    "NA-08": na_08, "NA-09": nested(("wechat_items", "newmedia_items", ""), ("weibo_items", "newmedia_items", "")),
    "NA-10": na_10, "NA-11": na_11, "NA-12": na_12,
}  # fmt: skip
GROUP_RULES: dict[str, GroupRule] = {"NA-04": na_04}
