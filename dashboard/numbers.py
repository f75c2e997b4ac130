"""Owns how numbers are written for people: 万 and 亿 in Chinese, per cent, percentage points; no number is —."""

from __future__ import annotations

import math

NONE = "—"
SHARES = ("ratio", "share", "rate", "top_share", "gap")
QUOTIENTS = ("per_1k", "per_10k")


def is_percent(kind: str) -> bool:
    """Whether values of this kind are shares or growth, kept 0–1 and shown in per cent."""
    return kind in SHARES or kind == "growth"


def is_number(value: object) -> bool:
    """Whether there is a number at all: None, NaN and NA are none."""
    try:
        return value is not None and math.isfinite(float(value))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False


def count(value: float | None, language: str = "zh", decimals: int | None = None) -> str:
    """A count: 9,876, then 1.23万, 4.56亿 in Chinese; 1.23 M in English."""
    if value is None or not is_number(value):
        return NONE
    size = abs(float(value))
    if language == "zh" and size >= 1e8:
        return f"{float(value) / 1e8:,.2f}亿"
    if language == "zh" and size >= 1e4:
        return f"{float(value) / 1e4:,.2f}万"
    if language == "en" and size >= 1e6:
        return f"{float(value) / 1e6:,.2f} M"
    return plain(value, decimals)


def plain(value: float | None, decimals: int | None = None) -> str:
    """A number with thousands separators, whole where it is whole, one decimal for a half, else two."""
    if value is None or not is_number(value):
        return NONE
    number = float(value)
    places = decimals if decimals is not None else 0 if number == int(number) else 1 if number * 2 % 1 == 0 else 2
    return f"{number:,.{places}f}".replace("-", "−")


def percent(value: float | None, decimals: int = 1) -> str:
    """A share 0–1 as per cent."""
    return NONE if value is None or not is_number(value) else f"{float(value) * 100:,.{decimals}f}%".replace("-", "−")


def show(value: float | None, kind: str, language: str = "zh") -> str:
    """A metric's value as its kind wants it."""
    if is_percent(kind):
        return percent(value)
    if kind in QUOTIENTS:
        return plain(value, 1)
    return count(value, language)


def change(before: float | None, after: float | None, kind: str, language: str = "zh", small: float = 10) -> str | None:
    """The change as words: percentage points for a share, per cent for a count (a difference where the base is below
    `small`); None where one side is no number."""
    if before is None or after is None or not is_number(before) or not is_number(after):
        return None
    difference = float(after) - float(before)
    if kind in SHARES:
        return f"{_signed(difference * 100, 1)} {'个百分点' if language == 'zh' else 'pp'}"
    if kind in QUOTIENTS or abs(float(before)) < small:
        return _signed(difference, 0 if difference == int(difference) else 1)
    return f"{_signed(difference / abs(float(before)) * 100, 1)}%"


def points(difference: float | None, language: str = "zh") -> str:
    """A difference of two shares in percentage points, with its sign."""
    if difference is None or not is_number(difference):
        return NONE
    return f"{_signed(float(difference) * 100, 1)} {'个百分点' if language == 'zh' else 'pp'}"


def signed_percent(change: float | None) -> str:
    """A change as per cent with its sign."""
    return NONE if change is None or not is_number(change) else f"{_signed(float(change) * 100, 1)}%"


def _signed(value: float, decimals: int) -> str:
    """A number with its sign; ±0 where nothing is left of it after rounding."""
    text = f"{value:+,.{decimals}f}"
    return "±0" if float(text.replace(",", "")) == 0 else text.replace("-", "−")
