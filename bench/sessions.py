"""Twenty readers at once: sessions over the server's own socket that think for two seconds, open pages and change
filters, while a new build is swapped in.

    ./dev run python -m bench.sessions [--readers N] [--seconds N] [--think SECONDS]

Measures from the request to the end of the script's run with every message received (what the browser then draws is not
in it: bench/browser.py measures that). Errors are exceptions shown, runs that never end, and connections lost.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

sys.path.insert(0, str(Path(__file__).parent.parent))
from dashboard import warehouse

ROOT = Path(__file__).resolve().parent.parent
TOUR = (
    ("", "data=demo&year={year}"),
    ("trends", "data=demo"),
    ("compare", "data=demo&year={year}&metric={metric}"),
    ("outcomes", "data=demo&year={year}"),
    ("disputes", "data=demo&year={year}"),
    ("quality", "data=demo&year={year}"),
    ("profile", "data=demo&year={year}"),
    ("table", "data=demo&years={year}"),
)
METRICS = ("grant_rate", "requests_received", "refusal_rate", "disputes")
PATIENCE = 30.0


def serve(builds: Path) -> tuple[subprocess.Popen[str], str]:
    """The application on these builds, and its host and port."""
    command = [sys.executable, "-m", "dashboard.serve", "--port", "8695"]
    env = os.environ | {"MINGJING_BUILDS": str(builds)}
    child = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    for line in child.stdout or ():
        if found := re.search(r"Ready.*?http://(\S+)", line):
            return child, found[1]
    raise SystemExit("the application did not start")


def run_page(line: ClientConnection, page: str, query: str) -> list[str]:
    """Open one page in a session and read until its script has ended; the errors that it shows."""
    message, shown = BackMsg(), []
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    line.send(message.SerializeToString())
    while True:
        answer = line.recv(timeout=PATIENCE)
        told = ForwardMsg.FromString(answer) if isinstance(answer, bytes) else ForwardMsg()
        if told.WhichOneof("type") == "delta" and told.delta.new_element.WhichOneof("type") == "exception":
            shown.append(told.delta.new_element.exception.message[:200])
        if told.WhichOneof("type") == "script_finished":
            return shown


def visit(host: str, until: float, think: float, seed: int, times: list[float], errors: list[str]) -> None:
    """One reader: opens pages one after another with filters of its own until the time is over."""
    chance = random.Random(seed)
    time.sleep(chance.random() * think)
    try:
        with connect(f"ws://{host}/_stcore/stream", max_size=None, open_timeout=PATIENCE) as line:
            while time.monotonic() < until:
                page, query = chance.choice(TOUR)
                chosen = query.format(year=chance.choice((2021, 2022, 2023, 2024, 2025)), metric=chance.choice(METRICS))
                started = time.perf_counter()
                errors += run_page(line, page, chosen)
                times.append(time.perf_counter() - started)
                time.sleep(think * (0.5 + chance.random()))
    except Exception as error:  # noqa: BLE001  every kind of loss counts
        errors.append(repr(error)[:200])


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--readers", type=int, default=20)
    words.add_argument("--seconds", type=float, default=45)
    words.add_argument("--think", type=float, default=2.0)
    chosen = words.parse_args()
    newest = warehouse.newest_build().path
    with tempfile.TemporaryDirectory() as folder:
        builds = Path(folder)
        shutil.copy(newest, builds / newest.name)
        child, host = serve(builds)
        times: list[float] = []
        errors: list[str] = []
        until = time.monotonic() + chosen.seconds
        readers = [
            threading.Thread(target=visit, args=(host, until, chosen.think, seed, times, errors))
            for seed in range(chosen.readers)
        ]
        try:
            for reader in readers:
                reader.start()
            time.sleep(chosen.seconds / 2)
            before, swapped = len(times), builds / "29990101T000000000000Z.duckdb"
            shutil.copy(newest, builds / ".coming")
            (builds / ".coming").rename(swapped)
            for reader in readers:
                reader.join()
        finally:
            child.terminate()
            child.wait(15)
    every, after = sorted(times), sorted(times[before:])
    p95 = every[max(0, round(len(every) * 0.95) - 1)]
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{chosen.readers} readers, {chosen.think:.0f} s of thinking, {len(every)} pages, {len(errors)} errors")
    print(f"median {statistics.median(every):.2f} s, p95 {p95:.2f} s, worst {every[-1]:.2f} s")
    print(f"after the swap: {len(after)} pages, p95 {after[max(0, round(len(after) * 0.95) - 1)]:.2f} s")
    for error in sorted(set(errors)):
        print(f"  {errors.count(error)} x {error}")


if __name__ == "__main__":
    main()
