"""Owns the normal form of prose (half-width signs, simplified, no stray spaces) and its cutting into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from catalog.narrative import lexicon

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
SIGNS = dict(
    zip("﹪–—―−～~‘’「」『』【】［］｜丨\t\u3000\xa0＂﹙﹚〈〉︰﹕", '%------“”“”“”[][]|||  "()《》::', strict=True)
)
JUNK = re.compile(
    r"(?<!\d) +| +(?!\d)|[\u200b\ufeff\u00ad]+|[(][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜɡ]{1,6}[)]|(?<!\d)\*\*+(?=\D)"
)

SENTENCE = re.compile(r"[^。！？!?\n\r…]+[。！？!?…]*")
FIGURE_OR_NONE = re.compile(
    r"[\d未没无零]|不(?:涉|存|收|需|产|曾|对|向)|[一二两三四五六七八九十百千万][余多]?[万亿]?[件条篇份项宗起个次场期则例]|百分之"
)
# "无" on a line of its own answers the heading above it
NONE_BELOW = re.compile(r"(?<=[^。;:\s])\n(?=[^\S\n]*(?:无|没有)[。.]?[^\S\n]*(?:\n|$))")
LONGEST = 600
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `text` in normal form, `places` the offsets of its signs in the section, `printed` as it stands."""

    text: str
    start: int
    places: list[int] | None
    printed: str
    is_cut: bool  # the text ends with it, or a gap follows: its last figure may lack digits

    def place(self, index: int) -> int:
        """The offset in the section of a sign of `text`; of its end for an index past the last sign."""
        if self.places is None:
            return self.start + index
        if index >= len(self.places):
            return self.start + (self.places[-1] + 1 if self.places else 0)
        return self.start + self.places[index]


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a section, in order, cut at full stops, line ends and gaps; very long ones at commas."""
    normal = NONE_BELOW.sub(":", same_length(text))
    for match in SENTENCE.finditer(normal):
        for start, end in _pieces(normal, match.start(), match.end()):
            whole = normal[start:end]
            is_cut = (end == len(normal) and normal[end - 1] not in "。！？!?|") or whole.endswith(ELLIPSIS)
            words, places = compact(whole.rstrip("。！？!?…"))
            yield Sentence(words, start, places, text[start:end].strip(), is_cut)


def may_state(sentence: str) -> bool:
    """Whether the sentence holds a figure or a word of absence."""
    return FIGURE_OR_NONE.search(sentence) is not None


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence itself, or its parts where it is longer than any sentence should be."""
    while end - start > LONGEST:
        cut = max(
            text.rfind("，", start, start + LONGEST),
            text.rfind(",", start, start + LONGEST),
            text.rfind(";", start, start + LONGEST),
        )
        cut = cut + 1 if cut > start else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


@cache
def _table() -> dict[int, str | int]:
    """Sign to sign, one for one, so that offsets stay what they are."""
    pairs = re.sub(r"\s", "", lexicon()["traditional"])
    table: dict[int, str | int] = dict(FULL_WIDTH)
    table.update({ord(old): new for old, new in zip(pairs[::2], pairs[1::2], strict=True) if old != new})
    table.update({ord(old): new for old, new in SIGNS.items()})
    return table


def same_length(text: str) -> str:
    """The text in simplified characters with half-width signs, as long as it was."""
    return text.replace("資訊", "信息").translate(_table())


def compact(text: str) -> tuple[str, list[int] | None]:
    """The text without spaces and pinyin, and the old place of every sign (None where nothing was left out).
    A space between two digits stays: it is all that keeps two figures apart."""
    if not JUNK.search(text):
        return text, None
    kept: list[str] = []
    places: list[int] = []
    start = 0
    for junk in JUNK.finditer(text):
        kept.append(text[start : junk.start()])
        places.extend(range(start, junk.start()))
        start = junk.end()
    kept.append(text[start:])
    places.extend(range(start, len(text)))
    return "".join(kept), places
