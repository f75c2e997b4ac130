"""Owns what the source of a page is asked before it is parsed, in as few passes as it takes: which rare elements it
has, how deep its blocks stand, what its style attributes say and what its style sheets hide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from etl.errors import UnreadableDocument

NEVER_SEEN = frozenset(
    b"script style noscript template iframe object embed svg canvas select button textarea nav footer del s strike"
    b" audio video map xml".split()
)
ASKED_FOR = (b"input", b"sup", b"pre", b"img", b"h1", b"h2", b"h3", b"h4", b"h5", b"h6")  # by who reads the tree
NESTED = (b"div", b"table", b"section", b"ul", b"ol", b"blockquote")


def _any(names: Iterable[bytes]) -> bytes:
    """A pattern of any of the names, tried by their first letters: half as dear as one after the other."""
    rests: dict[bytes, list[bytes]] = {}
    for name in sorted(names):
        rests.setdefault(name[:1], []).append(name[1:])
    return b"|".join(b"%s(?:%s)" % (first, b"|".join(rest)) for first, rest in rests.items())


# One pass for all names costs a third of a search for each.
ELEMENT = re.compile(rb"<(%s|/(?:%s))[\s/>]" % (_any([*NEVER_SEEN, *ASKED_FOR, *NESTED]), _any(NESTED)))
DEEPEST = 3000  # no browser keeps more than some hundred elements one inside another
# A value ends at ">" at the latest: a quotation mark left open in a script swallows no other attribute.
STYLE_VALUE = re.compile(rb"style\s*=\s*(\"[^\">]*|'[^'>]*|[^\s>]*)")
HIDDEN_ATTRIBUTE = re.compile(rb"hidden(?<=\shidden)[\s=/>]")
INLINE = ("span", "font", "b", "i", "em", "strong", "u")
SMALL = r"font-size\s*:\s*0+(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:!important\s*)?(?:;|\}|$)"
HIDING_RULE = re.compile(rb"(?:^|[}/,])\s*((?:t[rd])?\.[a-z_][\w-]*)\s*\{[^{}]*?display\s*:\s*none[^{}]*\}")
HIDING_RULE_INSIDE = re.compile(
    rf"(?:^|[}}/,])\s*((?:{'|'.join(INLINE)})?\.[a-z_][\w-]*)\s*\{{[^{{}}]*?(?:{SMALL}|display\s*:\s*none)".encode()
)


@dataclass(frozen=True, slots=True)
class Looks:
    """What a source shows at a glance, in small letters: `elements` are those of NEVER_SEEN, ASKED_FOR and NESTED that
    it opens, `styles` its different style attributes, a line each, `sheets` its style sheets; `hides` says that some
    element carries the attribute `hidden`."""

    elements: frozenset[bytes]
    styles: bytes
    sheets: tuple[bytes, ...]
    hides: bool

    @property
    def never_seen(self) -> frozenset[bytes]:
        """The elements that no reader of the page ever sees."""
        return self.elements & NEVER_SEEN


def look_over(lower: bytes) -> Looks:
    """The looks of a source in small letters. Raises UnreadableDocument where blocks stand one inside another
    thousands of times: no reading of the tree would end."""
    found = ELEMENT.findall(lower)
    if len(found) > DEEPEST:
        _refuse_deep(found)
    elements = frozenset(found)
    sheets = lower.split(b"<style")[1:] if b"style" in elements else ()
    return Looks(
        elements,
        b"\n".join({value.lstrip(b"\"'") for value in STYLE_VALUE.findall(lower)}),
        tuple(part.partition(b">")[2].partition(b"</style")[0] for part in sheets),
        HIDDEN_ATTRIBUTE.search(lower) is not None,
    )


def _refuse_deep(found: Sequence[bytes]) -> None:
    nested = dict.fromkeys(NESTED, 1) | {b"/" + name: -1 for name in NESTED}
    depth = deepest = 0
    for name in found:
        depth = max(0, depth + nested.get(name, 0))
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise UnreadableDocument("unreadable", f"网页标签嵌套 {deepest} 层")


def hidden_rows(looks: Looks) -> list[str]:
    """Selectors of rows and cells whose class a style sheet hides: `tr.hide`, `td.hide`. Other elements are left: a
    script may show them."""
    names = {name for sheet in looks.sheets if b"none" in sheet for name in HIDING_RULE.findall(sheet)}
    found: list[str] = []
    for name in sorted(names):
        tag, _, kind = name.decode("ascii", "ignore").partition(".")
        found += [f'{one}[class~="{kind}" i]' for one in ((tag,) if tag else ("tr", "td"))]
    return found


def hidden_words(looks: Looks) -> list[str]:
    """Selectors of inline elements in cells and paragraphs whose class a style sheet hides or makes nothing of."""
    names = {name for sheet in looks.sheets if _may_hide(sheet) for name in HIDING_RULE_INSIDE.findall(sheet)}
    found: list[str] = []
    for name in sorted(names):
        tag, _, kind = name.decode("ascii", "ignore").partition(".")
        for one in (tag,) if tag else INLINE:
            found += [f'{place} {one}[class~="{kind}" i]' for place in ("td", "p")]
    return found


def _may_hide(sheet: bytes) -> bool:
    close = sheet.translate(None, b" \t\r\n")
    return b"display:none" in close or b"font-size:0" in close
