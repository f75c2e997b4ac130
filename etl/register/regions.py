"""Owns regions: the administrative divisions former ones too, and the reading of a place in a name."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.register.hosts import PROVINCE_HOSTS, below, may_stand_for

NATION = "000000"
LONGEST_NAME = 16
LEVEL_WORDS = ("自治区", "自治州", "自治县", "自治旗", "省", "市", "县", "区", "州", "盟", "旗")


@dataclass(frozen=True, slots=True)
class Region:
    """One administrative division. Years are empty where the division is older, or younger, than the records go."""

    region_code: str
    name_zh: str
    short_zh: str
    name_en: str
    level: str  # nation, province, prefecture, county
    parent_code: str
    position: int
    valid_from: int | None
    valid_to: int | None
    successors: tuple[str, ...]
    former_names: tuple[tuple[str, int], ...]  # (name, year in which it ended)
    collection: str

    def was_valid(self, year: int) -> bool:
        """Whether the division stood at some time of that year."""
        return (self.valid_from or 0) <= year <= (self.valid_to or 9999)


@dataclass(frozen=True, slots=True)
class Place:
    """A place read at the head of a name: the regions it may be, how many characters it took, whether in full."""

    codes: tuple[str, ...]
    length: int
    is_full: bool


def read_regions(path: Path) -> Iterator[Region]:
    """The regions of one CSV file in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pairs = (part.split(":") for part in (row.get("former_names") or "").split("|") if part)
            yield Region(
                region_code=row["region_code"],
                name_zh=row["name_zh"],
                short_zh=row["short_zh"],
                name_en=row["name_en"],
                level=row["level"],
                parent_code=row["parent_code"],
                position=int(row["position"] or 0),
                valid_from=int(row["valid_from"]) if row["valid_from"] else None,
                valid_to=int(row["valid_to"]) if row["valid_to"] else None,
                successors=tuple(part for part in row["successors"].split("|") if part),
                former_names=tuple((name, int(year)) for name, year in pairs),
                collection=row["collection"],
            )


def read_region_aliases(path: Path) -> Iterator[tuple[str, str, str]]:
    """(region code, customary name, that name in the pinyin of hosts or "") of one CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from ((row["region_code"], row["name"], row["host"]) for row in csv.DictReader(file))


class Regions:
    """All divisions, and the indexes by which names and host names find them."""

    def __init__(self, regions: Iterable[Region], aliases: Iterable[tuple[str, str, str]] = ()) -> None:
        """`aliases` are such as (211324, 喀左县, kazuo): customary names, read as names in full, and as hosts."""
        self.by_code = {region.region_code: region for region in regions}
        self.parents = {region.parent_code for region in self.by_code.values()}
        present: dict[str, set[str]] = defaultdict(set)  # parent -> names of its parts
        for region in self.by_code.values():
            present[region.parent_code].add(region.name_zh)
        names: dict[str, list[str]] = defaultdict(list)
        shorts: dict[str, list[str]] = defaultdict(list)
        sounds: dict[str, list[str]] = defaultdict(list)
        for code, region in self.by_code.items():
            if code == NATION:
                continue
            siblings = present[region.parent_code]
            for name in dict.fromkeys((region.name_zh, *other_names(region))):
                if name == region.name_zh or name not in siblings:
                    names[name].append(code)
            if region.short_zh != region.name_zh:
                shorts[region.short_zh].append(code)
            if region.valid_to is None:
                sounds[sound_of(region)].append(code)
        for code, name, host in aliases:
            names[name].append(code)
            if host:
                sounds[host].append(code)
        self.names = {name: tuple(codes) for name, codes in names.items()}
        self.shorts = {name: tuple(codes) for name, codes in shorts.items()}
        self.sounds = {sound: tuple(codes) for sound, codes in sounds.items()}
        self.cut_names = self._names_without_first_character()

    def _names_without_first_character(self) -> dict[str, tuple[str, ...]]:
        cut: dict[str, list[str]] = defaultdict(list)
        for name, codes in self.names.items():
            if len(name) > 2 and name[1:] not in self.names:
                cut[name[1:]].extend(codes)
        return {name: tuple(codes) for name, codes in cut.items()}

    def chain(self, code: str) -> tuple[str, ...]:
        """The code itself, its parent, and so on up to the province."""
        found: list[str] = []
        while code and code in self.by_code and code not in found:
            found.append(code)
            code = self.by_code[code].parent_code
        return tuple(found)

    def lies_in(self, code: str, other: str) -> bool:
        """Whether `code` is `other` or one of its parts."""
        return other in self.chain(code)

    def has_counties(self, code: str) -> bool:
        """Whether divisions of the register lie below it: false for counties and for cities without districts."""
        return code in self.parents

    def full_name(self, code: str) -> str:
        """The name with those above it: 江苏省淮安市洪泽区."""
        return "".join(self.by_code[one].name_zh for one in reversed(self.chain(code)))

    def near(self, codes: Iterable[str], hint: str | None) -> tuple[str, ...]:
        """Those that contain the hinted region or lie in it; all of them where none does or nothing is hinted."""
        codes = tuple(codes)
        if not hint or len(codes) < 2:
            return codes
        close = tuple(code for code in codes if self.lies_in(code, hint) or self.lies_in(hint, code))
        return close or codes

    def in_year(self, codes: Iterable[str], year: int | None) -> tuple[str, ...]:
        """Those that stood in that year, and of these the present ones; all of them where that leaves none."""
        codes = tuple(codes)
        if len(codes) < 2:
            return codes
        stood = tuple(code for code in codes if year is None or self.by_code[code].was_valid(year)) or codes
        present = tuple(code for code in stood if self.by_code[code].valid_to is None)
        return present or stood

    def read_places(self, text: str) -> list[Place]:
        """The ways to read a place at the head of `text`, best first: the longest chain in full, then short ones."""
        found = sorted(self._read(text, 0, None), key=lambda place: (not place.is_full, -place.length))
        return [place for at, place in enumerate(found) if at == 0 or not place.is_full]

    def called(self, name: str) -> tuple[str, ...]:
        """The present regions of that full or short name."""
        codes = self.names.get(name) or self.shorts.get(name, ())
        return tuple(code for code in codes if self.by_code[code].valid_to is None)

    def highest(self, codes: Iterable[str]) -> str | None:
        """The one of the highest level among them; None where that level has two, or there are none."""
        codes = tuple(codes)
        for level in ("province", "prefecture", "county"):
            here = [code for code in codes if self.by_code[code].level == level]
            if here:
                return here[0] if len(here) == 1 else None
        return None

    def _read(self, text: str, start: int, inside: tuple[str, ...] | None) -> Iterator[Place]:
        """Places that begin at `start`, each a part of one of `inside`; the chain goes on as far as it can."""
        for table, is_full in ((self.names, True), (self.shorts, False)):
            for end in range(min(len(text), start + LONGEST_NAME), start + 1, -1):
                codes = table.get(text[start:end], ())
                if inside is not None:
                    codes = tuple(one for one in codes if any(one != top and self.lies_in(one, top) for top in inside))
                if not codes:
                    continue
                further = list(self._read(text, end, codes))
                yield from further
                if is_full or not any(place.is_full for place in further):
                    yield Place(codes, end, is_full)
                if is_full:
                    break

    def of_host(self, host: str) -> str | None:
        """The region whose name stands as pinyin before .gov.cn, if there is exactly one."""
        labels = host.lower().split(":")[0].split(".")
        if labels[-2:] != ["gov", "cn"]:
            return None
        for label in reversed(labels[:-2]):
            codes = self.sounds.get(label) or self.sounds.get(PROVINCE_HOSTS.get(label, ""), ())
            if codes:
                return self.highest(codes)  # a plain pinyin host belongs to the city rather than to a county
            if (code := self._below(label)) is not None:
                return code
        return None

    def _below(self, label: str) -> str | None:
        """The one county whose name stands behind the letters of its city or province: hbdaye, gskanglexian."""
        for above, name in below(label):
            codes = [
                code
                for code in self.sounds.get(name, ())
                if any(may_stand_for(above, sound_of(self.by_code[one])) for one in self.chain(code)[1:])
            ]
            if len(codes) == 1:
                return codes[0]
        return None


def sound_of(region: Region) -> str:
    """The short name in pinyin as host names write it: haicang, huaian, lvliang."""
    words = region.name_en.split(" ")
    kept = [word for word in words if word not in CLASS_WORDS] or words
    return "".join(kept).lower().replace("'", "").replace("ü", "v")


CLASS_WORDS = frozenset(
    [
        "Province",
        "City",
        "District",
        "County",
        "Prefecture",
        "Autonomous",
        "Region",
        "League",
        "Banner",
        "Area",
        "New",
        "Special",
        "Forestry",
        "Administrative",
    ]
)


def other_names(region: Region) -> Iterator[str]:
    """Names in use beside the official one: 互助县, 临夏州, 科右中旗, and names borne earlier."""
    name, short = region.name_zh, region.short_zh
    for suffix, word in (("自治县", "县"), ("自治州", "州"), ("自治旗", "旗"), ("自治区", "自治区")):
        if name.endswith(suffix) and short != name:
            yield short + word
            yield short + suffix
    for side in ("左翼", "右翼"):
        if side in name and name.endswith("旗"):
            yield name[0] + side[0] + name.split(side)[1]
    for former, _ in region.former_names:
        yield former
