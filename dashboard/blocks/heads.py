"""The head of a page and its sections, definition chips, quiet words, folds."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from catalog.metrics import Metric
from dashboard.reader import Reader
from dashboard.words import definition_rows

HEADING = "heading_shown"


def head(reader: Reader, name: str) -> None:
    """The page's name and the question it answers."""
    st.session_state[HEADING] = ""
    st.title(reader.say(f"page_{name}"), anchor=False)
    st.html(f'<div class="mj-question">{html.escape(reader.say(f"question_{name}"))}</div>')


def filter_row() -> Any:
    """A quiet strip that holds the filters side by side."""
    return st.container(border=True, horizontal=True, vertical_alignment="top", gap="medium", key="filter_row")


def tool_row(name: str = "chart") -> Any:
    """A row for the switches of one chart, without a frame; the name tells rows of one page apart."""
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"tool_row_{name}")


def section(title: str, metric: Metric | None = None, reader: Reader | None = None, key: str = "") -> None:
    """A heading, with the definition chip of its metric beside it."""
    st.session_state[HEADING] = title
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(title, anchor=False, width="content")
        if metric and reader:
            chip(metric, reader, key or metric.key)


def headed() -> str:
    """The heading that the page wrote last."""
    return str(st.session_state.get(HEADING, ""))


def chip(metric: Metric, reader: Reader, key: str, title: str = "") -> None:
    """The 口径 chip: a click opens formula, definition, source and cautions."""
    unfolding(title or reader.say("chip"), f"chip_{key}", lambda: st.html(definition(metric, reader)))


def unfolding(label: str, key: str, draw: Callable[[], object]) -> None:
    """A small button that unfolds what `draw` draws. Opening and closing ask nothing of the server: a fragment that
    runs because a link closed it would name the page that was just left, and the framework would clear the new one."""
    with st.popover(label, type="tertiary", key=key):
        draw()


def chips(metrics: Sequence[Metric], reader: Reader) -> None:
    """A chip for each of several metrics, side by side."""
    with st.container(horizontal=True, gap="small"):
        for metric in metrics:
            chip(metric, reader, f"of_{metric.key}", f"{reader.say('chip')}: {metric.label[reader.language]}")


def definition(metric: Metric, reader: Reader) -> str:
    """The definition of a metric as HTML."""
    rows = "".join(
        f"<tr><th>{name}</th><td class='text'>{text}</td></tr>" for name, text in definition_rows(metric, reader)
    )
    name = html.escape(metric.label[reader.language])
    return (
        f'<b>{name}</b> <span class="mj-tag">{metric.code}</span><table class="mj plain"><tbody>{rows}</tbody></table>'
    )


def note(text: str) -> None:
    """A quiet line under a chart or table."""
    st.html(f'<div class="mj-note">{html.escape(text)}</div>')


def sentences(lines: Sequence[tuple[str, str]]) -> None:
    """Computed sentences, each with its caution."""
    items = "".join(f"<li>{html.escape(line)}<small>{html.escape(caution)}</small></li>" for line, caution in lines)
    st.html(f'<ul class="mj-sentences">{items}</ul>')


def bullets(lines: Sequence[str]) -> None:
    """A plain list."""
    st.html('<ul class="mj-list">' + "".join(f"<li>{html.escape(line)}</li>" for line in lines) + "</ul>")


def raw_html(text: str) -> None:
    """HTML made by this project from escaped parts."""
    st.html(text)


def closed_frame(page: str, alt: str, height: int) -> None:
    """A web page in a frame of its own in which nothing runs and nothing is fetched from this application."""
    st.iframe(on_paper(page, alt, height), height=height, alt=alt)


def on_paper(page: str, alt: str, height: int) -> str:
    """The frame as HTML: white paper in either theme, as the page's own ink is black."""
    style = f"border:0;width:100%;height:{height}px;background:#fff;color-scheme:light"
    inner = f'<iframe sandbox="" style="{style}" title="{html.escape(alt)}" srcdoc="{html.escape(page)}"></iframe>'
    return f"<style>body{{margin:0}}</style>{inner}"


def image(picture: Any, caption: str, without: str) -> None:
    """A picture under its caption, or a line that says why there is none."""
    if picture is None:
        note(without)
    else:
        st.image(picture, caption=caption, width="stretch")


def prose_of(title: str, text: str) -> None:
    """A section's own text under its title."""
    st.html(f'<b>{html.escape(title)}</b><div class="mj-prose">{html.escape(text)}</div>')


def halves() -> Any:
    """Two columns of the same width; one below the other on a phone."""
    return st.columns(2, gap="large")


def wide_and_narrow() -> Any:
    """Two columns, the first twice as wide."""
    return st.columns([2, 1], gap="large")


def verbatim(text: str) -> None:
    """Words of a machine as they are, where there are any."""
    if text:
        st.code(text, language=None, wrap_lines=True)


def folded(reader: Reader) -> Any:
    """A closed fold that holds the table behind a chart."""
    return st.expander(reader.say("as_table"))


def fold(title: str, opened: bool = False) -> Any:
    """A fold with a title of its own, closed without a word."""
    return st.expander(title, expanded=opened)


def stop() -> None:
    """Nothing more on this page."""
    st.stop()
