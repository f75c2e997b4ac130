"""What a PDF can be besides well made: locked, damaged, cropped, nested, absurd. It is read or named, never misread."""

from __future__ import annotations

import io
import re
from pathlib import Path
from random import Random

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bench.draw_typst import draw_typst
from bench.engine_papers import sample
from etl.documents.document import Document
from etl.documents.paged.ink import UNREAD
from etl.documents.paged.pdf import read_pdf
from etl.errors import UnreadableDocument
from etl.parsing.tables import read_tables
from tests.raw_pdf import CATALOGUE, WORDS, one_page, raw_pdf, stream
from tests.sheets import HEIGHT, WIDTH, Sheet

XS = [70.0, 200.0, 280.0, 360.0]
ROWS = [["规章", "1", "2"], ["文件", "3", "4"]]


def drawn(sheet: Sheet) -> Sheet:
    sheet.prose()
    sheet.table(XS, [200, 220, 240], ROWS)
    return sheet


def grids(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in grid.rows] for grid in document.grids]


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_pdf(data)
    return caught.value.code


def locked(user: str, strength: int) -> bytes:
    sheet = Sheet()
    lock = StandardEncryption(user, ownerPassword="owner", strength=strength)
    sheet.canvas = Canvas(sheet.buffer, pagesize=(WIDTH, HEIGHT), encrypt=lock)
    return drawn(sheet).bytes()


@pytest.mark.parametrize("strength", [40, 128])
def test_a_file_that_only_forbids_changes_is_read_and_one_with_a_password_is_named(strength: int) -> None:
    assert grids(read_pdf(locked("", strength))) == [ROWS]
    assert refused(locked("secret", strength)) == "password_protected"


def test_damaged_tables_of_contents_and_strange_surroundings_do_not_matter() -> None:
    data = drawn(Sheet()).bytes()
    wrong_start = data[: data.rfind(b"startxref")] + b"startxref\n99999999\n%%EOF\n"
    wrong_places = data.replace(b"0000000", b"0000009")
    saved_from_a_server = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + data
    with_a_footer = data + b"\n<html><body>footer</body></html>"
    for one in (wrong_start, wrong_places, saved_from_a_server, with_a_footer, data[: data.rfind(b"%%EOF")]):
        assert grids(read_pdf(one)) == [ROWS]


def test_what_the_crop_box_hides_is_not_read() -> None:
    sheet = Sheet()
    sheet.canvas.setCropBox((50, 400, 500, 800))
    drawn(sheet).word(75, 600, "不见")
    document = read_pdf(sheet.bytes())
    assert grids(document) == [ROWS]
    assert len(document.paragraphs) == 1
    box = document.grids[0].rows[0][0].box
    assert box is not None and box[:2] == pytest.approx((20, 158), abs=0.5)  # from the corner of what is shown


def test_text_and_rules_inside_a_form_are_read_where_the_form_stands() -> None:
    sheet = Sheet()
    sheet.canvas.beginForm("whole")
    drawn(sheet)
    sheet.canvas.endForm()
    sheet.canvas.translate(20, -30)
    sheet.canvas.scale(0.8, 0.8)
    sheet.canvas.doForm("whole")
    document = read_pdf(sheet.bytes())
    assert grids(document) == [ROWS]
    box = document.grids[0].rows[0][0].box
    assert box is not None and box[0] == pytest.approx(76, abs=0.5)


@pytest.mark.parametrize(
    ("kids", "code"),
    [
        ((b"<</Type/Pages/Kids[]/Count 0>>",), "unreadable"),
        ((b"<</Type/Pages/Kids[2 0 R]/Count 1>>",), "truncated"),
        ((b"<</Type/Pages/Kids[3 0 R]/Count 5>>", b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 5>>"), "truncated"),
        ((b"<</Type/Pages/Kids[3 0 R]/Count 900>>", b"<</Type/Page/MediaBox[0 0 600 800]>>"), "truncated"),
    ],
)
def test_page_trees_that_are_empty_go_round_or_lie_are_named(kids: tuple[bytes, ...], code: str) -> None:
    assert refused(raw_pdf(CATALOGUE, *kids)) == code


@pytest.mark.parametrize(
    "content",
    [
        b"q nan nan nan nan nan nan cm 0 0 m 100 0 l S Q ",
        b"q 1e38 0 0 1e38 1e38 1e38 cm 10 10 m 20 20 l S BT /F1 12 Tf (x) Tj ET Q ",
        b"q 0 0 0 0 0 0 cm BT /F1 12 Tf (zzzzzz) Tj ET 0 0 m 10 0 l S Q ",
        b"BT /F1 1e30 Tf 70 600 Td (abc) Tj ET ",
    ],
)
def test_matrices_and_sizes_of_no_number_spoil_nothing_else(content: bytes) -> None:
    texts = [paragraph.text.replace(" ", "") for paragraph in read_pdf(one_page(content + WORDS)).paragraphs]
    assert "Reportoftheofficeondisclosure,2023" in texts


@pytest.mark.parametrize("box", [b"[0 0 20000000 80000000]", b"[600 800 0 0]", b"[0 0 0 0]"])
def test_pages_of_any_size_are_read(box: bytes) -> None:
    assert read_pdf(one_page(WORDS, box=box)).paragraphs[0].text.endswith("2023")


def test_a_form_that_draws_itself_ends() -> None:
    form = stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 6 0 R>>>>")
    data = one_page(WORDS + b"/X Do", form, objects=b"/XObject<</X 6 0 R>>")
    assert read_pdf(data).paragraphs[0].text.endswith("2023")


def test_letters_drawn_as_small_programs_are_read_if_they_are_named() -> None:
    named = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <61> <89C4> endbfchar endcmap"
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<</a 6 0 R>>"
    font += b"/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1000]/Resources<<>>/ToUnicode 7 0 R>>"
    letters = stream(b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
    data = one_page(b"BT /F1 12 Tf 70 700 Td (" + b"a" * 20 + b") Tj ET", letters, stream(named), font=font)
    assert read_pdf(data).paragraphs[0].text == "规" * 20


def test_a_figure_whose_font_does_not_name_it_is_unread_and_never_blank_or_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("etl.documents.paged.ocr.available", lambda: False)
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    sheet = drawn(Sheet())
    sheet.prose(90)
    sheet.prose(120)
    sheet.lattice(XS, [300, 320])
    sheet.word(80, 313, "许可")
    sheet.canvas.setFont("Vera", 10)
    sheet.canvas.drawString(230, HEIGHT - 313, "ßà")
    sheet.canvas.setFont("Vera", 10)
    sheet.canvas.drawString(310, HEIGHT - 313, "á")
    without = re.sub(rb"/ToUnicode \d+ 0 R", lambda found: b" " * len(found.group()), sheet.bytes())
    assert grids(read_pdf(without)) == [ROWS, [["许可", UNREAD * 2, UNREAD]]]


@pytest.mark.parametrize("figure", ["44515", "144145", "1111", "100000"])
@pytest.mark.parametrize("turned", [0, 90])
def test_equal_digits_drawn_one_by_one_under_a_shrunken_matrix_all_count(figure: str, turned: int) -> None:
    sheet = Sheet()
    sheet.prose()
    sheet.lattice([200.0, 300.0, 400.0], [200.0, 320.0])
    sheet.canvas.saveState()
    sheet.canvas.translate(250, HEIGHT - 260)
    sheet.canvas.rotate(turned)
    sheet.canvas.scale(0.05, 0.05)
    for place, digit in enumerate(figure):
        sheet.canvas.setFont("STSong-Light", 240)
        sheet.canvas.drawString(111 * place, 0, digit)
    sheet.canvas.restoreState()
    sheet.word(340, 260, "7")
    assert grids(read_pdf(sheet.bytes())) == [[[figure, "7"]]]


@pytest.mark.parametrize("turned", [0, 45])
def test_words_across_a_table_are_not_its_text(turned: int) -> None:
    sheet = drawn(Sheet())
    more = [[f"{n}.属于某一类信息", str(n), str(10 * n)] for n in range(1, 9)]
    sheet.table(XS, [300.0 + 20 * n for n in range(9)], more)
    sheet.canvas.translate(150, HEIGHT - 400)
    sheet.canvas.rotate(turned)
    sheet.canvas.setFillGray(0.85)
    sheet.canvas.setFont("STSong-Light", 60)
    sheet.canvas.drawString(0, 0, "内部资料")
    assert grids(read_pdf(sheet.bytes())) == [ROWS, more]


def test_two_reports_in_one_file_are_ambiguous_and_a_cover_page_is_nothing() -> None:
    one, other = sample(5, 0), sample(5, 3)
    first, second = (draw_typst(one.paper, "solid", Random(1)), draw_typst(other.paper, "solid", Random(2)))
    cover = Sheet()
    cover.word(150, 300, "政府信息公开工作年度报告", 24)

    def bound(*parts: bytes) -> Document:
        with pdfium.PdfDocument.new() as whole:
            for part in parts:
                with pdfium.PdfDocument(part) as document:
                    whole.import_pages(document)
            out = io.BytesIO()
            whole.save(out)
        return read_pdf(out.getvalue())

    both = read_tables(bound(first, second))
    assert {"table_ambiguous"} <= {problem.code for problem in both.problems}
    single = read_tables(bound(cover.bytes(), first))
    printed = {(cell.table, cell.row, cell.column): cell.printed.replace(" ", "") for cell in single.cells}
    expected = {(c["table"], c["row"], c["column"]): c["printed"].replace(" ", "") for c in one.truth}
    assert printed == expected


def test_pages_that_are_counted_and_cannot_be_opened_are_named_and_the_others_read() -> None:
    data = drawn(Sheet()).bytes()
    assert data.count(b"/Count 1") == 1
    document = read_pdf(data.replace(b"/Count 1", b"/Count 4"))
    assert grids(document) == [ROWS]
    assert [one.code for one in document.problems] == ["pages_lost"]
    assert "第2–4页" in document.problems[0].message
    assert refused(re.sub(rb"/Kids \[[^\]]*\]", b"/Kids [ 99 0 R ]", data)) in ("truncated", "unreadable")


def test_aes_256_with_an_empty_password_and_a_file_ordered_for_the_web_are_read() -> None:
    fixtures = Path(__file__).parent / "fixtures"
    for name in ("aes256.pdf", "linearised.pdf"):
        assert grids(read_pdf((fixtures / name).read_bytes())) == [ROWS]
    assert refused((fixtures / "aes256-locked.pdf").read_bytes()) == "password_protected"
