"""Owns the tables about figures of the text: which figures a metric reads, the sentences they stand in, and ratings."""

from __future__ import annotations

import html

import pandas as pd

from catalog.dimensions import label
from catalog.metrics import Metric, columns_of
from dashboard import numbers, quotients, tables
from dashboard.comparing import drawn
from dashboard.comparing.groups import Group
from dashboard.quotients import Quotient
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
            say("unit"): [label("unit", unit, language) for unit in quoted["unit"]],
            say("printed_unit"): quoted["printed_unit"],
            say("sentence"): quoted["evidence"],
            say("document"): quoted["source_file"],
        }
    )


def is_rating(metric: Metric) -> bool:
    """Whether the metric is a rate of satisfaction, which says nothing near 100 % unless it is spread out."""
    return metric.group == "satisfaction" and metric.kind in ("rate", "per_10k")


def per_10k(values: pd.Series, metric: Metric) -> pd.Series:
    """Dissatisfied ratings per 10,000 from the metric's values."""
    given = pd.to_numeric(values, errors="coerce")
    return given if metric.kind == "per_10k" else (1 - given) * 10_000


def with_ratings(answer: pd.DataFrame, beside: pd.DataFrame, metric: Metric) -> pd.DataFrame:
    """The answer of a year with per_10k and what the reports state beside their rate."""
    found = answer.merge(beside, on="series", how="left", sort=False)
    return found.assign(per_10k=per_10k(found["value"], metric).round(2))


def for_dots(found: pd.DataFrame, group: Group, metric: Metric, reader: Reader) -> pd.DataFrame:
    """The units with a rate as `charts.rating_dots` wants them, in official order: none is ranked."""
    told = found[found["value"].notna()].copy()
    told["key"] = told["series"]
    told["is_based"] = told["ratings"].notna()
    told["label"] = drawn.with_base(told["series"].map(group.short), told["ratings"])
    told["shown"] = [numbers.plain(round(value, 1)) for value in told["per_10k"]]
    hovers = tables.tips(told, group.names, metric, reader)
    told["tip"] = [f"{tip}<br>{_beside(row, reader)}" for tip, row in zip(hovers, told.to_dict("records"), strict=True)]
    return told.reset_index(drop=True)


def _beside(row: dict[str, object], reader: Reader) -> str:
    """Number of ratings, response rate and which grades count, for the hover."""
    parts = [
        reader.say("ratings_words", n=numbers.plain(row["ratings"]))  # type: ignore[arg-type]
        if numbers.is_number(row["ratings"])
        else reader.say("ratings_unsaid"),
        grades(row, reader),
    ]
    if numbers.is_number(row["cases"]):
        share = numbers.percent(float(str(row["rated_of"])) / float(str(row["cases"])))
        parts.insert(1, reader.say("response_words", share=share))
    return "<br>".join(html.escape(part) for part in parts)


def grades(row: dict[str, object], reader: Reader) -> str:
    """Which grades count as satisfied, as the report's sentence says."""
    two, three = int(str(row["two"])), int(str(row["three"]))
    if two and three:
        return reader.say("grades_mixed")
    return reader.say("grades_two" if two else "grades_three" if three else "grades_unsaid")


def rating_table(found: pd.DataFrame, group: Group, metric: Metric, reader: Reader) -> pd.DataFrame:
    """Every unit, those with a rate first: rate, dissatisfied per 10,000, ratings, response rate, grades that count,
    reason for no value."""
    say = reader.say
    found = found.sort_values("value", key=pd.isna, kind="stable").reset_index(drop=True)
    shown = pd.DataFrame({say("unit_compared"): found["series"].map(group.names)})
    if metric.kind == "rate":
        shown[tables.value_header(metric, reader)] = tables.rounded(found["value"], metric.kind)
    shown[say("per_10k_header")] = found["per_10k"].round(1)
    shown[say("ratings")] = tables.whole(found["ratings"])
    shown[say("rated_of")] = tables.whole(found["rated_of"])
    shown[say("cases_of")] = tables.whole(found["cases"])
    shown[say("response_rate")] = (found["rated_of"] / found["cases"] * 100).round(1)
    shown[say("grades")] = [
        grades(row, reader) if numbers.is_number(row["value"]) else "" for row in found.to_dict("records")
    ]
    shown[say("why_missing")] = [reader.say(f"reason_{code}") if code else "" for code in found["reason"]]
    return quotients.attach(shown, [Quotient(say("response_rate"), say("rated_of"), say("cases_of"))])


def alt(told: pd.DataFrame, reader: Reader) -> str:
    """The finding: how many rates, between which numbers of dissatisfied ratings."""
    low, high = told["per_10k"].min(), told["per_10k"].max()
    return reader.say(
        "alt_ratings",
        n=len(told),
        low=numbers.plain(round(low, 1)),
        high=numbers.plain(round(high, 1)),
        based=int(told["is_based"].sum()),
    )
