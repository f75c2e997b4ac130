"""Workers: every task is answered for, whatever one of them does."""

from __future__ import annotations

import builtins
import os
import resource
import signal
import subprocess
import sys
import time
from collections import deque
from pathlib import Path
from types import ModuleType

import pytest

from etl.batch import bounds, workers
from etl.batch.workers import Lost, run
from etl.errors import WorkersFailed
from tests.workers_stand_in import prepare, prepare_in_vain

ROOT = Path(__file__).resolve().parent.parent


def answers_of(tasks, seconds: float = 20.0, memory: int = 1 << 30) -> tuple[list[str], list[Lost]]:
    answers = list(run(tasks, prepare, workers=2, seconds=seconds, memory=memory))
    return sorted(a for a in answers if isinstance(a, str)), [a for a in answers if isinstance(a, Lost)]


def test_every_task_is_answered_once():
    good, lost = answers_of([f"t{n}" for n in range(100)])
    assert good == sorted(f"T{n}" for n in range(100))
    assert lost == []


def test_a_task_that_dies_takes_no_other_with_it():
    good, lost = answers_of(["a", "b", "die", *[f"t{n}" for n in range(30)]])
    assert len(good) == 32
    assert [(one.task, one.why) for one in lost] == [("die", "crashed")]


def test_a_task_that_hangs_is_ended_in_its_time():
    good, lost = answers_of(["hang", *[f"t{n}" for n in range(30)]], seconds=1.0)
    assert len(good) == 30
    assert [(one.task, one.why) for one in lost] == [("hang", "timed_out")]


def test_a_task_that_eats_memory_is_named_and_its_worker_goes_on():
    good, lost = answers_of(["eat", *[f"t{n}" for n in range(30)]])
    assert len(good) == 30
    assert [(one.task, one.why) for one in lost] == [("eat", "out_of_memory")]


def test_an_exception_is_an_answer():
    good, lost = answers_of(["fail", "a"])
    assert good == ["A"]
    assert lost[0].detail == "ValueError: no good"


def test_tasks_that_come_while_others_are_answered_are_taken():
    class Growing:
        def __init__(self) -> None:
            self.left = deque(["first"])

        def __iter__(self):
            return self

        def __next__(self) -> str:
            if not self.left:
                raise StopIteration
            return self.left.popleft()

    tasks = Growing()
    seen = []
    for answer in run(tasks, prepare, workers=2, seconds=20, memory=1 << 30):
        seen.append(answer)
        if answer == "FIRST":
            tasks.left.extend(["second", "third"])
    assert sorted(seen) == ["FIRST", "SECOND", "THIRD"]


@pytest.mark.parametrize("task", ["killed", "abort"])
def test_a_worker_that_the_system_killed_wanted_memory(task):
    good, lost = answers_of([task, *[f"t{n}" for n in range(20)]])
    assert len(good) == 20
    assert [(one.task, one.why) for one in lost] == [(task, "out_of_memory")]


def test_a_worker_that_ran_out_of_memory_is_replaced_by_a_fresh_one():
    tasks = ["hoard"] * 7
    answers = list(run(tasks, prepare, workers=1, seconds=20, memory=350 << 20))
    assert [answer if isinstance(answer, str) else answer.why for answer in answers] == [
        "HOARD", "HOARD", "HOARD", "out_of_memory", "HOARD", "HOARD", "HOARD",
    ]  # fmt: skip


def test_a_small_memory_limit_holds():
    good, lost = answers_of(["hoard", "a"], memory=64 << 20)
    assert good == ["A"]
    assert [(one.why, one.detail) for one in lost] == [("out_of_memory", "64 MB")]


def test_without_a_limit_of_memory_on_the_system_reading_goes_on(monkeypatch):
    def refuse(*_: object) -> None:
        raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(resource, "setrlimit", refuse)
    assert bounds.limit_memory(1 << 30) is False
    monkeypatch.delattr(resource, "RLIMIT_AS")
    assert bounds.limit_memory(1 << 30) is False
    real = builtins.__import__

    def no_resource(name, *more):
        if name == "resource":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", no_resource)
    assert bounds.limit_memory(1 << 30) is False


def test_a_task_that_says_how_far_it_is_has_its_time_for_each_step():
    steps: list[tuple[str, int, int]] = []
    said = lambda task, done, of: steps.append((task, done, of))  # noqa: E731
    answers = list(run(["long", "a"], prepare, workers=1, seconds=1.2, memory=1 << 30, on_step=said))
    assert answers == ["LONG", "A"]
    assert steps == [("long", step, 4) for step in (1, 2, 3, 4)]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks at processes through /proc")
def test_workers_end_soon_after_their_parent_was_killed_even_inside_a_loop(tmp_path):
    mark = tmp_path / "pid"
    script = (
        "from etl.batch import workers; from tests.workers_stand_in import prepare\n"
        "if __name__ == '__main__':\n"
        f"    list(workers.run(['mark {mark}', 'deaf'], prepare, workers=1, seconds=0.5, memory=1 << 30))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 30
    while not mark.exists() or not mark.read_text():
        assert time.monotonic() < until
        time.sleep(0.02)
    worker = int(mark.read_text())
    assert alive(worker)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    until = time.monotonic() + 0.5 + workers.GRACE + 5
    while alive(worker):
        assert time.monotonic() < until, "the worker lives on without its parent"
        time.sleep(0.1)


def test_the_program_that_starts_workers_is_not_run_again_in_them(monkeypatch, tmp_path):
    program = ModuleType("__main__")
    program.__file__ = str(tmp_path / "program.py")
    Path(program.__file__).write_text("raise SystemExit(3)")
    monkeypatch.setitem(sys.modules, "__main__", program)
    assert answers_of(["a", "b"]) == (["A", "B"], [])
    assert sys.modules["__main__"] is program


def test_workers_that_cannot_start_are_said_to():
    with pytest.raises(WorkersFailed, match="did not start"):
        list(run(["a"], prepare_in_vain, workers=1, seconds=5, memory=1 << 30))
