"""Owns what can be seen in a picture of a page without reading: its skew, its rules, the strokes in a cell.

Needs the recognition extra (OpenCV)."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from etl.documents.paged.ink import Rule

DPI = 200
POINT = 72 / DPI
DASH_GAP = 29  # pixels, over a corner that is no dash
DASH_THICKNESS = 6
LONGEST_GLYPH = 40  # pixels that a stroke of body text stays below
THICKEST = 8
SMALLEST_TABLE = (170, 60)  # pixels

Picture = Any  # a grey numpy array


def ink_of(grey: Picture) -> Picture:
    """Ink white on black, uneven light evened out."""
    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 35, 15)


def straightened(grey: Picture) -> Picture:
    """The picture turned so that its long lines are level; at most three degrees."""
    flat = cv2.morphologyEx(ink_of(grey), cv2.MORPH_OPEN, np.ones((1, LONGEST_GLYPH), np.uint8))
    found = cv2.HoughLinesP(flat, 1, np.pi / 3600, 200, minLineLength=grey.shape[1] // 4, maxLineGap=20)
    if found is None:
        return grey
    lines = found.reshape(-1, 4).astype(float)
    angles = np.degrees(np.arctan2(lines[:, 3] - lines[:, 1], lines[:, 2] - lines[:, 0]))
    angle = float(np.median(angles))
    if not 0.03 < abs(angle) < 3:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def rules_of(ink: Picture, dashed: bool) -> tuple[list[Rule], Picture]:
    """Rules in points, and the mask of their pixels. With `dashed`, broken lines count too."""
    ink = dashes_of(ink) if dashed else ink
    flat = lines_along(ink, (1, LONGEST_GLYPH), (1, DASH_GAP), dashed)
    steep = lines_along(ink, (LONGEST_GLYPH - 8, 1), (DASH_GAP, 1), dashed)
    flat, steep = without_small(flat, steep)
    rules = [*pieces(flat, False), *pieces(steep, True)]
    return rules, cv2.dilate(cv2.bitwise_or(flat, steep), np.ones((3, 3), np.uint8))


def dashes_of(ink: Picture) -> Picture:
    """Only the thin marks: dashes, dots and strokes, not letters."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    thin = np.minimum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) <= DASH_THICKNESS
    thin[0] = False
    return np.where(thin[labels], ink, 0).astype(np.uint8)


def lines_along(ink: Picture, length: tuple[int, int], gap: tuple[int, int], dashed: bool) -> Picture:
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(gap, np.uint8)) if dashed else ink
    kernel = (length[0] * 3 if length[0] > 1 else 1, length[1] * 3 if length[1] > 1 else 1) if dashed else length
    opened = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones(kernel, np.uint8))
    across = (THICKEST + 2, 1) if length[0] == 1 else (1, THICKEST + 2)
    thick = cv2.morphologyEx(opened, cv2.MORPH_OPEN, np.ones(across, np.uint8))
    return cv2.subtract(opened, thick)


def without_small(flat: Picture, steep: Picture) -> tuple[Picture, Picture]:
    """Both masks without what hangs together in something smaller than a table: letters of a heading."""
    both = cv2.dilate(cv2.bitwise_or(flat, steep), np.ones((5, 5), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(both)
    large = (stats[:, cv2.CC_STAT_WIDTH] >= SMALLEST_TABLE[0]) & (stats[:, cv2.CC_STAT_HEIGHT] >= SMALLEST_TABLE[1])
    large[0] = False
    keep = large[labels]
    return np.where(keep, flat, 0).astype(np.uint8), np.where(keep, steep, 0).astype(np.uint8)


def pieces(mask: Picture, vertical: bool) -> list[Rule]:
    """Every connected line of a mask as a rule, in points."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    rules = []
    for x, y, width, height, _ in stats[1:]:
        if vertical and height > width:
            rules.append(Rule(True, (x + width / 2) * POINT, y * POINT, (y + height) * POINT))
        elif not vertical and width > height:
            rules.append(Rule(False, (y + height / 2) * POINT, x * POINT, (x + width) * POINT))
    return rules


def marks_in(ink: Picture) -> list[tuple[int, int, int, int, int]]:
    """x, y, width, height and area of every connected mark in a cell, specks left out."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = [(int(x), int(y), int(width), int(height), int(area)) for x, y, width, height, area in stats[1:]]
    tallest = max((max(mark[2], mark[3]) for mark in found), default=0)
    return [mark for mark in found if mark[4] >= 6 and max(mark[2], mark[3]) >= max(4, tallest // 6)]


def stroke_in(ink: Picture) -> str:
    """ "-", "—" or "/" where a cell holds that single stroke, told by its shape; empty where it does not."""
    marks = marks_in(ink)
    if len(marks) != 1:
        return ""
    x, y, width, height, area = marks[0]
    if width >= 2.2 * height and height <= 9:
        return "—" if width > 30 else "-"
    part = ink[y : y + height, x : x + width] > 0
    if height < 1.2 * width or width < 4 or area > 0.6 * width * height:
        return ""
    rows, columns = np.nonzero(part)
    slant = np.corrcoef(rows, columns)[0, 1] if len(set(rows.tolist())) > 3 and len(set(columns.tolist())) > 2 else 0.0
    return "/" if slant < -0.9 else ""


def text_rows(ink: Picture) -> list[tuple[int, int]]:
    """The rows of writing in a cell: from and to, in pixels."""
    filled = (ink > 0).sum(axis=1) > 0
    rows: list[tuple[int, int]] = []
    start = None
    for place, full in enumerate([*filled.tolist(), False]):
        if full and start is None:
            start = place
        elif not full and start is not None:
            rows.append((start, place))
            start = None
    return [row for row in joined_rows(rows) if row[1] - row[0] >= 8]


def joined_rows(rows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Rows with less than three pixels between them are one: a comma under its digits, a broken print."""
    whole: list[tuple[int, int]] = []
    for row in rows:
        if whole and row[0] - whole[-1][1] < 3:
            whole[-1] = (whole[-1][0], row[1])
        else:
            whole.append(row)
    return whole
