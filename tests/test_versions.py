"""Two published versions of one report: the page lists every cell that differs, with both prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etl.warehouse import build_warehouse
from tests.rule_vectors import record
from tests.test_mending import opened
from tests.test_pages import frame

FIRST = {"zero": ["cases"], "cells": {"cases.review.upheld": 10, "cases.review.total": 0}, "published_on": "2024-01-20"}
SECOND = {
    "zero": ["cases"],
    "cells": {"cases.review.upheld": 10, "cases.review.total": 10, "cases.direct_litigation.pending": "/"},
    "published_on": "2024-03-05",
    "mark": "-2",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "reports").mkdir()
    for number, given in enumerate((FIRST, SECOND)):
        text = json.dumps(record("a-x", 2023, given), ensure_ascii=False)
        (tmp_path / "reports" / f"{number}.json").write_text(text, encoding="utf-8")
    build_warehouse([tmp_path / "reports"], tmp_path / "builds", data=tmp_path)
    monkeypatch.setenv("MINGJING_BUILDS", str(tmp_path / "builds"))
    monkeypatch.setenv("MINGJING_VERDICTS", str(tmp_path / "verdicts"))
    return tmp_path


def test_the_page_lists_every_cell_that_a_later_version_prints_otherwise(home: Path) -> None:
    shown = frame(opened(), "前一版本的原文")
    lines = [tuple(line) for line in shown.itertuples(index=False)]
    assert lines == [
        ("第2版", "2024-03-05", "未经复议直接起诉·尚未审结", "0", "/"),
        ("第2版", "2024-03-05", "行政复议·总计", "0", "10"),
    ]
