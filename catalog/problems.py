"""The problems a document can have: code to sentence and remedy, from problems.yml; details in English, details.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalog import yamlfile


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """`level` is rejected, doubtful or note; sentences carry {detail} where the reader has more to say."""

    code: str
    level: str
    zh: str
    en: str
    remedy_zh: str
    remedy_en: str

    def sentence(self, detail: str = "", language: str = "zh") -> str:
        """The sentence with its detail; brackets that would stay empty are dropped."""
        text = self.zh if language == "zh" else self.en
        detail = detail if language == "zh" else in_english(detail)
        if not detail:
            text = text.replace("（{detail}）", "").replace(" ({detail})", "")
        return text.replace("{detail}", detail)

    def said_in(self, sentence: str, language: str) -> str:
        """A Chinese sentence of this kind, as it stands in a list of problems, in a language; as it is where it is
        none."""
        if language == "zh":
            return sentence
        whole, _, rest = self.zh.partition("{detail}")
        if sentence == self.sentence():
            return self.sentence(language=language)
        if "{detail}" in self.zh and sentence.startswith(whole) and sentence.endswith(rest):
            return self.sentence(sentence[len(whole) : len(sentence) - len(rest)], language)
        return sentence

    def remedy(self, language: str = "zh") -> str:
        """What to do about it."""
        return self.remedy_zh if language == "zh" else self.remedy_en


@cache
def kinds() -> dict[str, ProblemKind]:
    """Every problem kind by its code."""
    entries = yamlfile.read(Path(__file__).with_suffix(".yml"))
    return {code: ProblemKind(code=code, **words) for code, words in entries.items()}


@cache
def details() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What readers say in brackets: a pattern of the Chinese words, and the English ones with a place for each part;
    those with most words of their own first."""
    pairs = yamlfile.read(Path(__file__).with_name("details.yml"))
    pairs = sorted(pairs, key=lambda pair: len(pair[0].replace("{}", "")), reverse=True)
    return tuple((re.compile(re.escape(zh).replace(r"\{\}", "(.+?)"), re.DOTALL), en) for zh, en in pairs)


def in_english(detail: str) -> str:
    """A detail in English; names, titles and what else a document says stay as they are."""
    for pattern, english in details():
        if found := pattern.fullmatch(detail):
            return english.format(*found.groups())
    return detail
