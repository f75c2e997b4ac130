"""The data rules: what a sound report satisfies, from rules.yml."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from catalog import yamlfile

SEVERITIES = ("E", "W", "I")
ABOUT = ("number", "text", "form", "time", "copy", "doubt")
RESULTS = ("pass", "fail", "unknown", "none")


class RuleError(ValueError):
    """An entry of rules.yml is wrong; says which rule and field."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Sums that must agree. Terms are table.row.column, with placeholders of `over`, "previous " for the year before
    and "-" for a term that is taken away; `over` names what each instance is made for."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    over: dict[str, list[str]] = field(default_factory=dict)
    signed: bool = False  # a term may be negative by itself, so what is known bounds nothing
    across: str = ""  # "same": only where the year before has the same form; "change": only where it has another


@dataclass(frozen=True, slots=True)
class Stated:
    """Figures of the text against the tables: metric -> sums of wide columns of which one must agree.

    `only` limits the rule to figures that are zero, or to those that are not; the table's number is taken `scale` times
    (yuan for 10,000 yuan) and may differ by `within`."""

    figures: dict[str, list[str]]
    only: str = ""
    scale: int = 1
    within: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One data rule: an identity, figures of the text against the tables, a query
    (a file of etl/checks), or a rule on sentences (`prose`: etl/prose_checks.py)."""

    id: str
    version: int
    severity: str
    about: str  # what a failure says of a report: one of ABOUT
    tolerance: str
    basis: dict[str, str]
    zh: str
    en: str
    vectors: tuple[dict[str, Any], ...]
    identity: Identity | None = None
    stated: Stated | None = None
    query: str = ""
    prose: bool = False
    since: int = 0  # first report year that the rule concerns
    strict: str = ""  # severity for the instance "total", where it is graver than for the others
    back: bool = False  # a query that needs the report of the year before: unknown where that is missing
    aliases: tuple[str, ...] = ()  # other numbers under which the same rule is known
    names: dict[str, dict[str, str]] = field(default_factory=dict)  # words {zh, en} for the codes that its query tells

    @property
    def group(self) -> str:
        """FM, T2, T3, T4, XY, HI, TX, NA, SV, TM, SM, ST."""
        return self.id.split("-")[0][:2]


def parse_identity(given: dict[str, Any] | None) -> Identity | None:
    """The two sides of a rule that is an identity of cells; None where it is none."""
    if given is None:
        return None
    over = {name: list(values or []) for name, values in given.get("over", {}).items()}
    rest = {name: given[name] for name in given if name not in ("left", "right", "over")}
    return Identity(left=tuple(given["left"]), right=tuple(given["right"]), over=over, **rest)


def parse_rule(key: str, entry: dict[str, Any]) -> Rule:
    """One rule; raises RuleError naming rule and field."""
    try:
        rule = Rule(
            **(
                entry
                | {
                    "id": key,
                    "vectors": tuple(entry.get("vectors", ())),
                    "aliases": tuple(entry.get("aliases", ())),
                    "identity": parse_identity(entry.get("identity")),
                    "stated": Stated(**entry["stated"]) if "stated" in entry else None,
                }
            )
        )
    except (TypeError, KeyError) as error:
        raise RuleError(f"rules.yml: {key}: {error}") from error
    if rule.severity not in SEVERITIES:
        raise RuleError(f"rules.yml: {key}.severity: {rule.severity!r}")
    if rule.about not in ABOUT:
        raise RuleError(f"rules.yml: {key}.about: {rule.about!r} is none of {', '.join(ABOUT)}")
    if [bool(rule.query), rule.identity is not None, rule.stated is not None, rule.prose].count(True) != 1:
        raise RuleError(f"rules.yml: {key}: needs one of identity, stated, query, prose")
    for code, words in rule.names.items():
        if set(words) != {"zh", "en"}:
            raise RuleError(f"rules.yml: {key}.names.{code}: needs zh and en")
    for number, vector in enumerate(rule.vectors, 1):
        if vector.get("expect") not in RESULTS:
            raise RuleError(f"rules.yml: {key}.vectors[{number}].expect: {vector.get('expect')!r}")
    return rule


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its id, in the order of the catalogue."""
    entries = yamlfile.read(Path(__file__).with_suffix(".yml"))
    return {key: parse_rule(key, entry) for key, entry in entries.items()}


def rules_about(about: str) -> list[str]:
    """The ids of the rules whose failure says this of a report (`ABOUT`), in the order of the catalogue."""
    return [rule.id for rule in rules().values() if rule.about == about]
