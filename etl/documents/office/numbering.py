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
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
COUNTED = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "chineseLegalSimplified": "壹贰叁肆伍陆柒捌玖拾",
    "ideographLegalTraditional": "壹貳參肆伍陸柒捌玖拾",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, how numbers are written, and the text around them (%1、)."""

    start: int
    style: str
    text: str
    legal: bool = False  # all its numbers are written as digits


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted. Lists of one model count on from each other, unless a list
    states its own first numbers (`starts`): these begin anew where the list is first met."""

    lists: dict[str, str] = field(default_factory=dict)  # list -> its model
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # model -> levels
    own: dict[str, dict[int, Level]] = field(default_factory=dict)  # list -> levels that it shapes otherwise
    starts: dict[str, dict[int, int]] = field(default_factory=dict)  # list -> level -> first number
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number: str, level: int) -> str:
        """The label of the next paragraph of a list at a level; empty for bullets and unknown lists."""
        model = self.lists.get(number, "")
        levels = self.levels.get(model, {}) | self.own.get(number, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(model, {})
        first = self.starts.get(number, {}).pop(level, None)
        counts[level] = first if first is not None else counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if levels[level].style in ("bullet", "none"):
            return ""

        def written(place: re.Match[str]) -> str:
            one = int(place.group(1)) - 1
            shape = levels.get(one, levels[level])
            return write_number(counts.get(one, shape.start), "decimal" if levels[level].legal else shape.style)

        return PLACE.sub(written, levels[level].text)


def read_numbering(root: etree._Element | None, list_styles: dict[str, str] | None = None) -> Numbering:
    """The lists of word/numbering.xml; none where there is no such part. `list_styles` maps styles to their list: a
    model may only point to the style that holds it."""
    numbering = Numbering()
    if root is None:
        return numbering
    pointing: dict[str, str] = {}
    for model in root.iter(f"{W}abstractNum"):
        key = model.get(f"{W}abstractNumId", "")
        numbering.levels[key] = {_depth(level): _level(level) for level in model.iterchildren(f"{W}lvl")}
        if (style := model.find(f"{W}numStyleLink")) is not None:
            pointing[key] = style.get(VAL, "")
    for one in root.iter(f"{W}num"):
        number, model = one.get(f"{W}numId", ""), one.find(f"{W}abstractNumId")
        if model is not None:
            numbering.lists[number] = model.get(VAL, "")
        for change in one.iterchildren(f"{W}lvlOverride"):
            if (start := change.find(f"{W}startOverride")) is not None and start.get(VAL, "").isdigit():
                numbering.starts.setdefault(number, {})[_depth(change)] = int(start.get(VAL, ""))
            if (level := change.find(f"{W}lvl")) is not None:
                numbering.own.setdefault(number, {})[_depth(change)] = _level(level)
    for key, style in pointing.items():
        source = numbering.lists.get((list_styles or {}).get(style, ""), "")
        numbering.levels[key] = numbering.levels[key] or numbering.levels.get(source, {})
    return numbering


def _depth(level: etree._Element) -> int:
    depth = level.get(f"{W}ilvl", "0")
    return int(depth) if depth.isdigit() else 0


def _level(level: etree._Element) -> Level:
    def value(name: str, default: str) -> str:
        found = level.find(f"{W}{name}")
        return default if found is None else found.get(VAL, default)

    start, legal = value("start", "1"), level.find(f"{W}isLgl")
    is_legal = legal is not None and legal.get(VAL, "true") not in ("0", "false", "off")
    return Level(int(start) if start.isdigit() else 1, value("numFmt", "decimal"), value("lvlText", ""), is_legal)


def write_number(number: int, style: str) -> str:
    """A number as a list style writes it; unknown styles write digits."""
    if style in CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    if style in ("ideographDigital", "japaneseDigitalTenThousand"):
        return "".join(DIGITS[int(digit)] for digit in str(number))
    if style.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if style in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr((65 if style == "upperLetter" else 97) + number - 1)
    if style in ("upperRoman", "lowerRoman") and 0 < number < 40:
        roman = "X" * (number // 10) + ROMAN[number % 10]
        return roman if style == "upperRoman" else roman.lower()
    if style == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if style in COUNTED and 0 < number <= len(COUNTED[style]):
        return COUNTED[style][number - 1]
    return str(number)
