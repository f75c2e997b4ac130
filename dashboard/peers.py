"""Owns the standing of one agency among its peers: value, median of the peers, percentile, for the metrics that tell
most."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from catalog.metrics import Metric
from dashboard import growth, numbers, tables
from dashboard.queries import measures, rates
from dashboard.reader import Reader

CODES = ("A01", "A06", "O02", "O06", "O07", "O08", "D03", "D06", "P06", "P07", "N01", "V02", "Q04")


def shown_metrics() -> list[Metric]:
    """The metrics of the profile that the build can answer, in order."""
    by_code = {metric.code: metric for metric in measures.available().values()}
    return [by_code[code] for code in CODES if code in by_code]


def standing(agency: str, ids: Sequence[str], year: int) -> pd.DataFrame:
    """One row a metric: the agency's value and base, the change against its year before (growth.of), mean, median and
    number of peers with a value, and the share of the others that lie below it (half of the ties)."""
    lines = []
    for metric in shown_metrics():
        every = rates.by_series(metric, {key: [key] for key in ids}, year - 1, year)
        answer = every[every["year"] == year]
        own = answer[answer["series"] == agency]
        others = answer[(answer["series"] != agency) & answer["value"].notna()]["value"]
        if own.empty:
            continue
        value = own["value"].iloc[0]
        known = numbers.is_number(value) and len(others) > 0
        below = ((others < value).sum() + (others == value).sum() / 2) / len(others) if known else None
        lines.append(
            {
                "metric": metric.key,
                "value": value,
                "base": own["denominator"].iloc[0],
                "change": growth.over_years(every[every["series"] == agency], metric)[own.index[0]],
                "mean": others.mean() if len(others) else None,
                "median": others.median() if len(others) else None,
                "peers": len(others),
                "percentile": below,
                "ranked": bool(own["ranked"].iloc[0]),
                "reason": own["reason"].iloc[0],
            }
        )
    return pd.DataFrame(lines)


def for_dots(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The standing as `charts.dots` wants it; metrics without a value or peers are left to the table."""
    told = found[found["percentile"].notna()].copy()
    known = measures.available()
    told["label"] = [known[key].label[reader.language] for key in told["metric"]]
    median = reader.say("peer_median")
    told["tip"] = [
        f"<b>{row['label']}</b><br>{numbers.show(row['value'], known[row['metric']].kind, reader.language)}<br>"
        f"{median} {numbers.show(row['median'], known[row['metric']].kind, reader.language)}（{row['peers']}）<br>"
        + "<br>".join(_beside(row, reader))
        for row in told.to_dict("records")
    ]
    return told


def _beside(row: Mapping[Hashable, Any], reader: Reader) -> list[str]:
    """Base and percentile of the agency, or that its base allows no rank."""
    base = [f"n={numbers.plain(row['base'])}"] if numbers.is_number(row["base"]) else []
    share = numbers.percent(row["percentile"], 0)
    return [*base, reader.say("percentile_words", share=share) if row["ranked"] else reader.say("small_base_words")]


def table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The standing as a table, values as they are written for people."""
    say, known = reader.say, measures.available()
    kinds = [known[key].kind for key in found["metric"]]

    def words(column: str) -> list[str]:
        return [numbers.show(value, kind, reader.language) for value, kind in zip(found[column], kinds, strict=True)]

    return pd.DataFrame(
        {
            say("metric"): [known[key].label[reader.language] for key in found["metric"]],
            say("value"): words("value"),
            say("denominator"): tables.whole(found["base"]),
            say("against_last_year"): [
                numbers.points(change, reader.language) if numbers.is_percent(kind) else numbers.signed_percent(change)
                for change, kind in zip(found["change"], kinds, strict=True)
            ],
            say("peer_mean"): words("mean"),
            say("peer_median"): words("median"),
            say("peers_with_value"): tables.whole(found["peers"]),
            say("percentile"): (pd.to_numeric(found["percentile"]) * 100).round(0).astype("Int64"),
            say("why_missing"): [reader.say(f"reason_{code}") if code else "" for code in found["reason"]],
        }
    )


def alt(found: pd.DataFrame, name: str, reader: Reader) -> str:
    """The finding: how many metrics lie above and below the middle of the peers."""
    told = found["percentile"].dropna()
    return reader.say(
        "alt_standing", name=name, n=len(told), above=int((told > 0.5).sum()), below=int((told < 0.5).sum())
    )
