"""The words of saved web pages, from pages.yml: what marks a report, what a site says about it, what is noise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalog import yamlfile
from catalog.narrative import lexicon


@dataclass(frozen=True, slots=True)
class PageWords:
    """Compiled patterns: `section` matches a heading line, `table` a word of a statutory table, `title` a report's
    title, `noise` a line of the site, `report_file` the name of a file that may be a report; `labels` and `meta_names`
    map printed labels to keys of Document.metadata."""

    section: re.Pattern[str]
    table: re.Pattern[str]
    title: re.Pattern[str]
    noise: re.Pattern[str]
    report_file: re.Pattern[str]
    label: re.Pattern[str]
    labels: dict[str, str]
    meta_names: dict[str, str]


@cache
def page_words() -> PageWords:
    """The words, compiled once."""
    words: dict[str, Any] = yamlfile.read(Path(__file__).with_suffix(".yml"))
    kind, matter = (_any(words["title_words"][part]) for part in ("kind", "matter"))
    labels: dict[str, str] = words["labels"]
    longest_first = sorted(labels, key=len, reverse=True)
    return PageWords(
        section=re.compile(
            rf"^\W*(?:[一二三四五六七八]\s*[、.．,，]|第[一二三四五六]部分)\s*[^。]{{0,12}}(?:{_any(words['section_words'])})"
        ),
        table=re.compile(_any(words["table_words"])),
        title=re.compile(rf"^(?=.*(?:19|20)\d\d)(?=.*(?:{kind}))(?=.*(?:{matter}))"),
        noise=re.compile("|".join(f"(?:{pattern})" for pattern in words["noise"]), re.IGNORECASE),
        report_file=re.compile(_any(words["report_file_words"])),
        label=re.compile(rf"[\[【(（]?\s*({_spaced(longest_first)})\s*[\]】)）]?\s*[：:]\s*"),
        labels=labels,
        meta_names=words["meta_names"],
    )


def _spaced(words: list[str]) -> str:
    """Words that may be spaced out (索 引 号); those of two letters only where no other word runs into them."""
    patterns = []
    for word in words:
        alone = r"(?<![\u4e00-\u9fff])" if len(word) < 3 else ""
        patterns.append(alone + r"[\s\u3000]*".join(word))
    return "|".join(patterns)


def _any(words: list[str]) -> str:
    """A pattern of any of the words, each also in traditional characters."""
    return "|".join("".join(_letter(letter) for letter in word) for word in words)


def _letter(letter: str) -> str:
    others = _traditional().get(letter, "")
    return f"[{letter}{others}]" if others else re.escape(letter)


@cache
def _traditional() -> dict[str, str]:
    """Simplified characters and their traditional forms."""
    pairs = "".join(lexicon()["traditional"].split())
    forms: dict[str, str] = {}
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        if old != new and old not in forms.get(new, ""):
            forms[new] = forms.get(new, "") + old
    return forms
