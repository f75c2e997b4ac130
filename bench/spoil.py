"""Owns the ways in which scanners, cameras and clerks spoil the picture of a page, for trials."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw

Spoil = Callable[[Image.Image, int], Image.Image]
RED = (205, 40, 45)


def jpeg(picture: Image.Image, quality: int) -> Image.Image:
    """The picture after it was stored as JPEG."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")


def noisy(picture: Image.Image, number: int, strength: float, specks: float) -> Image.Image:
    """With grain and black specks."""
    rng = np.random.default_rng(7 + number)
    colours: Any = np.asarray(picture).astype(float)
    colours = colours + rng.normal(0, strength, colours.shape[:2])[..., None]
    colours[rng.random(colours.shape[:2]) < specks] = 0
    return Image.fromarray(np.clip(colours, 0, 255).astype(np.uint8))


def turned(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))


def worn(picture: Image.Image, number: int) -> Image.Image:
    """A worn office scanner: turned by 0.8 degrees, blurred, grain, specks, JPEG 55."""
    soft = cv2.GaussianBlur(np.asarray(turned(picture, 0.8)), (3, 3), 0.8)
    return jpeg(noisy(Image.fromarray(soft), number, 8, 0.0003), 55)


def steep(picture: Image.Image, number: int) -> Image.Image:
    """Laid on the glass askew."""
    return turned(picture, -2.3 if number % 2 else 2.3)


def leaning(picture: Image.Image, number: int) -> Image.Image:
    """Taken from a slight angle: the top is narrower than the foot by three in a hundred."""
    width, height = picture.size
    pull = 0.015 * width
    there = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array([[pull, pull / 2], [width - pull, 0], [width, height], [0, height - pull / 2]], np.float32)
    warp = cv2.getPerspectiveTransform(there, seen)
    moved = cv2.warpPerspective(np.asarray(picture), warp, (width, height), borderValue=(255, 255, 255))
    return Image.fromarray(moved)


def shaded(picture: Image.Image, number: int) -> Image.Image:
    """A photograph: slight angle, shadow towards one corner, soft, grain, JPEG 60."""
    bent = np.asarray(leaning(picture, number)).astype(float)
    height, width = bent.shape[:2]
    fall = 1.0 - 0.5 * (np.linspace(0, 1, width)[None, :] + np.linspace(0, 1, height)[:, None]) / 2
    dark = Image.fromarray(np.clip(bent * fall[..., None] * 0.95, 0, 255).astype(np.uint8))
    soft = cv2.GaussianBlur(np.asarray(dark), (3, 3), 0.7)
    return jpeg(noisy(Image.fromarray(soft), number, 5, 0.0), 60)


def coarse(picture: Image.Image, number: int) -> Image.Image:
    """Scanned at 150 dpi."""
    width, height = picture.size
    return jpeg(picture.resize((width * 3 // 4, height * 3 // 4), Image.Resampling.BOX), 75)


def packed(picture: Image.Image, number: int) -> Image.Image:
    """Stored as JPEG of quality 20."""
    return jpeg(picture, 20)


def stamped(picture: Image.Image, number: int) -> Image.Image:
    """With the round red seal of a body over the tables."""
    seal = picture.copy()
    draw = ImageDraw.Draw(seal)
    width, height = picture.size
    across, x, y = 0.2 * width, 0.62 * width, (0.3 + 0.12 * (number % 3)) * height
    draw.ellipse((x, y, x + across, y + across), outline=RED, width=9)
    middle = (x + across / 2, y + across / 2)
    for step in range(5):
        turn = np.pi * (0.4 * step - 0.5)
        there = np.pi * (0.4 * (step + 2) - 0.5)
        ends = [(middle[0] + 0.2 * across * np.cos(a), middle[1] + 0.2 * across * np.sin(a)) for a in (turn, there)]
        draw.line([*ends[0], *ends[1]], fill=RED, width=7)
    ink = np.minimum(np.asarray(picture), np.asarray(seal))  # a seal does not cover what is printed
    return jpeg(Image.fromarray(ink), 80)


def faint(picture: Image.Image, number: int) -> Image.Image:
    """With little toner: black is a light grey, the paper not white."""
    grey = 150 + np.asarray(picture).astype(float) * (235 - 150) / 255
    return jpeg(noisy(Image.fromarray(grey.astype(np.uint8)), number, 5, 0.0), 75)


def upside_down(picture: Image.Image, number: int) -> Image.Image:
    return worn(picture, number).rotate(180)


def sideways(picture: Image.Image, number: int) -> Image.Image:
    return turned(picture, 0.6).rotate(90 if number % 2 else 270, expand=True)


def faxed(picture: Image.Image, number: int) -> Image.Image:
    """Black and white only, with specks."""
    return noisy(turned(picture, -0.5), number, 0, 0.0005).convert("L").point(lambda v: 255 * (v > 150)).convert("RGB")


SPOILED: dict[str, Spoil] = {
    "clean": lambda picture, number: picture,
    "worn": worn,
    "steep": steep,
    "leaning": leaning,
    "shaded": shaded,
    "coarse": coarse,
    "packed": packed,
    "stamped": stamped,
    "faint": faint,
    "upside_down": upside_down,
    "sideways": sideways,
    "faxed": faxed,
}
