"""Whether the server's memory grows without bound: readers come, open pages with ever other choices, and go, for
thousands of runs; resident memory is printed as they pass.

    ./dev run python -m bench.soak [--runs N] [--readers N]

Readers do not think: a run follows the one before, so that an hour's runs take minutes. Every reader leaves after a
dozen pages and another comes, as sessions do. Serves the newest build (MINGJING_BUILDS); Linux only (/proc).
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from websockets.sync.client import connect

from bench.sessions import METRICS, PATIENCE, TOUR, run_page, serve
from dashboard import warehouse

PAGES_A_READER = 12
YEARS = (2019, 2020, 2021, 2022, 2023, 2024, 2025)
LINES = 20


def resident(pid: int) -> float:
    """Megabytes of a process and its children."""
    places = [pid]
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        places += [int(one) for one in path.read_text().split()]
    pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in places)
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def read(host: str, chance: random.Random, left: list[int], errors: list[str], guard: threading.Lock) -> None:
    """Readers one after another until no run is left."""
    while left[0] > 0:
        try:
            with connect(f"ws://{host}/_stcore/stream", max_size=None, open_timeout=PATIENCE) as line:
                for _ in range(PAGES_A_READER):
                    with guard:
                        left[0] -= 1
                    page, query = chance.choice(TOUR)
                    choices = query.format(year=chance.choice(YEARS), metric=chance.choice(METRICS))
                    language = chance.choice(("", "&lang=en"))
                    errors += run_page(line, page, choices + language + f"&show={chance.choice(('few', 'all'))}")
        except Exception as error:  # noqa: BLE001  every kind of loss counts
            errors.append(repr(error)[:200])


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--runs", type=int, default=4_000)
    words.add_argument("--readers", type=int, default=4)
    chosen = words.parse_args()
    newest = warehouse.newest_build().path
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / newest.name).symlink_to(newest)
        child, host = serve(Path(folder))
        errors: list[str] = []
        left, guard = [chosen.runs], threading.Lock()
        readers = [
            threading.Thread(target=read, args=(host, random.Random(seed), left, errors, guard))
            for seed in range(chosen.readers)
        ]
        started = time.monotonic()
        print(f"{'runs':>7} {'seconds':>8} {'resident MB':>12}   {newest.name}, {chosen.readers} readers at a time")
        print(f"{0:7} {0:8} {resident(child.pid):12.0f}", flush=True)
        try:
            for reader in readers:
                reader.start()
            step = chosen.runs / LINES
            for mark in range(1, LINES + 1):
                while chosen.runs - left[0] < mark * step and any(reader.is_alive() for reader in readers):
                    time.sleep(0.2)
                told = f"{chosen.runs - left[0]:7} {time.monotonic() - started:8.0f} {resident(child.pid):12.0f}"
                print(told, flush=True)
            for reader in readers:
                reader.join()
            time.sleep(20)
            print(f"{'at rest':>7} {time.monotonic() - started:8.0f} {resident(child.pid):12.0f}")
        finally:
            child.terminate()
            child.wait(15)
    print(f"{len(errors)} errors")
    for error in sorted(set(errors)):
        print(f"  {errors.count(error)} x {error}")


if __name__ == "__main__":
    main()
