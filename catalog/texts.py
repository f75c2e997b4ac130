"""The words of the interface, from texts.yml: key to sentence in Chinese and English."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from catalog import yamlfile

Say = Callable[..., str]


@cache
def texts() -> dict[str, dict[str, str]]:
    """Every text by its key, each with zh and en."""
    loaded: dict[str, dict[str, str]] = yamlfile.read(Path(__file__).with_suffix(".yml"))
    return loaded


def text(key: str, language: str, **values: object) -> str:
    """One text with its places filled; raises KeyError where the catalogue lacks the key."""
    return texts()[key][language].format(**values) if values else texts()[key][language]


def speaker(language: str) -> Say:
    """`text` for one language: say("year") is 年度."""
    return partial(_say, language)


def _say(language: str, key: str, /, **values: object) -> str:
    return text(key, language, **values)


def either(language: str, zh: str | None, en: str | None) -> str:
    """A name in the reader's language; the other one where that is missing."""
    return (zh if language == "zh" else en) or zh or en or ""
