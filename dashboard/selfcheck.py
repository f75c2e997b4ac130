"""Owns the way of one draft through the self-check: the verb of the ETL as a child process, on files of a temporary
folder that is gone when it ends. Nothing is kept but the answer."""

from __future__ import annotations

import html
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
ENDINGS = [
    "docx",
    "doc",
    "wps",
    "odt",
    "rtf",
    "xlsx",
    "xls",
    "ods",
    "html",
    "htm",
    "mhtml",
    "pdf",
    "ofd",
    "txt",
    "json",
]
MEGABYTES = 50
SECONDS = 90


@dataclass(frozen=True, slots=True)
class Answer:
    """What the self-check said: the sheet with its two files, or why the draft was not checked and what to do. With
    neither the check did not end."""

    sheet: dict[str, Any] = field(default_factory=dict)
    docx: bytes = b""
    pdf: bytes = b""
    why: str = ""
    what_to_do: str = ""


def mark(file: Any, previous: Any, language: str) -> tuple[str, str, str]:
    """What tells one check from another within a session."""
    return (str(file.file_id), str(previous.file_id) if previous else "", language)


def check(file: Any, previous: Any, language: str) -> Answer:
    """Check one dropped file, against last year's where it is there."""
    with tempfile.TemporaryDirectory(prefix="mingjing-selfcheck-") as folder:
        home = Path(folder)
        docx, pdf = home / "list.docx", home / "list.pdf"
        words = [str(_write(home / "draft", file)), "--json", "--language", language]
        words += ["--docx", str(docx), "--pdf", str(pdf)]
        words += ["--previous", str(_write(home / "previous", previous))] if previous else []
        record = _run(words)
        if "unreadable" in record:
            return Answer(why=record["unreadable"]["message"], what_to_do=record["unreadable"]["what_to_do"])
        if "sheet" not in record:
            return Answer()
        return Answer(record["sheet"], docx.read_bytes(), pdf.read_bytes())


def _write(folder: Path, file: Any) -> Path:
    """The file under its own name, which may say whose report it is."""
    folder.mkdir()
    path = folder / (Path(str(file.name).replace("\\", "/")).name or "draft")
    path.write_bytes(file.getvalue())
    return path


def _run(words: list[str]) -> dict[str, Any]:
    """What the child answers; nothing where it dies, hangs or talks nonsense."""
    command = [sys.executable, "-m", "etl", "selfcheck", *words]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=SECONDS)
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return {}
    return answer if isinstance(answer, dict) else {}


def chapters(sheet: dict[str, Any]) -> list[tuple[str, pd.DataFrame]]:
    """(title, table) of every chapter with a fault."""
    return [
        (str(one["title"]), pd.DataFrame(one["lines"], columns=sheet["headers"]).replace("", None))
        for one in sheet["chapters"]
    ]


def as_html(table: pd.DataFrame) -> str:
    """One chapter as a table whose lines wrap."""
    head = "".join(f"<th>{html.escape(str(name))}</th>" for name in table.columns)
    rows = (
        "".join(
            f"<td class='text'>{html.escape('—' if pd.isna(text) else str(text)).replace(chr(10), '<br>')}</td>"
            for text in line
        )
        for line in table.itertuples(index=False)
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table class="mj plain mj-faults"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def list_name(file: Any, ending: str) -> str:
    """The name of a list to send back: the draft's name and what it is."""
    return f"{Path(str(file.name)).stem}-自查.{ending}"
