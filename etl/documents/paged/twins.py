"""Owns pieces of text that PDFium takes for a second impression of the piece before, and that are none.

Where every letter is drawn alone under a shrunken matrix, on a page drawn sideways, PDFium measures in the letter's own
space and drops the second 4 of 4451: a figure would lose a digit without a word. Such pieces are moved aside, read
again, and put back where they were drawn."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2.raw as raw

from etl.documents.paged.ink import Glyph
from etl.documents.paged.shapes import Affine
from etl.record import record

LOOKED_BACK = 5  # pieces that PDFium compares with
SAME = 0.02  # of the size, between the boxes of two equal letters
IMPRESSION = 0.15  # of the size: closer ones are one letter struck twice
ASIDE = 3000.0  # units


@record
class Piece:
    """A text object of a page: its address and the map from its surroundings to the page."""

    address: int
    affine: Affine


@dataclass(frozen=True, slots=True)
class Twin:
    """A dropped piece, the piece it follows, and how far it has been moved aside on the page."""

    address: int
    after: int
    dx: float
    dy: float


def bounds(address: int, sides: list[ctypes.c_float]) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a piece in the space it stands in."""
    raw.FPDFPageObj_GetBounds(ctypes.cast(address, raw.FPDF_PAGEOBJECT), *sides)
    return sides[0].value, sides[1].value, sides[2].value, sides[3].value


def dropped(pieces: list[Piece], seen: set[int]) -> list[tuple[Piece, int]]:
    """The pieces that PDFium left out although they stand beside their likes, each with the piece it follows."""
    sides: list[ctypes.c_float] = [ctypes.c_float() for _ in range(4)]
    found: list[tuple[Piece, int]] = []
    living = set(seen)
    for place, piece in enumerate(pieces):
        if piece.address in seen:
            continue
        box = bounds(piece.address, sides)
        size = max(box[2] - box[0], box[3] - box[1])
        if not 0 < size < ASIDE:
            continue
        nearest = None
        for other in reversed(pieces[max(place - LOOKED_BACK, 0) : place]):
            if other.address not in living:
                continue
            before = bounds(other.address, sides)
            if all(abs((box[i + 2] - box[i]) - (before[i + 2] - before[i])) <= SAME * size for i in (0, 1)):
                apart = max(abs(box[0] - before[0]), abs(box[1] - before[1]))
                if apart < IMPRESSION * size:
                    nearest = None
                    break
                nearest = nearest or other.address
        if nearest is not None:
            living.add(piece.address)
            found.append((piece, pieces[place - 1].address))
    return found


def moved_aside(found: list[tuple[Piece, int]]) -> list[Twin]:
    """Every piece moved to a place of its own, far off the page, where PDFium reads it."""
    twins = []
    for number, (piece, after) in enumerate(found, 1):
        shift = ASIDE * number
        raw.FPDFPageObj_Transform(ctypes.cast(piece.address, raw.FPDF_PAGEOBJECT), 1, 0, 0, 1, shift, shift)
        a, b, c, d, _, _ = piece.affine
        twins.append(Twin(piece.address, after, (a + c) * shift, (b + d) * shift))
    return twins


def put_back(glyphs: list[Glyph], runs: dict[int, int], twins: list[Twin]) -> list[Glyph]:
    """The glyphs with those of moved pieces at their places again, after the piece that they follow."""
    runs_of = {runs[twin.address]: twin for twin in twins if twin.address in runs}
    returning: dict[int, list[Glyph]] = {}
    staying = []
    for glyph in glyphs:
        twin = runs_of.get(glyph.run)
        if twin is None:
            staying.append(glyph)
            continue
        x, y = glyph.x - twin.dx, glyph.y - twin.dy
        box = (glyph.x0 - twin.dx, glyph.top - twin.dy, glyph.x1 - twin.dx, glyph.bottom - twin.dy)
        returning.setdefault(runs.get(twin.after, -1), []).append(
            Glyph(glyph.text, x, y, glyph.size, *box, glyph.turn, glyph.run)
        )
    return _woven(staying, returning)


def _woven(staying: list[Glyph], returning: dict[int, list[Glyph]]) -> list[Glyph]:
    ends = {glyph.run: place for place, glyph in enumerate(staying)}
    result: list[Glyph] = []
    for place, glyph in enumerate(staying):
        result.append(glyph)
        run = glyph.run
        while ends.get(run, place) == place and run in returning:
            added = returning.pop(run)
            result += added
            run = added[-1].run
    return result + [glyph for added in returning.values() for glyph in added]
