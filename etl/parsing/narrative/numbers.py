"""Owns the spellings of numbers: 615.54万, 18,708,325, 四十余, 近1000, 70%以上, 百分之九十八, [284]."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from catalog.narrative import lexicon

COUNT, PERCENT, BARE = "count", "percent", "bare"
HAN = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
HAN_TIMES = {"十": 10, "百": 100, "千": 1000}
TIMES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
PERCENT_SIGNS = {"%": Decimal(1), "‰": Decimal("0.1")}
# A unit that goes on as another word is none: 条例, 期间, 部门, 人大.
GOES_ON = re.compile(
    r"条(?:例|款|约)|期(?:间|限|末)|部(?:门|委|分)|场(?:所|地)|位(?:于|置)|家(?:庭)|名(?:称)|人(?:大|民|员)|例(?:外)|页面|版(?:本|块)|字号|次日|起草|户(?:籍|口)|分(?:别|局|类|钟|公司|之|管|为|中|段|级|析|工|布|行|步)"
)
NOT_BEFORE = re.compile(r"(?:[A-Za-z*/._第]|-|\d:|〔|[京沪粤]|号楼)$")
NOT_AFTER = re.compile(r"[A-Za-z*/_月日号时分点年届楼弄幢室路线级度#]|-\d|:\d|\.\d")
LABEL_BEFORE = re.compile(r"(?:电话|邮编|邮政编码|传真|编号|索引号|地址):?$")  # a number without a unit behind these
VAGUE = frozenset("上数几成第每")  # 上百, 数千: no figure
SPLIT_AFTER = re.compile(r" \d{3}(?!\d)")  # thousands set apart by a space, or two cells: 12 345
SPLIT_BEFORE = re.compile(r"(?<!\d)\d{1,3} $")
LEADING_ZERO = re.compile(r"0\d")  # cells without their borders: 规范性文件000
ENDS_BARE = re.compile(r"$|[,;、)|。 ]|[一二三四五六七八九十]+是|其中|其")


@dataclass(frozen=True, slots=True)
class Number:
    """One figure: its value (a percentage as a number), bound, unit of the value, and place in its sentence."""

    value: Decimal
    bound: str
    unit: str
    kind: str
    start: int
    end: int
    lead: int = 0  # signs of a word of bound before it
    half: Decimal = Decimal(0)  # half of the last printed digit, where a whole number need not be exact
    unit_at: tuple[int, ...] = ()  # the places in its sentence of the signs that print its scale and unit


@dataclass(frozen=True, slots=True)
class Spelling:
    """The compiled words that numbers are recognised by."""

    number: re.Pattern[str]
    bound_before: re.Pattern[str]
    bound_after: re.Pattern[str]
    change_before: re.Pattern[str]
    change_after: re.Pattern[str]
    sign_of: dict[str, str]


@cache
def spelling() -> Spelling:
    """The spellings as lexicon.yml has them."""
    words = lexicon()
    units = either(words["units"])
    bounds = words["bounds"]
    digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?"
    scale = r"(?:百万|千万|万|亿|千|百)"
    number = (
        rf"(?:\[)?(?P<digits>{digits})(?P<mid>[余多几])?(?P<scale>{scale})?(?P<mid2>[余多几])?(?:\])?(?P<unit>{units}|%|‰)?"
        rf"|百分之(?P<share>[零〇一二两三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?|\d+(?:\.\d+)?)"
        rf"|(?P<han>[零〇一二两三四五六七八九十百千]+万?[零〇一二三四五六七八九十百千]*)(?P<han_mid>[余多])?(?P<han_scale>[万亿])?(?P<han_unit>{units})"
    )
    sign_of = {word: sign for sign, kinds in bounds.items() for group in kinds.values() for word in group}
    return Spelling(
        number=re.compile(number),
        bound_before=re.compile(
            f"(?:{either([word for kinds in bounds.values() for word in kinds.get('before', ())])})(?:了)?$"
        ),
        bound_after=re.compile(either([word for kinds in bounds.values() for word in kinds.get("after", ())])),
        change_before=re.compile(f"(?:{either(words['changes'])})(?:了|约|近|超过|超|幅度达|幅度为)?$"),
        change_after=re.compile(f"(?:{either(words['before_change'])})"),
        sign_of=sign_of,
    )


def either(words: list[str]) -> str:
    """The alternatives as a pattern, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


def read_number(match: re.Match[str], text: str, year: int | None) -> Number | None:
    """The figure that stands at a match of `Spelling.number`, or None where it is a part of a name, date or address."""
    found = match.groupdict()
    if found["han"]:
        if text[max(0, match.start() - 1) : match.start()] in VAGUE:
            return None
        return _bounded(
            match,
            text,
            _han_value(found["han"]) * TIMES[found["han_scale"] or ""],
            found["han_unit"],
            COUNT,
            found["han_mid"],
        )
    if found["share"]:
        return _bounded(match, text, _share_value(found["share"]), "%", PERCENT, None)
    digits, unit, mid = found["digits"], found["unit"] or "", found["mid"] or found["mid2"]
    if unit and GOES_ON.match(text, match.end() - len(unit)):
        return None
    before, after = text[max(0, match.start() - 5) : match.start()], text[match.end() : match.end() + 5]
    if NOT_BEFORE.search(before) or "*" in after[:1] or _is_fused(digits, unit, year) or LEADING_ZERO.match(digits):
        return None
    if not unit and LABEL_BEFORE.search(before):
        return None
    if (not unit and SPLIT_AFTER.match(after)) or (len(digits) == 3 and SPLIT_BEFORE.search(before)):
        return None
    if not unit and (NOT_AFTER.match(after) or not ENDS_BARE.match(after)):
        return None
    if unit == "%" and after[:1].isdigit():
        return None
    if after.startswith("个百分点") or text.startswith("百分点", match.end()):
        return None
    value = Decimal(digits.replace(",", "")) * TIMES[found["scale"] or ""]
    if unit in PERCENT_SIGNS:
        return _bounded(match, text, value * PERCENT_SIGNS[unit], unit, PERCENT, mid)
    return _bounded(match, text, value, unit, COUNT if unit else BARE, mid)


def _bounded(match: re.Match[str], text: str, value: Decimal, unit: str, kind: str, mid: str | None) -> Number | None:
    """The figure with its bound, or None where it states a change or the level before one."""
    words = spelling()
    if kind != PERCENT and value == value.to_integral_value():
        value = value.to_integral_value()
    start, end = match.start(), match.end()
    if words.change_before.search(text, max(0, start - 8), start) or words.change_after.match(text, end):
        return None
    before = words.bound_before.search(text, max(0, start - 4), start)
    after = words.bound_after.match(text, end)
    sign = words.sign_of[mid] if mid else "="
    if before:
        sign = words.sign_of[before[0].rstrip("了")]
    if after:
        sign, end = words.sign_of[after[0]], after.end()
    lead = start - before.start() if before else 0
    return Number(value, sign, unit, kind, start, end, lead, _half_digit(match), _unit_places(match))


def _unit_places(match: re.Match[str]) -> tuple[int, ...]:
    """Where scale and unit are printed: 万 and 件 of 3.2万余件, 百分之 of 百分之九十."""
    if match["share"]:
        return tuple(range(match.start(), match.start("share")))
    return tuple(
        place
        for name in ("scale", "unit", "han_scale", "han_unit")
        if match[name]
        for place in range(*match.span(name))
    )


def _half_digit(match: re.Match[str]) -> Decimal:
    """Half of the last printed digit: 0.05 for 99.7, 50 for 37.62万, nothing for 2942."""
    digits, scale = match["digits"] or "", match["scale"] or ""
    if "." not in digits and not scale:
        return Decimal(0)
    return Decimal(TIMES[scale]).scaleb(-len(digits.partition(".")[2])) / 2


def _is_fused(digits: str, unit: str, year: int | None) -> bool:
    """Whether a date lost its 年 on the way (20241, 2023410); with a unit behind it, five digits may be a count."""
    longest = 5 if unit else 4
    return year is not None and len(digits) > longest and digits.isdigit() and digits.startswith(str(year))


def _han_value(text: str) -> Decimal:
    """The value of a Chinese numeral up to 万."""
    if "万" in text:
        high, _, low = text.partition("万")
        return _han_value(high or "一") * 10**4 + (_han_value(low) if low else 0)
    total, digit = 0, 0
    if not any(sign in HAN_TIMES for sign in text):
        return Decimal("".join(str(HAN[sign]) for sign in text))
    for sign in text:
        if sign in HAN_TIMES:
            total += (digit or 1) * HAN_TIMES[sign]
            digit = 0
        else:
            digit = HAN[sign]
    return Decimal(total + digit)


def _share_value(text: str) -> Decimal:
    """The value of 百分之…: 九十八点五 is 98.5."""
    if text[0].isascii():
        return Decimal(text)
    whole, _, part = text.partition("点")
    return Decimal(f"{_han_value(whole)}.{''.join(str(HAN[sign]) for sign in part) or 0}").normalize()
