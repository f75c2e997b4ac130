"""Trends: against a base year, small charts, breaks of the form, and what happened in these years."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from catalog.events import KINDS, events
from catalog.metrics import metrics
from catalog.texts import speaker
from dashboard import charts, tables
from dashboard.comparing import groups, happenings, indexing, references, trend
from dashboard.queries import places, rates, reasons
from dashboard.reader import Reader
from tests.test_pages import asked, frame, html_of, run

pytest_plugins = ["tests.city_fixtures"]
ZH = Reader("zh", "demo", speaker("zh"))
TRENDS = "pages/leadership/trends.py"
TWO = "998801-public_security,998802-education"


def answered(metric: str, *agencies: str) -> tuple[pd.DataFrame, groups.Group]:
    names = places.names("demo", "zh")
    group = groups.Group({key: [key] for key in agencies}, names, names)
    return reasons.told(
        rates.by_series(metrics()[metric], group.series, 2020, 2023), metrics()[metric], group.series
    ), group


def test_an_index_is_each_series_against_its_own_base_year(city: Path) -> None:
    at = run(TRENDS, metric="requests_received", agencies=TWO, trend="index", base="2020")
    table = frame(at, "2023").set_index("单位 · 2020年＝100")
    rows = asked(
        city,
        """select year, requests_received::double from mart.agency_year
           where agency_id = '998801-public_security' order by year""",
    )
    assert table.loc["甲区公安局"].tolist() == [round(value / rows[0][1] * 100, 1) for _, value in rows]
    assert table.loc["乙区教育局"].isna().all()  # no report of 2020: no figure to measure against


def test_a_share_against_a_base_year_moves_in_percentage_points(city: Path) -> None:
    metric = metrics()["grant_rate"]
    answer, _ = answered("grant_rate", "998801-public_security")
    moved = indexing.against(answer, metric, 2022, ZH).set_index("year")
    plain = answer.set_index("year")["value"]
    assert moved.loc[2023, "value"] == pytest.approx(plain[2023] - plain[2022])
    assert indexing.kind(metric) == "points"
    assert indexing.title(metric, 2022, ZH) == "比2022年增减（百分点）"


def test_without_a_word_the_base_is_the_first_year_that_most_have(city: Path) -> None:
    answer, _ = answered("requests_received", "998801-public_security", "998802-education")
    assert indexing.years(answer) == ([2020, 2021, 2022, 2023], 2022)


def test_the_share_of_all_is_of_the_lines_that_have_a_figure(city: Path) -> None:
    at = run(TRENDS, metric="requests_received", agencies=TWO, trend="share")
    table = frame(at, "2023（%）").set_index("单位 · 占图中各线合计")
    assert table.loc["甲区公安局"].tolist() == [100.0, 100.0, 95.2, 97.1]  # of 160 + 8, then of 200 + 6
    assert pd.isna(table.loc["乙区教育局", "2021（%）"])  # no report: no share, and no 0
    answer, group = answered("requests_received", *TWO.split(","))
    shown = trend.drawn(answer, group, metrics()["requests_received"], trend.View(0, False, True, "share"), ZH)
    tip = shown[(shown["series"] == "998801-public_security") & (shown["year"] == 2021)]["tip"].iloc[0]
    assert "占合计 100.0%（合计 132，1/2 个有数）" in tip
    rate = run(TRENDS, metric="grant_rate", agencies=TWO)
    offered = next(one for one in rate.segmented_control if one.key.endswith("_trend")).options
    assert offered == ["数值", "逐年增减", "与基年比"] and "所以没有“占合计”" in html_of(rate)


def test_the_table_tells_the_change_of_each_year_unless_it_is_switched_off(city: Path) -> None:
    counts = frame(run(TRENDS, metric="requests_received", agencies=TWO), "2023 同比（%）").set_index("单位")
    yoy = [f"{year} 同比（%）" for year in (2021, 2022, 2023)]
    assert counts.loc["甲区公安局", yoy].tolist() == [10.0, 21.2, 25.0]  # 120, 132, 160, 200
    assert counts.loc["乙区教育局", yoy].isna().all()  # 8 -> 6: too few for a per cent
    both = "998801-public_security,998801-education"
    rates_ = frame(run(TRENDS, metric="grant_rate", agencies=both), "2023 同比（百分点）").set_index("单位")
    assert rates_.loc["甲区公安局", "2023 同比（百分点）"] == 2.0  # 80 of 160, then 104 of 200
    assert pd.isna(rates_.loc["甲区教育局", "2023 同比（百分点）"])  # 20 cases in 2022: too few
    off = frame(run(TRENDS, metric="requests_received", agencies=TWO, yoy="off"), "2023")
    assert list(off.columns) == ["单位", "2020", "2021", "2022", "2023"]


def test_the_lines_can_be_the_changes_against_the_year_before(city: Path) -> None:
    answer, group = answered("requests_received", *TWO.split(","))
    view = trend.View(0, False, True, "change")
    shown = trend.drawn(answer, group, metrics()["requests_received"], view, ZH).set_index(["series", "year"])
    police = shown.loc["998801-public_security"]
    assert police["value"].round(4).tolist()[1:] == [0.1, 0.2121, 0.25]
    assert police["reason"].tolist() == ["no_change", "", "", ""] and "比上年 +25.0%" in police.loc[2023, "tip"]
    few = shown.loc[("998802-education", 2023)]
    assert pd.isna(few["value"]) and "上年没有可比的数，或基数过小" in few["tip"]
    assert view.against(2023) == 2022  # a click opens the cells of both years


def test_lines_are_read_against_all_bodies_together_their_median_and_the_target_each_named(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goal = {"grant_rate": {"value": 0.6, "zh": "试行目标", "en": "Trial target", "source": "-"}}
    monkeypatch.setattr(references, "targets", lambda which: goal)
    answer, group = answered("grant_rate", "998801-public_security")
    metric = metrics()["grant_rate"]
    view = trend.View(0, False, True, "value", True, ("pooled", "median", "target"))
    told = happenings.of(metric, (2020, 2023), group.ids, ZH)
    figure = trend.figure(trend.drawn(answer, group, metric, view, ZH), metric, view, told, ZH)
    drawn = {trace.name: trace for trace in figure.data if trace.mode == "lines"}
    assert list(drawn) == ["全部部门合计", "各单位比率的中位数（部门）", "试行目标"]
    want = asked(
        city,
        """select sum(requests_granted + requests_partly_granted) / sum(requests_concluded) from mart.agency_year
           where kind <> 'government' and requests_granted is not null group by year order by year""",
    )
    assert list(drawn["全部部门合计"].y) == pytest.approx([float(value) for (value,) in want])
    assert list(drawn["试行目标"].y) == [0.6] * 4
    assert "试行目标</b> 2023<br>60.0%" in drawn["试行目标"].hovertext[-1]
    assert len({trace.line.dash for trace in drawn.values()}) == 3  # never told apart by colour alone
    assert figure.layout.showlegend
    page = run(TRENDS, metric="grant_rate", agencies=TWO, lines="pooled")
    traces = json.loads(page.get("plotly_chart")[0].proto.spec)["data"]
    assert "全部部门合计" in [trace.get("name") for trace in traces]


def test_small_charts_leave_gaps_with_a_hollow_mark_and_its_reason(city: Path) -> None:
    metric = metrics()["requests_received"]
    answer, group = answered("requests_received", "998801-public_security", "998802-education")
    drawn = trend.drawn(answer, group, metric, trend.View(0, True, True), ZH)
    figure = charts.multiples(drawn, "count", True, [2020.5], [])
    lines = [trace for trace in figure.data if trace.mode == "lines+markers"]
    assert [None if pd.isna(value) else value for value in lines[1].y] == [None, None, 8, 6]
    hollow = [trace for trace in figure.data if trace.mode == "markers" and len(trace.x)]
    assert [list(trace.x) for trace in hollow] == [[2020, 2021]]
    assert "未见年报" in hollow[0].hovertext[0]
    assert {axis.matches for axis in figure.select_yaxes()} == {"y"}
    own = charts.multiples(drawn, "count", False, [], [])
    assert {axis.matches for axis in own.select_yaxes()} == {None}


def test_small_charts_stand_on_one_scale_or_each_on_its_own(city: Path) -> None:
    answer, group = answered("requests_received", *TWO.split(","))
    metric, told = metrics()["requests_received"], happenings.Happenings((), (), ())
    for shared in (True, False):
        view = trend.View(0, True, shared)
        figure = trend.figure(trend.drawn(answer, group, metric, view, ZH), metric, view, told, ZH)
        assert len({trace.yaxis for trace in figure.data}) == 2  # a chart for each
        assert figure.layout.yaxis2.matches == ("y" if shared else None)
    at = run(TRENDS, metric="requests_received", agencies=TWO, panels="apart")
    offered = [one.options for one in at.segmented_control if one.key.endswith(("_panels", "_shared"))]
    assert offered == [["合在一图", "每个一图"], ["同一刻度", "各自刻度"]]


def test_more_lines_than_colours_start_in_charts_of_their_own(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def panels() -> str:
        return run(TRENDS, metric="requests_received", agencies=TWO).session_state["choices_made"]["panels"].code

    assert panels() == "together"
    monkeypatch.setattr(trend, "COLOURS", 1)
    assert panels() == "apart"


def test_a_line_is_broken_with_a_band_where_the_forms_cannot_be_compared(city: Path) -> None:
    metric = next(
        one for one in metrics().values() if one.comparability["2019"] == "C" and one.comparability["2021"] == "A"
    )
    assert tables.is_broken(metric, 2021) and not tables.is_broken(metrics()["requests_received"], 2021)
    answer, group = answered(metric.key, "998801-education")
    told = happenings.of(metric, (2020, 2023), group.ids, ZH)
    assert told.broken == (2020.5,)
    assert any("前后不可比" in words for _, words in told.marks)
    figure = trend.figure(
        trend.drawn(answer, group, metric, trend.View(0, False, True), ZH), metric, trend.View(0, False, True), told, ZH
    )
    bands = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert [(band.x0, band.x1) for band in bands] == [(pytest.approx(2020.41), pytest.approx(2020.59))]


def test_events_are_listed_with_their_scope_and_only_where_they_concern_the_metric(city: Path) -> None:
    html = html_of(run(TRENDS, metric="requests_received", agencies=TWO))
    assert "① 2021年 · 全国 · 启用2021年格式。依据：国办公开办函〔2021〕30号，2021年9月26日" in html
    assert "行政复议法" not in html  # takes effect after the last year, and concerns disputes
    reviews = happenings.of(metrics()["reviews"], (2019, 2025), ["998801-education"], ZH)
    assert any("2024年 · 全国 · 修订后的《行政复议法》施行" in line for line in reviews.lines)
    requests = happenings.of(metrics()["requests_received"], (2019, 2025), ["998801-education"], ZH)
    assert not any("行政复议法" in line for line in requests.lines)


def test_an_event_of_a_city_concerns_the_districts_below_it_and_no_others(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"kind": "reform", "groups": [], "source": {"zh": "某号，2022年", "en": "No., 2022"}}
    mine = [
        {"year": 2022, "region_code": code, "zh": words, "en": words} | told
        for code, words in (("998800", "全市合并"), ("998801", "甲区合并"), ("998802", "乙区合并"))
    ]
    monkeypatch.setattr(happenings, "events", lambda: tuple(mine))
    found = happenings.of(metrics()["requests_received"], (2020, 2023), ["998801-education"], ZH)
    assert [line.split("。")[0] for line in found.lines] == [
        "① 2022年 · 测试市 · 全市合并",
        "② 2022年 · 甲区 · 甲区合并",
    ]
    assert [words for at, words in found.marks if at == 2021.5] == ["①②"]


def test_an_event_is_written_as_it_must_be() -> None:
    known = {metric.group for metric in metrics().values()}
    for event in events():
        assert event["kind"] in KINDS and event["zh"] and event["en"]
        assert set(event["groups"]) <= known
        assert set(event["source"]) == {"zh", "en"}
        assert re.search(r"20\d\d", event["source"]["zh"])  # every source has its year
        assert re.search(r"号|白皮书|方案", event["source"]["zh"])
    assert [event["year"] for event in events()] == sorted(event["year"] for event in events())


def test_regions_of_a_trend_are_pooled(city: Path) -> None:
    table = frame(run(TRENDS, by="region", metric="requests_received"), "2023").set_index("地区")
    want = asked(
        city,
        """select sum(requests_received)::int from mart.agency_year
           where year = 2023 and kind <> 'government' group by region_code order by region_code""",
    )
    assert table["2023"].tolist() == [value for (value,) in want]
