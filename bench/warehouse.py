"""Measures the warehouse: synthetic parsed reports in Parquet -> load, build, identities.

./dev run python -m bench.warehouse [REPORTS] [TIMES]        seconds are printed, one line a stage

TIMES repeats the finished wide rows under new names, to measure the identities alone over many more reports.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from catalog import forms
from etl import checks
from etl.loading.reports import COLUMNS
from etl.warehouse import build_warehouse

PARTS = [
    entry.key for entry in forms.rows("2021", "requests") if entry.group or entry.key in ("granted", "partly_granted")
]
APPLICANTS = [entry.key for entry in forms.columns("2021", "requests")]


def sound_report(chance: np.random.Generator) -> dict[tuple[str, str, str], int]:
    """The cells of one report in which every identity holds; seven in ten are all zero."""
    busy = chance.random() < 0.3
    size = int(chance.pareto(1.2) * 5) + 1 if busy else 0
    counts = chance.multinomial(size, np.ones(len(PARTS) * 6) / (len(PARTS) * 6)).reshape(len(PARTS), 6)
    rows = {part: list(map(int, counts[place])) for place, part in enumerate(PARTS)}
    rows["concluded"] = [int(total) for total in counts.sum(axis=0)]
    rows["carried_in"] = [0] * 6
    rows["carried_out"] = [int(value) for value in chance.integers(0, 2, 6) * busy]
    rows["received"] = [done + out for done, out in zip(rows["concluded"], rows["carried_out"], strict=True)]
    cells = {
        ("requests", row, applicant): value
        for row, values in rows.items()
        for applicant, value in zip(APPLICANTS, [*values, sum(values)], strict=True)
    }
    for entry in forms.rows("2021", "cases"):
        values = [int(value) for value in chance.integers(0, 3, 4) * busy]
        cells |= {
            ("cases", entry.key, column): value
            for column, value in zip(entry.columns, [*values, sum(values)], strict=True)
        }
    for entry in forms.rows("2021", "disclosure"):
        cells |= {("disclosure", entry.key, column): int(chance.integers(0, 50) * busy) for column in entry.columns}
    return cells


def cell_batches(reports: int, size: int = 2_000) -> Iterator[tuple[int, list[tuple[int, str, str, str, int]]]]:
    chance = np.random.default_rng(20)
    for first in range(0, reports, size):
        lines = []
        for number in range(first, min(first + size, reports)):
            lines += [(number, *place, value) for place, value in sound_report(chance).items()]
        yield first, lines


def write_reports(folder: Path, reports: int) -> None:
    """Parquet files of parsed reports; a few in a thousand have one cell changed."""
    columns = [["number"], ["table"], ["row"], ["column"], ["value"]]
    for first, lines in cell_batches(reports):
        import pyarrow as pa

        table = pa.table(
            {name[0]: list(values) for name, values in zip(columns, zip(*lines, strict=True), strict=True)}
        )
        with duckdb.connect() as connection:
            connection.register("line", table)
            connection.execute(
                f"""COPY (
                SELECT '1.0' AS schema_version, concat('演示', number // 7, '局') AS agency_printed,
                       concat('9999', lpad((number // 7 % 90 + 10)::VARCHAR, 2, '0'), '-body_', number // 7)
                           AS agency_id,
                       '999900' AS region_code, (2019 + number % 7)::INTEGER AS year, '2021' AS form, 'office' AS scope,
                       'bench' AS title, make_date(2020 + number % 7, 1, 20) AS published_on,
                       {{'file': concat(number, '.html'), 'sha256': md5(number::VARCHAR), 'medium': 'html',
                         'address': NULL::VARCHAR}} AS source, 'bench' AS parser_version,
                       list({{'table': "table", 'row': "row", 'column': "column", 'printed': value::VARCHAR,
                             'value': (value + (hash(number, "row", "column") % 100000 = 0)::INTEGER)::DECIMAL(18, 6),
                             'state': 'number', 'where': {{'page': 1, 'table_index': 0, 'row': 1, 'column': 1}},
                             'unit': NULL::VARCHAR, 'note': NULL::VARCHAR, 'certain': true}}) AS cells
                FROM line GROUP BY number) TO '{folder}/{first:08d}.parquet' (FORMAT parquet)"""
            ).fetchall()


def time_identities(build: Path) -> None:
    """Three runs of all identities over a build: wall and processor seconds."""
    with duckdb.connect(str(build), read_only=True) as connection:
        for _ in range(3):
            started, used = time.perf_counter(), time.process_time()
            found = checks.unsound_identities(connection)
            wall, processor = time.perf_counter() - started, time.process_time() - used
            print(f"{'identities':12} {wall:8.3f} s  {processor:.3f} s of processor, {found} unsound or unknown")


def repeat_rows(build: Path, target: Path, times: int) -> None:
    """A file with nothing but the reports and wide rows of a build, so many times over."""
    with duckdb.connect(str(target)) as connection:
        for line in (
            f"ATTACH '{build}' AS made (READ_ONLY)",
            "CREATE SCHEMA core",
            "SET preserve_insertion_order = false",
            f"""CREATE TABLE core.report AS
                SELECT concat(report_id, '-', copy) AS report_id, concat(agency_id, '-', copy) AS agency_id, year, form,
                       is_primary, is_current FROM made.core.report, range({times}) AS c(copy)""",
            f"""CREATE TABLE core.report_wide AS SELECT w.* REPLACE (concat(report_id, '-', copy) AS report_id)
                FROM made.core.report_wide w, range({times}) AS c(copy)""",
            "DETACH made",
        ):
            connection.execute(line).fetchall()


def main() -> None:
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "reports"
        folder.mkdir()
        started = time.perf_counter()
        write_reports(folder, reports)
        print(f"{'made':12} {time.perf_counter() - started:8.2f} s  {reports} reports, {len(COLUMNS)} columns")
        stages = [("", time.perf_counter())]

        def tell(summary: str) -> None:
            name, _, counts = summary.partition(": ")
            stages.append((name, time.perf_counter()))
            print(f"{name:12} {stages[-1][1] - stages[-2][1]:8.2f} s  {counts}")

        build = build_warehouse([folder], Path(place) / "builds", on_stage=tell)
        print(f"{'whole build':12} {time.perf_counter() - stages[0][1]:8.2f} s  {build.stat().st_size / 1e6:.0f} MB")
        time_identities(build)
        if times > 1:
            started = time.perf_counter()
            repeat_rows(build, Path(place) / "many.duckdb", times)
            print(f"{'repeated':12} {time.perf_counter() - started:8.2f} s  {reports * times} reports")
            time_identities(Path(place) / "many.duckdb")


if __name__ == "__main__":
    main()
