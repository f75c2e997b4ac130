"""Owns further looks at a figure of a scan: the same line drawn in other ways, each read by itself, and what they say.

Needs the recognition extra (OpenCV)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from etl.documents.paged.cells import clearer
from etl.documents.paged.ink import UNREAD
from etl.documents.paged.passes import SURE, Look
from etl.documents.paged.picture import Picture

SIDE = 2  # pixels beside the border of a cell: ink that reaches there may be cut
TALL = 0.3  # of the height of the writing: what reaches as far along the border is more than its foot


def stretched(line: Picture) -> Picture:
    """Wider than high, with much paper beside it."""
    larger = cv2.resize(line, None, fx=1.9, fy=1.5, interpolation=cv2.INTER_CUBIC)
    return cv2.copyMakeBorder(larger, 10, 10, 24, 24, cv2.BORDER_CONSTANT, value=255)


def softened(line: Picture) -> Picture:
    """Larger and blurred, so that steps of a coarse scan vanish."""
    larger = cv2.resize(line, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_LANCZOS4)
    return cv2.GaussianBlur(larger, (0, 0), 1.2)


def bolder(line: Picture) -> Picture:
    """Twice as large, its strokes thicker."""
    larger = cv2.resize(line, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return cv2.erode(larger, np.ones((2, 2), np.uint8))


def as_it_is(line: Picture) -> Picture:
    return line


WAYS: tuple[Callable[[Picture], Picture], ...] = (as_it_is, clearer, stretched, softened, bolder)


def readings(looks: Sequence[Sequence[Look]]) -> tuple[str, ...]:
    """What a cell may say, given the looks at each of its lines: one text for every way, each once; UNREAD with them
    where no way is sure."""
    texts = ["".join(text for text, _ in way) for way in zip(*looks, strict=True)]
    sure = max((min(share for _, share in way) for way in zip(*looks, strict=True)), default=0.0)
    return tuple(dict.fromkeys([*filter(None, texts), *([UNREAD] if sure < SURE else [])]))


def is_cut(ink: Picture) -> bool:
    """Whether writing in a cell runs into its left or right border, as where a line through a figure was taken for a
    rule."""
    if ink.shape[1] < 4 * SIDE:
        return False
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows):
        return False
    tall = max(3.0, TALL * (rows[-1] - rows[0] + 1))
    return any(int(ink[:, side].any(axis=1).sum()) >= tall for side in (slice(0, SIDE), slice(-SIDE, None)))
