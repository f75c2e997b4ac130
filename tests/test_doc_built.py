"""Binary Word files built byte by byte: text in pieces of both widths, out of order, tables, fields, hidden text."""

from __future__ import annotations

import pytest

from etl.documents.document import Grid
from etl.documents.sniff import read_document
from tests.word_binary import IN_TABLE, Piece, row_end, word_file

INNER_CELL, DEPTH_TWO = bytes.fromhex("4b2401"), bytes.fromhex("496602000000")
INNER_ROW = bytes.fromhex("4c2401")


def lines(*pieces: Piece, **more: object) -> list[str]:
    return [block.text for block in read_document(word_file(pieces, **more), "a.doc").paragraphs]  # type: ignore[arg-type]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


@pytest.mark.parametrize("shuffled", [False, True])
def test_a_number_in_pieces_of_both_widths_and_any_order_is_one_number(shuffled: bool) -> None:
    pieces = [("主动公开", False), ("43", True), ("8", False), ("8 ", True), ("条\r", False), ("2023\r", True)]
    assert lines(*pieces, shuffled=shuffled) == ["主动公开4388 条", "2023"]


@pytest.mark.parametrize("shuffled", [False, True])
def test_rows_end_where_their_marks_say(shuffled: bool) -> None:
    end = row_end(0, 500, 900)
    pieces = [("规章\x07", False), ("3\x07", True), ("\x07许可\x07", False), ("1", True), ("2\x07\x07尾\r", False)]
    data = word_file(pieces, [IN_TABLE, IN_TABLE, end, IN_TABLE, IN_TABLE, end], shuffled=shuffled)
    document = read_document(data, "a.doc")
    assert texts(document.grids[0]) == [["规章", "3"], ["许可", "12"]]
    assert [block.text for block in document.paragraphs] == ["尾"]


def test_two_tables_with_a_paragraph_or_a_section_between_are_two() -> None:
    end = row_end(0, 500, 900)
    row = [IN_TABLE, IN_TABLE, end]
    table = "规章\x073\x07\x07许可\x074\x07\x07"
    document = read_document(word_file([(f"{table}\x0c\r{table}尾\r", False)], [*row, *row, b"", *row, *row]), "a.doc")
    assert [texts(grid) for grid in document.grids] == [[["规章", "3"], ["许可", "4"]]] * 2


def test_a_table_inside_a_cell_is_a_table() -> None:
    inner = IN_TABLE + DEPTH_TWO
    shape = row_end(0, 300, 600).removeprefix(IN_TABLE + bytes.fromhex("172401"))
    rows = [inner + INNER_CELL, inner + INNER_CELL, inner + INNER_ROW + shape] * 2
    text = "规章\r3\r\r许可\r4\r\r左\x07右\x07\x07尾\r"
    document = read_document(word_file([(text, False)], [*rows, IN_TABLE, IN_TABLE, row_end(0, 500, 900)]), "a.doc")
    assert texts(document.grids[0]) == [["规章", "3"], ["许可", "4"]]
    assert [block.text for block in document.paragraphs] == ["左", "右", "尾"]


@pytest.mark.parametrize("mark", ["3c0801", "000801", "370801", "532a01"], ids=["hidden", "deleted", "struck", "twice"])
@pytest.mark.parametrize("shuffled", [False, True])
def test_text_that_is_gone_is_left_out_wherever_its_piece_lies(mark: str, shuffled: bool) -> None:
    pieces = [("公开", False), ("7743", True), ("88条\r", False)]
    assert lines(*pieces, hidden=[(2, 4)], shuffled=shuffled, mark=bytes.fromhex(mark)) == ["公开4388条"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("共\x13 =SUM(LEFT) \x144388\x15条\r", "共4388条"),
        ("共\x13 REF a \x14\x13 = 1 \x1443\x1588\x15条\r", "共4388条"),
        ("共\x13 MACRO \x154388条\r", "共4388条"),
        ("共4388\x1f条\x1e\x0b续\r", "共4388条-\n续"),
        ("\x01\x08共4388\x02条\x05\r", "共4388条"),
    ],
    ids=["field", "field in field", "field without result", "soft hyphen and breaks", "marks of notes and pictures"],
)
def test_what_word_shows_is_read(text: str, shown: str) -> None:
    assert lines((text, False)) == [shown]
