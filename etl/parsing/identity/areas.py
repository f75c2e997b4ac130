"""Owns the zone or town that a text without a title speaks of: 鞍山高新区, 渝中区人民政府大溪沟街道办事处."""

from __future__ import annotations

import re

from etl.agencies import Registry
from etl.parsing.identity.text import Text
from etl.register.kinds import TOWN, ZONE, ZONE_WORDS

OF_A_ZONE = re.compile(
    r"(?:^|[。,;\n])(?:\d{4}年度?,?)?(?:高新区|经开区|开发区|新区|园区|景区|管委会|我区|本园区|我管委会)"
)
OF_A_TOWN = re.compile(r"[我本](?:街道|镇|乡|街|办事处)")
OF_A_BUREAU = re.compile(r"我(?:局|委|厅|馆|院|队|会|社)")
ZONE_NAMED = re.compile(rf"[\u4e00-\u9fff]{{2,14}}?(?:高新区|经开区|{ZONE_WORDS})")
TOWN_NAMED = re.compile(
    r"[\u4e00-\u9fff]{2,8}?[市县区旗](?:人民政府)?[\u4e00-\u9fff]{2,6}?(?:街道办事处|街道|镇|乡)(?:人民政府)?"
)
LONGEST_LEAD = 12  # characters of a sentence that a name may be found behind


def area_named(text: Text, registry: Registry) -> str | None:
    """The one zone, or else the one town, that a text names with its place and speaks of as its own."""
    if OF_A_BUREAU.search(text.body):
        return None
    if OF_A_ZONE.search(text.body):
        return _only(ZONE_NAMED, ZONE, text, registry)
    if OF_A_TOWN.search(text.body):
        return _only(TOWN_NAMED, TOWN, text, registry)
    return None


def _only(pattern: re.Pattern[str], rest: re.Pattern[str], text: Text, registry: Registry) -> str | None:
    named = {name for found in pattern.finditer(text.body[:20000]) if (name := _placed(found[0], rest, registry))}
    return named.pop() if len(named) == 1 else None


def _placed(words: str, rest: re.Pattern[str], registry: Registry) -> str | None:
    """The part of the words that begins with a place and goes on as a zone or town."""
    for start in range(min(LONGEST_LEAD, len(words) - 4)):
        for place in registry.regions.read_places(words[start:])[:1]:
            body = words[start + place.length :].removeprefix("人民政府")
            body = registry.kinds.spell(body) if rest is ZONE else body
            if (place.is_full or rest is ZONE) and rest.match(body):
                return words[start:]
    return None
