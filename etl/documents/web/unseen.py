"""Owns words inside a line that a page hides without leaving them out: no size, no colour, off the screen.

Digits are hidden so against copying, and left by editors. Only inline elements are judged: a block without size or
colour may be shown by a script, or only close the gaps between its children."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from etl.documents.web.looks import INLINE, SMALL, Looks, hidden_words

AWAY = r"(?=.*position\s*:\s*(?:absolute|fixed)).*(?<![-\w])(?:left|top)\s*:\s*-\d{3,}"
PALE = r"(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))"
NO_SIZE = re.compile(rf"{SMALL}|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|(?<![-\w])color\s*:\s*transparent|{AWAY}")
WHITE = re.compile(PALE)
HINTS = (
    b"font-size:0", b"opacity:0", b"transparent", b"left:-", b"top:-", b"color:#fff", b"color:white", b"color:rgb(255",
)  # fmt: skip
OWN_SIZE = re.compile(r"font(?:-size)?\s*:")
GROUND = re.compile(r"background(?:-color)?\s*:\s*(?!\s*(?:#fff|white|transparent|none|inherit|rgb\(\s*255))")
LIGHT_INK = re.compile(r"(?<![-\w])color\s*:\s*(?!\s*(?:black|windowtext|#0|#[1-6]|rgb\(\s*\d?\d\s*,|inherit))")
INK = re.compile(r"(?<![-\w])color\s*:")
WHITE_SOMEWHERE = '[style*="#fff" i], [style*="white" i], [style*="255" i]'
LONGEST_PALE = 20  # characters
LINE = ("td", "th", "p", "li")


def leave_out_unseen(tree: LexborHTMLParser, looks: Looks) -> None:
    """Take words that no reader sees out of the lines of a tree; `looks` are those of its source."""
    close = looks.styles.translate(None, b" ")
    if any(hint in close for hint in HINTS):
        _leave_out_styled(tree)
    for selector in hidden_words(looks):
        for node in tree.css(selector):
            node.decompose(recursive=False)


def white_cells(table: LexborNode) -> int:
    """How many cells of a table hold figures in white on no other ground, where others of the table are dark: a reader
    sees none of them. Where all are white, a style sheet gives the table its ground."""
    if table.css_first(WHITE_SOMEWHERE) is None or _has_ground(table):
        return 0
    figures = [cell for cell in table.css("td") if (cell.text_lexbor() or "").strip().isdecimal()]
    white = [cell for cell in figures if _is_white(cell) and not _has_ground(cell)]
    return len(white) if len(white) < len(figures) else 0


def _is_white(cell: LexborNode) -> bool:
    """Whether all that is printed in a cell is white by the style of the cell, of its row or of what is inside."""
    row = cell.parent
    own = [cell, *([row] if row is not None and row.tag == "tr" else [])]
    if any(WHITE.search(_style(node)) for node in own):
        return not any(LIGHT_INK.search(_style(node)) or INK.search(_style(node)) for node in cell.css("[style]")[1:])
    inside = [node for node in cell.css("[style]") if WHITE.search(_style(node)) and not GROUND.search(_style(node))]
    return any(_length(node) == _length(cell) for node in inside)


def _leave_out_styled(tree: LexborHTMLParser) -> None:
    """Take out inline elements whose own style hides them."""
    pale: list[LexborNode] = []
    for node in tree.css(", ".join(f"{tag}[style]" for tag in INLINE)):
        style = _style(node)
        if NO_SIZE.search(style) and not _sized_within(node):
            node.decompose(recursive=False)
        elif WHITE.search(style) and not GROUND.search(style):
            pale.append(node)
    _leave_out_pale(pale)


def _style(node: LexborNode) -> str:
    return (node.attributes.get("style") or "").lower()


def _sized_within(node: LexborNode) -> bool:
    """Whether something inside a node sets a size of its own."""
    return any(OWN_SIZE.search(_style(inner)) for inner in node.css("[style]")[1:])


def _leave_out_pale(pale: Sequence[LexborNode]) -> None:
    """Take short words in white out of lines whose other words are dark and which nothing gives another ground."""
    lines: dict[int, tuple[LexborNode, list[LexborNode]]] = {}
    for node in pale:
        line = node.parent
        while line is not None and line.tag not in LINE:
            line = line.parent
        if line is not None:
            lines.setdefault(line.mem_id, (line, []))[1].append(node)
    for line, nodes in lines.values():
        white = sum(map(_length, nodes))
        is_dark = not any(LIGHT_INK.search(_style(inner)) for inner in line.css("[style]") if not _is_one(inner, nodes))
        if is_dark and not _has_ground(line) and white < _length(line) and max(map(_length, nodes)) <= LONGEST_PALE:
            for node in nodes:
                node.decompose(recursive=False)


def _is_one(node: LexborNode, nodes: Sequence[LexborNode]) -> bool:
    return any(node.mem_id == other.mem_id for other in nodes)


def _has_ground(line: LexborNode) -> bool:
    """Whether a line, or the row or table it stands in, is given a ground other than white."""
    around: LexborNode | None = line
    while around is not None and around.tag != "body":
        if GROUND.search(_style(around)) or around.attributes.get("bgcolor"):
            return True
        around = around.parent
    return False


def _length(node: LexborNode) -> int:
    return len("".join((node.text_lexbor() or "").split()))
