"""Owns what can be seen in a picture of a page without reading: its skew, the strokes in a cell.

Needs the recognition extra (OpenCV)."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

DPI = 200
POINT = 72 / DPI
STEEPEST = 3.0  # degrees
SLIM, BLURRED = 0.26, 0.36  # of a slash: its spread across by that along; of one that is taken for a 1
LONG_DASH, SHORT_DASH, DIRT = 2.2, 1.6, 12  # width by height of a dash, of a small blurred one; pixels of a speck
CENTRED, DOT = (0.1, 0.16), 18  # how far a dot may lie off the middle of its cell, of its sides; its pixels at least
LEANING = (40.0, 79.0)  # degrees of a stroke that is a slash

Picture = Any  # a grey numpy array


def ink_of(grey: Picture) -> Picture:
    """Ink white on black, uneven light evened out."""
    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 35, 15)


def straightened(grey: Picture) -> Picture:
    """The picture turned so that its lines, of text and of tables, are level; at most three degrees."""
    angle = skew_of(grey)
    if abs(angle) < 0.03:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def skew_of(grey: Picture) -> float:
    """The angle in degrees by which lines fall to the right: the one under which rows of ink are most unlike."""
    angle = 0.0
    for width, reach, step in ((600, 3.0, 0.25), (900, 0.25, 0.05), (1654, 0.05, 0.02)):
        scale = min(width / grey.shape[1], 1.0)
        ink = cv2.resize(ink_of(grey), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        tries = np.arange(angle - reach, angle + reach + step / 2, step)
        angle = float(max(tries, key=lambda one: sharpness(ink, float(one))))
    return angle if abs(angle) <= STEEPEST else 0.0


def sharpness(ink: Picture, angle: float) -> float:
    """How much the rows of a picture turned by that angle differ from their neighbours."""
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    rows = cv2.reduce(cv2.warpAffine(ink, turn, (width, height)), 1, cv2.REDUCE_SUM, dtype=cv2.CV_64F)
    return float(np.square(np.diff(rows[:, 0])).sum())


def marks_in(ink: Picture) -> list[tuple[int, int, int, int, int]]:
    """x, y, width, height and area of every connected mark in a cell, specks left out."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = [(int(x), int(y), int(width), int(height), int(area)) for x, y, width, height, area in stats[1:]]
    tallest = max((max(mark[2], mark[3]) for mark in found), default=0)
    return [mark for mark in found if mark[4] >= 6 and max(mark[2], mark[3]) >= max(4, tallest // 6)]


def stroke_in(ink: Picture) -> str:
    """ "-", "—" or "/" where a cell holds that single stroke, told by its shape; empty where it does not."""
    marks = sorted(marks_in(ink), key=lambda mark: mark[4])
    if not marks or any(mark[4] > DIRT for mark in marks[:-1]):
        return ""
    _, y, width, height, _ = marks[-1]
    if width >= LONG_DASH * height and height <= 9:
        return "—" if width > 30 else "-"
    if width >= SHORT_DASH * height and width >= 6 and height <= 6 and 0.2 < (y + height / 2) / len(ink) < 0.8:
        return "-"
    return "/" if is_leaning(ink, SLIM) else ""


def is_dot_in_the_middle(ink: Picture) -> bool:
    """Whether a cell holds what a coarse scan leaves of a dash: one dot, right in the middle."""
    marks = sorted(marks_in(ink), key=lambda mark: mark[4])
    if not marks or any(mark[4] > DIRT for mark in marks[:-1]):
        return False
    x, y, width, height, area = marks[-1]
    across, down = (x + width / 2) / ink.shape[1], (y + height / 2) / ink.shape[0]
    centred = abs(across - 0.5) <= CENTRED[0] and abs(down - 0.5) <= CENTRED[1]
    return centred and 4 <= height <= 8 and height <= width <= 12 and area >= DOT


def is_leaning(ink: Picture, slim: float) -> bool:
    """Whether a cell holds one slim stroke that leans to the right as a slash does."""
    marks = sorted(marks_in(ink), key=lambda mark: mark[4])
    if not marks or any(mark[4] > DIRT for mark in marks[:-1]):
        return False
    x, y, width, height, area = marks[-1]
    if height < 8 or width < 4 or area < 12:
        return False
    rows, columns = np.nonzero(ink[y : y + height, x : x + width])
    slope, spread = axis_of(rows, columns)
    return spread < slim and LEANING[0] <= slope <= LEANING[1]


def axis_of(rows: Picture, columns: Picture) -> tuple[float, float]:
    """The slope of a mark in degrees (0 along x, 90 upwards) and how slim it is: its spread across by that along."""
    spread = np.cov(np.stack([columns.astype(float), -rows.astype(float)]))
    values, vectors = np.linalg.eigh(spread)
    x, y = vectors[:, 1] if vectors[0, 1] >= 0 else -vectors[:, 1]
    return float(np.degrees(np.arctan2(y, x))), float(np.sqrt(max(values[0], 0.0) / max(values[1], 1e-9)))


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
