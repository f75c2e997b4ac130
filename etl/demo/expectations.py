"""Owns what the checks must find in the demonstration: every rule worked out again, in plain Python, on the truth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from catalog.rules import rules
from etl.rules.reference import GROUP_RULES, RULES, Report, World, plain, result_of

from .city import Agency, agencies, regions
from .draft import Draft, truth_of

Failure = tuple[str, str, int]  # rule, agency_id, year
IN_SENTENCES = ("NA", "SM")  # what these rules read stands in sentences: known from the list of planted faults
WHOLE_SENTENCES = ("SV-03", "SV-04", "SV-05")


def evaluated() -> tuple[str, ...]:
    """The rules of severity E and W that the truth decides; remarks (I) are not errors of a report."""
    known = rules()
    asked = [rule for rule in (*RULES, *GROUP_RULES) if known[rule].severity != "I"]
    return tuple(rule for rule in asked if rule[:2] not in IN_SENTENCES and rule not in WHOLE_SENTENCES)


def failures(drafts: Mapping[tuple[str, int], Draft], expected: Iterable[tuple[Agency, int]]) -> list[Failure]:
    """Every (rule, agency, year) that fails, sorted; rules about sentences are not among them."""
    due = list(expected)
    world = world_of(drafts, due)
    found = {
        (rule, agency_id, year)
        for agency_id, year in drafts
        for rule in evaluated()
        if result_of(rule, agency_id, year, world) == "fail"
    }
    return sorted(found | {("TM-04", one.agency_id, year) for one, year in due if (one.agency_id, year) not in drafts})


def world_of(drafts: Mapping[tuple[str, int], Draft], due: Iterable[tuple[Agency, int]]) -> World:
    """The truth of every document, with its agency and the words of its sections."""
    known = {agency.agency_id: described(agency) for agency in agencies().values()}
    reports = [report_of(draft) | known[draft.key[0]] for draft in drafts.values()]
    last = max((draft.published_on for draft in drafts.values()), default="")
    parents = {region.code: region.parent for region in regions().values()}
    return World(reports, known, {(one.agency_id, year) for one, year in due}, last, parents)


def described(agency: Agency) -> Report:
    """What the rules ask of an agency."""
    return {
        "kind": agency.kind,
        "level": agency.level,
        "region_code": agency.region,
        "name": agency.name,
        "predecessors": list(agency.predecessors),
        "valid_from": str(agency.first_year) if agency.first_year else "",
    }


def report_of(draft: Draft) -> Report:
    """The truth of a document as the rules read it."""
    sections = [
        {"number": part.number, "text": "".join(text for _, text in part.paragraphs)} for part in draft.prose.parts
    ]
    more: dict[str, Any] = {"sections": sections, "agency_printed": draft.facts.agency.name, "parser_version": "truth"}
    truth = truth_of(draft)
    figures = [figure | {"evidence": "", "unit": "", "offset": 0} for figure in truth["figures"]]
    return plain(truth | more | {"figures": figures})
