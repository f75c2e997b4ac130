"""Turns record classes into plain data (what JSON has) and plain data into record classes, each field checked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from etl.errors import BadRecord

AS_THEY_ARE = frozenset({NoneType, str, bool, int, float})


@dataclass(frozen=True, slots=True)
class Limits:
    """What the fields of records may hold beside their types, by "Class.field": one of some words; a pattern."""

    allowed: Mapping[str, tuple[str, ...]]
    patterns: Mapping[str, str]


def plain(value: Any, sparse: type) -> Any:
    """A record or value as JSON has it: a Decimal as int where whole, else float; a record of the class `sparse`
    without its empty fields."""
    kind = type(value)
    if kind in AS_THEY_ARE:
        return value
    if kind is Decimal:
        return int(value) if value == value.to_integral_value() else float(value)
    if kind is tuple:
        return [part if type(part) in AS_THEY_ARE else plain(part, sparse) for part in value]
    if kind is dict:
        return {name: plain(part, sparse) for name, part in value.items()}
    names, parts = _reader(value.__class__)
    found = {
        name: part if type(part) in AS_THEY_ARE else plain(part, sparse)
        for name, part in zip(names, parts(value), strict=True)
    }
    return {name: part for name, part in found.items() if part is not None} if kind is sparse else found


@cache
def _reader(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of the fields of a record class, and what reads them all at once."""
    names = tuple(fields_of(kind))
    if len(names) < 2:
        return names, lambda record: tuple(getattr(record, name) for name in names)
    return names, attrgetter(*names)


def record_json(record: Mapping[str, Any]) -> str:
    """A record as JSON text: one line for each field, and one for each entry of its lists."""
    lines = (f" {_line(name)}: {_lines(value)}" for name, value in record.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _lines(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _line(value)
    return "[\n" + ",\n".join(f"  {_line(part)}" for part in value) + "\n ]"


_line = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode  # records hold no part of themselves


@cache
def fields_of(kind: type) -> dict[str, tuple[Any, bool]]:
    """Field name of a record class to (type, whether it must be there)."""
    hints = get_type_hints(kind)
    return {
        part.name: (hints[part.name], part.default is MISSING and part.default_factory is MISSING)
        for part in fields(kind)
    }


def built(kind: type, data: Any, limits: Limits, path: str = "") -> Any:
    """A record of this class from a mapping. Raises BadRecord with the path of the first field that is wrong."""
    if not isinstance(data, dict):
        raise BadRecord(path or "record", f"must be an object, not {type(data).__name__}")
    known = fields_of(kind)
    if unknown := sorted(set(data) - set(known)):
        raise BadRecord(_under(path, unknown[0]), "is not a field of the record")
    values = {}
    for name, (wanted, required) in known.items():
        if name in data:
            values[name] = _read(wanted, data[name], limits, _under(path, name), f"{kind.__name__}.{name}")
        elif required:
            raise BadRecord(_under(path, name), "is missing")
    return kind(**values)


def _read(wanted: Any, data: Any, limits: Limits, path: str, name: str) -> Any:
    """One value as the type of its field."""
    if get_origin(wanted) is UnionType:
        choices = [choice for choice in get_args(wanted) if choice is not NoneType]
        return None if data is None else _read(choices[0], data, limits, path, name)
    if is_dataclass(wanted):
        return built(wanted, data, limits, path)  # type: ignore[arg-type]
    if get_origin(wanted) is tuple:
        return _read_list(wanted, data, limits, path, name)
    if get_origin(wanted) is dict:
        if not isinstance(data, dict) or not all(isinstance(part, str) for pair in data.items() for part in pair):
            raise BadRecord(path, "must be an object of texts")
        return dict(data)
    if wanted is Decimal:
        return _read_number(data, path)
    return _read_simple(wanted, data, limits, path, name)


def _read_list(wanted: Any, data: Any, limits: Limits, path: str, name: str) -> tuple[Any, ...]:
    """A list as a tuple, of any length or of the length that the field has."""
    parts = get_args(wanted)
    if not isinstance(data, list | tuple):
        raise BadRecord(path, f"must be a list, not {type(data).__name__}")
    if parts[-1] is not Ellipsis and len(data) != len(parts):
        raise BadRecord(path, f"must have {len(parts)} entries, not {len(data)}")
    return tuple(_read(parts[0], part, limits, f"{path}[{place}]", name) for place, part in enumerate(data))


def _read_number(data: Any, path: str) -> Decimal:
    """A finite number with decimals."""
    if isinstance(data, int | float | str | Decimal) and not isinstance(data, bool):
        try:
            number = Decimal(str(data))
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite():
            return number
    raise BadRecord(path, f"must be a number, not {data!r}")


def _read_simple(wanted: Any, data: Any, limits: Limits, path: str, name: str) -> Any:
    """A text, a truth value, a whole number or a measure in points."""
    if wanted is float and isinstance(data, int) and not isinstance(data, bool):
        data = float(data)
    if not isinstance(data, wanted) or (wanted is int and isinstance(data, bool)):
        raise BadRecord(path, f"must be {wanted.__name__}, not {type(data).__name__}")
    if name in limits.allowed and data not in limits.allowed[name]:
        raise BadRecord(path, f"must be one of {', '.join(limits.allowed[name])}, not {data!r}")
    if name in limits.patterns and not re.fullmatch(limits.patterns[name], data):
        raise BadRecord(path, f"must look like {limits.patterns[name]}, not {data!r}")
    return data


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
