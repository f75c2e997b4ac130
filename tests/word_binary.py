"""Owns binary Word files built byte by byte for the tests: text in pieces, properties in pages, a style sheet."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import pairwise

SECTOR, LEAST = 512, 4096
TEXT_AT = 1024  # where the text begins in the WordDocument stream
HIDDEN = bytes.fromhex("3c0801")
IN_TABLE, ROW_END = bytes.fromhex("162401"), bytes.fromhex("172401")


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of streams, each padded so that it needs no small sectors."""
    padded = {
        name: data + bytes(max(LEAST, -(-len(data) // SECTOR) * SECTOR) - len(data)) for name, data in streams.items()
    }
    table: list[int] = [0xFFFFFFFD]  # the first sector is the table of sectors itself
    starts: list[int] = []
    for data in padded.values():
        starts.append(len(table))
        count = len(data) // SECTOR
        table += [len(table) + n + 1 for n in range(count - 1)] + [0xFFFFFFFE]
    directory = len(table)
    table.append(0xFFFFFFFE)
    table += [0xFFFFFFFF] * (128 - len(table))
    head = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<HHHHH6xIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory)
    )
    head += struct.pack("<IIIIII", 0, LEAST, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) + b"\xff" * 432
    entries = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    for number, (name, data) in enumerate(padded.items()):
        entries += _entry(
            name, 2, 0xFFFFFFFF, starts[number], len(data), after=number + 2 if number + 1 < len(padded) else 0xFFFFFFFF
        )
    entries += bytes(SECTOR - len(entries))
    return head + struct.pack("<128I", *table) + b"".join(padded.values()) + entries


def _entry(name: str, kind: int, child: int, start: int, size: int, after: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le")
    return (
        text + bytes(64 - len(text)) + struct.pack("<HBBIII", len(text) + 2, kind, 1, 0xFFFFFFFF, after, child)
        + bytes(36) + struct.pack("<IQ", start, size)
    )  # fmt: skip


Piece = tuple[str, bool]  # text, and whether it is stored one byte a character


def word_file(
    pieces: Sequence[Piece],
    paragraphs: Sequence[bytes] = (),
    hidden: Sequence[tuple[int, int]] = (),
    *,
    shuffled: bool = False,
    mark: bytes = HIDDEN,
) -> bytes:
    """A file whose text is those pieces one after the other, stored in the reverse order if `shuffled`.

    `paragraphs` are the modifiers of each paragraph in the order of the text; `hidden` are stretches of characters
    that carry the mark `mark`."""
    whole = "".join(text for text, _ in pieces)
    stored: dict[int, int] = {}
    body = b""
    for number in reversed(range(len(pieces))) if shuffled else range(len(pieces)):
        text, narrow = pieces[number]
        stored[number] = TEXT_AT + len(body)
        body += text.encode("cp1252" if narrow else "utf-16-le")
        body += bytes(len(body) % 2)
    places = []  # of each character in the stream
    for number, (text, narrow) in enumerate(pieces):
        places += [stored[number] + at * (1 if narrow else 2) for at in range(len(text))]
    widths = [1 if narrow else 2 for text, narrow in pieces for _ in text]
    body += bytes(-len(body) % SECTOR)
    ends = [at for at, letter in enumerate(whole) if letter in "\r\x07"]
    begins = [0, *(end + 1 for end in ends[:-1])]
    changes = [*paragraphs, *[b""] * (len(ends) - len(paragraphs))]
    bounds_of = [sum(len(text) for text, _ in pieces[:number]) for number in range(len(pieces) + 1)]
    runs = []
    for begin, end, change in zip(begins, ends, changes, strict=True):
        for first, last in pairwise(bounds_of):  # a paragraph is described in every piece
            low, high = max(begin, first), min(end + 1, last)
            if low < high:
                runs.append((places[low], places[high - 1] + widths[high - 1], change))
    runs.sort()
    page = _paragraph_page(runs)
    letters = _character_page([(places[first], places[last - 1] + widths[last - 1]) for first, last in hidden], mark)
    first = (TEXT_AT + len(body)) // SECTOR
    plc = struct.pack(f"<{len(bounds_of)}I", *bounds_of)
    for number, (_, narrow) in enumerate(pieces):
        place = stored[number] * 2 | 0x40000000 if narrow else stored[number]
        plc += struct.pack("<HIH", 0, place, 0)
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    bounds = struct.pack("<II", TEXT_AT, TEXT_AT + len(body))
    table = clx + bounds + struct.pack("<I", first) + bounds + struct.pack("<I", first + 1)
    head = bytearray(TEXT_AT)
    struct.pack_into("<HH", head, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", head, 0x0A, 0x0200)
    struct.pack_into("<I", head, 0x4C, len(whole))
    struct.pack_into("<II", head, 0x01A2, 0, len(clx))
    struct.pack_into("<II", head, 0x0102, len(clx), 12)
    struct.pack_into("<II", head, 0x00FA, len(clx) + 12, 12)
    return compound({"WordDocument": bytes(head) + body + page + letters, "1Table": table})


def _paragraph_page(runs: Sequence[tuple[int, int, bytes]]) -> bytes:
    """A page of the places where paragraphs begin and of their modifiers."""
    edges = [begin for begin, _, _ in runs] + [runs[-1][1]]
    page, end, offsets = bytearray(SECTOR), SECTOR - 1, b""
    known: dict[bytes, int] = {}
    for _, _, change in runs:
        if change in known:
            offsets += bytes([known[change] // 2]) + bytes(12)
            continue
        data = struct.pack("<H", 0) + change  # the number of the style goes before
        data += bytes((len(data) + 1) % 2)
        record = bytes([(len(data) + 1) // 2]) + data
        end = (end - len(record)) // 2 * 2
        page[end : end + len(record)] = record
        known[change] = end
        offsets += bytes([end // 2]) + bytes(12)
    front = struct.pack(f"<{len(edges)}I", *edges) + offsets
    assert len(front) <= end, "too many paragraphs for one page"
    page[: len(front)] = front
    page[-1] = len(runs)
    return bytes(page)


def _character_page(hidden: Sequence[tuple[int, int]], mark: bytes) -> bytes:
    """A page of the stretches of text that carry a mark."""
    page = bytearray(SECTOR)
    if hidden:
        edges = [edge for stretch in hidden for edge in stretch]
        count, record = len(edges) - 1, b"\x03" + mark
        page[500 : 500 + len(record)] = record
        front = struct.pack(f"<{len(edges)}I", *edges) + bytes([250 if n % 2 == 0 else 0 for n in range(count)])
        page[: len(front)] = front
        page[-1] = count
    return bytes(page)


def row_end(*edges: int, inner: bool = False) -> bytes:
    """The modifiers of the mark that ends a row of cells with these edges."""
    cells = bytes([len(edges) - 1]) + struct.pack(f"<{len(edges)}h", *edges) + bytes(20 * (len(edges) - 1))
    return IN_TABLE + ROW_END + struct.pack("<HH", 0xD608, len(cells) + 1) + cells
