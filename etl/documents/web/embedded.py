"""Owns an article that a page carries without showing it: in a frame's source, a text box, or the data of a script."""

from __future__ import annotations

import html
import json
import re

TEXT_BOX = re.compile(r"<textarea\b[^>]*>(?P<text>.*?)</textarea", re.IGNORECASE | re.DOTALL)
FRAME = re.compile(r"<iframe\b[^>]*?\ssrcdoc=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.IGNORECASE | re.DOTALL)
STRING = re.compile(r'"(?:[^"\\]|\\.){200,}"', re.DOTALL)
TAGS = re.compile(r"<(?:p|table|div|span|br)\b", re.IGNORECASE)
LEAST = 200


def embedded_article(source: str) -> str | None:
    """The longest piece of HTML that the source of a page carries as text, None without."""
    found = [match["text"] for match in TEXT_BOX.finditer(source)]
    found += [match["double"] or match["single"] or "" for match in FRAME.finditer(source)]
    found = [html.unescape(text) for text in found]
    found += [text for match in STRING.finditer(source) if (text := _string(match[0]))]
    articles = [text for text in found if len(text) >= LEAST and TAGS.search(text)]
    return max(articles, key=len, default=None)


def _string(literal: str) -> str:
    """The text of a string of JSON; empty where it is none."""
    try:
        text = json.loads(literal, strict=False)
    except ValueError:
        return ""
    return text if isinstance(text, str) else ""
