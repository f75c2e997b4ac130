"""Owns which relative of the annual report a document is, told by its name or by what its first sentences present."""

from __future__ import annotations

import re

from etl.parsing.identity.text import SECTION_HEAD, Text, relative_in, words
from etl.parsing.identity.titles import Title, parse_title

RELATIVE_LINE = re.compile(r"公开|报表|决算|预算|总结|网站|政务|依法|法治")
BRACKETED_TITLE = re.compile(r"^[【\[《](.{6,40})[】\]》]")
NAMED_TITLE = re.compile(r"^(?:(?:信息|文件)?名称|标题)[:|]")
BEFORE_SITE = re.compile(r"[_|]|(?<!\d)-(?!\d)|--+")  # the name of a page, before those of its column and its site
FULL_NAME = re.compile(
    r"^(?=.*(?:20\d\d年|关于))[^。:|>]{10,60}(?:报告|总结|通知|通报|公告|公报|方案|意见|办法|说明|决算|预算)$"
)
PRESENTED = re.compile(
    r"现[就将](?P<named>[^。:]{0,60}?)(?:进行|作)?(?:如下|以下)?"
    r"(?P<verb>报告|汇报|总结|通报|通知|公告|解读|说明|函告)(?:如下|:)"
    r"|现[就将](?P<content>[^。:]{0,60}?)进行(?:如下|以下)(?P<action>解读|说明)"
)
OTHER_VERBS = {"通知": "notice_or_rules", "解读": "news_of_reports", "通报": "news_of_reports"}
RULES_IN_NAME = ("制度", "办法", "规定", "格式", "编制", "填报", "报送工作", "发布工作")


def about(title: Title) -> str:
    """The code for a title that names something about reports: a notice, rules, or news of them."""
    if named := relative_in(title.text + title.rest):
        return named
    if title.is_news:
        return "news_of_reports"
    return "notice_or_rules" if any(word in title.rest for word in RULES_IN_NAME) else "not_this_kind"


def name_of_page(text: Text) -> str:
    """What the container, or a line over the text (标题:…), calls it, without the names of column and site behind it;
    empty where nothing does."""
    over = (NAMED_TITLE.sub("", line.text) for line in text.lines[:2] if NAMED_TITLE.match(line.text))
    return BEFORE_SITE.split(text.metadata.get("title") or next(over, ""), maxsplit=1)[0]


def is_column(text: Text) -> bool:
    """Whether a page bears no more than the name of its column."""
    column = text.metadata.get("column", "")
    return bool(column) and name_of_page(text) == column


def relative_of(text: Text, presents_itself: bool) -> tuple[str, str] | None:
    """(problem code, name) of a near relative: the container's own title, a heading, a first line that looks like one,
    one in brackets before the first sentence, or what that sentence presents. `presents_itself` says that the text
    calls itself an annual report, against which the container's title alone says nothing of other work."""
    own = name_of_page(text)
    if parse_title(own) is None and (code := relative_in(own)):
        return code, own[:60]
    if parse_title(own) is None and not presents_itself and (code := _by_own_name(own)):
        return code, own[:60]
    heads = [line.text for line in text.head if line.is_heading and not SECTION_HEAD.match(line.text)]
    heads += [found[1] for line in text.lines[:2] if (found := BRACKETED_TITLE.match(line.text))]
    for candidate in heads:
        if parse_title(candidate) is None and (code := relative_in(candidate)):
            return code, candidate[:60]
    for candidate in (line.text for line in text.lines[:2] if FULL_NAME.match(line.text)):
        if parse_title(candidate) is None and (code := relative_in(candidate) or _by_own_name(candidate)):
            return code, candidate
    first = [line.text for line in text.head[:12] if 8 < len(line.text) < 60 and "。" not in line.text]
    for candidate in (NAMED_TITLE.sub("", line) for line in first if not SECTION_HEAD.match(line)):
        if parse_title(candidate) is None and RELATIVE_LINE.search(candidate):
            code = relative_in(re.sub(r"[(].*[)]$", "", candidate), at_end=True)
            code = code or (relative_in(candidate) if candidate.startswith("关于") else None)
            if code:
                return code, candidate[:60]
    return _presented(text)


def _by_own_name(own: str) -> str | None:
    """The code of a page whose name is that of a page on how to ask, of rules, of accounts or of other work."""
    if any(word in own for word in words()["own_name_of_notice"]):
        return "notice_or_rules"
    if any(word in own for word in words()["own_name_of_accounts"]):
        return "accounts"
    if "公开" not in own and any(word in own for word in words()["own_name_of_other_work"]):
        return "not_this_kind"
    return None


def _presented(text: Text) -> tuple[str, str] | None:
    """What the first sentences present: 现将…法治政府建设情况报告如下, 现就有关事项通知如下."""
    found = PRESENTED.search(text.opening)
    if found is None:
        return None
    said = found[0].rstrip(":")[:60]
    named, verb = found["named"] or found["content"] or "", found["verb"] or found["action"]
    if "公开" in named and verb == "通报":
        return None  # a report may be given in this form
    if code := OTHER_VERBS.get(verb):
        return code, said
    code = relative_in(named) if "公开" not in named else None
    if code == "notice_or_rules":
        code = "not_this_kind"  # what reports on other work ends with the plan of the next year
    return (code, said) if code else None
