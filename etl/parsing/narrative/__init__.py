"""Reads the figures out of a report's prose by the grammar of catalog/narrative: deterministic, without a model."""

from __future__ import annotations

from collections.abc import Sequence

from etl.parsing.narrative.context import Topic
from etl.parsing.narrative.finding import Finding
from etl.parsing.narrative.match import findings
from etl.parsing.narrative.sentences import may_state, sentences
from etl.parsing.narrative.settle import settled
from etl.report import Figure, Section


def read_figures(sections: Sequence[Section], year: int | None) -> tuple[Figure, ...]:
    """Every figure that the sections' text states, in reading order; percentages as numbers (99.7), 万 and 亿 counted
    out. Figures of other years and cumulative ones are among them, by their `scope`."""
    found: list[tuple[Finding, Section]] = []
    for section in sections:
        topic = Topic()
        for sentence in sentences(section.text):
            if may_state(sentence.text):
                found += [(finding, section) for finding in findings(sentence, topic, year)]
            topic.pass_on(sentence.text)
    section_of = {id(finding.sentence): section for finding, section in found}
    kept = settled([finding for finding, _ in found])
    return tuple(_figure(finding, section_of[id(finding.sentence)], rival) for finding, rival in kept)


def _figure(finding: Finding, section: Section, rival: bool) -> Figure:
    return Figure(
        metric=finding.metric,
        value=finding.value,
        bound=finding.bound,
        unit=finding.unit,
        scope=finding.scope,
        evidence=finding.sentence.printed,
        section=section.number,
        offset=finding.start,
        level=finding.level,
        length=finding.end - finding.start,
        rule=finding.rule,
        confidence=finding.confidence,
        part=finding.part,
        definition=finding.definition,
        rival=rival,
        printed_unit="".join(section.text[place] for place in finding.unit_at),
    )
