"""Owns the likeness of texts: 5-character shingles with names and numbers masked, candidates from small sketches, exact
figures for the pairs (rules SM-01, SM-02)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

import duckdb
import numpy as np
import numpy.typing as npt

from etl.loading.database import ask, stage_columns

SHINGLE = 5
LEAST = 60  # shingles below which a text is too short to be like another
SKETCH = 64
SHARED = 6  # sketch values that two texts must share before they are compared
COMMON = 0.1  # a shingle in more than this share of a year's reports is the words of the form, not of the agency
KEPT = 0.5  # likeness below this is not written down
NOT_WORDS = re.compile(r"[\W\d_〇一二三四五六七八九十百千万亿两余多]+")
Hashes = npt.NDArray[np.uint64]
EMPTY: Hashes = np.zeros(0, np.uint64)
WORDS = """
SELECT r.report_id, r.agency_id, r.year, r.collection, r.previous_id,
       string_agg(s.text, '' ORDER BY s.position) FILTER (s.number = '5'), string_agg(s.text, '' ORDER BY s.position),
       any_value([a.name_zh, a.short_zh, g.name_zh, g.short_zh, p.name_zh, p.short_zh])
FROM checked_report r
JOIN core.section s USING (report_id)
JOIN core.agency a ON a.agency_id = r.agency_id
LEFT JOIN core.region g ON g.region_code = a.region_code
LEFT JOIN core.region p ON p.region_code = g.parent_code
GROUP BY ALL ORDER BY r.report_id
"""


@dataclass(frozen=True, slots=True)
class Text:
    """One report's words as shingles: section five alone, and all sections."""

    report_id: str
    agency_id: str
    year: int
    collection: str
    five: Hashes
    whole: Hashes
    previous_id: str | None = None


@dataclass(slots=True)
class Found:
    """Columns of core.likeness."""

    report_id: list[str] = field(default_factory=list)
    other_report_id: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    section: list[str] = field(default_factory=list)
    similarity: list[float] = field(default_factory=list)


def masked(text: str, names: Iterable[str]) -> str:
    """The words alone: names, numbers, punctuation and spaces taken out."""
    for name in sorted({name for name in names if len(name) > 1}, key=len, reverse=True):
        text = text.replace(name, "")
    return NOT_WORDS.sub("", text)


def shingles(words: str) -> Hashes:
    """The distinct hashes of every run of five characters, sorted."""
    signs = np.frombuffer(words.encode("utf-32-le"), np.uint32).astype(np.uint64)
    if len(signs) < SHINGLE:
        return EMPTY
    mixed = np.zeros(len(signs) - SHINGLE + 1, np.uint64)
    for place in range(SHINGLE):
        mixed = mixed * np.uint64(1_000_003) + signs[place : len(signs) - SHINGLE + 1 + place]
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return np.unique(mixed ^ (mixed >> np.uint64(32)))


def likeness(one: Hashes, other: Hashes) -> float:
    """How much of the shorter text stands in the longer: 0–1; 0 where one is too short to say, or much the shorter."""
    short, long = sorted((len(one), len(other)))
    if short < LEAST or short * 3 < long:
        return 0.0
    return len(np.intersect1d(one, other, assume_unique=True)) / short


def candidates(texts: list[Text]) -> Iterator[tuple[Text, Text]]:
    """Pairs of a year that share enough of their smallest uncommon shingles."""
    values, counts = np.unique(np.concatenate([EMPTY, *(text.whole for text in texts)]), return_counts=True)
    common = values[counts > max(4, COMMON * len(texts))]
    holders: dict[int, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for words in (text.five, text.whole):
            rare = words[~np.isin(words, common, assume_unique=True)][:SKETCH]
            for value in rare.tolist():
                holders[value].append(place)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for places in holders.values():
        for pair in combinations(sorted(set(places)), 2):
            shared[pair] += 1
    for (one, other), count in shared.items():
        if count >= SHARED and texts[one].agency_id != texts[other].agency_id:
            yield texts[one], texts[other]


def note(found: Found, one: Text, other: Text, kind: str) -> None:
    """Write the likeness of a pair down, seen from `one`."""
    for section, a, b in (("5", one.five, other.five), ("all", one.whole, other.whole)):
        value = likeness(a, b)
        if value >= KEPT:
            found.report_id.append(one.report_id)
            found.other_report_id.append(other.report_id)
            found.kind.append(kind)
            found.section.append(section)
            found.similarity.append(round(value, 4))


def read_texts(connection: duckdb.DuckDBPyConnection) -> Iterator[Text]:
    """The words of every checked report."""
    lines = ask(connection, WORDS)
    for report_id, agency_id, year, collection, previous_id, five, whole, names in lines:
        own = [name for name in names if name]
        yield Text(
            report_id,
            agency_id,
            year,
            collection,
            shingles(masked(five or "", own)),
            shingles(masked(whole or "", own)),
            previous_id,
        )


def measure_likeness(connection: duckdb.DuckDBPyConnection) -> int:
    """Fill core.likeness for the checked reports; how many pairs were written down."""
    texts = list(read_texts(connection))
    by_id = {text.report_id: text for text in texts}
    found = Found()
    years: dict[tuple[str, int], list[Text]] = defaultdict(list)
    for text in texts:
        years[text.collection, text.year].append(text)
        before = by_id.get(text.previous_id or "")
        if before is not None:
            note(found, text, before, "own_year_before")
    for group in years.values():
        for one, other in candidates(group):
            note(found, one, other, "peer")
            note(found, other, one, "peer")
    kinds = ["VARCHAR"] * 4 + ["DOUBLE"]
    columns = {name: (kind, getattr(found, name)) for name, kind in zip(Found.__slots__, kinds, strict=True)}
    stage_columns(connection, "incoming_likeness", columns)
    ask(connection, "INSERT INTO core.likeness SELECT * FROM incoming_likeness ORDER BY ALL")
    return len(found.report_id)
