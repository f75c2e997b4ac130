"""Owns the changes of rows that a misreading or a slip suggests: shifted, total typed first, digits split, swapped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations, pairwise

Place = tuple[str, str, str]
Values = Mapping[Place, Decimal]
Changes = dict[Place, Decimal]
FLOW_ROWS = ("received", "carried_in", "concluded", "carried_out")


def row_changes(values: Values) -> Iterator[tuple[str, Changes]]:
    """(kind, cell -> change) of every row change that is tried; kinds are row_total_first (the total stands in the
    first column), row_shift (every number one column too far left), row_split (a number in two cells, or two in one)
    and row_swap (two rows of the flow taken for one another)."""
    rows: dict[str, list[Place]] = defaultdict(list)
    for key in values:
        rows[key[1]].append(key)
    for keys in rows.values():
        held = [values[key] for key in keys]
        yield "row_total_first", changed(keys, held, held[1:] + held[:1])
        yield "row_shift", changed(keys, held, held[-1:] + held[:-1])
        for split in splits(held):
            yield "row_split", changed(keys, held, split)
    for one, other in combinations([row for row in FLOW_ROWS if row in rows], 2):
        keys = rows[one] + rows[other]
        held = [values[key] for key in keys]
        if len(rows[one]) == len(rows[other]):
            yield "row_swap", changed(keys, held, held[len(rows[one]) :] + held[: len(rows[one])])


def splits(held: list[Decimal]) -> Iterator[list[Decimal]]:
    """The row with two neighbours joined to one number (12 read as 1 and 2): the rest moves up and the total, pushed
    out of the row, is the sum; or nothing moves and the second cell is 0. And the other way round: 12, 0 for 1, 2."""
    for place, (one, other) in enumerate(pairwise(held)):
        before, after = held[:place], held[place + 2 :]
        if one > 0 and is_count(one) and is_count(other):
            joined = Decimal(f"{int(one)}{int(other)}")
            moved = [*before, joined, *after]
            yield [*moved, sum(moved, Decimal(0))]
            yield [*before, joined, Decimal(0), *after]
        if other == 0 and is_count(one):
            digits = str(int(one))
            for cut in range(1, len(digits)):
                yield [*before, Decimal(digits[:cut]), Decimal(digits[cut:]), *after]


def is_count(value: Decimal) -> bool:
    """Whether a number is whole and not negative."""
    return value >= 0 and value == value.to_integral_value()


def changed(keys: list[Place], before: list[Decimal], after: list[Decimal]) -> Changes:
    """The cells whose number becomes another, with the difference."""
    return {key: new - old for key, old, new in zip(keys, before, after, strict=True) if new != old}
