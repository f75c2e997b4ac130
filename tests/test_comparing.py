"""Comparing units: ranks with their ranges, funnels, two years, shares, peers, named sets, against SQL of their own."""

from __future__ import annotations

import json
from math import sqrt
from pathlib import Path

import pandas as pd
import pytest

from catalog.metrics import metrics
from catalog.statistics import Funnel
from catalog.texts import speaker
from dashboard import charts, findings, mixes, tables
from dashboard.comparing import definitions_apart, drawn, grid, groups, references, sets, standing
from dashboard.queries import alike, places, rates, reasons
from dashboard.reader import Reader
from tests.test_pages import asked, frame, html_of, run

pytest_plugins = ["tests.city_fixtures"]
ZH = Reader("zh", "demo", speaker("zh"))
COMPARE = "pages/oversight/compare.py"
BUREAUS = "kind <> 'government'"


def everyone() -> groups.Group:
    """Every bureau of the city for itself."""
    names = places.names("demo", "zh")
    return groups.Group({key: [key] for key in places.members("demo", "bureau")}, names, names)


def stood(metric: str, year: int = 2023, before: int = 2022) -> pd.DataFrame:
    return standing.of(metrics()[metric], everyone().series, year, before).set_index("series")


def test_the_range_of_a_rank_counts_only_intervals_that_do_not_overlap(city: Path) -> None:
    """15 of 60 (15.8–37.2 %) lies above 14 of 200 (4.2–11.4 %) and above three times 0 (up to 8.0 %); of the rates of
    disclosure, from 20 of 44 (31.7–59.9 %) to 32 of 48 (52.5–78.3 %), none is told apart from another."""
    apart = frame(run(COMPARE, year="2023", metric="review_conversion"), "位次区间").set_index("名称")["位次区间"]
    assert apart["乙区公安局"] == "1–1"
    assert apart.drop("乙区公安局").dropna().tolist() == ["2–5"] * 4
    alike_ones = frame(run(COMPARE, year="2023", metric="grant_rate"), "位次区间").set_index("名称")["位次区间"]
    assert alike_ones.dropna().tolist() == ["1–5"] * 5
    assert pd.isna(alike_ones["乙区教育局"])  # 3 of 6: too small a base for any rank


def test_the_percentile_is_the_share_of_the_other_ranked_ones_below(city: Path) -> None:
    found = stood("requests_received")["percentile"]
    received = asked(city, f"select agency_id, requests_received from mart.agency_year where year = 2023 and {BUREAUS}")
    for agency, value in received:
        others = [other for key, other in received if key != agency]
        below = sum(other < value for other in others) + sum(other == value for other in others) / 2
        assert found[agency] == pytest.approx(below / len(others))


@pytest.mark.parametrize("view", [{"view": "dumbbell"}, {"measure": "change"}])
def test_a_unit_of_a_two_year_view_opens_the_cells_of_both_years(city: Path, view: dict[str, str]) -> None:
    at = run(COMPARE, year="2023", before="2022", metric="grant_rate", bar="998801-public_security", **view)
    cells = frame(at, ZH.say("printed"))
    for year in (2022, 2023):
        (want,) = asked(
            city,
            f"""select requests_granted + requests_partly_granted, requests_concluded from mart.agency_year
                where agency_id = '998801-public_security' and year = {year}""",
        )
        own = cells[cells["年度"] == str(year)].groupby("部分")["计入"].sum()
        assert (own[ZH.say("numerator")], own[ZH.say("denominator")]) == want
    words = html_of(at)
    assert words.count("与图中一致") == 4
    assert "2022年——" in words
    assert "2023年——" in words


def test_a_point_of_the_five_rates_opens_the_cells_of_its_rate(city: Path) -> None:
    keys = [metric.key for metric in metrics().values() if metric.code in definitions_apart.CODES]
    which, key = "998801-public_security", keys[3]
    at = run("pages/oversight/outcomes.py", year="2023", aspect="five", slice=f"{which}@{key}")
    cells = frame(at, ZH.say("printed"))
    below = metrics()[key].denominator
    (want,) = asked(city, f"select {below} from mart.agency_year where agency_id = '{which}' and year = 2023")
    assert cells[cells["部分"] == ZH.say("denominator")]["计入"].sum() == want[0]
    assert "与图中一致" in html_of(at)


def test_the_change_against_another_year_is_in_points_and_empty_where_a_base_is_small(city: Path) -> None:
    table = frame(run(COMPARE, year="2023", metric="grant_rate", before="2021"), "比2021年（百分点）").set_index("名称")
    enough = "requests_concluded >= 30"
    rate = "(requests_granted + requests_partly_granted) / requests_concluded"
    want = asked(
        city,
        f"""select a.name_zh, (now.r - old.r) * 100 from
            (select agency_id, {rate} as r from mart.agency_year where year = 2023 and {enough}) now
            join (select agency_id, {rate} as r from mart.agency_year where year = 2021 and {enough}) old
            using (agency_id) join core.agency a using (agency_id)""",
    )
    assert [name for name, _ in want] == ["甲区公安局"]  # 甲区教育局 concluded 15 in 2021: too few
    changes = table["比2021年（百分点）"].dropna()
    assert changes.to_dict() == {name: round(float(points), 1) for name, points in want}
    assert table.loc["甲区教育局", "2021年（%）"] == 66.7 and table.loc["甲区公安局", "2021年（%）"] == 48.5


def test_the_change_of_a_count_is_in_per_cent_and_can_be_switched_off(city: Path) -> None:
    view = {"year": "2023", "metric": "requests_received", "before": "2022"}
    table = frame(run(COMPARE, **view), "比2022年（%）").set_index("名称")
    assert table.loc["甲区公安局", "比2022年（%）"] == 25.0  # 160 -> 200
    assert table.loc["乙区公安局", "比2022年（%）"] == -25.0  # 80 -> 60
    assert pd.isna(table.loc["乙区教育局", "比2022年（%）"])  # 8 -> 6: too few for a per cent
    assert not any("2022" in name for name in frame(run(COMPARE, **view, yoy="off"), "位次").columns)


def test_two_years_leave_out_a_unit_with_the_reason_and_its_year(city: Path) -> None:
    html = html_of(run(COMPARE, year="2023", metric="grant_rate", before="2022", view="dumbbell"))
    assert "2022年年报此处空白1个（乙区教育局）" in html  # prints no number in the row granted
    assert "2022年分母为0，不计算2个（甲区自然资源局、乙区自然资源局）" in html


def test_a_change_between_forms_that_cannot_be_compared_is_none(city: Path) -> None:
    found = standing.of(metrics()["normative_documents_in_force"], everyone().series, 2021, 2020)
    told = found[found["before"].notna() & found["value"].notna()]
    grades = metrics()["normative_documents_in_force"].comparability
    assert grades["2019"] in ("C", "x")
    assert found["difference"].isna().all()
    assert set(told["why_no_change"]) <= {"not_comparable"}


def test_the_funnel_holds_the_pooled_share_and_judges_no_small_base(city: Path) -> None:
    found = stood("review_conversion").reset_index()
    limits = standing.funnel_of(found)
    rows = asked(
        city,
        f"""select agency_id, reviews_total::double, requests_concluded::double from mart.agency_year
            where year = 2023 and {BUREAUS} and requests_concluded > 0""",
    )
    pooled = sum(n for _, n, _ in rows) / sum(d for _, _, d in rows)
    assert limits is not None and limits.mean == pytest.approx(pooled)
    half = 3.09 * sqrt(limits.overdispersion * pooled * (1 - pooled) / 60)
    assert limits.limits(60, 3.09) == pytest.approx((max(0, pooled - half), pooled + half))
    told = drawn.funnel(found, limits, everyone(), metrics()["review_conversion"], ZH).set_index("key")["zone"]
    for agency, n, d in rows:
        score = (n / d - pooled) / sqrt(limits.overdispersion * pooled * (1 - pooled) / d)
        beyond = (abs(score) > 1.96) + (abs(score) > 3.09)
        assert told[agency] == (0 if d < 30 else beyond if score > 0 else -beyond)
    assert told["998802-public_security"] > 0  # 15 reviews for 60 requests


def test_a_funnel_names_the_units_outside_and_says_what_the_limits_rest_on(city: Path) -> None:
    at = run(COMPARE, year="2023", metric="grant_rate", view="funnel")
    assert "离散系数 φ＝" in html_of(at)
    assert "这里没有漏斗图" in html_of(run(COMPARE, year="2023", metric="requests_received", view="funnel"))


def test_a_rate_has_no_share_of_all_and_the_page_says_why(city: Path) -> None:
    counts, rates_ = (run(COMPARE, year="2023", metric=name) for name in ("requests_received", "grant_rate"))
    measures = [next(one for one in at.segmented_control if one.key.endswith("_measure")) for at in (counts, rates_)]
    assert [one.options for one in measures] == [["数值", "占合计", "增减"], ["数值", "增减"]]
    why = "比率、平均数和差额不能相加，所以没有“占合计”"
    assert why in html_of(rates_) and why not in html_of(counts)
    drawn_tips = tables.tips(
        stood("requests_received").reset_index(), everyone().names, metrics()["requests_received"], ZH
    )
    assert any("占全部合计 " in tip for tip in drawn_tips)


def test_the_heat_map_can_show_the_share_that_each_unit_has_of_its_year(city: Path) -> None:
    view = {"aspect": "heat", "metric": "requests_received", "measure": "share", "year": "2023"}
    table = frame(run("pages/oversight/outcomes.py", **view), "2021（%）")
    assert table["2023（%）"].sum() == pytest.approx(100, abs=0.3)
    police = table[table.iloc[:, 0] == "甲区公安局"].iloc[0]
    (whole,) = asked(
        city, "select sum(requests_received) from mart.agency_year where year = 2021 and kind <> 'government'"
    )
    assert police["2021（%）"] == round(132 / float(whole[0]) * 100, 1)
    missing = table[table.iloc[:, 0] == "乙区教育局"].iloc[0]
    assert pd.isna(missing["2020（%）"])


def test_the_reasons_are_shown_as_shares_where_shares_are_asked_for(city: Path) -> None:
    found = pd.DataFrame(
        {"row_key": ["refused.enforcement_file", "refused.state_secret"], "cases": [3.0, 1.0], "used": [2, 2]}
    )
    parts = mixes.reason_bars(found, "refused", ZH, as_share=True)
    assert list(parts.data[0].x) == [0.25, 0.75] and list(parts.data[1].text) == ["  25.0%", "  75.0%"]
    counts = mixes.reason_bars(found, "refused", ZH)
    assert list(counts.data[0].x) == [1.0, 3.0] and list(counts.data[1].text) == ["  1", "  3"]
    assert "3 / 4（75.0%）<br>2 份年报有此数" in counts.data[0].hovertext[1]


def test_shares_of_all_add_up_to_one(city: Path) -> None:
    table = frame(run(COMPARE, year="2023", metric="requests_received", measure="share"), "占比（%）").set_index("名称")
    (whole,) = asked(
        city, f"select sum(requests_received)::double from mart.agency_year where year = 2023 and {BUREAUS}"
    )
    assert table.loc["甲区公安局", "占比（%）"] == round(200 / whole[0] * 100, 1)
    assert stood("requests_received")["part"].sum() == pytest.approx(1)


def test_reference_lines_carry_their_value_in_the_legend(city: Path) -> None:
    metric, group = metrics()["grant_rate"], everyone()
    found = stood("grant_rate").reset_index()
    lines = references.of(metric, found, group.ids, 2023, ["pooled", "mean", "median"], ZH)
    # five bureaus with a base of 30 and more: 32/52, 104/200, 20/44, 36/60, 32/48; all six are pooled
    assert [line.name for line in lines] == [
        f"全体合计 {227 / 410:.1%}",
        "各单位比率的平均值 57.1%（5个单位）",
        "各单位比率的中位数 60.0%（5个单位）",
    ]
    assert lines[1].value == pytest.approx((32 / 52 + 104 / 200 + 20 / 44 + 36 / 60 + 32 / 48) / 5)
    figure = charts.ranked_bars(drawn.bars(found, group, metric, "value", ZH), metric.kind, "", "", lines)
    assert [trace.name for trace in figure.data if trace.name] == [line.name for line in lines]
    assert [shape.x0 for shape in figure.layout.shapes] == [line.value for line in lines]
    assert references.offered(metrics()["requests_received"], "demo") == ["mean", "median"]


def test_units_with_a_small_base_stand_below_a_divider_largest_base_first(city: Path) -> None:
    metric = metrics()["full_grant_rate"]
    every = drawn.bars(stood("full_grant_rate", 2022, 2021).reset_index(), everyone(), metric, "value", ZH)
    bases = every["denominator"].tolist()
    ranked = int(every["ranked"].sum())
    assert bases[ranked:] == sorted(bases[ranked:], reverse=True)
    divided = drawn.divided(every, "未参加排名")
    assert divided["key"].tolist().index(charts.DIVIDER) == ranked
    assert divided["label"].iloc[ranked] == "<i>未参加排名</i>"


def test_peers_are_of_one_kind_and_level_and_widened_where_these_are_too_few(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = alike.of("demo", "998801-education")
    assert found == alike.Peers(("998801-education", "998802-education"), ("kind",))  # two are fewer than five
    assert alike.of("demo", "998801-education", "region").alike == ("region",)
    monkeypatch.setattr(alike, "smallest_group", lambda: 1)
    monkeypatch.setattr(alike, "residents", lambda: {"998801": 480_000, "998802": 620_000})
    assert alike.of("demo", "998801-education").ids == ("998801-education",)  # below and above half a million
    monkeypatch.setattr(alike, "residents", lambda: {"998801": 520_000, "998802": 620_000})
    near = alike.of("demo", "998801-education")
    assert (near.ids, near.alike) == (("998801-education", "998802-education"), ("kind", "level", "residents"))


def test_the_peers_of_one_agency_are_ranked_with_it_marked(city: Path) -> None:
    at = run(COMPARE, year="2023", metric="requests_received", across="peers", agency="998801-public_security")
    assert "同类：按类别相同自动选出，共2家（含本单位）" in html_of(at)
    assert frame(at, "位次")["名称"].tolist() == ["甲区公安局", "乙区公安局"]
    assert frame(at, "原文")["计入"].tolist() == [200]


@pytest.fixture
def own_sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register of one set of regions, and a folder for saved ones."""
    file = tmp_path / "sets.yml"
    file.write_text(
        'inner: {zh: 中心城区, en: Inner, regions: ["998801"]}\nnobody: {zh: 空, regions: ["1"]}\n', "utf-8"
    )
    monkeypatch.setattr(sets, "FILES", {"demo": file, "real": tmp_path / "none.yml"})
    monkeypatch.setenv("MINGJING_VIEWS", str(tmp_path / "views"))
    return tmp_path / "views" / "sets.jsonl"


def test_a_set_of_regions_pools_the_bureaus_of_each(city: Path, own_sets: Path) -> None:
    table = frame(run(COMPARE, year="2023", metric="grant_rate", across="set", set="inner"), "位次")
    (want,) = asked(
        city,
        f"""select sum(requests_granted + requests_partly_granted), sum(requests_concluded) from mart.agency_year
            where year = 2023 and region_code = '998801' and {BUREAUS}""",
    )
    assert table[["名称", "分子", "分母"]].to_numpy().tolist() == [["甲区", *map(int, want)]]


def test_saved_sets_are_added_and_never_changed(city: Path, own_sets: Path) -> None:
    assert list(sets.held("demo")) == ["inner"]  # a set that names nobody is left out
    sets.save("  我的  两家 ", ["998801-education", "998802-education"], "demo")
    sets.save("我的 两家", ["998801-education"], "demo")
    own_sets.write_text(own_sets.read_text("utf-8") + "{broken\n", "utf-8")
    lines = own_sets.read_text("utf-8").splitlines()
    assert len(lines) == 3 and json.loads(lines[0])["agencies"] == ["998801-education", "998802-education"]
    held = sets.held("demo")
    assert list(held) == ["inner", "saved-我的 两家"]
    assert sets.agencies(held["saved-我的 两家"], "demo") == ["998801-education"]  # the later line counts
    assert list(sets.held("real")) == []
    with pytest.raises(ValueError):
        sets.save(" ", ["998801-education"], "demo")


def test_a_sign_that_some_take_for_the_end_of_a_line_costs_no_set(city: Path, own_sets: Path) -> None:
    own_sets.parent.mkdir()
    line = '{"zh": "两\x85家", "collection": "demo", "agencies": ["998801-education", "998802-education"]}\n'
    own_sets.write_text(line, "utf-8")
    assert "saved-两\x85家" in sets.held("demo")


def test_agencies_picked_one_by_one_may_be_kept_as_a_set(city: Path, own_sets: Path) -> None:
    at = run(COMPARE, across="set", set="custom", agencies="998801-education,998802-education", year="2023")
    at.text_input(key="set_name").set_value("两区教育").run()
    at.button(key="set_keep").click().run()
    assert [error.message for error in at.exception] == []
    assert json.loads(own_sets.read_text("utf-8"))["zh"] == "两区教育"
    table = frame(run(COMPARE, across="set", set="saved-两区教育", year="2023", metric="requests_received"), "位次")
    assert table["名称"].tolist() == ["甲区教育局", "乙区教育局"]


@pytest.mark.parametrize("which", ["real", "demo"])
def test_the_sets_of_the_registers_are_written_as_they_must_be(city: Path, which: str) -> None:
    for key, one in sets.registered(which).items():
        assert one.zh and one.en and one.key == key
        assert sum(map(bool, (one.regions, one.kinds, one.agencies))) == 1


OUTCOMES = "pages/oversight/outcomes.py"


def test_a_missing_value_says_what_is_printed_in_its_place(city: Path) -> None:
    group, metric = everyone(), metrics()["grant_rate"]
    answer = reasons.told(rates.by_series(metric, group.series, 2020, 2023), metric, group.series)
    found = answer.set_index(["series", "year"])["reason"]
    assert found["998802-education", 2022] == "blank"  # the row granted prints nothing
    assert found["998802-education", 2021] == "missing"
    assert found["998802-public_security", 2021] == "zero_base"
    assert found["998801-education", 2023] == ""
    prose = metrics()["dissatisfied_per_10k"]
    told = reasons.told(rates.by_series(prose, group.series, 2023, 2023), prose, group.series).set_index("series")
    assert told.loc["998801-public_security", "reason"] == "not_stated"


def test_the_heat_map_holds_every_year_and_says_why_a_cell_is_empty(city: Path) -> None:
    group, metric = everyone(), metrics()["grant_rate"]
    answer = reasons.told(rates.by_series(metric, group.series, 2020, 2023), metric, group.series)
    figure = charts.heat(grid.for_heat(answer, group, metric, ZH))
    cells, points = figure.data
    want = asked(
        city,
        f"""select agency_id, year, (requests_granted + requests_partly_granted)::double / requests_concluded
            from mart.agency_year where {BUREAUS} and requests_concluded > 0 and requests_granted is not null""",
    )
    shown = {
        (key, int(year)): value
        for key, row in zip(cells.y, cells.z, strict=True)
        for year, value in zip(cells.x, row, strict=True)
        if not pd.isna(value)
    }
    assert shown == {(key, year): pytest.approx(value) for key, year, value in want}
    told = {tuple(data): text for data, text in zip(points.customdata, points.text, strict=True)}
    assert told["998802-education", 2022] == "空白"
    assert told["998802-education", 2021] == "未见"
    at = run(OUTCOMES, aspect="heat", metric="requests_received", point="998801-education@2021")
    assert frame(at, "原文")["计入"].tolist() == [15]


def test_a_part_of_a_bar_opens_the_cells_that_sum_to_it(city: Path) -> None:
    (want,) = asked(
        city,
        f"""select sum(requests_refused)::double from mart.agency_year
            where year = 2023 and region_code = '998801' and {BUREAUS}""",
    )
    at = run(OUTCOMES, year="2023", across="region", slice="998801@refused")
    cells = frame(at, "原文")
    assert cells["计入"].sum() == want[0] == 52
    assert set(cells["部分"]) == {"分子"}
    mix = frame(at, "不予公开").set_index("名称")
    assert mix.loc["甲区", "不予公开"] == want[0]
    assert "与图中一致" in html_of(at)


def test_five_rates_of_disclosure_rank_the_same_reports_differently(city: Path) -> None:
    at = run(OUTCOMES, year="2023", aspect="five")
    table = frame(at, "位次变动").set_index("名称")
    rates_of = {
        "O01": "requests_granted / requests_concluded",
        "O02": "(requests_granted + requests_partly_granted) / requests_concluded",
        "O05": "(requests_granted + requests_partly_granted) / (requests_received + requests_carried_in)",
    }
    for code, rate in rates_of.items():
        order = asked(
            city,
            f"""select name_zh from mart.agency_year join core.agency using (agency_id)
                where year = 2023 and agency.{BUREAUS} and requests_concluded >= 30 order by {rate} desc""",
        )
        assert table[f"位次 {code}"].dropna().sort_values().index.tolist() == [name for (name,) in order]
    assert pd.isna(table.loc["乙区教育局", "位次 O02"])  # a base of six
    ranks = table[[f"位次 {code}" for code in definitions_apart.CODES]].dropna().astype(int)
    assert (ranks.max(axis=1) - ranks.min(axis=1)).to_dict() == table["位次变动"].dropna().to_dict()


def test_the_overview_names_the_agencies_beyond_the_outer_limits(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids, conversion = places.members("demo", "bureau"), metrics()["review_conversion"]
    assert findings.unusual_sentence(metrics()["grant_rate"], ids, 2023, ZH) is None  # nobody lies outside
    assert findings.unusual_sentence(conversion, ids, 2023, ZH) is None  # the units differ too much among themselves
    # without overdispersion 15 of 60 lies (0.25 - 0.0707) / sqrt(0.0707 * 0.9293 / 60) = 5.4 deviations above 29 of 410
    monkeypatch.setattr(standing, "funnel_of", lambda found: Funnel(29 / 410, 1.0))
    told = findings.unusual_sentence(conversion, ids, 2023, ZH)
    want = "5家分母够大的单位中，1家的复议转化率超出99.8%界限：偏高的有乙区公安局（25.0%）。"
    assert told is not None and told[0] == want


def test_a_long_name_stands_in_two_lines_and_is_never_cut_where_it_fits() -> None:
    english = tables.fitted("Demonstration City Ecology and Environment Bureau")
    assert english == "Demonstration City Ecology and<br>Environment Bureau"
    bureau = "Demonstration City Human Resources and Social Security Bureau"
    assert tables.fitted(bureau) == "Demonstration City Human Resources<br>and Social Security Bureau"
    assert tables.fitted("墨泉区人力资源和社会保障局") == "墨泉区人力资源和社会保障局"
    assert tables.fitted("甲" * 20).split("<br>") == ["甲" * 18, "甲" * 2]
    longest = tables.fitted("甲" * 40).split("<br>")
    assert [len(line) for line in longest] == [18, 18]
    assert longest[1].endswith("…")
    assert tables.fitted("a < b & c", 5) == "a &lt; b<br>&amp; c"
    table = pd.DataFrame({"key": list("abc"), "label": ["甲", "a<br>b", "丙"], "difference": [1, 2, 3]})
    low = charts.movers(table.assign(label="甲", shown="1", tip=""), "").layout.height
    assert charts.movers(table.assign(shown="1", tip=""), "").layout.height == low + 3 * 10


def test_the_words_for_those_who_cannot_see_the_chart_name_the_unit_in_full(city: Path) -> None:
    group, metric = everyone(), metrics()["grant_rate"]
    long = "演示用的名称很长很长很长很长很长很长很长的市政务服务和大数据管理局"
    names = dict.fromkeys(group.names, long)
    found = standing.of(metric, group.series, 2023, 2022)
    every = drawn.bars(found, groups.Group(group.series, names, names), metric, "value", ZH)
    assert long in findings.highest_and_lowest(every, names, metric, ZH)


def test_initials_are_searched_and_stand_where_nobody_sees_them(city: Path) -> None:
    agency = places.agencies("demo")["998801-public_security"]
    one, tag = agency.found_by("zh"), agency.found_by("zh", places.BELOW)
    assert tag.splitlines() == ["甲区公安局", "jqgaj"]  # look.css shows the first line of a tag
    assert one.split() == ["甲区公安局", "jqgaj"]
    assert len(one) - len("甲区公安局jqgaj") == 28  # wider than a box of 300 points
    assert agency.found_by("en").split() == [*agency.name("en").split(), "jqgaj"]
