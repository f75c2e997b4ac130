"""Owns the characters of a PDF page: PDFium's text layer to glyphs."""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Iterable
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw

from etl.documents.paged.ink import UNREAD, Glyph, Page
from etl.documents.paged.shapes import Affine
from etl.documents.paged.strokes import address_of, unchecked
from etl.errors import UnreadableDocument

SLANT = 0.2  # about eleven degrees
MAX_GLYPHS = 400_000
SPACE, HYPHEN, MINUS, REPLACEMENT = 0x20, 0x02, 0x2D, 0xFFFD
MISSING = ord(UNREAD)
BREAKS = {9, 10, 12, 13}
BLANKS = {0xA0, 0x3000, 0xFEFF, 0xFFFE, 0xFFFF, 0x200B, 0x200C, 0x200D, 0x2028, 0x2029, 0xAD, *range(0x2000, 0x200B)}
LETTERS = (0x3001, 0x9FFF)  # Chinese letters and signs, none of which means anything but itself
INVISIBLE = 3  # text render mode
PICTURE = 0.4  # share of a page that a scan covers at least
OFF_PAGE = 1.0  # points
NEW = tuple.__new__  # half as dear as the constructor of a named tuple, for what is made by the thousand


unicode_of = unchecked(raw.FPDFText_GetUnicode, ctypes.c_uint)
origin_of = unchecked(raw.FPDFText_GetCharOrigin, ctypes.c_int)
box_of = unchecked(raw.FPDFText_GetCharBox, ctypes.c_int)
run_of = unchecked(raw.FPDFText_GetTextObject, ctypes.c_void_p)
matrix_of = unchecked(raw.FPDFText_GetMatrix, ctypes.c_int)
unnamed_at = unchecked(raw.FPDFText_HasUnicodeMapError, ctypes.c_int)
size_of = unchecked(raw.FPDFText_GetFontSize, ctypes.c_double)


class Letters:
    """Reads one text layer; keeps what the characters of one text object share."""

    def __init__(
        self, layer: Any, affine: Affine, page: Page, far: bool = False, covered: frozenset[int] = frozenset()
    ) -> None:
        self.layer, self.affine, self.page, self.far, self.covered = layer, affine, page, far, covered
        self.address = address_of(ctypes.cast(layer, ctypes.c_void_p).value)
        self.numbers: dict[int, int] = {}
        self.lies: dict[bytes, tuple[float, int, bool]] = {}  # by the first four numbers of a matrix
        self.matrix = raw.FS_MATRIX()
        self.at_matrix, self.written = ctypes.byref(self.matrix), memoryview(self.matrix).cast("B")

    def read(self) -> None:
        """Put the characters into the page; spaces, control characters and what lies off the page left out."""
        count = raw.FPDFText_CountChars(self.layer)
        if count > MAX_GLYPHS:
            raise UnreadableDocument("too_large", f"第 {self.page.number} 页有 {count} 字")
        numbers = (ctypes.c_double * 6)()  # where PDFium writes; one unpacking is half as dear as six readings
        at_x, at_y, at_west, at_east, at_south, at_north = [ctypes.byref(numbers, 8 * place) for place in range(6)]
        written, values = memoryview(numbers).cast("B"), struct.Struct("6d").unpack
        a, b, c, d, e, f = self.affine
        address, add, last, run, size, turn, slanted = self.address, self.page.glyphs.append, -1, 0, 0.0, 0, False
        wide, high, is_level = self.page.width + OFF_PAGE, self.page.height + OFF_PAGE, b == 0 == c
        marks, runs = (map(ask, repeat(address), range(count)) for ask in (unnamed_at, run_of))  # no bytecode of ours
        for index, code, is_unnamed, pointer in zip(range(count), self.codes(count), marks, runs, strict=True):
            if is_unnamed == 1:
                code = MISSING
                self.page.unmapped += 1
            elif code <= SPACE or code >= 0xA0:
                if not LETTERS[0] <= code <= LETTERS[1]:
                    code = self.meaning(code, index)
                if not code:
                    continue
            if pointer != last:
                last = pointer
                run, size, turn, slanted = self.begin_run(pointer or 0, index)
            if slanted:
                continue  # a watermark, no text of the page
            origin_of(address, index, at_x, at_y)
            box_of(address, index, at_west, at_east, at_south, at_north)
            px, py, west, east, south, north = values(written)
            if is_level:  # as below, less what would be nothing
                gx, x0, x1, gy, y0, y1 = (
                    a * px + e,
                    a * west + e,
                    a * east + e,
                    d * py + f,
                    d * south + f,
                    d * north + f,
                )
            else:
                gx, gy = a * px + c * py + e, b * px + d * py + f
                x0, x1 = a * west + c * south + e, a * east + c * north + e
                y0, y1 = b * west + d * south + f, b * east + d * north + f
            if not (-OFF_PAGE <= gx <= wide and -OFF_PAGE <= gy <= high) and not self.far:
                continue
            if x1 < x0:
                x0, x1 = x1, x0
            if y1 < y0:
                y0, y1 = y1, y0
            add(NEW(Glyph, (chr(code), gx, gy, size or (y1 - y0) or 1.0, x0, y0, x1, y1, turn, run)))

    def codes(self, count: int) -> Iterable[int]:
        """The codes of the characters: those of the text of the page where it has one for each, which is one call."""
        text = (ctypes.c_ushort * (count + 1))()
        if raw.FPDFText_GetText(self.layer, 0, count, text) == count + 1:
            return text[:count]
        return map(unicode_of, repeat(self.address), range(count))

    def meaning(self, code: int, index: int) -> int:
        """The character to keep, 0 for none; counts what the font does not name."""
        if code < SPACE or code >= 0xD800:
            code = unicode_of(self.address, index)  # the text of a page writes hyphens and pairs in its own way
        if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            code = REPLACEMENT
        if code == REPLACEMENT or 0xE000 <= code <= 0xF8FF:
            self.page.unmapped += 1
            return MISSING
        if code > SPACE:
            return 0 if code in BLANKS else code
        if code == SPACE or code in BREAKS:
            return 0
        if code == HYPHEN and raw.FPDFText_IsHyphen(self.layer, index) == 1:
            return MINUS
        if not raw.FPDFText_IsGenerated(self.layer, index):
            self.page.unmapped += 1
        return 0

    def begin_run(self, pointer: int, index: int) -> tuple[int, float, int, bool]:
        """The number of a text object, the size and direction of its characters, and whether they lie slanted."""
        known = pointer in self.numbers
        number = self.numbers.setdefault(pointer, len(self.numbers))
        if pointer and not known and self.page.picture > PICTURE:
            item = raw.FPDFText_GetTextObject(self.layer, index)
            self.page.hidden += pointer in self.covered or raw.FPDFTextObj_GetTextRenderMode(item) == INVISIBLE
        matrix_of(self.address, index, self.at_matrix)
        shape = self.written[:16].tobytes()
        lie = self.lies.get(shape)
        if lie is None:  # most objects of a page lie alike
            m, (a, b, c, d, _, _) = self.matrix, self.affine
            dx, dy = a * m.a + c * m.b, b * m.a + d * m.b
            lie = self.lies[shape] = (math.hypot(m.c, m.d) or 1.0, direction(dx, dy), is_slanted(dx, dy))
        return number, size_of(self.address, index) * lie[0], lie[1], lie[2]


def is_slanted(dx: float, dy: float) -> bool:
    """Whether a baseline lies clearly between two quarter turns, as words across a page do; a skewed scan does not."""
    return min(abs(dx), abs(dy)) > SLANT * max(abs(dx), abs(dy))


def direction(dx: float, dy: float) -> int:
    """The direction of reading, to the nearest quarter turn, of a baseline vector with y downwards."""
    if abs(dx) >= abs(dy):
        return 0 if dx >= 0 else 180
    return 90 if dy > 0 else 270
