"""Owns the sentences about metrics: formula in words, definition, why a value is missing, what a chart shows."""

from __future__ import annotations

import html

from catalog import forms
from catalog.dimensions import cell_label as cell_label
from catalog.dimensions import label, members
from catalog.metrics import Metric, caveats, columns_of, terms
from catalog.stated import stated_metrics
from dashboard.reader import Reader


def column_label(column: str, language: str) -> str:
    """A wide column in words: requests_granted_natural_person is 予以公开·自然人."""
    place = forms.wide_columns().get(column)
    if place:
        return cell_label(*place, language)
    if column.startswith("requests_"):
        for outcome in members("outcome"):
            rest = column.removeprefix(f"requests_{outcome}")
            if rest != column:
                asked = label("applicant", rest[1:], language) if rest else ""
                return "·".join(part for part in (label("outcome", outcome, language), asked) if part)
    for stated in stated_metrics():
        if column == f"stated_{stated.metric}":
            return stated.label_zh if language == "zh" else stated.label_en
    return label("made_column", column, language)


def figure_label(metric: str, part: str, language: str) -> str:
    """A figure of the text in words; what is carried over is carried in or out."""
    if metric == "requests_carried_over":
        metric = f"requests_carried_{'in' if part == 'in' else 'out'}"
    return column_label(f"stated_{metric}", language).removeprefix("stated_")


def sum_words(expression: str | None, language: str) -> str:
    """A sum of wide columns in words: 予以公开 + 部分公开."""
    parts = []
    for term in terms(expression) if expression else ():
        name = column_label(term.name, language) if term.name else "1"
        name += {"zh": "（上年）", "en": " (year before)"}[language] if term.previous else ""
        parts.append((" − " if term.sign < 0 else " + ") + name)
    return "".join(parts).removeprefix(" + ")


def formula(metric: Metric, language: str) -> str:
    """The metric as a formula in words."""
    above = sum_words(metric.numerator, language)
    if metric.denominator:
        below = sum_words(metric.denominator, language)
        below = f"({below})" if len(terms(metric.denominator)) > 1 else below
        above = f"({above})" if len(terms(metric.numerator)) > 1 else above
        return f"{above} ÷ {below}" + (f" × {metric.scale:,}" if metric.scale > 1 else "")
    return above


def definition_rows(metric: Metric, reader: Reader) -> list[tuple[str, str]]:
    """(name, text) for every part of a definition, escaped."""
    say, language = reader.say, reader.language
    grades = say("list_joint").join(f"{form}: {say(f'grade_{grade}')}" for form, grade in metric.comparability.items())
    missing = say("null_policy_ratio") if metric.denominator else say("null_policy_count")
    rows = [
        ("meaning", metric.definition[language]),
        ("formula", formula(metric, language)),
        ("unit", metric.unit[language]),
        (
            "from_prose",
            say("from_prose_words") if any(name.startswith("stated_") for name in columns_of(metric)) else "",
        ),
        ("source_rows", metric.source[language]),
        ("null_policy", missing),
        (
            "aggregation",
            say(
                f"aggregation_{'mean' if metric.aggregation == 'mean' else 'ratio' if metric.denominator else 'count'}"
            ),
        ),
        ("rank_base", say("rank_base_words", base=metric.rank_base) if metric.rank_base else ""),
        ("direction", say(f"direction_{metric.direction}")),
        ("comparability", grades),
        ("caveats", " ".join(caveats()[key][language] for key in metric.caveats)),
    ]
    return [(html.escape(say(name)), html.escape(str(text))) for name, text in rows if text]


def reason(code: str, reader: Reader) -> str:
    """Why there is no value."""
    return reader.say(f"reason_{code}") if code else ""
