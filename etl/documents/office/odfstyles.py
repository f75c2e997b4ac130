"""Owns what the styles of OpenDocument say: which text is hidden, which paragraphs are headings, how lists count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from etl.documents.office.numbering import Level, Numbering

SPACES = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TEXT, TABLE, DRAW = (
    f"{{{SPACES}{name}:1.0}}" for name in ("office", "style", "text", "table", "drawing")
)
EXTENDED = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
COUNTERS = {  # by the first number that a format lists: 一, 二, 三, ...
    "一": "chineseCounting", "甲": "ideographTraditional", "子": "ideographZodiac", "①": "decimalEnclosedCircle",
    "１": "decimalFullWidth", "壹": "chineseLegalSimplified", "〇": "ideographDigital",
}  # fmt: skip
PLACE = re.compile(r"%(\d)%")
MOST_STYLES = 20  # that one style is based on, one on the next
OUTLINE = "\x00outline"


@dataclass(slots=True)
class Styles:
    """`gone` are styles whose text is not shown or struck out, `headings` those of headings, `lists` the list that a
    paragraph style belongs to; `numbering` has a model for each list style, and OUTLINE for headings in no list."""

    gone: set[str] = field(default_factory=set)
    headings: set[str] = field(default_factory=set)
    lists: dict[str, str] = field(default_factory=dict)
    numbering: Numbering = field(default_factory=Numbering)


def read_styles(*roots: etree._Element | None) -> Styles:
    """The styles of a document, from its parts that hold any."""
    styles = Styles()
    parents: dict[str, str] = {}
    for root in roots:
        for style in root.iter(f"{STYLE}style") if root is not None else ():
            _read_style(style, styles, parents)
        for kind, key in (("list-style", ""), ("outline-style", OUTLINE)):
            for model in root.iter(f"{TEXT}{kind}") if root is not None else ():
                name = key or model.get(f"{STYLE}name", "")
                styles.numbering.lists[name] = name
                styles.numbering.levels[name] = dict(_levels(model))
    for name in parents:
        for parent in _line(name, parents):
            if parent in styles.headings:
                styles.headings.add(name)
            if parent in styles.lists:
                styles.lists.setdefault(name, styles.lists[parent])
    return styles


def _read_style(style: etree._Element, styles: Styles, parents: dict[str, str]) -> None:
    name = style.get(f"{STYLE}name", "")
    parents[name] = style.get(f"{STYLE}parent-style-name", "")
    properties = style.find(f"{STYLE}text-properties")
    if properties is not None:
        struck = properties.get(f"{STYLE}text-line-through-style", "none") != "none"
        if struck or properties.get(f"{TEXT}display") == "none":
            styles.gone.add(name)
    if style.get(f"{STYLE}default-outline-level", "").isdigit() or name.startswith(("Heading", "Title", "标题")):
        styles.headings.add(name)
    if list_name := style.get(f"{STYLE}list-style-name"):
        styles.lists[name] = list_name


def _levels(model: etree._Element) -> Iterator[tuple[int, Level]]:
    """(depth from 0, level) of a list style."""
    for level in model:
        depth = level.get(f"{TEXT}level", "")
        if not depth.isdigit():
            continue
        shape, start = level.get(f"{STYLE}num-format") or "", level.get(f"{TEXT}start-value", "1")
        style = FORMATS.get(shape) or COUNTERS.get(shape[:1], "decimal" if shape else "none")
        yield int(depth) - 1, Level(int(start) if start.isdigit() else 1, style, _pattern(level, int(depth)))


def _pattern(level: etree._Element, depth: int) -> str:
    """The text around the numbers of a level, as %1、 is written in Word's files."""
    if (written := level.get(f"{EXTENDED}num-list-format")) is not None:
        return PLACE.sub(r"%\1", written)
    shown = level.get(f"{TEXT}display-levels", "1")
    first = depth - int(shown) + 1 if shown.isdigit() else depth
    numbers = ".".join(f"%{one}" for one in range(max(1, first), depth + 1))
    return level.get(f"{STYLE}num-prefix", "") + numbers + level.get(f"{STYLE}num-suffix", "")


def _line(name: str, parents: dict[str, str]) -> Iterator[str]:
    """The styles that a style is based on, nearest first."""
    for _ in range(MOST_STYLES):
        name = parents.get(name, "")
        if not name:
            return
        yield name
