"""Three readers' mornings, each in both languages: the officer hands out lists, the leader takes three sentences and a
brief along, the analyst defends a figure down to its printed cells."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from catalog.texts import speaker
from tests.browser.conftest import settle

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", ["zh", "en"])]
Visit = Callable[..., Page]


def go(page: Page, name: str) -> None:
    """Follow a link of the side bar."""
    page.get_by_test_id("stSidebar").get_by_text(name, exact=True).click()
    expect(page.locator("h1")).to_have_text(name)
    settle(page)


def taken(page: Page, button: str) -> bytes:
    """What the first button of this name hands over."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).first.click()
    return Path(waiting.value.path()).read_bytes()


def test_the_officer_finds_what_is_wrong_and_hands_out_the_lists(visit: Visit, language: str) -> None:
    say = speaker(language)
    page = visit(f"/?data=demo&year=2023&lang={language}")
    go(page, say("page_quality"))
    with zipfile.ZipFile(io.BytesIO(taken(page, say("notices_all", n=2)))) as notices:
        names = notices.namelist()
        assert sum(name.endswith(".docx") for name in names) == 2
        assert any("甲区公安局" in name for name in names) and any("乙区公安局" in name for name in names)
    page.locator(".mj-matrix td.failed a").first.click()
    expect(page.locator("h1")).to_have_text(say("page_report"))
    expect(page.locator("table.mj td.fail").filter(has_text="14").first).to_be_visible()


def test_the_leader_reads_sentences_with_cautions_and_takes_a_brief(visit: Visit, language: str) -> None:
    say = speaker(language)
    page = visit(f"/?data=demo&year=2023&lang={language}")
    sentences = page.locator(".mj-sentences li, .mj-sentence")
    expect(sentences.first).to_contain_text("410")  # 52 + 6 + 200 + 60 + 44 + 48 new requests
    assert sentences.count() >= 3
    assert taken(page, say("pdf")).startswith(b"%PDF")
    go(page, say("page_trends"))
    page.wait_for_selector(".js-plotly-plot .scatterlayer .trace")
    go(page, say("page_compare"))
    page.wait_for_selector(".js-plotly-plot .bars .point")


def test_the_analyst_takes_a_table_away_and_opens_the_cells_behind_a_figure(visit: Visit, language: str) -> None:
    say = speaker(language)
    page = visit(f"/table?data=demo&metrics=grant_rate&years=2023&columns=parts&lang={language}")
    expect(page.locator("h1")).to_have_text(say("page_table"))
    rows = list(csv.reader(io.StringIO(taken(page, say("csv")).decode("utf-8-sig"))))
    assert {("52.0", "104", "200"), ("61.5", "32", "52"), ("66.7", "32", "48")} <= {tuple(row[-3:]) for row in rows[1:]}
    page.goto(page.url.replace("/table?", "/compare?") + "&metric=grant_rate&year=2023&bar=998801-public_security")
    settle(page)
    expect(page.get_by_text("104").first).to_be_visible()
    page.get_by_role("button", name=say("chip")).first.click()
    expect(page.get_by_test_id("stPopoverBody").first).to_be_visible()
    go(page, say("page_definitions"))


@pytest.mark.parametrize("button", ["chip", "more_formats", "view_keep"])
def test_a_link_followed_while_something_is_unfolded_leads_to_its_page(
    visit: Visit, language: str, button: str
) -> None:
    say = speaker(language)
    page = visit(f"/compare?data=demo&year=2023&metric=grant_rate&lang={language}")
    page.get_by_role("button", name=say(button)).first.click()
    expect(page.get_by_test_id("stPopoverBody").first).to_be_visible()
    page.wait_for_timeout(300)
    go(page, say("page_builds"))
    assert page.locator("h1").count() == 1
