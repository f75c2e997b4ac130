"""The test vectors of the data rules as plain data that any system can run: <group>.jsonl, made from rules.yml.

python -m catalog.vectors        writes the files anew
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from catalog import forms
from catalog.rules import rules

HERE = Path(__file__).parent
YEAR, AS_OF = 2023, "2024-12-31"
REGIONS = {"above": "800000", "own": "800001", "beside": "800002"}
Vector = dict[str, Any]


def place_of(key: str) -> tuple[str, str, str]:
    """table.row.column, or table.row for a row without columns."""
    table, _, rest = key.partition(".")
    row, _, column = rest.rpartition(".")
    return (table, row, column) if row else (table, rest, "")


def cells_of(given: dict[str, Any], form: str | None) -> list[tuple[str, str, str, object]]:
    """(table, row, column, printed) of every cell of a report; a number stands for itself, a text for what is printed.

    `zero` names tables, or one column of a table ("requests.total"), whose other cells are 0."""
    zero, without = given.get("zero", ()), given.get("without", ())
    found: dict[tuple[str, str, str], object] = {
        place: 0
        for place in forms.cells(form or forms.versions()[-1])
        if place[0] in zero or f"{place[0]}.{place[2]}" in zero
    }
    found |= {place_of(key): value for key, value in (given.get("cells") or {}).items()}
    return [(*place, value) for place, value in found.items() if f"{place[0]}.{place[1]}" not in without]


def nested(cells: list[tuple[str, str, str, object]]) -> dict[str, dict[str, dict[str, object]]]:
    """table -> row -> column -> printed."""
    found: dict[str, dict[str, dict[str, object]]] = {}
    for table, row, column, printed in cells:
        found.setdefault(table, {}).setdefault(row, {})[column] = printed
    return found


def report_of(given: dict[str, Any], year: int) -> dict[str, Any]:
    """One report of a vector, everything said that a rule may read."""
    form = given.get("form", "2021")
    name = given.get("name", "某局")
    published = given.get("published_on")
    units = {"units": given["units"]} if given.get("units") else {}
    return units | {
        "agency": given.get("agency", "a"),
        "year": given.get("year", year),
        "form": form,
        "scope": given.get("scope", "office"),
        "title": given.get("title", f"{name}{given.get('year', year)}年政府信息公开工作年度报告"),
        "published_on": published.isoformat() if isinstance(published, date) else published,
        "transcribed": given.get("parser_version") == "transcribed",
        "cells": nested(cells_of(given, form)),
        "figures": [{"bound": "=", "scope": "year", "evidence": ""} | figure for figure in given.get("figures", ())],
        "sections": {str(number): text for number, text in (given.get("sections") or {}).items()},
    }


def agency_of(given: dict[str, Any]) -> dict[str, Any]:
    """One agency of a vector; `region` names its place, predecessors are agencies of the same vector."""
    region = given.get("region", "own")
    return {
        "agency": given.get("agency", "a"),
        "name": given.get("name", "某局"),
        "kind": given.get("kind", "education"),
        "level": given.get("level", "county"),
        "region": REGIONS.get(region, region),
        "predecessors": list(given.get("predecessors", ())),
    }


def vector_of(rule: str, version: int, number: int, given: Vector) -> Vector:
    """One vector with everything that it needs, by itself."""
    year = given.get("year", YEAR)
    told = [] if given.get("missing") else [report_of(given, year)]
    named = {key: given[key] for key in ("agency", "name", "scope", "form") if key in given}
    if "previous" in given:
        told.append(report_of(named | given["previous"], year - 1))
    others = [one for other in given.get("others", ()) for one in repeated(other)]
    told += [report_of(other, year) for other in others if not other.get("missing")]
    agencies = {one.get("agency", "a"): agency_of(one) for one in [*reversed(others), given]}
    due = {(one["agency"], one["year"]) for one in told}
    due |= {(one.get("agency", "a"), one.get("year", year)) for one in [given, *others] if one.get("missing")}
    return {
        "id": f"{rule}/{number}",
        "rule": rule,
        "rule_version": version,
        "expect": given["expect"],
        "about": {"agency": given.get("agency", "a"), "year": year},
        "as_of": AS_OF,
        "agencies": list(agencies.values()),
        "due": [list(one) for one in sorted(due)],
        "reports": told,
    }


def repeated(given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """`times: 6` makes six agencies of one entry; `each` gives each of them a value of its own for one cell."""
    if "times" not in given:
        yield given
        return
    for number in range(given["times"]):
        cells = {key: values[number % len(values)] for key, values in given.get("each", {}).items()}
        yield given | {"agency": f"{given['agency']}{number}", "cells": (given.get("cells") or {}) | cells}


def made() -> dict[str, list[Vector]]:
    """Group -> its vectors, from rules.yml."""
    found: dict[str, list[Vector]] = {}
    for rule in rules().values():
        for number, given in enumerate(rule.vectors, 1):
            found.setdefault(rule.group, []).append(vector_of(rule.id, rule.version, number, given))
    return found


def text_of(vectors: list[Vector]) -> str:
    """The vectors as JSON Lines."""
    return "".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in vectors)


def read() -> list[Vector]:
    """Every vector of the files, in the order of their names."""
    texts = (path.read_text("utf-8") for path in sorted(HERE.glob("*.jsonl")))
    return [json.loads(line) for text in texts for line in text.split("\n") if line]


def write() -> None:
    """Make the files anew."""
    for path in HERE.glob("*.jsonl"):
        path.unlink()
    for group, vectors in made().items():
        (HERE / f"{group}.jsonl").write_text(text_of(vectors), encoding="utf-8")
