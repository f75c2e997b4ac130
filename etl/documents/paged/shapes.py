"""Owns which drawn shapes are rules: straight strokes, and filled boxes too thin to be shading."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from etl.documents.paged.ink import Rule

Affine = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

THIN = 2.5  # points; a filled shape that is thinner is a rule, a wider one is shading
THICK_STROKE = 6.0  # the widest border that word processors offer
SLANT = 0.8  # points a line may lean and still run along an axis
WHITE = 250  # of 255: from here on a colour is paper


def multiply(first: Affine, then: Affine) -> Affine:
    """The affine map that does `first` and `then` in this order."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def stroke_rules(points: Sequence[Point], width: float) -> list[Rule]:
    """The straight parts of a stroked line; very broad strokes are shading."""
    rules: list[Rule] = []
    if width > THICK_STROKE:
        return rules
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(y1 - y0) <= SLANT < abs(x1 - x0):
            rules.append(Rule(False, (y0 + y1) / 2, x0, x1) if x0 < x1 else Rule(False, (y0 + y1) / 2, x1, x0))
        elif abs(x1 - x0) <= SLANT < abs(y1 - y0):
            rules.append(Rule(True, (x0 + x1) / 2, y0, y1) if y0 < y1 else Rule(True, (x0 + x1) / 2, y1, y0))
    return rules


def thin_rules(x0: float, y0: float, x1: float, y1: float) -> tuple[Rule, ...]:
    """A thin box as a rule along its longer side; a dot may belong to a dotted rule of either direction."""
    width, height = x1 - x0, y1 - y0
    if width <= THIN and height <= THIN:
        return Rule(False, (y0 + y1) / 2, x0, x1), Rule(True, (x0 + x1) / 2, y0, y1)
    if height <= THIN and width >= height:
        return (Rule(False, (y0 + y1) / 2, x0, x1),)
    return (Rule(True, (x0 + x1) / 2, y0, y1),) if width <= THIN else ()


def fill_rules(points: Sequence[Point]) -> tuple[Rule, ...]:
    """The rule that a filled shape is, if it is one."""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return thin_rules(min(xs), min(ys), max(xs), max(ys))
