"""Owns the words of RTF: which are not shown, what some stand for, what a group and a row hold while they are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from etl.documents.office.tablestack import RowShape

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\", re.DOTALL
)
UNSHOWN_WORDS = """colortbl pict objdata header headerl headerr headerf footer footerl footerr footerf footnote
    annotation fldinst listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping xmlnstbl
    latentstyles datastore bkmkstart bkmkend nonesttables shprslt sp filetbl tc xe txe rxe private template operator
    keywords doccomm hlinkbase manager category pgptbl listlevel picprop atnid atnauthor atndate ftnsep ftnsepc
    aftnsep aftnsepc ftncn aftncn"""
UNSHOWN = frozenset(UNSHOWN_WORDS.split())
READ_THOUGH_STARRED = frozenset({"shpinst", "nesttableprops", "fldrslt"})
FACTS = {"title": "title", "author": "author", "company": "company", "subject": "subject"}
STANDS_FOR = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": " ",
}  # fmt: skip
SIGNS = {b"~": "\xa0", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}", b":": "", b"\t": "\t"}


@dataclass(slots=True)
class State:
    """What a group inherits and gives back at its end."""

    shown: bool = True
    hidden: bool = False
    struck: bool = False
    fallback: int = 1  # characters to skip after each \\u
    font: int = 0
    fact: str = ""
    fonts: bool = False  # in the font table
    styles: bool = False  # in the style sheet
    label: bool = False  # in the number that the list sets before a paragraph
    box: bool = False  # in a text box


@dataclass(slots=True)
class Row:
    """The definition of a row while it is read."""

    edges: list[int] = field(default_factory=list)
    start: int = 0
    left: set[int] = field(default_factory=set)
    above: set[int] = field(default_factory=set)

    def shape(self) -> RowShape:
        edges = (min([self.start, *self.edges[:1]]), *self.edges) if self.edges else ()
        return RowShape(edges, frozenset(self.left), frozenset(self.above))
