"""The statistics table of a report on a year until 2018 stands on its page as the report prints it."""

from __future__ import annotations

import re

from catalog.texts import speaker
from dashboard import preview, reading
from dashboard.forms_html import Printed
from dashboard.reader import Reader

ZH, EN = (Reader(language, "demo", speaker(language)) for language in ("zh", "en"))
PRINTED = [  # row, column, printed, state, unit
    ("c01", "", "37", "number", "条"),
    ("c01", "cumulative", "1204", "number", "条"),
    ("local:网站公开", "", "31", "number", "条"),
    ("local:网站公开", "cumulative", "", "blank", "条"),
    ("c32", "", "0", "number", "件"),
    ("c32", "cumulative", "3", "number", "件"),
]


def cells() -> dict[tuple[str, str, str], dict[str, object]]:
    return {
        ("statistics", row, column): {"printed": text, "state": state, "unit": unit, "page": None}
        for row, column, text, state, unit in PRINTED
    }


def lines(html: str) -> list[list[str]]:
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", html)]


def test_rows_stand_in_printed_order_with_units_and_the_columns_that_there_are() -> None:
    ((name, html),) = reading.form_tables(Printed("2008", cells()), ZH)
    assert name == "统计表（2018年及以前的格式）"
    assert lines(html) == [
        ["指标名称", "计量单位", "本年度", "历年累计"],
        ["主动公开政府信息数", "条", "37", "1204"],
        ["网站公开", "条", "31", ""],
        ["行政复议数", "件", "0", "3"],
    ]
    assert html.count("void") == 1


def test_its_words_are_english_on_english_pages_but_for_rows_of_local_making() -> None:
    ((_, html),) = reading.form_tables(Printed("2008", cells()), EN)
    assert [line[0] for line in lines(html)] == ["Indicator", "Items disclosed proactively", "网站公开", "Reviews"]
    assert lines(html)[0][2:] == ["This year", "All years"]


def test_a_report_on_trial_shows_it_too() -> None:
    told = [
        {"table": "statistics", "row": row, "column": column, "printed": text, "state": state, "unit": unit}
        for row, column, text, state, unit in PRINTED
    ]
    ((name, html, page),) = preview.tables({"form": "2008", "cells": told}, ZH)
    assert (name, page, lines(html)[1]) == (
        "统计表（2018年及以前的格式）",
        0,
        ["主动公开政府信息数", "条", "37", "1204"],
    )
