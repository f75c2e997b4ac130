"""Owns the areas under a committee whose names do not begin with their place: 雄安新区, 西咸新区, the 兵团."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from etl.register.regions import Regions

# A division of the 兵团 and its city are one administration: 第八师石河子市教育局 is 石河子市教育局.
DIVISION = re.compile(r"^(?:新疆)?(?:生产建设)?(?:兵团)?第?[一二三四五六七八九十]{1,3}师(?=[\u4e00-\u9fff]{2,5}市)")
CORPS = re.compile(r"^(?:新疆)?(?:生产建设)?兵团(?=.)|^(?:新疆)?(?:生产建设)?兵团$")
CORPS_NAME = "新疆生产建设兵团"
FULL_STYLE = re.compile(r"^中华人民共和国(?=[\u4e00-\u9fff]{2,4}海关$)")


@cache
def read_zones(path: Path | None) -> tuple[tuple[str, str], ...]:
    """(name, region code) of data/zone_places.csv, the longest name first; nothing where the file is not there."""
    if path is None or not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        found = [(row["name"], row["region_code"]) for row in csv.DictReader(file)]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def without_division(name: str) -> str:
    """The name without the division of the 兵团 before its city, or the state before a customs house; the 兵团 itself
    written out."""
    return CORPS.sub(CORPS_NAME, DIVISION.sub("", FULL_STYLE.sub("", name)))


def zone_at_head(name: str, zones: tuple[tuple[str, str], ...], regions: Regions) -> tuple[str, str, int] | None:
    """(zone, region code, where it ends) where such an area stands at the head, or behind a place that it lies in."""
    for zone, code in zones:
        at = name.find(zone)
        if at == 0 or (at > 0 and any(place.length == at for place in regions.read_places(name[:at]))):
            return zone, code, at + len(zone)
    return None
