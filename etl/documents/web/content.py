"""Owns the choice of the report's own part of a page: the smallest element with all of it, the title, no site noise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from selectolax.lexbor import LexborNode

from catalog.pages import page_words
from etl.documents.web.markup import MARK, PLACE, pieces, text_of, tidy

PROSE = 60  # characters of a line with a full stop that is no site noise
LONGEST_TITLE = 90
LONGEST_NOISE = 120
DEEPEST = 1000
EMPTY = f" \t\r\n\xa0\u3000{MARK}"
SIGNATURE = 4  # lines
MANY_TITLES = 4  # over a page without any section: a list of reports, of which none is the page's own
YEAR_FIRST = re.compile(r"^\W*(?:19|20)\d\d")
AGENCY = re.compile(r"^[\u4e00-\u9fff（）()·、]{3,30}$")
Links = Callable[[], set[str]]
DATE_ALONE = re.compile(r"^(?:19|20|二)[\d〇○零一二三四五六七八九]{2,3}\s*年.{1,4}月.{1,4}日$")


@dataclass(frozen=True, slots=True)
class Content:
    """Lines of the report in order, place marks of tables among them, and the short lines that stood before it."""

    lines: list[str]
    above: list[str]
    sections: int = 0  # headings of sections among them


def choose_content(body: LexborNode, statutory: frozenset[str]) -> Content:
    """The report's own lines. `statutory` holds the place marks of tables that are surely part of it.

    Nothing between the first and the last sure line is ever left out: what cannot be told apart stays."""
    text = text_of(body)
    whole = _lines(text)
    links = cache(lambda: _link_texts(body, whole))  # at most once for a page; many need none
    spans = [(start, end) for start, end, line in whole if is_evidence(line, statutory)]
    if not spans:
        return Content(_without_noise(pieces(text), links), pieces(text)[:30])
    start, end = _smallest_around(body, spans[0][0], spans[-1][1])
    above = _between(whole, text, 0, start)
    lines = _between(whole, text, start, end)
    strong = [number for number, line in enumerate(lines) if _is_strong(line, statutory)]
    sure = strong or [number for number, line in enumerate(lines) if is_evidence(line, statutory)]
    sections = sum(not lines[number].startswith(PLACE) for number in strong)
    before, middle, after = lines[: sure[0]], lines[sure[0] : sure[-1] + 1], lines[sure[-1] + 1 :]
    unlabelled = [line for line in before if len(line) > LONGEST_NOISE or not page_words().label.match(line)]
    kept = [*_without_noise(unlabelled, links), *middle, *_without_noise(after, links)]
    listed = list(dict.fromkeys(line for line in above if is_title(line))) if not strong else []
    titles = listed if len(listed) >= MANY_TITLES else _titles(above, before, links)
    lines = [*titles, *kept, *_signature(_between(whole, text, end, len(text)))]
    return Content(lines, [*above[-60:], *before[:30]], sections)


def is_evidence(line: str, statutory: frozenset[str]) -> bool:
    """True for a line that only a report has: a section heading, a statutory table, a sentence of some length."""
    return (len(line) >= PROSE and "。" in line) or _is_strong(line, statutory)


def is_title(line: str) -> bool:
    """True for a line that may be the title of a report; a sentence that says what the report is about is none."""
    return len(line) <= LONGEST_TITLE and "。" not in line and page_words().title.match(line) is not None


def _is_strong(line: str, statutory: frozenset[str]) -> bool:
    if line.startswith(PLACE):
        return line in statutory
    return len(line) < PROSE and page_words().section.match(line) is not None


def _lines(text: str) -> list[tuple[int, int, str]]:
    """(start, end, tidy line) of each marked piece of a text."""
    found, start = [], 0
    for piece in text.split(MARK):
        end = start + len(piece)
        found.append((start, end, tidy(piece)))
        start = end + len(MARK)
    return found


def _between(whole: list[tuple[int, int, str]], text: str, first: int, last: int) -> list[str]:
    """The lines of a stretch of the text, none of them empty; one that its ends cut is cut."""
    lines = []
    for start, end, line in whole:
        if end > first and start < last:
            whole_line = start >= first and end <= last
            lines.append(line if whole_line else tidy(text[max(start, first) : min(end, last)]))
    return [line for line in lines if line]


def _smallest_around(body: LexborNode, first: int, last: int) -> tuple[int, int]:
    """The stretch of the body's text that the deepest element around characters `first` to `last` covers, and more
    than these: an element of a single heading does not say where the report ends.

    The text of an element is that of its children one after the other, so places need only be counted."""
    whole = text_of(body)
    node, start, end = body, 0, len(whole)
    for _ in range(DEEPEST):
        child, at = node.first_child, start
        while child is not None:
            size = 0 if child.is_comment_node else len(text_of(child))
            if at <= first and last <= at + size and child.is_element_node:
                break
            at += size
            child = child.next
        if child is None or at > first:
            break
        if not whole[at:first].strip(EMPTY) and not whole[last : at + size].strip(EMPTY):
            break
        node, start, end = child, at, at + size
    return start, end


def _without_noise(lines: list[str], links: Links) -> list[str]:
    """Lines without those of the site: navigation, tools, bare links."""
    words = page_words()
    kept = [line for line in lines if len(line) > LONGEST_NOISE or not words.noise.search(line)]
    return [line for line in kept if line.startswith(PLACE) or line not in links()]


def _titles(above: list[str], before: list[str], links: Links) -> list[str]:
    """The title of the report where it stands outside its element: the last such line above that is no link, with
    the line before it where the title runs over two."""
    words = page_words()
    if any(is_title(line) for line in before):
        return []
    joined = (first + second for first, second in pairwise(["", *above]))
    if not any(is_title(line) for line in (*above, *joined)):
        return []
    free = [
        line for line in above if len(line) <= LONGEST_TITLE and line not in links() and not words.noise.search(line)
    ]
    free = [line for line in free if not words.label.match(line) and not line.startswith(PLACE)]
    for number in range(len(free) - 1, -1, -1):
        first, second = free[number - 1] if number else "", free[number]
        if is_title(second):
            return [first, second] if first and YEAR_FIRST.match(second) and AGENCY.search(first) else [second]
        if first and is_title(first + second) and not words.title.match(first):
            return [first, second]
    return []


def _signature(below: list[str]) -> list[str]:
    """The lines that sign and date the report where they stand just outside its element."""
    for number, line in enumerate(below[:SIGNATURE]):
        if page_words().noise.search(line) or len(line) > LONGEST_TITLE:
            return []
        if DATE_ALONE.match(line):
            return below[: number + 1]
    return []


def _link_texts(body: LexborNode, whole: list[tuple[int, int, str]]) -> set[str]:
    """What links say and nothing else on the page does: a title may also stand in a list of its neighbours."""
    linked = Counter(tidy(text_of(link)) for link in body.css("a[href]"))
    titles = [text for text in linked if page_words().title.match(text)]
    shown = "\n".join(line for _, _, line in whole if line) if titles else ""
    return set(linked) - {text for text in titles if shown.count(text) > linked[text]}
