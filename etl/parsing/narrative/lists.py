"""Owns lists: 分别 pairs names with values in order, 均 gives one value to several names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from catalog.narrative import NarrativeMetric, lexicon, metrics
from etl.parsing.narrative.context import Topic
from etl.parsing.narrative.grammar import FIGURES
from etl.parsing.narrative.numbers import BARE, PERCENT
from etl.parsing.narrative.skeleton import Skeleton

RESPECTIVELY = re.compile(
    rf"(?P<names>[^,;{FIGURES}]{{2,60}}?)(?:分别)[^,;{FIGURES}]{{0,10}}(?P<values>[{FIGURES}](?:[、,和及与]?[{FIGURES}])+)"
)
ALL_OF_THEM = re.compile(rf"(?P<names>[^,;{FIGURES}]{{2,60}}?)(?:均|都)[^,;{FIGURES}]{{0,5}}(?P<values>[{FIGURES}])")
# names, another year's figure of each, and one value for this year: 行政复议、行政诉讼2023年各1件，2024年均为0件
OF_EACH = re.compile(
    rf"(?P<names>[^,;{FIGURES}]{{2,60}}?)各[{FIGURES}][,;][^,;{FIGURES}]{{2,6}}(?:均|都)[^,;{FIGURES}]{{0,5}}(?P<values>[{FIGURES}])"
)
AND = re.compile(r"[、和及与]|以及")


@dataclass(frozen=True, slots=True)
class Item:
    """A metric, the place in the skeleton of the figure that a list gives it, and the name it has there."""

    metric: str
    index: int
    name: str


def listed(bones: Skeleton, topic: Topic) -> Iterator[Item]:
    """The pairs that the lists of a sentence make; a list whose lengths differ makes none."""
    if "分别" in bones.text:
        for match in RESPECTIVELY.finditer(bones.text):
            places = [match.start("values") + at for at, sign in enumerate(match["values"]) if sign in FIGURES]
            names = [name for name in AND.split(match["names"]) if name]
            if len(names) == len(places):
                for name, index in zip(names, places, strict=True):
                    yield from _items(name, index, bones, topic)
    if "均" in bones.text or "都" in bones.text:
        for match in (*ALL_OF_THEM.finditer(bones.text), *OF_EACH.finditer(bones.text)):
            names = [name for name in AND.split(match["names"]) if name]
            if len(names) > 1:
                for name in names:
                    yield from _items(name, match.start("values"), bones, topic)


def _items(name: str, index: int, bones: Skeleton, topic: Topic) -> Iterator[Item]:
    """The metric that a name of a list stands for, by its longest known name, if unit and topic allow it."""
    number = bones.figures[index]
    best: tuple[int, NarrativeMetric] | None = None
    for word, metric in _names():
        fits = (number.kind == PERCENT) == (metric.unit == "%") and (
            number.kind == BARE or number.unit in _units(metric.key)
        )
        about = topic.at(bones.text, index)
        fits = fits and word in name and (not metric.name_topic or about in metric.name_topic)
        if fits and (best is None or len(word) > best[0]):
            best = (len(word), metric)
    if best:
        yield Item(best[1].key, index, name)


@cache
def _names() -> tuple[tuple[str, NarrativeMetric], ...]:
    return tuple((name, metric) for metric in metrics() for name in metric.names)


@cache
def _units(key: str) -> frozenset[str]:
    """Every unit that some phrasing of the metric takes."""
    metric = next(metric for metric in metrics() if metric.key == key)
    units = {unit for said in metric.phrasings for unit in said.units}
    return frozenset(units or lexicon()["units"] or ()) | ({"%", "‰"} if metric.unit == "%" else set())
