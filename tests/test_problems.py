"""What is wrong with a document is said in the reader's language, the details in brackets included."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from catalog.problems import evidence_in, in_english, kinds
from catalog.texts import speaker
from dashboard import intake
from dashboard.reader import Reader

ROOT = Path(__file__).resolve().parent.parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def told(node: ast.expr) -> str:
    """The words of a detail in the source, with 7 for each part that changes; "" where it is all made at run time."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    return ""


def details() -> Iterator[tuple[str, str]]:
    """(file, detail) of every reason for which a reader of documents gives a document up."""
    for path in sorted((ROOT / "etl").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "UnreadableDocument"
                and len(node.args) > 1
            ):
                yield path.name, told(node.args[1])


SOURCES = ("mentions", "years", "titles")


def doubts() -> Iterator[str]:
    """The details of what a reading doubts or notes, as they stand in the source."""
    for path in sorted((ROOT / "etl").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > 1 and getattr(node.args[0], "value", "") in kinds():
                detail = node.args[1].left if isinstance(node.args[1], ast.BinOp) else node.args[1]
                if getattr(node.func, "id", "") != "UnreadableDocument":
                    yield told(detail).removesuffix("：") + ("：7" if isinstance(node.args[1], ast.BinOp) else "")


def test_every_detail_of_a_reader_is_told_in_english_too() -> None:
    found = [(file, detail) for file, detail in details() if CHINESE.search(detail)]
    assert len(found) > 60
    left = [(file, detail, in_english(detail)) for file, detail in found if CHINESE.search(in_english(detail))]
    assert left == []


def test_no_detail_is_the_english_complaint_of_a_library() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "etl" / "documents").rglob("*.py")))
    assert re.findall(r'UnreadableDocument\("[a-z_]+", f"[a-z{}]*: \{error\}', source) == []


@pytest.mark.parametrize(
    ("detail", "english"),
    [
        ("到第 12 页已超过 90000 字", "more than 90000 letters by page 12"),
        ("第 3 页有 80001 字", "80001 letters on page 3"),
        ("812 页", "812 pages"),
        ("汇总.zip：压缩比 1:4000", "汇总.zip: compressed 1:4000"),
        ("正文部分缺失", "the body is missing"),
        ("word/document.xml 嵌套过深", "word/document.xml is nested too deeply"),
        ("某局工作总结", "某局工作总结"),
    ],
)
def test_a_detail_keeps_its_numbers_and_names(detail: str, english: str) -> None:
    assert in_english(detail) == english


@pytest.mark.parametrize(
    ("detail", "english"),
    [
        ("申请情况表、复议诉讼情况表", "requests, reviews and lawsuits"),
        (
            "申请情况表：（二）部分公开（区分处理的，只计这一情形，不计其他情形）、1.属于国家秘密等 21 行",
            "requests: Partly granted, State secret and others, 21 rows in all",
        ),
        ("（一）予以公开各列之和、总计列办理结果之和", "the columns of Granted, the outcomes of Total"),
        ("主动公开情况表：行政许可·本年处理决定数量“约5”", "proactive disclosure: Permits·Decisions “约5”"),
        (
            "主动公开情况表：规章缺1格、规范性文件缺2格",
            "proactive disclosure: Rules lacks 1, Normative documents lacks 2",
        ),
        (
            "行列合计不符：予以公开·自然人“2”（（一）予以公开各列之和；自然人列办理结果之和）、总计“3”等共14格",
            "neither row nor column adds up: Granted·Natural persons “2” (the columns of Granted and the outcomes of "
            "Natural persons), Total “3” and others, 14 cells in all",
        ),
        (
            "申请情况表：予以公开·自然人“3”（先读作“8”）、予以公开“3”（先读作“〓”）",
            "requests: Granted·Natural persons “3” (first read as “8”), Granted “3” (first read as “〓”)",
        ),
        (
            "多次识别不一致：行政许可·处理决定数量“9856”（“98561”“〓”）",
            "readings differ: Permits·Decisions “9856” (“98561” “〓”)",
        ),
        ("没有勾稽关系：共10格", "in no sum: 10 cells"),
        ("标题甲县某镇，正文“公布”甲县某局", "title: 甲县某镇, announced in the text: 甲县某局"),
        ("统计期限2023，正文2022", "period: 2023, text: 2022"),
        ("只有联系单位：甲县某局", "only the contact: 甲县某局"),
        ("某会议、某总结，第二稿", "某会议、某总结，第二稿"),  # printed words stay as they are printed
    ],
)
def test_a_doubt_is_told_in_english_but_for_printed_words_and_names(detail: str, english: str) -> None:
    assert in_english(detail) == english


def test_every_doubt_of_the_reading_is_told_in_english_but_for_what_is_printed() -> None:
    found = [detail for detail in doubts() if CHINESE.search(detail)]
    assert len(found) > 20
    assert [(detail, in_english(detail)) for detail in found if CHINESE.search(in_english(detail))] == []


def test_every_place_that_a_name_or_a_year_is_found_in_has_english_words() -> None:
    source = "\n".join((ROOT / "etl" / "parsing" / "identity" / f"{name}.py").read_text("utf-8") for name in SOURCES)
    given = {
        *re.findall(r"(?:Mention|YearEvidence)\(\s*\"([^\"]+)\"", source),
        *re.findall(r"\), \"(正文“[^\"]+”)", source),
    }
    given |= {"正文“公布”", "正文“编制”", "正文“汇总”", "发布机构", "联系单位", "标题", "正文唯一的年份"}
    assert len(given) > 14
    for place in given:
        assert not CHINESE.search(in_english(f"只有{place}：X")) or not CHINESE.search(in_english(f"{place}2023")), (
            place
        )


@pytest.mark.parametrize(
    ("evidence", "english"),
    [
        (
            "标题：甲县审计局2023年政府信息公开工作年度报告（行政区划与机关类别确定，名录中没有）",
            "title: 甲县审计局2023年政府信息公开工作年度报告 (region and kind are certain, not in the register)",
        ),
        (
            "落款：甲县（乙区）审计局（本行政区划内的名称（括号内名称））",
            "signature: 甲县（乙区）审计局 (a name in this region; the name in brackets)",
        ),
        ("正文主语：甲县（逐字相合的简称）", "subject of the text: 甲县 (a short name, sign by sign)"),
        ("发布日期：发布时间：2024-01-20", "day of publication: 发布时间：2024-01-20"),
        ("由发布日期推断：2024-01-20", "inferred from the day of publication, 2024-01-20"),
        ("部门的报告", "report of a department"),
    ],
)
def test_what_a_name_was_read_from_is_told_in_english_around_the_printed_text(evidence: str, english: str) -> None:
    assert evidence_in(evidence, "en") == english
    assert evidence_in(evidence, "zh") == evidence


def test_every_reason_for_a_name_has_english_words() -> None:
    tree = ast.parse((ROOT / "etl" / "agencies.py").read_text(encoding="utf-8"))
    found = {str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    reasons = [one for one in found if re.fullmatch(r"[\u4e00-\u9fff，：（）]{6,}", one) and not one.startswith("（")]
    reasons.remove("自由贸易试验区")  # a name, no reason
    assert len(reasons) > 10
    assert [one for one in reasons if CHINESE.search(in_english(one))] == []


def test_a_line_of_the_list_of_problems_is_told_in_the_readers_language() -> None:
    kind = kinds()["truncated"]
    assert (
        kind.said_in("文件不完整，后半部分缺失（压缩结构不完整）", "en")
        == "The file is cut off (the archive is incomplete)"
    )
    assert kind.said_in("文件不完整，后半部分缺失", "en") == "The file is cut off"
    assert kind.said_in("另一句话", "en") == "另一句话"
    line = {
        "file": "a.docx",
        "code": "truncated",
        "message": kind.sentence("压缩结构不完整"),
        "what_to_do": kind.remedy(),
    }
    shown = intake.problem_table(pd.DataFrame([line]), Reader("en", "demo", speaker("en")))
    assert not CHINESE.search(" ".join(shown.astype(str).iloc[0]))
    zh = intake.problem_table(pd.DataFrame([line]), Reader("zh", "demo", speaker("zh")))
    assert "文件不完整，后半部分缺失（压缩结构不完整）" in zh.iloc[0].tolist()
