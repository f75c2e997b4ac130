"""Owns what is seen while a verb runs: a bar with speed and time left on a terminal, JSON lines where asked for."""

from __future__ import annotations

import json
import sys
import time

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from catalog.commands import tell

LAST_LETTERS = 50
BETWEEN_LINES = 10.0  # seconds, where nobody sees a bar


class Speed(ProgressColumn):
    """Steps a second, once there is something to measure."""

    def render(self, task: Task) -> Text:
        """Documents a second; nothing before the first."""
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f}/s", style="progress.data.speed")


class Display:
    """A progress display: a context manager that moves a bar, and writes JSON lines to standard output if `lines`.

    Where the screen is no terminal, a sentence with the counts stands on it now and then."""

    def __init__(self, screen: Console, what: str, *, lines: bool = False) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Speed())
        times = (TimeElapsedColumn(), TextColumn(tell("time_left")), TimeRemainingColumn())
        self._bar = Progress(
            *columns,
            *times,
            TextColumn("[dim]{task.fields[last]}", markup=False),
            console=screen,
            transient=True,
            redirect_stdout=False,
        )
        self._task = self._bar.add_task(what, total=None, last="")
        self._lines = lines
        self._total: int | None = None
        self._what = what
        self._screen = screen
        self._told = time.monotonic()

    def __enter__(self) -> Display:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def expect(self, total: int) -> None:
        """How many steps there will be; may grow on the way."""
        self._total = total
        self._bar.update(self._task, total=total)

    def move(self, done: int, last: str) -> None:
        """So many steps are done; `last` is the name of the latest one."""
        self._bar.update(self._task, completed=done, last=last[-LAST_LETTERS:])
        if self._lines:
            step = {"done": done, "total": self._total, "last": last}
            sys.stdout.write(json.dumps(step, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        elif not self._screen.is_terminal and time.monotonic() - self._told >= BETWEEN_LINES:
            self._told = time.monotonic()
            known = {"what": self._what, "done": f"{done:,}", "total": f"{self._total:,}" if self._total else "?"}
            self._screen.print(tell("steps_done", **known), markup=False, highlight=False)

    def tell(self, stage: str) -> None:
        """Name the stage that begins."""
        self._what = stage
        self._bar.update(self._task, description=stage)
