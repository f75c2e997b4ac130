"""Owns the words of two texts side by side: sentences that stand in both, were changed, left out or added, and how
alike the texts are; pure. Names and numbers are not masked here: the build's own likeness (core.likeness) masks
them."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?]+[”’」』）)]*|[^。！？!?\n]+")
TOKEN = re.compile(r"\d[\d,，.．]*%?|[A-Za-z]+|.", re.DOTALL)
ALIKE = 0.5  # sentences less alike than this are told as one left out and one added
LONGEST = 40  # sentences of one stretch that are matched to one another
Row = tuple[str, str, str]  # kind (same, changed, removed, added), HTML before, HTML after


@dataclass(frozen=True, slots=True)
class Wording:
    """Two texts as rows in reading order, and their likeness: 2 × characters in common ÷ characters of both (0–1), null
    where both are empty."""

    rows: tuple[Row, ...]
    likeness: float | None

    def count(self, kind: str) -> int:
        """How many rows of a kind."""
        return sum(row[0] == kind for row in self.rows)


def sentences(text: str) -> list[str]:
    """The sentences of a text without the white space around them."""
    return [found for piece in SENTENCE.findall(text) if (found := piece.strip())]


def compare(before: str, after: str) -> Wording:
    """The two texts side by side."""
    old, new = sentences(before), sentences(after)
    rows: list[Row] = []
    common = 0
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            rows += [("same", html.escape(text), html.escape(text)) for text in old[a:b]]
            common += sum(len(text) for text in old[a:b])
            continue
        for one, other in matched(old[a:b], new[c:d]):
            row, shared = _row(one, other)
            rows.append(row)
            common += shared
    both = sum(map(len, old)) + sum(map(len, new))
    return Wording(tuple(rows), 2 * common / both if both else None)


def matched(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of sentences in reading order; "" stands where one has no partner."""
    pairs, at = [], 0
    for one in old:
        scores = [(_alike(one, other), place) for place, other in enumerate(new[at : at + LONGEST], at)]
        best, place = max(scores, key=lambda score: (score[0], -score[1]), default=(0.0, -1))
        if best < ALIKE:
            pairs.append((one, ""))
            continue
        pairs += [("", other) for other in new[at:place]]
        pairs.append((one, new[place]))
        at = place + 1
    return pairs + [("", other) for other in new[at:]]


def _alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _row(one: str, other: str) -> tuple[Row, int]:
    """One pair as a row, and how many characters both have in common."""
    if not other:
        return ("removed", f"<del>{html.escape(one)}</del>", ""), 0
    if not one:
        return ("added", "", f"<ins>{html.escape(other)}</ins>"), 0
    old, new = TOKEN.findall(one), TOKEN.findall(other)
    left, right, shared = [], [], 0
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = html.escape("".join(old[a:b])), html.escape("".join(new[c:d]))
        if kind == "equal":
            shared += len("".join(old[a:b]))
            left.append(was)
            right.append(now)
            continue
        left += [f"<del>{was}</del>"] if was else []
        right += [f"<ins>{now}</ins>"] if now else []
    return ("changed", "".join(left), "".join(right)), shared
