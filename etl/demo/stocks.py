"""Owns table two of one agency: documents in force from year to year, decisions, fees, lists of items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from .chance import jitter, poisson
from .city import YEARS
from .flows import Habit

DOCUMENTS = ("rules", "normative_documents")
LISTS = {"permits": "permits", "other_services": "services", "penalties": "penalties", "coercive_measures": "coercive"}


@dataclass(frozen=True, slots=True)
class Stock:
    """The state at the end of a year and what the year did to it."""

    in_force: dict[str, int]
    issued: dict[str, int] = field(default_factory=dict)
    repealed: dict[str, int] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)  # listed items at the end of the year, by row of the 2019 form
    changes: dict[str, int] = field(default_factory=dict)
    decisions: dict[str, int] = field(default_factory=dict)
    fees: Decimal = Decimal(0)
    projects: int = 0
    amount: Decimal = Decimal(0)

    @staticmethod
    def joined(parts: Sequence[Stock]) -> Stock:
        """What several agencies hold together when they become one."""
        rows = {row for part in parts for row in part.items}
        return Stock(
            in_force={kind: sum(part.in_force[kind] for part in parts) for kind in DOCUMENTS},
            items={row: sum(part.items[row] for part in parts) for row in sorted(rows)},
        )

    def cells(self) -> dict[tuple[str, str, str], int | Decimal]:
        """The cells of table two, of both forms."""
        rows: dict[tuple[str, str], int | Decimal] = {("fees_10k_yuan", ""): self.fees}
        for kind in DOCUMENTS:
            rows[kind, "issued"] = rows[kind, "newly_made"] = rows[kind, "newly_published"] = self.issued[kind]
            rows[kind, "repealed"] = self.repealed[kind]
            rows[kind, "in_force"] = rows[kind, "published_total"] = self.in_force[kind]
        for row, count in self.items.items():
            rows[row, "items_last_year"] = count - self.changes[row]
            rows[row, "items_change"] = self.changes[row]
            rows[row, "decisions"] = self.decisions[row]
        rows["procurement", "projects"], rows["procurement", "amount"] = self.projects, self.amount
        return {("disclosure", row, column): value for (row, column), value in rows.items()}


def first_stock(habit: Habit) -> Stock:
    """What an agency holds before the first year of the demonstration."""
    random = habit.random("stock")
    items = {row: poisson(random, _items(habit, what)) for row, what in LISTS.items()}
    items["fees"] = poisson(random, 3) if habit.busy("fees") else 0
    makes_rules = habit.agency.is_government and habit.agency.level == "prefecture"
    return Stock(
        {"rules": 24 if makes_rules else 0, "normative_documents": poisson(random, habit.busy("documents"))},
        items=items,
    )


def _items(habit: Habit, what: str) -> float:
    """How many items of a kind stand on the agency's list: far fewer than the decisions taken under them."""
    return min(90.0, habit.busy(what) ** 0.5) if habit.busy(what) else 0.0


def next_stock(habit: Habit, year: int, before: Stock) -> Stock:
    """One year on: documents issued and repealed, lists changed, decisions taken, fees collected."""
    random = habit.random(year, "stock")
    issued = {kind: poisson(random, 0.07 * before.in_force[kind]) for kind in DOCUMENTS}
    repealed = {kind: min(before.in_force[kind], poisson(random, 0.06 * before.in_force[kind])) for kind in DOCUMENTS}
    changes = {
        row: max(-count, random.choice((0, 0, 0, 0, 1, 2, -1, -2, 3))) if count else 0
        for row, count in before.items.items()
    }
    trend = 1 + 0.03 * (year - YEARS[0])
    decisions = {row: poisson(random, habit.busy(what) * trend * jitter(random, 0.15)) for row, what in LISTS.items()}
    fees = habit.busy("fees") * trend * jitter(random, 0.2) / 4
    return Stock(
        in_force={kind: before.in_force[kind] + issued[kind] - repealed[kind] for kind in DOCUMENTS},
        issued=issued,
        repealed=repealed,
        items={row: before.items[row] + changes[row] for row in before.items},
        changes=changes,
        decisions={**decisions, "fees": 0},
        fees=_money(fees, random.choice((2, 2, 4, 6))),
        projects=poisson(random, 4 * habit.size),
        amount=_money(random.uniform(20, 900) * habit.size, 2),
    )


def _money(amount: float, places: int) -> Decimal:
    """An amount with up to this many decimals, without trailing zeros."""
    value = Decimal(round(amount * 10**places)).scaleb(-places)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
