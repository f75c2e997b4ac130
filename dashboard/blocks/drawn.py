"""Charts and tables on the page: tinted for the theme, with alternative text; what was clicked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from catalog.metrics import Metric
from dashboard import charts, doubts, filters, frame, prose, stacked
from dashboard.assets import NARROW_COOKIE
from dashboard.blocks.heads import note, raw_html
from dashboard.blocks.taking import picture
from dashboard.columns import has_one_decimal, is_year
from dashboard.reader import Reader

FIGURE = re.compile(
    r"—|(?!(19|20)\d\d$)[±+−-]?\d[\d,]*(\.\d+)?( ?(万|亿|M|%|pp|个百分点))?"
)  # a number as it is written for people


def chart(figure: go.Figure, alt: str, key: str) -> None:
    """A chart with the finding as its alternative text, and its picture to take away."""
    with st.container(gap=None):
        st.plotly_chart(charts.on_ground(figure, is_dark(), is_narrow()), key=key, config=charts.CONFIG, alt=alt)
        picture(figure, alt, key)


def is_dark() -> bool:
    """Whether the reader's screen is dark."""
    return st.context.theme.type == "dark"


def is_narrow() -> bool:
    """Whether the reader's screen is as wide as a phone; a cookie that the document sets before its first message."""
    return st.context.cookies.get(NARROW_COOKIE) == "1"


def clicked(figure: go.Figure, alt: str, key: str) -> str:
    """A chart whose bars or points can be clicked: the key of the chosen one (series, or series@year), or ""."""
    drawn = charts.on_ground(figure, is_dark(), is_narrow())
    with st.container(gap=None):
        state = st.plotly_chart(
            drawn, key=key, config=charts.CONFIG, alt=alt, on_select="rerun", selection_mode="points"
        )
        picture(figure, alt, key)
    points = state["selection"]["points"] if state else []
    data = points[0].get("customdata") if points else None
    parts = list(data.values()) if isinstance(data, dict) else list(data or [])
    return filters.POINT.join(str(part) for part in parts[:2] if part not in (None, ""))


def of_reading(reader: Reader, metric: Metric, ids: Sequence[str], first: int, last: int) -> None:
    """The lines under a chart: of a metric made from prose how many points are certain, likely, confirmed; of any other
    whose values rest on cells that are not certain."""
    for caption in (prose.caption, doubts.caption):
        words = caption(metric, ids, first, last, reader)
        if words:
            note(words)


def table(
    shown: pd.DataFrame,
    key: str,
    tall: int = 430,
    pinned: int = 0,
    links: Mapping[str, str] | None = None,
    lead: str = "",
    title: str = "",
    as_lines: bool = True,
) -> None:
    """The table as shown; a missing number is —. `links`: columns of addresses and the word that stands for each. On a
    phone a table that is too wide becomes lines, with the figure of the column `lead` beside the name in the column
    `title`, and what they do not tell waits in a fold."""
    if not (is_narrow() and as_lines) or shown.empty or stacked.fits(shown):
        _grid(shown, key, tall, pinned, links)
        return
    raw_html(stacked.lines(shown, lead, links, title, frame.words()("more")))
    if stacked.tells_all(shown):
        return
    with st.expander(frame.words()("whole_grid", rows=len(shown), columns=len(shown.columns))):
        _grid(shown, key, tall, pinned, links)


def _grid(shown: pd.DataFrame, key: str, tall: int, pinned: int, links: Mapping[str, str] | None) -> None:
    settings = {str(name): _column(shown[name], place < pinned) for place, name in enumerate(shown.columns)}
    settings |= {name: st.column_config.LinkColumn(display_text=word) for name, word in (links or {}).items()}
    height: Any = "content" if len(shown) <= 11 else tall
    st.dataframe(shown, key=key, hide_index=True, column_config=settings, placeholder="—", height=height)


def _column(values: pd.Series, pinned: bool) -> Any:
    """How a column is written: per cent with one decimal, other numbers with separators, text as it is."""
    if len(values) and values.map(lambda value: isinstance(value, list)).all():
        return st.column_config.LineChartColumn()
    if not pd.api.types.is_numeric_dtype(values):
        first = values.head(50).dropna().astype(str)
        figures = len(first) and first.map(lambda words: bool(FIGURE.fullmatch(words))).all()
        return st.column_config.Column(pinned=pinned, alignment="right" if figures else None)
    name = str(values.name)
    if is_year(name):
        return st.column_config.NumberColumn(format="%d", pinned=pinned)
    return st.column_config.NumberColumn(format="%.1f" if has_one_decimal(name) else "localized", pinned=pinned)
