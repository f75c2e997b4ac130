"""Memory of a run: the parent's and the workers', at a thousand and at twenty thousand documents.

    ./dev run python -m bench.memory [--counts 1000 20000] [--jobs 2]

Each count is a run of its own process. Prints the highest resident memory of the parent, and the highest of a worker,
looked at ten times a second; ends with 1 where either grows by more than a tenth from the first count to the last."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.many import demonstration, write_many

ROOT = Path(__file__).resolve().parent.parent
GROWTH = 1.1
PAUSE = 0.1  # seconds


def resident(pid: int) -> float:
    """Megabytes of resident memory of a process, 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def below(pid: int) -> set[int]:
    """Every process below another one."""
    found, left = set[int](), [pid]
    while left:
        try:
            children = Path(f"/proc/{left[0]}/task/{left.pop(0)}/children").read_text().split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        new = {int(child) for child in children} - found
        found |= new
        left += new
    return found


def measure(folder: Path, out: Path, jobs: int) -> tuple[float, float, float]:
    """Highest megabytes of the parent, highest of a worker, and the seconds of a run."""
    command = [sys.executable, "-m", "etl", "parse", str(folder), "--out", str(out), "--jobs", str(jobs)]
    start, parent, worker = time.monotonic(), 0.0, 0.0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        while run.poll() is None:
            parent = max(parent, resident(run.pid))
            worker = max(worker, *(resident(pid) for pid in below(run.pid)), 0.0)
            time.sleep(PAUSE)
    return parent, worker, time.monotonic() - start


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--counts", type=int, nargs="+", default=[1000, 20000])
    words.add_argument("--jobs", type=int, default=2)
    chosen = words.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as temporary:
        sources = demonstration(Path(temporary) / "demo")
        for count in chosen.counts:
            folder, out = Path(temporary) / f"in{count}", Path(temporary) / f"out{count}"
            write_many(sources, folder, count)
            rows.append(measure(folder, out, chosen.jobs))
            parent, worker, spent = rows[-1]
            print(f"{count:>7} documents: parent {parent:.0f} MB, worker {worker:.0f} MB, {spent:.0f} s", flush=True)
    grown = [last / first for first, last in zip(rows[0][:2], rows[-1][:2], strict=True)]
    print(f"growth: parent × {grown[0]:.2f}, worker × {grown[1]:.2f} (bar × {GROWTH})")
    raise SystemExit(max(grown) > GROWTH)


if __name__ == "__main__":
    main()
