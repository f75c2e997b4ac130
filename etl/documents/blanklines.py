"""Owns copies with a cell a line in which an empty line is a blank cell: rows with tabs again.

Some copies put one more empty line between two cells. Either way the lines are believed only where every row of a table
has as many of them as its columns need; where one row has more or fewer, the lines stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST_CELL = 90
APPLICANTS = 7
RESULTS = 15  # five of each of three kinds of case
LEAST_ROWS = 5
MOST_CELLS = 400  # of one table
VALUE = re.compile(
    r"^[+\-＋－]?[\d０-９][\d０-９,，.．%％ ]*(?:[件条项次个万元]{1,2})?(?:[（(][^（）()]*[）)])?$|^[-—/－]+$|^无$"
)
SPACES = re.compile(r"[\s\u3000\u200b]+")
ARTICLE = re.compile(r"^第二十条第[（(]?[一二三四五六七八九]+[）)]?项$")
DISCLOSURE_ROW = re.compile(
    r"^(?:规章|(?:行政)?规范性文件|行政许可|其他对外管理服务事项|行政处罚|行政强制|行政事业性收费|政府集中采购)(?:[（(].*)?$"
)
REMARK = re.compile(r"^[（(]?本列数据的勾稽关系")
UNIT = re.compile(r"^(?:条|件|次|篇|个|人|人次|期|期[/、]次|场|份|项|元|万元)$")
FIRST_ROW, LAST_ROW = re.compile(r"^一[、.．]?本年新收"), re.compile(r"^四[、.．]?结转下年度")
SUBTOTAL = re.compile(r"小计$")
Rows = list[list[str]]


def filled(lines: list[str]) -> list[str]:
    """The lines, the cells of the statutory tables in one line a row with tabs between them, blank ones too; the same
    lines where no table has empty lines for blank cells."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        rows, end = _table(lines, at)
        found += ["\t".join(row) for row in rows] or [lines[at]]
        at = end
    return found


def _table(lines: Sequence[str], at: int) -> tuple[Rows, int]:
    """The rows of the table that begins at a line and the line after it; no rows where none does."""
    words = _words(lines[at])
    read = None
    if ARTICLE.match(words):
        read = _disclosure
    elif REMARK.match(words) or words == "申请人情况":
        read = _requests
    elif words == "行政复议":
        read = _cases
    elif words == "统计指标":
        read = _statistics
    if read is None or not any(not line.strip() for line in lines[at : at + MOST_CELLS]):
        return [], at + 1
    for step in (1, 2):  # a line a cell; or one more empty line behind every cell
        rows, cells = read([line.strip() for line in lines[at : at + step * MOST_CELLS : step]])
        end = min(at + cells * step, len(lines))
        parted = step == 1 or not any(line.strip() for line in lines[at + 1 : end : 2])
        blank = any("" in row for row in rows)
        if rows and parted and blank:
            return rows, end
    return [], at + 1


def _words(line: str) -> str:
    return SPACES.sub("", line)


def _is_label(cell: str) -> bool:
    return bool(cell) and not VALUE.match(cell) and len(cell) <= LONGEST_CELL and "。" not in cell


def _values(cells: Sequence[str]) -> bool:
    return all(not cell or VALUE.match(cell) for cell in cells)


def _disclosure(cells: Sequence[str]) -> tuple[Rows, int]:
    """Table two and how many cells it takes: under each article a header, then rows of as many values as it names."""
    rows: Rows = []
    at = columns = more = 0
    while at < len(cells):
        words = _words(cells[at])
        if ARTICLE.match(words):
            rows.append([cells[at], "", ""])
            at = next((n for n in range(at + 1, len(cells)) if cells[n]), len(cells))
        elif words == "信息内容":
            end = next((n for n in range(at, len(cells)) if DISCLOSURE_ROW.match(_words(cells[n]))), at)
            header = [cell for cell in cells[at:end] if cell]
            columns, more = len(header) - 1, end - at - len(header)
            if not 0 < columns < 4 or not all(map(_is_label, header)):
                return [], 0
            rows.append(header)
            at = end
        elif columns and DISCLOSURE_ROW.match(words):
            own = cells[at + 1 : at + 1 + columns + more]
            if len(own) < columns + more or not _values(own) or any(own[columns:]):
                return [], 0
            rows.append([cells[at], *own[:columns]])
            at += 1 + columns + more
        else:
            break
    return (rows, at) if len(rows) >= LEAST_ROWS else ([], 0)


def _requests(cells: Sequence[str]) -> tuple[Rows, int]:
    """Table three and how many cells it takes: its header, then rows of a label or two and seven values, or eight."""
    first = next((n for n, cell in enumerate(cells[:40]) if FIRST_ROW.match(_words(cell))), 0)
    header = [cell for cell in cells[:first] if cell]
    if not first or not all(map(_is_label, header)):
        return [], 0
    columns = APPLICANTS + any(SUBTOTAL.search(_words(cell)) for cell in header)
    rows: Rows = _header(header)
    at = first
    while at < len(cells):
        labels = at
        while at < len(cells) and _is_label(cells[at]):
            at += 1
        own = cells[at : at + columns]
        if labels == at or at - labels > 4 or len(own) < columns or not _values(own):
            return [], 0
        rows.append([*cells[labels:at], *own])
        at += columns
        if LAST_ROW.match(_words("".join(cells[labels : at - columns]))):
            return rows, at
    return [], 0


def _header(cells: Sequence[str]) -> Rows:
    """The header of table three in the rows in which it is printed: 总计 stands above the classes of applicants."""
    rows: Rows = [[]]
    for cell in cells:
        rows[-1].append(cell)
        if _words(cell) in ("申请人情况", "总计"):
            rows.append([])
    return [[*row, ""] if len(row) == 1 else row for row in rows if row]


def _cases(cells: Sequence[str]) -> tuple[Rows, int]:
    """Table four and how many cells it takes: its header, then fifteen values before the next heading."""
    last = max((n for n, cell in enumerate(cells[:30]) if _words(cell) == "总计"), default=0)
    header = [cell for cell in cells[: last + 1] if cell]
    own = list(cells[last + 1 : last + 1 + RESULTS])
    behind = next((cell for cell in cells[last + 1 + RESULTS :] if cell), "")
    if len(header) < RESULTS or not all(map(_is_label, header)) or len(own) < RESULTS:
        return [], 0
    if not _values(own) or VALUE.match(behind):
        return [], 0
    return [header, own], last + 1 + RESULTS


def _statistics(cells: Sequence[str]) -> tuple[Rows, int]:
    """The table of 2014 and how many cells it takes: a label, its unit and one value a row, and headings without."""
    first = next((n for n, cell in enumerate(cells) if UNIT.match(_words(cell))), 0)
    rows: Rows = [[cell for cell in cells[: first - 1] if cell]] if first > 2 else []
    at, measured = first - 1, 0
    while rows and at + 2 < len(cells) and _is_label(cells[at]):
        if UNIT.match(_words(cells[at + 1])):
            if not _values(cells[at + 2 : at + 3]):
                return [], 0
            rows.append([*cells[at : at + 3]])
            at, measured = at + 3, measured + 1
        else:
            rows.append([cells[at], ""])
            at = next((n for n in range(at + 1, len(cells)) if cells[n]), len(cells))
    return (rows, at) if measured >= 2 * LEAST_ROWS else ([], 0)
