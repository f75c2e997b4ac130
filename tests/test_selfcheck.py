"""The self-check of one draft: planted faults found, a clean draft clean, nothing stored, lists to send back."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from catalog import selfcheck
from catalog.rules import rules
from etl import checks
from etl.demo import SEED
from etl.demo.draft import Draft, write_draft
from etl.demo.faults import KINDS, Fault, plant
from etl.demo.plan import plan_drafts
from etl.documents.sniff import read_document
from etl.errors import UnreadableDocument
from etl.selfcheck.docx import to_docx
from etl.selfcheck.findings import Findings, check_draft
from etl.selfcheck.pdf import to_pdf
from etl.selfcheck.sheet import as_text, make_sheet
from tests.rule_vectors import record
from tests.site_pages import FACTS, tables
from tests.test_sheet_forms import one_sheet, saved

ROOT = Path(__file__).resolve().parent.parent
ALONE = [kind.name for kind in KINDS if "SM-01" not in kind.rules]  # a copy of a neighbour's text needs the neighbour
LOOKS_BACK = {"XY-01", "T2-03", "T2-05", "SM-02", "NA-04"}


@cache
def city() -> tuple[dict[tuple[str, int], Draft], dict[str, Fault], set[str]]:
    """The drafts of the demonstration city, the first fault of every kind, and the agencies with any fault."""
    drafts, faults = plant(SEED, plan_drafts(SEED))
    first: dict[str, Fault] = {}
    for fault in faults:
        first.setdefault(fault.name, fault)
    return drafts, first, {fault.agency_id for fault in faults}


def checked(agency_id: str, year: int, *, language: str = "zh", alone: bool = False) -> Findings:
    """The findings on one demonstration document, held against the agency's of the year before where there is one."""
    drafts = city()[0]
    draft, before = drafts[agency_id, year], drafts.get((agency_id, year - 1))
    previous = (write_draft(before), before.file) if before and not alone else None
    return check_draft(write_draft(draft), draft.file, previous, language)


def clean(medium: str) -> tuple[str, int]:
    """A bureau's document of this medium, one whose agency has no planted fault, with a report of the year before."""
    drafts, _, struck = city()
    return next(
        key
        for key, draft in drafts.items()
        if draft.medium == medium
        and key[0] not in struck
        and key[1] > 2021
        and (key[0], key[1] - 1) in drafts
        and not draft.facts.agency.is_government
    )


def vector(cells: dict[str, object], **more: object) -> bytes:
    """A parsed report with these cells, tables three and four otherwise 0, as a file."""
    given = record("110101-education", 2023, {"zero": ["disclosure", "requests", "cases"], "cells": cells, **more})
    return json.dumps(given, ensure_ascii=False).encode()


@pytest.mark.parametrize("kind", ALONE)
def test_every_kind_of_planted_fault_is_found(kind: str) -> None:
    fault = city()[1][kind]
    found = checked(fault.agency_id, fault.year)
    missed = set(fault.rules) - {one.rule for one in found.faults}
    if found.previous:
        assert missed == set()
    else:  # planted in the first year: what only last year's report can show is said to be unchecked
        assert missed <= LOOKS_BACK and all(rule in "".join(found.unchecked) for rule in missed)
    for one in found.faults:
        assert one.where and one.problem and one.basis, one
    order = [selfcheck.chapters().index(one.chapter) for one in found.faults]
    assert order == sorted(order)


@pytest.mark.parametrize("medium", ["docx", "html", "pdf", "text"])
def test_a_clean_draft_has_no_error_and_the_list_says_what_was_not_checked(medium: str) -> None:
    found = checked(*clean(medium))
    assert [one.rule for one in found.faults if one.severity == "E"] == []
    assert found.passed >= 25
    assert any("不在自查之内" in line for line in found.unchecked)
    assert not any("没有给出上年报告" in line for line in found.unchecked)


def test_a_total_that_is_forgotten_is_named_with_its_cell_both_sides_basis_and_cure() -> None:
    data = vector({"cases.review.upheld": 10, "cases.review.overturned": 1, "cases.review.total": 0})
    found = check_draft(data, "草稿.json")
    (fault,) = [one for one in found.faults if one.rule == "T4-01"]
    assert (fault.chapter, fault.severity, fault.where) == ("cases", "E", "表四“行政复议”行")
    assert fault.printed == "结果维持 10、结果纠正 1；总计 0"
    assert (fault.left, fault.right, fault.difference) == ("11", "0", "11")
    assert fault.basis == "表四：总计为结果维持、结果纠正、其他结果、尚未审结之和"
    assert fault.repairs == ("行政复议·总计 0→11",)  # no other single cell can heal it and stay at 0 or more
    assert "行政复议·总计 0→11" in as_text(make_sheet(found))


def test_a_workbook_is_checked_like_any_other_draft() -> None:
    facts = dict.fromkeys(FACTS, "0") | {("cases", "review", "total"): "3", ("requests", "received", "total"): "2"}
    found = check_draft(saved(one_sheet(parts=tables(facts))), "草稿.xlsx")
    wrong = {one.rule: one for one in found.faults if one.severity == "E"}
    assert set(wrong) >= {"T3-01", "T3-03", "T4-01"}
    assert (wrong["T4-01"].printed, wrong["T4-01"].left, wrong["T4-01"].right) == ("各格均为0；总计 3", "0", "3")
    assert wrong["T3-03"].where == "表三“一、本年新收政府信息公开申请数量”行"


def test_a_candidate_is_told_once_for_a_table() -> None:
    fault = city()[1]["row_sum"]
    found = checked(fault.agency_id, fault.year)
    told = [one for one in found.faults if one.repairs]
    assert len(told) == 2 and [one.as_above for one in told] == [False, True]
    assert as_text(make_sheet(found)).count(told[0].repairs[0]) == 1


def test_without_last_years_report_the_list_says_which_rules_that_leaves_out() -> None:
    fault = city()[1]["carried_in_lost"]
    assert "XY-01" in {one.rule for one in checked(fault.agency_id, fault.year).faults}
    alone = checked(fault.agency_id, fault.year, alone=True)
    assert "XY-01" not in {one.rule for one in alone.faults}
    (line,) = [one for one in alone.unchecked if one.startswith("没有给出上年报告")]
    assert all(rule in line for rule in LOOKS_BACK)


def test_a_report_of_another_year_is_not_taken_for_last_years() -> None:
    data = vector({})
    older = json.dumps(record("110101-education", 2020, {"zero": ["requests"]}), ensure_ascii=False).encode()
    found = check_draft(data, "a.json", (older, "b.json"))
    assert found.previous == ""
    assert "所给的上年报告是2020年的，不是2022年，没有采用" in found.unchecked


def test_a_draft_without_a_year_is_checked_as_far_as_that_goes() -> None:
    given = json.loads(vector({"cases.review.total": 3})) | {"year": None, "title": ""}
    found = check_draft(json.dumps(given).encode(), "a.json")
    assert found.year is None
    assert "T4-01" in {one.rule for one in found.faults}
    assert not {"FM02", "FM09", "TM-01"} & {one.rule for one in found.faults}
    assert selfcheck.speaker("zh")("no_year") in found.unchecked


def test_the_page_of_a_fault_in_a_pdf_is_named() -> None:
    fault = city()[1]["riddled"]
    draft = city()[0][fault.agency_id, fault.year]
    found = check_draft(write_draft(draft), draft.file)
    (blanks,) = [one for one in found.faults if one.rule == "FM06"]
    assert draft.medium == "pdf" and blanks.page.startswith("第") and "表三" in blanks.where


def test_what_is_no_annual_report_is_refused_with_its_reason() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        check_draft("关于召开会议的通知。请各科室按时参加。".encode(), "通知.txt")
    assert caught.value.code == "no_report"


@pytest.mark.parametrize(
    ("kind", "name"), [("row_sum", "list.docx"), ("outcomes", "list.docx"), ("row_sum", "list.pdf")]
)
def test_its_own_list_is_no_annual_report_however_many_rows_it_quotes(kind: str, name: str) -> None:
    fault = city()[1][kind]
    sheet = make_sheet(checked(fault.agency_id, fault.year))
    with pytest.raises(UnreadableDocument) as caught:
        check_draft(to_pdf(sheet) if name.endswith("pdf") else to_docx(sheet), name)
    assert (caught.value.code, caught.value.detail) == ("work_summary", "政府信息公开工作年度报告发布前自查")


def test_every_rule_has_a_chapter_and_every_chapter_words_in_both_languages() -> None:
    for rule in rules():
        assert selfcheck.chapter_of(rule) in selfcheck.chapters()
    for language in ("zh", "en"):
        for name in selfcheck.chapters():
            assert selfcheck.word("chapters", name, language)


def test_the_list_in_english_has_no_chinese_sentence() -> None:
    found = check_draft(vector({"cases.review.upheld": 10, "cases.review.total": 0}), "a.json", language="en")
    (fault,) = [one for one in found.faults if one.rule == "T4-01"]
    assert fault.where == "Table four, row Administrative review"
    assert fault.problem == "Table four, reviews: results add up to 10, the total says 0, difference 10"


def sheet_of(kind: str) -> bytes:
    fault = city()[1][kind]
    return to_docx(make_sheet(checked(fault.agency_id, fault.year)))


def test_the_word_list_is_well_formed_says_everything_and_is_the_same_every_time() -> None:
    data = sheet_of("row_sum")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
    document = read_document(data, "list.docx")
    text = "\n".join(part.text for part in document.paragraphs) + "".join(
        cell.text for grid in document.grids for row in grid.rows for cell in row
    )
    assert "T3-03" in text and "表三“（一）予以公开”行" in text and "演示数据" in text
    assert data == sheet_of("row_sum")


def test_the_pdf_list_embeds_no_font_reads_back_and_is_the_same_every_time() -> None:
    fault = city()[1]["row_sum"]
    sheet = make_sheet(checked(fault.agency_id, fault.year))
    data = to_pdf(sheet)
    assert b"STSong-Light" in data and b"FontFile" not in data
    document = read_document(data, "list.pdf")
    text = "".join(part.text for grid in document.grids for row in grid.rows for part in row)
    assert "T3-03" in text and "（一）予以公开／总计" in text
    # the middle dot is a box in readers that lend another Chinese font
    assert "·" not in text + "".join(line.text for line in document.paragraphs)
    assert data == to_pdf(sheet)


def run(*words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The verb as a child in a folder of its own, which is all that it may write to."""
    home = {"TMPDIR": str(cwd), "HOME": str(cwd)} if cwd else {}
    env = os.environ | home | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "etl", "selfcheck", *map(str, words)]
    return subprocess.run(command, cwd=cwd or ROOT, env=env, capture_output=True, text=True, encoding="utf-8")


def test_the_verb_tells_how_it_stands_by_its_exit_code_and_stores_nothing(tmp_path: Path) -> None:
    bad, good, other = tmp_path / "bad.json", tmp_path / "good.json", tmp_path / "other.pdf"
    bad.write_bytes(vector({"cases.review.total": 3}))
    good.write_bytes(vector({}, sections=sections()))
    other.write_bytes(b"%PDF-1.4 nothing")
    assert run(bad, cwd=tmp_path).returncode == 1
    done = run(good, "--json", cwd=tmp_path)
    assert (done.returncode, [one for one in json.loads(done.stdout)["faults"] if one["severity"] == "E"]) == (0, [])
    done = run(other, "--json", cwd=tmp_path)
    assert done.returncode == 2 and json.loads(done.stdout)["unreadable"]["what_to_do"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["bad.json", "good.json", "other.pdf"]
    run(bad, "--docx", tmp_path / "list.docx", "--pdf", tmp_path / "list.pdf", cwd=tmp_path)
    assert (tmp_path / "list.docx").read_bytes()[:2] == b"PK" and (tmp_path / "list.pdf").read_bytes()[:4] == b"%PDF"


def sections() -> dict[str, str]:
    """Six sections that say what they have to."""
    one = "主动公开、依申请公开、政府信息管理、平台建设、监督保障均有进展。"
    return {
        "1": one,
        "2": "见表。",
        "3": "见表。",
        "4": "见表。",
        "5": "公开内容还不够全面，将加强培训改进。",
        "6": "未收取信息处理费。",
    }


def test_a_self_check_loads_nothing_that_takes_long() -> None:
    heavy = ("pandas", "pyarrow", "streamlit", "pypinyin", "numpy")
    code = (
        "import sys; from pathlib import Path; from etl.selfcheck.findings import check_draft; "
        "check_draft(sys.stdin.buffer.read(), 'a.json'); "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, input=vector({}), capture_output=True)
    assert done.stdout.decode().strip() == "[]", done.stderr.decode()


def test_every_reason_of_a_rule_has_words_in_both_languages() -> None:
    """What a query gives as the reason of an unknown result is never shown as it stands in the code."""
    quoted = re.compile(r"(?:THEN|ELSE|,) '([a-z][^']*)'|'([a-z][^']+)' AS reason")
    files = sorted((Path(checks.__file__).parent / "checks").glob("*.sql"))
    said = {one or two for path in files for one, two in quoted.findall(path.read_text("utf-8")) if " " in (one or two)}
    said -= {"blank read as 0 is consistent", "the known addends already exceed the total", "all answered"}
    said -= {"coercive measures", "the same in three years"}  # words of a message, no reasons
    assert len(said) > 25
    shown = {reason: selfcheck.reason(reason, "zh") for reason in said if reason.isascii() and "{" not in reason}
    assert [reason for reason, words in shown.items() if words.isascii()] == []
