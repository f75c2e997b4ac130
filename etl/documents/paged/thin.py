"""Owns what a thin line is in a picture: solid, of dashes or of dots, with paper beside it; letters are none.

Needs the recognition extra (OpenCV)."""

from __future__ import annotations

import cv2
import numpy as np

from etl.documents.paged.picture import POINT, Picture

DASH_GAP, NICK = 15, 4  # pixels between dashes, and missing in a solid line
REACH, BESIDE = 3, 5  # pixels by which a rule may lie off, and where its paper begins
THIN, THICKEST = 0.35, 6  # how much fuller a rule is than what lies beside it; pixels
FULL, EVEN, PERIOD = 0.92, 0.6, 26  # share of a solid line that is ink, of steps that are the usual one; its pixels
PAPER = 0.08  # share of ink that is paper still
TALLEST_ROW = 60  # pixels; what is no higher may be one row of figures, whose strokes look like rules
PART = 0.25  # of the width of a table that a rule is drawn over at least, to be told from letters
BAND = 0.5  # of a table, on its right and at its foot, where every row and column of figures is divided
NEAR = 3.5  # points between two edges
SLACK = 4  # pixels at the ends of a piece that belong to what crosses it


def is_clear(ink: Picture, at: float, start: float, end: float) -> bool:
    """Whether something thin runs along row `at` from `start` to `end` with nothing but paper above and below."""
    middle = round(at)
    along = slice(round(start) + NICK, round(end) - NICK)
    part = ink[max(middle - REACH - BESIDE, 0) : middle + REACH + BESIDE + 1, along] > 0
    if part.shape[0] <= 2 * (REACH + BESIDE) or not part.shape[1]:
        return False
    fill = part.mean(axis=1)
    best = BESIDE + int(fill[BESIDE:-BESIDE].argmax())
    line = part[best - 1 : best + 2].any(axis=0)
    return (
        fill[best] >= THIN and max(fill[best - BESIDE], fill[best + BESIDE]) <= PAPER and longest_gap(line) <= DASH_GAP
    )


def is_rule(ink: Picture, at: float, start: float, end: float, solid: bool) -> bool:
    """Whether a thin line of ink, dashes or dots runs along row `at` from `start` to `end`, in pixels."""
    top = max(round(at) - REACH - BESIDE, 0)
    part = ink[top : round(at) + REACH + BESIDE + 1, max(round(start) + SLACK, 0) : round(end) - SLACK] > 0
    if part.shape[1] < 2 * DASH_GAP or part.shape[0] < 2 * BESIDE:
        return False
    return any(abs(row + top - at) <= REACH + 1 for row in thin_rows(part, solid))


def thin_rows(part: Picture, solid: bool) -> list[int]:
    """The rows of a picture along which one thin line runs from end to end."""
    fill = part.mean(axis=1)
    found: list[int] = []
    for row in np.flatnonzero(fill >= THIN):
        around = fill[max(row - BESIDE, 0) : row + BESIDE + 1]
        if fill[row] < around.max() or (found and row - found[-1] <= BESIDE):
            continue
        above = fill[row - BESIDE] if row >= BESIDE else 0.0
        under = fill[row + BESIDE] if row + BESIDE < len(fill) else 0.0
        thick = int((around > 0.5 * fill[row]).sum())
        if fill[row] - min(above, under) < THIN or thick > THICKEST:
            continue
        line = part[max(row - 1, 0) : row + 2].any(axis=0)
        if longest_gap(line) <= (NICK if solid else DASH_GAP) and (
            line.mean() >= FULL or (not solid and is_even(line))
        ):
            found.append(int(row))
    return found


def is_even(line: Picture) -> bool:
    """Whether a line is made of dashes or dots in one rhythm, which strokes of letters are not."""
    starts = np.flatnonzero(np.diff(np.concatenate(([0], line.astype(np.int8)))) == 1)
    steps = np.diff(starts)
    if len(steps) < 3:
        return False
    usual = float(np.median(steps))
    return usual <= PERIOD and float((np.abs(steps - usual) <= max(1.5, 0.25 * usual)).mean()) >= EVEN


def longest_gap(line: Picture) -> int:
    """The longest stretch without ink."""
    places = np.flatnonzero(np.concatenate(([True], line, [True])))
    return int(np.diff(places).max()) - 1


def with_more(places: list[float], ink: Picture, start: float, end: float, solid: bool) -> list[float]:
    """The edges across a table that goes from `start` to `end` (points), with those that no line was found for and ink
    shows: drawn over the whole half where the figures are, or over a good part of the table."""
    if (end - start) / POINT < TALLEST_ROW:
        return places
    top = max(round(places[0] / POINT) - BESIDE, 0)
    part = ink[top : round(places[-1] / POINT) + BESIDE, round(start / POINT) + SLACK : round(end / POINT) - SLACK] > 0
    half = round((1 - BAND) * part.shape[1])
    rows = [*thin_rows(part[:, half:], solid), *partly_drawn(part, solid)]
    found = list(places)
    for row in rows:
        at = (row + top) * POINT
        if min(abs(at - place) for place in found) > NEAR:
            found.append(at)
    return sorted(found)


def partly_drawn(part: Picture, solid: bool) -> list[int]:
    """The rows along which a thin line runs over a good part of a picture."""
    least = max(round(PART * part.shape[1]), 2 * TALLEST_ROW)
    closed = cv2.morphologyEx(part.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, DASH_GAP), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
    found = []
    for x, y, width, height, _ in cv2.connectedComponentsWithStats(opened)[2][1:].tolist():
        first = max(y - 2 * BESIDE, 0)
        if height <= THICKEST:
            around = part[first : y + height + 2 * BESIDE, x + 1 : x + width - 1]
            found += [first + row for row in thin_rows(around, solid) if y - 2 <= first + row <= y + height + 2]
    return found
