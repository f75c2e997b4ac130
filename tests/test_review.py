"""The review of figures of the text: the queue, verdicts as lines of the file, undo, and what a build makes of them."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from catalog.texts import speaker
from dashboard import desk, review, verdicts
from dashboard.queries import figures
from dashboard.reader import Reader
from etl.warehouse import build_warehouse
from tests.test_pages import asked, frame, html_of, run

pytest_plugins = ["tests.city_fixtures"]
PAGE = "pages/data/review.py"
READER = Reader("zh", "demo", speaker("zh"))


def opened(**view: str) -> AppTest:
    """The page with a reviewer's name typed in."""
    at = run(PAGE, **view)
    at.text_input(key="desk_person").set_value("王复核").run()
    return at


def press(at: AppTest, name: str) -> AppTest:
    at.button(key=f"desk_{name}").click().run()
    assert [error.message for error in at.exception] == []
    return at


def lines() -> list[dict[str, Any]]:
    file = verdicts.path()
    return [json.loads(text) for text in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def test_the_queue_holds_rivals_and_unsure_figures_and_nothing_else(city: Path) -> None:
    found = review.queue(READER, {})
    assert found[["metric", "value"]].to_numpy().tolist() == [
        ["proactive_items", 1200], ["proactive_items", 1150], ["proactive_items", 1200], ["proactive_items", 1150],
        ["website_items", 860], ["website_items", 860],
    ]  # fmt: skip
    assert len(review.queue(READER, {"metric": "website_items"})) == 2
    assert len(review.queue(READER, {"rival": "yes", "region_code": "998801"})) == 2
    assert review.queue(READER, {"confidence": "ask"})["why_asked"].tolist() == ["ask", "ask"]
    assert len(review.queue(Reader("zh", "real", speaker("zh")), {})) == 0


def test_the_page_shows_the_sentence_with_its_figure_marked_and_the_rival_beside_it(city: Path) -> None:
    html = html_of(run(PAGE))
    assert "全年主动公开政府信息<mark>1,200条</mark>。" in html
    assert "<b>1,150 条</b>" in html and "<mark>1150条</mark>" in html
    assert "甲区公安局 · 2023 · 1 总体情况" in html
    assert (
        "其中网上可办380项。</span>全年主动公开政府信息" in html
        and "<span>本年度共公开各类政府信息1150条。</span>" in html
    )
    assert '<th>原文单位</th><td class="text">条</td>' in html
    assert "已复核 0 个，剩 6 个" in html
    assert "proactive_items/told" in html and "各机关统计口径不一" in html


def test_the_sentences_beside_it_are_those_of_its_section_and_of_none_where_it_does_not_stand() -> None:
    text = "一是公开。\n共发布信息120条！后一句，\n第三句。"
    told = {"sentence": "共发布信息120条！", "section_text": text, "offset": text.index("120"), "place": 5.0}
    assert review.beside(told) == ("一是公开。", "后一句，")
    assert review.beside(told | {"section_text": "第一句。" + text}) == ("", "")
    assert review.beside(told | {"place": float("nan")}) == ("", "")
    assert review.beside(told | {"section_text": "共发布信息120条！", "offset": 5}) == ("", "")


def test_nothing_can_be_decided_without_a_name(city: Path) -> None:
    at = run(PAGE)
    assert [at.button(key=f"desk_{name}").disabled for name in ("accept", "reject", "doubt", "correct")] == [True] * 4
    assert not at.button(key="desk_skip").disabled
    assert not opened().button(key="desk_accept").disabled


def test_accept_and_reject_write_a_line_each_and_go_on(city: Path) -> None:
    at = press(press(opened(), "accept"), "reject")
    first, second = lines()
    assert (first["verdict"], first["value"], first["figure"], first["metric"]) == (
        "accept",
        "1200",
        "1,200条",
        "proactive_items",
    )
    assert (first["agency_id"], first["year"], first["scope"], first["period"]) == (
        "998801-public_security",
        2023,
        "office",
        "year",
    )
    assert (first["person"], first["sentence"], first["offset"]) == ("王复核", "全年主动公开政府信息1,200条。", 53)
    assert (second["verdict"], second["value"]) == ("reject", "1150")
    html = html_of(at)
    assert "已复核 2 个，剩 4 个" in html and "每小时约" in html
    assert "乙区公安局 · 2023" in html


def test_a_correction_takes_the_number_as_a_person_types_it(city: Path) -> None:
    at = press(opened(metric="x", stated="website_items"), "correct")
    at.text_input(key="desk_number").set_value("８62")
    at.text_input(key=f"desk_reason_{lines_free(at)}").set_value("栏目清单为862条")
    at.button(key="FormSubmitter:desk_form-更正").click().run()
    (line,) = lines()
    assert (line["verdict"], line["value"], line["corrected_value"]) == ("correct", "860", "862")
    assert line["reason"] == "栏目清单为862条"


def lines_free(at: AppTest) -> str:
    """The figure on the desk, by the key of its reason."""
    return next(str(one.key) for one in at.text_input if str(one.key).startswith("desk_reason_")).removeprefix(
        "desk_reason_"
    )


def test_what_is_no_number_is_no_correction(city: Path) -> None:
    at = press(opened(), "correct")
    at.text_input(key="desk_number").set_value("八百多")
    at.button(key="FormSubmitter:desk_form-更正").click().run()
    assert lines() == []
    assert [review.typed(text) for text in ("1,148", "99.7%", " 12 ", "1e", "")] == ["1148", "99.7", "12", "", ""]


def test_skip_goes_on_back_returns_and_undo_appends(city: Path) -> None:
    at = press(opened(), "skip")
    assert "<mark>1150条</mark>。<span>" in html_of(at)
    at = press(at, "back")
    assert "<mark>1,200条</mark>。<span>" in html_of(at)
    at = press(press(at, "accept"), "undo")
    assert [line["verdict"] for line in lines()] == ["accept", "withdraw"]
    assert "<mark>1,200条</mark>。<span>" in html_of(at)
    assert "已复核 0 个，剩 6 个" in html_of(at)


def test_a_key_pressed_before_the_page_has_caught_up_decides_nothing(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state: dict[str, Any] = {}
    monkeypatch.setattr(desk.st, "session_state", state)
    asked_for = review.queue(READER, {})
    first = desk.figure_on(asked_for)
    behind = review.following(asked_for, str(first["figure_id"]))
    for word in ("accept", "reject"):  # the second key comes while the first figure is still shown
        desk._decide(first, word, behind, "王复核")
    assert [(line["figure_id"], line["verdict"]) for line in lines()] == [(first["figure_id"], "accept")]
    second = desk.figure_on(review.queue(READER, {}))
    desk._decide(second, "reject", "", "王复核")
    assert [(line["figure_id"], line["verdict"]) for line in lines()][1:] == [(behind, "reject")]


def test_when_all_are_decided_the_page_says_so(city: Path) -> None:
    at = opened(stated="website_items")
    press(press(at, "accept"), "doubt")
    assert [line["verdict"] for line in lines()] == ["accept", "doubt"]
    assert "没有要复核的数" in html_of(at)


def test_a_figure_that_a_person_doubts_is_opened_by_its_address(city: Path) -> None:
    sure = "select figure_id from core.figure where metric = 'service_items_total' order by figure_id limit 1"
    ((figure,),) = asked(city, sure)
    at = opened(figure=figure)
    assert "政务服务事项400项" in html_of(at) and "已复核 0 个，剩 7 个" in html_of(at)
    press(at, "doubt")
    assert (lines()[0]["metric"], lines()[0]["verdict"]) == ("service_items_total", "doubt")


def test_the_next_build_uses_what_was_decided_and_lists_what_lapsed(
    city_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data" / "verdicts"
    monkeypatch.setenv("MINGJING_VERDICTS", str(folder))
    monkeypatch.setenv("MINGJING_BUILDS", str(city_home / "builds"))
    at = opened()
    press(at, "accept")
    verdicts.append({**lines()[0], "sentence": "早已不在的一句话1,200条。"})
    for name in ("regions.csv", "agencies.csv"):
        (folder.parent / name).write_bytes((city_home / "data" / name).read_bytes())
    build = build_warehouse([city_home / "reports"], tmp_path / "builds", data=folder.parent)
    with duckdb.connect(str(build), read_only=True) as connection:
        stated = "SELECT stated_proactive_items FROM mart.agency_year WHERE stated_proactive_items IS NOT NULL"
        assert connection.execute(stated).fetchall() == [(1200,)]
    monkeypatch.setenv("MINGJING_BUILDS", str(tmp_path / "builds"))
    assert verdicts.read(figures.verdict_lines()).since_build() == {}
    at = run(PAGE)
    assert "已复核 0 个，剩 5 个" in html_of(at)
    table = frame(at, "决定")
    assert table[["单位", "决定", "状态", "复核人"]].to_numpy().tolist() == [
        ["甲区公安局", "采纳", "原句已不在", "王复核"]
    ]


def test_a_server_that_is_only_for_reading_takes_no_verdicts(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJING_READ_ONLY", "1")
    assert "不接收文件" in html_of(run(PAGE))


def test_the_next_figure_comes_fast_enough_for_three_hundred_an_hour(city: Path) -> None:
    at = opened()
    begun = time.perf_counter()
    press(at, "accept")
    assert time.perf_counter() - begun < 0.5


def test_appending_never_joins_a_line_to_a_broken_one(city: Path) -> None:
    verdicts.path().parent.mkdir(parents=True)
    verdicts.path().write_text('{"cut off', encoding="utf-8")
    press(opened(), "accept")
    text = verdicts.path().read_text(encoding="utf-8").splitlines()
    assert text[0] == '{"cut off' and json.loads(text[1])["verdict"] == "accept"
    with pytest.raises(verdicts.NoVerdict, match="person is missing"):
        verdicts.append(json.loads(text[1]) | {"person": ""})


def test_the_pace_is_counted_from_the_first_verdict_to_the_last() -> None:
    found = pd.DataFrame({"verdict": ["accept", "reject", ""]})
    assert review.progress(found, [0, 10, 20, 30], READER) == "已复核 2 个，剩 1 个，每小时约 360 个"


def test_the_caption_of_a_chart_counts_its_points_by_how_sure_they_are(city: Path) -> None:
    html = html_of(run("pages/oversight/compare.py", year="2023", metric="online_completion_rate"))
    assert "来自正文：6个数据点，其中明确 6。" in html
    assert "来自正文" not in html_of(run("pages/oversight/compare.py", year="2023", metric="grant_rate"))
    trend = html_of(run("pages/leadership/trends.py", by="region", metric="online_completion_rate"))
    assert "来自正文：22个数据点，其中明确 22。" in trend
    services = html_of(run("pages/oversight/services.py", year="2023", service="satisfaction_rate"))
    assert "来自正文：2个数据点，其中明确 2。" in services


def test_a_confirmed_point_is_counted_as_confirmed(
    city_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data" / "verdicts"
    monkeypatch.setenv("MINGJING_VERDICTS", str(folder))
    monkeypatch.setenv("MINGJING_BUILDS", str(city_home / "builds"))
    at = press(opened(), "correct")
    at.text_input(key="desk_number").set_value("1210")
    at.button(key="FormSubmitter:desk_form-更正").click().run()
    for name in ("regions.csv", "agencies.csv"):
        (folder.parent / name).write_bytes((city_home / "data" / name).read_bytes())
    build_warehouse([city_home / "reports"], tmp_path / "builds", data=folder.parent)
    monkeypatch.setenv("MINGJING_BUILDS", str(tmp_path / "builds"))
    view = {"year": "2023", "metric": "proactive_items", "bar": "998801-public_security"}
    html = html_of(run("pages/oversight/compare.py", **view))
    assert "来自正文：1个数据点，其中已更正 1。" in html
    assert "1,210 条 (原文 1,200)" in html and "<mark>1,200条</mark>" in html


def test_a_point_made_from_prose_shows_its_sentence_section_and_a_way_to_doubt_it(city: Path) -> None:
    view = {"year": "2023", "metric": "satisfaction_rate", "bar": "998801-education"}
    html = html_of(run("pages/oversight/compare.py", **view))
    assert "窗口服务好评率<mark>99.5%</mark>。" in html
    assert "甲区教育局 · 2023 · 1 总体情况" in html
    assert 'class="mj-tag">明确</span>' in html
    assert "review?" in html and "figure=998801-education-2023" in html
    trend = run(
        "pages/leadership/trends.py",
        metric="satisfaction_rate",
        agencies="998802-education",
        point="998802-education@2023",
    )
    assert "窗口服务好评率<mark>100%</mark>。" in html_of(trend)
    services = run("pages/oversight/services.py", year="2023", service="satisfaction_rate", bar="998802-education")
    assert "窗口服务好评率<mark>100%</mark>。" in html_of(services)


def test_a_point_of_a_line_shows_the_cells_that_sum_to_it(city: Path) -> None:
    view = {"metric": "grant_rate", "agencies": "998801-public_security", "point": "998801-public_security@2023"}
    at = run("pages/leadership/trends.py", **view)
    assert frame(at, "原文")["原文"].tolist() == ["80", "24", "200"]
    assert "图中为" not in html_of(at).replace("与图中一致", "")


def test_a_definition_says_that_the_metric_comes_from_prose(city: Path) -> None:
    table = frame(run("pages/analysis/definitions.py"), "来自正文").set_index("编号")
    assert "从报告正文的句子里读出" in table.loc["N01", "来自正文"]
    assert table.loc["O02", "来自正文"] == ""


def test_a_rate_without_a_base_is_shown_and_not_ranked(city: Path) -> None:
    at = run("pages/oversight/compare.py", year="2023", metric="satisfaction_rate")
    table = frame(at, "位次")
    told = table[table["好评率（机关自述）（%）"].notna()]
    assert told[["名称", "好评率（机关自述）（%）"]].to_numpy().tolist() == [
        ["甲区教育局", 99.5],
        ["乙区教育局", 100.0],
    ]
    assert table["位次"].isna().all()
    assert "没有写明分母：只展示，不排名" in html_of(at)
