"""Owns the drawings: a table and words in, a plotly figure out; pure."""

from dashboard.charts.bars import mix_bars, movers, simple_bars
from dashboard.charts.dumbbell import dumbbell
from dashboard.charts.funnel import funnel
from dashboard.charts.heat import heat
from dashboard.charts.kept import on_ground
from dashboard.charts.lines import dots, lines
from dashboard.charts.look import CHOSEN, CONFIG, OUTCOME_COLOURS
from dashboard.charts.multiples import multiples
from dashboard.charts.ranking import DIVIDER, Course, Reference, ranked_bars
from dashboard.charts.rating import rating_dots
from dashboard.charts.slopes import slopes

__all__ = [
    "CHOSEN",
    "CONFIG",
    "DIVIDER",
    "OUTCOME_COLOURS",
    "Course",
    "Reference",
    "dots",
    "dumbbell",
    "funnel",
    "heat",
    "lines",
    "mix_bars",
    "movers",
    "multiples",
    "on_ground",
    "ranked_bars",
    "rating_dots",
    "simple_bars",
    "slopes",
]
