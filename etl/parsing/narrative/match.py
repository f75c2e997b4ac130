"""Owns the reading of one sentence: which phrasing claims which figure."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from catalog.narrative import Phrasing, lexicon, relations
from etl.parsing.narrative.channels import is_of_several
from etl.parsing.narrative.classes import counted_class, is_class_count, is_of_part_of_year, is_subtotal
from etl.parsing.narrative.context import (
    BRACKETS,
    PLANNED,
    STOCK,
    YEAR,
    Topic,
    clause_start,
    definition_of,
    level_at,
    reach_at,
    scope_at,
)
from etl.parsing.narrative.finding import Finding, as_printed
from etl.parsing.narrative.fit import first_unit_fits, is_mean, shorter, unit_fits, words_fit
from etl.parsing.narrative.grammar import Pattern, fitting
from etl.parsing.narrative.lists import Item, listed
from etl.parsing.narrative.numbers import BARE
from etl.parsing.narrative.sentences import Sentence
from etl.parsing.narrative.skeleton import THIS_YEAR, Skeleton, skeleton
from etl.parsing.narrative.stocks import with_flows
from etl.parsing.narrative.sums import with_sums

MANY = 2  # a total needs two figures before it
PART_OF_WHOLE = re.compile(r"其中|包括|包含|含")
NEW_THIS_YEAR = re.compile(rf"(?:本年|今年|当年|{THIS_YEAR}年)度?新增[^,;]{{0,12}}$")
HANDLED = re.compile("办理|承办|办结|办复|答复|收到|开展|组织|举办")


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
    if len(bones.figures) > MANY:
        found = with_sums(found, sentence, bones)
    if not found:
        return []
    found = with_flows([finding for finding in found if finding.scope != PLANNED], sentence, bones)
    ordered = sorted(found, key=lambda finding: finding.index)
    parts = [_is_part(finding, found, bones.text) for finding in ordered]
    return [
        finding if finding.is_part == is_part else replace(finding, is_part=is_part)
        for finding, is_part in zip(ordered, parts, strict=True)
    ]


def _figures(pattern: Pattern, sentence: Sentence, bones: Skeleton, topic: Topic, claimed: set[int]) -> list[Finding]:
    """The figures that a phrasing with a figure in it claims; they are then no other phrasing's."""
    said, found, place = pattern.phrasing, [], 0
    while match := pattern.says.search(bones.text, place):
        match = shorter(said, pattern, bones, match) or match
        index = match.start("figure")
        number = bones.figures[index]
        fits = (said.shares or index not in claimed) and unit_fits(said, number, sentence, bones, index)
        fits = fits and number.value >= said.at_least and said.only_value in (None, number.value)
        fits = fits and first_unit_fits(said, bones, match) and words_fit(pattern, bones, match, topic)
        fits = fits and not is_class_count(said.metric, bones, match.start(), index)
        fits = fits and not is_subtotal(said.metric, bones, index)
        fits = fits and not is_of_several(said.metric, bones.text, index)
        fits = fits and not is_mean(said, number, bones.text, index)
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
        if taken or not words_fit(pattern, bones, match, topic) or is_of_part_of_year(bones.text, match.start()):
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
    if sentence.text[number.start - number.lead : number.start].startswith(tuple(lexicon()["scope"]["asked_for"])):
        scope = PLANNED
    reach = reach_at(text, match.start(), index)
    counted = counted_class(said.metric, bones, match.start(), index)
    unsure = number.kind == BARE or bool(counted)
    return Finding(
        metric=said.metric,
        **as_printed(number, sentence),
        scope=scope,
        level=level_at(text, index),
        sentence=sentence,
        index=index,
        rule=said.key,
        confidence="ask" if reach == STOCK and scope == YEAR else _lowered(said.sure) if unsure else said.sure,
        part=said.part,
        definition=definition_of(said.metric, match[0], sentence.text, topic),
        account=named[-1] if named else "",
        before=text[max(0, index - 24) : index],
        counted=counted,
        reach=reach,
        weak=said.weak,
        fallback=said.fallback,
    )


def _lowered(sure: str) -> str:
    return "likely" if sure == "certain" else sure


def _from_list(sentence: Sentence, bones: Skeleton, item: Item, topic: str) -> Finding:
    number, index = bones.figures[item.index], item.index
    return Finding(
        metric=item.metric,
        **as_printed(number, sentence),
        scope=scope_at(bones.text, index, index + 1),
        level=level_at(bones.text, index),
        sentence=sentence,
        index=index,
        rule=f"{item.metric}/listed",
        confidence="likely",
        part="",
        definition=definition_of(item.metric, item.name, sentence.text, topic),
        reach=reach_at(bones.text, index, index),
    )


def _is_part(finding: Finding, found: list[Finding], text: str) -> bool:
    """Whether the figure stands behind 其中 as a part of an earlier figure of its own metric, or as a class of one of
    what was published."""
    if NEW_THIS_YEAR.search(finding.before):
        return False  # this year's beside a stock
    wholes = {finding.metric}
    if finding.metric in relations()["named_like_classes"] and not HANDLED.search(
        text, clause_start(text, finding.index), finding.index
    ):
        wholes |= set(relations()["class_lists"])
    return any(
        other.metric in wholes
        and (other.metric != finding.metric or other.part == finding.part)
        and other.scope == finding.scope
        and other.index < finding.index
        and other.value >= finding.value
        and PART_OF_WHOLE.search(BRACKETS.sub("", text[other.index : finding.index])) is not None
        for other in found
    )
