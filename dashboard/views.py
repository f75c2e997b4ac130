"""Owns the pages without a browser: runs a page's own script with an address and hands back what it offers, so that an
export is what the page shows by construction."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from streamlit.testing.v1 import AppTest

from catalog.commands import tell
from dashboard import filters, named, takeaway, warehouse
from dashboard.takeaway import Offer

ROOT = Path(__file__).resolve().parent.parent
HIDDEN = ("add", "query", "review", "selfcheck", "views")
PATIENCE = 120
BRIEF = ("brief", "overview")


class NoView(ValueError):
    """What was asked for is not there; the message says what is."""


def pages() -> dict[str, Path]:
    """The pages that offer something, by the name that their address has."""
    found = {path.stem: path.relative_to(ROOT) for path in sorted((ROOT / "pages").glob("*/*.py"))}
    return {name: path for name, path in found.items() if name not in HIDDEN}


def resolve(view: str, choices: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The page and the choices behind a name: a page's own, or that of a view kept for everybody, whose choices hold
    where none is given. Raises NoView for a name that is neither, or that several kept views bear."""
    if view in pages() or view == BRIEF[0]:
        return view, dict(choices)
    kept = [one for one in named.standing(named.SHARED) if one.name == view]
    if len(kept) > 1:
        raise NoView(tell("view_twice", name=view))
    if not kept or kept[0].page not in pages():
        known = [*pages(), BRIEF[0], *(one.name for one in named.standing(named.SHARED) if one.page in pages())]
        raise NoView(tell("no_view", name=view, known=", ".join(known)))
    return kept[0].page, {**kept[0].choices, **choices}


def offers(view: str, language: str, asked: Mapping[str, str]) -> list[Offer]:
    """Everything that a page or a kept view offers with these choices (codes as in its address); raises NoView where
    the view, a choice or a code is not known, or where there is nothing to show."""
    name, choices = resolve(view, asked)
    page = BRIEF[1] if name == BRIEF[0] else name
    try:
        warehouse.newest_build()
    except warehouse.NoBuild as missing:
        raise NoView(tell("no_build_yet", folder=missing)) from missing
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE)
    for name, code in {**choices, "lang": language}.items():
        at.query_params[name] = code
    at.switch_page(str(pages()[page]))
    with takeaway.recorded() as found:
        at.run()
    if at.exception:
        raise NoView(tell("view_failed", page=page, why=at.exception[0].message))
    made = dict(at.session_state[filters.MADE]) if filters.MADE in at.session_state else {}
    _demand(page, choices, {name: choice.code for name, choice in made.items()})
    if not found:
        raise NoView(tell("view_empty", page=page))
    if (which := found[0].citation.which) != choices.get("data", which):
        raise NoView(tell("no_code", name="data", code=choices["data"], made=which))
    return list(found)


def _demand(page: str, asked: Mapping[str, str], made: Mapping[str, str]) -> None:
    """Complain where the page did not take a choice as it was asked: nothing is silently replaced by a default."""
    for name, code in asked.items():
        if name in ("data", "lang"):
            continue
        if name not in made:
            raise NoView(tell("no_choice", page=page, name=name, known=", ".join(made) or "—"))
        if made[name] != code:
            raise NoView(tell("no_code", name=name, code=code, made=made[name]))


def pick(found: list[Offer], part: str, form: str) -> Offer:
    """The first offer that can be written in this format and whose name starts with `part`; raises NoView."""
    fitting = [offer for offer in found if form in offer.formats and offer.name.startswith(part)]
    if not fitting:
        there = "; ".join(f"{offer.name} ({', '.join(offer.formats)})" for offer in found)
        raise NoView(tell("no_part", part=part or "*", form=form, there=there))
    return fitting[0]
