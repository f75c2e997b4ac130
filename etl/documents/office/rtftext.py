"""Owns the text of an RTF file: bytes in the code page of their font and \\u characters to one string."""

from __future__ import annotations

import codecs

from etl.documents.encoding import likely_chinese

CHARSETS = {0: 1252, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 204: 1251, 238: 1250}
ENCODINGS = {932: "cp932", 936: "gb18030", 949: "cp949", 950: "big5hkscs", 54936: "gb18030", 65001: "utf-8"}
DOUBLE = frozenset(ENCODINGS)
UNSEEN = {0: None, 0xFEFF: None, 0x200B: None, 0xAD: None}
EDGES = " \t\r\n\xa0\u3000"


def codepage(charset: int) -> int:
    """The code page of a font's character set; 0 where it says nothing."""
    return CHARSETS.get(charset, 0)


class RtfText:
    """Guards the paragraph being read. Bytes wait until the next character that is no byte: two may make one."""

    def __init__(self) -> None:
        self._default = 1252
        self._fonts: dict[int, int] = {}
        self._font = 0
        self._parts: list[str] = []
        self._waiting = bytearray()

    def set_default(self, page: int) -> None:
        """The code page of the file."""
        self._default = page

    def set_font(self, font: int, page: int) -> None:
        """The code page of a font."""
        self._fonts[font] = page

    def use_font(self, font: int) -> None:
        """The font of what follows."""
        if font != self._font:
            self._flush()
            self._font = font

    def add(self, text: str) -> None:
        """Add characters."""
        self._flush()
        self._parts.append(text)

    def add_bytes(self, data: bytes) -> None:
        """Add bytes in the code page of the font."""
        self._waiting += data

    def drop(self) -> None:
        """Forget what was added."""
        self._parts.clear()
        self._waiting.clear()

    def take(self) -> str:
        """The text added since the last time, without white space at its edges."""
        self._flush()
        text = "".join(self._parts)
        self._parts.clear()
        if not text.isascii():
            if any("\ud800" <= letter <= "\udfff" for letter in text):
                text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            text = text.translate(UNSEEN)
        return text.strip(EDGES)

    def _flush(self) -> None:
        if self._waiting:
            self._parts.append(self._decoded(bytes(self._waiting)))
            self._waiting.clear()

    def _decoded(self, data: bytes) -> str:
        if data.isascii():
            return data.decode("ascii")
        own = self._fonts.get(self._font, 0)
        # Chinese Word writes Chinese bytes while a Western font is on: the code page of the file goes first.
        page = own if own in DOUBLE or self._default not in DOUBLE else self._default
        text = data.decode(_encoding(page or self._default), "replace")
        if page in DOUBLE:
            return text if "\ufffd" not in text or not own else data.decode(_encoding(own), "replace")
        chinese = data.decode("gb18030", "replace")
        return chinese if "\ufffd" not in chinese and likely_chinese(chinese) > 0.3 else text


def _encoding(page: int) -> str:
    """The name of a code page; Western where Python knows no such page."""
    name = ENCODINGS.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
