"""Owns the notice to one agency: what in its report is to be checked or put right, in plain Chinese, with the rule's
wording and basis, as a Word document; and all notices of a selection in one ZIP. The same bytes for the same build."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import pandas as pd

from catalog.rules import rules
from catalog.texts import text
from dashboard import faults
from dashboard.brief import parts
from dashboard.brief.word import grid, paragraph
from dashboard.export import to_csv

SAY = "zh"  # a notice goes to a Chinese office, whatever language the reader has
ORDER = ("number", "text", "form", "time", "copy", "doubt")
UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')
MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Notice:
    """What one agency is asked to look at in one year."""

    agency: str
    agency_en: str
    year: int
    checks: pd.DataFrame
    as_of: str
    build: str
    which: str

    @property
    def file(self) -> str:
        """A name that every system takes."""
        return f"{UNSAFE.sub('_', self.agency)}-{self.year}-{text('notice_file', SAY)}.docx"


def basis(rule: str, language: str = SAY) -> str:
    """On what the rule rests, in the rule's own words."""
    return rules()[rule].basis[language] if rule in rules() else rule


def of_all(checks: pd.DataFrame, as_of: str, build: str, which: str) -> list[Notice]:
    """A notice for every agency that has a failed check in the list, in the list's order."""
    return [
        Notice(str(rows["name_zh"].iloc[0]), str(rows["name_en"].iloc[0]), int(year), rows, as_of, build, which)
        for (_, year), rows in checks.groupby(["agency_id", "year"], sort=False)
    ]


def to_docx(notice: Notice) -> bytes:
    """The notice as DOCX: greeting, a table for each kind of fault, what to do, where it comes from."""
    mark = text("demo_badge", SAY) if notice.which == "demo" else ""
    title = text("notice_title", SAY, agency=notice.agency, year=notice.year)
    source = text("notice_source", SAY, as_of=notice.as_of, build=notice.build)
    files = {
        "[Content_Types].xml": parts.TYPES,
        "_rels/.rels": parts.ROOT,
        "docProps/core.xml": parts.core(title, notice.as_of or "1980-01-01", source),
        "word/document.xml": parts.document(_body(notice, title, mark)),
        "word/styles.xml": parts.styles(SAY),
        "word/numbering.xml": parts.NUMBERING,
        "word/footer1.xml": parts.footer(source),
        "word/header1.xml": parts.header(mark),
        "word/_rels/document.xml.rels": parts.relations(0),
    }
    return _zip({name: content.encode() for name, content in files.items()})


def _body(notice: Notice, title: str, mark: str) -> str:
    made = [paragraph(f" {mark} ", "Mark")] if mark else []
    made += [paragraph(title, "Title"), paragraph(text("notice_greeting", SAY, n=len(notice.checks)), "Normal")]
    heads = [text(f"notice_{name}", SAY) for name in ("number", "what", "basis", "rule")]
    kinds = notice.checks["rule"].map(faults.about)
    for kind in ORDER:
        rows = notice.checks[kinds == kind]
        if rows.empty:
            continue
        made.append(paragraph(text(f"about_{kind}", SAY), "Heading1"))
        lines = [
            [str(number), _said(row), basis(str(row["rule"])), str(row["rule"])]
            for number, row in enumerate(rows.to_dict("records"), 1)
        ]
        made.append(grid(heads, lines, [True, False, False, False], [5, 47, 38, 10]))
    made += [paragraph(text(f"notice_{name}", SAY), "ListBullet") for name in ("do", "objection", "selfcheck")]
    return "".join(made)


def _said(check: Mapping[Hashable, object]) -> str:
    """The sentence of a failed check, with the dates or the cells that it means."""
    more = faults.beside(check, SAY)
    return f"{check['message_zh']}。{more}" if more else str(check["message_zh"])


def to_zip(notices: list[Notice]) -> bytes:
    """Every notice, and a list of them to tick off."""
    files = {notice.file: to_docx(notice) for notice in notices}
    listed = pd.DataFrame(
        {
            text("agency", SAY): [notice.agency for notice in notices],
            text("year", SAY): [str(notice.year) for notice in notices],
            **{
                text(f"about_{kind}", SAY): [
                    int((one.checks["rule"].map(faults.about) == kind).sum()) for one in notices
                ]
                for kind in ORDER
            },
            text("document", SAY): [notice.file for notice in notices],
        }
    )
    return _zip({f"{text('notice_list', SAY)}.csv": to_csv(listed), **files})


def _zip(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()
