"""Owns the XLSX workbook: sheets with frozen headers and number formats, quotients as live formulas, text that stays
text; pure."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from dashboard import quotients
from dashboard.columns import ONE_DECIMAL
from dashboard.quotients import Quotient, Workings

SHEET_RULES = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WHOLE, DECIMALS, SHARE = "#,##0", "#,##0.00", "0.0"
MADE = datetime(2000, 1, 1)
Formula = tuple[str, float]


def _plain(value: object) -> object:
    """A value that a sheet can hold; None for a missing one."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, bool | int | float | str):
        return value
    return value.item() if hasattr(value, "item") else str(value)


def number_format(values: pd.Series) -> str | None:
    """The pattern that a column's numbers are written with: one decimal for per cent and points, else whole or two
    decimals; None for text."""
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return None
    if str(values.name).endswith(ONE_DECIMAL):
        return SHARE
    return WHOLE if (values.dropna() % 1 == 0).all() else DECIMALS


def formula(above: str, below: str, factor: int) -> str:
    """Numerator ÷ denominator as a formula that stays empty where the denominator is 0."""
    return f'=IF({below}=0,"",{above}/{below}{f"*{factor}" if factor != 1 else ""})'


def _number(value: object) -> float | None:
    plain = _plain(value)
    return float(plain) if isinstance(plain, int | float) and not isinstance(plain, bool) else None


def _quotient(above: object, below: object, factor: int, shown: object) -> float | None:
    """What the formula gives, if that is the value shown up to its rounding; None where a formula would say something
    else than what is shown."""
    upper, lower, value = _number(above), _number(below), _number(shown)
    if upper is None or not lower or value is None:
        return None
    exact = upper / lower * factor
    return exact if abs(exact - value) <= 0.0501 else None


def formulas_beside(table: pd.DataFrame, made_of: Sequence[Quotient]) -> dict[tuple[int, str], Formula]:
    """Formulas over the columns that stand beside, by row and column: text and present value."""
    found: dict[tuple[int, str], Formula] = {}
    columns = list(table.columns)
    for one in made_of:
        above, below = (xl_col_to_name(columns.index(name)) for name in (one.numerator, one.denominator))
        whole = f"SUM({below}$2:{below}${len(table) + 1})" if one.of_column else ""
        total = table[one.denominator].sum() if one.of_column else None
        parts = zip(table[one.numerator], table[one.denominator], table[one.value], strict=True)
        for row, (upper, lower, shown) in enumerate(parts):
            value = _quotient(upper, total if one.of_column else lower, one.factor, shown)
            if value is not None:
                text = formula(f"{above}{row + 2}", whole or f"{below}{row + 2}", one.factor)
                found[row, one.value] = (text, value)
    return found


def formulas_elsewhere(table: pd.DataFrame, workings: Workings, sheet: str) -> dict[tuple[int, str], Formula]:
    """Formulas over the sheet of workings, by row and column: text and present value."""
    columns = list(workings.table.columns)
    above, below = (xl_col_to_name(columns.index(name)) for name in (workings.numerator, workings.denominator))
    found: dict[tuple[int, str], Formula] = {}
    for (row, column), line in workings.rows.items():
        factor, parts = workings.factors[line], workings.table.iloc[line]
        shown = table[column].iloc[row]
        value = _quotient(parts[workings.numerator], parts[workings.denominator], factor, shown)
        if value is not None:
            text = formula(f"'{sheet}'!{above}{line + 2}", f"'{sheet}'!{below}{line + 2}", factor)
            found[row, column] = (text, value)
    return found


def _write(
    book: xlsxwriter.Workbook, name: str, table: pd.DataFrame, formulas: Mapping[tuple[int, str], Formula]
) -> None:
    sheet = book.add_worksheet(name[:31])
    head = book.add_format({"bold": True, "bg_color": "#F3F0EA", "bottom": 1, "text_wrap": True, "valign": "top"})
    for place, column in enumerate(table.columns):
        values = table.iloc[:, place]
        pattern = number_format(values)
        style = book.add_format({"num_format": pattern}) if pattern else None
        sheet.write_string(0, place, str(column), head)
        longest = max([len(str(column)) * 2, *(_wide(value) for value in values.head(200))], default=8)
        sheet.set_column(place, place, min(60, max(9, longest + 2)))
        for row, value in enumerate(values):
            content = _plain(value)
            if (row, str(column)) in formulas:
                text, result = formulas[row, str(column)]
                sheet.write_formula(row + 1, place, text, style, result)
            elif isinstance(content, str):
                sheet.write_string(row + 1, place, content)
            elif content is not None:
                sheet.write(row + 1, place, content, style)
    sheet.freeze_panes(1, 0)
    if len(table):
        sheet.autofilter(f"A1:{xl_rowcol_to_cell(len(table), len(table.columns) - 1)}")


def _wide(value: object) -> int:
    """The width of a value in letters; a Chinese one counts for two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in str(value))


def to_xlsx(
    sheets: Sequence[tuple[str, pd.DataFrame]],
    about: Mapping[str, str] | None = None,
    workings: Workings | None = None,
    workings_sheet: str = "",
) -> bytes:
    """A workbook, one sheet a table, header frozen; text stays text, an empty place stays empty. Quotients of the first
    sheet become formulas over the columns beside them or, with `workings`, over that sheet. `about` are properties."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, **SHEET_RULES}) as book:
        book.set_properties({"created": MADE, **(about or {})})
        for place, (name, table) in enumerate(sheets):
            made: dict[tuple[int, str], Formula] = {}
            if place == 0:
                made = formulas_beside(table, quotients.attached(table))
                if workings:
                    made |= formulas_elsewhere(table, workings, workings_sheet)
            _write(book, name, table, made)
            if place == 0 and workings:
                _write(book, workings_sheet, workings.table, {})
    return stream.getvalue()
