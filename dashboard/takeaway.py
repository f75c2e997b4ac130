"""Owns the offers of a page: every table, picture and document that can be taken away, in every format, the same for
the page's buttons and for `python -m dashboard export`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard import brief, citing, export, pictures, sheets
from dashboard.citing import Citation
from dashboard.quotients import Workings
from dashboard.reader import Reader

TABLE_FORMATS = ("csv", "csv-raw", "xlsx", "parquet", "duckdb")
BRIEF_FORMATS = ("pdf", "docx")
PICTURE_FORMATS = ("png", "svg")
MIMES = {
    "csv": "text/csv",
    "csv-raw": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "duckdb": "application/octet-stream",
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be taken away: a name, its formats, and the bytes in a format."""

    name: str
    title: str
    formats: tuple[str, ...]
    make: Callable[[str], bytes]
    citation: Citation
    shown: pd.DataFrame | None = None

    def file(self, form: str, reader: Reader) -> str:
        """The name of the file, with 演示数据 in it where that applies."""
        parts = [reader.say("demo_short")] if self.citation.which == "demo" else []
        raw = ["raw"] if form == "csv-raw" else []
        return export.file_name(*parts, self.name, *raw, ending=form.split("-")[0])


_recording: list[Offer] | None = None


@contextmanager
def recorded() -> Iterator[list[Offer]]:
    """The offers that pages make while the body runs, for a process that serves nobody else."""
    global _recording
    _recording = []
    try:
        yield _recording
    finally:
        _recording = None


def record(offer: Offer) -> None:
    """Keep the offer where someone records."""
    if _recording is not None:
        _recording.append(offer)


def of_table(
    reader: Reader,
    name: str,
    shown: pd.DataFrame,
    raw: pd.DataFrame,
    beside: Callable[[], Mapping[str, pd.DataFrame]],
    citation: Citation,
    workings: Callable[[], Workings | None] | None = None,
) -> Offer:
    """A table as an offer; nothing is made before it is asked for."""

    def make(form: str) -> bytes:
        return _table_bytes(reader, form, shown, raw, beside, citation, workings() if workings else None)

    return Offer(name, citation.title, TABLE_FORMATS, make, citation, shown)


def _table_bytes(
    reader: Reader,
    form: str,
    shown: pd.DataFrame,
    raw: pd.DataFrame,
    beside: Callable[[], Mapping[str, pd.DataFrame]],
    citation: Citation,
    workings: Workings | None,
) -> bytes:
    say = reader.say
    cited = citing.line(citation, reader)
    if form == "csv":
        return export.to_csv(shown, foot=cited)
    if form == "csv-raw":
        return export.to_csv(raw, raw=True)
    about = sheets.complete(beside(), reader) | {say("sheet_filters"): sheets.chosen(reader, citation)}
    if form == "xlsx":
        properties = {"title": citation.title, "comments": cited, "subject": citation.build}
        data = [(say("sheet_data"), shown), *about.items()]
        return export.to_xlsx(data, properties, workings, say("sheet_workings"))
    if form == "parquet":
        definitions = about[say("sheet_definitions")].to_dict("records")
        return export.to_parquet(shown, {"citation": cited, "definitions": export.as_json(definitions)})
    if form == "duckdb":
        return export.to_duckdb({"data": shown, "raw": raw} | sheets.in_english(about, reader))
    raise ValueError(f"a table cannot be written as {form}")


def caption(reader: Reader, citation: Citation, finding: str) -> pictures.Caption:
    """What goes around a picture: the words of its citation."""
    mark = reader.say("demo_badge") if citation.which == "demo" else ""
    feet = [citing.source(citation, reader), citation.address]
    return pictures.Caption(citation.title, citing.chosen(citation, reader), mark, finding, feet)


def of_picture(reader: Reader, name: str, figure: go.Figure, finding: str, citation: Citation) -> Offer:
    """A chart as an offer; nothing is drawn before it is asked for."""

    def make(form: str) -> bytes:
        around = caption(reader, citation, finding)
        if form == "svg":
            return pictures.to_svg(figure, around).encode()
        if form == "png":
            return pictures.to_png(figure, around)
        raise ValueError(f"a picture cannot be written as {form}")

    return Offer(name, citation.title, PICTURE_FORMATS, make, citation)


def of_brief(reader: Reader, year: int, compose: Callable[[Citation], brief.Brief], citation: Citation) -> Offer:
    """The brief as an offer; nothing is asked or set before it is asked for."""

    def make(form: str) -> bytes:
        if form == "pdf":
            return brief.to_pdf(compose(citation))
        if form == "docx":
            return brief.to_docx(compose(citation))
        raise ValueError(f"a brief cannot be written as {form}")

    return Offer(f"brief-{year}", citation.title, BRIEF_FORMATS, make, citation)
