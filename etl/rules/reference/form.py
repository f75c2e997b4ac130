"""Owns the second evaluation of the rules about form and the day of publication (FM, TM)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog import forms
from catalog.deadlines import deadline_of
from etl.rules.reference.world import GroupRule, Report, Rule, World


def texts(now: Report) -> dict[str, str]:
    """Number of a section -> its text."""
    return {section["number"]: section["text"] for section in now["sections"]}


def fm01(now: Report, before: Report | None) -> Iterator[str | None]:
    numbers = [section["number"] for section in now["sections"] if section["number"] != "0"]
    yield "unknown" if not numbers else "pass" if numbers == list("123456") else "fail"


def fm02(now: Report, before: Report | None) -> Iterator[str | None]:
    version = forms.in_force(now["year"])
    if version is not None:
        yield "unknown" if now["form"] is None else "pass" if now["form"] == version.form else "fail"


def fm03(now: Report, before: Report | None) -> Iterator[str | None]:
    gone = {"disclosure", "requests", "cases"} - {table for table, _, _ in now["cell"]}
    yield "pass" if not gone else "unknown" if now["parser_version"] == "transcribed" else "fail"


def fm04(now: Report, before: Report | None) -> Iterator[str | None]:
    if now["form"] is None or not now["cell"]:
        yield "unknown"
        return
    printed = {(table, row) for table, row, _ in now["cell"]}
    tables = {table for table, _ in printed}
    wanted = {(table, row) for table, row, _ in forms.cells(now["form"]) if table in tables}
    # a group printed as one row stands for its parts
    gone = {(table, row) for table, row in wanted - printed if (table, row.rpartition(".")[0]) not in printed}
    yield "fail" if gone else "pass"


def fm05(now: Report, before: Report | None) -> Iterator[str | None]:
    for (table, row, column), (state, value) in now["cell"].items():
        if table != "disclosure" and "local:" not in row + column:
            money = row == "fees_10k_yuan" or column == "amount"
            sound = value is None or (value >= 0 and (money or value == int(value)))
            yield "unknown" if state == "text" else "pass" if sound else "fail"


def fm06(now: Report, before: Report | None) -> Iterator[str | None]:
    states = [state for state, _ in now["cell"].values()]
    yield "unknown" if not states else "fail" if "blank" in states or "na" in states else "pass"


def fm07(now: Report, before: Report | None) -> Iterator[str | None]:
    text = texts(now).get("5")
    yield "unknown" if text is None else "pass" if len(re.sub(r"\s", "", text)) >= 10 else "fail"


def fm08(now: Report, before: Report | None) -> Iterator[str | None]:
    text = texts(now).get("6")
    told = text and ("处理费" in text or re.search("收取.{0,12}费|收费", text))
    yield "unknown" if text is None else "pass" if told else "fail"


def fm09(now: Report, before: Report | None) -> Iterator[str | None]:
    years = re.findall(r"(20\d\d)\s*年", now["title"])
    yield "unknown" if not years else "pass" if str(now["year"]) in years else "fail"


def fm_10(now: Report, world: World) -> Iterator[str | None]:
    own, title = now["name"], "".join((now["title"] or "").split())
    titled = re.match(r"《?(.+?)(关于)?20\d\d年", title) or re.match(
        r"《?(?:20\d\d年度?)?(.+?)(?:政府)?信息公开", title
    )
    text = next(("".join(one["text"].split()) for one in now["sections"] if one["number"] == "1"), "")
    opened = re.match(r"(?:20\d\d年[,，]?)?(.{3,30}?(?:局|委员会|办公室|人民政府|中心|厅))", text)
    names = {one["name"] for key, one in world.agencies.items() if key not in now["predecessors"]} - {own}
    said = {found[1] for found in (titled, opened) if found} & names - {now["agency_printed"]}
    unit = titled[1] if titled else ""
    known = unit and (own in unit or unit in own or unit == now["agency_printed"])
    yield "fail" if said else "pass" if known else "unknown"


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


def fm12(now: Report, before: Report | None) -> Iterator[str | None]:
    local = any("local:" in row + column for _, row, column in now["cell"])
    yield "unknown" if not now["cell"] else "fail" if local else "pass"


def limit(agency: Report, year: int, force: str = "law") -> str | None:
    """The day (ISO) by which a body publishes its report on a year, by law or as its place has set."""
    day = deadline_of(force, str(agency["region_code"]), agency["kind"], year)
    return day.isoformat() if day else None


def timely(now: Report, before: Report | None, government: bool) -> Iterator[str | None]:
    """Whether a report came out by its day: for governments, or for all others."""
    if (now["kind"] == "government") == government:
        told, day = now["published_on"], limit(now, now["year"])
        yield "unknown" if told is None or day is None else "fail" if str(told) > day else "pass"


def tm_03(now: Report, before: Report | None) -> Iterator[str | None]:
    told, day = now["published_on"], limit(now, now["year"], "local")
    if day:
        yield "unknown" if told is None else "fail" if str(told) > day else "pass"


def tm_04(now: Report, world: World) -> Iterator[str | None]:
    return iter(())  # a report that is there is not missing: see is_missing()


def is_missing(agency_id: str, year: int, world: World) -> bool:
    """Whether a report is due, past its day and not there (TM-04)."""
    day = limit(world.agencies[agency_id], year) if (agency_id, year) in world.due else None
    return day is not None and day < world.as_of and not world.versions(agency_id, year)


RULES: dict[str, Rule] = {
    "FM01": fm01, "FM02": fm02, "FM03": fm03, "FM04": fm04, "FM05": fm05, "FM06": fm06, "FM07": fm07, "FM08": fm08,
    "FM09": fm09, "FM11": fm11, "FM12": fm12, "TM-01": lambda now, before: timely(now, before, False),
    "TM-02": lambda now, before: timely(now, before, True), "TM-03": tm_03,
}  # fmt: skip
GROUP_RULES: dict[str, GroupRule] = {"FM10": fm_10, "TM-04": tm_04}
