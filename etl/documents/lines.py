"""Owns the joining of hard-wrapped lines: which line ends are the file's and which the paragraph's."""

from __future__ import annotations

import re
from collections import Counter
from unicodedata import east_asian_width

CLOSED = tuple("。！？：；!?:;")
OPENING = re.compile(
    r"^(?:[\s\u3000]|#|[-*+>]\s|[一二三四五六七八九十]+\s*[、.．]|[(（][一二三四五六七八九十\d]+[)）]|\d+\s*[、.．]|第[一二三四五六七八九十]+[章节条])"
)
FIGURE = re.compile(r"^[\d０-９][\d０-９,，.．]{0,11}$")  # alone in its line: a cell, for a unit would follow in prose
NARROWEST = 30  # columns; a narrower text is a list or a poem, not wrapped prose


def shown_width(text: str) -> int:
    """Columns that a text takes in a fixed-width display: a Chinese character takes two."""
    return len(text) + sum(east_asian_width(letter) in "WF" for letter in text) if not text.isascii() else len(text)


def join_wrapped(lines: list[str]) -> list[str]:
    """Paragraphs of `lines`: a line that fills the width at which the text was wrapped goes on in the next one."""
    full = _wrap_width(lines)
    paragraphs: list[str] = []
    open_line = False
    for line in lines:
        body = line.strip()
        barred = "|" in body or "｜" in body  # a cell of a table
        if open_line and body and not barred and not OPENING.match(line) and not FIGURE.match(body):
            paragraphs[-1] += _glue(paragraphs[-1], body) + body
        elif body:
            paragraphs.append(line.rstrip())
        open_line = bool(body) and full is not None and shown_width(line.rstrip()) >= full - 4
        open_line = open_line and not barred and not body.endswith(CLOSED)
    return paragraphs


def _wrap_width(lines: list[str]) -> int | None:
    """The width at which lines were broken: the greatest near which at least a third of the long ones end; a line or
    two beyond it had wider gaps between its words."""
    widths = [shown_width(line.rstrip()) for line in lines if line.strip()]
    long = Counter(width for width in widths if width >= NARROWEST)
    total = sum(long.values())
    for full in sorted(long, reverse=True):
        near = sum(count for width, count in long.items() if full - 4 <= width <= full)
        beyond = sum(count for width, count in long.items() if width > full)
        if beyond > max(1, total // 10):
            return None
        if near >= 3 and 3 * near >= total:
            return full
    return None


def _glue(before: str, after: str) -> str:
    """A space between two Latin words, nothing between Chinese ones or inside a number."""
    return (
        " " if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha() else ""
    )
