"""Owns the text outside tables: lines to paragraphs, running headers and page numbers left out."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from etl.documents.paged.ink import Glyph, Page
from etl.documents.paged.wording import Line, lines_of

MARGIN = 0.11  # share of the height of a page where headers and footers stand
PAGE_NUMBER = re.compile(
    r"[-—–－·•\s]*(?:第\s*)?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:\s*页)?(?:\s*[/／，,]?\s*共?\s*\d{1,3}\s*页?)?[-—–－·•\s]*"
)
ITEM = re.compile(r"[一二三四五六七八九]、|[(（][一二三四五六七八九]{1,2}[)）]")
ENDINGS = ("。", "；", "：", "报告", "年报")  # of a sentence or a title: what is numbered below begins anew
BROWSER_MARK = re.compile(r"(?:\d{1,4}[/-]\d{1,2}[/-]\d{2,4},? .*|(?:https?|file):/\S*.*)", re.S)


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of running text on its page."""

    line: Line
    page: int
    height: float
    width: float


def loose_lines(page: Page, glyphs: list[Glyph]) -> list[Placed]:
    """The lines that the glyphs outside of tables make."""
    upright = [glyph for glyph in glyphs if glyph.turn == 0]
    return [Placed(line, page.number, page.height, page.width) for line in lines_of(upright)]


def in_margin(placed: Placed) -> bool:
    share = placed.line.y / max(placed.height, 1.0)
    return share < MARGIN or share > 1 - MARGIN


def running_texts(lines: list[Placed], pages: int) -> set[str]:
    """Texts (digits masked) that stand in the margin of most pages."""
    seen: dict[str, set[int]] = defaultdict(set)
    for placed in lines:
        if in_margin(placed):
            seen[masked(placed.line.text)].add(placed.page)
    return {text for text, where in seen.items() if len(where) >= max(2, (pages + 1) // 2)}


def masked(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", text))


def is_furniture(placed: Placed, running: set[str], ends: dict[int, tuple[float, float]]) -> bool:
    """Whether a line is a page number, a running header or a browser's print mark."""
    if not in_margin(placed):
        return False
    text = placed.line.text.strip()
    if BROWSER_MARK.fullmatch(text) or masked(text) in running:
        return True
    first, last = ends[placed.page]
    return bool(PAGE_NUMBER.fullmatch(text)) and (placed.line.y <= first or placed.line.y >= last)


def without_furniture(lines: list[Placed], pages: int) -> list[Placed]:
    """The lines that belong to the text."""
    running = running_texts(lines, pages)
    by_page: dict[int, list[float]] = defaultdict(list)
    for placed in lines:
        by_page[placed.page].append(placed.line.y)
    ends = {page: (min(ys), max(ys)) for page, ys in by_page.items()}
    return [placed for placed in lines if not is_furniture(placed, running, ends)]


@dataclass(frozen=True, slots=True)
class Measure:
    """The measure of the running text: its left and right edge, and the usual pitch of its lines."""

    left: float
    right: float
    pitch: float


def measure_of(lines: list[Placed]) -> Measure:
    """Taken from the lines of the whole document: most long lines begin and end at the same places."""
    if not lines:
        return Measure(0.0, 0.0, 0.0)
    rights = sorted(placed.line.x1 for placed in lines)
    right = rights[int(0.9 * (len(rights) - 1))]
    lefts = Counter(round(placed.line.x0 / 4) for placed in lines if placed.line.x1 > right - 3 * placed.line.size)
    usual = [value for value, count in lefts.items() if count >= max(2, 0.15 * sum(lefts.values()))]
    left = 4 * min(usual) if usual else min(placed.line.x0 for placed in lines)
    pitches = [b.line.y - a.line.y for a, b in itertools.pairwise(lines) if a.page == b.page and b.line.y > a.line.y]
    pitch = Counter(round(value) for value in pitches).most_common(1)[0][0] if pitches else 0.0
    return Measure(float(left), right, float(pitch))


def follows(before: Placed, after: Placed, measure: Measure) -> bool:
    """Whether a line is the rest of the paragraph that the line before belongs to."""
    one, two = before.line, after.line
    if ITEM.match(two.text.strip()) and one.text.strip().endswith(ENDINGS):
        return False
    if abs(one.size - two.size) > 0.15 * max(one.size, two.size):
        return False
    size = one.size
    if before.page == after.page and two.y - one.y > 1.5 * min(max(measure.pitch, 1.2 * size), 2 * size):
        return False
    if is_centred(before) and is_centred(after) and size > 14:
        return before.page == after.page and two.y - one.y < 2.4 * size
    full = one.x1 >= measure.right - 1.7 * size
    indented = two.x0 > measure.left + 1.2 * size
    return full and not indented


def is_centred(placed: Placed) -> bool:
    """Whether a line stands in the middle of the page with room on both sides."""
    line = placed.line
    return abs((line.x0 + line.x1) / 2 - placed.width / 2) < line.size and line.x0 > 0.12 * placed.width + line.size


def seam(before: str, after: str) -> str:
    """What stands between two lines of a paragraph."""
    left, right = before[-1:], after[:1]
    return " " if left.isascii() and right.isascii() and left.isalpha() and right.isalpha() else ""
