"""Owns the build: parsed reports in, one immutable DuckDB file out, renamed when it is whole."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from catalog.commands import tell
from etl import checks, corrections, figure_verdicts, reading_verdicts
from etl.errors import BuildFailed
from etl.loading import reference
from etl.loading.database import SQL, ask, count, run_file
from etl.loading.reports import Loaded, load_reports

ROOT = Path(__file__).parent.parent
AS_OF_MARK = "-asof-"
Stage = Callable[[str], None]


def build_warehouse(
    report_folders: Sequence[Path],
    out: Path,
    *,
    on_stage: Stage | None = None,
    data: Path | None = None,
    as_of: date | None = None,
) -> Path:
    """Make a new build in `out` from every parsed report below the folders; the path of the finished file.

    `on_stage(summary)` is told of each finished stage in one line. `data` holds the registry, corrections and verdicts.
    With `as_of` the build holds what was known on that day: versions published later are left out, those without a date
    are kept, and coverage is judged on it; its name says so. Without it coverage is judged on the day of the last
    publication in the reports.
    Raises BuildFailed when there is nothing to load; an earlier build is never touched.
    """
    out.mkdir(parents=True, exist_ok=True)
    remove_debris(out)
    unfinished = out / f".building-{os.getpid()}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.duckdb"
    try:
        with duckdb.connect(str(unfinished)) as connection:
            fill(connection, report_folders, data or ROOT / "data", as_of, on_stage or (lambda summary: None))
            ask(connection, "CHECKPOINT")
        return publish(unfinished, out, as_of)
    finally:
        remove(unfinished)


def fill(
    connection: duckdb.DuckDBPyConnection, folders: Sequence[Path], data: Path, as_of: date | None, on_stage: Stage
) -> None:
    """Every stage of a build on an open, empty file."""
    run_file(connection, SQL / "10_raw.sql")
    loaded = load_reports(connection, folders)
    on_stage(tell("build_raw", reports=loaded.reports, files=loaded.files, rejected=loaded.rejected))
    if not loaded.reports:
        raise BuildFailed(tell("no_reports", folders=", ".join(str(folder) for folder in folders)))
    if as_of is not None:
        later = forget_later(connection, as_of)
        on_stage(tell("build_as_of", day=as_of, later=later, undated=undated(connection)))
        if not count(connection, "raw.report"):
            raise BuildFailed(tell("none_by_then", day=as_of))
    reference.stage_registry(connection, data, folders)
    applied = fill_core(connection, data, as_of)
    on_stage(tell("build_core", reports=count(connection, "core.report"), **applied))
    for line in corrections.broken_expectations(connection):
        on_stage(line)
    found = checks.run_checks(connection)
    on_stage(tell("build_checks", rules=len(found)))
    for step in ("30_mart.sql", "31_mart_revision.sql", "32_mart_figure.sql", "33_mart_region.sql"):
        run_file(connection, SQL / step)
    describe(connection, loaded, as_of)
    on_stage(tell("build_mart", rows=count(connection, "mart.agency_year")))


def fill_core(
    connection: duckdb.DuckDBPyConnection,
    data: Path,
    as_of: date | None = None,
    *,
    searchable: bool = True,
    decided: bool = True,
) -> dict[str, int]:
    """The core layer from raw reports and a staged registry; how many corrections and verdicts of people are applied.

    Corrections and verdicts are about published reports: a draft is judged without them (`decided` false)."""
    reference.stage_catalog(connection)
    ask(connection, "SET VARIABLE as_of = ?::DATE", [as_of or last_day(connection)])
    for step in ("20_core_reference.sql", "21_core_report.sql"):
        run_file(connection, SQL / step)
    if searchable:
        reference.name_initials(connection)
    people = data if decided else data / "none"
    corrected = corrections.stage_corrections(connection, people / "corrections")
    corrections.stage_verdicts(connection, people / "verdicts")
    reading_verdicts.stage_readings(connection, people / "verdicts" / "readings")
    judged = figure_verdicts.stage_figure_verdicts(connection, people / "verdicts")
    ask(connection, "SET VARIABLE verdict_lines = ?::INTEGER", [judged.lines])
    for step in ("22_core_cell.sql", "23_core_wide.sql", "24_core_check.sql", "25_core_area.sql"):
        run_file(connection, SQL / step)
    return {"corrections": corrected, "verdicts": judged.applied}


def forget_later(connection: duckdb.DuckDBPyConnection, as_of: date) -> int:
    """Take out of raw what was published after that day; how many versions those are."""
    later = [
        line[0]
        for line in ask(
            connection,
            "SELECT raw_id FROM raw.report WHERE published_on > ? "
            "OR (published_on IS NULL AND year >= year(?::DATE))",  # what reports on a year comes after it
            [as_of, as_of],
        )
    ]
    for table in ("report", "cell", "figure", "section", "problem", "other_source"):
        ask(connection, f"DELETE FROM raw.{table} WHERE raw_id IN (SELECT unnest(?::BIGINT[]))", [later])
    return len(later)


def undated(connection: duckdb.DuckDBPyConnection) -> int:
    """Reports whose day of publication is not known."""
    return int(ask(connection, "SELECT count(*) FROM raw.report WHERE published_on IS NULL")[0][0])


def last_day(connection: duckdb.DuckDBPyConnection) -> date:
    """The last publication in the reports; where none is dated, the end of the year after the last year."""
    published, year = ask(connection, "SELECT max(published_on), max(year) FROM raw.report")[0]
    return published or date((year or 2000) + 1, 12, 31)


def describe(connection: duckdb.DuckDBPyConnection, loaded: Loaded, as_of: date | None = None) -> None:
    """core.build: one row that says what this build is made of. The fingerprint names the inputs, not the moment.

    known_until is the day that was asked for (null where none was), undated_reports how many reports of such a build
    have no date and count as known."""
    contents = ask(connection, "SELECT report_id, content_hash FROM core.report ORDER BY report_id")
    fingerprint = hashlib.sha256(repr(contents).encode() + (f"as of {as_of}".encode() if as_of else b""))
    for table in ("core.correction", "core.verdict", "core.figure_verdict", "core.reading_verdict"):
        fingerprint.update(repr(ask(connection, f"SELECT * FROM {table} ORDER BY ALL")).encode())
    rules_of = [*SQL.glob("*.sql"), *checks.QUERIES.glob("*.sql")]
    for path in sorted([*(ROOT / "catalog").rglob("*.csv"), *(ROOT / "catalog").rglob("*.yml"), *rules_of]):
        fingerprint.update(path.read_bytes())
    made_at = datetime.now(UTC)
    ask(
        connection,
        "CREATE TABLE core.build AS SELECT ? AS build_id, ?::TIMESTAMP AS made_at, getvariable('as_of')::DATE "
        "AS as_of, ?::INTEGER AS reports, ? AS fingerprint, "
        "getvariable('verdict_lines')::INTEGER AS figure_verdict_lines, ?::DATE AS known_until, "
        "?::INTEGER AS undated_reports",
        [
            f"{made_at:%Y%m%dT%H%M%S%f}Z",
            made_at.replace(tzinfo=None),
            count(connection, "raw.report") if as_of else loaded.reports,
            fingerprint.hexdigest(),
            as_of,
            undated(connection),
        ],
    )


def publish(unfinished: Path, out: Path, as_of: date | None = None) -> Path:
    """Make the file durable and give it its name: <UTC time>.duckdb, or <UTC time>-asof-<day>.duckdb."""
    sync(unfinished)
    finished = out / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}Z{f'{AS_OF_MARK}{as_of}' if as_of else ''}.duckdb"
    unfinished.rename(finished)
    sync(out)
    return finished


def newest_build(folder: Path) -> Path:
    """The last build of a folder; one made as of a day only where there is no other. Raises BuildFailed."""
    builds = sorted(path for path in folder.glob("*.duckdb") if not path.name.startswith("."))
    whole = [path for path in builds if AS_OF_MARK not in path.stem]
    if not builds:
        raise BuildFailed(tell("no_build", folder=folder))
    return (whole or builds)[-1]


def sync(path: Path) -> None:
    """Have a file or folder written to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(unfinished: Path) -> None:
    """Delete an unfinished build and what DuckDB keeps beside it."""
    for path in unfinished.parent.glob(f"{unfinished.name}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def remove_debris(out: Path) -> None:
    """Delete what killed builders left; the file of a builder that still runs stays."""
    for path in out.glob(".building-*.duckdb"):
        owner = path.name.split("-")[1]
        if not (owner.isdigit() and is_running(int(owner))):
            remove(path)


def is_running(process: int) -> bool:
    """Whether another process of this number is alive."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process != os.getpid()
