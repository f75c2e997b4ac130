"""Owns the question whether a document is an annual report at all, and which of its relatives it is if not."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from etl.agencies import Registry
from etl.errors import UnreadableDocument
from etl.parsing.identity.script import traditional_share
from etl.parsing.identity.text import Text, words
from etl.parsing.identity.titles import Title, parse_title
from etl.register.regions import sound_of

PLACEHOLDER = re.compile(
    r"(?:(?<![xX×＊])[xX×＊]{2,8}|某某?|(?<![〇○])[〇○]{2,8}|(?<!_)_{2,20})(?=省|市|县|区|州|镇|乡|街道|局|厅|委|办|单位|部门|人民政府|年)"
)
YEAR_LEFT_OPEN = re.compile(r"20[xX×_＊*]{2}年|(?<![xX×])[xX×]{4}年|(?<!_)_{2,20}年")
RUBY = re.compile(r"[\u4e00-\u9fff][(（][a-zA-Z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zA-Z]*[)）]")
LOST_NUMERAL = re.compile(r"(?:^|\n)[(（][?？�]{1,3}[)）]")
GOVERNMENT_PATH = re.compile(
    r"/(?:art_[\w]+|post_\d+|t20\d{6}_\d+)(?=[/_.?]|$)|/art/20\d\d/|/col/\d+_\d+/art/"
    r"|/\w*(?:xxgk|gknb)\w*/(?:[^?]*/)?[0-9a-f-]{16,}\."
)
TRUSTED_HOSTS = (".gov.cn", ".edu.cn", ".mil.cn", ".ac.cn")
NEVER_REFUSED = (".org.cn", ".政务", ".公益")
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
ENCYCLOPAEDIA = re.compile(r"wiki|baike|wenku|zhidao|docin|doc88")
REPORT_PATH = re.compile(r"gov\.cn/.*(?:gknb|xxgkzl|ndbg|gkndbg|annual_?report)", re.IGNORECASE)
ARTICLE = re.compile(r"第[一二三四五六]条(?!第)|特制定本|本(?:制度|办法)所称")
REPORTED = re.compile(
    r"(?:公开|发布|收到|受理|接到|办结|答复|推送|更新|制发|申请|复议|诉讼|平台|网站)[^。\n]{0,30}?\d+(?:\.\d+)?[余多万]*(?:条|件|篇|项|次|份|起|期|场)"
    r"|(?:未|没有|无)(?:收到|受理|接到|接收|发生|收取)[^。]{0,30}(?:申请|公开|复议|诉讼|费)|统计(?:期限|时限|时间)"
)
SOME_TEXT = 40
FEW_CHARACTERS = 16
MANY_TITLES = 4


def refuse_unless_report(text: Text, title: Title | None, address: str | None, registry: Registry) -> str | None:
    """Raise UnreadableDocument where this is no annual report; else a doubt about the source, or None.

    What prints statutory tables or most statutory sections gets in, whatever it calls itself, unless it is a model
    text or stands on a hacked mirror."""
    _refuse_model(text, title)
    doubt = _refuse_mirror(text, title, address, registry)
    if text.statutory_tables >= 2:
        return doubt
    is_built = text.statutory_sections >= 4
    if not is_built and _lists_titles(text):
        raise UnreadableDocument("index_page")
    if title is not None and title.is_about_a_report and not is_built:
        raise UnreadableDocument("not_this_kind", title.text[:60])
    if title is None or (title.agency is None and title.year is None):
        relative = _relative(text)
        if relative and not is_built:
            raise UnreadableDocument("not_this_kind", relative)
    if is_built:
        return doubt
    length = sum(len(line.text) for line in text.lines if title is None or line.text != title.text)
    has_figures = any(grid.rows for grid in text.document.grids)
    if title is not None:
        if length < FEW_CHARACTERS and not has_figures:
            raise UnreadableDocument("no_report", "只有标题，没有正文")
        return doubt
    if address and length > SOME_TEXT and REPORT_PATH.search(address):
        return doubt
    if len(ARTICLE.findall(text.body)) >= 2:
        raise UnreadableDocument("not_this_kind", text.lines[0].text[:40])
    says_so = any(word in text.body for word in SIGNATURES) and REPORTED.search(text.body) is not None
    if says_so or text.statutory_sections >= 2 or (has_figures and text.statutory_tables):
        return doubt
    raise UnreadableDocument("no_report", text.lines[0].text[:40] if text.lines else "没有文字")


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


def _refuse_mirror(text: Text, title: Title | None, address: str | None, registry: Registry) -> str | None:
    """Raise where the page looks like a hacked mirror; else say why its source is weak, or None."""
    everything = text.body + text.metadata.get("title", "") + text.metadata.get("description", "")
    betting = [word for word in words()["mirror_words"] if word in everything]
    lines = (*text.head, *text.lines[:3])
    in_title = any(word in line.text for line in lines if len(line.text) < 120 for word in betting)
    in_title = in_title or any(word in text.metadata.get("title", "") for word in betting)
    if in_title or len(betting) >= 3:
        raise UnreadableDocument("suspected_mirror", "、".join(betting[:3]))
    printed = "\n".join(line.printed for line in text.lines)
    if len(RUBY.findall(printed)) >= 2:
        raise UnreadableDocument("suspected_mirror", "词中夹有拼音")
    host = (urlsplit(address).hostname or "") if address else ""
    if not address or not host or host.endswith(TRUSTED_HOSTS):
        return None
    is_number = host.replace(".", "").isdigit()  # a server known by its number may be the government's own
    foreign = not is_number and not host.endswith(NEVER_REFUSED) and not _host_fits(host, text, title, registry)
    signs = ["政府网站的路径在别的网站上"] if GOVERNMENT_PATH.search(urlsplit(address).path) else []
    signs += ["繁体"] if traditional_share(printed) > 0.08 else []
    signs += [f"“{betting[0]}”"] if betting else []
    signs += ["序号成乱码"] if LOST_NUMERAL.search(printed) else []
    if foreign and signs and not ENCYCLOPAEDIA.search(address):
        raise UnreadableDocument("suspected_mirror", f"{host}：{'，'.join(signs)}")
    return f"{host} 不是政府网站"


def _host_fits(host: str, text: Text, title: Title | None, registry: Registry) -> bool:
    """Whether the host name holds the pinyin of a place that the head of the document names."""
    name = host.removeprefix("www.").replace("-", "")
    named = [title.agency] if title is not None and title.agency else []
    for words_of_place in (*named, *(line.text[:30] for line in text.head[:12])):
        for place in registry.regions.read_places(words_of_place)[:2]:
            if any(
                (sound := sound_of(registry.regions.by_code[code])) in name and len(sound) > 3 for code in place.codes
            ):
                return True
    return False


def _lists_titles(text: Text) -> bool:
    """Whether the document is little else than a list of reports."""
    found = [line for line in text.lines if len(line.text) < 80 and parse_title(line.text) is not None]
    distinct = {line.text for line in found}
    prose = sum(len(line.text) for line in text.lines if "。" in line.text)
    return len(distinct) >= MANY_TITLES and prose < 40 * len(distinct)


def _relative(text: Text) -> str | None:
    """The title of a near relative: the container's own, a heading, or a first line that looks like one."""
    own = text.metadata.get("title", "")
    heads = [line.text for line in text.head if line.is_heading]
    first = [line.text for line in text.head[:12] if 8 < len(line.text) < 60 and "。" not in line.text]
    for candidate in (own, *heads):
        if parse_title(candidate) is None and any(word in candidate for word in words()["relatives"]):
            return candidate[:60]
    for candidate in first:
        if parse_title(candidate) is None and RELATIVE_LINE.search(candidate):
            ends = re.sub(r"[(].*[)]$", "", candidate).endswith(words()["relatives"])
            if ends or (candidate.startswith("关于") and any(word in candidate for word in words()["relatives"])):
                return candidate[:60]
    return None
