"""Two reports side by side: cells with their differences, sentences with what was changed."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard import warehouse
from dashboard.beside import cells, wording
from tests.test_pages import frame, html_of, run

pytest_plugins = ["tests.city_fixtures"]
PAGE = "pages/analysis/beside.py"


def printed(*rows: tuple[str, str, str, str, float | None]) -> pd.DataFrame:
    """Cells as a report has them."""
    columns = ["table_name", "row_key", "column_key", "printed", "value"]
    return pd.DataFrame(rows, columns=columns).assign(state="number", page=1)


def test_a_difference_is_told_only_where_both_cells_are_numbers() -> None:
    before = printed(("requests", "received", "total", "8", 8), ("requests", "granted", "total", "/", None))
    after = printed(("requests", "received", "total", "12", 12), ("requests", "granted", "total", "3", 3))
    both = cells.pair(before, after)
    assert both["difference"].tolist()[0] == 4
    assert pd.isna(both["difference"][1])
    assert both["growth"][0] == 0.5
    assert cells.tally(both) == cells.Tally(both=2, moved=1, lost=1, alone=0)


def test_growth_on_a_base_of_zero_is_not_told_and_small_bases_have_no_per_cent() -> None:
    both = cells.pair(
        printed(("cases", "review", "upheld", "0", 0), ("cases", "review", "total", "4", 4)),
        printed(("cases", "review", "upheld", "2", 2), ("cases", "review", "total", "6", 6)),
    )
    assert pd.isna(both["growth"][0])
    assert cells.words(2, both["growth"][0], 0) == "+2"
    assert cells.words(2, both["growth"][1], 4) == "+2"
    assert cells.words(-5, -0.25, 20) == "−5 · −25.0%"
    assert cells.words(0, 0, 20) == "±0"


def test_a_place_of_one_form_only_stands_alone_and_the_order_is_that_of_the_later_report() -> None:
    before = printed(("disclosure", "rules", "published_total", "5", 5), ("disclosure", "rules", "in_force", "9", 9))
    after = printed(("disclosure", "rules", "issued", "1", 1), ("disclosure", "rules", "in_force", "9", 9))
    both = cells.pair(before, after)
    assert both["column_key"].tolist() == ["issued", "in_force", "published_total"]
    assert cells.tally(both).alone == 2
    assert cells.changed(both, ({}, {}))["column_key"].tolist() == ["issued", "published_total"]


def test_a_number_that_changed_in_a_sentence_is_marked_and_the_rest_is_not() -> None:
    told = wording.compare("全年公开信息120条。没有收费。", "全年公开信息1,350条。没有收费。")
    assert told.rows[0] == ("changed", "全年公开信息<del>120</del>条。", "全年公开信息<ins>1,350</ins>条。")
    assert told.rows[1] == ("same", "没有收费。", "没有收费。")


def test_a_sentence_without_a_partner_is_left_out_or_added() -> None:
    told = wording.compare("甲处建立台账。没有收费。", "没有收费。开展了三次培训并通报结果。")
    assert [row[0] for row in told.rows] == ["removed", "same", "added"]
    assert told.likeness == pytest.approx(2 * 5 / (12 + 18))


def test_the_words_of_a_report_cannot_bring_markup() -> None:
    told = wording.compare("<b>旧</b>。", "<script>新</script>。")
    assert all("<b>" not in row[1] + row[2] and "<script>" not in row[1] + row[2] for row in told.rows)


def test_two_empty_texts_have_no_likeness() -> None:
    assert wording.compare("", "").likeness is None


def test_two_years_of_one_agency_show_every_difference(city: Path) -> None:
    at = run(PAGE, agency="998801-public_security", year="2023")
    table = frame(at, "2022")
    build = sorted(city.glob("*.duckdb"))[-1]
    with duckdb.connect(str(build), read_only=True, config=warehouse.SETTINGS) as connection:
        want = connection.execute(
            """select count(*), sum(n.value - o.value) from mart.printed_cell n join mart.printed_cell o
               using (agency_id, table_name, row_key, column_key)
               where agency_id = '998801-public_security' and n.year = 2023 and o.year = 2022 and n.value <> o.value"""
        ).fetchone()
    moved = table[table["差额"].notna() & (table["差额"] != 0)]
    assert want is not None and (len(moved), moved["差额"].sum()) == (want[0], int(want[1]))
    received = table[table["表格位置"] == "本年新收"].iloc[0]
    assert (received["2022"], received["2023"], received["差额"], received["增减（%）"]) == ("160", "200", 40, 25.0)
    assert "2023: T4-01" in " ".join(table["未通过的核对"])
    assert "<del>2022</del>" in html_of(at) and "<ins>2023</ins>" in html_of(at)


def test_two_agencies_of_one_year_are_put_beside_each_other(city: Path) -> None:
    at = run(PAGE, agency="998801-education", year="2023", pair="agencies")
    table = frame(at, "乙区教育局 2023")
    received = table[table["表格位置"] == "本年新收"].iloc[0]
    assert (received["乙区教育局 2023"], received["甲区教育局 2023"], received["差额"]) == ("6", "52", 46)


def test_an_agency_with_one_report_says_that_there_is_nothing_beside_it(city: Path) -> None:
    at = run(PAGE, agency="998802-education", year="2020")
    assert "没有" in html_of(at)
