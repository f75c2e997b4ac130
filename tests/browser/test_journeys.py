"""What readers do, done in headless Chromium: permalinks, clicks on bars, languages, downloads, back and forward."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settle
from tests.rule_vectors import record

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
COMPARE = "/compare?data=demo&year=2023&metric=grant_rate"


def view(page: Page) -> dict[str, str]:
    """The parameters of the address."""
    return {name: values[0] for name, values in parse_qs(urlparse(page.url).query).items()}


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list by what it says."""
    page.get_by_label(label, exact=True).first.click()
    page.get_by_role("option", name=option).first.click()
    settle(page)


def click_bar(page: Page, name: str) -> None:
    """Click the bar whose label begins with this name, near its left end."""
    page.wait_for_selector(".js-plotly-plot .bars .point")
    labels = page.locator(".js-plotly-plot .ytick text")
    at = next(place for place in range(labels.count()) if (labels.nth(place).text_content() or "").startswith(name))
    box, bars = labels.nth(at).bounding_box(), page.locator(".js-plotly-plot .bars .point path")
    assert box is not None
    middle = box["y"] + box["height"] / 2
    spots = [bars.nth(place).bounding_box() for place in range(bars.count())]
    bar = min((spot for spot in spots if spot), key=lambda spot: abs(spot["y"] + spot["height"] / 2 - middle))
    page.mouse.click(bar["x"] + 12, bar["y"] + bar["height"] / 2)


def test_a_deep_link_after_a_cold_start_shows_its_page(visit: Visit) -> None:
    page = visit(COMPARE)
    expect(page.locator("h1")).to_have_text("比较")
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.get_by_text("演示数据 · 城市与数字均为虚构")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.title().startswith("比较")


@pytest.mark.parametrize(
    ("language", "title", "lost"), [("zh", "总览", "找不到页面"), ("en", "Overview", "No such page")]
)
def test_the_first_page_has_a_name_and_an_unknown_one_gets_our_own_words(
    visit: Visit, language: str, title: str, lost: str
) -> None:
    page = visit(f"/overview?data=demo&year=2022&lang={language}")
    expect(page.locator("h1")).to_have_text(title)
    page.wait_for_url(re.compile("year=2022"))
    assert view(page)["year"] == "2022" and view(page).get("lang", "zh") == language
    page = visit(f"/nothing-of-the-kind?data=demo&lang={language}")
    expect(page.locator("h1")).to_have_text(lost)
    expect(page.get_by_text("Page not found")).to_have_count(0)
    page.get_by_test_id("stMain").get_by_text(f"→ {title}").click()
    expect(page.locator("h1")).to_have_text(title)


def test_a_view_is_kept_and_opened_by_everybody_in_their_own_language(visit: Visit) -> None:
    page = visit(COMPARE)
    page.get_by_role("button", name="收藏当前视图").click()
    page.get_by_label("名称").fill("公开率2023")
    page.get_by_text("所有人").click()
    page.get_by_role("button", name="收藏", exact=True).click()
    expect(page.get_by_text("已收藏“公开率2023”")).to_be_visible()
    other = visit("/views?data=demo&lang=en")
    other.get_by_text("公开率2023").click()
    expect(other.locator("h1")).to_have_text("Compare")
    assert view(other) == {"data": "demo", "year": "2023", "metric": "grant_rate", "lang": "en"}


def test_two_years_stand_side_by_side_with_their_sentences(visit: Visit) -> None:
    page = visit("/beside?data=demo&agency=998801-public_security&year=2023")
    expect(page.get_by_text("两份年报共有")).to_be_visible()
    expect(page.locator(".mj-words ins", has_text="2023").first).to_be_visible()
    expect(page.locator("table.mj td small.rise").first).to_have_text("+30 · +25.0%")
    assert view(visit("/beside?data=demo&pair=agencies&lang=en"))["pair"] == "agencies"


def test_nothing_is_fetched_from_elsewhere(visit: Visit, server: str) -> None:
    page, elsewhere = visit("/?data=demo"), []
    page.on(
        "request",
        lambda request: (
            elsewhere.append(request.url) if not request.url.startswith((server, "data:", "blob:")) else None
        ),
    )
    page.reload()
    settle(page)
    page.wait_for_selector(".js-plotly-plot .bars")
    assert elsewhere == []


def test_a_click_on_a_bar_shows_the_cells_that_sum_to_it(visit: Visit) -> None:
    page = visit(COMPARE)
    click_bar(page, "甲区公安局")
    expect(page.get_by_role("heading", name="甲区公安局：背后的单元格")).to_be_visible()
    expect(page.get_by_text("分子：所列单元格合计 104，与图中一致")).to_be_visible()
    expect(page.get_by_text("分母：所列单元格合计 200，与图中一致")).to_be_visible()
    assert view(page)["bar"] == "998801-public_security"
    link = page.url
    again = visit(link[link.index("/compare") :])
    expect(again.get_by_role("heading", name="甲区公安局：背后的单元格")).to_be_visible()


def test_a_filter_goes_into_the_address_and_along_to_other_pages_and_back(visit: Visit) -> None:
    page = visit("/compare?data=demo&metric=requests_received")
    choose(page, "年度", "2021")
    expect(page.get_by_role("heading", name="本年新收 · 2021")).to_be_visible()
    assert view(page)["year"] == "2021"
    page.locator(".mj-ways").get_by_text("办理结果").click()
    expect(page.get_by_role("heading", name="办理结果构成 · 2021")).to_be_visible()
    assert view(page)["year"] == "2021"
    page.go_back()
    expect(page.get_by_role("heading", name="本年新收 · 2021")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="本年新收 · 2023")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", name="本年新收 · 2021")).to_be_visible()


def test_the_language_changes_and_the_view_stays(visit: Visit) -> None:
    page = visit(COMPARE + "&bar=998801-public_security")
    page.get_by_test_id("stSidebar").get_by_text("English").click()
    expect(page.locator("h1")).to_have_text("Compare")
    expect(page.get_by_role("heading", name="District A Public Security Bureau: the cells behind")).to_be_visible()
    expect(page.get_by_text("DEMONSTRATION DATA")).to_be_visible()
    assert view(page) == {
        "data": "demo",
        "year": "2023",
        "metric": "grant_rate",
        "bar": "998801-public_security",
        "lang": "en",
    }
    assert page.evaluate("document.documentElement.lang") == "en"


def test_downloads_read_back_as_what_is_shown(visit: Visit, tmp_path: Path) -> None:
    page = visit(COMPARE)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载 CSV").last.click()
    assert waiting.value.suggested_filename.startswith("mingjing-演示数据-compare")
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    table = pd.read_csv(io.BytesIO(data), skipfooter=1, engine="python")  # below the rows stands the citation
    assert table["名称"].tolist()[:2] == ["乙区自然资源局", "甲区教育局"]
    assert table["实质公开率（%）"].tolist() == [66.7, 61.5, 60.0, 52.0, 45.5, 50.0]
    assert table["分子"].sum() == 227
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载 Excel").last.click()
    book = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert book.sheetnames == ["数据", "口径", "未通过的核对", "来源", "筛选条件"]
    rows = list(book["数据"].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == table["名称"].tolist()
    assert "metric=grant_rate" in [row[2] for row in book["筛选条件"].iter_rows(values_only=True)]
    with page.expect_download() as waiting:
        page.get_by_role("button", name="图片 PNG").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")
    page.get_by_text("更多格式与引用").last.click()
    expect(page.get_by_text("引用：明镜 · 比较").last).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="DuckDB 文件").last.click()
    assert waiting.value.suggested_filename.endswith(".duckdb")


def test_the_brief_is_one_click_away_from_the_overview(visit: Visit) -> None:
    page = visit("/?data=demo&year=2023")
    for words, start in (("简报 PDF", b"%PDF"), ("简报 Word", b"PK")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=words).click()
        assert waiting.value.suggested_filename.startswith("mingjing-演示数据-brief-2023")
        assert Path(waiting.value.path()).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("path", "width", "dark"),
    [("/?data=demo", 390, False), ("/report?data=demo&year=2023", 390, True), (COMPARE, 1440, True)],
)
def test_a_page_fits_its_screen(visit: Visit, path: str, width: int, dark: bool) -> None:
    page = visit(path, width=width, dark=dark)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()


def test_a_cell_of_the_matrix_leads_to_the_report(visit: Visit) -> None:
    page = visit("/quality?data=demo&year=2023")
    page.locator(".mj-matrix td.failed a").first.click()
    settle(page)
    expect(page.locator("h1")).to_have_text("年报原文")
    expect(page.locator("table.mj td.fail").first).to_be_visible()


def test_figures_are_reviewed_by_the_keyboard_alone(visit: Visit, verdict_file: Path) -> None:
    page = visit("/review?data=demo")
    page.get_by_label("复核人").fill("王复核")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("button", name="采纳")).to_be_enabled()
    page.get_by_label("复核人").blur()
    settle(page)
    quote = page.locator("blockquote.mj-quote mark")
    expect(quote).to_have_text("1,200条")
    page.keyboard.press("a")
    expect(quote).to_have_text("1150条")
    settle(page)
    page.keyboard.press("x")
    expect(page.get_by_text("已复核 2 个，剩 4 个")).to_be_visible()
    expect(quote).to_have_text("1,200条")
    settle(page)
    page.keyboard.press("e")
    field = page.get_by_label("正确的数（回车提交）")
    expect(field).to_be_focused()
    page.keyboard.type("1,210")
    page.keyboard.press("Enter")
    expect(quote).to_have_text("1150条")
    settle(page)
    page.locator("h1").click()
    page.keyboard.press("z")
    expect(quote).to_have_text("1,200条")
    settle(page)
    expect(page.get_by_text("已复核 2 个，剩 4 个")).to_be_visible()
    lines = [json.loads(line) for line in verdict_file.read_text(encoding="utf-8").splitlines()]
    assert [line["verdict"] for line in lines] == ["accept", "reject", "correct", "withdraw"]
    assert [line["corrected_value"] for line in lines] == [None, None, "1210", None]
    assert {line["person"] for line in lines} == {"王复核"}


def test_a_draft_is_dropped_and_its_list_of_faults_taken_away(visit: Visit, tmp_path: Path) -> None:
    cells = {"zero": ["disclosure", "requests", "cases"], "cells": {"cases.review.upheld": 10}}
    draft = tmp_path / "草稿.json"
    draft.write_text(json.dumps(record("110101-education", 2023, cells), ensure_ascii=False), encoding="utf-8")
    page = visit("/selfcheck?data=demo")
    page.locator("input[type=file]").first.set_input_files(draft)
    expect(page.get_by_role("heading", name="第四部分 行政复议、行政诉讼情况（表四）")).to_be_visible()
    expect(page.get_by_text("表四“行政复议”行").first).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载清单（Word）").click()
    assert waiting.value.suggested_filename == "草稿-自查.docx"
    assert Path(waiting.value.path()).read_bytes().startswith(b"PK")
