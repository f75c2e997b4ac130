"""Owns the numbers that Word sets before paragraphs by itself: 一、 and （一） are often not typed but counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
PLACE = re.compile(r"%([1-9])")
DIGITS = "〇一二三四五六七八九"
CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"}
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, how numbers are written, and the text around them (%1、)."""

    start: int
    style: str
    text: str


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: dict[str, str] = field(default_factory=dict)  # list -> its model
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # model -> levels
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number: str, level: int) -> str:
        """The label of the next paragraph of a list at a level; empty for bullets and unknown lists."""
        model = self.lists.get(number, "")
        levels = self.levels.get(model, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(model, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if levels[level].style in ("bullet", "none"):
            return ""

        def written(place: re.Match[str]) -> str:
            one = int(place.group(1)) - 1
            shape = levels.get(one, levels[level])
            return write_number(counts.get(one, shape.start), shape.style)

        return PLACE.sub(written, levels[level].text)


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists of word/numbering.xml; none where there is no such part."""
    numbering = Numbering()
    if root is None:
        return numbering
    for model in root.iter(f"{W}abstractNum"):
        numbering.levels[model.get(f"{W}abstractNumId", "")] = {
            int(level.get(f"{W}ilvl", "0") or 0): _level(level) for level in model.iterchildren(f"{W}lvl")
        }
    for one in root.iter(f"{W}num"):
        model = one.find(f"{W}abstractNumId")
        if model is not None:
            numbering.lists[one.get(f"{W}numId", "")] = model.get(VAL, "")
    return numbering


def _level(level: etree._Element) -> Level:
    def value(name: str, default: str) -> str:
        found = level.find(f"{W}{name}")
        return default if found is None else found.get(VAL, default)

    start = value("start", "1")
    return Level(int(start) if start.isdigit() else 1, value("numFmt", "decimal"), value("lvlText", ""))


def write_number(number: int, style: str) -> str:
    """A number as a list style writes it; unknown styles write digits."""
    if style in CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    if style == "ideographDigital":
        return "".join(DIGITS[int(digit)] for digit in str(number))
    if style.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if style in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr((65 if style == "upperLetter" else 97) + number - 1)
    return str(number)
