"""Owns the figures at the head of a page: value, change, base, coverage, a small line of its years, its definition."""

from __future__ import annotations

import html
from collections.abc import Sequence
from urllib.parse import quote

import streamlit as st

from catalog.metrics import Metric, by_code
from dashboard import blocks, findings, numbers
from dashboard.queries import places, rates
from dashboard.reader import Reader

__all__ = ["by_code", "card", "row", "small_line"]
WIDE, TALL = 200, 40


def row(reader: Reader, codes: Sequence[str], ids: Sequence[str], year: int) -> None:
    """One card a metric, side by side."""
    for column, code in zip(st.columns(len(codes), gap="small"), codes, strict=True):
        with column:
            card(reader, by_code(code), ids, year)


def card(reader: Reader, metric: Metric, ids: Sequence[str], year: int) -> None:
    """One card: the metric pooled over the agencies in a year."""
    first, _ = places.span(reader.which)
    history = rates.pooled(metric, ids, first, year)
    now = history[history["year"] == year]
    value = now["value"].iloc[0] if len(now) else None
    moved, both = findings.change_words(metric, ids, year, reader)
    told = history[history["value"].map(numbers.is_number)]
    with st.container(border=True, height="stretch", gap="xsmall", key=f"card_{metric.key}"):
        st.metric(
            metric.label[reader.language],
            numbers.show(value, metric.kind, reader.language),
            delta=moved.replace("−", "-") if moved else None,
            delta_color="off",
            delta_arrow="off" if moved and moved.startswith("±") else "auto",
            delta_description=reader.say("against_last_year") if moved else None,
        )
        if len(told) > 2 and len(told) == len(history):
            st.html(small_line(told["year"], told["value"], metric.kind, reader.language))
        st.html(f'<div class="mj-base">{html.escape(findings.base_words(reader, metric, now, both))}</div>')
        blocks.chip(metric, reader, f"card_{metric.key}")


def small_line(years: Sequence[int], values: Sequence[float], kind: str, language: str) -> str:
    """A line of the years without axes, as HTML; the years and values are its words. Drawn by the browser alone: the
    framework's own small line brings a second drawing library along."""
    points = [float(value) for value in values]
    low, high = min(points), max(points)
    spread, step = (high - low) or 1, WIDE / (len(points) - 1)
    path = " ".join(
        f"{place * step:.1f},{TALL - 3 - (value - low) / spread * (TALL - 6):.1f}" for place, value in enumerate(points)
    )
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {TALL}" preserveAspectRatio="none"><polyline '
        f'points="{path}" fill="none" stroke="#000" stroke-width="2" vector-effect="non-scaling-stroke"/></svg>'
    )
    words = " · ".join(
        f"{year} {numbers.show(value, kind, language)}" for year, value in zip(years, points, strict=True)
    )
    shape, label = f"mask-image:url('data:image/svg+xml,{quote(drawing)}')", html.escape(words)
    return f'<div class="mj-line" role="img" aria-label="{label}" title="{label}" style="{shape}"></div>'
