"""Owns the way of uploaded files into a new build: the verbs of the ETL as child processes, so that a parser that dies
takes nobody's page down. Uploads and their parsed reports lie in data/uploads."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from catalog import commands
from catalog.problems import kinds
from dashboard import filters, lists, warehouse
from dashboard.reader import Reader
from dashboard.words import cell_label, figure_label

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
MOST_CHANGES = 2_000
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


def try_out(on_progress: Move) -> bool:
    """Make the build that `build` would make in a folder beside the upload, and write down what it would change."""
    home = _last()
    if home is None:
        return False
    trial = home / "trial"
    shutil.rmtree(trial, ignore_errors=True)
    held = [str(path) for path in (*HELD, *sorted(UPLOADS.glob("*/reports"))) if path.exists()]
    if not _run(["build", *held, "--out", str(trial)], home, 0, on_progress):
        return False
    try:
        before = warehouse.newest_build().path
    except warehouse.NoBuild:
        (trial / "changes.json").write_text('{"changes": []}', encoding="utf-8")
        return True
    command = [sys.executable, "-m", "etl", "diff", str(before), str(trial), "--json"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    for made in trial.glob("*.duckdb"):
        made.unlink()
    (trial / "changes.json").write_text(told.stdout if told.returncode == 0 else "", encoding="utf-8")
    return told.returncode == 0


def trial() -> pd.DataFrame | None:
    """What the tried build would change: kind, agency, year, table, row, column, before, after; None where nothing was
    tried."""
    home = _last()
    file = home / "trial" / "changes.json" if home else None
    if file is None or not file.exists() or not (text := file.read_text(encoding="utf-8")):
        return None
    found = pd.DataFrame(json.loads(text)["changes"])
    whole = ["report_added", "report_removed"]
    return found.sort_values("kind", key=lambda kinds: ~kinds.isin(whole), kind="stable") if len(found) else found


def trial_words(found: pd.DataFrame, reader: Reader) -> str:
    """How many differences of each kind."""
    counts = found["kind"].value_counts() if len(found) else {}
    parts = [reader.say(f"change_{kind}", n=int(number)) for kind, number in counts.items()]
    return reader.say("list_joint").join(parts) or reader.say("trial_none")


def trial_table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The differences as a table, a whole report in one line."""
    say = reader.say
    rows = found.head(MOST_CHANGES).to_dict("records")
    return pd.DataFrame(
        {
            say("change_kind"): [say(f"change_{row['kind']}", n="").strip() for row in rows],
            say("agency"): [row["agency"] for row in rows],
            say("year"): [str(row["year"]) for row in rows],
            say("cell"): [
                cell_label(row["table"], row["row"], row["column"], reader.language)
                if row["table"] in ("disclosure", "requests", "cases")
                else say("in_the_text", name=figure_label(row["row"], "", reader.language))
                if row["table"] == "figure"
                else row["row"]
                for row in rows
            ],
            say("trial_before"): [row["before"] for row in rows],
            say("trial_after"): [row["after"] for row in rows],
        }
    )


def upload_folder() -> Path | None:
    """Where the last upload lies."""
    return _last()


def _run(words: list[str], home: Path, many: int, on_progress: Move) -> bool:
    """One verb as a child; its JSON lines move the bar, the rest goes to a log; whether it ended well."""
    log = home / "log.txt"
    with log.open("w", encoding="utf-8") as errors:
        command = [sys.executable, "-m", "etl", *words]
        spoken = os.environ | {commands.LANGUAGE: filters.language()}
        with subprocess.Popen(
            command, cwd=ROOT, env=spoken, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8"
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
        problems += [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
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
    told = found.copy()
    for place, (code, message) in enumerate(zip(found["code"], found["message"], strict=True)):
        kind = kinds().get(str(code))
        if kind and reader.language != "zh":
            told.loc[told.index[place], "message"] = kind.said_in(str(message), reader.language)
            told.loc[told.index[place], "what_to_do"] = kind.remedy(reader.language)
    return lists.renamed(told, {key: text for key, text in known.items() if key in found.columns})
