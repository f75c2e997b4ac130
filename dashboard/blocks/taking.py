"""The downloads: tables, pictures and the brief in their formats, made when they are pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import choices, citing, notice, pictures, takeaway, warehouse
from dashboard.blocks.heads import headed, unfolding
from dashboard.brief import Brief
from dashboard.citing import Citation
from dashboard.queries import coverage
from dashboard.quotients import Workings
from dashboard.reader import Reader
from dashboard.takeaway import Offer


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
    offer = takeaway.of_table(reader, name, shown, raw, beside, citing.of_page(reader, title or headed()), workings)
    takeaway.record(offer)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        download(reader, offer, "csv", ":material/download:")
        download(reader, offer, "xlsx", ":material/table_view:")
        unfolding(reader.say("more_formats"), f"more_{name}", lambda: _more(reader, offer))


def _more(reader: Reader, offer: Offer) -> None:
    """Formats for colleagues' programs, and the line to cite."""
    for form in ("csv-raw", "parquet", "duckdb"):
        download(reader, offer, form)
    st.caption(reader.say("cite_help"))
    st.code(citing.line(offer.citation, reader), language=None, wrap_lines=True)


def take_brief(reader: Reader, year: int, compose: Callable[[Citation], Brief]) -> None:
    """The brief on what the page shows, as PDF and Word document."""
    offer = takeaway.of_brief(reader, year, compose, citing.of_page(reader, reader.say("brief")))
    takeaway.record(offer)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        download(reader, offer, "pdf", ":material/picture_as_pdf:")
        download(reader, offer, "docx", ":material/description:")


def take_notices(reader: Reader, checks: pd.DataFrame, year: str) -> None:
    """A notice for every agency of the list: all in one ZIP, or one agency's alone."""
    build = warehouse.shown_build()
    notices = notice.of_all(checks, coverage.build_status(reader.which).as_of, build.name, reader.which)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.download_button(
            reader.say("notices_all", n=len(notices)),
            lambda: notice.to_zip(notices),
            f"mingjing-{reader.say('notice_file')}-{year}.zip",
            "application/zip",
            key="notices_all",
            on_click="ignore",
            type="primary",
            icon=":material/folder_zip:",
        )
        unfolding(reader.say("notices_one"), "notices_one", lambda: _one_notice(reader, notices))


def _one_notice(reader: Reader, notices: Sequence[notice.Notice]) -> None:
    """A button an agency, with its year where there are several, the first thirty; the ZIP has them all."""
    several = len({one.year for one in notices}) > 1
    for number, one in enumerate(notices[:30]):
        st.download_button(
            reader.name(one.agency, one.agency_en) + (f" · {one.year}" if several else ""),
            partial(notice.to_docx, one),
            one.file,
            takeaway.MIMES["docx"],
            key=f"notice_{number}",
            on_click="ignore",
            type="tertiary",
        )


def picture(figure: go.Figure, alt: str, key: str) -> None:
    """The chart as PNG and SVG, with title, choices, source and date in it."""
    if not pictures.can_draw(figure):
        return
    who = choices.reader()
    offer = takeaway.of_picture(who, f"chart-{key}", figure, alt, citing.of_page(who, headed()))
    takeaway.record(offer)
    with st.container(horizontal=True, gap="small", horizontal_alignment="right"):
        download(who, offer, "png", ":material/image:")
        download(who, offer, "svg")


def download(reader: Reader, offer: Offer, form: str, icon: str | None = None) -> None:
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


def downloads(files: Sequence[tuple[str, bytes, str, str]], icon: str = ":material/download:") -> None:
    """Downloads side by side: (label, content, file name, key) of each."""
    with st.container(horizontal=True, gap="small"):
        for label, content, name, key in files:
            st.download_button(label, content, name, key=key, on_click="ignore", icon=icon)
