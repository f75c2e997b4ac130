"""The metrics: what every number of the product means and how it is made, from metrics.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from catalog import forms
from catalog.crosswalk import own_columns
from catalog.group_cells import group_parts
from catalog.stated import stated_metrics

KINDS: tuple[str, ...] = ("count", "difference", "ratio", "per_1k", "per_10k", "growth", "share", "rate", "index")
KINDS += ("concentration", "top_share", "gap")  # over the units of a group; gap: of two ratios
WITH_BASE = ("ratio", "per_1k", "per_10k", "growth", "share", "gap")
DIRECTIONS = ("neutral", "higher_good", "higher_bad")
CLASSES = ("A", "B", "C", "x")
SCALE = {"per_1k": 1_000, "per_10k": 10_000}
QUALITY_COLUMNS = (
    "failed_e",
    "checks_defined",
    "checks_evaluable",
    "checks_evaluable_e",
    "checks_passed_e",
    "cells_asked",
    "cells_blank",
    "likeness",
    "reports",
    "is_revised",
    "clean_at_first",
    "figures_stated",
    "figures_checkable",
    "outcome_diversity",
    "outcome_distance",
    "residents",
    "requests_concluded_organisations",
    "requests_disclosed_organisations",
)
COVERAGE_COLUMNS = ("reports_expected", "reports_held", "reports_on_time", "days_late", "failed_e")
TERM = re.compile(r"\s*([+-])\s*(previous\(([a-z0-9_]+)\)|([a-z][a-z0-9_]*)|1)")


class CatalogError(ValueError):
    """An entry of the catalogue is wrong; says which file, entry and field."""


@dataclass(frozen=True, slots=True)
class Term:
    """One addend. `name` is a column of the wide row, empty for the number one; `previous`: of the year before."""

    sign: int
    name: str
    previous: bool = False


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric. Texts are {zh, en}; `comparability` has one class per form version; ratios and rates are 0–1."""

    key: str
    code: str
    label: dict[str, str]
    kind: str
    numerator: str
    unit: dict[str, str]
    group: str
    direction: str
    definition: dict[str, str]
    source: dict[str, str]
    comparability: dict[str, str]
    denominator: str = ""
    table: str = "agency_year"
    aggregation: str = "pooled"
    rank_base: int = 30
    minimum_base: int = 0
    caveats: tuple[str, ...] = field(default=())
    against: tuple[str, ...] = field(default=())  # of a gap: numerator and denominator of the ratio taken away

    @property
    def has_base(self) -> bool:
        """Whether the value is a numerator over a denominator."""
        return bool(self.denominator)

    @property
    def scale(self) -> int:
        """What the quotient is multiplied by: 1, 1,000 or 10,000."""
        return SCALE.get(self.kind, 1)

    @property
    def adds_up(self) -> bool:
        """Whether the values of several units make a sum of which each has a part: counts, and no rate, mean or
        difference."""
        return self.kind == "count" and self.aggregation != "mean"

    @property
    def is_percentage(self) -> bool:
        """Whether 0–1 is shown as 0–100 %."""
        return self.kind in ("ratio", "growth", "share", "rate", "top_share", "gap")


@cache
def terms(expression: str) -> tuple[Term, ...]:
    """The addends of an expression; raises CatalogError where it is not names joined by + and -."""
    text = expression.strip()
    text = text if text.startswith(("+", "-")) else f"+{text}"
    found, place = [], 0
    while place < len(text):
        match = TERM.match(text, place)
        if match is None:
            raise CatalogError(f"not an expression: {expression!r} at {text[place:]!r}")
        name = match[3] or match[4] or ""
        found.append(Term(sign=1 if match[1] == "+" else -1, name=name, previous=match[3] is not None))
        place = match.end()
    return tuple(found)


def columns_of(metric: Metric) -> tuple[str, ...]:
    """Every column of its table that the metric reads, each once, in order."""
    parts = (metric.numerator, metric.denominator, *metric.against)
    names = [term.name for part in parts if part for term in terms(part)]
    return tuple(dict.fromkeys(name for name in names if name))


def is_own_rate(metric: Metric) -> bool:
    """Whether the metric is a rate that agencies state without its base: shown, never ranked."""
    return metric.aggregation == "mean" and any(name.startswith("stated_") for name in columns_of(metric))


def needs_previous(metric: Metric) -> bool:
    """Whether the metric reads the year before."""
    return any(term.previous for part in (metric.numerator, metric.denominator) if part for term in terms(part))


def known_columns(table: str) -> frozenset[str]:
    """The columns that a metric of this table may name."""
    if table == "report_coverage":
        return frozenset(COVERAGE_COLUMNS)
    groups = {name for form in forms.versions() for name in group_parts(form)}
    stated = {f"stated_{one.metric}" for one in stated_metrics()}
    return frozenset({*forms.wide_columns(), *own_columns(), *groups, *stated, *QUALITY_COLUMNS})


def fail(key: str, name: str, fault: str) -> None:
    """Raise CatalogError with the place in metrics.yml."""
    raise CatalogError(f"metrics.yml: {key}.{name}: {fault}")


def check_words(metric: Metric) -> None:
    """Raise CatalogError unless every text is there in both languages and every choice is a known one."""
    for name in ("label", "unit", "definition", "source"):
        text = getattr(metric, name)
        if not isinstance(text, dict) or not all(text.get(language) for language in ("zh", "en")):
            fail(metric.key, name, "needs zh and en")
    choices = {
        "kind": KINDS,
        "direction": DIRECTIONS,
        "aggregation": ("pooled", "mean"),
        "table": ("agency_year", "report_coverage"),
    }
    for name, allowed in choices.items():
        if getattr(metric, name) not in allowed:
            fail(metric.key, name, f"{getattr(metric, name)!r} is none of {', '.join(allowed)}")
    if set(metric.comparability) != {"2008", "2014", "2019", "2021"}:
        fail(metric.key, "comparability", "needs the forms 2008, 2014, 2019, 2021")
    if not set(metric.comparability.values()) <= set(CLASSES):
        fail(metric.key, "comparability", "classes are A, B, C, x")
    unknown = set(metric.caveats) - set(caveats())
    if unknown:
        fail(metric.key, "caveats", f"not in caveats.yml: {', '.join(sorted(unknown))}")


def check_formula(metric: Metric) -> None:
    """Raise CatalogError unless the expressions read and name columns that exist."""
    if metric.has_base != (metric.kind in WITH_BASE):
        fail(metric.key, "denominator", f"a {metric.kind} {'needs one' if metric.kind in WITH_BASE else 'has none'}")
    if (len(metric.against) == 2) != (metric.kind == "gap"):
        fail(metric.key, "against", "a gap, and nothing else, names numerator and denominator of a second ratio")
    sides = {"numerator": metric.numerator, "denominator": metric.denominator}
    for name, expression in [*sides.items(), *[("against", one) for one in metric.against]]:
        for term in terms(expression) if expression else ():
            if term.name and term.name not in known_columns(metric.table):
                fail(metric.key, name, f"no column {term.name} in {metric.table}")


def parse_metrics(text: str) -> dict[str, Metric]:
    """Metrics by key from YAML text; raises CatalogError naming entry and field."""
    found: dict[str, Metric] = {}
    for key, entry in (yaml.safe_load(text) or {}).items():
        found[key] = parse_metric(key, entry)
    codes = [metric.code for metric in found.values()]
    for metric in found.values():
        if codes.count(metric.code) > 1:
            fail(metric.key, "code", f"{metric.code} is used twice")
    return found


def parse_metric(key: str, entry: dict[str, Any]) -> Metric:
    """The metric of one entry of metrics.yml. Raises CatalogError where a field is unknown, missing or unsound."""
    fields = set(Metric.__dataclass_fields__)
    for name in set(entry) - fields:
        fail(key, name, "no such field")
    try:
        metric = Metric(
            **(
                entry
                | {"key": key, "caveats": tuple(entry.get("caveats", ())), "against": tuple(entry.get("against", ()))}
            )
        )
    except TypeError as error:
        raise CatalogError(f"metrics.yml: {key}: {error}") from error
    check_words(metric)
    try:
        check_formula(metric)
    except CatalogError as error:
        raise CatalogError(f"metrics.yml: {key}: {error}" if key not in str(error) else str(error)) from error
    return metric


@cache
def metrics() -> dict[str, Metric]:
    """Every metric by its key, in the order of the catalogue."""
    return parse_metrics(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))


@cache
def caveats() -> dict[str, dict[str, str]]:
    """Cautions by key: {zh, en}."""
    found: dict[str, dict[str, str]] = yaml.safe_load(
        (Path(__file__).parent / "caveats.yml").read_text(encoding="utf-8")
    )
    return found


def by_code(code: str) -> Metric:
    """The metric with this stable code (A01, O02 …)."""
    return next(metric for metric in metrics().values() if metric.code == code)
