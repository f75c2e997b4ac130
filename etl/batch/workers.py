"""Owns the worker processes: tasks in, answers out, each task under a limit of time and memory.

A worker that hangs, dies or eats its memory is ended and replaced; the task it had is answered for, nothing else lost.
"""

from __future__ import annotations

import multiprocessing as mp
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any

from etl.batch.bounds import alarm, limit_memory
from etl.errors import WorkersFailed

STEP = "step"  # what a worker says while a long task goes on: how far it is, of how much
READY = "ready"  # what a worker says first, when it has prepared itself
START_SECONDS = 300.0  # a worker that has not said so by then never will
AHEAD = 8  # tasks a worker holds, so that it never waits for the parent
GRACE = 5.0  # seconds after its time is up in which the parent ends a worker; then the worker ends itself


@dataclass(frozen=True, slots=True)
class Lost:
    """A task without an answer: `why` is timed_out, out_of_memory or crashed; `detail` what is known of it."""

    task: Any
    why: str
    detail: str


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    tasks: deque[Any] = field(default_factory=deque)
    since: float = 0.0  # when the oldest task began
    is_ready: bool = False


_tell: Callable[[int, int], None] | None = None  # in a worker: says that its task goes on


def go_on(done: int, of: int) -> None:
    """From inside a worker: the task has come so far, and its time begins anew. Nothing happens anywhere else."""
    if _tell is not None:
        _tell(done, of)


def _serve(pipe: Connection, prepare: Callable[[], Callable[[Any], Any]], seconds: float, memory: int) -> None:
    """The life of a worker: prepare once, then answer tasks until told to end or left alone. Ctrl-C is the parent's."""
    global _tell
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work = prepare()

    def tell(done: int, of: int) -> None:
        alarm(seconds + GRACE)
        pipe.send((STEP, done, of))

    _tell = tell
    limit_memory(memory)
    pipe.send(READY)
    while True:
        try:
            task = pipe.recv()
        except (EOFError, ConnectionResetError, KeyboardInterrupt):
            return
        alarm(seconds + GRACE)
        try:
            answer: Any = work(task)
        except MemoryError:
            answer = Lost(task, "out_of_memory", f"{memory >> 20} MB")
        except (KeyboardInterrupt, SystemExit):
            return
        except BaseException as error:  # noqa: BLE001  one bad document never stops a batch; a panic is no Exception
            answer = Lost(task, "crashed", f"{type(error).__name__}: {str(error)[:200]}")
        alarm(0)
        try:
            pipe.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return


@contextmanager
def _undisturbed() -> Iterator[None]:
    """While a process starts, Ctrl-C waits; what starts keeps waiting, so that only the parent hears the reader."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _unnamed_program() -> Iterator[None]:
    """While a worker starts, the program that starts it has no file: a worker needs none of it, and would otherwise
    run it again on its own."""
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


def _context() -> Any:
    """How processes are started: from a clean one that has imported the readers once, where the system can."""
    way = "forkserver" if sys.platform == "linux" else "spawn"
    return mp.get_context(way)


def _died(task: Any, code: int | None, memory: int) -> Lost:
    """What is said of a task whose worker died. Libraries in C abort where they get no memory, and the system kills
    where it has none left."""
    name = signal.Signals(-code).name if code is not None and -code in set(signal.Signals) else f"exit {code}"
    if name in ("SIGABRT", "SIGKILL"):
        return Lost(task, "out_of_memory", f"{memory >> 20} MB, {name}")
    return Lost(task, "timed_out" if name == "SIGALRM" else "crashed", name)


def run(
    tasks: Iterable[Any],
    prepare: Callable[[], Callable[[Any], Any]],
    *,
    workers: int,
    seconds: float,
    memory: int,
    on_step: Callable[[Any, int, int], None] | None = None,
) -> Iterator[Any]:
    """Answers to tasks in the order they come in; a task that broke its worker gives a `Lost`.

    `tasks` may yield more after it ran dry: it is asked again after every answer. `prepare` runs once in each worker
    and returns the function that answers; `seconds` is the wall time and `memory` the bytes one task may take; a task
    that tells its steps by `go_on` has that time for each of them, and `on_step` hears the task and how far it is. Only
    `workers * 8` tasks are taken ahead of the answers. The time that a worker needs to prepare counts for no task.
    Raises WorkersFailed when a worker does not come up.
    """
    context = _context()
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload([prepare.__module__])
    waiting: Iterator[Any] = iter(tasks)
    again: deque[Any] = deque()
    crew: list[_Worker] = []

    def start() -> _Worker:
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, prepare, seconds, memory), daemon=True)
        with _unnamed_program(), _undisturbed():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def feed(worker: _Worker, ahead: int = AHEAD) -> None:
        while len(worker.tasks) < ahead:
            task = again.popleft() if again else next(waiting, None)
            if task is None:
                return
            if not worker.tasks:
                worker.since = time.monotonic()
            worker.tasks.append(task)
            try:
                worker.pipe.send(task)
            except (BrokenPipeError, ConnectionResetError):  # it died: its end shows at the next read of its pipe
                return

    def replace(worker: _Worker) -> None:
        """End a worker and start another in its place, with the tasks that it had not answered."""
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        again.extend(worker.tasks)
        crew[crew.index(worker)] = fresh = start()
        feed(fresh)

    def hear(worker: _Worker) -> Any:
        """The answer of a worker to its oldest task, None where it only says how it is. One that ran out
        of memory is not trusted with another."""
        try:
            answer = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            worker.process.join()
            if not worker.is_ready:
                raise WorkersFailed(f"a worker did not start (exit {worker.process.exitcode})") from None
            answer = _died(worker.tasks.popleft(), worker.process.exitcode, memory)
            replace(worker)
            return answer
        if answer == READY:
            worker.is_ready, worker.since = True, time.monotonic()
            return None
        if isinstance(answer, tuple) and answer and answer[0] == STEP:
            worker.since = time.monotonic()
            if on_step:
                on_step(worker.tasks[0], *answer[1:])
            return None
        worker.tasks.popleft()
        if isinstance(answer, Lost) and answer.why == "out_of_memory":
            replace(worker)
        else:
            worker.since = time.monotonic()
            feed(worker)
        return answer

    try:
        crew.extend(start() for _ in range(workers))
        while True:
            for worker in crew:  # the caller may have added tasks since
                if not worker.tasks:
                    feed(worker)
            busy = [worker for worker in crew if worker.tasks]
            if not busy:
                return
            oldest = min((worker.since for worker in busy if worker.is_ready), default=time.monotonic())
            ready = wait([worker.pipe for worker in busy], timeout=max(0.0, oldest + seconds - time.monotonic()) + 0.05)
            for worker in busy:
                if worker.pipe in ready:
                    answer = hear(worker)
                    if answer is not None:
                        yield answer
                elif worker.is_ready and time.monotonic() - worker.since > seconds:
                    late = worker.tasks.popleft()
                    replace(worker)
                    yield Lost(late, "timed_out", f"{seconds:g} s")
                elif not worker.is_ready and time.monotonic() - worker.since > START_SECONDS:
                    raise WorkersFailed(f"a worker did not start within {START_SECONDS:g} s")
    finally:
        for worker in crew:
            if worker.process.is_alive():
                worker.process.kill()
            worker.process.join()
            worker.pipe.close()
