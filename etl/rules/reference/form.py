"""Owns the second evaluation of the rules about form and the day of publication (FM, TM)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from etl.rules.reference.world import ROWS, GroupRule, Report, Rule, World


def texts(now: Report) -> dict[str, str]:
    """Number of a section -> its text."""
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
    text = texts(now).get("5")
    yield "unknown" if text is None else "pass" if len(re.sub(r"\s", "", text)) >= 10 else "fail"


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


def timely(now: Report, before: Report | None, government: bool) -> Iterator[str | None]:
    """Whether a report came out by its day: for governments, or for all others."""
    if (now["kind"] == "government") == government:
        day = now["published_on"]
        limit = f"{now['year'] + 1}-{'03-31' if government else '01-31'}"
        yield "unknown" if day is None else "fail" if str(day) > limit else "pass"


LOCAL_DAYS = {("4312", 2022, False): "2023-01-28", ("4312", 2022, True): "2023-02-20"}


def tm_03(now: Report, before: Report | None) -> Iterator[str | None]:
    day = LOCAL_DAYS.get((str(now["region_code"])[:4], now["year"], now["kind"] == "government"))
    if day:
        told = now["published_on"]
        yield "unknown" if told is None else "fail" if str(told) > day else "pass"


def tm_04(now: Report, world: World) -> Iterator[str | None]:
    return iter(())  # a report that is there is not missing: see missing()


def missing(world: World, deadline: Callable[[Report, int], str]) -> set[tuple[str, int]]:
    """What is due, past its day and not there (TM-04)."""
    gone = {key for key in world.due if not world.versions(*key)}
    return {(one, year) for one, year in gone if deadline(world.agencies[one], year) < world.as_of}


RULES: dict[str, Rule] = {
    "FM01": fm01, "FM02": fm02, "FM03": fm03, "FM04": fm04, "FM05": fm05, "FM06": fm06, "FM07": fm07, "FM08": fm08,
    "FM09": fm09, "FM11": fm11, "FM12": fm12, "TM-01": lambda now, before: timely(now, before, False),
    "TM-02": lambda now, before: timely(now, before, True), "TM-03": tm_03,
}  # fmt: skip
GROUP_RULES: dict[str, GroupRule] = {"FM10": fm_10, "TM-04": tm_04}
