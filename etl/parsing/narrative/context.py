"""Owns what surrounds a figure: its topic, its time, the body it counts for, and what it means by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from catalog.narrative import NarrativeMetric, lexicon, metrics
from etl.parsing.narrative.grammar import FIGURES
from etl.parsing.narrative.numbers import either
from etl.parsing.narrative.skeleton import EARLIER_YEAR, LATER_YEAR, THIS_YEAR

JOINED = ("、", "和", "及", "与")  # what stands between the names of a list
GRADES = ("非常满意", "满意", "基本满意")
GRADE = re.compile("非常不满意|不满意|非常满意|基本满意|(?<!不)满意(?![率度])")
BRACKETS = re.compile(r"\([^()]*\)")
YEAR, CUMULATIVE, OTHER_YEAR, PLANNED = "year", "cumulative", "other_year", "planned"
FLOW, STOCK, TO_DATE = "flow", "stock", "to date"


@dataclass(frozen=True, slots=True)
class Words:
    """The compiled words of time, level and topic."""

    topic: re.Pattern[str]
    channel: re.Pattern[str]
    channel_of: dict[str, str]
    topic_of: dict[str, str]
    keep_requests: frozenset[str]
    plan: re.Pattern[str]
    this_year: re.Pattern[str]
    since_this_year: re.Pattern[str]
    cumulative: re.Pattern[str]
    last_year: re.Pattern[str]
    other_year: re.Pattern[str]
    level_after_change: re.Pattern[str]
    opening_year: re.Pattern[str]
    level: re.Pattern[str]
    to_date: re.Pattern[str]
    until: re.Pattern[str]
    stock: re.Pattern[str]
    leading: re.Pattern[str]
    of_it_this_year: re.Pattern[str]
    opening_plan: re.Pattern[str]
    plan_ahead: re.Pattern[str]


@cache
def words() -> Words:
    """The words as lexicon.yml has them."""
    scope, level, topics = lexicon()["scope"], lexicon()["level"], lexicon()["topics"]
    channels = lexicon()["channels"]
    name = either(scope["year_of_a_name"])
    others = f"[{EARLIER_YEAR}{LATER_YEAR}]年度?(?!{name}|.{{0,6}}(?:{name}))"
    return Words(
        topic=re.compile(either([word for group in topics.values() for word in group])),
        topic_of={word: topic for topic, group in topics.items() for word in group},
        keep_requests=frozenset(lexicon()["keep_requests"]),
        channel=re.compile(either([word for group in channels.values() for word in group])),
        channel_of={word: channel for channel, group in channels.items() for word in group},
        plan=re.compile(either(scope["plan"])),
        this_year=re.compile(f"{either(scope['this_year'])}|{THIS_YEAR}"),
        since_this_year=re.compile("|".join(_dated(word) for word in scope["this_year_since"])),
        cumulative=re.compile("|".join(_dated(word) for word in scope["cumulative"])),
        last_year=re.compile(f"(?<![比较与同])(?:{either(scope['last_year'])})"),
        other_year=re.compile(others),
        level_after_change=re.compile(f"(?:{either(lexicon()['before_change'])})[{FIGURES}]"),
        opening_year=re.compile(rf"^[^,;:{FIGURES}]{{0,8}}{others}"),
        until=re.compile("|".join(_dated(word) for word in scope["until"])),
        stock=re.compile(either(scope["stock"])),
        leading=re.compile(rf"[^,;:{FIGURES}]{{0,30}}[,:]"),
        to_date=re.compile("截(?:至|止)[^;]{0,40}(?:累计|总计|共计|总数)"),
        of_it_this_year=re.compile(f"[(,:]*其中[,:]?(?:{either(scope['this_year'])}|{THIS_YEAR})"),
        opening_plan=re.compile(
            f"(?:{either(scope['opening_plan'])}|{LATER_YEAR}年度?[^,;]{{0,6}}(?:将|计划|拟|力争)|{THIS_YEAR}年度?力争)"
        ),
        plan_ahead=re.compile(either(scope["plan_ahead"])),
        level=re.compile(f"(?P<system>{'|'.join(level['system'])})|(?P<area>{'|'.join(level['area'])})"),
    )


def _dated(word: str) -> str:
    """A word of time as a regular expression."""
    for sign, meaning in (("〔本年〕", THIS_YEAR), ("〔前年〕", EARLIER_YEAR), ("〔数〕", FIGURES)):
        word = word.replace(sign, meaning)
    return word


@dataclass(slots=True)
class Topic:
    """What the last sentences spoke of; forgotten after `topic_reach` sentences without a word of any topic."""

    last: str = ""
    age: int = 0
    last_channel: str = ""

    def channel_at(self, text: str, end: int) -> str:
        """The channel of publication that was named last before `end`, here or in the sentence before."""
        return _last_channel(text, end) or self.last_channel

    def at(self, text: str, end: int) -> str:
        """The topic of the last topic word that begins before `end`, or that of the sentences before."""
        found = ""
        for match in words().topic.finditer(text):
            if match.start() >= end:
                break
            found = self._turned(match[0], found)
        return found or self.last

    def _turned(self, word: str, before: str) -> str:
        """The topic after a topic word; a few words of other topics leave requests what they are."""
        keeps = (before or self.last) == "requests" and word in words().keep_requests
        return "requests" if keeps else words().topic_of[word]

    def pass_on(self, text: str) -> None:
        """Go on to the next sentence."""
        self.last_channel = _last_channel(text, len(text))
        found = ""
        for word in words().topic.findall(text):
            found = self._turned(word, found)
        if found:
            self.last, self.age = found, 0
        elif self.age >= lexicon()["topic_reach"]:
            self.last = ""
        else:
            self.age += 1


def _last_channel(text: str, end: int) -> str:
    """The channel named last before `end`; "other" for the last of several (公示栏、电视和公众号), "" for none."""
    named = list(words().channel.finditer(text, 0, end))
    if not named:
        return ""
    start = named[-1].start()
    return "other" if text[start - 1 : start] in JOINED else words().channel_of[named[-1][0]]


def clause_start(text: str, index: int) -> int:
    """Where the clause of a sign begins: after the last comma, bracket or figure before it."""
    while index > 0 and text[index - 1] not in ",;:()|。" and text[index - 1] not in FIGURES:
        index -= 1
    return index


def scope_at(text: str, start: int, end: int) -> str:
    """What time a phrasing at text[start:end] speaks of; "planned" where it states a purpose and no figure."""
    known = words()
    half = text.rfind(";", 0, start) + 1
    left = text[half:end]
    clause = _clause(text, half, start) + text[start:end]
    if known.plan.search(clause) or known.opening_plan.match(text, half) or known.plan_ahead.search(text, half, start):
        return PLANNED
    if known.to_date.search(left) and known.of_it_this_year.match(text, end):
        return CUMULATIVE
    if known.level_after_change.search(text, max(start, end - 9), end):
        return YEAR
    dated = _dated_words(text, half, end)
    since = _last_end(known.cumulative, dated)
    if since >= 0 and not known.since_this_year.search(dated) and _last(known.this_year, dated) <= since:
        return CUMULATIVE
    if known.last_year.search(BRACKETS.sub("", text[clause_start(text, start) : end])):
        return OTHER_YEAR
    if _last(known.other_year, clause) > _last(known.this_year, clause):
        return OTHER_YEAR
    if known.opening_year.search(dated) and not known.this_year.search(dated):
        return OTHER_YEAR
    return YEAR


def _clause(text: str, half: int, start: int) -> str:
    """The clause before a phrasing, without the brackets that end in it: (含2018年度决算)、规范性文件."""
    before = text[half:start]
    while ")" in before and before != (shorter := BRACKETS.sub("", before)):
        before = shorter
    return before[max(before.rfind(sign) for sign in ",(") + 1 :]


def _dated_words(text: str, half: int, end: int) -> str:
    """The words before a figure that may date it: those since the last semicolon, behind the clause that opens the
    sentence (自开通以来:…;…), without the days up to which something is counted."""
    opening = words().leading.match(text) if half else None
    return words().until.sub("", (opening[0] if opening else "") + text[half:end])


def reach_at(text: str, start: int, end: int) -> str:
    """ "flow" where the words before a figure name this year, "to date" where they count up to a day, "stock" where
    they also say that they count all (截至年底累计), else ""."""
    known = words()
    half = text.rfind(";", 0, start) + 1
    dated = _dated_words(text, half, end)
    if known.this_year.search(dated) or known.since_this_year.search(dated):
        return FLOW
    if not known.until.search(text, half, end):
        return ""
    return STOCK if known.stock.search(text, clause_start(text, start), end) else TO_DATE


def level_at(text: str, end: int) -> str:
    """For whom a figure counts: the last such words before it in the sentence, else the agency itself."""
    found = list(words().level.finditer(text, 0, end))
    return (found[-1].lastgroup or "agency") if found else "agency"


def _last(pattern: re.Pattern[str], text: str) -> int:
    place = -1
    for match in pattern.finditer(text):
        place = match.start()
    return place


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    place = -1
    for match in pattern.finditer(text):
        place = match.end() - 1
    return place


def definition_of(metric: str, words: str, sentence: str, topic: str) -> str:
    """What the words of the phrasing, the sentence or its topic make the figure mean; empty where nothing does."""
    known = _known().get(metric)
    if known is None:
        return ""
    if known.grades:
        named = set(GRADE.findall(sentence))
        return "+".join(grade for grade in GRADES if grade in named)
    if known.definition_by_topic:
        return known.definition_by_topic.get(topic, "")
    return next((name for name, signs in known.definitions.items() if any(sign in words for sign in signs)), "")


@cache
def _known() -> dict[str, NarrativeMetric]:
    return {
        metric.key: metric for metric in metrics() if metric.grades or metric.definitions or metric.definition_by_topic
    }
