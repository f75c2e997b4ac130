"""Owns the reader: the language and the collection that a run is made for, and the words in that language."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.texts import Say, either


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks."""

    language: str
    which: str
    say: Say

    def name(self, zh: str | None, en: str | None) -> str:
        """A name in the reader's language, the other one where that is missing."""
        return either(self.language, zh, en)
