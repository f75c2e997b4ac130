"""Owns the figures at the head of a page: value, change, base, coverage, a small line of its years, its definition."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from catalog.metrics import Metric, by_code
from dashboard import blocks, findings, numbers
from dashboard.queries import places, rates
from dashboard.reader import Reader

__all__ = ["by_code", "card", "row"]


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
    line = [float(one) for one in history["value"] if numbers.is_number(one)]
    with st.container(border=True, height="stretch", gap="xsmall", key=f"card_{metric.key}"):
        st.metric(
            metric.label[reader.language],
            numbers.show(value, metric.kind, reader.language),
            delta=moved.replace("−", "-") if moved else None,
            delta_color="off",
            delta_arrow="off" if moved and moved.startswith("±") else "auto",
            delta_description=reader.say("against_last_year") if moved else None,
            chart_data=line if len(line) > 2 and len(line) == len(history) else None,
        )
        st.html(f'<div class="mj-base">{html.escape(findings.base_words(reader, metric, now, both))}</div>')
        blocks.chip(metric, reader, f"card_{metric.key}")
