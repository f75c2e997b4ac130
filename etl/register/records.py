"""Owns the records of the register: agencies and their CSV, and what a printed name resolves to."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

COLUMNS = (
    "agency_id",
    "name_zh",
    "name_en",
    "short_zh",
    "aliases",
    "kind",
    "region_code",
    "level",
    "position",
    "valid_from",
    "valid_to",
    "predecessors",
    "collection",
)
PROPOSED, AMBIGUOUS, UNKNOWN = "proposed", "ambiguous", "unknown"
LISTED = ("exact", "alias", "short")


@dataclass(frozen=True, slots=True)
class Agency:
    """One body that publishes reports. Years are None where it is older, or younger, than the records go."""

    agency_id: str
    name_zh: str
    name_en: str
    short_zh: str
    aliases: tuple[str, ...]
    kind: str
    region_code: str
    level: str  # nation, province, prefecture, county, township, subdistrict, development_zone
    position: int
    valid_from: int | None
    valid_to: int | None
    predecessors: tuple[str, ...]
    collection: str

    def was_valid(self, year: int | None) -> bool:
        """Whether the body stood at some time of that year; always true where no year is known."""
        return year is None or (self.valid_from or 0) <= year <= (self.valid_to or 9999)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One agency that the printed name may mean; `score` from 0 to 100 by rapidfuzz."""

    agency_id: str
    name_zh: str
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a printed name means. `agency` is None where it is ambiguous or unknown; a proposed one is not listed."""

    agency: Agency | None
    status: str  # exact, alias, short, proposed, ambiguous, unknown
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    region_code: str | None = None

    @property
    def is_certain(self) -> bool:
        """Whether the register holds the agency."""
        return self.status in LISTED


def read_agencies(path: Path) -> Iterator[Agency]:
    """The agencies of one CSV file in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Agency(
                agency_id=row["agency_id"],
                name_zh=row["name_zh"],
                name_en=row["name_en"],
                short_zh=row["short_zh"],
                aliases=_parts(row["aliases"]),
                kind=row["kind"],
                region_code=row["region_code"],
                level=row["level"],
                position=int(row["position"] or 0),
                valid_from=int(row["valid_from"]) if row["valid_from"] else None,
                valid_to=int(row["valid_to"]) if row["valid_to"] else None,
                predecessors=_parts(row["predecessors"]),
                collection=row["collection"],
            )


def write_agencies(path: Path, agencies: Iterable[Agency]) -> None:
    """Write agencies as CSV in the shape of data/agencies.csv: the proposals that a person confirms."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(as_row(one) for one in agencies)


def as_row(agency: Agency) -> list[str]:
    """The values of an agency in the order of COLUMNS, as text; a year that is not known is empty."""
    values = (getattr(agency, column) for column in COLUMNS)
    return ["|".join(part) if isinstance(part, tuple) else "" if part is None else str(part) for part in values]


def slug(text: str) -> str:
    """ASCII for an id: 珊瑚 -> shanhu; long names by initials, 经济技术开发区 -> jjjskfq; 中心 -> center."""
    if text == "中心":
        return "center"
    from pypinyin import lazy_pinyin  # loads a dictionary: only where something is proposed

    sounds = [re.sub(r"[^a-z0-9]", "", sound.lower().replace("ü", "v")) for sound in lazy_pinyin(text)]
    return "".join(sounds) if len(text) <= 4 else "".join(sound[:1] for sound in sounds)


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part for part in (text or "").split("|") if part)
