"""Facts become documents, documents become reports, reports become a build: nothing is lost, invented or changed."""

from __future__ import annotations

import csv
import json
import random
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from catalog import forms
from catalog.group_cells import group_parts
from catalog.metrics import Metric, columns_of
from dashboard.queries import measures, rates
from etl.batch.reading import read_bytes
from etl.demo import write_demo
from etl.demo.city import agencies, regions
from etl.demo.compare import differences
from etl.demo.expectations import described
from etl.demo.faults import rules_of_words
from etl.documents.document import Document
from etl.documents.sniff import read_document
from etl.parsing.sections import split_sections
from etl.report import Report, to_json
from etl.rules.reference import GROUP_RULES, RULES, World, plain, result_of
from etl.warehouse import build_warehouse

DISTRICTS, YEARS = {"990100", "990103"}, {2020, 2021, 2022}
FIRST_RULES = {
    "T3-01",
    "T3-02",
    "T3-03",
    "T3-04",
    "T4-01",
    "T4-02",
    "T4-03",
    "XY-01",
    "XY-03",
    "T2-01",
    "T2-03",
    "FM03",
    "FM06",
}


@dataclass(frozen=True)
class Trip:
    """One document: its truth, what was read and what was made of it."""

    truth: dict[str, Any]
    document: Document
    report: Report


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A smaller city: the city's own bureaus and one district, three years with a change of form and a merger."""
    out = tmp_path_factory.mktemp("city")
    write_demo(out, districts=DISTRICTS, years=YEARS)
    return out


@pytest.fixture(scope="module")
def trips(city: Path) -> list[Trip]:
    return list(_trips(city))


def _trips(city: Path) -> Iterator[Trip]:
    for line in (city / "truth" / "reports.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        path = city / "documents" / truth["file"]
        data = path.read_bytes()
        yield Trip(truth, read_document(data, path.name), read_bytes(data, truth["file"], truth["file"]))


@pytest.fixture(scope="module")
def built(city: Path, trips: list[Trip], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of the smaller city."""
    reports = city / "reports"
    reports.mkdir()
    (reports / "expected.csv").write_bytes((city / "expected.csv").read_bytes())
    for number, trip in enumerate(trips):
        (reports / f"{number}.json").write_text(to_json(trip.report), encoding="utf-8")
    return build_warehouse([reports], tmp_path_factory.mktemp("builds"))


@pytest.fixture(scope="module")
def build(built: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The build, opened for reading."""
    with duckdb.connect(str(built), read_only=True) as connection:
        yield connection


def test_the_smaller_city_has_every_medium_and_both_forms(trips: list[Trip]) -> None:
    media = Counter(trip.truth["medium"] for trip in trips)
    assert set(media) == {"html", "docx", "pdf", "text"}
    assert min(media.values()) >= 8
    assert {trip.truth["form"] for trip in trips} == {"2019", "2021"}
    assert len({quirk for trip in trips for quirk in trip.truth["quirks"]}) >= 40


def test_the_medium_is_told_by_content(trips: list[Trip]) -> None:
    assert all(trip.document.medium == trip.truth["medium"] for trip in trips)


def test_every_cell_is_read_as_printed(trips: list[Trip]) -> None:
    """Number, blank, dash and note alike."""
    wrong = {
        trip.truth["file"]: found for trip in trips if (found := differences(trip.truth["cells"], trip.report.cells))
    }
    assert wrong == {}
    assert sum(len(trip.truth["cells"]) for trip in trips) > 15000


def test_agency_year_form_scope_title_and_date_are_found(trips: list[Trip]) -> None:
    for trip in trips:
        for part in ("agency_id", "year", "form", "scope", "title", "published_on"):
            assert getattr(trip.report, part) == trip.truth[part], (trip.truth["file"], part)


def test_every_document_has_its_six_sections_in_order(trips: list[Trip]) -> None:
    for trip in trips:
        numbers = [section.number for section in split_sections(trip.document) if section.number != "0"]
        assert numbers == ["1", "2", "3", "4", "5", "6"], trip.truth["file"]


def test_no_doubt_is_raised_where_there_is_none(trips: list[Trip]) -> None:
    """Only local rows, broken identities and missing tables deserve a line."""
    codes = Counter(problem.code for trip in trips for problem in trip.report.problems)
    assert set(codes) <= {"label_unmatched", "identities_fail", "table_missing", "form_unknown"}


def test_figures_of_the_text_come_back_and_none_is_invented(trips: list[Trip]) -> None:
    stated, found, invented = 0, 0, []
    for trip in trips:
        wanted = {(one["metric"], Decimal(str(one["value"]))) for one in trip.truth["figures"]}
        read = {(one.metric, one.value) for one in trip.report.figures if one.scope == "year"}
        doubtful = {(one["metric"], Decimal(str(one["value"]))) for one in trip.truth["doubtful_figures"]}
        stated, found = stated + len(wanted), found + len(wanted & read)
        invented += [(trip.truth["file"], *one) for one in read - wanted - doubtful]
    assert stated > 600
    assert found / stated >= 0.97
    assert len(invented) / stated <= 0.01, invented


def test_the_build_holds_the_truth_cell_for_cell(trips: list[Trip], build: duckdb.DuckDBPyConnection) -> None:
    question = "SELECT agency_id, year, table_name, row_key, column_key, value, state FROM mart.printed_cell"
    held = {tuple(row[:5]): (row[5], row[6]) for row in build.execute(question).fetchall()}
    truth = {
        (trip.truth["agency_id"], trip.truth["year"], cell["table"], cell["row"], cell["column"]): (
            None if cell["value"] is None else Decimal(str(cell["value"])),
            cell["state"],
        )
        for trip in trips
        for cell in trip.truth["cells"]
    }
    assert len(truth) > 15000
    assert held == truth


def test_the_wide_row_holds_the_same_numbers(trips: list[Trip], build: duckdb.DuckDBPyConnection) -> None:
    columns = "agency_id, year, requests_received, requests_concluded, reviews_total"
    wide = {row[:2]: row[2:] for row in build.execute(f"SELECT {columns} FROM mart.agency_year").fetchall()}
    keys = (("requests", "received", "total"), ("requests", "concluded", "total"), ("cases", "review", "total"))
    for trip in trips:
        cells = {(cell["table"], cell["row"], cell["column"]): cell["value"] for cell in trip.truth["cells"]}
        wanted = tuple(cells.get(key) for key in keys)
        assert wide[trip.truth["agency_id"], trip.truth["year"]] == wanted, trip.truth["file"]


def test_the_checks_find_all_errors_and_warnings_and_nothing_else(city: Path, build: duckdb.DuckDBPyConnection) -> None:
    listed = {tuple(one) for one in json.loads((city / "faults.json").read_text("utf-8"))["failing"]}
    question = """SELECT DISTINCT rule, agency_id, year FROM core.check_result
                  WHERE result = 'fail' AND severity <> 'I'"""
    failed = set(build.execute(question).fetchall())
    assert failed - listed == set()
    assert listed - failed == set()
    assert {rule for rule, _, _ in listed} >= FIRST_RULES | rules_of_words()


def test_what_was_expected_and_is_missing_is_known(city: Path, build: duckdb.DuckDBPyConnection) -> None:
    listed = json.loads((city / "faults.json").read_text("utf-8"))["failing"]
    missing = {(agency_id, year) for rule, agency_id, year in listed if rule == "TM-04"}
    question = "SELECT agency_id, year FROM mart.report_coverage WHERE status = 'missing'"
    assert set(build.execute(question).fetchall()) == missing
    assert missing


def test_both_evaluations_agree_on_every_report_of_the_city_and_every_rule(
    city: Path, trips: list[Trip], build: duckdb.DuckDBPyConnection
) -> None:
    """The SQL on the build against the second evaluation, in plain Python, on the same parsed reports."""
    known = {key: described(agency) for key, agency in agencies().items()}
    reports = [plain(json.loads(to_json(trip.report))) | known[trip.truth["agency_id"]] for trip in trips]
    with (city / "expected.csv").open(encoding="utf-8") as file:
        due = {(line["agency_id"], int(line["year"])) for line in csv.DictReader(file)}
    as_of = str(build.execute("SELECT as_of FROM core.build").fetchall()[0][0])
    world = World(reports, known, due, as_of, {region.code: region.parent for region in regions().values()})
    rows = build.execute("SELECT rule, agency_id, year, result FROM core.check_result").fetchall()
    told: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for *place, result in rows:
        told[tuple(place)].add(result)
    differences = []
    for report in world.current():
        place = report["agency_id"], report["year"]
        for rule in (*RULES, *GROUP_RULES):
            here = next((one for one in ("fail", "unknown", "pass") if one in told[rule, *place]), "none")
            again = result_of(rule, *place, world) or "none"
            if here != again:
                differences.append((rule, *place, here, again))
    assert differences == []


def test_a_random_hundred_aggregates_are_exactly_what_the_cells_behind_them_come_to(
    built: Path, trips: list[Trip], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every cell listed is one that the document prints; their signed sums, divided, are the figure that is shown."""
    shutil.copy(built, tmp_path / built.name)
    monkeypatch.setenv("MINGJING_BUILDS", str(tmp_path))
    printed = {
        (trip.truth["agency_id"], trip.truth["year"], cell["table"], cell["row"], cell["column"]): cell["value"]
        for trip in trips
        for cell in trip.truth["cells"]
    }
    known = [one for one in measures.available().values() if from_cells(one)]
    bodies = sorted({trip.truth["agency_id"] for trip in trips})
    chance, asked, used = random.Random(100), 0, 0
    while asked < 100:
        metric, year = chance.choice(known), chance.choice(sorted(YEARS))
        ids = chance.sample(bodies, chance.randint(1, len(bodies)))
        row = rates.pooled(metric, ids, year, year).iloc[0]
        if row["value"] != row["value"]:
            continue
        cells = rates.cells_behind(metric, ids, year)
        for cell in cells.itertuples():
            place = (cell.agency_id, cell.year, cell.table_name, cell.row_key, cell.column_key)
            assert Decimal(str(printed[place])) * cell.sign == Decimal(str(cell.value)), (metric.key, place)
        above, below = (
            sum((Decimal(str(value)) for value in cells[cells.role == role]["value"]), Decimal(0))
            for role in ("numerator", "denominator")
        )
        expected = above / below * metric.scale if metric.has_base else above
        assert row["value"] == pytest.approx(float(expected), rel=1e-12, abs=1e-12), (metric.key, year, ids)
        assert cells["agency_id"].nunique() <= row["used"] <= row["expected"] <= len(ids)
        asked, used = asked + 1, used + len(cells)
    assert len(known) > 80
    assert used > 1000


def from_cells(metric: Metric) -> bool:
    """Whether a metric of a group is made of signed sums of cells, and of nothing else."""
    whole = metric.kind in ("count", "difference", "ratio", "per_1k", "per_10k", "growth")
    cells = set(forms.wide_columns()) | {name for form in forms.versions() for name in group_parts(form)}
    return whole and metric.aggregation == "pooled" and set(columns_of(metric)) <= cells
