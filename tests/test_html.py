"""Saved pages of any content system become the report's own paragraphs and tables."""

from __future__ import annotations

import html
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.documents.document import Document, Grid
from etl.documents.web.html import read_html
from etl.documents.web.metadata import line_metadata
from etl.documents.web.page import html_blocks
from etl.errors import UnreadableDocument
from etl.parsing.values import read_value
from tests.media_samples import figures, own_figures
from tests.page_samples import FRAME, page, plain, table, variants, wrapped

HABITS = variants(figures())


def read(source: str) -> Document:
    return read_html(source.encode())


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def biggest(document: Document) -> Grid:
    return max(document.grids, key=lambda grid: len(grid.rows))


@pytest.mark.parametrize("habit", HABITS)
def test_every_figure_of_the_table_is_exact_in_every_habit(habit: str) -> None:
    assert own_figures(biggest(read(HABITS[habit]))) == figures()


@pytest.mark.parametrize("habit", sorted(set(HABITS) - {"missing end of table", "form and stray paragraph"}))
def test_the_paragraphs_are_the_reports_own_in_every_habit(habit: str) -> None:
    assert [block.text for block in read(HABITS[habit]).paragraphs] == [
        "某市教育局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "2023年，我局主动公开政府信息1,205条。",
        "二、主动公开政府信息情况",
        "见下表。",
        "三、收到和处理政府信息公开申请情况",
        "五、存在的主要问题及改进情况",
        "公开深度不够。",
        "六、其他需要报告的事项",
        "本年度未收取信息处理费。",
        "某市教育局",
        "2024年1月18日",
    ]


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_wrong_charset_does_no_harm(encoding: str, declared: str) -> None:
    source = HABITS["clean"].replace('charset="utf-8"', f'charset="{declared}"')
    document = read_html(source.encode(encoding))
    assert own_figures(biggest(document)) == figures()
    assert document.metadata["title"] == "某市教育局2023年政府信息公开工作年度报告"


SECTIONS = [
    "一、总体情况",
    "2023年，我局主动公开政府信息1205条。" * 3,
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
    "无。",
]
FRAMES = {
    "tables": (["某县水利局2023年政府信息公开工作年度报告"], [], "2024-01-12"),
    "lists": (["某区民政局", "2023年政府信息公开工作年度报告"], ["某区民政局", "2024年1月25日"], "2024-01-25"),
    "word": (["某市审计局", "2023年政府信息公开工作年度报告"], [], None),
    "divisions": (["某市统计局2023年政府信息公开工作年度报告"], [], "2024-01-30"),
    "breaks": (["某局2023年政府信息公开工作年度报告"], ["某局", "2024年1月5日"], None),
}


@pytest.mark.parametrize("frame", FRAMES)
def test_title_report_and_signature_are_kept_and_the_site_is_not(frame: str) -> None:
    source = (Path(__file__).parent / "fixtures" / "frames" / f"{frame}.html").read_text(encoding="utf-8")
    document = read(source.replace("@rows@", table(figures(), plain)))
    title, signature, published_on = FRAMES[frame]
    assert [block.text for block in document.paragraphs] == [*title, *SECTIONS, *signature]
    assert [len(grid.rows) for grid in document.grids] == [28]
    assert own_figures(document.grids[0]) == figures()
    assert document.metadata.get("published_on") == published_on


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("发布时间：2024-01-20 09:30　来源：某市教育局办公室　浏览次数：3", ("2024-01-20", "某市教育局办公室")),
        ("【信息来源：某局】【信息时间：2024/1/5】【字体：大 中 小】", ("2024-01-05", "某局")),
        ("来源：某市教育局发布时间：2024年3月1日", ("2024-03-01", "某市教育局")),
        ("发布机构：某区民政局", (None, "某区民政局")),
        ("统计时间：2023年1月1日至2023年12月31日", (None, None)),
        ("2024-01-30 15:20", ("2024-01-30", None)),
    ],
)
def test_lines_of_a_site_give_day_and_source(line: str, found: tuple[str | None, str | None]) -> None:
    metadata = line_metadata([line])
    assert (metadata.get("published_on"), metadata.get("source_name")) == found


def test_what_the_page_says_of_itself_is_metadata_and_not_text() -> None:
    metadata = read(HABITS["clean"]).metadata
    assert metadata["published_on"] == "2024-01-20"
    assert metadata["source_name"] == "某市教育局"
    assert metadata["index_number"] == "000014349/2024-00001"
    assert metadata["site"] == "某市人民政府"
    assert metadata["column"] == "政府信息公开年报"
    assert metadata["address"] == "http://www.example.gov.cn/zfxxgk/202401/t20240120_1.html"


def test_lines_above_the_report_give_date_and_source_where_there_are_no_tags() -> None:
    source = (
        FRAME.replace("PubDate", "x").replace('class="info"', "").replace("索引号：", "一").replace("发布机构：", "二")
    )
    source = source.replace("发文日期：", "三").replace("文号：", "四")
    metadata = read(source.replace("@more@", "").replace("@tables@", "")).metadata
    assert (metadata["published_on"], metadata["source_name"]) == ("2024-01-20", "某市教育局办公室")


def test_positions_come_from_the_dense_grid_and_an_overrun_span_is_clipped() -> None:
    grid = biggest(read(HABITS["row span overrun"]))
    label = grid.rows[5][0]
    assert (label.text, label.row, label.column, label.row_span) == ("三、本年度办理结果", 5, 0, 23)
    assert [cell.column for cell in grid.rows[6]] == [1, 2, 3, 4, 5, 6, 7, 8]
    last = grid.rows[-1]
    assert last[0].text == "四、结转下年度继续办理"
    assert len(last) == 8


def test_a_span_inside_its_group_ends_with_the_group() -> None:
    rows = "<thead><tr><td rowspan=9>甲</td><td>乙</td></tr></thead><tbody><tr><td>丙</td><td>1</td></tr></tbody>"
    grid = html_blocks(f"<table>{rows}</table>")[0]
    assert isinstance(grid, Grid)
    assert [(cell.row, cell.column, cell.row_span) for row in grid.rows for cell in row] == [
        (0, 0, 1),
        (0, 1, 1),
        (1, 0, 1),
        (1, 1, 1),
    ]


def test_a_foot_written_first_is_shown_last() -> None:
    source = (
        "<table><tfoot><tr><td>总计</td><td>9</td></tr></tfoot><tbody><tr><td>规章</td><td>9</td></tr></tbody></table>"
    )
    assert texts(html_blocks(source)[0]) == [["规章", "9"], ["总计", "9"]]  # type: ignore[arg-type]


def test_a_number_split_over_spans_and_fonts_is_one_number() -> None:
    split = "<b>1</b><font><span>,2</span></font><i></i>05"
    source = f"<table><tr><td>规章</td><td>{split}</td></tr><tr><td>a</td><td>2</td></tr></table>"
    assert texts(html_blocks(source)[0])[0] == ["规章", "1,205"]  # type: ignore[arg-type]


def test_blocks_and_breaks_divide_inside_a_cell() -> None:
    source = "<table><tr><td><p>甲</p><p>乙</p></td><td>1<br>2</td></tr><tr><td>a</td><td>2</td></tr></table>"
    assert texts(html_blocks(source)[0])[0] == ["甲\n乙", "1\n2"]  # type: ignore[arg-type]


def test_a_source_line_that_ends_inside_chinese_leaves_no_space() -> None:
    document = read(
        "<html><body><p>本年度主动公开\n   政府信息 12\n 条，" + "依法处理申请。" * 12 + "</p></body></html>"
    )
    assert document.paragraphs[0].text.startswith("本年度主动公开政府信息 12 条，依法")


def test_blank_cells_stay_blank_cells() -> None:
    rows = "<tr><td>规章</td><td>&nbsp;</td><td/><td>0</td></tr><tr><td>许可</td><td>1</td><td>　</td><td>0</td></tr>"
    source = f"<table>{rows}</table>"
    assert texts(html_blocks(source)[0]) == [["规章", "", "", "0"], ["许可", "1", "", "0"]]  # type: ignore[arg-type]


def test_a_table_of_paragraphs_is_prose() -> None:
    long = "我局认真贯彻落实条例。" * 30
    document = read(
        f"<table><tr><td>一、总体情况</td><td><p>{long}</p></td></tr><tr><td>注</td><td>无</td></tr></table>"
    )
    assert not document.grids
    assert long in [block.text for block in document.paragraphs]


def test_a_table_of_figures_with_a_small_table_in_one_cell_stays_a_table() -> None:
    rows = table(figures(), plain).replace(
        "<td>3.其他</td>", "<td><table><tr><td>3.</td><td>其他</td></tr></table></td>"
    )
    grid = biggest(read(page(wrapped(rows))))
    assert own_figures(grid) == figures()
    assert grid.rows[-3][0].text == "3.\n其他"


def test_an_article_hidden_until_a_script_runs_is_read() -> None:
    source = HABITS["clean"].replace('<div id="zoom">', '<div id="zoom" style="display:none">')
    assert own_figures(biggest(read(source))) == figures()


def test_a_title_outside_the_article_is_kept_and_links_to_other_years_are_not() -> None:
    lines = [block.text for block in read(HABITS["clean"]).paragraphs]
    assert lines[0] == "某市教育局2023年政府信息公开工作年度报告"
    assert not any("2022" in line or "2021" in line for line in lines)


def test_a_report_in_traditional_script_is_told_from_the_site_around_it() -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
        for row in (
            ("信息內容", "本年製發件數", "本年廢止件數", "現行有效件數"),
            ("規章", "0", "0", "0"),
            ("行政規範性文件", "7", "2", "41"),
        )
    )
    source = (
        "<html><body><ul><li>首頁</li><li>2023年</li></ul><h1>某市水利局2023年政府信息公開工作年度報告</h1>"
        "<div>發布日期：2024-01-11 點擊：[<span>33</span>]</div><div class='v_news_content'>"
        "<p>根據有關規定，某市水利局高度重視，認真梳理政府信息公開工作情況，編寫本報告。如有疑問，請與本局辦公室聯繫。</p>"
        "<p>一、總體情況</p><p>全年公開信息36條。</p><p>二、主動公開政府信息情況</p>"
        f"<table border='1'>{rows}</table></div><div>上一條：關於召開會議的通知</div></body></html>"
    )
    document = read(source)
    assert texts(biggest(document))[2] == ["行政規範性文件", "7", "2", "41"]
    assert "首頁" not in [block.text for block in document.paragraphs]


def test_headings_are_marked_as_the_page_marks_them() -> None:
    document = read(HABITS["clean"])
    assert [block.text for block in document.paragraphs if block.is_heading][:2] == [
        "某市教育局2023年政府信息公开工作年度报告",
        "一、总体情况",
    ]


def test_preformatted_text_keeps_its_lines_and_tables() -> None:
    body = "某局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n信息内容\t本年制发件数\n规章\t3\n许可\t4\n"
    document = read(f"<html><body><pre>{body}</pre></body></html>")
    assert [block.text for block in document.paragraphs] == ["某局2023年政府信息公开工作年度报告", "一、总体情况"]
    assert texts(document.grids[0])[1:] == [["规章", "3"], ["许可", "4"]]


def test_figures_typed_into_fields_of_a_form_are_cells() -> None:
    rows = (
        '<tr><td>规章</td><td><input type="text" value="3"></td></tr><tr><td>许可</td><td><input value="12"></td></tr>'
    )
    assert texts(html_blocks(f"<table>{rows}</table>")[0]) == [["规章", "3"], ["许可", "12"]]  # type: ignore[arg-type]


def test_a_page_cut_off_gives_the_rows_that_are_there_and_no_more() -> None:
    source = HABITS["clean"]
    cut = source[: source.index("（七）总计")]
    assert len(biggest(read(cut)).rows) == 3 + 23 + 1


def test_a_page_without_text_is_empty() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read("<html><head><title></title></head><body><script>1</script>&nbsp;</body></html>")
    assert caught.value.code == "empty_file"


@pytest.mark.parametrize(
    "source",
    [
        "<font>" * 5000 + HABITS["clean"],
        "<table><tr><td>" * 400 + "1" + "</td></tr></table>" * 400,
        "<p>" + "<span style=x>一</span>" * 20000,
        "<table>" + "<tr><td colspan=999999999 rowspan=999999999>1</td><td>2</td></tr>" * 500 + "</table>",
    ],
    ids=["unclosed fonts", "tables in tables", "spans", "huge spans"],
)
def test_absurd_pages_end_soon(source: str) -> None:
    started = time.process_time()
    read(source)
    assert time.process_time() - started < 2


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(HABITS["word markup"]) - 1), st.binary(min_size=1, max_size=30), st.booleans())
def test_a_damaged_page_is_read_or_refused(position: int, junk: bytes, cut: bool) -> None:
    data = HABITS["word markup"].encode()
    try:
        document = read_html(data[:position] + junk + (b"" if cut else data[position + len(junk) :]))
    except UnreadableDocument:
        return
    assert document.blocks


def test_a_title_that_a_list_of_neighbours_links_to_as_well_is_the_title() -> None:
    title = "青山县水利局2023年政府信息公开工作年度报告"
    links = "".join(
        f"<li><a href='{y}.html'>青山县水利局{y}年政府信息公开工作年度报告</a> {y}</li>" for y in (2022, 2023)
    )
    text = "<p>一、总体情况</p><p>全年公开信息12条。</p><p>二、主动公开政府信息情况</p><p>无。</p>"
    page = f"<html><body><ul>{links}</ul><div><h2>{title}</h2><p>来源：水利局</p><div>{text}</div></div></body></html>"
    assert read_html(page.encode()).paragraphs[0].text == title


@pytest.mark.parametrize("way", ["script", "frame", "text box"])
def test_an_article_that_a_page_carries_as_text_is_read(way: str) -> None:
    rows = "".join(f"<tr><td>{name}</td><td>3</td><td>0</td><td>9</td></tr>" for name in ("规章", "行政规范性文件"))
    sentence = "<p>" + "全年公开政府信息一百二十条，均在规定时间内更新。" * 10 + "</p>"
    end = "<p>三、收到和处理政府信息公开申请情况</p><p>全年没有收到申请。</p>"
    article = f"<h1>青山县水利局2023年政府信息公开工作年度报告</h1>{sentence}<table>{rows}</table>{end}"
    page = {
        "script": f"<script>var data={json.dumps({'content': article})}</script>",
        "frame": f'<iframe srcdoc="{html.escape(article)}"></iframe>',
        "text box": f'<textarea style="display:none">{html.escape(article)}</textarea>',
    }[way]
    document = read_html(f"<html><body><div id='app'></div>{page}</body></html>".encode())
    assert document.paragraphs[0].text == "青山县水利局2023年政府信息公开工作年度报告"
    assert [cell.text for cell in document.grids[0].rows[0]] == ["规章", "3", "0", "9"]


def test_a_short_report_of_one_heading_keeps_what_stands_beside_the_heading() -> None:
    title = "<p>某局2023年政府信息公开工作年度报告</p>"
    page = f"<html><body><div>{title}<p><b>一、总体情况</b></p><p>公开信息12条。</p></div></body></html>"
    assert [one.text for one in read_html(page.encode()).paragraphs][1:] == ["一、总体情况", "公开信息12条。"]


def test_a_raised_figure_is_the_mark_of_a_note_and_no_digit_of_the_number() -> None:
    source = (
        "<table><tr><td>信息内容</td><td>本年制发件数</td></tr><tr><td>规章<sup>1</sup></td><td>14<sup>2</sup></td></tr>"
        "<tr><td>行政规范性文件</td><td>7<sup>[3]</sup></td></tr><tr><td>其他</td><td><sup>5</sup></td></tr></table>"
    )
    (grid,) = html_blocks(source)
    assert isinstance(grid, Grid)
    cells = [[cell.text for cell in row] for row in grid.rows][1:]
    assert cells == [["规章¹", "14²"], ["行政规范性文件", "7⁽³⁾"], ["其他", "5"]]
    assert [read_value(text).value for text in ("14²", "7⁽³⁾", "5")] == [14, 7, 5]


def test_a_row_that_the_page_hides_by_a_class_of_its_own_style_sheet_is_left_out() -> None:
    hidden = "<tr class='model off'><td>规章</td><td>9</td></tr>"
    rows = f"<tr><td>规章</td><td>1</td></tr>{hidden}<tr><td>文件</td><td>2</td></tr>"
    style = "<style>.model{color:red} .off { display: none; }</style>"
    page = f"<html><head>{style}</head><body><table>{rows}</table></body></html>"
    (grid,) = read_html(page.encode()).grids
    assert [[cell.text for cell in row] for row in grid.rows] == [["规章", "1"], ["文件", "2"]]
    (shown,) = read_html(page.replace("display: none", "display: block").encode()).grids
    assert len(shown.rows) == 3
