"""Coverage: the expected reports against those that came in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from etl.agencies import load_registry
from etl.batch.coverage import as_data, compare_lists, coverage, read_expected, reports_in, unplaced
from etl.batch.ledger import Ledger, Outcome
from etl.errors import MingjingError

pytestmark = pytest.mark.usefixtures("english")

ROOT = Path(__file__).resolve().parent.parent
CITY, REFORM = "990100-government", "990100-development_and_reform"


@pytest.fixture(scope="module")
def registry():
    return load_registry()


def write_report(folder: Path, agency: str, year: int) -> None:
    (folder / f"{agency}-{year}.json").write_text(json.dumps({"agency_id": agency, "year": year}), encoding="utf-8")


def test_missing_agencies_are_named_in_official_order(registry):
    expected = {(agency, 2023) for agency in (REFORM, CITY, "990101-government", "990100-nobody")}
    (line,) = coverage({(CITY, 2023)}, expected, registry)
    assert (line.year, line.expected, line.came, line.rate) == (2023, 4, 1, 0.25)
    assert [one.agency_id for one in line.missing] == [REFORM, "990100-nobody", "990101-government"]
    assert line.missing[0].name_zh == "演示市发展和改革委员会"
    assert line.missing[1].name_zh == "990100-nobody"


def test_a_report_that_nobody_expected_counts_for_nothing(registry):
    (line,) = coverage({(CITY, 2023), (REFORM, 2023)}, {(CITY, 2023)}, registry)
    assert (line.expected, line.came, line.missing) == (1, 1, ())
    assert [one.agency_id for one in line.besides] == [REFORM]


def test_a_year_without_expectation_has_no_rate(registry):
    (line,) = coverage({(CITY, 2023)}, set(), registry)
    assert line.rate is None
    assert as_data([line])[0]["rate"] is None


def test_without_a_list_every_agency_of_the_register_is_expected(registry):
    listed = [one for one in registry.agencies.values() if one.region_code == "990100"]
    (line,) = coverage({(CITY, 2023)}, None, registry)
    assert line.expected == len([one for one in listed if one.was_valid(2023)]) > 10
    assert line.came == 1
    below = [one for one in registry.agencies.values() if one.region_code.startswith("9901")]
    (line,) = coverage({(CITY, 2023)}, None, registry, region="990100", year=2023)
    assert line.expected == len([one for one in below if one.was_valid(2023)]) > len(listed)


def test_an_agency_that_the_register_lacks_is_expected_from_its_first_report_on(registry):
    schools = "320813-education"
    assert registry.get(schools) is None
    came = {(schools, 2022), ("320813-government", 2021), ("320813-government", 2023)}
    lines = coverage(came, None, registry, names={schools: "洪泽区教育局"})
    assert [(line.year, line.expected, line.came) for line in lines] == [(2021, 1, 1), (2022, 2, 1), (2023, 2, 1)]
    assert [one.name_zh for one in lines[2].missing] == ["洪泽区教育局"]
    assert [one.agency_id for one in lines[1].missing] == ["320813-government"]


def test_an_agency_is_not_expected_after_its_end(registry):
    gone = next(one for one in registry.agencies.values() if one.valid_to)
    lines = coverage({(gone.agency_id, gone.valid_to - 1), (CITY, gone.valid_to + 1)}, None, registry)
    assert gone.agency_id not in {one.agency_id for one in lines[-1].missing}
    county, city = "320829-government", "320813-government"  # Hongze was a county until 2016, a district since
    lines = coverage({(county, 2015), (city, 2017)}, None, registry)
    assert [(line.year, line.expected) for line in lines] == [(2015, 1), (2017, 1)]


def test_every_region_asked_for_is_held_to_its_government(registry):
    (line,) = coverage({("320800-government", 2023)}, None, registry, region="320800")
    named = [one.name_zh for one in line.missing if one.agency_id.endswith("-government")]
    places = ["淮安区", "淮阴区", "清江浦区", "洪泽区", "涟水县", "盱眙县", "金湖县"]  # of Huai'an, in 2023
    assert (line.came, named) == (1, [f"{place}人民政府" for place in places])


def test_region_and_year_narrow_both_sides(registry):
    expected = {("990101-government", 2022), ("990101-government", 2023), (CITY, 2023)}
    lines = coverage({("990101-government", 2022), (CITY, 2023)}, expected, registry, region="990101")
    assert [(line.year, line.expected, line.came) for line in lines] == [(2022, 1, 1), (2023, 1, 0)]
    lines = coverage({("990101-government", 2022)}, expected, registry, region="990101", year=2023)
    assert [(line.year, line.came) for line in lines] == [(2023, 0)]
    with pytest.raises(MingjingError, match="No region has the code 123456"):
        coverage(set(), expected, registry, region="123456")


def test_reports_are_found_in_a_ledger_and_in_records(tmp_path):
    write_report(tmp_path, CITY, 2022)
    (tmp_path / "more.jsonl").write_text(f'{{"agency_id": "{REFORM}", "year": 2021}}\n{{"agency_id": null}}\n')
    (tmp_path / "problems.jsonl").write_text('{"agency_id": "x", "year": 2000}\n')
    assert reports_in(tmp_path) == {(CITY, 2022), (REFORM, 2021)}
    with Ledger(tmp_path) as ledger:
        ledger.record(Outcome("a.html", "s", "1", report="r.json", agency_id=CITY, year=2023))
        ledger.record(Outcome("b.html", "t", "1", agency_id=REFORM, year=2023))
        ledger.record(Outcome("c.html", "u", "1", report="c.json", agency_id=None, year=2023))
    assert reports_in(tmp_path) == {(CITY, 2023)}


def test_a_list_without_its_columns_is_named(tmp_path):
    path = tmp_path / "expected.csv"
    path.write_text("agency,year\nx,2023\n")
    with pytest.raises(MingjingError, match="agency_id and year"):
        read_expected(path)
    path.write_text("agency_id,year\nx,last\n")
    with pytest.raises(MingjingError, match="line 2"):
        read_expected(path)


def test_the_verb_prints_a_table_and_json(tmp_path):
    write_report(tmp_path, CITY, 2023)
    (tmp_path / "expected.csv").write_text(f"agency_id,year,deadline_on\n{CITY},2023,\n{REFORM},2023,\n")
    command = [sys.executable, "-m", "etl", "coverage", str(tmp_path)]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True).stdout
    assert "演示市发展和改革委员会" in shown
    assert "50.0%" in shown
    data = subprocess.run([*command, "--json"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True).stdout
    assert json.loads(data) == [
        {
            "year": 2023, "expected": 2, "came": 1, "rate": 0.5, "besides": [],
            "missing": [{"agency_id": REFORM, "name_zh": "演示市发展和改革委员会"}],
        }
    ]  # fmt: skip


def test_reports_of_agencies_that_no_register_knows_are_told_from_no_reports(tmp_path):
    with pytest.raises(MingjingError, match="There is no parsed report"):
        compare_lists(tmp_path, None, None, None)
    for number in range(3):
        (tmp_path / f"unresolved-{number}.json").write_text(json.dumps({"agency_id": None, "year": 2023}))
    assert (reports_in(tmp_path), unplaced(tmp_path)) == (set(), 3)
    with pytest.raises(MingjingError, match="holds 3 reports, of agencies that are not in the register"):
        compare_lists(tmp_path, None, None, None)
