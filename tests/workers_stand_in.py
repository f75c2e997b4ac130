"""Stands in for a reader in tests of the workers: answers, hangs, dies or eats memory, as the task says."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from etl.batch import workers

KEPT: list[bytes] = []


def prepare() -> Callable[[str], str]:
    """What a worker calls once."""
    return answer


def prepare_in_vain() -> Callable[[str], str]:
    """What a worker calls on a machine that lacks something."""
    raise SystemExit(4)


def answer(task: str) -> str:
    """The task in capitals, unless it names a misfortune."""
    if task == "hang":
        time.sleep(60)
    if task == "die":
        os._exit(11)
    if task == "eat":
        return "x" * (3 << 30)
    if task == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "abort":
        os.abort()
    if task == "deaf":  # hears no end of its parent, as a loop inside a library
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            pass
    if task.startswith("mark "):
        Path(task[5:]).write_text(str(os.getpid()))
    if task == "long":  # longer than its time, but it says how far it is
        for step in range(4):
            time.sleep(0.5)
            workers.go_on(step + 1, 4)
    if task == "hoard":  # what a leak would leave
        KEPT.append(bytes(100 << 20))
    if task == "fail":
        raise ValueError("no good")
    return task.upper()
