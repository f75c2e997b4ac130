"""Owns the second evaluation of the data rules, in plain Python and apart from the SQL: rules about one report and the
one before it. Rules about several reports at once: reference_groups.py.

Each function answers for one rule: the results of its instances, or nothing where the rule does not apply.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Report = dict[str, Any]
PEOPLE = ["natural_person", "commercial_enterprise", "research_institution", "public_welfare_organisation"]
PEOPLE += ["legal_service_provider", "other_organisation"]
COLUMNS = [*PEOPLE, "total"]
GROUPS = {
    "refused": "state_secret barred_by_law safety_and_stability third_party_rights internal_affairs "
    "deliberative_process enforcement_file administrative_query",
    "not_available": "not_held needs_creation still_unclear",
    "not_processed": "petition_or_complaint repeated published_material excessive reissue_or_confirm",
    "otherwise_closed": "clarification_overdue fee_unpaid other_closure",
}
FIRST = ["received", "carried_in", "granted", "partly_granted", "concluded", "carried_out"]
ROWS = [*FIRST, *[f"{group}.{part}" for group, parts in GROUPS.items() for part in parts.split()], "otherwise_closed"]


@dataclass(frozen=True, slots=True)
class World:
    """Every report that is looked at together (`plain`, with kind, level, region_code, name and predecessors of its
    agency), the agencies, what is due, the day, and region -> region above it."""

    reports: list[Report]
    agencies: dict[str, Report]
    due: set[tuple[str, int]]
    as_of: str
    parents: dict[str, str] = field(default_factory=dict)

    by_place: dict[tuple[str, int], list[Report]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for one in sorted(self.reports, key=lambda one: one["published_on"] or ""):
            self.by_place.setdefault((one["agency_id"], one["year"]), []).append(one)

    def versions(self, agency_id: str, year: int) -> list[Report]:
        """The published versions of one report, the current one last."""
        return self.by_place.get((agency_id, year), [])

    def report(self, agency_id: str, year: int) -> Report | None:
        """The current version of one report."""
        found = self.versions(agency_id, year)
        return found[-1] if found else None

    def before(self, now: Report) -> Report | None:
        """The report of the year before; an area is never held against an office."""
        found = self.report(now["agency_id"], now["year"] - 1)
        return found if found and (found["scope"] == "area") == (now["scope"] == "area") else None

    def lacks_year_before(self, now: Report) -> bool:
        """Whether there ought to be a report of the year before and there is none."""
        first = min(year for _, year in self.by_place)
        founded = now.get("valid_from") or ""
        return now["year"] > first and not self.before(now) and not founded[:4] >= str(now["year"])

    def current(self) -> list[Report]:
        """The current version of every report."""
        return [versions[-1] for versions in self.by_place.values()]


def plain(record: dict[str, Any]) -> Report:
    """A parsed report with its cells by place, and its figures under the names that the rules know."""
    cells = {(one["table"], one["row"], one["column"]): (one["state"], one["value"]) for one in record["cells"]}
    figures = [named(one) for one in record.get("figures", ()) if one.get("confidence", "likely") != "ask"]
    units = {(one["table"], one["row"], one["column"]): one.get("unit") for one in record["cells"]}
    return record | {"cell": cells, "figures": figures, "unit": units}


def named(figure: Report) -> Report:
    """What is carried over is carried in (told as a figure of the year before) or carried out."""
    part = figure.get("part", "")
    if figure["metric"] != "requests_carried_over" or part not in ("in", "out"):
        return figure
    scope = "year" if part == "in" else figure["scope"]
    return figure | {"metric": f"requests_carried_{part}", "scope": scope, "part": ""}


def look(report: Report | None, table: str, row: str, column: str) -> tuple[str, Any]:
    return report["cell"].get((table, row, column), ("absent", None)) if report else ("absent", None)


def number(report: Report | None, table: str, row: str, column: str) -> Any:
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
    found = [result for result in results if result]
    return next((result for result in ("fail", "unknown", "pass") if result in found), None)


def t3_01(now: Report, before: Report | None) -> Iterator[str | None]:
    for column in COLUMNS:
        yield sums(
            [look(now, "requests", row, column) for row in ("received", "carried_in")],
            [look(now, "requests", row, column) for row in ("concluded", "carried_out")],
        )


def outcomes(now: Report, column: str) -> list[tuple[str, Any]]:
    cells = [look(now, "requests", row, column) for row in ("granted", "partly_granted")]
    for group, parts in GROUPS.items():
        own = [look(now, "requests", f"{group}.{part}", column) for part in parts.split()]
        whole = look(now, "requests", group, column)
        asked = not (now["form"] == "2019" and group == "otherwise_closed")
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


def gap(sides: tuple[list[tuple[str, Any]], list[tuple[str, Any]]]) -> Any:
    """Left minus right of sums that fail or hold for certain; None where the law leaves them open."""
    left, right = ([value for state, value in side if state == "number"] for side in sides)
    return sum(left) - sum(right) if sums(*sides) == "fail" else 0 if sums(*sides) == "pass" else None


def t3_03_sides(now: Report, row: str) -> tuple[list[tuple[str, Any]], list[tuple[str, Any]]]:
    return [look(now, "requests", row, one) for one in PEOPLE], [look(now, "requests", row, "total")]


COLUMN_SIDES: dict[str, Callable[[Report, str], tuple[list[tuple[str, Any]], list[tuple[str, Any]]]]] = {
    "flow": lambda now, column: (
        [look(now, "requests", row, column) for row in ("received", "carried_in")],
        [look(now, "requests", row, column) for row in ("concluded", "carried_out")],
    ),
    "sum": lambda now, column: (outcomes(now, column), [look(now, "requests", "concluded", column)]),
}


def three(test: Callable[..., bool], *values: Any) -> str:
    return "unknown" if None in values else "fail" if test(*values) else "pass"


def flow(now: Report) -> tuple[Any, Any]:
    came = [number(now, "requests", row, "total") for row in ("received", "carried_in")]
    return number(now, "requests", "carried_out", "total"), None if None in came else sum(came)


def t3_07(now: Report, before: Report | None) -> Iterator[str | None]:
    yield three(lambda out, came: out > came, *flow(now))


def t3_08(now: Report, before: Report | None) -> Iterator[str | None]:
    yield three(lambda out, came: out > 0 and came == 0, *flow(now))


def t3_10(now: Report, before: Report | None) -> Iterator[str | None]:
    if now["form"] != "2019":
        other = number(now, "requests", "otherwise_closed.other_closure", "total")
        done = number(now, "requests", "concluded", "total")
        yield three(lambda o, d: d >= 30 and o > d * 15 / 100, other, done)


def case_rule(kind: str) -> Callable[[Report, Report | None], Iterator[str | None]]:
    def rule(now: Report, before: Report | None) -> Iterator[str | None]:
        parts = [look(now, "cases", kind, result) for result in ("upheld", "overturned", "other_result", "pending")]
        result = sums(parts, [look(now, "cases", kind, "total")])
        yield result

    return rule


def totals(now: Report | None) -> list[Any]:
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


def t4_07(now: Report, before: Report | None) -> Iterator[str | None]:
    disputes = None if None in totals(now) else sum(totals(now))
    yield three(lambda d, r: r >= 10 and d > r, disputes, number(now, "requests", "received", "total"))


def carry_over(across: bool) -> Callable[[Report, Report | None], Iterator[str | None]]:
    def rule(now: Report, before: Report | None) -> Iterator[str | None]:
        if before and has_flow(now) and has_flow(before) and (form_of(before) != form_of(now)) == across:
            for column in COLUMNS:
                left = look(before, "requests", "carried_out", column)
                yield sums([left], [look(now, "requests", "carried_in", column)])

    return rule


def form_of(report: Report) -> str:
    return report["form"] or "2021"


def has_flow(report: Report) -> bool:
    return form_of(report) in ("2019", "2021")


def xy_05(now: Report, before: Report | None) -> Iterator[str | None]:
    if before:
        new, old = (number(one, "requests", "received", "total") for one in (now, before))
        yield three(lambda n, o: o >= 30 and (n > 5 * o or 5 * n < o), new, old)


def xy_07(now: Report, before: Report | None) -> Iterator[str | None]:
    if before:
        both = [{key: one["cell"][key] for key in one["cell"] if key[0] == "requests"} for one in (now, before)]
        if all(both):
            total = sum(value for _, value in both[0].values() if value is not None)
            yield "fail" if both[0] == both[1] and total > 0 else "pass"


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
    for row in ("rules", "normative_documents") if now["form"] != "2019" else ():
        states = [look(now, "disclosure", row, column) for column in ("in_force", "issued", "repealed")]
        if any(state != "absent" for state, _ in states):
            yield three(lambda valid, made, gone: valid < made - gone, *[value for _, value in states])


def t2_03(now: Report, before: Report | None) -> Iterator[str | None]:
    for row in ("rules", "normative_documents"):
        if before and before["form"] == now["form"] == "2021":
            stock, made, gone = (
                look(one, "disclosure", row, column)
                for one, column in ((before, "in_force"), (now, "issued"), (now, "repealed"))
            )
            yield sums([stock, made], [look(now, "disclosure", row, "in_force"), gone])


def t2_04(now: Report, before: Report | None) -> Iterator[str | None]:
    if now["form"] != "2019":
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
    if before and before["form"] == now["form"] == "2021":
        new, old = (number(one, "disclosure", "fees_10k_yuan", "") for one in (now, before))
        yield three(lambda n, o: min(n, o) > 0 and 5000 <= max(n, o) / min(n, o) <= 20000, new, old)


def t2_06(now: Report, before: Report | None) -> Iterator[str | None]:
    force = number(now, "disclosure", "coercive_measures", "decisions")
    fines = number(now, "disclosure", "penalties", "decisions")
    if (fines is not None and fines <= 5000) or (force or 0) > 0:
        yield "pass"
    else:
        yield "unknown" if None in (force, fines) else "fail"


def t2_11(now: Report, before: Report | None) -> Iterator[str | None]:
    for row in ("rules", "normative_documents") if now["form"] == "2019" else ():
        states = [look(now, "disclosure", row, column) for column in ("published_total", "newly_published")]
        if any(state != "absent" for state, _ in states):
            yield three(lambda total, new: total < new, *[value for _, value in states])


def t2_12(now: Report, before: Report | None) -> Iterator[str | None]:
    for row in ("permits", "other_services", "penalties", "coercive_measures", "fees"):
        if before and before["form"] == now["form"] == "2019":
            left = [look(before, "disclosure", row, column) for column in ("items_last_year", "items_change")]
            yield sums(left, [look(now, "disclosure", row, "items_last_year")], signed=True)


def t2_07(now: Report, before: Report | None) -> Iterator[str | None]:
    made, gone = (number(now, "disclosure", "normative_documents", column) for column in ("issued", "repealed"))
    act = "(?:制发|制定|出台|印发|废止)[^，,。；;]{0,12}"
    told = [one for one in rates_of(now, "normative_documents") if one["section"] == "1" and one["value"] > 0]
    own = [one for one in told if re.search(f"{act}规范性文件|规范性文件[^，,。；;]{{0,12}}{act}", one["evidence"])]
    if own and form_of(now) == "2021":
        apart = now["scope"] == "area" and all(one.get("level") != "area" for one in own)
        open_now = None in (made, gone) or apart or any(one.get("rival") for one in own)
        yield "pass" if (made or 0) > 0 or (gone or 0) > 0 else "unknown" if open_now else "fail"


def t2_13(now: Report, before: Report | None) -> Iterator[str | None]:
    for (table, _, column), (state, _) in now["cell"].items():
        if table == "disclosure" and column == "items_change":
            yield {"number": "pass", "text": "fail"}.get(state, "unknown")


def t2_15(now: Report, before: Report | None) -> Iterator[str | None]:
    place = ("disclosure", "procurement", "amount")
    if place in now["cell"]:
        amount = now["cell"][place][1]
        yield three(lambda value: value > 0 and not now["unit"][place], amount)


def t2_14(now: Report, before: Report | None) -> Iterator[str | None]:
    for row in ("permits", "other_services", "penalties", "coercive_measures") if now["form"] == "2019" else ():
        cells = [look(now, "disclosure", row, column) for column in ("items_last_year", "items_change", "decisions")]
        if any(state != "absent" for state, _ in cells):
            yield three(lambda a, b, d: d >= 10 and b != 0 and a + b == d, *[value for _, value in cells])


def texts(now: Report) -> dict[str, str]:
    return {section["number"]: section["text"] for section in now["sections"]}


def fm01(now: Report, before: Report | None) -> Iterator[str | None]:
    numbers = [section["number"] for section in now["sections"] if section["number"] != "0"]
    yield "unknown" if not numbers else "pass" if numbers == list("123456") else "fail"


def fm02(now: Report, before: Report | None) -> Iterator[str | None]:
    wanted = (
        "2021" if now["year"] >= 2021 else "2019" if now["year"] >= 2019 else "2014" if now["year"] >= 2014 else "2008"
    )
    yield "unknown" if now["form"] is None else "pass" if now["form"] == wanted else "fail"


def fm03(now: Report, before: Report | None) -> Iterator[str | None]:
    gone = {"disclosure", "requests", "cases"} - {table for table, _, _ in now["cell"]}
    yield "pass" if not gone else "unknown" if now["parser_version"] == "transcribed" else "fail"


def fm04(now: Report, before: Report | None) -> Iterator[str | None]:
    if now["form"] is None or not now["cell"]:
        yield "unknown"
        return
    printed = {row for table, row, _ in now["cell"] if table == "requests"}
    groups = {"otherwise_closed"} if now["form"] == "2019" or "otherwise_closed" in printed else set()
    wanted = {row for row in ROWS if row != "otherwise_closed" and row.split(".")[0] not in groups} | groups
    kinds = {row for table, row, _ in now["cell"] if table == "cases"}
    missing = (printed and wanted - printed) or (kinds and len(kinds) < 3)
    counts = {row for table, row, _ in now["cell"] if table == "disclosure"}
    yield "fail" if missing or (counts and len(counts) < (8 if now["form"] == "2019" else 6)) else "pass"


def fm05(now: Report, before: Report | None) -> Iterator[str | None]:
    for (_, row, column), (state, value) in now["cell"].items():
        if "local:" not in row + column:
            money = row == "fees_10k_yuan" or column == "amount"
            sound = value is None or ((value >= 0 or column == "items_change") and (money or value == int(value)))
            yield "unknown" if state == "text" else "pass" if sound else "fail"


def fm06(now: Report, before: Report | None) -> Iterator[str | None]:
    states = [state for state, _ in now["cell"].values()]
    yield "unknown" if not states else "fail" if "blank" in states or "na" in states else "pass"


def fm07(now: Report, before: Report | None) -> Iterator[str | None]:
    text = re.sub(r"\s", "", texts(now).get("5", ""))
    yield "unknown" if not texts(now) else "pass" if len(text) >= 10 else "fail"


def fm08(now: Report, before: Report | None) -> Iterator[str | None]:
    if now["year"] >= 2021:
        text = texts(now).get("6")
        yield (
            "unknown"
            if text is None
            else "pass"
            if "处理费" in text or re.search("收取.{0,12}费|收费", text)
            else "fail"
        )


def fm09(now: Report, before: Report | None) -> Iterator[str | None]:
    years = re.findall(r"(20\d\d)\s*年", now["title"])
    yield "unknown" if not years else "pass" if str(now["year"]) in years else "fail"


def fm11(now: Report, before: Report | None) -> Iterator[str | None]:
    text = texts(now).get("1")
    wanted = [
        "主动公开",
        "依申请",
        "信息管理|信息资源|规范性文件|公开属性|源头",
        "平台|网站|专栏|新媒体",
        "监督|考核|保障|培训",
    ]
    yield "unknown" if text is None else "pass" if all(re.search(one, text) for one in wanted) else "fail"


def timely(now: Report, before: Report | None, government: bool) -> Iterator[str | None]:
    if (now["kind"] == "government") == government:
        day = now["published_on"]
        limit = f"{now['year'] + 1}-{'03-31' if government else '01-31'}"
        yield "unknown" if day is None else "fail" if str(day) > limit else "pass"


def fits(figure: Report, value: Any) -> bool:
    stated = figure["value"]
    bound = figure.get("bound", "=")
    if bound == "≈":
        return bool(abs(value - stated) <= max(1, stated / 10))
    return bool(value >= stated if bound == "≥" else value <= stated if bound == "≤" else value == stated)


def text_rule(
    only: Callable[[Any], bool], **against: Callable[[Report], list[Any]]
) -> Callable[[Report, Report | None], Iterator[str | None]]:
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
    return lambda now: number(now, "requests", row, "total")


def plus(*values: Any) -> Any:
    return None if None in values else sum(values)


def group_total(now: Report, group: str) -> Any:
    whole = number(now, "requests", group, "total")
    return (
        whole
        if whole is not None
        else plus(*[number(now, "requests", f"{group}.{part}", "total") for part in GROUPS[group].split()])
    )


def granted(now: Report) -> list[Any]:
    full, part = (number(now, "requests", row, "total") for row in ("granted", "partly_granted"))
    return [full, plus(full, part)]


def received(now: Report) -> list[Any]:
    new, old = (number(now, "requests", row, "total") for row in ("received", "carried_in"))
    return [new, plus(new, old)]


def documents(now: Report) -> list[Any]:
    return [
        number(now, "disclosure", "normative_documents", column)
        for column in ("issued", "newly_made", "newly_published")
    ]


def t3_11(now: Report, before: Report | None) -> Iterator[str | None]:
    for group, parts in GROUPS.items():
        cells = [look(now, "requests", f"{group}.{part}", "total") for part in parts.split()]
        if any(state != "absent" for state, _ in cells) and not (now["form"] == "2019" and group == "otherwise_closed"):
            values = [value for _, value in cells]
            total = plus(*values)
            whole = total is not None and total >= 30 and max(values) * 10 > total * 8
            yield "unknown" if total is None else "fail" if whole else "pass"


def t3_12(now: Report, before: Report | None) -> Iterator[str | None]:
    out, new = (number(now, "requests", row, "total") for row in ("carried_out", "received"))
    yield three(lambda o, n: n >= 30 and 4 * o > n, out, new)


def t4_06(now: Report, before: Report | None) -> Iterator[str | None]:
    if before:
        for kind in ("review", "direct_litigation", "litigation_after_review"):
            open_then, total = number(before, "cases", kind, "pending"), number(now, "cases", kind, "total")
            yield "pass" if open_then == 0 else three(lambda o, t: t < o, open_then, total)


def xy_04(now: Report, before: Report | None) -> Iterator[str | None]:
    if before:
        known = now["form"] and before["form"]
        broken = now["form"] in ("2019", "2021") and before["form"] in ("2008", "2014")
        yield "unknown" if not known else "fail" if broken else "pass"


def fm12(now: Report, before: Report | None) -> Iterator[str | None]:
    local = any("local:" in row + column for _, row, column in now["cell"])
    yield "unknown" if not now["cell"] else "fail" if local else "pass"


def st_04(now: Report, before: Report | None) -> Iterator[str | None]:
    total = number(now, "requests", "received", "total")
    others = [number(now, "requests", "received", one) for one in PEOPLE[1:]]
    if any(others) or (total is not None and total < 50):
        yield "pass"
    else:
        yield "unknown" if None in (total, *others) else "fail"


def rates_of(report: Report | None, metric: str) -> list[Report]:
    found = report["figures"] if report else []
    sure = [one for one in found if one.get("confidence", "certain") in ("certain", "likely")]
    return [one for one in sure if one["metric"] == metric and one["scope"] == "year"]


def grades(report: Report | None) -> set[int]:
    texts = [one["evidence"] for one in rates_of(report, "satisfaction_rate")]
    return {3 if "基本满意" in text else 2 for text in texts if "基本满意" in text or "非常满意" in text}


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


LOCAL_DAYS = {("4312", 2022, False): "2023-01-28", ("4312", 2022, True): "2023-02-20"}


def tm_03(now: Report, before: Report | None) -> Iterator[str | None]:
    day = LOCAL_DAYS.get((str(now["region_code"])[:4], now["year"], now["kind"] == "government"))
    if day:
        told = now["published_on"]
        yield "unknown" if told is None else "fail" if str(told) > day else "pass"


def satisfaction(now: Report) -> tuple[Any, Any]:
    found = {figure["metric"]: figure["value"] for figure in now["figures"]}
    return found.get("satisfaction_rate"), found.get("evaluations_received")


def sv_02(now: Report, before: Report | None) -> Iterator[str | None]:
    rate, ratings = satisfaction(now)
    if rate is not None:
        yield "fail" if ratings is None else "pass"


def stated(now: Report | None, scope: str = "year") -> dict[str, Report]:
    return {figure["metric"]: figure for figure in now["figures"] if figure["scope"] == scope} if now else {}


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
        head, _, tail = figure["evidence"].partition("其中")
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


def na_05(now: Report, before: Report | None) -> Iterator[str | None]:
    for metric, figure in stated(now).items():
        if metric.endswith("_rate"):
            yield "pass" if 0 <= figure["value"] <= 100 else "fail"


def exact(*figures: Report) -> bool:
    return all(figure["bound"] == "=" for figure in figures)


def nested(*pairs: tuple[str, str, str]) -> Callable[[Report, Report | None], Iterator[str | None]]:
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


def na_11(now: Report, before: Report | None) -> Iterator[str | None]:
    old = stated(before, "cumulative")
    for metric, figure in stated(now, "cumulative").items():
        if metric in old and not exact(figure, old[metric]):
            yield "unknown"
        elif metric in old:
            yield "fail" if figure["value"] < old[metric]["value"] else "pass"


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


def na_12(now: Report, before: Report | None) -> Iterator[str | None]:
    if "website_items" in stated(now):
        yield "unknown"


def every(value: Any) -> bool:
    return True


RULES: dict[str, Callable[[Report, Report | None], Iterator[str | None]]] = {
    "T3-01": t3_01, "T3-02": t3_02, "T3-03": t3_03, "T3-04": t3_04, "T3-05": t3_05, "T3-06": t3_06, "T3-07": t3_07,
    "T3-08": t3_08, "T3-10": t3_10, "T4-01": case_rule("review"), "T4-02": case_rule("direct_litigation"),
    "T4-03": case_rule("litigation_after_review"), "T4-04": t4_04, "T4-05": t4_05, "T4-07": t4_07,
    "XY-01": carry_over(across=False), "XY-03": carry_over(across=True),
    "XY-05": xy_05, "XY-07": xy_07, "T2-01": t2_01, "T2-02": t2_02, "T2-03": t2_03, "T2-04": t2_04, "T2-05": t2_05,
    "T2-06": t2_06, "T2-07": t2_07, "T2-11": t2_11, "T2-12": t2_12, "T2-13": t2_13, "T2-14": t2_14,
    "T2-15": t2_15, "FM01": fm01, "FM02": fm02, "FM03": fm03,
    "FM04": fm04, "FM05": fm05, "FM06": fm06, "FM07": fm07, "FM08": fm08, "FM09": fm09, "FM11": fm11,
    "TM-01": lambda now, before: timely(now, before, False), "TM-02": lambda now, before: timely(now, before, True),
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
    "TX-06": tx_06, "TX-14": tx_14, "TX-16": tx_16,
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
    "TX-15": text_rule(
        lambda v: v == 0, reviews=lambda now: [totals(now)[0]], litigations=lambda now: [plus(*totals(now)[1:])]
    ),
    "TX-17": tx_17,
    "SV-02": sv_02, "SV-03": sv_03, "SV-04": sv_04, "SV-05": sv_05, "SV-06": sv_06,
    "T3-11": t3_11, "T3-12": t3_12, "T4-06": t4_06, "XY-04": xy_04, "FM12": fm12, "ST-04": st_04, "TM-03": tm_03,
    "NA-01": na_01, "NA-02": na_02, "NA-03": na_03,
    "NA-05": na_05, "NA-06": na_06, "NA-08": na_08, "NA-10": na_10, "NA-11": na_11, "NA-12": na_12,
    "NA-07": nested(
        *[(one, "service_items_total", "") for one in ("service_items_online", "service_items_one_visit")],
        ("instant_items", "service_items_total", ""), ("zero_visit_items", "service_items_total", ""),
        ("service_items_online", "service_items_one_visit", "全程网办"),
        ("zero_visit_items", "service_items_one_visit", ""), ("opinions_adopted", "opinions_received", ""),
        ("messages_answered", "messages_received", ""), ("messages_published", "messages_received", ""),
        ("leader_interpretations", "policy_interpretations", ""), ("proposals_published", "proposals_handled", ""),
        ("problems_corrected", "problems_found", ""),
    ),
    "NA-09": nested(("wechat_items", "newmedia_items", ""), ("weibo_items", "newmedia_items", "")),
}  # fmt: skip


BACK: dict[str, Callable[[Report], bool]] = {
    "XY-01": has_flow, "T4-04": has_flow, "T4-05": has_flow, "XY-05": every, "XY-06": every, "XY-07": every,
    "T2-03": lambda now: form_of(now) == "2021", "T2-12": lambda now: form_of(now) == "2019",
    "T2-05": lambda now: has_flow(now) and now["year"] >= 2022,
}  # fmt: skip


def evaluate(rule: str, now: Report, before: Report | None) -> str | None:
    """fail if any instance fails, else unknown if any is, else pass; None where the rule does not apply.

    Where a rule applies but nothing of it is printed, it is unknown."""
    if rule.startswith(("T2", "T3", "T4")) and not has_flow(now):
        return None  # the earlier forms have other tables
    results = list(RULES[rule](now, before))
    return together(results) or ("unknown" if results else None)
