"""What is wrong with a document is said in the reader's language, the details in brackets included."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from catalog.problems import in_english, kinds
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
