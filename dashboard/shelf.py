"""Owns where a reader meets named views: the button that keeps the present one, the lists, whose browser this is."""

from __future__ import annotations

import hashlib
import html
import os
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from catalog.texts import Say
from dashboard import filters, named
from dashboard.named import SHARED, NoView, View

COOKIE, OWNER, SAID = "mingjing_reader", "shelf_owner", "shelf_said"
REMEMBER = "<script>document.cookie='{name}={value};path=/;max-age=31536000;SameSite=Lax'</script>"


def is_allowed() -> bool:
    """Whether this server keeps views: not when MINGJING_READ_ONLY is set."""
    return not os.environ.get("MINGJING_READ_ONLY")


def signed_in() -> str:
    """Who is signed in, or "" where the server has no sign-in."""
    try:
        return str(st.user.get("email") or "") if st.user.get("is_logged_in") else ""
    except AttributeError:
        return ""


def owner() -> str:
    """Whose private views these are: the person signed in, else this browser; "" for a browser without any yet."""
    if person := signed_in():
        return hashlib.sha256(person.encode()).hexdigest()[:32]
    known = st.session_state.get(OWNER) or st.context.cookies.get(COOKIE, "")
    return str(known) if named.OWNER.fullmatch(str(known)) else ""


def _own() -> str:
    """The same, and a new number where this browser has none; the browser is asked to remember it."""
    if not (known := owner()):
        known = st.session_state[OWNER] = named.new_owner()
    if not signed_in():
        st.html(REMEMBER.format(name=COOKIE, value=known), unsafe_allow_javascript=True)
    return known


@st.fragment
def keep_here(page: str, say: Say) -> None:
    """The button that gives the present address a name, for oneself or for everybody."""
    if not is_allowed():
        return
    with st.popover(say("view_keep"), key="shelf_keep", width="stretch"):
        with st.form("shelf_form", border=False, clear_on_submit=True):
            name = st.text_input(say("view_name"), max_chars=named.LONGEST, key="shelf_name")
            scope = st.radio(say("view_scope"), ("private", SHARED), format_func=lambda code: say(f"view_{code}"))
            sent = st.form_submit_button(say("view_save"), type="primary")
        if sent:
            try:
                view = named.save(SHARED if scope == SHARED else _own(), name, page, filters.address())
                st.success(say("view_saved", name=view.name))
            except NoView as wrong:
                st.warning(say(str(wrong)))
        st.caption(say("view_private_note"))


def _tell(say: Say, act: Any, *what: Any) -> None:
    """Do something to a list and remember what went wrong, for the run that follows."""
    try:
        act(*what)
    except NoView as wrong:
        st.session_state[SAID] = say(str(wrong))


def _rename(say: Say, list_of: str, key: str) -> None:
    _tell(say, named.rename, list_of, key, st.session_state.get(f"shelf_rename_{key}"))


def listed(views: Sequence[View], list_of: str, say: Say) -> None:
    """One list: a line a view with its link, its choices, and (where allowed) another name or away with it."""
    paths = named.pages()
    for view in views:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"shelf_{view.key}"):
            to = view.choices | ({"lang": "en"} if filters.language() == "en" else {})
            with st.container(width="stretch"):
                st.page_link(paths[view.page], label=view.name, query_params=to, icon=":material/bookmark:")
                told = f"{say(f'page_{view.page}')} · {view.saved_at[:10]} · {choices_words(view.choices)}"
                st.html(f'<div class="mj-note">{html.escape(told)}</div>')
            if is_allowed():
                with st.popover(say("view_change"), type="tertiary", key=f"shelf_change_{view.key}"):
                    st.text_input(say("view_name"), view.name, key=f"shelf_rename_{view.key}")
                    st.button(
                        say("view_rename"), key=f"shelf_do_{view.key}", on_click=_rename, args=(say, list_of, view.key)
                    )
                    st.button(
                        say("view_remove"),
                        key=f"shelf_away_{view.key}",
                        on_click=_tell,
                        args=(say, named.remove, list_of, view.key),
                    )
    if said := st.session_state.pop(SAID, ""):
        st.warning(said)


def choices_words(choices: Mapping[str, str]) -> str:
    """The choices of a view in short."""
    return " · ".join(f"{name}={value}" for name, value in choices.items() if name != "data") or "—"


def carry(views: Sequence[View], list_of: str, say: Say) -> None:
    """Take a list away as JSON, or add one."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if views:
            st.download_button(
                say("view_export"),
                named.to_json(list(views)),
                f"mingjing-views-{'shared' if list_of == SHARED else 'own'}.json",
                "application/json",
                key=f"shelf_out_{list_of[:6]}",
                on_click="ignore",
                icon=":material/download:",
            )
    if not is_allowed():
        return
    with st.expander(say("view_import")):
        file = st.file_uploader(say("view_file"), type=["json"], key=f"shelf_in_{list_of[:6]}", max_upload_size=1)
        if file and st.button(say("view_import_do"), key=f"shelf_take_{list_of[:6]}"):
            try:
                taken, left = named.take_in(list_of, file.getvalue())
                st.session_state[SAID] = say("view_imported", taken=taken, left=left)
                st.rerun()
            except NoView as wrong:
                st.warning(say(str(wrong)))


def lists(say: Say) -> tuple[tuple[str, str, list[View]], ...]:
    """(heading, owner, views) of the shared list and of the own one."""
    own = _own() if is_allowed() else owner()
    return (
        (say("views_shared"), SHARED, named.standing(SHARED)),
        (say("views_private"), own, named.standing(own) if own else []),
    )
