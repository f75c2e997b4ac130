"""Owns the tables of the definitions page: every metric, every rule, and what the data cannot say."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

import pandas as pd

from catalog.dimensions import label
from catalog.metrics import Metric, caveats, metrics
from catalog.rules import Rule, rules
from dashboard import numbers, spread
from dashboard.queries import measures, places, rates
from dashboard.reader import Reader
from dashboard.words import definition_rows

ROOT = Path(__file__).resolve().parent.parent
PLACE = re.compile(r"\{\w+\}")
CHOSEN_ON = ("trends", "compare", "table")


@cache
def _spelled(text: str) -> str:
    """A Chinese text as a reader may type it: whole pinyin and initials."""
    from pypinyin import Style, lazy_pinyin  # loads a dictionary: only where somebody types Latin letters

    return f"{''.join(lazy_pinyin(text))} {''.join(lazy_pinyin(text, style=Style.FIRST_LETTER))}".lower()


def fits(sought: str, names: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether every word sought stands in a name, a text, or the pinyin of a name."""
    everything = " ".join([*names, *texts]).lower()
    return all(
        word in everything or (word.isascii() and word.isalpha() and any(word in _spelled(name) for name in names))
        for word in sought.lower().split()
    )


def found_metrics(sought: str) -> list[Metric]:
    """The metrics that fit what is sought, in the order of the catalogue."""
    return [
        one
        for one in metrics().values()
        if fits(sought, [one.label["zh"]], [one.code, one.key, one.label["en"], *one.definition.values()])
    ]


def found_rules(sought: str) -> list[Rule]:
    """The rules that fit what is sought, in the order of the catalogue."""
    return [
        one for one in rules().values() if fits(sought, [one.basis["zh"]], [one.id, one.basis["en"], one.zh, one.en])
    ]


@cache
def _sources() -> dict[str, str]:
    """The scripts of the pages, and what the profile shows, to see which metric stands where."""
    held = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "pages").glob("*/*.py"))}
    held["profile"] = held.get("profile", "") + (ROOT / "dashboard" / "peers.py").read_text(encoding="utf-8")
    return held


def used_on(metric: Metric) -> list[str]:
    """The pages that show a metric by name; any metric can be chosen on trends, compare and table besides."""
    named = [page for page, text in _sources().items() if f'"{metric.code}"' in text or f'"{metric.key}"' in text]
    return list(dict.fromkeys([*(page for page in named if page != "definitions"), *CHOSEN_ON]))


def example(metric: Metric, reader: Reader) -> tuple[str, int, pd.DataFrame]:
    """Population, newest full year and the metric over all its agencies then; no rows where the build lacks it."""
    population = places.populations(reader.which)[0]
    year = int(places.newest_full_year(reader.which) or 0)
    ids = places.members(reader.which, population) if metric.key in measures.available() else []
    return population, year, rates.pooled(metric, ids, year, year)


def ways(metric: Metric, reader: Reader) -> pd.DataFrame:
    """The values that a group of agencies has, each under its own name: pooled, mean and median of units; how it is
    made, its value and its number of units in the newest full year. Empty where units have no value of their own."""
    _, _, answer = example(metric, reader)
    if answer.empty or not spread.is_told(metric):
        return pd.DataFrame()
    row = answer.iloc[0]
    kinds = ("unit_mean", "unit_median") if metric.aggregation == "mean" else ("pooled", "unit_mean", "unit_median")
    return pd.DataFrame(
        [
            {
                reader.say("way"): spread.name(one, metric, reader.language),
                reader.say("way_made"): reader.say(f"way_{one}" if metric.has_base else f"way_{one}_number"),
                reader.say("value"): numbers.show(
                    row["value" if one == "pooled" else one], metric.kind, reader.language
                ),
                spread.name("unit_count", metric, reader.language): int(
                    row["used" if one == "pooled" else "unit_count"]
                ),
            }
            for one in kinds
        ]
    )


def worked(metric: Metric, reader: Reader) -> str:
    """The metric in figures of the build that is shown: newest full year, pooled, with base and coverage; "" where it
    cannot be told."""
    if metric.key not in measures.available():
        return reader.say("not_in_build")
    population, year, answer = example(metric, reader)
    if answer.empty or not numbers.is_number(answer["value"].iloc[0]):
        return ""
    row = answer.iloc[0]
    base = f"{numbers.plain(row.numerator)} ÷ {numbers.plain(row.denominator)} = " if metric.has_base else ""
    value = numbers.show(row["value"], metric.kind, reader.language)
    covered = reader.say("coverage_words", used=int(row.used), expected=int(row.expected))
    return f"{year} · {reader.say(f'population_{population}')}: {base}{value} · {covered}"


def rule_card(rule: Rule, failed: int, reader: Reader) -> str:
    """One rule as HTML: what it says, on what it rests, when it fails, how it is proved."""
    say, language = reader.say, reader.language
    message = PLACE.sub("…", rule.zh if language == "zh" else rule.en)
    expected = Counter(str(vector["expect"]) for vector in rule.vectors)
    rows = [
        ("basis", rule.basis[language]),
        ("message", message),
        ("about", say(f"about_{rule.about}")),
        ("severity", label("severity", rule.severity, language)),
        ("rule_since", str(rule.since) if rule.since else say("rule_always")),
        ("tolerance", rule.tolerance),
        ("rule_null", say("rules_note")),
        ("rule_proof", say("rule_vectors", **{name: expected.get(name, 0) for name in ("pass", "fail", "unknown")})),
        ("rule_here", say("rule_failures", n=failed)),
    ]
    body = "".join(
        f"<tr><th>{html.escape(say(name))}</th><td class='text'>{html.escape(text)}</td></tr>" for name, text in rows
    )
    return f'<b>{rule.id}</b><table class="mj plain"><tbody>{body}</tbody></table>'


def metric_table(reader: Reader, found: Sequence[Metric]) -> pd.DataFrame:
    """Metrics with their definitions, a line each."""
    lines = []
    for metric in found:
        words = {name: html.unescape(text) for name, text in definition_rows(metric, reader)}
        lines.append({reader.say("code"): metric.code, reader.say("metric"): metric.label[reader.language]} | words)
    return pd.DataFrame(lines).fillna("")


def raw_metrics(found: Sequence[Metric]) -> pd.DataFrame:
    """Metrics as the catalogue holds them."""
    return pd.json_normalize([asdict(metric) for metric in found])


def rule_table(reader: Reader, found: Sequence[Rule]) -> pd.DataFrame:
    """Data rules: id, severity, kind of fault, what each says when it fails, and on what it rests."""
    say, language = reader.say, reader.language
    return pd.DataFrame(
        [
            {
                say("rule"): rule.id,
                say("severity"): label("severity", rule.severity, language),
                say("about"): say(f"about_{rule.about}"),
                say("message"): PLACE.sub("…", rule.zh if language == "zh" else rule.en),
                say("basis"): rule.basis[language],
            }
            for rule in found
        ]
    )


def limits(reader: Reader) -> list[str]:
    """What a reader must not conclude."""
    return [words[reader.language] for words in caveats().values()]
