"""The whole form filled in as a workbook or as separated values gives every cell as it is shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from etl.agencies import load_registry
from etl.documents.sniff import read_document
from etl.parsing.read import read_report
from etl.report import Report, Source
from tests.report_grids import TD, Facts, Line, flat, laid, numbers
from tests.site_pages import FACTS, HEADINGS, TITLE, tables

REGISTRY = load_registry()


def read(data: bytes, name: str = "a.xlsx") -> Report:
    document = read_document(data, name)
    return read_report(document, Source(name, "0" * 64, document.medium), REGISTRY)


def printed(report: Report) -> Facts:
    return {(one.table, one.row, one.column): one.printed for one in report.cells}


def codes(report: Report) -> set[str]:
    return {one.code for one in report.problems} - {"identities_fail", "agency_unknown"}


def put(
    sheet: Worksheet, lines: Sequence[Line], top: int, left: int = 1, *, text: bool = False, merged: bool = True
) -> int:
    """Write a table; the row after it."""
    for row in laid(lines).rows:
        for one in row:
            value = int(one.text) if one.text.isdigit() and not text else one.text
            place = sheet.cell(top + one.row, left + one.column, value)
            if merged and (one.row_span, one.column_span) != (1, 1):
                end = (place.row + one.row_span - 1, place.column + one.column_span - 1)
                sheet.merge_cells(start_row=place.row, start_column=place.column, end_row=end[0], end_column=end[1])
    return top + len(lines)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def one_sheet(
    left: int = 1, gap: int = 1, *, titles: bool = True, parts: Sequence[Sequence[Line]] = (), **more: bool
) -> openpyxl.Workbook:
    """The three tables one under the other in one sheet."""
    book = openpyxl.Workbook()
    book.active.cell(1, left, TITLE)
    row = 3
    for heading, lines in zip(HEADINGS[1:4], parts or tables(), strict=True):
        if titles:
            book.active.cell(row, left, heading)
            row += 1
        row = put(book.active, lines, row, left, **more) + gap
    return book


def a_sheet_each() -> openpyxl.Workbook:
    """A sheet for each table, with instructions and last year's figures beside them."""
    book = openpyxl.Workbook()
    book.active.title = "封面"
    book.active["A1"] = TITLE
    for name, lines in zip(("二、主动公开", "三、依申请公开", "四、复议诉讼"), tables(), strict=True):
        put(book.create_sheet(name), lines, 1)
    book.create_sheet("填表说明")["A1"] = "请如实填写，不得增减行列。"
    old = book.create_sheet("上年")
    put(old, tables(dict.fromkeys(FACTS, "8"))[1], 1)
    old.sheet_state = "hidden"
    return book


def with_hidden_row() -> openpyxl.Workbook:
    two, three, four = tables()
    old = [TD("二、上年结转政府信息公开申请数量", 1, 3), *(TD("99") for _ in range(7))]
    book = one_sheet(parts=[two, [*three[:4], old, *three[4:]], four])
    row = next(cell.row for cell in book.active["D"] if cell.value == 99)
    book.active.row_dimensions[row].hidden = True
    return book


def with_hidden_column() -> openpyxl.Workbook:
    two, three, four = tables()
    wide = [[*line[:-7], TD("旧数"), *line[-7:]] if len(line) > 7 else line for line in three[3:]]
    head = [[three[0][0], TD("旧数", 3), three[0][1]], *three[1:3]]
    book = one_sheet(parts=[two, [*head, *wide], four])
    for row in book.active.iter_rows():
        for cell in row:
            if cell.value == "旧数":
                book.active.column_dimensions[cell.column_letter].hidden = True
    return book


BOOKS: dict[str, Callable[[], openpyxl.Workbook]] = {
    "one sheet": one_sheet,
    "no empty rows between tables": lambda: one_sheet(gap=0),
    "no headings": lambda: one_sheet(gap=0, titles=False),
    "empty columns on the left": lambda: one_sheet(left=4),
    "numbers kept as text": lambda: one_sheet(text=True),
    "nothing merged": lambda: one_sheet(merged=False),
    "a sheet for each table": a_sheet_each,
    "a hidden row": with_hidden_row,
}


@pytest.mark.parametrize("habit", BOOKS)
def test_every_cell_of_the_form_is_exact(habit: str) -> None:
    report = read(saved(BOOKS[habit]()))
    assert printed(report) == FACTS
    assert (report.title, report.year, report.form) == (TITLE, 2023, "2021")
    assert codes(report) == set()


def test_the_form_of_2019_is_known_by_its_headers() -> None:
    facts = numbers("2019")
    report = read(saved(one_sheet(parts=tables(facts, "2019"))))
    assert (printed(report), report.form) == (facts, "2019")


def test_a_hidden_column_is_not_read() -> None:
    document = read_document(saved(with_hidden_column()), "a.xlsx")
    assert not any("旧数" in cell.text for grid in document.grids for row in grid.rows for cell in row)


def test_a_formula_without_a_saved_result_is_blank_and_named() -> None:
    book = one_sheet()
    total = next(cell for row in book.active.iter_rows() for cell in row if cell.value == 17)
    total.value = "=SUM(D1:I1)"
    report = read(saved(book))
    assert printed(report)["requests", "received", "total"] == ""
    assert codes(report) == {"formulas_unsaved"}


def separated(sign: str, encoding: str, quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=sign, quoting=quoting)
    writer.writerow([TITLE])
    for heading, lines in zip(HEADINGS[1:4], tables(), strict=True):
        writer.writerow([heading])
        writer.writerows([one.text for one in line] for line in flat(lines))
    return file.getvalue().encode(encoding)


@pytest.mark.parametrize(
    ("name", "sign", "encoding"),
    [
        ("a.csv", ",", "utf-8-sig"),
        ("a.csv", ",", "gb18030"),
        ("a.csv", ";", "utf-8"),
        ("a.csv", "\t", "utf-16"),
        ("a.xls", "\t", "gb18030"),  # what many systems export under that name
    ],
)
def test_separated_values_of_every_sign_and_encoding(name: str, sign: str, encoding: str) -> None:
    report = read(separated(sign, encoding), name)
    assert printed(report) == FACTS
    assert codes(report) == set()


def test_quoted_fields_are_fields() -> None:
    assert printed(read(separated(",", "utf-8", csv.QUOTE_ALL), "a.csv")) == FACTS
