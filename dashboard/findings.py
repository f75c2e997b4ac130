"""Owns what a figure shows in words: the sentences of the overview, each with its caution, and the alt texts of
charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from catalog.metrics import Metric, by_code, is_own_rate
from dashboard import numbers
from dashboard.comparing import standing
from dashboard.queries import coverage, places, rates
from dashboard.reader import Reader


def change_words(metric: Metric, ids: Sequence[str], year: int, reader: Reader) -> tuple[str | None, int]:
    """The change against the year before over agencies known in both years, and how many those are."""
    row = rates.change(metric, ids, year).iloc[0]
    return numbers.change(row.before, row.after, metric.kind, reader.language), int(row.both)


def volume_sentence(metric: Metric, ids: Sequence[str], year: int, reader: Reader) -> tuple[str, str] | None:
    """How many requests came, and the change over comparable agencies."""
    row = rates.pooled(metric, ids, year, year)
    if row.empty or not numbers.is_number(row["value"].iloc[0]):
        return None
    now, say = row.iloc[0], reader.say
    moved, both = change_words(metric, ids, year, reader)
    line = say("finding_volume", year=year, used=int(now.used), value=numbers.count(now["value"], reader.language))
    if moved:
        line += say("finding_change", change=moved)
    return line + say("stop"), say("caution_volume", both=both, used=int(now.used), expected=int(now.expected))


def rate_sentence(metric: Metric, ids: Sequence[str], year: int, reader: Reader) -> tuple[str, str] | None:
    """The pooled rate with its base, and the change in percentage points."""
    row = rates.pooled(metric, ids, year, year)
    if row.empty or not numbers.is_number(row["value"].iloc[0]):
        return None
    now, say = row.iloc[0], reader.say
    moved, both = change_words(metric, ids, year, reader)
    line = say(
        "finding_rate",
        name=metric.label[reader.language],
        value=numbers.percent(now["value"]),
        numerator=numbers.plain(now.numerator),
        denominator=numbers.plain(now.denominator),
    )
    if moved:
        line += say("finding_change", change=moved)
    caution = say("caution_rate", low=numbers.percent(now.low), high=numbers.percent(now.high), both=both)
    return line + say("stop"), caution


def concentration_sentence(metric: Metric, ids: Sequence[str], year: int, reader: Reader) -> tuple[str, str] | None:
    """How much of everything three agencies hold."""
    row = rates.concentration(metric, ids, year).iloc[0]
    if not numbers.is_number(row.share) or int(row.units) <= 3:
        return None
    line = reader.say("finding_top", share=numbers.percent(row.share, 0), units=int(row.units), none=int(row.with_none))
    return line, reader.say("caution_top")


def publication_sentence(ids: Sequence[str], year: int, reader: Reader) -> tuple[str, str] | None:
    """Who is missing or late, and how many reports do not add up."""
    row = coverage.publication(ids, year).iloc[0]
    if not int(row.expected):
        return None
    words = {name: int(row[name]) for name in ("expected", "held", "late", "missing", "failing")}
    return reader.say("finding_publication", **words), reader.say("caution_publication")


def unusual_sentence(metric: Metric, ids: Sequence[str], year: int, reader: Reader) -> tuple[str, str] | None:
    """The agencies whose share lies beyond the 99.8 % limits of the funnel, of those with a base large enough."""
    found = standing.of(metric, {key: [key] for key in ids}, year, year - 1)
    limits = standing.funnel_of(found)
    told = found[found["ranked"]]
    if limits is None or len(told) < standing.UNITS_OF_A_FUNNEL:
        return None
    names = places.names(reader.which, reader.language)
    far: dict[int, list[str]] = {1: [], -1: []}
    for row in told.to_dict("records"):
        zone = limits.zone(row["numerator"], row["denominator"])
        if abs(zone) == 2:
            shown = numbers.percent(row["value"])
            far[zone // 2].append(reader.say("finding_one", name=names[row["series"]], value=shown))
    parts = [
        reader.say(f"finding_{side}", names=reader.say("name_joint").join(far[sign]))
        for sign, side in ((1, "above"), (-1, "below"))
        if far[sign]
    ]
    if not parts:
        return None
    line = reader.say(
        "finding_unusual",
        n=len(told),
        name=metric.label[reader.language],
        k=len(far[1]) + len(far[-1]),
        parts=reader.say("list_joint").join(parts),
    )
    return line, reader.say("caution_unusual", base=metric.rank_base, phi=f"{limits.overdispersion:.2f}")


def base_words(reader: Reader, metric: Metric, now: pd.DataFrame, both: int) -> str:
    """Base and coverage of a pooled value."""
    if now.empty:
        return reader.say("reason_missing")
    row = now.iloc[0]
    parts = []
    if metric.has_base and numbers.is_number(row.denominator):
        parts.append(f"{numbers.plain(row.numerator)} ÷ {numbers.plain(row.denominator)}")
    parts.append(reader.say("coverage_words", used=int(row.used), expected=int(row.expected)))
    if both:
        parts.append(reader.say("comparable_words", both=both))
    return " · ".join(parts)


def overview(ids: Sequence[str], year: int, reader: Reader) -> list[tuple[str, str]]:
    """The sentences of the overview that can be computed, each with its caution."""
    received, disclosed = by_code("A01"), by_code("O02")
    found = [
        volume_sentence(received, ids, year, reader),
        rate_sentence(disclosed, ids, year, reader),
        concentration_sentence(received, ids, year, reader),
        publication_sentence(ids, year, reader),
    ]
    return [pair for pair in found if pair]


def highest_and_lowest(drawn: pd.DataFrame, names: Mapping[str, str], metric: Metric, reader: Reader) -> str:
    """The alt text of a ranking: how many, which is highest, which lowest, of those that may be ranked; in full."""
    ranked = drawn[drawn["ranked"]]
    if ranked.empty:
        return reader.say("alt_own_rate" if is_own_rate(metric) else "alt_nothing_ranked", n=len(drawn))
    values = ranked["shown"].str.replace(r"\s*<.*", "", regex=True)
    return reader.say(
        "alt_ranking",
        metric=metric.label[reader.language],
        n=len(drawn),
        ranked=len(ranked),
        high=names[ranked["key"].iloc[0]],
        high_value=values.iloc[0],
        low=names[ranked["key"].iloc[-1]],
        low_value=values.iloc[-1],
    )


def from_to(answer: pd.DataFrame, names: Mapping[str, str], metric: Metric, reader: Reader) -> str:
    """The alt text of lines: for each, first and last value."""
    told = answer[answer["value"].notna()]
    parts = [
        reader.say(
            "alt_line",
            name=names[str(key)],
            first=int(own["year"].iloc[0]),
            last=int(own["year"].iloc[-1]),
            before=numbers.show(own["value"].iloc[0], metric.kind, reader.language),
            after=numbers.show(own["value"].iloc[-1], metric.kind, reader.language),
        )
        for key, own in told.groupby("series", sort=False)
    ]
    return f"{metric.label[reader.language]}: {'; '.join(parts)}" if parts else reader.say("nothing_told")
