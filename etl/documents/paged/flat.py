"""Owns the setting flat of a page that was seen from an angle or is bent: its rules are made level and upright.

Needs the recognition extra (OpenCV)."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from etl.documents.paged.picture import Picture, ink_of

STROKE, LINE = 26, 90  # pixels: longer than the strokes of body text; of a rule that is worth looking at
DASH_GAP = 15
THICKEST = 12
SAMPLE = 12  # pixels from one point of a rule to the next
FEW = 900  # pixels of rules, below which a page says nothing
TERMS = [(i, j) for i in range(1, 5) for j in range(4) if i + j <= 4]  # powers along and across
ROUNDS, STRAY = 6, 2.0  # of fitting; pixels beyond which a point counts less
CROOKED = 1.3  # pixels that points of rules are moved by, from which on a page is worth it
FURTHEST = 0.06  # of the width: what is moved further was misunderstood
GRID = 16  # pixels between places that are worked out

Points = list[Any]  # a rule each: an n × 2 array of places along it and across it, in pixels


def flattened(grey: Picture) -> Picture:
    """The picture with its rules straight; as it is where they are, or where there are too few to tell."""
    ink = ink_of(grey)
    height, width = grey.shape
    down = bend_of(rules_along(ink), width, height)
    across = bend_of(rules_along(np.ascontiguousarray(ink.T)), height, width)
    return grey if down is None and across is None else moved(grey, down, across)


def rules_along(ink: Picture) -> Points:
    """The points of every long thin line that runs about level."""
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    found = lines_of(cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, STROKE), np.uint8)), LINE)
    if sum(len(rule) for rule in found) * SAMPLE >= 4 * FEW:
        return found
    joined = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, DASH_GAP), np.uint8))
    return lines_of(cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, 3 * STROKE), np.uint8)), 3 * LINE)


def lines_of(mask: Picture, least: int) -> Points:
    """The middle of every line of a mask, at each so many pixels."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    rules: Points = []
    for number, (x, y, width, height, area) in enumerate(stats[1:], 1):
        if width < least or area > THICKEST * width or height > 0.15 * width + THICKEST:
            continue
        part = labels[y : y + height, x : x + width : SAMPLE] == number
        count = part.sum(axis=0)
        kept = (count > 0) & (count <= THICKEST)
        if kept.sum() >= 5:
            middle = (part * np.arange(height)[:, None]).sum(axis=0)[kept] / count[kept] + y
            rules.append(np.stack([x + SAMPLE * np.flatnonzero(kept).astype(float), middle], axis=1))
    return rules


def powers(along: Any, across: Any) -> Any:
    """The terms of a bend at some places (both from -1 to 1): one column each."""
    return np.stack([along**i * across**j for i, j in TERMS], axis=-1)


def bend_of(rules: Points, length: int, breadth: int) -> Any:
    """The shares of the terms by which points have to be moved across the rules, in pixels, so that every rule is
    straight; None where they are. `length` and `breadth` are those of the picture along and across the rules."""
    if sum(len(rule) for rule in rules) * SAMPLE < FEW or len(rules) < 3:
        return None
    home = np.concatenate([np.full(len(rule), place) for place, rule in enumerate(rules)])
    points = np.concatenate(rules)
    terms = powers(2 * points[:, 0] / length - 1, 2 * points[:, 1] / breadth - 1)
    weight = np.ones(len(points))
    for _ in range(ROUNDS):
        shares = solved(terms, points[:, 1], home, weight)
        rest = without_means(points[:, 1] + terms @ shares, home, weight)
        weight = 1 / np.maximum(1.0, (np.abs(rest) / STRAY) ** 2)
    shift = terms @ shares
    if np.percentile(np.abs(without_means(shift, home, np.ones(len(shift)))), 90) < CROOKED:
        return None
    return shares if np.abs(shift).max() <= FURTHEST * breadth else None


def without_means(values: Any, home: Any, weight: Any) -> Any:
    """Values less the mean of their rule."""
    total = np.bincount(home, weight)
    return values - (np.bincount(home, weight * values) / np.maximum(total, 1e-9))[home]


def solved(terms: Any, across: Any, home: Any, weight: Any) -> Any:
    """The shares under which every rule deviates least from its mean; small where nothing speaks for more."""
    centred = np.stack([without_means(column, home, weight) for column in terms.T], axis=1)
    wanted = -without_means(across, home, weight)
    pull = 1e-3 * weight.sum() * np.diag([float(i + j) for i, j in TERMS])
    return np.linalg.solve(centred.T @ (weight[:, None] * centred) + pull / 10, centred.T @ (weight * wanted))


def moved(grey: Picture, down: Any, across: Any) -> Picture:
    """The picture with every point moved by these bends (None: not at all)."""
    height, width = grey.shape
    u, v = np.meshgrid(np.arange(0.0, width + GRID, GRID), np.arange(0.0, height + GRID, GRID))
    x, y = u.copy(), v.copy()
    for _ in range(5):  # where a point came from
        level, upright = np.clip(2 * x / width - 1, -1, 1), np.clip(2 * y / height - 1, -1, 1)
        x, y = (
            u - (powers(upright, level) @ across if across is not None else 0.0),
            v - (powers(level, upright) @ down if down is not None else 0.0),
        )
    size = (x.shape[1] * GRID, x.shape[0] * GRID)
    places = [whole(part, size)[:height, :width] for part in (x, y)]
    return cv2.remap(grey, *places, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255)


def whole(coarse: Any, size: tuple[int, int]) -> Any:
    """Values worked out at every sixteenth place, for every place: linear between."""
    columns, rows = (np.arange(length, dtype=np.float32) / GRID for length in size)
    places = np.meshgrid(np.minimum(columns, coarse.shape[1] - 1), np.minimum(rows, coarse.shape[0] - 1))
    return cv2.remap(coarse.astype(np.float32), *places, cv2.INTER_LINEAR)
