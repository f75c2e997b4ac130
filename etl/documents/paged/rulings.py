"""Owns the rules in a picture of a page: solid ones, and those drawn as dashes or dots, each told by how it is made.

Needs the recognition extra (OpenCV)."""

from __future__ import annotations

import cv2
import numpy as np

from etl.documents.paged.ink import Rule
from etl.documents.paged.picture import POINT, Picture

LONGEST_GLYPH = 40  # pixels that a stroke of body text stays below
THICKEST = 8
DASH_THICKNESS, DOT, CORNER = 6, 14, 70  # pixels: of a dash, a dot, a corner where dashes cross
DASH_GAP = 15  # pixels between dashes
NEAR, TOUCHING = 7, 2  # pixels from a line across
SHORT = 400  # pixels; a longer line needs no other to be believed
SHORTEST, ROW = 60, 24  # pixels of a broken line; of one that stands between two rules
PERIOD = 26  # pixels from dash to dash; figures below each other stand further apart
SOLID, DASHED = 0.9, 0.55  # share of a line that is ink
BROKEN_SHARE = 0.2  # of the length of all rules, from which on a page counts as one with broken rules
ATTACHED, GROWN = 5, 0.12  # pixels beside a line, and the share of its length where strokes of a letter reach that far
SMALLEST_TABLE = (170, 60)  # pixels


def find_rules(ink: Picture) -> tuple[list[Rule], Picture]:
    """Rules in points, and the mask of their pixels. Broken lines count where a page has enough of them."""
    flat, steep = (lines_along(ink, vertical, LONGEST_GLYPH - 8 * vertical) for vertical in (False, True))
    fine = dashes_of(ink)
    flat_broken = broken_lines(fine, False)
    across = cv2.dilate(cv2.bitwise_or(flat, flat_broken), np.ones((3, 3), np.uint8))
    steep_broken = broken_lines(cv2.subtract(fine, across), True, across)
    bare = cv2.subtract(ink, across)
    steep, steep_broken = without_strokes(steep, bare), without_strokes(steep_broken, bare)
    if is_broken(flat, flat_broken) or length_of(steep) < LONGEST_GLYPH < length_of(steep_broken):
        flat, steep = cv2.bitwise_or(flat, flat_broken), cv2.bitwise_or(steep, steep_broken)
    flat, steep = with_ends(flat, steep, False), with_ends(steep, flat, True)
    flat, steep = without_small(flat, steep)
    rules = [*pieces(flat, False), *pieces(steep, True)]
    return rules, cv2.dilate(cv2.bitwise_or(flat, steep), np.ones((3, 3), np.uint8))


def is_broken(solid: Picture, broken: Picture) -> bool:
    """Whether many horizontal rules are dashes or dots. Vertical ones do not tell: strokes of letters look so."""
    fresh = length_of(cv2.subtract(broken, cv2.dilate(solid, np.ones((7, 7), np.uint8))))
    return fresh > BROKEN_SHARE * (fresh + length_of(solid))


def along(length: int, vertical: bool) -> Picture:
    """A kernel of that length along one axis."""
    return np.ones((length, 1) if vertical else (1, length), np.uint8)


def lines_along(ink: Picture, vertical: bool, length: int) -> Picture:
    """What is at least that long along an axis and not thicker than a rule."""
    opened = cv2.morphologyEx(ink, cv2.MORPH_OPEN, along(length, vertical))
    thick = cv2.morphologyEx(opened, cv2.MORPH_OPEN, along(THICKEST + 2, not vertical))
    return cv2.subtract(opened, thick)


def dashes_of(ink: Picture) -> Picture:
    """Only what rules are made of: dashes, dots, the corners where they cross, lines; not letters."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    least, most = np.minimum(width, height), np.maximum(width, height)
    fine = (least <= DASH_THICKNESS) | (most <= DOT) | (most >= 5 * LONGEST_GLYPH)
    for number in np.flatnonzero(~fine & (most <= CORNER)):
        x, y, w, h = stats[number, :4]
        fine[number] = is_corner(labels[y : y + h, x : x + w] == number)
    fine[0] = False
    return np.where(fine[labels], ink, 0).astype(np.uint8)


def is_corner(mark: Picture) -> bool:
    """Whether a mark is one stroke along each axis and nothing else: a cross, a tee, an angle."""
    rows = mark.sum(axis=1) >= 0.6 * mark.shape[1]
    columns = mark.sum(axis=0) >= 0.6 * mark.shape[0]
    if not 0 < rows.sum() <= DASH_THICKNESS or not 0 < columns.sum() <= DASH_THICKNESS:
        return False
    rest = mark[~rows][:, ~columns].sum()
    return bool(rest <= 0.15 * mark.sum())


def broken_lines(fine: Picture, vertical: bool, across: Picture | None = None) -> Picture:
    """Lines along an axis that dashes or dots make: close enough together, and not the figures of a column, which
    stand clear of the lines `across`."""
    even = cv2.dilate(fine, along(3, not vertical))
    joined = cv2.morphologyEx(even, cv2.MORPH_CLOSE, along(DASH_GAP, vertical))
    found = lines_along(joined, vertical, SHORTEST if across is None else ROW)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(found)
    keep = np.zeros(len(stats), bool)
    for number, (x, y, width, height, _) in enumerate(stats[1:], 1):
        box = (slice(y, y + height), slice(x, x + width))
        part = even[box].any(axis=1 if vertical else 0)
        runs = int(np.count_nonzero(np.diff(np.concatenate(([0], part.astype(np.int8)))) == 1))
        sure = part.mean() >= SOLID or len(part) / max(runs, 1) <= PERIOD
        if across is None:
            keep[number] = sure or part.mean() >= DASHED
        else:
            keep[number] = sure or meets(part, across[box].any(axis=1))
    return np.where(keep[labels], found, 0).astype(np.uint8)


def meets(part: Picture, crossing: Picture) -> bool:
    """Whether a line is drawn up to most of the lines that it crosses."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], crossing.astype(np.int8), [0]))))
    met = [part[max(top - NEAR, 0) : top].any() or part[foot : foot + NEAR].any() for top, foot in edges.reshape(-1, 2)]
    return bool(met) and sum(met) >= 0.6 * len(met)


def with_ends(lines: Picture, others: Picture, vertical: bool) -> Picture:
    """The lines without short ones that do not reach from one line of the other axis to the next: parts of letters."""
    if vertical:
        return with_ends(lines.T.copy(), others.T.copy(), False).T.copy()
    _, labels, stats, _ = cv2.connectedComponentsWithStats(lines)
    keep = np.ones(len(stats), bool)
    keep[0] = False
    for number, (x, y, width, height, _) in enumerate(stats[1:], 1):
        if width < SHORT:
            reach = DASH_GAP if width >= SHORTEST else NEAR
            left = others[y : y + height, max(x - reach, 0) : x + reach].any(axis=0)[::-1]
            right = others[y : y + height, x + width - reach : x + width + reach].any(axis=0)
            gaps = [int(np.argmax(side)) - reach if side.any() else reach + 1 for side in (left, right)]
            keep[number] = max(gaps) <= reach and (width >= SHORTEST or min(gaps) <= TOUCHING)
    return np.where(keep[labels], lines, 0).astype(np.uint8)


def without_strokes(steep: Picture, ink: Picture) -> Picture:
    """The vertical lines without those that are strokes of letters: they have other strokes grown on to them."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(steep)
    keep = np.ones(len(stats), bool)
    keep[0] = False
    for number, (x, y, width, height, _) in enumerate(stats[1:], 1):
        right = ink[y : y + height, x + width : x + width + ATTACHED].all(axis=1)
        left = ink[y : y + height, max(x - ATTACHED, 0) : max(x, 1)].all(axis=1)
        keep[number] = height >= 8 * LONGEST_GLYPH or (right | left).mean() <= GROWN
    return np.where(keep[labels], steep, 0).astype(np.uint8)


def length_of(mask: Picture) -> int:
    """The length of all lines of a mask together, in pixels."""
    stats = cv2.connectedComponentsWithStats(mask)[2][1:]
    return int(np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]).sum()) if len(stats) else 0


def without_small(flat: Picture, steep: Picture) -> tuple[Picture, Picture]:
    """Both masks without what hangs together in something smaller than a table: letters of a heading."""
    both = cv2.dilate(cv2.bitwise_or(flat, steep), np.ones((9, 9), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(both)
    large = (stats[:, cv2.CC_STAT_WIDTH] >= SMALLEST_TABLE[0]) & (stats[:, cv2.CC_STAT_HEIGHT] >= SMALLEST_TABLE[1])
    large[0] = False
    keep = large[labels]
    return np.where(keep, flat, 0).astype(np.uint8), np.where(keep, steep, 0).astype(np.uint8)


def pieces(mask: Picture, vertical: bool) -> list[Rule]:
    """Every connected line of a mask as a rule, in points."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    rules = []
    for x, y, width, height, _ in stats[1:].tolist():
        if vertical and height > width:
            rules.append(Rule(True, (x + width / 2) * POINT, y * POINT, (y + height) * POINT))
        elif not vertical and width > height:
            rules.append(Rule(False, (y + height / 2) * POINT, x * POINT, (x + width) * POINT))
    return rules
