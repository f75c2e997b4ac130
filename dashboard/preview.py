"""Owns what was read of one uploaded document, table by table, beside the document itself."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2

from catalog import forms
from catalog.commands import LANGUAGE
from dashboard import reading
from dashboard.forms_html import MAKERS, Printed
from dashboard.reader import Reader

ROOT = Path(__file__).resolve().parent.parent
PART = re.compile(r"!\d{1,3}·[^!/]*$")  # how a report of a file that holds several is named behind the file
PATIENCE = 120
SCALE = 1.4  # of a page picture: 100 points are 140 pixels
PDFIUM = threading.Lock()  # the library must not be called by two threads at once


def reports(folder: Path) -> dict[str, Mapping[str, Any]]:
    """The parsed reports of an upload by the name of their file, in order."""
    found = {}
    for path in sorted((folder / "reports").rglob("*.json")):
        found[path.relative_to(folder).as_posix()] = json.loads(path.read_text(encoding="utf-8"))
    return found


def name_of(record: Mapping[str, Any]) -> str:
    """Agency, year and file of a record."""
    parts = (record.get("agency_printed"), record.get("year"), record["source"]["file"])
    return " · ".join(str(part) for part in parts if part)


def tables(record: Mapping[str, Any], reader: Reader) -> list[tuple[str, str, int]]:
    """(name, HTML, page or 0) of every table that was read, as the form prints it."""
    form = str(record.get("form"))
    form = form if form in forms.versions() else forms.versions()[-1]
    cells, pages = {}, dict[str, int]()
    for cell in record.get("cells", ()):
        where = cell.get("where") or {}
        place = (str(cell["table"]), str(cell["row"]), str(cell["column"]))
        told = {name: cell.get(name) for name in ("printed", "state", "unit")}
        cells[place] = {**told, "certain": cell.get("certain", True), "page": where.get("page")}
        if where.get("page"):
            pages.setdefault(place[0], int(where["page"]))
    drawn = reading.form_tables(Printed(form, cells), reader)
    held = [name for name in MAKERS if any(place[0] == name for place in cells)]
    return [(name, table, pages.get(key, 0)) for key, (name, table) in zip(held, drawn, strict=True)]


@dataclass(frozen=True, slots=True)
class Held:
    """An uploaded document: its file, and its name inside it where that file is an archive."""

    file: Path
    member: str = ""

    @property
    def address(self) -> str:
        """As `parse --explain` takes it."""
        return f"{self.file}!{self.member}" if self.member else str(self.file)

    @property
    def is_paper(self) -> bool:
        """Whether it has pages that can be shown as pictures: a PDF that is a file of its own."""
        return not self.member and self.file.suffix.lower() == ".pdf"


def document(folder: Path, record: Mapping[str, Any]) -> Held | None:
    """The uploaded document that the record was read from, alone or with others, if it lies in the upload."""
    inbox = (folder / "documents").resolve()
    names = PART.sub("", str(record["source"]["file"])).split("!")
    for at in range(len(names), 0, -1):
        path = (inbox / "!".join(names[:at])).resolve()
        if path.is_relative_to(inbox) and path.is_file():
            return Held(path, "!".join(names[at:]))
    return None


def explained(folder: Path, held: Held, language: str) -> str:
    """The document in order beside what was read of it, as a web page of escaped text, made by `python -m etl parse
    --explain` and kept beside the upload; "" where it cannot be made."""
    name = hashlib.sha256(held.address.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    kept = folder / "pages" / f"{name}.{language}.html"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "etl", "parse", "--explain", held.address, "--page", str(kept)]
        spoken = os.environ | {LANGUAGE: language}
        try:
            done = subprocess.run(command, cwd=ROOT, env=spoken, capture_output=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return ""
        if done.returncode or not kept.exists():
            return ""
    return kept.read_text(encoding="utf-8")


def page_picture(held: Held | None, page: int) -> Any:
    """One page (from 1) of a PDF as a picture; None where there is none."""
    if held is None or not held.is_paper or page < 1:
        return None
    with PDFIUM:
        try:
            with pypdfium2.PdfDocument(held.file) as paper:
                return paper[page - 1].render(scale=SCALE).to_pil() if page <= len(paper) else None
        except pypdfium2.PdfiumError:
            return None


def words(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(title, text) of every section that was read."""
    sections = record.get("sections", ())
    return [(f"{one.get('number', '')} {one.get('title', '')}".strip(), str(one.get("text", ""))) for one in sections]
