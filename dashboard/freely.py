"""Owns a reader's own SQL: one read-only question, limited in time and rows; its examples and the schema beside it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import duckdb
import pandas as pd

from dashboard import warehouse

ROWS = 5_000
SECONDS = 5
EXAMPLES = {
    "sql_example_requests": """select a.name_zh, y.year, y.requests_received, y.requests_concluded
from mart.agency_year y join core.agency a using (agency_id)
order by y.requests_received desc nulls last
limit 20""",
    "sql_example_cells": """select agency_id, row_key, column_key, printed, value, state, page
from mart.printed_cell
where state <> 'number'
limit 100""",
    "sql_example_checks": """select rule, severity, count(*) as failures
from core.check_result
where result = 'fail'
group by all order by failures desc""",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A table, or a problem in words."""

    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    problem: str = ""
    cut: bool = False
    seconds: float = 0.0


def answer(question: str) -> Answer:
    """The first rows of the answer; a question that takes too long is interrupted."""
    start = time.monotonic()
    with warehouse.open_cursor() as cursor:
        alarm = threading.Timer(SECONDS, cursor.interrupt)
        alarm.start()
        try:
            statements = cursor.extract_statements(question)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                return Answer(problem="SELECT …")
            cursor.execute(statements[0])
            names = [str(column[0]) for column in cursor.description or ()]
            rows = cursor.fetchmany(ROWS + 1)
        except duckdb.Error as error:
            return Answer(problem=str(error).splitlines()[0])
        finally:
            alarm.cancel()
    table = pd.DataFrame(rows[:ROWS], columns=pd.Index(names))
    return Answer(table, cut=len(rows) > ROWS, seconds=time.monotonic() - start)


def schema() -> pd.DataFrame:
    """Every table and column that may be asked for."""
    return warehouse.ask(
        """select table_schema || '.' || table_name as "table", column_name as "column", data_type as "type"
           from information_schema.columns where table_schema in ('mart', 'core')
           order by table_schema desc, table_name, ordinal_position"""
    )
