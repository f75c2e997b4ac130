"""Owns the drawn lines of a PDF page: path objects to rules. Shading is no rule, however wide it is."""

from __future__ import annotations

import ctypes
import struct
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw

from etl.documents.paged.ink import Rule
from etl.documents.paged.shapes import THIN, WHITE, Affine, Point, fill_rules, multiply, stroke_rules, thin_rules
from etl.documents.paged.twins import Piece
from etl.errors import UnreadableDocument

MAX_DEPTH = 8
MAX_SEGMENTS = 400_000
POINT = struct.Struct("2f")
BOX = 8  # segments of a shape that may still be a frame


def unchecked(function: Any, result: Any) -> Any:
    """A PDFium function called without a look at its arguments, which would cost twice what the call does: there are
    five for a character. They are small numbers, and addresses made by `address_of` or ctypes.byref: an address given
    as a number would be cut in half."""
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


address_of = ctypes.c_void_p.from_param
object_of = unchecked(raw.FPDFPage_GetObject, ctypes.c_void_p)
kind_of = unchecked(raw.FPDFPageObj_GetType, ctypes.c_int)
inner_count = unchecked(raw.FPDFFormObj_CountObjects, ctypes.c_int)
inner_of = unchecked(raw.FPDFFormObj_GetObject, ctypes.c_void_p)
matrix_of = unchecked(raw.FPDFPageObj_GetMatrix, ctypes.c_int)
bounds_of = unchecked(raw.FPDFPageObj_GetBounds, ctypes.c_int)
mode_of = unchecked(raw.FPDFPath_GetDrawMode, ctypes.c_int)
stroke_colour = unchecked(raw.FPDFPageObj_GetStrokeColor, ctypes.c_int)
fill_colour = unchecked(raw.FPDFPageObj_GetFillColor, ctypes.c_int)
width_of = unchecked(raw.FPDFPageObj_GetStrokeWidth, ctypes.c_int)
segment_count = unchecked(raw.FPDFPath_CountSegments, ctypes.c_int)
segment_of = unchecked(raw.FPDFPath_GetPathSegment, ctypes.c_void_p)
point_of = unchecked(raw.FPDFPathSegment_GetPoint, ctypes.c_int)
segment_kind = unchecked(raw.FPDFPathSegment_GetType, ctypes.c_int)
closes = unchecked(raw.FPDFPathSegment_GetClose, ctypes.c_int)


class Strokes:
    """Collects rules, pieces of text and the area of pictures; guards the number of objects still to be looked at."""

    def __init__(self, objects_left: int) -> None:
        self.rules: list[Rule] = []
        self.pieces: list[Piece] = []  # of text
        self.picture = 0.0
        self.pictures: list[tuple[int, float, int]] = []  # address, area, pieces of text drawn before it
        self.outlined = 0  # segments of filled shapes that are no rules
        self.left = objects_left + 1
        self.segments_left = MAX_SEGMENTS
        self._sides = [ctypes.c_float() for _ in range(4)]
        self._at_sides = [ctypes.byref(side) for side in self._sides]
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._at_colour = [ctypes.byref(part) for part in self._colour]
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._at_mode = ctypes.byref(self._fill), ctypes.byref(self._stroke)
        self._number, self._point = ctypes.c_float(), (ctypes.c_float * 2)()
        self._at_point = ctypes.byref(self._point), ctypes.byref(self._point, 4)
        self._written = memoryview(self._point).cast("B")
        self._matrix = raw.FS_MATRIX()

    def read_page(self, handle: Any, affine: Affine) -> None:
        """Take every path of the page, those in forms too."""
        address = address_of(ctypes.cast(handle, ctypes.c_void_p).value)
        for index in range(raw.FPDFPage_CountObjects(handle)):
            self._object(object_of(address, index), affine, 0)

    def _object(self, address: int, affine: Affine, depth: int) -> None:
        item = address_of(address)
        kind = kind_of(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self.pieces.append(Piece(address, affine))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, affine)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = self._box(item, affine)
            if min(x1 - x0, y1 - y0) > THIN:
                self.picture += (x1 - x0) * (y1 - y0)
                self.pictures.append((address, (x1 - x0) * (y1 - y0), len(self.pieces)))
            else:
                self.rules.extend(thin_rules(x0, y0, x1, y1))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            count = inner_count(item)
            self.left -= max(count, 1)
            if self.left < 0:
                raise UnreadableDocument("too_large", "一页中的图形对象过多")
            inner = multiply(self._matrix_of(item), affine)
            for index in range(count):
                self._object(inner_of(item, index), inner, depth + 1)

    def _matrix_of(self, item: Any) -> Affine:
        matrix_of(item, ctypes.byref(self._matrix))
        m = self._matrix
        return m.a, m.b, m.c, m.d, m.e, m.f

    def _box(self, item: Any, affine: Affine) -> tuple[float, float, float, float]:
        bounds_of(item, *self._at_sides)
        west, south, east, north = self._sides
        a, b, c, d, e, f = affine
        x0, x1 = a * west.value + c * south.value + e, a * east.value + c * north.value + e
        y0, y1 = b * west.value + d * south.value + f, b * east.value + d * north.value + f
        return (x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _path(self, item: Any, affine: Affine) -> None:
        x0, y0, x1, y1 = self._box(item, affine)
        width, height = x1 - x0, y1 - y0
        if width < 0.1 and height < 0.1:
            return
        mode_of(item, *self._at_mode)
        filled, stroked = self._fill.value != raw.FPDF_FILLMODE_NONE, bool(self._stroke.value)
        stroked = stroked and self._visible(stroke_colour, item)
        if not stroked and not filled:
            return
        if width <= THIN or height <= THIN:
            if stroked or self._visible(fill_colour, item):
                self.rules.extend(thin_rules(x0, y0, x1, y1))
            return
        count = segment_count(item)
        if (not stroked and count <= 5) or not (stroked or self._visible(fill_colour, item)):
            return
        self.segments_left -= count
        if self.segments_left < 0:
            raise UnreadableDocument("too_large", "一页中的线段过多")
        self.outlined += count if filled and count > BOX else 0
        placed = multiply(self._matrix_of(item), affine)
        width = self._stroke_width(item, placed) if stroked else 0.0
        for points in self._subpaths(item, count, placed):
            if stroked:
                self.rules.extend(stroke_rules(points, width))
            else:
                self.rules.extend(fill_rules(points))

    def _visible(self, colour_of: Any, item: Any) -> bool:
        if not colour_of(item, *self._at_colour):
            return True
        red, green, blue, alpha = self._colour
        return alpha.value > 10 and (red.value < WHITE or green.value < WHITE or blue.value < WHITE)

    def _stroke_width(self, item: Any, placed: Affine) -> float:
        width_of(item, ctypes.byref(self._number))
        return float(self._number.value) * abs(placed[0] * placed[3] - placed[1] * placed[2]) ** 0.5

    def _subpaths(self, item: Any, count: int, placed: Affine) -> list[list[Point]]:
        a, b, c, d, e, f = placed
        paths: list[list[Point]] = []
        move, (at_x, at_y), written, values = raw.FPDF_SEGMENT_MOVETO, self._at_point, self._written, POINT.unpack
        segments = list(map(address_of, map(segment_of, repeat(item), range(count))))
        for segment, kind, is_last in zip(segments, map(segment_kind, segments), map(closes, segments), strict=True):
            point_of(segment, at_x, at_y)
            x, y = values(written)
            point = (a * x + c * y + e, b * x + d * y + f)
            if kind == move or not paths:
                paths.append([point])
            else:
                paths[-1].append(point)
            if is_last:
                paths[-1].append(paths[-1][0])
        return paths
