"""Owns the telling of a subtotal from a whole: 公开人事信息11条、通知公告10条、预决算13条 has no total in it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from catalog.narrative import lexicon, relations
from etl.parsing.narrative.finding import Finding
from etl.parsing.narrative.grammar import FIGURES, expression
from etl.parsing.narrative.numbers import COUNT, either
from etl.parsing.narrative.skeleton import THIS_YEAR, Skeleton

SIBLINGS = re.compile(
    rf"[、,;](?!其中|包括|含)(?P<second>[^,;、:{FIGURES}]{{2,24}})[{FIGURES}](?:\([^()]*\))?[、,;](?P<third>[^,;、:{FIGURES}]{{2,24}})(?P<figure>[{FIGURES}])"
)

SIBLING = re.compile(rf"[、,;](?!其中|包括|含)[^,;、:{FIGURES}]{{2,24}}[{FIGURES}]")
NAMED_A_CLASS = re.compile("类(?:的)?(?:信息|内容|文件)?$|文件$")
REPORT = "报道"  # a verb, but behind another one what that one published
OF_IT = re.compile(r"(?:其中|包括|包含)[^,;]{0,12}$")  # what follows is a part
LOCAL = re.compile(
    "党务|村务|居务|财务"
)  # kinds of their own only where others follow: 公开党务信息45条、村务信息320条
JOINED = ("、", "和", "及", "与", "等", "以")
STRETCH = 40  # signs before a figure in which the words stand that tell how it was published
WHOLE = "proactive_items"
OPENING = 6  # signs into a sentence at which words still open it
MANY = 3  # figures of one metric in one sentence that are counts by class
WHOLE_YEAR = re.compile(f"全年|本年|年度|年内|今年累计|今年共|{THIS_YEAR}年")
ALL_KINDS = re.compile("、|和|及|与|等|各类|各种|各项|其他|其它|共计|合计|总计|累计|所有")  # more than one class


def is_class_count(metric: str, bones: Skeleton, start: int, index: int) -> bool:
    """Whether the figure at `index`, claimed for a whole, is the first of several counts by class: what it counts is a
    named class, and two other classes with figures of their own follow, or one where the name says it is a class."""
    counted = counted_class(metric, bones, start, index)
    if not counted:
        return bool(LOCAL.search(bones.text, start, index)) and SIBLING.match(bones.text, index + 1) is not None
    if NAMED_A_CLASS.search(counted) and (SIBLING.match(bones.text, index + 1) or OF_IT.search(bones.text[:start])):
        return True
    siblings = SIBLINGS.match(bones.text, index + 1)
    return (
        siblings is not None
        and bones.figures[siblings.start("figure")].kind == COUNT
        and bones.figures[siblings.start("figure")].unit in _words().units
        and not any(_words().another.search(siblings[name]) for name in ("second", "third"))
    )


def counted_class(metric: str, bones: Skeleton, start: int, index: int) -> str:
    """The class of information that a figure counts (发布财政信息2条), or "" where it counts whatever was published."""
    if metric not in relations()["class_lists"]:
        return ""
    verbs = list(_words().publish.finditer(bones.text, start, index))
    if len(verbs) > 1 and verbs[-1].end() == index and verbs[-1][0] == REPORT:  # 刊发解读报道13篇
        verbs.pop()
    counted = bones.text[verbs[-1].end() if verbs else index : index]
    return "" if _words().unspecific.fullmatch(counted) else counted


def is_subtotal(metric: str, bones: Skeleton, index: int) -> bool:
    """Whether the words before a figure name a part of the year (上半年受理2.3万件), or, for one of publication, one
    side channel alone (通过公示栏公开40条)."""
    start = _stretch_before(bones.text, index)
    if _is_of_part_of_year(bones.text, start, index):
        return True
    stretch = bones.text[start:index]
    if metric not in relations()["class_lists"]:
        return False
    return _names_one(stretch, _words().side, _words().main) or (
        metric == WHOLE and _names_one(stretch, _words().apps, _words().main_but_apps)
    )


def is_of_part_of_year(text: str, index: int) -> bool:
    """Whether what begins at `index` is said of a part of the year (上半年未收到申请)."""
    return _is_of_part_of_year(text, _stretch_before(text, index), index)


def _stretch_before(text: str, index: int) -> int:
    start = index
    while start > max(0, index - STRETCH) and text[start - 1] not in FIGURES + ";":
        start -= 1
    return start


def _is_of_part_of_year(text: str, start: int, index: int) -> bool:
    """Whether a part of the year is named in the words before a figure, or opens its sentence, and the whole year is
    not named behind it."""
    half = text.rfind(";", 0, index) + 1
    parts = list(_words().part_of_year.finditer(text, half, index))
    of_it = [match for match in parts if match.start() >= start or match.start() - half < OPENING]
    return bool(of_it) and not WHOLE_YEAR.search(text, of_it[-1].end(), index)


def _names_one(stretch: str, side: re.Pattern[str], main: re.Pattern[str]) -> bool:
    """Whether the words name one side channel, not in a list of channels, and no main one."""
    named = list(side.finditer(stretch))
    return (
        len(named) == 1
        and not main.search(stretch)
        and stretch[named[0].end() : named[0].end() + 1] not in JOINED
        and stretch[: named[0].start()][-1:] not in JOINED
    )


def classes_apart(found: list[Finding]) -> list[Finding]:
    """A report's findings without its counts by class: where one metric has several figures that each count another
    class (公开财政信息2条。… 公开规划信息3条。), or a whole beside a smaller one that counts a class."""
    groups: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    beside: dict[tuple[str, str, int], list[Finding]] = defaultdict(list)
    for finding in found:
        if finding.metric in relations()["class_lists"] and not finding.account:
            groups[(finding.metric, finding.scope, finding.level)].append(finding)
            beside[(finding.metric, finding.scope, id(finding.sentence))].append(finding)
    classes = {id(finding) for group in beside.values() for finding in _parts_of(group)}
    for group in groups.values():
        named = [finding for finding in group if finding.counted and not ALL_KINDS.search(finding.counted)]
        wholes = [finding for finding in group if finding not in named and not finding.fallback]
        if len({finding.counted for finding in named}) > 1:
            classes |= {id(finding) for finding in named}
        largest = max((finding.value for finding in wholes), default=None)
        classes |= {id(finding) for finding in named if largest is not None and finding.value < largest}
    return [finding for finding in found if id(finding) not in classes]


def _parts_of(group: list[Finding]) -> list[Finding]:
    """Of several figures of one metric in one sentence those that another one sums up; all of many figures none
    of which can be the whole of the others, or which are all figures of last resort."""
    by_size = sorted(group, key=lambda finding: finding.value)
    parts = by_size[:-1]
    if len(parts) > 1 and sum(finding.value for finding in parts) == by_size[-1].value:
        return parts
    too_small = by_size[-1].value * 2 < sum(finding.value for finding in group)
    is_list = len(group) >= MANY and (too_small or all(finding.fallback for finding in group))
    return by_size if is_list and not any(finding.confidence == "certain" for finding in group) else []


@dataclass(frozen=True, slots=True)
class Words:
    """Verbs of publication, what leaves the counted thing unspecific, what begins another kind of figure, side
    channels, the other channels, parts of a year, and units of what was published."""

    publish: re.Pattern[str]
    unspecific: re.Pattern[str]
    another: re.Pattern[str]
    side: re.Pattern[str]
    apps: re.Pattern[str]
    main: re.Pattern[str]
    main_but_apps: re.Pattern[str]
    part_of_year: re.Pattern[str]
    units: frozenset[str]


@cache
def _words() -> Words:
    channels = [word for group in lexicon()["channels"].values() for word in group if word != "主动公开"]
    several = "等[^,;]{0,6}(?:渠道|方式|形式|平台|途径|载体|媒体)"
    return Words(
        publish=re.compile(expression("{publish}")),
        unspecific=re.compile(expression("(?:{unspecific})*")),
        another=re.compile(either(channels) + "|" + expression("{other_counts}")),
        side=re.compile(either(lexicon()["side_channels"])),
        apps=re.compile(either(lexicon()["side_apps"])),
        main=re.compile(expression("{site}|{wechat}|{weibo}|{newmedia}|{channel}|" + several)),
        main_but_apps=re.compile(expression("{site}|{wechat}|{weibo}|{newmedia}|" + several)),
        part_of_year=re.compile("|".join(lexicon()["part_of_year"])),
        units=frozenset(["", *lexicon()["unit_groups"]["published_wide"]]),
    )
