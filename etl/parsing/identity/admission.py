"""Owns the question whether a document is an annual report at all, and which of its relatives it is if not."""

from __future__ import annotations

import re

from etl.agencies import Registry
from etl.errors import UnreadableDocument
from etl.parsing.identity.mirrors import refuse_mirror
from etl.parsing.identity.text import Text, relative_in, words
from etl.parsing.identity.titles import CORE, Title, parse_title

PLACEHOLDER = re.compile(
    r"(?:(?<![xX×＊])[xX×＊]{2,8}|某某?|(?<![〇○])[〇○]{2,8}|(?<!_)_{2,20})(?=省|市|县|区|州|镇|乡|街道|局|厅|委|办|单位|部门|人民政府|年)"
)
YEAR_LEFT_OPEN = re.compile(r"20[xX×_＊*]{2}年|(?<![xX×])[xX×]{4}年|(?<!_)_{2,20}年")
SIGNATURES = (
    "信息公开申请",
    "依申请公开",
    "主动公开",
    "行政复议",
    "信息公开工作",
    "公开政府信息",
    "政府信息公开",
    "政务公开",
)
RELATIVE_LINE = re.compile(r"公开|报表|决算|预算|总结|网站|政务|依法|法治")
REPORT_PATH = re.compile(r"gov\.cn/.*(?:gknb|xxgkzl|ndbg|gkndbg|annual_?report)", re.IGNORECASE)
ARTICLE = re.compile(r"第[一二三四五六]条(?!第)|特制定本|本(?:制度|办法)所称")
REPORTED = re.compile(
    r"(?:公开|发布|收到|受理|接到|办结|答复|推送|更新|制发|申请|复议|诉讼|平台|网站)[^。\n]{0,30}?\d+(?:\.\d+)?[余多万]*[)\]]?(?:条|件|篇|项|次|份|起|期|场)"
    r"|(?:未|没有|无)(?:收到|受理|接到|接收|发生|收取)[^。]{0,30}(?:申请|公开|复议|诉讼|费)|统计(?:期限|时限|时间)"
)
PRESENTS_ITSELF = re.compile(
    r"编制(?:形成)?了?[本此](?:年度?)?(?:报告|年报)|本(?:年度?)?(?:报告|年报)[^。]{0,30}(?:根据|依据|按照|由|包括|包含)|(?:现将|公布|公开|发布)[^。]{0,50}信息公开[^。]{0,12}(?:报告|年报)"
)
OTHER_RULES = re.compile(r"高等学校信息公开办法|教育部令第29号|公共企事业单位信息公开规定制定办法|企业信息公开办法")
SCHOOL_YEAR = re.compile(r"20\d\d[-—–至]*(?:20\d\d)?学年")
TRANSLATED = re.compile(
    r"(?i)annualreport.{0,80}(?:disclosure|openness|information)|(?:disclosure|openness).{0,80}annualreport"
)
MASKED = re.compile(r"(?<![\d*＊])[*＊]{2,6}余?(?:条|件|次|篇|项|份|万元)|(?<![xX×\d])[xX×]{2,4}(?:条|件|篇|项|次)")
BRACKETED_TITLE = re.compile(r"^[【\[《](.{6,40})[】\]》]")
NAMED_TITLE = re.compile(r"^(?:(?:信息|文件)?名称|标题)[:|]")
SOME_TEXT = 40
FEW_CHARACTERS = 16
MANY_TITLES = 4
FIRST_LINES = 3


Doubt = tuple[str, str]  # problem code and its detail


def refuse_unless_report(text: Text, title: Title | None, address: str | None, registry: Registry) -> list[Doubt]:
    """Raise UnreadableDocument where this is no annual report; else what a person should know of the source.

    What prints statutory tables or most statutory sections gets in, whatever it calls itself, unless it is a model
    text, a list of faults that quotes the tables, or stands on a hacked mirror."""
    _refuse_model(text, title)
    _refuse_list_of_faults(text)
    source = refuse_mirror(text, title, address, registry)
    doubts = ([source] if source else []) + _masked(text)
    has_tables = text.statutory_tables >= 2
    if institution := _institution(text, title):
        if not has_tables:
            raise UnreadableDocument("other_publisher", institution)
        doubts.append(("institution", institution))
    if not has_tables:
        _refuse_relatives(text, title, address)
    return doubts


def _refuse_relatives(text: Text, title: Title | None, address: str | None) -> None:
    """Raise where a document without statutory tables is a relative of the report, or none at all."""
    if title is None and not REPORTED.search(text.body):
        _refuse_asking(text)
    if text.statutory_sections >= 4:
        return
    if _lists_titles(text):
        raise UnreadableDocument("index_page")
    if title is not None and title.is_about_a_report:
        raise UnreadableDocument(_about(title), title.text[:60])
    if (title is None or (title.agency is None and title.year is None)) and (relative := _relative(text)):
        raise UnreadableDocument(*relative)
    length = sum(len(line.text) for line in text.lines if title is None or line.text != title.text)
    has_figures = any(grid.rows for grid in text.document.grids)
    if title is not None:
        if title.year is None and not has_figures and not text.statutory_sections and not _tells(text):
            raise UnreadableDocument("index_page")  # the name of the column over links that a script fills in
        if length < FEW_CHARACTERS and not has_figures:
            raise UnreadableDocument("no_report", "只有标题，没有正文")
        return
    if address and length > SOME_TEXT and REPORT_PATH.search(address):
        return
    if len(ARTICLE.findall(text.body)) >= 2:
        raise UnreadableDocument("notice_or_rules", text.lines[0].text[:40])
    if TRANSLATED.search(text.body) and not re.search(r"[\u4e00-\u9fff]{8}", text.body):
        raise UnreadableDocument("translation", text.lines[0].printed[:60])
    is_told = REPORTED.search(text.body) is not None or PRESENTS_ITSELF.search(text.opening) is not None
    says_so = is_told and any(word in text.body for word in SIGNATURES)
    if not (says_so or text.statutory_sections >= 2 or (has_figures and text.statutory_tables)):
        raise UnreadableDocument("no_report", text.lines[0].text[:40] if text.lines else "没有文字")


def _tells(text: Text) -> bool:
    """Whether any sentence speaks of disclosure: the site's own words about browsers do not."""
    return any("。" in line.text and "公开" in line.text for line in text.lines)


def _refuse_asking(text: Text) -> None:
    """Raise where a text without figures begins as a notice, which says what sections a report must have."""
    for line in text.head[:FIRST_LINES]:
        named = parse_title(line.text)
        if named is not None and named.is_about_a_report and (code := relative_in(named.text)):
            raise UnreadableDocument(code, named.text[:60])


def _about(title: Title) -> str:
    """The code for a title that names something about reports: a notice, or news of them."""
    return relative_in(title.text + title.rest) or ("news_of_reports" if title.is_news else "not_this_kind")


def _institution(text: Text, title: Title | None) -> str | None:
    """What shows that a school, a hospital or an enterprise reports: its name in the title, or the rules it goes by."""
    named = re.sub(r"20\d\d.*$", "", title.agency) if title is not None and title.agency else ""
    if named.endswith(words()["institutions"]) and not named.endswith("人民银行"):
        return named
    if named and re.search(r"[局委厅府办]$|街道|[镇乡]$", named):
        return None
    by_school_years = SCHOOL_YEAR.findall(text.opening if title is None else title.text)
    found = OTHER_RULES.search(text.opening) or (
        len(by_school_years) >= (2 if title is None else 1) and SCHOOL_YEAR.search(text.opening)
    )
    return found[0] if found else None


def _masked(text: Text) -> list[Doubt]:
    """A doubt where counts are masked: 公开信息**条."""
    found = MASKED.findall(text.body)
    return [("masked_figures", f"{len(found)} 处，如“{found[0]}”")] if len(found) >= 2 else []


def _refuse_model(text: Text, title: Title | None) -> None:
    """Model texts leave the agency or the year open."""
    named = title.text if title is not None else text.metadata.get("title", "")
    if found := PLACEHOLDER.search(named) or YEAR_LEFT_OPEN.search(named):
        raise UnreadableDocument("model_text", found.string[:40])
    if re.search(r"范文|模板|样本", named) and not re.search(r"模板.{0,4}(?:公布|下发)", named):
        raise UnreadableDocument("model_text", named[:40])
    open_places = PLACEHOLDER.findall(text.body)
    if len(open_places) + 2 * len(YEAR_LEFT_OPEN.findall(text.body)) >= 4:
        raise UnreadableDocument("model_text", f"{len(open_places)} 处单位未填写")


def _refuse_list_of_faults(text: Text) -> None:
    """The list of a self-check names the report, its body and rows of its tables, and has none of its sections."""
    if text.statutory_sections >= 4:
        return
    for line in text.head[:FIRST_LINES]:
        title = parse_title(line.text)
        if title is not None and title.rest.startswith(words()["lists_of_faults"]):
            raise UnreadableDocument("work_summary", line.text[:60])


def _lists_titles(text: Text) -> bool:
    """Whether the document is little else than a list of reports, of several bodies or years: the path to a report
    and its own name said again are no list."""
    named = {line.text: parse_title(line.text) for line in text.lines if len(line.text) < 80}
    found = {line: title for line, title in named.items() if title is not None}
    distinct = {(title.agency, title.year) if title.agency or title.year else line for line, title in found.items()}
    prose = sum(len(line.text) for line in text.lines if "。" in line.text)
    in_one = [line.text for line in text.lines if len(line.text) >= 80 and "。" not in line.text]
    run_on = max((len(set(CORE.split(line)[: -1 : CORE.groups + 1])) for line in in_one), default=0)
    many = max(len(distinct), run_on)
    return many >= MANY_TITLES and prose < 40 * many


def _relative(text: Text) -> tuple[str, str] | None:
    """(problem code, title) of a near relative: the container's own title, a heading, a first line that looks like
    one, or one in brackets before the first sentence."""
    own = text.metadata.get("title", "")
    heads = [line.text for line in text.head if line.is_heading]
    heads += [found[1] for line in text.lines[:2] if (found := BRACKETED_TITLE.match(line.text))]
    first = [line.text for line in text.head[:12] if 8 < len(line.text) < 60 and "。" not in line.text]
    first = [NAMED_TITLE.sub("", line) for line in first]
    for candidate in (own, *heads):
        if parse_title(candidate) is None and (code := relative_in(candidate)):
            return code, candidate[:60]
    for candidate in first:
        if parse_title(candidate) is None and RELATIVE_LINE.search(candidate):
            code = relative_in(re.sub(r"[(].*[)]$", "", candidate), at_end=True)
            code = code or (relative_in(candidate) if candidate.startswith("关于") else None)
            if code:
                return code, candidate[:60]
    return None
