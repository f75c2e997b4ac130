"""Binary Word files are read as Word shows them; what is no such file, or an older or locked one, is named.

fixtures/sample.doc was written by LibreOffice: a heading, a paragraph with hidden, deleted and inserted text, a
character outside the first plane and a calculated field, a layout table with a table inside, and table three."""

from __future__ import annotations

import struct
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.agencies import load_registry
from etl.documents.document import Grid, Paragraph
from etl.documents.office.sprm import Properties, apply, modifiers
from etl.documents.office.summary import SUMMARY, read_summary
from etl.documents.office.tablestack import RowShape, TableStack
from etl.documents.office.wordlists import read_lists
from etl.documents.office.wordstyles import read_styles
from etl.documents.sniff import read_document
from etl.errors import UnreadableDocument
from etl.parsing.read import read_report
from etl.report import Source
from tests.media_samples import figures, own_figures
from tests.site_pages import FACTS, HEADINGS

SAMPLE = (Path(__file__).parent / "fixtures" / "sample.doc").read_bytes()
HEAD = SAMPLE.index(b"\xec\xa5")  # the head of the WordDocument stream


def patched(place: int, data: bytes) -> bytes:
    """The sample with bytes of its head replaced."""
    start = HEAD + place
    return SAMPLE[:start] + data + SAMPLE[start + len(data) :]


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.docx", "a"])
def test_every_figure_is_exact_whatever_the_name(name: str) -> None:
    document = read_document(SAMPLE, name)
    assert document.medium == "doc"
    assert own_figures(document.grids[1]) == figures()


def test_hidden_and_deleted_text_is_left_out_and_fields_show_their_result() -> None:
    assert [block.text for block in read_document(SAMPLE, "a.doc").paragraphs][:2] == [
        "某局2023年政府信息公开工作年度报告",
        "主动公开4388条，12件，𠮷，共4388次。",
    ]


def test_merged_cells_are_one_cell_with_a_span() -> None:
    grid = read_document(SAMPLE, "a.doc").grids[1]
    assert (grid.rows[0][0].column_span, grid.rows[0][1].column) == (2, 2)
    assert (grid.rows[2][0].text, grid.rows[2][0].row_span) == ("三、本年度办理结果", 22)
    assert [cell.column for cell in grid.rows[3]] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_table_inside_a_layout_table_is_a_table() -> None:
    blocks = read_document(SAMPLE, "a.doc").blocks[2:6]
    assert [block.text if isinstance(block, Paragraph) else block.width for block in blocks] == [
        "一、总体情况",
        2,
        "完",
        "右",
    ]


def test_numbers_that_word_sets_itself_are_part_of_the_text_and_text_boxes_come_last() -> None:
    lists = (Path(__file__).parent / "fixtures" / "lists.doc").read_bytes()
    lines = [block.text for block in read_document(lists, "a.doc").paragraphs]
    assert lines[:5] == ["一、总体情况", "（一）主动公开", "（二）依申请公开", "1.第一", "2.第二"]
    assert lines[13:] == ["十、第8", "十一、第9", "（一）其他", "完", "标题", "尾", "某市财政局文件"]


REPORT = (Path(__file__).parent / "fixtures" / "report.doc").read_bytes()


def test_a_whole_report_with_counted_numbers_is_exact() -> None:
    """fixtures/report.doc was written by LibreOffice: headings and labels are numbered by lists."""
    document = read_document(REPORT, "a.doc")
    assert [block.text for block in document.paragraphs if block.is_heading] == list(HEADINGS)
    report = read_report(document, Source("a.doc", "0" * 64, document.medium), load_registry())
    assert {(one.table, one.row, one.column): one.printed for one in report.cells} == FACTS
    assert [one.number for one in report.sections] == ["0", "1", "2", "3", "4", "5", "6"]


def style_sheet(*styles: tuple[int, int, bytes]) -> bytes:
    """A style sheet of styles, each its kind, the style it is based on and its modifiers."""
    head = struct.pack("<HHHHHHHHH", len(styles), 10, 0, 0, 0, 0, 0, 0, 0)
    data = struct.pack("<H", len(head)) + head
    for number, (kind, base, changes) in enumerate(styles):
        change = struct.pack("<HH", 2 + len(changes), number) + changes
        name = struct.pack("<H", 1) + "甲".encode("utf-16-le") + b"\x00\x00"
        style = struct.pack("<HHHHH", number, kind | base << 4, 1, 0, 0) + name + change
        data += struct.pack("<H", len(style)) + style + bytes(len(style) % 2)
    return data


def test_a_style_gives_its_list_and_outline_and_those_of_the_style_it_is_based_on() -> None:
    in_list, second, first = bytes.fromhex("0b460500"), bytes.fromhex("0a2601"), bytes.fromhex("402600")
    sheet = style_sheet((1, 0xFFF, b""), (1, 0, in_list + first), (1, 1, second), (2, 0xFFF, in_list))
    read = read_styles(b"xx" + sheet, (2, len(sheet)))
    assert {number: (one.list_number, one.list_level, one.outline) for number, one in read.items()} == {
        0: (0, 0, 9),
        1: (5, 0, 0),
        2: (5, 1, 0),
    }


def test_a_damaged_style_sheet_says_nothing_and_a_circle_ends() -> None:
    assert read_styles(style_sheet((1, 0, b""))[:20], (0, 20)) == {}
    circle = style_sheet((1, 1, b""), (1, 0, b""))
    assert set(read_styles(circle, (0, len(circle)))) == {0, 1}


def test_a_list_changes_first_number_and_shape_of_its_model() -> None:
    def level(first: int, text: str) -> bytes:
        body = struct.pack("<iBB18xBB", first, 0, 0, 0, 0) + b"\x00\x00"
        return body + struct.pack("<H", len(text)) + text.encode("utf-16-le")

    model = struct.pack("<H", 1) + struct.pack("<i22xBx", 77, 1) + level(1, "\x00.")
    lists = struct.pack("<I", 3) + b"".join(struct.pack("<i8xB3x", 77, changes) for changes in (0, 1, 1))
    again = struct.pack("<iI", 1, 0x10)
    shaped = struct.pack("<iI", 0, 0x20) + level(1, "(\x00)")
    lists += b"\xff" * 4 + b"\xff" * 4 + again + b"\xff" * 4 + shaped
    read = read_lists(model + lists, (0, len(model)), (len(model), len(lists)))
    assert [read.label(number, 0) for number in "112213"] == ["1.", "2.", "1.", "2.", "3.", "(4)"]


def summary(*properties: tuple[int, bytes]) -> bytes:
    """A property stream of properties, each a key and its typed value."""
    place, table, values = 8 + 8 * len(properties), b"", b""
    for key, value in properties:
        table += struct.pack("<II", key, place + len(values))
        values += value
    section = struct.pack("<II", place + len(values), len(properties)) + table + values
    return bytes(44) + struct.pack("<I", 48) + section


def test_the_summary_gives_title_and_day() -> None:
    title = "年度报告".encode("gbk")
    day = 10_000_000 * int((date(2024, 1, 18) - date(1601, 1, 1)).total_seconds())
    stream = summary((2, struct.pack("<II", 30, len(title)) + title + b"\x00"), (12, struct.pack("<IQ", 64, day)))
    assert read_summary(stream, SUMMARY) == {"title": "年度报告", "created_on": "2024-01-18"}


def test_a_summary_that_states_absurd_counts_ends_soon() -> None:
    stream = bytearray(summary((2, struct.pack("<II", 30, 0xFFFFFFFF) + b"x")))
    stream[52:56] = b"\xff\xff\xff\xff"
    started = time.process_time()
    assert read_summary(bytes(stream), SUMMARY) == {}
    assert time.process_time() - started < 0.5


def test_headings_are_marked() -> None:
    assert [block.is_heading for block in read_document(SAMPLE, "a.doc").paragraphs][:2] == [True, False]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (patched(0, b"\xdc\xa5"), "old_word"),
        (patched(2, b"\x68\x00"), "old_word"),
        (
            patched(0x0A, struct.pack("<H", struct.unpack_from("<H", SAMPLE, HEAD + 0x0A)[0] | 0x100)),
            "password_protected",
        ),
        (patched(0, b"\x00\x00"), "unreadable"),
        (patched(0x01A2, b"\xff\xff\xff\x7f"), "truncated"),
        (patched(0x01A6, b"\x01\x00\x00\x00"), "truncated"),
        (SAMPLE[:9000], "truncated"),
    ],
    ids=["word 6", "word 95", "locked", "other magic", "text table outside", "no pieces", "cut"],
)
def test_what_cannot_be_read_is_named(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data, "a.doc")
    assert caught.value.code == code


def test_a_paragraphs_long_properties_are_followed_into_the_data_stream() -> None:
    inner = bytes.fromhex("162401" + "172401")
    huge = b"xxxx" + struct.pack("<H", len(inner)) + inner
    read = apply(Properties(), struct.pack("<HI", 0x6646, 4), huge)
    assert (read.in_table, read.row_end) == (True, True)


def test_a_row_definition_gives_edges_and_merges() -> None:
    cells = struct.pack("<H18x", 0) + struct.pack("<H18x", 2) + struct.pack("<H18x", 1 << 5)
    body = bytes([3]) + struct.pack("<4h", -10, 500, 1000, 1500) + cells
    read = apply(Properties(), struct.pack("<HH", 0xD608, len(body) + 1) + body, b"")
    assert read.edges == (-10, 500, 1000, 1500)
    assert [(mark.left, mark.above) for mark in read.marks] == [(False, False), (True, False), (False, True)]


def test_modifiers_cut_off_in_the_middle_end_the_list() -> None:
    assert list(modifiers(bytes.fromhex("162401" + "4966" + "0100"))) == [(0x2416, b"\x01")]


def test_cells_merged_with_the_one_before_widen_it() -> None:
    stack = TableStack()
    for shape in (RowShape((0, 10, 500, 1000), frozenset({1})), RowShape((0, 500, 1000))):
        for text in ["规章", "", "3"][: len(shape.edges) - 1] if shape.left else ["许可", "4"]:
            stack.at_depth(1)
            stack.add([Paragraph(text)] if text else [])
            stack.end_cell()
        stack.end_row(shape)
    stack.at_depth(0)
    grid = stack.blocks[0]
    assert isinstance(grid, Grid)
    assert [[(cell.text, cell.column, cell.column_span) for cell in row] for row in grid.rows] == [
        [("规章", 0, 1), ("3", 1, 1)],
        [("许可", 0, 1), ("4", 1, 1)],
    ]


@settings(max_examples=120, deadline=None)
@given(st.integers(0, len(SAMPLE) - 1), st.binary(min_size=1, max_size=6), st.booleans())
def test_a_damaged_file_is_read_or_refused(position: int, junk: bytes, cut: bool) -> None:
    data = SAMPLE[:position] if cut else SAMPLE[:position] + junk + SAMPLE[position + len(junk) :]
    try:
        document = read_document(data, "a.doc")
    except UnreadableDocument as refused:
        assert refused.code
        return
    assert document.blocks
