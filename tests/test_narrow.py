"""What a phone sees: a wide table as lines, long names above their bars, and how the application knows."""

from __future__ import annotations

import pandas as pd

from dashboard import assets, charts, stacked

LONG = "Demonstration City Ecology and Environment Bureau"


def wide() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Agency": ["甲市教育局", "乙市<局>"],
            "Year": [2025, 2024],
            "Received": pd.array([1205, None], dtype="Int64"),
            "Rate (%)": [62.94, None],
            "Why no value": [None, "blank in the report"],
            "Open": ["report?agency=a&year=2025", "report?agency=b"],
            "Over the years": [[1.0, 2.0], [3.0, 4.0]],
        }
    )


def test_a_row_becomes_its_name_its_figure_and_the_rest() -> None:
    text = stacked.lines(wide(), links={"Open": "open →"})
    first, second = text.split("<li>")[1:]
    assert "<b>甲市教育局</b><span>1,205</span>" in first
    assert "<span>Year <b>2025</b></span>" in first and "<span>Rate (%) <b>62.9</b></span>" in first
    assert '<a href="report?agency=a&amp;year=2025" target="_self">open →</a>' in first
    assert "乙市&lt;局&gt;" in second


def test_a_number_that_is_missing_is_a_dash_and_words_that_are_missing_are_nothing() -> None:
    first, second = stacked.lines(wide()).split("<li>")[1:]
    assert "<span>—</span>" in second and "<span>Rate (%) <b>—</b></span>" in second
    assert "Why no value" not in first and "blank in the report" in second


def test_the_page_says_which_figure_stands_beside_which_name_and_of_years_it_is_the_newest() -> None:
    assert "<span>Agency</span><span>Rate (%)</span>" in stacked.lines(wide(), lead="Rate (%)")
    years = pd.DataFrame({"Agency": ["甲"], "2019 (%)": [1.0], "2020 (%)": [2.5]})
    assert "<b>甲</b><span>2.5</span>" in stacked.lines(years)
    grown = pd.DataFrame({"Agency": ["甲"], "2019": [8.0], "2020": [9.0], "2020 change (%)": [12.5]})
    assert "<b>甲</b><span>9</span>" in stacked.lines(grown)
    assert "<b>A01</b>" in stacked.lines(pd.DataFrame({"Name": ["甲"], "Code": ["A01"]}), title="Code")


def test_only_a_table_that_is_too_wide_is_told_in_lines_and_only_one_with_more_to_tell_keeps_a_fold() -> None:
    assert stacked.fits(pd.DataFrame({"项目": ["办结"], "件数": [41]}))
    assert not stacked.fits(pd.DataFrame({"Agency": [LONG], "Requests": [41]}))
    assert stacked.tells_all(wide().drop(columns="Over the years")) and not stacked.tells_all(wide())
    assert not stacked.tells_all(pd.DataFrame({"a": range(13)}))
    assert stacked.lines(pd.DataFrame({"a": range(13), "b": range(13)})).count("<li>") == 12


def test_a_long_row_keeps_its_end_folded() -> None:
    row = {"Code": ["A01"], "Meaning": ["words " * 30], "Formula": ["more words " * 20], "Unit": ["cases"]}
    text = stacked.lines(pd.DataFrame(row), more="More")
    assert text.index("Meaning") < text.index("<details><summary>More</summary>") < text.index("Formula")
    assert "<details>" not in stacked.lines(wide())


def ranking(names: list[str]) -> pd.DataFrame:
    many = len(names)
    return pd.DataFrame(
        {
            "key": [str(place) for place in range(many)],
            "label": names,
            "value": [0.6 - place / 10 for place in range(many)],
            "low": [None] * many,
            "high": [None] * many,
            "ranked": [True] * many,
            "shown": [f"{60 - 10 * place}.0%" for place in range(many)],
            "tip": names,
        }
    )


def test_long_names_stand_above_their_bars_and_short_ones_stay_beside_them() -> None:
    names = [LONG, "Tongyin District Finance Bureau"]
    figure = charts.ranked_bars(ranking(names), "ratio", "")
    above = charts.on_ground(figure, dark=False, narrow=True)
    told = {one.text: (one.y, one.x) for one in above.layout.annotations}
    assert told[names[0]] == (1, 0) and told[names[1]] == (0, 0), "the first row is the highest"
    assert told["60.0%"] == (1, 0.6) and told["50.0%"] == (0, 0.5)
    assert above.layout.yaxis.showticklabels is False
    assert above.layout.height - figure.layout.height == 2 * 17
    beside = charts.on_ground(charts.ranked_bars(ranking(["甲局", "乙局"]), "ratio", ""), dark=False, narrow=True)
    assert list(beside.layout.yaxis.ticktext) == ["乙局", "甲局"] and not beside.layout.annotations


def test_a_name_with_a_key_like_a_number_stands_in_its_own_row() -> None:
    rules = ["The notice asks for one table each (FM03)", "The deadline has passed and no report is there (TM-04)"]
    figure = charts.on_ground(charts.simple_bars(rules, [4.0, 1.0], ["", ""], "#0072B2"), dark=False, narrow=True)
    told = {one.text: one.y for one in figure.layout.annotations}
    assert told == {rules[0]: 1, rules[1]: 0, "4": 1, "1": 0}


def test_words_at_the_end_of_a_bar_stay_on_the_screen() -> None:
    table = pd.DataFrame(
        {
            "key": ["a", "b"],
            "label": [LONG, LONG + " 2"],
            "difference": [0.183, -0.02],
            "shown": ["+18.3 个百分点", "−2.0 个百分点"],
            "tip": ["", ""],
        }
    )
    low, high = charts.on_ground(charts.movers(table, "", "share"), dark=True, narrow=True).layout.xaxis.range
    assert low < -0.02 and (high - 0.183) / (high - low) * 330 > 14 * 6.2 - 16


def test_a_scale_that_the_chart_leaves_open_stays_open() -> None:
    parts = {"upheld": "Upheld", "overturned": "Overturned"}
    table = pd.DataFrame({"key": ["a"], "label": [LONG], "total": [7.0], "upheld": [4.0], "overturned": [3.0]})
    figure = charts.on_ground(charts.mix_bars(table, parts, False, ""), dark=False, narrow=True)
    assert figure.layout.xaxis.range is None and figure.layout.yaxis.showticklabels is False


def test_a_wide_screen_and_a_narrow_one_do_not_share_a_figure() -> None:
    figure = charts.ranked_bars(ranking([LONG]), "ratio", "")
    wide_one = charts.on_ground(figure, dark=False)
    assert wide_one is charts.on_ground(figure, dark=False)
    assert wide_one is not charts.on_ground(figure, dark=False, narrow=True)
    assert not wide_one.layout.annotations and not figure.layout.annotations


def test_the_document_tells_its_width_before_anything_else_is_asked_for() -> None:
    text = assets.with_ahead("<html><head><title>x</title></head><body></body></html>", assets.Path("/nowhere"))
    head = text[: text.index("</head>")]
    assert "mingjing_narrow=" in head and "(max-width: 640px)" in head
