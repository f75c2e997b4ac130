"""Every phrasing of catalog/narrative is run on its own examples."""

from decimal import Decimal

import pytest

from catalog.metrics import columns_of, metrics
from catalog.narrative import Phrasing, phrasings, relations
from catalog.stated import stated_metrics
from etl.parsing.narrative import read_figures
from etl.report import Figure, Section

PHRASINGS = [pytest.param(said, id=said.key) for said in phrasings()]


def read(text: str, year: int | None = None) -> tuple[Figure, ...]:
    return read_figures([Section("1", "总体情况", text + "。")], year)


@pytest.mark.parametrize("said", PHRASINGS)
def test_a_phrasing_reads_its_examples(said: Phrasing) -> None:
    rules = set()
    for text, value, year in said.examples:
        fitting = [
            figure for figure in read(text, year) if figure.metric == said.metric and figure.value == Decimal(value)
        ]
        assert fitting, f"{said.key}: {text} does not give {value}"
        rules |= {figure.rule for figure in fitting}
    assert said.examples, f"{said.key} has no example"
    assert said.key in rules, f"{said.key} reads none of its own examples: {rules} does"


@pytest.mark.parametrize("said", [case for case in PHRASINGS if case.values[0].counterexamples])
def test_a_phrasing_leaves_its_counterexamples(said: Phrasing) -> None:
    for example in said.counterexamples:
        text, _, value = example.partition(" -> ")
        taken = [figure.value for figure in read(text) if figure.metric == said.metric and figure.scope == "year"]
        assert (Decimal(value) not in taken) if value else not taken, f"{said.key}: {text} gives {taken}"


def test_every_relation_names_metrics_that_exist() -> None:
    known = {said.metric for said in phrasings()}
    named = {
        name for relation in relations()["ratios"] for name in (relation["rate"], relation["part"], relation["whole"])
    }
    named |= {relation[side] for relation in relations()["nested"] for side in ("inner", "outer")} | set(
        relations()["one_unit"]
    )
    assert len(known) == 109
    assert named <= known


def test_every_code_of_the_prose_is_in_the_catalogue_and_has_phrasings_behind_it() -> None:
    read_from_prose = {said.metric for said in phrasings()} | {"requests_carried_in", "requests_carried_out"}
    columns = {f"stated_{one.metric}": one.of or one.metric for one in stated_metrics()}
    assert set(columns.values()) <= read_from_prose
    behind = {
        metric.code[:3]: {columns[name] for name in columns_of(metric) if name in columns}
        for metric in metrics().values()
    }
    wanted = [*[f"N{n:02d}" for n in range(1, 29)], *[f"V{n:02d}" for n in range(1, 21)]]
    wanted += [f"Q{n:02d}" for n in range(1, 18)]
    assert [code for code in wanted if not behind.get(code)] == []
