"""Owns the header of a statistics table: which rows head others, and the columns that their cells name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.documents.document import GridCell
from etl.parsing.grid_rows import EMPTY, LABEL, VALUE, TableRow
from etl.parsing.labels import find, fold, local, roles
from etl.parsing.values import chinese

TABLE = "statistics"
UNITS = frozenset(("条", "件", "次", "个", "篇", "人", "人次", "期", "场", "万元", "元", "人/次", "份", "条次", "项"))
TOTALS = frozenset(("合计", "总计", "共计", "总数", "全区合计", "全市合计", "全县合计", "汇总"))
PART = re.compile(r"^其中[:：]?")
IN_BRACKETS = re.compile(r"[(（](?:单位[:：])?(?P<unit>[^()（）]{1,3})[)）]\s*$")
NAMES_OF_COLUMNS = {"甲", "乙", "丙"}  # of a return, in a row of their own
YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})年?度?(?:数|数量|数值|统计数|合计|完成数)?"
)


def year_of(printed: str) -> int | None:
    """The year that a cell names and nothing else: 2013年度, 2013年, 二○一三年度, 2013; None for any other text."""
    match = YEAR.fullmatch(fold(printed).text)
    if match is None:
        return None
    year = match["year"]
    spelt = None if year.isdecimal() and year.isascii() else chinese(year)
    return int(year) if spelt is None else int(spelt)


def is_header(row: TableRow) -> bool:
    """Whether a row names indicator, unit, code or columns, in two cells or more, and holds no values but years."""
    axes = {axis for cell in row.labels for axis in axes_of(cell)}
    printed = [(cell, kind) for cell, kind in zip(row.cells, row.kinds, strict=True) if kind != EMPTY]
    named = bool(axes & {"parent", "unit", "column"}) and not axes & {"row", "group"}
    return named and len(printed) > 1 and all(_names_a_year(cell) for cell, kind in printed if kind == VALUE)


def is_names_of_columns(row: TableRow) -> bool:
    """Whether a row under the header numbers the columns: 甲 乙 丙 1 2."""
    return bool({cell.text.strip() for cell in row.labels} & NAMES_OF_COLUMNS)


def value_columns(row: TableRow) -> list[GridCell]:
    """The header cells over values: all but indicator, unit and code, and what stands before the indicator (类别); the
    first set where sets stand side by side."""
    named: list[GridCell] = []
    seen = False
    for cell, kind in zip(row.cells, row.kinds, strict=True):
        axes = axes_of(cell) if kind == LABEL else set[str]()
        if "parent" in axes:
            if seen:
                break
            seen, named = True, []
        if kind != EMPTY and not axes & {"parent", "unit", "code", "note"}:
            named.append(cell)
    return named


def columns_for(row: TableRow, axis: str) -> frozenset[int]:
    """The grid columns that a header gives to codes and running numbers ("code"), or to remarks ("note")."""
    return frozenset(cell.column for cell in row.labels if axis in axes_of(cell))


def columns_of(header: Sequence[GridCell]) -> list[str]:
    """The column keys of header cells. Of several years the last is the one reported on, the others are local, and so
    are all that name the same figure of other bodies (区政府统计数, 乡镇街道统计数); their 合计 is the report's own."""
    last = latest_year(header)
    keys = [_column(head, last) for head in header]
    keys = [local(head.text) if keys.count(key) > 1 else key for key, head in zip(keys, header, strict=True)]
    totals = [n for n, head in enumerate(header) if fold(head.text).text in TOTALS]
    if "" not in keys and len(totals) == 1:
        keys[totals[0]] = ""
    return keys


def latest_year(header: Sequence[GridCell]) -> int | None:
    """The last of the years that header cells name."""
    return max((year for head in header if (year := year_of(head.text)) is not None), default=None)


def unit_of(label: str) -> str | None:
    """The unit that a label ends with in brackets: 收取费用（元）."""
    match = IN_BRACKETS.search(label)
    return match["unit"] if match and match["unit"] in UNITS else None


def own_key(printed: str) -> str:
    """The key of a row that no form has: local: and its label without 其中 and numbering, so that 其中：1.网站公开 of
    one year and 1、网站公开 of the next are the same row."""
    label = fold(printed)
    return local(PART.sub("", label.rest) or label.text)


def axes_of(cell: GridCell) -> set[str]:
    """What a label stands for in a statistics table: row, group, parent, unit, code, note, column."""
    return {role.axis for role in roles(cell.text) if role.table == TABLE}


def _names_a_year(cell: GridCell) -> bool:
    return year_of(cell.text) is not None


def _column(head: GridCell, last: int | None) -> str:
    """The column key of a header cell, local: where the form has none."""
    year = year_of(head.text)
    found = ("" if year == last else None) if year is not None else find(head.text, TABLE, "column")
    return local(head.text) if found is None else found
