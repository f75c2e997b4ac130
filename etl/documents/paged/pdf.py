"""Owns the reading of a PDF: its bytes to a Document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from etl.documents.document import Document
from etl.documents.paged.assemble import assemble
from etl.documents.paged.ink import upright
from etl.documents.paged.legible import is_mute, is_scan, is_underlaid
from etl.documents.paged.pdfium import open_pdf, read_pages
from etl.errors import UnreadableDocument

if TYPE_CHECKING:
    from PIL import Image

DATA_KEYS = {"Title": "title", "Author": "author", "Creator": "creator", "Producer": "producer"}


def read_pdf(data: bytes) -> Document:
    """The document. Raises UnreadableDocument: password_protected, truncated, unreadable, scan_without_text,
    fonts_without_names, too_large.
    A page that is a picture with recognised text laid under it is read anew where the recognition extra is there, else
    that text is taken; both are marked. PDFium is not safe in threads: call it from one thread of a process."""
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
        from etl.documents.paged import ocr  # pictures and numbers in rows: a quarter of a second that most files save

        if ocr.available() and len(scans) <= ocr.MAX_PAGES:
            for number in scans:
                pages[number] = ocr.scan_page(rendered(document, number), number + 1)
            return ocr.as_read(assemble(pages, "pdf", metadata), "原有的识别文字层未采用" if underlaid else "")
    finally:
        document.close()
    read = assemble(pages, "pdf", metadata)
    return ocr.as_read(read, "用的是文件自带的识别文字层") if underlaid else read


def metadata_text(document: pdfium.PdfDocument, key: str) -> str:
    """An entry of the document's own description; empty where it is missing or damaged."""
    try:
        return document.get_metadata_value(key)
    except UnicodeDecodeError:
        return ""


def rendered(document: pdfium.PdfDocument, number: int) -> Image.Image:
    """A page as grey picture of 200 dpi, without red seals."""
    from etl.documents.paged.ocr import without_seals

    return without_seals(document[number].render(scale=200 / 72).to_pil())
