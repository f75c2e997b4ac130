"""Owns the ways in which telephones, bound books and old faxes spoil a page, for trials."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from PIL import Image

from bench.spoil import Spoil, jpeg, noisy, turned

DESK = (96, 74, 58)
SHOT = (2400, 3200)  # pixels of a photograph
Quad = list[tuple[float, float]]  # top left, top right, bottom right, bottom left, as shares of the photograph


def laid(picture: Image.Image, corners: Quad, ground: tuple[int, int, int] = DESK) -> Any:
    """The page as seen from an angle, on a desk: an array of the size of a photograph."""
    width, height = picture.size
    there = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array([[x * SHOT[0], y * SHOT[1]] for x, y in corners], np.float32)
    warp = cv2.getPerspectiveTransform(there, seen)
    shot = np.empty((SHOT[1], SHOT[0], 3), np.uint8)
    shot[:] = ground
    grain = np.random.default_rng(3).normal(0, 6, (SHOT[1] // 8, SHOT[0] // 8)).astype(np.float32)
    shot = np.clip(shot + cv2.resize(grain, SHOT)[..., None], 0, 255).astype(np.uint8)
    cv2.warpPerspective(
        np.asarray(picture), warp, SHOT, dst=shot, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_TRANSPARENT
    )
    return shot


def bulged(shot: Any, strength: float) -> Any:
    """As a wide lens draws it: straight lines bend outwards."""
    height, width = shot.shape[:2]
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    pull = 1 + strength * (x**2 + y**2) - strength
    there = ((x * pull + 1) * width / 2).astype(np.float32), ((y * pull + 1) * height / 2).astype(np.float32)
    return cv2.remap(shot, *there, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def lit(shot: Any, number: int, dark: float) -> Image.Image:
    """In light that falls off to one side, soft, with grain, as JPEG 80."""
    height, width = shot.shape[:2]
    across = np.linspace(0, 1, width)[None, :] if number % 2 else np.linspace(1, 0, width)[None, :]
    fall = 1.0 - dark * (across + np.linspace(0, 1, height)[:, None]) / 2
    dim = np.clip(shot * fall[..., None] * 0.93, 0, 255).astype(np.uint8)
    soft = Image.fromarray(cv2.GaussianBlur(dim, (3, 3), 0.9))
    return jpeg(noisy(soft, number, 5, 0.0), 80)


def photographed(picture: Image.Image, number: int) -> Image.Image:
    """By telephone on a desk: the page fills most of the frame, slightly from below."""
    corners = [(0.10, 0.06), (0.90, 0.05), (0.95, 0.95), (0.04, 0.96)]
    return lit(bulged(laid(picture, corners), 0.015), number, 0.4)


def keystone(picture: Image.Image, number: int) -> Image.Image:
    """By telephone from one side, turned, in poor light."""
    corners = [(0.09, 0.12), (0.86, 0.05), (0.95, 0.90), (0.05, 0.95)]
    return lit(bulged(laid(picture, corners), 0.01), number, 0.55)


def pale_desk(picture: Image.Image, number: int) -> Image.Image:
    """By telephone on a table that is nearly as light as the paper."""
    corners = [(0.07, 0.05), (0.93, 0.06), (0.96, 0.95), (0.03, 0.95)]
    return lit(laid(picture, corners, (226, 224, 219)), number, 0.25)


def bent(picture: Image.Image, number: int) -> Image.Image:
    """A page of a bound volume on a scanner: its lines sink towards the spine, where it is dark."""
    shot = np.asarray(picture)
    height, width = shot.shape[:2]
    x, y = np.meshgrid(np.linspace(0, 1, width), np.arange(height, dtype=np.float32))
    spine = x if number % 2 else 1 - x
    sunk = 0.012 * height * np.clip(spine - 0.55, 0, 1) ** 2 / 0.2
    there = (x * (width - 1)).astype(np.float32), (y - sunk * (2 * y / height - 1)).astype(np.float32)
    moved = cv2.remap(shot, *there, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(float)
    moved *= (1 - 0.6 * np.clip(spine - 0.85, 0, 1) / 0.15)[..., None]
    return jpeg(Image.fromarray(np.clip(moved, 0, 255).astype(np.uint8)), 70)


def edged(picture: Image.Image, number: int) -> Image.Image:
    """On a copier with its lid open: askew, black around the sheet, holes of a folder."""
    shot = np.full((picture.height + 60, picture.width + 60, 3), 255, np.uint8)
    shot[30:-30, 30:-30] = np.asarray(picture)
    askew = np.asarray(Image.fromarray(shot).rotate(0.9, Image.Resampling.BICUBIC, fillcolor=(12, 12, 12))).copy()
    height = askew.shape[0]
    askew[:, : 34 + 6 * (number % 3)] = 14
    askew[height - 40 :] = 10
    for at in (0.36, 0.64):
        cv2.circle(askew, (75, round(at * height)), 24, (20, 20, 20), -1)
    return jpeg(noisy(Image.fromarray(askew), number, 5, 0.0002), 60)


def binary(picture: Image.Image, dpi: int, level: int) -> Image.Image:
    """Scanned in black and white at so many dots an inch."""
    size = (picture.width * dpi // 200, picture.height * dpi // 200)
    grey = picture.convert("L").resize(size, Image.Resampling.BOX)
    return grey.point(lambda value: 255 * (value > level)).convert("1")


def fax150(picture: Image.Image, number: int) -> Image.Image:
    """Black and white at 150 dpi, askew, with specks."""
    return binary(noisy(turned(picture, 0.5), number, 0, 0.0003), 150, 175)


def fax100(picture: Image.Image, number: int) -> Image.Image:
    """Black and white at 100 dpi."""
    return binary(turned(picture, -0.3), 100, 190)


PHOTOGRAPHED: dict[str, Spoil] = {
    "photographed": photographed,
    "keystone": keystone,
    "pale_desk": pale_desk,
    "bent": bent,
    "edged": edged,
    "fax150": fax150,
    "fax100": fax100,
}


def two_up(pages: list[Image.Image]) -> list[Image.Image]:
    """Two pages on each sheet, side by side; an odd last one beside white paper."""
    sheets = []
    for first in range(0, len(pages), 2):
        pair = pages[first : first + 2]
        sheet = Image.new("RGB", (2 * pair[0].width, max(page.height for page in pair)), (255, 255, 255))
        for place, page in enumerate(pair):
            sheet.paste(page, (place * pair[0].width, 0))
        sheets.append(jpeg(turned(sheet, 0.4), 70))
    return sheets
