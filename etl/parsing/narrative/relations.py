"""Owns the choice of what to check: which figures and numbers of a report's prose owe something to one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from catalog.narrative import metrics, relations
from etl.parsing.narrative import arithmetic
from etl.parsing.narrative.arithmetic import Checked, Operand
from etl.parsing.narrative.grammar import FIGURES
from etl.parsing.narrative.numbers import COUNT, PERCENT, Number, either
from etl.parsing.narrative.sentences import compact, same_length
from etl.parsing.narrative.skeleton import PERCENT_SIGN, skeleton
from etl.report import Figure

SHARE = re.compile(rf"占[^,;{FIGURES}]{{0,10}}{PERCENT_SIGN}")


def check_figures(figures: Sequence[Figure]) -> tuple[Checked, ...]:
    """Every rule NA-01 … NA-07 and NA-09 that the figures of one report give occasion for, this year's figures only."""
    of_year = [figure for figure in figures if figure.scope == "year"]
    results: list[Checked] = []
    results += _ratios(of_year)
    results += _nested(of_year)
    results += _bounds(of_year)
    results += _slips(of_year)
    for sentence in dict.fromkeys(figure.evidence for figure in of_year):
        results += _within(sentence, [figure for figure in of_year if figure.evidence == sentence])
    return tuple(results)


def _ratios(figures: Sequence[Figure]) -> Iterator[Checked]:
    for relation in relations()["ratios"]:
        for rate in (figure for figure in figures if figure.metric == relation["rate"]):
            part = _partner(rate, relation["part"], figures, same_definition=True)
            whole = _partner(rate, relation["whole"], figures)
            if part or whole:
                yield arithmetic.ratio(_operand(rate), _maybe(part), _maybe(whole), rate.evidence)


def _nested(figures: Sequence[Figure]) -> Iterator[Checked]:
    for relation in relations()["nested"]:
        wanted = relation.get("definition", "")
        for inner in (
            figure for figure in figures if figure.metric == relation["inner"] and wanted in figure.definition
        ):
            outer = _partner(inner, relation["outer"], figures)
            if outer:
                yield arithmetic.nested(_operand(inner), _operand(outer), inner.evidence, relation["rule"])


def _bounds(figures: Sequence[Figure]) -> Iterator[Checked]:
    for figure in figures:
        if figure.metric in _rates():
            yield arithmetic.percentage(_operand(figure), figure.evidence)


def _slips(figures: Sequence[Figure]) -> Iterator[Checked]:
    for metric in relations()["one_unit"]:
        same = [figure for figure in figures if figure.metric == metric and not figure.part]
        for left, right in combinations(same, 2):
            yield arithmetic.unit_slip(_operand(left), _operand(right), left.evidence)


def _within(sentence: str, figures: Sequence[Figure]) -> Iterator[Checked]:
    """Wholes with their parts and lists of shares inside one sentence."""
    bones = skeleton(compact(same_length(sentence))[0], None)
    opening = re.compile(either(relations()["parts"]))
    wholes = {(figure.value, figure.unit) for figure in figures}
    for index, number in bones.figures.items():
        if number.kind != COUNT or (number.value, number.unit) not in {
            (value, same_length(unit)) for value, unit in wholes
        }:
            continue
        found = opening.search(bones.text, index)
        if not found or any(index < other < found.start() for other in bones.figures):
            continue
        end = bones.text.find(";", found.end())
        inside = [other for at, other in bones.figures.items() if at > found.start() and (end < 0 or at < end)]
        of_it = [_plain("part", other) for other in inside if other.unit == number.unit and other.kind == COUNT]
        if len(of_it) > 1:
            whole = _plain("whole", number)
            yield arithmetic.parts(whole, of_it, sentence)
            total = Operand("parts", sum((part.value for part in of_it), start=of_it[0].value * 0))
            yield arithmetic.unit_slip(whole, total, sentence)
    printed = [_plain("share", bones.figures[match.end() - 1]) for match in SHARE.finditer(bones.text)]
    if len(printed) > 1 and not any(figure.metric in _rates() for figure in figures):
        yield arithmetic.shares(printed, sentence)


def _partner(figure: Figure, metric: str, figures: Sequence[Figure], same_definition: bool = False) -> Figure | None:
    """The figure of `metric` that belongs to `figure`: that of its own sentence, else the only one of its level."""
    fitting = [other for other in figures if other.metric == metric and other.level == figure.level]
    if same_definition:
        fitting = [other for other in fitting if other.definition == figure.definition]
    near = [other for other in fitting if other.evidence == figure.evidence]
    chosen = near or fitting
    return chosen[0] if len({other.value for other in chosen}) == 1 else None


def _operand(figure: Figure) -> Operand:
    return Operand(figure.metric, figure.value, figure.bound)


def _maybe(figure: Figure | None) -> Operand | None:
    return _operand(figure) if figure else None


def _plain(name: str, number: Number) -> Operand:
    half = arithmetic.half_of_last_digit(number.value) if number.kind == PERCENT else number.half
    return Operand(name, number.value, number.bound, half)


@cache
def _rates() -> frozenset[str]:
    return frozenset(metric.key for metric in metrics() if metric.unit == "%")
