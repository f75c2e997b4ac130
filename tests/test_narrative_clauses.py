"""Clauses of annual reports in own words (tests/clauses): each gives what a careful reader takes, and no more."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from etl.parsing.narrative import read_figures
from etl.report import Section

FOLDER = Path(__file__).parent / "clauses"
WORDS = {"text", "loose"}
CLAUSES = [
    clause for path in sorted(FOLDER.glob("*.yml")) for clause in yaml.safe_load(path.read_text(encoding="utf-8"))
]
METRICS = {metric for clause in CLAUSES for metric in clause if metric not in WORDS}


def taken(text: str) -> dict[str, list[Decimal]]:
    """This year's figures of the metrics that the clauses are about."""
    found: dict[str, list[Decimal]] = {}
    for figure in read_figures([Section("1", "", text)], 2023 if "2023" in text else None):
        if figure.scope == "year" and figure.metric in METRICS:
            found.setdefault(figure.metric, []).append(figure.value)
    return {metric: sorted(values) for metric, values in found.items()}


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: str(clause["text"])[:24])
def test_a_clause_gives_its_figures_and_no_others(clause: dict[str, Any]) -> None:
    loose = set(clause.get("loose", ()))
    wanted = {name: sorted(Decimal(value) for value in clause[name]) for name in clause if name not in WORDS | loose}
    assert {name: values for name, values in taken(clause["text"]).items() if name not in loose} == wanted


def test_there_are_clauses_of_every_kind_and_some_that_give_nothing() -> None:
    assert len(CLAUSES) > 250
    silent = [clause for clause in CLAUSES if not set(clause) - WORDS]
    assert len(silent) >= 20
    wanted = {"proactive_items", "website_items", "wechat_items", "policy_interpretations", "requests_disclosed"}
    for metric in wanted | {"requests_answered"}:
        assert sum(metric in clause for clause in CLAUSES) >= 15, metric
