"""Owns the question whether a document is an annual report at all, and which of its relatives it is if not."""

from __future__ import annotations

import re

from etl.agencies import Registry
from etl.errors import UnreadableDocument
from etl.parsing.identity.empty_forms import refuse_empty_form
from etl.parsing.identity.institutions import institution_of
from etl.parsing.identity.mirrors import refuse_mirror
from etl.parsing.identity.relatives import about, is_column, name_of_page, relative_of
from etl.parsing.identity.text import Text, relative_in, words
from etl.parsing.identity.titles import CORE, Title, parse_title

PLACEHOLDER = re.compile(
    r"(?:(?<![xX×＊])[xX×＊]{2,8}|某某?|(?<![〇○])[〇○]{2,8}|(?<!_)_{2,20})(?=省|市|县|区|州|镇|乡|街道|局|厅|委|办|单位|部门|人民政府|年)"
)
YEAR_LEFT_OPEN = re.compile(r"20[xX×_＊*]{2}年|(?<!\d)20\d[xX×＊*]年|(?<![xX×])[xX×]{4}年|(?<!_)_{2,20}年")
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
REPORT_PATH = re.compile(r"gov\.cn/.*(?:gknb|xxgkzl|ndbg|gkndbg|annual_?report)", re.IGNORECASE)
ARTICLE = re.compile(
    r"第[一二三四五六]条(?!第)|制定本(?:制度|办法|规定|规则|细则)|本(?:制度|办法|规定)(?:所称|适用|自.{0,12}[施实执]行)|特制定本"
)
ARTICLE_LINE = re.compile(r"^第[一二三四五六七八九十百]{1,4}条(?!第)", re.MULTILINE)
REPORTED = re.compile(
    r"(?:公开|发布|收到|受理|接到|办结|答复|推送|更新|制发|申请|复议|诉讼|平台|网站)[^。\n]{0,30}?\d+(?:\.\d+)?[余多万]*[)\]]?(?:条|件|篇|项|次|份|起|期|场)"
    r"|(?:未|没有|无)(?:收到|受理|接到|接收|发生|收取)[^。]{0,30}(?:申请|公开|复议|诉讼|费)|统计(?:期限|时限|时间)"
)
PRESENTS_ITSELF = re.compile(
    r"编制(?:形成)?了?[本此](?:年度?)?(?:报告|年报)|本(?:年度?)?(?:报告|年报)[^。]{0,30}(?:根据|依据|按照|由|包括|包含)|(?:现将|公布|公开|发布)[^。]{0,50}信息公开[^。]{0,12}(?:报告|年报)"
)
TRANSLATED = re.compile(
    r"(?i)(?:annual|work)report.{0,80}(?:disclosure|openness|information)|(?:disclosure|openness).{0,80}annualreport"
)
LEFT_OPEN = re.compile(r"(?<![xX×a-zA-Z\d])[xX×]{1,4}(?:条|件|次|篇|项|份|名|镇|乡|村|街道|局)")
SHARED = re.compile(
    r"由会员分享|由用户上传|仅展示\d+字|珍藏版|汇编\d+篇|[【(]篇[一1][】)]"
)  # said by sites on which people share texts to copy
MASKED = re.compile(r"(?<![\d*＊])[*＊]{2,6}余?(?:条|件|次|篇|项|份|万元)|(?<![xX×\d])[xX×]{2,4}(?:条|件|篇|项|次)")
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
    if has_tables:
        refuse_empty_form(text, title)
    if institution := institution_of(text, title):
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
    if len(ARTICLE_LINE.findall(text.body)) >= 2 and (title is None or title.is_about_a_report):
        raise UnreadableDocument("notice_or_rules", title.text[:60] if title else text.lines[0].text[:40])
    if text.statutory_sections >= 4:
        return
    if _lists_titles(text):
        raise UnreadableDocument("index_page")
    if title is not None and title.is_about_a_report:
        raise UnreadableDocument(about(title), title.text[:60])
    if title is None or (title.agency is None and title.year is None):
        if is_column(text) and not _tells(text):
            raise UnreadableDocument("index_page")  # the name of the column over links
        presents_itself = PRESENTS_ITSELF.search(text.opening) is not None
        if relative := relative_of(text, presents_itself):
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
        named = name_of_page(text) or (text.lines[0].text if text.lines else "没有文字")
        raise UnreadableDocument("no_report", named[:40])


def _tells(text: Text) -> bool:
    """Whether any sentence speaks of disclosure: the site's own words about browsers do not."""
    return any("。" in line.text and "公开" in line.text for line in text.lines)


def _refuse_asking(text: Text) -> None:
    """Raise where a text without figures begins as a notice, which says what sections a report must have."""
    for line in text.head[:FIRST_LINES]:
        named = parse_title(line.text)
        if named is not None and named.is_about_a_report and (code := relative_in(named.text)):
            raise UnreadableDocument(code, named.text[:60])


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
    open_places = len(PLACEHOLDER.findall(text.body)) + 2 * len(YEAR_LEFT_OPEN.findall(text.body))
    if open_places:
        open_places += len(LEFT_OPEN.findall(text.body)) + 2 * (SHARED.search(text.body) is not None)
    if open_places >= 4:
        raise UnreadableDocument("model_text", f"{open_places} 处单位、年份或数字未填写")


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
