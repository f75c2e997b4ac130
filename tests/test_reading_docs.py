"""docs/reading.md says what the code holds: problem codes, limits, options."""

from __future__ import annotations

import re
from pathlib import Path

from catalog.problems import kinds
from etl.batch.parse import Limits
from etl.documents import archive
from etl.documents.office import sheet
from etl.documents.paged import pdfium

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")


def row(kind) -> str:
    """The line of the table that a problem has to have."""
    return f"| `{kind.code}` | {kind.level} | {kind.en}<br>{kind.zh} | {kind.remedy_en}<br>{kind.remedy_zh} |"


def test_every_problem_code_stands_in_the_table_as_the_catalogue_has_it():
    missing = [row(kind) for kind in kinds().values() if row(kind) not in TEXT]
    assert missing == [], "add these lines to docs/reading.md:\n" + "\n".join(missing)
    assert re.findall(r"^\| `(\w+)` \| (?:rejected|doubtful|note) ", TEXT, re.MULTILINE) == list(kinds())


def test_the_limits_are_those_of_the_code():
    limits = Limits()
    assert f"| wall time of one document | {limits.seconds:g} s |" in TEXT
    assert f"| memory of one document | {limits.memory >> 20} MB " in TEXT
    assert f"also inside an archive | {limits.max_bytes // 10**6} MB |" in TEXT
    assert f"{archive.Limits().total_bytes >> 30} GB, {archive.Limits().members:,} files" in TEXT
    assert f"1 : {archive.Limits().ratio}" in TEXT
    assert f"| pages of a PDF or OFD | {pdfium.MAX_PAGES:,} |" in TEXT
    assert f"| drawn objects of a PDF | {pdfium.MAX_OBJECTS:,} |" in TEXT
    assert f"| cells of a sheet | {sheet.MOST_CELLS:,} |" in TEXT


def test_every_option_that_is_named_exists():
    verbs = (ROOT / "etl" / "__main__.py").read_text(encoding="utf-8")
    for option in set(re.findall(r"`--([a-z-]+)", TEXT)) - {"minutes"}:
        assert f'"--{option}"' in verbs or f" {option.replace('-', '_')}: Annotated" in verbs, option
