"""Owns the small facts of WordprocessingML: what an element says in its properties, and what styles say."""

from __future__ import annotations

from lxml import etree

from etl.documents.office.numbering import VAL, W

GONE = tuple(W + name for name in ("vanish", "strike", "dstrike"))
RAISED, OF_RUN = f"{W}vertAlign", f"{W}rPr"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"


def chosen(alternatives: etree._Element) -> etree._Element:
    """The one of several versions of the same content to read: the first."""
    choice = alternatives.find(CHOICE)
    return choice if choice is not None else alternatives


def is_hidden(properties: etree._Element | None) -> bool:
    """True for the properties of a run that is not shown, or struck out: its author took it back."""
    if properties is None:
        return False
    marks = (properties.find(name) for name in GONE)
    return any(mark is not None and mark.get(VAL, "true") not in ("0", "false", "off") for mark in marks)


def is_raised(run: etree._Element, properties: etree._Element | None) -> bool:
    """True for a shown run in superscript behind another run with text: the mark of a note, not a figure."""
    if properties is None or (place := properties.find(RAISED)) is None:
        return False
    behind = any(before.find(f"{W}t") is not None for before in run.itersiblings(f"{W}r", preceding=True))
    return place.get(VAL) == "superscript" and behind and not is_hidden(properties)


def has(properties: etree._Element | None, name: str) -> bool:
    return properties is not None and properties.find(f"{W}{name}") is not None


def either(properties: etree._Element | None, *names: str) -> etree._Element | None:
    """The first of several properties that is there."""
    if properties is None:
        return None
    for name in names:
        if (found := properties.find(W + name)) is not None:
            return found
    return None


def value_of(properties: etree._Element, name: str) -> str:
    found = properties.find(f"{W}{name}")
    return "" if found is None else found.get(VAL, "")


def number_of(properties: etree._Element | None, name: str, default: int) -> int:
    value = "" if properties is None else value_of(properties, name)
    return int(value) if value.isdigit() and len(value) < 6 else default


def read_styles(root: etree._Element | None) -> tuple[frozenset[str], dict[str, tuple[str, int]]]:
    """Styles that make headings, and styles that belong to a list with its level."""
    headings: set[str] = set()
    lists: dict[str, tuple[str, int]] = {}
    parents: dict[str, str] = {}
    for style in root.iterchildren(f"{W}style") if root is not None else ():
        key, name = style.get(f"{W}styleId", ""), value_of(style, "name").lower()
        properties = style.find(f"{W}pPr")
        parents[key] = value_of(style, "basedOn")
        if name.startswith(("heading", "标题", "title")) or number_of(properties, "outlineLvl", 9) < 9:
            headings.add(key)
        own = properties.find(f"{W}numPr") if properties is not None else None
        if own is not None:
            lists[key] = (value_of(own, "numId"), number_of(own, "ilvl", 0))
    for key in parents:
        for parent in _line_of(key, parents):
            if parent in lists:
                lists.setdefault(key, lists[parent])
            if parent in headings:
                headings.add(key)
    return frozenset(headings), lists


def list_styles(root: etree._Element | None) -> dict[str, str]:
    """The list of each style that states one: style -> list."""
    found = {}
    for style in root.iterchildren(f"{W}style") if root is not None else ():
        own = style.find(f"{W}pPr/{W}numPr")
        if own is not None:
            found[style.get(f"{W}styleId", "")] = value_of(own, "numId")
    return found


def _line_of(key: str, parents: dict[str, str]) -> list[str]:
    """The styles that a style is based on, nearest first; a circle ends where it closes."""
    line: list[str] = []
    while (key := parents.get(key, "")) and key not in line:
        line.append(key)
    return line
