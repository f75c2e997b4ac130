"""RTF is read as a word processor shows it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.documents.document import Document
from etl.documents.sniff import read_document
from etl.errors import UnreadableDocument
from tests.media_samples import LABELS_2021, figures, own_figures

HEAD = r"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Arial;}}"


def quoted(text: str) -> str:
    """Text as bytes of code page 936, each quoted."""
    return "".join(
        letter if letter.isascii() else "".join(f"\\'{byte:02x}" for byte in letter.encode("gbk")) for letter in text
    )


def coded(text: str) -> str:
    """Text as characters by number, each with a fallback."""
    return "".join(
        letter if letter.isascii() else f"\\u{ord(letter) - (65536 if ord(letter) > 32767 else 0)}?" for letter in text
    )


def rtf(body: str) -> bytes:
    return (HEAD + body + "}").encode("ascii")


def read(body: str) -> Document:
    return read_document(rtf(body), "a.rtf")


def lines(body: str) -> list[str]:
    return [block.text for block in read(body).paragraphs]


def statutory(values: list[list[str]], write: object) -> str:
    """Table three, its first label cell merged over 22 rows."""
    rows = []
    for number, ((first, second), line) in enumerate(zip(LABELS_2021, values, strict=True)):
        merge = r"\clvmgf" if number == 2 else r"\clvmrg" if 2 < number < 24 else ""
        edges = [f"{merge}\\cellx900", r"\cellx1800"] if second else [r"\cellx1800"]
        edges += [f"\\cellx{1800 + 900 * column}" for column in range(1, 8)]
        texts = [*([first, second] if second else [first]), *line]
        cells = "".join(f"\\pard\\intbl {write(text)}\\cell" for text in texts)  # type: ignore[operator]
        rows.append(r"\trowd\trleft0" + "".join(edges) + cells + r"\row")
    return "".join(rows) + r"\pard "


@pytest.mark.parametrize("write", [quoted, coded])
def test_every_figure_is_exact_in_bytes_and_in_numbers(write: object) -> None:
    document = read(write("三、收到和处理") + r"\par " + statutory(figures(), write) + write("完") + r"\par")  # type: ignore[operator]
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Grid", "Paragraph"]
    grid = document.grids[0]
    assert own_figures(grid) == figures()
    assert (grid.rows[2][0].text, grid.rows[2][0].row_span) == ("三、本年度办理结果", 22)
    assert [cell.column for cell in grid.rows[3]] == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (quoted("公开") + "43{\\b 8}8" + quoted("条"), "公开4388条"),
        ("4388{\\v 77}", "4388"),
        ("{\\strike 77}4388{\\striked1 9}", "4388"),
        (r"{\v 77\strike0 9}4388", "4388"),
        ("4388{\\deleted 99}", "4388"),
        (r"{\field{\*\fldinst =1+2}{\fldrslt 4388}}", "4388"),
        (r"43{\*\unknown 9}88{\footnote 1}", "4388"),
        (r"\uc2\u20844??4388\uc0\u24320", "公4388开"),
        (r"\u20844\'b9\'ab\u24320\'BF\'AA\'c1\'cb4388", "公开了4388"),
        (r"{\uc0\u55362\u57271}4388", "𠮷4388"),
        (r"{\f1 \'a4}4388", "¤4388"),
        ("43\r\n88", "4388"),
        (r"43{\pict\wmetafile8 0102}88{\*\bkmkstart x}", "4388"),
        (r"43\bin3 }}}88", "4388"),
        (r"\{4388\}\~\_", "{4388}\xa0-"),
        (r"{\listtext\pard \u19968?\u12289?\tab}4388", "一、4388"),
    ],
    ids=str,
)
def test_text_is_what_is_shown(body: str, text: str) -> None:
    assert lines(body + r"\par") == [text]


def test_chinese_bytes_under_a_western_code_page_are_chinese() -> None:
    body = r"{\rtf1\ansi\ansicpg1252 " + quoted("本年度政府信息公开工作报告") + r"\par}"
    assert [block.text for block in read_document(body.encode(), "a.rtf").paragraphs] == ["本年度政府信息公开工作报告"]


def test_a_nested_table_stays_in_its_cell() -> None:
    inner = (
        r"\pard\intbl\itap2 A\nestcell 1\nestcell{\*\nesttableprops\trowd\cellx400\cellx800\nestrow}"
        r"\pard\intbl\itap2 B\nestcell 2\nestcell{\*\nesttableprops\trowd\cellx400\cellx800\nestrow}{\nonesttables\par}"
    )
    document = read(r"\trowd\cellx2000\cellx4000" + inner + r"\pard\intbl\itap1 end\cell right\cell\row\pard after\par")
    assert [[cell.text for cell in row] for row in document.grids[0].rows] == [["A", "1"], ["B", "2"]]
    assert [block.text for block in document.paragraphs] == ["end", "right", "after"]


def test_a_text_box_is_a_paragraph_before_the_one_it_hangs_on() -> None:
    box = r"{\shp{\*\shpinst\shpleft0{\sp{\sn a}{\sv 1}}{\shptxt \pard in\par}}{\shprslt{\pard in\par}}}"
    assert lines(r"\pard one" + box + r" two\par") == ["in", "one two"]


def test_headings_and_facts_are_kept() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}}"
    facts = r"{\info{\title T1}{\author A}{\creatim\yr2024\mo1\dy18}}"
    document = read(styles + facts + r"\pard\s1 one\par\pard\s0 two\par")
    assert [(block.text, block.is_heading) for block in document.paragraphs] == [("one", True), ("two", False)]
    assert document.metadata == {"title": "T1", "author": "A", "created_on": "2024-01-18"}


def test_an_rtf_without_text_is_empty() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(r"\pard\par")
    assert caught.value.code == "empty_file"


SAMPLE = rtf(quoted("总体情况") + r"\par " + statutory(figures(), coded))


@settings(max_examples=80, deadline=None)
@given(st.integers(6, len(SAMPLE) - 1), st.binary(min_size=1, max_size=12), st.booleans())
def test_a_damaged_file_is_read_or_refused(position: int, junk: bytes, cut: bool) -> None:
    data = SAMPLE[:position] if cut else SAMPLE[:position] + junk + SAMPLE[position + len(junk) :]
    try:
        document = read_document(data, "a.rtf")
    except UnreadableDocument as refused:
        assert refused.code
        return
    assert document.blocks
