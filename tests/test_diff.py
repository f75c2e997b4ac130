"""Two builds compared cell by cell, a batch tried without a build, and builds of what was known on a day."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from etl.__main__ import app
from etl.diff import Revision, compare_builds, counts, would_change
from etl.errors import BuildFailed
from etl.warehouse import build_warehouse, newest_build
from tests.rule_vectors import record

pytestmark = pytest.mark.usefixtures("english")

PLAIN = {"zero": ["cases"], "cells": {"cases.review.upheld": 10, "cases.review.total": 10}}
MORE = {"zero": ["cases"], "cells": {"cases.review.upheld": 11, "cases.review.total": ""}}


def figure(value: int) -> dict[str, Any]:
    return {"metric": "proactive_items", "value": value, "unit": "条"}


def written(folder: Path, **reports: dict[str, Any]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, given in reports.items():
        year = given.pop("year", 2023)
        text = json.dumps(record("a-x", year, given), ensure_ascii=False)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return folder


def built(home: Path, name: str, **reports: dict[str, Any]) -> Path:
    return build_warehouse([written(home / f"in_{name}", **reports)], home / name, data=home)


def seen(changes: list[Revision]) -> set[tuple[str, str, str, str | None, str | None]]:
    return {(one.kind, one.row, one.column, one.before, one.after) for one in changes}


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    one = built(tmp_path, "one", a=PLAIN | {"figures": [figure(120)]}, b=PLAIN | {"year": 2022})
    other = built(tmp_path, "two", a=MORE | {"figures": [figure(130)]}, c=PLAIN | {"year": 2021})
    return one, other


def test_every_cell_and_figure_that_differs_is_listed_as_printed(pair: tuple[Path, Path]) -> None:
    changes = compare_builds(*pair)
    assert seen(changes) == {
        ("printed_changed", "review", "upheld", "10", "11"),
        ("printed_changed", "review", "total", "10", ""),
        ("figure_changed", "proactive_items", "year/agency", "= 120 条", "= 130 条"),
        ("report_added", "", "", None, None),
        ("report_removed", "", "", None, None),
    }
    assert counts(changes) == {"report_added": 1, "report_removed": 1, "printed_changed": 2, "figure_changed": 1}
    assert compare_builds(pair[0], pair[0]) == []


def test_a_figure_that_only_one_build_has_is_added_or_removed(tmp_path: Path) -> None:
    one = built(tmp_path, "one", a=PLAIN | {"figures": []})
    other = built(tmp_path, "two", a=PLAIN | {"figures": [figure(7)]})
    added = ("figure_added", "proactive_items", "year/agency", None, "= 7 条")
    assert seen(compare_builds(one, other)) == {added}
    assert seen(compare_builds(other, one)) == {("figure_removed", *added[1:3], "= 7 条", None)}


def test_the_verb_diff_counts_and_lists(pair: tuple[Path, Path]) -> None:
    done = CliRunner().invoke(app, ["diff", str(pair[0]), str(pair[1].parent), "--json"])
    found = json.loads(done.stdout)
    assert done.exit_code == 0 and found["counts"]["printed_changed"] == 2
    assert {one["after"] for one in found["changes"] if one["kind"] == "printed_changed"} == {"11", ""}
    words = CliRunner().invoke(app, ["diff", str(pair[0]), str(pair[0])])
    assert words.exit_code == 0 and "no difference" in words.stdout


def test_a_dry_run_says_what_a_batch_would_change_and_writes_no_build(tmp_path: Path) -> None:
    build = built(tmp_path, "out", a=PLAIN)
    batch = written(tmp_path / "batch", a=MORE, d=PLAIN | {"year": 2024})
    assert counts(would_change([batch], build)) == {"report_added": 1, "printed_changed": 2}
    done = CliRunner().invoke(app, ["build", str(batch), "--out", str(tmp_path / "out"), "--dry-run"])
    assert done.exit_code == 0 and "print changed 2" in done.stdout
    assert list((tmp_path / "out").iterdir()) == [build]
    nothing = CliRunner().invoke(app, ["build", str(batch), "--out", str(tmp_path / "none"), "--dry-run"])
    assert isinstance(nothing.exception, BuildFailed)


def versions(folder: Path) -> Path:
    """A report published twice, one without a date, and one on a year that was not over."""
    dated = {"published_on": "2024-01-20"}
    first = record("a-x", 2023, PLAIN | dated)
    second = record("a-x", 2023, MORE | {"published_on": "2024-05-01"})
    second["source"] = second["source"] | {"sha256": "second", "file": "second.html"}
    undated, future = record("a-y", 2022, PLAIN), record("a-y", 2024, PLAIN)
    folder.mkdir()
    for number, one in enumerate((first, second, undated, future)):
        (folder / f"{number}.json").write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
    return folder


def asked(build: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(build), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_a_build_as_of_a_day_holds_what_was_known_on_it(tmp_path: Path) -> None:
    said: list[str] = []
    folder = versions(tmp_path / "in")
    whole = build_warehouse([folder], tmp_path / "out", data=tmp_path)
    known = build_warehouse([folder], tmp_path / "out", data=tmp_path, as_of=date(2024, 3, 31), on_stage=said.append)
    upheld = "SELECT year, reviews_upheld FROM mart.agency_year ORDER BY agency_id, year"
    assert asked(whole, upheld) == [(2023, 11), (2022, 10), (2024, 10)]
    assert asked(known, upheld) == [(2023, 10), (2022, 10)]  # a report on 2024 cannot have been known, date or not
    assert asked(known, "SELECT known_until, undated_reports, reports FROM core.build") == [(date(2024, 3, 31), 1, 2)]
    assert asked(whole, "SELECT known_until FROM core.build") == [(None,)]
    assert "as of 2024-03-31: 2 versions published later left out, 1 without a date kept" in said


def test_a_build_as_of_a_day_is_named_so_and_never_the_newest(tmp_path: Path) -> None:
    folder = versions(tmp_path / "in")
    whole = build_warehouse([folder], tmp_path / "out", data=tmp_path)
    done = CliRunner().invoke(app, ["build", str(folder), "--out", str(tmp_path / "out"), "--as-of", "2024-03-31"])
    made = Path(done.stdout.strip().splitlines()[-1])
    assert done.exit_code == 0 and made.stem.endswith("-asof-2024-03-31")
    assert newest_build(tmp_path / "out") == whole
    with pytest.raises(BuildFailed, match="on or before 2020-01-01"):
        build_warehouse([folder], tmp_path / "out", data=tmp_path, as_of=date(2020, 1, 1))
