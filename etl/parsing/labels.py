"""Owns the recognition of printed labels: by what they say within their group, never letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz

from catalog import forms
from etl.parsing.identity.script import TO_SIMPLIFIED
from etl.parsing.values import NARROW, read_value
from etl.report import TEXT

HAN = re.compile(r"[\u3400-\u9fff]")
SIMPLIFIED = {ord(old): new for old, new in TO_SIMPLIFIED.items()}
DROPPED = {
    **NARROW,
    **SIMPLIFIED,
    **dict.fromkeys(map(ord, "“”\"'‘’「」『』《》〈〉* \t\n\r\u00a0\u3000\u2002\u2003\u2009")),
}
NUMBERING = (
    (1, re.compile(r"^[一二三四五六七八九十]{1,3}[、.,:．]+")),
    (2, re.compile(r"^[(\[（][一二三四五六七八九十]{1,3}[)\]）][、.]?")),
    (3, re.compile(r"^\d{1,2}[、.．)]+|^\d(?=[\u3400-\u9fff]{2})")),
    (4, re.compile(r"^\(\d{1,2}\)[、.]?|^[①-⑳]")),
)
EXPLAINED = re.compile(r"(?<=[\u3400-\u9fff]{2})[(（\[][^)）\]]{12,}[)）\]]?$")  # 规章(设区的市、自治州人民政府应提供)
MARKED = re.compile(r"(?<=[\u3400-\u9fff）)])[①-⑳⁰¹²³⁴-⁹⁽⁾※†]+$")  # the mark of a note behind a label
SURE, APART = 78, 20  # least likeness of a misspelt label, and how far the next one has to lie behind


@dataclass(frozen=True, slots=True)
class Label:
    """A folded label: `level` is 1 for 一、, 2 for （一）, 3 for 1. or 1、, 4 for (1) or ①, else 0."""

    text: str
    level: int
    numbering: str
    rest: str


@lru_cache(maxsize=8192)
def fold(printed: str) -> Label:
    """The label without spaces and quotation marks, simplified, full-width signs as half-width, its numbering apart."""
    text = printed.replace("資訊", "信息").translate(DROPPED)
    text = MARKED.sub("", "".join(text.split()))
    level, numbering, rest = 0, "", text
    for _ in range(2):  # 三、（一）予以公开 carries two
        for depth, pattern in NUMBERING:
            if match := pattern.match(rest):
                level, numbering, rest = depth, match[0], rest[match.end() :]
                break
    return Label(text, level, numbering, rest)


@lru_cache(maxsize=8192)
def is_label(printed: str) -> bool:
    """Whether a cell holds words rather than a value: 无 and 3 件 are values, （三） and 2024年 are not."""
    if not HAN.search(printed) or read_value(printed).state != TEXT:
        return False
    label = fold(printed)
    return label.level > 0 or not label.text[0].isdigit() or len(HAN.findall(label.text)) > 2


def holds(rest: str, text: str, accept: Iterable[tuple[str, ...]], reject: Iterable[str]) -> bool:
    """Whether a label is recognised by one of the alternatives of a spelling and by none of its rejections."""
    return any(all(_has(rest, fragment) for fragment in parts) for parts in accept) and not any(
        fragment in text for fragment in reject
    )


def _has(rest: str, fragment: str) -> bool:
    if fragment[0] == "=":
        return rest == fragment[1:]
    if fragment[0] == "^":
        return rest.startswith(fragment[1:])
    return fragment in rest


@lru_cache(maxsize=8192)
def roles(printed: str) -> tuple[forms.Spelling, ...]:
    """Every spelling of labels.csv that recognises this text, in any table and group; an explanation in brackets after
    it names other rows, and does not count."""
    label = fold(printed)
    if not label.rest:
        return ()
    return _roles(EXPLAINED.sub("", label.rest), EXPLAINED.sub("", label.text))


@lru_cache(maxsize=8192)
def _roles(rest: str, text: str) -> tuple[forms.Spelling, ...]:
    return tuple(spelling for spelling in forms.spellings() if holds(rest, text, spelling.accept, spelling.reject))


@lru_cache(maxsize=8192)
def find(printed: str, table: str, axis: str, group: str | None = None, form: str = "") -> str | None:
    """The key of a label in one table and axis, and in one group where it is given, as labels.csv recognises it; of
    several the one whose label in the form is clearly nearest; None where none fits."""
    keys = {
        spelling.key
        for spelling in roles(printed)
        if spelling.table == table
        and spelling.axis == axis
        and (group is None or spelling.group == group)
        and (not form or spelling.form in ("", form))
    }
    if len(keys) == 1:
        return next(iter(keys))
    return _nearest(fold(printed).rest, table, (axis,), group, form, frozenset(keys)) if keys else None


@lru_cache(maxsize=4096)
def guess(printed: str, table: str, axes: tuple[str, ...], group: str | None = None, form: str = "") -> str | None:
    """The key of a misspelt label that no spelling recognises: the clearly nearest of the group's labels, or None."""
    return _nearest(fold(printed).rest, table, axes, group, form, frozenset())


def _nearest(
    rest: str, table: str, axes: tuple[str, ...], group: str | None, form: str, among: frozenset[str]
) -> str | None:
    """The key whose label of the form is clearly the nearest, among some keys where they are given."""
    scores: dict[str, float] = {}
    for axis in axes:
        for key, label in _labels(table, axis, group, form):
            if not among or key in among:
                scores[key] = max(scores.get(key, 0), fuzz.ratio(rest, label))
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < SURE or len(rest) < 4:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < APART:
        return None
    return ranked[0][0]


@cache
def _labels(table: str, axis: str, group: str | None, form: str) -> tuple[tuple[str, str], ...]:
    """(key, folded label) of the entries of one group of a table, over the forms that count."""
    versions = (form,) if form else forms.versions()
    return tuple(
        {
            (entry.key, fold(entry.label).rest)
            for version in versions
            for entry in forms.entries(version)
            if entry.table == table and entry.axis == axis and group in (None, entry.group)
        }
    )


def local(printed: str) -> str:
    """The key of a row or column that no form has: local: and its label without spaces and numbering."""
    label = fold(printed)
    return f"local:{label.rest or label.text}"
