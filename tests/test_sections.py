"""The six statutory sections are found by what their headings say."""

from pathlib import Path

import pytest

from etl.documents.document import Document, Grid, GridCell, Paragraph
from etl.parsing.sections import sections_of_blocks, split_sections

TITLES = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
GRID = Grid(((GridCell("规章", 0, 0), GridCell("0", 0, 1)),))


def document(*blocks: str | Grid) -> Document:
    return Document("text", tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks))


def numbers(*blocks: str | Grid) -> list[tuple[str, str, str]]:
    return [(section.number, section.title, section.text) for section in split_sections(document(*blocks))]


def test_the_six_sections_are_split_and_tables_left_out() -> None:
    found = numbers(
        "某局2023年年报",
        TITLES[0],
        "甲。",
        "乙。",
        TITLES[1],
        GRID,
        TITLES[2],
        GRID,
        TITLES[3],
        GRID,
        TITLES[4],
        "丙。",
        TITLES[5],
        "无。",
    )
    assert found == [
        ("0", "", "某局2023年年报"),
        ("1", TITLES[0], "甲。\n乙。"),
        ("2", TITLES[1], ""),
        ("3", TITLES[2], ""),
        ("4", TITLES[3], ""),
        ("5", TITLES[4], "丙。"),
        ("6", TITLES[5], "无。"),
    ]


@pytest.mark.parametrize(
    "style",
    ["{n}.{t}", "{n}、{t}", "{n}．{t}", "{c}. {t}", "{c}、 {t}", "（{c}）{t}", "{t}", "# {c}、{t}", "**{c}、{t}**"],
)
def test_headings_are_found_in_other_numbering_styles(style: str) -> None:
    blocks = []
    for number, title in enumerate(TITLES):
        blocks += [style.format(n=number + 1, c=title[0], t=title[2:]), f"正文{number + 1}。"]
    found = numbers(*blocks)
    assert [(number, text) for number, _, text in found] == [(str(n), f"正文{n}。") for n in range(1, 7)]


def test_other_wordings_of_the_titles_are_found() -> None:
    found = numbers(
        "一、总体情况",
        "甲。",
        "二、主动公开政府信息的情况",
        "三、收到和处理政府信息公开申请的情况",
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "五、政府信息公开工作存在的主要问题及改进措施",
        "乙。",
        "六、需要报告的其他事项",
        "丙。",
    )
    assert [(number, text) for number, _, text in found] == [
        ("1", "甲。"),
        ("2", ""),
        ("3", ""),
        ("4", ""),
        ("5", "乙。"),
        ("6", "丙。"),
    ]


def test_a_heading_glued_to_its_text_is_cut_from_it() -> None:
    found = numbers(
        "一、总体情况2023年，我局公开信息12条。",
        "五、存在的主要问题及改进情况。存在的问题是人手不足。",
        "六、其他需要报告的事项：无其他需要报告的事项。",
    )
    assert found == [
        ("1", "一、总体情况", "2023年，我局公开信息12条。"),
        ("5", "五、存在的主要问题及改进情况", "存在的问题是人手不足。"),
        ("6", "六、其他需要报告的事项", "无其他需要报告的事项。"),
    ]


def test_lines_of_a_table_of_contents_are_ignored() -> None:
    plain = numbers("目录", *TITLES, TITLES[0], "甲。", *TITLES[1:5], "乙。", TITLES[5], "丙。")
    dotted = numbers(
        "目录",
        *(f"{title}......{page}" for page, title in enumerate(TITLES)),
        TITLES[0],
        "甲。",
        *TITLES[1:5],
        "乙。",
        TITLES[5],
        "丙。",
    )
    assert [(number, text) for number, _, text in plain][1:] == [
        (n, t) for n, t in zip("123456", ["甲。", "", "", "", "乙。", "丙。"], strict=True)
    ]
    assert [(number, text) for number, _, text in dotted][1:] == [(number, text) for number, _, text in plain][1:]


def test_a_missing_heading_leaves_its_section_out_and_the_others_right() -> None:
    found = numbers(TITLES[0], "甲。", TITLES[2], GRID, TITLES[4], "乙。")
    assert [(number, text) for number, _, text in found] == [("1", "甲。"), ("3", ""), ("5", "乙。")]


def test_parts_of_section_one_do_not_open_sections() -> None:
    found = numbers(
        TITLES[0],
        "（一）主动公开情况",
        "甲。",
        "（二）依申请公开情况。乙。",
        "（五）监督保障。存在问题及时改进。",
        TITLES[1],
        GRID,
    )
    assert [(number, text) for number, _, text in found] == [
        ("1", "（一）主动公开情况\n甲。\n（二）依申请公开情况。乙。\n（五）监督保障。存在问题及时改进。"),
        ("2", ""),
    ]


def test_a_sentence_that_names_a_section_opens_none() -> None:
    found = numbers(
        "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、其他需要报告的事项。",
        TITLES[0],
        "甲。",
        TITLES[1],
    )
    assert [number for number, _, _ in found] == ["0", "1", "2"]


def test_a_heading_inside_a_grid_opens_its_section() -> None:
    titled = Grid(((GridCell(TITLES[2], 0, 0, 1, 3),), (GridCell("自然人", 1, 0), GridCell("0", 1, 1))))
    assert sections_of_blocks(document(TITLES[0], "甲。", titled, TITLES[4], "乙。")) == ("1", "1", "3", "5", "5")


@pytest.mark.parametrize(
    "title", ["政府信息依申请公开工作情况", "依申请公开工作情况", "依申请公开、不予公开及咨询政府信息情况"]
)
def test_requests_have_many_titles_in_the_older_forms(title: str) -> None:
    found = numbers("一、概述", "甲。", f"三、{title} ", "乙。", "四、政府信息公开的收费及减免情况", "丙。")
    assert [number for number, _, _ in found] == ["1", "3"]


def test_what_a_section_counts_by_kind_or_channel_does_not_open_it_again() -> None:
    found = numbers(
        "一、概述",
        "甲。",
        "三、主动公开政府信息情况",
        "（一）主动公开政府信息的数量",
        "乙。",
        "（二）主动公开政府信息的主要类别",
        "丙。",
        "五、存在的主要问题和改进措施",
        "丁。",
    )
    assert [number for number, _, _ in found] == ["1", "2", "5"]
    assert found[1][2].startswith("（一）主动公开政府信息的数量\n乙。")


def test_a_report_of_an_older_form_is_split_by_its_own_headings() -> None:
    found = numbers(
        "一、概述",
        "甲。",
        "二、主动公开政府信息的情况",
        "乙。",
        "三、政府信息依申请公开办理情况",
        "丙。",
        "七、附表",
        "丁。",
    )
    assert [(number, text) for number, _, text in found] == [
        ("1", "甲。"),
        ("2", "乙。"),
        ("3", "丙。\n七、附表\n丁。"),
    ]
    other = numbers("一、工作机制", "甲。", "二、公开内容", "乙。", "三、咨询与投诉", "丙。")
    assert [(number, text) for number, _, text in other] == [("1", "甲。"), ("2", "乙。"), ("3", "丙。")]


@pytest.mark.real
def test_a_real_report_has_its_six_sections() -> None:
    path = Path(__file__).parents[2] / "shared" / "real" / "zhongzhan-2022.txt"
    if not path.exists():
        pytest.skip("the real documents are not beside the project")
    lines = path.read_text(encoding="utf-8").splitlines()
    found = split_sections(document(*(line for line in lines if "\t" not in line)))
    assert [section.number for section in found] == ["0", "1", "2", "3", "4", "5", "6"]
    assert found[1].text.startswith("本报告依据") and found[1].text.endswith("追究责任情况。")
    assert found[6].text == "无其他需要报告的事项。"
