"""Owns the parsed report: the record that parsers write and the warehouse loads, and its JSON form."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.errors import BadRecord
from etl.plain import Limits, built, plain, record_json
from etl.record import record

SCHEMA_VERSION = "1.0"
SCHEMA_FILE = Path(__file__).parent / "report.schema.json"

NUMBER, BLANK, NA, TEXT = "number", "blank", "na", "text"
TABLES = ("disclosure", "requests", "cases", "statistics")
LIMITS = Limits(
    allowed={
        "Cell.table": TABLES,
        "Cell.state": (NUMBER, BLANK, NA, TEXT),
        "Figure.bound": ("=", "≥", "≤", "≈"),
        "Figure.scope": ("year", "cumulative", "other_year"),
        "Figure.level": ("agency", "area", "system"),
        "Figure.confidence": ("certain", "likely", "ask"),
        "Report.scope": ("office", "area", "system"),
        "Report.schema_version": (SCHEMA_VERSION,),
    },
    patterns={
        "Report.published_on": r"\d{4}-\d{2}-\d{2}",
        "Report.region_code": r"\d{6}",
        "Section.number": r"[0-9]",
        "Source.sha256": r".+",
    },
)


@record
class Where:
    """The place of a cell in its document; `page` from 1, the rest from 0, `box` in points from the top left."""

    page: int | None = None
    table_index: int | None = None
    row: int | None = None
    column: int | None = None
    box: tuple[float, float, float, float] | None = None


@record
class Cell:
    """One printed value. `value` is None unless `state` is "number"; `printed` is what the document prints."""

    table: str  # disclosure, requests, cases, statistics
    row: str  # key of catalog/forms, or local:<label>
    column: str  # key of catalog/forms, or local:<label>; empty where the row has one value only
    printed: str
    value: Decimal | None
    state: str  # number, blank, na, text
    where: Where = Where()
    unit: str | None = None  # only where a unit is printed with the cell or its header
    note: str | None = None  # a remark printed inside the cell: 22（其中修订16件）
    certain: bool = True  # False: read by OCR, or by a fallback reader, and not borne out by the identities


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure read from prose. `offset` counts characters from the start of the section's text to the figure."""

    metric: str
    value: Decimal
    bound: str  # "=", "≥", "≤", "≈"
    unit: str  # of the value, 万 and 亿 counted out; the printed form stands at `offset`
    scope: str  # year, cumulative, other_year
    evidence: str  # the sentence
    section: str  # number of the section ("1" … "6"), "0" before the first
    offset: int
    level: str = "agency"  # agency (this body alone), area (whole district or city), system
    length: int = 0  # characters of the printed figure
    rule: str = ""  # the pattern that fired, a key of catalog/narrative
    confidence: str = "certain"  # certain, likely, ask
    part: str = ""  # name of the part where several parts make the whole
    definition: str = ""  # for satisfaction: which grades count as satisfied, where the text says
    rival: bool = False  # another figure of the same metric and scope stands in the same report
    printed_unit: str = (
        ""  # the words of the unit as printed (萬條, 万件, %), without those of a bound; empty where none is
    )


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the text: `number` "1" … "6", "0" for what stands before; tables are left out of `text`."""

    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ReportProblem:
    """A problem met while reading: a code of catalog/problems.yml and its sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the report came from. `address` is the published address if known, `file` the name of the file."""

    file: str
    sha256: str
    medium: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One agency's report for one year and scope, in one published version."""

    agency_printed: str | None
    agency_id: str | None
    region_code: str | None
    year: int | None
    form: str | None  # "2021", "2019", "2014", "2008"
    scope: str  # office, area, system
    title: str
    published_on: str | None  # YYYY-MM-DD
    source: Source
    parser_version: str
    cells: tuple[Cell, ...] = ()
    figures: tuple[Figure, ...] = ()
    sections: tuple[Section, ...] = ()
    problems: tuple[ReportProblem, ...] = ()
    other_sources: tuple[Source, ...] = ()  # the same text, found elsewhere
    schema_version: str = SCHEMA_VERSION
    identity_evidence: dict[str, str] = field(default_factory=dict)  # what each part of the identity was read from


def to_record(report: Report) -> dict[str, Any]:
    """The report as plain data in the shape of report.schema.json."""
    record: dict[str, Any] = plain(report, Where)
    return record


def to_json(report: Report) -> str:
    """The report as JSON text, keys in the order of the record, ending in a newline."""
    return record_json(to_record(report))


def from_record(record: Any) -> Report:
    """The report that plain data in the shape of report.schema.json describes. Raises BadRecord with the path of the
    first field that is wrong: cells[3].state."""
    report: Report = built(Report, record, LIMITS)
    for position, cell in enumerate(report.cells):
        if (cell.state == NUMBER) != (cell.value is not None):
            wanted = "has no value" if cell.state == NUMBER else f"has a value though its state is {cell.state}"
            raise BadRecord(f"cells[{position}].value", wanted)
    return report
