"""Owns the drawn lines of a PDF page: path objects to rules. Shading is no rule, however wide it is."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw

from etl.documents.paged.ink import Rule
from etl.documents.paged.shapes import THIN, WHITE, Affine, Point, fill_rules, multiply, stroke_rules, thin_rules
from etl.documents.paged.twins import Piece
from etl.errors import UnreadableDocument

MAX_DEPTH = 8
MAX_SEGMENTS = 400_000


def plain(function: Any, result: Any, arguments: int, indexed: bool = True) -> Any:
    """A PDFium function called with bare addresses: several times as fast, and there are five calls a character."""
    kinds = [ctypes.c_void_p, *([ctypes.c_int] * indexed), *([ctypes.c_void_p] * arguments)]
    return ctypes.PYFUNCTYPE(result, *kinds)(ctypes.cast(function, ctypes.c_void_p).value or 0)


object_of = plain(raw.FPDFPage_GetObject, ctypes.c_void_p, 0)
kind_of = plain(raw.FPDFPageObj_GetType, ctypes.c_int, 0, indexed=False)


class Strokes:
    """Collects rules and the area of pictures; guards the number of objects still to be looked at."""

    def __init__(self, objects_left: int) -> None:
        self.rules: list[Rule] = []
        self.pieces: list[Piece] = []  # of text
        self.picture = 0.0
        self.left = objects_left + 1
        self.segments_left = MAX_SEGMENTS
        self._bounds = [ctypes.c_float() for _ in range(4)]
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._number, self._x, self._y = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
        self._matrix = raw.FS_MATRIX()

    def read_page(self, handle: Any, affine: Affine) -> None:
        """Take every path of the page, those in forms too."""
        address = ctypes.cast(handle, ctypes.c_void_p).value
        for index in range(raw.FPDFPage_CountObjects(handle)):
            item = object_of(address, index)
            if kind_of(item) == raw.FPDF_PAGEOBJ_TEXT:
                self.pieces.append(Piece(item, affine))
            else:
                self._object(ctypes.cast(item, raw.FPDF_PAGEOBJECT), affine, 0)

    def _object(self, item: Any, affine: Affine, depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, affine)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = self._box(item, affine)
            if min(x1 - x0, y1 - y0) > THIN:
                self.picture += (x1 - x0) * (y1 - y0)
            else:
                self.rules.extend(thin_rules(x0, y0, x1, y1))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            count = raw.FPDFFormObj_CountObjects(item)
            self.left -= max(count, 1)
            if self.left < 0:
                raise UnreadableDocument("too_large", "too many objects in the forms of a page")
            inner = multiply(self._matrix_of(item), affine)
            for index in range(count):
                self._object(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            self.pieces.append(Piece(ctypes.cast(item, ctypes.c_void_p).value or 0, affine))

    def _matrix_of(self, item: Any) -> Affine:
        raw.FPDFPageObj_GetMatrix(item, self._matrix)
        m = self._matrix
        return m.a, m.b, m.c, m.d, m.e, m.f

    def _box(self, item: Any, affine: Affine) -> tuple[float, float, float, float]:
        raw.FPDFPageObj_GetBounds(item, *self._bounds)
        west, south, east, north = (value.value for value in self._bounds)
        a, b, c, d, e, f = affine
        x0, x1 = sorted((a * west + c * south + e, a * east + c * north + e))
        y0, y1 = sorted((b * west + d * south + f, b * east + d * north + f))
        return x0, y0, x1, y1

    def _path(self, item: Any, affine: Affine) -> None:
        x0, y0, x1, y1 = self._box(item, affine)
        width, height = x1 - x0, y1 - y0
        if max(width, height) < 0.1:
            return
        raw.FPDFPath_GetDrawMode(item, self._fill, self._stroke)
        filled, stroked = self._fill.value != raw.FPDF_FILLMODE_NONE, bool(self._stroke.value)
        stroked = stroked and self._visible(raw.FPDFPageObj_GetStrokeColor, item)
        if not stroked and not filled:
            return
        if min(width, height) <= THIN:
            if stroked or self._visible(raw.FPDFPageObj_GetFillColor, item):
                self.rules.extend(thin_rules(x0, y0, x1, y1))
            return
        count = raw.FPDFPath_CountSegments(item)
        if (not stroked and count <= 5) or not (stroked or self._visible(raw.FPDFPageObj_GetFillColor, item)):
            return
        self.segments_left -= count
        if self.segments_left < 0:
            raise UnreadableDocument("too_large", "too many line segments on a page")
        placed = multiply(self._matrix_of(item), affine)
        for points in self._subpaths(item, count, placed):
            if stroked:
                self.rules.extend(stroke_rules(points, self._stroke_width(item, placed)))
            else:
                self.rules.extend(fill_rules(points))

    def _visible(self, colour_of: Any, item: Any) -> bool:
        if not colour_of(item, *self._colour):
            return True
        red, green, blue, alpha = (value.value for value in self._colour)
        return alpha > 10 and min(red, green, blue) < WHITE

    def _stroke_width(self, item: Any, placed: Affine) -> float:
        raw.FPDFPageObj_GetStrokeWidth(item, self._number)
        return float(self._number.value) * abs(placed[0] * placed[3] - placed[1] * placed[2]) ** 0.5

    def _subpaths(self, item: Any, count: int, placed: Affine) -> list[list[Point]]:
        a, b, c, d, e, f = placed
        paths: list[list[Point]] = []
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, self._x, self._y)
            x, y = self._x.value, self._y.value
            point = (a * x + c * y + e, b * x + d * y + f)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not paths:
                paths.append([point])
            else:
                paths[-1].append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                paths[-1].append(paths[-1][0])
        return paths
