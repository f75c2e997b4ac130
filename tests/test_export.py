"""What is taken away is what is shown: every page's tables, written in every format and read back."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dashboard import export, named, takeaway, views
from dashboard.quotients import Quotient, attach
from dashboard.takeaway import Offer
from etl.warehouse import build_warehouse
from tests.test_pages import run

pytestmark = pytest.mark.usefixtures("english")

pytest_plugins = ["tests.city_fixtures"]
ROOT = Path(__file__).resolve().parent.parent
TABLES = {
    "overview": {"year": "2023"},
    "trends": {"metric": "grant_rate", "agencies": "998801-public_security,998802-education"},
    "compare": {"year": "2023", "metric": "grant_rate", "bar": "998801-public_security"},
    "outcomes": {"year": "2023"},
    "disputes": {"year": "2023"},
    "services": {"year": "2023", "service": "online_completion_rate"},
    "quality": {"year": "2023", "level": "EWI"},
    "report": {"agency": "998801-public_security", "year": "2023"},
    "profile": {"agency": "998801-education", "year": "2023"},
    "table": {"years": "2022,2023", "columns": "parts"},
    "definitions": {},
    "builds": {},
}
SWITCHED = [
    ("trends", {"metric": "requests_received", "trend": "share"}),
    ("trends", {"metric": "grant_rate", "trend": "change"}),
    ("trends", {"metric": "requests_received", "trend": "index", "base": "2021"}),
    ("compare", {"year": "2023", "metric": "requests_received", "measure": "share"}),
    ("compare", {"year": "2023", "metric": "grant_rate", "view": "dumbbell"}),
    ("outcomes", {"aspect": "heat", "metric": "requests_received", "measure": "share"}),
    ("outcomes", {"aspect": "five", "year": "2023"}),
    ("disputes", {"dispute": "overturned", "year": "2023"}),
    ("table", {"years": "2022,2023", "columns": "change"}),
    ("table", {"years": "2023", "columns": "share", "layout": "wide"}),
    ("table", {"years": "2022,2023", "layout": "metrics"}),
    ("beside", {"agency": "998801-public_security", "year": "2023"}),
]
# tables that stand on their page as HTML or only as a chart
NOT_A_FRAME = ("report", "coverage", "reasons")
QUOTIENT = re.compile(
    r"""^=IF\((?P<below>SUM\([A-Z]+\$2:[A-Z]+\$\d+\)|(?:'[^']+'!)?[A-Z]+\d+)=0,"","""
    r"""(?P<above>(?:'[^']+'!)?[A-Z]+\d+)/(?P=below)(?:\*(?P<factor>\d+))?\)$"""
)


def offered(view: str, **choices: str) -> list[Offer]:
    return views.offers(view, "zh", {"data": "demo", **choices})


def plain(value: object) -> object:
    """A value as every format can hold it: None for missing, numbers as floats."""
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, str):
        return value
    return float(str(value))


def rows_of(table: pd.DataFrame) -> list[list[object]]:
    return [[plain(value) for value in row] for row in table.itertuples(index=False, name=None)]


def number_at(book: openpyxl.Workbook, sheet: Worksheet, reference: str) -> float:
    """The number that a reference of a formula names, a sum of a column too."""
    total = re.fullmatch(r"SUM\(([A-Z]+)\$2:[A-Z]+\$(\d+)\)", reference)
    if total:
        cells = [sheet[f"{total[1]}{row}"].value for row in range(2, int(total[2]) + 1)]
        return sum(value for value in cells if value is not None)
    name, _, cell = reference.rpartition("!")
    return (book[name.strip("'")] if name else sheet)[cell].value


def evaluated(book: openpyxl.Workbook, sheet: Worksheet, formula: str) -> float:
    """What a quotient's formula gives, worked out from the cells it names."""
    found = QUOTIENT.match(formula)
    assert found, formula
    above, below = number_at(book, sheet, found["above"]), number_at(book, sheet, found["below"])
    return above / below * int(found["factor"] or 1)


def read_xlsx(data: bytes) -> tuple[list[list[object]], int]:
    """The rows of the first sheet with its formulas worked out, and how many formulas there are."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet, kept = book.worksheets[0], openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    rows, formulas = [], 0
    for row in sheet.iter_rows():
        line: list[object] = []
        for cell in row:
            value = cell.value
            if cell.data_type == "f":
                value = evaluated(book, sheet, str(value))
                assert kept[cell.coordinate].value == pytest.approx(value)
                formulas += 1
            line.append(value if isinstance(value, str) else plain(value))
        rows.append(line)
    return rows, formulas


def same(read: list[list[object]], shown: list[list[object]], apart: float = 0.0) -> None:
    """The same rows; numbers at most `apart`."""
    assert len(read) == len(shown)
    for left, right in zip(read, shown, strict=True):
        assert [value for value in left if not isinstance(value, float)] == [
            value for value in right if not isinstance(value, float)
        ]
        numbers = [value for value in left if isinstance(value, float)]
        assert numbers == pytest.approx([value for value in right if isinstance(value, float)], rel=0, abs=apart)


@pytest.mark.parametrize(("view", "choices"), [*TABLES.items(), *SWITCHED])
def test_every_table_reads_back_as_it_is_shown_from_every_format(
    city: Path, view: str, choices: dict[str, str]
) -> None:
    with takeaway.recorded() as found:
        at = run(str(views.pages()[view]), **choices)
    tables = [offer for offer in found if "csv" in offer.formats]
    assert tables
    for offer in tables:
        assert offer.shown is not None
        shown, heads = rows_of(offer.shown), [str(name) for name in offer.shown.columns]
        if not offer.name.startswith(NOT_A_FRAME):
            drawn = [
                one.value for one in at.dataframe if set(heads) <= set(one.value.columns)
            ]  # a small line may be more
            assert any(rows_of(one[heads]) == shown for one in drawn)
        guarded = [[export.guarded(value) for value in row] for row in shown]
        csv = pd.read_csv(io.BytesIO(offer.make("csv")), encoding="utf-8-sig", skipfooter=1, engine="python", dtype=str)
        assert list(csv.columns) == heads
        same(
            [
                [_typed(value, like) for value, like in zip(a, b, strict=True)]
                for a, b in zip(csv.astype(object).itertuples(index=False, name=None), guarded, strict=True)
            ],
            guarded,
        )
        parquet = pq.read_table(io.BytesIO(offer.make("parquet")))
        assert parquet.column_names == heads
        assert [[plain(value) for value in row.values()] for row in parquet.to_pylist()] == shown
        (first, *rest), _ = read_xlsx(offer.make("xlsx"))
        assert first == heads
        same(
            [[value or None if isinstance(value, str) else value for value in row] for row in rest],
            [[value or None if isinstance(value, str) else value for value in row] for row in shown],
            apart=0.0501,  # a formula carries the decimals that the table rounds
        )


def _typed(value: object, like: object) -> object:
    """A field of a CSV as the kind of value that stood there; an empty one is missing or an empty text."""
    if value != value or value is None:
        return like if like in (None, "") else "(lost)"
    return float(str(value)) if isinstance(like, float) else value


@pytest.mark.parametrize("view", ["compare", "table", "outcomes"])
def test_a_duckdb_file_holds_the_table_and_what_goes_with_it(city: Path, tmp_path: Path, view: str) -> None:
    offer = next(offer for offer in offered(view, **TABLES[view]) if "duckdb" in offer.formats)
    path = tmp_path / "taken.duckdb"
    path.write_bytes(offer.make("duckdb"))
    with duckdb.connect(str(path), read_only=True) as connection:
        names = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
        assert names == {"data", "raw", "definitions", "checks", "sources", "filters"}
        assert offer.shown is not None
        back = connection.execute("from data").fetchall()
        assert [[plain(value) for value in row] for row in back] == rows_of(offer.shown)
        assert connection.execute("select count(*) from definitions").fetchall()[0][0] >= 1
        (tags,) = connection.execute("select tags from duckdb_databases() where database_name = 'taken'").fetchall()
    assert tags[0]["storage_version"].startswith("v1.0.0")


def test_rates_are_live_formulas_and_a_missing_rate_stays_blank(city: Path) -> None:
    offer = offered("table", metrics="grant_rate", years="2021,2022,2023", columns="parts")[0]
    (head, *rows), formulas = read_xlsx(offer.make("xlsx"))
    rate, above, below = head.index("实质公开率（%）"), *(head.index(f"实质公开率 · {x}") for x in ("分子", "分母"))
    by_place = {(row[0], row[1]): (row[rate], row[above], row[below]) for row in rows}
    assert by_place["甲区公安局", "2023"] == (52.0, 104.0, 200.0)
    assert by_place["乙区教育局", "2022"] == (None, None, None)  # prints no number of requests granted
    assert by_place["乙区公安局", "2021"][0] is None  # nothing concluded: a base of 0 gives no rate
    assert formulas == sum(row[rate] is not None for row in rows) > 5


def test_rates_over_several_years_are_formulas_over_their_workings(city: Path) -> None:
    offer = offered("trends", **TABLES["trends"])[-1]
    book = openpyxl.load_workbook(io.BytesIO(offer.make("xlsx")))
    assert book.sheetnames == ["数据", "计算", "口径", "未通过的核对", "来源", "筛选条件"]
    head, *rows = book["数据"].iter_rows(values_only=True)
    rates = [row[at] for row in rows for at, name in enumerate(head) if name.endswith("（%）")]
    formulas = [value for value in rates if value is not None]
    assert all(str(value).startswith("=IF('计算'!") for value in formulas)
    assert len(formulas) == book["计算"].max_row - 1 == 5  # four years of one bureau, one of the other
    assert None in rates
    points = [row[at] for row in rows for at, name in enumerate(head) if name.endswith("同比（百分点）")]
    assert points[1:3] == [1.5, 2.0]  # the police: 48.5 %, 50 %, 52 %; numbers, made of more than two cells


def test_a_workbook_says_where_it_comes_from(city: Path) -> None:
    offer = next(offer for offer in offered("compare", **TABLES["compare"]) if offer.name.startswith("compare"))
    book = openpyxl.load_workbook(io.BytesIO(offer.make("xlsx")))
    assert book.sheetnames == ["数据", "口径", "未通过的核对", "来源", "筛选条件"]
    assert all(sheet.freeze_panes == "A2" for sheet in book.worksheets)
    filters = {row[0]: row[1:] for row in book["筛选条件"].iter_rows(min_row=2, values_only=True)}
    assert filters["指标"] == ("实质公开率 · O02", "metric=grant_rate")
    assert filters["年度"] == ("2023", "year=2023")
    assert filters["收录/应有"][0] == "30/32"
    assert "演示数据" in filters["引用"][0]
    assert book["口径"]["A2"].value == "实质公开率"
    formats = {cell.value: book["数据"].cell(2, cell.column).number_format for cell in book["数据"][1]}
    assert formats["实质公开率（%）"] == "0.0"
    assert formats["分母"] == "#,##0"


def test_only_quotients_become_formulas() -> None:
    hostile = pd.DataFrame({"名称": ["=1+1", "@x"], "率（%）": [50.0, 25.0], "子": [1, 1], "母": [2, 3]})
    attach(hostile, [Quotient("率（%）", "子", "母")])
    sheet = openpyxl.load_workbook(io.BytesIO(export.to_xlsx([("数据", hostile)]))).worksheets[0]
    assert [sheet["A2"].data_type, sheet["A3"].data_type] == ["s", "s"]
    assert sheet["B2"].value == '=IF(D2=0,"",C2/D2*100)'
    assert sheet["B3"].value == 25  # 1 of 3 is not what is shown: the value stays, no formula says something else


def test_a_csv_ends_with_its_citation_and_the_raw_one_holds_codes_only(city: Path) -> None:
    offer = next(offer for offer in offered("compare", **TABLES["compare"]) if offer.name.startswith("compare"))
    text = offer.make("csv").decode("utf-8-sig")
    last = text.rstrip().splitlines()[-1]
    assert last.lstrip('"').startswith("引用：明镜 · 比较 · 实质公开率 · 2023；演示数据")
    assert "/compare?data=demo&lang=zh&metric=grant_rate&year=2023" in last
    raw = pd.read_csv(io.BytesIO(offer.make("csv-raw")), encoding="utf-8-sig")
    assert {"series", "value", "numerator", "denominator", "reason"} <= set(raw.columns)
    row = raw.set_index("series").loc["998801-education"]
    assert row["value"] == pytest.approx(row["numerator"] / row["denominator"], abs=1e-12)


def test_parquet_carries_citation_and_definitions(city: Path) -> None:
    offer = next(offer for offer in offered("compare", **TABLES["compare"]) if offer.name.startswith("compare"))
    about = pq.read_schema(io.BytesIO(offer.make("parquet"))).metadata
    assert about[b"citation"].decode().startswith("引用：")
    assert json.loads(about[b"definitions"])[0]["编号"] == "O02"


def test_the_address_of_a_citation_shows_the_same_table(city: Path) -> None:
    offer = next(offer for offer in offered("compare", year="2022") if offer.name.startswith("compare"))
    query = dict(part.split("=") for part in offer.citation.address.split("?")[1].split("&"))
    again = next(one for one in views.offers("compare", query.pop("lang"), query) if one.name == offer.name)
    assert offer.shown is not None and again.shown is not None
    assert rows_of(again.shown) == rows_of(offer.shown)


def test_the_citation_stands_on_the_page_to_copy(city: Path) -> None:
    at = run("pages/oversight/compare.py", year="2023")
    assert next(code.value for code in at.code).startswith("引用：明镜 · 比较")


def test_a_choice_that_is_not_there_is_refused(city: Path) -> None:
    with pytest.raises(views.NoView, match="year=1066"):
        offered("compare", year="1066")
    with pytest.raises(views.NoView, match="has no choice 'colour'"):
        offered("compare", colour="red")
    with pytest.raises(views.NoView, match="There is no view 'nowhere'"):
        offered("nowhere")
    with pytest.raises(views.NoView, match="comes as pdf"):
        views.pick(offered("compare"), "", "pdf")


def test_no_build_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJING_BUILDS", str(tmp_path))
    with pytest.raises(views.NoView, match=r"\./dev demo"):
        offered("compare")


def test_a_kept_view_is_exported_by_its_name(city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJING_VIEWS", str(tmp_path))
    choices = {"data": "demo"} | TABLES["compare"]
    named.save(named.SHARED, "每月 公开率", "compare", choices)
    kept = views.pick(views.offers("每月 公开率", "zh", {}), "compare", "csv")
    page = views.pick(views.offers("compare", "zh", choices), "compare", "csv")
    assert kept.make("csv-raw") == page.make("csv-raw")
    named.save(named.SHARED, "每月 公开率", "trends", {"data": "demo"})
    with pytest.raises(views.NoView, match="Several kept views"):
        views.offers("每月 公开率", "zh", {})


def test_a_collection_that_is_not_there_is_never_replaced_by_another(city: Path) -> None:
    with pytest.raises(views.NoView, match="data=nope is not there"):
        views.offers("compare", "zh", {"data": "nope"})


def test_a_file_that_is_no_build_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("a,b\n1,2\n3,4\n")
    out = tmp_path / "out.csv"
    done = verb("--view", "compare", "--format", "csv", "--out", str(out), "--build", str(tmp_path / "list.csv"))
    assert (done.returncode, out.exists()) == (2, False)
    assert done.stderr.strip() == f"{tmp_path / 'list.csv'} is no build of 明镜."


def verb(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "etl", "export", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")


def test_a_build_or_a_day_that_is_named_is_the_one_exported(
    city: Path, city_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "builds"
    folder.mkdir()
    newest = shutil.copy(sorted(city.glob("*.duckdb"))[-1], folder / "20990101T000000000000Z.duckdb")
    build_warehouse([city_home / "reports"], folder, data=city_home / "data", as_of=date(2023, 3, 1))
    monkeypatch.setenv("MINGJING_BUILDS", str(folder))
    now, then = offered("trends"), offered("trends", asof="2023-03-01")
    for offers, years in (now, {"2020", "2021", "2022", "2023"}), (then, {"2020", "2021", "2022"}):
        book = openpyxl.load_workbook(io.BytesIO(views.pick(offers, "trends", "xlsx").make("xlsx")))
        assert {row[1].value for row in book["来源"].iter_rows(min_row=2)} == years
    assert (
        views.pick(offered("trends", build=Path(newest).stem), "trends", "csv").citation.build == now[0].citation.build
    )
    with pytest.raises(views.NoView, match=r"no build '2020-01-01'\. There are: 2023-03-01"):
        offered("trends", asof="2020-01-01")


def test_a_collection_that_nobody_named_is_said_where_there_are_two(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = views.offers("compare", "zh", {})
    assert views.taken_by_default("compare", {}, found) == ""  # the small city has demonstration data only
    monkeypatch.setattr(views.places, "collections", lambda: ("real", "demo"))
    assert "taken: data=demo (there are: real, demo)" in views.taken_by_default("compare", {}, found)
    assert views.taken_by_default("compare", {"data": "demo"}, found) == ""


def test_the_verb_writes_what_the_page_offers(city: Path, tmp_path: Path) -> None:
    build = sorted(city.glob("*.duckdb"))[-1]
    out = tmp_path / "deep" / "compare.csv"
    done = verb(
        "--view",
        "compare",
        "--format",
        "csv",
        "--out",
        str(out),
        "--build",
        str(build),
        "--part",
        "compare",
        "--lang",
        "zh",
        "data=demo",
        *(f"{name}={code}" for name, code in TABLES["compare"].items()),
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, str(out), "")
    page = next(offer for offer in offered("compare", **TABLES["compare"]) if offer.name.startswith("compare"))
    assert out.read_bytes() == page.make("csv")


def test_the_verb_says_what_is_wrong_and_writes_nothing(city: Path, tmp_path: Path) -> None:
    out = tmp_path / "none.csv"
    done = verb("--view", "compare", "--format", "csv", "--out", str(out), "data=demo", "year=1066")
    assert done.returncode == 2
    assert "year=1066 is not there" in done.stderr
    assert not out.exists()


def test_a_table_of_one_year_names_the_documents_and_faults_of_that_year_only(city: Path) -> None:
    def years(chosen: str, sheet: str) -> set[str]:
        offer = views.pick(views.offers("table", "zh", {"data": "demo", "years": chosen}), "table", "xlsx")
        (_, *rows) = openpyxl.load_workbook(io.BytesIO(offer.make("xlsx")))[sheet].iter_rows(values_only=True)
        return {str(row[1]) for row in rows}

    assert years("2023", "来源") == years("2023", "未通过的核对") == {"2023"}
    assert years("2022,2023", "来源") == {"2020", "2021", "2022", "2023"}
