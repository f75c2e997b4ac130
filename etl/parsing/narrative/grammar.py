"""Owns the compiling of the phrasings of catalog/narrative into patterns over skeletons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from catalog.narrative import Phrasing, lexicon, metrics, phrasings
from etl.parsing.narrative.skeleton import BARE_SIGN, COUNT_SIGN, EARLIER_YEAR, LATER_YEAR, PERCENT_SIGN, THIS_YEAR

FIGURES = COUNT_SIGN + PERCENT_SIGN + BARE_SIGN
NOTATION = {
    "……": rf"[^,;:|{FIGURES}]{{0,26}}?",
    "…": rf"[^,;:|{FIGURES}]{{0,12}}?",
    "~": rf"[^;|{FIGURES}]{{0,24}}?",
    "〔列举〕": rf"(?=[^,;:|{FIGURES}]{{1,40}}、)[^,;:|{FIGURES}]{{3,120}}?",
    "#": rf"(?P<figure>[{COUNT_SIGN}{BARE_SIGN}])",
    "%": rf"(?P<figure>{PERCENT_SIGN})",
    "@": f"[{FIGURES}]",
    "〔数〕": f"[{FIGURES}]",
    "〔本年〕": THIS_YEAR,
    "〔前年〕": EARLIER_YEAR,
    "〔后年〕": LATER_YEAR,
}
SIGN = re.compile(r"\{([a-z_]+)\}|……|…|~|#|%|@|〔.{1,2}〕|\(\?P?[<=!:]|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrasing with its compiled parts; `nots` and the rest are None where the phrasing has no such words."""

    phrasing: Phrasing
    says: re.Pattern[str]
    nots: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    lead: re.Pattern[str] | None
    need: re.Pattern[str] | None
    near: re.Pattern[str] | None
    not_near: re.Pattern[str] | None


NONE = re.compile("[未没无零不]")


def fitting(text: str, has_figures: bool) -> tuple[Pattern, ...]:
    """The patterns worth trying on a skeleton: those of metrics one of whose anchors it holds, highest rank first."""
    present = frozenset([word for word in _anchors() if word in text])
    return _chosen(present, has_figures, NONE.search(text) is not None)


@cache
def _anchors() -> tuple[str, ...]:
    return tuple({word for metric in metrics() for word in metric.anchors})


@cache
def _patterns() -> tuple[tuple[frozenset[str], Pattern], ...]:
    """Every pattern with the anchors of its metric, highest rank first, then in the order of the files."""
    anchors = {metric.key: frozenset(metric.anchors) for metric in metrics()}
    return tuple((anchors[said.metric], _compiled(said)) for said in phrasings())


@cache
def _chosen(present: frozenset[str], has_figures: bool, has_none: bool) -> tuple[Pattern, ...]:
    return tuple(
        pattern
        for anchors, pattern in _patterns()
        if anchors & present and (has_figures if pattern.phrasing.value is None else has_none)
    )


def expression(says: str) -> str:
    """A phrasing in its notation as a regular expression: {words} expanded, gaps and figures replaced."""

    def replace(match: re.Match[str]) -> str:
        if match[1]:
            return words_expression(match[1])
        if match[0].startswith("["):
            return match[0].replace("〔数〕", FIGURES)
        return NOTATION.get(match[0], match[0])

    return SIGN.sub(replace, says)


@cache
def words_expression(name: str) -> str:
    """The alternatives of one word list, longest first; entries may hold notation of their own."""
    entries = sorted((str(word) for word in lexicon()["words"][name]), key=len, reverse=True)
    return "(?:" + "|".join(expression(entry) for entry in entries) + ")"


def _compiled(said: Phrasing) -> Pattern:
    try:
        return Pattern(
            phrasing=said,
            says=re.compile(expression(said.says)),
            nots=_any_of(said.forbidden),
            before=_any_of(said.before, end="$"),
            after=_any_of(said.after),
            lead=_any_of(said.lead, end="$"),
            need=_any_of(said.need),
            near=_any_of(said.near),
            not_near=_any_of(said.not_near),
        )
    except re.error as error:
        raise ValueError(f"catalog/narrative: {said.key} is no phrasing: {error}") from error


def _any_of(words: tuple[str, ...], end: str = "") -> re.Pattern[str] | None:
    """One pattern for a list of words, or None for an empty list."""
    if not words:
        return None
    spelled = "|".join(re.escape(word) for word in words)
    for sign, meaning in (
        ("@", f"[{FIGURES}]"),
        ("…", "[^,;:]{0,6}"),
        ("〔前年〕", EARLIER_YEAR),
        ("〔本年〕", THIS_YEAR),
    ):
        spelled = spelled.replace(sign, meaning)
    return re.compile(f"(?:{spelled}){end}")
