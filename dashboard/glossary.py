"""Owns the tables of the definitions page: every metric, every rule, and what the data cannot say."""

from __future__ import annotations

import html
from dataclasses import asdict

import pandas as pd

from catalog.dimensions import label
from catalog.metrics import caveats, metrics
from catalog.rules import rules
from dashboard.reader import Reader
from dashboard.words import definition_rows


def metric_table(reader: Reader) -> pd.DataFrame:
    """Every metric with its definition, a line each."""
    lines = []
    for metric in metrics().values():
        words = {name: html.unescape(text) for name, text in definition_rows(metric, reader)}
        lines.append({reader.say("code"): metric.code, reader.say("metric"): metric.label[reader.language]} | words)
    return pd.DataFrame(lines).fillna("")


def raw_metrics() -> pd.DataFrame:
    """Every metric as the catalogue holds it."""
    return pd.json_normalize([asdict(metric) for metric in metrics().values()])


def rule_table(reader: Reader) -> pd.DataFrame:
    """Every data rule: id, severity, what it says when it fails, and on what it rests."""
    say, language = reader.say, reader.language
    return pd.DataFrame(
        [
            {
                say("rule"): rule.id,
                say("severity"): label("severity", rule.severity, language),
                say("message"): rule.zh if language == "zh" else rule.en,
                say("basis"): rule.basis[language],
            }
            for rule in rules().values()
        ]
    )


def limits(reader: Reader) -> list[str]:
    """What a reader must not conclude."""
    return [words[reader.language] for words in caveats().values()]
