"""Scans: what is printed but unreadable is said to be so, and without the extra a scan is named as one."""

from __future__ import annotations

import io
import itertools
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader

from etl.batch.parse import parse
from etl.documents.document import Document
from etl.documents.paged import ocr
from etl.documents.paged.ink import UNREAD, Page
from etl.documents.paged.pdf import read_pdf, rendered
from etl.documents.paged.room import told_as_memory
from etl.errors import UnreadableDocument
from tests.raw_pdf import CATALOGUE, raw_pdf, stream
from tests.sheets import FONT, Sheet

ROWS = [["行政许可", "1205", "0"], ["行政处罚", "-", "/"], ["行政强制", "", "7730.28"]]


def picture_of_a_table() -> Image.Image:
    sheet = Sheet()
    sheet.prose()
    sheet.prose(90)
    sheet.table([70.0, 250.0, 350.0, 450.0], [200, 224, 248, 272], ROWS, 12)
    with pdfium.PdfDocument(sheet.bytes()) as document:
        return document[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L")


def as_file(picture: Image.Image, kind: str) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        ocr.read_image(data)
    return caught.value.code


def test_without_the_extra_a_picture_is_a_scan_without_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    assert refused(as_file(Image.new("L", (100, 100)), "PNG")) == "scan_without_text"


def test_broken_pictures_are_named() -> None:
    assert refused(b"") == "empty_file"
    assert refused(b"\x89PNG\r\n\x1a\n but no more") == "unreadable"
    assert refused(b"anything") == "unreadable"


def test_a_picture_of_too_many_points_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MAX_PIXELS", 5_000)
    assert refused(as_file(Image.new("L", (100, 100)), "PNG")) == "too_large"


def test_pictures_are_brought_to_the_size_of_a_page() -> None:
    assert ocr.at_page_size(Image.new("L", (827, 1169))).size == (1654, 2338)
    assert ocr.at_page_size(Image.new("L", (1700, 2400))).size == (1700, 2400)


def test_a_red_seal_is_paper_and_black_print_under_it_stays() -> None:
    picture = Image.new("RGB", (4, 1), (255, 255, 255))
    for x, colour in enumerate(((205, 40, 45), (60, 20, 22), (30, 30, 30), (240, 235, 230))):
        picture.putpixel((x, 0), colour)
    grey = ocr.without_seals(picture)
    assert grey.mode == "L"
    assert grey.getpixel((0, 0)) == 255
    assert grey.getpixel((1, 0)) < 60
    assert grey.getpixel((2, 0)) == 30
    assert grey.getpixel((3, 0)) == 236
    assert ocr.without_seals(Image.new("1", (2, 2), 1)).getpixel((0, 0)) == 255


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_a_scanned_table_comes_back_and_is_marked_as_recognised() -> None:
    document = ocr.read_image(as_file(picture_of_a_table(), "PNG"))
    read = [[cell.text for cell in row] for row in document.grids[0].rows]
    assert [row[1:] for row in read] == [row[1:] for row in ROWS]
    assert [row[0][:2] for row in read] == ["行政"] * 3
    assert document.read_by_ocr is True
    assert "read_by_ocr" in [problem.code for problem in document.problems]


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_two_passes_that_differ_leave_the_figure_unread() -> None:
    from etl.documents.paged.passes import reconciled

    assert reconciled("12", "12") == "12"
    assert reconciled("12", "17") == UNREAD
    assert reconciled("12", UNREAD) == "12"
    assert reconciled("", UNREAD) == UNREAD
    assert reconciled("1", "/") == "/"
    assert reconciled("12", "") == UNREAD
    assert reconciled("", "") == ""
    assert reconciled("", *[]) == ""
    assert reconciled("38233", "38233", "9") == "382339"  # the lone figure of the second line was not found at first
    assert reconciled("38235", "38233", "9") == UNREAD
    assert reconciled("9", "9", UNREAD) == "9" + UNREAD


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_a_lone_dash_among_many_blanks_may_be_dirt_and_is_unread() -> None:
    from etl.documents.paged.passes import without_lone_dashes

    blanks: list[list[str]] = [[] for _ in range(9)]
    assert without_lone_dashes([*blanks, ["-"], ["12"]]) == [*blanks, [UNREAD], ["12"]]
    assert without_lone_dashes([["-"], ["0"], ["12"]]) == [["-"], ["0"], ["12"]]
    assert without_lone_dashes([*blanks, *[["-"]] * 6]) == [*blanks, *[["-"]] * 6]


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_a_cell_over_columns_that_other_rows_divide_lacks_a_rule() -> None:
    from etl.documents.paged.lattice import Lattice, Slot
    from etl.documents.paged.passes import lacks_a_rule

    xs, ys = [float(x) for x in range(9)], [0.0, 1.0, 2.0, 3.0]
    single, wide = Slot(0, 0, 1, 1), Slot(2, 0, 1, 2)
    rows = [list(range(8)), list(range(8, 16)), [16, 16, *range(17, 23)]]
    table = Lattice(xs, ys, [single, wide], rows)
    assert lacks_a_rule(table, wide) is True
    assert lacks_a_rule(table, single) is False
    assert lacks_a_rule(Lattice(xs, ys, [wide], [rows[0], rows[2], rows[2]]), wide) is False
    assert lacks_a_rule(Lattice(xs[:5], ys, [wide], [row[:4] for row in rows]), wide) is False
    tall, upper = Slot(0, 5, 2, 1), [0, 1, 2, 3, 4, 99, 6, 7]
    assert lacks_a_rule(Lattice(xs, ys, [tall], [upper, [8, 9, 10, 11, 12, 99, 14, 15], rows[2]]), tall) is True
    assert lacks_a_rule(Lattice(xs, ys, [tall], [upper, [0, 1, 2, 3, 4, 99, 14, 15], rows[2]]), tall) is False


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_single_strokes_are_told_by_their_shape() -> None:
    import numpy as np

    from etl.documents.paged.picture import is_dot_in_the_middle, stroke_in

    cell = np.zeros((40, 60), np.uint8)
    dash, slash, one, both = cell.copy(), cell.copy(), cell.copy(), cell.copy()
    dash[20:23, 20:32] = 255
    for step in range(22):
        slash[30 - step, 20 + step // 2 : 23 + step // 2] = 255
    one[8:30, 28:31] = 255
    both[20:23, 10:22] = 255
    both[8:30, 40:43] = 255
    assert [stroke_in(ink) for ink in (dash, slash, one, both, cell)] == ["-", "/", "", "", ""]
    dot = cell.copy()
    dot[17:22, 27:33] = 255  # what a coarse scan leaves of a dash
    speck = cell.copy()
    speck[5:10, 27:33] = 255
    assert [is_dot_in_the_middle(ink) for ink in (dot, speck, slash, cell)] == [True, False, False, False]
    small, dirty, low = cell.copy(), dash.copy(), cell.copy()
    small[18:22, 26:33] = 255  # of a small face, blurred
    dirty[5:8, 50:53] = 255  # a speck beside it
    low[36:39, 26:32] = 255  # a full stop, or dirt at the foot
    assert [stroke_in(ink) for ink in (small, dirty, low)] == ["-", "-", ""]


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_ink_in_the_middle_of_a_cell_is_never_a_blank() -> None:
    from etl.documents.paged.cells import is_written_on

    cell = np.zeros((40, 60), np.uint8)
    written, dirty, edge = cell.copy(), cell.copy(), cell.copy()
    written[14:20, 25:35] = 255
    dirty[14:17, 25:28] = 255
    edge[0:6, 0:20] = 255
    assert [is_written_on(ink) for ink in (written, dirty, edge, cell)] == [True, False, False, False]


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_a_small_dash_in_the_middle_of_a_cell_is_ink_and_a_speck_at_its_side_is_none() -> None:
    from etl.documents.paged.cells import is_written_on

    cell = np.zeros((40, 60), np.uint8)
    dash, speck = cell.copy(), cell.copy()
    dash[19:22, 27:31] = 255
    speck[19:22, 6:10] = 255
    assert [is_written_on(ink) for ink in (dash, speck)] == [True, False]


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_a_letter_among_digits_is_a_misread_figure_unless_it_is_a_unit() -> None:
    from etl.documents.paged.passes import is_wording

    assert [is_wording(text) for text in ("刀1", "71刀", "22件", "12", "一", "规章", "无")] == [
        *(False, False, True, False, False, True, True)
    ]


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_every_look_that_reads_something_else_is_kept_and_none_that_is_sure_is_said() -> None:
    from etl.documents.paged.looks import readings
    from etl.documents.paged.passes import others

    assert readings([[("12", 0.9), ("17", 0.6), ("12", 0.8)]]) == ("12", "17")
    assert readings([[("0", 0.1), ("", 0.0), ("8", 0.3)]]) == ("0", "8", UNREAD)
    assert readings([[("382", 0.9), ("382", 0.9)], [("33", 0.9), ("38", 0.4)]]) == ("38233", "38238")
    assert others("12", "12", ["12"], ("12", "17")) == ("17",)
    assert others(UNREAD, "12", ["17"], ("12", "17")) == ("12", "17")
    assert others("4", "4", [UNREAD], ()) == (UNREAD,)
    assert others("0", "口", ["0"], ("0",)) == ()


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_a_figure_that_runs_into_the_side_of_its_cell_may_be_cut() -> None:
    from etl.documents.paged.looks import is_cut

    cell = np.zeros((40, 60), np.uint8)
    whole, cut, foot = cell.copy(), cell.copy(), cell.copy()
    whole[10:26, 20:44] = 255
    cut[10:26, 40:60] = 255
    foot[10:26, 20:44] = 255
    foot[24:26, 44:60] = 255
    assert [is_cut(ink) for ink in (whole, cut, foot, cell)] == [False, True, False, False]


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_further_readings_of_a_figure_reach_the_cell_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = ocr.recogniser()
    monkeypatch.setattr(reader, "looked_again", lambda grey, ink: ("1206", "1205"))
    document = ocr.read_image(as_file(picture_of_a_table(), "PNG"))
    assert (document.grids[0].rows[0][1].text, document.grids[0].rows[0][1].others) == ("1205", ("1206",))


def figures(data: bytes) -> list[list[str]]:
    document = ocr.read_image(data)
    assert document.read_by_ocr is True
    return [[cell.text for cell in row[1:]] for row in document.grids[0].rows]


EXPECTED = [row[1:] for row in ROWS]


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_on_their_side_or_upside_down_are_set_upright(turn: int) -> None:
    assert figures(as_file(picture_of_a_table().rotate(turn, expand=True), "PNG")) == EXPECTED


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_a_photograph_is_turned_as_its_camera_says() -> None:
    lying = picture_of_a_table().rotate(90, expand=True)
    data = Image.Exif()
    data[0x0112] = 6  # to be turned by 90 degrees clockwise
    buffer = io.BytesIO()
    lying.save(buffer, "JPEG", quality=90, exif=data)
    with Image.open(io.BytesIO(buffer.getvalue())) as picture:
        assert picture.width > picture.height
    assert figures(buffer.getvalue()) == EXPECTED


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_every_page_of_a_fax_and_of_a_scanned_pdf_is_read() -> None:
    page = picture_of_a_table()
    fax, scanned = io.BytesIO(), io.BytesIO()
    page.save(fax, "TIFF", save_all=True, append_images=[page], compression="tiff_deflate")
    page.save(scanned, "PDF", save_all=True, append_images=[page], resolution=200)
    for document in (ocr.read_image(fax.getvalue()), read_pdf(scanned.getvalue())):
        read = [[cell.text for cell in row[1:]] for grid in document.grids for row in grid.rows]
        assert (read, document.pages, document.read_by_ocr) == (EXPECTED * 2, 2, True)


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_slashes_and_ones_are_told_apart_by_their_slope() -> None:
    from etl.documents.paged.picture import ink_of, stroke_in

    read = {}
    for letter, size in itertools.product("/17", (9, 11, 14)):
        sheet = Sheet()
        sheet.word(100, 100, letter, size)
        with pdfium.PdfDocument(sheet.bytes()) as document:
            picture = document[0].render(scale=200 / 72, grayscale=True, crop=(95, 735, 480, 90)).to_pil().convert("L")
        read[letter, size] = stroke_in(ink_of(np.asarray(picture)))
    assert read == {(letter, size): "/" if letter == "/" else "" for letter in "/17" for size in (9, 11, 14)}


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_two_pages_on_one_picture_are_two_and_a_page_on_its_side_is_one() -> None:
    page = picture_of_a_table()
    both = Image.new("L", (2 * page.width, page.height), 255)
    both.paste(page, (0, 0))
    both.paste(page, (page.width, 0))
    parts = [one.size for one in ocr.pages_in(both)]
    assert len(parts) == 2
    assert max(abs(width - page.width) for width, _ in parts) < 10
    assert len(ocr.pages_in(page)) == 1
    assert len(ocr.pages_in(page.rotate(90, expand=True))) == 1
    assert len(ocr.pages_in(Image.new("L", both.size, 255))) == 1
    document = ocr.read_image(as_file(both, "PNG"))
    assert document.pages == 2
    assert [[cell.text for cell in row[1:]] for grid in document.grids for row in grid.rows] == EXPECTED * 2


def underlaid() -> bytes:
    """A scanned table under which another recognition laid its own text, with a figure misread."""
    sheet = Sheet()
    sheet.canvas.drawImage(ImageReader(picture_of_a_table()), 0, 0, 595, 842)
    text = sheet.canvas.beginText(70, 700)
    text.setFont(FONT, 10)
    text.setTextRenderMode(3)
    for line in ("本报告根据条例编制，全文由六个部分组成", "行政许可 1295 0", "行政处罚 - /", "行政强制 7730.28"):
        text.textLine(line)
    sheet.canvas.drawText(text)
    return sheet.bytes()


def remark_of(document: Document) -> str:
    (message,) = (problem.message for problem in document.problems if problem.code == "read_by_ocr")
    return message


def test_without_the_extra_text_laid_under_a_scan_is_taken_and_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    document = read_pdf(underlaid())
    assert "1295" in "".join(paragraph.text for paragraph in document.paragraphs)
    assert document.read_by_ocr is True
    assert "用的是文件自带的识别文字层" in remark_of(document)


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_with_the_extra_a_scan_is_read_anew_and_text_laid_under_it_left_aside() -> None:
    document = read_pdf(underlaid())
    assert [[cell.text for cell in row[1:]] for row in document.grids[0].rows] == EXPECTED
    assert "1295" not in "".join(paragraph.text for paragraph in document.paragraphs)
    assert "原有的识别文字层未采用" in remark_of(document)


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_a_scan_goes_through_a_parse_run_within_its_bounds_and_tells_its_pages(tmp_path: Path) -> None:
    sheet, scanned = Sheet(), io.BytesIO()
    sheet.word(70, 60, "青岚县水利局2023年政府信息公开工作年度报告", 14)
    sheet.word(70, 100, "一、总体情况", 12)
    sheet.prose(130)
    sheet.word(70, 170, "二、主动公开政府信息情况", 12)
    sheet.table([70.0, 250.0, 350.0, 450.0], [200, 224, 248, 272], ROWS, 12)
    with pdfium.PdfDocument(sheet.bytes()) as document:
        page = document[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    page.save(scanned, "PDF", save_all=True, append_images=[picture_of_a_table()], resolution=200)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "青岚县水利局2023年政府信息公开工作年度报告.pdf").write_bytes(scanned.getvalue())
    told: list[str] = []
    summary = parse([folder], tmp_path / "out", crew=1, on_progress=lambda _, name: told.append(name))
    assert (summary.parsed, summary.rejected) == (1, 0)
    assert [name.rpartition(" ")[2] for name in told[:2]] == ["1/2", "2/2"]
    (written,) = (tmp_path / "out").glob("*-2023-*.json")
    assert "read_by_ocr" in written.read_text(encoding="utf-8")


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_every_height_of_a_picture_belongs_to_one_band() -> None:
    from etl.documents.paged.finder import BAND, bands

    for height in (50, 800, 801, 2339, 3300, 12000):
        parts = bands(height)
        assert (parts[0][0], parts[-1][1]) == (0, height)
        assert max(foot - top for top, foot, _, _ in parts) <= BAND + 1
        assert [last for *_, last in parts[:-1]] == [first for _, _, first, _ in parts[1:]]
        assert all(top <= first < last <= foot + 1 for top, foot, first, last in parts)


def test_a_library_that_gets_no_memory_is_told_as_such() -> None:
    with pytest.raises(MemoryError), told_as_memory():
        raise RuntimeError("[ONNXRuntimeError] : 1 : FAIL : std::bad_alloc")
    with pytest.raises(ValueError, match="else"), told_as_memory():
        raise ValueError("something else")


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_a_scan_is_drawn_as_finely_as_it_was_scanned_and_a_page_of_any_size_is_taken_for_paper() -> None:
    for size, resolution, drawn in (((1654, 2339), 200, 1654), ((2480, 3508), 300, 2480), ((2480, 3508), 72, 2480)):
        buffer = io.BytesIO()
        Image.new("L", size, 255).save(buffer, "PDF", resolution=resolution)
        with pdfium.PdfDocument(buffer.getvalue()) as document:
            assert abs(rendered(document, 0).width - drawn) <= 1
    sheet = Sheet()
    sheet.prose()
    with pdfium.PdfDocument(sheet.bytes()) as document:
        assert rendered(document, 0).width in (1653, 1654)


def group_four(picture: Image.Image) -> bytes:
    """The bare fax code of a picture, ink as ones, out of a TIFF of one strip."""
    buffer = io.BytesIO()
    ImageOps.invert(picture).convert("1").save(buffer, "TIFF", compression="group4", tiffinfo={278: picture.height})
    with Image.open(io.BytesIO(buffer.getvalue())) as tiff:
        (start,), (length,) = tiff.tag_v2[273], tiff.tag_v2[279]  # type: ignore[attr-defined]
    return buffer.getvalue()[start : start + length]


def in_jbig2(picture: Image.Image) -> bytes:
    """A PDF of one page that is a picture in JBIG2: a page segment and one region in fax code (ISO 14492, 6.2.6)."""
    width, height = picture.size
    size = struct.pack(">II", width, height)
    page = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + size + struct.pack(">IIBH", 0, 0, 0, 0)
    code = group_four(picture)
    region = size + struct.pack(">IIBB", 0, 0, 0, 1) + code
    data = page + struct.pack(">IBBBI", 1, 38, 0, 1, len(region)) + region
    image = (
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1"
        b"/Filter/JBIG2Decode/Length %d>>stream\n%s\nendstream" % (width, height, len(data), data)
    )
    return raw_pdf(
        CATALOGUE,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</Im0 5 0 R>>>>/Contents 4 0 R>>",
        stream(b"595 0 0 842 0 0 cm /Im0 Do"),
        image,
    )


def in_fax_code(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.convert("1").save(buffer, "PDF", resolution=200)
    return buffer.getvalue()


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
@pytest.mark.parametrize(("bound", "filter_name"), [(in_jbig2, b"JBIG2Decode"), (in_fax_code, b"CCITTFaxDecode")])
def test_pages_in_the_codes_of_copiers_are_read(bound: Callable[[Image.Image], bytes], filter_name: bytes) -> None:
    data = bound(picture_of_a_table())
    assert filter_name in data
    document = read_pdf(data)
    assert document.read_by_ocr is True
    assert [[cell.text for cell in row[1:]] for row in document.grids[0].rows] == EXPECTED


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_in_a_file_of_text_and_scans_every_page_is_read_in_its_place_and_the_whole_is_marked() -> None:
    sheet = Sheet()
    sheet.word(70, 75, "二、主动公开政府信息情况：全年新制作规章三件、文件五件。")
    sheet.table([70.0, 250.0, 350.0, 450.0], [100, 120, 140], [["规章", "3", "4"], ["文件", "5", "6"]])
    sheet.turn()
    sheet.canvas.drawImage(ImageReader(picture_of_a_table()), 0, 0, 595, 842)
    sheet.turn()
    sheet.word(70, 60, "五、存在的主要问题及改进情况，培训还不够，今后加强。")
    document = read_pdf(sheet.bytes())
    assert document.read_by_ocr is True
    assert [[cell.text for cell in row[1:]] for row in document.grids[0].rows] == [["3", "4"], ["5", "6"]]
    assert [[cell.text for cell in row[1:]] for row in document.grids[1].rows] == EXPECTED
    assert [paragraph.page for paragraph in document.paragraphs if "培训" in paragraph.text] == [3]


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_a_table_over_two_scanned_pages_is_one() -> None:
    sheet, scanned = Sheet(), io.BytesIO()
    xs, head = [70.0, 250.0, 350.0, 450.0], ["信息内容", "本年制发件数", "现行有效件数"]
    sheet.prose()
    sheet.table(xs, [730, 754, 778, 802], [head, ["规章", "1205", "31"], ["行政规范性文件", "7", "88"]], 12)
    sheet.turn()
    sheet.table(xs, [40, 64, 88], [["行政许可", "62", "19"], ["行政处罚", "450", "23"]], 12)
    sheet.prose(140)
    with pdfium.PdfDocument(sheet.bytes()) as document:
        pages = [page.render(scale=200 / 72, grayscale=True).to_pil().convert("L") for page in document]
    pages[0].save(scanned, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    read = read_pdf(scanned.getvalue())
    assert len(read.grids) == 1
    assert [[cell.text for cell in row[1:]] for row in read.grids[0].rows] == [
        head[1:],
        ["1205", "31"],
        ["7", "88"],
        ["62", "19"],
        ["450", "23"],
    ]
    assert [row[1].page for row in read.grids[0].rows] == [1, 1, 1, 2, 2]


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_the_libraries_are_there_before_any_picture_is_drawn_for_they_count_for_no_document() -> None:
    done: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ocr, "recogniser", lambda: done.append("libraries"))
        patch.setattr(ocr, "scan_pages", lambda *_: [])
        ocr.recognised([Page(1, 595, 842)], [0], lambda _: done.append("picture") or Image.new("L", (9, 9)))  # type: ignore[func-returns-value]
    assert done == ["libraries", "picture"]
