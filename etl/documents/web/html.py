"""Owns HTML: a saved page of any content system, or a Word document saved as a page, to a Document."""

from __future__ import annotations

import re
from dataclasses import replace

from catalog.pages import page_words
from etl.documents.document import Document, Paragraph, Problem, problem
from etl.documents.encoding import decode
from etl.documents.web.content import is_title
from etl.documents.web.copies import same_text
from etl.documents.web.elsewhere import Elsewhere, look_elsewhere
from etl.documents.web.embedded import embedded_articles
from etl.documents.web.page import Page, read_source
from etl.errors import UnreadableDocument

LITTLE = 200  # characters: a page that shows less may hide its article until a script has run
LAST_SECTION = "其他需要报告"
POINTING = re.compile(r"附件|详见|下载|点击|查看|链接|如下图|见下")
LEAST_CELLS = 3  # lines that may be cells of a table that has lost its lines


def read_html(data: bytes) -> Document:
    """The Document of a page: the report's own paragraphs and tables, and what the page says of itself as metadata.

    Raises UnreadableDocument: "empty_file" where there is no text at all, "report_attached" and "report_in_pictures"
    where the page only points to the report."""
    decoded = decode(data)
    document = read_page(decoded.text)
    document.metadata["encoding"] = decoded.encoding
    if decoded.undecoded:
        document.metadata["undecoded"] = str(decoded.undecoded)
    return document


def read_page(source: str, address: str = "") -> Document:
    """The Document of the source of a page; `address` is where it was saved from, if the page itself does not say."""
    page, problems = _article(source)
    problems += _pointed_to(page, source, address)
    if not page.blocks:
        raise UnreadableDocument("empty_file")
    return Document("html", tuple(page.blocks), page.metadata, tuple(problems))


def _article(source: str) -> tuple[Page, list[Problem]]:
    """The page as it is shown; where that is no report, what it hides or carries as text, if that is one."""
    shown = read_source(source)
    if shown.is_report:
        return shown, []
    hidden = read_source(source, show_hidden=True)
    if hidden.is_report or (shown.size < LITTLE and hidden.size >= max(LITTLE, 2 * shown.size)):
        return hidden, []
    inner = [read_source(article) for article in embedded_articles(source)]
    best = next((page for page in inner if page.is_report), None)
    if best is None and inner and shown.size < LITTLE and inner[0].size >= max(LITTLE, 2 * shown.size):
        best = inner[0]
    if best is None:
        return shown, []
    others = [page for page in inner if page.is_report and page is not best]
    differing = [page for page in others if not same_text(page.blocks, best.blocks)]
    found = [problem("article_ambiguous", str(1 + len(differing)))] if differing else []
    return _titled(best, shown), found


def _titled(inner: Page, shown: Page) -> Page:
    """An article that a page carried as text, with what the page around it says, its title line too."""
    title = shown.metadata.get("title", "")
    if not is_title(title):
        return replace(inner, metadata=inner.metadata | shown.metadata | {"title": inner.metadata.get("title", title)})
    line = [Paragraph(title, is_heading=True)] if title in shown.lines and title not in inner.lines else []
    return replace(inner, blocks=[*line, *inner.blocks], metadata=inner.metadata | shown.metadata)


def _pointed_to(page: Page, source: str, address: str) -> list[Problem]:
    """The problems of a page whose report, or whose tables, are a file, pictures or further pages."""
    lines = page.lines
    is_whole = any(LAST_SECTION in line for line in lines)
    blind = [problem("cells_in_pictures", str(page.pictured))] if page.pictured else []
    blind += [problem("white_figures", str(page.white))] if page.white else []
    if page.is_report and page.has_table and is_whole:
        return blind
    there = look_elsewhere(source, page.metadata.get("address", address))
    if not page.is_report:
        _refuse_pointer(page, there)
        return []
    found = [*blind, problem("more_pages", str(there.pages))] if there.pages > 1 and not is_whole else blind
    words = page_words()
    cells = [
        line for line in lines if len(line) < LITTLE and words.table.search(line) and not words.section.match(line)
    ]
    if not page.has_table and len(cells) < LEAST_CELLS:
        if there.pictures:
            found.append(problem("tables_in_pictures", str(there.pictures)))
        elif there.files:
            found.append(problem("tables_attached", there.named))
    return found


def _refuse_pointer(page: Page, there: Elsewhere) -> None:
    """Raise UnreadableDocument where a page shows hardly more than a title over a file or pictures."""
    lines = [line for line in page.lines if not is_title(line)]
    length = sum(map(len, lines))
    points = all(POINTING.search(line) for line in lines if "。" in line)
    if page.has_grids or length >= LITTLE or not points:
        return
    if there.files:
        raise UnreadableDocument("report_attached", there.named)
    if there.pictures:
        raise UnreadableDocument("report_in_pictures", str(there.pictures))
