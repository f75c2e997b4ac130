"""Numbers that Word counts itself: headings, groups and items whose numerals stand in no text of the file."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from etl.agencies import load_registry
from etl.documents.sniff import read_document
from etl.parsing.read import read_report
from etl.report import Report, Source
from tests.site_pages import FACTS, HEADINGS, INTRODUCTION, PROSE, TITLE, tables
from tests.word_samples import W, cell, docx, of_lines, paragraph, row, run, table

REGISTRY = load_registry()
NUMERAL = re.compile(r"^([一二三四五六]、|（[一二三四五六七]）|\d\.)")
LEVELS = {"、": 0, "）": 1, ".": 2}


def level(depth: int, style: str, text: str, more: str = "") -> str:
    shape = f'<w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{shape}</w:lvl>'


THREE = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
)


def numbering(inner: str) -> str:
    return f"<w:ROOT>{inner}</w:ROOT>"


def model(key: int, levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>'


def list_of(number: int, key: int, changes: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{key}"/>{changes}</w:num>'


def item(text: str, number: int, depth: int = 0) -> str:
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(run(text), properties=place)


def lines(body: str, **parts: str) -> list[str]:
    return [block.text for block in read_document(docx(body, **parts), "a.docx").paragraphs]


def report(body: str, **parts: str) -> Report:
    document = read_document(docx(body, **parts), "a.docx")
    return read_report(document, Source("a.docx", "0" * 64, document.medium), REGISTRY)


def whole(heading: str, write: object = None) -> str:
    """A report whose headings `heading` writes, without their numerals."""
    two, three, four = (of_lines(one, write) for one in tables())  # type: ignore[arg-type]
    inner = {1: "".join(paragraph(run(text)) for text in PROSE["1"]), 2: two, 3: three, 4: four}
    inner |= {number: "".join(paragraph(run(text)) for text in PROSE[str(number)]) for number in (5, 6)}
    parts = [heading.replace("@", HEADINGS[number - 1][2:]) + inner[number] for number in range(1, 7)]
    return paragraph(run(TITLE)) + paragraph(run(INTRODUCTION)) + "".join(parts)


STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'
)


@pytest.mark.parametrize("by_style", [True, False])
def test_headings_numbered_by_a_list_or_by_their_style_open_their_sections(by_style: bool) -> None:
    heading = paragraph(run("@"), properties='<w:pStyle w:val="2"/>') if by_style else item("@", 3)
    read = report(whole(heading), numbering=numbering(model(1, THREE) + list_of(3, 1)), styles=STYLES)
    assert [(one.number, one.title) for one in read.sections[1:]] == [(str(n), HEADINGS[n - 1]) for n in range(1, 7)]
    assert read.sections[1].text == "\n".join(PROSE["1"])
    assert {(one.table, one.row, one.column): one.printed for one in read.cells} == FACTS


def test_labels_of_table_three_that_word_numbers_name_their_rows() -> None:
    def write(text: str) -> str:
        found = NUMERAL.match(text)
        return item(text[found.end() :], 4, LEVELS[found[0][-1]]) if found else paragraph(run(text))

    body = whole(paragraph(run("@"), properties='<w:pStyle w:val="2"/>'), write)
    lists = model(1, THREE) + model(2, THREE) + list_of(3, 1) + list_of(4, 2)
    read = report(body, numbering=numbering(lists), styles=STYLES)
    assert {(one.table, one.row, one.column): one.printed for one in read.cells} == FACTS
    assert {one.code for one in read.problems} <= {"identities_fail", "agency_unknown"}


def test_a_list_with_a_first_number_of_its_own_begins_anew() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = numbering(model(1, level(0, "decimal", "%1.")) + list_of(1, 1) + list_of(2, 1, again) + list_of(3, 1))
    body = item("甲", 1) + item("乙", 1) + item("丙", 2) + item("丁", 2) + item("戊", 3)
    assert lines(body, numbering=lists) == ["1.甲", "2.乙", "1.丙", "2.丁", "3.戊"]


def test_a_list_may_shape_a_level_of_its_model_otherwise() -> None:
    change = f'<w:lvlOverride w:ilvl="0">{level(0, "chineseCounting", "（%1）")}</w:lvlOverride>'
    lists = numbering(model(1, level(0, "decimal", "%1.")) + list_of(1, 1) + list_of(2, 1, change))
    assert lines(item("甲", 1) + item("乙", 2), numbering=lists) == ["1.甲", "（二）乙"]


def test_a_model_may_point_to_the_style_that_holds_it() -> None:
    pointing = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/></w:abstractNum>'
    held = '<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>'
    lists = numbering(pointing + model(2, THREE) + list_of(1, 1) + list_of(9, 2))
    assert lines(item("甲", 1), numbering=lists, styles=f'<w:styles xmlns:w="{W}">{held}</w:styles>') == ["一、甲"]


@pytest.mark.parametrize(
    ("style", "text", "seven"),
    [
        ("chineseCounting", "第%1部分 ", "第七部分 "),
        ("upperRoman", "%1.", "VII."),
        ("decimalFullWidth", "%1．", "７．"),
        ("ideographTraditional", "%1、", "庚、"),
        ("chineseLegalSimplified", "%1、", "柒、"),
        ("decimalEnclosedCircle", "%1", "⑦"),
        ("bullet", "•", ""),
    ],
)
def test_every_way_of_counting_in_use(style: str, text: str, seven: str) -> None:
    lists = numbering(model(1, level(0, style, text)) + list_of(1, 1))
    assert lines("".join(item("甲", 1) for _ in range(7)), numbering=lists)[-1] == f"{seven}甲"


def test_an_empty_paragraph_of_a_list_shows_its_number_and_is_counted() -> None:
    lists = numbering(model(1, level(0, "decimal", "%1")) + list_of(1, 1))
    number = f"<w:tc><w:tcPr/>{item('', 1)}</w:tc>"
    grid = read_document(
        docx(table(row(number, cell("规章"), cell("3")), row(number, cell("许可"), cell("4"))), numbering=lists),
        "a.docx",
    )
    assert [[one.text for one in line] for line in grid.grids[0].rows] == [["1", "规章", "3"], ["2", "许可", "4"]]


def test_numbers_written_as_digits_at_a_lower_level() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2 ", "<w:isLgl/>")
    lists = numbering(model(1, levels) + list_of(1, 1))
    assert lines(item("甲", 1) + item("乙", 1, 1), numbering=lists) == ["一、甲", "1.1 乙"]


def test_a_strict_file_is_read_with_its_styles_and_numbers() -> None:
    heading = paragraph(run("@"), properties='<w:pStyle w:val="2"/>')
    usual = docx(whole(heading), numbering=numbering(model(1, THREE) + list_of(3, 1)), styles=STYLES)
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            named = source.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            target.writestr(name, named)
    document = read_document(strict.getvalue(), "a.docx")
    assert [block.text for block in document.paragraphs if block.is_heading] == list(HEADINGS)


def test_a_damaged_part_of_numbers_costs_the_numbers_only() -> None:
    assert lines(item("甲", 1), numbering="<w:broken") == ["甲"]
