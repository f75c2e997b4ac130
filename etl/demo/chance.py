"""Owns the draws of the demonstration data: small distributions over one seeded random.Random, the same everywhere."""

from __future__ import annotations

import math
from random import Random


def source(*parts: object) -> Random:
    """A generator that depends on nothing but its parts."""
    return Random("|".join(str(part) for part in parts))


def poisson(random: Random, mean: float) -> int:
    """A count with this mean; Knuth's product up to 30, a rounded normal above."""
    if mean <= 0:
        return 0
    if mean > 30:
        return max(0, round(random.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


def share_of(random: Random, whole: int, share: float) -> int:
    """How many of `whole` fall to a share: a binomial count."""
    return sum(random.random() < share for _ in range(whole))


def spread(random: Random, whole: int, weights: dict[str, float]) -> dict[str, int]:
    """`whole` things laid on keys by weight; every key is there, the counts sum to `whole`."""
    counts = dict.fromkeys(weights, 0)
    for key in random.choices(list(weights), list(weights.values()), k=whole) if whole else ():
        counts[key] += 1
    return counts


def jitter(random: Random, width: float) -> float:
    """A factor around 1: the exponential of a normal of this width."""
    return math.exp(random.gauss(0, width))
