"""Scales of a picture: categories in their order, numbers with round ticks, and how ticks are written."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import numbers

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a value lies: `span` are the pixels of the first and the last value."""

    span: Span
    limits: Span = (0.0, 1.0)
    places: dict[str, int] | None = None
    log: bool = False

    def at(self, value: object) -> float | None:
        """The pixel of a value; None for no value, or for one that is not on the scale. Between names, a number counts
        from the middle of the first one."""
        low, high = self.span
        if self.places is not None:
            place = self.places.get(str(value), value if isinstance(value, int | float) else None)
            return None if place is None else low + (high - low) * (place + 0.5) / max(len(self.places), 1)
        if not numbers.is_number(value):
            return None
        number, (first, last) = float(value), self.limits  # type: ignore[arg-type]
        if self.log:
            if number <= 0:
                return None
            number = math.log10(number)
        return low + (high - low) * (number - first) / ((last - first) or 1.0)

    @property
    def band(self) -> float:
        """The room of one category."""
        return abs(self.span[1] - self.span[0]) / max(len(self.places or ()), 1)


def ticks(limits: Span, most: int = 6) -> list[float]:
    """Round numbers within the limits, at most so many."""
    low, high = limits
    if not high > low:
        return [low]
    rough = (high - low) / most
    unit = 10 ** math.floor(math.log10(rough))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(place * step, 12) for place in range(first, last + 1)]


def written(value: float, pattern: str | None) -> str:
    """A tick as the axis writes it."""
    if pattern and pattern.endswith("%"):
        decimals = 0 if math.isclose(value * 100, round(value * 100), abs_tol=1e-9) else 1
        return numbers.percent(value, decimals)
    text = f"{value:,.10g}" if abs(value) < 1e15 else f"{value:.3g}"
    if "." in text:
        text = f"{value:,.6f}".rstrip("0").rstrip(".")
    plus = "+" if pattern and pattern.startswith("+") and value > 0 else ""
    return plus + text.replace("-", "−")


def scale(axis: Any, values: Sequence[object], span: Span, categories: bool) -> Scale:
    """The scale of an axis of the figure over the values that are drawn on it."""
    if categories:
        order = list(dict.fromkeys(str(value) for value in values))
        return Scale(span, places={name: place for place, name in enumerate(order)})
    log = axis.type == "log"
    if axis.range is not None:
        return Scale(span, (float(axis.range[0]), float(axis.range[1])), log=log)
    return Scale(span, _limits(_found(values, log), axis.rangemode == "tozero", log), log=log)


def _found(values: Iterable[object], log: bool) -> list[float]:
    found = [float(value) for value in values if numbers.is_number(value)]  # type: ignore[arg-type]
    return [math.log10(value) for value in found if value > 0] if log else found


def _limits(found: list[float], zero: bool, log: bool) -> Span:
    if not found:
        return 0.0, 1.0
    low, high = min(found), max(found)
    room = (high - low) * 0.06 or abs(high) * 0.06 or 1.0
    if zero and not log:
        return min(0.0, low - room if low < 0 else 0.0), max(0.0, high + room if high > 0 else 0.0)
    return low - room, high + room
