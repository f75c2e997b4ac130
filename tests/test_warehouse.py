"""The build: what goes in comes out, versions and duplicates are told apart, missing is not zero."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from catalog import forms
from etl.errors import BuildFailed
from etl.loading.reports import reader
from etl.warehouse import build_warehouse
from tests.rule_vectors import record

DATA = Path(__file__).parent.parent / "data"
FEW = {
    "zero": ["requests", "cases", "disclosure"],
    "cells": {"requests.received.total": 3, "requests.granted.total": 3},
}


def written(folder: Path, *records: dict[str, Any]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(records):
        (folder / f"report_{number}.json").write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
    return folder


@contextmanager
def opened(build: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(build), read_only=True) as connection:
        yield connection


def asked(build: Path, query: str) -> list[tuple[Any, ...]]:
    with opened(build) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def real_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_warehouse([DATA / "real"], tmp_path_factory.mktemp("real"))


def test_every_printed_figure_of_the_real_reports_is_in_the_wide_row(real_build: Path) -> None:
    compared = 0
    with opened(real_build) as connection:
        wide = connection.execute("SELECT * FROM mart.agency_year").fetch_df()
    rows = {(row["agency_id"], row["year"]): row for row in wide.to_dict("records")}
    assert len(rows) == 9
    for path in (DATA / "real").glob("*.json"):
        one = json.loads(path.read_text(encoding="utf-8"))
        row = rows[one["agency_id"], one["year"]]
        for cell in one["cells"]:
            if cell["state"] == "number":
                name = forms.wide_column(cell["table"], cell["row"], cell["column"])
                assert Decimal(str(row[name])) == Decimal(str(cell["value"])), (path.name, name)
                compared += 1
    assert compared > 1500


def test_a_blank_is_null_and_a_printed_zero_is_zero(real_build: Path) -> None:
    build = real_build
    row = asked(
        build,
        "SELECT requests_granted, requests_granted_natural_person, requests_refused, requests_refused_natural_person "
        "FROM mart.agency_year WHERE agency_id = '410803-government_services'",
    )[0]
    assert row == (0, None, 0, 0)
    printed = asked(
        build,
        "SELECT printed, value, state FROM mart.printed_cell WHERE agency_id = '410803-government_services' "
        "AND wide_column = 'requests_granted_natural_person'",
    )
    assert printed == [("", None, "blank")]
    nothing = asked(build, "SELECT requests_received FROM mart.agency_year WHERE agency_id LIKE '321322%'")
    assert nothing == [(None,)]


def test_a_group_is_the_sum_of_its_parts_unless_one_is_no_number_and_a_printed_row_wins(tmp_path: Path) -> None:
    whole = {
        "zero": ["requests"],
        "cells": {"requests.refused.state_secret.total": 2, "requests.refused.enforcement_file.total": 5},
    }
    open_ = {
        "zero": ["requests"],
        "cells": {"requests.refused.state_secret.total": 2, "requests.refused.enforcement_file.total": ""},
    }
    single = {"cells": {"requests.otherwise_closed.total": 7, "requests.received.total": 7}}
    folder = written(
        tmp_path / "in", record("a-x", 2023, whole), record("b-x", 2023, open_), record("c-x", 2023, single)
    )
    build = build_warehouse([folder], tmp_path / "out", data=tmp_path)
    found = asked(build, "SELECT requests_refused, requests_otherwise_closed FROM mart.agency_year ORDER BY agency_id")
    assert found == [(7, 0), (None, 0), (None, 7)]


def test_the_figures_of_the_text_are_kept_as_stated(tmp_path: Path) -> None:
    figures = [
        {"metric": "online_rate", "value": 99.7, "unit": "%"},
        {"metric": "website_items", "value": 100, "unit": "条", "part": "a"},
        {"metric": "website_items", "value": 20, "unit": "条", "part": "b"},
        {"metric": "proactive_items", "value": 900, "unit": "条", "bound": "≥"},
        {"metric": "wechat_items", "value": 5, "unit": "条", "rival": True},
        {"metric": "weibo_items", "value": 5, "unit": "条", "confidence": "ask"},
        {"metric": "trainings", "value": 5, "unit": "次", "scope": "cumulative"},
        {"metric": "requests_carried_over", "value": 4, "unit": "件", "part": "out"},
    ]
    folder = written(tmp_path / "in", record("a-x", 2023, {"figures": figures}))
    build = build_warehouse([folder], tmp_path / "out", data=tmp_path)
    found = asked(
        build,
        "SELECT stated_online_rate, stated_website_items, stated_proactive_items, stated_inexact, stated_wechat_items, "
        "stated_weibo_items, stated_trainings, stated_requests_carried_out FROM mart.agency_year",
    )
    assert found == [(Decimal("0.997"), 120, 900, ["stated_proactive_items"], None, None, None, 4)]


def test_the_printed_unit_is_loaded_and_empty_where_a_record_or_an_older_parquet_file_names_none(
    tmp_path: Path,
) -> None:
    told = {"metric": "wechat_items", "value": 120000, "unit": "条", "printed_unit": "萬條"}
    silent = {"metric": "weibo_items", "value": 5, "unit": "条"}
    folder = written(tmp_path / "in", record("a-x", 2023, {"figures": [told, silent]}))
    question = "SELECT metric, printed_unit FROM mart.figure ORDER BY metric"
    build = build_warehouse([folder], tmp_path / "out", data=tmp_path)
    assert asked(build, question) == [("wechat_items", "萬條"), ("weibo_items", "")]
    old = written(tmp_path / "old", record("a-x", 2023, {"figures": [silent]}))
    (tmp_path / "parquet").mkdir()
    duckdb.sql(f"COPY (FROM read_json('{old}/*.json')) TO '{tmp_path}/parquet/old.parquet'")
    build = build_warehouse([tmp_path / "parquet"], tmp_path / "again", data=tmp_path)
    assert asked(build, question) == [("weibo_items", "")]


def test_two_versions_are_kept_and_the_latest_is_current(tmp_path: Path) -> None:
    first = record("a-x", 2023, FEW | {"published_on": "2024-01-20"})
    second = record("a-x", 2023, FEW | {"published_on": "2024-02-20", "cells": {"requests.received.total": 4}})
    second["source"]["sha256"] = "other"
    build = build_warehouse([written(tmp_path / "in", second, first)], tmp_path / "out", data=tmp_path)
    versions = asked(build, "SELECT version_number, is_current, is_primary, published_on FROM core.report ORDER BY 1")
    assert versions == [(1, False, False, date(2024, 1, 20)), (2, True, True, date(2024, 2, 20))]
    assert asked(build, "SELECT requests_received FROM mart.agency_year") == [(4,)]
    # the first publication was on time, whatever was published later
    assert asked(build, "SELECT status, days_late FROM mart.report_coverage") == [("present", 0)]


def test_the_same_report_twice_is_one_report_with_two_sources(tmp_path: Path) -> None:
    one, other = record("a-x", 2023, FEW), record("a-x", 2023, FEW)
    other["source"] = {"file": "copy.pdf", "sha256": "copy", "medium": "pdf", "address": "https://example.org/a"}
    build = build_warehouse([written(tmp_path / "in", one, other)], tmp_path / "out", data=tmp_path)
    assert asked(build, "SELECT count(*) FROM core.report") == [(1,)]
    assert asked(build, "SELECT count(*), count(DISTINCT report_id) FROM core.report_source") == [(2, 1)]


def test_a_governments_own_row_is_its_report_for_the_whole_area(tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text(
        "agency_id,name_zh,name_en,short_zh,aliases,kind,region_code,level,position,valid_from,valid_to,predecessors,"
        "collection\na-g,甲区人民政府,,甲区政府,,government,110101,county,1,,,,real\n",
        encoding="utf-8",
    )
    office = record("a-g", 2023, FEW | {"scope": "office"})
    area = record("a-g", 2023, FEW | {"scope": "area", "cells": {"requests.received.total": 40}})
    build = build_warehouse([written(tmp_path / "in", office, area)], tmp_path / "out", data=tmp_path)
    assert asked(build, "SELECT scope, requests_received FROM mart.agency_year") == [("area", 40)]
    assert asked(build, "SELECT scope, is_primary FROM core.report ORDER BY 1") == [("area", True), ("office", False)]
    assert asked(build, "SELECT deadline_on FROM core.report LIMIT 1") == [(date(2024, 3, 31),)]


def test_an_agency_that_nobody_listed_still_loads_under_its_printed_name(tmp_path: Path) -> None:
    one = record("", 2023, FEW) | {"agency_id": None, "agency_printed": "某镇人民政府"}
    build = build_warehouse([written(tmp_path / "in", one)], tmp_path / "out", data=tmp_path)
    [(agency_id, *rest)] = asked(build, "SELECT agency_id, name_zh, is_listed, initials FROM core.agency")
    assert agency_id.startswith("unresolved:")
    assert rest == ["某镇人民政府", False, "mzrmzf"]


def test_one_bad_file_is_named_and_nothing_else_is_lost(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", record("a-x", 2023, FEW), record("b-x", 2023, FEW))
    (folder / "broken.json").write_text('{"schema_version": "1.0", "cells": [', encoding="utf-8")
    (folder / "strange.json").write_text('{"hello": 1}', encoding="utf-8")
    (folder / "empty.json").write_text("", encoding="utf-8")
    (folder / "problems.jsonl").write_text('{"file": "x", "code": "y"}\n', encoding="utf-8")
    written(folder / "more", record("c-x", 2023, FEW) | {"year": None})
    build = build_warehouse([folder], tmp_path / "out", data=tmp_path)
    assert asked(build, "SELECT count(*) FROM core.report") == [(2,)]
    rejected = {Path(name).name: code for name, code in asked(build, "SELECT loaded_from, code FROM raw.rejected")}
    assert rejected == {
        "broken.json": "parsed_report_unreadable",
        "strange.json": "parsed_report_incomplete",
        "report_0.json": "unknown_year",
        "empty.json": "parsed_report_unreadable",
    }


def test_json_lines_and_parquet_give_the_same_rows_as_json(tmp_path: Path, real_build: Path) -> None:
    paths = sorted((DATA / "real").glob("*.json"))
    lines = [json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False) for path in paths]
    (tmp_path / "all.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * EXCLUDE (filename) FROM {reader('.jsonl')}) "
            f"TO '{tmp_path / 'all.parquet'}' (FORMAT parquet)",
            [str(tmp_path / "all.jsonl")],
        ).fetchall()
    wanted = rows_of(real_build)
    for name in ("all.jsonl", "all.parquet"):
        assert rows_of(build_warehouse([tmp_path / name], tmp_path / "b")) == wanted


def rows_of(build: Path) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for table in ("mart.agency_year", "core.check_result", "mart.report_coverage", "core.figure", "core.agency"):
        found += asked(build, f"SELECT '{table}', * FROM {table} ORDER BY ALL")
    found += asked(build, "SELECT * FROM mart.printed_cell ORDER BY ALL")
    return found


def test_building_again_gives_the_same_rows_and_the_same_fingerprint(tmp_path: Path, real_build: Path) -> None:
    one, other = real_build, build_warehouse([DATA / "real"], tmp_path)
    assert rows_of(one) == rows_of(other)
    query = "SELECT as_of, reports, fingerprint FROM core.build"
    assert asked(one, query) == asked(other, query)


def test_debris_of_a_killed_builder_goes_and_a_running_one_stays(tmp_path: Path) -> None:
    dead, alive = tmp_path / ".building-999999999-x.duckdb", tmp_path / f".building-{os.getppid()}-x.duckdb"
    for path in (dead, alive, tmp_path / ".building-999999999-x.duckdb.wal"):
        path.write_text("half")
    build = build_warehouse([DATA / "real"], tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {build.name, alive.name}


def test_a_build_that_fails_leaves_the_earlier_one_alone(tmp_path: Path) -> None:
    build = build_warehouse([DATA / "real"], tmp_path / "out")
    (tmp_path / "nothing").mkdir()
    with pytest.raises(BuildFailed, match="nothing"):
        build_warehouse([tmp_path / "nothing"], tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == [build.name]


def test_a_missing_report_is_expected_from_the_list_and_counted_late_to_the_day(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", record("a-x", 2023, FEW | {"published_on": "2024-02-10"}))
    (folder / "expected.csv").write_text("agency_id,year\na-x,2023\na-x,2022\na-x,2024\n", encoding="utf-8")
    build = build_warehouse([folder], tmp_path / "out", data=tmp_path, as_of=date(2024, 3, 1))
    found = asked(build, "SELECT year, status, days_late FROM mart.report_coverage ORDER BY year")
    assert found == [(2022, "missing", 395), (2023, "late", 10)]  # 2024 is not due on 1 March 2024
    missing = asked(build, "SELECT year, left_value FROM core.check_result WHERE rule = 'TM-04' AND result = 'fail'")
    assert missing == [(2022, 395)]


def test_an_agency_that_reported_once_is_expected_again_without_a_list(tmp_path: Path) -> None:
    two = [record("a-x", 2021, FEW), record("b-y", 2022, FEW), record("b-y", 2023, FEW)]
    build = build_warehouse([written(tmp_path / "in", *two)], tmp_path / "out", data=tmp_path, as_of=date(2024, 6, 1))
    found = asked(
        build, "SELECT agency_id, year, status FROM mart.report_coverage WHERE status = 'missing' ORDER BY ALL"
    )
    assert found == [("a-x", 2022, "missing"), ("a-x", 2023, "missing")]  # nobody says that b-y stood in 2021


def test_a_sample_of_copied_figures_accuses_nobody_of_a_missing_report(real_build: Path) -> None:
    build = real_build
    assert asked(build, "SELECT count(*) FROM mart.report_coverage WHERE status = 'missing'") == [(0,)]
    assert asked(build, "SELECT DISTINCT collection FROM mart.agency_year") == [("real",)]


def test_a_rule_counts_once_in_the_pass_rate_however_many_of_its_places_fail(tmp_path: Path) -> None:
    wrong = {"requests.received.natural_person": 1, "requests.granted.natural_person": 1}
    folder = written(tmp_path / "in", record("a-x", 2023, {"zero": ["requests", "cases"], "cells": wrong}))
    build = build_warehouse([folder], tmp_path / "out", data=tmp_path)
    [(failed, evaluable, passed)] = asked(
        build, "SELECT failed_e, checks_evaluable_e, checks_passed_e FROM mart.agency_year"
    )
    rules = asked(
        build, "SELECT DISTINCT rule FROM core.check_result WHERE result = 'fail' AND severity = 'E' ORDER BY ALL"
    )
    # T3-01 and T3-02 fail for natural persons, T3-03 in two rows; table two is missing
    assert rules == [("FM03",), ("T3-01",), ("T3-02",), ("T3-03",)]
    assert (failed, evaluable - passed) == (5, 4)
