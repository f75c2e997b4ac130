"""Owns one question of a stranger to a build: run as a process of its own (`python -m dashboard.sandbox`), so that
neither memory nor time that it takes can hurt the application. Imports nothing of ours.

In: one JSON line {path, question, rows, megabytes} on standard input. Out: one JSON line {kind, problem, cut}, then the
answer as an Arrow stream where there is no problem.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
from typing import Any

import duckdb
import pyarrow as pa

LONGEST = 20_000  # characters of a question
LARGEST = 64  # megabytes of an answer
HEADROOM = 1_500  # megabytes of address space beside what the engine may use
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "python_enable_replacements": "false",
    "allow_community_extensions": "false",
    "max_temp_directory_size": "0KB",
    "threads": "2",
    "lock_configuration": "true",
}
KINDS = (
    (duckdb.OutOfMemoryException, "memory"),
    (MemoryError, "memory"),
    (duckdb.PermissionException, "closed"),
    (duckdb.ParserException, "syntax"),
    (duckdb.CatalogException, "unknown_name"),
    (duckdb.BinderException, "unknown_name"),
    (duckdb.ConversionException, "value"),
    (duckdb.InvalidInputException, "value"),
    (duckdb.OutOfRangeException, "value"),
)
PATHS = re.compile(r"(?:/[\w.\-]+){2,}")


def limit_process(megabytes: int) -> None:
    """Bound the memory of this process where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        most = (megabytes + HEADROOM) * 1_048_576
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(path: str, question: str, rows: int, megabytes: int) -> tuple[dict[str, Any], pa.Table | None]:
    """The first rows of the answer, or what is wrong: kind and the engine's own words without paths of this machine."""
    if len(question) > LONGEST:
        return {"kind": "long", "problem": ""}, None
    try:
        with duckdb.connect(path, read_only=True, config=SETTINGS | {"memory_limit": f"{megabytes}MB"}) as connection:
            statements = connection.extract_statements(question)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                return {"kind": "not_select", "problem": ""}, None
            found = connection.sql(statements[0].query.rstrip().rstrip(";")).limit(rows + 1).to_arrow_table()
    except (duckdb.Error, MemoryError) as error:
        kind = next((name for types, name in KINDS if isinstance(error, types)), "other")
        return {"kind": kind, "problem": PATHS.sub("…", str(error).strip())[:1_500]}, None
    if found.nbytes > LARGEST * 1_048_576:
        return {"kind": "large", "problem": ""}, None
    return {"kind": "", "problem": "", "cut": found.num_rows > rows}, found.slice(0, rows)


def main() -> None:
    """Read one question, write one answer."""
    asked = json.loads(sys.stdin.readline())
    limit_process(int(asked["megabytes"]))
    head, found = answer(asked["path"], asked["question"], int(asked["rows"]), int(asked["megabytes"]))
    out = sys.stdout.buffer
    out.write(json.dumps(head).encode() + b"\n")
    if found is not None:
        with pa.ipc.new_stream(out, found.schema) as writer:
            writer.write_table(found)
    out.flush()


if __name__ == "__main__":
    main()
