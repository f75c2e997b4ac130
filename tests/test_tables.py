"""The statutory tables are read as printed, whatever a real report does to them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.documents.document import Document, Grid, GridCell, Paragraph
from etl.parsing.grid_rows import kind_of
from etl.parsing.sections import split_sections
from etl.parsing.tables import TablesReading, read_tables
from tests import report_quirks as quirks
from tests.report_grids import Facts, Sheet, flat, numbers, sheet

DOUBTS = {"cell_unclear", "columns_unclear", "rows_missing", "table_ambiguous"}


def printed(read: TablesReading) -> Facts:
    return {(cell.table, cell.row, cell.column): cell.printed for cell in read.cells}


def wrong(made: Sheet, read: TablesReading) -> list[str]:
    """What differs from the facts: places unread, misread, or read where nothing of the form stands."""
    got = printed(read)
    missed = [
        f"{place}: {text!r}, read {got.get(place)!r}"
        for place, text in made.facts.items()
        if got.get(place) != text.strip()
    ]
    return missed + [
        f"{place}: read though not printed"
        for place in got
        if place not in made.facts and "local:" not in "".join(place)
    ]


def codes(read: TablesReading) -> set[str]:
    return {problem.code for problem in read.problems}


@pytest.mark.parametrize("form", ["2021", "2019"])
def test_the_plain_form_is_read_cell_by_cell(form: str) -> None:
    made = sheet(form, numbers(form))
    read = read_tables(made.document())
    assert wrong(made, read) == []
    assert read.form == form
    assert len(read.cells) == {"2021": 200, "2019": 198}[form]
    assert all(cell.value == Decimal(cell.printed) and cell.certain for cell in read.cells)
    assert codes(read) == {"identities_fail"}


ONE_BY_ONE = [
    (family, name)
    for family, names in (
        ("zeros", quirks.ZEROS),
        ("numbers", quirks.NUMBERS),
        ("labels", quirks.LABELS),
        ("change", quirks.TWO | quirks.THREE | quirks.FOUR | quirks.WHOLE),
    )
    for name in names
]
CHANGES = quirks.TWO | quirks.THREE | quirks.FOUR | quirks.WHOLE


def drawn(form: str, facts: Facts, chosen: dict[str, str | None], *, single_other: bool = False) -> Sheet:
    """A report with some quirks: at most one of each family."""
    made = sheet(
        form,
        quirks.respelled(facts, chosen.get("zeros"), chosen.get("numbers")),
        relabel=[quirks.LABELS[name] for key in ("labels", "more_labels") if (name := chosen.get(key))],
        single_other=single_other,
    )
    for key in ("change", "two", "three", "four", "whole"):
        if name := chosen.get(key):
            CHANGES[name](made)
    return made


@pytest.mark.parametrize("form", ["2021", "2019"])
@pytest.mark.parametrize(("family", "name"), ONE_BY_ONE, ids=[name for _, name in ONE_BY_ONE])
def test_each_habit_alone_is_read_exactly(family: str, name: str, form: str) -> None:
    facts = {place: "0" if position % 3 == 0 else text for position, (place, text) in enumerate(numbers(form).items())}
    made = drawn(form, facts, {family: name})
    read = read_tables(made.document())
    assert wrong(made, read) == []
    assert read.form == form
    assert not codes(read) & DOUBTS


def test_at_least_forty_habits_are_drawn() -> None:
    assert len(ONE_BY_ONE) >= 40


def family(names: object) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), st.sampled_from(sorted(names)))  # type: ignore[call-overload]


CHOICES = st.fixed_dictionaries(
    {
        "zeros": family(quirks.ZEROS),
        "numbers": family(quirks.NUMBERS),
        "labels": family(quirks.LABELS),
        "more_labels": family(quirks.LABELS),
        "two": family(quirks.TWO),
        "three": family(quirks.THREE),
        "four": family(quirks.FOUR),
        "whole": family(quirks.WHOLE),
    }
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    form=st.sampled_from(["2021", "2019"]),
    single_other=st.booleans(),
    chosen=CHOICES,
    seed=st.integers(0, 10**6),
    zero_every=st.integers(1, 6),
)
def test_habits_freely_combined_never_give_a_wrong_figure_in_silence(
    form: str, single_other: bool, chosen: dict[str, str | None], seed: int, zero_every: int
) -> None:
    places = numbers(form, single_other=single_other)
    facts = {
        place: "0" if (seed + position) % zero_every == 0 else str((seed * 7 + position * 13) % 4000 + 1)
        for position, place in enumerate(places)
    }
    made = drawn(form, facts, chosen, single_other=single_other)
    read = read_tables(made.document())
    differing = wrong(made, read)
    assert not differing or codes(read) & DOUBTS, differing


@st.composite
def odd_grids(draw: st.DrawFn) -> Grid:
    """Grids of words and figures of the form in any order, with any spans."""
    words = [
        "规章",
        "本年制发件数",
        "自然人",
        "总计",
        "行政复议",
        "结果维持",
        "（三）不予公开",
        "3.其他",
        "",
        "0",
        "12",
        "1/2",
        "—",
        "信息内容",
    ]
    rows = []
    for number in range(draw(st.integers(0, 6))):
        cells = []
        for _ in range(draw(st.integers(0, 5))):
            place = draw(st.integers(0, 12))
            spans = draw(st.sampled_from([(1, 1), (1, 1), (2, 3), (40, 1), (1, 10**9), (10**9, 10**9)]))
            cells.append(GridCell(draw(st.sampled_from(words) | st.text(max_size=6)), number, place, *spans))
        rows.append(tuple(cells))
    return Grid(tuple(rows))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(odd_grids(), st.builds(Paragraph, st.text(max_size=40))), max_size=4))
def test_no_arrangement_of_cells_raises(blocks: list[Grid | Paragraph]) -> None:
    document = Document("html", tuple(blocks))
    for cell in read_tables(document).cells:
        assert (cell.state == "number") == (cell.value is not None)
    split_sections(document)


@settings(max_examples=120, deadline=None)
@given(data=st.data(), form=st.sampled_from(["2021", "2019"]), zero=st.sampled_from(["0", "", "—"]))
def test_a_lost_cell_never_shifts_the_figures_of_its_row_in_silence(data: st.DataObject, form: str, zero: str) -> None:
    facts = {place: data.draw(st.sampled_from([zero, "3", "14", "159"])) for place in numbers(form)}
    made = sheet(form, facts)
    for name in ("two", "three", "four"):
        if data.draw(st.booleans()):
            setattr(made, name, [flat(lines) for lines in getattr(made, name)])
    lines = data.draw(st.sampled_from([made.three[0], made.three[0], made.four[0]]))
    held = [line for line in lines if len(line) >= 7 and all(kind_of(cell.text) != "L" for cell in line[-7:])]
    line = data.draw(st.sampled_from(held))
    del line[-data.draw(st.integers(1, 7))]
    read = read_tables(made.document())
    for cell in read.cells:
        if cell.state == "number" and cell.printed != facts.get((cell.table, cell.row, cell.column)):
            assert codes(read) & DOUBTS, cell


def test_a_page_laid_out_as_one_huge_table_is_read_without_delay() -> None:
    made = sheet("2021", numbers("2021"))
    page = Grid(tuple((GridCell("正文。" * 3000, row, 0), GridCell("结果维持", row, 1)) for row in range(400)))
    document = made.document()
    read = read_tables(Document("html", (*document.blocks, page)))
    assert wrong(made, read) == []


def upright(*rows: tuple[str, ...]) -> Grid:
    return Grid(tuple(tuple(GridCell(text, y, x) for x, text in enumerate(row)) for y, row in enumerate(rows)))


def test_a_header_whose_merged_cells_are_all_repeated_is_read_as_one() -> None:
    results = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    values = ("1", "0", "2", "0", "3", "0", "4", "0", "0", "4", "0", "0", "0", "5", "5")
    grid = upright(
        ("行政复议",) * 5 + ("行政诉讼",) * 10,
        results + ("未经复议直接起诉",) * 5 + ("复议后起诉",) * 5,
        results * 3,
        values,
    )
    read = read_tables(Document("markdown", (grid,)))
    assert tuple(cell.printed for cell in read.cells) == values
    assert [cell.row for cell in read.cells] == ["review"] * 5 + ["direct_litigation"] * 5 + [
        "litigation_after_review"
    ] * 5


def test_the_number_published_is_the_total_without_the_word_for_it_too() -> None:
    grid = upright(
        ("信息内容", "本年新制作数量", "本年新公开数量", "对外公开数量"),
        ("规章", "0", "0", "1"),
        ("规范性文件", "3", "4", "8"),
    )
    read = printed(read_tables(Document("html", (grid,))))
    assert read["disclosure", "normative_documents", "published_total"] == "8"
    assert read["disclosure", "normative_documents", "newly_published"] == "4"


def test_an_explanation_in_brackets_that_names_other_rows_does_not_count() -> None:
    grid = upright(
        ("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"),
        ("规章（没有立法权的机关填零，请勿留空）", "0", "0", "0"),
        ("规范性文件（以办法、细则、规程等为名的公文一般都是）", "4", "3", "21"),
        ("其他公开文件（指规范性文件以外、由本单位发出的各类公文）", "57", "50", "96"),
        (
            "信息内容",
            "上一年项目数量（指上年的事项数，不含取消的）",
            "本年增/减",
            "处理决定数量（指全年的办件量，含不予办理）",
        ),
        ("行政许可", "6", "-1", "74"),
        ("其他对外管理服务事项（含行政确认、行政处罚、行政强制、行政检查）", "88", "2", "130"),
    )
    read = read_tables(Document("html", (grid,)))
    found = printed(read)
    assert [found["disclosure", "normative_documents", key] for key in ("newly_made", "published_total")] == ["4", "21"]
    assert found["disclosure", "other_services", "items_last_year"] == "88"
    assert found["disclosure", "permits", "decisions"] == "74"
    assert sum(cell.row.startswith("local:其他公开文件") for cell in read.cells) == 3
    assert "label_unmatched" in codes(read) and "table_ambiguous" not in codes(read)


def test_labels_in_traditional_script_are_the_same_labels() -> None:
    grid = upright(
        ("信息內容", "本年製發件數", "本年廢止件數", "現行有效件數"),
        ("規章", "0", "0", "2"),
        ("行政規範性文件", "5", "1", "33"),
        ("信息內容", "本年處理決定數量"),
        ("行政許可", "640"),
        ("信息內容", "本年處理決定數量"),
        ("行政處罰", "58"),
        ("行政強制", "3"),
    )
    read = read_tables(Document("html", (grid,)))
    found = printed(read)
    assert found["disclosure", "normative_documents", "repealed"] == "1"
    assert found["disclosure", "penalties", "decisions"] == "58"
    assert read.form == "2021" and len(read.cells) == 9


def test_the_header_of_one_article_does_not_make_an_old_form_of_the_whole_table() -> None:
    grid = upright(
        ("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"),
        ("规章", "0", "0", "0"),
        ("规范性文件", "2", "2", "9"),
        ("信息内容", "本年处理决定数量"),
        ("行政许可", "5"),
        ("信息内容", "本年处理决定数量"),
        ("行政处罚", "7"),
        ("行政强制", "0"),
        ("信息内容", "本年收费金额（单位：万元）"),
        ("行政事业性收费", "282.1"),
    )
    read = read_tables(Document("html", (grid,)))
    assert read.form == "2021"
    assert printed(read)["disclosure", "fees_10k_yuan", ""] == "282.1"
    assert ("disclosure", "normative_documents", "issued") not in printed(read)
    assert "columns_unclear" in codes(read)


def test_a_header_with_a_slip_of_the_pen_is_the_column_that_it_means() -> None:
    grid = upright(("信息内容", "本年处理绝对数量"), ("行政许可", "31"), ("行政处罚", "4"), ("行政强制", "0"))
    whole = upright(("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "0", "0", "0"))
    read = printed(read_tables(Document("html", (whole, grid))))
    assert read["disclosure", "permits", "decisions"] == "31"
    assert read["disclosure", "penalties", "decisions"] == "4"


def test_the_mark_of_a_note_behind_a_label_or_a_figure_changes_neither() -> None:
    grid = upright(
        ("信息内容", "本年制发件数①", "本年废止件数", "现行有效件数"),
        ("规章", "0", "0", "0"),
        ("行政规范性文件②", "3¹", "1", "12⁽²⁾"),
    )
    read = read_tables(Document("html", (grid,)))
    assert {(c.row, c.column): c.value for c in read.cells if c.row == "normative_documents"} == {
        ("normative_documents", "issued"): 3,
        ("normative_documents", "repealed"): 1,
        ("normative_documents", "in_force"): 12,
    }
