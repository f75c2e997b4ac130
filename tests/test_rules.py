"""The data rules: every vector holds in the SQL over a build and in a second evaluation that shares nothing with it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from catalog import vectors as written
from catalog.rules import ABOUT, RuleError, parse_rule, rules, rules_about
from etl.checks import check_rows
from etl.rules.reference import GROUP_RULES, RULES, World, plain, result_of
from etl.warehouse import build_warehouse
from tests.rule_vectors import vectors, world_of, write_vectors

REAL = Path(__file__).parent.parent / "data" / "real"
Results = dict[tuple[str, str, int], str]


def whole_results(build: Path) -> Results:
    """(rule, agency, year) -> fail if any row fails, else the row's result."""
    found: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for row in check_rows(build):
        found[row["rule"], row["agency_id"], row["year"]].append(row["result"])
    return {
        key: next(result for result in ("fail", "unknown", "pass") if result in results)
        for key, results in found.items()
    }


@pytest.fixture(scope="module")
def vector_results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = tmp_path_factory.mktemp("vectors")
    write_vectors(folder)
    out = folder / "builds"
    return whole_results(build_warehouse([folder / "reports"], out, data=folder / "data", as_of=date(2024, 12, 31)))


@pytest.fixture(scope="module")
def real_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    return build_warehouse([REAL], folder / "builds", data=folder / "data")


def of_build(results: Results, rule: str, agency_id: str, year: int) -> str:
    return results.get((rule, agency_id, year), "none")


def test_every_vector_gives_what_it_expects_in_the_build(vector_results: Results) -> None:
    wrong = []
    for prefix, vector in vectors():
        agency_id, year = f"{prefix}-{vector['about']['agency']}", vector["about"]["year"]
        found = of_build(vector_results, vector["rule"], agency_id, year)
        if found != vector["expect"]:
            wrong.append((vector["id"], prefix, vector["expect"], found))
    assert wrong == []
    assert len(vectors()) > 270


def test_every_vector_gives_what_it_expects_in_the_second_evaluation() -> None:
    wrong = []
    for prefix, vector in vectors():
        agency_id, year = f"{prefix}-{vector['about']['agency']}", vector["about"]["year"]
        found = result_of(vector["rule"], agency_id, year, world_of(prefix, vector)) or "none"
        if found != vector["expect"]:
            wrong.append((vector["id"], prefix, vector["expect"], found))
    assert wrong == []


def test_every_rule_has_a_vector_that_passes_and_one_that_fails_and_where_it_can_be_one_unknown() -> None:
    # a report that is not there is the failure itself; a figure or text that is not there gives no result at all
    without_unknown = {"TM-04", "SV-02", "XY-07", "SM-01", "SM-02", "SM-03"}
    never_told = {"NA-12"}  # nothing to hold the report against is loaded yet
    for rule in rules().values():
        expected = {vector["expect"] for vector in rule.vectors}
        if rule.id in never_told:
            continue
        assert {"pass", "fail"} - ({"pass"} if rule.id == "TM-04" else set()) <= expected, rule.id
        if rule.id not in without_unknown and rule.group not in ("NA", "TX"):
            assert "unknown" in expected, rule.id


def test_the_files_of_vectors_are_those_of_the_catalogue() -> None:
    made = {group: written.text_of(lines) for group, lines in written.made().items()}
    assert {path.stem: path.read_text("utf-8") for path in written.HERE.glob("*.jsonl")} == made


def test_no_rule_tests_a_year_or_a_form_by_its_name_in_code() -> None:
    code = {path: path.read_text("utf-8") for path in (Path(__file__).parent.parent / "etl" / "rules").rglob("*.py")}
    assert len(code) > 15
    named = [
        (path.name, *re.findall(r"""(?<!\d)["']?20(?:0[8-9]|1\d|2\d)["']?(?!\d)""", text))
        for path, text in code.items()
    ]
    assert [one for one in named if len(one) > 1] == []


def test_both_evaluations_agree_on_every_report_of_every_vector_and_every_rule(vector_results: Results) -> None:
    differences, compared = [], 0
    for prefix, vector in vectors():
        world = world_of(prefix, vector)
        for report in world.current():
            for rule in (*RULES, *GROUP_RULES):
                place = report["agency_id"], report["year"]
                told, again = of_build(vector_results, rule, *place), result_of(rule, *place, world) or "none"
                compared += 1
                if told != again:
                    differences.append((vector["id"], rule, *place, told, again))
    assert differences == []
    assert compared > 40_000


def real_world() -> World:
    reports = []
    for path in sorted(REAL.glob("*.json")):
        one = json.loads(path.read_text(encoding="utf-8"))
        levels = {"0000": "province", "00": "prefecture"}
        level = next((name for tail, name in levels.items() if one["region_code"].endswith(tail)), "county")
        words = {"kind": one["agency_id"].partition("-")[2], "level": level, "region_code": one["region_code"]}
        reports.append(plain(one) | words | {"name": one["agency_printed"], "predecessors": []})
    due = {(one["agency_id"], one["year"]) for one in reports}
    names = ("kind", "level", "region_code", "name", "predecessors")
    agencies = {one["agency_id"]: {name: one[name] for name in names} for one in reports}
    return World(reports, agencies, due, "2026-12-31")


def test_both_evaluations_agree_on_the_real_reports(real_build: Path) -> None:
    built, world = whole_results(real_build), real_world()
    assert len(world.reports) == 9
    differences = []
    for report in world.reports:
        place = report["agency_id"], report["year"]
        for rule in (*RULES, *GROUP_RULES):
            told, again = of_build(built, rule, *place), result_of(rule, *place, world) or "none"
            if told != again:
                differences.append((rule, *place, told, again))
    assert differences == []


def failures(build: Path, agency_id: str, year: int) -> set[str]:
    return {
        row["rule"]
        for row in check_rows(build)
        if row["agency_id"] == agency_id and row["year"] == year and row["result"] == "fail" and row["severity"] != "I"
    }


def test_hongze_2023_fails_exactly_the_two_sums_it_printed_wrong(real_build: Path) -> None:
    failed = failures(real_build, "320813-government", 2023)
    assert {rule for rule in failed if rule.startswith(("T3", "T4"))} == {"T4-01", "T4-03"}
    rows = [row for row in check_rows(real_build) if row["agency_id"] == "320813-government" and row["year"] == 2023]
    review = next(row for row in rows if row["rule"] == "T4-01")
    assert (review["left"], review["right"], review["difference"]) == (11, 0, 11)
    assert sorted(operand["printed"] for operand in review["operands"]) == ["0", "0", "0", "1", "10"]
    after = next(row for row in rows if row["rule"] == "T4-03")
    assert (after["left"], after["right"]) == (5, 0)
    assert "5" in after["message"] and after["severity"] == "E"


def test_suqian_2024_carries_on_from_2023_and_contradicts_its_own_text(real_build: Path) -> None:
    built = whole_results(real_build)
    assert built["XY-01", "321300-government", 2024] == "pass"
    assert built["T2-03", "321300-government", 2024] == "pass"
    failed = failures(real_build, "321300-government", 2024)
    assert failed == {"TX-07", "TX-08"}
    text = next(row for row in check_rows(real_build) if row["rule"] == "TX-07" and row["result"] == "fail")
    assert (text["left"], text["right"]) == (134, 170)


def test_sound_reports_pass_every_identity_of_table_three(real_build: Path) -> None:
    built = whole_results(real_build)
    sound = [("321300-government", 2024), ("330100-government", 2025), ("310000-government_office", 2025)]
    sound += [("310000-science_and_technology", 2024), ("320813-government", 2024), ("321300-government", 2023)]
    for agency_id, year in sound:
        for rule in ("T3-01", "T3-02", "T3-03", "T3-07", "T3-08"):
            assert built[rule, agency_id, year] == "pass", (rule, agency_id, year)


def test_the_office_and_the_area_are_a_question_of_scope_not_an_error(real_build: Path) -> None:
    row = next(
        row
        for row in check_rows(real_build)
        if row["rule"] == "TX-01" and row["agency_id"] == "320813-government" and row["year"] == 2024
    )
    assert (row["result"], row["left"], row["right"]) == ("unknown", 17, 95)


def test_six_blanks_beside_a_printed_zero_are_consistent_and_still_remarked(real_build: Path) -> None:
    built = whole_results(real_build)
    assert built["T3-03", "410803-government_services", 2022] == "pass"
    assert built["FM06", "410803-government_services", 2022] == "fail"


def test_a_wrong_entry_names_its_rule_and_field() -> None:
    entry = {
        "version": 1,
        "severity": "X",
        "about": "form",
        "tolerance": "0",
        "basis": {},
        "zh": "",
        "en": "",
        "query": "a",
    }
    with pytest.raises(RuleError, match=r"Z-01\.severity"):
        parse_rule("Z-01", dict(entry))
    with pytest.raises(RuleError, match="Z-01"):
        parse_rule("Z-01", entry | {"severity": "E", "colour": "red"})
    with pytest.raises(RuleError, match=r"Z-01\.about"):
        parse_rule("Z-01", entry | {"severity": "E", "about": "anything"})


def test_a_blank_cell_is_the_form_and_a_wrong_sum_is_the_figures() -> None:
    assert {"T3-01", "T3-02", "T3-03", "T4-01", "FM05", "XY-01"} <= set(rules_about("number"))
    assert {"FM01", "FM03", "FM06", "FM08"} <= set(rules_about("form"))
    assert sorted(name for about in ABOUT for name in rules_about(about)) == sorted(rules())


def test_every_number_of_the_list_of_rules_has_its_rule() -> None:
    listed = [f"FM{n:02}" for n in range(1, 13)]
    groups = {"T3": 12, "T4": 7, "XY": 9, "HI": 5, "TX": 17, "NA": 12, "SV": 6, "TM": 4, "SM": 3, "ST": 4}
    listed += [f"{group}-{n:02}" for group, last in groups.items() for n in range(1, last + 1)]
    listed += [f"T2-{n:02}" for n in (*range(1, 8), *range(11, 16))]
    known = {*rules(), *(alias for rule in rules().values() for alias in rule.aliases)}
    assert known == set(listed)


def test_every_rule_is_evaluated_a_second_time() -> None:
    assert {*RULES, *GROUP_RULES} == set(rules())
