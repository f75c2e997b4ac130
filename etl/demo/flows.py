"""Owns the flow of requests and cases through one agency in one year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from catalog import forms

from .chance import jitter, poisson, share_of, source, spread
from .city import YEARS, Agency

APPLICANTS = tuple(entry.key for entry in forms.columns("2021", "requests") if entry.key != "total")
RESULTS = ("upheld", "overturned", "other_result", "pending")
RESULT_WEIGHTS = {"upheld": 0.55, "overturned": 0.12, "other_result": 0.2, "pending": 0.13}
REVIEWED, SUED, SUED_AFTER_REVIEW = 0.035, 0.009, 0.3


@cache
def profile() -> dict[str, Any]:
    """How busy each kind of agency is, from profile.yml."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "profile.yml").read_text(encoding="utf-8"))
    return loaded


@dataclass(frozen=True, slots=True)
class Habit:
    """What stays the same about an agency over the years. Means are for its first year."""

    agency: Agency
    seed: int
    size: float
    requests: float
    growth: float
    shares: dict[str, float]
    outcomes: dict[str, float]
    carried: float

    def random(self, *parts: object) -> Random:
        return source(self.seed, self.agency.agency_id, *parts)

    def busy(self, what: str) -> float:
        """The mean of one line of the profile for this agency."""
        return float(profile()["kinds"][self.agency.kind][what]) * self.size


def habit_of(seed: int, agency: Agency) -> Habit:
    """The habit of one agency: most have few requests, a handful have most of them."""
    random, known = source(seed, agency.agency_id, "habit"), profile()
    size = (1.0 if agency.level == "prefecture" else known["district_share"]) * jitter(random, 0.25)
    tilt = known["tilts"].get(agency.kind, {})
    return Habit(
        agency=agency,
        seed=seed,
        size=size,
        requests=known["kinds"][agency.kind]["requests"] * size * jitter(random, 1.1) * 0.6,
        growth=random.gauss(0.07, 0.10),
        shares={who: weight * jitter(random, 0.4) for who, weight in known["shares"].items()},
        outcomes={key: weight * tilt.get(key, 1.0) * jitter(random, 0.5) for key, weight in known["outcomes"].items()},
        carried=min(0.18, 0.06 * jitter(random, 0.5)),
    )


@dataclass(frozen=True, slots=True)
class Flow:
    """Requests by applicant, outcomes by applicant, and the cases of one year."""

    received: dict[str, int]
    carried_in: dict[str, int]
    outcomes: dict[str, dict[str, int]]  # row key -> applicant -> count
    carried_out: dict[str, int]
    cases: dict[str, dict[str, int]]

    @property
    def concluded(self) -> dict[str, int]:
        return {who: sum(counts[who] for counts in self.outcomes.values()) for who in APPLICANTS}

    def request_cells(self) -> dict[tuple[str, str, str], int]:
        """Every cell of table three; the single row of the 2019 form beside its parts in the 2021 form."""
        other = [counts for row, counts in self.outcomes.items() if row.startswith("otherwise_closed.")]
        rows = {
            "received": self.received,
            "carried_in": self.carried_in,
            **self.outcomes,
            "otherwise_closed": {who: sum(counts[who] for counts in other) for who in APPLICANTS},
            "concluded": self.concluded,
            "carried_out": self.carried_out,
        }
        cells = {("requests", row, who): count for row, counts in rows.items() for who, count in counts.items()}
        return cells | {("requests", row, "total"): sum(counts.values()) for row, counts in rows.items()}

    def case_cells(self) -> dict[tuple[str, str, str], int]:
        """Every cell of table four."""
        cells = {("cases", kind, result): n for kind, results in self.cases.items() for result, n in results.items()}
        return cells | {("cases", kind, "total"): sum(results.values()) for kind, results in self.cases.items()}


def next_flow(habit: Habit, year: int, carried: dict[str, int] | None) -> Flow:
    """The flow of one year; `carried` is what the year before left open, None where nothing is known of it."""
    random = habit.random(year, "flow")
    mean = habit.requests * (1 + habit.growth) ** (year - YEARS[0]) * jitter(random, 0.22)
    if random.random() < 0.02:  # a demolition, a school district redrawn: one year of many requests
        mean = mean * 3 + 6
    scale = sum(habit.shares.values())
    received = {who: poisson(random, mean * weight / scale) for who, weight in habit.shares.items()}
    if carried is None:
        carried = {who: poisson(random, count * habit.carried) for who, count in received.items()}
    outcomes: dict[str, dict[str, int]] = {row: {} for row in habit.outcomes}
    carried_out: dict[str, int] = {}
    for who in APPLICANTS:
        open_now = received[who] + carried[who]
        carried_out[who] = share_of(random, open_now, habit.carried)
        for row, count in spread(random, open_now - carried_out[who], habit.outcomes).items():
            outcomes[row][who] = count
    concluded = sum(sum(counts.values()) for counts in outcomes.values())
    return Flow(received, dict(carried), outcomes, carried_out, _cases(random, concluded))


def _cases(random: Random, concluded: int) -> dict[str, dict[str, int]]:
    """Cases by kind and result; what is sued over after a review was reviewed before."""
    reviews = poisson(random, concluded * REVIEWED)
    counts = {
        "review": reviews,
        "direct_litigation": poisson(random, concluded * SUED),
        "litigation_after_review": share_of(random, reviews, SUED_AFTER_REVIEW),
    }
    return {kind: spread(random, count, RESULT_WEIGHTS) for kind, count in counts.items()}
