"""Owns what the text says of the report's agency: who publishes it, who compiled it, whom to ask, where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.agencies import Registry
from etl.parsing.identity.areas import area_named
from etl.parsing.identity.text import LEADING, OWN_WORDS, Text
from etl.parsing.identity.titles import CORE, Title, neighbours, parse_title
from etl.parsing.identity.whole_text import named_often, place_as_subject, subject_of, whole_area

YEAR = r"(?:19|20)\d\d"
NAME = r"[\u4e00-\u9fff()·]{2,36}?"
ENDS = r"(?:局|委员会|委|人民政府|政府|办公室|办公厅|厅|中心|街道|办事处|镇|乡|管委会|分局|院|队)"
SAID = (
    r"(?:现将|编制(?:形成)?了?并(?:向社会)?(?:公布|公开|发布)|现公布|现予公布|现公开|现发布|特公布|特发布"
    r"|公布|发布|(?<!信息)(?<!政务)公开|现就|编制了?|形成了?)"
)
ANNOUNCED = re.compile(
    rf"{SAID}《?(?P<name>{NAME}){YEAR}年?度?(?:政府|政务)?信息公开"
    rf"|{SAID}《?{YEAR}年?度?(?P<second>{NAME})(?:政府|政务)?信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)"
    rf"|{SAID}《?(?P<third>{NAME})(?:政府|政务)?信息公开(?:工作)?{YEAR}年?度?(?:工作)?(?:报告|年报)"
)
COMPILED = re.compile(
    rf"(?:报告|年报|本|现)(?:系|是)?由(?P<name>{NAME}{ENDS})(?:负责|组织|根据|按照|依据|依照|按|结合|综合|汇总|编制|编写|发布|牵头|,)"
    rf"|要求,?(?:现)?由(?P<second>{NAME}{ENDS})(?:负责|组织)?编[制写]"
    rf"|(?:^|[。,\n])(?P<third>{NAME}{ENDS})(?:根据|按照|依据)[^。]{{4,90}}?(?:编制|编写|形成|制作)(?:了?本|{YEAR}|了|完成|而成|本)"
    rf"|(?:^|[。,\n])(?P<fourth>{NAME}{ENDS})(?:现|特|组织|认真)*编[制写](?:了|完成)?(?:本年?度?报告|{YEAR})"
)
ANNOUNCING = ((ANNOUNCED, "正文“公布”"), (COMPILED, "正文“编制”"))
GATHERED = re.compile(
    rf"(?:汇总|综合)(?:了)?(?:{YEAR}年?度?)?(?P<name>[\u4e00-\u9fff]{{2,10}}?[省市县区州盟旗])(?:各|所辖|所属)(?:级|县|区|乡|镇|街|市|部门|单位)"
)
CONTACT = re.compile(
    rf"(?:(?:请|可|可以|请直接|可直接)(?:与|联系|向|致电|咨询|径与|拨打):?|联系(?:单位|机构|部门):)(?P<name>{NAME}{ENDS})(?:[^\u4e00-\u9fff]|联系|办公室|咨询|反映|政务公开|政府信息公开|法规|信息)"
)
PUBLISHER = re.compile(
    r"^(?:发布机构|发文机关|发布单位|公开机构|发文单位|责任部门|信息来源|来源|公开主体)[:：]\|?(?P<name>[^|:：]{4,40}?)"
    r"(?=$|\||(?:发布|更新|成文|发文|生成)?(?:时间|日期)|浏览|点击|阅读|字号|字体)"
)
AUTHOR = re.compile(rf"作者[:：](?P<name>{NAME}{ENDS})(?=$|\||来源|发布|时间|点击|浏览|阅读|字号)")
SIGNED = re.compile(rf"^(?P<name>[\u4e00-\u9fff]{{3,40}})?{YEAR}年\d{{1,2}}月\d{{1,2}}日$")
OWN_END = re.compile(r"(?:我|本|该)(?:局|委|办|镇|乡|县|区|市|州|旗|厅|街道|机关|单位|中心|部门)$")
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
    start = text.preface
    said = [(source, found) for pattern, source in ANNOUNCING for found in pattern.finditer(start)]
    for source, found in said:
        yield from _named(source, _first_part(found), found[0], 1)
    announced = [_without_inner_office(LEADING.sub("", _first_part(found))) for _, found in said]
    for found in GATHERED.finditer(start):
        yield from _named("正文“汇总”", found["name"], found[0], 1)
    own = text.metadata.get("title", "")
    if own and (container := parse_title(own)) and container.agency and (title is None or container.text != title.text):
        yield Mention("文件自带标题", container.agency, own, 2)
    stem = re.sub(r"\.[A-Za-z0-9]{1,6}$", "", file_name.rpartition("/")[2])
    if filed := file_agency(stem):
        yield Mention("文件名", filed, file_name, 2)
    if signature := _signature(text):
        yield Mention("落款", signature, signature, 2)
    subject = subject_of(text, registry)
    if subject:
        yield Mention("正文主语", subject, subject, 2)
    often, count = named_often(text, registry)
    for short in {title.agency for title in [title] if title and title.agency} | set(announced):
        if often != short and registry.kinds.canonical(often).endswith(registry.kinds.canonical(short)):
            yield Mention("正文中的全称", often, f"{short}，正文称{often}", 2)
            break
    if count > 1:
        yield Mention("正文多次提到", often, f"{often} {count}次", 3)
    if whole := whole_area(text, registry):
        yield Mention("正文自称", whole, f"正文自称“我县”一类，只提到{whole}", 3)
    for line in (*text.small_rows, *(line.text for line in text.head if len(line.text) < 50)):
        if found_publisher := PUBLISHER.match(line) or AUTHOR.search(line):
            yield from _named("发布机构", found_publisher["name"], line, 3)
    if publisher := text.metadata.get("source_name"):
        yield from _named("发布机构", publisher, publisher, 3)
    for found in CONTACT.finditer(start):
        yield from _named("联系单位", found["name"], found[0], 3)
    is_named = (title is not None and title.agency) or subject or any(announced)
    if not is_named and (area := area_named(text, registry)):
        yield Mention("正文所述功能区或乡镇", area, f"正文只提到{area}", 3)
    if not is_named and (place := place_as_subject(text, registry)):
        yield Mention("正文所述地区", place, f"正文所述{place.removesuffix('人民政府')}", 3)


def plain_name(name: str) -> str:
    """A name without the word for how much the report covers: X局系统, X海关关区, X气象部门, X局（本级机关）."""
    name = re.sub(r"\((?:本级|机关|本级机关|本机关|系统|本部)\)?$", "", name)
    name = re.sub(r"(?:全?系统|机关|关区)$", "", name).replace("全国海关", "海关总署")
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


def _named(source: str, name: str, sentence: str, weight: int) -> Iterator[Mention]:
    name = _without_inner_office(re.sub(r"^\((.*)\)$", r"\1", LEADING.sub("", name)))
    name = name.removesuffix("关区")
    is_report = CORE.search(name) or name.endswith(("报告", "年报"))
    if len(name) > 2 and not OWN_WORDS.match(name) and not OWN_END.search(name) and not is_report:
        yield Mention(source, name, sentence[:80], weight)


def _signature(text: Text) -> str | None:
    """The body that signs at the end, before or on the line of the date."""
    for at, line in enumerate(text.lines[-LAST_LINES:], start=max(0, len(text.lines) - LAST_LINES)):
        if len(line.text) < 50 and (found := SIGNED.match(line.text)):
            name = found["name"] or (text.lines[at - 1].text if at else "")
            return name if re.fullmatch(rf"[\u4e00-\u9fff]{{3,40}}{ENDS}", name) and not OWN_WORDS.match(name) else None
    return None


def _first_part(found: re.Match[str]) -> str:
    """The first group of a match that holds anything."""
    return next((part for part in found.groups() if part), "")
