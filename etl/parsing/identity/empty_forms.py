"""Owns statutory tables without a single figure: the model that a notice or rules print, no report."""

from __future__ import annotations

import re

from etl.documents.document import Grid
from etl.errors import UnreadableDocument
from etl.parsing.identity.relatives import name_of_page
from etl.parsing.identity.script import fold, squeeze
from etl.parsing.identity.text import Text, relative_in, words
from etl.parsing.identity.titles import Title

FIGURE = re.compile(r"[-+]?[\d,]+(?:\.\d+)?(?:件|条|项|次|个|万?元)?")
FIGURE_IN_LINE = re.compile(
    r"[\u4e00-\u9fff)|:、.]\d[\d,.]*(?:件|条|项|次|个|万?元)?\|*$|^[\d,.|/-]*\d[\d,.|/-]*$"  # lines hold no white space
)
RULES = re.compile(r"制定本(?:制度|办法|规定|规则|细则)|本(?:制度|办法|规定|细则)自.{0,12}[施实执]行")
FIRST_LINES = 3
TO_BE_DESCRIBED = re.compile(r"^\((?:文字描述|此处填写|请填写|填写说明)")


def refuse_empty_form(text: Text, title: Title | None) -> None:
    """Raise where no cell of the statutory tables has a figure and the document says that it is a notice, rules or the
    model of the report. A body that left the form of its own report blank is not refused."""
    if any(_has_figures(grid) for grid in text.document.grids) or _lines_have_figures(text):
        return
    names = [title.text] if title is not None else []
    names += [line.text for line in text.lines[:FIRST_LINES] if len(line.text) < 80 and "。" not in line.text]
    names += [name_of_page(text), *(row.partition(":")[2] for row in text.small_rows if row.startswith("名称:"))]
    for name in names:
        if name and (code := relative_in(name)):
            raise UnreadableDocument(code, name[:60])
    if RULES.search(text.body):
        raise UnreadableDocument("notice_or_rules", next(filter(None, names), "")[:60])
    if any(TO_BE_DESCRIBED.match(line.text) for line in text.lines):
        raise UnreadableDocument("model_text", "表格没有填写，各节只有“文字描述”")


def _has_figures(grid: Grid) -> bool:
    """Whether a table with statutory labels has a figure in a cell that is not the first of its row."""
    rows = [[squeeze(fold(cell.text)) for cell in row] for row in grid.rows]
    if not any(word in cell for row in rows for cell in row for word in words()["table_words"]):
        return False
    return any(FIGURE.fullmatch(cell) for row in rows for cell in row[1:])


def _lines_have_figures(text: Text) -> bool:
    """Whether a table that lost its lines has one: a line of a label and a number, or of numbers alone."""
    labels = words()["table_words"]
    printed = [line.text for line in text.lines if len(line.text) < 60 and "。" not in line.text]
    return any(any(word in line for word in labels) for line in printed) and any(map(FIGURE_IN_LINE.search, printed))
