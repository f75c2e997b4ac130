"""A thousand mixed documents end to end: bytes to identity, tables, prose, JSON and the list of problems.

    ./dev run python -m bench.end_to_end [--count 1000] [--jobs 2]

Prints seconds, documents per second and the processor time that the workers took; ends with 1 above the bar."""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from bench.many import demonstration, write_many
from bench.memory import below
from etl.batch.parse import parse

BAR = 30.0  # seconds for a thousand documents on two cores
PAUSE = 0.2  # seconds
TICKS = os.sysconf("SC_CLK_TCK")


class Watch:
    """Sums up the processor time of every process below this one, looked at five times a second."""

    def __init__(self) -> None:
        self._seen: dict[int, float] = {}
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    @property
    def spent(self) -> float:
        """Seconds of processor time, of the user and of the system."""
        return sum(self._seen.values())

    def _look(self) -> None:
        while not self._is_over.wait(PAUSE):
            for pid in below(os.getpid()):
                try:
                    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                self._seen[pid] = (int(parts[11]) + int(parts[12])) / TICKS


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--count", type=int, default=1000)
    words.add_argument("--jobs", type=int, default=2)
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder, out = Path(temporary) / "in", Path(temporary) / "out"
        write_many(demonstration(Path(temporary) / "demo"), folder, chosen.count)
        media = Counter(path.suffix for path in folder.rglob("*.*") if path.is_file())
        print(f"{chosen.count} documents: " + ", ".join(f"{number} {suffix}" for suffix, number in media.items()))
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start, {chosen.jobs} workers")
        start = time.monotonic()
        with Watch() as watch:
            summary = parse([folder], out, crew=chosen.jobs)
        spent = time.monotonic() - start
        size = sum(path.stat().st_size for path in out.glob("*.json")) / 1e6
    print(f"parsed {summary.parsed}, rejected {summary.rejected}, {size:.0f} MB of reports")
    print(f"{spent:.1f} s = {summary.read / spent:.0f} documents/s (bar {BAR:g} s for a thousand)")
    own = resource.getrusage(resource.RUSAGE_SELF)
    parent = own.ru_utime + own.ru_stime
    print(f"processor: workers {watch.spent:.1f} s, parent {parent:.1f} s (the making of the documents is in it)")
    raise SystemExit(spent * 1000 / chosen.count > BAR)


if __name__ == "__main__":
    main()
