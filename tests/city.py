"""A small made-up city for the tests of the application: facts here, parsed reports from them, a build of those."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from catalog import forms
from etl import report as record
from etl.warehouse import build_warehouse

REGIONS = (
    ("998800", "测试市", "Test City", "prefecture", ""),
    ("998801", "甲区", "District A", "county", "998800"),
    ("998802", "乙区", "District B", "county", "998800"),
)
KINDS = (
    ("government", "人民政府", "Government"),
    ("education", "教育局", "Education Bureau"),
    ("public_security", "公安局", "Public Security Bureau"),
    ("natural_resources", "自然资源局", "Natural Resources Bureau"),
)
YEARS = (2020, 2021, 2022, 2023)
APPLICANTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organisation",
    "legal_service_provider",
    "other_organisation",
)
# (agency, year): (new, granted, partly granted, refused as case files, not held, repeated) of natural persons; a third
# is added for commercial enterprises where the first number is at least 30. Years that are not named have only zeros.
FACTS: dict[tuple[str, int], tuple[int, int, int, int, int, int]] = {
    ("998801-education", 2020): (12, 6, 2, 1, 3, 0),
    ("998801-education", 2021): (15, 8, 2, 1, 4, 0),
    ("998801-education", 2022): (20, 11, 3, 2, 4, 0),
    ("998801-education", 2023): (39, 18, 6, 3, 9, 3),
    ("998802-education", 2022): (8, 4, 1, 0, 3, 0),
    ("998802-education", 2023): (6, 3, 0, 1, 2, 0),
    ("998801-public_security", 2020): (90, 30, 12, 18, 24, 6),
    ("998801-public_security", 2021): (99, 33, 15, 18, 27, 6),
    ("998801-public_security", 2022): (120, 45, 15, 24, 30, 6),
    ("998801-public_security", 2023): (150, 60, 18, 30, 36, 6),
    ("998802-public_security", 2022): (60, 30, 6, 9, 12, 3),
    ("998802-public_security", 2023): (45, 21, 6, 6, 9, 3),
    ("998801-natural_resources", 2023): (33, 12, 3, 6, 9, 3),
    ("998802-natural_resources", 2023): (36, 18, 6, 3, 6, 3),
    ("998801-government", 2023): (300, 129, 42, 51, 69, 9),
    ("998802-government", 2023): (150, 69, 21, 21, 30, 9),
}
MISSING = {("998802-education", 2020), ("998802-education", 2021)}
LATE = {("998802-public_security", 2023)}
BLANK = {("998802-education", 2022)}  # prints no number in the row 予以公开
ASKING = {
    ("998801-public_security", 2023),
    ("998802-public_security", 2023),
}  # figures of the text that ask for a person
ITEMS = "全年主动公开政府信息1,200条。"
OTHER_ITEMS = "本年度共公开各类政府信息1150条。"
RATES = {("998801-education", 2023): "99.5", ("998802-education", 2023): "100"}  # satisfaction, without a base
SITE = "更新各类政务信息约860条。"
BROKEN = {("998801-public_security", 2023)}  # prints 15 reviews as 14


def agencies() -> list[dict[str, str]]:
    """The registry: every kind in both districts."""
    head = {
        "aliases": "",
        "valid_from": "",
        "valid_to": "",
        "predecessors": "",
        "collection": "demo",
        "level": "county",
    }
    return [
        head
        | {
            "agency_id": f"{code}-{kind}",
            "name_zh": f"{region}{name}",
            "name_en": f"{english} {title}",
            "short_zh": name,
            "kind": kind,
            "region_code": code,
            "position": str(place),
        }
        for code, region, english, level, _ in REGIONS
        if level == "county"
        for place, (kind, name, title) in enumerate(KINDS, 1)
    ]


def _cell(table: str, row: str, column: str, printed: str, place: int) -> record.Cell:
    value, state = (Decimal(printed), record.NUMBER) if printed else (None, record.BLANK)
    return record.Cell(
        table, row, column, printed, value, state, record.Where(page=1 + place // 60, table_index=0, row=place)
    )


def _requests(agency: str, year: int, form: str) -> list[record.Cell]:
    facts = FACTS.get((agency, year), (0, 0, 0, 0, 0, 0))
    new, granted, partly, refused, not_held, repeated = facts
    natural = {
        "received": new,
        "carried_in": 0,
        "granted": granted,
        "partly_granted": partly,
        "refused.enforcement_file": refused,
        "not_available.not_held": not_held,
        "not_processed.repeated": repeated,
        "concluded": granted + partly + refused + not_held + repeated,
    }
    natural["carried_out"] = new - natural["concluded"]
    cells = []
    for place, entry in enumerate(entry for entry in forms.rows(form, "requests") if entry.statutory):
        person = natural.get(entry.key, 0)
        firm = person // 3 if new >= 30 else 0
        row = dict.fromkeys(APPLICANTS, 0) | {"natural_person": person, "commercial_enterprise": firm}
        row["total"] = person + firm
        blank = entry.key == "granted" and (agency, year) in BLANK
        cells += [
            _cell("requests", entry.key, name, "" if blank else str(row[name]), place * 7) for name in entry.columns
        ]
    return cells


def _cases(agency: str, year: int) -> list[record.Cell]:
    many = 5 if agency.endswith("public_security") else 0
    total = many * 3 - (1 if (agency, year) in BROKEN else 0)
    printed = {"upheld": many, "overturned": many, "other_result": 0, "pending": many, "total": total}
    kinds = ("review", "direct_litigation", "litigation_after_review")
    return [
        _cell("cases", kind, name, str(value if kind == "review" else 0), 200)
        for kind in kinds
        for name, value in printed.items()
    ]


def _disclosure(form: str) -> list[record.Cell]:
    return [
        _cell("disclosure", entry.key, column, "7", 0)
        for entry in forms.rows(form, "disclosure")
        for column in entry.columns
    ]


def _sections(text: str) -> tuple[record.Section, ...]:
    """The six sections of a report."""
    first = f"{text}主动公开、依申请公开、政府信息管理、平台建设和监督保障各项工作按计划进行。"
    last = "本年度没有收取信息处理费，没有其他需要报告的事项。"
    names = (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    )
    texts = (first, "见表。", "见表。", "见表。", "公开的深度还不够，下一步逐项补齐并按季度检查。", last)
    return tuple(
        record.Section(str(n), name, words) for n, (name, words) in enumerate(zip(names, texts, strict=True), 1)
    )


def _figure(metric: str, value: int, sentence: str, words: str, text: str, **more: str | bool) -> record.Figure:
    """A figure of `text`, the first section, at the place of its words."""
    start = text.index(sentence) + sentence.index(words)
    place = {
        "level": "agency",
        "length": len(words),
        "rule": f"{metric}/told",
        "confidence": "likely",
        "printed_unit": "条",
    }
    told: dict[str, object] = place | {"bound": "="} | more
    bound = str(told.pop("bound"))
    return record.Figure(metric, Decimal(value), bound, "条", "year", sentence, "1", start, **told)  # type: ignore[arg-type]


def _asking(text: str) -> tuple[record.Figure, ...]:
    """Two rivals, and a figure that the reader of prose is not sure of."""
    return (
        _figure("proactive_items", 1200, ITEMS, "1,200条", text, rival=True),
        _figure("proactive_items", 1150, OTHER_ITEMS, "1150条", text, rival=True),
        _figure("website_items", 860, SITE, "860条", text, bound="≈", confidence="ask"),
    )


def reports() -> list[record.Report]:
    """Every parsed report of the city."""
    made = []
    for agency in agencies():
        for year in YEARS:
            key = (agency["agency_id"], year)
            if key in MISSING:
                continue
            form = "2019" if year < 2021 else "2021"
            day = f"{year + 1}-05-02" if key in LATE else f"{year + 1}-01-20"
            text = f"{agency['name_zh']}{year}年继续推进政府信息公开。政务服务事项400项，其中网上可办380项。"
            more = ITEMS + OTHER_ITEMS + SITE if key in ASKING else ""
            praise = f"窗口服务好评率{RATES[key]}%。" if key in RATES else ""
            figures: tuple[record.Figure, ...] = (
                record.Figure("service_items_total", Decimal(400), "=", "项", "year", text, "1", 0),
                record.Figure("service_items_online", Decimal(380), "=", "项", "year", text, "1", 0),
            )
            figures += _asking(text + more) if more else ()
            if praise:
                start = len(text) + praise.index(RATES[key])
                rate = record.Figure("satisfaction_rate", Decimal(RATES[key]), "=", "%", "year", praise, "1", start)
                figures += (replace(rate, length=len(RATES[key]) + 1, definition="", rule="satisfaction_rate/praised"),)
            made.append(
                record.Report(
                    agency_printed=agency["name_zh"],
                    agency_id=key[0],
                    region_code=agency["region_code"],
                    year=year,
                    form=form,
                    scope="area" if key[0].endswith("government") else "office",
                    title=f"{agency['name_zh']}{year}年政府信息公开年度报告",
                    published_on=day,
                    source=record.Source(
                        f"{key[0]}-{year}.html", hashlib.sha256(repr(key).encode()).hexdigest(), "html"
                    ),
                    parser_version="test",
                    cells=(*_disclosure(form), *_requests(key[0], year, form), *_cases(*key)),
                    figures=figures,
                    sections=_sections(text + more + praise),
                )
            )
    return made


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def build(home: Path) -> Path:
    """Registry, reports and a finished build below `home`; the folder of builds."""
    words = ("region_code", "name_zh", "name_en", "level", "parent_code")
    regions = [
        dict(zip(words, region, strict=True))
        | {
            "short_zh": region[1],
            "position": str(place),
            "valid_from": "",
            "valid_to": "",
            "successors": "",
            "collection": "demo",
        }
        for place, region in enumerate(REGIONS, 1)
    ]
    write_rows(home / "data" / "regions.csv", regions)
    write_rows(home / "data" / "agencies.csv", agencies())
    for number, made in enumerate(reports()):
        path = home / "reports" / f"{number:03}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(record.to_json(made), encoding="utf-8")
    build_warehouse([home / "reports"], home / "builds", data=home / "data")
    return home / "builds"
