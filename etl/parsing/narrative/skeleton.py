"""Owns the skeleton of a sentence: its words with every figure as one sign, which is what phrasings are matched on."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from catalog.narrative import lexicon
from etl.parsing.narrative.numbers import BARE, COUNT, PERCENT, Number, either, read_number, spelling

COUNT_SIGN, PERCENT_SIGN, BARE_SIGN = "\ue000", "\ue001", "\ue002"
THIS_YEAR, EARLIER_YEAR, LATER_YEAR = "\ue004", "\ue005", "\ue006"
SIGN_OF_KIND = {COUNT: COUNT_SIGN, PERCENT: PERCENT_SIGN, BARE: BARE_SIGN}


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`text` has one private sign per figure or year; `figures` says which figure stands at which index; `names` the
    quoted names by where they end; `turns` are the places (here, in the sentence) where the two drift apart."""

    text: str
    figures: dict[int, Number]
    names: dict[int, str]
    turns: tuple[tuple[int, int], ...]

    def origin(self, index: int) -> int:
        """The index in the sentence of a sign of the skeleton."""
        here, there = self.turns[bisect_right(self.turns, (index, len(self.text) * 100)) - 1]
        return there + index - here


@cache
def _parts() -> re.Pattern[str]:
    """Remarks in brackets, titles, quoted names, protected words, hotline numbers, years, ranges, and then numbers."""
    quoted = r"[“\"](?P<quoted>[^“”\"]{1,24})[”\"]"
    units = "".join(unit for unit in lexicon()["units"] if len(unit) == 1)
    counted = rf"[\d%％]|[一二两三四五六七八九十百千]+[余多]?[{units}]"
    level = r"[\u2160-\u2164IV]{1,3}级"  # 全程网办(Ⅳ级)事项
    # what a bracket adds to a name
    remark = rf"(?<=\w)\((?![^()]*(?:{counted}|费))(?:[^()]{{3,60}}|{level})\)(?=\w)"
    return re.compile(
        rf"(?P<remark>{remark})|(?P<kinds>(?<![\d.])\d+[个大](?:[^,;、\d]{{0,4}})(?:领域|方面|类别))|(?P<title>《[^》]{{0,80}}》)|(?P<bracket>〔[^〕]{{0,12}}〕)|{quoted}|(?P<protected>{either(lexicon()['protected'])})"
        r"|(?P<line>(?<!\d)123\d\d(?!\d)(?![件条个项份篇次家]))|(?P<year>(?<!\d)(?:19|20)\d\d(?=年|以来))|(?P<range>\d+(?:\.\d+)?[年月]?-\d+(?:\.\d+)?)"
        rf"|(?P<quote>[“”\"])|(?:{spelling().number.pattern})"
    )


def skeleton(text: str, year: int | None) -> Skeleton:
    """The skeleton of one sentence in normal form; `year` tells this year from others."""
    built: list[str] = []
    turns = [(0, 0)]
    figures: dict[int, Number] = {}
    names: dict[int, str] = {}
    size = start = 0
    for match in _parts().finditer(text):
        number = read_number(match, text, year) if _is_number(match) else None
        begin, end = (match.start() - number.lead, number.end) if number else match.span()
        piece = SIGN_OF_KIND[number.kind] if number else _words(match, year)
        built += [text[start:begin], piece]
        index = size + begin - start
        if number:
            figures[index] = number
        elif match["quoted"]:
            names[index + len(piece)] = piece
        turns += [(index, begin + (match["quoted"] is not None)), (index + len(piece), end)]
        size, start = index + len(piece), end
    built.append(text[start:])
    return Skeleton("".join(built), figures, names, tuple(turns))


def _is_number(match: re.Match[str]) -> bool:
    return bool(match["digits"] or match["share"] or match["han"])


def _words(match: re.Match[str], year: int | None) -> str:
    """What stands in the skeleton for a part that is no figure."""
    if match["remark"]:
        return ""
    if match["title"]:
        return "《》"
    if match["year"]:
        return _year_sign(int(match["year"]), year)
    return "" if match["quote"] else match["quoted"] or match[0]


def _year_sign(found: int, year: int | None) -> str:
    if year is None or found == year:
        return THIS_YEAR
    return EARLIER_YEAR if found < year else LATER_YEAR
