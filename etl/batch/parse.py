"""Owns the parse run: documents of any number into one JSON a report, a problem line for every doubt.

The run is bounded in memory and goes on where it was killed: what was read stands in the folder's ledger.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from catalog.commands import tell
from etl.batch import workers
from etl.batch.finish import finish
from etl.batch.intake import Intake, Summary
from etl.batch.ledger import Ledger
from etl.batch.reading import NO_ROOM, SPOOL, prepare
from etl.errors import MingjingError, writing

HALF_WRITTEN = re.compile(r"\..+\.(?:json|jsonl|csv)\.\d+")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: wall seconds, bytes of memory, bytes of file."""

    seconds: float = 30.0
    memory: int = 1 << 30
    max_bytes: int = 100_000_000


def parse(
    inputs: Sequence[Path],
    out: Path,
    *,
    crew: int | None = None,
    limits: Limits = Limits(),
    on_progress: Callable[[int, str], None] | None = None,
    on_total: Callable[[int], None] | None = None,
) -> Summary:
    """Read every document of `inputs` into `out`; returns the counts of this run.

    `on_progress` is called with the number of documents done and the name of the last one, `on_total` with how many
    there are, as far as is known: an archive counts its members once it is unpacked. Raises MingjingError where `out`
    cannot be written to, is one of the inputs, or another run is writing to it.
    """
    if any(path.resolve() == out.resolve() for path in inputs):
        raise MingjingError(tell("out_holds_documents", out=out))
    _make(out)
    with _told_of_room(out), _alone(out), Ledger(out) as ledger:
        _clear(out)
        intake = Intake(inputs, out, ledger, limits.max_bytes, on_progress, on_total)
        number = crew or min(8, os.cpu_count() or 1)
        seconds, memory = limits.seconds, limits.memory
        for answer in workers.run(intake, prepare, workers=number, seconds=seconds, memory=memory, on_step=intake.step):
            intake.take(answer)
        finish(ledger, out)
        shutil.rmtree(out / SPOOL, ignore_errors=True)
    return intake.summary


@contextmanager
def _told_of_room(out: Path) -> Iterator[None]:
    """Say that the disk takes no more, in one sentence."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "full" not in str(error) and "disk I/O" not in str(error):
            raise
        raise MingjingError(tell("no_room", path=out, why=error)) from error
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise MingjingError(tell("no_room", path=out, why=error.strerror)) from error


def _make(out: Path) -> None:
    """Make the folder and see that it takes files."""
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        (out / ".lock").touch()


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the folder for one run; the hold ends with the process, however it ends."""
    with (out / ".lock").open("w") as file:
        try:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # no such lock on this system
            pass
        except OSError as error:
            raise MingjingError(tell("another_run", out=out)) from error
        yield


def _clear(out: Path) -> None:
    """Remove what a run that was killed left half done."""
    shutil.rmtree(out / SPOOL, ignore_errors=True)
    for path in out.iterdir():
        if HALF_WRITTEN.fullmatch(path.name):
            path.unlink(missing_ok=True)
