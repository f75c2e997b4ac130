"""Owns what a page says about itself: meta tags, addresses, the description table and the lines above the report."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

from catalog.pages import page_words
from etl.documents.document import Grid
from etl.documents.web.markup import text_of, tidy

DATE = re.compile(r"((?:19|20)\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})(?!\d)")
COMPACT_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(\S+?)\s*-->", re.IGNORECASE)
BARE_DATE = re.compile(r"^\W*20\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}")
DATES = frozenset({"published_on", "written_on", "updated_on"})
LONGEST_VALUE = 120


def tag_metadata(tree: LexborHTMLParser, source: str) -> dict[str, str]:
    """What title, meta and link tags say; the first that says a thing counts. Dates as YYYY-MM-DD."""
    found: dict[str, str] = {}
    names = page_words().meta_names
    for tag in tree.css("meta[content]"):
        attributes = tag.attributes
        key = names.get((attributes.get("name") or attributes.get("property") or "").strip().lower())
        if key:
            _keep(found, key, attributes.get("content") or "")
    title = tree.css_first("title")
    if title is not None:
        _keep(found, "page_title", text_of(title))
    saved = SAVED_FROM.search(source, 0, 4096)
    if saved:
        found["address"] = saved.group(1)
    else:
        link = tree.css_first("link[rel=canonical][href]")
        if link is not None:
            _keep(found, "address", link.attributes.get("href") or "")
    return found


def grid_metadata(grid: Grid) -> dict[str, str] | None:
    """What a description table (索引号, 发布机构 …) says; None for a table that is no such table."""
    labels = page_words().labels
    found: dict[str, str] = {}
    known = 0
    texts = [cell.text for row in grid.rows for cell in row]
    for number, text in enumerate(texts):
        label, _, value = text.replace("：", ":").partition(":")
        key = labels.get(bare(label).strip("[]【】"))
        if key:
            known += 1
            _keep(found, key, value.strip() or (texts[number + 1] if number + 1 < len(texts) else ""))
    return found if known >= 2 and 2 * known >= len(texts) // 2 else None


def line_metadata(lines: Iterable[str]) -> dict[str, str]:
    """What lines such as 发布时间：2024-01-20 来源：某局 say; a line may hold several labels. A line that begins with
    a day, without a label, gives the day of publication where no label does."""
    words = page_words()
    found: dict[str, str] = {}
    undated = ""
    for line in lines:
        labels = list(words.label.finditer(line)) if "：" in line or ":" in line else []
        for number, label in enumerate(labels):
            end = labels[number + 1].start() if number + 1 < len(labels) else len(line)
            _keep(found, words.labels[bare(label.group(1))], line[label.end() : end])
        if len(line) < LONGEST_VALUE and BARE_DATE.match(line):
            undated = undated or line
    _keep(found, "published_on", undated)
    return found


def bare(text: str) -> str:
    """A text without any white space."""
    return "".join(text.split())


def iso_date(text: str) -> str | None:
    """The first date in a text as YYYY-MM-DD, or None."""
    date = DATE.search(text) or COMPACT_DATE.search(text)
    if not date or not (1 <= int(date.group(2)) <= 12 and 1 <= int(date.group(3)) <= 31):
        return None
    return f"{date.group(1)}-{int(date.group(2)):02d}-{int(date.group(3)):02d}"


def _keep(found: dict[str, str], key: str, value: str) -> None:
    """Put a value down if it is one and nothing earlier has said the same."""
    value = tidy(value).strip("|｜【】[] ")
    if key in DATES:
        value = iso_date(value) or ""
    if key != "noise" and value and key not in found and (len(value) <= LONGEST_VALUE or key == "description"):
        found[key] = value
