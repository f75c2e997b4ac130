"""An area told twice: its government's report beside its bodies' reports, with the difference, its bounds and cells."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from catalog.texts import speaker
from dashboard import areas as panel
from dashboard.queries import areas
from dashboard.reader import Reader
from tests.test_pages import asked, frame, html_of, run

pytest_plugins = ["tests.city_fixtures"]
PROFILE, COMPARE = "pages/analysis/profile.py", "pages/oversight/compare.py"
ZH, EN = (Reader(language, "demo", speaker(language)) for language in ("zh", "en"))
# from the cells themselves: bodies of a district are its agencies that are no government
SIDES = """
    select c.table_name, c.row_key, c.column_key,
           sum(c.value) filter (a.kind = 'government')::double as own,
           sum(c.value) filter (a.kind <> 'government')::double as members,
           count(c.value) filter (a.kind <> 'government') as known
    from core.cell c join core.report r using (report_id) join core.agency a on a.agency_id = r.agency_id
    where a.region_code = '{region}' and r.year = {year} and r.is_primary and c.column_key = 'total'
    group by all"""


def names_of(city: Path) -> dict[tuple[str, str, str], str]:
    rows = asked(city, "select table_name, row_key, column_key, name from core.wide_column where source = 'cell'")
    return {(table, row, column): name for table, row, column, name in rows}


def test_both_sides_and_their_difference_are_those_of_the_cells(city: Path) -> None:
    names, compared = names_of(city), 0
    for region, year in (("998801", 2023), ("998802", 2023), ("998802", 2022), ("998802", 2021)):
        found = areas.differences("demo", [region], year).set_index("wide_column")
        for table, row, column, own, members, known in asked(city, SIDES.format(region=region, year=year)):
            line = found.loc[names[table, row, column]]
            same = (line["own_value"], line["members_value"], line["difference"], line["members_known"])
            assert same == (own, members, own - members, known), (region, year, row)
            compared += 1
    assert compared > 100


def test_district_a_has_400_requests_by_its_government_and_296_by_its_three_bureaus(city: Path) -> None:
    shown = frame(run(PROFILE, agency="998801-government", year="2023"), "所辖单位之和").set_index("项目")
    line = shown.loc["本年新收"]
    assert (line["政府汇总报告"], line["所辖单位之和"], line["差额"], line["有数的单位"]) == (400, 296, 104, "3/3")
    assert line["差额说明什么"] == "所有单位都有数，差额104应是本级自身"
    # a group that no report prints as one row is the sum of its parts: 51 + 17, and 3 + 1 + 30 + 10 + 6 + 2
    refused = shown.loc["不予公开"]
    assert (refused["政府汇总报告"], refused["所辖单位之和"], refused["差额"]) == (68, 52, 16)
    # every body prints 7 permits, and so does the government for all of them
    assert shown.loc["行政许可·处理决定数量", "差额说明什么"] == "汇总报告反而少14：两边不可能都对"


def test_a_body_without_a_report_or_a_number_is_an_open_bound_and_not_zero(city: Path) -> None:
    missing = areas.differences("demo", ["998802"], 2021).set_index("wide_column").loc["requests_received"]
    assert (missing["members_known"], missing["members_held"], missing["members_due"]) == (2, 2, 3)
    blank = areas.differences("demo", ["998802"], 2022).set_index("wide_column").loc["requests_granted"]
    assert (blank["members_value"], blank["members_known"], blank["members_held"]) == (40, 2, 3)  # 30 and a third of it
    open_line = {"own_value": 50.0, "members_value": 40.0, "difference": 10.0, "members_known": 2, "members_due": 3}
    assert panel.meaning(open_line, ZH) == "本级自身和没有数的1个单位合起来是10，每一家都在0与10之间"
    even = panel.meaning(open_line | {"own_value": 40.0, "difference": 0.0}, ZH)
    assert even == "两边相等：本级自身和没有数的1个单位都只能是0"
    assert panel.meaning(open_line | {"own_value": None, "difference": None}, ZH).startswith("政府汇总报告没有这个数")
    english = panel.meaning(open_line | {"members_known": 3, "own_value": 40.0, "difference": 0.0}, EN)
    assert english == "Every body has a number, and the two agree"


def test_the_cells_of_both_sides_add_up_to_both_sides(city: Path) -> None:
    for column in ("requests_received", "requests_refused", "reviews_total", "permits_decisions"):
        line = areas.differences("demo", ["998801"], 2023, [column]).iloc[0]
        cells = areas.cells("demo", "998801", 2023, column)
        sums = cells.groupby("side")["value"].sum()
        assert (sums["own"], sums["members"]) == (line["own_value"], line["members_value"])
        assert set(cells[cells["side"] == "members"]["agency_id"]) == {
            "998801-education",
            "998801-public_security",
            "998801-natural_resources",
        }
    silent = areas.cells("demo", "998802", 2021, "requests_received")
    gone = silent[silent["agency_id"] == "998802-education"].iloc[0]
    assert pd.isna(gone["value"]) and pd.isna(gone["report_id"])


def test_the_page_says_how_many_have_reported_and_lists_the_cells_of_the_chosen_line(city: Path) -> None:
    at = run(PROFILE, agency="998802-government", year="2021", item="998802.requests_concluded")
    assert "乙区：3个单位中2个有报告" in html_of(at) + "".join(one.value for one in at.caption)
    cells = frame(at, "哪一边")
    assert set(cells["表格位置"].dropna()) == {"办理结果总计"}
    assert cells["哪一边"].tolist() == ["政府汇总报告", "所辖单位", "所辖单位", "所辖单位"]
    assert cells["原文"].isna().sum() == 1
    english = run(PROFILE, agency="998802-government", year="2021", lang="en")
    assert "Sum of its bodies" in frame(english, "Sum of its bodies").columns


def test_districts_compared_show_both_sides_of_what_the_metric_is_made_of(city: Path) -> None:
    shown = frame(run(COMPARE, year="2023", metric="grant_rate", across="region"), "所辖单位之和")
    told = shown.set_index(["地区", "项目"])["差额"]
    # granted: 129 + 43 against 24 + 80 + 16, and 69 + 23 against 3 + 28 + 24
    assert (told["甲区", "予以公开"], told["乙区", "予以公开"]) == (172 - 120, 92 - 55)
    assert sorted(set(shown["项目"])) == ["予以公开", "办理结果总计", "部分公开"]


def test_bureaus_and_their_comparison_have_no_such_table(city: Path) -> None:
    for at in (run(PROFILE, agency="998801-education", year="2023"), run(COMPARE, year="2023", metric="grant_rate")):
        assert not [table for table in at.dataframe if "所辖单位之和" in table.value.columns]
