"""Owns the comparison of what was read with what was printed, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from etl.report import Cell

from .facts import CellKey


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that is not as printed. `kind`: lost (not read), invented (not printed), wrong (another value or state),
    spelt (right value, other text)."""

    key: CellKey
    kind: str
    printed: str
    read: str

    @property
    def is_wrong_value(self) -> bool:
        """Whether a figure came out that the document does not hold in that place."""
        return self.kind in ("wrong", "invented")


def differences(truth: Iterable[Mapping[str, Any]], cells: Iterable[Cell]) -> list[Difference]:
    """Every difference between the truth of a document and the cells read from it, white space apart."""
    printed = {(cell["table"], cell["row"], cell["column"]): cell for cell in truth}
    read: dict[CellKey, Cell] = {}
    found = []
    for cell in cells:
        key = (cell.table, cell.row, cell.column)
        if key not in printed or key in read:
            found.append(Difference(key, "invented", "", cell.printed))
        read[key] = cell
    for key, wanted in printed.items():
        if key not in read:
            found.append(Difference(key, "lost", wanted["printed"], ""))
        elif (kind := _kind(wanted, read[key])) is not None:
            found.append(Difference(key, kind, wanted["printed"], f"{read[key].printed} ({read[key].state})"))
    return found


def _kind(wanted: Mapping[str, Any], cell: Cell) -> str | None:
    value = None if wanted["value"] is None else Decimal(str(wanted["value"]))
    if cell.state != wanted["state"] or cell.value != value:
        return "wrong"
    return None if _bare(cell.printed) == _bare(wanted["printed"]) else "spelt"


def _bare(text: str) -> str:
    return "".join(text.split())
