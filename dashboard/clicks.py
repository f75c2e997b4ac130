"""Owns what a reader clicked in a chart: a bar or a point, kept in the address."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import filters, frame


def bar(keys: Sequence[str], default: str = "") -> str:
    """The bar that the address names, if it is there; else the default."""
    found = filters.read_one(filters.address().get("bar"), list(keys), default) or ""
    if found:
        filters.note("bar", frame.words()("bar"), [found], str)
    return found


def point(series: Sequence[str], years: Sequence[int]) -> tuple[str, int]:
    """The point (series, year) that the address names, if it is there; else ("", 0)."""
    name, _, year = filters.address().get("point", "").rpartition(filters.POINT)
    if name not in series or year not in {str(one) for one in years}:
        return "", 0
    filters.note("point", frame.words()("bar"), [f"{name}{filters.POINT}{year}"], str)
    return name, int(year)


def keep_point(clicked: str) -> None:
    """Write a newly clicked point into the address and run again."""
    if clicked and clicked != filters.address().get("point"):
        filters.put("point", clicked)
        filters.again()


def keep(name: str, clicked: str) -> None:
    """Write what was clicked into the address under this name and run again."""
    if clicked and clicked != filters.address().get(name):
        filters.put(name, clicked)
        filters.again()


def keep_bar(clicked: str, shown: str) -> None:
    """Write a newly clicked bar into the address and run again, so that link and page agree."""
    if clicked and clicked != shown:
        filters.put("bar", clicked)
        filters.again()
