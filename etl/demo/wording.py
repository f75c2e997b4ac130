"""Owns how a figure is worded in prose: digits, separators, full width, 万, 余, Chinese numerals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Worded:
    """A figure as printed, with the value and the bound that a careful reader takes from it."""

    text: str
    value: Decimal
    bound: str  # "=", "≥", "≈" as in etl.report.Figure


def chinese(count: int) -> str:
    """一 … 九十九."""
    tens, ones = divmod(count, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def exact(random: Random, count: int) -> Worded:
    """The count to the last digit; now and then with separators or in full-width digits."""
    chance = random.random()
    text = f"{count:,}" if chance < 0.12 else str(count).translate(FULL_WIDTH) if chance > 0.95 else str(count)
    return Worded(text, Decimal(count), "=")


def loose(random: Random, count: int) -> Worded:
    """The count as offices like to say it; the value is what is said, not what was counted."""
    chance = random.random()
    if count >= 10000 and chance < 0.35:
        said = Decimal(count).scaleb(-4).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return Worded(f"{said}万", said.scaleb(4), "=")
    if count >= 200 and chance < 0.15:
        step = 10 ** (len(str(count)) - 2)
        said = Decimal(count // step * step)
        return Worded(f"{said}余", said, "≈")
    if count >= 200 and chance < 0.22:
        said = Decimal(count // 100 * 100)
        return Worded(f"超过{said}", said, "≥")
    if 2 < count < 20 and chance < 0.2:
        return Worded(chinese(count), Decimal(count), "=")
    return exact(random, count)


def percent(numerator: int, denominator: int, places: int = 2) -> Decimal:
    """100 × numerator / denominator, rounded half up to this many places."""
    return (Decimal(100) * numerator / denominator).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
