"""Owns the record of one figure that a phrasing claims."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from etl.parsing.narrative.numbers import Number
from etl.parsing.narrative.sentences import Sentence


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
    unit_at: tuple[int, ...] = ()  # the places in the section of the signs that print its unit
    definition: str = ""
    account: str = ""
    before: str = ""  # the words of the skeleton directly before the figure
    counted: str = ""  # the class of information that it counts, where its words name one
    reach: str = ""  # what context.reach_at says
    weak: bool = False
    fallback: bool = False
    is_part: bool = False


def as_printed(number: Number, sentence: Sentence) -> dict[str, Any]:
    """The fields of a finding that the printed number gives: value, bound, unit, and its place in the section."""
    return {
        "value": number.value,
        "bound": number.bound,
        "unit": number.unit,
        "start": sentence.place(number.start),
        "end": sentence.place(number.end - 1) + 1,
        "unit_at": tuple(sentence.place(place) for place in number.unit_at),
    }
