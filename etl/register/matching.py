"""Owns the comparison of a printed name with a listed agency: in full, written out, by kind, letter by letter."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.register.kinds import Body, Kinds
from etl.register.readings import NATIONAL
from etl.register.records import Agency
from etl.register.regions import NATION, Regions


@dataclass(frozen=True, slots=True)
class Forms:
    """The names of a listed agency within its region, as printed and written out, and what tells it from others."""

    rests: frozenset[str]
    canonical: frozenset[str]
    plain: str
    extra: str


@dataclass
class Matcher:
    """Keeps the forms of the agencies that were asked for."""

    regions: Regions
    kinds: Kinds
    forms: dict[str, Forms] = field(default_factory=dict)

    def forms_of(self, agency: Agency) -> Forms:
        """The forms of a listed agency, worked out on first use."""
        if agency.agency_id not in self.forms:
            names = (agency.name_zh, *agency.aliases)
            rests = [name[self._head(name, agency.region_code) :] for name in names]
            body = self.kinds.read(rests[0])
            whole = frozenset((*rests, *names))
            written_out = frozenset(self.kinds.canonical(rest) for rest in whole)
            self.forms[agency.agency_id] = Forms(whole, written_out, rests[0], body.extra if body else "")
        return self.forms[agency.agency_id]

    def _head(self, name: str, code: str) -> int:
        """How many characters at the head of a name are the place `code`."""
        if code == NATION and (national := NATIONAL.match(name)):
            return national.end()
        places = self.regions.read_places(name)
        return next((place.length for place in places if place.is_full and code in place.codes), 0)


def is_same_kind(agency: Agency, forms: Forms, body: Body) -> bool:
    """Whether the agency is the plain one of the kind that the printed name is certain to mean."""
    return body.is_certain and agency.kind == body.kind and forms.extra == body.extra


def is_short_for(rest: str, name: str) -> bool:
    """Whether the characters of `rest` stand in this order in the name: 政数局 in 政务服务和大数据管理局."""
    letters = iter(name)
    ends_agree = len(rest) > 2 and name[:1] == rest[0] and name[-1:] == rest[-1]
    return ends_agree and all(letter in letters for letter in rest)
