"""The numbers of the pages, metric by metric, against sums of printed cells in SQL that knows neither the catalogue's
formulas nor the marts: written after the definitions of the metrics."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.test_pages import asked, frame, run

pytest_plugins = ["tests.city_fixtures"]


def cells(rows: list[str], table: str = "requests", columns: tuple[str, ...] = ("total",)) -> str:
    """The sum of cells of one report; none where one of them holds no number."""
    keys = ", ".join(f"('{table}', '{row}', '{column}')" for row in rows for column in columns)
    return (
        f"(select case when count(*) filter (where c.state = 'number') = {len(rows) * len(columns)} then"
        f" sum(c.value) end from core.cell c where c.report_id = r.report_id"
        f" and (c.table_name, c.row_key, c.column_key) in ({keys}))"
    )


LITIGATIONS = ["direct_litigation", "litigation_after_review"]
COUNTS = {
    "requests_received": ("本年新收", cells(["received"])),
    "requests_due": ("应办合计", cells(["received", "carried_in"])),
    "requests_concluded": ("办结件数", cells(["concluded"])),
    "requests_carried_out": ("结转下年", cells(["carried_out"])),
    "reviews": ("行政复议", cells(["review"], "cases")),
    "litigations": ("行政诉讼", cells(LITIGATIONS, "cases")),
    "disputes": ("争议总数", cells(["review", *LITIGATIONS], "cases")),
}
RATES = {
    "grant_rate": (cells(["granted", "partly_granted"]), cells(["concluded"])),
    "full_grant_rate": (cells(["granted"]), cells(["concluded"])),
    "conclusion_rate": (cells(["concluded"]), cells(["received", "carried_in"])),
    "natural_person_share": (cells(["received"], columns=("natural_person",)), cells(["received"])),
    "review_overturn_rate": (
        cells(["review"], "cases", ("overturned",)),
        f"{cells(['review'], 'cases')} - {cells(['review'], 'cases', ('pending',))}",
    ),
}


def printed(city: Path, expression: str, year: int) -> dict[str, float | None]:
    """Each bureau of the year with the sum of its printed cells."""
    rows = asked(
        city,
        f"""select a.name_zh, {expression}::double from core.report r join core.agency a using (agency_id)
            where r.year = {year} and r.is_current and r.is_primary and a.kind <> 'government'""",
    )
    return dict(rows)


def column(table: pd.DataFrame, name: str) -> dict[str, float]:
    """A numeric column by the name of the unit, without its gaps."""
    return {str(unit): float(value) for unit, value in zip(table["名称"], table[name], strict=True) if pd.notna(value)}


@pytest.mark.parametrize("year", [2021, 2023])
@pytest.mark.parametrize("metric", COUNTS)
def test_a_compared_count_is_the_sum_of_its_printed_cells(city: Path, metric: str, year: int) -> None:
    label, expression = COUNTS[metric]
    table = frame(run("pages/oversight/compare.py", year=str(year), metric=metric), "位次")
    want = {name: value for name, value in printed(city, expression, year).items() if value is not None}
    assert want and column(table, next(name for name in table.columns if name.startswith(label))) == want


@pytest.mark.parametrize("metric", RATES)
def test_a_compared_rate_is_the_quotient_of_the_sums_of_its_printed_cells(city: Path, metric: str) -> None:
    table = frame(run("pages/oversight/compare.py", year="2023", metric=metric), "位次")
    over, under = (printed(city, expression, 2023) for expression in RATES[metric])
    known = [name for name in over if over[name] is not None and under[name] is not None]
    based = [name for name in known if under[name]]
    assert based
    assert column(table, "分子") == {name: over[name] for name in known}
    assert column(table, "分母") == {name: under[name] for name in known}
    rate = next(name for name in table.columns if name.endswith("（%）"))
    assert column(table, rate) == {name: round(over[name] / under[name] * 100 + 1e-9, 1) for name in based}


def test_the_trend_of_a_region_is_the_quotient_of_the_sums_over_its_bureaus(city: Path) -> None:
    table = frame(run("pages/leadership/trends.py", metric="grant_rate", by="region"), "2023（%）").set_index("地区")
    for year in (2021, 2023):
        over, under = (printed(city, expression, year) for expression in RATES["grant_rate"])
        for district in ("甲区", "乙区"):
            named = [name for name in over if name.startswith(district) and over[name] is not None and under[name]]
            shown, base = table.loc[district, f"{year}（%）"], sum(under[name] for name in named)
            assert pd.isna(shown) if not named else shown == round(sum(over[n] for n in named) / base * 100 + 1e-9, 1)


def test_the_profile_holds_the_printed_figures_of_its_agency(city: Path) -> None:
    table = frame(run("pages/analysis/profile.py", agency="998801-education", year="2023"), "同类中位数")
    shown = dict(zip(table["指标"], table["数值"], strict=True))
    for label, expression in COUNTS.values():
        want = printed(city, expression, 2023)["甲区教育局"]
        if want and label in shown:
            assert float(shown[label].replace(",", "")) == want
    assert shown["本年新收"] == "52"
