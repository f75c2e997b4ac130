"""A number that a report leaves blank, followed from the document to every chart, table and file: nowhere a 0."""

from __future__ import annotations

import io
import json
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import takeaway, warehouse
from dashboard.takeaway import Offer
from etl.batch.parse import parse
from etl.warehouse import build_warehouse
from tests.report_grids import Facts, numbers
from tests.site_pages import AGENCY, body, tables
from tests.test_pages import run

ROOT = Path(__file__).resolve().parent.parent
BUREAU, OTHER = "洪泽区审计局", "洪泽区财政局"
BLANK, FULL = ("requests", "received", "total"), "18"  # what both reports of 2022 print there; 17 the other of 2023
VIEWS = {
    "trends": ("pages/leadership/trends.py", {"metric": "requests_received"}),
    "compare": ("pages/oversight/compare.py", {"metric": "requests_received", "year": "2023"}),
    "table": ("pages/analysis/table.py", {"metrics": "requests_received", "years": "2022,2023", "columns": "change"}),
    "heat": ("pages/oversight/outcomes.py", {"aspect": "heat", "metric": "requests_received"}),
}


def document(bureau: str, year: int, facts: Facts) -> str:
    """A report as a page; every place of its tables holds another number, none of them 0."""
    title = f"{bureau}{year}年政府信息公开工作年度报告"
    text = body(parts=tables(facts), title=title).replace(AGENCY, bureau).replace("2023年1月1日", f"{year}年1月1日")
    return f"<html><head><meta charset='utf-8'><title>{title}</title></head><body>{text}</body></html>"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of two bureaus, read and built; one of 2023 prints nothing where the sum of new requests should stand."""
    home = tmp_path_factory.mktemp("blank")
    (home / "documents").mkdir()
    for bureau, year in ((BUREAU, 2022), (BUREAU, 2023), (OTHER, 2022), (OTHER, 2023)):
        facts = {place: str(int(number) + 2023 - year) for place, number in numbers("2021").items()}
        facts |= {BLANK: ""} if (bureau, year) == (BUREAU, 2023) else {}
        (home / "documents" / f"{bureau}{year}.html").write_text(document(bureau, year, facts), encoding="utf-8")
    parse([home / "documents"], home / "reports", crew=1)
    build_warehouse([home / "reports"], home / "builds", data=ROOT / "data")
    return home / "builds"


def seen(built: Path, view: str, monkeypatch: pytest.MonkeyPatch) -> tuple[AppTest, list[Offer]]:
    monkeypatch.setenv("MINGJING_BUILDS", str(built))
    page, choices = VIEWS[view]
    with takeaway.recorded() as found:
        at = run(page, data="real", **choices)
    return at, [offer for offer in found if "csv" in offer.formats]


def files(offer: Offer) -> list[pd.DataFrame]:
    """The table as every format gives it back."""
    csv = pd.read_csv(io.BytesIO(offer.make("csv")), encoding="utf-8-sig", skipfooter=1, engine="python")
    raw = pd.read_csv(io.BytesIO(offer.make("csv-raw")), encoding="utf-8-sig")
    head, *rows = openpyxl.load_workbook(io.BytesIO(offer.make("xlsx")))["数据"].iter_rows(values_only=True)
    return [csv, raw, pd.DataFrame(rows, columns=head), pq.read_table(io.BytesIO(offer.make("parquet"))).to_pandas()]


def zeros(table: pd.DataFrame) -> list[str]:
    """The columns of figures in which a 0 stands; how many reports miss, fail or tell something is counted."""
    counted = ("勾稽不符", "failed", "missing", "used", "unit_count", "百分位", "percentile")
    kept = [name for name in table.columns if not str(name).startswith(counted)]
    return [str(name) for name in kept if any(str(value) in ("0", "0.0", "0%") for value in table[name])]


@pytest.mark.parametrize("view", ["trends", "compare", "table", "heat"])
def test_a_blank_total_is_no_0_in_any_table_or_file(built: Path, view: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _, offers = seen(built, view, monkeypatch)
    assert offers
    for offer in offers:
        assert offer.shown is not None
        assert [zeros(table) for table in (offer.shown, *files(offer))] == [[]] * 5, offer.name


def test_the_year_of_the_blank_is_empty_in_every_file(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, offers = seen(built, "trends", monkeypatch)
    csv, raw, xlsx, parquet = files(next(offer for offer in offers if offer.name.startswith("trends")))
    for table in (csv, xlsx, parquet):
        line = table[table["单位"] == BUREAU].iloc[0]
        assert (
            str(line["2022"]).removesuffix(".0") == FULL and pd.isna(line["2023"]) and pd.isna(line["2023 同比（%）"])
        )
    assert raw[raw["year"] == 2023]["reason"].fillna("").tolist() in (["blank", ""], ["", "blank"])
    _, offers = seen(built, "compare", monkeypatch)
    ranking = next(offer for offer in offers if offer.name.startswith("compare")).shown
    assert ranking is not None
    line = ranking.set_index("名称").loc[BUREAU]
    assert line["无值原因"] == "年报此处空白" and pd.isna(line["本年新收"]) and pd.isna(line["占比（%）"])


def test_the_line_has_a_gap_with_a_hollow_mark_that_says_why(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at, _ = seen(built, "trends", monkeypatch)
    traces = json.loads(at.get("plotly_chart")[0].proto.spec)["data"]
    (gap,) = [one for one in traces if one["mode"] == "markers"]
    assert gap["marker"]["symbol"].endswith("-open") and "年报此处空白" in gap["hovertext"][0]
    line = next(one for one in traces if one["mode"] == "lines+markers" and BUREAU in one["hovertext"][0])
    assert "年报此处空白" in line["hovertext"][-1] and f"<b>{FULL}</b>" in line["hovertext"][0]


def test_a_bar_of_a_blank_is_not_drawn(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at, _ = seen(built, "compare", monkeypatch)
    bars = json.loads(at.get("plotly_chart")[0].proto.spec)["data"][0]
    assert len(bars["hovertext"]) == 1 and OTHER in bars["hovertext"][0]


def test_a_cell_of_the_heat_map_says_that_it_is_blank(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at, _ = seen(built, "heat", monkeypatch)
    written = json.loads(at.get("plotly_chart")[0].proto.spec)["data"][1]
    assert sorted(written["text"]) == sorted(["空白", "17", FULL, FULL])


def test_the_form_shows_the_blank_as_a_blank(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJING_BUILDS", str(built))
    with duckdb.connect(str(next(built.glob("*.duckdb"))), read_only=True, config=warehouse.SETTINGS) as connection:
        (known,) = connection.execute("select agency_id from core.agency where name_zh = ?", [BUREAU]).fetchone() or (
            "",
        )
    with takeaway.recorded() as found:
        run("pages/analysis/report.py", data="real", year="2023", agency=known)
    cells = next(offer for offer in found if offer.name.startswith("report")).shown
    assert cells is not None
    row = cells[cells["状态"] == "空白"]
    assert len(row) == 1 and row["原文"].tolist() == [""] and row["计入"].isna().all()
