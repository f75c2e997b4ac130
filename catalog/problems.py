"""The problems a document can have: code to sentence and remedy, from problems.yml; details in English, details.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalog import forms, yamlfile
from catalog.dimensions import members

NAMED = {
    "disclosure": ("disclosure_row", "disclosure_column"),
    "requests": ("request_row", "applicant"),
    "cases": ("case_kind", "case_result"),
}
EVIDENCE = re.compile(
    r"(?P<source>[^：]{1,14})：(?P<printed>.*?)(?:（(?P<reason>[^（）]*(?:（[^（）]*）[^（）]*)?)）)?", re.DOTALL
)
PRIVATE = 0xE000  # signs that stand for names for a while
JOINTS = (("：", ": "), ("，", ", "), ("、", ", "), ("·", "·"))  # of parts, from the widest to the closest


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
    pairs = sorted(pairs, key=lambda pair: len(re.sub(r"\{-?\}", "", pair[0])), reverse=True)
    marks = ((r"\{\}", "(.+?)"), (r"\{\-\}", "([^：，、；]+?)"))
    found = []
    for zh, en in pairs:
        pattern = re.escape(zh)
        for mark, part in marks:
            pattern = pattern.replace(mark, part)
        found.append((re.compile(pattern, re.DOTALL), en))
    return tuple(found)


def in_english(detail: str) -> str:
    """A detail in English, its parts as well; names, titles and what else a document says stay as they are."""
    for place, label in enumerate(jointed()):  # a name that looks like a list is one word
        detail = detail.replace(label, chr(PRIVATE + place))
    marks = {chr(PRIVATE + place): words()[label] for place, label in enumerate(jointed())}
    return "".join(marks.get(sign, sign) for sign in _told(detail))


def evidence_in(evidence: str, language: str) -> str:
    """What a name, a year or a day was read from, in a language: the place in words, the printed text as it stands, the
    reason in brackets in words."""
    if language == "zh":
        return evidence
    found = EVIDENCE.fullmatch(evidence)
    if found is None or (source := in_english(found["source"])) == found["source"]:
        return in_english(evidence)
    reason = f" ({in_english(found['reason'])})" if found["reason"] else ""
    return f"{source}: {found['printed']}{reason}"


def _told(detail: str) -> str:
    if known := words().get(detail):
        return known
    for pattern, english in details():
        if found := pattern.fullmatch(detail):
            return english.format(*(_told(part) for part in found.groups()))
    for sign, joint in JOINTS:
        parts = detail.split(sign)
        told = [_told(part) for part in parts] if len(parts) > 1 else parts
        if told != parts or (len(parts) > 1 and any(PRIVATE <= ord(one) < PRIVATE + len(jointed()) for one in detail)):
            return joint.join(told)
    return detail


@cache
def jointed() -> tuple[str, ...]:
    """The known names that hold a sign which parts are joined by, the longest first."""
    held = [label for label in words() if any(sign in label for sign, _ in JOINTS)]
    return tuple(sorted(held, key=len, reverse=True))


@cache
def words() -> dict[str, str]:
    """The names of rows and columns as the forms print them, in full and in short, and in English."""
    found: dict[str, str] = {}
    for table, (of_rows, of_columns) in NAMED.items():
        for form in forms.versions():
            for entries, dimension in ((forms.rows(form, table), of_rows), (forms.columns(form, table), of_columns)):
                for entry in entries:
                    held = members(dimension).get(entry.key)
                    if held:
                        found.setdefault(entry.label, held["en"])
                        found.setdefault(held["zh"], held["en"])
                        found.setdefault(held.get("short_zh", held["zh"]), held.get("short_en", held["en"]))
    return found
