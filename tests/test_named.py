"""Named views: kept for everybody or for one browser, renamed, removed, taken away and brought back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import filters, named
from dashboard.named import SHARED, NoView
from tests.test_pages import html_of, run

pytest_plugins = ["tests.city_fixtures"]
VIEW = {"data": "demo", "year": "2023", "metric": "grant_rate"}
CODES = st.text("abcdefghijklmnopqrstuvwxyz0123456789_-:@", min_size=1, max_size=20)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MINGJING_VIEWS", str(tmp_path))
    return tmp_path


def test_a_view_is_kept_renamed_and_removed_and_no_line_is_ever_taken_out(home: Path) -> None:
    view = named.save(SHARED, "  中心城区   2023 ", "compare", VIEW | {"lang": "en"})
    assert (view.name, view.choices) == ("中心城区 2023", VIEW)
    named.rename(SHARED, view.key, "主城区")
    assert [one.name for one in named.standing(SHARED)] == ["主城区"]
    named.remove(SHARED, view.key)
    assert named.standing(SHARED) == []
    lines = (home / "shared.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["do"] for line in lines] == ["save", "rename", "remove"]


def test_what_one_browser_keeps_another_does_not_see() -> None:
    one, other = named.new_owner(), named.new_owner()
    named.save(one, "我的", "overview", {})
    assert [view.name for view in named.standing(one)] == ["我的"]
    assert named.standing(other) == [] and named.standing(SHARED) == []


@pytest.mark.parametrize("owner", ["", "../shared", "shared/x", "0" * 31, "G" * 32])
def test_an_owner_is_never_a_path(owner: str) -> None:
    with pytest.raises(NoView, match="view_no_owner"):
        named.save(owner, "x", "overview", {})


@pytest.mark.parametrize(
    ("name", "page", "choices", "why"),
    [
        ("", "overview", {}, "view_no_name"),
        ("长" * 81, "overview", {}, "view_no_name"),
        ("x", "../app", {}, "view_no_page"),
        ("x", "overview", {"<script>": "1"}, "view_no_choices"),
        ("x", "overview", ["year"], "view_no_choices"),
    ],
)
def test_what_is_no_view_is_refused(name: str, page: str, choices: object, why: str) -> None:
    with pytest.raises(NoView, match=why):
        named.save(SHARED, name, page, choices)
    assert named.standing(SHARED) == []


def test_a_line_cut_off_costs_only_itself(home: Path) -> None:
    named.save(SHARED, "甲", "overview", {})
    with (home / "shared.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"do": "save", "key": "zz", "na')
    named.save(SHARED, "乙", "trends", {})
    assert [view.name for view in named.standing(SHARED)] == ["乙", "甲"]


def test_a_sign_that_some_take_for_the_end_of_a_line_costs_no_view(home: Path) -> None:
    line = '{"do": "save", "key": "zz", "name": "甲", "page": "overview", "choices": {"q": ["城\u2028建\x85局"]}}'
    home.mkdir(exist_ok=True)
    (home / "shared.jsonl").write_text(line + "\n", encoding="utf-8")
    assert [view.name for view in named.standing(SHARED)] == ["甲"]


def test_a_list_taken_away_comes_back_once() -> None:
    named.save(SHARED, "甲", "compare", VIEW)
    named.save(SHARED, "乙", "trends", {"data": "demo"})
    file, own = named.to_json(named.standing(SHARED)), named.new_owner()
    assert named.take_in(own, file) == (2, 0)
    assert named.take_in(own, file) == (0, 2)
    assert {(view.name, view.page) for view in named.standing(own)} == {("甲", "compare"), ("乙", "trends")}
    with pytest.raises(NoView, match="view_no_file"):
        named.take_in(own, b"\xff\xfenothing")
    assert named.take_in(own, b'[{"name": "x", "page": "nowhere", "choices": {}}, 3]') == (0, 2)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    choices=st.dictionaries(st.text("abcdefghijkl_", min_size=1, max_size=12), st.lists(CODES, max_size=5), max_size=6)
)
def test_an_address_kept_as_a_view_is_the_same_address_again(choices: dict[str, list[str]]) -> None:
    address = filters.write(choices)
    view = named.save(named.new_owner(), "x", "table", address)
    assert filters.write(view.choices) == address
    for name, codes in choices.items():
        wanted = list(dict.fromkeys(codes))
        assert filters.read_many(view.choices.get(name), codes, [], limit=12) == wanted


@pytest.mark.parametrize(
    ("page", "view"),
    [
        ("pages/oversight/compare.py", {"metric": "requests_received", "year": "2022", "across": "region"}),
        ("pages/leadership/trends.py", {"metric": "requests_received", "by": "region"}),
        ("pages/analysis/table.py", {"metrics": "requests_received,disputes", "years": "2023,2021", "layout": "wide"}),
        ("pages/analysis/beside.py", {"agency": "998801-education", "year": "2022", "against": "2020", "cells": "all"}),
        ("pages/analysis/profile.py", {"agency": "998802-education", "year": "2022", "peers": "region"}),
        ("pages/oversight/quality.py", {"year": "2022", "level": "EW", "region": "998801"}),
    ],
)
def test_the_choices_that_a_page_made_of_a_view_make_the_same_page_again(
    city: Path, page: str, view: dict[str, str]
) -> None:
    first = run(page, **view)
    made = {name: choice.code for name, choice in first.session_state[filters.MADE].items()}
    assert {name: made[name] for name in view} == view
    again = run(page, **filters.write(made))
    assert {name: choice.code for name, choice in again.session_state[filters.MADE].items()} == made
    assert [table.value.to_csv() for table in again.dataframe] == [table.value.to_csv() for table in first.dataframe]


def test_the_page_lists_everybodys_views_with_their_addresses(city: Path) -> None:
    named.save(SHARED, "全市公开率", "compare", VIEW)
    at = run("pages/data/views.py")
    assert "所有人的视图（1）" in [heading.value for heading in at.header]
    assert "year=2023 · metric=grant_rate" in " ".join(one.proto.body for one in at.get("html"))
    assert "还没有收藏" in html_of(at)


def test_a_server_that_only_shows_keeps_no_views(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJING_READ_ONLY", "1")
    at = run("pages/data/views.py")
    assert [button.label for button in at.button] == []
