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

from etl.documents.paged.ink import Page
from etl.documents.paged.lattice import Lattice, tables_of
from etl.documents.paged.picture import POINT, Picture, ink_of, skew_of, straightened
from etl.documents.paged.rulings import find_rules

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
