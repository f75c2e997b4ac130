"""Owns the parts of a table on paper: boxes with spans, rows, tables, and the words around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .printing import Printed

Cells = Mapping[tuple[str, str, str], Printed]


@dataclass(frozen=True, slots=True)
class Box:
    """One cell on paper. `kind` is band, head, label or value; `column` its place in the grid."""

    text: str
    kind: str
    column: int
    column_span: int = 1
    row_span: int = 1


Row = tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: rows of own cells, relative column widths, how many rows are the header, a line printed above it."""

    name: str
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    head_rows: int = 0
    caption: str = ""


@cache
def words() -> dict[str, Any]:
    """The words around rows and columns, from text/tables.yml."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "text" / "tables.yml").read_text(encoding="utf-8"))
    return loaded
