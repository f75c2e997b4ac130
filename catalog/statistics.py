"""Owns the statistics that figures are shown with: intervals, funnel limits, changes. Pure; shares are 0–1."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, fsum, sqrt
from statistics import NormalDist

Z95, Z998 = 1.96, 3.09


def wilson(successes: float, trials: float, z: float = Z95) -> tuple[float, float] | None:
    """The Wilson interval of a share; None where there are no trials or the numerator lies outside them.

    E. B. Wilson (1927), Journal of the American Statistical Association 22, 209–212."""
    if trials <= 0 or not 0 <= successes <= trials:
        return None
    share, square = successes / trials, z * z
    centre = (share + square / (2 * trials)) / (1 + square / trials)
    half = z * sqrt(share * (1 - share) / trials + square / (4 * trials * trials)) / (1 + square / trials)
    return centre - half, centre + half


def newcombe(
    first: tuple[float, float], second: tuple[float, float], z: float = Z95
) -> tuple[float, float, float] | None:
    """(difference, low, high) of two shares given as (successes, trials); None where one has no interval.

    R. G. Newcombe (1998), Statistics in Medicine 17, 873–890, method 10 (hybrid score, no continuity correction)."""
    one, other = wilson(*first, z), wilson(*second, z)
    if one is None or other is None:
        return None
    p, q = first[0] / first[1], second[0] / second[1]
    down = sqrt((p - one[0]) ** 2 + (other[1] - q) ** 2)
    up = sqrt((one[1] - p) ** 2 + (q - other[0]) ** 2)
    return p - q, p - q - down, p - q + up


def quantile(values: Sequence[float], share: float) -> float:
    """The quantile of values, linear between neighbours (type 7); raises ValueError for none."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = ordered[floor(place)]
    return low + (ordered[ceil(place)] - low) * (place - floor(place))


def winsorised(values: Sequence[float], share: float = 0.1) -> list[float]:
    """The values with those beyond the quantiles `share` and 1 - `share` drawn in to them."""
    low, high = quantile(values, share), quantile(values, 1 - share)
    return [min(max(value, low), high) for value in values]


@dataclass(frozen=True, slots=True)
class Funnel:
    """The pooled share of units that are compared, and how much more they differ than chance (1: not more)."""

    mean: float
    overdispersion: float

    def limits(self, trials: float, z: float = Z95) -> tuple[float, float]:
        """Low and high limit for a unit of this many trials, within 0–1."""
        half = z * sqrt(self.overdispersion * self.mean * (1 - self.mean) / trials)
        return max(0.0, self.mean - half), min(1.0, self.mean + half)

    def score(self, successes: float, trials: float) -> float:
        """How many standard deviations a unit lies from the pooled share; 0 where nothing can differ."""
        spread = sqrt(self.overdispersion * self.mean * (1 - self.mean) / trials)
        return (successes / trials - self.mean) / spread if spread else 0.0

    def zone(self, successes: float, trials: float) -> int:
        """Where a unit lies: 0 within the 95 % limits, ±1 beyond them, ±2 beyond those of 99.8 %; the sign says whether
        above or below the pooled share, not whether that is good."""
        score = self.score(successes, trials)
        beyond = (abs(score) > Z95) + (abs(score) > Z998)
        return beyond if score > 0 else -beyond

    def curve(self, largest: float, z: float = Z95, smallest: float = 1, steps: int = 60) -> list[tuple[float, ...]]:
        """(trials, low, high) from the smallest to the largest number of trials, closer together where they bend."""
        ratio = (max(largest, smallest) / smallest) ** (1 / steps)
        return [(trials, *self.limits(trials, z)) for trials in (smallest * ratio**step for step in range(steps + 1))]


def funnel(units: Sequence[tuple[float, float]], share: float = 0.1) -> Funnel | None:
    """The funnel of units given as (successes, trials): pooled share, overdispersion as the mean of squared z-scores
    winsorised at `share`, at least 1; None without trials.

    D. J. Spiegelhalter (2005), Statistics in Medicine 24, 1185–1202."""
    known = [(successes, trials) for successes, trials in units if trials > 0]
    if not known:
        return None
    mean = sum(successes for successes, _ in known) / sum(trials for _, trials in known)
    if not 0 < mean < 1:
        return Funnel(mean, 1.0)
    plain = Funnel(mean, 1.0)
    scores = winsorised([plain.score(*unit) for unit in known], share)
    return Funnel(mean, max(1.0, sum(score * score for score in scores) / len(scores)))


def joint_z(count: int, share: float = 0.95) -> float:
    """The z with which `count` independent intervals hold all at once with this share of certainty (Šidák); 1.96 for
    one."""
    each = share ** (1 / max(count, 1))
    return NormalDist().inv_cdf((1 + each) / 2)


def rank_ranges(intervals: Sequence[tuple[float, float] | None]) -> list[tuple[int, int] | None]:
    """The first and last place (1 is the largest value) that each unit can hold, given its interval; None where it has
    none. A unit stands surely behind those whose interval lies wholly above its own. With intervals of `joint_z` all
    places hold at once; with those of 95 % each place holds by itself.

    M. Klein, T. Wright, J. Wieczorek (2020), Journal of the Royal Statistical Society A 183, 589–606."""
    known = [interval for interval in intervals if interval is not None]
    lows = sorted(low for low, _ in known)
    highs = sorted(high for _, high in known)
    return [
        (1 + len(lows) - bisect_right(lows, interval[1]), len(highs) - bisect_left(highs, interval[0]))
        if interval is not None
        else None
        for interval in intervals
    ]


def points(before: float, after: float) -> float:
    """The change of a share in percentage points, never in per cent of it."""
    return (after - before) * 100


def growth(before: float, after: float, smallest: float = 10) -> float | None:
    """The relative change of a count; None from a base below `smallest`."""
    return None if before < smallest else (after - before) / before


def mean(values: Sequence[float]) -> float:
    """The plain mean: every unit counts the same, however many cases it has; raises ValueError for none."""
    if not values:
        raise ValueError("no values")
    return fsum(values) / len(values)


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return quantile(values, 0.5)


def median_deviation(values: Sequence[float]) -> float:
    """The median of the distances from the median (not scaled)."""
    middle = median(values)
    return median([abs(value - middle) for value in values])


def share_below(value: float, ordered: Sequence[float]) -> float | None:
    """The share of others, given in ascending order, that lie below the value, half of those equal to it; None without
    others."""
    if not ordered:
        return None
    return (bisect_left(ordered, value) + bisect_right(ordered, value)) / (2 * len(ordered))
