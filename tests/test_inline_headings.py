"""Statutory headings that a copy left inside a line."""

from __future__ import annotations

from etl.batch.reading import read_bytes
from etl.documents.document import Document, Paragraph
from etl.parsing.inline_headings import headings_apart

TEXT = (
    "沭阳县人民政府2020年 政府信息公开工作年度报告 一、总体情况 2020年，我县主动公开政府信息8123条，按期答复了申请。"
    " 二、主动公开政府信息情况 见县政府网站上各部门的专栏，按季更新，可以查阅。"
    " 五、存在的主要问题及改进情况 内容不够丰富，明年将继续改进，并加强培训。"
)


def lines(text: str) -> list[str]:
    document = headings_apart(Document("text", (Paragraph(text),)))
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_headings_inside_a_line_become_lines() -> None:
    found = lines(TEXT)
    assert found[0] == "沭阳县人民政府2020年 政府信息公开工作年度报告"
    assert [found[at] for at in (1, 3, 5)] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "五、存在的主要问题及改进情况",
    ]


def test_a_heading_at_the_end_of_a_line_becomes_one() -> None:
    said = "本报告根据《中华人民共和国政府信息公开条例》编制，如有疑问，请与我办联系（地址：沭阳县台州路1号，"
    said += "电话：0527-83550000）。"
    assert lines(said + "一、总体情况") == [said, "一、总体情况"]


def test_a_table_of_contents_in_a_line_stays_one() -> None:
    contents = (
        "目录：沭阳县人民政府办公室2020年政府信息公开工作年度报告的各个部分 一、总体情况 二、主动公开政府信息情况"
        " 三、收到和处理政府信息公开申请情况 五、存在的主要问题及改进情况 六、其他需要报告的事项"
    )
    assert len(lines(contents)) == 1


def test_a_report_in_one_line_is_read() -> None:
    report = read_bytes(TEXT.encode(), "a.txt", "x")
    assert (report.agency_id, report.year) == ("321322-government", 2020)
    assert [section.number for section in report.sections if section.number != "0"] == ["1", "2", "5"]
