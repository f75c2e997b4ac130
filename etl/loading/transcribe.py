"""Owns data/real: parsed reports made from figures that people copied out of published reports.

python -m etl.loading.transcribe FIGURES.json data/real
"""

from __future__ import annotations

import hashlib
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from catalog import forms
from etl.report import BLANK, NUMBER, Cell, Figure, Report, Source, to_json

PARSER_VERSION = "transcribed"

AGENCY_IDS = {
    "中站区政务服务和大数据管理局": "410803-government_services",
    "淮安市洪泽区人民政府": "320813-government",
    "宿迁市人民政府": "321300-government",
    "上海市人民政府办公厅": "310000-government_office",
    "上海市科学技术委员会": "310000-science_and_technology",
    "杭州市人民政府": "330100-government",
    "沭阳县发展和改革局": "321322-development_and_reform",
}

# name in the figures file -> (metric, bound, unit); what has no metric of its own is left out
FIGURES = {
    "proactive_items_at_least": ("proactive_items", "≥", "条"),
    "one_visit_items": ("service_items_one_visit", "=", "项"),
    "online_items": ("service_items_online", "=", "项"),
    "service_items_total": ("service_items_total", "=", "项"),
    "one_visit_rate": ("one_visit_rate", "=", "%"),
    "online_rate": ("online_rate", "=", "%"),
    "completion_rate": ("completion_rate", "=", "%"),
    "satisfaction_rate": ("satisfaction_rate", "=", "%"),
    "cases_completed": ("cases_completed", "=", "件"),
    "evaluations_received": ("evaluations_received", "=", "件"),
    "requests_received": ("requests_received", "=", "件"),
    "requests_answered": ("requests_answered", "=", "件"),
    "requests_carried_in": ("requests_carried_in", "=", "件"),
    "website_items": ("website_items", "=", "条"),
    "wechat_items": ("wechat_items", "=", "条"),
    "proactive_items": ("proactive_items", "=", "条"),
    "policy_interpretations": ("policy_interpretations", "=", "篇"),
    "press_conferences": ("press_conferences", "=", "场"),
    "reviews": ("reviews", "=", "件"),
    "litigations": ("litigations", "=", "件"),
    "fees_charged": ("fees_charged", "=", "元"),
}

# figures of the text that speak of the government office alone, where the tables cover the district (see the notes)
OFFICE_ALONE = {("淮安市洪泽区人民政府", 2024, "requests_received")}

# printed once where the form asks seven times: the total alone
TOTAL_ONLY = {("中站区政务服务和大数据管理局", 2022): "granted"}


def number(table: str, row: str, column: str, value: Decimal) -> Cell:
    """A cell that prints this value."""
    return Cell(table, row, column, f"{value}", value, NUMBER)


def disclosure_cells(given: dict[str, Decimal | None]) -> list[Cell]:
    """Cells of table two; a figure that is not certain is left out."""
    parts = [(key.rpartition(".") if "." in key else (key, "", ""), value) for key, value in given.items()]
    return [number("disclosure", row, column, value) for (row, _, column), value in parts if value is not None]


def request_cells(given: dict[str, list[Decimal]], applicants: list[str]) -> list[Cell]:
    """Cells of table three: row -> values in the order of the applicants."""
    return [
        number("requests", row, applicant, value)
        for row, values in given.items()
        for applicant, value in zip(applicants, values, strict=True)
    ]


def zero_table(blank_row: str, applicants: list[str]) -> list[Cell]:
    """Table three with 0 in every cell, except that `blank_row` states only its total."""
    return [
        Cell("requests", entry.key, applicant, "", None, BLANK)
        if entry.key == blank_row and applicant != "total"
        else number("requests", entry.key, applicant, Decimal(0))
        for entry in forms.rows("2021", "requests")
        if entry.statutory
        for applicant in applicants
    ]


def case_cells(given: dict[str, list[Decimal]], results: list[str]) -> list[Cell]:
    """Cells of table four: kind of case -> values in the order of the results."""
    return [
        number("cases", kind, result, value)
        for kind, values in given.items()
        for result, value in zip(results, values, strict=True)
    ]


def figures(agency: str, year: int, given: dict[str, Decimal], government: bool) -> list[Figure]:
    """Figures of the text under their metric codes, without their sentences."""
    found = []
    for name, value in given.items():
        if name not in FIGURES:
            continue
        metric, bound, unit = FIGURES[name]
        alone = (agency, year, metric) in OFFICE_ALONE or not government
        level = "agency" if alone else "area"
        found.append(Figure(metric, value, bound, unit, "year", "", "", 0, level=level, rule="transcribed"))
    return found


def report(entry: dict[str, Any], applicants: list[str], results: list[str]) -> Report:
    """One entry of the figures file as a parsed report."""
    agency, year = entry["agency"], entry["year"]
    agency_id = AGENCY_IDS[agency]
    government = agency_id.endswith("-government")
    cells = disclosure_cells(entry.get("disclosure", {})) + request_cells(entry.get("requests", {}), applicants)
    if (agency, year) in TOTAL_ONLY:
        cells += zero_table(TOTAL_ONLY[agency, year], applicants)
    cells += case_cells(entry.get("cases", {}), results)
    title = f"{agency}{year}年政府信息公开工作年度报告"
    digest = hashlib.sha256(json.dumps(entry, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()
    return Report(
        agency_printed=agency,
        agency_id=agency_id,
        region_code=entry["region_code"],
        year=year,
        form=entry["form"][:4],
        scope="area" if government else "office",
        title=title,
        published_on=None,
        source=Source(file=f"{title}（公开发布，数字摘录）", sha256=digest, medium="transcribed"),
        parser_version=PARSER_VERSION,
        cells=tuple(cells),
        figures=tuple(figures(agency, year, entry.get("narrative", {}), government)),
    )


def transcribe(source: Path, out: Path) -> list[Path]:
    """Write one parsed report per entry of `source` into `out`; the paths written."""
    given = json.loads(source.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for entry in given["reports"]:
        made = report(entry | {"year": int(entry["year"])}, given["columns"], given["case_columns"])
        path = out / f"{made.agency_id}-{made.year}-{made.source.sha256[:8]}.json"
        path.write_text(to_json(made), encoding="utf-8")
        written.append(path)
    return written


if __name__ == "__main__":
    transcribe(Path(sys.argv[1]), Path(sys.argv[2]))
