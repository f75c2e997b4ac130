"""Owns the lists of binary Word files ([MS-DOC] LSTF, LVL and LFO): the numbers that Word sets before paragraphs."""

from __future__ import annotations

import struct

from etl.documents.office.numbering import Level, Numbering

LIST_SIZE, LEVEL_SIZE, OVERRIDE_SIZE = 28, 28, 16
SIMPLE, LEGAL = 1, 4
STARTED, SHAPED = 0x10, 0x20  # what a list changes of a level: its first number, its shape
# Number format codes of Word (the order of ST_NumberFormat in OOXML) that reports use.
STYLES = {
    0: "decimal", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital", 11: "japaneseCounting",
    18: "decimalEnclosedCircle", 23: "bullet", 28: "decimalEnclosedCircleChinese", 33: "taiwaneseCounting",
    35: "taiwaneseCountingThousand", 37: "chineseCounting", 39: "chineseCountingThousand", 255: "none",
}  # fmt: skip


def read_lists(table: bytes, lists: tuple[int, int], overrides: tuple[int, int]) -> Numbering:
    """The lists of a file, from their (place, size) in the table stream; none where that part is damaged."""
    numbering = Numbering()
    try:
        models = _read_models(table, lists, numbering)
        _read_overrides(table[overrides[0] : overrides[0] + overrides[1]], numbering, models)
    except struct.error:
        return Numbering()
    return numbering


def _read_models(table: bytes, place: tuple[int, int], numbering: Numbering) -> set[str]:
    """Put the levels of each list down; they lie after the list headers, outside of the stated size."""
    start, size = place
    if size < 2:
        return set()
    count = struct.unpack_from("<H", table, start)[0]
    headers = []
    for number in range(count):
        at = start + 2 + LIST_SIZE * number
        headers.append((str(struct.unpack_from("<i", table, at)[0]), struct.unpack_from("<B", table, at + 26)[0]))
    position = start + 2 + LIST_SIZE * count
    for key, flags in headers:
        levels: dict[int, Level] = {}
        for level in range(1 if flags & SIMPLE else 9):
            levels[level], position = _read_level(table, position)
        numbering.levels[key] = levels
    return set(numbering.levels)


def _read_level(data: bytes, position: int) -> tuple[Level, int]:
    """A level and the place after it."""
    first, style, flags, characters, paragraph = struct.unpack_from("<iBB18xBB", data, position)
    position += LEVEL_SIZE + characters + paragraph
    length = struct.unpack_from("<H", data, position)[0]
    text = data[position + 2 : position + 2 + 2 * length].decode("utf-16-le", "replace")
    return Level(first, STYLES.get(style, "decimal"), _pattern(text), bool(flags & LEGAL)), position + 2 + 2 * length


def _pattern(text: str) -> str:
    """The text around numbers as OOXML writes it: a character below 9 is the number of that level."""
    return "".join(f"%{ord(letter) + 1}" if ord(letter) < 9 else letter for letter in text)


def _read_overrides(data: bytes, numbering: Numbering, models: set[str]) -> None:
    """Paragraphs name a list by its place, from 1, in this table; what a list changes of its model lies behind it."""
    count = struct.unpack_from("<I", data)[0] if len(data) >= 4 else 0
    count = min(count, len(data) // OVERRIDE_SIZE)
    position = 4 + OVERRIDE_SIZE * count
    for number in range(1, count + 1):
        model, changes = struct.unpack_from("<i8xB", data, 4 + OVERRIDE_SIZE * (number - 1))
        if str(model) in models:
            numbering.lists[str(number)] = str(model)
        position += 4
        for _ in range(changes):
            if position + 8 > len(data):
                return
            start, flags = struct.unpack_from("<iI", data, position)
            position += 8
            level = flags & 0xF
            if flags & SHAPED:
                shape, position = _read_level(data, position)
                numbering.own.setdefault(str(number), {})[level] = shape
                start = shape.start
            if flags & STARTED:
                numbering.starts.setdefault(str(number), {})[level] = start
