"""Owns the weighing of a report's findings against one another: parts, fallbacks, repetitions, rivals."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from catalog.narrative import relations
from etl.parsing.narrative.classes import classes_apart
from etl.parsing.narrative.context import YEAR
from etl.parsing.narrative.finding import Finding
from etl.parsing.narrative.stocks import stocks_apart

SHARE = re.compile(r"[^\d,，。；;]{0,3}[,，(（]?\s*(?:约|大约)?占[^\d,，。；;]{0,16}\d[\d.]*\s*[%％]")
OF_IT = ("其中", "包括", "包含")
NEXT_SENTENCE = 4  # signs that may stand between two sentences that follow one another
ORDER = {"certain": 0, "likely": 1, "ask": 2}


def settled(found: list[Finding]) -> list[tuple[Finding, bool]]:
    """The findings that stand, in order, each with whether it has a rival."""
    kept = stocks_apart(found)
    kept = [finding for finding in _shares(_parts_of_the_sentence_before(kept)) if not finding.is_part]
    kept = classes_apart(kept)
    kept = _without_fallbacks(_without_summed(kept))
    kept = _without_class_counts(kept)
    kept = _without_small_wholes(kept)
    kept = _without_weak_parts(kept)
    kept = _once_each(kept)
    kept = _named_parts(kept)
    rivals = _rivals(kept)
    return [(_lowered(finding) if finding in rivals else finding, finding in rivals) for finding in kept]


def _parts_of_the_sentence_before(found: list[Finding]) -> list[Finding]:
    """The findings with those as parts whose sentence begins with 其中 and whose whole the sentence before states."""
    return [
        replace(finding, is_part=True)
        if finding.sentence.text.startswith(OF_IT)
        and any(
            _may_hold(other, finding)
            and 0 < finding.sentence.start - other.sentence.start < len(other.sentence.printed) + NEXT_SENTENCE
            and other.value >= finding.value
            for other in found
        )
        else finding
        for finding in found
    ]


def _may_hold(whole: Finding, part: Finding) -> bool:
    """Whether a figure may be the whole of another: of the same metric, or of one whose columns the other counts."""
    same = (whole.scope, whole.part) == (part.scope, part.part)
    columns = part.fallback and part.metric in relations()["wholes"].get(whole.metric, ())
    return same and (whole.metric == part.metric or columns)


def _shares(found: list[Finding]) -> list[Finding]:
    """The findings with those as parts that say which share of a larger one they are: 乡镇公开122条，占28.7%."""
    largest: dict[tuple[str, str, str], Decimal] = {}
    for finding in found:
        key = (finding.metric, finding.scope, finding.part)
        largest[key] = max(largest.get(key, finding.value), finding.value)
    return [
        replace(finding, is_part=True)
        if finding.value < largest[finding.metric, finding.scope, finding.part]
        and SHARE.match(finding.sentence.printed, finding.end - finding.sentence.start)
        else finding
        for finding in found
    ]


def _without_fallbacks(found: list[Finding]) -> list[Finding]:
    """Without the findings of last resort where the metric is stated in another way."""
    firm = {finding.metric for finding in found if not finding.fallback and finding.scope == YEAR}
    return [finding for finding in found if not (finding.fallback and finding.metric in firm)]


def _without_summed(found: list[Finding]) -> list[Finding]:
    """Without the figures of a sentence that a larger one of the same metric sums up: 本级120件，街道356件，共476件."""
    groups: dict[tuple[str, str, str, int], list[Finding]] = defaultdict(list)
    for finding in found:
        groups[(finding.metric, finding.scope, finding.part, id(finding.sentence))].append(finding)
    parts: set[int] = set()
    for group in groups.values():
        largest = max(group, key=lambda finding: finding.value)
        rest = [finding for finding in group if finding is not largest]
        if len(rest) > 1 and sum(finding.value for finding in rest) == largest.value:
            parts |= {id(finding) for finding in rest}
    return [finding for finding in found if id(finding) not in parts]


def _without_class_counts(found: list[Finding]) -> list[Finding]:
    """Without several generally worded figures of one sentence of which none can be the whole of the others: counts by
    class, from which no total may be made."""
    groups: dict[tuple[str, str, int], list[Finding]] = defaultdict(list)
    for finding in found:
        if finding.weak:
            groups[(finding.metric, finding.scope, id(finding.sentence))].append(finding)
    classes: set[int] = set()
    for group in groups.values():
        largest = max(finding.value for finding in group)
        if len(group) > 1 and largest * 2 < sum(finding.value for finding in group):
            classes |= {id(finding) for finding in group}
    return [finding for finding in found if id(finding) not in classes]


def _without_small_wholes(found: list[Finding]) -> list[Finding]:
    """Without generally worded wholes that are smaller than a firm part of them (relations.yml, wholes)."""
    parts: dict[tuple[str, str, str], Decimal] = {}
    for finding in found:
        if not finding.weak and not finding.fallback and finding.confidence != "ask":
            key = (finding.metric, finding.scope, finding.level)
            parts[key] = max(parts.get(key, finding.value), finding.value)
    wholes = relations()["wholes"]
    return [
        finding
        for finding in found
        if not (
            finding.weak
            and any(
                parts.get((part, finding.scope, finding.level), finding.value) > finding.value
                for part in wholes.get(finding.metric, ())
            )
        )
    ]


def _without_weak_parts(found: list[Finding]) -> list[Finding]:
    """Without the generally worded figures where a whole of the same time is stated: a firm one, else the largest."""
    whole: dict[tuple[str, str], Finding] = {}
    for finding in found:
        best = whole.get((finding.metric, finding.scope))
        if best is None or (best.weak, -best.value) > (finding.weak, -finding.value):
            whole[(finding.metric, finding.scope)] = finding
    return [
        finding
        for finding in found
        if not finding.weak or whole[(finding.metric, finding.scope)].value == finding.value
    ]


def _once_each(found: list[Finding]) -> list[Finding]:
    """One finding per metric, value, time and part: the surest, and of equals the first."""
    best: dict[tuple[object, ...], Finding] = {}
    for finding in found:
        key = (finding.metric, finding.value, finding.scope, finding.part, finding.definition)
        if key not in best or ORDER[finding.confidence] < ORDER[best[key].confidence]:
            best[key] = finding
    chosen = {id(finding) for finding in best.values()}
    return [finding for finding in found if id(finding) in chosen]


def _named_parts(found: list[Finding]) -> list[Finding]:
    """The findings with those of several named accounts as the parts of one whole."""
    named: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in found:
        named[(finding.metric, finding.scope)].append(finding)
    several = [group for group in named.values() if len({finding.account for finding in group if finding.account}) > 1]
    parts = {id(finding) for group in several if all(finding.account for finding in group) for finding in group}
    return [replace(finding, part=finding.account) if id(finding) in parts else finding for finding in found]


def _rivals(found: list[Finding]) -> list[Finding]:
    """The findings that say different things of the same metric, time, level and part."""
    groups: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in found:
        groups[(finding.metric, finding.scope, finding.level, finding.part, finding.definition)].append(finding)
    return [finding for group in groups.values() if len(group) > 1 for finding in group]


def _lowered(finding: Finding) -> Finding:
    """A finding with a rival is never certain."""
    return replace(finding, confidence="ask" if finding.confidence == "ask" else "likely")
