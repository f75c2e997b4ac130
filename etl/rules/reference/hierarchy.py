"""Owns the second evaluation of the rules about an area and its bodies (HI)."""

from __future__ import annotations

from collections.abc import Iterator

from etl.rules.reference.law import look, number
from etl.rules.reference.world import HEADLINES, Cell, GroupRule, Report, World


def members(now: Report, world: World) -> list[Report | None] | None:
    """The reports that an area consists of, None for one that is missing; nothing at all for what is no area."""
    if now["kind"] != "government" or now["scope"] != "area":
        return None
    return list(_inside(str(now["region_code"]), now["year"], world))


def _inside(region: str, year: int, world: World) -> Iterator[Report | None]:
    here = [(key, world.agencies[key]) for key, of_year in world.due if of_year == year and key in world.agencies]
    for agency_id, agency in here:
        if agency["region_code"] == region and agency["kind"] != "government":
            yield world.report(agency_id, year)
    for below in [code for code, above in world.parents.items() if above == region]:
        governments = [key for key, one in here if one["region_code"] == below and one["kind"] == "government"]
        found = [world.report(key, year) for key in governments]
        whole = [one for one in found if one and one["scope"] == "area"]
        inside = list(_inside(below, year, world))
        yield from whole if whole else inside if inside else [None for _ in governments]


def lowest(cells: tuple[Cell, ...] | None) -> GroupRule:
    """An area is not below its bodies in these cells; all but the headlines of tables three and four for None."""

    def rule(now: Report, world: World) -> Iterator[str | None]:
        parts = [one for one in members(now, world) or [] if one]
        for cell in (cells or every_cell(now)) if parts else ():
            known = [value for _, value in (look(one, *cell) for one in parts) if value is not None]
            own = number(now, *cell)
            if cells is not None and (own is None or not known):
                yield "unknown"
            elif known:
                open_now = own is None and sum(known) > 0
                yield "unknown" if open_now else "fail" if own is not None and own < sum(known) else "pass"

    return rule


def every_cell(now: Report) -> tuple[Cell, ...]:
    """The cells of tables three and four that the report prints, headlines and local ones apart."""
    printed = [key for key in now["cell"] if key[0] in ("requests", "cases") and "local:" not in key[1] + key[2]]
    return tuple(key for key in printed if key not in HEADLINES)


def hi_02(now: Report, world: World) -> Iterator[str | None]:
    parts = members(now, world)
    if parts:
        values = [number(one, "requests", "received", "total") for one in parts]
        known, own = [value for value in values if value is not None], number(now, *HEADLINES[0])
        if own is None or not known:
            yield "unknown"
        elif own < sum(known):
            yield "fail"
        elif own < 30 or 10 * (own - sum(known)) <= 6 * own:
            yield "pass"
        else:
            yield "unknown" if len(known) < len(values) else "fail"


def hi_03(now: Report, world: World) -> Iterator[str | None]:
    parts = members(now, world)
    if parts is not None:
        yield "unknown" if not parts else "fail" if None in parts else "pass"


def hi_05(now: Report, world: World) -> Iterator[str | None]:
    table, received = table_three(now), number(now, *HEADLINES[0])
    if now["kind"] != "government" and table:
        city = str(now["region_code"])[:4]
        others = [one for one in world.current() if one["year"] == now["year"] and one["kind"] != "government"]
        near = [one for one in others if str(one["region_code"])[:4] == city and one["agency_id"] != now["agency_id"]]
        like = (number(one, *HEADLINES[0]) == received and table_three(one) == table for one in near)
        twin = received is not None and received >= 10 and any(like)
        yield "fail" if twin else "unknown" if received is None else "pass"


def table_three(report: Report) -> dict[Cell, tuple[str, object]]:
    """The cells of table three."""
    return {key: cell for key, cell in report["cell"].items() if key[0] == "requests"}


GROUP_RULES: dict[str, GroupRule] = {
    "HI-01": lowest(HEADLINES), "HI-02": hi_02, "HI-03": hi_03, "HI-04": lowest(None), "HI-05": hi_05,
}  # fmt: skip
