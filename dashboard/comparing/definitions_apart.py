"""Five rates of disclosure side by side: value and rank of each unit under each definition."""

from __future__ import annotations

import html
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from catalog.metrics import by_code
from dashboard import numbers, tables
from dashboard.comparing.groups import Group
from dashboard.queries import rates
from dashboard.reader import Reader

CODES = ("O01", "O02", "O03", "O04", "O05")


def ranks(series: Mapping[str, Sequence[str]], year: int) -> pd.DataFrame:
    """One row a unit: for each rate its value, base and rank among the units that may be ranked under all five (columns
    <key>_value, <key>_base, <key>_rank), and moves, the most places between two of the ranks."""
    found = pd.DataFrame({"series": list(series)})
    ranked = pd.Series(True, index=found.index)
    keys = [by_code(code).key for code in CODES]
    for code, key in zip(CODES, keys, strict=True):
        answer = rates.by_series(by_code(code), series, year, year).set_index("series").reindex(found["series"])
        found[f"{key}_value"] = answer["value"].to_numpy()
        found[f"{key}_base"] = answer["denominator"].to_numpy()
        found[f"{key}_used"], found["expected"] = answer["used"].to_numpy(), answer["expected"].to_numpy()
        ranked &= answer["ranked"].fillna(False).to_numpy(dtype=bool)
    for key in keys:
        place = found[f"{key}_value"].where(ranked).rank(method="min", ascending=False)
        found[f"{key}_rank"] = place.astype("Int64")
    places = found[[f"{key}_rank" for key in keys]]
    found["moves"] = (places.max(axis=1) - places.min(axis=1)).astype("Int64")
    return found.sort_values(f"{keys[1]}_rank", na_position="last", kind="stable").reset_index(drop=True)


def for_slopes(found: pd.DataFrame, group: Group, reader: Reader) -> pd.DataFrame:
    """The ranked units as `charts.slopes` wants them, by the rank under the default definition."""
    told = found[found["moves"].notna()].copy()
    told["key"] = told["series"]
    told["label"] = [tables.fitted(name) for name in told["series"].map(group.short)]
    for code in CODES:
        metric = by_code(code)
        told[metric.key] = told[f"{metric.key}_rank"].astype(float)
        told[f"tip_{metric.key}"] = [
            f"<b>{html.escape(group.names[row['series']])}</b><br>{html.escape(metric.label[reader.language])} "
            f"<b>{numbers.percent(row[f'{metric.key}_value'])}</b>（n={numbers.plain(row[f'{metric.key}_base'])}）<br>"
            + reader.say("place_words", place=int(row[f"{metric.key}_rank"]))
            + _coverage(row, metric.key, reader)
            for row in told.to_dict("records")
        ]
    return told.reset_index(drop=True)


def _coverage(row: Mapping[Hashable, Any], key: str, reader: Reader) -> str:
    """How many of the reports of a unit of several are in the figure."""
    if row["expected"] <= 1:
        return ""
    return "<br>" + reader.say("coverage_words", used=int(row[f"{key}_used"]), expected=int(row["expected"]))


def alt(told: pd.DataFrame, group: Group, reader: Reader) -> str:
    """The finding: how many units change places, and which one most."""
    most = told.loc[told["moves"].astype(int).idxmax()]
    return reader.say(
        "alt_five",
        n=len(told),
        moved=int((told["moves"] > 0).sum()),
        name=group.names[most["series"]],
        k=int(most["moves"]),
    )


def table(found: pd.DataFrame, group: Group, reader: Reader) -> pd.DataFrame:
    """Every unit with the five rates, their ranks, and how many places it moves."""
    shown = pd.DataFrame({reader.say("unit_compared"): found["series"].map(group.names)})
    for code in CODES:
        metric = by_code(code)
        name = metric.label[reader.language]
        shown[tables.in_percent(name, reader)] = tables.rounded(found[f"{metric.key}_value"], metric.kind)
        shown[f"{reader.say('place')} {code}"] = found[f"{metric.key}_rank"]
    shown[reader.say("moves")] = found["moves"]
    return shown
