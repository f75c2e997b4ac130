"""Owns articles that a page carries without showing them: in a frame's source, a text box or hidden field, in parts
for browsers without scripts, or as a string of a script."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

KEPT = re.compile(
    r"<(textarea|noscript|template|xmp)\b[^>]*>(?P<text>.*?)</\1"
    r"|<iframe\b[^>]*?\ssrcdoc=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')"
    r"|<input\b[^>]*?\svalue=(?:\"(?P<value>[^\"]{200,})\"|'(?P<other>[^']{200,})')",
    re.IGNORECASE | re.DOTALL,
)
SCRIPT = re.compile(r"<script\b(?P<kind>[^>]*)>(?P<text>.*?)</script", re.IGNORECASE | re.DOTALL)
MARKUP_KIND = re.compile(r"type\s*=\s*[\"']?text/(?:html|template|plain|x-)", re.IGNORECASE)
STRING = re.compile(
    r"\"([^\"\\]*(?:\\.[^\"\\]*)*)\"|'([^'\\\n]*(?:\\.[^'\\\n]*)*)'|`([^`\\]*(?:\\.[^`\\]*)*)`", re.DOTALL
)
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
SIGNS = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": "", "\n": ""}
WIDE_PERCENT = re.compile(r"%u([0-9a-fA-F]{4})")
BASE64 = re.compile(r"[A-Za-z0-9+/\s]{200,}={0,2}")
TAGS = re.compile(r"<(?:p|table|div|span|br)\b", re.IGNORECASE)
ESCAPED_TAGS = re.compile(r"&lt;(?:p|table|div|span|br)\b", re.IGNORECASE)
LEAST = 200  # characters
MOST = 8  # pieces of a page, the longest ones


def embedded_articles(source: str) -> list[str]:
    """The pieces of HTML that the source of a page carries as text, the longest first, none twice."""
    pieces = dict.fromkeys(piece for piece in _pieces(source) if len(piece) >= LEAST and TAGS.search(piece))
    return sorted(pieces, key=len, reverse=True)[:MOST]


def _pieces(source: str) -> Iterator[str]:
    for kept in KEPT.finditer(source):
        yield _plain(kept["text"] or kept["double"] or kept["single"] or kept["value"] or kept["other"] or "")
    for script in SCRIPT.finditer(source):
        if MARKUP_KIND.search(script["kind"]):
            yield _plain(script["text"])
            continue
        for string in STRING.finditer(script["text"]):
            literal = string[1] or string[2] or string[3] or ""
            if len(literal) >= LEAST:
                yield _plain(_unescaped(literal))


def _plain(text: str) -> str:
    """The HTML that a text stands for: written with entities, with percent signs, or in base 64; else itself."""
    if not TAGS.search(text):
        if "%3C" in text or "%3c" in text:
            text = unquote(WIDE_PERCENT.sub(lambda found: chr(int(found[1], 16)), text))
        elif BASE64.fullmatch(text):
            text = _of_base64(text)
        if ESCAPED_TAGS.search(text):
            text = html.unescape(text)
    return text


def _of_base64(text: str) -> str:
    try:
        return base64.b64decode(text).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""


def _unescaped(literal: str) -> str:
    """The text of a string of JavaScript or JSON."""
    text = ESCAPE.sub(_sign, literal) if "\\" in literal else literal
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _sign(found: re.Match[str]) -> str:
    if code := found[1] or found[2] or found[3]:
        return chr(int(code, 16)) if int(code, 16) < 0x110000 else ""
    return SIGNS.get(found[4], found[4])
