"""Owns the only door to the data: the build that is shown (the newest, or the one that the address names), opened
read-only, a cursor for each question."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

from dashboard.keeping import Kept, mark_of

ROOT = Path(__file__).resolve().parent.parent
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
    "python_enable_replacements": "false",
}


CannotAnswer = duckdb.Error  # what a question raises that a build of an older shape has no tables for
NEEDED = (("mart", "agency", "agency_id"), ("mart", "failed_check", "rule"), ("core", "figure", "printed_unit"))
AS_OF_MARK = "-asof-"  # in the name of a build that holds what was known on a day: <time>-asof-<day>


MOST_BYTES = 256_000_000  # of answers kept
SETTLED = 2_000_000_000  # nanoseconds after which the time of a folder is a different one when something changes in it
_listed: dict[tuple[Path, int], list[Build]] = {}


class NoBuild(Exception):
    """There is no build to show. The message names the folder that was searched."""


@dataclass(frozen=True, slots=True)
class Build:
    """One finished warehouse file."""

    path: Path

    @property
    def name(self) -> str:
        """The name of the file without its ending: when it was made, and as of which day."""
        return self.path.stem

    @property
    def known_until(self) -> str:
        """The day that a build was made as of (YYYY-MM-DD), or ""."""
        return self.name.partition(AS_OF_MARK)[2]


def folder() -> Path:
    """Where builds lie: MINGJING_BUILDS, else data/builds."""
    return _place(os.environ.get("MINGJING_BUILDS", ""))


@cache
def _place(named: str) -> Path:
    return Path(named) if named else ROOT / "data" / "builds"


def all_builds() -> list[Build]:
    """Every complete build, oldest first: builds are named by time and get their name when complete."""
    place = folder()
    try:
        changed = place.stat().st_mtime_ns
    except OSError:
        return []
    if (held := _listed.get((place, changed))) is not None:
        return held
    found = [Build(path) for path in sorted(place.glob("*.duckdb")) if not path.name.startswith(".")]
    if time.time_ns() - changed > SETTLED:  # before that another file could still come under the same time
        _listed.clear()
        _listed[place, changed] = found
    return found


def newest_build() -> Build:
    """The build that MINGJING_BUILD names, else the one with the last name, one made as of a day only where there is no
    other; raises NoBuild."""
    if named := os.environ.get("MINGJING_BUILD"):
        return Build(Path(named))
    found = all_builds()
    if not found:
        raise NoBuild(str(folder()))
    return ([build for build in found if not build.known_until] or found)[-1]


_pinned: ContextVar[Build | None] = ContextVar("pinned", default=None)


@contextmanager
def pinned(build: Build) -> Iterator[None]:
    """Answer from this build while the body runs, whatever the address says: for what is made after the run."""
    token = _pinned.set(build)
    try:
        yield
    finally:
        _pinned.reset(token)


def asked_for() -> tuple[str, str]:
    """The build and the day that the address names (build, asof), each "" for none."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return "", ""
    return str(st.query_params.get("build", "")), str(st.query_params.get("asof", ""))


def shown_build() -> Build:
    """The build that the address names by its name or its day, if it is held; else the newest. Raises NoBuild."""
    held = _pinned.get()
    if held is not None:
        return held
    return named(*asked_for()) or newest_build()


def named(name: str, day: str) -> Build | None:
    """The last build of this name, or without a name the last one made as of this day; None where none is held."""
    if not name and not day:
        return None
    found = [build for build in all_builds() if build.name == name or (not name and build.known_until == day)]
    return found[-1] if found else None


@st.cache_resource(max_entries=3, show_spinner=False)
def _connection(path: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(path, read_only=True, config=SETTINGS)


def open_cursor() -> duckdb.DuckDBPyConnection:
    """A cursor of its own on the build that is shown; the caller closes it."""
    return _connection(str(shown_build().path)).cursor()


_answers: Kept[pd.DataFrame] = Kept(MOST_BYTES, lambda answer: int(answer.memory_usage().sum()))


def _answer(path: str, question: str, values: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
    def find() -> pd.DataFrame:
        with _connection(path).cursor() as cursor:
            return cursor.execute(question, dict(values)).df()

    return _answers.get(mark_of(path, question, values), find).copy(deep=False)  # pandas copies what is written to


def ask(question: str, values: Mapping[str, Any] | None = None, build: Build | None = None) -> pd.DataFrame:
    """The answer to one SQL question on the build that is shown (or the one named), kept in memory by build, question,
    values."""
    frozen = tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in (values or {}).items())
    return _answer(str((build or shown_build()).path), question, frozen)


def _texts(path: str, question: str, values: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
    with _connection(path).cursor() as cursor:
        return cursor.sql(question, params=dict(values)).to_arrow_table().to_pandas()


def has_this_shape() -> bool:
    """Whether the build that is shown has the tables that the pages ask; one made by an older version has not."""
    named = " or ".join(
        f"(table_schema = '{schema}' and table_name = '{table}' and column_name = '{column}')"
        for schema, table, column in NEEDED
    )
    question = f"select count(*) as held from information_schema.columns where {named}"
    return int(ask(question)["held"].iloc[0]) == len(NEEDED)


def ask_texts(question: str, values: Mapping[str, Any], build: Build) -> pd.DataFrame:
    """The answer to a question for a long list of texts, in the order of the table asked, not kept: eight times as fast
    as `ask` where hundreds of thousands of names are asked for."""
    return _texts(str(build.path), question, tuple(values.items()))
