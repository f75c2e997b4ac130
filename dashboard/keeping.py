"""Owns what is kept in memory between two runs: the last things made, each under a mark, up to a weight in all."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from threading import Lock
from typing import Any, Generic, TypeVar

T = TypeVar("T")


def mark_of(*asked: Any) -> bytes:
    """What stands for these values, 16 bytes: the same question asked again gives the same mark, another practically
    never."""
    return blake2b(pickle.dumps(asked), digest_size=16).digest()


class Kept(Generic[T]):
    """The things used last, shared by all threads. `weigh` says what one weighs; together they weigh at most `most`
    (one alone may weigh more). What several ask for at once is made once; the others wait for it."""

    def __init__(self, most: int, weigh: Callable[[T], int] = lambda thing: 1) -> None:
        self._most, self._weigh = most, weigh
        self._things: OrderedDict[bytes, tuple[T, int]] = OrderedDict()
        self._making: dict[bytes, Lock] = {}
        self._guard, self._weight = Lock(), 0

    def get(self, mark: bytes, make: Callable[[], T]) -> T:
        """The thing under this mark, or the one that `make` gives, kept from now on; what `make` raises is raised."""
        with self._guard:
            if (held := self._find(mark)) is not None:
                return held[0]
            making = self._making.setdefault(mark, Lock())
        with making:
            with self._guard:
                if (held := self._find(mark)) is not None:
                    return held[0]
            try:
                made = make()
                with self._guard:
                    self._keep(mark, made)
                return made
            finally:
                with self._guard:
                    self._making.pop(mark, None)

    def _find(self, mark: bytes) -> tuple[T, int] | None:
        held = self._things.get(mark)
        if held is not None:
            self._things.move_to_end(mark)
        return held

    def _keep(self, mark: bytes, made: T) -> None:
        weight = self._weigh(made)
        self._things[mark] = (made, weight)
        self._weight += weight
        while self._weight > self._most and len(self._things) > 1:
            self._weight -= self._things.popitem(last=False)[1][1]
