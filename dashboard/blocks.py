"""Owns the pieces every page is built of: head, row of filters, chart, table, definition chip, downloads."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from catalog.metrics import Metric
from dashboard import charts, choices, citing, filters, frame, pictures, prose, takeaway, warehouse
from dashboard.brief import Brief
from dashboard.citing import Citation
from dashboard.queries import places
from dashboard.quotients import Workings
from dashboard.reader import Reader
from dashboard.takeaway import Offer
from dashboard.words import definition_rows

empty = frame.empty
HEADING = "heading_shown"


def head(reader: Reader, name: str) -> None:
    """The page's name and the question it answers."""
    st.session_state[HEADING] = ""
    st.title(reader.say(f"page_{name}"), anchor=False)
    st.html(f'<div class="mj-question">{html.escape(reader.say(f"question_{name}"))}</div>')


def filter_row() -> Any:
    """A quiet strip that holds the filters side by side."""
    return st.container(border=True, horizontal=True, vertical_alignment="top", gap="medium", key="filter_row")


def section(title: str, metric: Metric | None = None, reader: Reader | None = None, key: str = "") -> None:
    """A heading, with the definition chip of its metric beside it."""
    st.session_state[HEADING] = title
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(title, anchor=False, width="content")
        if metric and reader:
            chip(metric, reader, key or metric.key)


def chip(metric: Metric, reader: Reader, key: str, title: str = "") -> None:
    """The 口径 chip: a click opens formula, definition, source and cautions."""
    with st.popover(title or reader.say("chip"), type="tertiary", key=f"chip_{key}"):
        st.html(definition(metric, reader))


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


def chart(figure: go.Figure, alt: str, key: str) -> None:
    """A chart with the finding as its alternative text, and its picture to take away."""
    st.plotly_chart(charts.tinted(figure, is_dark()), key=key, config=charts.CONFIG, alt=alt)
    picture(figure, alt, key)


def picture(figure: go.Figure, alt: str, key: str) -> None:
    """The chart as PNG and SVG, with title, choices, source and date in it."""
    if not pictures.can_draw(figure):
        return
    who = choices.reader()
    offer = takeaway.of_picture(who, f"chart-{key}", figure, alt, citing.of_page(who, _headed()))
    takeaway.record(offer)
    with st.container(horizontal=True, gap="small", horizontal_alignment="right"):
        _download(who, offer, "png", ":material/image:")
        _download(who, offer, "svg")


def is_dark() -> bool:
    """Whether the reader's screen is dark."""
    return st.context.theme.type == "dark"


def clicked(figure: go.Figure, alt: str, key: str) -> str:
    """A chart whose bars or points can be clicked: the key of the chosen one (series, or series@year), or ""."""
    drawn = charts.tinted(figure, is_dark())
    state = st.plotly_chart(drawn, key=key, config=charts.CONFIG, alt=alt, on_select="rerun", selection_mode="points")
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


def table(shown: pd.DataFrame, key: str, tall: int = 430, pinned: int = 0) -> None:
    """The table as shown; a missing number is —."""
    settings = {str(name): _column(shown[name], place < pinned) for place, name in enumerate(shown.columns)}
    height: Any = "content" if len(shown) <= 11 else tall
    st.dataframe(shown, key=key, hide_index=True, column_config=settings, placeholder="—", height=height)


def _column(values: pd.Series, pinned: bool) -> Any:
    """How a column is written: per cent with one decimal, other numbers with separators, text as it is."""
    if not pd.api.types.is_numeric_dtype(values):
        return st.column_config.Column(pinned=pinned)
    share = str(values.name).endswith(("（%）", "(%)"))
    return st.column_config.NumberColumn(format="%.1f" if share else "localized", pinned=pinned)


def take_away(
    reader: Reader,
    name: str,
    shown: pd.DataFrame,
    raw: pd.DataFrame,
    beside: Callable[[], Mapping[str, pd.DataFrame]],
    workings: Callable[[], Workings | None] | None = None,
    title: str = "",
) -> None:
    """Downloads: what is shown as CSV and as a workbook with definitions, failed checks, sources and filters; further
    formats and the citation behind one button. Nothing is made before it is asked for."""
    offer = takeaway.of_table(reader, name, shown, raw, beside, citing.of_page(reader, title or _headed()), workings)
    takeaway.record(offer)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _download(reader, offer, "csv", ":material/download:")
        _download(reader, offer, "xlsx", ":material/table_view:")
        with st.popover(reader.say("more_formats"), type="tertiary", key=f"more_{name}"):
            for form in ("csv-raw", "parquet", "duckdb"):
                _download(reader, offer, form)
            st.caption(reader.say("cite_help"))
            st.code(citing.line(offer.citation, reader), language=None, wrap_lines=True)


def take_brief(reader: Reader, year: int, compose: Callable[[Citation], Brief]) -> None:
    """The brief on what the page shows, as PDF and Word document."""
    offer = takeaway.of_brief(reader, year, compose, citing.of_page(reader, reader.say("brief")))
    takeaway.record(offer)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _download(reader, offer, "pdf", ":material/picture_as_pdf:")
        _download(reader, offer, "docx", ":material/description:")


def _download(reader: Reader, offer: Offer, form: str, icon: str | None = None) -> None:
    """One button that makes the file when it is pressed, from the build that is shown now."""
    words, build = form.replace("-", "_"), warehouse.shown_build()

    def make() -> bytes:
        with warehouse.pinned(build):
            return offer.make(form)

    st.download_button(
        reader.say(words),
        make,
        offer.file(form, reader),
        takeaway.MIMES[form],
        key=f"{words}_{offer.name}",
        on_click="ignore",
        help=reader.say(f"{words}_help"),
        type="tertiary",
        icon=icon,
    )


def _headed() -> str:
    """The heading that the page wrote last."""
    return str(st.session_state.get(HEADING, ""))


def note(text: str) -> None:
    """A quiet line under a chart or table."""
    st.html(f'<div class="mj-note">{html.escape(text)}</div>')


def sentences(lines: Sequence[tuple[str, str]]) -> None:
    """Computed sentences, each with its caution."""
    items = "".join(f"<li>{html.escape(line)}<small>{html.escape(caution)}</small></li>" for line, caution in lines)
    st.html(f'<ul class="mj-sentences">{items}</ul>')


def raw_html(text: str) -> None:
    """HTML made by this project from escaped parts."""
    st.html(text)


def halves() -> Any:
    """Two columns of the same width; one below the other on a phone."""
    return st.columns(2, gap="large")


def folded(reader: Reader) -> Any:
    """A closed fold that holds the table behind a chart."""
    return st.expander(reader.say("as_table"))


def stop() -> None:
    """Nothing more on this page."""
    st.stop()


def report_link(reader: Reader, ids: Sequence[str], year: int) -> None:
    """Links to everything that these agencies printed in the year."""
    with st.container(horizontal=True, gap="small"):
        for agency in list(ids)[:3]:
            to = filters.address() | {"agency": agency, "year": str(year)}
            st.page_link(
                "pages/analysis/report.py",
                label=reader.say("open_report", name=places.names(reader.which, reader.language)[agency]),
                query_params=to,
            )


def fold(title: str) -> Any:
    """A closed fold with a title of its own."""
    return st.expander(title)


def year_links(reader: Reader, agency: str, years: Sequence[int]) -> None:
    """Links to the years that there is a report for."""
    with st.container(horizontal=True, gap="small"):
        for year in years:
            to = filters.address() | {"agency": agency, "year": str(year)}
            st.page_link("pages/analysis/report.py", label=str(year), query_params=to)


def page_links(reader: Reader, pages: Sequence[str], **view: str) -> None:
    """Links to other pages with these choices."""
    with st.container(horizontal=True, gap="small"):
        for page in pages:
            label = reader.say(f"page_{page.rsplit('/', 1)[-1]}")
            st.page_link(f"pages/{page}.py", label=f"→ {label}", query_params=filters.write(filters.address() | view))


def bullets(lines: Sequence[str]) -> None:
    """A plain list."""
    st.html("<ul>" + "".join(f"<li>{html.escape(line)}</li>" for line in lines) + "</ul>")


def editor(reader: Reader, name: str, examples: Mapping[str, str], label: str) -> str:
    """A box for SQL with examples to start from; the text when the reader runs it, else ""."""
    chosen = st.pills(reader.say("examples"), list(examples), format_func=reader.say, key=f"{name}_example")
    first = examples[chosen or next(iter(examples))]
    with st.form(f"{name}_form", border=False):
        text = st.text_area(label, first, height=170, key=f"{name}_{chosen or ''}")
        return text if st.form_submit_button(reader.say("run")) else ""


def upload(label: str, endings: Sequence[str], megabytes: int) -> list[Any]:
    """A place to drop files."""
    return list(
        st.file_uploader(label, type=list(endings), accept_multiple_files=True, max_upload_size=megabytes) or []
    )


def upload_one(label: str, endings: Sequence[str], megabytes: int, key: str) -> Any:
    """A place to drop one file; the file, or None."""
    return st.file_uploader(label, type=list(endings), max_upload_size=megabytes, key=key)


def downloads(files: Sequence[tuple[str, bytes, str, str]], icon: str = ":material/download:") -> None:
    """Downloads side by side: (label, content, file name, key) of each."""
    with st.container(horizontal=True, gap="small"):
        for label, content, name, key in files:
            st.download_button(label, content, name, key=key, on_click="ignore", icon=icon)


def kept(name: str, mark: object, make: Callable[[], Any]) -> Any:
    """What `make` gives, made once for a mark and kept in this session only, until there is another mark."""
    if st.session_state.get(f"mark_{name}") != mark:
        st.session_state[f"kept_{name}"], st.session_state[f"mark_{name}"] = make(), mark
    return st.session_state[f"kept_{name}"]


def forget(name: str) -> None:
    """Let go of what `kept` holds."""
    st.session_state.pop(f"kept_{name}", None)
    st.session_state.pop(f"mark_{name}", None)


def waiting(label: str) -> Any:
    """A sign that something is under way while the body runs."""
    return st.spinner(label)


def button(label: str, key: str) -> bool:
    """A button; whether it was pressed for this run."""
    return st.button(label, key=f"button_{key}")


@contextmanager
def progress(label: str) -> Iterator[Callable[[float, str], None]]:
    """A bar that moves while the body runs: call it with a share and what is being worked on."""
    bar = st.progress(0.0, text=label)

    def move(share: float, last: str) -> None:
        bar.progress(share, text=f"{label} {last}")

    try:
        yield move
    finally:
        bar.empty()
