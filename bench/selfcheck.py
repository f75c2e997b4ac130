"""Measures the self-check: processor seconds of the verb, start of the interpreter included, by medium.

python -m bench.selfcheck data/demo/made/documents [COUNT]
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
from pathlib import Path

ENDINGS = (".docx", ".html", ".pdf", ".txt")


def seconds(*words: object) -> float:
    """Processor seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-m", "etl", "selfcheck", *map(str, words)], capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        raise SystemExit(done.stderr.decode())
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(folder: Path, count: int) -> None:
    choose = random.Random(1)
    for ending in ENDINGS:
        files = choose.sample(sorted(folder.rglob(f"*{ending}")), count)
        for name, more in (("list", ()), ("list, DOCX and PDF", ("--docx", "/dev/null", "--pdf", "/dev/null"))):
            taken = [seconds(file, *more) for file in files]
            print(f"{ending} {name}: median {statistics.median(taken):.2f} s, most {max(taken):.2f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5)
