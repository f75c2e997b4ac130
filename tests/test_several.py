"""A file that holds several reports gives each of them, by itself; one report is never parted."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from etl.batch import reading
from etl.batch.explain import explain_parts
from etl.batch.parse import parse
from etl.batch.reading import Task, Unpacked
from etl.documents.document import Document, Paragraph
from etl.documents.web.html import read_html
from etl.parsing.several import label_of, part_of, reports_in

HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "五、存在的主要问题及改进情况",
)


def report(agency: str, year: int, made: int) -> str:
    """A short report of one table, as HTML: so many documents were issued."""
    table = (
        "<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
        f"<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>{made}</td>"
        f"<td>1</td><td>{made + 5}</td></tr></table>"
    )
    title = f"<h2>{agency}{year}年政府信息公开工作年度报告</h2>"
    first = f"<p>{HEADINGS[0]}</p><p>{year}年，我局主动公开政府信息{made}条，没有收到申请，没有复议和诉讼。</p>"
    last = f"<p>{HEADINGS[3]}</p><p>培训还不够，今后加强。</p>"
    return f"{title}{first}<p>{HEADINGS[1]}</p>{table}<p>{HEADINGS[2]}</p>{last}"


def page(*reports: str, before: str = "") -> bytes:
    return f"<html><head><meta charset='utf-8'></head><body>{before}{''.join(reports)}</body></html>".encode()


AUDIT, SCHOOLS, OLDER = (
    report("沭阳县审计局", 2023, 3),
    report("沭阳县教育局", 2023, 8),
    report("沭阳县审计局", 2022, 4),
)


def names(data: bytes) -> list[str]:
    return [part.name for part in reports_in(read_html(data))]


def issued(out: Path) -> dict[str, str]:
    """The number of documents issued, by the name of the source."""
    found = {}
    for path in out.glob("*-*.json"):
        record = json.loads(path.read_text(encoding="utf-8"))
        cells = {(cell["row"], cell["column"]): cell["printed"] for cell in record["cells"]}
        found[record["source"]["file"]] = cells["normative_documents", "issued"]
    return found


def test_reports_of_two_bodies_or_two_years_in_one_page_are_parted() -> None:
    assert names(page(AUDIT, SCHOOLS)) == ["沭阳县审计局2023年", "沭阳县教育局2023年"]
    assert names(page(OLDER, AUDIT)) == ["沭阳县审计局2022年", "沭阳县审计局2023年"]


def test_one_report_is_never_parted() -> None:
    links = "".join(
        f"<li><a href='x'>沭阳县{body}2022年政府信息公开工作年度报告</a></li>" for body in ("民政局", "水务局")
    )
    assert names(page(AUDIT)) == []
    assert names(page(AUDIT, before=f"<ul>{links}</ul>")) == []
    assert names(page(AUDIT, f"<ul>{links}</ul>")) == []
    assert names(page(AUDIT, AUDIT)) == []  # a copy for telephones
    mention = "<p>沭阳县教育局2023年政府信息公开工作年度报告已经公布，欢迎查阅。</p>"
    assert names(page(AUDIT, mention)) == []


def test_a_title_in_two_lines_begins_a_report_too() -> None:
    lines = []
    for body in ("沭阳县审计局", "沭阳县教育局"):
        lines += [
            body,
            "2023年政府信息公开工作年度报告",
            *HEADINGS,
            "全年做好各项工作，加强了培训和检查，公开了各类信息。",
        ]
    parts = reports_in(Document("text", tuple(map(Paragraph, lines))))
    assert [part.document.paragraphs[0].text for part in parts] == ["沭阳县审计局", "沭阳县教育局"]


def test_each_report_of_a_file_comes_in_with_its_own_figures_also_out_of_an_archive(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "all.html").write_bytes(page(AUDIT, SCHOOLS))
    with zipfile.ZipFile(folder / "pack.zip", "w") as archive:
        archive.writestr("years.html", page(OLDER, report("沭阳县民政局", 2023, 11)))
        archive.writestr("one.html", page(report("沭阳县水务局", 2023, 14)))
    first = parse([folder], out, crew=1)
    assert (first.read, first.parsed, first.rejected) == (5, 5, 0)
    assert issued(out) == {
        "all.html!1·沭阳县审计局2023年": "3",
        "all.html!2·沭阳县教育局2023年": "8",
        "pack.zip!years.html!1·沭阳县审计局2022年": "4",
        "pack.zip!years.html!2·沭阳县民政局2023年": "11",
        "pack.zip!one.html": "14",
    }
    again = parse([folder], out, crew=1)
    assert (again.read, again.unchanged) == (5, 5)
    assert not (out / ".unpacked").exists() or not list((out / ".unpacked").iterdir())


def test_a_file_of_several_reports_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, read = page(OLDER, AUDIT, SCHOOLS), []
    source, sha256 = tmp_path / "all.html", hashlib.sha256(data).hexdigest()
    source.write_bytes(data)
    monkeypatch.setattr(reading, "read_document", lambda data, name: read.append(name) or read_html(data))
    (tmp_path / "out").mkdir()
    whole = reading.read_task(Task(str(source), "all.html", sha256, str(tmp_path / "out")))
    assert isinstance(whole, Unpacked)
    for path, label in whole.files:
        reading.read_task(Task(path, label, sha256, str(tmp_path / "out")))
    assert read == ["all.html"]
    assert sorted(issued(tmp_path / "out").values()) == ["3", "4", "8"]
    shutil.rmtree(reading.spool_of(whole.task))  # as after an earlier run
    reading.read_task(Task(*whole.files[1], sha256, str(tmp_path / "out")))
    assert read == ["all.html"] * 2


def test_the_explanation_shows_every_report_of_a_file() -> None:
    told = explain_parts(page(AUDIT, SCHOOLS), "all.html")
    assert [one.report.agency_printed for one in told if one.report] == ["沭阳县审计局", "沭阳县教育局"]
    assert len(explain_parts(page(AUDIT), "one.html")) == 1


def test_the_name_of_a_part_leads_back_to_its_file_and_number() -> None:
    (_, second) = reports_in(read_html(page(AUDIT, SCHOOLS)))
    label = label_of("a.zip!all.html", 2, second)
    assert label == "a.zip!all.html!2·沭阳县教育局2023年"
    assert part_of(label) == ("a.zip!all.html", 2)
    assert part_of("a.zip!2023年.html") == ("a.zip!2023年.html", 0)
