"""Owns repair candidates: the smallest changes of cells that heal all failing identities of a table. Never applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path

import duckdb

from catalog import forms
from catalog.rules import rules
from etl.loading.database import ask, run_file, stage_columns
from etl.rules.identities import Term, terms_of
from etl.rules.repair_rows import Place, Values, row_changes

WITHIN_A_REPORT = ("T3-01", "T3-02", "T3-03", "T4-01", "T4-02", "T4-03")
COLUMNS = {
    **dict.fromkeys(("report_id", "table_name"), "VARCHAR"),
    "candidate": "INTEGER",
    "kind": "VARCHAR",
    "row_key": "VARCHAR",
    "column_key": "VARCHAR",
    **dict.fromkeys(("before_value", "after_value"), "DECIMAL(18, 6)"),
    "healed": "VARCHAR[]",
    "alone": "BOOLEAN",
}
MOST = 12  # candidates shown for one table
ACROSS = Path(__file__).parent.parent / "checks" / "_repairs.sql"
UNITS = """
INSERT INTO core.repair BY NAME
SELECT report_id, 'disclosure' AS table_name, 1 AS candidate, 'unit' AS kind, 'fees_10k_yuan' AS row_key,
       '' AS column_key, left_value AS before_value,
       left_value * CASE WHEN left_value > right_value THEN 0.0001 ELSE 10000 END AS after_value,
       ['T2-05'] AS healed, []::VARCHAR[] AS broken, true AS alone
FROM core.check_result WHERE rule = 'T2-05' AND result = 'fail' RETURNING report_id
"""


@dataclass(frozen=True, slots=True)
class Equation:
    """left − right = 0 over the cells that are printed."""

    name: str
    factors: tuple[tuple[Place, int], ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """A number that a candidate would change."""

    place: Place
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Candidate:
    """Changes that heal all of `healed` and break nothing. `kind`: cell, two_cells, or one of repair_rows."""

    kind: str
    table: str
    edits: tuple[Edit, ...]
    healed: tuple[str, ...]


@cache
def instances(form: str) -> tuple[tuple[str, tuple[Term, ...]], ...]:
    """Every identity within a report of this form, with its terms."""
    found: dict[str, list[Term]] = defaultdict(list)
    for rule in WITHIN_A_REPORT:
        for term in terms_of(rules()[rule], form):
            found[f"{rule}/{term.instance}" if term.instance else rule].append(term)
    return tuple((name, tuple(terms)) for name, terms in found.items())


def equations(values: Values, form: str) -> list[Equation]:
    """The identities whose cells all hold numbers; a group printed as one row stands for its parts."""
    found = []
    for name, terms in instances(form):
        groups = {term.group_key for term in terms if term.group_key and not term.is_group and place(term) in values}
        used = [
            term
            for term in terms
            if not term.group_key
            or (term.is_group and term.group_key not in groups and place(term) in values)
            or (not term.is_group and (term.group_key in groups or not whole(terms, term.group_key, values)))
        ]
        if used and all(place(term) in values for term in used):
            factors = tuple((place(term), term.sign * (1 if term.side == "left" else -1)) for term in used)
            found.append(Equation(name, factors))
    return found


def place(term: Term) -> Place:
    """Where the cell of a term stands."""
    return (term.table_name, term.row_key, term.column_key)


def whole(terms: Iterable[Term], group: str, values: Values) -> bool:
    """Whether the group's own row is printed in the place of its parts."""
    return any(term.is_group and term.group_key == group and place(term) in values for term in terms)


class Balance:
    """The equations of one table and how far each is from holding, for the values given."""

    def __init__(self, values: Values, table: str, form: str) -> None:
        self.values = {key: value for key, value in values.items() if key[0] == table}
        self.equations = equations(self.values, form)
        self.touching: dict[Place, list[tuple[int, int]]] = defaultdict(list)
        self.gaps = [Decimal(0)] * len(self.equations)
        for number, equation in enumerate(self.equations):
            for key, factor in equation.factors:
                self.touching[key].append((number, factor))
                self.gaps[number] += factor * self.values[key]
        self.failing = {number for number, gap in enumerate(self.gaps) if gap}

    def left_open(self, changes: Mapping[Place, Decimal]) -> dict[int, Decimal]:
        """The equations that do not hold once the cells are changed by so much, with their gaps."""
        gaps = {number: self.gaps[number] for number in self.failing}
        for key, change in changes.items():
            for number, factor in self.touching[key]:
                gaps[number] = gaps.get(number, Decimal(0)) + factor * change
        return {number: gap for number, gap in gaps.items() if gap}

    def steps(self, open_gaps: Mapping[int, Decimal]) -> Iterator[tuple[Place, Decimal]]:
        """(cell, change) that would heal one of the open equations and leave a whole number of at least 0."""
        seen = set()
        for number, gap in open_gaps.items():
            for key, factor in self.equations[number].factors:
                step = (key, -gap / factor)
                after = self.values[key] + step[1]
                if step not in seen and after >= 0:
                    seen.add(step)
                    yield step


def candidates(values: Values, form: str | None) -> list[Candidate]:
    """Candidates for tables three and four of one report; nothing where every identity holds."""
    found: list[Candidate] = []
    for table in ("requests", "cases"):
        balance = Balance(values, table, form or forms.versions()[-1])
        if balance.failing:
            found += table_candidates(balance, table)
    return found


def table_candidates(balance: Balance, table: str) -> list[Candidate]:
    """One cell if that is enough, else whole rows shifted or swapped and pairs of cells."""
    singles = [{key: step} for key, step in balance.steps(gaps_of(balance)) if not balance.left_open({key: step})]
    if singles:
        return [candidate("cell", balance, table, changes) for changes in singles[:MOST]]
    rows = [(kind, changes) for kind, changes in row_changes(balance.values) if changes and heals(balance, changes)]
    found = [candidate(kind, balance, table, changes) for kind, changes in rows]
    told = [changes for _, changes in rows]
    return (found + [candidate("two_cells", balance, table, one) for one in pairs(balance) if one not in told])[:MOST]


def heals(balance: Balance, changes: Mapping[Place, Decimal]) -> bool:
    """Whether changes leave no equation of the table open."""
    return not balance.left_open(changes)


def gaps_of(balance: Balance) -> dict[int, Decimal]:
    """Number of a failing equation -> left minus right."""
    return {number: balance.gaps[number] for number in balance.failing}


def pairs(balance: Balance) -> Iterator[dict[Place, Decimal]]:
    """Pairs of cells that together heal everything, each pair once."""
    seen = set()
    for key, step in balance.steps(gaps_of(balance)):
        rest = balance.left_open({key: step})
        if len(rest) > 3:
            continue  # one more cell touches three equations at most
        for other, change in balance.steps(rest):
            pair = frozenset({(key, step), (other, change)})
            if other != key and pair not in seen and not balance.left_open({key: step, other: change}):
                seen.add(pair)
                yield {key: step, other: change}


def candidate(kind: str, balance: Balance, table: str, changes: Mapping[Place, Decimal]) -> Candidate:
    """The candidate of these changes (place -> what is added), with the equations that it heals."""
    edits = tuple(Edit(key, balance.values[key], balance.values[key] + step) for key, step in changes.items())
    return Candidate(kind, table, edits, tuple(balance.equations[number].name for number in sorted(balance.failing)))


def failing_reports(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str | None, dict[Place, Decimal]]]:
    """(report_id, form, its numbers) of every report in which an identity within the report fails."""
    marks = ", ".join(f"'{rule}'" for rule in WITHIN_A_REPORT)
    lines = ask(
        connection,
        "SELECT c.report_id, r.form, c.table_name, c.row_key, c.column_key, c.value FROM core.cell c "
        "JOIN core.report r USING (report_id) SEMI JOIN (SELECT report_id FROM core.check_result "
        f"WHERE result = 'fail' AND rule IN ({marks})) USING (report_id) "
        "WHERE c.value IS NOT NULL AND c.table_name IN ('requests', 'cases') ORDER BY c.report_id, c.position",
    )
    for (report_id, form), cells in groupby(lines, key=lambda line: (line[0], line[1])):
        yield report_id, form, {(table, row, column): value for _, _, table, row, column, value in cells}


def store_candidates(connection: duckdb.DuckDBPyConnection) -> int:
    """Fill core.repair; how many candidates there are."""
    rows: list[tuple[object, ...]] = []
    total = 0
    for report_id, form, values in failing_reports(connection):
        found = candidates(values, form)
        total += len(found)
        for number, one in enumerate(found, 1):
            alone = sum(other.table == one.table for other in found) == 1
            rows += [
                (
                    report_id,
                    one.table,
                    number,
                    one.kind,
                    edit.place[1],
                    edit.place[2],
                    edit.before,
                    edit.after,
                    one.healed,
                    alone,
                )
                for edit in one.edits
            ]
    if rows:
        columns = zip(COLUMNS.items(), zip(*rows, strict=True), strict=True)
        stage_columns(connection, "incoming_repair", {name: (kind, given) for (name, kind), given in columns})
        run_file(connection, ACROSS)
    return total + units(connection)


def units(connection: duckdb.DuckDBPyConnection) -> int:
    """Fees in yuan where 10,000 yuan are asked for, or the other way round (T2-05): the amount in the other unit."""
    return len(ask(connection, UNITS))
