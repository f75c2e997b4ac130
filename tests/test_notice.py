"""The quality page hands each agency its list: rule, wording, basis; texts that are alike lead side by side."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pandas as pd

from catalog.texts import speaker
from dashboard import faults, notice, quality, warehouse
from dashboard.queries import coverage, reports
from dashboard.reader import Reader
from tests.test_pages import asked, frame, run

pytest_plugins = ["tests.city_fixtures"]
PAGE = "pages/oversight/quality.py"
READER = Reader("zh", "demo", speaker("zh"))
POLICE = "998801-public_security"


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words_of(document: bytes) -> tuple[list[tuple[str, str]], list[list[str]]]:
    """(style, text) of every paragraph, and the cells of every row of the tables."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    paragraphs = [
        (
            style.get(f"{W}val", "") if (style := found.find(f"{W}pPr/{W}pStyle")) is not None else "",
            "".join(text.text or "" for text in found.iter(f"{W}t")),
        )
        for found in body.iter(f"{W}p")
    ]
    rows = [
        ["".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]
        for row in body.iter(f"{W}tr")
    ]
    return paragraphs, rows


def notices(ids: list[str], year: int) -> list[notice.Notice]:
    build = warehouse.newest_build()
    return notice.of_all(reports.failed_checks(ids, year), coverage.build_status("demo").as_of, build.name, "demo")


def test_a_notice_says_what_is_wrong_in_the_rules_words_with_its_basis(city: Path) -> None:
    (one,) = notices([POLICE], 2023)
    paragraphs, cells = words_of(notice.to_docx(one))
    text = "\n".join(said for _, said in paragraphs)
    assert "关于核对甲区公安局2023年政府信息公开工作年度报告的清单" in text
    assert f"有以下{len(one.checks)}处" in text and "演示数据" in text
    said = {row[3]: row for row in cells}
    assert said["T4-01"][1] == "表四行政复议：四项之和＝15，总计＝14，相差1"
    assert said["T4-01"][2] == "表四：总计为结果维持、结果纠正、其他结果、尚未审结之和"
    assert sum(row[0].isdigit() for row in cells) == len(one.checks)
    assert next(said for style, said in paragraphs if style == "Heading1") == "数字对不上"


def test_the_package_holds_one_notice_an_agency_and_a_list_and_is_the_same_each_time(city: Path) -> None:
    ids = [POLICE, "998802-public_security", "998801-education"]
    made = notices(ids, 2023)
    package = notice.to_zip(made)
    assert package == notice.to_zip(made)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert sorted(archive.namelist()) == sorted(["总表.csv", *(one.file for one in made)])
        table = pd.read_csv(io.BytesIO(archive.read("总表.csv")))
    assert table["单位"].tolist() == [one.agency for one in made]
    by_agency = dict(zip(table["单位"], table["数字对不上"], strict=True))
    assert (
        by_agency["甲区公安局"] >= 1 and dict(zip(table["单位"], table["逾期或未见"], strict=True))["乙区公安局"] == 1
    )


def test_a_late_report_is_listed_with_its_dates_and_without_sums(city: Path) -> None:
    """乙区公安局's report of 2023 was due on 31 January 2024; the days are asked
    of the build in SQL of the test's own."""
    late = frame(run(PAGE, year="2023", about="time"), "规则").iloc[0]
    ((due, published),) = asked(
        city,
        """select deadline_on, published_on from mart.report_coverage
           where agency_id = '998802-public_security' and year = 2023""",
    )
    assert (late["期限"], late["发布日期"] or None) == (str(due), str(published) if published else None)
    assert not {"等式左边", "等式右边", "差额", "空白或“/”的单元格"} & set(late.index)
    sums = frame(run(PAGE, year="2023", rule="T4-01"), "规则").iloc[0]
    assert (sums["等式左边"], sums["等式右边"], sums["差额"]) == (15, 14, 1)
    assert not {"期限", "发布日期", "决定"} & set(sums.index)


def test_blank_cells_are_named_column_by_column_and_the_rest_is_counted() -> None:
    cells = [["requests", row, "research_institution"] for row in ("received", "carried_in", "granted")]
    cells += [["requests", "received", "total"], ["cases", "review", "total"], ["disclosure", "fees_10k_yuan", ""]]
    cells += [["cases", "direct_litigation", "total"]]
    check = {"rule": "FM06", "blanks": json.dumps(cells)}
    assert faults.blanks(check, "zh").startswith("科研机构（3格）、本年新收、行政复议")
    assert faults.blanks(check, "zh").endswith("等，另有1处")
    assert faults.blanks(check, "en").endswith(" and 1 more places")
    assert faults.beside({"rule": "T4-01", "blanks": None}, "zh") == ""


def test_a_notice_names_the_days(city: Path) -> None:
    (one,) = notices(["998802-public_security"], 2023)
    said = {row[3]: row[1] for row in words_of(notice.to_docx(one))[1]}
    told = [words for rule, words in said.items() if rule.startswith("TM-")]
    assert told and all("期限2024-01-31" in words for words in told)


def test_the_list_is_filtered_by_kind_of_fault_rule_and_agency(city: Path) -> None:
    only = frame(run(PAGE, year="2023", rule="T4-01"), "规则")
    assert (only["规则"].tolist(), only["单位"].tolist()) == (["T4-01"], ["甲区公安局"])
    late = frame(run(PAGE, year="2023", about="time"), "规则")
    assert late["单位"].tolist() == ["乙区公安局"]
    mine = frame(run(PAGE, year="2023", of=POLICE, level="EWI"), "规则")
    assert set(mine["单位"]) == {"甲区公安局"}


def test_the_chart_of_rules_speaks_in_words(city: Path) -> None:
    labels, counts, tips, rules = quality.by_rule(reports.failed_checks([POLICE], 2023), READER)
    at = rules.index("T4-01")
    assert "T4-01" in labels[at]
    assert labels[at].startswith("表四：总计为结果维持") and counts[at] == 1.0
    assert "表四：总计为结果维持、结果纠正、其他结果、尚未审结之和" in tips[at]


def test_texts_that_are_alike_lead_to_the_page_that_shows_them_side_by_side(city: Path) -> None:
    row = {"kind": "peer", "agency_id": "a", "other_id": "b", "year": 2023, "other_year": 2023}
    address = urlsplit(quality.address_of(row, READER))
    assert address.path == "beside"
    assert parse_qs(address.query) == {
        "data": ["demo"],
        "agency": ["a"],
        "year": ["2023"],
        "pair": ["agencies"],
        "other": ["b"],
    }
    own = parse_qs(urlsplit(quality.address_of(row | {"kind": "own_year_before", "other_year": 2022}, READER)).query)
    assert own["against"] == ["2022"] and "pair" not in own
