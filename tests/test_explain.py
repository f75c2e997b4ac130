"""The explanation of one document: what was understood, on a terminal and as a page beside the document."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console

from etl.batch.explain import Explanation, explain, show
from etl.batch.explain_inputs import explain_all, explain_file
from etl.batch.explain_page import as_page
from etl.batch.reading import read_bytes
from etl.demo import write_demo
from etl.documents.document import Document, Grid, GridCell, Paragraph
from etl.errors import MingjingError
from etl.report import Cell, Where, to_json

pytestmark = pytest.mark.usefixtures("english")

ROOT = Path(__file__).resolve().parent.parent
MEDIA = (".html", ".docx", ".pdf", ".txt")


@pytest.fixture(scope="module")
def documents(tmp_path_factory) -> dict[str, Path]:
    """A demonstration document of each medium, with the value of 一、本年新收 / 总计 from the truth beside them."""
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, districts={"990101"}, years={2022, 2023})
    paths = sorted((folder / "documents").rglob("*.*"), key=lambda path: (path.stat().st_size, path.name))
    return {path.suffix: path for path in reversed(paths)}


def truth_of(path: Path) -> dict[str, object]:
    lines = (path.parent.parent.parent / "truth" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return next(record for record in map(json.loads, lines) if record["file"].endswith(path.name))


def printed(explanation) -> str:
    paper = Console(file=io.StringIO(), width=900, color_system=None)
    show(explanation, paper)
    return paper.file.getvalue()


@pytest.mark.parametrize("suffix", MEDIA)
def test_every_cell_appears_with_its_key_and_state(documents, suffix):
    path = documents[suffix]
    explanation = explain(path.read_bytes(), path.name)
    shown = printed(explanation)
    truth = truth_of(path)
    assert truth["agency_id"] in shown
    assert str(truth["year"]) in shown
    rows = {line.split("│")[1].strip(): line.split("│")[2:] for line in shown.splitlines() if line.count("│") > 8}
    total = next(cell["printed"] for cell in truth["cells"] if place(cell) == ("requests", "received", "total"))
    assert [text.strip() for text in rows["received"]][-2] == (total or "□ (blank)")
    for cell in explanation.report.cells:
        if cell.table == "cases":
            assert f"{cell.printed or '□'} {cell.row}·{cell.column}" in shown or cell.row in rows
        else:
            assert cell.row in shown
        assert cell.state == "number" or f"({cell.state})" in shown
    assert "legal_service_provider" in shown


def place(cell: dict[str, str]) -> tuple[str, str, str]:
    return cell["table"], cell["row"], cell["column"]


@pytest.mark.parametrize("suffix", MEDIA)
def test_the_page_has_the_document_beside_what_was_read(documents, suffix):
    path = documents[suffix]
    data = path.read_bytes()
    left, right = as_page([explain(data, path.name)], data).split("</section><section>")
    agency = truth_of(path)["agency_id"]
    assert agency in right
    assert "<small>received · total</small>" in right
    assert "background:#d8efe3" in right
    if suffix == ".pdf":
        assert left.count("data:image/png;base64,") >= 2
    else:
        assert "主动公开" in left
    assert "<script" not in left + right


def test_a_rejected_document_is_explained_with_its_remedy(documents):
    explanation = explain(b"", "空.pdf")
    assert "The file is empty → Download it again" in printed(explanation)
    page = as_page([explanation], b"")
    assert "The file is empty" in page
    menu = "<html><body><h1>食堂菜谱</h1><p>今日供应面条。</p></body></html>".encode()
    page = as_page([explain(menu, "菜谱.html")], menu)
    assert "今日供应面条" in page.split("</section><section>")[0]
    assert "No annual report in it" in page.split("</section><section>")[1]


def test_signs_of_the_terminal_in_a_document_are_shown_as_they_are():
    text = "某县水利局2023年政府信息公开工作年度报告\n一、总体情况\n[/b] [red]公开[bold] 12 件。\n".encode()
    shown = printed(explain(text, "[bold]某县水利局.txt"))
    assert "[bold]某县水利局.txt" in shown


def test_markup_in_a_document_stays_text_on_the_page():
    text = "某县水利局2023年政府信息公开工作年度报告\n一、总体情况\n<script>alert(1)</script>公开12件。\n".encode()
    assert "<script" not in as_page([explain(text, "<script>.txt")], text)


def test_a_parsed_report_is_explained_without_a_document(documents):
    path = documents[".html"]
    record = to_json(read_bytes(path.read_bytes(), path.name, "0" * 64)).encode()
    explanation = explain(record, "r.json")
    assert explanation.document is None
    assert truth_of(path)["agency_id"] in printed(explanation)


def test_the_file_of_a_page_is_written(documents, tmp_path):
    page = tmp_path / "page.html"
    explain_file(documents[".txt"], Console(file=io.StringIO()), page)
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_verb_writes_a_page_and_refuses_what_makes_no_sense(documents, tmp_path):
    def call(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "etl", "parse", *map(str, words)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)

    page = tmp_path / "page.html"
    done = call("--explain", documents[".txt"], "--page", page)
    assert done.returncode == 0
    assert "carried_out" in done.stdout
    assert page.stat().st_size > 10_000
    assert call("--explain", documents[".txt"].parent, "--page", page).returncode == 2
    assert call(documents[".txt"], "--page", page, "--out", tmp_path).returncode == 2
    assert "--out FOLDER" in call(documents[".txt"]).stderr


def test_a_document_of_an_archive_is_explained_by_the_name_that_its_problems_have(documents, tmp_path, capsys):
    first, second = documents[".html"], documents[".docx"]
    packed = tmp_path / "全部.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(first, "甲/一.html")
        archive.write(second, "乙/二.docx")
    paper = Console(file=io.StringIO(), width=200, color_system=None)
    explain_all([Path(f"{packed}!乙/二.docx")], paper, tmp_path / "page.html")
    told = paper.file.getvalue()
    assert truth_of(second)["agency_id"] in told
    assert "全部.zip!乙/二.docx" in told and "一.html" not in told
    assert truth_of(second)["agency_id"] in (tmp_path / "page.html").read_text(encoding="utf-8")
    with pytest.raises(MingjingError, match=r"全部\.zip holds no document 丙\.html"):
        explain_all([Path(f"{packed}!丙.html")], paper)


def test_what_is_not_certain_is_marked_and_a_picture_is_shown_as_it_is():
    grid = Grid(((GridCell("行政许可", 0, 0), GridCell("37", 0, 1)),))
    document = Document("png", (Paragraph("二、主动公开政府信息情况"), grid), {}, read_by_ocr=True)
    cells = (Cell("disclosure", "permits", "", "37", Decimal(37), "number", Where(1, 0, 0, 1), certain=False),)
    text = "丁市水务局2023年政府信息公开工作年度报告\n一、总体情况\n本年度主动公开三十余条，答复申请两件，没有复议。"
    report = replace(read_bytes(text.encode(), "a.txt", ""), cells=cells)
    explanation = Explanation("a.png", document, report)
    assert "37 (not certain)" in " ".join(printed(explanation).split())
    page = as_page([explanation], b"\x89PNG\r\n\x1a\n")
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in page
    assert page.count("class=unsure>") == 2 and "class=unsure>37<small>" in page
