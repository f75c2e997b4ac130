"""Turns the vectors of catalog/vectors into parsed reports, and into plain data for the second evaluation."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from catalog.vectors import Vector, cells_of, read
from etl.rules.reference import Report, World, plain

AGENCY = "agency_id,name_zh,name_en,short_zh,aliases,kind,region_code,level,position,"
AGENCY += "valid_from,valid_to,predecessors,collection"
REGION = "region_code,name_zh,short_zh,name_en,level,parent_code,position,valid_from,valid_to,successors,collection"
REGIONS = ("800000,甲市,甲,,prefecture,,1,,,,real", "800001,甲区,甲,,county,800000,2,,,,real")
REGIONS += ("800002,乙区,乙,,county,800000,3,,,,real",)


def cell(table: str, row: str, column: str, given: object) -> dict[str, Any]:
    """A cell as a parser would write it for what is printed."""
    printed = str(given)
    number = isinstance(given, int | float)
    state = "number" if number else {"": "blank", "/": "na", "—": "na"}.get(printed, "text")
    value = given if number else None
    where: dict[str, Any] = {}
    found = {"table": table, "row": row, "column": column, "printed": printed, "value": value}
    return found | {"state": state, "where": where}


def record(agency_id: str, year: int, given: dict[str, Any]) -> dict[str, Any]:
    """A parsed report of what is said about it shortly, as in rules.yml."""
    form = given.get("form", "2021")
    return {
        "schema_version": "1.0",
        "agency_printed": given.get("name", "某局"),
        "agency_id": agency_id,
        "region_code": "110101",
        "year": year,
        "form": form,
        "scope": given.get("scope", "office"),
        "title": given.get("title", f"某局{year}年政府信息公开工作年度报告"),
        "published_on": str(given["published_on"]) if given.get("published_on") else None,
        "source": {
            "file": f"{agency_id}-{year}{given.get('mark', '')}.html",
            "sha256": f"{agency_id}-{year}{given.get('mark', '')}",
            "medium": "html",
            "address": None,
        },
        "parser_version": given.get("parser_version", "test"),
        "cells": [cell(*one) for one in cells_of(given, form)],
        "figures": [
            {"bound": "=", "scope": "year", "evidence": "", "section": "1", "offset": 0} | figure
            for figure in given.get("figures", ())
        ],
        "sections": [
            {"number": number, "title": "", "text": text} for number, text in (given.get("sections") or {}).items()
        ],
        "problems": [],
    }


def records(prefix: str, vector: Vector) -> list[dict[str, Any]]:
    """The parsed reports of one vector, its agencies under names of their own."""
    found = []
    places = {one["agency"]: one for one in vector["agencies"]}
    for number, told in enumerate(vector["reports"]):
        agency = places[told["agency"]]
        version = "transcribed" if told["transcribed"] else "test"
        given = told | {"name": agency["name"], "parser_version": version, "cells": {}, "mark": f"-{number}"}
        made = record(f"{prefix}-{told['agency']}", told["year"], given)
        made["region_code"] = agency["region"]
        units = told.get("units", {})
        made["cells"] = [
            cell(table, row, column, printed) | {"unit": units.get(f"{table}.{row}.{column}")}
            for table, rows in told["cells"].items()
            for row, columns in rows.items()
            for column, printed in columns.items()
        ]
        found.append(made)
    return found


def agencies(prefix: str, vector: Vector) -> list[dict[str, str]]:
    """The agencies of one vector for the register; each vector is a collection of its own."""
    return [
        {
            "agency_id": f"{prefix}-{one['agency']}",
            "name_zh": one["name"],
            "name_en": "",
            "short_zh": one["name"],
            "aliases": "",
            "kind": one["kind"],
            "region_code": one["region"],
            "level": one["level"],
            "position": "1",
            "valid_from": "",
            "valid_to": "",
            "predecessors": "|".join(f"{prefix}-{before}" for before in one["predecessors"]),
            "collection": prefix,
        }
        for one in vector["agencies"]
    ]


def vectors() -> list[tuple[str, Vector]]:
    """(name of its own, vector) of every vector."""
    return [(f"v{number:03d}", vector) for number, vector in enumerate(read())]


def write_vectors(folder: Path) -> None:
    """`folder`/reports with every vector's reports and `folder`/data with the agencies that publish them."""
    (folder / "reports").mkdir()
    (folder / "data").mkdir()
    register: list[dict[str, str]] = []
    due: list[str] = ["agency_id,year,deadline_on"]
    with (folder / "reports" / "vectors.jsonl").open("w", encoding="utf-8") as file:
        for prefix, vector in vectors():
            file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in records(prefix, vector))
            register += agencies(prefix, vector)
            due += [f"{prefix}-{agency},{year}," for agency, year in vector["due"]]
    with (folder / "data" / "agencies.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, AGENCY.split(","))
        writer.writeheader()
        writer.writerows(register)
    (folder / "data" / "regions.csv").write_text("\n".join([REGION, *REGIONS]) + "\n", encoding="utf-8")
    (folder / "data" / "expected.csv").write_text("\n".join(due) + "\n", encoding="utf-8")


def world_of(prefix: str, vector: Vector) -> World:
    """Everything that one vector holds, for the second evaluation."""
    places = {one["agency_id"]: one for one in agencies(prefix, vector)}
    reports = [plain(one) | described(places[one["agency_id"]]) for one in records(prefix, vector)]
    due = {(f"{prefix}-{agency}", year) for agency, year in vector["due"]}
    return World(reports, {key: described(one) for key, one in places.items()}, due, vector["as_of"], PARENTS)


PARENTS = {line.split(",")[0]: line.split(",")[5] for line in REGIONS}


def described(agency: dict[str, str]) -> Report:
    """What the second evaluation asks of an agency."""
    return {
        "kind": agency["kind"],
        "level": agency["level"],
        "region_code": agency["region_code"],
        "name": agency["name_zh"],
        "predecessors": [one for one in agency["predecessors"].split("|") if one],
    }
