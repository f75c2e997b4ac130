"""Owns the review desk: who reviews, which figure lies on it, the buttons with their keys, and what was done last.

What is decided goes into the file of verdicts; the session only remembers where the reader is."""

from __future__ import annotations

import time
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import filters, review, verdicts
from dashboard.queries import figures
from dashboard.reader import Reader

AT, TRAIL, SAID, TIMES, OPEN = "desk_at", "desk_trail", "desk_said", "desk_times", "desk_correcting"
FOCUS = "<script>setTimeout(() => document.querySelector('.st-key-desk_number input')?.focus(), 60)</script>"


def person(reader: Reader) -> str:
    """Who reviews: asked once and kept for the session."""
    return str(
        st.text_input(
            reader.say("reviewer"),
            key="desk_person",
            placeholder=reader.say("reviewer_hint"),
            persist_state="session",
            width=220,
        )
        or ""
    ).strip()


def pinned() -> str:
    """The figure that the address names: one that somebody doubts."""
    return filters.address().get("figure", "")


def current(asked: pd.DataFrame) -> str:
    """The figure on the desk: the one left there, the one the address names, else the first without a verdict."""
    at, ids = st.session_state.get(AT, ""), set(asked["figure_id"])
    if at not in ids:
        at = pinned() if pinned() in ids and not st.session_state.get(TRAIL) else review.following(asked, "")
    return str(at)


def times() -> list[float]:
    """When this session gave its verdicts."""
    return list(st.session_state.get(TIMES, []))


def _go(to: str, come_from: str = "") -> None:
    st.session_state[AT] = to
    st.session_state[OPEN] = False
    if come_from:
        st.session_state.setdefault(TRAIL, []).append(come_from)


def _decide(figure: dict[str, Any], verdict: str, following: str, who: str) -> None:
    """Write the verdict and lay the next figure on the desk. A key that was pressed twice, or before the page had
    caught up, would hit a figure that no longer lies there: it does nothing."""
    figure_id = str(figure["figure_id"])
    if st.session_state.get(AT, figure_id) != figure_id:
        return
    typed = review.typed(st.session_state.get("desk_number", "")) if verdict == "correct" else ""
    if verdict == "correct" and not typed:
        return
    reason = str(st.session_state.get(f"desk_reason_{figure_id}", ""))
    line = verdicts.append(review.line_for(figure, verdict, who, reason, typed))
    st.session_state.setdefault(SAID, []).append(line)
    st.session_state.setdefault(TIMES, []).append(time.time())
    _go(following, figure_id)


def _back() -> None:
    trail = st.session_state.get(TRAIL, [])
    if trail:
        _go(trail.pop())


def _undo(who: str) -> None:
    """Take the last verdict of this session back by a line that says so, and show its figure again."""
    said = st.session_state.get(SAID, [])
    if said:
        last = said.pop()
        verdicts.append({**last, "verdict": "withdraw", "corrected_value": None, "reason": "", "person": who})
        _go(str(last["figure_id"]))


def _correct() -> None:
    st.session_state[OPEN] = not st.session_state.get(OPEN, False)


def buttons(figure: dict[str, Any], asked: pd.DataFrame, who: str, reader: Reader) -> None:
    """Accept, correct, reject, doubt, skip, back, undo: each with its key; without a name nothing can be decided."""
    say, following = reader.say, review.following(asked, str(figure["figure_id"]))
    ask_name = None if who else say("reviewer_first")
    with st.container(horizontal=True, gap="small", key="desk_buttons"):
        for name, key, kind in (("accept", "A", "primary"), ("reject", "X", "secondary"), ("doubt", "D", "secondary")):
            words: Any = {"type": kind, "shortcut": key, "disabled": not who, "help": ask_name}
            st.button(say(name), key=f"desk_{name}", on_click=_decide, args=(figure, name, following, who), **words)
        st.button(say("correct"), key="desk_correct", shortcut="E", on_click=_correct, disabled=not who, help=ask_name)
        st.button(say("skip"), key="desk_skip", shortcut="S", on_click=_go, args=(following, figure["figure_id"]))
        st.button(say("back"), key="desk_back", shortcut="B", on_click=_back, disabled=not st.session_state.get(TRAIL))
        undone: Any = {"disabled": not st.session_state.get(SAID) or not who}
        st.button(say("undo"), key="desk_undo", shortcut="Z", on_click=_undo, args=(who,), **undone)
    if st.session_state.get(OPEN) and who:
        with st.form("desk_form", border=False):
            st.text_input(
                say("right_value"), key="desk_number", width=260, placeholder=review.plain(figure["read_value"])
            )
            st.form_submit_button(say("correct"), on_click=_decide, args=(figure, "correct", following, who))
        st.html(FOCUS, unsafe_allow_javascript=True)
    st.text_input(say("reason_given"), key=f"desk_reason_{figure['figure_id']}", placeholder=say("optional"))


def lay(figure: dict[str, Any], asked: pd.DataFrame, who: str, reader: Reader) -> None:
    """The sentence with its buttons below it. The buttons are made first: whoever sees a sentence can already press
    the keys that are meant for it."""
    place = st.container()
    buttons(figure, asked, who, reader)
    place.html(review.sentence_view(figure, reader))


def figure_on(asked: pd.DataFrame) -> dict[str, Any]:
    """The figure on the desk with its sentence; empty where none is left."""
    at = st.session_state[AT] = current(asked)
    found = figures.one(at) if at else pd.DataFrame()
    return {str(name): value for name, value in found.iloc[0].items()} if len(found) else {}
