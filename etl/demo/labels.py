"""Owns how labels are bent: numbering, shortening, slips of the pen, spacing, brackets."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from catalog.forms import Entry

NUMBER = re.compile(r"^(\d)\.")
WIDE = str.maketrans("12345678", "１２３４５６７８")
SPACED = {
    "总计": "总 计",
    "其他": "其 他",
    "自然人": "自 然 人",
    "规章": "规 章",
    "行政许可": "行政 许可",
    "结果维持": "结果 维持",
}


@cache
def _bent() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "text" / "tables.yml").read_text(encoding="utf-8"))
    return loaded


def label_of(entry: Entry, quirks: frozenset[str]) -> str:
    """The printed label of a row of table three."""
    label = entry.label
    if "shortened_labels" in quirks:
        label = _bent()["shortened"].get(entry.key, label)
    elif "misspelt_labels" in quirks:
        label = _bent()["misspelt"].get(entry.key, label)
    return NUMBER.sub(lambda found: _number(found[1], quirks), label)


def _number(digit: str, quirks: frozenset[str]) -> str:
    if "numbered_comma" in quirks:
        return f"{digit}、"
    if "numbered_wide_dot" in quirks:
        return f"{digit}．"
    if "numbered_wide" in quirks:
        return f"{digit.translate(WIDE)}．"
    if "numbered_brackets" in quirks:
        return f"({digit})"
    return f"{digit}."


def spaced(text: str, quirks: frozenset[str]) -> str:
    """A label with the document's spacing and brackets."""
    if "spaced_labels" in quirks:
        text = SPACED.get(text, text).replace("结果", "结 果") if len(text) > 2 or text in SPACED else text
    if "half_width_brackets" in quirks:
        text = text.replace("（", "(").replace("）", ")")
    return text
