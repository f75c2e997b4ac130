"""The catalogue of metrics is whole, and its formulas name what exists."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from catalog import dimensions, forms
from catalog.crosswalk import crosswalk, loaded, own_columns
from catalog.glossary import glossary
from catalog.group_cells import cells_of
from catalog.metrics import (
    CatalogError,
    Term,
    columns_of,
    metrics,
    needs_previous,
    parse_metrics,
    terms,
)

pytest_plugins = ["tests.city_fixtures"]
ENTRY = """
new_rate:
  code: Z01
  label: {zh: 新, en: New}
  kind: ratio
  numerator: "%s"
  denominator: "requests_concluded"
  unit: {zh: "%%", en: "%%"}
  group: outcomes
  direction: neutral
  definition: {zh: 说明, en: definition}
  source: {zh: 表三, en: table three}
  comparability: {"2008": x, "2014": x, "2019": A, "2021": A}
"""


def test_every_code_of_the_first_list_is_there() -> None:
    codes = {metric.code for metric in metrics().values()}
    wanted = [*[f"A{n:02d}" for n in range(1, 16)], *[f"S{n:02d}" for n in range(1, 10)]]
    wanted += [*[f"O{n:02d}" for n in range(1, 32)], *[f"D{n:02d}" for n in range(1, 14)]]
    wanted += [*[f"P{n:02d}" for n in range(1, 13)], *[f"C{n:02d}" for n in range(1, 11)], "V02", "Q01"]
    assert [code for code in wanted if code not in codes] == []


def test_the_default_grant_rate_divides_by_the_printed_total() -> None:
    rate = metrics()["grant_rate"]
    assert (rate.code, rate.kind, rate.denominator) == ("O02", "ratio", "requests_concluded")
    assert columns_of(rate) == ("requests_granted", "requests_partly_granted", "requests_concluded")


def test_an_expression_is_names_joined_by_plus_and_minus() -> None:
    assert terms("a - previous(b) + 1") == (Term(1, "a"), Term(-1, "b", previous=True), Term(1, ""))
    for wrong in ("a * b", "a b", "", "a +", "sum(a)", "2"):
        with pytest.raises(CatalogError):
            terms(wrong)


def test_growth_needs_the_year_before_and_the_grant_rate_does_not() -> None:
    assert needs_previous(metrics()["requests_received_growth"])
    assert not needs_previous(metrics()["grant_rate"])


def test_a_group_leads_back_to_its_parts_in_the_form_of_the_report() -> None:
    assert len(cells_of("requests_refused", "2021")) == 8
    assert cells_of("requests_otherwise_closed", "2019") == (("requests", "otherwise_closed", "total"),)
    assert len(cells_of("requests_otherwise_closed", "2021")) == 4
    assert cells_of("reviews_overturned") == (("cases", "review", "overturned"),)


def test_an_entry_that_names_a_column_that_is_not_there_says_so() -> None:
    assert parse_metrics(ENTRY % "requests_granted")["new_rate"].rank_base == 30
    with pytest.raises(CatalogError, match=r"new_rate.*numerator.*requests_grunted"):
        parse_metrics(ENTRY % "requests_grunted")
    with pytest.raises(CatalogError, match=r"new_rate.*colour"):
        parse_metrics(ENTRY % "requests_granted" + "  colour: red\n")
    with pytest.raises(CatalogError, match=r"new_rate.*direction"):
        parse_metrics((ENTRY % "requests_granted").replace("neutral", "up"))


def test_the_agencys_own_rates_say_that_they_are_its_own() -> None:
    for metric in metrics().values():
        if metric.kind == "rate" and metric.group in ("services", "satisfaction"):
            assert "不是本系统计算" in metric.definition["zh"], metric.key
            assert "own_figure" in metric.caveats, metric.key


def test_every_group_and_every_key_of_the_forms_has_words() -> None:
    assert {metric.group for metric in metrics().values()} <= set(dimensions.members("metric_group"))
    for version in forms.versions():
        for entry in forms.rows(version, "requests"):
            assert entry.key in dimensions.members("request_row")
        for entry in forms.rows(version, "disclosure"):
            assert entry.key in dimensions.members("disclosure_row")
            assert entry.group in dimensions.members("disclosure_group")
            assert set(entry.columns) <= set(dimensions.members("disclosure_column"))
    assert dimensions.label("outcome", "refused", "en") == "Refused"
    assert dimensions.label("request_row", "local:其他主动公开文件") == "其他主动公开文件"


def test_the_glossary_in_docs_is_the_catalogue() -> None:
    written = (Path(__file__).parent.parent / "docs" / "metrics.md").read_text(encoding="utf-8")
    assert written == glossary()
    assert written.count("\n**") == len(metrics())


def test_every_crossing_names_cells_and_columns_that_exist_and_no_c_is_loaded() -> None:
    for one in crosswalk():
        keys = {entry.key for entry in forms.entries(one.form)}
        assert set(one.cells) <= keys, one
        assert one.column in {*forms.wide_columns(), *own_columns()}, one
    assert {one.grade for one in loaded()} == {"A", "B"}
    assert [one.column for one in crosswalk() if one.grade == "C"] == [
        "requests_refused_internal_affairs",
        "requests_refused_barred_by_law",
        "requests_not_available_still_unclear",
        "requests_refused_administrative_query",
    ]


ADD_ONE = """
import shutil, sys, tempfile
from pathlib import Path
root = Path(sys.argv[1])
home = Path(tempfile.mkdtemp())
for name in ("catalog", "dashboard", "pages", "static"):
    shutil.copytree(root / name, home / name)
shutil.copy(root / "app.py", home)
with (home / "catalog" / "metrics.yml").open("a", encoding="utf-8") as file:
    file.write(sys.argv[2])
sys.path.insert(0, str(home))
from catalog.glossary import glossary
from catalog.metrics import metrics
from dashboard.queries import measures, rates
assert Path(measures.__file__).is_relative_to(home)
assert "Z01 试加指标" in glossary()
assert "new_rate" in measures.available()
answer = rates.by_series(metrics()["new_rate"], {"all": ["998801-public_security"]}, 2023, 2023)
print(float(answer["value"].iloc[0]), float(answer["denominator"].iloc[0]))
from streamlit.testing.v1 import AppTest
offering = {path for path in (home / "pages").rglob("*.py") if "choices.metric(" in path.read_text("utf-8")}
for path in sorted(offering | {home / "pages" / "analysis" / "table.py"}):
    if path.name == "services.py":
        continue  # offers the groups of services alone
    at = AppTest.from_file(str(home / "app.py"), default_timeout=60)
    for name, value in {"data": "demo", "metric": "new_rate", "metrics": "new_rate", "aspect": "heat"}.items():
        at.query_params[name] = value
    at.switch_page(path.relative_to(home).as_posix())
    at.run()
    assert [error.message for error in at.exception] == [], path
    words = [element.proto.body for element in at.get("html")]
    words += [str(column) for shown in at.dataframe for column in shown.value.columns]
    chosen = [str(box.value) for box in at.selectbox]
    assert "试加指标" in " ".join(words) or "new_rate" in chosen or any("试加指标" in one for one in chosen), path
    print(path.name)
from dashboard import views
chosen = {"data": "demo", "metric": "new_rate", "year": "2023"}
offer = views.pick(views.offers("compare", "zh", chosen), "", "csv")
assert "试加指标" in offer.make("csv").decode("utf-8-sig"), offer
print("exported")
"""


def test_one_entry_in_the_catalogue_is_a_metric_everywhere_without_touching_code(city_builds: Path) -> None:
    """In a copy of the rooms, with the build of the small city: glossary, query, pages that offer metrics, export."""
    root = Path(__file__).resolve().parent.parent
    entry = (ENTRY % "requests_granted").replace("zh: 新", "zh: 试加指标")
    command = [sys.executable, "-c", ADD_ONE, str(root), entry]
    environment = os.environ | {"MINGJING_BUILDS": str(city_builds)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, done.stderr
    share, base, *pages = done.stdout.split()
    assert float(base) == 200 and float(share) == pytest.approx(80 / 200)
    assert pages == ["definitions.py", "table.py", "trends.py", "compare.py", "outcomes.py", "exported"]
