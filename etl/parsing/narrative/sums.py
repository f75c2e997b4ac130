"""Owns wholes that follow their parts without a name of their own: 网站公开100条、公众号公开50条，合计150条."""

from __future__ import annotations

import re
from functools import cache

from catalog.narrative import relations
from etl.parsing.narrative.context import level_at, reach_at, scope_at
from etl.parsing.narrative.finding import Finding, as_printed
from etl.parsing.narrative.grammar import expression
from etl.parsing.narrative.numbers import COUNT, Number
from etl.parsing.narrative.sentences import Sentence
from etl.parsing.narrative.skeleton import COUNT_SIGN, Skeleton

WHOLE = "proactive_items"
PUBLISHED = re.compile("公开|发布|推送|更新|信息")
UNITS = ("条", "篇", "则", "条次", "篇次")


def with_sums(found: list[Finding], sentence: Sentence, bones: Skeleton) -> list[Finding]:
    """The findings of a sentence with the total of what was published where the figures before it add up to it, and no
    firm phrasing has it."""
    firm = {finding.index for finding in found if not finding.fallback}
    for match in _in_all().finditer(bones.text):
        index = match.start("figure")
        number = bones.figures[index]
        published = PUBLISHED.search(bones.text, 0, index) or any(
            finding.metric in relations()["class_lists"] for finding in found
        )
        published = published and number.unit in UNITS
        if index not in firm and published and _adds_up(index, number, bones):
            found = [finding for finding in found if finding.index != index]
            found.append(_total(sentence, bones, match.start(), index))
    return found


@cache
def _in_all() -> re.Pattern[str]:
    return re.compile(
        expression(
            r"[,;、](?:以上|上述|各类|全年|全局|全镇|全县|全区|全市)*(?:合计|总计|共计|总共|共)(?:主动)?(?:公开|发布|推送)?(?:了)?"
            rf"(?:{{any_kind}})*(?:{{info}})?(?:总数|数量)?(?:为|达)?(?P<figure>[{COUNT_SIGN}])"
        )
    )


def _adds_up(index: int, number: Number, bones: Skeleton) -> bool:
    """Whether the two or more figures of the same unit directly before a figure sum up to it."""
    total, count = number.value * 0, 0
    for place in sorted((place for place in bones.figures if place < index), reverse=True):
        part = bones.figures[place]
        if part.kind != COUNT or part.unit != number.unit:
            return False
        total, count = total + part.value, count + 1
        if count > 1 and total == number.value:
            return True
    return False


def _total(sentence: Sentence, bones: Skeleton, start: int, index: int) -> Finding:
    number = bones.figures[index]
    return Finding(
        metric=WHOLE,
        **as_printed(number, sentence),
        scope=scope_at(bones.text, start, index + 1),
        level=level_at(bones.text, index),
        sentence=sentence,
        index=index,
        rule=f"{WHOLE}/sum_of_parts",
        confidence="likely",
        part="",
        before=bones.text[max(0, index - 24) : index],
        reach=reach_at(bones.text, start, index),
    )
