"""How long every query behind a page takes on many reports, warm: each page is run once, what it asks is written down,
and each question is asked again.

    ./dev run python -m bench.page_queries [REPORTS] [--again N] [--show N] [--keep FILE]

The demonstration in the newest build (MINGJING_BUILDS) is multiplied: its agencies, regions, reports, checks and
coverage stand as many times as it takes, every copy a city of its own with region codes of its own at the head of its
ids, in the order in which a build has them. Cells and texts are not multiplied: they are asked for by report.
The questions are those of the build multiplied to at most 20,000 reports (2,900 agencies, a province): nobody's page
lists 400,000 agencies. What is asked of the whole build (its years, its regions, all agencies) is asked of all of it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

sys.path.insert(0, str(Path(__file__).parent.parent))

ROOT = Path(__file__).resolve().parent.parent
COPIED = (
    "mart.agency_year",
    "mart.report_coverage",
    "mart.failed_check",
    "mart.agency",
    "core.report",
    "core.check_result",
    "core.agency",
    "core.region",
)
MOST_ASKED = 20_000
TEXTS = "/* texts */ "
BLOCK = 4_000_000  # rows that are put in order at a time


def multiply(source: Path, target: Path, reports: int) -> int:
    """A build of about so many reports of the demonstration; how many it has."""
    with duckdb.connect(config={"preserve_insertion_order": True}) as connection:
        connection.execute(
            f"attach '{source}' as old (read_only); attach '{target}' as new; copy from database old to new"
        )
        connection.execute(
            "create temp table place as select region_code, row_number() over (order by region_code) as nth "
            "from (select distinct region_code from old.core.agency where collection = 'demo')"
        )
        held = count(connection, "old.mart.agency_year where collection = 'demo'")
        copies = max(1, round(reports / held))
        for table in COPIED:
            described = connection.execute(f"describe old.{table}").fetchall()
            changed = ", ".join(f"{changed_sql(name)} as {name}" for name, *_ in described)
            own = "t.region_code" if table == "core.region" else "left(t.agency_id, 6)"
            size = max(1, BLOCK // max(1, count(connection, f"old.{table}")))
            for first in range(1, copies, size):
                connection.execute(
                    f"""insert into new.{table} select {changed}
                        from (select *, rowid as line from old.{table}) t join place p on p.region_code = {own},
                             range({first}, {min(first + size, copies)}) c(k) order by k, line"""
                )
        connection.execute("checkpoint new")
        return count(connection, "new.mart.agency_year")


def changed_sql(name: str) -> str:
    """A column of a copy: codes and ids begin with the copy's own code, places in the official order come after."""
    own = "lpad(k::varchar, 4, '0') || lpad(p.nth::varchar, 2, '0')"
    if name == "region_code":
        return own
    if name in ("agency_id", "report_id"):
        return f"{own} || substr(t.{name}, 7)"
    return "t.position + 10000 * k" if name == "position" else f't."{name}"'


def count(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    """How many rows there are."""
    return int(connection.execute(f"select count(*) from {rows}").fetchone()[0])  # type: ignore[index]


def questions(build: Path) -> dict[str, list[tuple[str, tuple[tuple[str, Any], ...]]]]:
    """What every page asks, by page, each question once."""
    os.environ["MINGJING_BUILD"] = str(build)
    from streamlit.testing.v1 import AppTest

    from dashboard import warehouse

    asked: list[tuple[str, tuple[tuple[str, Any], ...]]] = []
    answer, texts = warehouse._answer, warehouse._texts

    def note(path: str, question: str, values: tuple[tuple[str, Any], ...]) -> Any:
        asked.append((question, values))
        return answer(path, question, values)

    def note_texts(path: str, question: str, values: tuple[tuple[str, Any], ...]) -> Any:
        asked.append((TEXTS + question, values))
        return texts(path, question, values)

    warehouse._answer = note  # type: ignore[assignment]
    warehouse._texts = note_texts
    found = {}
    for page in sorted((ROOT / "pages").glob("*/*.py")):
        asked.clear()
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
        at.query_params["data"] = "demo"
        at.switch_page(str(page.relative_to(ROOT)))
        started = time.perf_counter()
        at.run()
        print(
            f"  {page.stem:12} script {time.perf_counter() - started:6.2f} s, {len(asked)} questions", file=sys.stderr
        )
        found[page.stem] = list(dict.fromkeys(asked))
    return found


def time_all(
    build: Path, asked: Mapping[str, list[tuple[str, Any]]], again: int
) -> dict[str, list[tuple[float, float, str]]]:
    """Milliseconds of each question at p95 of the repetitions after a first one, and of all processors at the median,
    slowest first, by page."""
    found = {}
    from dashboard import warehouse

    with duckdb.connect(str(build), read_only=True, config=warehouse.SETTINGS) as connection:
        for page, every in asked.items():
            times = []
            for question, values in every:
                taken, used = [], []
                for _ in range(again + 1):
                    started, busy = time.perf_counter(), time.process_time()
                    if question.startswith(TEXTS):
                        connection.sql(question, params=dict(values)).to_arrow_table().to_pandas()
                    else:
                        connection.execute(question, dict(values)).df()
                    taken.append((time.perf_counter() - started) * 1_000)
                    used.append((time.process_time() - busy) * 1_000)
                p95 = sorted(taken[1:])[max(0, round(again * 0.95) - 1)]
                times.append((p95, statistics.median(used[1:]), question))
            found[page] = sorted(times, reverse=True)
    return found


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("reports", type=int, nargs="?", default=20_000)
    words.add_argument("--again", type=int, default=7)
    words.add_argument("--show", type=int, default=5, help="how many of the slowest questions are printed")
    words.add_argument("--keep", type=Path, help="where the multiplied build is kept, and found the next time")
    chosen = words.parse_args()
    from dashboard import warehouse

    source = warehouse.newest_build().path
    with tempfile.TemporaryDirectory() as folder:
        asked_of = Path(folder) / "asked.duckdb"
        held = multiply(source, asked_of, min(chosen.reports, MOST_ASKED))
        asked = questions(asked_of)
        if chosen.reports > MOST_ASKED:
            measured = chosen.keep or Path(folder) / "measured.duckdb"
            if not measured.exists():
                started = time.perf_counter()
                multiply(source, measured, chosen.reports)
                print(f"multiplied in {time.perf_counter() - started:.0f} s", file=sys.stderr)
            with duckdb.connect(str(measured), read_only=True) as connection:
                held = count(connection, "mart.agency_year")
        else:
            measured = asked_of
        print(f"{held:,} reports, {measured.stat().st_size / 1e6:,.0f} MB, load average {os.getloadavg()[0]:.1f}")
        found = time_all(measured, asked, chosen.again)
    every = sorted(taken for times in found.values() for taken, *_ in times)
    for page, times in found.items():
        if times:
            middle = statistics.median(taken for taken, *_ in times)
            slowest, used, _ = times[0]
            told = f"median {middle:7.1f} ms, slowest {slowest:7.1f} ms ({used:.0f} ms of processor)"
            print(f"{page:12} {len(times):3} questions, {told}")
    busy = sorted(used for times in found.values() for _, used, _ in times)
    place = max(0, round(len(every) * 0.95) - 1)
    print(f"all          {len(every)} questions, p95 {every[place]:.1f} ms, of processor {busy[place]:.1f} ms")
    seen: set[str] = set()
    for taken, used, question in sorted((one for times in found.values() for one in times), reverse=True):
        if question not in seen and len(seen) < chosen.show:
            seen.add(question)
            print(f"\n{taken:.1f} ms, {used:.1f} ms of processor\n{question}")


if __name__ == "__main__":
    main()
