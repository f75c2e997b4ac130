"""Owns the reports that the second evaluation looks at, and the keys of their tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Report = dict[str, Any]
Rule = Callable[[Report, Report | None], Iterator[str | None]]
Cell = tuple[str, str, str]
PEOPLE = ["natural_person", "commercial_enterprise", "research_institution", "public_welfare_organisation"]
PEOPLE += ["legal_service_provider", "other_organisation"]
COLUMNS = [*PEOPLE, "total"]
GROUPS = {
    "refused": "state_secret barred_by_law safety_and_stability third_party_rights internal_affairs "
    "deliberative_process enforcement_file administrative_query",
    "not_available": "not_held needs_creation still_unclear",
    "not_processed": "petition_or_complaint repeated published_material excessive reissue_or_confirm",
    "otherwise_closed": "clarification_overdue fee_unpaid other_closure",
}
FIRST = ["received", "carried_in", "granted", "partly_granted", "concluded", "carried_out"]
ROWS = [*FIRST, *[f"{group}.{part}" for group, parts in GROUPS.items() for part in parts.split()], "otherwise_closed"]
HEADLINES = (("requests", "received", "total"), ("requests", "concluded", "total"), ("cases", "review", "total"))


@dataclass(frozen=True, slots=True)
class World:
    """Every report that is looked at together (`plain`, with kind, level, region_code, name and predecessors of its
    agency), the agencies, what is due, the day, and region -> region above it."""

    reports: list[Report]
    agencies: dict[str, Report]
    due: set[tuple[str, int]]
    as_of: str
    parents: dict[str, str] = field(default_factory=dict)

    by_place: dict[tuple[str, int], list[Report]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for one in sorted(self.reports, key=lambda one: one["published_on"] or ""):
            self.by_place.setdefault((one["agency_id"], one["year"]), []).append(one)

    def versions(self, agency_id: str, year: int) -> list[Report]:
        """The published versions of one report, the current one last."""
        return self.by_place.get((agency_id, year), [])

    def report(self, agency_id: str, year: int) -> Report | None:
        """The current version of one report."""
        found = self.versions(agency_id, year)
        return found[-1] if found else None

    def before(self, now: Report) -> Report | None:
        """The report of the year before; an area is never held against an office."""
        found = self.report(now["agency_id"], now["year"] - 1)
        return found if found and (found["scope"] == "area") == (now["scope"] == "area") else None

    def lacks_year_before(self, now: Report) -> bool:
        """Whether there ought to be a report of the year before and there is none."""
        first = min(year for _, year in self.by_place)
        founded = now.get("valid_from") or ""
        return now["year"] > first and not self.before(now) and not founded[:4] >= str(now["year"])

    def current(self) -> list[Report]:
        """The current version of every report."""
        return [versions[-1] for versions in self.by_place.values()]


GroupRule = Callable[[Report, World], Iterator[str | None]]


def plain(record: dict[str, Any]) -> Report:
    """A parsed report with its cells by place, and its figures under the names that the rules know."""
    cells = {(one["table"], one["row"], one["column"]): (one["state"], one["value"]) for one in record["cells"]}
    figures = [named(one) for one in record.get("figures", ()) if one.get("confidence", "likely") != "ask"]
    units = {(one["table"], one["row"], one["column"]): one.get("unit") for one in record["cells"]}
    return record | {"cell": cells, "figures": figures, "unit": units}


def named(figure: Report) -> Report:
    """What is carried over is carried in (told as a figure of the year before) or carried out."""
    part = figure.get("part", "")
    if figure["metric"] != "requests_carried_over" or part not in ("in", "out"):
        return figure
    scope = "year" if part == "in" else figure["scope"]
    return figure | {"metric": f"requests_carried_{part}", "scope": scope, "part": ""}


def peers(now: Report, world: World) -> list[Report]:
    """Reports of the same kind, level and year, the own one among them."""
    like = [one for one in world.current() if one["year"] == now["year"] and one["kind"] == now["kind"]]
    return [one for one in like if one["level"] == now["level"]]
