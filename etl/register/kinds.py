"""Owns the kinds of agencies: what a name without its place says about the kind of body."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

SUFFIX = re.compile(
    r"(?:委员会|领导小组|办公室|办公厅|人民政府|局|厅|部|署|中心|[总支大中]?队|所|处|社|会|院|室|馆|站)$"
)
FORMAL = re.compile(r"(?:委员会|领导小组)$")  # 地方志编纂委员会办公室 has two words for the body
SUB_UNIT = re.compile(r"(?:中心|[总支大中]?队|所|院|馆|站)$")
SHORT_ENDS = ("政府", "海关", "联", "协", "委", "办")
LOOSE = re.compile(r"(?<=..)(?<!城市)(?<!市政)(?:管理|服务)$")  # many names come with and without it
ZONE_WORDS = (
    "经济技术开发区|高新技术产业开发区|经济开发区|产业开发区|开发区|综合保税区|保税港区|保税区|旅游度假区|度假区|风景名胜区|"
    "名胜区|风景区|景区|工业园区|产业园区|产业园|工业园|科技园|高科园|生态城|新片区|园区|自然保护区|保护区|集聚区|示范区|合作区|管理区|试验区|实验区|自贸区|新区|新城|科学城|港区"
)
ZONE = re.compile(rf"^(.{{0,14}}?(?:{ZONE_WORDS}))(.*)$")
TOWN = re.compile(
    r"^(.{1,12}?)(民族乡|街道|苏木|镇|乡)(人民政府|政府|办事处|办公室|管理委员会|党政办公室|人民政府办公室|党政综合办公室)?$"
)
BRANCH = re.compile(r"^(.+?(?:局|中心|队))(.{2,12}?)(?:市|县|区)?(?:分局|分中心|分队)$")

POLICE_BRANCH = re.compile(r"^公安(?!局|厅|部)([\u4e00-\u9fff]{2,10}?)(?:市|县|区)?分局$")  # 某市公安临江分局


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of agency. `names` are stems of names, without place and suffix, in the spelling of `Kinds.canonical`.

    Names of one body through renames share an id; bodies that stood beside each other (规划局 and 国土局 before they
    became 自然资源和规划局) are in the column `beside`, where `=` joins spellings of one, and have ids of their own."""

    kind: str
    label_zh: str
    label_en: str
    body_en: str
    position: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A name without its place, taken apart. `is_certain` where the whole name is one the kind is known to bear."""

    kind: str
    is_certain: bool
    extra: str = ""  # what tells it from the plain agency of its kind: a town, a zone, a body beside it, "中心"
    branch: str = ""  # the place of a branch: 滨江区 in 公安局滨江区分局


@dataclass(frozen=True)
class Kinds:
    """The kinds in official order, the short spellings, and the reading of names."""

    by_key: dict[str, Kind]
    spell: Callable[[str], str]
    stems: dict[str, str] = field(default_factory=dict)  # stem -> kind
    beside: dict[str, str] = field(default_factory=dict)  # stem -> its first spelling, of bodies beside the main one
    ended: dict[tuple[str, str], int] = field(default_factory=dict)  # (kind, body beside) -> last year before a merger

    def canonical(self, name: str) -> str:
        """The name with short forms written out and joining words dropped: 人社局 -> 人力资源社会保障局."""
        return re.sub(r"[和与及暨、]", "", self.spell(name))

    def read(self, name: str) -> Body | None:
        """What a name without its place says; None where nothing is recognised."""
        if town := TOWN.match(name):
            kind = "subdistrict" if town[2] == "街道" else "township"
            return Body(kind, True, extra=town[1] + ("" if town[2] in ("镇", "街道") else town[2]))
        if (branch := BRANCH.match(name)) and (main := self.read(branch[1])):
            return Body(main.kind, main.is_certain, main.extra, branch=branch[2])
        if (branch := POLICE_BRANCH.match(name)) is not None:
            return Body("public_security", True, branch=branch[1])
        if name.endswith("分局") and len(name) > 3:  # 某县生态环境分局 is the county's bureau
            name = name.removesuffix("分局") + "局"
        if (whole := self._whole(name)) is not None:
            return whole
        if zone := ZONE.match(self.spell(name)):
            return self._in_zone(zone[1], zone[2])
        return self._part(name)

    def _whole(self, name: str) -> Body | None:
        """The kind whose stem the name is; what stands beside the main body of its kind says so in `extra`."""
        plain = self.canonical(name)
        if plain in self.stems:
            is_certain = SUFFIX.search(plain) is not None or plain.endswith(SHORT_ENDS)
            return Body(self.stems[plain], is_certain, extra=self.beside.get(plain, ""))
        cut = SUFFIX.sub("", plain)
        for stem in (cut, LOOSE.sub("", cut), formal := FORMAL.sub("", cut), LOOSE.sub("", formal)):
            kind = self.stems.get(stem)
            if kind is not None and kind != "government":  # 政府 with another word behind it is another body
                unit = SUB_UNIT.search(plain)
                sub_unit = unit[0] if unit and unit[0] not in USUAL_UNITS.get(kind, ()) else ""
                return Body(kind, True, extra=self.beside.get(stem, "") + sub_unit)
        return None

    def _in_zone(self, zone: str, rest: str) -> Body:
        rest = re.sub(r"^(?:管理委员会|管[理护]局$)", "", rest)
        inner = self.read(rest) if rest and rest not in ("办公室", "党政办公室", "管理办公室") else None
        if inner is None:
            return Body("development_zone", True, extra=zone)
        return Body(inner.kind, inner.is_certain, extra=zone + inner.extra)

    def _part(self, name: str) -> Body | None:
        """The kind of the longest stem inside the name, the first of equals; `other` where only the form fits."""
        plain = self.canonical(name)
        found = [(len(stem), -plain.find(stem), kind) for stem, kind in self.stems.items() if stem in plain]
        if not SUFFIX.search(plain) and not plain.endswith(("学校", "公司", "站", "馆", "法院")):
            return None
        if found and max(found)[0] >= 2 and max(found)[2] not in ("government", "government_office"):
            return Body(max(found)[2], False, extra=name)
        return Body("other", False, extra=name) if len(plain) > 2 else None


QUEUES = ("总队", "支队", "大队", "中队", "队")
USUAL_UNITS = {
    "provident_fund": ("中心",),
    "real_estate_registration": ("中心",),
    "public_resources": ("中心",),
    "fire_rescue": QUEUES,
    "survey": QUEUES,
}  # where the unit is the body itself


def speller(pairs: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    """A function that writes short forms out, leaving alone what is written out already."""
    table = dict(pairs)
    table |= {full: full for full in list(table.values())}
    words = re.compile("|".join(re.escape(word) for word in sorted(table, key=len, reverse=True)) or "(?!)")

    def spell(name: str) -> str:
        full = words.sub(lambda found: table[found[0]], name)
        if full.endswith("委") and len(full) > 2:
            return full + "员会"
        return full + "公室" if full.endswith("办") and len(full) > 2 else full

    return spell


def read_kinds(kinds: Path, aliases: Path, mergers: Path) -> Kinds:
    """The kinds of data/agency_kinds.csv, the spellings of agency_aliases.csv, the years of agency_mergers.csv."""
    with aliases.open(encoding="utf-8", newline="") as file:
        spell = speller((row["short"], row["full"]) for row in csv.DictReader(file))
    by_key: dict[str, Kind] = {}
    with mergers.open(encoding="utf-8", newline="") as file:
        ended = {(row["kind"], row["name"]): int(row["until"]) for row in csv.DictReader(file)}
    found = Kinds(by_key, spell, ended=ended)
    with kinds.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = tuple(found.canonical(part) for part in row["names"].split("|") if part)
            by_key[row["kind"]] = Kind(
                row["kind"], row["label_zh"], row["label_en"], row["body_en"], int(row["position"]), names
            )
            for name in names:
                found.stems.setdefault(name, row["kind"])
            for group in (part.split("=") for part in (row.get("beside") or "").split("|") if part):
                for name in (found.canonical(spelling) for spelling in group):
                    found.stems.setdefault(name, row["kind"])
                    found.beside.setdefault(name, group[0])
    for stem, kind in list(found.stems.items()):
        if len(loose := LOOSE.sub("", stem)) > 2 and loose not in found.stems:
            found.stems[loose] = kind
            if stem in found.beside:
                found.beside[loose] = found.beside[stem]
    return found
