"""Owns the style sheet of binary Word files ([MS-DOC] STSH): what each paragraph style says of lists and outline."""

from __future__ import annotations

import struct
from dataclasses import replace

from etl.documents.office.sprm import Properties, apply

PARAGRAPH = 1  # kind of style
NONE = 0xFFF
MOST_STYLES = 5000
DEEPEST = 20  # styles that one style is based on, one on the next


def read_styles(table: bytes, place: tuple[int, int]) -> dict[int, Properties]:
    """The properties of paragraphs of each style, those of the styles it is based on included; none where that part
    of the file is damaged."""
    start, size = place
    data = table[start : start + size]
    own: dict[int, tuple[int, bytes]] = {}
    try:
        head, count, fixed = struct.unpack_from("<HHH", data)
        position = 2 + head
        for number in range(min(count, MOST_STYLES)):
            length = struct.unpack_from("<H", data, position)[0]
            style = data[position + 2 : position + 2 + length]
            position += 2 + length + length % 2
            if length and (found := _read_style(style, fixed)) is not None:
                own[number] = found
    except struct.error:
        return {}
    return {number: _whole(number, own) for number in own}


def _read_style(style: bytes, fixed: int) -> tuple[int, bytes] | None:
    """The style that a style is based on and its own modifiers of paragraphs; None for styles of another kind."""
    kind, counts = struct.unpack_from("<HH", style, 2)
    if kind & 0xF != PARAGRAPH or not counts & 0xF:
        return None
    name = struct.unpack_from("<H", style, fixed)[0]
    position = fixed + 2 + 2 * name + 2
    size = struct.unpack_from("<H", style, position)[0]
    return kind >> 4, style[position + 4 : position + 2 + size]  # its own number goes before the modifiers


def _whole(number: int, own: dict[int, tuple[int, bytes]]) -> Properties:
    line: list[bytes] = []
    at = number
    while at in own and at != NONE and len(line) < DEEPEST:
        line.append(own[at][1])
        at = own[at][0]
    properties = Properties(style=number)
    for modifiers in reversed(line):
        apply(properties, modifiers, b"")
    return replace(properties, in_table=False, row_end=False, depth=0)
