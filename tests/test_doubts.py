"""What the application says of readings that are not certain: on the report, behind a value, in the list of quality."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from catalog.metrics import metrics
from catalog.texts import speaker
from dashboard import compared, doubts, warehouse
from dashboard.queries import doubts as asked
from dashboard.queries import rates
from dashboard.reader import Reader
from etl.warehouse import build_warehouse
from tests.rule_vectors import record
from tests.test_pages import frame, html_of, run

ZH, EN = Reader("zh", "real", speaker("zh")), Reader("en", "real", speaker("en"))
SCANNED, PLAIN = "110101-education", "110101-audit"
UNPROVEN = "扫描件中的这些数字没有得到勾稽关系印证（予以公开·自然人“7”（多次识别不一致））"
REMEDY = "逐格对照原件核对；其余数字的行列合计都相符"


def scanned(year: int, **more: Any) -> dict[str, Any]:
    """A report of which one cell, 予以公开 of natural persons, is not certain."""
    made = record(SCANNED, year, {"name": "东城区教育局", "zero": ["requests", "cases"]} | more)
    for cell in made["cells"]:
        cell["certain"] = (cell["row"], cell["column"]) != ("granted", "natural_person")
    made["problems"] = [
        {"code": "figures_unproven", "message": UNPROVEN},
        {"code": "identities_fail", "message": "表内勾稽关系不成立"},
        {"code": "label_unmatched", "message": "有表格行不属于法定格式，按原样保留（其他）"},
    ]
    return made


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two years of a scanned report and a plain one of the second year."""
    folder = tmp_path / "reports"
    folder.mkdir()
    cells = {
        "requests.received.natural_person": 9,
        "requests.granted.natural_person": 7,
        "requests.received.total": 9,
        "requests.granted.total": 7,
        "requests.concluded.total": 9,
    }
    made = [
        scanned(2022),
        scanned(2023, cells=cells),
        record(PLAIN, 2023, {"name": "东城区审计局", "zero": ["requests"]}),
    ]
    made[2]["problems"] = [{"code": "agency_unknown", "message": "单位不在名录中（东城区审计局）"}]
    for number, one in enumerate(made):
        (folder / f"{number}.json").write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
    build_warehouse([folder], tmp_path / "builds")
    monkeypatch.setenv("MINGJING_BUILDS", str(tmp_path / "builds"))
    return tmp_path / "builds"


def test_the_build_lists_the_cells_that_are_not_certain(build: Path) -> None:
    found = warehouse.ask("select agency_id, year, row_key, column_key, wide_column from mart.uncertain_cell")
    assert found.values.tolist() == [
        [SCANNED, year, "granted", "natural_person", "requests_granted_natural_person"] for year in (2022, 2023)
    ]


def test_a_value_says_whose_cells_it_rests_on_are_not_certain(build: Path) -> None:
    held = ["requests_granted_natural_person"]
    assert asked.resting_on(held, [SCANNED, PLAIN], 2023, 2023) == [SCANNED]
    assert asked.resting_on(held, [PLAIN], 2022, 2023) == []
    assert asked.resting_on(["requests_received_total"], [SCANNED], 2022, 2023) == []
    natural = next(one for one in metrics().values() if "requests_received_natural_person" in one.numerator)
    assert doubts.caption(natural, [SCANNED, PLAIN], 2022, 2023, ZH) == ""  # it rests on another column


def test_the_report_page_tells_the_doubts_with_what_to_do_and_marks_the_cell(build: Path) -> None:
    at = run("pages/analysis/report.py", data="real", agency=SCANNED, year="2023")
    html = html_of(at)
    assert "读取时的疑点 2 条" in [
        one.value for one in at.header
    ]  # what the checks of the build say place by place is not said again
    assert f"{UNPROVEN} → {REMEDY}" in html and "表内勾稽关系不成立" not in html
    (cell,) = re.findall(r'<td class="[a-z ]*unsure" title="([^"]*)">7</td>', html)
    assert "读法不确定：没有勾稽关系印证，或按位置读出；请对照原件" in cell
    assert "点线为读法不确定" in html
    plain = html_of(run("pages/analysis/report.py", data="real", agency=PLAIN, year="2023"))
    assert (
        "单位不在名录中（东城区审计局）" in plain
        and "unsure" not in plain.split("</style>")[-1]
        and "点线" not in plain
    )


def test_the_doubts_are_told_in_english(build: Path) -> None:
    found = doubts.told(asked.of_report(str(warehouse.ask(
        "select report_id from core.report where agency_id = $a and year = 2023", {"a": SCANNED}
    )["report_id"].iloc[0])))  # fmt: skip
    told = doubts.items(found, EN)
    assert "Figures of the scan that no sum bears out (Granted·Natural persons “7” (readings differ))" in told
    assert "Doubtful" in told and "Note" in told


def test_who_has_compared_the_cells_makes_them_certain_until_they_are_read_otherwise(
    build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = tmp_path / "people"
    made_of = warehouse.ask("select fingerprint from core.build")["fingerprint"].iloc[0]
    monkeypatch.setenv("MINGJING_VERDICTS", str(people / "verdicts"))
    at = run("pages/analysis/report.py", data="real", agency=SCANNED, year="2023")
    assert "已逐格对照原件？（1 格）" in [one.label for one in at.expander]
    (button,) = [one for one in at.button if one.label == "1 格都与原件一致"]
    button.click().run()
    assert "请写明对照人。" in [one.value for one in at.warning] and not compared.path().exists()
    next(one for one in at.text_input if one.label == "对照人").set_value("甲")
    next(one for one in at.button if one.label == "1 格都与原件一致").click().run()
    assert [one.value for one in at.success] == ["甲已对照原件，下一次生成数据版本时生效。"]
    (line,) = list(csv.DictReader(compared.path().open(encoding="utf-8")))
    assert (line["agency_id"], line["year"], line["row_key"], line["printed"]) == (SCANNED, "2023", "granted", "7")

    later = tmp_path / "later"
    build_warehouse([tmp_path / "reports"], later, data=people)
    monkeypatch.setenv("MINGJING_BUILDS", str(later))
    assert warehouse.ask("select year from mart.uncertain_cell")["year"].tolist() == [2022]
    assert warehouse.ask("select fingerprint from core.build")["fingerprint"].iloc[0] != made_of
    assert doubts.of_reports([SCANNED], 2023).empty and len(doubts.of_reports([SCANNED], 2022)) == 1
    again = run("pages/analysis/report.py", data="real", agency=SCANNED, year="2023")
    assert any(one.value.startswith("甲已对照原件 1 格（") for one in again.caption)
    assert "unsure" not in html_of(again).split("</style>")[-1]

    other = json.loads((tmp_path / "reports" / "1.json").read_text(encoding="utf-8"))
    for cell in other["cells"]:
        if (cell["row"], cell["column"]) == ("granted", "natural_person"):
            cell |= {"printed": "1", "value": 1}
    (tmp_path / "reports" / "1.json").write_text(json.dumps(other, ensure_ascii=False), encoding="utf-8")
    build_warehouse([tmp_path / "reports"], tmp_path / "latest", data=people)
    monkeypatch.setenv("MINGJING_BUILDS", str(tmp_path / "latest"))
    assert warehouse.ask("select status from core.reading_verdict")["status"].tolist() == ["changed"]
    assert warehouse.ask("select year from mart.uncertain_cell order by year")["year"].tolist() == [2022, 2023]


def test_the_page_of_quality_lists_the_reports_read_with_doubts(build: Path) -> None:
    at = run("pages/oversight/quality.py", data="real", year="all", who="all")
    assert "读取有疑点的年报 2 份" in [one.value for one in at.header]
    shown = frame(at, "不确定的单元格")
    assert shown["年度"].tolist() == ["2023", "2022"]
    assert shown["不确定的单元格"].tolist() == [1, 1]
    assert shown["怎么办"].tolist() == [REMEDY, REMEDY]
    assert doubts.of_reports([PLAIN], None).empty  # that it is not in the register is no doubt of its figures


def test_the_cells_behind_a_value_say_which_are_not_certain(build: Path) -> None:
    cells = rates.cells_behind(metrics()["grant_rate"], [SCANNED], 2023)
    assert cells["certain"].all()  # the rate is made of totals
    assert "读法" not in reading_of(cells.assign(certain=True))
    one = cells.assign(certain=[place != 0 for place in range(len(cells))])
    assert reading_of(one)["读法"].tolist()[:2] == ["不确定，须对照原件", ""]


def reading_of(cells: Any) -> Any:
    from dashboard import lists

    return lists.behind(cells.assign(of_year=2023), ZH)
