"""The profile of one agency: where it stands, what does not add up, whether it was in time."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from catalog.texts import speaker
from dashboard import numbers, peers, visit
from dashboard.queries import places, reports
from dashboard.reader import Reader
from tests.test_pages import asked, frame, html_of, run

pytest_plugins = ["tests.city_fixtures"]
PAGE, POLICE = "pages/analysis/profile.py", "998801-public_security"
READER = Reader("zh", "demo", speaker("zh"))


def test_the_profile_lists_the_failed_checks_and_counts_them_in_a_sentence(city: Path) -> None:
    words = html_of(run(PAGE, agency=POLICE, year="2023"))
    failed = asked(
        city,
        f"""select count_if(severity = 'E'), count_if(severity <> 'E') from core.check_result
            where agency_id = '{POLICE}' and year = 2023 and result = 'fail'""",
    )
    assert f"本年年报有{failed[0][0]}处错误、{failed[0][1]}处需要核对或说明" in words
    assert "表四行政复议：四项之和＝15，总计＝14，相差1" in words


def test_the_profile_says_how_many_reports_came_in_time(city: Path) -> None:
    words = html_of(run(PAGE, agency="998802-education", year="2023"))
    assert "应有年报4份：按期2份，逾期0份，未见2份。" in words


def test_the_run_of_a_metric_keeps_the_gap_of_a_missing_year_and_its_small_line_says_that_it_does_not(
    city: Path,
) -> None:
    (line,) = visit.trend("998802-education", ["998802-education"], ["requests_received"], (2020, 2023))
    assert line == [None, None, 8.0, 6.0]
    header = "2020—2023年走势（有数的年份）"
    table = frame(run(PAGE, agency="998802-education", year="2023"), header).set_index("指标")
    assert list(table.loc["本年新收", header]) == [8.0, 6.0]


def test_the_median_of_an_even_number_of_counts_is_written_with_one_decimal() -> None:
    assert (numbers.plain(127.5), numbers.plain(23145.21), numbers.plain(8.0)) == ("127.5", "23,145.21", "8")


def test_an_agency_without_a_report_in_the_usual_year_opens_with_its_newest(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "newest_full_year", lambda which: "2021")
    held = reports.years_held("998802-education")
    assert held == [2023, 2022]
    for page in ("report", "profile", "beside"):
        at = run(f"pages/analysis/{page}.py", agency="998802-education")
        assert next(one for one in at.selectbox if one.label == "年度").value == "2023"


def test_a_sentence_names_only_metrics_whose_base_allows_a_rank(city: Path) -> None:
    standing = pd.DataFrame(
        {
            "metric": ["grant_rate", "requests_received"],
            "value": [0.9, 52.0],
            "median": [0.5, 6.0],
            "percentile": [1.0, 1.0],
            "ranked": [False, True],
        }
    )
    lines = visit.sentences(standing, reports.checks_of("none"), POLICE, 2023, READER)
    assert lines[0][0] == "本年新收52，高于多数同类（中位数6）。"
    assert lines[1][0] == READER.say("checks_all_well")


def test_the_peers_are_named_with_the_marks_by_which_they_were_chosen(city: Path) -> None:
    note = visit.note(["998801-education", "998802-education"], ("kind", "level"), "998801-education", READER)
    assert note == "同类：按类别、级别相同自动选出，共2家（含本单位）。乙区教育局"
    assert peers.standing("998801-education", ["998801-education", "998802-education"], 2023)["peers"].max() == 1
