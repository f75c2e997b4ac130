"""Owns the pages without a browser: runs a page's own script with an address and hands back what it offers, so that an
export is what the page shows by construction."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard import filters, takeaway, warehouse
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


def offers(view: str, language: str, choices: Mapping[str, str]) -> list[Offer]:
    """Everything that the page offers with these choices (codes as in its address); raises NoView where the page, a
    choice or a code is not known, or where there is nothing to show."""
    page = BRIEF[1] if view == BRIEF[0] else view
    if page not in pages():
        raise NoView(f"There is no view {view!r}. There are: {', '.join([*pages(), BRIEF[0]])}")
    try:
        warehouse.newest_build()
    except warehouse.NoBuild as missing:
        raise NoView(f"There is no build in {missing}. Make one with ./dev demo or ./dev build FOLDER") from missing
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE)
    for name, code in {**choices, "lang": language}.items():
        at.query_params[name] = code
    at.switch_page(str(pages()[page]))
    with takeaway.recorded() as found:
        at.run()
    if at.exception:
        raise NoView(f"The page {page!r} failed: {at.exception[0].message}")
    made = dict(at.session_state[filters.MADE]) if filters.MADE in at.session_state else {}
    _demand(page, choices, {name: choice.code for name, choice in made.items()})
    if not found:
        raise NoView(f"The page {page!r} has nothing to show for these choices.")
    return list(found)


def _demand(page: str, asked: Mapping[str, str], made: Mapping[str, str]) -> None:
    """Complain where the page did not take a choice as it was asked: nothing is silently replaced by a default."""
    for name, code in asked.items():
        if name in ("data", "lang"):
            continue
        if name not in made:
            raise NoView(f"The page {page!r} has no choice {name!r} here. It has: {', '.join(made) or 'none'}")
        if made[name] != code:
            raise NoView(f"{name}={code} is not there; without it the page takes {name}={made[name]}")


def pick(found: list[Offer], part: str, form: str) -> Offer:
    """The first offer that can be written in this format and whose name starts with `part`; raises NoView."""
    fitting = [offer for offer in found if form in offer.formats and offer.name.startswith(part)]
    if not fitting:
        there = "; ".join(f"{offer.name} ({', '.join(offer.formats)})" for offer in found)
        raise NoView(f"Nothing here is called {part or 'anything'!r} and comes as {form}. There is: {there}")
    return fitting[0]
