"""Owns Paper: one report as its author has it in hand, before it becomes a file of some medium."""

from __future__ import annotations

from dataclasses import dataclass

from .prose import Part
from .sheet import Table

SECTION_OF = {"disclosure": "2", "requests": "3", "cases": "4"}


@dataclass(frozen=True, slots=True)
class Paper:
    """Title, notice that this is demonstration data, sections in order, and the tables by name."""

    title: str
    notice: str
    agency: str
    place: str
    published_on: str  # YYYY-MM-DD
    parts: tuple[Part, ...]
    tables: tuple[Table, ...]

    def tables_of(self, part: Part) -> tuple[Table, ...]:
        """The tables that belong into a section, as far as the report has them."""
        return tuple(table for table in self.tables if SECTION_OF[table.name] == part.number)

    @property
    def date_in_words(self) -> str:
        year, month, day = self.published_on.split("-")
        return f"{year}年{int(month)}月{int(day)}日"
