"""Owns a reader's own SQL: one read-only question, limited in time, memory and rows; its examples and the schema beside
it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow as pa

from dashboard import warehouse

ROOT = Path(__file__).resolve().parent.parent
ROWS = 5_000
SECONDS = 8.0
MEGABYTES = 512
EXAMPLES = {
    "sql_example_requests": """select a.name_zh, y.year, y.requests_received, y.requests_concluded
from mart.agency_year y join core.agency a using (agency_id)
where y.collection = '$which'
order by y.requests_received desc nulls last
limit 20""",
    "sql_example_rate": """-- 比率 = 和 ÷ 和，只用分子分母都有的年报
select year, count(*) as reports,
       sum(requests_granted + requests_partly_granted) as n, sum(requests_concluded) as d,
       round(n / nullif(d, 0) * 100, 1) as grant_rate_percent
from mart.agency_year
where collection = '$which' and kind <> 'government'
  and requests_granted + requests_partly_granted is not null and requests_concluded is not null
group by year order by year""",
    "sql_example_cells": """select agency_id, year, row_key, column_key, printed, value, state, page
from mart.printed_cell join core.agency a using (agency_id)
where state <> 'number' and a.collection = '$which'
limit 100""",
    "sql_example_checks": """select rule, severity, count(*) as failures, count(distinct agency_id) as agencies
from core.check_result join core.agency a using (agency_id)
where result = 'fail' and a.collection = '$which'
group by all order by failures desc""",
    "sql_example_alike": """select a.name_zh, o.name_zh as other, n.year, l.section,
       round(l.similarity * 100, 1) as percent
from core.likeness l
join core.report n using (report_id) join core.report p on p.report_id = l.other_report_id
join core.agency a on a.agency_id = n.agency_id join core.agency o on o.agency_id = p.agency_id
where l.kind = 'peer' and a.collection = '$which' order by l.similarity desc limit 50""",
    "sql_example_sentences": """select a.name_zh, f.year, f.metric, f.value, f.unit, f.sentence
from mart.figure f join core.agency a using (agency_id)
where f.metric = 'service_items_total' and a.collection = '$which'
order by f.year desc limit 50""",
}


def examples(which: str) -> dict[str, str]:
    """The examples asked of one collection: demonstration and real figures are never added together."""
    return {name: text.replace("$which", which) for name, text in EXAMPLES.items()}


@dataclass(frozen=True, slots=True)
class Answer:
    """A table, or what is wrong: its kind (time, memory, closed, not_select, syntax, unknown_name, …) and the engine's
    words."""

    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    kind: str = ""
    problem: str = ""
    cut: bool = False
    seconds: float = 0.0


def answer(question: str) -> Answer:
    """The first rows of the answer from a process of its own, which is killed when it takes too long."""
    start = time.monotonic()
    asked = {"path": str(warehouse.shown_build().path), "question": question, "rows": ROWS, "megabytes": MEGABYTES}
    command = [sys.executable, "-m", "dashboard.sandbox"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        try:
            said, _ = child.communicate(json.dumps(asked).encode() + b"\n", timeout=SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            return Answer(kind="time", seconds=time.monotonic() - start)
    line, _, rest = said.partition(b"\n")
    if not line or child.returncode:
        return Answer(kind="memory", seconds=time.monotonic() - start)
    head = json.loads(line)
    if head["kind"]:
        return Answer(kind=head["kind"], problem=head["problem"], seconds=time.monotonic() - start)
    table = pa.ipc.open_stream(io.BytesIO(rest)).read_pandas()
    return Answer(plain(table), cut=bool(head["cut"]), seconds=time.monotonic() - start)


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """The answer as every format of a download can hold it: decimals as numbers, lists and structs as text."""
    for place in range(table.shape[1]):
        values = table.iloc[:, place]
        kinds = {type(value).__name__ for value in values.dropna()[:200]}
        if "Decimal" in kinds:
            table.isetitem(place, pd.to_numeric(values))
        elif kinds & {"ndarray", "list", "dict", "bytes"}:
            table.isetitem(place, values.map(str, na_action="ignore"))
    return table


def schema() -> pd.DataFrame:
    """Every table and column that may be asked for."""
    return warehouse.ask(
        """select table_schema || '.' || table_name as "table", column_name as "column", data_type as "type"
           from information_schema.columns where table_schema in ('mart', 'core')
           order by table_schema desc, table_name, ordinal_position"""
    )
