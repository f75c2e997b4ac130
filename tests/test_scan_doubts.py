"""Scans: a figure is certain where its sums come out, every other one carries its reason, and no reading is repaired
without a word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from etl.agencies import load_registry
from etl.documents.document import Document, Grid, Paragraph
from etl.parsing.borne_out import ALONE, BESIDE, DIFFERS, FAILS, OPEN, UNUSUAL, weighed
from etl.parsing.identities import check
from etl.parsing.other_readings import others_of
from etl.parsing.read import read_report
from etl.parsing.tables import TablesReading, read_tables
from etl.report import Cell, Source
from tests.report_grids import Facts, numbers, places, sheet

Place = tuple[str, str, str]
EXCESSIVE = ("requests", "not_processed.excessive")


def scan(
    facts: Facts, misread: dict[Place, str] | None = None, others: dict[Place, tuple[str, ...]] | None = None
) -> Document:
    """A scan of the form with these facts, some of them read as something else, some in further ways."""
    made = sheet("2021", facts).document()
    at = {(cell.table, cell.row, cell.column): cell.where for cell in read_tables(made).cells}
    texts = {(at[place].table_index, at[place].row, at[place].column): text for place, text in (misread or {}).items()}
    more = {(at[place].table_index, at[place].row, at[place].column): seen for place, seen in (others or {}).items()}
    blocks: list[object] = []
    number = 0
    for block in made.blocks:
        if isinstance(block, Grid):
            rows = tuple(
                tuple(
                    replace(
                        cell,
                        text=texts.get((number, cell.row, cell.column), cell.text),
                        others=more.get((number, cell.row, cell.column), ()),
                    )
                    for cell in row
                )
                for row in block.rows
            )
            block = Grid(rows, block.page)
            number += 1
        blocks.append(block)
    return Document("image", tuple(blocks), read_by_ocr=True)  # type: ignore[arg-type]


def by_place(read: TablesReading) -> dict[Place, Cell]:
    return {(cell.table, cell.row, cell.column): cell for cell in read.cells}


def reasons(document: Document) -> dict[Place, str]:
    _, doubts = weighed(read_tables(document).cells, others_of(document))
    return {(cell.table, cell.row, cell.column): why for why, found in doubts.items() for cell, _ in found}


def messages(read: TablesReading, code: str) -> list[str]:
    return [problem.message for problem in read.problems if problem.code == code]


def even() -> Facts:
    """Facts in which every sum comes out: 8 applications of natural persons, 5 granted, 3 excessive; 2 reviews."""
    facts = dict.fromkeys(places("2021"), "0")
    for row, count in (("received", "8"), ("granted", "5"), ("not_processed.excessive", "3"), ("concluded", "8")):
        facts |= {("requests", row, "natural_person"): count, ("requests", row, "total"): count}
    return facts | {("cases", "review", "upheld"): "2", ("cases", "review", "total"): "2"}


def blank(facts: Facts) -> Facts:
    return {place: "" if text == "0" else text for place, text in facts.items()}


@pytest.mark.parametrize("facts", [even(), blank(even())])
def test_figures_whose_sums_come_out_are_certain_and_those_of_table_two_never_are(facts: Facts) -> None:
    read = read_tables(scan(facts))
    unsure = {(cell.table, cell.row) for cell in read.cells if not cell.certain}
    assert {table for table, _ in unsure} == {"disclosure"}
    assert sum(cell.certain for cell in read.cells) == 190
    (said,) = messages(read, "figures_unproven")
    assert f"{ALONE}：共10格" in said


def test_a_figure_whose_sums_fail_is_named_with_them() -> None:
    read = read_tables(scan(even(), {(*EXCESSIVE, "natural_person"): "2"}))
    cell = by_place(read)[*EXCESSIVE, "natural_person"]
    assert (cell.printed, cell.certain) == ("2", False)
    said, beside, _ = messages(read, "figures_unproven")
    assert f"{FAILS}：" in said
    assert "自然人“2”（4.无正当理由大量反复申请各列之和；自然人列办理结果之和））" in said
    assert f"{BESIDE}：共27格" in beside  # 5 more zeros and the total of its row, 21 of its column
    assert by_place(read)["requests", "granted", "total"].certain is True


def test_a_figure_lost_as_a_blank_fails_its_sums_although_blanks_are_everywhere() -> None:
    found = reasons(scan(blank(even()), {(*EXCESSIVE, "natural_person"): ""}))
    assert found[*EXCESSIVE, "natural_person"] == FAILS
    assert found[*EXCESSIVE, "total"] == BESIDE


def test_a_total_that_is_left_blank_proves_nothing_and_contradicts_nothing() -> None:
    found = reasons(scan(blank(even()) | {("requests", "granted", "total"): ""}))
    assert found["requests", "granted", "natural_person"] == OPEN


@pytest.mark.parametrize("other", ["", "-"])
def test_a_zero_written_unlike_those_of_its_table_is_doubtful_for_no_sum_would_tell(other: str) -> None:
    document = scan(even(), {(*EXCESSIVE, "other_organisation"): other})
    found = reasons(document)
    assert found[*EXCESSIVE, "other_organisation"] == UNUSUAL
    assert (*EXCESSIVE, "legal_service_provider") not in found
    assert f"{UNUSUAL}：" in messages(read_tables(document), "figures_unproven")[0]


def test_a_figure_read_in_several_ways_that_no_sum_proves_says_how() -> None:
    place = ("disclosure", "normative_documents", "issued")
    document = scan(even() | {place: "9856"}, None, {place: ("98561", "〓")})
    assert reasons(document)[place] == DIFFERS
    said = messages(read_tables(document), "figures_unproven")[0]
    assert f"{DIFFERS}：" in said
    assert "“9856”（“98561”“〓”）" in said


def test_a_misread_figure_is_taken_as_another_reading_has_it_where_all_its_sums_then_come_out_and_both_are_told() -> (
    None
):
    place = (*EXCESSIVE, "natural_person")
    read = read_tables(scan(even(), {place: "8"}, {place: ("3", "6")}))
    cell = by_place(read)[place]
    assert (cell.printed, cell.value, cell.certain) == ("3", 3, False)
    (said,) = messages(read, "reading_chosen")
    assert "自然人“3”（先读作“8”）" in said
    assert by_place(read)[*EXCESSIVE, "total"].certain is True
    assert messages(read, "identities_fail") == []


def test_an_unread_figure_is_taken_as_a_further_look_has_it_only_where_its_sums_then_come_out() -> None:
    place = ("requests", "granted", "natural_person")
    read = by_place(read_tables(scan(even(), {place: "〓"}, {place: ("6", "5", "〓")})))
    assert (read[place].printed, read[place].certain) == ("5", False)
    read = by_place(read_tables(scan(even(), {place: "〓"}, {place: ("6", "〓")})))
    assert (read[place].printed, read[place].state) == ("〓", "text")


def test_two_misread_figures_of_one_row_are_mended_together() -> None:
    one, other = (*EXCESSIVE, "natural_person"), (*EXCESSIVE, "other_organisation")
    read = read_tables(scan(even(), {one: "5", other: "4"}, {one: ("3",), other: ("0",)}))
    assert [by_place(read)[place].printed for place in (one, other)] == ["3", "0"]
    assert "先读作“5”" in messages(read, "reading_chosen")[0]
    assert "先读作“4”" in messages(read, "reading_chosen")[0]


def test_other_readings_change_nothing_where_the_sums_come_out_or_two_of_them_would_do() -> None:
    place = (*EXCESSIVE, "natural_person")
    read = read_tables(scan(even(), None, {place: ("8",)}))
    assert (by_place(read)[place].printed, by_place(read)[place].certain) == ("3", True)
    assert messages(read, "reading_chosen") == []
    review = {("cases", "review", "upheld"): "7", ("cases", "review", "overturned"): "7"}
    total = {("cases", "review", "total"): "8"}
    either = dict.fromkeys(review, ("1",))
    read = read_tables(scan(even() | total, review, either))
    assert [by_place(read)[place].printed for place in review] == ["7", "7"]
    assert messages(read, "reading_chosen") == []


def test_an_error_that_is_printed_stays_as_printed() -> None:
    facts = even() | {("requests", "granted", "total"): "6"}
    read = read_tables(scan(facts))
    assert by_place(read)["requests", "granted", "total"].value == 6
    assert "予以公开各列之和" in messages(read, "identities_fail")[0]


def test_the_sides_of_every_equation_are_told_apart() -> None:
    cells = read_tables(sheet("2021", numbers("2021")).document()).cells
    wide = {identity.name: (identity.addends, len(identity.operands)) for identity in check("requests", cells)}
    assert wide["（一）予以公开各列之和"] == (6, 7)
    assert wide["自然人列一加二等于三加四"] == (2, 4)
    assert wide["自然人列办理结果之和"] == (21, 22)


def test_a_figure_of_the_prose_of_a_scan_is_never_certain():
    lines = (
        "丁市水务局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "2023年，我局共收到政府信息公开申请17件，办结率100%。",
    )
    typed = Document("pdf", tuple(Paragraph(line) for line in lines), {})
    told = {}
    for name, document in (("typed", typed), ("scanned", replace(typed, read_by_ocr=True))):
        report = read_report(document, Source("a.pdf", "0" * 64, "pdf", None), load_registry())
        told[name] = {one.metric: (one.value, one.confidence) for one in report.figures}
    assert told["typed"]["requests_received"] == (17, "certain")
    assert told["scanned"]["requests_received"] == (17, "likely")
    assert {metric: value for metric, (value, _) in told["typed"].items()} == {
        metric: value for metric, (value, _) in told["scanned"].items()
    }
    assert "certain" not in {sure for _, sure in told["scanned"].values()}
