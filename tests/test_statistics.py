"""Intervals, funnels and changes against values printed in the papers they come from, and by simulation."""

from __future__ import annotations

import random
from math import sqrt

import pytest

from catalog.statistics import (
    funnel,
    growth,
    median_deviation,
    newcombe,
    points,
    quantile,
    wilson,
    winsorised,
)


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
