"""Owns how a scanned page lies: upright, on its side, or upside down, told by the lines of text found on it.

Needs the recognition extra."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from etl.documents.paged.picture import Picture

LONG = 3.0  # times as long as high: a line of text whose direction is beyond doubt
FEW, LINES = 3, 6  # long lines that say enough; lines that are read both ways
LYING = 0.6  # share of long lines that stand upright on a page on its side
POOR, BETTER = 0.8, 0.1  # mean sureness of lines that may be upside down; by how much the other way has to win


def quarter_turns(engine: Any, grey: Picture, read: Any) -> int:
    """How many quarter turns to the left set the page upright, given what a first pass read on it."""
    found = zip(read.boxes, read.scores, strict=True) if read.txts else ()
    lines = [line for box, score in found if (line := as_line(box, float(score)))]
    if len(lines) < FEW:  # what cannot be read at all is left out of a reading
        boxes = engine(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False).boxes
        lines = [line for box in (boxes if boxes is not None else ()) if (line := as_line(box, 0.0))]
    if not lines:
        return 0
    if sum(tall for _, _, tall, _ in lines) > LYING * len(lines):
        crops = [cut(grey, box) for _, box, tall, _ in sorted(lines, reverse=True) if tall][:LINES]
        return max((1, 3), key=lambda turn: sureness(engine, crops, turn))
    flat = [(box, score) for _, box, tall, score in sorted(lines, reverse=True) if not tall][:LINES]
    if np.mean([score for _, score in flat]) >= POOR:
        return 0
    crops = [cut(grey, box) for box, _ in flat]
    return 2 if sureness(engine, crops, 2) > sureness(engine, crops, 0) + BETTER else 0


def as_line(box: Any, score: float) -> tuple[float, tuple[int, int, int, int], bool, float] | None:
    """Length, place (x0, y0, x1, y1), whether it stands upright, and sureness of a long line; None for a short one."""
    xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if max(width, height) < LONG * max(min(width, height), 1.0):
        return None
    place = (int(min(xs)), int(min(ys)), int(max(xs)) + 1, int(max(ys)) + 1)
    return max(width, height), place, height > width, score


def cut(grey: Picture, box: tuple[int, int, int, int]) -> Picture:
    x0, y0, x1, y1 = box
    return grey[max(y0, 0) : y1, max(x0, 0) : x1]


def sureness(engine: Any, crops: list[Picture], turn: int) -> float:
    """The mean sureness of lines read after so many quarter turns to the left."""
    scores = []
    for crop in crops:
        turned = cv2.cvtColor(np.ascontiguousarray(np.rot90(crop, turn)), cv2.COLOR_GRAY2BGR)
        read = engine(turned, use_det=False, use_cls=False, use_rec=True)
        scores.append(float(np.mean(read.scores)) if read.txts else 0.0)
    return sum(scores) / max(len(scores), 1)
