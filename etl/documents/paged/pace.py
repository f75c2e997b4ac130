"""Owns the word that a long reading goes on: each page of a scan is told to whoever waits for the document."""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[int, int], None]  # pages done, of how many

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have every later step of this process told to that listener alone."""
    _listeners[:] = [listener]


def step(done: int, of: int) -> None:
    """One more page is read."""
    for listener in _listeners:
        listener(done, of)
