"""Owns the year of a report: what title, period, text and file name say, and which of them counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from etl.parsing.identity.script import fold
from etl.parsing.identity.text import Text
from etl.parsing.identity.titles import Title, parse_title

YEAR = r"((?:19|20)\d\d)"
PERIOD = re.compile(
    rf"{YEAR}年(\d{{1,2}})月(\d{{1,2}})日[起始]?(?:至|到|—|-|－|–|~|～|起)+{YEAR}年(\d{{1,2}})月(\d{{1,2}})日"
)
HALF_PERIOD = re.compile(rf"{YEAR}年1月1日[起始]?(?:至|到|—|-|－|–|~)+(?:同年|当年|本年)?12月31日")
BROKEN_PERIOD = re.compile(
    rf"(?:自|从|期限|时间|为|是|^){YEAR}年?0?1?月?0?1日[起始]?(?:至|到|—|-|－)*(?:{YEAR}年?12?月?31?日?|12?月?31日)?"
)
ANNOUNCED = re.compile(rf"(?:现将|公布|公开|就|报告|编制)[\u4e00-\u9fff()]{{0,36}}?{YEAR}年?度?(?:政府|政务)?信息公开")
OWN = re.compile(
    rf"(?<![\d〔\[(/.-]){YEAR}年(?:度)?(?!版|\d|工作任务|工作要点|第三方|部门决算|部门预算|底|收到[,，]|结转|的|来|至|前|以来|以前|以后|之前|之后|/)"
)
BEFORE_OTHER_YEAR = re.compile(
    r"(?:比|较|与|同比|由|至|到|截至|从|自|含|除|上年|〔|《[^》]{0,30}|“[^”]{0,12}|于|结转|\d[-—])$"
)
FILE_YEAR = re.compile(
    rf"(?<![\d-]){YEAR}(?:年度?(?!\d+月)|(?!年)(?=[\u4e00-\u9fff])|$)|(?<=[\u4e00-\u9fffa-z_-]){YEAR}$"
)
ANY_YEAR = re.compile(rf"(?<![\d〔\[(/.-]){YEAR}年(?!版)")  # 2022年以来, too weak where another year stands beside it
ONLY_YEAR = "正文唯一的年份"
FUSED = re.compile(rf"(?:自|从){YEAR}1月1日")


@dataclass(frozen=True, slots=True)
class YearEvidence:
    """One place that states the year; the surest kind comes first in the list."""

    source: str
    year: int
    sentence: str


def year_evidence(text: Text, title: Title | None, file_name: str) -> Iterator[YearEvidence]:
    """What states the year, in the order in which it counts: title, period, announcement, text, metadata, file name."""
    if title is not None and title.year:
        yield YearEvidence(title.source, title.year, title.text)
    opening = "\n".join(line.text for line in text.lines[: text.beginning + 15])[:8000]
    if period := _period(opening) or _period(opening.replace("\n", "")):
        yield period
    if announced := ANNOUNCED.search(opening):
        yield YearEvidence("正文“公布”", int(announced[1]), announced[0])
    yield from _own_year(text)
    own = text.metadata.get("title", "")
    if (container := parse_title(own)) is not None and container.year and container.text != (title and title.text):
        yield YearEvidence("文件自带标题", container.year, own)
    if filed := file_year(file_name):
        yield YearEvidence("文件名", filed, file_name)


def _period(opening: str) -> YearEvidence | None:
    """The year in which the stated period ends."""
    for found in PERIOD.finditer(opening):
        first, last = int(found[1]), int(found[4])
        if last > first and found.group(2, 3) == ("1", "1") and found.group(5, 6) == ("12", "31"):
            continue  # two years: one of them is mistyped, and other statements decide which
        if last - first <= 1 and (int(found[5]), int(found[6])) >= (6, 30):
            return YearEvidence("统计期限", last if int(found[5]) == 12 or first == last else first, found[0])
    if half := HALF_PERIOD.search(opening):
        return YearEvidence("统计期限", int(half[1]), half[0])
    if broken := FUSED.search(opening) or BROKEN_PERIOD.search(opening):
        return YearEvidence("统计期限（日期残缺）", int(broken[1]), broken[0])
    return None


def _own_year(text: Text) -> Iterator[YearEvidence]:
    """The year that the text speaks of most, citations, comparisons and plans left out."""
    counted: Counter[int] = Counter()
    body = text.body[:20000]
    for found in OWN.finditer(body):
        if not BEFORE_OTHER_YEAR.search(body[max(0, found.start() - 32) : found.start()]):
            follows = body[found.end() : found.end() + 6]
            counted[int(found[1])] += 2 if re.match(r"[,，]?(?:我|本|全|共|市|县|区)", follows) else 1
    if counted:
        best = max(counted.values())
        year = max(year for year, count in counted.items() if count == best)
        yield YearEvidence("正文", year, f"正文提到{year}年{counted[year]}次")
    elif len(named := {int(year) for year in ANY_YEAR.findall(body)}) == 1:
        year = named.pop()
        yield YearEvidence(ONLY_YEAR, year, f"正文只提到{year}年")


def file_year(file_name: str) -> int | None:
    """The one year that a file name states, or None."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,6}$", "", fold(file_name)).rstrip("()_- ")
    years = {int(year) for pair in FILE_YEAR.findall(stem) for year in pair if year}
    return years.pop() if len(years) == 1 else None
