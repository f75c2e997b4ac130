"""Figures that many readers look at are drawn once."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import charts


def bars(value: float) -> go.Figure:
    return charts.simple_bars(["甲", "乙"], [value, 2.0], ["", ""], "#0072B2")


def test_the_same_table_gives_the_same_figure_and_another_one_another() -> None:
    assert bars(1.0) is bars(1.0)
    assert bars(1.0) is not bars(3.0)
    assert list(bars(3.0).data[0].x) == [2.0, 3.0]


def test_a_changed_table_is_drawn_anew() -> None:
    table = pd.DataFrame({"key": ["a"], "label": ["甲"], "difference": [4.0], "shown": ["+4"], "tip": ["甲"]})
    first = charts.movers(table, "增减")
    table.loc[0, "difference"] = 7.0
    assert list(charts.movers(table, "增减").data[0].x) != list(first.data[0].x)


def test_each_ground_has_its_own_ink_and_the_figure_itself_none() -> None:
    figure = bars(1.0)
    dark, light = charts.on_ground(figure, True), charts.on_ground(figure, False)
    assert (dark.layout.font.color, light.layout.font.color) == ("#D5DADF", "#3A434C")
    assert figure.layout.font.color is None
    assert charts.on_ground(figure, True) is dark
