"""The questions of the application and what stands between them and the eye, on a small city with known facts."""

from __future__ import annotations

import ast
import io
import os
import re
import shutil
import socket
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.metrics import metrics
from catalog.rules import rules
from catalog.texts import speaker, texts
from dashboard import (
    builder,
    charts,
    export,
    filters,
    growth,
    intake,
    numbers,
    quality,
    reading,
    serve,
    tables,
    warehouse,
)
from dashboard.blocks import heads
from dashboard.queries import coverage, measures, outcomes, places, rates, reports
from dashboard.reader import Reader
from etl.report import to_json
from tests import city as facts

pytest_plugins = ["tests.city_fixtures"]
ROOT = Path(__file__).resolve().parent.parent
ZH = Reader("zh", "demo", speaker("zh"))
EN = Reader("en", "demo", speaker("en"))


def one(metric: str, agency: str, year: int) -> pd.Series:
    """The answer for one agency and year."""
    return rates.by_series(metrics()[metric], {agency: [agency]}, year, year).iloc[0]


def test_a_group_rate_is_the_ratio_of_sums(city: Path) -> None:
    row = rates.pooled(metrics()["grant_rate"], places.members("demo", "bureau"), 2023, 2023).iloc[0]
    assert (row.numerator, row.denominator) == (227, 410)  # 32+104+20+3+36+32 over 52+200+44+6+60+48
    assert row["value"] == pytest.approx(227 / 410)
    assert (row.used, row.expected) == (6, 6)


def test_the_build_counts_the_faults_of_each_report_as_its_checks_do(city: Path) -> None:
    with warehouse.open_cursor() as cursor:
        failures = cursor.execute(
            "select agency_id, year, rule from core.check_result where result = 'fail' and severity = 'E'"
        ).fetchall()
        kept = cursor.execute("select agency_id, year, failed, incomplete from mart.report_coverage").fetchall()
    counted: dict[tuple[str, int], list[int]] = {}
    for agency, year, rule in failures:
        counted.setdefault((agency, year), [0, 0])
        counted[agency, year][0] += rules()[rule].about in ("number", "text")
        counted[agency, year][1] += rules()[rule].about in ("form", "copy")
    assert {(a, y): [failed or 0, form or 0] for a, y, failed, form in kept if failed or form} == {
        place: counts for place, counts in counted.items() if any(counts) and place in {(a, y) for a, y, _, _ in kept}
    }
    assert sum(failed or 0 for _, _, failed, _ in kept) > 0
    assert 0 not in {number for line in kept for number in line[2:]}


def test_governments_are_not_summed_with_their_bureaus(city: Path) -> None:
    requests = metrics()["requests_received"]
    assert rates.pooled(requests, places.members("demo", "bureau"), 2023, 2023)["value"].iloc[0] == 410
    assert rates.pooled(requests, places.members("demo", "government"), 2023, 2023)["value"].iloc[0] == 600


def test_a_blank_is_no_value_and_says_so(city: Path) -> None:
    row = one("grant_rate", "998802-education", 2022)
    assert pd.isna(row["value"])
    assert row.reason == "not_a_number"
    assert one("requests_received", "998802-education", 2022)["value"] == 8


def test_a_missing_report_is_a_gap_and_says_so(city: Path) -> None:
    row = one("requests_received", "998802-education", 2021)
    assert pd.isna(row["value"])
    assert row.reason == "missing"


def test_a_base_of_zero_gives_no_rate(city: Path) -> None:
    row = one("grant_rate", "998802-public_security", 2021)
    assert pd.isna(row["value"])
    assert row.reason == "zero_base"


def test_a_report_without_the_figure_is_left_out_of_both_sums(city: Path) -> None:
    row = rates.pooled(metrics()["grant_rate"], ["998801-education", "998802-education"], 2022, 2022).iloc[0]
    assert (row.numerator, row.denominator, row.used, row.expected) == (14, 20, 1, 2)


def test_a_small_base_has_an_interval_and_no_rank(city: Path) -> None:
    series = {key: [key] for key in places.members("demo", "bureau")}
    answer = rates.by_series(metrics()["grant_rate"], series, 2023, 2023).set_index("series")
    small, large = answer.loc["998802-education"], answer.loc["998801-public_security"]
    assert (small.numerator, small.denominator) == (3, 6)
    assert (small.low, small.high) == pytest.approx((0.18762, 0.81238), abs=1e-4)  # Wilson 95 % of 3 of 6
    assert not small.ranked
    assert pd.isna(small.place)
    assert (large.low, large.high) == pytest.approx((0.45106, 0.58820), abs=1e-4)  # of 104 of 200
    assert list(answer[answer.ranked].sort_values("place").index[:2]) == [
        "998802-natural_resources",
        "998801-education",
    ]


def test_growth_needs_ten_requests_the_year_before(city: Path) -> None:
    assert one("requests_received_growth", "998801-public_security", 2023)["value"] == pytest.approx(200 / 160 - 1)
    assert one("requests_received_growth", "998802-education", 2023).reason == "not_a_number"


def test_the_change_uses_only_agencies_known_in_both_years(city: Path) -> None:
    ids = ["998802-education", "998801-education"]
    row = rates.change(metrics()["requests_received"], ids, 2022).iloc[0]
    assert (row.before, row.after, row.both) == (15, 20, 1)


def test_movers_are_the_largest_rises_and_falls(city: Path) -> None:
    moved = rates.movers(metrics()["requests_received"], places.members("demo", "bureau"), 2023, most=2)
    assert list(zip(moved.agency_id, moved.difference, strict=True)) == [
        ("998802-natural_resources", 48),
        ("998801-natural_resources", 44),
        ("998802-education", -2),
        ("998802-public_security", -20),
    ]


def test_every_bar_is_the_exact_sum_of_the_cells_behind_it(city: Path) -> None:
    printed = set(warehouse.ask("select distinct wide_column from mart.printed_cell")["wide_column"])
    ids, checked = places.members("demo", "bureau"), 0
    for metric in measures.available().values():
        parts = measures.behind(metric)
        whole = {str(part["whole"]) for part in parts}
        if metric.aggregation == "mean" or not any(str(part["column"]) in printed for part in parts):
            continue
        row = rates.pooled(metric, ids, 2023, 2023).iloc[0]
        if metric.table != "agency_year" or pd.isna(row["value"]) or any(name.startswith("stated_") for name in whole):
            continue
        cells = rates.cells_behind(metric, ids, 2023)
        assert cells[cells.role == "numerator"]["value"].sum() == row.numerator, metric.key
        if metric.has_base and metric.kind != "share":
            assert cells[cells.role == "denominator"]["value"].sum() == row.denominator, metric.key
        checked += 1
    assert checked > 60


def test_the_outcomes_add_up_to_the_cells_printed(city: Path) -> None:
    row = outcomes.outcome_mix({"all": places.members("demo", "bureau")}, 2023).iloc[0]
    question = """
        select sum(value)::double as total,
            sum(value) filter (row_key = 'granted')::double as granted from core.request_count
        where year = 2023 and applicant = 'total' and agency_id not like '%government'
          and row_key not in ('received', 'carried_in', 'carried_out', 'concluded')"""
    raw = warehouse.ask(question).iloc[0]
    assert (row.total, row.granted) == (raw.total, raw.granted) == (410, 175)


def test_the_strip_counts_reports_due_held_and_failing(city: Path) -> None:
    seen = coverage.build_status("demo")
    assert (seen.held, seen.expected) == (30, 32)
    assert seen.failing == 1  # 甲区公安局 2023; the late report is no sum that does not add up


def test_missing_reports_come_before_late_ones(city: Path) -> None:
    missing = coverage.missing_reports(places.members("demo"), 2021)
    assert list(zip(missing.agency_id, missing.status, strict=True)) == [("998802-education", "missing")]
    late = coverage.missing_reports(places.members("demo"), 2023).iloc[0]
    assert (late.agency_id, late.status, late.days_late) == ("998802-public_security", "late", 92)


def test_a_failed_check_marks_its_cells_in_the_form(city: Path) -> None:
    head = reports.report_head("998801-public_security", 2023).iloc[0]
    cells, checks = reports.printed_cells(head.report_id), reports.checks_of(head.report_id)
    assert "T4-01" in set(checks.rule)
    report = reading.printed(head, cells, checks, ZH)
    marked = {place for place, (severity, _) in report.marks.items() if severity == "E"}
    assert ("cases", "review", "total") in marked
    assert ("requests", "received", "total") not in marked
    tables_shown = dict(reading.form_tables(report, ZH))
    assert len(re.findall(r'class="fail( zero)?"', tables_shown["行政复议、行政诉讼情况"])) == 5
    assert 'colspan="7"' in tables_shown["收到和处理政府信息公开申请情况"]


def test_a_blank_is_hatched_and_not_shown_as_zero(city: Path) -> None:
    head = reports.report_head("998802-education", 2022).iloc[0]
    cells = reports.printed_cells(head.report_id)
    html = dict(reading.form_tables(reading.printed(head, cells, reports.checks_of(head.report_id), ZH), ZH))
    row = re.search(r"（一）予以公开</th>(.*?)</tr>", html["收到和处理政府信息公开申请情况"], re.DOTALL)
    assert row is not None
    assert row[1].count("void") == 7
    assert ">0<" not in row[1]


def test_a_gap_in_a_line_is_no_zero(city: Path) -> None:
    metric = metrics()["requests_received"]
    answer = rates.by_series(metric, {"998802-education": ["998802-education"]}, 2020, 2023)
    drawn = tables.for_lines(answer, {"998802-education": "乙区教育局"}, metric, ZH)
    figure = charts.lines(drawn, metric.kind, "件", [], "缺数")
    line = next(trace for trace in figure.data if trace.mode == "lines+markers")
    assert line.connectgaps is False
    assert [None if pd.isna(value) else value for value in line.y] == [None, None, 8, 6]
    hollow = next(trace for trace in figure.data if trace.mode == "markers")
    assert list(hollow.x) == [2020, 2021]
    assert "未见年报" in hollow.hovertext[0]


def test_a_line_is_broken_where_forms_cannot_be_compared(city: Path) -> None:
    metric = metrics()["normative_documents_in_force"]
    answer = rates.by_series(metric, {"a": ["998801-education"]}, 2020, 2023)
    assert "C" in metric.comparability.values() or pd.isna(answer["value"].iloc[0])
    drawn = tables.for_lines(answer.assign(segment=["2019", "", "", ""]), {"a": "甲"}, metric, ZH)
    figure = charts.lines(drawn, metric.kind, "件", [], "缺数")
    assert len([trace for trace in figure.data if trace.mode == "lines+markers"]) == 2


def test_a_matrix_of_thousands_shows_what_is_amiss_first_and_says_how_many_it_leaves_out() -> None:
    names = {f"a{number}": f"第{number}局" for number in range(250)}
    late = {"a240", "a249"}
    found = pd.DataFrame(
        {
            "agency_id": list(names),
            "year": 2023,
            "status": ["late" if agency in late else "present" for agency in names],
            "failed": [1.0 if agency == "a230" else None for agency in names],
            "incomplete": [None] * 250,
            "days_late": 0,
        }
    )
    drawn = quality.matrix(found, names, ZH)
    assert quality.shown_first(found, names)[:4] == ["a230", "a240", "a249", "a0"]
    assert drawn.count("<tr><th>第") == 200
    assert "第249局" in drawn and "第196局" in drawn and "第197局" not in drawn
    assert "其余 50 家" in drawn
    assert quality.matrix_table(found, names, ZH)["2023"].value_counts().to_dict() == {"✓": 247, "迟": 2, "✗1": 1}


def test_the_matrix_says_missing_late_and_failed(city: Path) -> None:
    names = places.names("demo", "zh")
    html = quality.matrix(coverage.matrix(list(names)), names, ZH)
    assert html.count('class="missing"') == 2
    assert html.count('class="late"') == 1
    assert html.count('class="failed"') == 1


def test_a_blank_or_missing_section_is_a_fault_of_form_and_no_wrong_figure() -> None:
    rows = [("a", 2023, "present", None, 2), ("b", 2023, "late", None, 1), ("c", 2023, "present", 1, 3)]
    found = pd.DataFrame(rows, columns=["agency_id", "year", "status", "failed", "incomplete"])
    html = quality.matrix(found, {"a": "甲", "b": "乙", "c": "丙"}, ZH)
    assert re.findall(r'<td class="(\w+)"[^>]*><a[^>]*>([^<]*)<', html) == [
        ("incomplete", "△2"),
        ("incomplete", "△1迟"),
        ("failed", "✗1"),
    ]


def test_wrong_figures_are_listed_apart_from_faults_of_form(city: Path) -> None:
    broken = reports.broken_sums(places.members("demo"), 2023)
    assert set(zip(broken.agency_id, broken.rule, strict=True)) == {("998801-public_security", "T4-01")}
    assert reports.faults_of_form(places.members("demo"), 2023).empty


def test_the_own_table_holds_value_numerator_and_base(city: Path) -> None:
    chosen = [metrics()["requests_received"], metrics()["grant_rate"]]
    found = builder.answer(chosen, {"x": ["998801-education"]}, [2021, 2023])
    shown = builder.table(found, chosen, {"x": "甲区教育局"}, "long", "parts", ZH)
    assert shown.to_numpy().tolist() == [
        ["甲区教育局", "2021", 15, 66.7, 10, 15],
        ["甲区教育局", "2023", 52, 61.5, 32, 52],
    ]
    wide = builder.table(found, chosen, {"x": "甲区教育局"}, "wide", "value", ZH)
    assert wide.iloc[0].tolist() == ["甲区教育局", 15, 52, 66.7, 61.5]


def test_a_newer_build_is_opened_by_itself(city_builds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJING_BUILDS", str(tmp_path))
    with pytest.raises(warehouse.NoBuild):
        warehouse.newest_build()
    first = next(city_builds.glob("*.duckdb"))
    shutil.copy(first, tmp_path / "20250101T000000000000Z.duckdb")
    assert warehouse.ask("select count(*) as n from core.report")["n"].iloc[0] == 30
    with duckdb.connect(str(tmp_path / "20260101T000000000000Z.duckdb")) as other:
        other.execute("create schema core")
        other.execute("create table core.report as select 1 as report_id")
    assert warehouse.ask("select count(*) as n from core.report")["n"].iloc[0] == 1


def test_a_build_that_comes_into_a_folder_already_read_is_seen_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGJING_BUILDS", str(tmp_path))
    names = [f"2024010{number}T000000000000Z" for number in range(1, 4)]
    (tmp_path / f"{names[0]}.duckdb").touch()
    long_ago = 1_700_000_000
    os.utime(tmp_path, (long_ago, long_ago))  # a folder that nothing has happened in for long is not listed again
    assert [build.name for build in warehouse.all_builds()] == names[:1]
    for last in (2, 3):
        (tmp_path / f"{names[last - 1]}.duckdb").touch()
        assert [build.name for build in warehouse.all_builds()] == names[:last]


def test_an_answer_that_somebody_changes_stays_as_it_was_for_the_next(city: Path) -> None:
    question = "select 1 as one union all select 2 order by 1"
    first = warehouse.ask(question)
    first.loc[0, "one"] = 9
    assert list(warehouse.ask(question)["one"]) == [1, 2]


HOSTILE = pd.DataFrame({"名称": ["=1+1", "市公安局", "@x"], "件": pd.array([1, None, -3], dtype="Int64")})


def test_csv_is_guarded_and_opens_in_office_programs() -> None:
    data = export.to_csv(HOSTILE)
    assert data.startswith(b"\xef\xbb\xbf")
    back = pd.read_csv(io.BytesIO(data), encoding="utf-8-sig")
    assert back["名称"].tolist() == ["'=1+1", "市公安局", "'@x"]
    assert pd.isna(back["件"][1])
    assert back["件"][2] == -3


def test_raw_csv_is_as_it_is() -> None:
    back = pd.read_csv(io.BytesIO(export.to_csv(HOSTILE, raw=True)), encoding="utf-8-sig")
    assert back["名称"].tolist() == ["=1+1", "市公安局", "@x"]


def test_a_workbook_reads_back_without_formulas() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export.to_xlsx([("数据", HOSTILE), ("口径", HOSTILE)])))
    assert book.sheetnames == ["数据", "口径"]
    rows = list(book["数据"].iter_rows(values_only=True))
    assert rows == [("名称", "件"), ("=1+1", 1), ("市公安局", None), ("@x", -3)]
    assert book["数据"]["A2"].data_type == "s"
    assert book["数据"].freeze_panes == "A2"


@pytest.mark.parametrize(
    ("value", "kind", "language", "shown"),
    [
        (None, "count", "zh", "—"),
        (float("nan"), "ratio", "zh", "—"),
        (0, "count", "zh", "0"),
        (9876, "count", "zh", "9,876"),
        (12345, "count", "zh", "1.23万"),
        (123456789, "count", "zh", "1.23亿"),
        (12345, "count", "en", "12,345"),
        (0.4213, "ratio", "zh", "42.1%"),
        (158.6, "per_10k", "zh", "158.6"),
    ],
)
def test_numbers_are_written_for_people(value: float | None, kind: str, language: str, shown: str) -> None:
    assert numbers.show(value, kind, language) == shown


def test_a_change_is_told_only_on_bases_that_bear_it() -> None:
    zh, count, rate = Reader("zh", "demo", speaker("zh")), metrics()["requests_received"], metrics()["grant_rate"]
    sides = pd.Series([12.0, 6.0, 30.0, None]), pd.Series([10.0, 8.0, 0.0, 20.0])
    assert growth.of(count, *sides).round(2).tolist()[0] == 0.2
    assert growth.of(count, *sides)[1:].isna().all()  # 8 before is too few, of 0 there is no per cent, None is none
    shares = pd.Series([0.5, 0.5, 0.5]), pd.Series([0.4, 0.4, 0.4])
    bases = pd.Series([30.0, 29.0, 30.0]), pd.Series([30.0, 30.0, 29.0])
    told = growth.of(rate, *shares, *bases)
    assert told.round(2).tolist()[0] == 0.1 and told[1:].isna().all()
    assert growth.header(count, "2022年", zh) == "比2022年（%）"
    assert growth.header(rate, "2022年", zh) == "比2022年（百分点）"


def test_a_change_of_a_rate_is_in_percentage_points() -> None:
    assert numbers.change(0.40, 0.42, "ratio") == "+2.0 个百分点"
    assert numbers.change(200, 150, "count") == "−25.0%"
    assert numbers.change(3, 5, "count") == "+2"
    assert numbers.change(None, 5, "count") is None
    assert numbers.change(0.5, 0.50001, "ratio", "en") == "±0 pp"


CODES = st.lists(st.sampled_from(["a-1", "b_2", "310000-education", "320813"]), unique=True, min_size=1, max_size=4)


@given(CODES)
def test_a_view_written_into_an_address_is_the_view_read_from_it(codes: list[str]) -> None:
    options = ["a-1", "b_2", "310000-education", "320813"]
    written = filters.write({"agencies": codes, "year": codes[0], "empty": []})
    assert filters.read_many(written["agencies"], options, []) == codes
    assert filters.read_one(written["year"], options, None) == codes[0]
    assert "empty" not in written


@given(st.text(max_size=40))
def test_junk_in_an_address_is_ignored(junk: str) -> None:
    assert filters.read_one(junk, ["2023", "2024"], "2024") in ("2023", "2024")
    assert set(filters.read_many(junk, ["a", "b"], ["a"])) <= {"a", "b"}


def test_every_text_that_the_code_asks_for_is_there_in_both_languages() -> None:
    asked = set()
    for path in [*(ROOT / "dashboard").rglob("*.py"), *(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]:
        if path.name == "serve.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node, "func", None)
            is_say = (
                isinstance(name, ast.Name | ast.Attribute)
                and (getattr(name, "id", "") or getattr(name, "attr", "")) == "say"
            )
            if isinstance(node, ast.Call) and is_say and node.args and isinstance(node.args[0], ast.Constant):
                asked.add(node.args[0].value)
    assert asked - set(texts()) == set()
    assert len(asked) > 100
    assert [key for key, words in texts().items() if set(words) != {"zh", "en"} or not all(words.values())] == []
    places_of = {
        key: [set(re.findall(r"{(\w+)}", words[language])) for language in ("zh", "en")]
        for key, words in texts().items()
    }
    assert [key for key, (zh, en) in places_of.items() if zh != en] == []


def test_a_taken_port_gives_way_to_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < serve.free_port("127.0.0.1", port) < port + 50


class Dropped:
    """A file as the uploader hands it over."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.data = name, data

    def getvalue(self) -> bytes:
        return self.data


def test_dropped_files_are_read_and_built_by_the_verbs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "UPLOADS", tmp_path / "uploads")
    monkeypatch.setattr(intake, "HELD", ())
    monkeypatch.setenv("MINGJING_BUILDS", str(tmp_path / "builds"))
    moved: list[float] = []
    ready = facts.reports()[0]
    files = [
        Dropped("../ready.json", to_json(ready).encode()),
        Dropped("junk.txt", "这不是年报，只是一段文字。".encode()),
    ]
    intake.read(files, on_progress=lambda share, last: moved.append(share))
    read = intake.last_reading()
    assert read is not None
    assert read.reports["title"].tolist() == [ready.title]
    assert len(read.problems) == 1
    assert read.problems["file"].iloc[0].endswith("junk.txt")
    assert not (tmp_path / "ready.json").exists()
    assert intake.build(on_progress=lambda share, last: None), intake.last_failure()
    held = warehouse.ask("select count(*) as n from core.report where collection = 'real' and parser_version = 'test'")
    assert held["n"].iloc[0] == 1


def test_a_document_that_is_shown_stands_on_white_paper_whatever_the_theme_and_runs_nothing() -> None:
    frame = heads.on_paper('<p style="color:#000">年报 "2023"</p>', "原文", 760)
    assert re.search(r'<iframe sandbox="" style="[^"]*background:#fff;color-scheme:light"', frame)
    assert "height:760px" in frame and "&lt;p style=&quot;color:#000&quot;&gt;年报 &quot;2023&quot;&lt;/p&gt;" in frame
