"""Owns the one-page list as paragraphs and a table, the same for terminal, DOCX and PDF."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from catalog import selfcheck
from etl.selfcheck.findings import Fault, Findings

HEADERS = ("where", "printed", "problem", "basis", "heals")


@dataclass(frozen=True, slots=True)
class Chapter:
    """The faults of one chapter, a line each, in the columns of HEADERS."""

    title: str
    lines: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The list: title, what it is about, the chapters with their faults, what was not checked, the foot."""

    title: str
    colon: str
    facts: tuple[str, ...]
    summary: str
    headers: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    remark: str
    unchecked_title: str
    unchecked: tuple[str, ...]
    foot: str


def make_sheet(found: Findings) -> Sheet:
    """The findings as a sheet in their language."""
    say = selfcheck.speaker(found.language)
    chapters = tuple(
        Chapter(
            selfcheck.word("chapters", name, found.language), tuple(_line(fault, found.language) for fault in faults)
        )
        for name, faults in groupby(found.faults, key=lambda fault: fault.chapter)
    )
    counts = {severity: found.count(severity) for severity in "EWI"}
    return Sheet(
        title=say("title"),
        colon=say("colon"),
        facts=_facts(found),
        summary=say("summary", **counts, passed=found.passed) + ("" if found.faults else say("clean")),
        headers=tuple(say(name) for name in HEADERS),
        chapters=chapters,
        remark=say("candidates") if any(fault.repairs for fault in found.faults) else "",
        unchecked_title=say("unchecked"),
        unchecked=found.unchecked or (say("all_checked"),),
        foot=say("foot", version=found.parser_version),
    )


def _facts(found: Findings) -> tuple[str, ...]:
    """Whose report, of which form, from which file, against which report of last year."""
    say = selfcheck.speaker(found.language)
    of = say("of", agency=found.agency or say("unknown_agency"), year=found.year or say("unknown_year"))
    form = say("form_of", form=found.form) if found.form else "—"
    facts = [say("demo")] if found.is_demo else []
    facts += [of, f"{say('form')}{say('colon')}{form}", f"{say('file')}{say('colon')}{found.file}"]
    return (*facts, f"{say('previous')}{say('colon')}{found.previous or say('not_given')}")


def _line(fault: Fault, language: str) -> tuple[str, ...]:
    """One fault in the columns of the table."""
    say = selfcheck.speaker(language)
    where = " ".join(part for part in (fault.where, fault.page) if part)
    problem = f"{selfcheck.word('severities', fault.severity, language)} {fault.rule}\n{fault.problem}"
    return where, fault.printed, problem, fault.basis, heals(fault, language) if not fault.as_above else say("same")


def heals(fault: Fault, language: str) -> str:
    """What would heal a fault, a line each: candidates, or the advice of its rule."""
    say = selfcheck.speaker(language)
    more = [say("more", n=fault.more_repairs)] if fault.more_repairs else []
    return "\n".join([*fault.repairs, *more]) or fault.heal


def as_text(sheet: Sheet) -> str:
    """The sheet as plain text."""
    lines = [sheet.title, *sheet.facts, "", sheet.summary]
    number = 0
    for chapter in sheet.chapters:
        lines += ["", f"【{chapter.title}】"]
        for where, *rest in chapter.lines:
            number += 1
            lines.append(f"{number}. {where}")
            lines += [
                f"   {header}{sheet.colon}{text.replace(chr(10), '；' if header == sheet.headers[-1] else ' ')}"
                for header, text in zip(sheet.headers[1:], rest, strict=True)
                if text
            ]
    lines += ["", sheet.remark] if sheet.remark else []
    lines += ["", f"【{sheet.unchecked_title}】", *(f"- {line}" for line in sheet.unchecked), "", sheet.foot]
    return "\n".join(lines) + "\n"
