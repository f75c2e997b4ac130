"""Owns the small facts of WordprocessingML: what an element says in its properties, and what styles say."""

from __future__ import annotations

from lxml import etree

from etl.documents.office.numbering import VAL, W

GONE = tuple(W + name for name in ("vanish", "strike", "dstrike"))
RAISED, OF_RUN = f"{W}vertAlign", f"{W}rPr"
DOWN, ACROSS = (f"{W}vMerge", f"{W}vmerge"), (f"{W}hMerge", f"{W}hmerge")
Marks = dict[str, etree._Element]
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"


def chosen(alternatives: etree._Element) -> etree._Element:
    """The one of several versions of the same content to read: the first."""
    choice = alternatives.find(CHOICE)
    return choice if choice is not None else alternatives


def marks_of(element: etree._Element, kind: str) -> Marks:
    """What the properties of an element say, by their tags, the first of each; empty where it has none. To list them
    costs less than to look for one."""
    for properties in element.iterchildren(kind):
        return {mark.tag: mark for mark in reversed(properties)}
    return {}


def is_hidden(marks: Marks) -> bool:
    """True for the properties of a run that is not shown, or struck out: its author took it back."""
    found = [marks[name] for name in GONE if name in marks]
    return any(mark.get(VAL, "true") not in ("0", "false", "off") for mark in found)


def is_raised(run: etree._Element, marks: Marks) -> bool:
    """True for a shown run in superscript behind another run with text: the mark of a note, not a figure."""
    if (place := marks.get(RAISED)) is None:
        return False
    behind = any(before.find(f"{W}t") is not None for before in run.itersiblings(f"{W}r", preceding=True))
    return place.get(VAL) == "superscript" and behind and not is_hidden(marks)


def said(marks: Marks, name: str) -> str:
    """The value of a property; empty where it is missing."""
    found = marks.get(name)
    return "" if found is None else found.get(VAL, "")


def number_said(marks: Marks, name: str, default: int) -> int:
    """The value of a property as a number."""
    value = said(marks, name)
    return int(value) if value.isdigit() and len(value) < 6 else default


def continues(marks: Marks, names: tuple[str, str]) -> bool:
    """True for the mark, in either spelling, of a cell that only continues the one above or before it."""
    merge = next((marks[name] for name in names if name in marks), None)
    return merge is not None and merge.get(VAL, "continue") != "restart"


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
