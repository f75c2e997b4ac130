"""Colours of charts: read on both grounds, told apart by those who see fewer colours, and the same in every chart."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from dashboard import charts
from dashboard.charts import look

ROOT = Path(__file__).resolve().parent.parent
GROUNDS = tuple(
    tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][name]["backgroundColor"]
    for name in ("light", "dark")
)
# Machado, Oliveira and Fernandes (2009), severity 1, over linear RGB
VISIONS = {
    "all": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)
FAR = 20.0  # of CIE 1976; some 2 is the least that people see


def linear(colour: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def turned(matrix: Sequence[Sequence[float]], given: Sequence[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, given, strict=True)) for row in matrix]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2."""
    low, high = sorted(sum(a * b for a, b in zip(TO_XYZ[1], linear(each), strict=True)) for each in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, vision: str) -> list[float]:
    seen = [min(1.0, max(0.0, part)) for part in turned(VISIONS[vision], linear(colour))]
    x, y, z = (
        part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116
        for part in (value / white for value, white in zip(turned(TO_XYZ, seen), WHITE, strict=True))
    )
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


def apart(one: str, other: str, vision: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(lab(one, vision), lab(other, vision), strict=True)) ** 0.5


def test_black_on_white_has_the_contrast_that_the_guideline_names() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21) and contrast("#777777", "#FFFFFF") == pytest.approx(
        4.48, abs=0.01
    )
    assert apart("#D55E00", "#009E73", "all") > 90 > apart("#D55E00", "#009E73", "no red")


@pytest.mark.parametrize("ground", GROUNDS)
def test_lines_and_bars_stand_out_from_both_grounds(ground: str) -> None:
    drawn = {*look.SERIES_COLOURS, look.MAIN, look.CHOSEN, look.RISE, look.FALL, look.GREY}
    assert {colour: round(contrast(colour, ground), 2) for colour in drawn if contrast(colour, ground) < 3} == {}


def test_figures_in_a_part_can_be_read() -> None:
    for part, colour in look.PART_COLOURS.items():
        ink = "#111111" if part in look.DARK_INK else "#FFFFFF"
        assert contrast(ink, colour) >= 4.5, part


@pytest.mark.parametrize("dark", [False, True])
def test_words_of_a_chart_can_be_read(dark: bool) -> None:
    figure = charts.on_ground(charts.simple_bars(["a"], [1.0], ["a"], look.MAIN), dark)
    assert contrast(figure.layout.font.color, GROUNDS[dark]) >= 7


def test_lines_are_told_apart_by_their_signs_and_in_every_vision_mostly_by_colour() -> None:
    assert len(set(look.SERIES_SIGNS)) == len(look.SERIES_COLOURS) == 8
    assert min(apart(one, other, "all") for one, other in combinations(look.SERIES_COLOURS, 2)) > FAR
    first = look.SERIES_COLOURS[:4]
    for vision in VISIONS:
        assert min(apart(one, other, vision) for one, other in combinations(first, 2)) > FAR / 2, vision


@pytest.mark.parametrize("parts", [look.OUTCOME_COLOURS, look.RESULT_COLOURS])
def test_parts_that_look_alike_to_some_have_patterns_that_differ(parts: dict[str, str]) -> None:
    for one, other in combinations(parts, 2):
        if min(apart(parts[one], parts[other], vision) for vision in VISIONS) < FAR:
            assert look.PATTERNS.get(one, "") != look.PATTERNS.get(other, ""), (one, other)


def test_a_part_has_its_colour_in_every_chart_whatever_stands_beside_it() -> None:
    table = pd.DataFrame({"key": ["a"], "label": ["a"], "total": [3], "refused": [1], "granted": [2]})
    for parts in ({"granted": "", "refused": ""}, {"refused": ""}):
        figure = charts.mix_bars(table, parts, True, "")
        assert figure.data[list(parts).index("refused")].marker.color == look.OUTCOME_COLOURS["refused"]
