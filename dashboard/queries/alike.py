"""Which agencies are alike: the peers of one agency by kind, level and residents of its region."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.peer_groups import residents_class, smallest_group
from dashboard.queries import places
from dashboard.warehouse import ask

GROUPS = ("auto", "kind", "level", "region")
ALIKE = ("kind", "level", "residents")


@dataclass(frozen=True, slots=True)
class Peers:
    """The agencies that one is compared with, itself included, and by which marks they are alike."""

    ids: tuple[str, ...]
    alike: tuple[str, ...]


def residents() -> dict[str, int]:
    """Residents by region, of the newest year that is known."""
    question = "select region_code, arg_max(residents, year) as residents from core.population group by region_code"
    found = ask(question)
    return {str(code): int(count) for code, count in zip(found["region_code"], found["residents"], strict=True)}


def of(which: str, agency_id: str, group: str = "auto") -> Peers:
    """The peers of an agency. auto: same kind, level and class of residents, widened where these are too few; kind:
    same kind everywhere; level: same kind and level; region: same region."""
    everyone = places.agencies(which)
    own = everyone.get(agency_id)
    if own is None:
        return Peers((), ())
    if group == "region" and own.kind != places.GOVERNMENT:
        return Peers(tuple(places.members(which, "bureau", own.region_code)), ("region",))
    known = residents()
    marks = {
        key: (one.kind, one.level, residents_class(known.get(one.region_code)))
        for key, one in everyone.items()
        if one.kind == own.kind
    }
    mine = marks[agency_id]
    widths = {"kind": (1,), "level": (2,), "region": (2,)}.get(group, (3, 2, 1) if mine[2] is not None else (2, 1))
    for width in widths:
        ids = tuple(key for key, mark in marks.items() if mark[:width] == mine[:width])
        if len(ids) >= smallest_group() or width == widths[-1]:
            return Peers(ids, ALIKE[:width])
    raise AssertionError("one width is always the last")
