"""Owns the inside of binary Word files ([MS-DOC]): text from its pieces, properties from their pages."""

from __future__ import annotations

import io
import struct
from bisect import bisect_right
from dataclasses import dataclass, replace

import olefile

from etl.documents.office.sprm import GONE, Properties, apply, modifiers
from etl.documents.office.summary import DOCUMENT_SUMMARY, SUMMARY, read_summary
from etl.documents.office.wordlists import read_lists
from etl.documents.office.wordstyles import read_styles
from etl.errors import UnreadableDocument

WORD_97, WORD_6 = 0xA5EC, (0xA5DC, 0xA5DB, 0xA59B, 0xA59C)
FIRST_97 = 0xC0  # version numbers below are of Word 6 and 95
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200
CLX, PARAGRAPH_PAGES, CHARACTER_PAGES, TEXT_LENGTHS, LISTS = 0x01A2, 0x0102, 0x00FA, 0x004C, 0x02E2
STYLES = 0x00A2
PAGE = 512
GONE_CODES = tuple(code.to_bytes(2, "little") for code in sorted(GONE))
MOST_TEXT = 8_000_000
DAMAGE = (
    OSError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    struct.error,
    MemoryError,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: first character, place in the stream, bytes a character, modifiers of its own."""

    start: int
    end: int
    offset: int
    width: int
    modifiers: bytes


class WordFile:
    """An opened binary Word file: its text with one character for each position, and what is known of a position."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadableDocument: truncated, old_word, password_protected, unreadable."""
        try:
            with olefile.OleFileIO(io.BytesIO(data)) as file:
                self.main = _stream(file, "WordDocument")
                flags = self._check()
                table = _stream(file, "1Table" if flags & SECOND_TABLE else "0Table")
                self.huge = _stream(file, "Data") if file.exists("Data") else b""
                self.facts = _facts(file)
        except DAMAGE as error:
            raise UnreadableDocument("truncated", "复合文件（OLE）的目录损坏") from error
        self.lengths = struct.unpack_from("<8i", self.main, TEXT_LENGTHS)
        self.pieces = _pieces(self._part(table, CLX))
        self._starts = [piece.start for piece in self.pieces]
        self.text = self._read_text()
        self._papx_places, self._papx = self._paragraph_pages(self._part(table, PARAGRAPH_PAGES))
        self._hide(self._part(table, CHARACTER_PAGES))
        lists = struct.unpack_from("<4I", self.main, LISTS) if len(self.main) >= LISTS + 16 else (0, 0, 0, 0)
        self.numbering = read_lists(table, lists[:2], lists[2:])
        self._styles = read_styles(table, struct.unpack_from("<2I", self.main, STYLES))

    def properties(self, position: int) -> Properties:
        """Properties of the paragraph whose mark stands at a position of the text."""
        piece = self.pieces[max(0, bisect_right(self._starts, position) - 1)]
        place = piece.offset + (position - piece.start) * piece.width
        found = bisect_right(self._papx_places, place) - 1
        data = self._papx[found] if 0 <= found < len(self._papx) else b""
        style = int.from_bytes(data[:2], "little")
        model = self._styles.get(style)
        properties = Properties(style=style) if model is None else replace(model, marks=[])
        return apply(properties, data[2:] + piece.modifiers, self.huge)

    def _check(self) -> int:
        """The flags of the head; raises where the file is of another Word, or locked."""
        if len(self.main) < CLX + 8:
            raise UnreadableDocument("truncated", "正文数据流不完整")
        magic, version = struct.unpack_from("<HH", self.main, 0)
        if magic in WORD_6 or (magic == WORD_97 and version < FIRST_97):
            raise UnreadableDocument("old_word")
        if magic != WORD_97:
            raise UnreadableDocument("unreadable", f"WordDocument {magic:#06x}")
        flags = int(struct.unpack_from("<H", self.main, 0x0A)[0])
        if flags & ENCRYPTED:
            raise UnreadableDocument("password_protected")
        return flags

    def _part(self, table: bytes, place: int) -> bytes:
        """The part of the table stream that the head points to."""
        start, size = struct.unpack_from("<II", self.main, place)
        if start + size > len(table):
            raise UnreadableDocument("truncated", f"表格数据流只有 {len(table)} 字节")
        return table[start : start + size]

    def _read_text(self) -> list[str]:
        """All stories of the text, one entry a character position; surrogates stay apart."""
        letters: list[str] = []
        for piece in self.pieces:
            count = piece.end - piece.start
            raw = self.main[piece.offset : piece.offset + count * piece.width]
            if len(raw) < count * piece.width:
                raise UnreadableDocument("truncated", "正文数据流不完整")
            if len(letters) + count > MOST_TEXT:
                raise UnreadableDocument("too_large", f"{len(letters)} 字")
            read = raw.decode("cp1252", "replace") if piece.width == 1 else raw.decode("utf-16-le", "surrogatepass")
            letters.extend(read if len(read) == count else map(chr, struct.unpack(f"<{count}H", raw)))
        return letters

    def _pages(self, plc: bytes) -> list[bytes]:
        """The pages that a list of pages names, each of PAGE bytes."""
        count = max(0, (len(plc) - 4) // 8)
        numbers = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count else ()
        pages = [self.main[(number & 0x3FFFFF) * PAGE :][:PAGE] for number in numbers[: len(self.main) // PAGE + 1]]
        return [page for page in pages if len(page) == PAGE]

    def _paragraph_pages(self, plc: bytes) -> tuple[list[int], list[bytes]]:
        """Places in the stream where paragraphs begin, in order, and the style and modifiers of each."""
        found: list[tuple[int, bytes]] = []
        for page in self._pages(plc):
            count = page[-1]
            if 4 * (count + 1) + 13 * count > PAGE:
                continue
            places = struct.unpack_from(f"<{count}I", page)
            for number, place in enumerate(places):
                found.append((place, _papx(page, 2 * page[4 * (count + 1) + 13 * number])))
        found.sort(key=lambda one: one[0])
        return [place for place, _ in found], [data for _, data in found]

    def _hide(self, plc: bytes) -> None:
        """Blank the characters that are hidden, deleted or struck out; marks that end paragraphs and cells stay."""
        for page in self._pages(plc):
            if not any(code in page for code in GONE_CODES):
                continue
            count = page[-1]
            if 4 * (count + 1) + count > PAGE:
                continue
            places = struct.unpack_from(f"<{count + 1}I", page)
            for number in range(count):
                start = 2 * page[4 * (count + 1) + number]
                if start and any(
                    code in GONE and operand[0] & 1
                    for code, operand in modifiers(page[start + 1 : start + 1 + page[start]])
                ):
                    self._blank(places[number], places[number + 1])

    def _blank(self, first: int, last: int) -> None:
        for piece in self.pieces:
            size = (piece.end - piece.start) * piece.width
            start, end = max(first, piece.offset), min(last, piece.offset + size)
            for place in range(start, end, piece.width):
                position = piece.start + (place - piece.offset) // piece.width
                if self.text[position] not in "\r\x07\x0c":
                    self.text[position] = ""


def _stream(file: olefile.OleFileIO, name: str) -> bytes:
    with file.openstream(name) as stream:
        data: bytes = stream.read()
    return data


def _facts(file: olefile.OleFileIO) -> dict[str, str]:
    """What the summary streams say; olefile's own reader of them believes any count that a damaged file states."""
    found: dict[str, str] = {}
    for name, wanted in (("\x05SummaryInformation", SUMMARY), ("\x05DocumentSummaryInformation", DOCUMENT_SUMMARY)):
        if file.exists(name):
            found |= read_summary(_stream(file, name), wanted)
    return found


def _pieces(clx: bytes) -> list[Piece]:
    """The pieces of the text in order. Raises UnreadableDocument("truncated") where there are none."""
    position, modifier_lists = 0, []
    while position + 3 <= len(clx) and clx[position] == 1:
        size = int.from_bytes(clx[position + 1 : position + 3], "little")
        modifier_lists.append(clx[position + 3 : position + 3 + size])
        position += 3 + size
    if position + 5 > len(clx) or clx[position] != 2:
        raise UnreadableDocument("truncated", "缺少文字索引")
    plc = clx[position + 5 : position + 5 + int.from_bytes(clx[position + 1 : position + 5], "little")]
    count = (len(plc) - 4) // 12
    if count < 1:
        raise UnreadableDocument("truncated", "文字索引是空的")
    starts = struct.unpack_from(f"<{count + 1}I", plc)
    pieces: list[Piece] = []
    for number in range(count):
        place, own = struct.unpack_from("<IH", plc, 4 * (count + 1) + 8 * number + 2)
        if starts[number + 1] < starts[number] or (number and starts[number] != pieces[-1].end):
            raise UnreadableDocument("unreadable", "文字索引损坏")
        narrow = bool(place & 0x40000000)
        offset = (place & 0x3FFFFFFF) // 2 if narrow else place & 0x3FFFFFFF
        changes = modifier_lists[own >> 1] if own & 1 and own >> 1 < len(modifier_lists) else b""
        pieces.append(Piece(starts[number], starts[number + 1], offset, 1 if narrow else 2, changes))
    return pieces


def _papx(page: bytes, start: int) -> bytes:
    """Style and modifiers of a paragraph from its page; empty where the page has none for it."""
    if not start or start + 2 > PAGE:
        return b""
    size = page[start]
    if size:
        return page[start + 1 : start + 2 * size]
    return page[start + 2 : start + 2 + 2 * page[start + 1]]
