"""Owns the pictures of single cells: cut out, freed of dirt and of slivers of their border, made clearer.

Needs the recognition extra (OpenCV)."""

from __future__ import annotations

import cv2
import numpy as np

from etl.documents.paged.lattice import Lattice, Slot
from etl.documents.paged.picture import DIRT, POINT, Picture, marks_in

FAINT = 9  # pixels of what is left of a dash
EDGE = 3  # pixels inside a cell that may still be its border


def clearer(crop: Picture) -> Picture:
    """A line half as large again, its ink black and its paper white."""
    larger = cv2.resize(crop, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC)
    dark, light = np.percentile(larger, (2, 60))
    return np.clip((larger.astype(float) - dark) * 255 / max(light - dark, 1.0), 0, 255).astype(np.uint8)


def is_written_on(ink: Picture) -> bool:
    """Whether something larger than dirt stands in a cell, or a small dash right in its middle."""
    height, width = ink.shape
    middle = ink[round(0.15 * height) : round(0.85 * height), round(0.08 * width) : round(0.92 * width)]
    if not middle.size:
        return False
    if any(mark[4] > 1.5 * DIRT for mark in marks_in(middle)):
        return True
    inner = ink[round(0.3 * height) : round(0.75 * height), round(0.4 * width) : round(0.6 * width)]
    return any(mark[4] >= FAINT for mark in marks_in(inner)) if inner.size else False


def trimmed(grey: Picture, ink: Picture, top: int, bottom: int) -> Picture:
    """One line of writing with a margin of paper around it."""
    columns = np.nonzero((ink[top:bottom] > 0).any(axis=0))[0]
    left, right = int(columns[0]), int(columns[-1]) + 1
    part = grey[max(top - 2, 0) : bottom + 2, max(left - 2, 0) : right + 2]
    room = max(4, part.shape[0] // 5)
    return cv2.copyMakeBorder(part, room, room, 2 * room, 2 * room, cv2.BORDER_CONSTANT, value=255)


def cut(table: Lattice, slot: Slot, grey: Picture, ink: Picture) -> tuple[Picture, Picture]:
    """The inside of a cell as grey picture and as ink."""
    x0, x1 = table.xs[slot.column] / POINT, table.xs[slot.column + slot.column_span] / POINT
    y0, y1 = table.ys[slot.row] / POINT, table.ys[slot.row + slot.row_span] / POINT
    box = (slice(round(y0) + EDGE, round(y1) - EDGE), slice(round(x0) + EDGE, round(x1) - EDGE))
    return grey[box], without_specks(ink[box])


def without_specks(ink: Picture) -> Picture:
    """Ink without single dots of dirt and without slivers of the border along the edges."""
    if not ink.size:
        return ink
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height, width = ink.shape
    keep = np.zeros(len(stats), bool)
    for number, (x, y, w, h, area) in enumerate(stats[1:], 1):
        sliver = (w <= 3 and (x <= 1 or x + w >= width - 1)) or (h <= 3 and (y <= 1 or y + h >= height - 1))
        keep[number] = area >= 9 and not sliver
    return np.where(keep[labels], ink, 0).astype(np.uint8)
