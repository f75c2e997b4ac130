"""Pooled, mean and median of a group: three numbers under three names, each with how many units it is made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.metrics import metrics
from catalog.statistics import mean
from catalog.texts import speaker
from dashboard import glossary, peers, spread
from dashboard.comparing import references
from dashboard.queries import places, rates
from dashboard.reader import Reader
from tests.test_pages import frame, html_of, run

pytest_plugins = ["tests.city_fixtures"]
ZH, EN = (Reader(language, "demo", speaker(language)) for language in ("zh", "en"))
# granted or partly granted of concluded, as the small city prints them for 2023
A = {"education": (32, 52), "public_security": (104, 200), "natural_resources": (20, 44)}
B = {"education": (3, 6), "public_security": (36, 60), "natural_resources": (32, 48)}


def plain_mean(*districts: dict[str, tuple[int, int]]) -> float:
    rates = [above / below for one in districts for above, below in one.values()]
    return sum(rates) / len(rates)


def test_the_mean_counts_every_value_once() -> None:
    assert mean([0.5, 0.25, 0.75, 0.1]) == 0.4
    with pytest.raises(ValueError):
        mean([])


def test_a_district_has_a_pooled_rate_and_a_mean_and_a_median_of_its_bureaus(city: Path) -> None:
    series = places.by_region("demo", "bureau")
    found = rates.by_series(metrics()["grant_rate"], series, 2023, 2023).set_index("series")
    first, second = found.loc["998801"], found.loc["998802"]
    assert first["value"] == pytest.approx(156 / 296) and second["value"] == pytest.approx(71 / 114)
    assert first["unit_mean"] == pytest.approx(plain_mean(A)) and second["unit_mean"] == pytest.approx(plain_mean(B))
    assert first["unit_median"] == pytest.approx(0.52) and second["unit_median"] == pytest.approx(0.6)
    assert (first["unit_count"], second["unit_count"]) == (3, 3)


def test_a_unit_without_a_value_is_in_neither_mean_nor_count(city: Path) -> None:
    """In 2022 the education bureau of district B prints no number of what was granted: its police alone is left."""
    series = {"b": [f"998802-{kind}" for kind in ("education", "public_security")]}
    row = rates.by_series(metrics()["grant_rate"], series, 2022, 2022).iloc[0]
    assert row["unit_count"] == 1
    assert row["unit_mean"] == pytest.approx(row["value"]) == pytest.approx(48 / 80)


def test_a_table_of_districts_names_the_three_apart_and_a_table_of_bureaus_has_one(city: Path) -> None:
    shown = frame(run("pages/oversight/compare.py", year="2023", metric="grant_rate", across="region"), "名称")
    line = shown.set_index("名称").loc["甲区"]
    assert line["实质公开率（%）"] == 52.7
    assert line["各单位比率的平均值（%）"] == 53.0
    assert line["各单位比率的中位数（%）"] == 52.0
    assert line["有数的单位"] == 3
    alone = frame(run("pages/oversight/compare.py", year="2023", metric="grant_rate"), "名称")
    assert not [name for name in alone.columns if "平均" in name or "中位" in name]


def test_the_table_builder_shows_them_beside_the_value_in_both_languages(city: Path) -> None:
    view = {"metrics": "grant_rate,requests_received", "years": "2023", "across": "region", "columns": "units"}
    shown = frame(run("pages/analysis/table.py", **view), "名称").set_index("名称")
    assert shown.loc["乙区", "实质公开率 · 各单位比率的平均值（%）"] == 58.9
    assert shown.loc["乙区", "实质公开率 · 各单位比率的中位数（%）"] == 60.0
    assert shown.loc["乙区", "实质公开率 · 有数的单位"] == 3
    # received: 6, 60, 48
    assert shown.loc["乙区", "本年新收 · 各单位平均数"] == pytest.approx(114 / 3)
    english = frame(run("pages/analysis/table.py", lang="en", **view), "Name")
    assert "Grant rate · Mean of unit rates (%)" in english.columns
    assert "Requests received · Mean of units" in english.columns


def test_the_peers_of_one_agency_have_a_mean_and_a_median_with_their_number(city: Path) -> None:
    ids = [f"{region}-{kind}" for region in ("998801", "998802") for kind in A]
    found = peers.standing("998801-education", ids, 2023).set_index("metric").loc["grant_rate"]
    others = [104 / 200, 20 / 44, 3 / 6, 36 / 60, 32 / 48]
    assert found["mean"] == pytest.approx(sum(others) / 5) and found["median"] == pytest.approx(0.52)
    assert found["peers"] == 5
    shown = peers.table(peers.standing("998801-education", ids, 2023), ZH)
    assert list(shown.columns).index("同类各单位平均值") == list(shown.columns).index("同类中位数") - 1


def test_the_definition_of_a_metric_gives_all_three_with_their_numbers(city: Path) -> None:
    told = glossary.ways(metrics()["grant_rate"], ZH).set_index("一组单位的数")
    assert list(told.index) == ["合计比率", "各单位比率的平均值", "各单位比率的中位数"]
    assert told["数值"].tolist() == [f"{227 / 410:.1%}", f"{plain_mean(A, B):.1%}", f"{(0.52 + 0.6) / 2:.1%}"]
    assert told["有数的单位"].tolist() == [6, 6, 6]
    one_of_all = next(metric for metric in metrics().values() if metric.kind == "share")
    assert glossary.ways(one_of_all, EN).empty
    shown = html_of(run("pages/analysis/definitions.py", metric="grant_rate"))
    places = [shown.index(words, shown.index("怎么算")) for way in told.index for words in (way, told.loc[way, "数值"])]
    assert places == sorted(places)


def test_a_mean_is_never_called_the_whole_and_what_is_only_a_mean_has_no_pooled_line(city: Path) -> None:
    for metric in metrics().values():
        names = [spread.name(one, metric, "zh") for one in ("unit_mean", "unit_median")]
        assert all(name.startswith("各单位") and "合计" not in name and "总体" not in name for name in names)
        lines = references.offered(metric, "demo")
        assert ("pooled" in lines) <= (metric.aggregation == "pooled")
        assert ("mean" in lines) == ("median" in lines) == spread.is_told(metric)
