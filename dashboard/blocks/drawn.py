"""Charts and tables on the page: tinted for the theme, with alternative text; what was clicked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from catalog.metrics import Metric
from dashboard import charts, filters, prose
from dashboard.blocks.heads import note
from dashboard.blocks.taking import picture
from dashboard.columns import ONE_DECIMAL
from dashboard.reader import Reader


def chart(figure: go.Figure, alt: str, key: str) -> None:
    """A chart with the finding as its alternative text, and its picture to take away."""
    with st.container(gap=None):
        st.plotly_chart(charts.on_ground(figure, is_dark()), key=key, config=charts.CONFIG, alt=alt)
        picture(figure, alt, key)


def is_dark() -> bool:
    """Whether the reader's screen is dark."""
    return st.context.theme.type == "dark"


def clicked(figure: go.Figure, alt: str, key: str) -> str:
    """A chart whose bars or points can be clicked: the key of the chosen one (series, or series@year), or ""."""
    drawn = charts.on_ground(figure, is_dark())
    with st.container(gap=None):
        state = st.plotly_chart(
            drawn, key=key, config=charts.CONFIG, alt=alt, on_select="rerun", selection_mode="points"
        )
        picture(figure, alt, key)
    points = state["selection"]["points"] if state else []
    data = points[0].get("customdata") if points else None
    parts = list(data.values()) if isinstance(data, dict) else list(data or [])
    return filters.POINT.join(str(part) for part in parts[:2] if part not in (None, ""))


def of_prose(reader: Reader, metric: Metric, ids: Sequence[str], first: int, last: int) -> None:
    """The line under a chart of a metric made from prose: how many points are certain, likely, confirmed."""
    words = prose.caption(metric, ids, first, last, reader)
    if words:
        note(words)


def table(
    shown: pd.DataFrame, key: str, tall: int = 430, pinned: int = 0, links: Mapping[str, str] | None = None
) -> None:
    """The table as shown; a missing number is —. `links`: columns of addresses and the word that stands for each."""
    settings = {str(name): _column(shown[name], place < pinned) for place, name in enumerate(shown.columns)}
    settings |= {name: st.column_config.LinkColumn(display_text=word) for name, word in (links or {}).items()}
    height: Any = "content" if len(shown) <= 11 else tall
    st.dataframe(shown, key=key, hide_index=True, column_config=settings, placeholder="—", height=height)


def _column(values: pd.Series, pinned: bool) -> Any:
    """How a column is written: per cent with one decimal, other numbers with separators, text as it is."""
    if len(values) and values.map(lambda value: isinstance(value, list)).all():
        return st.column_config.LineChartColumn()
    if not pd.api.types.is_numeric_dtype(values):
        return st.column_config.Column(pinned=pinned)
    name = str(values.name)
    if name.lower().rsplit("_", 1)[-1] == "year":  # a year is no quantity: 2025, not 2,025
        return st.column_config.NumberColumn(format="%d", pinned=pinned)
    share = name.endswith(ONE_DECIMAL)
    return st.column_config.NumberColumn(format="%.1f" if share else "localized", pinned=pinned)
