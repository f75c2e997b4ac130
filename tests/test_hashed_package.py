"""Packages of other products: source, Markdown and JSON of one report with hashes."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from etl.batch.hashed_package import Member, claims, judge
from etl.batch.parse import parse
from tests.test_sources import TITLE, page

SOURCE = page(TITLE).encode()
MARKDOWN = f"# {TITLE}\n\n2023年，我局主动公开政府信息8条。\n".encode()  # a digit was lost on the way


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


LISTS = {
    "files by name": {"files": {"source.html": sha(SOURCE), "report.md": sha(MARKDOWN)}},
    "objects": {
        "artifacts": [{"path": "pkg/source.html", "sha256": sha(SOURCE)}, {"name": "report.md", "hash": sha(MARKDOWN)}]
    },
    "fields side by side": {
        "source_file": "source.html",
        "source_sha256": sha(SOURCE),
        "markdownPath": "report.md",
        "markdownHash": sha(MARKDOWN),
    },
    "with a prefix": {"file": "source.html", "content_hash": "sha256:" + sha(SOURCE)},
}


@pytest.mark.parametrize("listing", LISTS.values(), ids=LISTS)
def test_every_way_of_listing_hashes_is_understood(listing: object) -> None:
    found = dict(claims(json.dumps(listing)))
    assert {name.rpartition("/")[2]: value for name, value in found.items()}["source.html"] == sha(SOURCE)


def test_a_file_of_checksums_is_a_list_too() -> None:
    assert list(claims(f"{sha(SOURCE)} *source.html\n{sha(MARKDOWN)}  report.md\n")) == [
        ("source.html", sha(SOURCE)),
        ("report.md", sha(MARKDOWN)),
    ]


def test_addresses_and_numbers_are_no_names_of_files() -> None:
    odd = {"url": "https://www.example.org/a.html", "sha256": sha(SOURCE), "title": "2023", "other": [1, None]}
    assert list(claims(json.dumps(odd))) == []


def test_an_archive_without_a_list_is_no_package() -> None:
    assert judge([Member("a.html", sha(SOURCE)), Member("b.json", sha(b"{}"), is_data=True)]).is_package is False


def packed(folder: Path, listing: object, **files: bytes) -> Path:
    with zipfile.ZipFile(folder / "包.zip", "w") as package:
        for name, data in files.items():
            package.writestr(f"pkg/{name.replace('_', '.')}", data)
        package.writestr("pkg/manifest.json", json.dumps(listing))
    return folder / "包.zip"


def problems(out: Path) -> list[tuple[str, str]]:
    lines = [json.loads(line) for line in (out / "problems.jsonl").read_text(encoding="utf-8").splitlines()]
    return [(line["file"].rpartition("/")[2], line["code"]) for line in lines]


def test_the_source_of_a_package_is_read_and_what_was_made_of_it_is_left_aside(tmp_path: Path) -> None:
    data = json.dumps({"agency": "沭阳县发改局", "cells": [1, 2, 3]}).encode()
    archive = packed(tmp_path, LISTS["files by name"], source_html=SOURCE, report_md=MARKDOWN, report_json=data)
    out = tmp_path / "out"
    summary = parse([archive], out, crew=1)
    assert (summary.read, summary.parsed) == (1, 1)
    found = json.loads(next(out.glob("*.json")).read_text(encoding="utf-8"))
    assert found["agency_id"] == "321322-development_and_reform"
    assert ("source.html", "package_companions") in problems(out)
    assert not {"hash_differs", "two_versions", "unknown_medium"} & {code for _, code in problems(out)}
    assert parse([archive], out, crew=1).unchanged == 1
    assert ("source.html", "package_companions") in problems(out)


def test_a_source_that_is_not_the_listed_one_and_one_that_is_missing_are_named(tmp_path: Path) -> None:
    listing = {"files": {"source.html": sha(SOURCE), "annex.pdf": sha(b"%PDF")}}
    out = tmp_path / "out"
    parse([packed(tmp_path, listing, source_html=SOURCE.replace(b"<td>3</td>", b"<td>9</td>"))], out, crew=1)
    assert ("source.html", "hash_differs") in problems(out)
    assert ("包.zip!annex.pdf", "truncated") in problems(out)
