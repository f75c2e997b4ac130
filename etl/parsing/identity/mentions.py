"""Owns what the text says of the report's agency: who publishes it, who compiled it, whom to ask, where it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from etl.agencies import Registry
from etl.parsing.identity.text import Text
from etl.parsing.identity.titles import CORE, Title, neighbours, parse_title
from etl.register.kinds import TOWN

YEAR = r"(?:19|20)\d\d"
NAME = r"[\u4e00-\u9fff()·]{2,36}?"
ENDS = r"(?:局|委员会|委|人民政府|政府|办公室|办公厅|厅|中心|街道|办事处|镇|乡|管委会|分局|院|队)"
SAID = r"(?:现将|现公布|现予公布|现公开|现发布|特公布|特发布|公布|发布|公开|现就|编制了?|形成了?)"
ANNOUNCED = re.compile(
    rf"{SAID}《?(?P<name>{NAME}){YEAR}年?度?(?:政府|政务)?信息公开"
    rf"|{SAID}《?{YEAR}年?度?(?P<second>{NAME})(?:政府|政务)?信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)"
    rf"|{SAID}《?(?P<third>{NAME})(?:政府|政务)?信息公开(?:工作)?{YEAR}年?度?(?:工作)?(?:报告|年报)"
)
COMPILED = re.compile(
    rf"(?:报告|年报|本|现)(?:系|是)?由(?P<name>{NAME}{ENDS})(?:负责|组织|根据|按照|依据|依照|按|编制|编写|发布|牵头|,)"
    rf"|要求,?(?:现)?由(?P<second>{NAME}{ENDS})(?:负责|组织)?编[制写]"
    rf"|(?:^|[。,\n])(?P<third>{NAME}{ENDS})(?:根据|按照|依据)[^。]{{4,90}}?(?:编制|编写|形成|制作)(?:了?本|{YEAR}|了|完成|而成|本)"
    rf"|(?:^|[。,\n])(?P<fourth>{NAME}{ENDS})(?:现|特|组织|认真)*编[制写](?:了|完成)?(?:本年?度?报告|{YEAR})"
)
CONTACT = re.compile(
    rf"(?:请(?:与|联系|向|致电|咨询|径与|拨打):?|联系(?:单位|机构|部门):)(?P<name>{NAME}{ENDS})(?:[^\u4e00-\u9fff]|联系|办公室|咨询|反映|政务公开|法规|信息)"
)
PLACED = re.compile(r"(?:地址|办公地点|通讯地址|通信地址)[:为是]?(?P<name>[\u4e00-\u9fff]{4,30})")
PUBLISHER = re.compile(
    r"^(?:发布机构|发文机关|发布单位|公开机构|发文单位|责任部门|信息来源|来源|公开主体)[:：](?P<name>.{4,40})$"
)
SUBJECT = re.compile(
    r"(?:^|[。,;\n\d年度])(?P<name>[\u4e00-\u9fff]{1,24}?(?:局|委员会|(?<![市县区省党州盟旗])委|人民政府|政府办公室|办公厅|街道|办事处|镇|乡|中心|管委会|联社))"
    r"(?=共?(?:政府信息公开|政务公开|未|没有|无|全年|主动|受理|收到|接到|接收|发布|公开|网站|门户|认真|严格|坚持|积极|深入|始终|高度|紧紧"
    r"|全面|贯彻|以习近平|持续|切实|围绕|不断|进一步|结合|扎实|累计|在[市县区省]))"
)
PLACED_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,8}?[省市县区州盟旗](?![委政])[\u4e00-\u9fff]{2,12}?(?:局|委员会|办公室|中心)(?![长属]|[\u4e00-\u9fff]{1,6}?分局)"
)
OF_A_GOVERNMENT = ("government", "government_office", "township", "subdistrict")
PLACES_LIKE_WORDS = "来宾|来安|来凤|和县|和田|和平|和静|和顺|和硕|和布|和龙|和政|和林|经开|经济"
LEADING = re.compile(
    rf"^(?:(?!{PLACES_LIKE_WORDS})"
    r"(?:年度?|在|由|的|和|与|及|对|为|是|经|据|根据|按照|其中|同时|目前|今年|本年度?|一年来|来|度))+"
)
OWN_WORDS = re.compile(
    r"^(?:我|本|各|该|全|有关|相关|上级|省|市|县|区|州)?(?:局|委|办|镇|乡|县|区|市|街道|机关|单位|中心|部门)$"
)
SIGNED = re.compile(rf"^(?P<name>[\u4e00-\u9fff]{{3,40}})?{YEAR}年\d{{1,2}}月\d{{1,2}}日$")
LAST_LINES = 6
FILE_TITLE = re.compile(
    rf"^\W*(?P<name>[\u4e00-\u9fff()·]{{3,40}}?)[-_\s]*(?P<year>{YEAR})?(?:年度?)?(?:政府)?(?:信息公开|年报|年度|报告|\W|$)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an agency is named. `weight` orders them: 1 stands for the agency itself, 3 only points to it."""

    source: str
    name: str
    sentence: str
    weight: int


def mentions(text: Text, title: Title | None, file_name: str, registry: Registry) -> Iterator[Mention]:
    """The names of the report's agency with their places, the most telling first."""
    if title is not None and title.agency:
        yield Mention(title.source, plain_name(title.agency), title.text, 1)
    if title is not None and not title.agency:
        for name in neighbours(text, title):
            yield Mention("标题旁", name, name, 1)
    start = _opening(text)
    for pattern, source in ((ANNOUNCED, "正文“公布”"), (COMPILED, "正文“编制”")):
        for found in pattern.finditer(start):
            name = next((part for part in found.groups() if part), "")
            yield from _named(source, name, found[0], 1)
    own = text.metadata.get("title", "")
    if own and (container := parse_title(own)) and container.agency and (title is None or container.text != title.text):
        yield Mention("文件自带标题", container.agency, own, 2)
    stem = re.sub(r"\.[A-Za-z0-9]{1,6}$", "", file_name.rpartition("/")[2])
    if filed := file_agency(stem):
        yield Mention("文件名", filed, file_name, 2)
    if signature := _signature(text):
        yield Mention("落款", signature, signature, 2)
    if subject := _subject(text, registry):
        yield Mention("正文主语", subject, subject, 2)
    often, count = _named_often(text, registry)
    for short in {title.agency for title in [title] if title and title.agency} | set(_announced(start)):
        if often.endswith(short) and often != short:
            yield Mention("正文中的全称", often, f"{short}，正文称{often}", 2)
            break
    if count > 1:
        yield Mention("正文多次提到", often, f"{often} {count}次", 3)
    for line in (*text.small_rows, *(line.text for line in text.head if len(line.text) < 50)):
        if found_publisher := PUBLISHER.match(line):
            yield from _named("发布机构", found_publisher["name"], line, 3)
    if publisher := text.metadata.get("source_name"):
        yield from _named("发布机构", publisher, publisher, 3)
    for found in CONTACT.finditer(start):
        yield from _named("联系单位", found["name"], found[0], 3)


def plain_name(name: str) -> str:
    """A name without the word for how much the report covers: X局系统, X海关关区, X气象部门, X局（本级机关）."""
    name = re.sub(r"\((?:本级|机关|本级机关|本机关|系统|本部)\)?$", "", name)
    name = re.sub(r"(?:全?系统|机关|关区)$", "", name)
    return re.sub(r"(?<=[\u4e00-\u9fff]{4})(?<!直)部门$", "局", name)


def _without_inner_office(name: str) -> str:
    """A body for its own office that wrote the report: X局办公室, X卫健委政务公开办公室 are X局, X卫健委."""
    return re.sub(
        r"(?<=[局委会心厅院镇乡道署])(?<!政府)(?:党政|综合|政务公开|政府信息公开|信息公开)*(?:工作)?(?:领导小组)?办公室$",
        "",
        name,
    )


def file_agency(stem: str) -> str | None:
    """The agency that a file name begins with: 某局2023年.pdf."""
    if (title := parse_title(re.sub(r"[\s_-]+", "", stem))) is not None and title.agency:
        return title.agency
    found = FILE_TITLE.match(stem)
    return found["name"].strip("-_ ") if found and re.search(ENDS + "$|[县市区]$", found["name"]) else None


def place_hints(text: Text) -> Iterator[str]:
    """Texts that begin with the place where the agency sits: its printed address, the name of the site."""
    for found in PLACED.finditer(_opening(text)):
        yield found["name"]
    for key in ("title", "page_title"):
        yield from (part.strip() for part in re.split(r"[-_|—–]", text.metadata.get(key, ""))[1:])
    for key in ("site", "source_name"):
        if value := text.metadata.get(key):
            yield value


def _opening(text: Text) -> str:
    """The preface and the first lines of the report, as one text; commas and colons folded already."""
    opening = "\n".join(line.text for line in text.lines[: text.beginning + 12])[:6000]
    return opening + "\n" + opening.replace("\n", "")  # names and dates may be wrapped over lines


def _named(source: str, name: str, sentence: str, weight: int) -> Iterator[Mention]:
    name = _without_inner_office(re.sub(r"^\((.*)\)$", r"\1", LEADING.sub("", name)))
    if len(name) > 2 and not OWN_WORDS.match(name) and not CORE.search(name):
        yield Mention(source, name, sentence[:80], weight)


def _signature(text: Text) -> str | None:
    """The body that signs at the end, before or on the line of the date."""
    for at, line in enumerate(text.lines[-LAST_LINES:], start=max(0, len(text.lines) - LAST_LINES)):
        if len(line.text) < 50 and (found := SIGNED.match(line.text)):
            name = found["name"] or (text.lines[at - 1].text if at else "")
            return name if re.fullmatch(rf"[\u4e00-\u9fff]{{3,40}}{ENDS}", name) and not OWN_WORDS.match(name) else None
    return None


def _announced(start: str) -> Iterator[str]:
    """The names in the sentences that announce or compile the report."""
    for pattern in (ANNOUNCED, COMPILED):
        for found in pattern.finditer(start):
            yield _without_inner_office(LEADING.sub("", next((part for part in found.groups() if part), "")))


def _named_often(text: Text, registry: Registry) -> tuple[str, int]:
    """The one bureau that the text names in full with its place, and how often; ("", 0) where it names several."""
    counted: Counter[str] = Counter()
    for found in PLACED_NAME.finditer(text.body[:20000]):
        if (name := _from_its_place(found[0], registry)) is not None:
            counted[name] += 1
    return counted.most_common(1)[0] if len(counted) == 1 else ("", 0)


def _from_its_place(words: str, registry: Registry) -> str | None:
    """The name of a bureau with its place in words that may begin before it: 围绕乌海市统计局 names 乌海市统计局."""
    for start in range(min(8, len(words) - 4)):
        places = registry.regions.read_places(words[start:])
        if places and places[0].is_full:
            body = registry.kinds.read(words[start + places[0].length :])
            named = body is not None and body.is_certain and body.kind not in OF_A_GOVERNMENT
            return words[start:] if named else None
    return None


def _subject(text: Text, registry: Registry) -> str | None:
    """The body that sentences of the text have as their subject most often, if it is named with its place."""
    counted: Counter[str] = Counter()
    for found in SUBJECT.finditer(text.body[:20000]):
        name = LEADING.sub("", found["name"])
        if (len(name) > 3 or (len(name) == 3 and name[2] in "乡镇")) and not OWN_WORDS.match(name):
            counted[name] += 1
    likely = [name for name, _ in counted.most_common(4)]
    placed = [name for name in likely if any(place.is_full for place in registry.regions.read_places(name))]
    if placed or (placed := [name for name in likely if name.startswith(("市", "县", "区"))]):
        return placed[0]
    return next((name for name, _ in counted.most_common(4) if TOWN.match(name)), None)
