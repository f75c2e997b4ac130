"""The grammar of figures in prose as data: words, units, topics and the phrasings of every metric, with examples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
# fmt: off
WORDS_OF_A_PHRASING = {
    "says", "units", "first_units", "value", "only_value", "at_least", "sure", "not", "allow", "before", "after",
    "lead", "need", "near", "not_near", "topic", "channel", "not_topic", "after_name", "part", "scope", "also", "bare",
    "cut", "table", "weak", "fallback", "shares", "examples", "counterexamples",
}
# fmt: on


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way of saying a metric. `key` is metric/name; `value` is set where the words alone state a figure."""

    key: str
    metric: str
    rank: int  # of several metrics for one figure the highest rank wins, then the order of the file
    says: str
    unit: str
    units: tuple[str, ...]
    first_units: tuple[str, ...]
    value: int | None
    only_value: int | None
    at_least: int
    sure: str
    forbidden: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    lead: tuple[str, ...]
    need: tuple[str, ...]
    near: tuple[str, ...]
    not_near: tuple[str, ...]
    topic: frozenset[str]
    not_topic: frozenset[str]
    channel: str
    after_name: bool  # a quoted name ends where the phrasing begins
    part: str
    scope: str
    also: tuple[str, ...]
    bare: bool  # the figure may lack its unit
    cut: bool  # the text may end right after the figure
    table: bool  # a row of a table that was flattened into the text
    weak: bool  # a general wording: gives way to a whole stated elsewhere
    fallback: bool  # counts only where the report states the metric in no other way
    accounts: bool  # figures of several named accounts are parts of one whole
    shares: bool  # leaves the figure to other phrasings too
    examples: tuple[tuple[str, str, int | None], ...]  # text, value, year of the report
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NarrativeMetric:
    """A metric of the prose: its usual unit, the words one of which its sentences hold, its names in lists."""

    key: str
    unit: str
    rank: int
    anchors: tuple[str, ...]
    names: tuple[str, ...]
    name_topic: frozenset[str]
    definitions: dict[str, tuple[str, ...]]  # what the metric may mean, and the words that say so
    definition_by_topic: dict[str, str]  # what the metric means in which topic
    grades: bool  # its definition is the list of grades that count as satisfied
    phrasings: tuple[Phrasing, ...]


@cache
def lexicon() -> dict[str, Any]:
    """The words of lexicon.yml."""
    words: dict[str, Any] = _load("lexicon.yml")
    return words


@cache
def relations() -> dict[str, Any]:
    """What figures owe to one another, from relations.yml."""
    words: dict[str, Any] = _load("relations.yml")
    return words


@cache
def metrics() -> tuple[NarrativeMetric, ...]:
    """Every narrative metric, in the order of the files."""
    files = sorted(path.name for path in HERE.glob("*.yml") if path.name not in ("lexicon.yml", "relations.yml"))
    return tuple(_metric(key, entry) for file in files for key, entry in _load(file).items())


@cache
def phrasings() -> tuple[Phrasing, ...]:
    """Every phrasing, highest rank first."""
    return tuple(sorted((said for metric in metrics() for said in metric.phrasings), key=lambda said: -said.rank))


def _load(name: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return _words(yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=loader))


def _words(entry: Any) -> Any:
    """The entry with every word of a list as text: 12345 is a name here, not a number."""
    if isinstance(entry, dict):
        return {key: _words(part) for key, part in entry.items()}
    return (
        [_words(part) if isinstance(part, list | dict) else str(part) for part in entry]
        if isinstance(entry, list)
        else entry
    )


def _metric(key: str, entry: dict[str, Any]) -> NarrativeMetric:
    return NarrativeMetric(
        key=key,
        unit=entry["unit"],
        rank=entry["rank"],
        anchors=tuple(entry["anchors"]),
        names=tuple(entry.get("names", ())),
        name_topic=frozenset(entry.get("name_topic", ())),
        definitions={name: tuple(words) for name, words in entry.get("definitions", {}).items()},
        definition_by_topic=entry.get("definition_by_topic", {}),
        grades=entry.get("grades", False),
        phrasings=tuple(_phrasing(key, entry, name, words) for name, words in entry["phrasings"].items()),
    )


def _phrasing(metric: str, entry: dict[str, Any], name: str, words: dict[str, Any]) -> Phrasing:
    unknown = set(words) - WORDS_OF_A_PHRASING
    if unknown:
        raise ValueError(f"catalog/narrative: {metric}/{name} says {sorted(unknown)}, which no phrasing knows")
    return Phrasing(
        key=f"{metric}/{name}",
        metric=metric,
        rank=entry["rank"],
        says=words["says"],
        unit=entry["unit"],
        units=_units(words.get("units", ())),
        first_units=_units(words.get("first_units", ())),
        value=words.get("value"),
        only_value=words.get("only_value"),
        at_least=words.get("at_least", 0),
        sure=words.get("sure", "certain"),
        forbidden=(
            *(word for word in entry.get("not", ()) if word not in words.get("allow", ())),
            *words.get("not", ()),
        ),
        before=tuple(words.get("before", ())),
        after=tuple(words.get("after", ())),
        lead=tuple(words.get("lead", ())),
        need=tuple(words.get("need", ())),
        near=tuple(words.get("near", ())),
        not_near=tuple(words.get("not_near", ())),
        topic=frozenset(words.get("topic", ())),
        not_topic=frozenset(words.get("not_topic", ())),
        channel=words.get("channel", ""),
        after_name=words.get("after_name", False),
        part=words.get("part", ""),
        scope=words.get("scope", ""),
        also=tuple(words.get("also", ())),
        bare=words.get("bare", False),
        cut=words.get("cut", False),
        table=words.get("table", False),
        weak=words.get("weak", False),
        fallback=words.get("fallback", False),
        accounts=entry.get("accounts", False),
        shares=words.get("shares", False),
        examples=tuple(_example(text, value) for text, value in words.get("examples", {}).items()),
        counterexamples=tuple(words.get("counterexamples", ())),
    )


def _units(named: Any) -> tuple[str, ...]:
    """The units of a group of lexicon.yml, or those listed in place."""
    return tuple(lexicon()["unit_groups"][named]) if isinstance(named, str) else tuple(named)


def _example(text: str, value: Any) -> tuple[str, str, int | None]:
    """(text, value, year): an example gives the value alone, or [value, year of the report]."""
    return (text, value[0], int(value[1])) if isinstance(value, list) else (text, str(value), None)
