"""Owns which value of a row of table three stands in which column, or that it cannot be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.documents.document import GridCell
from etl.parsing.grid_rows import Reading, TableRow, make_cell
from etl.parsing.labels import fold
from etl.parsing.requests_columns import Columns, statutory
from etl.report import BLANK, TEXT, Cell, Where

TABLE = "requests"


@dataclass(slots=True)
class Draft:
    """A data row before its values are placed: `rest` are its own cells after the last label."""

    key: str
    row: TableRow
    labels: list[GridCell]
    rest: list[GridCell]
    columns: Columns
    certain: bool = True

    @property
    def name(self) -> str:
        """The row as people know it."""
        return fold(self.labels[-1].text).rest if self.labels else self.key

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed in the row."""
        return all(not cell.text.strip() for cell in self.rest)


def place_values(drafts: list[Draft], reading: Reading) -> None:
    """Add the cells of every row whose values have a place, and a problem for every other."""
    drafts = _in_doubt(drafts, reading)
    ends = _ends(drafts)
    edges = Counter((draft.row.table_index, draft.row.right) for draft in drafts)
    moved = {draft.row.table_index for draft in drafts if draft.columns.packed and _drops(draft)[:1] > [0]}
    for draft in drafts:
        table = draft.row.table_index
        odd = edges[table, draft.row.right] < 2 and draft.row.right != draft.columns.right and len(drafts) > 2
        # a table whose rows are not filled up to one length has no blank cells after its values
        loose = table in moved or len({right for index, right in edges if index == table}) > 1
        _place(draft, ends, odd=odd and not (draft.columns.packed and table not in moved), loose=loose, reading=reading)


def _in_doubt(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """The drafts, checked against a header whose order is not the form's: its columns have to lie where the values
    do. Where they do not, the form's own order counts and the reading is doubtful."""
    ours = statutory()
    for columns in {draft.columns for draft in drafts}:
        if columns.keys == ours or not columns.places:
            continue
        full = [draft for draft in drafts if draft.columns == columns and len(draft.rest) >= len(columns.keys)]
        if 2 * sum(_lies_under(columns, draft.rest) for draft in full) > len(full):
            continue
        if columns.ordered:
            for draft in drafts:
                if draft.columns == columns:
                    draft.columns = Columns(columns.ordered, packed=True)
            continue
        reading.report("columns_unclear", "申请情况表的表头与数字列错位")
        known = tuple(key for key in ours if key in columns.keys) == ours and len(columns.keys) == len(ours)
        if not known:
            drafts = [draft for draft in drafts if draft.columns != columns]
        for draft in drafts:
            if draft.columns == columns:
                draft.columns = Columns(ours, sure=False)
    return drafts


def _lies_under(columns: Columns, rest: Sequence[GridCell]) -> bool:
    """Whether values lie in the steps of the header, or, where there are no spans or more values than columns, include
    its very columns."""
    if columns.ordered is not None or len(rest) > len(columns.keys):
        return set(columns.places) <= {cell.column for cell in rest}
    return all(
        cell.column - rest[0].column == place - columns.places[0]
        for cell, place in zip(rest, columns.places, strict=True)
    )


def _ends(drafts: Sequence[Draft]) -> dict[int, set[int]]:
    """Where the last value stands in rows with exactly as many cells as columns: right edge -> grid columns."""
    ends: dict[int, set[int]] = {}
    for draft in drafts:
        if len(draft.rest) == len(draft.columns.keys):
            ends.setdefault(draft.row.right, set()).add(draft.rest[-1].column)
    return ends


def _place(draft: Draft, ends: dict[int, set[int]], *, odd: bool, loose: bool, reading: Reading) -> None:
    """Give each value of a row its column, or say why that cannot be done. `odd` says that no other row and no header
    ends where this row does: then an empty first cell may be one of the label's, and a value be missing. `loose`
    says that the labels of a packed table may have such cells."""
    width, columns = len(draft.columns.keys), draft.columns
    sources: list[GridCell | None] | None
    unclear = False
    if len(draft.rest) == width and all(cell.column_span == 1 for cell in draft.rest):
        sources = list(draft.rest) if not odd or draft.rest[0].text.strip() or draft.is_blank else None
    elif columns.packed and len(draft.rest) > width:
        sources = _packed(draft, loose=loose)
    elif len(draft.rest) >= width:
        sources = _by_place(draft) or _without_extras(draft, ends)
    else:
        sources, unclear = _by_place(draft), False
        if sources is None:
            sources, unclear = _short(draft, ends), True
    if sources is None:
        shown = " ".join(cell.text.strip() or "□" for cell in draft.rest)
        reading.report("cell_unclear", f"{draft.name}：{len(draft.rest)} 个单元格对 {width} 列，{shown}")
        return
    if unclear:
        reading.report("cell_unclear", f"{draft.name}：少一格，只有最后一格有数，按总计读")
    _emit(draft, sources, reading, certain=draft.certain and columns.sure and not unclear)


def _emit(draft: Draft, sources: Sequence[GridCell | None], reading: Reading, *, certain: bool) -> None:
    held: Counter[int] = Counter()
    if len({id(source) for source in sources}) < len(sources):
        held.update(id(source) for source in sources if source is not None)
    for key, source in zip(draft.columns.keys, sources, strict=True):
        if source is None:
            where = Where(draft.rest[0].page, draft.row.table_index, draft.rest[0].row)
            reading.cells.append(Cell(TABLE, draft.key, key, "", None, BLANK, where, certain=False))
            continue
        cell = make_cell(TABLE, draft.key, key, source, draft.row, certain=certain)
        if held and held[id(source)] > 1 and cell.state != BLANK:
            reading.report("cell_unclear", f"{draft.name}：合并单元格 {cell.printed}")
            cell = make_cell(TABLE, draft.key, key, source, draft.row, certain=False)
            cell = _unread(cell)
        reading.cells.append(cell)


def _unread(cell: Cell) -> Cell:
    """The cell with its text and no value: one number printed over several columns belongs to none of them alone."""
    return replace(cell, value=None, state=TEXT, note=None)


def _without_extras(draft: Draft, ends: dict[int, set[int]]) -> list[GridCell | None] | None:
    """The values of a row with more cells than columns, where only blanks are left over and their side is clear."""
    rest, width = draft.rest, len(draft.columns.keys)
    extra = len(rest) - width
    lead = next((n for n, cell in enumerate(rest) if cell.text.strip()), len(rest))
    trail = next((n for n, cell in enumerate(reversed(rest)) if cell.text.strip()), len(rest))
    choices = [drop for drop in range(extra + 1) if drop <= lead and extra - drop <= trail]
    windows = {drop: rest[drop : drop + width] for drop in choices}
    if lead < len(rest) and (len(windows) > 1 or not draft.row.spanned):
        anywhere = set().union(*ends.values(), draft.columns.end)
        # a row that ends elsewhere than the header was moved by a span that is too long or too short
        moved = draft.row.right != draft.columns.right >= 0
        for known in (ends.get(draft.row.right, set()), set() if moved else anywhere):
            fitting = {drop: window for drop, window in windows.items() if window[-1].column in known}
            if fitting:
                break
        windows = fitting if anywhere else windows
    if len({tuple(cell.text.strip() for cell in window) for window in windows.values()}) == 1:
        return list(windows[max(windows)])
    return None


def _drops(draft: Draft) -> list[int]:
    """How many blank cells may stand between the label and the values of a packed row, the fewest first."""
    rest, width = draft.rest, len(draft.columns.keys)
    last = max((place for place, cell in enumerate(rest) if cell.text.strip()), default=-1)
    first = next((place for place, cell in enumerate(rest) if cell.text.strip()), 0)
    return [drop for drop in range(len(rest) - width + 1) if drop <= first and last < drop + width]


def _packed(draft: Draft, *, loose: bool) -> list[GridCell | None] | None:
    """The values of a packed row: right after its labels, what is left over at its end being blank."""
    drops = _drops(draft)
    if not drops or (loose and len(drops) > 1 and not draft.is_blank):
        return None
    return list(draft.rest[drops[0] : drops[0] + len(draft.columns.keys)])


def _by_place(draft: Draft) -> list[GridCell | None] | None:
    """The values by grid column, where the grid has spans and the row ends where the header ends."""
    columns, row = draft.columns, draft.row
    if not columns.places or not row.spanned or row.right != columns.right:
        return None
    if all(cell.column_span == 1 for cell in draft.rest):
        return None
    sources: list[GridCell | None] = []
    for place in columns.places:
        over = [cell for cell in draft.rest if cell.column <= place < cell.column + cell.column_span]
        if len(over) != 1:
            return None
        sources.append(over[0])
    if {id(cell) for cell in draft.rest if cell.text.strip()} - {id(source) for source in sources}:
        return None
    return sources


def _short(draft: Draft, ends: dict[int, set[int]]) -> list[GridCell | None] | None:
    """A row with too few cells of which at most the last is printed, and that under 总计: the others are blank."""
    if any(cell.text.strip() for cell in draft.rest[:-1]):
        return None
    if draft.rest[-1].text.strip() and draft.rest[-1].column not in set().union(*ends.values(), draft.columns.end):
        return None
    missing: list[GridCell | None] = [None] * (len(draft.columns.keys) - len(draft.rest))
    return [*missing, *draft.rest]
