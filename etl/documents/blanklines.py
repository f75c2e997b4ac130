"""Owns copies with a cell a line in which an empty line is a blank cell: rows with tabs again.

Some copies put one more empty line between two cells. Either way the lines are believed only where every row of a table
has as many of them as its columns need; where one row has more or fewer, the lines stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

LONGEST_CELL = 90
CLASSES, TOTAL = 6, ("总计", "合计")  # of applicants
RESULTS, KINDS = 5, 3  # columns of each kind of case in table four, and how many kinds there are
MOST_LABELS = 4  # before the values of one row
LEAST_ROWS, LEAST_FIGURES = 3, 10
MOST_CELLS = 400  # of one table
CHANGE = r"(?:新增|增加?|减少?)\s*\d*\s*[项件个]?|不变|持平|无变化"
BEHIND_FIGURE = r"(?:[件条项次个万元起宗]{1,2})?(?:[（(][^（）()]*[）)])?"
VALUE = re.compile(rf"^[+\-＋－]?[\d０-９][\d０-９,，.．%％ ]*{BEHIND_FIGURE}$|^[-—/－]+$|^无$|^(?:{CHANGE})$")
BOLD = re.compile(r"^\*\*(.*)\*\*$")
SPACES = re.compile(r"[\s\u3000\u200b]+")
ARTICLE = re.compile(r"^第二十条第[（(]?[一二三四五六七八九]+[）)]?项$")
FIRST_LABELS = re.compile(r"^(?:规章|(?:行政)?规范性文件|行政许可|行政处罚|行政事业性收费|政府集中采购)(?:[（(].*)?$")
REMARK = re.compile(r"^[（(]?本列数据的勾稽关系|^申请人情况$")
APPLICANTS = re.compile(
    r"^(?:自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|[总合]计|法人(?:或其他组织)?小计|小计)$"
)
OVER_APPLICANTS = re.compile(r"^(?:[（(]?本列数据的勾稽关系.*|申请人情况|法人或其他组织)$")
LAST_ROW = re.compile(r"^四[、.．]?结转下年度")
KIND = re.compile(r"^(?:行政复议|行政诉讼|未经复议直接起诉|复议后起诉)$")
RESULT = re.compile(r"^(?:结果维持|结果纠正|其他结果|尚未审结|总计)$")
UNIT = re.compile(r"^(?:条|件|次|篇|个|人|人次|期|期[/、]次|场|份|项|元|万元)$")
BEHIND = re.compile(r"^[一二三四五六][、.．]|^[（(]?(?:计量)?单位[:：]|^[备附]?注[:：]|。")
Rows = list[list[str]]
Read = tuple[Rows, int]  # the rows, and how many cells they take; no rows where the cells do not make a table
NOTHING: Read = ([], 0)
LONGEST_FIRST = 160  # characters of the first cell of a table, with the remark on its sums


def filled(lines: list[str]) -> list[str]:
    """The lines, the cells of the statutory tables in one line a row with tabs between them, blank ones too; the same
    lines where no table has empty lines for blank cells."""
    found: list[str] = []
    at = 0
    has_blanks = False
    while at < len(lines):
        rows, end = _table(lines, at)
        has_blanks = has_blanks or any("" in row for row in rows if len(row) > 2)
        found += ["\t".join(row) for row in rows] or [lines[at]]
        at = end
    return found if has_blanks else lines


def _table(lines: Sequence[str], at: int) -> tuple[Rows, int]:
    """The rows of the table that begins at a line and the line after it; no rows where none does."""
    first = lines[at].strip()
    read = _reader(_words(_plain(first))) if first and "\t" not in first and len(first) <= LONGEST_FIRST else None
    if read is None:
        return [], at + 1
    for step in (1, 2):  # a line a cell; or one more empty line behind every cell
        rows, cells = read([_plain(line) for line in lines[at : at + step * MOST_CELLS : step]])
        end = min(at + cells * step, len(lines))
        apart = step == 1 or not any(line.strip() for line in lines[at + 1 : end : 2])
        if rows and apart and _may_follow(next((_plain(line) for line in lines[end:] if line.strip()), "")):
            return rows, end
    return [], at + 1


def _may_follow(line: str) -> bool:
    """Whether a line can stand behind a table: the end, a heading, the next table or its unit, a note, a sentence."""
    return not line or BEHIND.search(line) is not None or _reader(_words(line)) is not None


def _reader(words: str) -> Callable[[Sequence[str]], Read] | None:
    """What reads the table that begins with a cell."""
    if ARTICLE.match(words):
        return _disclosure
    if REMARK.match(words):
        return _requests
    if KIND.match(words) or words in ("案件类型", "结果维持"):
        return _cases
    return _statistics if words == "统计指标" else None


def _plain(line: str) -> str:
    return BOLD.sub(r"\1", line.strip())


def _words(line: str) -> str:
    return SPACES.sub("", line)


def _is_label(cell: str) -> bool:
    return bool(cell) and not VALUE.match(cell) and len(cell) <= LONGEST_CELL and "。" not in cell


def _values(cells: Sequence[str], many: int) -> list[str] | None:
    """The first so many cells, if all of them are values or blanks."""
    own = list(cells[:many])
    return own if len(own) == many and all(not cell or VALUE.match(cell) for cell in own) else None


def _labels(cells: Sequence[str]) -> list[str]:
    """The labels that the cells begin with."""
    end = next((number for number, cell in enumerate(cells) if not _is_label(cell)), len(cells))
    return list(cells[:end])


def _next(cells: Sequence[str], at: int) -> int:
    """The place of the first cell from a place on that is not blank."""
    return next((number for number in range(at, len(cells)) if cells[number]), len(cells))


def _disclosure(cells: Sequence[str]) -> Read:
    """Table two: under each article a header, then rows of as many values as it names."""
    rows: Rows = []
    at = columns = 0
    while at < len(cells):
        words = _words(cells[at])
        if ARTICLE.match(words):
            rows.append([cells[at], ""])
            at = _next(cells, at + 1)
        elif words == "信息内容":
            header = _labels(cells[at : at + 6])
            end = next((number for number, cell in enumerate(header) if FIRST_LABELS.match(_words(cell))), 0)
            columns = end - 1
            if columns < 1:
                return NOTHING
            rows.append(header[:end])
            at += end
        elif columns and _is_label(cells[at]) and (own := _values(cells[at + 1 :], columns)) is not None:
            rows.append([cells[at], *own])
            at += 1 + columns
        else:
            break
    return (rows, at) if len(rows) >= LEAST_ROWS else NOTHING


def _requests(cells: Sequence[str]) -> Read:
    """Table three, or a part of it under a header of its own: rows of a label or more and a value for each column."""
    first = next((n for n, cell in enumerate(cells) if not _heads_applicants(cell)), 0)
    columns, is_certain = _columns([_words(cell) for cell in cells[:first]])
    rows: Rows = [["申请人情况", *columns]]
    at = first
    while columns and at < len(cells):
        labels = _labels(cells[at : at + MOST_LABELS + 1])
        own = _values(cells[at + len(labels) :], len(columns))
        if not 0 < len(labels) <= MOST_LABELS or own is None:
            return NOTHING
        rows += [[label, ""] for label in labels[:-2]] + [[*labels[-2:], *own]]
        at += len(labels) + len(columns)
        if LAST_ROW.match(_words("".join(labels))) or not "".join(cells[at : at + 1]):  # the table, or a part of it
            begins = not is_certain and any(
                _begins_with_total(row[-len(columns) :], columns) for row in rows[1:] if len(row) > 2
            )
            return NOTHING if begins else (rows, at)
    return NOTHING


def _begins_with_total(printed: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether the first value is the sum of the others, and the last one is not."""
    held = [cell for cell, column in zip(printed, columns, strict=True) if not column.endswith("小计")]
    figures = [int(cell) if cell.isdecimal() else 0 for cell in held]
    return figures[0] == sum(figures[1:]) > figures[-1]


def _heads_applicants(cell: str) -> bool:
    words = _words(cell)
    return APPLICANTS.match(words) is not None or OVER_APPLICANTS.match(words) is not None


def _columns(header: Sequence[str]) -> tuple[list[str], bool]:
    """The columns of table three in order, from the words of its header, and whether 总计 is certain to stand over the
    last one: it is read at the end, or behind 法人或其他组织, which it stands beside. None where any is missing."""
    classes = [words for words in header if APPLICANTS.match(words) and words not in TOTAL]
    total = next((words for words in header if words in TOTAL), "")
    if not total or len(set(classes)) != len(classes) or len(classes) < CLASSES:
        return [], False
    beside = header[header.index(total) - 1] if header[0] != total else ""
    return [*classes, total], header[-1] == total or beside == "法人或其他组织"


def _cases(cells: Sequence[str]) -> Read:
    """Table four: fifteen values below all labels, five below one kind, or five behind each kind."""
    end = next((n for n, cell in enumerate(cells) if not _heads_cases(cell)), len(cells))
    last = max((n for n, cell in enumerate(cells[:end]) if RESULT.match(_words(cell))), default=-1)
    header = list(cells[: last + 1])
    results = sum(RESULT.match(_words(cell)) is not None for cell in header)
    if results not in (RESULTS, RESULTS * KINDS):
        return NOTHING
    own = _values(cells[last + 1 :], results)
    if own is not None:
        kinds = [cell for cell in header if results == RESULTS and not RESULT.match(_words(cell))]
        return [*([[*kinds, ""]] if kinds else []), header[len(kinds) :], own], last + 1 + results
    return _kinds(cells, last + 1, header) if results == RESULTS else NOTHING


def _kinds(cells: Sequence[str], at: int, header: list[str]) -> Read:
    """Table four with a row for each kind of case."""
    rows: Rows = [header]
    for _ in range(KINDS):
        labels = _labels(cells[at : at + MOST_LABELS])
        own = _values(cells[at + len(labels) :], RESULTS)
        if not labels or not KIND.match(_words(labels[-1])) or own is None:
            return NOTHING
        rows.append([*labels, *own])
        at += len(labels) + RESULTS
    return rows, at


def _heads_cases(cell: str) -> bool:
    words = _words(cell)
    return words == "案件类型" or KIND.match(words) is not None or RESULT.match(words) is not None


def _statistics(cells: Sequence[str]) -> Read:
    """The table of 2014: a label, its unit and one value a row, and headings without."""
    first = next((n for n, cell in enumerate(cells) if UNIT.match(_words(cell))), 0)
    rows: Rows = [list(cells[: first - 1])] if first > 2 and all(cells[:first]) else []
    at, measured = first - 1, 0
    while rows and at + 2 < len(cells) and _is_label(cells[at]):
        if UNIT.match(_words(cells[at + 1])):
            own = _values(cells[at + 2 :], 1)
            if own is None:
                return NOTHING
            rows.append([*cells[at : at + 2], *own])
            at, measured = at + 3, measured + 1
        else:
            rows.append([cells[at], ""])
            at = _next(cells, at + 1)
    return (rows, at) if measured >= LEAST_FIGURES else NOTHING
