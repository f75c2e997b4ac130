"""Owns the day on which a report was published: metadata, printed date line, signature at the end."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from etl.parsing.identity.text import Text
from etl.parsing.values import chinese

DATE = r"((?:19|20)\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})"
PUBLISHED = re.compile(
    r"(?:(?:发布|发表|公开|公布)(?:日期|时间)|(?:^|[^\u4e00-\u9fff])(?:时间|日期)|来源:(?:(?!更新)[^:]){2,30}?(?:日期|时间))"
    rf"[:：\[|\s]*{DATE}"
)
WRITTEN = re.compile(rf"(?:发文|生成|成文|印发)(?:日期|时间)[:：\[|\s]*{DATE}")
LABEL_ALONE = re.compile(r"^[•·*-]?(?:发布|发表|公开|公布|发文|生成|成文|印发)(?:日期|时间):?$")
DATED = re.compile(rf"^{DATE}日?(?=来源|\(点击|作者|浏览|点击|字号|字体|\d\d:)")
SIGNED = re.compile(rf"^[\u4e00-\u9fff]{{0,24}}?{DATE}日?$")
COMPACT = re.compile(r"^((?:19|20)\d\d)-?(\d\d)-?(\d\d)")
COMPACT_LABELLED = re.compile(
    r"(?:发布|发文|发表|公开|生成|成文|印发|公布)(?:日期|时间)[:：\[|\s]*((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)"
)
UPDATED = re.compile(rf"更新(?:日期|时间)[:：\[|\s]*{DATE}")
NUMERAL = r"([一二三四五六七八九十]{1,3})"
SIGNED_IN_WORDS = re.compile(rf"^[\u4e00-\u9fff]{{0,24}}?((?:19|20)\d\d)年{NUMERAL}月{NUMERAL}日$")
LAST_LINES = 6


def published_on(text: Text) -> tuple[str, str] | None:
    """(YYYY-MM-DD, what it was read from), or None. A day of signing counts where none of publication is printed, a
    day of the last change only where there is nothing else."""
    if day := _stated(text, "published_on"):
        return day, "文件自带的发布日期"
    head = [line.text for line in text.head]
    apart = (f"{one}{other}" for one, other in pairwise(head) if LABEL_ALONE.match(one))
    before = (*head, *apart, *text.small_rows)
    for patterns in ((PUBLISHED, DATED), (WRITTEN, COMPACT_LABELLED)):
        for line in before:
            found = next((match for pattern in patterns if (match := pattern.search(line))), None)
            if found and (day := _day(found)):
                return day, f"发布日期：{found[0]}"
    if day := _stated(text, "written_on"):
        return day, "文件自带的成文日期"
    for last in reversed(text.lines[-LAST_LINES:]):
        signed = (SIGNED.match(last.text) or SIGNED_IN_WORDS.match(last.text)) if len(last.text) < 40 else None
        if signed and (day := _day(signed)):
            return day, f"落款：{last.text}"
    if day := _stated(text, "updated_on"):
        return day, "文件自带的更新日期"
    updated = next((found for line in text.head if (found := UPDATED.search(line.text))), None)
    day = _day(updated) if updated else None
    return (day, f"更新日期：{updated[0]}") if updated and day else None


def _stated(text: Text, key: str) -> str | None:
    """The day that the container states under a key."""
    stated = text.metadata.get(key, "")
    found = re.search(DATE, stated) or COMPACT.match(stated)
    return _day(found) if found else None


def _day(found: re.Match[str]) -> str | None:
    """The day as text, if there is such a day."""
    try:
        return date(int(found[1]), _number(found[2]), _number(found[3])).isoformat()
    except ValueError:
        return None


def _number(text: str) -> int:
    """A month or a day in digits or in words: 二十二 is 22."""
    return int(text) if text.isdecimal() and text.isascii() else int(chinese(text) or 0)
