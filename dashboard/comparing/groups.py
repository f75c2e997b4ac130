"""Who is compared with whom: agencies, one kind, regions, the peers of one agency, or a named set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import choices, filters
from dashboard.comparing import sets
from dashboard.queries import alike, places
from dashboard.reader import Reader

ACROSS = ("agency", "kind", "region", "peers", "set")
CUSTOM = "custom"
MANY = 24  # lines of a trend


@dataclass(frozen=True, slots=True)
class Group:
    """Units over agency ids, their names, short names for charts, what the group is in words, and the unit asked about
    ("" for none)."""

    series: Mapping[str, Sequence[str]]
    names: Mapping[str, str]
    short: Mapping[str, str]
    note: str = ""
    focus: str = ""
    is_picked: bool = False

    @property
    def ids(self) -> list[str]:
        """Every agency of every unit."""
        return [agency for members in self.series.values() for agency in members]


def choose(reader: Reader) -> Group:
    """The group that the reader chooses in the row of filters."""
    across = choices.switch(reader, "across", ACROSS, "agency")
    if across == "kind":
        return _agencies(reader, places.members(reader.which, kind=choices.kind(reader, everything=False)))
    if across == "region":
        return _regions(reader, dict(places.by_region(reader.which, choices.population(reader))))
    if across == "peers":
        return _peers(reader)
    if across == "set":
        return _set(reader)
    crowd, place = choices.population(reader), choices.region(reader)
    return _agencies(reader, places.members(reader.which, crowd, place), short=bool(place))


def for_trends(reader: Reader) -> tuple[Group, str]:
    """The group whose lines are drawn, and what its units are (agency, region)."""
    by = choices.switch(reader, "by", ("agency", "region", "set"), "agency")
    if by == "agency":
        return _agencies(reader, choices.agencies(reader, places.busiest(reader.which), limit=MANY)), "agency"
    if by == "set":
        group = _set(reader)
        return group, "region" if set(group.series) & set(group.names) - set(
            places.agencies(reader.which)
        ) else "agency"
    regions = places.by_region(reader.which, choices.population(reader))
    chosen = choices.regions(reader, MANY)
    return _regions(reader, {code: regions[code] for code in chosen if code in regions}), "region"


def _agencies(reader: Reader, ids: Sequence[str], short: bool = False, **more: Any) -> Group:
    """A unit for each agency; `short`: the region is understood. A chart has the short name unless two share it."""
    names = places.names(reader.which, reader.language)
    brief = places.names(reader.which, reader.language, short=True)
    twice = {name for name, times in Counter(brief[key] for key in ids).items() if times > 1}
    apart = {key: names[key] if brief[key] in twice else brief[key] for key in ids}
    return Group({key: [key] for key in ids}, brief if short else names, apart, **more)


def _regions(reader: Reader, members: Mapping[str, Sequence[str]]) -> Group:
    """A unit for each region, its agencies pooled."""
    names = places.regions(reader.which, reader.language)
    return Group(members, names, names)


def _peers(reader: Reader) -> Group:
    """The peers of one agency, alike by themselves or as the reader asks."""
    agency = choices.agency(reader)
    found = alike.of(reader.which, agency, choices.switch(reader, "peers", alike.GROUPS, "auto"))
    marks = reader.say("name_joint").join(reader.say(f"alike_{mark}") for mark in found.alike)
    note = reader.say("peers_alike", marks=marks, n=len(found.ids))
    return _agencies(reader, found.ids, note=note, focus=agency)


def _set(reader: Reader) -> Group:
    """A named set of agencies, kinds or regions, or agencies picked one by one."""
    held = sets.held(reader.which)
    names = {CUSTOM: reader.say("set_custom"), **{key: one.name(reader.language) for key, one in held.items()}}
    options = [*held, CUSTOM]
    chosen = filters.choose_one("set", reader.say("set"), options, options[0], lambda code: names[code]) or CUSTOM
    if chosen == CUSTOM:
        return _agencies(reader, choices.agencies(reader, places.busiest(reader.which), limit=MANY), is_picked=True)
    one = held[chosen]
    if one.regions:
        every = places.by_region(reader.which, choices.population(reader))
        return _regions(reader, {code: every[code] for code in one.regions if code in every})
    return _agencies(reader, sets.agencies(one, reader.which))
