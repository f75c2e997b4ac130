"""Owns sheets (XLSX, XLS, ODS, CSV): a form filled in as a sheet to titles, headings and grids."""

from __future__ import annotations

import csv
import datetime
import io
import re
import struct
from collections.abc import Sequence

import olefile
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from etl.documents.document import Block, Document, Paragraph, problem
from etl.documents.encoding import decode
from etl.documents.office.package import LARGEST_PART, Package
from etl.documents.office.sheetgrid import Merge, sheet_blocks
from etl.documents.office.sheetxml import SheetNotes, read_notes, shown_only
from etl.errors import UnreadableDocument

OLE = b"\xd0\xcf\x11\xe0"
FAILURES = (CalamineError, XmlError, ZipError, ValueError, OSError, OverflowError, IndexError)
ADDRESS = re.compile(rb'<c [^>]*?\br="([A-Z]{1,4})(\d{1,8})"')
LOCK = 0x2F  # FILEPASS
MOST_CELLS = 5_000_000
NAMELESS = re.compile(r"^(sheet|工作表)\s*\d*$", re.IGNORECASE)
DELIMITERS = ",\t;"

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def read_sheet(data: bytes) -> Document:
    """The Document of a workbook, its visible sheets one after the other.

    Raises UnreadableDocument: unreadable, password_protected, too_large, empty_file."""
    medium = _medium(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
            sheets = [book.get_sheet_by_name(name) for name in shown or book.sheet_names]
            notes = read_notes(data) if medium == "xlsx" else {}
            parts = [(sheet.name, _blocks(sheet, notes.get(sheet.name))) for sheet in sheets]
    except PasswordError as error:
        raise UnreadableDocument("password_protected") from error
    except FAILURES as error:
        if medium == "xls" and _is_locked(data):
            raise UnreadableDocument("password_protected") from error
        raise UnreadableDocument("unreadable", f"{medium} 表格的结构有误") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the library raises where it did not expect the damage
            raise
        raise UnreadableDocument("unreadable", f"{medium} 表格的结构有误") from error
    filled = [(name, blocks) for name, blocks in parts if blocks]
    if not filled:
        raise UnreadableDocument("empty_file")
    blocks: list[Block] = []
    for name, own in filled:
        if len(filled) > 1 and not NAMELESS.match(name.strip()):
            blocks.append(Paragraph(name.strip(), is_heading=True))
        blocks.extend(own)
    unsaved = sum(notes[name].unsaved for name, _ in filled if name in notes)
    problems = (problem("formulas_unsaved", str(unsaved)),) if unsaved else ()
    return Document(medium, tuple(blocks), {"sheets": "|".join(name for name, _ in filled)}, problems)


def read_csv(data: bytes) -> Document:
    """The Document of a file of separated values. Raises UnreadableDocument: unreadable, empty_file."""
    decoded = decode(data)
    text = decoded.text.replace("\x00", "")
    delimiter = max(DELIMITERS, key=lambda sign: text[:4096].count(sign))
    try:
        rows = [
            [field.strip() for field in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise UnreadableDocument("unreadable", "CSV 的结构有误") from error
    blocks = sheet_blocks(rows, None)
    if not blocks:
        raise UnreadableDocument("empty_file")
    return Document("csv", tuple(blocks), {"encoding": decoded.encoding})


def printed(value: Value) -> str:
    """A value as the sheet would print it: 3.0 is 3, a day is YYYY-MM-DD, white space at the edges is none."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value).strip(" \t\r\n\xa0\u3000")


def _blocks(sheet: CalamineSheet, notes: SheetNotes | None) -> list[Block]:
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise UnreadableDocument("too_large", f"{sheet.total_height} 行 × {sheet.total_width} 列")
    rows = [[printed(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    ranges = sheet.merged_cell_ranges
    merges = None if ranges is None else _merges(ranges)
    if notes is not None and (notes.rows or notes.columns):
        rows, merges = shown_only(rows, merges, notes)
    return sheet_blocks(rows, merges)


def _merges(ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> list[Merge]:
    return [Merge(top, left, bottom, right) for (top, left), (bottom, right) in ranges]


def _medium(data: bytes) -> str:
    """xls, ods or xlsx; a workbook whose cells would not fit into memory is refused before it is loaded."""
    if data.startswith(OLE):
        return "xls"
    package = Package(data)
    kind = package.part("mimetype") if "mimetype" in package.names() else None
    if kind is not None and b"opendocument" in kind:
        package.tree("content.xml")  # the library reads a part that is cut off without end
        return "ods"
    for name, size in package.names().items():
        if size > LARGEST_PART:
            raise UnreadableDocument("too_large", f"{name}: {size // 2**20} MB")
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            _refuse_vast(package.part(name) or b"")
    return "xlsx"


def _refuse_vast(sheet: bytes) -> None:
    """Raise UnreadableDocument("too_large") if the farthest cells of a sheet span more than MOST_CELLS."""
    width = height = 1
    for address in ADDRESS.finditer(sheet):
        letters, row = address.groups()
        column = 0
        for letter in letters:
            column = 26 * column + letter - 64
        width, height = max(width, column), max(height, int(row))
    if width * height > MOST_CELLS:
        raise UnreadableDocument("too_large", f"{height} 行 × {width} 列")


def _is_locked(data: bytes) -> bool:
    """True for an XLS file that asks for a password: its workbook has a record that says so near the start."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file, file.openstream("Workbook") as stream:
            head: bytes = stream.read(4096)
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError):
        return False
    position = 0
    while position + 4 <= len(head):
        kind, size = struct.unpack_from("<HH", head, position)
        if kind == LOCK:
            return True
        position += 4 + size
    return False
