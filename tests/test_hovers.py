"""What the hover says, on every chart that a page draws: the value, its base, its coverage, its rank."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.test_pages import run

pytest_plugins = ["tests.city_fixtures"]
COMPARE, TRENDS = "pages/oversight/compare.py", "pages/leadership/trends.py"
OUTCOMES, DISPUTES = "pages/oversight/outcomes.py", "pages/oversight/disputes.py"
REGIONS = {"across": "region", "year": "2023"}  # several agencies each, so that coverage matters
VALUE, BASE = r"52\.7%", r"156 ÷ 296"  # 甲区: 32 + 104 + 20 of 52 + 200 + 44
COVERAGE, RANK = r"有数 3/3 家", r"第 2 位"


def hovers(page: str, **view: str) -> list[str]:
    """Every hover of the first chart of a page."""
    drawn = json.loads(run(page, **view).get("plotly_chart")[0].proto.spec)["data"]
    return [str(text) for trace in drawn for text in trace.get("hovertext") or ()]


@pytest.mark.parametrize(
    ("page", "view", "says"),
    [
        (COMPARE, {"metric": "grant_rate", **REGIONS}, (VALUE, BASE, COVERAGE, RANK)),
        (COMPARE, {"metric": "grant_rate", "view": "dumbbell", **REGIONS}, (VALUE, BASE, COVERAGE, f"2023 {RANK}")),
        (COMPARE, {"metric": "grant_rate", "measure": "change", **REGIONS}, (VALUE, BASE, COVERAGE, f"2023 {RANK}")),
        (TRENDS, {"metric": "grant_rate", "by": "region"}, (VALUE, BASE, COVERAGE, RANK)),
        (TRENDS, {"metric": "grant_rate", "by": "region", "panels": "apart"}, (VALUE, BASE, COVERAGE, RANK)),
        (OUTCOMES, {"aspect": "heat", "metric": "grant_rate", **REGIONS}, (VALUE, BASE, COVERAGE, RANK)),
        (OUTCOMES, {"aspect": "five", **REGIONS}, (VALUE, r"n=296", COVERAGE, RANK)),
        (OUTCOMES, {"aspect": "mix", **REGIONS}, (r"予以公开 120 / 296（40\.5%）", COVERAGE)),
        (DISPUTES, {"dispute": "results", **REGIONS}, (r"结果维持 5 / 15（33\.3%）", COVERAGE)),
        (DISPUTES, {"dispute": "conversion", **REGIONS}, (r"\d+ ÷ \d+", COVERAGE)),
    ],
)
def test_the_hover_says_value_base_coverage_and_rank(
    city: Path, page: str, view: dict[str, str], says: tuple[str, ...]
) -> None:
    found = hovers(page, **view)
    assert any(all(re.search(words, text) for words in says) for text in found), found


def test_the_hover_of_a_funnel_says_where_the_unit_lies_beside_its_base(city: Path) -> None:
    found = hovers(COMPARE, metric="grant_rate", view="funnel", year="2023")
    assert any(re.search(r"甲区公安局.*52\.0%.*104 ÷ 200.*第 \d 位", text) for text in found)


def test_the_hover_of_the_profile_says_base_and_percentile_or_that_the_base_is_small(city: Path) -> None:
    found = hovers("pages/analysis/profile.py", agency="998801-public_security", year="2023")
    rate = next(text for text in found if "实质公开率" in text)
    assert re.search(r"52\.0%.*（\d）<br>n=200<br>高于 \d+% 的可比单位", rate)
    small = hovers("pages/analysis/profile.py", agency="998802-education", year="2023")
    assert any("n=6<br>分母小或没有写明，不排名" in text for text in small)


def test_the_hover_of_a_reason_says_of_how_many_cases_and_reports(city: Path) -> None:
    charts = run(OUTCOMES, year="2023").get("plotly_chart")
    reasons = [str(text) for trace in json.loads(charts[1].proto.spec)["data"] for text in trace.get("hovertext") or ()]
    assert re.search(r"行政执法案卷<br>\d+ / \d+（100\.0%）<br>6 份年报有此数", reasons[-1])


def test_the_hover_of_a_rating_says_how_many_rated(city: Path) -> None:
    found = hovers("pages/oversight/services.py", service="satisfaction_rate", year="2023")
    assert any(re.search(r"没有写评价|评价", text) for text in found), found
