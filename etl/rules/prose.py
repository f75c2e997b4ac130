"""Owns the rules on sentences that SQL does not read: printed shares that make a whole (NA-03)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import duckdb

from etl.loading.database import ask, stage_columns
from etl.parsing.narrative.arithmetic import Checked
from etl.parsing.narrative.relations import check_figures
from etl.report import Figure

RULES = ("NA-03",)
FIGURES = """
SELECT f.report_id, f.metric, f.value, f.bound, f.unit, f.scope, f.evidence, f.section, f."offset", f.level, f.length,
       f.rule, f.confidence, f.part, f.definition, f.rival, f.printed_unit
FROM core.figure f
SEMI JOIN checked_report USING (report_id)
WHERE f.scope = 'year' AND f.status <> 'rejected' AND contains(f.evidence, '占')
ORDER BY f.report_id, f.figure_id
"""


def figures_of(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, list[Figure]]]:
    """(report_id, figures of sentences that speak of a share)."""
    for report_id, lines in groupby(ask(connection, FIGURES), key=lambda line: line[0]):
        yield report_id, [Figure(*line[1:]) for line in lines]


def row(report_id: str, number: int, checked: Checked) -> dict[str, Any]:
    operands = [
        {"metric": one.name, "value": float(one.value), "printed": checked.sentence} for one in checked.operands
    ]
    return {
        "rule": checked.rule,
        "report_id": report_id,
        "instance": str(number),
        "result": checked.result,
        "left_value": checked.left,
        "right_value": checked.right,
        "operands": json.dumps(operands, ensure_ascii=False),
        "reason": checked.reason,
    }


def check_prose(connection: duckdb.DuckDBPyConnection) -> int:
    """Add the results of these rules to the temporary table `found`; how many there are."""
    rows = [
        row(report_id, number, checked)
        for report_id, figures in figures_of(connection)
        for number, checked in enumerate(check_figures(figures))
        if checked.rule in RULES
    ]
    if rows:
        columns = {
            name: ("DECIMAL(24, 6)" if name.endswith("_value") else "VARCHAR", [row[name] for row in rows])
            for name in rows[0]
        }
        stage_columns(connection, "incoming_prose", columns)
        ask(connection, "INSERT INTO found BY NAME SELECT * FROM incoming_prose")
    return len(rows)
