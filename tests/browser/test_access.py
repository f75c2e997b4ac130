"""Every page for readers who hear it, who use the keyboard alone, who need contrast: axe-core over all pages in both
themes, and what axe cannot see."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settle

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*/*.py"))
# Violations of the framework's own elements, none of which we can write otherwise.
UPSTREAM = {
    ("presentation-role-conflict", "stFileUploaderDropzone"),
}
VIOLATIONS = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.flatMap(
    found => found.nodes.map(node => [found.id, found.impact, node.target.join(' '), node.html]))"""

# What is pressed and lower than 40 points: a list to choose from counts as a whole, tables and charts not at all.
SMALL = """() => [...document.querySelectorAll('button, summary, [role="group"]:has(> [role="combobox"])')].filter(
    one => {
    const inside = one.closest('[role="group"], [data-tag], .mj-stack, [data-testid="stElementToolbar"]');
    const tall = one.getBoundingClientRect().height;
    return tall > 0 && tall < 39.5 && (!inside || inside === one) }).map(one => one.outerHTML.slice(0, 90))"""

FOCUSED = """() => {
    const at = document.activeElement, near = [at, at.parentElement, at.closest('[data-baseweb], label, div')];
    const drawn = one => { const style = getComputedStyle(one);
                           return style.boxShadow !== 'none' || style.outlineStyle !== 'none' };
    const word = at.getAttribute('aria-label') || at.innerText || at.value || at.tagName;
    return [word.trim(), near.some(one => one && drawn(one))] }"""


def axe() -> str:
    """The script of axe-core (MPL-2.0) from the development packages."""
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or not found.submodule_search_locations:
        if os.environ.get("CI"):
            pytest.fail("axe-playwright-python is not installed: run ./dev check, which installs it")
        pytest.skip("axe-playwright-python is not installed here (./dev test installs it)")
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_violation_that_is_ours(visit: Visit, name: str, dark: bool) -> None:
    script = axe()
    page = visit(f"/{name}?data=demo&year=2023", dark=dark)
    page.evaluate(script)
    found = page.evaluate(VIOLATIONS)
    ours = [one for one in found if not any(one[0] == rule and mark in one[2] + one[3] for rule, mark in UPSTREAM)]
    assert ours == []


@pytest.mark.parametrize("name", ["compare", "definitions", "quality", "report", "review", "table"])
def test_a_phone_has_room_for_every_page_and_a_finger_for_every_button(visit: Visit, name: str) -> None:
    script = axe()
    page = visit(f"/{name}?data=demo&year=2023&lang=en", width=390, dark=True)
    page.evaluate(script)
    found = page.evaluate(VIOLATIONS)
    assert [
        one for one in found if not any(one[0] == rule and mark in one[2] + one[3] for rule, mark in UPSTREAM)
    ] == []
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_button_that_a_page_is_about_can_be_read_in_both_themes(visit: Visit, dark: bool) -> None:
    page = visit("/query?data=demo", dark=dark)
    words, ground = page.evaluate(
        """() => { const button = document.querySelector('button[kind^="primary"]');
                   return [button.querySelector('p'), button].map((one, place) =>
                       getComputedStyle(one)[place ? 'backgroundColor' : 'color'].match(/[0-9.]+/g).slice(0, 3)) }"""
    )
    lighter, darker = sorted((brightness(words), brightness(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def brightness(colour: list[str]) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    parts = [float(one) / 255 for one in colour]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["overview", "compare", "quality", "beside"])
def test_the_keyboard_alone_reaches_links_filters_and_downloads_and_shows_where_it_is(visit: Visit, name: str) -> None:
    page = visit(f"/{name}?data=demo&year=2023")
    expect(page.locator(".mj-ways a").last).to_be_visible()
    expect(page.locator(".st-key-filter_row")).to_be_visible()  # an address that leads on (/overview) makes two pages
    settle(page)
    wanted = {"总览", "两年对照", "中文", "年度"} | ({"CSV"} if name != "overview" else set())
    seen: list[tuple[str, bool]] = []
    for _ in range(400):  # two or three rounds: a busy machine may move on before a stop is noted
        page.keyboard.press("Tab")
        seen.append(tuple(page.evaluate(FOCUSED)))
        words = " ".join(word for word, _ in seen if len(word) < 40)
        if len(seen) > 60 and all(word in words for word in wanted):
            break
    assert [word for word in wanted if word not in words] == []
    unmarked = [word for word, ring in seen if not ring and word not in ("BODY", "HTML") and len(word) < 40]
    assert len(unmarked) <= len(seen) // 10, unmarked


def test_a_chart_states_its_finding_to_those_who_cannot_see_it(visit: Visit) -> None:
    page = visit("/compare?data=demo&year=2023&metric=grant_rate")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    words = page.evaluate(
        "[...document.querySelectorAll('[data-testid=stPlotlyChart], [data-testid=stPlotlyChart] *')]"
        ".map(one => one.getAttribute('aria-label') || '').join(' ')"
    )
    assert "排名5个；最高乙区自然资源局 66.7%，最低" in words and "<" not in words
