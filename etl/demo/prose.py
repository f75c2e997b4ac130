"""Owns the words of a demonstration report: its sections as paragraphs, and the figures that they state."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from .chance import source
from .city import regions
from .facts import Facts
from .services import Figures
from .wording import Worded, exact, loose

HOME = Path(__file__).parent / "text"
CHOICE = re.compile(r"<([^<>]*)>")
SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that the text states, as a careful reader takes it."""

    metric: str
    value: Decimal
    bound: str
    section: str


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a report. `paragraphs` holds (is_heading, text) in order."""

    number: str
    heading: str
    paragraphs: tuple[tuple[bool, str], ...]


@dataclass(frozen=True, slots=True)
class Prose:
    title: str
    notice: str
    parts: tuple[Part, ...]
    stated: tuple[Stated, ...]
    doubtful: tuple[Stated, ...] = ()  # what only a person can decide on


@cache
def words() -> dict[str, Any]:
    """Every sentence there is, from text/prose.yml and text/figures.yml."""
    loaded: dict[str, Any] = {}
    for name in ("prose.yml", "figures.yml"):
        loaded |= yaml.safe_load((HOME / name).read_text(encoding="utf-8"))
    return loaded


@dataclass(slots=True)
class Writer:
    """Writes sentences for one agency and year; remembers what it has stated."""

    random: Random
    facts: Facts
    figures: Figures
    slots: dict[str, str]
    stated: list[Stated] = field(default_factory=list)
    doubtful: list[Stated] = field(default_factory=list)

    def say(self, text: str) -> str:
        """One sentence with its choices made and its words filled in; figures are filled by `state`."""
        text = CHOICE.sub(lambda found: self.random.choice(found[1].split("|")), text)
        first, second = self.random.sample(words()["topics"][self.facts.agency.kind], 2)
        known = {**self.slots, "topic": first, "topic2": second}
        return SLOT.sub(lambda found: known.get(found[1], found[0]), text)

    def pick(self, key: str, *more: str) -> str:
        """One of the sentences under this key."""
        pool = words()[key]
        for step in more:
            pool = pool[step]
        return self.say(self.random.choice(pool))

    def some(self, count: int, *keys: str) -> list[str]:
        """Several different sentences from one pool."""
        pool: Any = words()
        for step in keys:
            pool = pool[step]
        return [self.say(text) for text in self.random.sample(pool, count)]

    def state(self, kind: str, section: str) -> list[str]:
        """The sentences with figures of one kind that this report has; each metric is stated once."""
        said = []
        for line in words()["sentences"][kind]:
            if self.random.random() > line["chance"] or not self._applies(line):
                continue
            text = self.say(self.random.choice(line["texts"]))
            printed = {name: self._word(name) for name in SLOT.findall(text)}
            for metric, name in line["figures"].items():
                word = printed.get(name) or exact(self.random, int(self.figures[name]))
                self.stated.append(Stated(metric, word.value, word.bound, section))
            said.append(SLOT.sub(lambda found, known=printed: known[found[1]].text, text))  # type: ignore[misc]
        return said

    def doubt(self, random: Random) -> list[str]:
        """A sentence whose figure a person has to decide on, in a few reports."""
        doubtful = words()["doubtful"]
        if random.random() > doubtful["chance"]:
            return []
        told = {stated.metric for stated in self.stated}
        lines = [
            line
            for line in doubtful["lines"]
            if line.get("beside", "") in {"", *told} and line.get("without") not in told
        ]
        again = int(self.figures["website"]) * 4 // 5 - random.randint(2, 9)
        known = {name: str(value) for name, value in self.figures.items()} | self.slots
        known["website_counted_again"] = str(max(1, again))
        line = random.choice(lines)
        text = str(random.choice(line["texts"]))
        self.doubtful += [Stated(metric, Decimal(known[name]), "=", "1") for metric, name in line["figures"].items()]
        return [SLOT.sub(lambda found: known[found[1]], text)]

    def _applies(self, line: dict[str, Any]) -> bool:
        names = {*line["figures"].values(), *SLOT.findall("".join(line["texts"]))} - {*self.slots, "topic", "topic2"}
        if any(name not in self.figures for name in names):
            return False
        if any(stated.metric in line["figures"] for stated in self.stated):
            return False
        have = self.figures
        holds = {
            "received": have["received"] > 0 and self.random.random() < 0.6,
            "received_only": have["received"] > 0,
            "nothing_received": have["received"] == 0,
            "issued": have["issued"] > 0,
            "cases": have["reviews"] + have["litigations"] > 0,
            "no_cases": have["reviews"] + have["litigations"] == 0,
        }
        return holds.get(line.get("when", ""), True)

    def _word(self, name: str) -> Worded:
        value = self.figures[name]
        if isinstance(value, Decimal):
            return Worded(f"{value.normalize():f}", value, "=")
        return (exact if name in words()["exact"] else loose)(self.random, value)


def _slots(random: Random, facts: Facts) -> dict[str, str]:
    agency, region = facts.agency, regions()[facts.agency.region]
    own = "本机关" if random.random() < 0.2 else "我" + (region.name[-1] if agency.is_government else agency.name[-1])
    return {
        "agency": agency.name,
        "year": str(facts.year),
        "unit": own if not own.endswith("会") else "我委",
        "place": region.name,
        "number": str(random.randrange(1, 300)),
        "phone": f"8{random.randrange(100000, 999999)}",
        "office": "办公室",
        "account": agency.short.removesuffix("局").removesuffix("委"),
    }


def _sentences(texts: Iterable[str]) -> str:
    return "".join(text if text[-1] in "。：" else text + "。" for text in texts)


def write_prose(seed: int, facts: Facts, figures: Figures) -> Prose:
    """The words of one report; the same for the same seed, facts and figures."""
    random = source(seed, facts.agency.agency_id, facts.year, "prose")
    slots = _slots(random, facts)
    writer = Writer(random, facts, figures, slots)
    slots["parts"] = writer.pick("parts")
    doubts = source(seed, facts.agency.agency_id, facts.year, "doubts")
    title, heads = writer.pick("title"), words()["headings"]
    parts = (
        Part("1", heads["1"], _general(writer, doubts)),
        Part("2", heads["2"], ()),
        Part("3", heads["3"], ()),
        Part("4", heads["4"], ()),
        Part("5", heads["5"], _problems(writer)),
        Part("6", heads["6"], ((False, _sentences([writer.pick("other")])),)),
    )
    writer.stated.append(Stated("fees_charged", Decimal(0), "=", "6"))
    return Prose(title, words()["notice"], parts, tuple(writer.stated), tuple(writer.doubtful))


def _general(writer: Writer, doubts: Random) -> tuple[tuple[bool, str], ...]:
    """Section one: preface, then five parts under headings of their own or run into one paragraph each. `doubts`
    decides on the few sentences that a person has to judge, apart from all other chances."""
    random, titled = writer.random, writer.random.random() < 0.7
    bodies = (
        [
            *writer.some(random.randint(1, 3), "filler", "active"),
            *writer.state("active", "1"),
            *writer.state("service", "1"),
        ],
        writer.state("request", "1"),
        writer.some(random.randint(1, 2), "filler", "managing"),
        [*writer.some(random.randint(1, 2), "filler", "platform"), *writer.state("platform", "1")],
        [*writer.some(random.randint(1, 2), "filler", "supervising"), *writer.state("supervising", "1")],
    )
    opening = [writer.pick("preface")] + ([writer.pick("contact")] if random.random() < 0.8 else [])
    bodies[3].extend(writer.doubt(doubts))
    paragraphs = [(False, _sentences(opening))]
    for heading, body in zip(words()["subheadings"], bodies, strict=True):
        if not body:
            body = ["按照《条例》规定办理各类申请"]
        if titled:
            paragraphs += [(True, heading), (False, _sentences(body))]
        else:
            paragraphs.append((False, f"{heading}。{_sentences(body)}"))
    return tuple(paragraphs)


def _problems(writer: Writer) -> tuple[tuple[bool, str], ...]:
    """Section five: two or three problems, then two or three measures, each numbered in words."""
    paragraphs = []
    for link, pool in (("problem", "problems"), ("measure", "measures")):
        found = writer.some(writer.random.randint(2, 3), pool)
        listed = "；".join(f"{word}是{text}" for word, text in zip("一二三", found, strict=False))
        paragraphs.append((False, _sentences([writer.pick("link", link), listed])))
    return tuple(paragraphs)
