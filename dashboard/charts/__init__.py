"""Owns the drawings: a table and words in, a plotly figure out; pure."""

from dashboard.charts.bars import mix_bars, movers, ranked_bars, simple_bars
from dashboard.charts.lines import dots, lines
from dashboard.charts.look import CHOSEN, CONFIG, OUTCOME_COLOURS, tinted

__all__ = [
    "CHOSEN",
    "CONFIG",
    "OUTCOME_COLOURS",
    "dots",
    "lines",
    "mix_bars",
    "movers",
    "ranked_bars",
    "simple_bars",
    "tinted",
]
