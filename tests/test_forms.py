"""The forms as data: complete, and consistent with the spellings that recognise them."""

from __future__ import annotations

import pytest

from catalog import forms
from catalog.dimensions import cell_label, members
from etl.parsing.labels import find, fold, guess


@pytest.mark.parametrize(("form", "count"), [("2019", 198), ("2021", 200), ("2014", 58), ("2008", 0)])
def test_each_form_asks_for_its_cells(form: str, count: int) -> None:
    assert len(set(forms.cells(form))) == count


def test_the_tables_before_2014_are_local_and_ask_nothing_of_all() -> None:
    rows = forms.rows("2008", "statistics")
    assert (len(rows), {entry.statutory for entry in rows}) == (35, {False})
    assert {column for entry in rows for column in entry.columns} == {"", "cumulative"}


@pytest.mark.parametrize("form", ["2008", "2014"])
def test_every_row_of_a_statistics_table_has_words_in_both_languages(form: str) -> None:
    assert {entry.key for entry in forms.rows(form, "statistics")} <= set(members("statistics_row"))


def test_a_cell_of_a_statistics_table_is_told_by_its_row_and_its_other_columns() -> None:
    assert cell_label("statistics", "c10", "", "zh") == "政府信息公开申请总数"
    assert cell_label("statistics", "c10", "cumulative", "zh") == "政府信息公开申请总数·历年累计"
    assert cell_label("statistics", "s3.3.4.1", "", "en") == "State secret"
    assert cell_label("statistics", "local:网站公开", "local:区教育局", "zh") == "网站公开·区教育局"


def test_the_wide_columns_hold_the_forms_in_force_since_2019_only() -> None:
    wide = forms.wide_columns()
    assert len(wide) == 226
    assert wide["requests_concluded"] == ("requests", "concluded", "total")
    assert wide["fees_10k_yuan"] == ("disclosure", "fees_10k_yuan", "")
    assert not any(table == "statistics" for table, _, _ in wide.values())


@pytest.mark.parametrize(
    ("year", "form"),
    [
        (2007, None),
        (2008, "2008"),
        (2013, "2008"),
        (2014, "2014"),
        (2018, "2014"),
        (2019, "2019"),
        (2020, "2019"),
        (2021, "2021"),
        (2035, "2021"),
    ],
)
def test_each_year_has_its_form(year: int, form: str | None) -> None:
    found = forms.in_force(year)
    assert (found.form if found else None) == form


def test_every_label_of_a_form_is_recognised_as_its_own_key() -> None:
    for form in forms.versions():
        for entry in forms.entries(form):
            if entry.axis == "row" and entry.key == "otherwise_closed":
                continue  # one label for the row and for the group
            group = entry.group if entry.table in ("requests", "statistics") and entry.axis == "row" else None
            assert find(entry.label, entry.table, entry.axis, group, form) == entry.key, (form, entry)


def test_every_spelling_names_a_key_of_a_form() -> None:
    known = {(entry.table, entry.axis, entry.key) for form in forms.versions() for entry in forms.entries(form)}
    for spelling in forms.spellings():
        if spelling.axis in ("row", "column", "group") and not spelling.key.startswith("local:"):
            assert (spelling.table, spelling.axis, spelling.key) in known, spelling


@pytest.mark.parametrize(
    ("printed", "group", "key"),
    [
        ("2.其他法律行政止公开", "refused", "refused.barred_by_law"),
        ("2、其他法律行政法规禁止公开", "refused", "refused.barred_by_law"),
        ("3.危及“三安全\n一稳定”", "refused", "refused.safety_and_stability"),
        ("（4）保护第三方合法权益", "refused", "refused.third_party_rights"),
        ("4．.无正当理由大量反复申请", "not_processed", "not_processed.excessive"),
        ("2.重 复 申 请", "not_processed", "not_processed.repeated"),
        ("3.其他", "otherwise_closed", "otherwise_closed.other_closure"),
        ("1.属于商业秘密", "refused", None),
        ("9.属于工作秘密", "refused", None),
    ],
)
def test_labels_are_recognised_within_their_group(printed: str, group: str, key: str | None) -> None:
    assert find(printed, "requests", "row", group) == key


def test_a_misspelt_label_is_taken_only_where_it_is_clearly_one() -> None:
    assert (
        guess("5.要求行政机关确任或从新出具己获取信息", "requests", ("row",), "not_processed")
        == "not_processed.reissue_or_confirm"
    )
    assert guess("1.属于商业秘密", "requests", ("row",), "refused") is None
    assert guess("（三）不予公开", "requests", ("row",), "") is None


@pytest.mark.parametrize(
    ("printed", "level", "rest"),
    [
        ("一、总 计", 1, "总计"),
        ("（七）总计", 2, "总计"),
        ("(七) 总计", 2, "总计"),
        ("1.属于国家秘密", 3, "属于国家秘密"),
        ("1、属于国家秘密", 3, "属于国家秘密"),
        ("１．属于国家秘密", 3, "属于国家秘密"),
        ("1．.属于国家秘密", 3, "属于国家秘密"),
        ("1属于国家秘密", 3, "属于国家秘密"),
        ("(1)属于国家秘密", 4, "属于国家秘密"),
        ("①属于国家秘密", 4, "属于国家秘密"),
        ("三安全一稳定", 0, "三安全一稳定"),
        ("2022年", 0, "2022年"),
    ],
)
def test_numbering_is_kept_apart_from_the_label(printed: str, level: int, rest: str) -> None:
    assert (fold(printed).level, fold(printed).rest) == (level, rest)
