"""Owns the arithmetic of prose (NA-01 … NA-07): pure functions, three-valued, each result with its operands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

PASS, FAIL, UNKNOWN = "pass", "fail", "unknown"
INFINITE = Decimal("Infinity")
HUNDRED = Decimal(100)
ABOUT = (Decimal("0.8"), Decimal(2))  # how far 近 and 余 may reach, in times the printed figure


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure that takes part: its name, value, bound, and half of its last printed digit where that matters."""

    name: str
    value: Decimal
    bound: str = "="
    half: Decimal = Decimal(0)

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        """The least and the largest number that the printed figure may stand for: 1000余 stays below 2000."""
        low, high = self.value - self.half, self.value + self.half
        about = (self.value * ABOUT[0], self.value * ABOUT[1])
        return {"=": (low, high), "≥": (low, INFINITE), "≤": (Decimal(0), high)}.get(self.bound, about)


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of one rule on one sentence or pair of sentences; `reason` says why it is unknown."""

    rule: str
    result: str
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None
    operands: tuple[Operand, ...]
    sentence: str = ""
    reason: str = ""


def half_of_last_digit(value: Decimal) -> Decimal:
    """0.05 for 99.7, 0.005 for 88.52, 0.5 for 100."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(int(exponent), 0)) / 2


def ratio(rate: Operand, part: Operand | None, whole: Operand | None, sentence: str = "") -> Checked:
    """NA-01: the printed percentage is part ÷ whole within half of its last digit."""
    operands = tuple(operand for operand in (rate, part, whole) if operand)
    if part is None or whole is None:
        return Checked(
            "NA-01", UNKNOWN, rate.value, None, None, operands, sentence, "numerator or denominator is not stated"
        )
    if whole.value == 0:
        return Checked("NA-01", UNKNOWN, rate.value, None, None, operands, sentence, "denominator is zero")
    computed = part.value / whole.value * HUNDRED
    printed = Operand(rate.name, rate.value, rate.bound, half_of_last_digit(rate.value))
    (low_part, high_part), (low_whole, high_whole) = part.interval, whole.interval
    low = Decimal(0) if high_whole == INFINITE else low_part / high_whole * HUNDRED
    high = INFINITE if high_part == INFINITE or low_whole <= 0 else high_part / low_whole * HUNDRED
    exact = {operand.bound for operand in operands} == {"="}
    result = _compare((low, high), printed.interval, exact or low == high)
    return Checked("NA-01", result, rate.value, computed, rate.value - computed, operands, sentence, _reason(result))


def parts(whole: Operand, of_it: Sequence[Operand], sentence: str = "", complete: bool = False) -> Checked:
    """NA-02: the parts add up to the whole. Parts that add up to less prove nothing unless `complete`."""
    total = sum((part.value for part in of_it), Decimal(0))
    operands = (whole, *of_it)
    if len(of_it) < 2:
        return Checked(
            "NA-02", UNKNOWN, whole.value, total, whole.value - total, operands, sentence, "fewer than two parts"
        )
    low = sum((part.interval[0] for part in of_it), Decimal(0))
    high = sum((part.interval[1] for part in of_it), Decimal(0))
    exact = {operand.bound for operand in operands} == {"="}
    result = _compare((low, high), whole.interval, exact)
    if result == FAIL and high < whole.interval[0] and not complete:
        return Checked(
            "NA-02",
            UNKNOWN,
            whole.value,
            total,
            whole.value - total,
            operands,
            sentence,
            "the list of parts may not be complete",
        )
    return Checked("NA-02", result, whole.value, total, whole.value - total, operands, sentence, _reason(result))


def shares(printed: Sequence[Operand], sentence: str = "", complete: bool = False) -> Checked:
    """NA-03: printed shares add up to 100 within half of a last digit each."""
    total = sum((share.value for share in printed), Decimal(0))
    slack = sum((half_of_last_digit(share.value) for share in printed), Decimal(0))
    difference = total - HUNDRED
    if len(printed) < 2:
        result, reason = UNKNOWN, "fewer than two shares"
    elif abs(difference) <= slack:
        result, reason = PASS, ""
    elif difference < 0 and not complete:
        result, reason = UNKNOWN, "the list of shares may not be complete"
    else:
        result, reason = FAIL, ""
    return Checked("NA-03", result, total, HUNDRED, difference, tuple(printed), sentence, reason)


def unit_slip(left: Operand, right: Operand, sentence: str = "") -> Checked:
    """NA-04: two figures for the same thing do not differ by about ten thousand (条 against 万条)."""
    operands = (left, right)
    if left.value <= 0 or right.value <= 0:
        return Checked(
            "NA-04",
            UNKNOWN,
            left.value,
            right.value,
            left.value - right.value,
            operands,
            sentence,
            "one of them is zero",
        )
    factor = max(left.value, right.value) / min(left.value, right.value)
    result = FAIL if 5_000 <= factor <= 20_000 else PASS
    return Checked("NA-04", result, left.value, right.value, left.value - right.value, operands, sentence)


def percentage(rate: Operand, sentence: str = "") -> Checked:
    """NA-05: a percentage lies between 0 and 100."""
    over = max(rate.value - HUNDRED, -rate.value, Decimal(0))
    return Checked("NA-05", FAIL if over else PASS, rate.value, HUNDRED, over, (rate,), sentence)


def average(mean: Operand, count: Operand, total: Operand, sentence: str = "") -> Checked:
    """NA-06: the printed mean times the count is the total within half of the mean's last digit for each."""
    product = mean.value * count.value
    slack = half_of_last_digit(mean.value) * count.value + total.half
    operands = (mean, count, total)
    if {operand.bound for operand in operands} != {"="}:
        return Checked(
            "NA-06", UNKNOWN, product, total.value, product - total.value, operands, sentence, "an operand is a bound"
        )
    result = PASS if abs(product - total.value) <= slack else FAIL
    return Checked("NA-06", result, product, total.value, product - total.value, operands, sentence)


def nested(inner: Operand, outer: Operand, sentence: str = "", rule: str = "NA-07") -> Checked:
    """NA-07 and NA-09: what is counted within another thing is not more than it."""
    difference = inner.value - outer.value
    if inner.interval[0] > outer.interval[1]:
        result = FAIL
    elif inner.interval[1] <= outer.interval[0] or (difference <= 0 and inner.bound == outer.bound == "="):
        result = PASS
    else:
        result = UNKNOWN
    return Checked(rule, result, inner.value, outer.value, difference, (inner, outer), sentence, _reason(result))


def _compare(left: tuple[Decimal, Decimal], right: tuple[Decimal, Decimal], exact: bool) -> str:
    """Fail where the intervals do not meet; pass where they meet and nothing but rounding widens them."""
    if left[1] < right[0] or left[0] > right[1]:
        return FAIL
    return PASS if exact else UNKNOWN


def _reason(result: str) -> str:
    return "an operand is a bound, and the bound is kept" if result == UNKNOWN else ""
