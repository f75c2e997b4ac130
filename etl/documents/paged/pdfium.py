"""Owns the talk with PDFium: the bytes of a PDF to the glyphs and rules of its pages."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from etl.documents.paged.ink import Glyph, Page
from etl.documents.paged.letters import MAX_GLYPHS, OFF_PAGE, Letters
from etl.documents.paged.shapes import Affine
from etl.documents.paged.strokes import Strokes
from etl.documents.paged.twins import dropped, moved_aside, put_back
from etl.errors import UnreadableDocument

MAX_PAGES = 1000
WHOLE, OPAQUE = 0.8, 250  # share of a page that a picture of all of it covers; of 255: nothing shines through
MAX_OBJECTS = 400_000  # of one document; a statutory report with dotted borders has some 30,000


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """The open document. Raises UnreadableDocument (password_protected, truncated, unreadable, too_large)."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        if locked and b"/Encrypt" in data:  # PDFium may still hold the error of the document before
            raise UnreadableDocument("password_protected") from error
        if data[:1024].find(b"%PDF-") >= 0 and not ends_well(data):
            raise UnreadableDocument("truncated", "PDF 没有结尾") from error
        raise UnreadableDocument("unreadable", "不是完好的 PDF") from error
    if not ends_well(data):
        document.close()
        raise UnreadableDocument("truncated", "PDF 没有结尾")
    if len(document) == 0:
        raise UnreadableDocument("unreadable", "PDF 没有页")
    if len(document) > MAX_PAGES and is_there(document, MAX_PAGES):
        raise UnreadableDocument("too_large", f"{len(document)} 页")
    return document


def ends_well(data: bytes) -> bool:
    """Whether the last thing in the file is its table of contents, not half an object."""
    last = max(data.rfind(b"%%EOF"), data.rfind(b"startxref"))
    return last > data.rfind(b"endobj") and last > data.rfind(b" obj")


def is_there(document: pdfium.PdfDocument, index: int) -> bool:
    """Whether a page that the file counts can be opened."""
    handle = raw.FPDF_LoadPage(document.raw, index)
    if handle:
        raw.FPDF_ClosePage(handle)
    return bool(handle)


def read_pages(document: pdfium.PdfDocument) -> Iterator[Page]:
    """The pages in order; one that the file counts and that cannot be opened as an empty one that `is_lost`. Raises
    UnreadableDocument: too_large where the work would not end, truncated where no page can be opened."""
    objects = glyphs = opened = 0
    for index in range(min(len(document), MAX_PAGES)):
        handle = raw.FPDF_LoadPage(document.raw, index)
        if not handle:
            yield Page(index + 1, 0.0, 0.0, is_lost=True)
            continue
        opened += 1
        try:
            handle = with_fields(document, handle, index)
            objects += raw.FPDFPage_CountObjects(handle)
            if objects > MAX_OBJECTS:
                raise UnreadableDocument("too_large", f"到第 {index + 1} 页已超过 {MAX_OBJECTS} 个对象")
            page = read_page(handle, index + 1, MAX_OBJECTS - objects, document)
        finally:
            raw.FPDF_ClosePage(handle)
        glyphs += len(page.glyphs)
        if glyphs > MAX_GLYPHS:
            raise UnreadableDocument("too_large", f"到第 {index + 1} 页已超过 {MAX_GLYPHS} 字")
        yield page
    if not opened:
        raise UnreadableDocument("truncated", "PDF 没有读得出的页")


def with_fields(document: pdfium.PdfDocument, handle: Any, index: int) -> Any:
    """The page with filled-in form fields and free text notes drawn on it as text."""
    drawn = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT)
    for number in range(min(raw.FPDFPage_GetAnnotCount(handle), 1000)):
        note = raw.FPDFPage_GetAnnot(handle, number)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind in drawn and raw.FPDFPage_Flatten(handle, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            raw.FPDF_ClosePage(handle)
            return raw.FPDF_LoadPage(document.raw, index)
    return handle


def read_page(handle: Any, number: int, objects_left: int, document: pdfium.PdfDocument) -> Page:
    """One page as it is shown: its own rotation and crop applied."""
    frame = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(handle, frame)
    affine, width, height = frame_affine(frame, raw.FPDFPage_GetRotation(handle))
    page = Page(number, width, height)
    strokes = Strokes(objects_left)
    strokes.read_page(handle, affine)
    page.rules, page.outlined = strokes.rules, strokes.outlined
    page.picture = strokes.picture / max(width * height, 1.0)
    covered = covered_by(strokes, width * height, document, handle)
    runs = read_text(handle, affine, page, covered=covered)
    if lost := dropped(strokes.pieces, set(runs)):
        twins = moved_aside(lost)
        page.glyphs, page.unmapped, page.hidden = [], 0, 0
        runs = read_text(handle, affine, page, far=True, covered=covered)
        page.glyphs = [glyph for glyph in put_back(page.glyphs, runs, twins) if is_on(page, glyph)]
    return page


def is_on(page: Page, glyph: Glyph) -> bool:
    return -OFF_PAGE <= glyph.x <= page.width + OFF_PAGE and -OFF_PAGE <= glyph.y <= page.height + OFF_PAGE


def covered_by(strokes: Strokes, area: float, document: pdfium.PdfDocument, handle: Any) -> frozenset[int]:
    """The pieces of text over which a picture of the whole page is drawn: a scanner lays its text so too."""
    for item, size, before in reversed(strokes.pictures):
        if before and size >= WHOLE * area and is_opaque(document, handle, item):
            return frozenset(piece.address for piece in strokes.pieces[:before])
    return frozenset()


def is_opaque(document: pdfium.PdfDocument, handle: Any, item: int) -> bool:
    """Whether nothing shines through the middle of a picture."""
    picture = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
    if raw.FPDFPageObj_HasTransparency(picture):
        return False
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(document.raw, handle, picture)
    if not bitmap:
        return False
    try:
        if raw.FPDFBitmap_GetFormat(bitmap) != raw.FPDFBitmap_BGRA:
            return True
        height, stride = raw.FPDFBitmap_GetHeight(bitmap), raw.FPDFBitmap_GetStride(bitmap)
        line = height // 2 * stride
        points = ctypes.cast(raw.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte))
        return all(points[line + place] > OPAQUE for place in range(3, 4 * raw.FPDFBitmap_GetWidth(bitmap), 4))
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def read_text(
    handle: Any, affine: Affine, page: Page, far: bool = False, covered: frozenset[int] = frozenset()
) -> dict[int, int]:
    """Put the characters into the page; the number of every text object that has any. `far`: also those off it."""
    text = raw.FPDFText_LoadPage(handle)
    if not text:
        return {}
    try:
        letters = Letters(text, affine, page, far, covered)
        letters.read()
    finally:
        raw.FPDFText_ClosePage(text)
    return letters.numbers


def frame_affine(frame: Any, rotation: int) -> tuple[Affine, float, float]:
    """From PDF space to the shown page (top left origin), with the shown width and height."""
    left, right = frame.left, frame.right
    bottom, top = min(frame.top, frame.bottom), max(frame.top, frame.bottom)
    width, height = right - left, top - bottom
    if rotation == 1:
        return (0, 1, 1, 0, -bottom, -left), height, width
    if rotation == 2:
        return (-1, 0, 0, 1, right, -bottom), width, height
    if rotation == 3:
        return (0, -1, -1, 0, top, right), height, width
    return (1, 0, 0, -1, -left, top), width, height
