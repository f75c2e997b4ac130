"""Repair candidates: the smallest change that heals a table is found, named alone where it can be, never applied."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from bench.repairs import measure, sound_reports
from etl.rules.repairs import Candidate, Place, candidates
from etl.warehouse import build_warehouse
from tests.rule_vectors import record

REAL = Path(__file__).parent.parent / "data" / "real"


@pytest.fixture(scope="module")
def sound() -> dict[Place, Decimal]:
    return sound_reports()[-1]


def only(found: list[Candidate]) -> Candidate:
    assert len(found) == 1, [[(edit.place, edit.after) for edit in one.edits] for one in found]
    return found[0]


def test_a_sound_report_has_no_candidates() -> None:
    assert len(sound_reports()) == 4
    for report in sound_reports():
        assert candidates(report, "2021") == []


def test_one_misread_cell_is_named_with_what_it_was(sound: dict[Place, Decimal]) -> None:
    key = ("requests", "granted", "natural_person")
    found = only(candidates(sound | {key: Decimal(0)}, "2021"))
    assert found.kind == "cell"
    assert [(edit.place, edit.before, edit.after) for edit in found.edits] == [(key, 0, sound[key])]
    assert found.healed == ("T3-02/natural_person", "T3-03/granted")


def test_a_wrong_total_of_table_four_could_be_any_of_its_five_cells_and_the_true_one_is_among_them() -> None:
    hongze = json.loads(next(REAL.glob("320813-government-2023-*.json")).read_text(encoding="utf-8"))
    values = {
        (cell["table"], cell["row"], cell["column"]): Decimal(str(cell["value"]))
        for cell in hongze["cells"]
        if cell["state"] == "number"
    }
    found = [one for one in candidates(values, "2021") if one.table == "cases"]
    assert all(one.healed == ("T4-01", "T4-03") for one in found)
    changes = [{(edit.place[1], edit.place[2]): edit.after for edit in one.edits} for one in found]
    assert {("review", "total"): Decimal(11), ("litigation_after_review", "total"): Decimal(5)} in changes


def test_a_row_moved_by_one_column_and_two_rows_taken_for_one_another_are_recognised(
    sound: dict[Place, Decimal],
) -> None:
    row = [key for key in sound if key[1] == "received"]
    moved = dict(zip(row, [sound[key] for key in row[1:] + row[:1]], strict=True))
    assert "row_shift" in {one.kind for one in candidates(sound | moved, "2021")}
    one, other = ([key for key in sound if key[1] == name] for name in ("concluded", "carried_out"))
    swapped = {a: sound[b] for a, b in zip([*one, *other], [*other, *one], strict=True)}
    assert "row_swap" in {found.kind for found in candidates(sound | swapped, "2021")}


def test_a_thousand_mutations_are_traced_to_their_cell() -> None:
    detected, among, alone = measure(1_000)
    assert detected > 950
    assert among / detected >= 0.95
    assert alone / detected >= 0.80


def test_candidates_are_stored_and_nothing_is_changed(tmp_path: Path) -> None:
    cells = {"requests.received.natural_person": 3, "requests.received.total": 3, "requests.granted.natural_person": 3}
    cells |= {"requests.granted.total": 4, "requests.concluded.natural_person": 3, "requests.concluded.total": 3}
    given = record("a-x", 2023, {"zero": ["requests", "cases"], "cells": cells})
    (tmp_path / "a.json").write_text(json.dumps(given), encoding="utf-8")
    build = build_warehouse([tmp_path], tmp_path / "out", data=tmp_path)
    with duckdb.connect(str(build), read_only=True) as connection:
        stored = connection.execute(
            "SELECT kind, row_key, column_key, before_value, after_value, alone FROM core.repair"
        ).fetchall()
        printed = connection.execute("SELECT requests_granted FROM mart.agency_year").fetchall()
    assert stored == [("cell", "granted", "total", 4, 3, True)]
    assert printed == [(4,)]
