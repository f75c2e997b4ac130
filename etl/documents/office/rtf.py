"""Owns RTF: its groups and control words to paragraphs and tables."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace

from etl.documents.document import Document, Paragraph
from etl.documents.office.rtftext import RtfText, codepage
from etl.documents.office.rtfwords import FACTS, READ_THOUGH_STARRED, SIGNS, STANDS_FOR, TOKEN, UNSHOWN, Row, State
from etl.documents.office.tablestack import TableStack
from etl.errors import UnreadableDocument

DEEPEST = 20_000


def read_rtf(data: bytes) -> Document:
    """The Document of an RTF file. Raises UnreadableDocument: unreadable, empty_file."""
    reader = _Reader(data)
    try:
        reader.read()
    except (ValueError, IndexError, struct.error, OverflowError) as error:
        raise UnreadableDocument("unreadable", "RTF 的结构有误") from error
    if not reader.stack.blocks:
        raise UnreadableDocument("empty_file")
    return Document("rtf", tuple(reader.stack.blocks), reader.facts)


class _Reader:
    """Guards the place in the file, the open groups, the paragraph and the row being read."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._state = State()
        self._groups: list[State] = []
        self._text = RtfText()
        self._row = Row()
        self._depth = 0
        self._in_table = False
        self._heading = False
        self._starred = False
        self._skip = 0
        self._font = 0  # the font that the font table is describing
        self._style = 0  # the style that the style sheet is describing
        self._headings: set[int] = set()
        self._created: list[int] = []
        self._around: list[str] = []  # what stood before a text box in its paragraph
        self.stack = TableStack()
        self.facts: dict[str, str] = {}
        self._words: dict[str, Callable[[int | None], None]] = self._paragraph_words() | self._row_words()

    def read(self) -> None:
        """Read the whole file into `stack` and `facts`."""
        position, end = self._data.find(b"{\\rt"), len(self._data)
        while position < end:
            token = TOKEN.match(self._data, position)
            if token is None:
                break
            position = token.end()
            word, number, byte, sign, brace, text = token.groups()
            if word is not None:
                if word == b"bin":
                    position += max(0, int(number or 0))
                else:
                    self._word(word.decode("ascii"), None if number is None else int(number))
                    if word == b"u" and self._skip == 1 and self._is_doubled(int(number or 0), position):
                        self._skip = 2
            elif byte is not None:
                self._bytes(bytes.fromhex(byte.decode("ascii")))
            elif text is not None:
                self._bytes(text)
            elif brace == b"{":
                self._open()
            elif brace == b"}":
                self._close()
            elif sign is not None:
                self._sign(sign)
        self._end_paragraph()
        self.stack.at_depth(0)

    def _is_doubled(self, number: int, position: int) -> bool:
        """Whether both bytes of a character follow its number, where the file says that one sign stands for it."""
        both = chr(number & 0xFFFF).encode("gbk", "ignore")
        quoted = "".join(f"\\'{byte:02x}" for byte in both).encode("ascii")
        return len(both) == 2 and self._data[position : position + len(quoted)].lower() == quoted

    def _open(self) -> None:
        if len(self._groups) > DEEPEST:
            raise UnreadableDocument("unreadable", "RTF 的括号嵌套过多")
        self._groups.append(replace(self._state))
        self._skip = 0

    def _close(self) -> None:
        if not self._groups:
            return
        ended, self._state = self._state, self._groups.pop()
        self._starred, self._skip = False, 0
        if ended.fact != self._state.fact:
            self._keep_fact(ended.fact)
        if ended.fonts and not self._state.fonts:
            self._text.drop()
        if ended.box and not self._state.box:
            self._end_paragraph()
            self._text.add(self._around.pop())
        self._text.use_font(self._state.font)

    def _keep_fact(self, name: str) -> None:
        text = self._text.take()
        if name == "creatim" and len(self._created) == 3 and self._created[0] > 1990:
            self.facts["created_on"] = "{:04d}-{:02d}-{:02d}".format(*self._created)
        elif name in FACTS and text:
            self.facts[FACTS[name]] = text

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
        elif sign in b"\r\n":
            self._end_paragraph()
        elif sign in SIGNS and self._is_shown():
            self._text.add(SIGNS[sign])

    def _is_shown(self) -> bool:
        return self._state.shown and not self._state.hidden and not self._state.struck

    def _bytes(self, data: bytes) -> None:
        if self._skip:
            data, self._skip = data[self._skip :], max(0, self._skip - len(data))
        if data and self._is_shown():
            self._text.add_bytes(data)

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        state = self._state
        if word in UNSHOWN or (starred and word not in READ_THOUGH_STARRED):
            state.shown = False
        elif word == "u" and number is not None:
            if self._is_shown():
                self._text.add(chr(number & 0xFFFF))
            self._skip = state.fallback
        elif word in STANDS_FOR:
            if self._is_shown() and not state.label:
                self._text.add(STANDS_FOR[word])
        elif word in ("v", "deleted"):
            state.hidden = number != 0
        elif word in ("strike", "striked"):
            state.struck = number != 0
        elif word == "uc":
            state.fallback = max(0, min(number or 0, 16))
        elif word == "f":
            state.font = self._font = number or 0
            self._text.use_font(state.font)
        elif word in ("listtext", "pntext"):
            state.label = True
        elif word == "shptxt" and state.shown and not state.box:
            self._around.append(self._text.take())
            state.box = True
        elif word == "plain":
            state.hidden = state.struck = False
        elif state.shown and word in self._words:
            self._words[word](number)
        else:
            self._head_word(word, number)

    def _head_word(self, word: str, number: int | None) -> None:
        """Words of the head of the file: code page, fonts, styles, facts."""
        if word == "ansicpg":
            self._text.set_default(number or 1252)
        elif word == "fonttbl":
            self._state.fonts, self._state.fact = True, "fonttbl"
        elif word == "fcharset" and self._state.fonts:
            self._text.set_font(self._font, codepage(number or 0))
        elif word in FACTS or word == "creatim":
            self._text.drop()
            self._created = []
            self._state.fact = word
        elif word in ("yr", "mo", "dy") and self._state.fact == "creatim":
            self._created.append(number or 0)
        elif word == "info":
            self._state.fact = "info"
        elif word == "stylesheet":
            self._state.styles, self._state.shown = True, False
        elif self._state.styles and word == "s":
            self._style = number or 0
        elif self._state.styles and word == "outlinelevel" and (number or 0) < 9:
            self._headings.add(self._style)

    def _paragraph_words(self) -> dict[str, Callable[[int | None], None]]:
        return {
            "par": lambda _: self._end_paragraph(),
            "sect": lambda _: self._end_paragraph(),
            "page": lambda _: self._end_paragraph(),
            "pard": lambda _: self._reset(),
            "intbl": lambda _: self._set_table(True),
            "itap": lambda number: self._set_depth(number or 0),
            "s": lambda number: self._set_heading(number in self._headings),
            "outlinelevel": lambda number: self._set_heading((number or 0) < 9),
            "cell": lambda _: self._end_cell(1),
            "nestcell": lambda _: self._end_cell(2),
            "row": lambda _: self._end_row(),
            "nestrow": lambda _: self._end_row(),
        }

    def _row_words(self) -> dict[str, Callable[[int | None], None]]:
        def start(_: int | None) -> None:
            self._row = Row()

        def indent(number: int | None) -> None:
            self._row.start = number or 0

        return {
            "trowd": start,
            "trleft": indent,
            "cellx": lambda number: self._row.edges.append(number or 0),
            "clvmrg": lambda _: self._row.above.add(len(self._row.edges)),
            "clmrg": lambda _: self._row.left.add(len(self._row.edges)),
        }

    def _reset(self) -> None:
        self._in_table, self._depth, self._heading = False, 0, False

    def _set_table(self, inside: bool) -> None:
        self._in_table = inside

    def _set_depth(self, depth: int) -> None:
        self._depth = max(0, min(depth, 16))

    def _set_heading(self, heading: bool) -> None:
        self._heading = heading

    def _end_paragraph(self, depth: int | None = None) -> None:
        text = self._text.take()
        inside = self._in_table or self._depth > 0
        if text or depth is not None or not inside:
            self.stack.at_depth(depth if depth is not None else (max(1, self._depth) if inside else 0))
        if text:
            self.stack.add([Paragraph(text, is_heading=self._heading)])

    def _end_cell(self, least: int) -> None:
        self._end_paragraph(max(least, self._depth) if least > 1 else 1)
        self.stack.end_cell()

    def _end_row(self) -> None:
        self.stack.end_row(self._row.shape())
