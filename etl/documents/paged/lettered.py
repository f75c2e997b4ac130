"""Owns the way from words that were recognised to glyphs on the page."""

from __future__ import annotations

from typing import Any

from etl.documents.paged.ink import Glyph
from etl.documents.paged.lattice import Lattice, Slot
from etl.documents.paged.picture import POINT


def letters_of(words: Any) -> list[Glyph]:
    """Every letter of a first pass."""
    glyphs = []
    for run, letters in enumerate(words.word_results if words.txts else ()):
        for text, _, box in letters:
            xs, ys = [point[0] for point in box], [point[1] for point in box]
            place = (min(xs) * POINT, min(ys) * POINT, max(xs) * POINT, max(ys) * POINT)
            glyphs += spread(text, place, run)
    return glyphs


def spread(text: str, box: tuple[float, float, float, float], run: int) -> list[Glyph]:
    """The letters of a word over its box, side by side."""
    x0, top, x1, bottom = box
    step = (x1 - x0) / max(len(text), 1)
    height = bottom - top
    size, base = 0.75 * height, bottom - 0.25 * height
    return [
        Glyph(
            letter,
            x0 + n * step,
            base,
            size,
            x0 + (n + 0.1) * step,
            base - 0.8 * size,
            x0 + (n + 0.9) * step,
            base,
            0,
            run,
        )
        for n, letter in enumerate(text)
        if letter.strip()
    ]


def placed(table: Lattice, slot: Slot, text: str, run: int) -> list[Glyph]:
    """The letters of a figure in the middle of its cell, small enough to fit."""
    if not text:
        return []
    x0, x1 = table.xs[slot.column], table.xs[slot.column + slot.column_span]
    top, bottom = table.ys[slot.row], table.ys[slot.row + slot.row_span]
    size = min(10.0, 0.6 * (bottom - top), 1.6 * (x1 - x0) / len(text))
    left, base = (x0 + x1) / 2 - 0.25 * size * len(text), (top + bottom) / 2 + 0.36 * size
    letters = []
    for number, letter in enumerate(text):
        x = left + 0.5 * size * number
        letters.append(Glyph(letter, x, base, size, x + 0.05 * size, base - 0.72 * size, x + 0.45 * size, base, 0, run))
    return letters
