"""Owns the reading of table three: requests by outcome and applicant, the values being the last ones of each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from etl.documents.document import GridCell
from etl.parsing.grid_rows import LABEL, VALUE, Reading, TableRow
from etl.parsing.labels import fold, roles
from etl.parsing.requests_columns import Columns, read_columns
from etl.parsing.requests_header import with_whole_words
from etl.parsing.requests_places import Draft, place_values
from etl.parsing.requests_rows import SINGLE_ROW_GROUP, Context, row_of

TABLE = "requests"


def read_requests(rows: Sequence[TableRow]) -> Reading:
    """The cells of table three, with a problem for whatever could be read in two ways."""
    reading = Reading()
    drafts = _joined(_drafts(with_whole_words(rows), reading), reading)
    if any(draft.key.startswith(f"{SINGLE_ROW_GROUP}.") for draft in drafts):
        drafts = [draft for draft in drafts if draft.key != SINGLE_ROW_GROUP or not draft.is_blank]
    place_values(drafts, reading)
    return reading


def is_header(row: TableRow) -> bool:
    """Whether a row names applicants and carries no values."""
    if row.has_values:
        return False
    held = [_applicants(cell.text) for cell in row.labels]
    named = {key for keys, _ in held for key in keys}
    alone = named == {"total"} and len(row.labels) == 2 and not fold(row.labels[0].text).level
    only_total = alone and row.first and row.section == "3"
    return any(parent for _, parent in held) or len(named) >= 2 or only_total


@lru_cache(maxsize=8192)
def _applicants(printed: str) -> tuple[frozenset[str], bool]:
    """The applicants that a label may name, and whether it may stand over several of them."""
    held = [role for role in roles(printed) if role.table == TABLE]
    return frozenset(role.key for role in held if role.axis == "column"), any(role.axis == "parent" for role in held)


def _drafts(rows: Sequence[TableRow], reading: Reading) -> list[Draft]:
    """The data rows with their keys; headers are taken in on the way."""
    drafts: list[Draft] = []
    header: list[TableRow] = []
    columns: Columns | None = None
    heads = [is_header(row) for row in rows]
    usual = _usual_count([row for row, is_head in zip(rows, heads, strict=True) if not is_head])
    context = Context()
    for row, is_head in zip(rows, heads, strict=True):
        if is_head:
            header.append(row)
            continue
        if columns is None and not header and not any(cell.text.strip() for cell in row.cells):
            continue  # the empty head that a converter puts over a table
        if header:
            columns = read_columns(header, usual, columns, reading)
            header = []
        if columns is None:
            columns = read_columns([], usual, None, reading)
        labels, rest = split(row, len(columns.keys))
        if not rest or not any(cell.text.strip() for cell in row.cells):
            if labels:
                context.see(labels)
            continue
        drafts += _drafted(row, labels, rest, columns, context, drafts, reading)
    return drafts


def _drafted(
    row: TableRow,
    labels: list[GridCell],
    rest: list[GridCell],
    columns: Columns,
    context: Context,
    before: list[Draft],
    reading: Reading,
) -> list[Draft]:
    """The draft of one row: none for a heading without values or for what is left of a broken row."""
    blank = all(not cell.text.strip() for cell in rest)
    if not labels:
        return [] if blank else [Draft("", row, labels, rest, columns)]
    key = row_of(labels, context, blank=blank)
    if key is None:
        return []
    if key.startswith("local:"):
        if blank and (row.first or len([cell for cell in row.cells if cell.text.strip()]) == 1):
            return []  # what is left of a label after a page break, or a remark in a row of its own
        reading.report("label_unmatched", fold(labels[-1].text).text)
    if key.startswith("otherwise_closed."):
        reading.votes["2021"] = reading.votes.get("2021", 0) + 1
    return [Draft(key, row, labels, rest, columns)]


def split(row: TableRow, width: int) -> tuple[list[GridCell], list[GridCell]]:
    """The label cells of a row and its own cells after the last of them."""
    run = -1
    for position, kind in enumerate(row.kinds):
        if kind == VALUE:
            break
        if kind == LABEL:
            run = position
    before = row.kinds[: max(len(row.cells) - width, 0)].rfind(LABEL)
    last = max(run, before)
    words = [position for position in range(last + 1) if row.kinds[position] == LABEL]
    if len(words) > 1 and last == run and len(row.cells) - last - 1 == width - 1 and not roles(row.cells[last].text):
        last = words[-2]  # 见附件 and the like in the first value cell
    return [row.cells[p] for p in words if p <= last], list(row.cells[last + 1 :])


def _usual_count(rows: Sequence[TableRow]) -> int:
    """How many cells most rows have after their last label."""
    counts = Counter(len(row.cells) - 1 - row.kinds.rfind(LABEL) for row in rows if LABEL in row.kinds)
    return counts.most_common(1)[0][0] if counts else 0


def _joined(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """Drafts without those rows that a page break or a wrapped label cut in two."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if draft.key and (last is None or draft.key != last.key):
            joined.append(draft)
        elif last is not None and last.is_blank and last.key:
            if not draft.key:
                reading.report("cell_unclear", f"{last.name}：数字与行名分在两行")
            joined[-1] = Draft(last.key, draft.row, last.labels, draft.rest, draft.columns, bool(draft.key))
        elif not draft.is_blank:
            if draft.key:
                joined.append(draft)
                continue
            reading.report("cell_unclear", f"{last.name if last else '首行'}之后有一行数字没有行名")
            if last is not None:
                last.certain = False
    return joined
