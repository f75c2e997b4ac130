"""Owns the title of a report in all its forms: wrapped, doubled, year first, covering letter, bare."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.parsing.identity.text import Line, Text, words
from etl.register.regions import Regions

YEAR = r"(?:19|20)\d\d"
CORE = re.compile(
    rf"(?:政府信息[和与及]政务公开|(?:政府|政务|府)?信息公开|政务公开(?=(?:工作)?(?:{YEAR})?年度报告))(?:工作)?(?P<inner>{YEAR}年?度?)?(?:工作|工|作)?(?:开展)?(?:年度|年)?(?:工作|情况|工|作)*(?:(?<=情况)的)?"
    rf"(?:报告|年报|(?<=年)报)(?:书)?(?:[(\[]?(?P<after>{YEAR})年?度?(?:[)\]]|$))?"
)
YEAR_IN_HEAD = re.compile(rf"(?<!\d)({YEAR})(?:年{{1,2}}度?|(?=[^\d年]|$))")
FUSED_YEAR = re.compile(rf"^({YEAR})(?=[^\d])")
CUT = re.compile(r".*[《>＞|｜»:。;!?]")
LETTER = re.compile(r"^(?P<issuer>.*?)关于(?:做好|报送|公布|印发|发布|上报|公开|转发|编制|呈报|报告)*(?P<inner>.*)$")
ASKING = re.compile(r"关于(?:报送|做好|编制|上报|开展|认真)")
DUTY = re.compile(r"(?:组织|负责)(?:编制|编写|起草)")  # a duty among others, in rules: 组织编制…年度报告
ASKED = re.compile(r"》?的?(?:[有相]关(?:事项|工作|问题|要求)的)?(?:预?通知|紧急通知)")
POINTER = re.compile(r"(?:点击|查看|相关|附).{0,6}$")
NAMED_AFTER = re.compile(r"[(\[](?P<name>[\u4e00-\u9fff]{4,30})[)\]]$")
GOES_ON = re.compile(
    r"^(?!的|编|发布|公布|解读|图解|图文|文字|点击|查看|二维码|附|及|和|制度|办法|规定|已|范文|模板|样本|正文|全文)[\u4e00-\u9fff]"
)
INTERPRETED = re.compile(
    r"^\W*(?:(?:文字|图文|图片|图表|视频|政策|年报)?(?:解读|图解)|一(?:图|张图)(?:读懂|看懂|了解))(?:\W|$)"
)
NEWS_HEAD = re.compile(r"召开|举办|部署会|培训会|推进会")
NOTICE_LINE = re.compile(r"^.{0,10}(?:编制|发布|公布|报送|上报).{0,12}(?:通知|通报)$")
NEWS_VERB = re.compile(r"(?:公布|发布|印发|推出|晒出)$")
ORGANISATION = re.compile(
    r"(?:局|委|委员会|政府|办公室|办公厅|厅|中心|街道|街道办|办事处|镇|乡|苏木|[县市区州盟旗]|管委会|部|署|办|院|队|会|分局|站|所)$"
)
PATH_WORDS = ("当前位置", "您的位置", "您现在的位置", "所在位置", "首页", "上一篇", "下一篇", "相关", "附件")
COLUMN_LINE = re.compile(r"(?:所属|信息)?(?:栏目|分类|类别)(?:名称)?[:|]")  # names where a page is filed
LONGEST_TITLE = 90
SHORT_LINE = 40


@dataclass(frozen=True, slots=True)
class Title:
    """A title as read: whose and of which year; `rest` is what stands after the name of the report."""

    text: str
    agency: str | None
    year: int | None
    rest: str = ""
    is_news: bool = False
    source: str = "标题"
    score: int = 0

    @property
    def goes_on(self) -> bool:
        """Whether a sentence goes on after the name of the report: a mention, not a title; a doubled title is one."""
        return GOES_ON.match(self.rest) is not None and not self.rest.startswith((self.agency or "。")[:4])

    @property
    def is_about_a_report(self) -> bool:
        """Whether the title names a notice, a guide or news about reports rather than a report."""
        found = ((self.rest.find(word), word) for word in words()["about_a_report"])
        return self.is_news or any(at >= 0 and not POINTER.search(self.rest[:at]) for at, _ in found)


def parse_title(text: str) -> Title | None:
    """The title that a line without white space holds; None where it does not name such a report."""
    core = CORE.search(text)
    if core is None or DUTY.search(text[: core.start()]):
        return None
    head = CUT.sub("", text[: core.start()])
    if head.endswith("人民"):
        head += "政府"  # …人民政府信息公开…: the word belongs to both
    year = core["inner"]
    rest = text[core.end() :][:40]
    asks = False
    if letter := LETTER.match(head):
        asks = ASKING.search(head) is not None and ASKED.match(rest) is not None
        head = letter["inner"] if YEAR_IN_HEAD.sub("", letter["inner"]) not in ("", "本") else letter["issuer"]
        if not year and (stated := YEAR_IN_HEAD.search(letter["inner"])):
            year = stated[1]
    found = [*YEAR_IN_HEAD.finditer(head)]
    if not found and (fused := FUSED_YEAR.match(head)):
        found = [fused]
    if found:
        last = found[-1] if found[0].start() != 0 or len(found) > 1 else found[0]
        year = year or last[1]
        before, behind = head[: last.start()], head[last.end() :]
        # 海关总署2010年海关信息公开…, 某市2012年环境信息公开…: a word for the information, no part of the name
        is_qualifier = 0 < len(behind) <= 4 and ORGANISATION.search(before) and not ORGANISATION.search(behind)
        head = before if is_qualifier and len(found) == 1 else before + behind
        if len(found) > 1 and found[0].start() == 0 and head.startswith(found[0][0]):
            head = head.removeprefix(found[0][0])  # the year of publication before the name
    agency = head.strip("-_—·・,.、()[]\"'“”‘’ 的")
    agency += ")" * (agency.count("(") - agency.count(")"))  # X区(Y区): the bracket is part of the name
    agency = re.sub(
        r"^(?:附件[\d一二三:]*|(?:文件|信息)?(?:名称|标题|下载)[:：]?|现将|公布|关于|本级|年度?|全文:?)", "", agency
    )
    is_news = INTERPRETED.match(text) is not None
    is_news |= letter is None and (NEWS_VERB.search(agency) or NEWS_HEAD.search(head)) is not None
    agency = NEWS_VERB.sub("", agency)
    if not re.search(r"[\u4e00-\u9fff]{2}|[xX×]{2}", agency):
        agency = ""
    if not agency and (named := NAMED_AFTER.match(rest)) and ORGANISATION.search(named["name"]):
        agency = named["name"]
    year = year or core["after"]
    stated_year = int(year[:4]) if year else None
    return Title(text, agency or None, stated_year, rest, is_news or asks)


def find_title(text: Text, regions: Regions) -> Title | None:
    """The best title among the lines before the report's text, single or joined, and the container's own title."""
    own = text.metadata.get("title", "")
    best: Title | None = None
    for at, line in enumerate(text.head):
        for title in _titles_at(text.head, at, regions):
            scored = _scored(title, line, own, regions)
            if best is None or scored.score > best.score or (scored.score == best.score and not line.is_heading):
                best = scored
    if best is not None and best.goes_on:
        best = None  # a sentence that mentions the report
    if best is not None and (best.agency or best.year):
        return best
    container = parse_title(own) if own else None
    if container is not None and (container.agency or container.year or best is None):
        return replace(container, source="文件自带标题")
    return best


def _titles_at(lines: Sequence[Line], at: int, regions: Regions) -> list[Title]:
    """The titles that begin in one line: in itself, and joined with one or two lines after it."""
    first = lines[at].text
    if len(first) > LONGEST_TITLE or first.startswith(PATH_WORDS) or first.count(">") > 1 or COLUMN_LINE.match(first):
        return []
    if "。" in first or ("," in first and len(first) > SHORT_LINE):
        return []
    whole = parse_title(first)
    if whole is not None:
        return [_with_next(whole, lines[at + 1 : at + 2])]
    if len(first) > SHORT_LINE or re.search(r"[>|:。,]", first):
        return []
    wrapped = _wrapped(first, [line.text for line in lines[at + 1 : at + 3]])
    if wrapped is None or (first.endswith("政府") and _has_its_place(lines[at + 1 : at + 2], regions)):
        return []
    end = next(
        (end for end in (at + 2, at + 3) if len(wrapped.text) <= sum(len(line.text) for line in lines[at:end])), at
    )
    return [_with_next(wrapped, lines[end : end + 1])]


def _has_its_place(following: Sequence[Line], regions: Regions) -> bool:
    """Whether the next line is a title whose agency has its own place: the line before it is the name of the site."""
    title = parse_title(following[0].text) if following else None
    return title is not None and title.agency is not None and bool(regions.read_places(title.agency))


def _with_next(title: Title, following: Sequence[Line]) -> Title:
    """The title together with the end of a notice on the next line: 编制和发布工作的通知."""
    if not title.rest and following and NOTICE_LINE.match(following[0].text):
        return replace(title, rest=following[0].text)
    return title


def _wrapped(first: str, following: list[str]) -> Title | None:
    """The title that a line makes with one or two lines after it, if it does not stand whole in one of them."""
    before = first
    for line in following:
        if len(line) > SHORT_LINE or "。" in line:
            return None
        joined = before + line
        core, title = CORE.search(joined), parse_title(joined)
        if core is not None and title is not None:
            is_split = core.start() < len(before) < core.end()
            is_named = ORGANISATION.search(before) is not None or re.search(YEAR, before) is not None
            return title if is_split or is_named else None
        before = joined
    return None


def _scored(title: Title, line: Line, own: str, regions: Regions) -> Title:
    """The title with what speaks for it: an agency, a year, a heading, agreement with the container's title."""
    score = 2 * (title.year is not None) + (title.agency is not None)
    score += 2 * bool(title.agency and ORGANISATION.search(title.agency) and len(title.agency) < 40)
    score += line.is_heading + (bool(own) and title.text[:30] in own)
    score += bool(title.agency and any(place.is_full for place in regions.read_places(title.agency)))
    score -= 6 * title.goes_on + 3 * title.is_about_a_report
    return replace(title, score=score)


def neighbours(text: Text, title: Title) -> list[str]:
    """Names that stand beside a bare title: in brackets or alone on the next line, alone on the line before."""
    found: list[str] = []
    for at, line in enumerate(text.head):
        if line.text != title.text:
            continue
        for near in (*text.head[at + 1 : at + 3], *reversed(text.head[max(0, at - 2) : at])):
            name = near.text.strip("()[]")
            if 3 < len(name) <= SHORT_LINE and ORGANISATION.search(name) and not re.search(r"[。:>|,]", name):
                found.append(name)
    return found
