"""Owns this year's figure that leans on another one: 累计1530条，今年新增220条; 上年收到3件，今年均为0件."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from catalog.narrative import lexicon, relations
from etl.parsing.narrative.context import CUMULATIVE, FLOW, OTHER_YEAR, STOCK, TO_DATE, YEAR
from etl.parsing.narrative.finding import Finding, as_printed
from etl.parsing.narrative.grammar import FIGURES, expression
from etl.parsing.narrative.numbers import BARE, PERCENT, Number, either
from etl.parsing.narrative.sentences import Sentence
from etl.parsing.narrative.skeleton import BARE_SIGN, COUNT_SIGN, EARLIER_YEAR, THIS_YEAR, Skeleton

NEW = re.compile(r"(?:新增|当年新|本年新|年内新)[^,;]{0,14}$")
IN_ALL = re.compile(r"(?:累计|总计|共计|总数|共整理|共有|存有)[^,;]{0,16}$")
IN_ALL_AFTER = re.compile(r"^[,;(](?:历年|历史|目前|现)?(?:已)?(?:累计|累积|总数|总量|共有|总计)")
COUNTED_FROM_THE_BEGINNING = re.compile(
    rf"\((?:含|包括|为)?[^(){FIGURES}]{{0,4}}(?:历年|累计|累积)[^(){FIGURES}]{{0,6}}\)"
    rf"|\((?![^()]*{THIS_YEAR})[^(){FIGURES}]{{1,12}}(?:以来|至今)[^(){FIGURES}]{{0,4}}\)"
    rf"|[,(](?:较|比)(?:上年|去年|{EARLIER_YEAR}年)(?:12月)?(?:末|底)"
)
LEANING = {CUMULATIVE: "new_in_stock", OTHER_YEAR: "after_another_year"}
COUNTED_UP = re.compile(r"(?:累计|累积|总数|总量|现有|存有)[^,;]{0,14}$")
STOCK_IS_TIMES = (
    2  # 累计 or 截至 alone makes a stock only of what is more than twice this year's figure; else they are rivals
)
NEXT_SENTENCE = 40  # signs between a stock and what is new in it


@dataclass(frozen=True, slots=True)
class Words:
    """The compiled words by which a sentence turns from a stock to this year's part of it."""

    turn: re.Pattern[str]
    now: re.Pattern[str]
    counted: re.Pattern[str]


@cache
def _words() -> Words:
    year = f"(?:{either(lexicon()['scope']['this_year'])}|{THIS_YEAR})年?度?(?:以来|以内|内|间)?"
    turn = (
        rf"(?:\([^(){FIGURES}]{{1,12}}\))?(?P<of_it>[,;:(、]?(?:其中)?[,:(]?)(?P<year>{year})?(?:共计|累计|共|又|我局|本局)?(?P<new>新增加?|新)?"
        rf"(?:{{publish}}|主动公开)*(?:了)?(?:{{any_kind}})*(?:{{info}})?(?:{{tally}})*(?P<figure>[{COUNT_SIGN}{BARE_SIGN}])"
    )
    now = rf"[,;(]{year}(?:则|共|为|是|达|有|(?P<all>均|都))*(?P<figure>[{COUNT_SIGN}{BARE_SIGN}])"
    return Words(re.compile(expression(turn)), re.compile(now), re.compile(either(lexicon()["scope"]["stock"])))


def with_flows(found: list[Finding], sentence: Sentence, bones: Skeleton) -> list[Finding]:
    """The findings of a sentence with its stocks as cumulative, and with this year's parts of them that are stated
    without the name of what is counted (…, 其中本年度新增220条)."""
    taken = {finding.index for finding in found}
    result: list[Finding] = []
    for finding in found:
        number, turn = bones.figures.get(finding.index), None
        if number is not None and number.kind != PERCENT and finding.reach != FLOW:
            turn = _turn(finding, number, bones)
        if turn is not None:
            finding = _as_stock(finding)
            if turn not in taken:
                result.append(_flow(finding, sentence, bones, turn))
        elif _is_stock_after(finding, found, bones) or _is_marked(finding, bones):
            finding = _as_stock(finding)
        result.append(finding)
    return result + _this_years(found, sentence, bones)


def _this_years(found: list[Finding], sentence: Sentence, bones: Skeleton) -> list[Finding]:
    """This year's figures that follow another year's without the name of what is counted: 上年收到3件，今年5件; one for
    all of them where the text says so (今年均为0件)."""
    taken = {(finding.metric, finding.index) for finding in found}
    others = [finding for finding in found if finding.scope == OTHER_YEAR]
    result = []
    for other in others:
        match = _words().now.match(bones.text, other.index + 1)
        if match is None:
            continue
        number = bones.figures[match.start("figure")]
        leaning = [before for before in others if before.index <= other.index] if match["all"] else [other]
        result += [
            _flow(before, sentence, bones, match.start("figure"))
            for before in leaning
            if number.unit == before.unit and (before.metric, match.start("figure")) not in taken
        ]
    return result


def _as_stock(finding: Finding) -> Finding:
    """The finding as cumulative; what was doubtful about it is thereby settled."""
    return replace(
        finding, scope=CUMULATIVE, confidence="likely" if finding.confidence == "ask" else finding.confidence
    )


def _turn(stock: Finding, number: Number, bones: Skeleton) -> int | None:
    """The place of this year's part of a stock, where it follows directly and is smaller."""
    match = _words().turn.match(bones.text, stock.index + 1)
    if match is None or stock.scope not in (YEAR, CUMULATIVE):
        return None
    part = bones.figures[match.start("figure")]
    fits = part.kind == BARE or part.unit == number.unit
    of_it, year, new = "其中" in match["of_it"] or "(" in match["of_it"], match["year"], match["new"]
    counted = stock.scope == CUMULATIVE or stock.reach == STOCK or _words().counted.search(stock.before) is not None
    says_so = (year and (of_it or new or counted)) or (new and counted)
    return match.start("figure") if fits and says_so and part.value < number.value else None


def _flow(stock: Finding, sentence: Sentence, bones: Skeleton, index: int) -> Finding:
    number = bones.figures[index]
    return replace(
        stock,
        **as_printed(number, sentence),
        scope=YEAR,
        index=index,
        rule=f"{stock.metric}/{LEANING[stock.scope]}",
        confidence="likely",
        before=bones.text[max(0, index - 24) : index],
        reach=FLOW,
        weak=False,
        fallback=False,
    )


def _is_stock_after(finding: Finding, found: list[Finding], bones: Skeleton) -> bool:
    """Whether the figure is the stock that follows this year's figure: 新增311条，累计达3170条."""
    return finding.scope == YEAR and any(
        other.metric == finding.metric
        and other.scope == YEAR
        and other.index < finding.index
        and other.value < finding.value
        and (other.reach == FLOW or NEW.search(other.before) is not None or bones.text[other.index + 1] == "(")
        and IN_ALL_AFTER.search(bones.text[other.index + 1 : finding.index]) is not None
        for other in found
    )


def _is_marked(finding: Finding, bones: Skeleton) -> bool:
    """Whether the words behind the figure say that it counts from the beginning: （历年累计）, 较上年末增加."""
    return finding.scope == YEAR and COUNTED_FROM_THE_BEGINNING.match(bones.text, finding.index + 1) is not None


def stocks_apart(found: list[Finding]) -> list[Finding]:
    """A report's findings with those as cumulative beside which the text says what this year added: 累计4002条 and
    新增362条 in the next sentence, or 截至年底累计4002条 beside a smaller figure of this year. 累计 alone makes a stock
    beside any much smaller figure of the year, and a part beside a larger one that is said to be the whole year's."""
    families = relations()["wholes"]
    of_year = [finding for finding in found if finding.scope == YEAR]
    news = [finding for finding in of_year if NEW.search(finding.before)]
    flows = [finding for finding in of_year if finding.reach == FLOW]
    plain = [one for one in of_year if not (one.counted or one.is_part or COUNTED_UP.search(one.before))]
    return [
        _as_stock(finding)
        if finding.scope == YEAR
        and (
            (IN_ALL.search(finding.before) and any(_is_new_in(new, finding, families) for new in news))
            or (finding.reach == STOCK and any(_is_flow_of(flow, finding, 1) for flow in flows))
            or (
                finding.reach != FLOW
                and (finding.reach == TO_DATE or COUNTED_UP.search(finding.before))
                and any(_is_flow_of(flow, finding, STOCK_IS_TIMES) for flow in flows)
            )
            or (
                finding.reach != FLOW
                and COUNTED_UP.search(finding.before)
                and any(_is_flow_of(one, finding, STOCK_IS_TIMES) for one in plain)
            )
        )
        else replace(finding, is_part=finding.is_part or _is_part_of_the_year(finding, flows))
        for finding in found
    ]


def _is_part_of_the_year(finding: Finding, flows: list[Finding]) -> bool:
    """Whether a figure that is counted up (累计) is smaller than what the whole year had: that of one channel."""
    return (
        finding.scope == YEAR
        and finding.reach != FLOW
        and COUNTED_UP.search(finding.before) is not None
        and any(_is_flow_of(finding, flow, 1) for flow in flows)
    )


def _is_new_in(new: Finding, stock: Finding, families: dict[str, list[str]]) -> bool:
    near = abs(new.start - stock.end) < NEXT_SENTENCE and new.value < stock.value
    return near and (new.metric == stock.metric or stock.metric in families.get(new.metric, ()))


def _is_flow_of(flow: Finding, stock: Finding, times: int) -> bool:
    same = (flow.metric, flow.level, flow.definition) == (stock.metric, stock.level, stock.definition)
    return same and flow.value * times < stock.value
