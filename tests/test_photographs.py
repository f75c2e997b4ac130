"""Photographed and bound pages: the sheet is found on its desk, its bends are set flat, its light is evened."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from PIL import Image

from etl.documents.paged import ocr
from tests.sheets import Sheet

if not ocr.available():
    pytest.skip("the recognition extra is not installed (./dev ocr)", allow_module_level=True)

import cv2
import numpy as np

from bench.photograph import bent, edged, keystone, pale_desk, photographed
from etl.documents.paged.flat import bend_of, flattened, moved, rules_along
from etl.documents.paged.pdf import read_pdf
from etl.documents.paged.picture import Picture, ink_of
from etl.documents.paged.sheet import evened, facing_pages, sheet_of, without_dark_edges
from etl.errors import UnreadableDocument

XS = [60.0, 260.0, 330.0, 400.0, 470.0, 540.0]
YS = [150.0 + 24 * row for row in range(14)]
LABELS = ["行政许可", "行政处罚", "行政强制", "规章", "其他处理", "予以公开", "部分公开"]
ROWS = [[LABELS[row % 7], str(7 * row), "0", str(1200 + row), "-"] for row in range(13)]


def page() -> Image.Image:
    sheet = Sheet()
    sheet.prose()
    sheet.prose(90)
    sheet.table(XS, YS, ROWS, 11)
    with pdfium.PdfDocument(sheet.bytes()) as document:
        return document[0].render(scale=200 / 72).to_pil().convert("RGB")


def stored(picture: Image.Image, kind: str, orientation: int = 1) -> bytes:
    buffer = io.BytesIO()
    data = Image.Exif()
    data[0x0112] = orientation
    picture.save(buffer, kind, **({"quality": 85, "exif": data} if kind == "JPEG" else {}))
    return buffer.getvalue()


def figures(data: bytes) -> list[list[str]]:
    read = read_pdf(data) if data.startswith(b"%PDF") else ocr.read_image(data)
    assert read.read_by_ocr is True
    return [[cell.text for cell in row[1:]] for grid in read.grids for row in grid.rows]


EXPECTED = [row[1:] for row in ROWS]


@pytest.mark.parametrize("spoil", [photographed, keystone, pale_desk, bent, edged])
def test_every_figure_of_a_photographed_or_bound_page_is_read_or_named_as_unread(spoil: object) -> None:
    read = figures(stored(spoil(page(), 1), "JPEG"))  # type: ignore[operator]
    assert [len(row) for row in read] == [4] * 13
    told = [(one, other) for got, row in zip(read, EXPECTED, strict=True) for one, other in zip(got, row, strict=True)]
    assert {pair for pair in told if pair[0] != pair[1] and "〓" not in pair[0]} == set()
    assert sum(one == other for one, other in told) >= 48  # of 52


def test_a_photograph_from_a_telephone_lies_as_its_camera_says() -> None:
    lying = photographed(page(), 0).rotate(90, expand=True)
    assert figures(stored(lying, "JPEG", 6)) == EXPECTED


def test_a_photograph_bound_to_a_pdf_is_looked_at_closely() -> None:
    buffer = io.BytesIO()
    shot = photographed(page(), 0)
    shot.save(buffer, "PDF", resolution=shot.width / 8.27, quality=90)
    assert figures(buffer.getvalue()) == EXPECTED


def grey(picture: Image.Image) -> Picture:
    return np.asarray(picture.convert("L"))


def test_the_corners_of_a_sheet_on_a_desk_are_found_and_a_plain_scan_has_none() -> None:
    shot = grey(keystone(page(), 0))
    corners = sheet_of(shot)
    shares = corners / [shot.shape[1], shot.shape[0]]
    assert np.abs(shares - [(0.09, 0.12), (0.86, 0.05), (0.95, 0.90), (0.05, 0.95)]).max() < 0.012
    assert sheet_of(grey(page())) is None
    assert sheet_of(np.full((1000, 700), 255, np.uint8)) is None


def test_bent_rules_become_straight_and_straight_ones_are_left_alone() -> None:
    straight = grey(page())
    assert flattened(straight) is straight
    crooked = grey(bent(page(), 1))

    def worst(picture: Picture) -> float:
        return max(float(np.ptp(rule[:, 1])) for rule in rules_along(ink_of(picture)))

    assert worst(crooked) > 10
    assert worst(flattened(crooked)) < 3


def test_a_page_with_few_rules_is_not_bent_by_them() -> None:
    assert bend_of([np.array([[0.0, 5.0], [12.0, 9.0]])] * 2, 1000, 1000) is None
    blank = np.full((400, 300), 255, np.uint8)
    assert flattened(blank) is blank
    assert (moved(grey(page()), None, None) == grey(page())).mean() > 0.999


def test_dark_edges_become_paper_and_rules_that_reach_them_stay() -> None:
    picture = np.full((900, 700), 255, np.uint8)
    picture[:, :40] = 10
    picture[300:303, 40:600] = 0
    cv2.circle(picture, (350, 500), 20, 0, -1)
    clear = without_dark_edges(picture)
    assert clear[:, :40].min() == 255
    assert clear[301, 60:600].max() == 0
    assert clear[500, 350] == 0


def test_light_that_falls_off_is_evened_and_even_light_is_left_alone() -> None:
    fall = np.linspace(250, 120, 800)[None, :].repeat(900, 0)
    fall[400:404, 100:700] *= 0.3
    lit = evened(fall.astype(np.uint8))
    assert lit[100, 20:780].min() >= 240
    assert lit[402, 120:680].max() < 110
    white = np.full((900, 800), 250, np.uint8)
    assert evened(white) is white


def test_two_pages_are_parted_at_their_gap_also_where_it_is_not_in_the_middle() -> None:
    one = grey(page())
    both = np.full((one.shape[0], 2 * one.shape[1]), 255, np.uint8)
    both[:, : one.shape[1] - 60] = one[:, 60:]
    both[:, one.shape[1] - 60 : -60] = one
    parts = facing_pages(both)
    assert len(parts) == 2
    assert abs(parts[0].shape[1] - (one.shape[1] - 60)) < 60
    assert len(facing_pages(np.rot90(one))) == 1


def test_the_page_that_a_viewer_shows_is_named_where_a_sheet_holds_two() -> None:
    one = page()
    both = Image.new("RGB", (2 * one.width, one.height), (255, 255, 255))
    both.paste(one, (0, 0))
    both.paste(one, (one.width, 0))
    buffer = io.BytesIO()
    both.save(buffer, "PDF", save_all=True, append_images=[both], resolution=200, quality=90)
    read = read_pdf(buffer.getvalue())
    assert figures(buffer.getvalue()) == EXPECTED * 4
    assert [row[1].page for grid in read.grids for row in grid.rows] == [1] * 26 + [2] * 26


def as_shapes() -> bytes:
    """A PDF page like `page` on which letters are drawn as filled shapes, without any font."""
    words, sheet = Sheet(), Sheet()
    words.prose()
    words.prose(90)
    words.fill(XS, YS, ROWS, 11)
    sheet.lattice(XS, YS)
    with pdfium.PdfDocument(words.bytes()) as document:
        ink = (grey(document[0].render(scale=400 / 72).to_pil()) < 128).astype(np.uint8)
    shapes, _ = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    path = sheet.canvas.beginPath()
    for shape in shapes:
        (x, y), *rest = (shape.reshape(-1, 2) * 72 / 400).tolist()
        path.moveTo(x, 842 - y)
        for x, y in rest:
            path.lineTo(x, 842 - y)
        path.close()
    sheet.canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
    return sheet.bytes()


def test_text_that_is_drawn_as_shapes_is_read_as_a_scan() -> None:
    data = as_shapes()
    assert figures(data) == EXPECTED


def test_without_the_extra_text_drawn_as_shapes_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(UnreadableDocument) as caught:
        read_pdf(as_shapes())
    assert caught.value.code == "scan_without_text"
