"""Owns the reading of a document's statutory tables: which rows belong to which table, the form, the problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from catalog import forms
from catalog.dimensions import cell_label
from etl.documents.document import Document
from etl.parsing import cases_table, disclosure_table, requests_table, statistics_forms, statistics_table
from etl.parsing.borne_out import told, weighed
from etl.parsing.grid_rows import Reading, TableRow, heading_section, problem, rows_of
from etl.parsing.headless import is_whole_request
from etl.parsing.identities import check, doubt
from etl.parsing.labels import roles
from etl.parsing.other_readings import chosen, others_of
from etl.parsing.sections import sections_of_blocks
from etl.report import Cell, ReportProblem

SECTION_TABLES = {"2": "disclosure", "3": "requests", "4": "cases"}
TABLE_NAMES = {
    "disclosure": "主动公开情况表",
    "requests": "申请情况表",
    "cases": "复议诉讼情况表",
    "statistics": "统计表",
}
MISREAD = {"cell_unclear", "columns_unclear", "table_ambiguous", "rows_missing"}  # with sums that fail beside them
MODERN = ("disclosure", "requests", "cases")
COMMON_WORDS = ("otherwise_closed.other_closure", "concluded")  # 其他, 合计
LEAST_ROWS_WITHOUT_HEADER = 5
SHOWN = 6
MOST_ROWS = 300  # of table four, many times what any layout of it has


@dataclass(frozen=True, slots=True)
class TablesReading:
    """The form that the tables speak for, None if they do not say; their cells; what is doubtful; the year that the
    header of a statistics table names."""

    form: str | None
    cells: tuple[Cell, ...] = ()
    problems: tuple[ReportProblem, ...] = ()
    year: int | None = None


def read_tables(document: Document) -> TablesReading:
    """Every cell of the statutory tables of a document, as printed."""
    rows = list(rows_of(document, sections_of_blocks(document)))
    by_table, statistics_form = _sorted_out(rows, document)
    readings: dict[str, Reading] = {}
    if found := by_table["disclosure"]:
        readings["disclosure"] = disclosure_table.read_disclosure(found)
    if _is_table_three(found := by_table["requests"]):
        readings["requests"] = requests_table.read_requests(found)
    if found := by_table["cases"]:
        readings["cases"] = cases_table.read_cases(found[:MOST_ROWS])
    if (found := by_table["statistics"]) and statistics_form:
        readings["statistics"] = statistics_table.read_statistics(found, statistics_form)
    return _composed(readings, document)


def _sorted_out(rows: Sequence[TableRow], document: Document) -> tuple[dict[str, list[TableRow]], str | None]:
    """The rows of each table, and the form of the statistics tables."""
    by_table: dict[str, list[TableRow]] = {name: [] for name in TABLE_NAMES}
    forms_of_grids = statistics_forms.forms_of_grids(document.grids)
    for row in rows:
        if not row.has_values and (requests_table.is_header(row) or disclosure_table.is_header(row)):
            forms_of_grids[row.table_index] = None
    current: str | None = None
    section = ""
    for row in rows:
        if forms_of_grids[row.table_index]:
            by_table["statistics"].append(row)
            current = None
            continue
        if row.section != section:
            section, current = row.section, SECTION_TABLES.get(row.section)
        opened = heading_section(row)
        if opened:
            current = SECTION_TABLES.get(opened)
            continue
        current = _table_of(row, current)
        if current:
            by_table[current].append(row)
    return by_table, next((form for form in forms_of_grids if form), None)


def _table_of(row: TableRow, current: str | None) -> str | None:
    """The table a row belongs to: by its own words first, else that of the row before it; None at the first row of a
    grid that has nothing of the form."""
    if not row.labels:
        return current
    if cases_table.is_header(row):
        return "cases"
    if not row.has_values:
        if requests_table.is_header(row):
            return "requests"
        if disclosure_table.is_header(row):
            return "disclosure"
    if current and _speaks_for(row, current):
        return current
    if _speaks_for(row, "requests", but=COMMON_WORDS):
        return "requests"
    if disclosure_table.names_a_figure(row):
        return "disclosure"
    return None if row.first else current


def _speaks_for(row: TableRow, table: str, but: tuple[str, ...] = ()) -> bool:
    """Whether a label of the row is a row, group or heading of a table, other than those that any table may have."""
    return any(_is_of(cell.text, table, but) for cell in row.labels)


@lru_cache(maxsize=8192)
def _is_of(printed: str, table: str, but: tuple[str, ...]) -> bool:
    return any(
        role.table == table and role.axis in ("row", "group", "heading") and role.key not in but
        for role in roles(printed)
    )


def _is_table_three(rows: Sequence[TableRow]) -> bool:
    """Whether rows are table three: with a header, or enough rows of the form without one, or all that add up."""
    headed = any(requests_table.is_header(row) for row in rows)
    speaking = [row for row in rows if _speaks_for(row, "requests")]
    whole = bool(speaking) and len(speaking) == len(rows) and all(map(is_whole_request, rows))
    return headed or whole or len(speaking) >= LEAST_ROWS_WITHOUT_HEADER


def _composed(readings: dict[str, Reading], document: Document) -> TablesReading:
    """The readings as one, doubles dropped, with the problems that only the whole shows."""
    problems: list[ReportProblem] = []
    cells: list[Cell] = []
    others = others_of(document) if document.read_by_ocr else {}
    for table, reading in readings.items():
        kept, doubled = _without_doubles(reading.cells)
        problems += reading.problems
        kept, taken = chosen(table, kept, others)
        if taken:
            pairs = "、".join(f"{_named(old)}“{new.printed}”（先读作“{old.printed}”）" for old, new in taken)
            problems.append(problem("reading_chosen", f"{TABLE_NAMES[table]}：{pairs}"))
        if doubled:
            problems.append(problem("table_ambiguous", f"{TABLE_NAMES[table]}：{'、'.join(doubled[:SHOWN])}"))
        unread = [f"{_named(cell)}“{cell.printed}”" for cell in kept if cell.state == "text"]
        if unread:
            problems.append(problem("cell_unclear", f"{TABLE_NAMES[table]}：{'、'.join(unread[:SHOWN])}"))
        cells += kept
    form = _form(readings)
    if form is None and cells:
        problems.append(problem("form_unknown", "、".join(TABLE_NAMES[table] for table in readings)))
    problems += _missing_rows(cells, form)
    if any(found.code == "grid_guessed" for found in document.problems):
        cells = doubt(cells)
    if document.read_by_ocr:
        cells, doubts = weighed(cells, others)
        problems += [problem("figures_unproven", line) for line in told(doubts, _named)]
    failed = [identity for table in MODERN for identity in check(table, cells) if identity.holds is False]
    if failed:
        more = f"等 {len(failed)} 处" if len(failed) > SHOWN else ""
        problems.append(problem("identities_fail", "、".join(one.name for one in failed[:SHOWN]) + more))
    if failed and any(found.code in MISREAD for found in problems):
        held = {place for identity in failed for place in identity.operands}
        cells = [replace(cell, certain=cell.certain and (cell.row, cell.column) not in held) for cell in cells]
    year = next((reading.year for reading in readings.values() if reading.year), None)
    return TablesReading(form, tuple(cells), tuple(dict.fromkeys(problems)), year)


def _without_doubles(cells: Sequence[Cell]) -> tuple[list[Cell], list[str]]:
    """The first cell of each place, and the places in words where a later one says something else."""
    first: dict[tuple[str, str], Cell] = {}
    differing: dict[str, None] = {}
    for cell in cells:
        place = (cell.row, cell.column)
        kept = first.setdefault(place, cell)
        if (kept.state, kept.value) != (cell.state, cell.value):
            differing[_named(cell)] = None
    return list(first.values()), list(differing)


def _named(cell: Cell) -> str:
    """The place of a cell in words."""
    if cell.table == "statistics":
        labels = {entry.key: entry.label for form in forms.versions() for entry in forms.rows(form, "statistics")}
        return labels.get(cell.row, cell.row.removeprefix("local:"))
    return cell_label(cell.table, cell.row, cell.column, "zh")


def _form(readings: dict[str, Reading]) -> str | None:
    """The form with the most votes of table two's header, else of table three's rows, else of a statistics table."""
    for table in ("disclosure", "requests", "statistics"):
        votes = readings[table].votes if table in readings else {}
        if votes:
            return max(votes, key=lambda form: votes[form])
    return None


@cache
def _wanted(version: str, table: str) -> tuple[tuple[forms.Entry, ...], frozenset[tuple[str, str]]]:
    """The statutory rows of a form's table, and their places."""
    entries = tuple(entry for entry in forms.rows(version, table) if entry.statutory)
    return entries, frozenset((entry.key, column) for entry in entries for column in entry.columns)


def _missing_rows(cells: Sequence[Cell], form: str | None) -> list[ReportProblem]:
    """A problem for each table that is there and lacks rows of its form; one row of 其他处理 stands for its three."""
    found: list[ReportProblem] = []
    filled: dict[str, set[tuple[str, str]]] = {}
    for cell in cells:
        filled.setdefault(cell.table, set()).add((cell.row, cell.column))
    for table in ("disclosure", "requests", "cases", "statistics"):
        places = filled.get(table, set())
        have = {row for row, _ in places}
        version = form or "2019"
        if not have or (table == "statistics" and form != "2014"):
            continue
        wanted, whole = _wanted(version, table)
        if whole <= places:
            continue  # most tables, which need not be looked through row by row
        gone = [
            entry.label
            for entry in wanted
            if entry.key not in have and not (entry.group == "otherwise_closed" and "otherwise_closed" in have)
        ]
        if "otherwise_closed" in [entry.key for entry in wanted] and any(
            k.startswith("otherwise_closed.") for k in have
        ):
            gone = [label for label in gone if "其他处理" not in label]
        holes = [
            f"{entry.label}缺{sum((entry.key, column) not in places for column in entry.columns)}格"
            for entry in wanted
            if entry.key in have and any((entry.key, column) not in places for column in entry.columns)
        ]
        if holes and form != "2008":
            found.append(problem("columns_unclear", f"{TABLE_NAMES[table]}：{'、'.join(holes[:SHOWN])}"))
        if gone:
            more = f"等 {len(gone)} 行" if len(gone) > SHOWN else ""
            found.append(problem("rows_missing", f"{TABLE_NAMES[table]}：{'、'.join(gone[:SHOWN])}{more}"))
    return found
