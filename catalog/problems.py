"""The problems a document can have: code to sentence and remedy, from problems.yml."""

from __future__ import annotations

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
        if not detail:
            text = text.replace("（{detail}）", "").replace(" ({detail})", "")
        return text.replace("{detail}", detail)

    def remedy(self, language: str = "zh") -> str:
        """What to do about it."""
        return self.remedy_zh if language == "zh" else self.remedy_en


@cache
def kinds() -> dict[str, ProblemKind]:
    """Every problem kind by its code."""
    entries = yamlfile.read(Path(__file__).with_suffix(".yml"))
    return {code: ProblemKind(code=code, **words) for code, words in entries.items()}
