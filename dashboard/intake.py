"""Owns the way of uploaded files into a new build: the verbs of the ETL as child processes, so that a parser that dies
takes nobody's page down. Uploads and their parsed reports lie in data/uploads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import lists, warehouse
from dashboard.reader import Reader

ROOT = Path(__file__).resolve().parent.parent
UPLOADS = ROOT / "data" / "uploads"
HELD = (ROOT / "data" / "reports", ROOT / "data" / "real", ROOT / "data" / "demo" / "made" / "reports")
ENDINGS = [
    "pdf",
    "docx",
    "doc",
    "wps",
    "odt",
    "rtf",
    "html",
    "htm",
    "mhtml",
    "txt",
    "zip",
    "xlsx",
    "xls",
    "ofd",
    "json",
    "jsonl",
]
MEGABYTES = 200
PARSED = (".json", ".jsonl")
Move = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of the last upload: parsed reports, problems, and why the reading failed as a whole, if it did."""

    reports: pd.DataFrame
    problems: pd.DataFrame
    failure: str = ""


def is_allowed() -> bool:
    """Whether this server takes uploads: not when MINGJING_READ_ONLY is set."""
    return not os.environ.get("MINGJING_READ_ONLY")


def _last() -> Path | None:
    folders = sorted(path for path in UPLOADS.glob("*") if path.is_dir())
    return folders[-1] if folders else None


def read(files: Sequence[Any], on_progress: Move) -> None:
    """Keep the files and run `python -m etl parse` on them; parsed reports are taken as they are."""
    UPLOADS.mkdir(parents=True, exist_ok=True)
    stamp = pd.Timestamp.now("UTC").strftime("%Y%m%dT%H%M%S%f-")
    home = Path(tempfile.mkdtemp(prefix=stamp, dir=UPLOADS))
    inbox, reports = home / "documents", home / "reports"
    inbox.mkdir()
    reports.mkdir()
    documents = 0
    for file in files:
        name = Path(str(file.name).replace("\\", "/")).name
        ready = name.endswith(PARSED)
        ((reports if ready else inbox) / name).write_bytes(file.getvalue())
        documents += not ready
    if documents:
        _run(["parse", str(inbox), "--out", str(reports), "--progress-lines"], home, documents, on_progress)


def build(on_progress: Move) -> bool:
    """Run `python -m etl build` over everything held and the last upload; the app opens the new build by itself."""
    home = _last()
    if home is None:
        return False
    held = [str(path) for path in (*HELD, *sorted(UPLOADS.glob("*/reports"))) if path.exists()]
    return _run(["build", *held, "--out", str(warehouse.folder())], home, 0, on_progress)


def _run(words: list[str], home: Path, many: int, on_progress: Move) -> bool:
    """One verb as a child; its JSON lines move the bar, the rest goes to a log; whether it ended well."""
    log = home / "log.txt"
    with log.open("w", encoding="utf-8") as errors:
        command = [sys.executable, "-m", "etl", *words]
        with subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8"
        ) as child:
            for line in child.stdout or ():
                if line.startswith("{"):
                    step = json.loads(line)
                    on_progress(min(1.0, int(step.get("done", 0)) / many if many else 0), str(step.get("last", "")))
            ended = child.wait()
    (home / "failure.txt").write_text("" if ended == 0 else _last_line(log), encoding="utf-8")
    return ended == 0


def _last_line(log: Path) -> str:
    lines = [line.strip(" │╰╭─") for line in log.read_text(encoding="utf-8").splitlines() if line.strip(" │╰╭─")]
    return lines[-1] if lines else "?"


def last_failure() -> str:
    """Why the last verb failed, in its own last line."""
    home = _last()
    file = home / "failure.txt" if home else None
    return file.read_text(encoding="utf-8") if file and file.exists() else ""


def last_reading() -> Reading | None:
    """What the last upload gave; None before the first."""
    home = _last()
    if home is None or not (home / "reports").exists():
        return None
    reports, problems = [], []
    for path in sorted((home / "reports").rglob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        kept = {
            name: record.get(name) for name in ("agency_printed", "agency_id", "year", "form", "title", "published_on")
        }
        reports.append(kept | {"file": record["source"]["file"], "cells": len(record.get("cells", []))})
    for path in sorted((home / "reports").rglob("problems.jsonl")):
        problems += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return Reading(pd.DataFrame(reports), pd.DataFrame(problems), last_failure())


def report_table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """What was read, a line a report."""
    say = reader.say
    names = {
        "file": "document",
        "agency_printed": "agency",
        "year": "year",
        "form": "form",
        "published_on": "published_on",
    }
    shown = lists.renamed(found, {key: say(text) for key, text in names.items()} | {"cells": say("cells_read")})
    shown[say("year")] = [None if pd.isna(year) else str(int(year)) for year in found["year"]]
    return shown


def problem_table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """What went wrong and what to do, a line a problem."""
    say = reader.say
    known = {"file": say("document"), "message": say("message"), "what_to_do": say("what_to_do"), "code": say("code")}
    return lists.renamed(found, {key: text for key, text in known.items() if key in found.columns})
