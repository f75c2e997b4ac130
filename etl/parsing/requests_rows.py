"""Owns the rows of table three: which outcome a row's labels name, within the group that stands above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from catalog import forms
from etl.documents.document import GridCell
from etl.parsing.labels import Label, find, fold, guess, local, roles

TABLE = "requests"
SINGLE_ROW_GROUP = "otherwise_closed"
GROUP_AND_ROW = re.compile(r"^(?P<group>\D{3,24}?)[-—－:：,，;；/]*(?P<row>\d{1,2}[.．、)）]\D.*)$")


@dataclass(slots=True)
class Context:
    """The group that the rows stand under."""

    group: str | None = None

    def see(self, labels: Sequence[GridCell]) -> None:
        """Take in the labels of a row without values: a group heading opens its group."""
        row_of(labels, self, blank=True)


def row_of(labels: Sequence[GridCell], context: Context, *, blank: bool) -> str | None:
    """The key of a row, local: and its label where no form has it, None for a heading or the rest of a cut label.
    `blank` says that the row has no printed value."""
    opened: str | None = None
    unknown: str | None = None
    for printed in (part for cell in labels for part in _parts(cell.text)):
        kind, key = _meaning(printed, context.group)
        if kind == "row":
            context.group = _group_of(key)
            return key
        if kind == "group":
            context.group = opened = key
        elif kind == "subtotal":
            return f"local:{context.group}.subtotal"
        elif kind == "unknown":
            unknown = printed
    if unknown is not None:
        return local(unknown)
    if opened == SINGLE_ROW_GROUP:
        return SINGLE_ROW_GROUP
    return None if opened is None or blank else f"local:{opened}.subtotal"


@lru_cache(maxsize=8192)
def _parts(printed: str) -> tuple[str, ...]:
    """A label that names its group and a numbered row of it as two: （三）不予公开 and 1.属于国家秘密."""
    found = GROUP_AND_ROW.match("".join(printed.split()))
    if found is None or find(found["group"], TABLE, "group", "") is None:
        return (printed,)
    return found["group"], found["row"]


def _group_of(key: str) -> str | None:
    """The group that a row belongs to; the first level of the form closes any group."""
    return key.partition(".")[0] if "." in key else None


def _meaning(printed: str, group: str | None) -> tuple[str, str]:
    """(row, key), (group, key), (subtotal, ""), (heading, "") or (unknown, "") of one label."""
    label = fold(printed)
    if label.level >= 3 and group and (key := find(printed, TABLE, "row", group)):
        return "row", key
    if any(role.table == TABLE and role.axis == "subtotal" for role in roles(printed)):
        return ("subtotal", "") if group else ("unknown", "")
    top = find(printed, TABLE, "row", "")
    if top == "concluded" and label.level == 0 and group not in (None, SINGLE_ROW_GROUP):
        return "subtotal", ""
    if top and label.level < 3:
        return "row", top
    if opened := find(printed, TABLE, "group", ""):
        return "group", opened
    if find(printed, TABLE, "heading", ""):
        return "heading", ""
    return _inner(printed, label, group)


def _inner(printed: str, label: Label, group: str | None) -> tuple[str, str]:
    """What a label below the first level means, or what a page break left of one."""
    if label.level == 2 and label.rest[:2] in ("其他", "其它") and len(label.rest) <= 4:
        return "group", SINGLE_ROW_GROUP
    if group and (key := find(printed, TABLE, "row", group)):
        return "row", key
    anywhere = {role.key for role in roles(printed) if role.table == TABLE and role.axis == "row" and role.group}
    if len(anywhere) == 1 and label.rest not in ("其他", "其它"):
        return "row", next(iter(anywhere))
    if begun := _beginning(label):
        return begun
    if guessed := _guessed(printed, group):
        return guessed
    if group and label.level == 0 and len(label.rest) < 4 and _groups()[group].endswith(label.rest):
        return "heading", ""
    if label.level in (1, 2) and not label.rest:
        return "heading", ""
    return "unknown", ""


def _guessed(printed: str, group: str | None) -> tuple[str, str] | None:
    """A misspelt label of the group, or of the first level."""
    if group and (key := guess(printed, TABLE, ("row",), group)):
        return "row", key
    top = guess(printed, TABLE, ("row", "group"), "")
    return ("group" if top in _groups() else "row", top) if top else None


def _beginning(label: Label) -> tuple[str, str] | None:
    """The group whose label begins so, numbering included: （四）无 before a page break."""
    if label.level != 2 or not label.rest or len(label.rest) > 3:
        return None
    fitting = [
        entry.key
        for entry in forms.groups("2021")
        if fold(entry.label).rest.startswith(label.rest) and fold(entry.label).numbering == label.numbering
    ]
    return ("group", fitting[0]) if len(fitting) == 1 else None


@cache
def _groups() -> dict[str, str]:
    return {entry.key: fold(entry.label).rest for entry in forms.groups("2021")}
