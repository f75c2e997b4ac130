"""A form filled in as a sheet gives the same grids as the form in a document."""

from __future__ import annotations

import datetime
import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.documents.document import Document, Paragraph
from etl.documents.office.sheet import printed
from etl.documents.sniff import read_document
from etl.errors import UnreadableDocument
from tests.media_samples import APPLICANTS, LABELS_2021, figures, own_figures

FIXTURES = Path(__file__).parent / "fixtures"


def workbook() -> bytes:
    """A sheet with a title, table two, table three (nine columns) and table four (fifteen columns)."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["某局2023年政府信息公开工作年度报告"])
    sheet.merge_cells("A1:I1")
    sheet.append(["二、主动公开政府信息情况"])
    sheet.append(["第二十条第（一）项"])
    sheet.merge_cells("A3:D3")
    sheet.append(["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"])
    sheet.append(["规章", 3.0, "", 96171.6])
    sheet.append([])
    sheet.append(["三、收到和处理政府信息公开申请情况"])
    sheet.append(["办理结果", "", *APPLICANTS])
    for (first, second), values in zip(LABELS_2021, figures(), strict=True):
        sheet.append([first, second, *(float(value) for value in values)])
        if not second:
            sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=2)
    sheet.merge_cells(start_row=11, end_row=32, start_column=1, end_column=1)
    sheet.append(["四、政府信息公开行政复议、行政诉讼情况"])
    sheet.append(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3)
    sheet.append(list(range(15)))
    sheet.append(["六、其他需要报告的事项"])
    sheet.append(["无。"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


SAMPLE = workbook()


def texts(document: Document, number: int) -> list[list[str]]:
    return [[cell.text for cell in row] for row in document.grids[number].rows]


def test_titles_are_paragraphs_and_tables_are_grids_of_their_own_width() -> None:
    document = read_document(SAMPLE, "a.xlsx")
    assert [block.text if isinstance(block, Paragraph) else len(block.rows) for block in document.blocks] == [
        "某局2023年政府信息公开工作年度报告",
        "二、主动公开政府信息情况",
        3,
        "三、收到和处理政府信息公开申请情况",
        26,
        "四、政府信息公开行政复议、行政诉讼情况",
        2,
        "六、其他需要报告的事项",
        "无。",
    ]
    assert [grid.width for grid in document.grids] == [4, 9, 15]


def test_figures_are_printed_as_the_sheet_shows_them() -> None:
    document = read_document(SAMPLE, "a.xlsx")
    assert texts(document, 0)[-1] == ["规章", "3", "", "96171.6"]
    assert own_figures(document.grids[1]) == figures()
    assert texts(document, 2)[-1] == [str(number) for number in range(15)]


def test_cells_under_a_merged_label_are_no_cells() -> None:
    grid = read_document(SAMPLE, "a.xlsx").grids[1]
    assert (grid.rows[3][0].text, grid.rows[3][0].row_span) == ("三、本年度办理结果", 22)
    assert [cell.column for cell in grid.rows[4]] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert (grid.rows[1][0].column_span, grid.rows[1][1].column) == (2, 2)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_separated_values_give_the_same_rows(delimiter: str, encoding: str) -> None:
    lines = [["某局2023年政府信息公开工作年度报告"], ["办理结果", "", *APPLICANTS]]
    lines += [[first, second, *values] for (first, second), values in zip(LABELS_2021, figures(), strict=True)]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    document = read_document(text.encode(encoding), "a.csv")
    assert document.medium == "csv"
    assert own_figures(document.grids[0]) == figures()


def test_a_row_whose_values_are_all_blank_stays_in_its_table() -> None:
    document = read_document("信息内容,制发,废止\n规章,,\n规范性文件,3,0\n".encode(), "a.csv")
    assert texts(document, 0) == [["信息内容", "制发", "废止"], ["规章", "", ""], ["规范性文件", "3", "0"]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (0.0, "0"),
        (96171.6, "96171.6"),
        (0.1 + 0.2, "0.3"),
        (" 1,234 ", "1,234"),
        ("-", "-"),
        (True, "TRUE"),
    ],
)
def test_values_are_printed(value: object, text: str) -> None:
    assert printed(value) == text  # type: ignore[arg-type]


def test_days_are_printed_without_their_midnight() -> None:
    assert printed(datetime.datetime(2024, 1, 18)) == "2024-01-18"


def test_hidden_sheets_are_left_out_and_names_of_several_are_headings() -> None:
    book = openpyxl.Workbook()
    book.active.title = "表二"
    book.active.append(["规章", 3])
    book.active.append(["许可", 4])
    for name, value in (("表三", 5), ("旧", 9)):
        sheet = book.create_sheet(name)
        sheet.append(["新收", value])
        sheet.append(["结转", value])
    book["旧"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    document = read_document(file.getvalue(), "a.xlsx")
    assert [block.text for block in document.paragraphs] == ["表二", "表三"]
    assert [texts(document, number)[0] for number in range(2)] == [["规章", "3"], ["新收", "5"]]


def test_a_cell_at_the_far_end_of_a_sheet_is_refused_before_it_is_loaded() -> None:
    file = io.BytesIO(SAMPLE)
    source = zipfile.ZipFile(file)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets"):
                data = data.replace(
                    b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                )
            target.writestr(name, data)
    with pytest.raises(UnreadableDocument) as caught:
        read_document(made.getvalue(), "a.xlsx")
    assert caught.value.code == "too_large"


def test_a_long_sheet_is_read_soon() -> None:
    text = "\n".join(",".join(str(row * column) for column in range(20)) for row in range(1, 6001))
    started = time.process_time()
    assert len(read_document(text.encode(), "a.csv").grids[0].rows) == 6000
    assert time.process_time() - started < 3


@pytest.mark.parametrize("name", ["sheet.xls", "sheet.ods"])
def test_older_and_other_workbooks_give_the_same_grids(name: str) -> None:
    document = read_document((FIXTURES / name).read_bytes(), name)
    assert document.medium == name[-3:]
    assert [len(grid.rows) for grid in document.grids] == [3, 26, 2]
    assert own_figures(document.grids[1]) == figures()


def test_a_workbook_that_asks_for_a_password_is_named_as_such() -> None:
    data = bytearray((FIXTURES / "sheet.xls").read_bytes())
    head = data.index(b"\x09\x08\x10\x00")  # the record that begins the workbook
    data[head + 20 : head + 22] = b"\x2f\x00"  # the next one becomes the request for a password
    with pytest.raises(UnreadableDocument) as caught:
        read_document(bytes(data), "a.xls")
    assert caught.value.code == "password_protected"


def test_an_empty_workbook_is_named_as_such() -> None:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    with pytest.raises(UnreadableDocument) as caught:
        read_document(file.getvalue(), "a.xlsx")
    assert caught.value.code == "empty_file"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255), st.booleans())
def test_a_damaged_sheet_is_read_or_refused(position: int, byte: int, cut: bool) -> None:
    data = SAMPLE[:position] if cut else SAMPLE[:position] + bytes([byte]) + SAMPLE[position + 1 :]
    try:
        document = read_document(data, "a.xlsx")
    except UnreadableDocument as refused:
        assert refused.code
        return
    assert document.blocks
