"""A thousand mixed documents end to end: bytes to identity, tables, prose, JSON and the list of problems.

    ./dev run python -m bench.end_to_end [--count 1000] [--jobs 2]

Prints seconds, documents per second and the processor time that the workers took; ends with 1 above the bar."""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.many import demonstration, write_many
from etl.batch.parse import parse

BAR = 30.0  # seconds for a thousand documents on two cores


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
        start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        summary = parse([folder], out, crew=chosen.jobs)
        spent, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        size = sum(path.stat().st_size for path in out.glob("*.json")) / 1e6
    print(f"parsed {summary.parsed}, rejected {summary.rejected}, {size:.0f} MB of reports")
    print(f"{spent:.1f} s = {summary.read / spent:.0f} documents/s (bar {BAR:g} s for a thousand)")
    own = resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"processor: workers {used:.1f} s where the system tells, parent {own.ru_utime + own.ru_stime:.1f} s in all")
    raise SystemExit(spent * 1000 / chosen.count > BAR)


if __name__ == "__main__":
    main()
