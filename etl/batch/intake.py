"""Owns the state of one parse run: which documents are still to be read, what came of those done, the counts."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from catalog.problems import kinds
from etl.batch import discover, workers
from etl.batch.ledger import Ledger, Outcome
from etl.batch.reading import Task, Unpacked, Unwritten, spool_of
from etl.version import parser_version

COMMIT_EVERY = 64
# other limits, or the recognition extra, may let them in
TRIED_AGAIN = frozenset({"timed_out", "out_of_memory", "crashed", "scan_without_text", "fonts_without_names"})


@dataclass(slots=True)
class Summary:
    """Counts of documents: read = parsed + unchanged + rejected."""

    read: int = 0
    parsed: int = 0
    unchanged: int = 0
    rejected: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether no document gave a report."""
        return self.parsed + self.unchanged == 0


@dataclass(slots=True)
class _Archive:
    """An archive whose members are being read; `place` is where it lies, `left` how many are to come."""

    task: Task
    place: bytes
    left: int


class Intake:
    """Iterating gives the tasks that are left; `take` notes an answer. Holds no more than the tasks in flight and the
    names of unpacked files."""

    def __init__(
        self,
        inputs: Sequence[Path],
        out: Path,
        ledger: Ledger,
        max_bytes: int,
        on_progress: Callable[[int, str], None] | None,
        on_total: Callable[[int], None] | None = None,
    ) -> None:
        self.summary = Summary()
        self._on_total, self._total = on_total, 0
        if on_total:
            self._expect(discover.count(inputs, leave_out=out))
        self._out, self._ledger, self._max_bytes, self._on_progress = out, ledger, max_bytes, on_progress
        self._found = discover.files(inputs, leave_out=out, max_bytes=max_bytes)
        self._unpacked: deque[tuple[str, str]] = deque()
        self._again: deque[tuple[bytes, str]] = deque()  # place and label of what lost the report it stood in
        self._archives: dict[str, _Archive] = {}
        self._places: dict[str, bytes] = {}  # label to place of what is in flight
        self._remarks: dict[str, tuple[tuple[str, str], ...]] = {}  # label to what its archive says of it
        self._version = parser_version()

    def __iter__(self) -> Iterator[Task]:
        return self

    def __next__(self) -> Task:
        """The next file that has to be read; those that are known or not readable are settled on the way."""
        while True:
            task = self._orphan() if self._again else self._task(*self._next_file())
            if task is not None:
                return task

    def _expect(self, more: int) -> None:
        """So many more documents will come."""
        self._total += more
        if self._on_total:
            self._on_total(self._total)

    def take(self, answer: Any) -> None:
        """Note what came back from a worker. Raises OSError where a report could not be written."""
        if isinstance(answer, Unpacked):
            task = answer.task
            self._unpacked.extend(answer.files)
            self._expect(len(answer.files) + len(answer.bad) - 1)
            place = self._places.pop(task.label, b"")
            self._archives[task.label] = _Archive(task, place, len(answer.files) + len(answer.bad))
            for label, code, detail in answer.remarks:
                said = (code, kinds()[code].sentence(detail))
                self._remarks[label] = (*self._remarks.get(label, ()), said)
            self._drop(self._ledger.lies_at(place, Outcome(task.label, task.sha256, self._version)))
            for label, code, detail in answer.bad:
                self._places[label] = place + label.removeprefix(task.label).encode()
                self._settle(self._failed(label, task.sha256, code, detail))
        elif isinstance(answer, Unwritten):
            raise answer.error
        elif isinstance(answer, workers.Lost):
            self._settle(self._failed(answer.task.label, answer.task.sha256, answer.why, answer.detail))
        else:
            self._settle(answer)

    def step(self, task: Task, done: int, of: int) -> None:
        """A document of pictures is read so far: told with the page, so that nobody thinks the run hangs."""
        if self._on_progress:
            self._on_progress(self.summary.read, f"{task.label} {done}/{of}")

    def _orphan(self) -> Task | None:
        """A document that was the second source of a report which went away: it is read for itself, and no longer
        counts as unchanged; that another source of the same report was read a moment ago changes nothing, or the counts
        would depend on who was first. What lies in an archive waits for the next run."""
        place, label = self._again.popleft()
        path = Path(os.fsdecode(place))
        try:
            digest = _sha256(path)
        except OSError:  # it lies in an archive, or went away too
            return None
        known = self._ledger.known(label, digest, self._version)
        if known is None or (known.report is None and self._is_kept(known)):
            return None
        if known.report is not None and (self._out / known.report).exists():
            return None
        self.summary.read -= 1
        self.summary.unchanged -= 1
        self._places[label] = place
        return Task(str(path), label, digest, str(self._out))

    def _next_file(self) -> tuple[discover.Found, bytes]:
        """A file and the place that it has for good: its path, or that of its archive with its name inside."""
        if not self._unpacked:
            found = next(self._found)
            return found, os.fsencode(found.path.absolute())
        path, label = self._unpacked.popleft()
        archive = self._archive_of(label)
        name, place = (archive.task.label, archive.place) if archive else ("", b"")
        return discover.look(Path(path), label, self._max_bytes), place + label.removeprefix(name).encode()

    def _task(self, found: discover.Found, place: bytes) -> Task | None:
        """What a worker has to do for a file; None where what comes of it is known."""
        self._places[found.label] = place
        if found.problem:
            self._settle(self._failed(found.label, "", found.problem, found.detail))
            return None
        try:
            digest = _sha256(found.path)
        except OSError as error:
            self._settle(self._failed(found.label, "", "unreadable", discover.why(error)))
            return None
        if self._knows_archive(found.label, digest):
            for number, member in enumerate(self._ledger.members(found.label, self._version)):
                self._expect(min(number, 1))
                self._count(member, unchanged=True)
            return None
        known = self._ledger.known(found.label, digest, self._version)
        if known and self._is_kept(known):
            self._count(known, unchanged=True)
            return None
        return Task(str(found.path), found.label, digest, str(self._out))

    def _knows_archive(self, label: str, digest: str) -> bool:
        if not self._ledger.knows_archive(label, digest, self._version):
            return False
        return all(self._is_kept(member) for member in self._ledger.members(label, self._version))

    def _is_kept(self, outcome: Outcome) -> bool:
        """Whether what this document gave still counts: its report or the twin that names it is there, or it gave none
        for a reason that lies in it."""
        if outcome.report is None:
            return not any(code in TRIED_AGAIN for code, _ in outcome.problems)
        if (self._out / outcome.report).exists():
            return True
        return any((self._out / twin).exists() for twin in self._ledger.twins(outcome))

    def _failed(self, label: str, sha256: str, code: str, detail: str) -> Outcome:
        sentence = kinds()[code].sentence(detail)
        return Outcome(label, sha256, self._version, problems=((code, sentence),))

    def _settle(self, outcome: Outcome) -> None:
        if said := self._remarks.pop(outcome.file, ()):
            outcome = replace(outcome, problems=(*outcome.problems, *said))
        self._drop(self._ledger.record(outcome))
        place = self._places.get(outcome.file)
        if place:
            self._drop(self._ledger.lies_at(place, outcome))
        self._count(outcome)

    def _drop(self, report: str | None) -> None:
        """Remove a report that no document of the ledger names any more; its other sources are read for themselves."""
        path = self._out / (report or "")
        if report and path.exists():
            for source in json.loads(path.read_text(encoding="utf-8")).get("other_sources") or ():
                self._again.extend(
                    (place, source["file"]) for place in self._ledger.places(source["file"], source["sha256"])
                )
            path.unlink()

    def _count(self, outcome: Outcome, *, unchanged: bool = False) -> None:
        self._places.pop(outcome.file, None)
        self.summary.read += 1
        if outcome.report is None:
            self.summary.rejected += 1
        elif unchanged:
            self.summary.unchanged += 1
        else:
            self.summary.parsed += 1
        self._close_archive(outcome.file)
        if self.summary.read % COMMIT_EVERY == 0:
            self._ledger.commit()
        if self._on_progress:
            self._on_progress(self.summary.read, outcome.file)

    def _archive_of(self, label: str) -> _Archive | None:
        """The innermost open archive that a member belongs to."""
        end = label.rfind("!")
        while end >= 0:
            if label[:end] in self._archives:
                return self._archives[label[:end]]
            end = label.rfind("!", 0, end)
        return None

    def _close_archive(self, label: str) -> None:
        archive = self._archive_of(label)
        if archive is None:
            return
        archive.left -= 1
        if archive.left <= 0:
            task = self._archives.pop(archive.task.label).task
            self._ledger.finish_archive(task.label, task.sha256, self._version)
            shutil.rmtree(spool_of(task), ignore_errors=True)
            self._close_archive(task.label)  # a file of several reports may lie in an archive itself


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
