"""What the reader hands in, and what is kept while the page works on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import streamlit as st

from dashboard.reader import Reader


def editor(reader: Reader, name: str, examples: Mapping[str, str], label: str) -> str:
    """A box for SQL with examples to start from; the text when the reader runs it, else ""."""
    chosen = st.pills(reader.say("examples"), list(examples), format_func=reader.say, key=f"{name}_example")
    first = examples[chosen or next(iter(examples))]
    with st.form(f"{name}_form", border=False):
        text = st.text_area(label, first, height=170, key=f"{name}_{chosen or ''}")
        return text if st.form_submit_button(reader.say("run"), type="primary") else ""


def upload(label: str, endings: Sequence[str], megabytes: int) -> list[Any]:
    """A place to drop files."""
    return list(
        st.file_uploader(label, type=list(endings), accept_multiple_files=True, max_upload_size=megabytes) or []
    )


def upload_one(label: str, endings: Sequence[str], megabytes: int, key: str) -> Any:
    """A place to drop one file; the file, or None."""
    return st.file_uploader(label, type=list(endings), max_upload_size=megabytes, key=key)


def button(label: str, key: str, primary: bool = False) -> bool:
    """A button; whether it was pressed for this run. `primary`: the one that the page is about."""
    return st.button(label, key=f"button_{key}", type="primary" if primary else "secondary")


def choose(label: str, options: Mapping[str, str], key: str) -> str:
    """One of several, for this page only: what is chosen is not part of the address."""
    return str(st.selectbox(label, list(options), format_func=options.__getitem__, key=f"choose_{key}"))


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
