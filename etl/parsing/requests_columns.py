"""Owns the columns of table three: which applicant stands in which grid column, as the header says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog import forms
from etl.documents.document import GridCell
from etl.parsing.grid_rows import Reading, TableRow
from etl.parsing.labels import find, guess, local, roles
from etl.parsing.requests_header import keys_in_order

TABLE = "requests"


@dataclass(frozen=True, slots=True)
class Columns:
    """Column keys from left to right, their grid columns (empty where the header does not say), and the grid column
    where the header ends. `sure` is False where the order is the form's own for want of a header. `packed` says that
    every header row begins at the left whatever its cells span: so do the values of a row, right after its labels.
    `ordered` are the keys as such a header has them, () if they are in no order to rely on, None where cells span."""

    keys: tuple[str, ...]
    places: tuple[int, ...] = ()
    right: int = -1
    sure: bool = True
    packed: bool = False
    ordered: tuple[str, ...] | None = None

    @property
    def end(self) -> set[int]:
        """The grid column of the last value, if the header tells it."""
        return {self.places[-1]} if self.places else set()


def statutory() -> tuple[str, ...]:
    """The seven columns in the order of the form."""
    return tuple(entry.key for entry in forms.columns("2021", TABLE))


def read_columns(header: Sequence[TableRow], count: int, before: Columns | None, reading: Reading) -> Columns:
    """The columns that header rows name; `count` is how many values most rows have, `before` an earlier header."""
    leaves, unknown = _leaves(header)
    if not leaves:
        if before is None:
            reading.report("columns_unclear", "申请情况表没有表头，按法定列序读")
            return Columns(statutory(), sure=False)
        return before
    first = min(cell.column for _, cell in leaves)
    extra = [(local(cell.text), cell) for cell in unknown if cell.column >= first]
    if extra and len(leaves) + len(extra) <= count:
        leaves += extra
    leaves.sort(key=lambda leaf: leaf[1].column)
    keys = tuple(key for key, _ in leaves)
    places = tuple(cell.column for _, cell in leaves)
    right = max(row.right for row in header)
    if before is not None and set(keys) < set(before.keys):
        return before  # what a page break left of a repeated header
    ordered = None if header[0].spanned else keys_in_order(header)
    if keys == ("total",) and count == 1:
        reading.report("columns_unclear", "申请情况表只有总计一列")
        return Columns(keys, places, right, ordered=keys)
    missing = [key for key in statutory() if key not in keys]
    if len(set(keys)) < len(keys) or len(missing) > 3:
        reading.report("columns_unclear", "申请情况表的表头")
        return Columns(statutory(), sure=False)
    if len(set(places)) < len(places):  # a text without columns of its own
        if ordered:
            return Columns(ordered, (), right, packed=True)
        keys = tuple(key for key in statutory() if key in keys) + tuple(key for key in keys if key not in statutory())
        places = ()
        if len(keys) != len(statutory()):
            reading.report("columns_unclear", "申请情况表的表头错位")
    if missing:
        keys, places = _with_gap(keys, places, count, right)
        reading.report("columns_unclear", "申请情况表缺少列：" + "、".join(_names(missing)))
    return Columns(keys, places, right, ordered=ordered)


def _leaves(header: Sequence[TableRow]) -> tuple[list[tuple[str, GridCell]], list[GridCell]]:
    """Header cells that name a column, and those that name nothing known; parents over several columns are left out."""
    leaves: list[tuple[str, GridCell]] = []
    unknown: list[GridCell] = []
    for row in header:
        for cell in row.labels:
            if key := find(cell.text, TABLE, "column") or guess(cell.text, TABLE, ("column",)):
                if not any(key == other and cell.column == place.column for other, place in leaves):
                    leaves.append((key, cell))
            elif cell.column_span == 1 and not any(role.axis == "parent" for role in roles(cell.text)):
                unknown.append(cell)
    return leaves, unknown


def _with_gap(
    keys: tuple[str, ...], places: tuple[int, ...], count: int, right: int
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The keys with a local one for each grid column between and after them that the header leaves without a name."""
    if not places or count <= len(keys):
        return keys, places
    wanted = [place for place in range(places[0], right) if place not in places]
    if len(wanted) != count - len(keys):
        return keys, places
    named = dict(zip(places, keys, strict=True)) | {place: f"local:column_{place}" for place in wanted}
    order = sorted(named)
    return tuple(named[place] for place in order), tuple(order)


def _names(keys: Sequence[str]) -> list[str]:
    return [entry.label for entry in forms.columns("2021", TABLE) if entry.key in keys]
