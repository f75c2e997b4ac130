"""Owns how a value stands in a cell: its printed text, and the state and value that a reader must take from it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from etl.report import BLANK, NA, NUMBER

from .facts import CellKey, Value

ZERO = {"zero_blank": ("", BLANK), "zero_dash": ("-", NA), "zero_slash": ("/", NA), "zero_word": ("无", NA)}
FOUR_PLACES = Decimal("0.0001")
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell as the document has it."""

    text: str
    value: Decimal | None
    state: str


def print_cell(key: CellKey, value: Value, quirks: frozenset[str]) -> Printed:
    """The cell of this key under the quirks of its document."""
    if value == 0:
        for name, (text, state) in ZERO.items():
            if name in quirks:
                return Printed(text, None, state)
        if "totals_blank" in quirks and key[0] == "requests" and key[2] == "total":
            return Printed("", None, BLANK)
    return Printed(_text(key, value, quirks), Decimal(value), NUMBER)


def _text(key: CellKey, value: Value, quirks: frozenset[str]) -> str:
    table, row, column = key
    if column == "items_change" and value:
        words = ("增", "减") if "change_in_words" in quirks else ("+", "-")
        return words[value < 0] + str(abs(value))
    if "fixed_decimals" in quirks and row == "fees_10k_yuan":
        fixed = Decimal(value).quantize(FOUR_PLACES)
        value = fixed if fixed == value else value
    grouped = f"{value:,}".replace(",", " ") if "spaced_thousands" in quirks else f"{value:,}"
    text = grouped if quirks & {"thousands_commas", "spaced_thousands"} else f"{value}"
    if "full_width_digits" in quirks and value >= 0:
        text = text.translate(WIDE)
    if "unit_in_cell" in quirks and table == "disclosure":
        text += {"": "万元", "decisions": "件", "issued": "件"}.get(column, "")
    if (
        "note_in_cell" in quirks
        and row == "normative_documents"
        and column in ("in_force", "published_total")
        and value > 2
    ):
        text += "（其中修订1件）"
    return text
