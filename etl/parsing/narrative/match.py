"""Owns the reading of one sentence: which phrasing claims which figure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from catalog.narrative import Phrasing, lexicon
from etl.parsing.narrative.classes import is_class_count
from etl.parsing.narrative.context import PLANNED, Topic, clause_start, definition_of, level_at, scope_at
from etl.parsing.narrative.grammar import Pattern, fitting
from etl.parsing.narrative.lists import Item, listed
from etl.parsing.narrative.numbers import BARE, PERCENT, Number, either
from etl.parsing.narrative.sentences import Sentence
from etl.parsing.narrative.skeleton import BARE_SIGN, Skeleton, skeleton

NEAR = 40
IN_A_ROW = re.compile(
    rf"(?:[{BARE_SIGN}][ |]|..)?[{BARE_SIGN}][ |][{BARE_SIGN}/]|[{BARE_SIGN}][ |][{BARE_SIGN}]"
)  # a row of a table
PART_OF_WHOLE = re.compile(r"其中|包括|包含|含")


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure that a phrasing claims, before the findings of a report are weighed against one another.
    `index` is its place in the skeleton, `start` and `end` its place in the section."""

    metric: str
    value: Decimal
    bound: str
    unit: str
    scope: str
    level: str
    sentence: Sentence
    index: int
    start: int
    end: int
    rule: str
    confidence: str
    part: str
    definition: str = ""
    account: str = ""
    before: str = ""  # the words of the skeleton directly before the figure
    weak: bool = False
    fallback: bool = False
    is_part: bool = False


def findings(sentence: Sentence, topic: Topic, year: int | None) -> list[Finding]:
    """The figures of one sentence, each claimed by the phrasing of highest rank that fits."""
    bones = skeleton(sentence.text, year)
    found = [_from_list(sentence, bones, item, topic.at(bones.text, item.index)) for item in listed(bones, topic)]
    claimed = {finding.index for finding in found}
    zeros: dict[str, list[tuple[int, int]]] = {}
    for pattern in fitting(bones.text, bool(bones.figures)):
        if pattern.phrasing.value is None:
            found += _figures(pattern, sentence, bones, topic, claimed)
        else:
            found += _stated(pattern, sentence, bones, topic, zeros.setdefault(pattern.phrasing.metric, []))
    if not found:
        return []
    found = [finding for finding in found if finding.scope != PLANNED]
    return [
        replace(finding, is_part=_is_part(finding, found, bones.text))
        for finding in sorted(found, key=lambda finding: finding.index)
    ]


def _figures(pattern: Pattern, sentence: Sentence, bones: Skeleton, topic: Topic, claimed: set[int]) -> list[Finding]:
    """The figures that a phrasing with a figure in it claims; they are then no other phrasing's."""
    said, found, place = pattern.phrasing, [], 0
    while match := pattern.says.search(bones.text, place):
        index = match.start("figure")
        number = bones.figures[index]
        fits = (said.shares or index not in claimed) and _unit_fits(said, number, sentence, bones, index)
        fits = fits and number.value >= said.at_least and said.only_value in (None, number.value)
        fits = fits and _first_unit_fits(said, bones, match) and _words_fit(pattern, bones, match, topic)
        fits = fits and not is_class_count(said.metric, bones, match.start(), index)
        fits = fits and not _is_mean(said, number, bones.text, index)
        place = index + 1 if fits else match.start() + 1
        if not fits:
            continue
        if not said.shares:
            claimed.add(index)
        about = topic.at(bones.text, match.end())
        first = _finding(said, sentence, bones, match, index, about)
        found += [first, *(replace(first, metric=other) for other in said.also)]
    return found


def _stated(
    pattern: Pattern, sentence: Sentence, bones: Skeleton, topic: Topic, spans: list[tuple[int, int]]
) -> list[Finding]:
    """The figures that words alone state: 未收到申请 is 0."""
    said, found, place = pattern.phrasing, [], 0
    while match := pattern.says.search(bones.text, place):
        place = match.start() + 1
        taken = any(start < match.end() and match.start() < end for start, end in spans)
        if taken or not _words_fit(pattern, bones, match, topic):
            continue
        spans.append(match.span())
        first = Finding(
            metric=said.metric,
            value=Decimal(said.value or 0),
            bound="=",
            unit="",
            scope=said.scope or scope_at(bones.text, match.start(), match.end()),
            level=level_at(bones.text, match.end()),
            sentence=sentence,
            index=match.start(),
            start=sentence.place(bones.origin(match.start())),
            end=sentence.place(bones.origin(match.end() - 1)) + 1,
            rule=said.key,
            confidence=said.sure,
            part=said.part,
        )
        found += [first, *(replace(first, metric=other) for other in said.also)]
    return found


def _finding(
    said: Phrasing, sentence: Sentence, bones: Skeleton, match: re.Match[str], index: int, topic: str
) -> Finding:
    text, number = bones.text, bones.figures[index]
    named = [name for end, name in bones.names.items() if end <= index] if said.accounts else []
    scope = said.scope or scope_at(text, match.start(), max(match.end(), index + 1))
    return Finding(
        metric=said.metric,
        value=number.value,
        bound=number.bound,
        unit=number.unit,
        scope=scope,
        level=level_at(text, index),
        sentence=sentence,
        index=index,
        start=sentence.place(number.start),
        end=sentence.place(number.end - 1) + 1,
        rule=said.key,
        confidence="likely" if number.kind == BARE and said.sure == "certain" else said.sure,
        part=said.part,
        definition=definition_of(said.metric, match[0], sentence.text, topic),
        account=named[-1] if named else "",
        before=text[max(0, index - 24) : index],
        weak=said.weak,
        fallback=said.fallback,
    )


def _from_list(sentence: Sentence, bones: Skeleton, item: Item, topic: str) -> Finding:
    number, index = bones.figures[item.index], item.index
    return Finding(
        metric=item.metric,
        value=number.value,
        bound=number.bound,
        unit=number.unit,
        scope=scope_at(bones.text, index, index + 1),
        level=level_at(bones.text, index),
        sentence=sentence,
        index=index,
        start=sentence.place(number.start),
        end=sentence.place(number.end - 1) + 1,
        rule=f"{item.metric}/listed",
        confidence="likely",
        part="",
        definition=definition_of(item.metric, item.name, sentence.text, topic),
    )


def _unit_fits(said: Phrasing, number: Number, sentence: Sentence, bones: Skeleton, index: int) -> bool:
    """Whether the figure's unit is one of the phrasing's; a figure without one only where the phrasing allows that."""
    if number.kind == BARE:
        if not said.table and IN_A_ROW.match(bones.text, max(0, index - 2)):
            return False
        at_end = sentence.is_cut and index == len(bones.text) - 1
        return (number.value == 0 and bool(said.units)) or (said.bare and (not at_end or said.cut))
    return not said.units or number.unit in said.units


def _is_mean(said: Phrasing, number: Number, text: str, index: int) -> bool:
    """Whether the clause speaks of a mean, and the phrasing does not."""
    if number.kind == PERCENT or "均" in said.says:
        return False
    return means().search(text, clause_start(text, index), index) is not None


@cache
def means() -> re.Pattern[str]:
    """The words that make a number a mean (on average, a day)."""
    return re.compile(either(lexicon()["averages"]))


def _first_unit_fits(said: Phrasing, bones: Skeleton, match: re.Match[str]) -> bool:
    """Whether the first figure of a match carries the unit that the phrasing asks of it."""
    first = next((index for index in range(match.start(), match.end()) if index in bones.figures), -1)
    return not said.first_units or bones.figures[first].unit in said.first_units


def _words_fit(pattern: Pattern, bones: Skeleton, match: re.Match[str], topic: Topic) -> bool:
    """Whether the words in and around a match allow it."""
    said, text, start, end = pattern.phrasing, bones.text, match.start(), match.end()
    if pattern.nots and pattern.nots.search(text, clause_start(text, start), end):
        return False
    if pattern.before and pattern.before.search(text, max(0, start - 8), start):
        return False
    if pattern.lead and start > 0 and not pattern.lead.search(text, max(0, start - 8), start):
        return False
    if pattern.after and pattern.after.search(text, end, min(end + 6, _clause_end(text, end))):
        return False
    if pattern.need and not pattern.need.search(text, start, end):
        return False
    if pattern.near and not pattern.near.search(text, max(0, start - NEAR), start):
        return False
    if pattern.not_near and pattern.not_near.search(text, max(0, start - NEAR), start):
        return False
    if said.after_name and start not in bones.names:
        return False
    if said.channel and topic.channel_at(text, end) != said.channel:
        return False
    if not (said.topic or said.not_topic):
        return True
    about = topic.at(text, end)
    return (not said.topic or about in said.topic) and about not in said.not_topic


def _clause_end(text: str, start: int) -> int:
    for index in range(start, min(start + 8, len(text))):
        if text[index] in ",;:()|":
            return index
    return len(text)


def _is_part(finding: Finding, found: list[Finding], text: str) -> bool:
    """Whether the figure stands behind 其中 as a part of an earlier figure of its own metric."""
    return any(
        other.metric == finding.metric
        and other.part == finding.part
        and other.scope == finding.scope
        and other.index < finding.index
        and other.value >= finding.value
        and PART_OF_WHOLE.search(text, other.index, finding.index) is not None
        for other in found
    )
