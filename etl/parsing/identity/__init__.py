"""Owns the identity of a report: whose it is, of which year and scope, when published, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from catalog.problems import kinds
from etl.agencies import AMBIGUOUS, PROPOSED, Agency, Registry, Resolution
from etl.documents.document import Document
from etl.parsing.identity.admission import refuse_unless_report
from etl.parsing.identity.dates import published_on
from etl.parsing.identity.mentions import Mention, mentions
from etl.parsing.identity.text import Text
from etl.parsing.identity.titles import Title, find_title
from etl.parsing.identity.whereabouts import Hint, hint_of, registered_in
from etl.parsing.identity.years import ONLY_YEAR, YearEvidence, year_evidence
from etl.report import ReportProblem, Section

OWN_TITLE = "文件自带标题"
OF_A_GOVERNMENT = frozenset({"government", "government_office", "government_services", "data"})
SYSTEM = re.compile(r"(?:系统|关区|(?<!直)(?<!各)部门)(?=$|20|\d|政府信息|信息公开)")
AUTHORITY = re.compile(r"(?:人民政府|办事处)$")
WHOLE_AREA = re.compile(
    r"(?:汇总|综合|梳理|根据)[^。]{0,30}(?:各县|各区|各市|各乡|各镇|各街道|县\(市|各部门|各有关部门|各单位)[^。]{0,40}(?:编制|编写|汇总|形成)"
)
SYSTEM_DATA = re.compile(r"(?:数据|报告)(?:包括|涵盖|包含|含)[^。]{0,30}系统")
OFFICE_ONLY = re.compile(
    r"(?:仅|只)(?:包括|含|统计)[^。]{0,12}(?:本机关|局机关|本级|办公室)|不(?:包括|含)(?:所属|下属|各部门)"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself. `evidence` says what each part was read from."""

    agency_printed: str | None
    agency_id: str | None
    region_code: str | None
    year: int | None
    scope: str  # office, area, system
    title: str
    published_on: str | None  # YYYY-MM-DD
    evidence: dict[str, str] = field(default_factory=dict)
    problems: tuple[ReportProblem, ...] = ()
    resolution: Resolution | None = None  # how the agency was found; a proposed agency stands in it


def read_identity(
    document: Document,
    sections: Sequence[Section],
    file_name: str,
    registry: Registry,
    address: str | None = None,
) -> Identity:
    """The identity of one document. Raises UnreadableDocument where it is no annual report."""
    text = Text(document, sections)
    address = address or document.metadata.get("address")
    title = find_title(text, registry.regions)
    problems = [_problem(*doubt) for doubt in refuse_unless_report(text, title, address, registry)]
    years = list(year_evidence(text, title, file_name))
    published = published_on(text)
    year, year_source, year_problems = _choose_year(years, published)
    found = list(mentions(text, title, file_name, registry))
    hint = hint_of(text, [one.name for one in found], registry, address, year)
    named, resolution, agency_problems, hint = _choose_agency(text, found, hint, registry, year)
    if named is not None and resolution is not None:
        resolution = _for_whole_area(text, named, resolution, registry)
    agency = resolution.agency if resolution is not None else None
    scope, scope_source = _scope(text, title, agency)
    evidence = {
        "title": title.source if title is not None else "",
        "agency": f"{named.source}：{named.sentence}（{resolution.reason}）" if named and resolution else "",
        "year": year_source,
        "scope": scope_source,
        "region": _region_source(named, resolution, hint, registry, year),
        "published_on": published[1] if published else "",
    }
    return Identity(
        agency_printed=named.name if named else None,
        agency_id=agency.agency_id if agency else None,
        region_code=_region(agency, resolution, hint, registry),
        year=year,
        scope=scope,
        title=_printed_title(text, title),
        published_on=published[0] if published else None,
        evidence={key: value for key, value in evidence.items() if value},
        problems=tuple(problems + agency_problems + year_problems),
        resolution=resolution,
    )


def _problem(code: str, detail: str = "") -> ReportProblem:
    return ReportProblem(code, kinds()[code].sentence(detail))


def _printed_title(text: Text, title: Title | None) -> str:
    """The title as one line; the container's own where the text has none."""
    if title is not None:
        return title.text
    return text.document.metadata.get("title", "").strip()


def _choose_year(
    found: list[YearEvidence], published: tuple[str, str] | None
) -> tuple[int | None, str, list[ReportProblem]]:
    """The year, what it was read from, and the problems: the title wins, contradictions are said."""
    if not found:
        if published is None:
            return None, "", [_problem("year_not_found")]
        year = int(published[0][:4]) - 1
        return year, f"由发布日期推断：{published[0]}", [_problem("year_not_found")]
    first = found[0]
    others = [one for one in found[1:] if one.year != first.year and _contradicts(one, first)]
    if others and first.source.startswith("统计期限") and _is_typed_early(first, others[0], published):
        first, others = others[0], [first]
    detail = "，".join(f"{one.source}{one.year}" for one in (first, *others))
    problems = [_problem("year_conflict", detail)] if others else []
    if first.source == ONLY_YEAR:
        problems.append(_problem("year_not_found"))  # it may be another one: a person should look
    return first.year, f"{first.source}：{first.sentence[:60]}", problems


def _is_typed_early(period: YearEvidence, text: YearEvidence, published: tuple[str, str] | None) -> bool:
    """Whether the period was typed a year early: the text speaks of the next year, and the date does not deny it."""
    return text.year == period.year + 1 and (published is None or int(published[0][:4]) > text.year)


def _contradicts(other: YearEvidence, first: YearEvidence) -> bool:
    """Whether another statement of the year is one to tell a person; the count of years in the prose alone is not."""
    if other.source == OWN_TITLE:
        return False  # left over from the file that served as a pattern
    if other.source == "文件名" and other.year == first.year + 1 and "年" not in other.sentence:
        return False  # files are often named after the year of publication
    return other.source != "正文" or first.source.startswith("统计期限")


def _region(agency: Agency | None, resolution: Resolution | None, hint: Hint | None, registry: Registry) -> str | None:
    """The region of the agency; where its name leaves that open, the county that the site or the address says."""
    if agency is not None:
        return agency.region_code
    county = hint.code if hint is not None and not registry.regions.has_counties(hint.code) else None
    return (resolution.region_code if resolution else None) or county


def _region_source(
    named: Mention | None, resolution: Resolution | None, hint: Hint | None, registry: Registry, year: int | None
) -> str:
    """What says where the agency lies, where its name alone does not."""
    code = _region(resolution.agency if resolution else None, resolution, hint, registry)
    if hint is None or code is None:
        return ""
    place = next(iter(registry.regions.read_places(named.name)), None) if named is not None else None
    if place is not None and place.is_full and len(registry.regions.in_year(place.codes, year)) == 1:
        return ""
    alone = registry.resolve(named.name, None, year) if named is not None else None
    return "" if alone is not None and code == _region(alone.agency, alone, None, registry) else hint.source


def _choose_agency(
    text: Text, found: list[Mention], hint: Hint | None, registry: Registry, year: int | None
) -> tuple[Mention | None, Resolution | None, list[ReportProblem], Hint | None]:
    """The mention that counts, what it resolves to, the problems, and the hint that was used."""
    resolved = [(one, registry.resolve(one.name, hint.code if hint else None, year)) for one in found]
    chosen = next(((one, what) for one, what in resolved if what.agency is not None), None)
    if chosen is None and hint is None and (registered := registered_in(text, registry)) is not None:
        again = [
            (one, registry.resolve(one.name, registered.code, year) if what.status == AMBIGUOUS else what)
            for one, what in resolved
        ]
        chosen = next(((one, what) for one, what in again if what.agency is not None), None)
        resolved, hint = (again, registered) if chosen else (resolved, None)
    if chosen is None:
        return *_unresolved(resolved), hint
    mention, resolution = chosen
    problems: list[ReportProblem] = []
    if resolution.status == PROPOSED:
        problems.append(_problem("agency_unknown", mention.name))
    if mention.weight == 3:
        problems.append(_problem("agency_ambiguous", f"只有{mention.source}：{mention.name}"))
    for other, what in resolved:
        is_same = _is_within(other.name, mention.name) or _compatible(resolution.agency, what.agency, registry)
        if _speaks_against(other, what) and not is_same:
            problems.append(_problem("agency_conflict", f"{mention.source}{mention.name}，{other.source}{other.name}"))
            break
    return mention, resolution, problems, hint


def _for_whole_area(text: Text, mention: Mention, found: Resolution, registry: Registry) -> Resolution:
    """The government where its office compiled the report from those of all departments and parts of the area."""
    agency = found.agency
    if agency is None or agency.kind != "government_office" or mention.source != "正文“编制”":
        return found
    if not WHOLE_AREA.search(text.opening):
        return found
    government = registry.get(f"{agency.region_code}-government")
    return replace(found, agency=government, reason=f"{found.reason}；办公室汇总各部门、各地情况编制")


def _speaks_against(mention: Mention, what: Resolution) -> bool:
    """Whether another name counts against the chosen one: no contact, no left-over title, not the site's."""
    if mention.weight == 3 or mention.source == OWN_TITLE or what.agency is None:
        return False
    return mention.source != "正文主语" or what.agency.kind not in OF_A_GOVERNMENT


def _is_within(short: str, name: str) -> bool:
    """Whether a town or street without its place is the one that the other name has behind a county or zone."""
    short, name = (AUTHORITY.sub("", one) for one in (short, name))
    return short.endswith(("街道", "镇", "乡")) and name.endswith(short)


def _unresolved(
    resolved: list[tuple[Mention, Resolution]],
) -> tuple[Mention | None, Resolution | None, list[ReportProblem]]:
    """The best of the names that lead to no agency, and what to say of it."""
    for status, code in (("ambiguous", "agency_ambiguous"), ("unknown", "agency_unknown")):
        for mention, resolution in resolved:
            if resolution.status == status and mention.weight < 3:
                choices = "、".join(one.name_zh for one in resolution.candidates[:4])
                detail = mention.name + (f"：{choices}" if choices and status == "ambiguous" else "")
                return mention, resolution, [_problem(code, detail)]
    return None, None, [_problem("agency_not_found")]


def _compatible(one: Agency | None, other: Agency | None, registry: Registry) -> bool:
    """Whether two names may stand in one report without contradiction: a government, its office, a renamed region."""
    if one is None or other is None or one.agency_id == other.agency_id:
        return True
    if {one.region_code, other.region_code} & set(_successors(one, other, registry)):
        return one.kind == other.kind or {one.kind, other.kind} <= OF_A_GOVERNMENT
    if one.region_code != other.region_code:
        return False
    return one.kind == other.kind or {one.kind, other.kind} <= OF_A_GOVERNMENT


def _successors(one: Agency, other: Agency, registry: Registry) -> tuple[str, ...]:
    regions = registry.regions.by_code
    return regions[one.region_code].successors + regions[other.region_code].successors


def _scope(text: Text, title: Title | None, agency: Agency | None) -> tuple[str, str]:
    """office, area or system, and why."""
    head = title.agency or "" if title is not None else ""
    opening = text.opening
    if SYSTEM.search(head) or SYSTEM_DATA.search(opening):
        return "system", "标题或前言称“系统”"
    if agency is not None and agency.kind == "government":
        if found := OFFICE_ONLY.search(opening):
            return "office", found[0]
        return "area", "政府的报告包括本级、部门和下级"
    if agency is None:
        return "office", "单位不明，按本机关计"
    is_local = agency.kind in ("township", "subdistrict", "development_zone")
    return "office", "乡镇、街道或功能区自己的报告" if is_local else "部门的报告"
