"""Owns the pages without a browser: runs a page's own script with an address and hands back what it offers, so that an
export is what the page shows by construction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from streamlit.testing.v1 import AppTest

from catalog.commands import tell
from dashboard import filters, named, takeaway, warehouse
from dashboard.queries import places
from dashboard.takeaway import Offer

ROOT = Path(__file__).resolve().parent.parent
HIDDEN = ("add", "query", "review", "selfcheck", "views")
PATIENCE = 120
BRIEF = ("brief", "overview")
OF_THE_FRAME = ("data", "lang", "build", "asof")  # choices that the frame takes, not a page


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
    page, build = BRIEF[1] if name == BRIEF[0] else name, _build(choices)
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
    return [replace(offer, make=partial(_made_of, build, offer)) for offer in found]


def _build(choices: Mapping[str, str]) -> warehouse.Build:
    """The build that the choices name (build, asof), else the newest; raises NoView where it is not held."""
    name, day = choices.get("build", ""), choices.get("asof", "")
    try:
        found = warehouse.named(name, day) if name or day else warehouse.newest_build()
    except warehouse.NoBuild as missing:
        raise NoView(tell("no_build_yet", folder=missing)) from missing
    if found is None:
        known = ", ".join(
            one.name if name else one.known_until for one in warehouse.all_builds() if name or one.known_until
        )
        raise NoView(tell("no_such_build", name=name or day, known=known or "—"))
    return found


def _made_of(build: warehouse.Build, offer: Offer, form: str) -> bytes:
    """The bytes of an offer out of the build that its page showed."""
    with warehouse.pinned(build):
        return offer.make(form)


def taken_by_default(view: str, asked: Mapping[str, str], found: list[Offer]) -> str:
    """A sentence about the collection that was taken where the choices name none and the build holds several; "" where
    that is plain. Two collections are two worlds: a schedule should say which it wants."""
    _, choices = resolve(view, asked)
    if "data" in choices:
        return ""
    with warehouse.pinned(_build(choices)):
        held = places.collections()
    return tell("data_taken", which=found[0].citation.which, known=", ".join(held)) if len(held) > 1 else ""


def _demand(page: str, asked: Mapping[str, str], made: Mapping[str, str]) -> None:
    """Complain where the page did not take a choice as it was asked: nothing is silently replaced by a default."""
    for name, code in asked.items():
        if name in OF_THE_FRAME:
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
