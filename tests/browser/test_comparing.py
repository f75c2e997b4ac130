"""Clicks that only a browser can make: a point of a funnel, a cell of a heat map, a part of a stacked bar."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


def click(page: Page, marks: str, place: int) -> dict[str, list[str]]:
    """Click the middle of one mark of the chart; the address when the cells behind it stand."""
    page.wait_for_selector(marks)
    mark = page.locator(marks).nth(place)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_text("与图中一致").first).to_be_visible()
    return parse_qs(urlparse(page.url).query)


@pytest.mark.parametrize(
    ("address", "marks", "name"),
    [
        ("/compare?data=demo&year=2023&metric=grant_rate&view=funnel", ".scatterlayer path.point", "bar"),
        ("/compare?data=demo&year=2023&metric=grant_rate&view=dumbbell", ".scatterlayer path.point", "bar"),
        ("/outcomes?data=demo&year=2023", ".bars .point path", "slice"),
        ("/outcomes?data=demo&aspect=heat&metric=requests_received", ".scatterlayer path.point", "point"),
        ("/outcomes?data=demo&aspect=five&year=2023", ".scatterlayer path.point", "slice"),
        ("/trends?data=demo&metric=requests_received&panels=apart", ".scatterlayer path.point", "point"),
    ],
)
def test_a_click_opens_the_cells_that_sum_to_what_is_drawn(visit: Visit, address: str, marks: str, name: str) -> None:
    page = visit(address)
    view = click(page, f".js-plotly-plot {marks}", 3)
    assert view[name][0].startswith("9988")
