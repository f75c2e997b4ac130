"""Owns property modifiers of binary Word files ([MS-DOC] 2.6): a byte string of them to the few that reading needs."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

IN_TABLE, ROW_END, DEPTH, INNER_CELL, INNER_ROW = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
HUGE = (0x6645, 0x6646)
LIST, LIST_LEVEL = 0x460B, 0x260A
OUTLINE, DEFINE_TABLE, MERGE, VERTICAL_MERGE = 0x2640, 0xD608, 0x5624, 0xD62B
VANISH, DELETED, STRUCK, STRUCK_TWICE = 0x083C, 0x0800, 0x0837, 0x2A53
GONE = frozenset({VANISH, DELETED, STRUCK, STRUCK_TWICE})  # text that is not shown, or taken back
TABS, OLD_DEFINE_TABLE = 0xC615, 0xD606
OPERAND = (1, 1, 2, 4, 2, 2, -1, 3)  # bytes by the upper three bits; -1: the first byte says
CELL_SIZE = 20
MOST_COLUMNS = 64


@dataclass(slots=True)
class ColumnMark:
    """How one cell of a row is merged."""

    left: bool = False  # with the cell before it
    above: bool = False  # with the cell above it


@dataclass(slots=True)
class Properties:
    """Properties of one paragraph; those of a table are on the mark that ends its row."""

    style: int = 0
    in_table: bool = False
    depth: int = 0
    row_end: bool = False
    inner_cell: bool = False
    inner_row: bool = False
    outline: int = 9
    list_number: int = 0
    list_level: int = 0
    edges: tuple[int, ...] = ()  # left edge of each column and the right edge of the last, in twips
    marks: list[ColumnMark] = field(default_factory=list)


def modifiers(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(code, operand) of each modifier; ends at the first that does not fit into the bytes."""
    position = 0
    while position + 3 <= len(data):
        code = data[position] | data[position + 1] << 8
        position += 2
        size = OPERAND[code >> 13]
        if code in (DEFINE_TABLE, OLD_DEFINE_TABLE):
            size = (data[position] | (data[position + 1] << 8 if position + 1 < len(data) else 0)) + 1
        elif size < 0:
            size = data[position] + 1
            if code == TABS and size == 256:
                return  # its length follows other rules, and nothing that matters here comes after it
        if position + size > len(data):
            return
        yield code, data[position : position + size]
        position += size


def apply(properties: Properties, data: bytes, huge: bytes) -> Properties:
    """Properties changed by modifiers; `huge` is the Data stream, where long ones lie."""
    for code, operand in modifiers(data):
        if code == IN_TABLE:
            properties.in_table = operand[0] != 0
        elif code == ROW_END:
            properties.row_end = operand[0] != 0
        elif code == DEPTH:
            properties.depth = min(struct.unpack("<I", operand)[0], 16)
        elif code == INNER_CELL:
            properties.inner_cell = operand[0] != 0
        elif code == INNER_ROW:
            properties.inner_row = operand[0] != 0
        elif code == OUTLINE:
            properties.outline = operand[0]
        elif code == LIST:
            properties.list_number = struct.unpack("<H", operand)[0]
        elif code == LIST_LEVEL:
            properties.list_level = operand[0]
        elif code == DEFINE_TABLE:
            _define(properties, operand)
        elif code == MERGE:
            for mark in properties.marks[operand[0] + 1 : operand[1]]:
                mark.left = True
        elif code == VERTICAL_MERGE and len(operand) >= 3 and operand[1] < len(properties.marks):
            properties.marks[operand[1]].above = operand[2] == 1
        elif code in HUGE:
            start = struct.unpack("<I", operand)[0]
            size = int.from_bytes(huge[start : start + 2], "little")
            inner = huge[start + 2 : start + 2 + size]
            apply(properties, inner, b"")  # one that points to another is damage
    return properties


def _define(properties: Properties, operand: bytes) -> None:
    """Edges and merges of the columns of a row, from the definition of its table."""
    count = operand[2] if len(operand) > 2 else 0
    cells = 3 + 2 * (count + 1)
    if not 0 < count <= MOST_COLUMNS or len(operand) < cells:
        return
    properties.edges = struct.unpack_from(f"<{count + 1}h", operand, 3)
    properties.marks = []
    for number in range(count):
        start = cells + number * CELL_SIZE
        flags = int.from_bytes(operand[start : start + 2], "little")
        properties.marks.append(ColumnMark(left=bool(flags & 2), above=(flags >> 5) & 3 == 1))
