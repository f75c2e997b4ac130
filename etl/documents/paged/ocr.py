"""Owns the reading of scans: pictures of pages to a Document, by the optional recognition extra.

A page pass reads words; a second pass reads every cell that should hold a figure, with an alphabet of figures only.
What is printed but cannot be read becomes UNREAD, never a blank and never a guess."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageChops, ImageOps, UnidentifiedImageError

from etl.documents.document import Document, Grid, problem
from etl.documents.paged import pace, room
from etl.documents.paged.anchored import anchored
from etl.documents.paged.assemble import assemble
from etl.documents.paged.ink import UNREAD, Page
from etl.documents.paged.respelled import respelled
from etl.errors import UnreadableDocument

if TYPE_CHECKING:
    from etl.documents.paged.recognise import Recogniser

MAX_PIXELS = 60_000_000
MAX_PAGES = 60
LONGEST = 4800  # pixels of the longer side of a picture; more says nothing more
RED, LIGHT = 45, 120  # of 255: how much a seal is redder than anything else, and how light in red light
SHOWN = 6  # words that are told
A4_WIDTH = 1654  # pixels at 200 dpi


def available() -> bool:
    """Whether the recognition extra is installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "cv2", "onnxruntime"))


@cache
def recogniser() -> Recogniser:
    """The models, loaded once a process."""
    with room.of_the_reader():
        from etl.documents.paged.recognise import Recogniser

        return Recogniser()


def read_image(data: bytes) -> Document:
    """A photographed or scanned page (PNG, JPEG, TIFF with several pages), turned as its camera says.
    Raises UnreadableDocument: unreadable, too_large, scan_without_text where the extra is not installed."""
    if not data:
        raise UnreadableDocument("empty_file")
    pages: list[Page] = []
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise UnreadableDocument("too_large", f"{picture.width} × {picture.height} 像素")
            frames = getattr(picture, "n_frames", 1)
            if frames > MAX_PAGES:
                raise UnreadableDocument("too_large", f"{frames} 页图片，一次最多识别 {MAX_PAGES} 页")
            if not available():
                raise UnreadableDocument("scan_without_text", "图片")
            picture.draft("RGB", (LONGEST, LONGEST))
            for frame in range(frames):
                picture.seek(frame)
                shot = ImageOps.exif_transpose(picture)
                pages += scan_pages(shot, frame + 1, len(pages) + 1)
                pace.step(frame + 1, frames)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableDocument("unreadable", "不是完好的图片") from error
    return as_read(assemble(pages, "image", {}))


def without_seals(picture: Image.Image) -> Image.Image:
    """The picture in grey, red seals as white as paper; what is printed in black under a seal stays."""
    if picture.mode in ("1", "L", "I;16", "I", "F"):
        return picture.convert("L")
    red, green, blue = picture.convert("RGB").split()
    grey = picture.convert("RGB").convert("L")
    over = ImageChops.subtract(red, ImageChops.lighter(green, blue))
    seal = ImageChops.darker(over.point(lambda v: 255 * (v > RED)), red.point(lambda v: 255 * (v > LIGHT)))
    grey.paste(255, mask=seal)
    return grey


def pages_in(picture: Image.Image) -> list[Image.Image]:
    """The pages on a picture, in grey at about 200 dpi: the sheet cut out of its surroundings, seals left out, light
    evened; two where a sheet shows two side by side."""
    from etl.documents.paged.sheet import evened, facing_pages, laid_flat, sheet_of, without_dark_edges

    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    grey = np.asarray(without_seals(picture))
    corners = sheet_of(grey)
    if corners is not None:
        grey = laid_flat(grey, corners)
    grey = evened(without_dark_edges(grey))
    return [at_page_size(Image.fromarray(page)) for page in facing_pages(grey)]


def lies_on_a_desk(picture: Image.Image) -> bool:
    """Whether a picture is the photograph of a sheet with its surroundings."""
    from etl.documents.paged.sheet import sheet_of

    return sheet_of(np.asarray(picture.convert("L"))) is not None


def at_page_size(picture: Image.Image) -> Image.Image:
    """The picture at about 200 dpi, taken for a sheet of A4."""
    target = A4_WIDTH if picture.height >= picture.width else round(A4_WIDTH * 1.414)
    if 0.8 * target <= picture.width <= 1.25 * target:
        return picture.copy()
    way = Image.Resampling.LANCZOS if picture.width > target else Image.Resampling.BILINEAR
    return picture.resize((target, round(picture.height * target / picture.width)), way)


def scan_pages(picture: Image.Image, sheet: int, number: int) -> list[Page]:
    """What stands on the picture of one sheet (from 1): its pages, of which the first is that `number`."""
    reader = recogniser()
    with room.told_as_memory():
        pages = [reader.page(page, number + place) for place, page in enumerate(pages_in(picture))]
    for page in pages:
        page.sheet = sheet
    return pages


def recognised(pages: list[Page], scans: list[int], picture_of: Callable[[int], Image.Image]) -> list[Page]:
    """The pages with those that are pictures read, given their places, numbered anew where a sheet holds two."""
    recogniser()  # with its libraries, before any of them is asked for a picture: they count for no document
    whole: list[Page] = []
    for place, page in enumerate(pages):
        if place in scans:
            whole += scan_pages(picture_of(place), place + 1, len(whole) + 1)
            pace.step(scans.index(place) + 1, len(scans))
        else:
            page.sheet, page.number = page.number, len(whole) + 1
            whole.append(page)
    return whole


def as_read(document: Document, remark: str = "") -> Document:
    """The document marked as recognised, misspelt words of the forms in its tables as the forms have them; says how
    many places could not be read, which words those were, and a remark."""
    spelt, taken = respelled(document.grids)
    grids = []
    for grid in spelt:
        whole, told = anchored(grid)
        grids.append(whole)
        taken += told
    fresh = iter(grids)
    blocks = tuple(next(fresh) if isinstance(block, Grid) else block for block in document.blocks)
    unread = sum(cell.text.count(UNREAD) for grid in grids for row in grid.rows for cell in row)
    words = "、".join(taken[:SHOWN]) + ("等" if len(taken) > SHOWN else "")
    said = (
        f"{unread}处无法识别，记作{UNREAD}" if unread else "",
        f"形近字按法定格式认定：{words}" if taken else "",
        remark,
    )
    problems = (*document.problems, problem("read_by_ocr", "；".join(filter(None, said))))
    values: dict[str, Any] = {"medium": document.medium, "blocks": blocks, "metadata": document.metadata}
    return Document(**values, problems=problems, pages=document.pages, read_by_ocr=True)
