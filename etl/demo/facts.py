"""Owns the facts of the demonstration data: the figures of every agency and year, with all identities holding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from catalog import forms

from .city import YEARS, Agency, agencies, members
from .flows import APPLICANTS, Flow, Habit, habit_of, next_flow
from .stocks import Stock, first_stock, next_stock

Value = int | Decimal
CellKey = tuple[str, str, str]  # table, row, column, as in catalog/forms
Cells = dict[CellKey, Value]


@dataclass(frozen=True, slots=True)
class Facts:
    """What one agency has to report for one year, in the form that was in force for that year."""

    agency: Agency
    year: int
    form: str
    cells: Cells


def form_of(year: int) -> str:
    """The newest form version that was in force for reports on `year`."""
    return max((version for version in forms.versions() if int(version) <= year), key=int)


def make_facts(seed: int) -> dict[tuple[str, int], Facts]:
    """The facts of the whole city by (agency_id, year): bureaus first, then what governments add up."""
    histories: dict[str, dict[int, tuple[Flow, Stock]]] = {}
    for agency in sorted(agencies().values(), key=lambda agency: agency.first_year):
        histories[agency.agency_id] = dict(_history(seed, agency, histories))
    cells: dict[tuple[str, int], Cells] = {}
    by_size = sorted(agencies().values(), key=lambda agency: (agency.is_government, agency.level == "prefecture"))
    for agency in by_size:
        for year, (flow, stock) in histories[agency.agency_id].items():
            own = _cells(form_of(year), flow, stock)
            inside = members(agency) if agency.is_government else ()
            parts = [cells[part.agency_id, year] for part in inside if (part.agency_id, year) in cells]
            cells[agency.agency_id, year] = _sum(own, parts)
    return {
        (agency.agency_id, year): Facts(agency, year, form_of(year), cells[agency.agency_id, year])
        for agency in agencies().values()
        for year in histories[agency.agency_id]
    }


def _history(
    seed: int, agency: Agency, histories: dict[str, dict[int, tuple[Flow, Stock]]]
) -> Iterator[tuple[int, tuple[Flow, Stock]]]:
    """Year after year; a successor takes over what its predecessors left at the end of their last year."""
    habit: Habit = habit_of(seed, agency)
    last = [histories[before][agency.first_year - 1] for before in agency.predecessors]
    carried = {who: sum(flow.carried_out[who] for flow, _ in last) for who in APPLICANTS} if last else None
    stock = Stock.joined([stock for _, stock in last]) if last else first_stock(habit)
    for year in range(agency.first_year, agency.last_year + 1):
        flow = next_flow(habit, year, carried)
        stock = next_stock(habit, year, stock)
        carried = flow.carried_out
        yield year, (flow, stock)


def _cells(form: str, flow: Flow, stock: Stock) -> Cells:
    """Every cell that the form asks for."""
    have = {**flow.request_cells(), **flow.case_cells(), **stock.cells()}
    return {key: have[key] for key in forms.cells(form)}


def _sum(own: Cells, parts: list[Cells]) -> Cells:
    return {key: value + sum(part[key] for part in parts) for key, value in own.items()}


def years_of(agency: Agency) -> range:
    """The years an agency has to report on."""
    return range(max(agency.first_year, YEARS[0]), min(agency.last_year, YEARS[-1]) + 1)
