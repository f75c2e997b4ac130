"""Pictures made without a browser: what the chart draws, what is burnt in, no missing letters."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image

from catalog.texts import texts
from dashboard import charts, fonts, pictures, views
from dashboard.pictures import axes, canvas
from dashboard.pictures.caption import rasterised
from dashboard.takeaway import Offer

pytest_plugins = ["tests.city_fixtures"]
ROOT = Path(__file__).resolve().parent.parent
SVG = "{http://www.w3.org/2000/svg}"
CELL = 24


def chart(page: str, /, **choices: str) -> Offer:
    found = views.offers(page, "zh", {"data": "demo", **choices})
    return next(offer for offer in found if "svg" in offer.formats)


def drawn(offer: Offer) -> ElementTree.Element:
    return ElementTree.fromstring(offer.make("svg"))


def words(picture: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{SVG}text")]


def test_a_ranking_draws_one_bar_a_unit_with_its_value_and_base(city: Path) -> None:
    picture = drawn(chart("compare", year="2023", metric="grant_rate", show="all"))
    told = words(picture)
    for name, base, value in (("甲区公安局", "n=200", "52.0%  位次 1–5"), ("乙区教育局", "n=6", "50.0%")):
        assert {name, base, value} <= set(told)
    assert "未参加排名（分母不足30）" in told
    bars = [one for one in picture.iter(f"{SVG}rect") if one.get("fill") in ("#3C8FC4", "#B7C4CC")]
    assert len(bars) == 6
    assert sum(one.get("fill") == "#B7C4CC" for one in bars) == 1  # base below 30: pale, not ranked
    wide = {value: float(bar.get("width", 0)) for bar, value in zip(bars, range(6), strict=True)}
    assert max(wide.values()) / min(wide.values()) == pytest.approx((24 / 36) / (15 / 44), rel=0.35)
    few = drawn(chart("compare", year="2023", metric="grant_rate"))
    assert sum(one.get("fill") == "#B7C4CC" for one in few.iter(f"{SVG}rect")) == 0  # closed without a word


def test_title_choices_source_date_and_mark_are_burnt_in(city: Path) -> None:
    picture = drawn(chart("compare", year="2023", metric="grant_rate"))
    text = "".join(words(picture))
    for piece in (
        "比较·实质公开率·2023",
        "年度：2023",
        "来源：各单位政府信息公开工作年度报告",
        "截至",
        "收录 30/32 份",
        "演示数据",
        "/compare?data=demo",
    ):
        assert piece in text
    title, finding = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert title is not None and title.text == "比较 · 实质公开率 · 2023"
    assert finding is not None and "最高" in str(finding.text)


def test_a_year_without_a_figure_is_a_gap_in_the_picture(city: Path) -> None:
    picture = drawn(chart("trends", metric="grant_rate", agencies="998802-public_security"))
    # 2020 and 2021 have a base of 0: two points are left, and one line between them
    lines = [one.get("points", "").split() for one in picture.iter(f"{SVG}polyline")]
    assert [len(points) for points in lines] == [2]
    hollow = [one for one in picture.iter(f"{SVG}circle") if one.get("fill") == "none"]
    assert len(hollow) == 2


def test_a_heat_map_is_drawn_with_its_values_and_reasons(city: Path) -> None:
    picture = drawn(chart("outcomes", aspect="heat", metric="grant_rate", region="998802"))
    told = words(picture)
    assert {"空白", "未见", "60%", "67%", "2022"} <= set(told)  # 36 of 60 and 32 of 48 in 2023
    dark = [one for one in picture.iter(f"{SVG}rect") if str(one.get("fill", "")).upper() == "#0B4A78"]
    assert len(dark) == 1  # the highest of the district


def test_a_hole_in_the_middle_is_never_bridged() -> None:
    table = pd.DataFrame(
        {
            "series": "a",
            "label": "甲",
            "year": range(2019, 2024),
            "value": [1, 2, None, 4, 5],
            "segment": "",
            "tip": "",
            "reason": ["", "", "missing", "", ""],
        }
    )
    figure = charts.lines(table, "count", "件", [], "缺数")
    picture = ElementTree.fromstring(pictures.to_svg(figure, pictures.Caption("x")))
    assert [len(one.get("points", "").split()) for one in picture.iter(f"{SVG}polyline")] == [2, 2]


def test_stacked_shares_fill_the_whole_width(city: Path) -> None:
    picture = drawn(chart("outcomes", year="2023"))
    rows: dict[str, list[tuple[float, float]]] = {}
    for one in picture.iter(f"{SVG}rect"):
        if one.get("stroke") == "#FFFFFF":
            rows.setdefault(str(one.get("y")), []).append((float(one.get("x", 0)), float(one.get("width", 0))))
    assert len(rows) == 6
    ends = [(min(x for x, _ in row), max(x + wide for x, wide in row)) for row in rows.values()]
    assert max(ends) == pytest.approx(min(ends), abs=0.5)
    assert {"予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"} <= set(words(picture))


def test_bars_carry_the_pattern_of_their_part_so_that_colour_is_not_alone(city: Path) -> None:
    picture = drawn(chart("outcomes", year="2023"))
    tiles = {str(one.get("id")): one for one in picture.iter(f"{SVG}pattern")}
    # of six outcomes two are plain (予以公开, 不予公开); the other four have a pattern each over their own colour
    grounds = {tile.find(f"{SVG}rect").get("fill") for tile in tiles.values()}  # type: ignore[union-attr]
    assert grounds == {"#56B4E9", "#E69F00", "#CC79A7", "#8C8C8C"}
    dotted = [name for name, tile in tiles.items() if tile.find(f"{SVG}circle") is not None]
    assert [tiles[name].find(f"{SVG}rect").get("fill") for name in dotted] == ["#E69F00"]  # type: ignore[union-attr]
    bars = [one for one in picture.iter(f"{SVG}rect") if one.get("stroke") == "#FFFFFF"]
    painted = [str(one.get("fill")) for one in bars]
    assert {fill for fill in painted if fill[0] == "#"} == {"#0072B2", "#D55E00"}
    assert {fill for fill in painted if fill[0] != "#"} == {f"url(#{name})" for name in tiles}
    keys = [one.get("fill") for one in picture.iter(f"{SVG}rect") if one.get("width") == "14.0"]
    assert len(keys) == 6  # the legend shows the same patterns
    assert set(keys) == set(painted)


def test_the_patterns_are_seen_in_the_png() -> None:
    table = pd.DataFrame({"key": ["a"], "label": ["甲"], "total": [2], "granted": [1], "not_available": [1]})
    figure = charts.mix_bars(table, {"granted": "予以公开", "not_available": "无法提供"}, True, "")
    image = Image.open(io.BytesIO(pictures.to_png(figure, pictures.Caption("")))).convert("RGB")
    seen = {colour: many for many, colour in image.getcolors(maxcolors=1 << 20) or ()}
    assert seen[(0xE6, 0x9F, 0x00)] > 1000  # the ground of 无法提供
    spots = sum(many for (red, green, blue), many in seen.items() if red > 0xE8 and 0xB0 < green < 0xE0 and blue < 0xA0)
    assert spots > 300  # and its lighter spots


def test_a_cell_without_a_figure_is_framed_by_dots_in_the_picture(city: Path) -> None:
    picture = drawn(chart("outcomes", aspect="heat", metric="grant_rate", region="998802"))
    frames = [one for one in picture.iter(f"{SVG}rect") if one.get("stroke-dasharray") == "2 3"]
    without = [word for word in words(picture) if word in ("空白", "未见", "分母0", "未发布", "无表", "“/”", "/")]
    assert len(frames) == len(without) > 2
    assert all(one.get("fill") == "none" for one in frames)
    place = next(one for one in picture.iter(f"{SVG}text") if one.text == "空白")
    x, y = float(place.get("x", 0)), float(place.get("y", 0)) - 4
    assert any(
        0 < x - float(one.get("x", 0)) < float(one.get("width", 0))
        and 0 < y - float(one.get("y", 0)) < float(one.get("height", 0))
        for one in frames
    )
    ink = {one.get("fill") for one in picture.iter(f"{SVG}text") if one.text == "67%"}
    assert ink == {"#FFFFFF"}  # the darkest cell has white words, as on the screen


def test_a_grey_band_stands_where_the_line_is_broken() -> None:
    table = pd.DataFrame(
        {"series": "a", "label": "甲", "year": [2019, 2020, 2021, 2022], "value": [1, 2, 4, 5], "segment": list("ppqq")}
    ).assign(tip="", reason="")
    for figure in (
        charts.lines(table, "count", "件", [(2020.5, "①")], "缺数", [2020.5]),
        charts.multiples(table, "count", True, [2020.5], [2020.5]),
    ):
        picture = ElementTree.fromstring(pictures.to_svg(figure, pictures.Caption("x")))
        bands = [one for one in picture.iter(f"{SVG}rect") if one.get("opacity") == "0.25"]
        assert [(one.get("fill"), one.get("stroke")) for one in bands] == [("#8C8C8C", None)]
        left, wide = float(bands[0].get("x", 0)), float(bands[0].get("width", 0))
        ends = [one.get("points", "").split() for one in picture.iter(f"{SVG}polyline")]
        before, after = (float(point.split(",")[0]) for point in (ends[0][-1], ends[1][0]))
        assert before < left < left + wide < after


def test_curves_keep_their_dashes_and_the_legend_names_them(city: Path) -> None:
    picture = drawn(chart("compare", year="2023", metric="grant_rate", view="funnel"))
    curves = [one.get("stroke-dasharray") for one in picture.iter(f"{SVG}polyline")]
    assert curves == ["5 4", "5 4", "2 3", "2 3", None]  # 99.8 %, 95 %, all units together
    assert any("95" in word for word in words(picture))
    thin = drawn(chart("compare", year="2023", metric="grant_rate", show="all"))
    high = {one.get("fill"): one.get("height", "") for one in thin.iter(f"{SVG}rect")}
    assert float(high["#B7C4CC"]) == pytest.approx(
        float(high["#3C8FC4"]) / 2, abs=0.1
    )  # a unit that is not ranked is a thin bar


def test_what_the_numbered_rules_of_a_trend_mean_stands_in_its_picture(city: Path) -> None:
    for panels in ("together", "apart"):
        text = "".join(words(drawn(chart("trends", metric="requests_received", panels=panels))))
        assert "①2021年·全国·启用2021年格式。依据：国办公开办函〔2021〕30号" in text.replace(" ", "")


def test_words_of_two_lines_are_two_lines(city: Path) -> None:
    told = words(drawn(chart("outcomes", aspect="five", year="2023")))
    assert not [word for word in told if "<" in word]
    assert "（应办口径）" in told


def test_a_png_is_twice_as_fine_says_where_it_comes_from_and_is_the_same_twice(city: Path) -> None:
    offer = chart("overview", year="2023")
    data = offer.make("png")
    image = Image.open(io.BytesIO(data))
    assert image.width == 2000
    assert image.text["Source"].startswith("来源：各单位政府信息公开工作年度报告")  # type: ignore[attr-defined]
    assert len(image.convert("RGB").getcolors(maxcolors=1 << 20) or ()) > 20
    assert data == offer.make("png")


@pytest.mark.parametrize("view", ["overview", "trends", "compare", "outcomes", "disputes", "services", "quality"])
def test_every_chart_of_every_page_can_be_taken_away(city: Path, view: str) -> None:
    choices = {"service": "online_completion_rate"} if view == "services" else {}
    assert len(words(drawn(chart(view, **choices)))) > 8


def cells(letters: str) -> list[bytes]:
    """Each letter in a cell of its own, as the picture maker sets it."""
    strokes = [
        canvas.words((place % 40) * CELL + 2, (place // 40) * CELL + 19, letter, 18)
        for place, letter in enumerate(letters)
    ]
    tall = (len(letters) // 40 + 1) * CELL
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="960" height="{tall}" font-family="{fonts.STACK}">'
        f'<rect width="960" height="{tall}" fill="#FFFFFF"/>{"".join(strokes)}</svg>'
    )
    image = Image.open(io.BytesIO(rasterised(svg, 960))).convert("L")
    size = CELL * 2
    return [
        image.crop((place % 40 * size, place // 40 * size, (place % 40 + 1) * size, (place // 40 + 1) * size)).tobytes()
        for place in range(len(letters))
    ]


def test_no_letter_of_the_interface_is_missing_from_the_font() -> None:
    held = [text for pair in texts().values() for text in pair.values()]
    held += [(ROOT / "data" / name).read_text(encoding="utf-8") for name in ("regions.csv", "agencies.csv")]
    letters = "".join(sorted({letter for letter in "".join(held) if letter.isprintable() and letter != " "}))
    assert len(letters) > 1500
    one, mouth, missing, blank = cells("一口\ue123 ")
    assert missing != blank  # a letter that no font has is drawn as a box
    assert one != mouth
    tofu = [letter for letter, cell in zip(letters, cells(letters), strict=True) if cell in (missing, blank)]
    assert tofu == []


def test_without_a_font_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        def families(self) -> list[str]:
            return ["DejaVu Sans"]

    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    monkeypatch.setattr(fonts.typst, "Fonts", lambda **more: Nothing())
    fonts.chinese.cache_clear()
    try:
        with pytest.raises(fonts.NoFont, match=r"Noto Sans CJK SC.*fonts-noto-cjk"):
            fonts.chinese()
    finally:
        fonts.chinese.cache_clear()


@pytest.mark.parametrize(
    ("limits", "found"),
    [((0, 1), [0, 0.2, 0.4, 0.6, 0.8, 1]), ((0, 950), [0, 200, 400, 600, 800]), ((-38, 44), [-20, 0, 20, 40])],
)
def test_ticks_are_round_numbers_within_the_limits(limits: tuple[float, float], found: list[float]) -> None:
    assert axes.ticks(limits) == pytest.approx(found)


def test_long_words_are_wrapped_and_nothing_is_lost() -> None:
    text = "来源：各单位政府信息公开工作年度报告；/compare?data=demo&agencies=" + "990100-urban_management," * 6
    lines = canvas.wrapped(text, 11, 300)
    assert re.sub(r"\s", "", "".join(lines)) == text
    assert all(canvas.width(line, 11) <= 312 for line in lines)
