"""Intervals, funnels and changes against values printed in the papers they come from, and by simulation."""

from __future__ import annotations

import random
from math import sqrt

import duckdb
import pytest

from catalog.statistics import (
    funnel,
    growth,
    joint_z,
    median_deviation,
    newcombe,
    points,
    quantile,
    rank_ranges,
    share_below,
    wilson,
    winsorised,
)
from dashboard.queries.rates import WILSON


def test_the_wilson_interval_is_that_of_newcombes_first_table() -> None:
    """Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3: 81/263, 15/148, 0/20, 1/29."""
    printed = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (successes, trials), wanted in printed.items():
        found = wilson(successes, trials, 1.959964)
        assert found is not None
        assert found == pytest.approx(wanted, abs=5e-5)


def test_without_trials_or_with_more_successes_than_trials_there_is_no_interval() -> None:
    assert wilson(0, 0) is None
    assert wilson(3, 2) is None
    assert newcombe((1, 2), (0, 0)) is None


def test_the_interval_that_the_application_asks_of_the_build_is_the_same() -> None:
    """Written a second time in SQL (dashboard/queries/rates.py), because a page asks for hundreds at once."""
    pairs = [(n, d) for d in (0, 1, 2, 7, 30, 409, 100_000) for n in {0, 1, d // 3, d - 1, d, d + 1} if n >= 0]
    low, high = (WILSON.format(share="true", sign=sign) for sign in "-+")
    question = f"""SELECT numerator, denominator, {low}, {high}
        FROM (SELECT *, numerator / nullif(denominator, 0) AS value
              FROM (SELECT unnest(?::DOUBLE[]) AS numerator, unnest(?::DOUBLE[]) AS denominator))"""
    with duckdb.connect() as connection:
        rows = connection.execute(question, [[n for n, _ in pairs], [d for _, d in pairs]]).fetchall()
    assert len(rows) == len(pairs) > 30
    for successes, trials, *bounds in rows:
        found = wilson(successes, trials)
        assert bounds == ([None, None] if found is None else pytest.approx(list(found), abs=1e-12))


def test_the_difference_of_two_shares_is_that_of_newcombes_second_paper() -> None:
    """Newcombe (1998), Statistics in Medicine 17, 873–890, table II, method 10, contrasts (a) and (b)."""
    for first, second, low, high in (((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090)):
        found = newcombe(first, second, 1.959964)
        assert found is not None
        assert found[0] == pytest.approx(first[0] / first[1] - second[0] / second[1])
        assert found[1:] == pytest.approx((low, high), abs=5e-5)


def test_quantiles_are_linear_between_neighbours_and_winsorising_draws_the_ends_in() -> None:
    values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100]
    assert quantile(values, 0.25) == 3.25
    assert winsorised(values)[0] == pytest.approx(1.9)
    assert winsorised(values)[-1] == pytest.approx(18.1)
    assert winsorised(values)[1:-1] == values[1:-1]
    assert median_deviation([1, 1, 2, 2, 4, 6, 9]) == 1


def test_the_limits_of_a_funnel_narrow_with_the_root_of_the_trials() -> None:
    found = funnel([(50, 100), (200, 400), (20, 40)])
    assert found is not None
    assert (found.mean, found.overdispersion) == (0.5, 1.0)
    assert found.limits(100) == pytest.approx((0.5 - 1.96 * 0.05, 0.5 + 1.96 * 0.05))
    assert found.limits(400, 3.09) == pytest.approx((0.5 - 3.09 * 0.025, 0.5 + 3.09 * 0.025))
    assert found.score(60, 100) == pytest.approx(2)
    assert found.limits(1) == (0, 1)


def test_units_that_differ_more_than_chance_widen_the_funnel() -> None:
    units = [(30, 100), (40, 100), (50, 100), (60, 100), (70, 100)]
    found = funnel(units)
    scores = [-4, -2, 0, 2, 4]
    drawn = [-3.2, -2, 0, 2, 3.2]  # the tenths of five scores lie at ±3.2
    assert found is not None
    assert [(n / d - 0.5) / sqrt(0.25 / d) for n, d in units] == pytest.approx(scores)
    assert found.overdispersion == pytest.approx(sum(score * score for score in drawn) / 5)


def test_of_equal_units_at_most_one_in_twenty_lies_outside_the_95_per_cent_funnel() -> None:
    chance, outside, units_seen = random.Random(20), 0, 0
    for _ in range(60):
        share = chance.uniform(0.2, 0.8)
        units = []
        for _ in range(80):
            trials = chance.randint(40, 400)
            units.append((sum(chance.random() < share for _ in range(trials)), trials))
        found = funnel(units)
        assert found is not None
        for successes, trials in units:
            low, high = found.limits(trials)
            outside += not low <= successes / trials <= high
        units_seen += len(units)
    assert units_seen == 4800
    assert outside / units_seen <= 0.05


def test_a_share_changes_in_percentage_points_and_a_small_count_not_in_per_cent() -> None:
    assert points(0.4, 0.5) == pytest.approx(10)
    assert growth(20, 30) == 0.5
    assert growth(9, 30) is None


def test_a_unit_is_placed_within_the_funnel_or_beyond_its_inner_or_outer_limits() -> None:
    found = funnel([(50, 100), (200, 400), (20, 40)])
    assert found is not None
    # a hundred trials around one half: limits at 9.8 and 15.45 points
    zones = [found.zone(successes, 100) for successes in (50, 59, 60, 65, 66, 41, 40, 35, 34)]
    assert zones == [0, 0, 1, 1, 2, 0, -1, -1, -2]


def test_the_curve_of_a_funnel_runs_from_the_smallest_to_the_largest_unit() -> None:
    found = funnel([(50, 100), (200, 400)])
    assert found is not None
    line = found.curve(400, smallest=4, steps=2)
    assert [point[0] for point in line] == pytest.approx([4, 40, 400])
    assert line[-1][1:] == pytest.approx(found.limits(400))


def test_ranks_are_only_as_certain_as_the_intervals_they_rest_on() -> None:
    """Three intervals: the first lies above the third, the second overlaps both; a unit without one has no place."""
    found = rank_ranges([(0.7, 0.9), (0.45, 0.75), (0.3, 0.5), None])
    assert found == [(1, 2), (1, 3), (2, 3), None]
    apart = rank_ranges([(0.1, 0.2), (0.8, 0.9), (0.4, 0.5)])
    assert apart == [(3, 3), (1, 1), (2, 2)]
    assert rank_ranges([(0.2, 0.4), (0.2, 0.4)]) == [(1, 2), (1, 2)]


def test_many_intervals_that_shall_hold_at_once_are_wider() -> None:
    assert joint_z(1) == pytest.approx(1.959964, abs=1e-6)
    # Šidák for ten: each at 0.95^(1/10) = 0.994884, two-sided
    assert joint_z(10) == pytest.approx(2.7995, abs=5e-4)


def test_joint_rank_ranges_hold_the_true_order_at_least_nineteen_times_in_twenty() -> None:
    chance, held, rounds = random.Random(7), 0, 300
    shares = [0.3, 0.4, 0.5, 0.55, 0.7]
    z = joint_z(len(shares))
    for _ in range(rounds):
        drawn = [(sum(chance.random() < share for _ in range(120)), 120) for share in shares]
        places = rank_ranges([wilson(*unit, z) for unit in drawn])
        truth = range(len(shares), 0, -1)
        held += all(
            place is not None and place[0] <= true <= place[1] for place, true in zip(places, truth, strict=True)
        )
    assert held / rounds >= 0.95


def test_a_percentile_counts_half_of_the_ties() -> None:
    assert share_below(5, [1, 5, 5, 9]) == 0.5
    assert share_below(9, [1, 5]) == 1.0
    assert share_below(9, []) is None
