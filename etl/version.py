"""Owns the parser's version: a number for people and a fingerprint of all that decides how a document is read."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NUMBER = "1.0"
ROOMS = ("etl/documents", "etl/parsing", "etl/register", "catalog/forms", "catalog/narrative")
FILES = ("etl/report.py", "etl/agencies.py", "catalog/problems.yml", "catalog/identity.yml", "catalog/pages.yml")


@cache
def parser_version() -> str:
    """`1.0+3f9c0a1b`: changes whenever a reader, a form, a phrasing or the register of agencies changes."""
    digest = hashlib.sha256()
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in (".py", ".yml", ".csv")]
    paths += [ROOT / name for name in FILES]
    paths += [*(ROOT / "data").glob("*.csv"), *(ROOT / "data" / "demo").glob("*.csv")]
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{NUMBER}+{digest.hexdigest()[:8]}"
