"""The words of the self-check of one draft and the order of its chapters, from selfcheck.yml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

from catalog import yamlfile

Say = Callable[..., str]


@cache
def entries() -> dict[str, Any]:
    """The file as it is."""
    found: dict[str, Any] = yamlfile.read(Path(__file__).with_suffix(".yml"))
    return found


def chapters() -> tuple[str, ...]:
    """The chapters in the order of the form."""
    return tuple(entries()["chapters"])


def chapter_of(rule: str, table: str = "") -> str:
    """The chapter in which a fault stands; `table` is the table of its first cell."""
    if rule in entries()["by_table"] and table in entries()["chapters"]:
        return table
    named = {name: chapter for chapter, entry in entries()["chapters"].items() for name in entry["rules"]}
    return str(named.get(rule) or named.get(group_of(rule)) or "prose")


def group_of(rule: str) -> str:
    """FM, T2, T3, T4, XY …"""
    return rule.split("-")[0][:2]


def listed(name: str, rule: str) -> bool:
    """Whether a list of the file (others, by_table) names the rule or its group."""
    return rule in entries()[name] or group_of(rule) in entries()[name]


def word(room: str, key: str, language: str) -> str:
    """A label of one part of the file (chapters, tables, sections, severities)."""
    return str(entries()[room][key][language])


def remedy(rule: str, language: str) -> str:
    """What would heal a fault of this rule, with {left} and {right}; empty where nothing can be said."""
    heal = entries()["heal"]
    return str((heal.get(rule) or heal.get(group_of(rule)) or {}).get(language, ""))


def place(rule: str) -> str:
    """The number of the section that a rule looks at; empty where it looks at none in particular."""
    return str(entries()["places"].get(rule, ""))


def reason(said: str, language: str) -> str:
    """Why a rule could not say anything, in words; what it says itself where the file has no words for it."""
    found: Iterable[dict[str, str]] = entries()["reasons"]
    return next((one[language] for one in found if re.search(one["match"], said)), said)


def speaker(language: str) -> Say:
    """The words in one language: say("page", page=3)."""
    return partial(_say, language)


def _say(language: str, key: str, /, **values: object) -> str:
    text = str(entries()["words"][key][language])
    return text.format(**values) if values else text
