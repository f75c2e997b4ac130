"""Owns the list of faults of one draft: read it, have it judged, put what is wrong in the order of the form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from catalog import forms, selfcheck
from catalog.problems import kinds
from catalog.rules import Rule, rules
from etl.batch.bounds import free_memory, limit_memory
from etl.batch.reading import read_bytes
from etl.errors import UnreadableDocument
from etl.report import Report
from etl.selfcheck.judge import Judgement, Result, judge
from etl.selfcheck.places import Places
from etl.selfcheck.remedies import heal, repairs_of

SAID_BY_RULES = {"identities_fail", "table_missing", "no_tables", "form_not_of_year", "form_unknown"}
ON_THE_YEAR = {"FM02", "FM09", "TM-01", "TM-02", "TM-03"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed rule in words. `repairs` are candidates; where a fault before it has the same ones, `as_above`."""

    chapter: str
    rule: str
    severity: str
    where: str
    page: str
    printed: str
    problem: str
    left: str
    right: str
    difference: str
    basis: str
    repairs: tuple[str, ...] = ()
    more_repairs: int = 0
    as_above: bool = False
    heal: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with one draft, in the order of the form, and what could not be checked."""

    language: str
    file: str
    agency: str
    year: int | None
    form: str | None
    title: str
    medium: str
    previous: str
    is_demo: bool
    parser_version: str
    passed: int
    faults: tuple[Fault, ...]
    unchecked: tuple[str, ...]

    def count(self, severity: str) -> int:
        """Faults of one severity."""
        return sum(fault.severity == severity for fault in self.faults)

    def as_record(self) -> dict[str, Any]:
        """The findings as plain data."""
        return asdict(self)


def read_draft(data: bytes, name: str, memory: int | None = None) -> Report:
    """The report that a draft holds, read with at most so many bytes to spare; raises UnreadableDocument."""
    bounded = memory is not None and limit_memory(memory)
    try:
        return read_bytes(data, name, hashlib.sha256(data).hexdigest())
    except MemoryError as error:
        raise UnreadableDocument("out_of_memory", f"{(memory or 0) >> 20} MB") from error
    finally:
        if bounded:
            free_memory()  # DuckDB does not live with such a bound


def check_draft(
    data: bytes,
    name: str,
    previous: tuple[bytes, str] | None = None,
    language: str = "zh",
    memory: int | None = None,
) -> Findings:
    """What is wrong with one draft, held against last year's report (bytes, file name) where it is given.

    Raises UnreadableDocument where the draft is no annual report or cannot be read.
    """
    say = selfcheck.speaker(language)
    report = read_draft(data, name, memory)
    notes: list[str] = []
    before = _previous(report, previous, notes, language, memory) if previous else None
    standing = report if report.year is not None else replace(report, year=_year_of_form(report.form))
    judged = judge(standing, before)
    skipped = ON_THE_YEAR if report.year is None else set()
    results = [one for one in judged.results if one.rule not in skipped]
    if report.year is None:
        notes.append(say("no_year"))
    return Findings(
        language=language,
        file=name,
        agency=report.agency_printed or "",
        year=report.year,
        form=report.form,
        title=report.title,
        medium=report.source.medium,
        previous=f"{before.agency_printed or ''}{before.year}" if before else "",
        is_demo=(report.region_code or "").startswith("99"),
        parser_version=report.parser_version,
        passed=len({one.rule for one in results if one.result == "pass"}),
        faults=tuple(_faults(standing, before, judged, results, language)),
        unchecked=(*notes, *_unchecked(results, before is not None, language), *_on_reading(report, language)),
    )


def _previous(
    report: Report, given: tuple[bytes, str], notes: list[str], language: str, memory: int | None
) -> Report | None:
    """Last year's report as the draft's own; None, with a note, where it is not of the year before."""
    say = selfcheck.speaker(language)
    try:
        found = read_draft(*given, memory)
    except UnreadableDocument as error:
        notes.append(say("previous_unreadable", why=kinds()[error.code].sentence(error.detail, language)))
        return None
    if found.year is None or report.year is None:
        notes.append(say("previous_no_year" if found.year is None else "no_year"))
        return None
    if found.year != report.year - 1:
        notes.append(say("previous_other_year", year=found.year, wanted=report.year - 1))
        return None
    if found.agency_id != report.agency_id:
        notes.append(say("previous_other_agency", name=found.agency_printed or say("unknown_agency")))
    # the person who gives it says whose it is: a draft and last year's report may be signed differently
    return replace(found, agency_id=report.agency_id, agency_printed=report.agency_printed, scope=report.scope)


def _year_of_form(form: str | None) -> int:
    """A year in which the form was in force, for a draft that names none."""
    known = {version.form: version.first_year for version in forms.validity()}
    return known.get(form or "", known[forms.versions()[-1]])


def _faults(
    report: Report, before: Report | None, judged: Judgement, results: Iterable[Result], language: str
) -> list[Fault]:
    """Every failed rule in words, in the order of the form."""
    places = Places(report, before, language)
    order = {name: position for position, name in enumerate(selfcheck.chapters())}
    known = {name: position for position, name in enumerate(rules())}
    failed = [one for one in results if one.result == "fail"]
    chapters = {id(one): selfcheck.chapter_of(one.rule, places.table_of(one)) for one in failed}
    failed.sort(key=lambda one: (order[chapters[id(one)]], "EWI".index(one.severity), known[one.rule]))
    told: set[tuple[str, ...]] = set()
    found = []
    for one in failed:
        repairs, more = repairs_of(one, judged, places, language)
        as_above = bool(repairs) and repairs in told
        told.add(repairs)
        found.append(
            Fault(
                chapter=chapters[id(one)],
                rule=one.rule,
                severity=one.severity,
                where=places.where(one),
                page=places.pages(one),
                printed=places.printed(one),
                problem=one.message[language],
                left=places.number(one.left),
                right=places.number(one.right),
                difference=places.number(one.difference),
                basis=rules()[one.rule].basis[language],
                repairs=repairs,
                more_repairs=more,
                as_above=as_above,
                heal="" if repairs else heal(one, places, language),
            )
        )
    return found


def _looks_back(rule: Rule) -> bool:
    """Whether a rule needs the report of the year before."""
    if rule.identity is not None:
        return any(term.startswith("previous ") for term in (*rule.identity.left, *rule.identity.right))
    return selfcheck.chapter_of(rule.id) == "years"


def _unchecked(results: list[Result], with_previous: bool, language: str) -> list[str]:
    """What the rules could not say, by reason; then the rules that need what a self-check does not have."""
    say = selfcheck.speaker(language)
    by_reason: dict[str, list[str]] = {}
    for one in results:
        if one.result == "unknown" and not selfcheck.listed("others", one.rule):
            by_reason.setdefault(selfcheck.reason(one.reason, language), []).append(one.rule)
    if not with_previous:
        spoken = {one.rule for one in results}
        back = [rule.id for rule in rules().values() if _looks_back(rule) and not selfcheck.listed("others", rule.id)]
        by_reason.setdefault(say("no_previous"), []).extend(name for name in back if name not in spoken)
    lines = [
        reason + say("rules_list", rules=say("joint").join(dict.fromkeys(names))) for reason, names in by_reason.items()
    ]
    others = [name for name in rules() if selfcheck.listed("others", name)]
    return [*lines, say("others") + say("rules_list", rules=say("joint").join(others))]


def _on_reading(report: Report, language: str) -> list[str]:
    """What was doubtful on reading the draft, where no rule says it."""
    say = selfcheck.speaker(language)
    return [
        say("reading", message=one.message, remedy=kinds()[one.code].remedy(language))
        for one in report.problems
        if one.code not in SAID_BY_RULES and one.code in kinds()
    ]
