"""Owns the reading of one printed value: number, blank, not applicable or text; nothing is repaired."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from etl.report import BLANK, NA, NUMBER, TEXT

# Full-width forms by table, not NFKC: NFKC turns 5① into 51 and 3² into 32.
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
WIDE |= {ord("，"): ord(","), ord("−"): ord("-"), ord("﹣"): ord("-"), ord("﹢"): ord("+")}
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
NARROW = WIDE | INVISIBLE

NOT_APPLICABLE = re.compile(
    r"[-—–―─ー/\\]{1,6}|无|不涉及|未涉及|不适用|未统计|暂无|无此项|无数据|n/?a|none", re.IGNORECASE
)
UNITS = "人次|万元|亿元|平方米|件|条|项|个|次|份|篇|人|期|场|起|宗|部|元|%|％|户|批|天"
MARKS = re.compile(r"[①-⑳⑴-⒇⁰¹²³⁴-⁹⁽⁾*※†]+$")
NOTE = re.compile(r"^(?P<head>[^()\[\]]*?\S)\s*[(\[](?P<note>[^()\[\]]*)[)\]]$")
UNIT = re.compile(rf"^(?P<head>.*?\S)\s*(?P<unit>{UNITS})$", re.DOTALL)
DIGITS = re.compile(r"^(?P<sign>[+-]?)(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?$")
LINES = re.compile(r"(?<=[\d.,])\s*[\n\r]+\s*(?=[\d.,])")
THOUSANDS = re.compile(r"^[+-]?[1-9]\d{0,2}(?: \d{3})+(?:\.\d+)?$")
SPACED = re.compile(r"^[+-]?\d(?: \d)+$")
ABOUT = re.compile(r"^(?:大?约|近|超过|超|逾|将近)\s*")
ABOUT_AFTER = re.compile(r"(?:余|多|左右|以上)$")
UP_AND_DOWN = re.compile(r"^(?:新?增加?\+?(?P<up>\d+))?[,、/;和]?(?:减少?-?(?P<down>\d+))?$")
SCALE = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
NUMERALS = {char: digit for digit, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Value:
    """What one cell says. `value` is None unless `state` is number; `approximate` where 约, 余, 近 … stand with it."""

    state: str
    value: Decimal | None = None
    unit: str | None = None
    note: str | None = None
    approximate: bool = False


@lru_cache(maxsize=8192)
def read_value(printed: str, *, money: bool = False, signed: bool = False) -> Value:
    """The value of a printed text. `money`: 万 and 亿 stand for 万元 and 亿元; `signed`: a cell of 增/减, where 增1
    is 1 and 减2 is -2. What can be read in two ways is text."""
    if printed.isdecimal() and printed.isascii() and (printed[0] != "0" or len(printed) == 1):
        return Value(NUMBER, Decimal(printed))
    text = printed.translate(NARROW).strip()
    if not text:
        return Value(BLANK)
    if NOT_APPLICABLE.fullmatch("".join(text.split())):
        return Value(NA)
    if signed and (change := _change(text)) is not None:
        return Value(NUMBER, change)
    return _number(text, money) or Value(TEXT)


@lru_cache(maxsize=8192)
def is_change(printed: str) -> bool:
    """Whether a text can stand in a cell of 增/减 only: 增1, 减少2."""
    return not printed.isdecimal() and _change(printed.translate(NARROW).strip()) is not None


def _number(text: str, money: bool) -> Value | None:
    """The number in a text with its unit, note and mark of approximation, or None."""
    note = None
    if (match := NOTE.match(text)) and not match["note"].strip().isdecimal():
        text, note = match["head"], match["note"].strip() or None
    text = MARKS.sub("", text).strip()
    unit = None
    if match := UNIT.match(text):
        text, unit = match["head"], match["unit"].replace("％", "%")
    bare = ABOUT.sub("", text)
    if unit is None and money and bare.endswith(("万", "亿")):
        bare, unit = bare[:-1].strip(), f"{bare[-1]}元"
    core = ABOUT_AFTER.sub("", bare).strip()
    approximate = core != bare or ABOUT.match(text) is not None
    value = _scaled(core)
    if value is None:
        return None
    return Value(NUMBER, value, unit, note, approximate)


def _scaled(text: str) -> Decimal | None:
    """Digits or Chinese numerals, times 万 or 亿 where one of them ends the number."""
    plain = digits(text)
    if plain is None:
        plain = chinese(text)
    if plain is None and text[-1:] in SCALE:
        head = text[:-1].strip()
        number = digits(head)
        number = chinese(head) if number is None else number
        return None if number is None else number * SCALE[text[-1]]
    return plain


def digits(text: str) -> Decimal | None:
    """A number in digits, also 1,234 and "1 234" and "1 2 3" and a number wrapped over lines; 1,23 is none."""
    text = LINES.sub("", text)
    text = re.sub(r"[ \t\u00a0\u3000\u2002-\u200a]+", " ", text)
    if " " in text and (THOUSANDS.match(text) or SPACED.match(text)):
        text = text.replace(" ", "")
    if not DIGITS.match(text):
        return None
    return Decimal(text.replace(",", ""))


def chinese(text: str) -> Decimal | None:
    """A number in Chinese numerals: 二十三, 一百零五, 二〇二四 (digit by digit), 两, 百."""
    if not text or any(char not in NUMERALS and char not in PLACES for char in text) or text == "○":
        return None
    if not any(char in PLACES for char in text):
        if len(text) > 1 and "两" in text:
            return None
        return (
            Decimal("".join(str(NUMERALS[char]) for char in text)) if text[0] not in "〇零○" or len(text) == 1 else None
        )
    return _by_places(text)


def _by_places(text: str) -> Decimal | None:
    """Numerals with 十 百 千, places falling from left to right."""
    total, last_place, digit = 0, 10_000, None
    for position, char in enumerate(text):
        if char in NUMERALS:
            if digit not in (None, 0):
                return None
            digit = NUMERALS[char]
            continue
        place = PLACES[char]
        if place >= last_place or (digit in (None, 0) and position > 0 and not (char == "十" and digit == 0)):
            return None
        total += (1 if digit in (None, 0) else digit) * place
        last_place, digit = place, None
    return Decimal(total + (digit or 0))


def _change(text: str) -> Decimal | None:
    """A cell of 增/减: 增1, 减2, 增1减0, 0/0. What pairs two numbers without saying which is which is None."""
    text = "".join(text.split())
    if text == "0/0":
        return Decimal(0)
    match = UP_AND_DOWN.match(text)
    if not match or (match["up"] is None and match["down"] is None):
        return None
    return Decimal(match["up"] or 0) - Decimal(match["down"] or 0)
