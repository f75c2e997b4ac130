"""The parsed report: its JSON form, its schema, and records of others read back."""

import copy
import json
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from etl.errors import BadRecord
from etl.report import (
    SCHEMA_FILE,
    Cell,
    Figure,
    Report,
    ReportProblem,
    Section,
    Source,
    Where,
    from_record,
    to_json,
    to_record,
)

REPORT = Report(
    agency_printed="明州市公安局",
    agency_id="demo-gaj",
    region_code="990100",
    year=2023,
    form="2021",
    scope="office",
    title="明州市公安局2023年政府信息公开工作年度报告",
    published_on="2024-01-20",
    source=Source("gaj-2023.pdf", "ab" * 32, "pdf", "https://example.invalid/2023"),
    parser_version="mingjing 0.1.0",
    cells=(
        Cell(
            "requests", "concluded", "total", "1,205", Decimal(1205), "number", Where(4, 1, 27, 9, (1.0, 2.0, 3.5, 4.0))
        ),
        Cell("requests", "granted", "total", "", None, "blank", Where(4, 1, 5, 9)),
        Cell("disclosure", "fees_10k_yuan", "", "7730.28", Decimal("7730.28"), "number", unit="万元"),
        Cell("cases", "review", "pending", "1/2", None, "text", certain=False, note=None),
    ),
    figures=(Figure("service_items_total", Decimal(1148), "=", "项", "year", "共1148项事项。", "1", 1, length=4),),
    sections=(Section("1", "一、总体情况", "共1148项事项。"),),
    problems=(ReportProblem("cell_unclear", "单元格读法不确定"),),
    identity_evidence={"agency": "title"},
)
SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


def record() -> dict[str, Any]:
    return copy.deepcopy(to_record(REPORT))


def test_a_report_written_and_read_back_is_the_same() -> None:
    assert from_record(json.loads(to_json(REPORT))) == REPORT


def test_a_written_report_is_of_the_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert list(Draft202012Validator(SCHEMA).iter_errors(record())) == []


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        (Report, SCHEMA["properties"]),
        (Cell, SCHEMA["$defs"]["cell"]["properties"]),
        (Figure, SCHEMA["$defs"]["figure"]["properties"]),
        (Section, SCHEMA["$defs"]["section"]["properties"]),
        (Source, SCHEMA["$defs"]["source"]["properties"]),
        (Where, SCHEMA["$defs"]["where"]["properties"]),
        (ReportProblem, SCHEMA["$defs"]["problem"]["properties"]),
    ],
)
def test_the_schema_names_exactly_the_fields_of_the_record(kind: type, properties: dict[str, Any]) -> None:
    assert set(properties) == {part.name for part in fields(kind)}
    assert all("description" in meaning or "$ref" in meaning for meaning in properties.values())


def test_every_field_is_in_the_documentation() -> None:
    text = (Path(__file__).parents[1] / "docs" / "parsed-report.md").read_text(encoding="utf-8")
    for kind in (Report, Cell, Figure, Section, Source, Where, ReportProblem):
        for part in fields(kind):
            assert f"`{part.name}`" in text, f"{kind.__name__}.{part.name} is not documented"


def test_a_minimal_record_of_another_parser_is_enough() -> None:
    names = ("agency_printed", "agency_id", "region_code", "year", "form", "published_on")
    minimal: dict[str, Any] = dict.fromkeys(names)
    minimal |= {
        "scope": "office",
        "title": "",
        "parser_version": "other 1",
        "source": {"file": "a", "sha256": "b", "medium": "text"},
    }
    assert list(Draft202012Validator(SCHEMA).iter_errors(minimal)) == []
    assert from_record(minimal).cells == ()
    assert from_record(minimal).source == Source("a", "b", "text", None)


def broken(path: list[Any], value: Any) -> dict[str, Any]:
    changed = record()
    target: Any = changed
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (["year"], "2023", "year"),
        (["year"], True, "year"),
        (["scope"], "city", "scope"),
        (["published_on"], "20.1.2024", "published_on"),
        (["region_code"], "9901", "region_code"),
        (["cells"], {}, "cells"),
        (["cells", 1, "state"], "zero", "cells[1].state"),
        (["cells", 1, "value"], 0, "cells[1].value"),
        (["cells", 0, "value"], None, "cells[0].value"),
        (["cells", 0, "value"], "many", "cells[0].value"),
        (["cells", 0, "table"], "table three", "cells[0].table"),
        (["cells", 0, "where", "box"], [1, 2, 3], "cells[0].where.box"),
        (["cells", 2, "printed"], None, "cells[2].printed"),
        (["figures", 0, "bound"], ">", "figures[0].bound"),
        (["figures", 0, "surprise"], 1, "figures[0].surprise"),
        (["sections", 0, "number"], "12", "sections[0].number"),
        (["source"], None, "source"),
        (["schema_version"], "9.0", "schema_version"),
    ],
)
def test_a_wrong_field_is_named(path: list[Any], value: Any, field: str) -> None:
    with pytest.raises(BadRecord) as caught:
        from_record(broken(path, value))
    assert caught.value.field == field
    assert list(Draft202012Validator(SCHEMA).iter_errors(broken(path, value)))


def test_a_missing_field_is_named() -> None:
    changed = record()
    del changed["source"]["sha256"]
    with pytest.raises(BadRecord, match=r"^source\.sha256 is missing$"):
        from_record(changed)


def test_a_record_that_is_no_object_is_refused() -> None:
    with pytest.raises(BadRecord, match=r"^record must be an object"):
        from_record([])
