"""Owns what a workbook carries beside its data: definitions, failed checks, sources, filters."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

import pandas as pd

from catalog.metrics import Metric
from dashboard import citing, faults, lists
from dashboard.citing import Citation
from dashboard.queries import reports
from dashboard.reader import Reader
from dashboard.words import definition_rows

NAMES = ("sheet_definitions", "sheet_checks", "sheet_sources", "sheet_filters")


def beside(reader: Reader, metrics: Sequence[Metric], ids: Sequence[str], year: int | None) -> dict[str, pd.DataFrame]:
    """What a workbook holds beside its data: definitions, failed checks, sources."""
    say = reader.say
    definitions = pd.DataFrame(
        [
            {say("metric"): metric.label[reader.language], say("code"): metric.code}
            | {name: html.unescape(text) for name, text in definition_rows(metric, reader)}
            for metric in metrics
        ]
    )
    return {
        say("sheet_definitions"): definitions,
        say("sheet_checks"): faults.table(reports.failed_checks(ids, year), reader),
        say("sheet_sources"): lists.sources(reports.sources(ids, year), reader),
    }


def complete(held: Mapping[str, pd.DataFrame], reader: Reader) -> dict[str, pd.DataFrame]:
    """The sheets with one line that says so in each that has nothing to list."""
    found = {}
    for name in NAMES[:3]:
        table = held.get(reader.say(name), pd.DataFrame())
        found[reader.say(name)] = (
            table if len(table) else pd.DataFrame({reader.say("note"): [reader.say(f"{name}_none")]})
        )
    return found


def chosen(reader: Reader, citation: Citation) -> pd.DataFrame:
    """The choices that made the view, and where it comes from."""
    say = reader.say
    return pd.DataFrame(citing.rows(citation, reader), columns=[say("filter"), say("chosen"), say("code")])


def in_english(about: Mapping[str, pd.DataFrame], reader: Reader) -> dict[str, pd.DataFrame]:
    """The sheets under names that need no quotation marks in SQL."""
    return {name.removeprefix("sheet_"): about[reader.say(name)] for name in NAMES}
