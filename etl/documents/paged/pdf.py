"""Owns the reading of a PDF: its bytes to a Document."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from etl.documents.document import Document
from etl.documents.paged import room
from etl.documents.paged.assemble import assemble
from etl.documents.paged.ink import upright
from etl.documents.paged.legible import is_mute, is_scan, is_underlaid
from etl.documents.paged.pdfium import open_pdf, read_pages
from etl.errors import UnreadableDocument

if TYPE_CHECKING:
    from PIL import Image

SHORTEST, LONGEST = 2200, 4800  # pixels of the longer side of a page as it is looked at
COARSE = 1990  # pixels of the longer side, below which a scan is smoothed to 200 dpi
COVERS = 0.8  # share of a page that the picture of a scan covers
DATA_KEYS = {"Title": "title", "Author": "author", "Creator": "creator", "Producer": "producer"}


def read_pdf(data: bytes) -> Document:
    """The document. Raises UnreadableDocument: password_protected, truncated, unreadable, scan_without_text,
    fonts_without_names, too_large.
    A page that is a picture with recognised text laid under it is read anew where the recognition extra is there, else,
    or where nothing is seen on the picture, that text is taken; both are marked. PDFium is not safe in threads: call it
    from one thread of a process."""
    if not data:
        raise UnreadableDocument("empty_file")
    document = open_pdf(data)
    try:
        metadata = {known: text for key, known in DATA_KEYS.items() if (text := metadata_text(document, key))}
        pages = [upright(page) for page in read_pages(document)]
        underlaid = [number for number, page in enumerate(pages) if is_underlaid(page)]
        scans = [number for number, page in enumerate(pages) if is_scan(page) or is_mute(page) or number in underlaid]
        if not scans:
            return assemble(pages, "pdf", metadata)
        with room.of_the_reader():
            from etl.documents.paged import ocr  # numbers in rows: a quarter of a second that most files save

        if ocr.available() and len(scans) <= ocr.MAX_PAGES:
            try:
                read = assemble(ocr.recognised(pages, scans, partial(rendered, document)), "pdf", metadata)
                return ocr.as_read(read, "原有的识别文字层未采用" if underlaid else "")
            except UnreadableDocument as error:  # nothing is seen on the picture, but text lies under it
                if not underlaid or error.code != "scan_without_text":
                    raise
    finally:
        document.close()
    if len(scans) > ocr.MAX_PAGES and ocr.available() and sum(map(is_scan, pages)) > ocr.MAX_PAGES:
        raise UnreadableDocument("too_large", f"{len(scans)} 页是图片，一次最多识别 {ocr.MAX_PAGES} 页")
    read = assemble(pages, "pdf", metadata)
    return ocr.as_read(read, "用的是文件自带的识别文字层") if underlaid else read


def metadata_text(document: pdfium.PdfDocument, key: str) -> str:
    """An entry of the document's own description; empty where it is missing or damaged."""
    try:
        return document.get_metadata_value(key)
    except UnicodeDecodeError:
        return ""


def rendered(document: pdfium.PdfDocument, number: int) -> Image.Image:
    """A page as picture: as finely as it was scanned, else at 200 dpi; at 300 where it is a photograph of a sheet,
    which fills only part of it. A page whose size is not that of paper is taken for paper."""
    from etl.documents.paged import ocr

    page = document[number]
    longest = max(page.get_size())
    native = scanned_at(page)
    scale = min(max(native if native * longest >= COARSE else 200 / 72, SHORTEST / longest), LONGEST / longest)
    try:
        picture = page.render(scale=scale).to_pil()
        if scale < 250 / 72 and ocr.lies_on_a_desk(picture):
            return page.render(scale=min(300 / 72, LONGEST / longest)).to_pil()
        return picture
    finally:
        page.close()  # else its unpacked picture stays until the document is closed


def scanned_at(page: pdfium.PdfPage) -> float:
    """Pixels for a point of the picture that covers a page, 0 where there is none: drawn at any other size its pixels
    would be mixed."""
    width, height = page.get_size()
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=2):
        x0, y0, x1, y1 = item.get_bounds()
        if (x1 - x0) * (y1 - y0) >= COVERS * width * height:
            return max(item.get_px_size()) / max(x1 - x0, y1 - y0)
    return 0.0
