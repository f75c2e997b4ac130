"""A stranger's SQL: what is asked for is answered, and nothing else happens, however it is asked."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dashboard import export, freely, warehouse
from tests.test_pages import frame, html_of, run

pytest_plugins = ["tests.city_fixtures"]


@pytest.mark.parametrize(
    "question",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/hostname')",
        "select * from read_blob('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from 'data.parquet'",
        "select * from read_parquet('https://example.org/x.parquet')",
        "select * from glob('/etc/*')",
        "select * from parquet_metadata('/tmp/x.parquet')",
        "select * from sniff_csv('/etc/passwd')",
        "select * from duckdb_extensions() where install_path > '' union all select * from read_csv('/etc/passwd')",
        "with x as (select * from read_json('/etc/passwd')) select * from x",
        "select * from query('select * from read_csv(''/etc/passwd'')')",
        "select * from query_table('/etc/passwd')",
    ],
)
def test_no_file_and_no_address_can_be_read(city: Path, question: str) -> None:
    found = freely.answer(question)
    assert found.kind in ("closed", "unknown_name", "syntax") and len(found.table) == 0
    assert "root:" not in found.problem


@pytest.mark.parametrize(
    "question",
    [
        "copy (select 1) to '/tmp/mingjing-never.csv'",
        "attach '/tmp/mingjing-never.duckdb'",
        "attach ':memory:' as x",
        "detach warehouse",
        "install httpfs",
        "load json",
        "set memory_limit = '9GB'",
        "reset lock_configuration",
        "pragma database_list",
        "pragma enable_profiling",
        "call pragma_version()",
        "delete from core.report",
        "create table x as select 1",
        "create temp table x as select 1",
        "export database '/tmp/mingjing-never'",
        "select 1; select 2",
        "select 1; delete from core.report",
        "begin; select 1",
        "prepare p as select 1",
        "explain analyze select 1",
        "checkpoint",
        "",
        ";",
        "-- nothing",
    ],
)
def test_only_one_select_is_run(city: Path, question: str) -> None:
    assert freely.answer(question).kind in ("not_select", "syntax")
    assert not list(Path("/tmp").glob("mingjing-never*"))


@pytest.mark.parametrize(
    "question",
    [
        "select * from range(1000000000000)",
        "select a.range from range(1000000000) a, range(1000000000) b",
        "with recursive r(n) as (select 1 union all select n + 1 from r) select n from r",
    ],
)
def test_an_endless_answer_is_cut_or_stopped(city: Path, monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    monkeypatch.setattr(freely, "SECONDS", 2.0)
    started = time.monotonic()
    found = freely.answer(question)
    assert found.cut or found.kind in ("time", "memory")
    assert len(found.table) in (0, freely.ROWS)
    assert time.monotonic() - started < 6


@pytest.mark.parametrize(
    "question",
    [
        "select count(*) from range(100000000) a, range(1000000) b where a.range % 7 = b.range % 5",
        "select md5(string_agg(a.range::varchar, '')) from range(100000000) a",
        "select count(*) from (select distinct md5(range::varchar) from range(300000000))",
        "select repeat('x', 3000000000)",
        "select max(repeat('x', 200000000)) from range(100)",
    ],
)
def test_a_question_that_eats_time_or_memory_is_stopped(
    city: Path, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    monkeypatch.setattr(freely, "SECONDS", 2.0)
    assert freely.answer(question).kind in ("time", "memory", "large", "value")
    assert freely.answer("select 42 as n").table["n"].tolist() == [42]


def test_a_readers_own_question_is_answered_and_cut(city: Path) -> None:
    found = freely.answer("select range as n from range(6000) order by n desc;")
    assert (len(found.table), found.cut, found.kind) == (5000, True, "")
    assert found.table["n"].tolist()[:2] == [5999, 5998]


def test_an_error_is_said_in_words_with_the_engines_own_below_and_without_paths(city: Path) -> None:
    found = freely.answer("select requests_recieved from mart.agency_year")
    assert found.kind == "unknown_name" and "requests_received" in found.problem
    assert freely.answer("selekt 1").kind == "syntax"
    assert freely.answer("select cast('文' as integer)").kind == "value"
    assert freely.answer("select '" + "x" * 20_000 + "'").kind == "long"
    assert str(city) not in freely.answer("select * from read_csv('x.csv')").problem


def test_lists_structs_and_decimals_can_be_taken_away(city: Path) -> None:
    found = freely.answer("select [1, 2] as l, {'a': 1} as s, 1.5::decimal(18, 6) as d, null::integer as n, '=1' as t")
    assert found.table["d"].tolist() == [1.5]
    assert export.to_csv(found.table, foot="")[:3] == b"\xef\xbb\xbf"
    assert export.to_xlsx([("x", found.table)], {}, None, "y")[:2] == b"PK"
    assert export.to_parquet(found.table, {})[:4] == b"PAR1"


@pytest.mark.parametrize("name", list(freely.EXAMPLES))
def test_every_example_is_answered(city: Path, name: str) -> None:
    question = freely.examples("demo")[name]
    assert "collection = 'demo'" in question and freely.answer(question).kind == ""
    assert freely.answer(freely.examples("real")[name]).table.empty  # the city of the tests holds no real report


def test_the_page_answers_and_explains(city: Path) -> None:
    at = run("pages/analysis/query.py")
    at.text_area[0].set_value("select count(*) as reports from core.report")
    at.button[0].click().run()
    assert frame(at, "reports")["reports"].tolist() == [30]
    at.text_area[0].set_value("select * from read_csv('/etc/passwd')")
    at.button[0].click().run()
    assert "这里不能读文件、连其他数据库或改设置" in html_of(at)


def test_the_build_is_as_it_was(city: Path) -> None:
    assert warehouse.ask("select count(*) as n from core.report")["n"].iloc[0] == 30
