"""One report from several places, several versions of one report: what is kept, what is named, what carries over."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from etl.batch.parse import parse
from etl.register.records import COLUMNS

ZEROS = "".join("<td>0</td>" for _ in range(7))
PROSE = "2023年，我局主动公开政府信息{items}条，受理政府信息公开申请3件。"


def requests_table(received: int) -> str:
    """Three rows of table three, the rest of it left out."""
    given = f"<td>{received}</td>" + "".join("<td>0</td>" for _ in range(5)) + f"<td>{received}</td>"
    names = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    head = "<tr>" + "".join(f"<td>{name}</td>" for name in names) + "</tr>"
    return (
        f"<table><tr><td>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td></tr>{head}"
        f"<tr><td>一、本年新收政府信息公开申请数量</td>{given}</tr>"
        f"<tr><td>二、上年结转政府信息公开申请数量</td>{ZEROS}</tr>"
        f"<tr><td>四、结转下年度继续办理</td>{given}</tr></table>"
    )


def page(
    title: str,
    *,
    tables: bool = True,
    received: int = 3,
    items: int = 80,
    date: str = "",
    noise: str = "",
    link: str = "",
) -> str:
    """A page that holds a report, whole or without its tables."""
    head = f"<p>发布时间：{date}</p>" if date else ""
    table = requests_table(received) if tables else ""
    canonical = f'<link rel="canonical" href="{link}">' if link else ""
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title>{canonical}</head><body>{noise}<h1>{title}</h1>{head}"
        f"<p>一、总体情况</p><p>{PROSE.format(items=items)}</p><p>二、主动公开政府信息情况</p>"
        f"<p>三、收到和处理政府信息公开申请情况</p>{table}<p>四、政府信息公开行政复议、行政诉讼情况</p>"
        f"<p>五、存在的主要问题及改进情况</p><p>宣传还不够。</p><p>六、其他需要报告的事项</p><p>无。</p></body></html>"
    )


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def read(inbox: Path, **pages: str) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """The reports and the problem lines that pages of these names give."""
    for name, text in pages.items():
        (inbox / f"{name}.html").write_text(text, encoding="utf-8")
    out = inbox.parent / "out"
    parse([inbox], out, crew=1)
    reports = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(out.glob("*.json"))]
    return reports, [json.loads(line) for line in (out / "problems.jsonl").read_text(encoding="utf-8").splitlines()]


def coded(problems: list[dict[str, str]], code: str) -> list[str]:
    return [line["file"] for line in problems if line["code"] == code]


TITLE = "沭阳县发展和改革局2023年政府信息公开工作年度报告"


def test_the_pages_for_desks_and_for_telephones_are_two_sources_of_one_report(inbox: Path) -> None:
    www = page(TITLE, link="https://www.shuyang.gov.cn/a/1.html")
    mobile = page(TITLE, noise="<div>首页 返回</div>", link="https://m.shuyang.gov.cn/a/1.html")
    reports, problems = read(inbox, a_www=www, b_mobile=mobile)
    assert [one["source"]["file"] for one in reports] == ["a_www.html"]
    assert [one["file"] for one in reports[0]["other_sources"]] == ["b_mobile.html"]
    assert (coded(problems, "duplicate"), coded(problems, "two_versions")) == (["b_mobile.html"], [])


def test_a_page_without_tables_and_its_attachment_are_one_report_dated_by_the_page(inbox: Path) -> None:
    shown = page(TITLE, tables=False, date="2024-01-22")
    reports, problems = read(inbox, a_page=shown, b_attachment=page(TITLE))
    assert [one["source"]["file"] for one in reports] == ["b_attachment.html"]
    assert [one["file"] for one in reports[0]["other_sources"]] == ["a_page.html"]
    assert reports[0]["published_on"] == "2024-01-22"
    assert reports[0]["identity_evidence"]["published_on"].startswith("a_page.html：")
    assert coded(problems, "two_versions") == []


def test_what_was_joined_stays_joined_and_nothing_is_read_again(inbox: Path) -> None:
    first = read(inbox, a_page=page(TITLE, tables=False, date="2024-01-22"), b_attachment=page(TITLE))
    summary = parse([inbox], inbox.parent / "out", crew=1)
    assert (summary.parsed, summary.unchanged) == (0, 2)
    assert read(inbox) == first


def test_a_page_whose_attachment_went_away_is_a_report_again(inbox: Path) -> None:
    read(inbox, a_page=page(TITLE, tables=False), b_attachment=page(TITLE))
    reports, _ = read(inbox, b_attachment=page("沭阳县民政局2023年政府信息公开工作年度报告"))
    assert sorted(one["source"]["file"] for one in reports) == ["a_page.html", "b_attachment.html"]


def test_a_copy_whose_first_source_went_away_is_read_for_itself_and_counted_once(inbox: Path) -> None:
    read(inbox, b_copy=page(TITLE), a_first=page(TITLE, noise="<i>1</i>"), c_copy=page(TITLE, noise="<i>2</i>"))
    (inbox / "a_first.html").write_text(page("沭阳县民政局2023年政府信息公开工作年度报告"), encoding="utf-8")
    summary = parse([inbox], inbox.parent / "out", crew=1)
    assert (summary.read, summary.parsed, summary.unchanged, summary.rejected) == (3, 3, 0, 0)
    reports, _ = read(inbox)
    assert {one["source"]["file"]: [other["file"] for other in one["other_sources"]] for one in reports} == {
        "a_first.html": [],
        "b_copy.html": ["c_copy.html"],
    }


def test_a_page_that_says_other_figures_than_the_tables_document_is_a_version_of_its_own(inbox: Path) -> None:
    reports, problems = read(inbox, a_page=page(TITLE, tables=False, items=95), b_other=page(TITLE))
    assert len(reports) == 2
    assert coded(problems, "two_versions") == ["a_page.html", "b_other.html"]


def test_two_published_versions_are_both_kept(inbox: Path) -> None:
    reports, problems = read(inbox, a_first=page(TITLE, date="2024-01-22"), b_revised=page(TITLE, received=4))
    assert len(reports) == 2
    assert coded(problems, "two_versions") == ["a_first.html", "b_revised.html"]


def test_office_and_system_of_one_bureau_and_year_are_two_reports_without_a_doubt(inbox: Path) -> None:
    system = page("沭阳县发展和改革局系统2023年政府信息公开工作年度报告", received=9)
    reports, problems = read(inbox, office=page(TITLE), system=system)
    assert sorted(one["scope"] for one in reports) == ["office", "system"]
    assert coded(problems, "two_versions") == coded(problems, "duplicate") == []


def test_the_list_of_problems_is_a_spreadsheet_in_two_languages(inbox: Path) -> None:
    read(inbox, **{"=cmd": "<html><p>食堂今日供应面条</p></html>", "empty": ""})
    raw = (inbox.parent / "out" / "problems.csv").read_bytes()
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert raw.startswith(b"\xef\xbb\xbf")
    assert [(row["file"], row["level"], row["code"]) for row in rows] == [
        ("'=cmd.html", "rejected", "no_report"),
        ("empty.html", "rejected", "empty_file"),
    ]
    assert rows[1]["问题"] == "文件是空的" and rows[1]["problem"] == "The file is empty"
    assert rows[1]["处理办法"].startswith("重新下载") and rows[1]["what to do"].startswith("Download it again")


def test_proposed_agencies_come_in_the_columns_of_the_register(inbox: Path) -> None:
    read(inbox, a=page("沭阳县民政局2023年政府信息公开工作年度报告"))
    path = inbox.parent / "out" / "agencies-proposed.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert tuple(rows[0]) == (*COLUMNS, "first_seen_in")
    assert [
        (row["agency_id"], row["name_zh"], row["kind"], row["region_code"], row["first_seen_in"]) for row in rows
    ] == [("321322-civil_affairs", "沭阳县民政局", "civil_affairs", "321322", "a.html")]
    (inbox / "a.html").write_text(page(TITLE), encoding="utf-8")
    parse([inbox], inbox.parent / "out", crew=1)
    assert not path.exists()
