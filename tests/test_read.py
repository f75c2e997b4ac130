"""A document becomes one parsed report: whose it is, its text, its tables, its figures, its doubts."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from etl.agencies import load_registry
from etl.documents.document import Document, Paragraph, Problem
from etl.documents.sniff import read_document
from etl.errors import UnreadableDocument
from etl.parsing.read import read_report
from etl.report import SCHEMA_FILE, Report, Source, from_record, to_json, to_record
from tests.report_grids import Sheet, laid, numbers, sheet, td

REAL = Path(__file__).parents[2] / "shared" / "real"
FIGURES: list[dict[str, Any]] = (
    json.loads((REAL / "figures.json").read_text(encoding="utf-8"))["reports"] if REAL.exists() else []
)
HELD = [report for report in FIGURES if report.get("document")]


def read(document: Document, file: str = "report.html") -> Report:
    return read_report(document, Source(file, "ab" * 32, document.medium), load_registry())


def titled(made: Sheet, year: int) -> Document:
    document = made.document()
    title = Paragraph(f"洪泽区人民政府{year}年政府信息公开工作年度报告")
    return Document(document.medium, (title, *document.blocks[1:]), problems=document.problems)


def codes(report: Report) -> set[str]:
    return {problem.code for problem in report.problems}


def test_a_report_carries_identity_sections_and_cells() -> None:
    report = read(titled(sheet("2021", numbers("2021")), 2023))
    assert (report.year, report.form, len(report.cells)) == (2023, "2021", 200)
    assert [section.number for section in report.sections] == ["0", "1", "2", "3", "4", "5", "6"]
    assert not codes(report) & {"form_not_of_year", "table_missing", "no_tables", "rows_missing"}
    assert list(Draft202012Validator(json.loads(SCHEMA_FILE.read_text())).iter_errors(to_record(report))) == []
    assert from_record(json.loads(to_json(report))) == report


@pytest.mark.parametrize(("form", "year", "due"), [("2019", 2022, "2021"), ("2021", 2020, "2019")])
def test_a_form_of_another_year_is_noted_and_read_all_the_same(form: str, year: int, due: str) -> None:
    report = read(titled(sheet(form, numbers(form)), year))
    assert report.form == form
    messages = [problem.message for problem in report.problems if problem.code == "form_not_of_year"]
    assert len(messages) == 1 and f"应为{due}年格式" in messages[0]


@pytest.mark.parametrize(("form", "year"), [("2019", 2019), ("2019", 2020), ("2021", 2021), ("2021", 2030)])
def test_the_form_of_the_year_is_not_noted(form: str, year: int) -> None:
    assert "form_not_of_year" not in codes(read(titled(sheet(form, numbers(form)), year)))


def test_a_missing_table_is_named() -> None:
    made = sheet("2021", numbers("2021"))
    made.four = []
    report = read(titled(made, 2023))
    assert [p.message for p in report.problems if p.code == "table_missing"] == ["缺少表格（复议诉讼情况表）"]


def test_a_report_without_tables_is_kept_with_a_problem() -> None:
    made = sheet("2021", numbers("2021"))
    made.two = made.three = made.four = []
    report = read(titled(made, 2023))
    assert report.cells == () and "no_tables" in codes(report)


def test_a_document_that_is_no_report_is_refused() -> None:
    with pytest.raises(UnreadableDocument):
        read(Document("html", (Paragraph("今日天气晴。"), Paragraph("气温3度。"))), "weather.html")


def test_problems_of_the_document_come_along() -> None:
    made = titled(sheet("2021", numbers("2021")), 2023)
    scanned = Document("image", made.blocks, problems=(Problem("truncated", "文件不完整"),), read_by_ocr=True)
    report = read(scanned)
    assert {"truncated", "read_by_ocr"} <= codes(report)
    assert not any(cell.certain for cell in report.cells)


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="the real documents are not beside the project")
@pytest.mark.parametrize("expected", HELD, ids=[report["document"] for report in HELD])
def test_every_cell_of_a_real_report_is_as_printed(expected: dict[str, Any]) -> None:
    data = (REAL / expected["document"]).read_bytes()
    report = read(read_document(data, expected["document"]), expected["document"])
    got = {(cell.table, cell.row, cell.column): cell for cell in report.cells}
    facts = {("disclosure", *_split(key)): value for key, value in expected["disclosure"].items()}
    columns, results = _axes()
    for table, axis in (("requests", columns), ("cases", results)):
        for row, values in expected.get(table, {}).items():
            facts |= {(table, row, column): value for column, value in zip(axis, values, strict=True)}
    for place, value in facts.items():
        assert got.pop(place).value == (None if value is None else Decimal(str(value))), place
    assert (report.year, report.form) == (expected["year"], "2021")
    assert report.region_code == expected["region_code"]
    if "requests" in expected:
        assert got == {}
        return
    blank = {place for place, cell in got.items() if cell.state == "blank"}
    assert blank == {("requests", "granted", column) for column in columns[:-1]}
    assert all(cell.value == 0 for place, cell in got.items() if place not in blank)
    assert len(got) == 175


def _split(key: str) -> tuple[str, str]:
    row, _, column = key.partition(".")
    return row, column


def _axes() -> tuple[list[str], list[str]]:
    axes = json.loads((REAL / "figures.json").read_text(encoding="utf-8"))
    return axes["columns"], axes["case_columns"]


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="the real documents are not beside the project")
def test_what_is_wrong_in_a_real_report_is_said_and_not_repaired() -> None:
    data = (REAL / "hongze-2023.pdf").read_bytes()
    report = read(read_document(data, "hongze-2023.pdf"), "hongze-2023.pdf")
    said = [problem.message for problem in report.problems if problem.code == "identities_fail"]
    assert said == ["表内勾稽关系不成立（行政复议各列之和、复议后起诉各列之和）"]
    total = next(c for c in report.cells if (c.table, c.row, c.column) == ("cases", "review", "total"))
    assert (total.printed, total.value) == ("0", 0)
    assert total.where.page == 4 and total.where.box is not None


def test_a_statistics_table_of_another_year_than_the_report_is_said() -> None:
    def of(column: str) -> Report:
        labels = (
            "主动公开信息数",
            "受理依申请公开信息总数",
            "当面申请数",
            "对申请的答复总数",
            "同意公开答复数",
            "行政复议数",
        )
        table = laid([td("指标名称", "单位", column), *(td(label, "条", "3") for label in labels)])
        title = Paragraph("洪泽区水利局2012年政府信息公开工作年度报告")
        return read(Document("html", (title, Paragraph("附表"), table)))

    assert "year_conflict" not in codes(of("2012年度"))
    stale = of("2011年度")
    assert (stale.year, stale.form) == (2012, "2008")
    assert [p.message for p in stale.problems if p.code == "year_conflict"] == [
        "标题、统计期限或正文的年度不一致（报告为2012年，统计表的列为2011年）"
    ]
