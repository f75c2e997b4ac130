"""Owns whether a match of a phrasing holds: its units, and the words that must, may or may not stand around it."""

from __future__ import annotations

import re
from functools import cache

from catalog.narrative import Phrasing, lexicon
from etl.parsing.narrative.context import Topic, clause_start
from etl.parsing.narrative.grammar import Pattern
from etl.parsing.narrative.numbers import BARE, PERCENT, Number, either
from etl.parsing.narrative.sentences import Sentence
from etl.parsing.narrative.skeleton import BARE_SIGN, Skeleton

NEAR = 40
IN_A_ROW = re.compile(
    rf"(?:[{BARE_SIGN}][ |]|..)?[{BARE_SIGN}][ |][{BARE_SIGN}/]|[{BARE_SIGN}][ |][{BARE_SIGN}]"
)  # a row of a table


def unit_fits(said: Phrasing, number: Number, sentence: Sentence, bones: Skeleton, index: int) -> bool:
    """Whether the figure's unit is one of the phrasing's; a figure without one only where the phrasing allows that."""
    if number.kind == BARE:
        if not said.table and IN_A_ROW.match(bones.text, max(0, index - 2)):
            return False
        at_end = sentence.is_cut and index == len(bones.text) - 1
        return (number.value == 0 and bool(said.units)) or (said.bare and (not at_end or said.cut))
    return not said.units or number.unit in said.units


def is_mean(said: Phrasing, number: Number, text: str, index: int) -> bool:
    """Whether the clause speaks of a mean, and the phrasing does not."""
    if number.kind == PERCENT or "均" in said.says:
        return False
    return means().search(text, clause_start(text, index), index) is not None


@cache
def means() -> re.Pattern[str]:
    """The words that make a number a mean (on average, a day)."""
    return re.compile(either(lexicon()["averages"]))


def first_unit_fits(said: Phrasing, bones: Skeleton, match: re.Match[str]) -> bool:
    """Whether a figure that a match has before its own carries the unit that the phrasing asks of it."""
    if not said.first_units:
        return True
    first = _first_figure(bones, match)
    return first == match.start("figure") or bones.figures[first].unit in said.first_units


def _first_figure(bones: Skeleton, match: re.Match[str]) -> int:
    return next((index for index in range(match.start(), match.end()) if index in bones.figures), -1)


def shorter(said: Phrasing, pattern: Pattern, bones: Skeleton, match: re.Match[str]) -> re.Match[str] | None:
    """The match that ends with its first figure, where that one is no figure that may stand before another."""
    if first_unit_fits(said, bones, match):
        return None
    return pattern.says.match(bones.text, match.start(), _first_figure(bones, match) + 1)


def words_fit(pattern: Pattern, bones: Skeleton, match: re.Match[str], topic: Topic) -> bool:
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
    if "name" in pattern.says.groupindex and bones.names.get(match.end("name")) != match["name"]:
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
