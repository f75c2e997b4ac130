"""Owns what surrounds every page: head, side bar, the strip that says how fresh and how complete the data is."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.navigation.page import Page

from catalog.texts import Say, speaker
from dashboard import filters, shelf, warehouse
from dashboard.numbers import percent
from dashboard.queries import coverage, places

ROOT = Path(__file__).resolve().parent.parent
LOOK = Path(__file__).with_name("look.css")
COLLECTIONS = ("real", "demo")
FIRST = "overview"
NAME = re.compile(r"[\w-]{1,60}")
WITHOUT_BUILD = ("add", "selfcheck")
EVERYTHING = {"year": "all", "who": "all"}  # the view of the work list whose numbers are those of the strip
# A link of our own changes the page as the framework's do: the address first, then what "back" would set off.
FOLLOW = """if (!window.mjFollow) { window.mjFollow = true; document.addEventListener("click", event => {
const link = event.target.closest("a.mj-link");
if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
event.preventDefault(); history.pushState({}, "", link.href); dispatchEvent(new PopStateEvent("popstate")) }) }"""
WITHOUT_DATA = (*WITHOUT_BUILD, "builds", "definitions", "views")


def words() -> Say:
    """The texts in the reader's language."""
    return speaker(filters.language())


def page_title(name: str) -> str:
    """The title of a page in the language of the reader."""
    return words()(f"page_{name}")


def open_frame() -> None:
    """Title, icon, look and the language of the document; comes before anything else of a run."""
    say = words()
    st.set_page_config(page_title=say("product"), page_icon=str(ROOT / "static" / "icon.png"), layout="wide")
    st.html(LOOK)
    tag = "zh-CN" if filters.language() == "zh" else "en"
    st.html(f"<script>document.documentElement.lang = '{tag}';{FOLLOW}</script>", unsafe_allow_javascript=True)


def collection() -> str:
    """real or demo, as the address says; without a word the one with more reports. Never both."""
    try:
        held = places.collections()
    except warehouse.NoBuild:
        held = ()
    default = held[0] if held else "real"
    return filters.read_one(st.query_params.get("data"), COLLECTIONS, default) or default


def side(pages: Mapping[str, Sequence[Page]], current: Page) -> None:
    """Name of the product, which data, naming this view, the pages by reader, the language."""
    say = words()
    filters.enter("")
    with st.sidebar:
        st.html(f'<div class="mj-brand"><b>{say("brand")}</b><span>{say("brand_line")}</span></div>')
        chosen = collection()
        filters.choose_switch(
            "data",
            say("collection"),
            COLLECTIONS,
            chosen,
            lambda code: say(f"collection_{code}"),
            label_visibility="collapsed",
            width="stretch",
        )
        shelf.keep_here(current.url_path or FIRST, say)  # not at the foot: what it opens needs room below
        st.html(ways(pages, current, say))
        filters.choose_switch(
            "lang",
            say("language"),
            filters.LANGUAGES,
            "zh",
            lambda code: {"zh": "中文", "en": "English"}[code],
            label_visibility="collapsed",
            width="stretch",
        )


def ways(pages: Mapping[str, Sequence[Page]], current: Page, say: Say) -> str:
    """The links to all pages as one piece of HTML, the present choices with each: eighteen links drawn one by one by
    the framework cost a browser as much as a chart."""
    choices = urlencode(filters.address())
    parts = []
    for group, members in pages.items():
        parts.append(f'<div class="mj-group">{html.escape(say(group))}</div>')
        for member in members:
            to = f"./{member.url_path}" + (f"?{choices}" if choices else "")
            here = ' aria-current="page"' if member.url_path == current.url_path else ""
            parts.append(f'<a class="mj-link" href="{html.escape(to)}"{here}>{html.escape(member.title)}</a>')
    return f'<nav class="mj-ways" aria-label="{html.escape(say("pages"))}">{"".join(parts)}</nav>'


def strip(which: str) -> None:
    """One line above every page: whose data, as of when, how complete, how many failed checks; a click leads to the
    list."""
    say = words()
    seen = coverage.build_status(which)
    parts = [f'<span class="mj-demo">{say("demo_badge")}</span>'] if which == "demo" else []
    share = percent(seen.held / seen.expected, 0) if seen.expected else "—"
    held = say("coverage_of", held=f"<b>{seen.held:,}</b>", expected=f"{seen.expected:,}")
    failing = say("failing_reports", k=f"<b>{seen.failing:,}</b>")
    parts += [
        f"<span>{say('as_of')} <b>{seen.as_of}</b></span>",
        _leads("quality", which, f"{held} · {share}", **EVERYTHING, about="time"),
        _leads("quality", which, failing, "bad" if seen.failing else "", **EVERYTHING, about="sums"),
        _leads("builds", which, f"{say('build')} {html.escape(seen.made_at)}", title=seen.build),
    ]
    st.html(f'<div class="mj-strip">{"".join(parts)}</div>')
    for band in bands(say):
        st.html(f'<div class="mj-band">{html.escape(band)}</div>')


def _leads(page: str, which: str, words: str, kind: str = "", title: str = "", **view: str) -> str:
    """A part of the strip that leads to a page with the reader's data and language and these choices; `words` are
    HTML."""
    kept = {name: value for name, value in filters.address().items() if name in ("lang", "build", "asof")}
    link = html.escape(f"{page}?{urlencode({'data': which} | view | kept)}")
    tip = f' title="{html.escape(title)}"' if title else ""
    return f'<a class="{kind}" href="{link}" target="_self"{tip}>{words}</a>'


def bands(say: Say) -> list[str]:
    """What a reader of another build than the newest must know, above everything else."""
    shown, newest = warehouse.shown_build(), warehouse.newest_build()
    name, day = warehouse.asked_for()
    found = []
    if shown.known_until:
        undated = warehouse.ask("select undated_reports from core.build")["undated_reports"].iloc[0]
        found.append(say("band_as_of", day=shown.known_until, undated=int(undated)))
    elif day and not name:
        found.append(say("band_no_as_of", day=day))
    if shown != newest and not shown.known_until:
        found.append(say("band_old", name=shown.name, newest=newest.name))
    return found


def stray(pages: Mapping[str, Sequence[Page]]) -> list[Page]:
    """A hidden page for an address that names none, so that our words answer and not the framework's; the name of the
    first page, which lives at the root, leads there."""
    first = next(iter(pages.values()))[0]
    asked = urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]
    if not NAME.fullmatch(asked) or asked in {page.url_path for members in pages.values() for page in members}:
        return []

    def answer() -> None:
        if asked == FIRST:
            st.switch_page(first, query_params=filters.address())
        say = words()
        st.title(say("stray_title"), anchor=False)
        empty(say("stray", name=asked), say("stray_do"))
        st.page_link(first, label=f"→ {first.title}", query_params=filters.address())

    return [st.Page(answer, title=words()("stray_title"), url_path=asked, visibility="hidden")]


def guard(page: Page) -> None:
    """Run the page; without a build, or without data of the chosen collection, say what to do instead."""
    say = words()
    st.set_page_config(page_title=f"{page.title} · {say('product')}")
    try:
        if page.url_path not in WITHOUT_BUILD and not warehouse.has_this_shape():
            st.title(page.title, anchor=False)
            empty(say("old_build"), say("old_build_do", build=warehouse.shown_build().name))
            if any(warehouse.asked_for()):
                newest = {key: value for key, value in filters.address().items() if key not in ("build", "asof")}
                st.page_link(page, label=say("newest_build"), query_params=newest)
            st.stop()
        which = collection()
        if which in places.collections():
            strip(which)
        elif page.url_path not in WITHOUT_DATA:
            strip(which)
            st.title(page.title, anchor=False)
            empty(say("empty_collection"), say("empty_collection_do"))
            st.stop()
    except warehouse.NoBuild as missing:
        if page.url_path not in WITHOUT_BUILD:
            st.title(page.title, anchor=False)
            empty(say("no_build"), say("no_build_do", folder=str(missing)))
            st.page_link("pages/data/add.py", label=f"→ {say('page_add')}", query_params=filters.address())
            st.stop()
    filters.enter(page.url_path or FIRST)
    try:
        page.run()
    except Exception:  # said in our words, and raised again for the log; look.css hides the framework's own box
        empty(say("page_failed"), say("page_failed_do"))
        raise


def empty(title: str, remedy: str) -> None:
    """Friendly words where there is nothing to show."""
    st.html(f'<div class="mj-empty"><b>{html.escape(title)}</b>{html.escape(remedy)}</div>')
