"""What was asked for and only a browser can show: a cold server, a day in the address, a workbook before publication,
views for oneself, clicks that change what stands beside, several reports of one file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard.serve import free_port
from etl.warehouse import build_warehouse
from tests.browser.conftest import ROOT, settle
from tests.browser.test_journeys import COMPARE, view
from tests.site_pages import FACTS, tables
from tests.test_sheet_forms import one_sheet, saved

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


@pytest.fixture
def cold(builds: Path) -> Iterator[str]:
    """The address of a server that nobody has asked anything yet."""
    port = free_port("127.0.0.1", 8690)
    command = [sys.executable, "-m", "dashboard.front", "127.0.0.1", str(port)]
    child = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"MINGJING_BUILDS": str(builds)})
    address, end = f"http://127.0.0.1:{port}", time.monotonic() + 60
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    yield address
    child.terminate()
    child.wait(15)


def click(page: Page, mark: Locator) -> None:
    """Click the middle of a mark of a chart."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        (COMPARE, "比较"),
        ("/overview?data=demo", "总览"),
        ("/nothing?data=demo", "找不到页面"),
        ("/start", "找不到页面"),
    ],
)
def test_the_very_first_request_gets_its_page_and_nothing_over_it(
    browser: Browser, cold: str, path: str, title: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        """new MutationObserver(() => {
               if ((document.body?.innerText || '').includes('Page not found')) window.mjLost = 1
           }).observe(document, {childList: true, subtree: true, characterData: true})"""
    )
    page.goto(cold + path)
    expect(page.locator("h1")).to_have_text(title)
    settle(page)
    assert page.evaluate("window.mjLost") is None
    context.close()


def test_the_address_names_a_day_and_a_band_says_what_is_left_out(visit: Visit, builds: Path) -> None:
    home = builds.parent
    build_warehouse([home / "reports"], builds, data=home / "data", as_of=date(2023, 3, 1))
    page = visit("/trends?data=demo&metric=requests_received&asof=2023-03-01")
    expect(page.locator(".mj-band")).to_contain_text("只含2023-03-01当天及以前已发布的版本")
    expect(page.locator(".js-plotly-plot .xtick text").last).to_have_text("2022")
    page.locator(".mj-ways a", has_text="质量督办").click()
    expect(page.locator("h1")).to_have_text("质量督办")
    assert view(page)["asof"] == "2023-03-01"  # the day goes along to other pages
    expect(page.locator(".mj-band")).to_be_visible()
    newest = visit("/trends?data=demo&metric=requests_received")
    expect(newest.locator(".mj-band")).to_have_count(0)
    expect(newest.locator(".js-plotly-plot .xtick text").last).to_have_text("2023")


def test_a_workbook_is_checked_before_it_is_published(visit: Visit, tmp_path: Path) -> None:
    facts = dict.fromkeys(FACTS, "0") | {("cases", "review", "total"): "3", ("requests", "received", "total"): "2"}
    draft = tmp_path / "草稿.xlsx"
    draft.write_bytes(saved(one_sheet(parts=tables(facts))))
    page = visit("/selfcheck?data=demo")
    page.locator("input[type=file]").first.set_input_files(draft)
    expect(page.get_by_role("heading", name="第四部分 行政复议、行政诉讼情况（表四）")).to_be_visible()
    expect(page.get_by_text("各格均为0；总计 3").first).to_be_visible()
    expect(page.get_by_text("表三“一、本年新收政府信息公开申请数量”行").first).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载清单（PDF）").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")
    other = visit("/selfcheck?data=demo&lang=en")
    other.locator("input[type=file]").first.set_input_files(draft)
    expect(other.get_by_role("heading", name="Section four: reviews and litigation (table four)")).to_be_visible()


def test_a_view_for_oneself_is_seen_by_this_browser_and_by_no_other(browser: Browser, server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(server + COMPARE)
    settle(page)
    page.get_by_role("button", name="收藏当前视图").click()
    page.get_by_label("名称").fill("只给自己")
    page.get_by_role("button", name="收藏", exact=True).click()
    expect(page.get_by_text("已收藏“只给自己”")).to_be_visible()
    again, other = context.new_page(), browser.new_context().new_page()
    for one in (again, other):
        one.goto(f"{server}/views?data=demo")
        settle(one)
    expect(again.get_by_text("只给自己")).to_be_visible()
    expect(other.get_by_text("只给自己")).to_have_count(0)
    other.context.close()
    context.close()


def test_a_click_on_a_part_of_a_bar_changes_the_reasons_and_applicants_beside_it(visit: Visit) -> None:
    page = visit("/outcomes?data=demo&year=2023")
    page.wait_for_selector(".js-plotly-plot .bars .point path")
    click(page, page.locator(".js-plotly-plot .bars").nth(3).locator(".point path").last)  # not available
    note = page.get_by_text(re.compile("下面的理由和申请人只算"))
    expect(note).to_be_visible()
    kept = view(page)
    assert kept["slice"].endswith("@not_available") and kept["outcome"] == "not_available"
    page.get_by_role("button", name="看全部单位").click()
    expect(note).to_have_count(0)
    settle(page)
    assert "slice" not in view(page)


def test_a_click_on_a_rule_lists_its_failures_alone(visit: Visit) -> None:
    page = visit("/quality?data=demo&year=all&who=all&level=EWI")
    page.wait_for_selector(".js-plotly-plot .bars .point path")
    click(page, page.locator(".js-plotly-plot .bars .point path").first)
    page.wait_for_url(re.compile("rule="))
    settle(page)
    expect(page.get_by_text("点击一条，只看不符合这条规则的")).to_have_count(0)


def test_a_link_of_the_strip_opens_the_list_that_its_number_counts(visit: Visit) -> None:
    page = visit("/?data=demo")
    page.locator(".mj-strip a", has_text="数字对不上").click()
    expect(page.locator("h1")).to_have_text("质量督办")
    expect(page.get_by_text("共 1 处，涉及 1 份年报、1 个单位")).to_be_visible()
    page.locator(".mj-strip a", has_text="收录年报").click()
    expect(page.get_by_text("各年合计应有年报32份，收录30份")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [
        ("zh", "乙区自然资源", "乙区自然资源局"),
        ("zh", "乙资源局", "乙区自然资源局"),  # the signs of a short name in their order
        ("zh", "yqzrzyj", "乙区自然资源局"),
        ("en", "yqzrzyj", "District B Natural Resources Bureau"),
        ("en", "B Natural", "District B Natural Resources Bureau"),
    ],
)
def test_an_agency_is_found_by_name_short_name_and_initials(
    visit: Visit, language: str, typed: str, found: str
) -> None:
    page = visit(f"/profile?data=demo&lang={language}")
    page.get_by_label("单位" if language == "zh" else "Agency", exact=True).first.click()
    page.keyboard.type(typed)
    expect(page.get_by_role("option").first).to_contain_text(found)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile(found)).first).to_be_visible()
    assert view(page)["agency"] == "998802-natural_resources"
