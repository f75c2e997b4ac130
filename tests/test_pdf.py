"""The PDF reader on what real PDFs do: every failure that was ever seen has its test."""

from __future__ import annotations

import io
import json
import random
import re
import time
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bench.draw_pdf import draw_report
from bench.pdf_layout import Layout
from bench.pdf_layouts import BORDERS, ZEROS, differences
from bench.statutory_form import three_tables
from catalog.forms import rows
from catalog.problems import kinds
from etl.documents.document import Document, Grid
from etl.documents.paged import ocr
from etl.documents.paged.pdf import read_pdf
from etl.errors import UnreadableDocument
from tests.sheets import FONT, HEIGHT, Sheet

SHARED = Path(__file__).resolve().parents[2] / "shared" / "real"
XS = [70.0, 200.0, 280.0, 360.0]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def only_grid(document: Document) -> list[list[str]]:
    assert len(document.grids) == 1
    return texts(document.grids[0])


def real_report(year: int) -> tuple[Document, dict[str, object]]:
    path = SHARED / f"hongze-{year}.pdf"
    if not path.exists():
        pytest.skip(f"the real document {path.name} does not lie beside the project")
    known = json.loads((SHARED / "figures.json").read_text(encoding="utf-8"))["reports"]
    return read_pdf(path.read_bytes()), next(r for r in known if r.get("document") == path.name)


@pytest.mark.real
@pytest.mark.parametrize("year", [2023, 2024])
def test_the_real_reports_have_three_tables_with_every_printed_figure(year: int) -> None:
    document, known = real_report(year)
    two, three, four = document.grids
    counts = [cell.text for row in two.rows for cell in row if re.fullmatch(r"[\d.]+", cell.text)]
    disclosure = known["disclosure"]
    assert counts == [str(value) for value in disclosure.values()]
    order = [entry.key for entry in rows("2021", "requests")]
    printed = sorted(known["requests"].items(), key=lambda item: order.index(item[0]))
    assert [[int(c.text) for c in row[-7:]] for row in three.rows[3:]] == [values for _, values in printed]
    cases = [cell.text for cell in four.rows[-1]]
    assert [int(text) for text in cases] == [value for values in known["cases"].values() for value in values]
    assert (len(two.rows), len(three.rows), len(four.rows)) == (14, 26, 4)


@pytest.mark.real
def test_the_prose_of_a_real_report_is_whole_paragraphs_without_page_numbers() -> None:
    document, _ = real_report(2023)
    assert len(document.paragraphs) == 17
    assert document.paragraphs[0].text == "洪泽区人民政府2023年政府信息公开工作年度报告"
    assert not [p for p in document.paragraphs if re.fullmatch(r"[-\s]*\d[-\s]*", p.text)]
    assert sum("级审核、先审后发" in p.text for p in document.paragraphs) == 1  # cut by a page break


@pytest.mark.real
def test_reading_a_real_report_keeps_to_its_budget() -> None:
    path = SHARED / "hongze-2024.pdf"
    if not path.exists():
        pytest.skip("the real documents do not lie beside the project")
    data = path.read_bytes()
    spent = []
    for _ in range(5):
        begun = time.process_time()
        read_pdf(data)
        spent.append(time.process_time() - begun)
    assert sorted(spent)[2] < 0.15  # 0.04 s here; three times as long would be a fault, not a slow machine


@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("cut", ["between", "inside"])
def test_the_form_is_exact_in_every_border_style_and_over_page_breaks(border: str, cut: str) -> None:
    number = BORDERS.index(border)
    layout = Layout(
        size=7.5 + number,
        border=border,
        cut=cut,
        zero=ZEROS[number % len(ZEROS)],
        start=70.0 * number,
        open_end=number % 2 == 0,
        repeat_header=number % 3 == 0,
        largest=90000,
        seed=number,
    )
    tables = three_tables(layout.seed, layout.zero, layout.largest)
    assert differences(read_pdf(draw_report(layout, tables)), tables) == []


@pytest.mark.parametrize("turned", [0, 90, 270])
def test_a_landscape_page_is_read_turned_or_not(turned: int) -> None:
    layout = Layout(landscape=True, turned=turned, start=200)
    tables = three_tables(5)
    assert differences(read_pdf(draw_report(layout, tables)), tables) == []


def test_a_page_rotated_by_its_own_entry_is_read_as_it_is_shown() -> None:
    sheet = Sheet()
    sheet.canvas.setPageRotation(90)
    sheet.canvas.translate(595, 0)
    sheet.canvas.rotate(90)
    sheet.canvas.translate(0, 595 - HEIGHT)
    sheet.prose(100)
    sheet.table(XS, [200, 220, 240], [["规章", "1", "2"], ["文件", "3", "4"]])
    document = read_pdf(sheet.bytes())
    assert only_grid(document) == [["规章", "1", "2"], ["文件", "3", "4"]]


def test_white_shading_is_no_rule() -> None:
    sheet = Sheet()
    sheet.canvas.setFillGray(1)
    for y in range(50, 150, 20):
        sheet.canvas.rect(70, HEIGHT - y - 20, 450, 20, stroke=0, fill=1)
        sheet.canvas.rect(70, HEIGHT - y, 450, 1, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.prose(65)
    sheet.prose(105)
    sheet.table(XS, [200, 220, 240], [["规章", "1", "2"], ["文件", "3", "4"]])
    document = read_pdf(sheet.bytes())
    assert only_grid(document) == [["规章", "1", "2"], ["文件", "3", "4"]]
    assert len(document.paragraphs) == 2
    assert document.paragraphs[0].text.endswith("期限为一年。")


def test_a_table_without_a_line_at_the_page_end_keeps_its_last_row() -> None:
    sheet = Sheet()
    sheet.prose()
    sheet.lattice(XS, [700, 720, 740])
    for x in XS:
        sheet.line(x, 740, x, 760)
    sheet.fill(XS, [700, 720, 740, 760], [["甲", "1", "2"], ["乙", "3", "4"], ["丙", "5", "6"]])
    assert only_grid(read_pdf(sheet.bytes()))[-1] == ["丙", "5", "6"]


def test_points_and_quotation_marks_stay_in_their_line() -> None:
    sheet = Sheet()
    sheet.prose()
    sheet.table(XS, [200, 220, 240], [["3.危及“三安全一稳定”", "96171.6", "7730.28"], ["收费，元", "1,234", "0.35"]])
    expected = [["3.危及“三安全一稳定”", "96171.6", "7730.28"], ["收费，元", "1,234", "0.35"]]
    assert only_grid(read_pdf(sheet.bytes())) == expected


def test_a_font_size_is_scaled_by_its_matrix() -> None:
    sheet = Sheet()
    sheet.prose()
    sheet.lattice(XS, [200, 214, 228])
    sheet.canvas.saveState()
    sheet.canvas.scale(0.05, 0.05)
    for row, y in enumerate((210, 224)):
        for column, x in enumerate((80, 230, 310)):
            sheet.canvas.setFont(FONT, 199)
            sheet.canvas.drawString(x * 20, (HEIGHT - y) * 20, str(10 * row + column + 1))
    sheet.canvas.restoreState()
    assert only_grid(read_pdf(sheet.bytes())) == [["1", "2", "3"], ["11", "12", "13"]]


def test_lines_closer_than_their_boxes_do_not_interleave() -> None:
    sheet = Sheet()
    sheet.prose()
    sheet.lattice(XS, [200, 226])
    sheet.word(72, 209, "（二）部分公开（区分")
    sheet.word(72, 219, "处理的，计其他情形）")
    sheet.word(230, 214, "4")
    sheet.word(310, 214, "0")
    assert only_grid(read_pdf(sheet.bytes())) == [["（二）部分公开（区分处理的，计其他情形）", "4", "0"]]


def test_single_letters_drawn_one_by_one_make_words_without_stray_spaces() -> None:
    sheet = Sheet()
    sheet.prose()
    sheet.lattice(XS, [200, 220])
    for number, letter in enumerate("本年收费"):
        sheet.word(80 + 10 * number, 213, letter)
    for number, letter in enumerate("1205"):
        sheet.word(230 + 5 * number, 213, letter)
    sheet.word(310, 213, "0")
    assert only_grid(read_pdf(sheet.bytes())) == [["本年收费", "1205", "0"]]


def test_two_numbers_in_one_cell_are_not_fused() -> None:
    sheet = Sheet()
    sheet.prose()
    sheet.lattice(XS, [200, 240])
    sheet.word(80, 213, "规章")
    sheet.word(215, 213, "12")
    sheet.word(245, 213, "34")
    sheet.word(300, 213, "56")
    sheet.word(300, 233, "78")
    assert only_grid(read_pdf(sheet.bytes())) == [["规章", "12 34", "56\n78"]]


def test_a_number_wrapped_in_a_narrow_cell_is_one_number() -> None:
    xs = [70.0, 200.0, 226.0, 252.0]
    sheet = Sheet()
    sheet.prose()
    sheet.lattice(xs, [200, 230])
    sheet.word(80, 218, "总计")
    sheet.word(203, 212, "5141")
    sheet.word(211, 224, "5")
    sheet.word(236, 218, "0")
    assert only_grid(read_pdf(sheet.bytes())) == [["总计", "51415", "0"]]


def test_a_number_wider_than_its_cell_stays_whole() -> None:
    xs = [70.0, 200.0, 226.0, 252.0]
    sheet = Sheet()
    sheet.prose()
    sheet.table(xs, [200, 230], [["总计", "1234567", ""]])
    sheet.word(245, 228, "9", 6)
    assert only_grid(read_pdf(sheet.bytes())) == [["总计", "1234567", "9"]]


@pytest.mark.parametrize("second", [233.5, 230.5, 235.2])
@pytest.mark.parametrize("letters", ["together", "alone"])
def test_two_numbers_wider_than_their_cells_that_touch_over_the_rule_stay_two(second: float, letters: str) -> None:
    xs = [70.0, 200.0, 234.0, 268.0]
    sheet = Sheet()
    sheet.prose()
    sheet.lattice(xs, [200, 220])
    sheet.word(80, 214, "总计")
    for x, number in ((200.0, "2880720"), (second, "432108")):
        for place, digit in enumerate(number) if letters == "alone" else ((0, number),):
            sheet.word(x + 5.0 * place, 214, digit, 10)
    assert only_grid(read_pdf(sheet.bytes())) == [["总计", "2880720", "432108"]]


def test_bold_made_by_striking_twice_counts_once() -> None:
    sheet = Sheet()
    sheet.prose()
    sheet.table(XS, [200, 220], [["合计", "1122", "30"]])
    sheet.canvas.translate(0.3, 0)
    sheet.fill(XS, [200, 220], [["合计", "1122", "30"]])
    assert only_grid(read_pdf(sheet.bytes())) == [["合计", "1122", "30"]]


def test_vertical_writing_reads_from_top_to_bottom() -> None:
    vertical = UnicodeCIDFont(FONT, isVertical=True)
    vertical.fontName = vertical.name = "upright"
    pdfmetrics.registerFont(vertical)
    sheet = Sheet()
    sheet.prose()
    xs, ys = [70.0, 100.0, 280.0, 360.0], [200.0, 320.0]
    sheet.lattice(xs, ys)
    sheet.canvas.setFont(vertical.fontName, 10)
    sheet.canvas.drawString(85, HEIGHT - 210, "三、本年度办理结果")
    sheet.word(120, 264, "（七）总计")
    sheet.word(310, 264, "9")
    assert only_grid(read_pdf(sheet.bytes())) == [["三、本年度办理结果", "（七）总计", "9"]]


def test_words_turned_sideways_in_a_cell_are_read() -> None:
    sheet = Sheet()
    sheet.prose()
    sheet.lattice([70.0, 100.0, 280.0, 360.0], [200.0, 320.0])
    sheet.canvas.saveState()
    sheet.canvas.translate(88, HEIGHT - 310)
    sheet.canvas.rotate(90)
    sheet.canvas.setFont(FONT, 10)
    sheet.canvas.drawString(0, 0, "三、本年度办理结果")
    sheet.canvas.restoreState()
    sheet.word(120, 264, "（七）总计")
    sheet.word(310, 264, "9")
    assert only_grid(read_pdf(sheet.bytes())) == [["三、本年度办理结果", "（七）总计", "9"]]


def test_the_last_seven_cells_of_a_row_are_its_own_also_with_an_extra_empty_cell() -> None:
    xs = [70.0, 140.0, 230.0, *(260.0 + 30 * i for i in range(7))]
    sheet = Sheet()
    sheet.prose()
    sheet.table(xs, [200, 220, 240], [["（六）其他处理", "", *"0000000"], ["（七）总计", "", *"1200003"]], 9)
    rows_read = only_grid(read_pdf(sheet.bytes()))
    assert [row[-7:] for row in rows_read] == [list("0000000"), list("1200003")]
    assert [len(row) for row in rows_read] == [9, 9]


def test_a_figure_on_another_baseline_belongs_to_its_row() -> None:
    sheet = Sheet()
    sheet.prose()
    sheet.lattice(XS, [200, 240, 280])
    for y in (200, 240):
        sheet.word(80, y + 24, f"{y}号")
        sheet.word(230, y + 24, "7")
        sheet.word(310, y + 10, "8")
    assert only_grid(read_pdf(sheet.bytes())) == [["200号", "7", "8"], ["240号", "7", "8"]]


def overleaf(upper: list[list[str]], lower: list[list[str]], shift: float = 0.0) -> Document:
    """One table over two pages, full lattices on both; the second page `shift` points to the right."""
    sheet = Sheet()
    sheet.prose()
    ys = [790.0 - 20 * n for n in range(len(upper), -1, -1)]
    sheet.table(XS, ys, upper)
    sheet.turn()
    xs = [x + shift for x in XS]
    sheet.table(xs, [70.0 + 20 * n for n in range(len(lower) + 1)], lower)
    sheet.word(70, 300, "五、存在的主要问题及改进情况")
    return read_pdf(sheet.bytes())


def test_a_table_over_two_pages_is_one_grid_though_its_edges_shift() -> None:
    document = overleaf([["规章", "1", "2"], ["文件", "3", "4"]], [["许可", "5", "6"]], shift=-3)
    assert only_grid(document) == [["规章", "1", "2"], ["文件", "3", "4"], ["许可", "5", "6"]]
    assert [row[0].page for row in document.grids[0].rows] == [1, 1, 2]


def test_a_header_repeated_overleaf_is_told_once() -> None:
    head = ["信息内容", "制发", "废止"]
    document = overleaf([head, ["规章", "1", "2"]], [head, ["文件", "3", "4"]])
    assert only_grid(document) == [head, ["规章", "1", "2"], ["文件", "3", "4"]]


def test_figures_under_a_header_at_a_page_start_are_a_row() -> None:
    document = overleaf([["结果维持", "结果纠正", "总计"]], [["10", "1", "11"]])
    assert only_grid(document) == [["结果维持", "结果纠正", "总计"], ["10", "1", "11"]]


def test_short_labels_without_figures_are_rows_of_their_own() -> None:
    document = overleaf([["规章", "", ""]], [["行政许可", "", ""]])
    assert only_grid(document) == [["规章", "", ""], ["行政许可", "", ""]]


def test_a_row_cut_by_the_page_is_one_row() -> None:
    document = overleaf(
        [["1.属于国家秘密", "1", "1"], ["2.逾期未按要求缴纳费用、", "", ""]],
        [["不再处理", "7", "8"], ["3.其他", "0", "0"]],
    )
    assert only_grid(document) == [
        ["1.属于国家秘密", "1", "1"],
        ["2.逾期未按要求缴纳费用、不再处理", "7", "8"],
        ["3.其他", "0", "0"],
    ]


def test_figures_that_all_stand_overleaf_join_their_label() -> None:
    document = overleaf([["1.属于国家秘密", "1", "1"], ["2.其他", "", ""]], [["", "7", "8"], ["3.其他", "0", "0"]])
    assert only_grid(document) == [["1.属于国家秘密", "1", "1"], ["2.其他", "7", "8"], ["3.其他", "0", "0"]]


def test_a_number_cut_by_the_page_is_whole_and_a_person_is_told() -> None:
    sheet = Sheet()
    sheet.prose()
    xs = [70.0, 200.0, 226.0, 252.0]
    sheet.table(xs, [750, 770, 790], [["甲", "1", "2"], ["2.逾期未按要求缴纳费用、", "120", "0"]])
    sheet.turn()
    sheet.table(xs, [70, 90, 110], [["不再处理", "6", ""], ["3.其他", "5", "5"]])
    document = read_pdf(sheet.bytes())
    assert only_grid(document)[1] == ["2.逾期未按要求缴纳费用、不再处理", "1206", "0"]
    assert [problem.code for problem in document.problems] == ["cell_unclear"]
    assert "120|6" in document.problems[0].message


def test_a_label_over_several_rows_that_the_page_cuts_is_joined() -> None:
    sheet = Sheet()
    sheet.prose()
    xs = [70.0, 110.0, 280.0, 360.0]
    for top, label in ((750.0, "（四）无"), (70.0, "法提供")):
        if top == 70.0:
            sheet.turn()
        for x in xs:
            sheet.line(x, top, x, top + 40)
        sheet.line(70, top, 360, top)
        sheet.line(110, top + 20, 360, top + 20)
        sheet.line(70, top + 40, 360, top + 40)
        sheet.word(71, top + 24, label, 9)
        for row in range(2):
            number = row + (1 if top > 100 else 3)
            sheet.word(120, top + 20 * row + 14, f"{number}.没有现成信息")
            sheet.word(310, top + 20 * row + 14, str(number))
    document = read_pdf(sheet.bytes())
    rows_read = only_grid(document)
    assert rows_read[0] == ["（四）无法提供", "1.没有现成信息", "1"]
    assert rows_read[1:] == [[f"{n}.没有现成信息", str(n)] for n in (2, 3, 4)]
    assert document.grids[0].rows[0][0].row_span == 4


def test_tables_with_a_heading_between_them_stay_apart() -> None:
    sheet = Sheet()
    sheet.prose()
    sheet.table(XS, [750, 770, 790], [["规章", "1", "2"], ["文件", "3", "4"]])
    sheet.turn()
    sheet.word(70, 90, "三、收到和处理政府信息公开申请情况")
    sheet.table(XS, [110, 130, 150], [["一、", "1", "2"], ["二、", "3", "4"]])
    assert len(read_pdf(sheet.bytes()).grids) == 2


def test_a_heading_that_overflows_into_a_figure_goes_back() -> None:
    xs = [70.0, 100.0, 130.0, 160.0]
    sheet = Sheet()
    sheet.prose()
    sheet.lattice(xs, [200, 224, 248])
    for x, figure in zip(xs, ("72", "-", ""), strict=False):
        sheet.word(x + 3, 209, "结果")
        sheet.word(x + 3, 221, "维")
        sheet.word(x + 3, 233, "持")  # its middle is below the line at 224
        sheet.word(x + 10, 240, figure)
    assert only_grid(read_pdf(sheet.bytes())) == [["结果维持"] * 3, ["72", "-", ""]]


def test_a_minus_sign_at_the_end_of_a_line_is_not_lost() -> None:
    sheet = Sheet()
    sheet.prose()
    sheet.table(XS, [200, 220, 240], [["abc-", "-", "12-"], ["文件", "—", "/"]])
    assert only_grid(read_pdf(sheet.bytes())) == [["abc-", "-", "12-"], ["文件", "—", "/"]]


def test_cells_carry_page_and_box_from_the_top_left() -> None:
    sheet = Sheet()
    sheet.prose()
    sheet.table(XS, [200, 220, 240], [["规章", "1", "2"], ["文件", "3", "4"]])
    cell = read_pdf(sheet.bytes()).grids[0].rows[1][1]
    assert (cell.page, cell.text) == (1, "3")
    assert cell.box == pytest.approx((200, 220, 280, 240), abs=0.5)


def test_running_headers_and_page_numbers_are_not_text() -> None:
    sheet = Sheet()
    for number in range(1, 4):
        sheet.word(250, 40, "某某局年度报告")
        sheet.prose(120)
        sheet.word(290, 810, f"第 {number} 页 共 3 页")
        sheet.turn()
    text = "".join(paragraph.text for paragraph in read_pdf(sheet.bytes()).paragraphs)
    assert text == "本报告根据条例编制，全文由六个部分组成，数据统计期限为一年。" * 3


def test_a_paragraph_goes_on_over_the_page() -> None:
    sheet = Sheet()
    full = "本年度坚持以公开为常态不公开为例外依法依规做好各项工作主动公开政府信息共计若干条次并"
    sheet.word(92, 740, full[2:], 11)
    sheet.word(70, 760, full, 11)
    sheet.turn()
    sheet.word(70, 80, "按期答复全部申请。", 11)
    sheet.word(92, 100, full[2:], 11)
    sheet.word(70, 120, full, 11)
    paragraphs = [paragraph.text for paragraph in read_pdf(sheet.bytes()).paragraphs]
    assert paragraphs == [full[2:] + full + "按期答复全部申请。", full[2:] + full]


def refused(data: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableDocument) as caught:
        read_pdf(data)
    return caught.value.code, caught.value.detail


def simple_pdf() -> bytes:
    sheet = Sheet()
    sheet.prose()
    return sheet.bytes()


def test_a_locked_document_is_named() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(70, 700, "locked")
    canvas.save()
    assert refused(buffer.getvalue())[0] == "password_protected"


def test_cut_off_garbage_and_empty_files_are_named() -> None:
    data = simple_pdf()
    assert refused(data[: len(data) // 2])[0] == "truncated"
    assert refused(data[: len(data) - 200])[0] == "truncated"
    assert refused(b"%PDF-1.4\n" + b"\x00\xff" * 500 + b"\nstartxref\n0\n%%EOF")[0] == "unreadable"
    assert refused(b"no pdf at all")[0] == "unreadable"
    assert refused(b"")[0] == "empty_file"


def test_a_damaged_pdf_is_only_ever_refused_or_read() -> None:
    whole = draw_report(Layout(), three_tables(2))
    rng = random.Random(3)
    for _ in range(50):
        damaged = bytearray(whole)
        for _ in range(rng.choice([1, 5, 50])):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        try:
            assert read_pdf(bytes(damaged)).medium == "pdf"
        except UnreadableDocument as error:
            assert error.code in kinds()


def picture_page(sheet: Sheet) -> None:
    picture = Image.new("L", (60, 80), 200)
    sheet.canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)


def test_a_scan_without_text_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.documents.paged.ocr.available", lambda: False)
    sheet = Sheet()
    picture_page(sheet)
    assert refused(sheet.bytes())[0] == "scan_without_text"


def test_a_page_that_is_a_picture_among_pages_of_text_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.documents.paged.ocr.available", lambda: False)
    sheet = Sheet()
    for _ in range(2):
        sheet.prose()
        sheet.turn()
    picture_page(sheet)
    document = read_pdf(sheet.bytes())
    assert [problem.code for problem in document.problems] == ["pages_without_text"]
    assert "3" in document.problems[0].message


def test_a_text_layer_without_letters_is_named() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(70, 700, "\u00e6\u00f8\u00e5\u00c6\u00d8\u00c5" * 10)
    canvas.save()
    assert refused(buffer.getvalue()) == ("unreadable", "文字层是乱码")


def test_fonts_that_do_not_say_what_they_draw_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.documents.paged.ocr.available", lambda: False)
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont("Vera", 10)
    canvas.drawString(70, 700, "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ")
    canvas.save()
    without = re.sub(rb"/ToUnicode \d+ 0 R", lambda found: b" " * len(found.group()), buffer.getvalue())
    assert refused(without)[0] == "fonts_without_names"


def test_a_million_drawn_objects_end_in_a_clear_refusal() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=1)
    canvas._code.append("\n".join(["10 10 m 20 20 l S"] * 500_000))
    canvas.drawString(70, 700, "x" * 50)
    canvas.save()
    begun = time.process_time()
    assert refused(buffer.getvalue())[0] == "too_large"
    assert time.process_time() - begun < 15


def test_text_that_a_scanner_laid_under_its_picture_is_marked_as_recognised() -> None:
    sheet = Sheet()
    picture_page(sheet)
    text = sheet.canvas.beginText(70, 700)
    text.setTextRenderMode(3)
    text.setFont(FONT, 10)
    text.textLine("本报告根据条例编制，全文由六个部分组成，数据统计期限为一年。")
    sheet.canvas.drawText(text)
    assert read_pdf(sheet.bytes()).read_by_ocr is True
    assert read_pdf(simple_pdf()).read_by_ocr is False


@pytest.mark.parametrize(("alpha", "marked"), [(255, True), (0, False)])
def test_text_over_which_the_picture_of_the_page_is_drawn_is_marked_as_recognised(alpha: int, marked: bool) -> None:
    sheet = Sheet()
    sheet.prose()
    sheet.prose(90)
    shade = io.BytesIO()
    Image.new("RGBA", (200, 283), (255, 255, 255, alpha)).save(shade, "PNG")
    sheet.canvas.drawImage(ImageReader(shade), 0, 0, 595, 842, mask="auto")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ocr, "available", lambda: False)
        document = read_pdf(sheet.bytes())
    assert document.read_by_ocr is marked
    assert document.paragraphs[0].text.count("六个部分") == 2


def test_a_table_without_rules_is_guessed_and_marked() -> None:
    tables = three_tables(3, "0", 9)
    document = read_pdf(draw_report(Layout(border="none", start=30, label_share=0.55, size=8), tables))
    assert [problem.code for problem in document.problems] == ["grid_guessed"]
    expected = [[cell.text for cell in row if cell.value] for row in tables[1][1][3:]]
    grid = next(grid for grid in document.grids if len(grid.rows) >= 25)
    assert [[cell.text for cell in row[-7:]] for row in grid.rows[-25:]] == expected
    assert grid.rows[-25][0].text == "一、本年新收政府信息公开申请数量"


def test_a_table_without_rules_whose_numbers_wrap_is_not_guessed() -> None:
    xs = [70.0, 200.0, *(200.0 + 26 * n for n in range(1, 8))]
    sheet = Sheet()
    sheet.prose()
    sheet.word(70, 100, "三、收到和处理政府信息公开申请情况", 16)
    for row in range(3):
        sheet.word(72, 140 + 40 * row, f"{row + 1}.属于某一类的信息")
        for x in xs[1:-1]:
            sheet.word(x + 3, 134 + 40 * row, "5141")
            sheet.word(x + 9, 146 + 40 * row, "5")
    assert read_pdf(sheet.bytes()).grids == ()


def test_a_header_that_a_scan_spells_in_two_ways_is_still_told_once() -> None:
    head = ["信息内容（各项之和）", "制发件数", "废止件数"]
    again = ["信息内容（各项之和", "制发件教", "废止件数"]
    document = overleaf([head, ["规章", "1", "2"]], [again, ["文件", "3", "4"]])
    assert only_grid(document) == [head, ["规章", "1", "2"], ["文件", "3", "4"]]
    other = ["另有一种表格的说明", "数量", "金额"]
    assert only_grid(overleaf([head, ["规章", "1", "2"]], [other, ["文件", "3", "4"]]))[2] == other


def test_spaced_words_and_an_empty_heading_cell_keep_their_places() -> None:
    sheet = Sheet()
    sheet.prose()
    sheet.table(XS, [200, 220, 240], [["行政诉讼", "", "总  计"], ["结 果", "0", "7"]])
    read = [[text.replace(" ", "") for text in row] for row in only_grid(read_pdf(sheet.bytes()))]
    assert read == [["行政诉讼", "", "总计"], ["结果", "0", "7"]]
