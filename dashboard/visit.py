"""Owns what an officer reads before a visit: the sentences about one agency in one year, its failed checks and lateness
over the years, the run of its figures; pure but for its queries."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard import numbers
from dashboard.queries import coverage, likeness, measures, places, rates
from dashboard.reader import Reader

EXTREMES = 2  # metrics that are named on either side


def trend(agency: str, ids: Sequence[str], keys: Sequence[str], years: tuple[int, int]) -> list[list[float | None]]:
    """The agency's own value of each metric over the years, beside those of its peers; None is a gap."""
    known, found = measures.available(), []
    for key in keys:
        answer = rates.by_series(known[key], {one: [one] for one in ids}, *years)
        answer = answer[answer["series"] == agency]
        found.append([float(value) if numbers.is_number(value) else None for value in answer["value"]])
    return found


def with_trend(
    shown: pd.DataFrame, found: pd.DataFrame, agency: str, ids: Sequence[str], year: int, reader: Reader
) -> pd.DataFrame:
    """The table of the standing with a small line of each metric's years that have a figure: the framework writes a
    small line with gaps as bare numbers."""
    first, _ = places.span(reader.which)
    lines = [
        [value for value in line if value is not None]
        for line in trend(agency, ids, list(found["metric"]), (first, year))
    ]
    place = list(shown.columns).index(reader.say("peer_mean"))
    told = shown.copy()
    told.insert(place, reader.say("trend_years", first=first, last=year), pd.Series(lines, dtype="object"))
    return told


def sentences(
    found: pd.DataFrame, checks: pd.DataFrame, agency: str, year: int, reader: Reader
) -> list[tuple[str, str]]:
    """What stands out, each with its caution: where it is far from its peers, what does not add up, whether it was in
    time in all years, whose text it is alike with."""
    lines = [one for one in (_extremes(found, reader), _checks(checks, reader)) if one]
    states = coverage.matrix([agency])
    counts = states["status"].value_counts()
    lines.append(
        (
            reader.say(
                "visit_time",
                years=len(states),
                present=int(counts.get("present", 0)),
                late=int(counts.get("late", 0)),
                missing=int(counts.get("missing", 0)),
            ),
            reader.say("visit_time_more"),
        )
    )
    pairs = likeness.alike([agency], year)
    if len(pairs):
        top = pairs.iloc[0]
        own = top["kind"] == "own_year_before"
        mine = top["agency_id"] == agency
        zh, en = (top["other_zh"], top["other_en"]) if mine else (top["name_zh"], top["name_en"])
        whom = reader.say("alike_own", year=top["other_year"]) if own else reader.name(zh, en)
        part = reader.say("alike_five" if top["section"] == "5" else "alike_all")
        share = numbers.percent(top["similarity"], 0)
        lines.append((reader.say("visit_alike", part=part, whom=whom, share=share), reader.say("visit_alike_more")))
    return lines


def _extremes(found: pd.DataFrame, reader: Reader) -> tuple[str, str] | None:
    """The metrics that lie furthest above and below the middle of the peers."""
    known, told = measures.available(), found[found["percentile"].notna() & found["ranked"]]
    parts = []
    for side, word in ((told[told["percentile"] > 0.5], "visit_high"), (told[told["percentile"] < 0.5], "visit_low")):
        ordered = side.sort_values("percentile", ascending=word == "visit_low", kind="stable").head(EXTREMES)
        for row in ordered.to_dict("records"):
            metric = known[row["metric"]]
            parts.append(
                reader.say(
                    word,
                    name=metric.label[reader.language],
                    value=numbers.show(row["value"], metric.kind, reader.language),
                    median=numbers.show(row["median"], metric.kind, reader.language),
                )
            )
    if not parts:
        return None
    return reader.say("list_joint").join(parts) + reader.say("stop"), reader.say("visit_peers_more")


def _checks(checks: pd.DataFrame, reader: Reader) -> tuple[str, str] | None:
    """How many checks fail, by severity."""
    if checks.empty:
        return reader.say("checks_all_well"), reader.say("visit_checks_more")
    counts = checks["severity"].value_counts()
    words = {code: int(counts.get(code, 0)) for code in ("E", "W", "I")}
    return reader.say("visit_checks", errors=words["E"], doubts=words["W"] + words["I"]), reader.say(
        "visit_checks_more"
    )


def note(group: Sequence[str], alike: Sequence[str], agency: str, reader: Reader) -> str:
    """Who the peers are and by which marks they were chosen."""
    names = places.names(reader.which, reader.language)
    marks = reader.say("name_joint").join(reader.say(f"alike_{mark}") for mark in alike)
    others = [names[key] for key in group if key != agency]
    shown = reader.say("name_joint").join(others[:6]) + ("……" if len(others) > 6 else "")
    return f"{reader.say('peers_alike', marks=marks, n=len(group))}{shown}"
