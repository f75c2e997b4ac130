"""Owns the parsed report: the record that parsers write and the warehouse loads, and its JSON form."""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from etl.errors import BadRecord
from etl.record import record

SCHEMA_VERSION = "1.0"
SCHEMA_FILE = Path(__file__).parent / "report.schema.json"

NUMBER, BLANK, NA, TEXT = "number", "blank", "na", "text"
TABLES = ("disclosure", "requests", "cases", "statistics")
ALLOWED: dict[str, tuple[str, ...]] = {
    "Cell.table": TABLES,
    "Cell.state": (NUMBER, BLANK, NA, TEXT),
    "Figure.bound": ("=", "≥", "≤", "≈"),
    "Figure.scope": ("year", "cumulative", "other_year"),
    "Figure.level": ("agency", "area", "system"),
    "Figure.confidence": ("certain", "likely", "ask"),
    "Report.scope": ("office", "area", "system"),
    "Report.schema_version": (SCHEMA_VERSION,),
}
PATTERNS: dict[str, str] = {
    "Report.published_on": r"\d{4}-\d{2}-\d{2}",
    "Report.region_code": r"\d{6}",
    "Section.number": r"[0-9]",
    "Source.sha256": r".+",
}


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


PLAIN = frozenset({NoneType, str, bool, int, float})


def _plain(value: Any) -> Any:
    """A record or value as JSON has it: a Decimal as int where whole, else float; Where without its empty places."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    parts = ((name, _plain(getattr(value, name))) for name in _fields(type(value)))  # type: ignore[arg-type]
    return {name: part for name, part in parts if part is not None or not isinstance(value, Where)}


def to_record(report: Report) -> dict[str, Any]:
    """The report as plain data in the shape of report.schema.json."""
    record: dict[str, Any] = _plain(report)
    return record


def to_json(report: Report) -> str:
    """The report as JSON text, keys in the order of the record, ending in a newline."""
    return record_json(to_record(report))


def record_json(record: dict[str, Any]) -> str:
    """A record as JSON text: one line for each field, and one for each entry of its lists."""
    fields_of_it = (f" {_line(name)}: {_lines(value)}" for name, value in record.items())
    return "{\n" + ",\n".join(fields_of_it) + "\n}\n"


def _lines(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _line(value)
    return "[\n" + ",\n".join(f"  {_line(part)}" for part in value) + "\n ]"


_line = json.JSONEncoder(ensure_ascii=False).encode


def from_record(record: Any) -> Report:
    """The report that plain data in the shape of report.schema.json describes. Raises BadRecord with the path of the
    first field that is wrong: cells[3].state."""
    report: Report = _built(Report, record, "")
    for position, cell in enumerate(report.cells):
        if (cell.state == NUMBER) != (cell.value is not None):
            wanted = "has no value" if cell.state == NUMBER else f"has a value though its state is {cell.state}"
            raise BadRecord(f"cells[{position}].value", wanted)
    return report


def _built(kind: type, data: Any, path: str) -> Any:
    """A record class from a mapping, each field checked."""
    if not isinstance(data, dict):
        raise BadRecord(path or "record", f"must be an object, not {type(data).__name__}")
    known = _fields(kind)
    if unknown := sorted(set(data) - set(known)):
        raise BadRecord(_under(path, unknown[0]), "is not a field of the record")
    values = {}
    for name, (wanted, required) in known.items():
        if name in data:
            values[name] = _read(wanted, data[name], _under(path, name), f"{kind.__name__}.{name}")
        elif required:
            raise BadRecord(_under(path, name), "is missing")
    return kind(**values)


@cache
def _fields(kind: type) -> dict[str, tuple[Any, bool]]:
    """Field name to (type, whether it must be there)."""
    hints = get_type_hints(kind)
    return {
        part.name: (hints[part.name], part.default is MISSING and part.default_factory is MISSING)
        for part in fields(kind)
    }


def _read(wanted: Any, data: Any, path: str, name: str) -> Any:
    """One value as the type of its field."""
    if get_origin(wanted) is UnionType:
        choices = [choice for choice in get_args(wanted) if choice is not NoneType]
        return None if data is None else _read(choices[0], data, path, name)
    if is_dataclass(wanted):
        return _built(wanted, data, path)  # type: ignore[arg-type]
    if get_origin(wanted) is tuple:
        return _read_list(wanted, data, path, name)
    if get_origin(wanted) is dict:
        if not isinstance(data, dict) or not all(isinstance(part, str) for pair in data.items() for part in pair):
            raise BadRecord(path, "must be an object of texts")
        return dict(data)
    return _read_plain(wanted, data, path, name)


def _read_list(wanted: Any, data: Any, path: str, name: str) -> tuple[Any, ...]:
    """A list as a tuple, of any length or of the length that the field has."""
    parts = get_args(wanted)
    if not isinstance(data, list | tuple):
        raise BadRecord(path, f"must be a list, not {type(data).__name__}")
    if parts[-1] is not Ellipsis and len(data) != len(parts):
        raise BadRecord(path, f"must have {len(parts)} entries, not {len(data)}")
    return tuple(_read(parts[0], part, f"{path}[{position}]", name) for position, part in enumerate(data))


def _read_plain(wanted: Any, data: Any, path: str, name: str) -> Any:
    """A text, a truth value, a whole number, a number with decimals."""
    if wanted is Decimal:
        if isinstance(data, int | float | str | Decimal) and not isinstance(data, bool):
            try:
                number = Decimal(str(data))
            except InvalidOperation:
                number = Decimal("NaN")
            if number.is_finite():
                return number
        raise BadRecord(path, f"must be a number, not {data!r}")
    if wanted is float and isinstance(data, int) and not isinstance(data, bool):
        data = float(data)
    if not isinstance(data, wanted) or (wanted is int and isinstance(data, bool)):
        raise BadRecord(path, f"must be {wanted.__name__}, not {type(data).__name__}")
    if name in ALLOWED and data not in ALLOWED[name]:
        raise BadRecord(path, f"must be one of {', '.join(ALLOWED[name])}, not {data!r}")
    if name in PATTERNS and not re.fullmatch(PATTERNS[name], data):
        raise BadRecord(path, f"must look like {PATTERNS[name]}, not {data!r}")
    return data


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
