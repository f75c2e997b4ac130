"""The words of a failed check: they stand in the catalogue, in Chinese and English; the SQL tells numbers and codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalog.metrics import metrics
from catalog.rules import rules
from etl.checks import check_rows
from etl.warehouse import build_warehouse
from tests.rule_vectors import vectors, write_vectors

SQL = Path(__file__).parent.parent / "etl"
HAN = re.compile(r"[\u3400-\u9fff]")
PATTERN_CALLS = {"regexp_matches", "regexp_extract", "regexp_extract_all", "regexp_replace", "contains", "split_part"}
PATTERN_CALLS |= {"replace", "IN", "VALUES"}
PIECE = re.compile(r"--[^\n]*|'(?:[^']|'')*'|[()]|\w+|,")


def texts_in(sql: str) -> Iterator[tuple[str, str]]:
    """(call, text) of every quoted text with Chinese in it: call is the name before the bracket that it stands in."""
    calls: list[str] = []
    last = ""
    for found in PIECE.finditer(sql):
        piece = found[0]
        if piece == "(":
            row_of_values = calls and calls[-1] == "rows" and last in ("VALUES", ",")
            calls.append("VALUES" if row_of_values else last)
        elif piece == ")":
            calls.pop()
        elif piece == "VALUES":
            calls[-1] = "rows"
        elif piece.startswith("'") and HAN.search(piece):
            yield calls[-1] if calls else "", piece
        if not piece.startswith("--"):
            last = piece


def test_the_reader_of_sql_tells_a_pattern_from_a_phrase() -> None:
    told = list(
        texts_in("SELECT concat('共', n, '件') -- 说明\nFROM (VALUES (1, '网站')) WHERE contains(text, '收费')")
    )
    assert told == [("concat", "'共'"), ("concat", "'件'"), ("VALUES", "'网站'"), ("contains", "'收费'")]


def test_sql_holds_chinese_only_as_patterns_that_a_text_is_searched_for() -> None:
    files = sorted(SQL.rglob("*.sql"))
    told = [(path.name, *one) for path in files for one in texts_in(path.read_text("utf-8"))]
    assert len(files) > 80 and len(told) > 30
    assert [one for one in told if one[1] not in PATTERN_CALLS] == []


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("wording")
    write_vectors(folder)
    build = build_warehouse([folder / "reports"], folder / "out", data=folder / "data", as_of=date(2024, 12, 31))
    return [row for row in check_rows(build) if row["result"] == "fail"]


def sentences(failures: list[dict[str, Any]], vector: str) -> set[tuple[str, str]]:
    """What the failures of one vector (FM01/2) say of the report it asks about."""
    prefix, given = next((prefix, one) for prefix, one in vectors() if one["id"] == vector)
    about = f"{prefix}-{given['about']['agency']}", given["about"]["year"]
    rows = [row for row in failures if (row["agency_id"], row["year"]) == about and row["rule"] == given["rule"]]
    return {(row["message"], row["message_en"]) for row in rows}


WORDS = {
    "FM01/2": (
        "六个部分不齐或次序不对：现有第1、2、3、5、6部分",
        "The six sections are not all there in order: found 1, 2, 3, 5, 6",
    ),
    "FM02/2": (
        "2023年应使用2021年格式，本报告使用2019年格式",
        "The 2021 form is in force for 2023, this report uses the 2019 form",
    ),
    "FM03/2": ("缺少行政复议、行政诉讼情况", "Missing: Administrative reviews and litigation"),
    "FM04/2": ("格式中的行缺少：结转下年度继续办理", "Rows of the form are missing: Carried out"),
    "FM05/2": (
        "“本年新收总计”填写为-1，不是非负整数",
        "Received, Total: -1 is not a whole number of at least 0",
    ),
    "FM06/2": (
        "空白或“/”共1格（表二0、表三1、表四0）",
        "Cells blank or marked “/”: 1 (table two 0, three 1, four 0)",
    ),
    "FM07/2": ("第五部分过短（2字）", "Section five is too short (2 characters)"),
    "FM07/3": ("第五部分过短（0字）", "Section five is too short (0 characters)"),
    "FM09/2": (
        "标题中的年份与报告年度不符：标题为2022年，报告年度为2023年",
        "The year in the title is not the year reported on: title 2022, report 2023",
    ),
    "FM10/2": ("标题或正文开头写的是其他机关：乙区教育局", "Title or opening name another body: 乙区教育局"),
    "FM11/2": ("第一部分没有写到：政府信息管理", "Section one does not speak of: management"),
    "HI-01/2": (
        "汇总报告29件，少于所辖单位之和30件：本年新收（2个单位，最多的是某局20件）",
        "The area's report says 29, its bodies together 30: Received (bodies: 2, most at 某局: 20)",
    ),
    "HI-02/2": (
        "汇总报告新收101件，减去所辖单位之和余61件（1个所辖单位中1个有报告）",
        "Of 101 received in the area 61 remain beyond its bodies (1 of 1 bodies have reported)",
    ),
    "HI-04/2": (
        "汇总报告“予以公开／自然人”4件，少于所辖单位之和5件",
        "The area's report says 4 (Granted, Natural persons), its bodies together 5",
    ),
    "T2-01/2": (
        "表二“行政许可处理决定数量”填写为2.5，不是非负整数",
        "Table two, Permits, Decisions: 2.5 is not a whole number of at least 0",
    ),
    "T2-06/2": (
        "“行政强制”为0，与机关职责不相称",
        "Coercive measures is 0, which does not fit what this body does",
    ),
    "T3-03/2": (
        "表三“本年新收”行：各类申请人之和＝4，总计＝5，相差-1",
        "Table three, row Received: applicants add up to 4, the total says 5, difference -1",
    ),
    "T3-05/2": (
        "表三“其他处理”总计列：各项之和＝2，小计＝3，相差-1",
        "Table three, Otherwise closed, Total: the rows add up to 2, the sub-total says 3, difference -1",
    ),
    "T3-06/1": (
        "表三只有一行、一列不符，错在相交处“予以公开／自然人”：填写5，按行列推算为4",
        "Table three: one row and one column alone fail; the fault is where they cross, Granted, Natural persons: "
        "5 printed, 4 would heal both",
    ),
    "T3-11/2": (
        "“无法提供：本机关不掌握相关政府信息”887件，占该组925件的80%以上",
        "Not available: Not held: 887 of 925 in the group, more than 80 %",
    ),
    "XY-04/2": (
        "报告格式改变，前后不能衔接：2014年格式→2019年格式",
        "The form changed and the years do not join: 2014 form to 2019 form",
    ),
    "SV-01/2": (
        "好评率（满意率）100%，评价5000次：已到顶，不含信息",
        "Satisfaction 100 %, of 5000 ratings: a ceiling, it carries no information",
    ),
    "ST-03/2": (
        "比率10／100超出漏斗界限：实质公开率，同类平均46.0%",
        "10 of 100 lies outside the funnel: Grant rate, peers 46.0 %",
    ),
}


@pytest.mark.parametrize("vector", WORDS)
def test_a_failure_is_told_in_chinese_and_in_english(failures: list[dict[str, Any]], vector: str) -> None:
    assert WORDS[vector] in sentences(failures, vector)


def test_no_failure_of_any_vector_leaves_a_placeholder_or_is_told_in_chinese_to_an_english_reader(
    failures: list[dict[str, Any]],
) -> None:
    assert {row["rule"] for row in failures} >= {one["rule"] for _, one in vectors() if one["expect"] == "fail"}
    for row in failures:
        assert "{" not in row["message"] + row["message_en"], row
        # names of bodies that the register has no English for, and labels that a report printed itself
        english = re.sub(r"某局|[甲乙丙](?:区|市)(?:教育局|人民政府)|其他主动公开文件|小计", "", row["message_en"])
        assert not HAN.search(english), row


def test_a_body_is_named_in_the_readers_language(tmp_path: Path) -> None:
    folder = tmp_path / "named"
    folder.mkdir()
    write_vectors(folder)
    register = folder / "data" / "agencies.csv"
    prefix = next(prefix for prefix, one in vectors() if one["id"] == "HI-05/1")
    before = register.read_text("utf-8")
    register.write_text(before.replace(f"{prefix}-b,某局,,", f"{prefix}-b,某局,Some Bureau,"), encoding="utf-8")
    rows = check_rows(build_warehouse([folder / "reports"], folder / "out", data=folder / "data"))
    told = next(row for row in rows if (row["rule"], row["agency_id"]) == ("HI-05", f"{prefix}-a"))
    assert told["message"] == "表三与某局完全相同（新收10件），疑为重复统计"
    assert told["message_en"] == "Table three is that of Some Bureau (10 received): probably counted twice"


def test_the_rates_of_the_funnel_have_the_names_of_the_metrics() -> None:
    names = rules()["ST-03"].names
    assert set(names) == {"grant_rate", "refusal_rate", "not_available_rate"}
    assert {key: metrics()[key].label for key in names} == names
