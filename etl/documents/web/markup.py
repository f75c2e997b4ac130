"""Owns the source of a page: cleaned, its blocks marked, parsed, and rid of what a reader of the page never sees.

Block ends are marked with a form feed before parsing. It is white space to HTML, so it moves nothing in the tree, and
the text of any part of the tree then falls into its paragraphs with one split, without a walk over its nodes."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from etl.documents.superscripts import raised
from etl.documents.web.looks import Looks, hidden_rows, look_over
from etl.documents.web.unseen import leave_out_unseen

MARK = "\f"
PLACE = "\ufdd0"  # a noncharacter: PLACE number PLACE stands for a block already made
BLOCKS = "t[drh]|p|div|br|li|h[1-6]|table|section|[uo]l|d[dt]|article|blockquote|center|hr|caption|pre|form|header|main"
BLOCK_TAG = re.compile(rf"<(?=/?(?:{BLOCKS})[\s/>])".encode())
BLOCK_TAG_IN_CAPITALS = re.compile(BLOCK_TAG.pattern, re.IGNORECASE)
CAPITALS = re.compile(rb"</?[A-Z]")
PLACED = re.compile(f"{PLACE}(\\d+){PLACE}")
UNSEEN_LETTERS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff\xad]")
WRAPPED = re.compile(r"(?<=[\u2e80-\uffef])[ \t\r]*\n[ \t\r\n]*(?=[\u2e80-\uffef])")
SPACES = re.compile(r"[ \t\r\n]+")
EDGES = " \t\r\n\f\xa0\u3000"

HIDDEN = (
    '[hidden], [style*="display:none" i], [style*="display: none" i], [style*="visibility:hidden" i], '
    '[style*="visibility: hidden" i], [style*="mso-hide:all" i], [style*="visibility:collapse" i], '
    '[style*="visibility: collapse" i]'
)
HIDING = (
    b"display:none",
    b"display: none",
    b"visibility:hidden",
    b"visibility: hidden",
    b"visibility:collapse",
    b"visibility: collapse",
    b"mso-hide:all",
)
MARKS_TO_SPACES = bytes.maketrans(b"\f", b" ")


def parse(source: str, show_hidden: bool = False) -> tuple[LexborHTMLParser, Looks]:
    """The tree of a page, without what is never shown, and the looks of its source. `show_hidden` keeps what a style
    sheet hides: some sites hide the whole article until a script has run."""
    if PLACE in source:
        source = source.replace(PLACE, "")
    raw = source.encode("utf-8", "replace")
    if b"\f" in raw or b"\x00" in raw:  # few have any, and to look is cheaper than to write anew
        raw = raw.translate(MARKS_TO_SPACES, b"\x00")
    looks = look_over(raw.lower())
    blocks = BLOCK_TAG_IN_CAPITALS if CAPITALS.search(raw) else BLOCK_TAG  # twice as fast
    tree = LexborHTMLParser(blocks.sub(b"\f<", raw))
    if b"textarea" in looks.elements:
        for node in tree.css("td textarea"):
            node.replace_with(text_of(node))
    never_seen = [tag.decode() for tag in looks.never_seen]
    if b"input" in looks.elements:
        never_seen.append("input[type=hidden]")
    for node in tree.css(", ".join(never_seen)) if never_seen else ():
        node.decompose(recursive=False)  # unlinked and not freed: a list of nested matches stays sound
    if not show_hidden:
        _leave_out_hidden(tree, looks)
        leave_out_unseen(tree, looks)
    if b"sup" in looks.elements:
        for node in tree.css("sup"):
            _raise(node)
    if b"input" in looks.elements:
        for node in tree.css("td input[value]"):
            node.replace_with(node.attributes.get("value") or "")
    return tree, looks


def _leave_out_hidden(tree: LexborHTMLParser, looks: Looks) -> None:
    """Take out what the page hides, by an attribute, by a style of its own or by the class of a row or cell."""
    selectors = hidden_rows(looks)
    if looks.hides or any(words in looks.styles for words in HIDING):
        selectors.append(HIDDEN)
    for node in tree.css(", ".join(selectors)) if selectors else ():
        if node.tag not in ("body", "html"):
            node.decompose(recursive=False)


def _raise(node: LexborNode) -> None:
    """Write the raised mark of a note as raised signs, where it stands behind something in its cell or paragraph."""
    text, around = text_of(node), node.parent
    while around is not None and around.tag not in ("td", "th", "p", "div", "body"):
        around = around.parent
    if around is not None and text_of(around).strip(EDGES) != text.strip(EDGES) and (mark := raised(text)) != text:
        node.replace_with(mark)


def text_of(node: LexborNode) -> str:
    """The text below a node with its block marks; empty where there is none."""
    return node.text_lexbor() or ""


def tidy(text: str) -> str:
    """White space as the page shows it: runs are one space, and a source line that ends between two Chinese characters
    leaves none; ideographic and no-break spaces stay inside, nothing stays at the edges."""
    text = text.strip(EDGES)
    if text.isprintable() and "  " not in text:  # most are; other white space than one space is not printable
        return text
    text = UNSEEN_LETTERS.sub("", text)
    if "\n" in text:
        text = WRAPPED.sub("", text)
    return SPACES.sub(" ", text).strip(EDGES)


def pieces(text: str) -> list[str]:
    """The tidy paragraphs of a text with block marks, none of them empty."""
    text = text.strip(EDGES)
    if MARK not in text:
        piece = text if text.isprintable() and "  " not in text else tidy(text)
        return [piece] if piece else []
    return [piece for piece in map(tidy, text.split(MARK)) if piece]
