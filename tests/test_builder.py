"""The table that a reader puts together: change, share, order and layout, against SQL written here."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.test_pages import asked, frame, run

pytest_plugins = ["tests.city_fixtures"]
PAGE = "pages/analysis/table.py"


def table(**view: str) -> pd.DataFrame:
    return frame(run(PAGE, **view), "名称")


def test_the_change_is_told_in_points_for_rates_and_in_per_cent_for_counts_of_ten_and_more(city: Path) -> None:
    shown = table(metrics="requests_received,grant_rate", years="2023", columns="change").set_index("名称")
    assert list(shown.columns[1:]) == [
        "本年新收",
        "本年新收 · 比上年（%）",
        "实质公开率（%）",
        "实质公开率 · 比上年（百分点）",
    ]
    assert shown.loc["甲区公安局", "本年新收 · 比上年（%）"] == 25.0  # 160 -> 200
    assert pd.isna(shown.loc["乙区教育局", "本年新收 · 比上年（%）"])  # 8 -> 6: too few for a per cent
    rates = asked(
        city,
        """select year, (requests_granted + requests_partly_granted) / requests_concluded * 100 from mart.agency_year
           where agency_id = '998801-public_security' and year in (2022, 2023) order by year""",
    )
    assert shown.loc["甲区公安局", "实质公开率 · 比上年（百分点）"] == round(float(rates[1][1] - rates[0][1]), 1)
    assert pd.isna(shown.loc["乙区教育局", "实质公开率 · 比上年（百分点）"])  # 2022 prints no number there


def test_the_share_is_of_the_units_that_have_a_number_and_is_not_told_for_rates(city: Path) -> None:
    shown = table(metrics="requests_received,grant_rate", years="2023", columns="share")
    assert [name for name in shown.columns if "占合计" in name] == ["本年新收 · 占合计（%）"]
    (whole,) = asked(
        city, "select sum(requests_received) from mart.agency_year where year = 2023 and kind <> 'government'"
    )
    police = shown.set_index("名称").loc["甲区公安局", "本年新收 · 占合计（%）"]
    assert police == round(200 / float(whole[0]) * 100, 1)
    assert shown["本年新收 · 占合计（%）"].sum() == pytest.approx(100, abs=0.3)


def test_the_order_follows_the_first_metric_of_the_newest_year_with_what_is_unknown_last(city: Path) -> None:
    high = table(metrics="requests_received", years="2020", sort="high")
    assert high["本年新收"].tolist()[:2] == [120, 12]
    assert high["名称"].tolist()[-1] == "乙区教育局" and pd.isna(high["本年新收"].tolist()[-1])
    low = table(metrics="requests_received", years="2020", sort="low")
    assert low["名称"].tolist()[-1] == "乙区教育局"


def test_metrics_can_be_the_lines_and_years_the_columns(city: Path) -> None:
    shown = table(metrics="requests_received,grant_rate", years="2022,2023", layout="metrics")
    line = shown[(shown["名称"] == "甲区公安局") & (shown["指标"] == "本年新收")].iloc[0]
    assert (line["2022"], line["2023"]) == (160, 200)
    beside = table(metrics="requests_received,grant_rate", years="2022,2023", layout="metrics", columns="change")
    police = beside[beside["名称"] == "甲区公安局"].set_index("指标")["2023"]
    assert police.to_dict() == {
        "本年新收": 200,
        "本年新收 · 比上年（%）": 25.0,
        "实质公开率（%）": 52.0,
        "实质公开率 · 比上年（百分点）": 2.0,
    }
    parts = table(metrics="grant_rate", years="2023", layout="metrics", columns="parts")
    assert parts[parts["名称"] == "甲区公安局"]["2023"].tolist() == [52.0, 104.0, 200.0]
    blank = shown[(shown["名称"] == "乙区教育局") & (shown["指标"] == "实质公开率（%）")].iloc[0]
    assert pd.isna(blank["2022"]) and blank["2023"] == 50.0
