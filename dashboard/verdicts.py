"""Owns the file of verdicts on figures as the application sees it: appends a line, tells what is new since the build.
The contract is docs/verdicts.md; nothing in the file is ever changed."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from catalog.verdicts import Key, Line, faults, figure_key, lines_of, standing

ROOT = Path(__file__).resolve().parent.parent
DECIDED = ("accept", "correct", "reject")


class NoVerdict(ValueError):
    """A line lacks what makes it a verdict; says what."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the file says: the verdict that counts for each figure, and the figures spoken of since the build."""

    standing: Mapping[Key, Line]
    recent: frozenset[Key]

    def since_build(self) -> dict[str, Line]:
        """The verdicts that the build has not seen, by the figure that was looked at."""
        found = {key: self.standing[key] for key in self.recent if key in self.standing}
        return {str(line["figure_id"]): line for line in found.values() if line.get("figure_id")}


def path() -> Path:
    """Where verdicts on figures lie: MINGJING_VERDICTS, else data/verdicts."""
    return Path(os.environ.get("MINGJING_VERDICTS") or ROOT / "data" / "verdicts") / "figures.jsonl"


def is_allowed() -> bool:
    """Whether this server takes verdicts: not when MINGJING_READ_ONLY is set."""
    return not os.environ.get("MINGJING_READ_ONLY")


def append(line: Mapping[str, Any]) -> dict[str, Any]:
    """Add one line with the time of now, made durable; the line as written. Raises NoVerdict."""
    whole = dict(line) | {"decided_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
    wrong = faults(whole)
    if wrong:
        raise NoVerdict("; ".join(wrong))
    write_durably(path(), json.dumps(whole, ensure_ascii=False) + "\n")
    return whole


def write_durably(file: Path, text: str) -> None:
    """Add whole lines to a file that only ever grows; a last line that was cut off stays alone."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab+") as out:
        if out.tell() and _last_byte(out) != b"\n":
            text = "\n" + text
        out.write(text.encode())
        out.flush()
        os.fsync(out.fileno())


def write_rows(file: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    """Add lines to a CSV file that only ever grows, with its header where it is new."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    if not file.exists():
        writer.writeheader()
    writer.writerows(rows)
    write_durably(file, text.getvalue())


def _last_byte(out: Any) -> bytes:
    out.seek(-1, os.SEEK_END)
    last: bytes = out.read(1)
    return last


def read(seen: int) -> Words:
    """The file as it stands; `seen` is how many of its lines the build knows."""
    file = path()
    if not file.exists():
        return Words({}, frozenset())
    state = file.stat()
    return _read(str(file), state.st_mtime_ns, state.st_size, seen)


@lru_cache(maxsize=4)
def _read(file: str, changed: int, size: int, seen: int) -> Words:
    lines = lines_of(Path(file).read_text(encoding="utf-8"))
    late = lines[seen:] if seen <= len(lines) else lines
    return Words(standing(lines), frozenset(figure_key(line) for line in late if "verdict" in line))
