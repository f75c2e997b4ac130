"""Owns what lies around a page and over it in a picture: the desk, the other page, dark edges, uneven light.

Needs the recognition extra (OpenCV)."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from etl.documents.paged.picture import Picture, ink_of

A4 = (1654, 2339)  # pixels at 200 dpi
LIKE_A4 = 0.16  # how far the sides of a sheet seen from an angle may be from those of A4
SMALL = 800  # pixels of the longer side, in which the sheet is looked for
STEP = 3  # levels of grey from pixel to pixel that are still the same sheet
SHEET = (0.3, 0.97)  # share of a picture that a sheet on a desk takes up
WHOLE = 0.93  # share of its outline that a sheet fills, and of the four-cornered shape around it
DARKER = 14  # levels of grey by which a desk is darker than the paper beside it
BLACK, THICK = 105, 13  # level of a dark edge, and pixels from which on it is no rule
EVEN, WHITE, DIM = 0.93, 236, 70  # how alike the light is in corners, level of paper, darkest that is taken for paper
SPREAD = (1.25, 1.65)  # width by height of two pages side by side
GUTTER, WRITTEN_ON = 0.001, 0.01  # share of ink between two pages, and on each of them
MIDDLE, FREE = (0.44, 0.56), 0.028  # where the gap between two pages lies, and how wide it is at least, of the width

Corners = Any  # 4 × 2 array: top left, top right, bottom right, bottom left


def sheet_of(grey: Picture) -> Corners | None:
    """The corners of a sheet that lies on a desk; None where the picture is nothing but page."""
    height, width = grey.shape
    scale = SMALL / max(height, width)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    calm = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)), 5)
    mask = np.zeros((calm.shape[0] + 2, calm.shape[1] + 2), np.uint8)
    middle = (calm.shape[1] // 2, calm.shape[0] // 2)
    cv2.floodFill(calm.copy(), mask, middle, 255, STEP, STEP, 4 | (255 << 8) | cv2.FLOODFILL_MASK_ONLY)
    found = cv2.morphologyEx(mask[1:-1, 1:-1], cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    outlines, _ = cv2.findContours(found, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not outlines:
        return None
    outline = max(outlines, key=cv2.contourArea)
    corners = four_corners(cv2.convexHull(outline))
    if corners is None:
        return None
    area, around = cv2.contourArea(outline), cv2.contourArea(corners.astype(np.float32))
    if not SHEET[0] <= around / calm.size <= SHEET[1] or area < WHOLE * around:
        return None
    if not stands_out(calm, corners):
        return None
    return corners / scale


def four_corners(hull: Any) -> Corners | None:
    """The four corners of a convex outline, in order; None where it has no four sides."""
    for share in (0.01, 0.015, 0.02, 0.03, 0.04, 0.05):
        shape = cv2.approxPolyDP(hull, share * cv2.arcLength(hull, True), True).reshape(-1, 2).astype(float)
        if len(shape) == 4:
            around = np.argsort(np.arctan2(*(shape - shape.mean(axis=0)).T[::-1]))
            ordered = shape[around]
            return np.roll(ordered, -int(ordered.sum(axis=1).argmin()), axis=0)
    return None


def stands_out(calm: Picture, corners: Corners) -> bool:
    """Whether what is around the corners is darker than the paper within, on most of its sides."""
    inner, outer = np.zeros_like(calm), np.zeros_like(calm)
    middle = corners.mean(axis=0)
    cv2.fillConvexPoly(inner, np.round(middle + 0.94 * (corners - middle)).astype(np.int32), 1)
    cv2.fillConvexPoly(outer, np.round(middle + 1.03 * (corners - middle)).astype(np.int32), 1)
    outside = calm[outer == 0]
    return outside.size > 0.02 * calm.size and float(np.median(outside)) < float(np.median(calm[inner > 0])) - DARKER


def laid_flat(grey: Picture, corners: Corners) -> Picture:
    """The sheet with these corners as if it had been scanned: at 200 dpi, taken for A4 where it is about that shape."""
    top, right, foot, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    across, down = (top + foot) / 2, (left + right) / 2
    short, long = sorted((across, down))
    is_a4 = abs(long / short / (A4[1] / A4[0]) - 1) <= LIKE_A4
    length = A4[1] if is_a4 else round(A4[0] * long / short)
    width, height = (A4[0], length) if down >= across else (length, A4[0])
    place = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    warp = cv2.getPerspectiveTransform(corners.astype(np.float32), place)
    coarser = max(1.0, across / width)
    if coarser > 1.3:  # points would be left out
        grey = cv2.GaussianBlur(grey, (0, 0), 0.4 * coarser)
    return cv2.warpPerspective(grey, warp, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def without_dark_edges(grey: Picture) -> Picture:
    """The picture with dark areas that reach its edge as white as paper: a lid that was open, a desk, a spine."""
    dark = cv2.morphologyEx((grey < BLACK).astype(np.uint8), cv2.MORPH_OPEN, np.ones((THICK, THICK), np.uint8))
    if not dark.any():
        return grey
    count, labels = cv2.connectedComponents(dark)
    at_edge = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    edges = np.isin(np.arange(count), at_edge)
    edges[0] = False
    clear = grey.copy()
    clear[cv2.dilate(edges[labels].astype(np.uint8), np.ones((9, 9), np.uint8)) > 0] = 255
    return clear


def evened(grey: Picture) -> Picture:
    """The picture with its paper equally white everywhere; as it is where the light is even."""
    small = cv2.resize(grey, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    paper = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((13, 13), np.uint8)), (0, 0), 5)
    dim, bright = np.percentile(paper, (4, 90))
    if dim >= EVEN * bright and bright >= WHITE:
        return grey
    ground = cv2.resize(paper, grey.shape[::-1], interpolation=cv2.INTER_LINEAR).astype(np.float32)
    lit = grey.astype(np.float32) * (255 / np.maximum(ground, DIM))
    return np.clip(lit, 0, 255).astype(np.uint8)


def facing_pages(grey: Picture) -> list[Picture]:
    """The two pages of a picture that shows two side by side, each by itself; else the picture alone."""
    height, width = grey.shape
    if not SPREAD[0] <= width / height <= SPREAD[1]:
        return [grey]
    small = cv2.resize(grey, (1000, round(1000 * height / width)), interpolation=cv2.INTER_AREA)
    ink = ink_of(small) > 0
    ink[:, :12] = ink[:, -12:] = False
    fold = gap_in_the_middle(ink)
    if fold is None:
        return [grey]
    halves = ink[:, : fold - 10], ink[:, fold + 10 :]
    if any(half.mean() < WRITTEN_ON / 4 for half in halves) or max(half.mean() for half in halves) < WRITTEN_ON:
        return [grey]
    for half in halves:  # a page on its side has its lines along the gap
        rows, columns = (np.square(np.diff(half.mean(axis=axis))).sum() for axis in (1, 0))
        if half.mean() >= WRITTEN_ON and rows < columns:
            return [grey]
    cut = round(fold * width / 1000)
    return [np.ascontiguousarray(part) for part in (grey[:, :cut], grey[:, cut:])]


def gap_in_the_middle(ink: Picture) -> int | None:
    """The column in the middle of the widest stretch without ink, a thin fold or shadow in it left out of account."""
    least = round(FREE * ink.shape[1])
    first, last = (round(share * ink.shape[1]) for share in MIDDLE)
    columns = ink[:, first:last].mean(axis=0)
    best: tuple[int, int] | None = None
    start = 0
    for place, share in enumerate([*columns, 1.0]):
        if share > GUTTER:
            if place - start >= least and (best is None or place - start > best[1] - best[0]):
                best = (start, place)
            start = place + 1
    return None if best is None else first + (best[0] + best[1]) // 2
