"""Owns the tables about figures of the text: which figures a metric reads, and the sentences they stand in."""

from __future__ import annotations

import pandas as pd

from catalog.dimensions import label
from catalog.metrics import Metric, columns_of
from dashboard import tables
from dashboard.reader import Reader
from dashboard.words import column_label


def stated_names(metric: Metric) -> list[str]:
    """The figures of the text that the metric reads."""
    return [column.removeprefix("stated_") for column in columns_of(metric) if column.startswith("stated_")]


def sentences(quoted: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The figures with the sentences they were read from."""
    say, language = reader.say, reader.language
    return pd.DataFrame(
        {
            say("agency"): [reader.name(zh, en) for zh, en in zip(quoted["name_zh"], quoted["name_en"], strict=True)],
            say("figure"): [column_label(f"stated_{name}", language) for name in quoted["metric"]],
            say("bound"): [label("bound", bound, language) for bound in quoted["bound"]],
            say("counted"): tables.whole(quoted["value"]),
            say("unit"): quoted["unit"],
            say("sentence"): quoted["evidence"],
            say("document"): quoted["source_file"],
        }
    )
