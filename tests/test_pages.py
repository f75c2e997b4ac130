"""Every page, run as the framework runs it, against numbers asked of the build in SQL of its own."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pandas as pd
import pytest
from google.protobuf.text_format import MessageToString
from streamlit.testing.v1 import AppTest

from dashboard import selfcheck, warehouse, worklist
from dashboard.queries import coverage
from etl.warehouse import build_warehouse
from tests import city as facts
from tests.rule_vectors import record

pytest_plugins = ["tests.city_fixtures"]
ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").rglob("*.py"))


def run(page: str, **view: str) -> AppTest:
    """A page with an address; fails on any exception."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, value in {"data": "demo", **view}.items():
        at.query_params[name] = value
    at.switch_page(page)
    at.run()
    assert [error.message for error in at.exception] == []
    return at


def asked(city: Path, question: str) -> list[tuple]:
    """What the build itself says."""
    with duckdb.connect(
        str(sorted(city.glob("*.duckdb"))[-1]), read_only=True, config=warehouse.SETTINGS
    ) as connection:
        return connection.execute(question).fetchall()


def html_of(at: AppTest) -> str:
    return "".join(element.proto.body for element in at.get("html"))


def popovers(block: Any) -> list[str]:
    """The labels of the small buttons that unfold something, anywhere below."""
    label = block.proto.popover.label if block.type == "popover" else ""
    below = [one for child in getattr(block, "children", {}).values() for one in popovers(child)]
    return [str(label), *below] if label else below


def frame(at: AppTest, header: str) -> pd.DataFrame:
    """The first table that has this header."""
    return next(table.value for table in at.dataframe if header in table.value.columns)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs_in_both_languages_and_is_labelled(city: Path, page: str, language: str) -> None:
    at = run(page, lang=language)
    assert len(at.title) == 1
    assert ("演示数据" if language == "zh" else "DEMONSTRATION DATA") in html_of(at)
    assert bool(re.search("[\u4e00-\u9fff]", at.title[0].value)) == (language == "zh")


CHINESE = re.compile("[\u4e00-\u9fff]")
PRINTED = {"Document", "Printed", "Sentence", "Unit as printed", "Title", "Written as", "Printed now", "Printed before"}
KEPT = ("中文", "增1", "减2", "万元", "万", *(section.title for section in facts.reports()[0].sections))
NAMES = "note|sentences|empty|strip|question|list|band|link|group|told"
OURS = rf'<(?:div|ul|a|li|th|caption)[^>]*class="[^"]*mj-(?:{NAMES})[^"]*".*?</'
SPOKEN = (
    "button",
    "selectbox",
    "multiselect",
    "text_input",
    "caption",
    "title",
    "metric",
    "success",
    "warning",
    "expander",
)


@pytest.mark.parametrize("page", PAGES)
def test_an_english_page_speaks_english_but_for_printed_words_and_names(city: Path, page: str) -> None:
    at = run(page, lang="en", **({"agency": "998801-public_security"} if "analysis" in page else {}))
    said = [MessageToString(element.proto, as_utf8=True) for kind in SPOKEN for element in at.get(kind)]
    said += [words for one in at.get("html") for words in re.findall(OURS, str(one.proto.body), re.DOTALL)]
    for table in (one.value for one in at.dataframe):
        said += [str(name) for name in table.columns]
        said += [str(value) for name in table.columns if name not in PRINTED for value in table[name].head(200)]
    assert len(said) > 20
    for printed in KEPT:  # the language itself, what rules and reports print
        said = [words.replace(printed, "") for words in said]
    assert [words for words in said if CHINESE.search(words)] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_any_build_has_its_name_and_says_what_to_do(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGJING_BUILDS", str(tmp_path))
    at = run(page)
    assert len(at.title) == 1
    if not page.endswith(("add.py", "selfcheck.py")):
        assert "./dev demo" in html_of(at)
        assert [link.proto.label for link in at.get("page_link")] == ["→ 添加年报"]


def test_a_collection_that_the_build_lacks_is_said_to_be_lacking(city: Path) -> None:
    at = run("pages/oversight/compare.py", data="real")
    assert "这个数据版本里没有所选的数据" in html_of(at) and [title.value for title in at.title] == ["比较"]


@pytest.mark.parametrize(("language", "said"), [("zh", "这一页没有算出来"), ("en", "This page could not be made")])
def test_a_page_that_fails_says_so_in_our_words_and_leaves_the_reason_to_the_log(
    city: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    def broken(*given: object) -> pd.DataFrame:
        raise ValueError("a question that went wrong")

    monkeypatch.setattr("dashboard.comparing.standing.of", broken)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    at.query_params["data"], at.query_params["lang"] = "demo", language
    at.switch_page("pages/oversight/compare.py").run()
    assert said in html_of(at)
    assert len(at.exception) == 1 and "a question that went wrong" not in html_of(at)


def test_reasons_and_applicants_are_those_of_the_unit_that_was_clicked(city: Path) -> None:
    every = frame(run("pages/oversight/outcomes.py", year="2023"), "申请人")["本年新收"].sum()
    at = run(
        "pages/oversight/outcomes.py",
        year="2023",
        slice="998801-public_security@not_available",
        outcome="not_available",
    )
    own = frame(at, "申请人").set_index("申请人")
    assert own["本年新收"].sum() == 200 < every == 410
    assert own.loc["自然人", "本年新收"] == 150
    assert "下面的理由和申请人只算 甲区公安局" in html_of(at)
    assert any(button.label == "看全部单位" for button in at.button)


@pytest.mark.parametrize(
    ("page", "chips"),
    [
        ("pages/leadership/overview.py", 5),  # four cards, rises and falls
        ("pages/leadership/trends.py", 1),
        ("pages/oversight/compare.py", 1),
        ("pages/oversight/outcomes.py", 1),
        ("pages/oversight/disputes.py", 5),
        ("pages/oversight/services.py", 1),
        ("pages/oversight/quality.py", 4),
        ("pages/analysis/profile.py", 10),
        ("pages/analysis/table.py", 3),
    ],
)
def test_beside_every_figure_stands_the_chip_that_opens_its_definition(city: Path, page: str, chips: int) -> None:
    at = run(page, year="2023")
    labels = [label for label in popovers(at.main) if label.startswith("口径")]
    assert len(labels) >= chips
    assert html_of(at).count("<th>算法</th>") >= chips  # what each unfolds


def test_the_overview_shows_the_pooled_figures_and_their_change(city: Path) -> None:
    at = run("pages/leadership/overview.py", year="2023")
    (now,) = asked(
        city, "select sum(requests_received) from mart.agency_year where year = 2023 and kind <> 'government'"
    )
    (before,) = asked(
        city, "select sum(requests_received) from mart.agency_year where year = 2022 and kind <> 'government'"
    )
    card = at.metric[0]
    assert (card.label, card.value) == ("本年新收", str(int(now[0])))
    assert card.delta == f"{(now[0] / before[0] - 1) * 100:+.1f}%"
    (rate,) = asked(
        city,
        """select sum(requests_granted + requests_partly_granted) / sum(requests_concluded) from mart.agency_year
           where year = 2023 and kind <> 'government'""",
    )
    assert at.metric[1].value == f"{rate[0] * 100:.1f}%"
    sentences = html_of(at)
    assert "2023年，6家单位共收到政府信息公开申请410件" in sentences
    assert "应有年报6份，收录6份，其中逾期1份；未见0份" in sentences
    assert frame(at, "逾期天数")["单位"].tolist() == ["乙区公安局"]


def test_the_strip_above_every_page_leads_to_the_lists_behind_it(city: Path) -> None:
    words = html_of(run("pages/leadership/trends.py", lang="en"))
    assert 'href="quality?data=demo&amp;year=all&amp;who=all&amp;about=time&amp;lang=en"' in words
    assert 'href="quality?data=demo&amp;year=all&amp;who=all&amp;about=sums&amp;lang=en"' in words
    assert 'href="builds?data=demo&amp;lang=en"' in words


def test_the_numbers_of_the_strip_are_those_of_the_lists_that_it_opens(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = coverage.build_status("demo")
    assert (seen.held, seen.expected, seen.failing) == (30, 32, 1)
    at = run("pages/oversight/quality.py", year="all", who="all", about="sums")
    listed = frame(at, "规则")
    assert len(listed[["单位", "年度"]].drop_duplicates()) == seen.failing
    assert "共 1 处，涉及 1 份年报、1 个单位" in html_of(at)
    gone = frame(at, "状态")
    assert (gone["状态"] == "未见报告").sum() == seen.expected - seen.held
    assert gone["年度"].tolist() == ["2023", "2021", "2020"]  # late, missing, missing
    assert "各年合计应有年报32份，收录30份，其中逾期1份；未见2份；1份有数字对不上" in html_of(at)
    monkeypatch.setattr(worklist, "MOST", 1)
    cut = run("pages/oversight/quality.py", year="all", who="all", level="EWI")
    assert len(frame(cut, "规则")) == 1 and "只列最重、最近的 1 处" in html_of(cut)
    one_year = frame(run("pages/oversight/quality.py", year="2022", who="all", level="EWI"), "规则")
    assert set(one_year["年度"]) == {"2022"}


def test_the_overview_names_what_does_not_add_up_in_full_with_a_link_to_the_report(city: Path) -> None:
    words = html_of(run("pages/leadership/overview.py", year="2023"))
    assert "表四行政复议：四项之和＝15，总计＝14，相差1 <code>T4-01</code>" in words
    assert "report?agency=998801-public_security&amp;year=2023" in words


def test_trends_keep_the_gap_of_a_missing_year(city: Path) -> None:
    at = run("pages/leadership/trends.py", agencies="998802-education,998801-education", metric="requests_received")
    table = frame(at, "2021")
    assert table["单位"].tolist() == ["乙区教育局", "甲区教育局"]
    assert pd.isna(table["2021"][0])
    assert table.loc[1, ["2020", "2021", "2022", "2023"]].tolist() == [12, 15, 20, 52]


def test_trends_of_regions_pool_their_bureaus(city: Path) -> None:
    at = run("pages/leadership/trends.py", by="region", metric="grant_rate")
    table = frame(at, "2023（%）").set_index("地区")
    want = asked(
        city,
        """select region_code, round(sum(requests_granted + requests_partly_granted) / sum(requests_concluded) * 100, 1)
           from mart.agency_year where year = 2023 and kind <> 'government' group by 1 order by 1""",
    )
    assert [table.loc["甲区", "2023（%）"], table.loc["乙区", "2023（%）"]] == [float(value) for _, value in want]


def test_compare_ranks_by_value_and_leaves_small_bases_unranked(city: Path) -> None:
    table = frame(run("pages/oversight/compare.py", year="2023", metric="grant_rate"), "位次")
    want = asked(
        city,
        """select a.name_zh, round((requests_granted + requests_partly_granted) / requests_concluded * 100, 1)
           from mart.agency_year y join core.agency a using (agency_id)
           where year = 2023 and y.kind <> 'government' and requests_concluded >= 30 order by 2 desc""",
    )
    ranked = table[table["位次"].notna()]
    assert list(zip(ranked["名称"], ranked["实质公开率（%）"], strict=True)) == [
        (name, float(rate)) for name, rate in want
    ]
    assert table[table["位次"].isna()]["名称"].tolist() == ["乙区教育局"]


def test_a_bar_in_the_address_opens_the_cells_that_sum_to_it(city: Path) -> None:
    at = run("pages/oversight/compare.py", year="2023", metric="grant_rate", bar="998801-public_security")
    cells = frame(at, "原文")
    assert cells.groupby("部分")["计入"].sum().to_dict() == {"分子": 104, "分母": 200}
    assert cells["原文"].tolist() == ["80", "24", "200"]
    assert "与图中一致" in html_of(at)
    assert "图中为" not in html_of(at).replace("与图中一致", "")


def test_one_kind_of_bureau_is_compared_in_all_districts(city: Path) -> None:
    table = frame(
        run("pages/oversight/compare.py", year="2023", across="kind", kind="education", metric="requests_received"),
        "位次",
    )
    assert table[["名称", "本年新收"]].to_numpy().tolist() == [["甲区教育局", 52], ["乙区教育局", 6]]


def test_outcomes_sum_to_what_was_concluded(city: Path) -> None:
    at = run("pages/oversight/outcomes.py", year="2023")
    table = frame(at, "予以公开").set_index("名称")
    want = asked(
        city,
        "select requests_concluded from mart.agency_year where agency_id = '998801-public_security' and year = 2023",
    )
    assert table.loc["甲区公安局", "合计"] == want[0][0]
    shares = [name for name in table.columns if name.endswith("（%）")]
    assert table.loc["甲区公安局", shares].sum() == pytest.approx(100, abs=0.3)
    people = frame(at, "申请人").set_index("申请人")
    assert people.loc["自然人", "本年新收"] == 309


def test_disputes_leave_pending_cases_out_of_the_rate(city: Path) -> None:
    at = run("pages/oversight/disputes.py", year="2023")
    want = asked(
        city,
        """select sum(reviews_overturned) / sum(reviews_total - reviews_pending) from mart.agency_year
           where year = 2023 and kind <> 'government'""",
    )
    assert [card.value for card in at.metric][2] == f"{want[0][0] * 100:.1f}%"


def test_services_quote_the_sentence_behind_a_figure(city: Path) -> None:
    at = run("pages/oversight/services.py", year="2023", service="online_completion_rate")
    assert frame(at, "原句")["原句"].str.contains("网上可办380项").all()
    assert frame(at, "位次")["网上可办率（%）"].unique().tolist() == [95.0]


def test_quality_lists_every_failed_check_of_the_year(city: Path) -> None:
    at = run("pages/oversight/quality.py", year="2023", level="EWI")
    want = asked(
        city,
        """select count(*) from core.check_result c join core.agency a using (agency_id)
           where c.year = 2023 and result = 'fail' and kind <> 'government'""",
    )
    assert len(frame(at, "规则")) == want[0][0] > 0
    assert html_of(at).count('class="missing"') == 2


def test_a_report_shows_every_printed_cell_in_its_form(city: Path) -> None:
    html = html_of(run("pages/analysis/report.py", agency="998801-public_security", year="2023"))
    printed = asked(
        city, "select count(*) from mart.printed_cell where agency_id = '998801-public_security' and year = 2023"
    )
    assert printed[0][0] == 200
    assert html.count("<td") == 200
    assert "表四行政复议" in html
    assert "公开的深度还不够" in html


def test_a_year_without_a_report_offers_the_years_held(city: Path) -> None:
    html = html_of(run("pages/analysis/report.py", agency="998802-education", year="2021"))
    assert "没有收录乙区教育局2021年的年报" in html


def test_the_profile_compares_with_the_median_of_the_peers(city: Path) -> None:
    table = frame(run("pages/analysis/profile.py", agency="998801-education", year="2023"), "同类中位数").set_index(
        "指标"
    )
    assert table.loc["本年新收", "数值"] == "52"
    assert table.loc["本年新收", "同类中位数"] == "6"
    assert table.loc["本年新收", "百分位"] == 100
    assert table.loc["本年新收", "比上年"] == "+160.0%"  # 20, then 52
    assert table.loc["实质公开率", "比上年"] == "—"  # 20 cases the year before: too few
    police = frame(run("pages/analysis/profile.py", agency="998801-public_security", year="2023"), "比上年")
    assert police.set_index("指标").loc["实质公开率", "比上年"] == "+2.0 个百分点"


def test_definitions_hold_every_metric_and_rule(city: Path) -> None:
    at = run("pages/analysis/definitions.py", metric="grant_rate")
    assert "（予以公开 + 部分公开）" in html_of(at).replace("(", "（").replace(")", "）")
    assert len(frame(at, "编号")) > 100
    assert len(frame(at, "依据")) > 20


def test_junk_in_the_address_does_no_harm(city: Path) -> None:
    at = run(
        "pages/oversight/compare.py", year="1066", metric="'; drop table", bar="<script>", lang="xx", who="?", show="9"
    )
    assert at.title[0].value == "比较"
    assert len(frame(at, "位次")) == 6


def vector(cells: dict[str, object]) -> bytes:
    """A draft as a parsed report with these cells."""
    given = {"zero": ["disclosure", "requests", "cases"], "cells": cells}
    return json.dumps(record("110101-education", 2023, given), ensure_ascii=False).encode()


def test_a_dropped_draft_is_checked_in_the_order_of_the_form_and_may_be_sent_back(city: Path) -> None:
    at = run("pages/data/selfcheck.py")
    assert len(at.get("download_button")) == 0
    wrong = {"requests.received.total": 2, "cases.review.upheld": 10, "cases.review.total": 0}
    at.file_uploader(key="draft").set_value(("草稿.json", vector(wrong), "application/json")).run()
    assert [error.message for error in at.exception] == []
    chapters = [one.value for one in at.header]
    assert chapters.index("第三部分 收到和处理政府信息公开申请情况（表三）") < chapters.index(
        "第四部分 行政复议、行政诉讼情况（表四）"
    )
    shown = html_of(at)
    assert "表四“行政复议”行" in shown and "行政复议·总计 0→10" in shown
    assert [button.proto.label for button in at.get("download_button")] == ["下载清单（Word）", "下载清单（PDF）"]


def test_a_file_that_is_no_report_is_answered_in_friendly_words(city: Path) -> None:
    at = run("pages/data/selfcheck.py")
    at.file_uploader(key="draft").set_value(("通知.txt", "关于召开会议的通知。".encode(), "text/plain")).run()
    assert [error.message for error in at.exception] == []
    assert "这份文件没有核对" in html_of(at)


def test_a_draft_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selfcheck.tempfile, "tempdir", str(tmp_path))
    draft = SimpleNamespace(name="../../草稿.json", getvalue=lambda: vector({}))
    assert selfcheck.check(draft, None, "zh").docx[:2] == b"PK"
    assert list(tmp_path.iterdir()) == []


def test_a_child_that_dies_gives_no_answer_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selfcheck.sys, "executable", "/bin/false")
    draft = SimpleNamespace(name="草稿.json", getvalue=lambda: vector({}))
    assert selfcheck.check(draft, None, "zh") == selfcheck.Answer()


def test_a_verdict_on_a_failed_check_is_written_once_shown_at_once_and_applied_by_the_next_build(
    city: Path, city_home: Path, tmp_path: Path
) -> None:
    at = run("pages/oversight/quality.py", year="2023")
    form = {widget.label: widget for widget in (*at.selectbox, *at.text_input, *at.radio)}
    form["哪一项"].set_value(next(i for i, words in enumerate(form["哪一项"].options) if "T4-01" in words))
    form["决定"].set_value("false_alarm")
    next(button for button in at.button if button.label == "记录").click()
    at.run()
    assert [one.value for one in at.warning] == ["请写明理由和决定人。"]
    assert not (tmp_path / "verdicts" / "verdicts.csv").exists()
    form = {widget.label: widget for widget in at.text_input}
    form["理由"].set_value("补录后总计已更正")
    form["决定人"].set_value("甲")
    next(button for button in at.button if button.label == "记录").click()
    at.run()
    assert [error.message for error in at.exception] == []
    lines = (tmp_path / "verdicts" / "verdicts.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2 and lines[0].startswith("rule,agency_id,year,operands_mark,verdict,remark,person")
    assert lines[1].startswith("T4-01,998801-public_security,2023,") and "false_alarm,补录后总计已更正,甲" in lines[1]
    assert "误报（已记录，下次生成时生效）" in frame(at, "决定")["决定"].tolist()
    report = run("pages/analysis/report.py", agency="998801-public_security", year="2023")
    assert "误报（已记录，下次生成时生效）" in html_of(report)

    (tmp_path / "data").mkdir()
    for name in ("regions.csv", "agencies.csv"):
        shutil.copy(city_home / "data" / name, tmp_path / "data")
    shutil.copytree(tmp_path / "verdicts", tmp_path / "data" / "verdicts")
    build = build_warehouse([city_home / "reports"], tmp_path / "builds", data=tmp_path / "data")
    applied = asked(build.parent, "select rule, verdict from core.check_result where verdict is not null")
    assert applied == [("T4-01", "false_alarm")]


def test_a_server_that_only_shows_takes_no_verdicts(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJING_READ_ONLY", "1")
    at = run("pages/oversight/quality.py", year="2023")
    assert "记录" not in [button.label for button in at.button]


@pytest.fixture
def two_builds(city: Path, city_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small city's build, a build as of 1 March 2023, and a newer build of one report less."""
    folder = tmp_path / "builds"
    folder.mkdir()
    shutil.copy(sorted(city.glob("*.duckdb"))[-1], folder)
    build_warehouse([city_home / "reports"], folder, data=city_home / "data", as_of=date(2023, 3, 1))
    some = sorted((city_home / "reports").glob("*.json"))[:-1]
    build_warehouse(some, folder, data=city_home / "data")
    monkeypatch.setenv("MINGJING_BUILDS", str(folder))
    return folder


def test_the_address_may_name_an_older_build_which_is_then_said_to_be_old(two_builds: Path) -> None:
    older, as_of, newest = sorted(path.stem for path in two_builds.glob("*.duckdb"))
    assert as_of.endswith("-asof-2023-03-01")
    at = run("pages/data/builds.py")
    held = frame(at, "数据版本")
    assert held["数据版本"].tolist() == [newest, as_of, older]
    assert held["展示"].tolist() == ["✓", "", ""] and 'class="mj-band"' not in html_of(at)
    old = run("pages/data/builds.py", build=older)
    assert frame(old, "数据版本")["展示"].tolist() == ["", "", "✓"]
    assert f"正在看的是旧的数据版本 {older}，最新的是 {newest}" in html_of(old)
    assert 'class="mj-band"' not in html_of(run("pages/data/builds.py", build="nothing-of-the-kind"))


def test_the_address_may_name_a_day_and_sees_what_was_known_on_it(two_builds: Path) -> None:
    at = run("pages/leadership/overview.py", asof="2023-03-01")
    assert "只含2023-03-01当天及以前已发布的版本；0份没有发布日期的年报按已知处理" in html_of(at)
    years = {option for box in at.selectbox if box.label == "年度" for option in box.options}
    assert "2022" in years and "2023" not in years  # reports on 2023 came in January 2024
    none = run("pages/leadership/overview.py", asof="2020-01-01")
    assert "没有截至2020-01-01的数据版本" in html_of(none)


def test_of_few_reports_those_are_shown_that_the_year_shown_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    whole = {"zero": ["requests", "cases"], "cells": {"requests.received.total": 77}, "scope": "area"}
    few = [record("110101-education", year, whole) for year in (2020, 2021)]
    few += [record("110101-government", year, whole) for year in (2022, 2023)]
    for number, one in enumerate(few):
        (folder / f"{number}.json").write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
    build_warehouse([folder], tmp_path / "builds")
    monkeypatch.setenv("MINGJING_BUILDS", str(tmp_path / "builds"))
    at = run("pages/leadership/overview.py", data="real")
    (year,) = (box.value for box in at.selectbox if box.label == "年度")
    assert year == "2023"  # as many reports as each other year, and the newest
    assert at.metric[0].value == "77"  # of the government: no bureau has a report in 2023
    assert run("pages/leadership/overview.py", data="real", year="2021", who="bureau").metric[0].value == "77"


def test_a_build_of_an_older_version_is_said_to_be_one(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "builds"
    folder.mkdir()
    old = Path(shutil.copy(sorted(city.glob("*.duckdb"))[-1], folder / "20200101T000000000000Z.duckdb"))
    with duckdb.connect(str(old)) as connection:
        connection.execute("drop table mart.failed_check")
    monkeypatch.setenv("MINGJING_BUILDS", str(folder))
    html = html_of(run("pages/oversight/quality.py"))
    assert "这一版数据是旧版程序生成的" in html and old.stem in html
