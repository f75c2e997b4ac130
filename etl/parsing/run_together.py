"""Owns the sign of tables whose cells ran into one another: `予以公开210000021`, which no reading can part again."""

from __future__ import annotations

import re
from functools import cache

from catalog import forms
from etl.documents.document import Document, Paragraph
from etl.parsing.labels import fold

LEAST_ROWS = 3
ROW_OF_HEADS = re.compile(r"本年新?制[作发][数件]量?数?本年(?:新公开|废止)|上一年项目数量本年增/?减处理决定数量")
ROW_OF_DISCLOSURE = re.compile(r"(规章|规范性文件|行政许可|其他对外管理服务事项|行政处罚|行政强制)\d{3,}")
NARROW = str.maketrans("（），：", "(),:")  # as labels are folded


def rows_run_together(document: Document) -> int:
    """How many rows of table three stand in a document as their label with seven or more figures right behind it, or of
    table two with three of them below a header of one piece; 0 for fewer than three, which may be chance."""
    text = "".join("".join(block.text.split()) for block in document.blocks if isinstance(block, Paragraph))
    text = text.translate(NARROW)
    found = len(set(_run_together().findall(text)))
    if ROW_OF_HEADS.search(text):
        found += len(set(ROW_OF_DISCLOSURE.findall(text)))
    return found if found >= LEAST_ROWS else 0


@cache
def _run_together() -> re.Pattern[str]:
    """A label of a row of table three with figures behind it."""
    names = {fold(entry.label).text for version in forms.versions() for entry in forms.rows(version, "requests")}
    plain = {re.sub(r"^\W*(?:[一二三四五六七\d]+\W)?\s*|\W*$", "", name) for name in names}
    return re.compile("(" + "|".join(sorted(map(re.escape, plain), key=len, reverse=True)) + r")[)）”\"]?\d{7,}")
