"""Every metric and every rule can be found, linked to, and says how it is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.metrics import by_code, metrics
from catalog.rules import rules
from catalog.texts import speaker
from dashboard import glossary
from dashboard.reader import Reader
from dashboard.words import formula
from tests.test_pages import asked, frame, html_of, run

pytest_plugins = ["tests.city_fixtures"]
PAGE = "pages/analysis/definitions.py"


@pytest.mark.parametrize("sought", ["实质公开率", "szgkl", "shizhigongkai", "O02", "grant_rate", "公开 实质"])
def test_a_metric_is_found_by_chinese_english_code_and_pinyin(sought: str) -> None:
    assert "grant_rate" in [one.key for one in glossary.found_metrics(sought)]


def test_what_is_not_there_is_not_found_and_nothing_sought_is_everything() -> None:
    assert glossary.found_metrics("没有这样的指标") == [] and glossary.found_rules("zzzzqq") == []
    assert len(glossary.found_metrics("")) == len(metrics()) and len(glossary.found_rules("")) == len(rules())


def test_a_rule_is_found_by_its_words_and_by_its_id() -> None:
    assert [one.id for one in glossary.found_rules("t3-01")] == ["T3-01"]
    assert "TX-16" in [one.id for one in glossary.found_rules("信息处理费")]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("key", list(rules()))
def test_every_rule_has_a_card_with_its_basis_and_no_place_left_open(key: str, language: str) -> None:
    card = glossary.rule_card(rules()[key], 0, Reader(language, "demo", speaker(language)))
    assert key in card and "{" not in card


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_formula_and_no_rule_of_the_lists_shows_the_names_of_columns(language: str) -> None:
    reader = Reader(language, "demo", speaker(language))
    words = [formula(metric, language) for metric in metrics().values()]
    assert [text for text in words if "_" in text] == []
    assert (
        not glossary.rule_table(reader, list(rules().values()))[reader.say("message")]
        .str.contains("{", regex=False)
        .any()
    )


def test_a_link_opens_one_metric_with_its_figures_and_its_uses(city: Path) -> None:
    at = run(PAGE, metric="grant_rate", rule="T4-01")
    words = html_of(at)
    (row,) = asked(
        city,
        """select sum(requests_granted + requests_partly_granted), sum(requests_concluded) from mart.agency_year
           where year = 2023 and kind <> 'government' and requests_granted is not null""",
    )
    assert f"2023 · 部门: {int(row[0])} ÷ {int(row[1])} = {row[0] / row[1] * 100:.1f}%" in words
    assert "表四：总计为结果维持、结果纠正、其他结果、尚未审结之和" in words and "1 处不符" in words
    assert {"overview", "compare", "trends", "table"} <= set(glossary.used_on(by_code("O02")))


def test_the_search_of_the_address_narrows_both_lists(city: Path) -> None:
    at = run(PAGE, q="信息处理费")
    assert {"TX-16", "FM08"} <= set(frame(at, "规则")["规则"])
    assert f"找到的规则（{len(glossary.found_rules('信息处理费'))}/{len(rules())}）" in [one.value for one in at.header]
    assert "没有找到“zzzzqq”" in html_of(run(PAGE, q="zzzzqq"))
