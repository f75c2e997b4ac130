"""Owns the question whether a school, a hospital or an enterprise reports: other rules than a bureau's hold for it."""

from __future__ import annotations

import re

from etl.parsing.identity.text import Text, words
from etl.parsing.identity.titles import Title

OTHER_RULES = re.compile(r"高等学校信息公开办法|教育部令第29号|公共企事业单位信息公开规定制定办法|企业信息公开办法")
SCHOOL_YEAR = re.compile(r"20\d\d[-—–至]*(?:20\d\d)?学年")
BUREAU = re.compile(r"[局委厅府办]$|街道|[镇乡]$")
NUMBERED_SCHOOL = re.compile(r"[一二三四五六七八九十]中$")
BRACKETED = re.compile(r"^(?P<name>[^()]+)\((?P<also>[^()]+)\)$")
COMPILED_BY = re.compile(r"由(?P<name>[\u4e00-\u9fff()]{3,30}?)(?:组织)?(?:编制|编写|撰写)")
SUBJECT = re.compile(
    r"^(?:20\d\d年(?:度|来|以来)?,)?(?P<name>[\u4e00-\u9fff]{4,24}?)"
    r"(?=严格|认真|高度|按照|坚持|根据|深入|贯彻|积极|全面|切实|结合|在|,)"
)
OWN_WORDS = re.compile(r"我院(?=.*(?:医院|门诊|患者))|(?:我|本)校(?!长)|(?:我|本)(?:公司|集团)", re.DOTALL)
OF_A_BUREAU = re.compile(r"[我本](?:局|委|厅|办|镇|乡|县|区|市|街道|省|盟|旗|州)")
OF_MANY = ("全", "各", "本", "我", "辖区", "公立", "区属", "市属", "县属")
FIRST_LINES = 4


def institution_of(text: Text, title: Title | None) -> str | None:
    """What shows that a school, a hospital or an enterprise reports: its name in the title or, without one, as the
    compiler or the subject of the first sentences; or the rules it goes by. None for any other body."""
    named = re.sub(r"20\d\d.*$", "", title.agency) if title is not None and title.agency else ""
    if _is_institution(named):
        return named
    if named and BUREAU.search(named):
        return None
    if not named and (found := _in_first_sentences(text)):
        return found
    by_school_years = SCHOOL_YEAR.findall(text.opening if title is None else title.text)
    rules = OTHER_RULES.search(text.opening) or (
        len(by_school_years) >= (2 if title is None else 1) and SCHOOL_YEAR.search(text.opening)
    )
    return rules[0] if rules else None


def _is_institution(name: str) -> bool:
    """Whether a name is that of an institution; one in brackets behind it is its other name."""
    names = [name, *found.groups()] if (found := BRACKETED.match(name)) else [name]
    return any(
        (one.endswith(words()["institutions"]) or NUMBERED_SCHOOL.search(one) is not None)
        and not one.endswith("人民银行")
        for one in names
    )


def _in_first_sentences(text: Text) -> str | None:
    """The institution that compiled the report, that its first sentences speak of, or whose own word for itself (我院,
    我校, 我公司) it uses, and no bureau's."""
    found = [*COMPILED_BY.finditer(text.opening)][:1]
    found += [match for line in text.lines[:FIRST_LINES] if (match := SUBJECT.match(line.text))]
    names = (match["name"] for match in found)
    named = next((name for name in names if not name.startswith(OF_MANY) and _is_institution(name)), None)
    if named is None and (own := OWN_WORDS.search(text.body)) and not OF_A_BUREAU.search(text.body):
        return own[0]
    return named
