"""Owns the choices of the reader: codes in the address, the only state there is. Junk is ignored; a choice that is the
default is left out; what one page does not know it leaves for the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

LANGUAGES = ("zh", "en")
SEPARATOR = ","
WORDS = "、"
POINT = "@"  # series@year, a point of a line
NOTHING = "-"
PAGE = "page_shown"
MADE = "choices_made"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice as it stands, given or by default: its name in the address, its label, its code and the code in
    words."""

    name: str
    label: str
    code: str
    words: str


def read_one(text: str | None, options: Sequence[str], default: str | None) -> str | None:
    """The code in the address if it is one of the options, else the default."""
    return text if text in options else default


def read_many(text: str | None, options: Sequence[str], default: Sequence[str], limit: int = 12) -> list[str]:
    """The codes in the address that are options, each once, in their order; the default if none is."""
    known, wanted = set(options), (text or "").split(SEPARATOR)
    found = list(dict.fromkeys(code for code in wanted if code in known))[:limit]
    return found or list(default)


def write(view: Mapping[str, str | Sequence[str] | None]) -> dict[str, str]:
    """A view as parameters of an address: lists joined, empty ones left out."""
    joined = {name: value if isinstance(value, str) else SEPARATOR.join(value or ()) for name, value in view.items()}
    return {name: text for name, text in joined.items() if text}


def address() -> dict[str, str]:
    """The parameters of the address as they stand, for links to other pages."""
    return {name: str(value) for name, value in st.query_params.items()}


def language() -> str:
    """The language of the reader: zh unless the address says en."""
    return read_one(st.query_params.get("lang"), LANGUAGES, "zh") or "zh"


def enter(page: str) -> None:
    """Say which page the choices that follow belong to; "" is the frame."""
    st.session_state[PAGE] = page
    st.session_state[MADE] = {}


def page() -> str:
    """The page that is being made."""
    return str(st.session_state.get(PAGE, ""))


def made() -> tuple[Choice, ...]:
    """The choices that the page has asked for so far, in its order."""
    return tuple(st.session_state.get(MADE, {}).values())


def note(name: str, label: str, codes: Sequence[str], show: Callable[[str], str]) -> None:
    """Remember a choice for the citation."""
    kept: dict[str, Choice] = st.session_state.setdefault(MADE, {})
    kept[name] = Choice(name, label, SEPARATOR.join(codes), WORDS.join(show(code) for code in codes))


def put(name: str, value: str | Sequence[str] | None) -> None:
    """Write one choice into the address."""
    text = write({name: value}).get(name)
    if text is None:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != text:
        st.query_params[name] = text


def _keep(name: str, key: str) -> None:
    put(name, st.session_state.get(key))


def _bind(name: str, value: Any) -> dict[str, Any]:
    """Key and callback that tie a widget to the address; the widget shows what the address says. The key names the
    page:
    with one key for several pages a widget forgets its value when a reader goes back."""
    key = f"choice_{st.session_state.get(PAGE, '')}_{name}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": _keep, "args": (name, key)}


def choose_one(
    name: str, label: str, options: Sequence[str], default: str | None, show: Callable[[str], str], **more: Any
) -> str | None:
    """A list to choose one code from."""
    value = read_one(st.query_params.get(name), options, default)
    note(name, label, [value] if value is not None else [], show)
    return st.selectbox(label, options, format_func=show, **_bind(name, value), **more)


def choose_many(
    name: str, label: str, options: Sequence[str], default: Sequence[str], show: Callable[[str], str], limit: int = 8
) -> list[str]:
    """A list to choose several codes from, in the order chosen."""
    value = read_many(st.query_params.get(name), options, default, limit)
    note(name, label, value, show)
    return st.multiselect(label, options, format_func=show, max_selections=limit, wrap=True, **_bind(name, value))


def choose_text(name: str, label: str, hint: str, longest: int = 60) -> str:
    """A line to type words into."""
    value = " ".join(st.query_params.get(name, "").split())[:longest]
    note(name, label, [value] if value else [], str)
    return str(st.text_input(label, placeholder=hint, max_chars=longest, **_bind(name, value)) or "").strip()


def choose_switch(
    name: str, label: str, options: Sequence[str], default: str, show: Callable[[str], str], **more: Any
) -> str:
    """A row of buttons of which one is down."""
    value = read_one(st.query_params.get(name), options, default)
    note(name, label, [value] if value is not None else [], show)
    bound = _bind(name, value)
    return st.segmented_control(label, options, format_func=show, required=True, wrap=True, **bound, **more) or default


def choose_some(
    name: str, label: str, options: Sequence[str], default: Sequence[str], show: Callable[[str], str], **more: Any
) -> list[str]:
    """Small buttons of which any number is down; "-" in the address where none is."""
    given = st.query_params.get(name)
    value = [] if given == NOTHING else read_many(given, options, default)
    note(name, label, value, show)
    if not value:
        note(name, label, [NOTHING], lambda code: code)
    key = f"choice_{st.session_state.get(PAGE, '')}_{name}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return list(
        st.pills(
            label,
            options,
            selection_mode="multi",
            format_func=show,
            key=key,
            on_change=_keep_some,
            args=(name, key),
            **more,
        )
        or []
    )


def _keep_some(name: str, key: str) -> None:
    put(name, st.session_state.get(key) or NOTHING)


def again() -> None:
    """Run the page once more with the address as it is now."""
    st.rerun()
