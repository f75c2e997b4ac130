"""Owns what the XML of an XLSX sheet says beyond its values: hidden rows and columns, formulas without a result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from posixpath import join, normpath

from etl.documents.office.package import Package
from etl.documents.office.sheetgrid import Merge

ROW = re.compile(rb"<(?:x:)?row\b([^>]*)>")
COLUMN = re.compile(rb"<(?:x:)?col\b([^>]*)/?>")
NUMBER = re.compile(rb'\b(r|min|max)="(\d{1,8})"')
HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
UNSAVED = re.compile(
    rb"<(?:x:)?c\b[^>]*>\s*<(?:x:)?f\b[^>]*(?:/>|>[^<]*</(?:x:)?f>)\s*(?:<(?:x:)?v\s*/>|<(?:x:)?v></(?:x:)?v>)?\s*</(?:x:)?c>"
)
WIDEST = 16384


@dataclass(slots=True)
class SheetNotes:
    """`rows` and `columns` are the hidden ones, from 0; `unsaved` counts formulas whose result the file lacks."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    unsaved: int = 0


def read_notes(data: bytes) -> dict[str, SheetNotes]:
    """The notes of each sheet of an XLSX file by its name; none where the file names its parts in no known way."""
    package = Package(data)
    book, links = package.tree("xl/workbook.xml"), package.tree("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return {}
    targets = {link.get("Id"): normpath(join("/xl", link.get("Target") or "")) for link in links if link.get("Id")}
    notes: dict[str, SheetNotes] = {}
    for sheet in book.iter("{*}sheet"):
        link = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), None)
        part = package.part(targets.get(link, ""))
        if part:
            notes[sheet.get("name") or ""] = _notes(part)
    return notes


def _notes(part: bytes) -> SheetNotes:
    found = SheetNotes(unsaved=len(UNSAVED.findall(part)) if b"<f" in part or b":f" in part else 0)
    if b"hidden=" not in part:
        return found
    last = 0
    for row in ROW.finditer(part):
        numbers = dict(NUMBER.findall(row[1]))
        last = int(numbers.get(b"r", last + 1))
        if HIDDEN.search(row[1]):
            found.rows.add(last - 1)
    for column in COLUMN.finditer(part):
        numbers = dict(NUMBER.findall(column[1]))
        if HIDDEN.search(column[1]) and numbers.keys() >= {b"min", b"max"}:
            found.columns.update(range(int(numbers[b"min"]) - 1, min(int(numbers[b"max"]), WIDEST)))
    return found


def shown_only(
    rows: Sequence[Sequence[str]], merges: Sequence[Merge] | None, notes: SheetNotes
) -> tuple[list[list[str]], list[Merge] | None]:
    """Rows and merges without what is hidden; a merge that begins in a hidden place begins in its first shown one."""
    kept_rows = [number for number in range(len(rows)) if number not in notes.rows]
    width = max(map(len, rows), default=0)
    kept_columns = [number for number in range(width) if number not in notes.columns]
    moved: list[Merge] = []
    texts = [list(row) for row in rows]
    for merge in merges or ():
        down = [at for at, number in enumerate(kept_rows) if merge.top <= number <= merge.bottom]
        across = [at for at, number in enumerate(kept_columns) if merge.left <= number <= merge.right]
        if down and across:
            moved.append(Merge(down[0], across[0], down[-1], across[-1]))
            first = texts[merge.top][merge.left] if merge.left < len(texts[merge.top]) else ""
            own, column = texts[kept_rows[down[0]]], kept_columns[across[0]]
            if first and column < len(own):
                own[column] = first
    shown = [[texts[row][column] for column in kept_columns if column < len(texts[row])] for row in kept_rows]
    return shown, None if merges is None else moved
