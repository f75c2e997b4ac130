"""Disputes and services: rates with their bases, the cells behind each part, ratings without a ceiling."""

from __future__ import annotations

import json
from math import log10
from pathlib import Path

import pandas as pd
import pytest

from catalog.metrics import metrics
from catalog.texts import speaker
from dashboard import charts, services
from dashboard.comparing import groups
from dashboard.queries import places, rates, ratings
from dashboard.reader import Reader
from tests.test_pages import asked, frame, html_of, run

pytest_plugins = ["tests.city_fixtures"]
ZH = Reader("zh", "demo", speaker("zh"))
DISPUTES = "pages/oversight/disputes.py"
SERVICES = "pages/oversight/services.py"


def test_overturn_rates_leave_pending_cases_out_and_rank_no_small_base(city: Path) -> None:
    table = frame(run(DISPUTES, year="2023", dispute="overturned", court="review"), "位次").set_index("名称")
    want = asked(
        city,
        """select name_zh, reviews_overturned::double, (reviews_total - reviews_pending)::double
           from mart.agency_year join core.agency using (agency_id)
           where year = 2023 and agency.kind = 'public_security'""",
    )
    for name, above, below in want:
        assert (table.loc[name, "分子"], table.loc[name, "分母"]) == (above, below)
        assert table.loc[name, "复议纠错率（%）"] == round(above / below * 100, 1)
    assert table["位次"].isna().all()  # nine and ten concluded reviews


def test_conversion_is_cases_over_requests_concluded(city: Path) -> None:
    table = frame(run(DISPUTES, year="2023", dispute="conversion"), "位次").set_index("名称")
    (want,) = asked(
        city,
        """select (reviews_total + direct_litigations_total + litigations_after_review_total)::double,
                  requests_concluded::double from mart.agency_year
           where year = 2023 and agency_id = '998802-public_security'""",
    )
    assert tuple(table.loc["乙区公安局", ["分子", "分母"]]) == want == (15, 60)
    assert table.loc["乙区公安局", "位次"] == 1


def test_a_result_opens_the_cells_that_sum_to_it(city: Path) -> None:
    at = run(DISPUTES, year="2023", across="region", slice="998801@overturned")
    (want,) = asked(
        city,
        """select sum(reviews_overturned + direct_litigations_overturned + litigations_after_review_overturned)::double
           from mart.agency_year where year = 2023 and region_code = '998801' and kind <> 'government'""",
    )
    assert frame(at, "原文")["计入"].sum() == want[0] == 5
    assert "与图中一致" in html_of(at)


def test_ratings_are_spread_out_near_a_hundred_per_cent_and_not_ranked(city: Path) -> None:
    at = run(SERVICES, year="2023", service="satisfaction_rate")
    table = frame(at, "不满意（每万次）").set_index("名称")
    assert table["不满意（每万次）"].dropna().to_dict() == {"甲区教育局": 50, "乙区教育局": 0}  # 99.5 % and 100 %
    assert table["好评含哪几档"]["甲区教育局"] == "未写明"
    assert table["无值原因"]["甲区公安局"] == "年报正文没有写"
    assert "位次" not in table.columns
    assert "对数" in html_of(at)


def test_a_dot_of_zero_has_a_place_on_the_scale_and_is_hollow_without_a_number_of_ratings(city: Path) -> None:
    names = places.names("demo", "zh")
    group = groups.Group({key: [key] for key in places.members("demo", "bureau")}, names, names)
    metric = metrics()["dissatisfied_per_10k"]
    answer = rates.by_series(metric, group.series, 2023, 2023)
    beside = ratings.beside_rates(group.series, 2023)
    assert beside["ratings"].isna().all() and len(beside) == len(group.series)
    known = beside.assign(
        ratings=[8000.0 if key == "998801-education" else None for key in beside["series"]],
        rated_of=[8000.0 if key == "998801-education" else None for key in beside["series"]],
        cases=[20000.0 if key == "998801-education" else None for key in beside["series"]],
    )
    found = services.with_ratings(answer, known, metric)
    told = services.for_dots(found, group, metric, ZH)
    figure = charts.rating_dots(told, "")
    dots = next(trace for trace in figure.data if trace.mode == "markers")
    where = dict(zip(dots.y, dots.x, strict=True))
    assert where == {"998801-education": pytest.approx(log10(51)), "998802-education": 0}
    assert dict(zip(dots.y, dots.marker.symbol, strict=True)) == {
        "998801-education": "circle",
        "998802-education": "circle-open",
    }
    tips = told.set_index("key")["tip"]
    assert "评价 8,000 次" in tips["998801-education"] and "参评率 40.0%" in tips["998801-education"]
    table = services.rating_table(found, group, metric, ZH).set_index("名称")
    assert table.loc["甲区教育局", "参评率（%）"] == 40
    assert pd.isna(table.loc["乙区教育局", "评价数"])


def test_a_dot_opens_its_sentence(city: Path) -> None:
    at = run(SERVICES, year="2023", service="dissatisfied_per_10k", bar="998801-education")
    assert "好评率" in html_of(at)
    assert "甲区教育局：背后的原句" in [one.value for one in at.header]


def test_tables_of_services_begin_with_the_units_that_have_a_figure(city: Path) -> None:
    values = frame(run(SERVICES, year="2023"), "不满意（每万次）")["不满意（每万次）"]
    assert values.notna().any() and values.isna().any() and values.notna().is_monotonic_decreasing


def test_items_are_shown_as_shares_of_all_where_that_is_asked_for(city: Path) -> None:
    view = {"service": "service_items_total", "year": "2023"}
    bars = json.loads(run(SERVICES, measure="share", **view).get("plotly_chart")[0].proto.spec)["data"][0]
    assert len(bars["hovertext"]) == 6  # every bureau says 400 items
    assert all("占全部合计 16.7%" in text for text in bars["hovertext"])
    why = html_of(run(SERVICES, service="online_completion_rate", year="2023"))
    assert "比率、平均数和差额不能相加，所以没有“占合计”" in why


@pytest.mark.parametrize(
    ("page", "view"),
    [(SERVICES, {"service": "service_items_total"}), (DISPUTES, {"dispute": "overturned", "court": "review"})],
)
def test_the_changes_of_a_ranking_are_left_out_on_request(city: Path, page: str, view: dict[str, str]) -> None:
    told = frame(run(page, year="2023", **view), "位次")
    assert any(name.startswith("比2022年") for name in told.columns)
    left = frame(run(page, year="2023", yoy="off", **view), "位次")
    assert not any("2022" in name for name in left.columns)


def test_items_are_never_added_to_cases(city: Path) -> None:
    at = run(SERVICES, year="2023")
    headings = [one.value for one in at.header]
    assert headings.index("事项（目录里的条目）") < headings.index("办件与评价（一次次办理）")
    (items,) = asked(
        city,
        "select sum(stated_service_items_total)::int from mart.agency_year where year = 2023 and kind <> 'government'",
    )
    assert at.metric[0].value == f"{items[0]:,}"
