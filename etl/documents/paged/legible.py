"""Owns the question whether pages have text at all, and text that means something."""

from __future__ import annotations

import re

from catalog.problems import kinds
from etl.documents.document import Problem
from etl.documents.paged.ink import Page
from etl.documents.paged.letters import PICTURE
from etl.errors import UnreadableDocument

FEW = 15  # glyphs; a picture page with fewer (a page number, a stamp) is a scan
OUTLINED = 600  # segments: some sixty Chinese letters drawn as shapes have more
GARBLED = 0.25
UNDERLAID = 0.5  # share of the pieces of text that are invisible
STRANGE_LATIN = re.compile("[\x80-\u024f]")


def is_scan(page: Page) -> bool:
    """Whether a page is a picture of text, or its letters are drawn as shapes."""
    return len(page.glyphs) < FEW and (page.picture > PICTURE or page.outlined >= OUTLINED)


def is_mute(page: Page) -> bool:
    """Whether the fonts of a page do not say which letters they draw."""
    return page.unmapped >= FEW and page.unmapped > GARBLED * max(len(page.glyphs), 1)


def is_underlaid(page: Page) -> bool:
    """Whether the text of a page is what some scanner recognised and laid, invisible, under its picture."""
    if page.picture <= PICTURE or page.hidden == 0:
        return False
    return page.hidden >= UNDERLAID * len({glyph.run for glyph in page.glyphs})


def require_text(pages: list[Page]) -> None:
    """Raises UnreadableDocument where the pages carry no text (scan_without_text) or none that can be read
    (fonts_without_names, unreadable), or cannot be opened for the greater part (truncated)."""
    glyphs = [glyph for page in pages for glyph in page.glyphs]
    counted, pages = len(pages), [page for page in pages if not page.is_lost]
    scans = sum(is_scan(page) for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    if unmapped > GARBLED * max(len(glyphs), 1) and unmapped >= FEW:
        raise UnreadableDocument("fonts_without_names")
    if len(glyphs) < FEW and len(pages) < counted:
        raise UnreadableDocument("truncated", f"{counted} 页中有 {counted - len(pages)} 页打不开，其余没有文字")
    if len(glyphs) < FEW or scans > 0.75 * len(pages):
        raise UnreadableDocument("scan_without_text", f"{len(pages)} 页只有 {len(glyphs)} 字")
    strange = len(STRANGE_LATIN.findall("".join([glyph.text for glyph in glyphs])))
    if strange > GARBLED * len(glyphs):
        raise UnreadableDocument("unreadable", "文字层是乱码")


def problems_of(pages: list[Page]) -> list[Problem]:
    """What a person should know of the pages: those that are pictures, mute, or not there although they are counted."""
    found = []
    kinds_of_page = (("pages_without_text", is_scan), ("pages_without_names", is_mute), ("pages_lost", is_lost))
    for code, is_so in kinds_of_page:
        if numbers := [page.number for page in pages if is_so(page)]:
            found.append(Problem(code, kinds()[code].sentence(ranges(numbers))))
    return found


def is_lost(page: Page) -> bool:
    """Whether the file counts a page that cannot be opened."""
    return page.is_lost


def ranges(numbers: list[int]) -> str:
    """Numbers in ascending order with runs joined: 2、5–8."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
