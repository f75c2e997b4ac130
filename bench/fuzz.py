"""Damages documents of every medium and reads them: nothing but UnreadableDocument may come out, in time and memory.

    ./dev fuzz [--minutes 10] [--seed N] [--jobs 2] [--keep FOLDER]   damaged documents, other ones for another seed
    ./dev fuzz --hostile                                              the hostile files of the tests at full size
    ./dev fuzz --replay FILE...                                       read kept files again and show what happens

Documents that fail are kept in FOLDER (data/fuzz), with the command to read them again. Ends with 1 if any failed."""

from __future__ import annotations

import argparse
import hashlib
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from bench.mutate import mutate
from bench.seeds import seeds
from etl.batch import workers
from etl.batch.reading import prepare, read_bytes
from etl.documents.archive import members
from etl.documents.sniff import sniff
from etl.errors import UnreadableDocument
from etl.report import to_json

ROOT = Path(__file__).resolve().parent.parent
SECONDS, MEMORY = 30.0, 1 << 30  # the defaults of a run
Task = tuple[int, int] | str


def made(seed: int, number: int) -> tuple[str, bytes]:
    """One damaged document: its name and bytes, the same for the same seed and number."""
    random = Random(f"{seed} {number}")
    (name, data), (_, other) = random.choice(seeds()), random.choice(seeds())
    return name, mutate(random, data, other)


def read(name: str, data: bytes) -> str:
    """What comes of a document: "report", or the code that it was refused with. Any other exception escapes."""
    try:
        if sniff(data, name) == "zip":
            return f"{sum(1 for _ in members(data, name))} members"
        report = read_bytes(data, name, hashlib.sha256(data).hexdigest())
    except UnreadableDocument as refused:
        return refused.code
    to_json(report).encode("utf-8")
    return "report"


def prepare_work() -> Callable[[Task], tuple[Task, str, str]]:
    """What a worker does once: load the register and make the seeds."""
    prepare()
    seeds()
    return work


def work(task: Task) -> tuple[Task, str, str]:
    """(task, what came of it, the trace of what went wrong)."""
    if isinstance(task, str):
        from tests.hostile_files import made as hostile

        name, data = task, hostile(task)
    else:
        name, data = made(*task)
    try:
        return task, read(name, data), ""
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  this is what is looked for
        return task, f"FAILED {type(error).__name__}", traceback.format_exc(limit=-4)


def numbered(seed: int, until: float) -> Iterator[Task]:
    number = 0
    while time.monotonic() < until:
        yield seed, number
        number += 1


def run(tasks: Iterator[Task], jobs: int, keep: Path, tolerated: frozenset[str] = frozenset()) -> int:
    """Read every task, keep what fails, print what came of all; the number of failures. `tolerated` are reasons for
    which a task may be lost."""
    met: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    start = time.monotonic()
    for answer in workers.run(tasks, prepare_work, workers=jobs, seconds=SECONDS, memory=MEMORY):
        if isinstance(answer, workers.Lost):
            task, what, trace = answer.task, f"LOST {answer.why}", answer.detail
            failed = answer.why not in tolerated
        else:
            task, what, trace = answer
            failed = bool(trace)
        met[what] += 1
        place = trace.strip().splitlines()[-3:] if trace else []
        if failed:
            seen[f"{what} {place}"] += 1
            if seen[f"{what} {place}"] <= 3:
                show(task, what, trace, keep)
        elif isinstance(task, str):
            print(f"{task:24} {what}", flush=True)
    number, spent = sum(met.values()), time.monotonic() - start
    print(f"{number} documents in {spent:.0f} s, {sum(seen.values())} failed")
    for what, count in met.most_common():
        print(f"  {count:>7}  {what}")
    return sum(seen.values())


def show(task: Task, what: str, trace: str, keep: Path) -> None:
    """Keep a document that failed and print how to read it again."""
    if isinstance(task, str):
        print(f"{task}: {what}\n{trace}", flush=True)
        return
    name, data = made(*task)
    keep.mkdir(parents=True, exist_ok=True)
    path = keep / f"{task[0]}-{task[1]}-{name}"
    path.write_bytes(data)
    print(f"{what}: ./dev fuzz --replay {path}\n{trace}", flush=True)


def replay(paths: list[Path]) -> None:
    for path in paths:
        start = time.monotonic()
        try:
            what = read(path.name, path.read_bytes())
        except Exception:  # noqa: BLE001  shown, not hidden
            what = traceback.format_exc()
        print(f"{path.name}: {what}  ({time.monotonic() - start:.2f} s)")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--minutes", type=float, default=10.0)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--jobs", type=int, default=2)
    words.add_argument("--keep", type=Path, default=ROOT / "data" / "fuzz")
    words.add_argument("--hostile", action="store_true")
    words.add_argument("--replay", type=Path, nargs="+")
    chosen = words.parse_args()
    if chosen.replay:
        replay(chosen.replay)
        return
    if chosen.hostile:
        from tests.hostile_files import MAKERS

        failed = run(iter(list(MAKERS)), chosen.jobs, chosen.keep, frozenset({"timed_out", "out_of_memory"}))
    else:
        failed = run(numbered(chosen.seed, time.monotonic() + 60 * chosen.minutes), chosen.jobs, chosen.keep)
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    from bench import fuzz  # workers find what they are to do by the name of its module

    fuzz.main()
