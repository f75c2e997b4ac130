"""Owns the verb selfcheck: files in, the list out, and the exit code that says how it stands."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from catalog import selfcheck
from catalog.commands import tell
from catalog.problems import kinds
from etl.errors import MingjingError, UnreadableDocument, writing
from etl.selfcheck.findings import check_draft
from etl.selfcheck.sheet import as_text, make_sheet

CLEAN, FAULTY, UNREADABLE = 0, 1, 2
MEMORY = 1 << 30
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the verb says and its exit code."""

    text: str
    code: int


def run(
    file: Path,
    previous: Path | None,
    docx: Path | None,
    pdf: Path | None,
    *,
    as_json: bool,
    language: str,
    memory: int = MEMORY,
) -> Answer:
    """Check one draft, read with `memory` bytes to spare; writes only the files that are asked for."""
    if language not in LANGUAGES:
        raise MingjingError(tell("lang_wrong", language=language))
    before = (previous.read_bytes(), previous.name) if previous else None
    try:
        found = check_draft(file.read_bytes(), file.name, before, language, memory)
    except UnreadableDocument as error:
        return _unreadable(error, as_json, language)
    sheet = make_sheet(found)
    if docx is not None:
        from etl.selfcheck.docx import to_docx

        _write(docx, to_docx(sheet))
    if pdf is not None:
        from etl.selfcheck.pdf import to_pdf  # reportlab takes a while to load

        _write(pdf, to_pdf(sheet))
    record = found.as_record() | {"sheet": asdict(sheet)}
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n" if as_json else as_text(sheet)
    return Answer(text, FAULTY if found.count("E") else CLEAN)


def _write(path: Path, data: bytes) -> None:
    """The file, with its folder where that is not there yet. Raises MingjingError where the place takes no files."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _unreadable(error: UnreadableDocument, as_json: bool, language: str) -> Answer:
    """Why the file was not checked and what to do."""
    kind = kinds()[error.code]
    message, remedy = kind.sentence(error.detail, language), kind.remedy(language)
    record = {"unreadable": {"code": error.code, "message": message, "what_to_do": remedy}}
    words = selfcheck.speaker(language)("unreadable", message=message, remedy=remedy) + "\n"
    return Answer(json.dumps(record, ensure_ascii=False) + "\n" if as_json else words, UNREADABLE)
