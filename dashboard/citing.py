"""Owns the citation of a view: what it is, of which build, as of when, how complete, by which choices, where."""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from dashboard import filters
from dashboard.filters import Choice
from dashboard.queries import coverage
from dashboard.reader import Reader


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a table, a picture or a brief comes from. `choices` are (name in the address, label, code, words)."""

    title: str
    which: str
    build: str
    made_at: str
    as_of: str
    held: int
    expected: int
    choices: tuple[Choice, ...]
    address: str


def of_page(reader: Reader, title: str = "") -> Citation:
    """The citation of the page that is being made."""
    name = filters.page()
    return of(reader, name, filters.made(), title)


def of(reader: Reader, page: str, choices: tuple[Choice, ...], title: str = "") -> Citation:
    """The citation of a page with these choices; the address names every one, also those made by default."""
    seen = coverage.build_status(reader.which)
    head = reader.say(f"page_{page}") if page else reader.say("product")
    view = {"data": reader.which, "lang": reader.language} | {one.name: one.code for one in choices if one.code}
    base = os.environ.get("MINGJING_ADDRESS", "").rstrip("/")
    where = f"{base}/{page}?{urlencode(view, quote_via=quote, safe=',')}"
    return Citation(
        title=f"{head} · {title}" if title and title != head else head,
        which=reader.which,
        build=seen.build,
        made_at=seen.made_at,
        as_of=seen.as_of,
        held=seen.held,
        expected=seen.expected,
        choices=choices,
        address=where,
    )


def chosen(citation: Citation, reader: Reader) -> str:
    """The choices in words."""
    colon = "：" if reader.language == "zh" else ": "
    given = [(_bare(one.label), spoken(one, reader)) for one in citation.choices if one.words]
    return reader.say("list_joint").join(f"{name}{colon}{words}" for name, words in given)


def spoken(choice: Choice, reader: Reader) -> str:
    """A choice in words, several joined as the language joins them."""
    return choice.words.replace(filters.WORDS, reader.say("name_joint"))


def _bare(label: str) -> str:
    """A label without what it says in brackets."""
    return label.split("（")[0].split(" (")[0]


def source(citation: Citation, reader: Reader) -> str:
    """Source, as of, coverage, build: one line under a picture."""
    return reader.say(
        "cite_source",
        as_of=citation.as_of,
        held=f"{citation.held:,}",
        expected=f"{citation.expected:,}",
        build=citation.build,
    )


def line(citation: Citation, reader: Reader) -> str:
    """The citation as one line to copy."""
    mark = reader.say("demo_badge") if citation.which == "demo" else ""
    parts = [citation.title, mark, chosen(citation, reader), source(citation, reader), citation.address]
    return reader.say("cite", text=reader.say("list_joint").join(part for part in parts if part))


def rows(citation: Citation, reader: Reader) -> list[tuple[str, str, str]]:
    """(name, value, code) for the sheet of filters: the choices first, then where it comes from."""
    say = reader.say
    told = [(_bare(one.label), spoken(one, reader), f"{one.name}={one.code}") for one in citation.choices]
    return [
        (say("collection"), say(f"collection_{citation.which}"), f"data={citation.which}"),
        *told,
        (say("as_of"), citation.as_of, ""),
        (say("coverage"), f"{citation.held}/{citation.expected}", ""),
        (say("build"), citation.build, ""),
        (say("address"), citation.address, ""),
        (say("citation"), line(citation, reader), ""),
    ]
