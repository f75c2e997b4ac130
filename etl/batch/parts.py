"""Owns the reports of one file between two tasks: read once, kept until each of them is written."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

from etl.documents.document import Document
from etl.parsing.several import Part


def keep(folder: Path, parts: Sequence[Part]) -> None:
    """Write the document of every report of a file into a folder of this run: reading a scan again for each of them
    would take as long as the first time."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, part in enumerate(parts, 1):
        _place(folder, number).write_bytes(pickle.dumps(part.document))


def kept(folder: Path, number: int) -> Document | None:
    """The document of a report of a file by its number from 1; None where this run did not keep it."""
    try:
        document = pickle.loads(_place(folder, number).read_bytes())  # only ever written by this run: see keep
    except OSError:
        return None
    return document if isinstance(document, Document) else None


def _place(folder: Path, number: int) -> Path:
    return folder / f"part{number:05d}"
