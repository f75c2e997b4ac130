"""Rules in scans: solid, dashed and dotted ones make the same table, and strokes of letters and figures none."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from etl.documents.paged import ocr
from tests.sheets import Sheet

if not ocr.available():
    pytest.skip("the recognition extra is not installed (./dev ocr)", allow_module_level=True)

import cv2
import numpy as np

from etl.documents.paged.ink import Page, Rule
from etl.documents.paged.lattice import Lattice, tables_of
from etl.documents.paged.picture import POINT, Picture, ink_of, skew_of, straightened
from etl.documents.paged.rulings import find_rules
from etl.documents.paged.settled import chosen, least_met, meets_both, pixels_of, reaching, settled, with_even

XS = [70.0, 250.0, 350.0, 450.0]
YS = [200.0, 224.0, 248.0, 272.0, 296.0]
ROWS = [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "1", "1"], ["第二十条", "1", "1"], ["文件", "11", "1"]]
DASHES = {"solid": [], "dashed": [4, 3], "long dashes": [6, 3], "dotted": [0.6, 1.5], "dash and dot": [4, 2, 1, 2]}


def grey(dash: list[float]) -> Picture:
    """A page of prose and one table with such rules, at 200 dpi."""
    sheet = Sheet()
    for y in range(60, 180, 18):
        sheet.prose(y)
    sheet.canvas.setDash(dash)
    sheet.lattice(XS, YS)
    sheet.canvas.setDash([])
    sheet.fill(XS, YS, ROWS, 12)
    with pdfium.PdfDocument(sheet.bytes()) as document:
        return np.asarray(document[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L"))


def worn(picture: Picture, angle: float) -> Picture:
    """Turned, blurred, noisy, with specks, as from an office scanner."""
    rng = np.random.default_rng(3)
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    picture = cv2.GaussianBlur(cv2.warpAffine(picture, turn, (width, height), borderValue=255), (3, 3), 0.8)
    noisy = picture.astype(float) + rng.normal(0, 8, picture.shape)
    noisy[rng.random(picture.shape) < 0.0003] = 0
    coded = cv2.imencode(".jpg", np.clip(noisy, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 55])[1]
    return cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE)


def tables(picture: Picture) -> list[Lattice]:
    straight = straightened(picture)
    page = Page(1, straight.shape[1] * POINT, straight.shape[0] * POINT)
    page.rules, _ = find_rules(ink_of(straight))
    return [table for table in tables_of(page) if len(table.slots) > 3]


@pytest.mark.parametrize("kind", DASHES)
@pytest.mark.parametrize("angle", [None, 0.8, -2.0])
def test_rules_of_every_kind_make_the_same_table(kind: str, angle: float | None) -> None:
    picture = grey(DASHES[kind]) if angle is None else worn(grey(DASHES[kind]), angle)
    (table,) = tables(picture)
    assert (len(table.xs), len(table.ys), len(table.slots)) == (4, 5, 12)
    if angle is None:
        assert table.xs == pytest.approx(XS, abs=1.5)
        assert table.ys == pytest.approx(YS, abs=1.5)


def test_text_alone_has_no_rules() -> None:
    sheet = Sheet()
    for y in range(60, 780, 16):
        sheet.word(70, y, "二十一三王主工上下口日目田由甲申" * 2, 11)
    with pdfium.PdfDocument(sheet.bytes()) as document:
        picture = np.asarray(document[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L"))
    assert tables(picture) == []


@pytest.mark.parametrize("angle", [-2.5, -0.7, 0.0, 1.3, 2.8])
def test_the_skew_of_a_page_is_found_from_text_and_rules_of_any_kind(angle: float) -> None:
    for kind in ("dotted", "solid"):
        assert skew_of(worn(grey(DASHES[kind]), angle)) == pytest.approx(-angle, abs=0.06)


def lines_and_ink(kind: str) -> tuple[list[Rule], Picture]:
    ink = ink_of(straightened(grey(DASHES[kind])))
    return find_rules(ink)[0], ink


def table_of(rules: list[Rule]) -> Lattice:
    page = Page(1, 595, 842)
    page.rules = rules
    return max(tables_of(page), key=lambda table: len(table.slots))


@pytest.mark.parametrize("kind", ["solid", "dashed", "dotted"])
def test_strokes_of_letters_that_pass_for_rules_are_dropped(kind: str) -> None:
    rules, ink = lines_and_ink(kind)
    stray = [Rule(False, 236.0, 250.0, 278.0), Rule(True, 300.0, 224.0, 232.0)]
    assert len(table_of([*rules, *stray]).ys) == 6
    table = table_of(settled([*rules, *stray], ink))
    assert (len(table.xs), len(table.ys), len(table.slots)) == (4, 5, 12)


@pytest.mark.parametrize("kind", ["solid", "dashed", "dotted"])
def test_a_rule_that_no_line_was_found_for_is_seen_in_the_ink(kind: str) -> None:
    rules, ink = lines_and_ink(kind)
    without = [rule for rule in rules if rule.vertical or abs(rule.at - YS[2]) > 2]
    assert len(table_of(without).ys) == 4
    table = table_of(settled(without, ink))
    assert table.ys == pytest.approx(YS, abs=1.5)
    assert len(table.slots) == 12


def test_only_rules_are_wiped_away_not_the_strokes_beside_them() -> None:
    rules, ink = lines_and_ink("dotted")
    stroke = np.zeros_like(ink)
    stroke[round(236 / POINT) : round(236 / POINT) + 3, round(290 / POINT) : round(300 / POINT)] = 255
    with_stroke = cv2.bitwise_or(ink, stroke)
    mask = pixels_of(settled(rules, with_stroke), find_rules(with_stroke)[1], with_stroke)
    assert cv2.countNonZero(cv2.bitwise_and(mask, stroke)) == 0
    rest = cv2.bitwise_and(with_stroke, cv2.bitwise_not(mask))
    at = round(YS[2] / POINT)
    assert cv2.countNonZero(rest[at - 3 : at + 4, round(XS[0] / POINT) : round(XS[3] / POINT)]) == 0


def ruled(row: int, figure: int) -> tuple[Picture, list[float], list[float]]:
    """Ink of a table of twelve rows: a dashed rule at 100, figures as slim as a 1 at 200 in every third row, each in
    the middle of its row, and its edges."""
    ink = np.zeros((12 * row + 41, 301), np.uint8)
    heights = [20 + row * number for number in range(13)]
    for height in heights:
        ink[height - 1 : height + 2] = 255
    for start in range(20, 20 + 12 * row, 17):
        ink[start : start + 9, 99:102] = 255
    for top in heights[:-1:3]:
        first = top + (row - figure) // 2
        ink[first : first + figure, 199:202] = 255
    return ink, [0.0, 100 * POINT, 200 * POINT, 300 * POINT], [height * POINT for height in heights]


@pytest.mark.parametrize(("row", "figure"), [(26, 14), (31, 16), (40, 20)])
def test_ones_below_each_other_are_figures_and_no_dashed_rule(row: int, figure: int) -> None:
    ink, xs, ys = ruled(row, figure)
    thirds = [step % 3 == 0 for step in range(12)]
    found = reaching([[True] * 12, [True] * 12, thirds, [True] * 12], ink, xs, ys)
    assert found == [[True] * 12, [True] * 12, [False] * 12, [True] * 12]
    assert reaching([[True] * 12, thirds, thirds, [True] * 12], ink, xs, ys)[1] == thirds  # a rule of few rows
    everywhere = reaching([[True] * 12, [True] * 12, [True] * 12, [True] * 12], ink, xs, ys)
    assert everywhere[2] == [False] * 12


def test_a_rule_between_merged_rows_runs_from_line_to_line_and_strokes_do_not() -> None:
    ink, _, ys = ruled(31, 16)
    first, second = (round(y / POINT) for y in ys[:2])
    for start in range(first, second, 8):
        ink[start : start + 4, 149:152] = 255
    assert [meets_both(ink.T, at, first, second) for at in (150, 200, 250)] == [True, False, False]


def test_a_rule_is_looked_for_where_a_column_is_twice_as_wide_as_the_others_and_dropped_where_nothing_is_drawn() -> (
    None
):
    xs = [0.0, 47.0, *(100.0 + 30 * column for column in range(10) if column != 3)]
    assert with_even(xs) == sorted([*xs, 190.0])
    assert with_even(xs[:6]) == xs[:6]
    ink = np.zeros((200, 700), np.uint8)
    ys = [20 * POINT, 60 * POINT, 100 * POINT]
    drawn = [[True, True] for _ in xs]
    drawn.insert(xs.index(220.0), [False, False])
    kept = chosen([[True] * len(xs)] * 3, reaching(drawn, ink, with_even(xs), ys), with_even(xs), ys)
    assert 190.0 not in {rule.at for rule in kept if rule.vertical}


@pytest.mark.parametrize(
    ("steps", "least"),
    [
        ([True] * 15 + [False] * 9, 0.12),
        ([True] * 10 + [False] * 14, 0.4),
        ([True] * 3 + [False] * 21, 0.6),
        ([True, False, True, False, True, *[False] * 19], 0.9),
        ([False, True, False, False, False, False], 0.6),
        ([False, True, False, True], 0.4),
    ],
)
def test_the_fewer_rows_a_rule_parts_the_more_of_it_has_to_be_seen(steps: list[bool], least: float) -> None:
    assert least_met(steps) == least
