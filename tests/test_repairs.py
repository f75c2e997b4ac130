"""Repair candidates: the smallest change that heals a table is found, named alone where it can be, never applied."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from bench.repairs import measure, sound_reports
from catalog import forms
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
    first = dict(zip(row, [sound[key] for key in row[-1:] + row[:-1]], strict=True))
    assert "row_total_first" in {one.kind for one in candidates(sound | first, "2021")}
    one, other = ([key for key in sound if key[1] == name] for name in ("concluded", "carried_out"))
    swapped = {a: sound[b] for a, b in zip([*one, *other], [*other, *one], strict=True)}
    assert "row_swap" in {found.kind for found in candidates(sound | swapped, "2021")}


def row_of(name: str, *values: int) -> dict[Place, Decimal]:
    keys = ("natural_person", "commercial_enterprise", "research_institution", "public_welfare_organisation")
    keys += ("legal_service_provider", "other_organisation", "total")
    return {("requests", name, key): Decimal(value) for key, value in zip(keys, values, strict=True)}


def test_a_number_whose_digits_stand_in_two_cells_is_joined_again() -> None:
    """12 read as 1 and 2 pushes the row on by one column and the total out of it."""
    rows = ("received", "carried_in", "granted", "partly_granted", "concluded", "carried_out")
    table = {key: value for name in rows for key, value in row_of(name, 0, 0, 0, 0, 0, 0, 0).items()}
    for group in ("refused.state_secret", "not_available.not_held", "not_processed.repeated"):
        table |= row_of(group, 0, 0, 0, 0, 0, 0, 0)
    for name in ("received", "granted", "concluded"):
        table |= row_of(name, 12, 3, 0, 1, 0, 0, 16)
    table |= {key: Decimal(0) for key in forms.cells("2021") if key[0] == "requests" and key not in table}
    assert candidates(table, "2021") == []
    found = candidates(table | row_of("granted", 1, 2, 3, 0, 1, 0, 0), "2021")
    assert found[0].kind == "row_split"
    healed = {edit.place[2]: edit.after for edit in found[0].edits}
    assert healed == {
        "natural_person": 12, "commercial_enterprise": 3, "research_institution": 0, "public_welfare_organisation": 1,
        "legal_service_provider": 0, "total": 16,
    }  # fmt: skip


def stored(folder: Path, *given: dict[str, object]) -> list[tuple[object, ...]]:
    for number, one in enumerate(given):
        (folder / f"{number}.json").write_text(json.dumps(one), encoding="utf-8")
    build = build_warehouse([folder], folder / "out", data=folder)
    with duckdb.connect(str(build), read_only=True) as connection:
        return connection.execute(
            "SELECT kind, row_key, column_key, before_value, after_value, healed, broken FROM core.repair "
            "ORDER BY candidate"
        ).fetchall()


def test_fees_in_yuan_are_offered_in_the_unit_of_the_form(tmp_path: Path) -> None:
    last = record("a-x", 2022, {"cells": {"disclosure.fees_10k_yuan": 11.5}})
    now = record("a-x", 2023, {"cells": {"disclosure.fees_10k_yuan": 120000}})
    assert stored(tmp_path, last, now) == [("unit", "fees_10k_yuan", "", Decimal(120000), Decimal(12), ["T2-05"], [])]


def test_a_candidate_says_which_carry_over_of_another_year_it_would_break(tmp_path: Path) -> None:
    """One more carried in would balance the year, yet last year carried out what is printed."""
    flow = {"requests.received.total": 5, "requests.received.natural_person": 5}
    last = record("a-x", 2022, {"zero": ["requests"], "cells": {"requests.carried_out.total": 0}})
    done = {"requests.granted.total": 6, "requests.granted.natural_person": 6}
    done |= {"requests.concluded.total": 6, "requests.concluded.natural_person": 6}
    found = stored(tmp_path, last, record("a-x", 2023, {"zero": ["requests"], "cells": flow | done}))
    assert found != []
    carried = [one for one in found if one[1] == "carried_in"]
    assert carried != []
    assert {name for one in carried for name in one[6]} == {"XY-01/natural_person", "XY-01/total"}
    assert all(one[6] == [] for one in found if one[1] == "received")


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
